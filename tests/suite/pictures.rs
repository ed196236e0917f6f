//! 图片: every format, its place and size on the page in millimetres, its caption, and what must not get in.

use std::collections::BTreeSet;

use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::typeset::{Pace, Pages, Shape, ShapeKind};

use crate::project::{Project, repository, text_of};
use crate::reader;
use crate::ruler::{CHARACTER, PITCH, TYPE_AREA, assert_mm, line_of, mm, told};

/// Every file of tests/pictures.
const FILES: [&str; 8] =
    ["hall.jpg", "tall.png", "wide.webp", "square.gif", "turned.jpg", "plan.svg", "one.pdf", "three.pdf"];

/// A project with the pictures and one document.
#[expect(clippy::disallowed_methods, reason = "the test copies its own pictures")]
fn project(body: &str) -> Project {
    let project = FILES.iter().fold(Project::new(), |project, name| {
        project.file(name, std::fs::read(repository("tests/pictures").join(name)).expect("a picture"))
    });
    project.file("文稿.yaml", format!("标题: 工作总结\n日期: 2022-01-05\n正文:\n{body}"))
}

#[track_caller]
fn built(project: &Project) -> Built {
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&project.join("文稿.yaml"));
    assert!(built.is_good(), "{}", told(&built));
    built
}

#[track_caller]
fn pages(body: &str) -> Pages {
    built(&project(body)).pages.expect("just asserted")
}

/// The pictures in the order of drawing.
fn pictures(pages: &Pages) -> Vec<&Shape> {
    pages.layout().shapes.iter().filter(|shape| shape.kind == ShapeKind::Picture).collect()
}

fn width(shape: &Shape) -> f64 {
    mm(shape.rect.width())
}

fn height(shape: &Shape) -> f64 {
    mm(shape.rect.height())
}

#[test]
fn a_picture_of_every_format_is_set_in_its_own_proportion() {
    for (file, proportion) in [
        ("hall.jpg", 1600.0 / 1066.0),
        ("tall.png", 0.75),
        ("wide.webp", 640.0 / 240.0),
        ("square.gif", 1.0),
        ("turned.jpg", 0.5),
        ("plan.svg", 1.5),
        ("one.pdf", 2.0),
    ] {
        let pages = pages(&format!("  - 图片: {{ 文件: {file}, 宽度: 30mm, 说明: 现场 }}\n"));
        let [picture] = pictures(&pages)[..] else { panic!("one picture: {file}") };
        assert_mm(width(picture), 30.0, 0.01, file);
        assert_mm(width(picture) / height(picture), proportion, 0.01, file);
        assert_mm(mm(picture.rect.left + picture.rect.right) / 2.0, 106.0, 0.05, "its middle");
    }
}

#[test]
fn a_width_is_in_millimetres_characters_or_a_share_of_the_type_area() {
    for (typed, expected) in [("8cm", 80.0), ("20字", 20.0 * CHARACTER), ("50%", 78.0), ("400mm", 156.0)] {
        let pages = pages(&format!("  - 图片: {{ 文件: plan.svg, 宽度: {typed} }}\n"));
        assert_mm(width(pictures(&pages)[0]), expected, 0.01, typed);
    }
}

/// 1600 dots at 300 an inch are 135.5 mm; 640 dots at 96 an inch would be 169 mm.
#[test]
fn without_a_width_a_picture_has_its_own_size_up_to_the_type_area() {
    assert_mm(width(pictures(&pages("  - 图片: hall.jpg\n"))[0]), 1600.0 / 300.0 * 25.4, 0.01, "its own");
    assert_mm(width(pictures(&pages("  - 图片: wide.webp\n"))[0]), 156.0, 0.01, "the type area's");
}

#[test]
fn a_high_picture_is_no_higher_than_the_type_area_with_its_caption() {
    let pages = pages("  - 图片: { 文件: three.pdf, 页码: 1, 宽度: 100%, 说明: 设计图 }\n  - 段落: 后文。\n");
    let picture = pictures(&pages)[0];
    let caption = line_of(pages.layout(), "图1");
    assert_eq!((picture.page, caption.glyphs[0].page), (1, 1), "it does not fit below the title");
    assert!(mm(picture.rect.top) >= TYPE_AREA[1] - 0.01 && mm(picture.rect.bottom) < caption.top());
    assert!(caption.baseline() < TYPE_AREA[3]);
    assert!(height(picture) > 200.0, "as high as it can be: {}", height(picture));
    assert_eq!(line_of(pages.layout(), "后文").glyphs[0].page, 2);
}

#[test]
fn the_caption_stands_centred_below_and_the_text_goes_on_on_the_grid() {
    let pages = pages("  - 段落: 前文。\n  - 图片: { 文件: hall.jpg, 宽度: 90mm, 说明: 启用仪式 }\n  - 段落: 后文。\n");
    let picture = pictures(&pages)[0];
    let caption = line_of(pages.layout(), "图1");
    assert_eq!(caption.text().replace(' ', ""), "图1启用仪式");
    assert_eq!((caption.families(), caption.size()), (vec!["Banxin Hei"], 14.0));
    assert_mm(f64::midpoint(caption.left(), caption.right()), 106.0, 0.05, "the caption's middle");
    assert!(mm(picture.rect.top) > line_of(pages.layout(), "前文").top() + PITCH, "below the text");
    assert!(caption.top() > mm(picture.rect.bottom));
    let after = line_of(pages.layout(), "后文");
    assert!(after.top() > caption.baseline());
    assert_mm(after.off_grid(), 0.0, 0.05, "the line after it");
}

#[test]
fn a_picture_and_its_caption_are_never_torn_apart() {
    for before in 8..=22 {
        let text = "  - 段落: 一行。\n".repeat(before);
        let pages = pages(&format!("{text}  - 图片: {{ 文件: plan.svg, 宽度: 60mm, 说明: 平面图 }}\n"));
        assert_eq!(pictures(&pages)[0].page, line_of(pages.layout(), "图1").glyphs[0].page, "{before} lines before");
    }
}

#[test]
fn several_pictures_stand_side_by_side_equally_high() {
    let pages = pages(
        "  - 图片:\n      文件: [ { 文件: hall.jpg, 说明: 改造前 }, { 文件: tall.png, 说明: 改造后 }, plan.svg ]\n      说明: 对比\n",
    );
    let row = pictures(&pages);
    assert_eq!(row.len(), 3);
    for picture in &row {
        assert_mm(height(picture), height(row[0]), 0.01, "one height");
        assert_mm(mm(picture.rect.top), mm(row[0].rect.top), 0.01, "one top");
    }
    assert_mm(mm(row[2].rect.right - row[0].rect.left), 156.0, 0.05, "from edge to edge");
    assert_mm(mm(row[1].rect.left - row[0].rect.right), CHARACTER, 0.05, "one character apart");
    let before = line_of(pages.layout(), "改造前");
    assert_mm(
        f64::midpoint(before.glyphs[0].x, before.glyphs[2].x + 12.0) * 25.4 / 72.0,
        mm(row[0].rect.left + row[0].rect.right) / 2.0,
        0.2,
        "below its picture",
    );
    assert!(line_of(pages.layout(), "图1").top() > before.baseline());
}

#[test]
fn nine_pictures_fill_three_rows_on_one_page() {
    let nine = ["tall.png"; 9].join(", ");
    let pages = pages(&format!("  - 图片: {{ 文件: [ {nine} ], 说明: 九张 }}\n"));
    let all = pictures(&pages);
    let tops: BTreeSet<String> = all.iter().map(|picture| format!("{:.0}", picture.rect.top)).collect();
    assert_eq!((all.len(), tops.len()), (9, 3));
    assert!(all.iter().all(|picture| picture.page == all[0].page && mm(picture.rect.bottom) < TYPE_AREA[3]));
}

#[test]
fn captions_are_numbered_on_and_some_are_not() {
    let pages = pages(
        "  - 图片: { 文件: plan.svg, 说明: 甲 }\n  - 图片: plan.svg\n  - 图片: { 文件: plan.svg, 说明: 乙, 不编号: 是 }\n  - 图片: { 文件: [ { 文件: plan.svg, 说明: 丙 } ] }\n",
    );
    let text = reader::squeezed_text(&pages);
    assert!(
        text.contains("图1甲") && text.contains("图2丙") && text.contains('乙') && !text.contains("图2乙"),
        "{text}"
    );
}

#[test]
fn a_click_on_a_caption_leads_to_it_and_one_on_a_picture_to_its_block() {
    let project = project("  - 图片: { 文件: hall.jpg, 说明: 启用仪式 }\n");
    let built = built(&project);
    let pages = built.pages.as_ref().expect("pages");
    let typed = |page: usize, x: f64, y: f64| {
        let place = pages.positions().at(page, x, y).expect("a place");
        built.sources.get(place.span.source).slice(place.span).to_owned()
    };
    let caption = line_of(pages.layout(), "图1");
    let glyph = caption.glyphs.iter().find(|glyph| glyph.text == "仪").expect("in the caption");
    assert_eq!(typed(0, glyph.x + 2.0, glyph.y - 2.0), "仪");
    let rect = pictures(pages)[0].rect;
    assert!(typed(0, rect.left + 50.0, rect.top + 50.0).starts_with("图片: {"));
}

#[test]
fn a_coarse_picture_is_told_once_and_a_fine_or_drawn_one_not() {
    let coarse = |body: &str| told(&built(&project(body)));
    let told = coarse("  - 图片: { 文件: tall.png, 宽度: 100mm }\n");
    assert!(
        told.starts_with("asset-coarse 'tall.png'") && told.contains("76 dots") && told.lines().count() == 1,
        "{told}"
    );
    assert_eq!(coarse("  - 图片: { 文件: tall.png, 宽度: 50mm }\n  - 图片: plan.svg\n  - 图片: one.pdf\n"), "");
}

#[test]
fn files_that_are_used_are_watched_whether_they_are_there_or_not() {
    let there = project("  - 图片: { 文件: hall.jpg }\n");
    assert!(built(&there).used.iter().any(|path| path.ends_with("hall.jpg")));
    let missing = project("  - 图片: { 文件: 照片/没有.jpg }\n");
    let built = Pipeline::new(Settings::default(), Pace::LIVE).build(&missing.join("文稿.yaml"));
    assert!(!built.is_good() && built.used.iter().any(|path| path.ends_with("照片/没有.jpg")));
}

#[test]
fn a_picture_that_changes_is_seen_in_the_same_session() {
    let project = project("  - 图片: { 文件: 图.png, 宽度: 40mm }\n");
    let mut pipeline = Pipeline::new(Settings::default(), Pace::LIVE);
    let mut proportion = |file: &str| {
        std::fs::copy(repository("tests/pictures").join(file), project.join("图.png")).expect("copied");
        let built = pipeline.build(&project.join("文稿.yaml"));
        let pages = built.pages.expect("pages");
        let shape = pictures(&pages)[0].clone();
        format!("{:.0}", width(&shape) / height(&shape) * 100.0)
    };
    assert_eq!([proportion("tall.png"), proportion("hall.jpg"), proportion("tall.png")], ["75", "150", "75"]);
}

/// Paths are numbered by Typst with 16 bits and for ever: papers share them.
#[test]
fn papers_share_the_paths_of_their_pictures() {
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let mut main = |file: &str| {
        let built = pipeline.build(&project(&format!("  - 图片: {file}\n")).join("文稿.yaml"));
        built.rendered.expect("Typst source").rendered.main
    };
    assert!(main("hall.jpg").contains("\"/asset/0\"") && main("plan.svg").contains("\"/asset/0\""));
}

#[test]
fn a_file_used_twice_is_one_asset() {
    let built = built(&project("  - 图片: plan.svg\n  - 图片: plan.svg\n  - 图片: one.pdf\n"));
    assert_eq!(built.paper.expect("a paper").assets.len(), 2);
}

#[test]
fn the_typst_folder_holds_the_pictures() {
    let project = project("  - 图片: { 文件: hall.jpg, 说明: 启用仪式 }\n  - 图片: plan.svg\n");
    project.run(["build", "文稿.yaml", "--format", "typ", "-o", "typ"]).succeeds();
    let found = walkdir::WalkDir::new(project.join("typ")).into_iter().flatten();
    let names: BTreeSet<String> = found
        .filter(|entry| entry.path().parent().is_some_and(|folder| folder.ends_with("asset")))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, BTreeSet::from(["0".to_owned(), "1".to_owned()]));
}

#[test]
fn a_script_in_an_svg_does_nothing_and_gets_nowhere() {
    let project = project("  - 图片: { 文件: plan.svg, 说明: 平面图 }\n");
    project.run(["build", "文稿.yaml"]).succeeds().wrote("文稿.pdf");
    assert!(!text_of(&project.join("文稿.pdf")).contains("never run"));
}

#[test]
#[cfg(unix)]
fn a_link_out_of_the_project_is_not_followed() {
    let outside = Project::new().file("秘密.png", include_bytes!("../pictures/tall.png"));
    let project = project("  - 图片: 里面.png\n");
    std::os::unix::fs::symlink(outside.join("秘密.png"), project.join("里面.png")).expect("a link");
    project.run(["build", "文稿.yaml"]).fails().stderr_has("path-outside");
}

#[test]
fn a_cut_or_garbled_picture_never_panics() {
    for file in FILES {
        #[expect(clippy::disallowed_methods, reason = "the test reads its own pictures")]
        let good = std::fs::read(repository("tests/pictures").join(file)).expect("a picture");
        let mut seed = 7_u32;
        for round in 0..12 {
            let mut bad = good[..good.len() * (round + 1) / 12].to_vec();
            for _ in 0..round {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = seed as usize % bad.len();
                bad[at] = (seed >> 24) as u8;
            }
            let page = if file == "three.pdf" { ", 页码: 1" } else { "" };
            let body = format!("标题: 计划\n正文:\n  - 图片: {{ 文件: 图.bin, 宽度: 30mm{page} }}\n");
            let project = Project::new().file("图.bin", bad).file("文稿.yaml", body);
            let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(&project.join("文稿.yaml"));
            assert!(!told(&built).contains("typeset-crashed"), "{file} {round}: {}", told(&built));
        }
    }
}

#[test]
fn a_folder_is_no_picture() {
    let project = project("  - 图片: 照片\n");
    std::fs::create_dir(project.join("照片")).expect("a folder");
    project.run(["build", "文稿.yaml"]).fails().stderr_has("file-unreadable");
}
