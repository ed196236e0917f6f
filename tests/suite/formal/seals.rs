//! Signatures with seals and with signature stamps (7.3.5.1, 7.3.5.3).

use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::{Pace, Pages, Shape, ShapeKind};

use super::{SIZE, TOLERANCE, black_lines};
use crate::project::Project;
use crate::reader::RedInk;
use crate::ruler::{CHARACTER, Line, PITCH, TYPE_AREA, assert_mm, mm, pages};

/// A seal's diameter, and a stamp's height.
const SEAL: f64 = 42.0;
const STAMP: f64 = 12.0;

/// Four characters from the right edge.
const RIGHT: f64 = TYPE_AREA[2] - 4.0 * CHARACTER;

/// A drawing that stands for a picture of a seal, marked as none, with a white ground.
const DRAWN: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#ffffff"/><rect x="20" y="20" width="360" height="360" fill="none" stroke="#ff0000" stroke-width="12" stroke-dasharray="30 20"/></svg>"##;

fn paper(head: &str, lines: usize) -> String {
    format!("标题: 走访慰问工作\n{head}正文:\n{}", "  - 段落: 现将有关事项通知如下。\n".repeat(lines))
}

fn sealed(issuers: &str, date: &str) -> String {
    format!("署名: {issuers}\n日期: {date}\n印章: 样章\n")
}

/// The frames of stand-ins, in order of drawing: left, top, right, bottom.
fn seals(pages: &Pages) -> Vec<[f64; 4]> {
    let frame = |shape: &&Shape| mm(shape.rect.width()) > 30.0 && mm(shape.rect.width()) < 50.0;
    let edges = |shape: &Shape| [shape.rect.left, shape.rect.top, shape.rect.right, shape.rect.bottom].map(mm);
    pages.layout().shapes.iter().filter(frame).map(edges).collect()
}

fn middle([left, top, right, bottom]: [f64; 4]) -> [f64; 2] {
    [f64::midpoint(left, right), f64::midpoint(top, bottom)]
}

fn centre(line: &Line) -> f64 {
    f64::midpoint(line.left(), line.right())
}

#[track_caller]
fn line<'a>(pages: &'a Pages, start: &str) -> Line<'a> {
    let all: Vec<Line<'a>> = (0..pages.count()).flat_map(|page| black_lines(pages.layout(), page)).collect();
    let texts: Vec<String> = all.iter().map(Line::text).collect();
    let found = all.into_iter().rfind(|line| line.text().starts_with(start));
    found.unwrap_or_else(|| panic!("no {start}: {texts:?}"))
}

#[test]
fn clause_7_3_5_1_the_date_ends_four_characters_from_the_right_and_the_organ_is_centred_over_it() {
    for organ in ["某局", "青云街道办事处", "安平县青云街道社区服务中心"] {
        for date in ["2022年1月5日", "2022年12月25日"] {
            let pages = pages(&paper(&sealed(organ, date), 2));
            let (signed, dated) = (line(&pages, organ), line(&pages, date));
            assert_mm(dated.right(), RIGHT, TOLERANCE, organ);
            assert_mm(centre(&signed), centre(&dated), TOLERANCE, organ);
            assert_mm(dated.top() - signed.top(), PITCH, TOLERANCE, "on the next line");
            assert!(signed.right() < TYPE_AREA[2] + 0.1, "{organ}");
        }
    }
}

/// 一般右空四字: an organ so long that it would leave the type area takes the date along to the left.
#[test]
fn a_long_organ_under_a_seal_stays_in_the_type_area_centred_over_the_date() {
    let organ = "安平县青云街道清河社区居民委员会换届选举工作领导小组";
    let pages = pages(&paper(&sealed(organ, "2022-01-05"), 2));
    let (first, date) = (line(&pages, "安平县青云"), line(&pages, "2022年"));
    assert!(first.left() > TYPE_AREA[0] - 0.1 && first.right() < TYPE_AREA[2] + 0.1, "{}", first.text());
    assert_mm(centre(&first), centre(&date), 0.5, "centred");
}

#[test]
fn clause_7_3_5_1_the_seal_is_over_both_their_middle_a_little_below_its_own() {
    let pages = pages(&paper(&sealed("青云街道办事处", "2022-01-05"), 2));
    let (organ, date) = (line(&pages, "青云街道"), line(&pages, "2022年"));
    let [seal] = seals(&pages).try_into().expect("one seal");
    let [x, y]: [f64; 2] = middle(seal);
    assert_mm(seal[2] - seal[0], SEAL, TOLERANCE, "diameter");
    assert_mm(x, centre(&date), TOLERANCE, "centred on the date");
    let both = f64::midpoint(organ.top(), date.top() + SIZE);
    assert_mm(both - y, 4.0, TOLERANCE, "below the seal's middle");
    assert!(organ.top() > seal[1] && date.top() + SIZE < seal[3], "both inside");
}

#[test]
fn clause_7_3_5_1_the_seals_top_is_within_one_line_of_the_text() {
    for diameter in ["30mm", "38mm", "40mm", "42mm", "45mm", "50mm"] {
        let theme =
            format!("name: anping\nversion: 1.0.0\napi: 1\nextends: gbt9704\nparams:\n  seal-diameter: {diameter}\n");
        let project = Project::new().file("themes/anping/theme.yaml", theme);
        let yaml = format!("主题: anping\n{}", paper(&sealed("青云街道办事处", "2022-01-05"), 2));
        let built = Pipeline::new(Settings::default(), Pace::batch(1)).build_text("文稿.yaml", &yaml, project.path());
        let pages = built.pages.expect("a paper");
        let text = line(&pages, "现将").top() + SIZE;
        let frame = |shape: &&Shape| mm(shape.rect.width()) > 25.0 && mm(shape.rect.width()) < 55.0;
        let seal = pages.layout().shapes.iter().find(frame).expect("a seal");
        let gap = mm(seal.rect.top) - text;
        assert!((0.0..=PITCH).contains(&gap), "{diameter}: {gap:.2} mm below the text");
        assert_mm(line(&pages, "青云街道").off_grid(), 0.0, 0.05, "on the grid");
    }
}

#[test]
fn clause_7_3_5_1_several_organs_have_a_seal_each_in_order_not_touching_three_a_row_at_most() {
    let names = ["甲县民政局", "乙县财政局", "丙县卫健局", "丁县教育局", "戊县残联", "己县妇联", "庚县团委"];
    for count in 2..=names.len() {
        let organs = names[..count].join(", ");
        let pages = pages(&paper(&sealed(&format!("[ {organs} ]"), "2022-01-05"), 2));
        let seals = seals(&pages);
        assert_eq!(seals.len(), count);
        let mut last = [0.0, 0.0];
        for (name, seal) in names.iter().zip(&seals) {
            let organ = line_with(&pages, name);
            let [x, y] = middle(*seal);
            assert_mm(organ, x, TOLERANCE, name);
            assert!(seal[0] > TYPE_AREA[0] - 0.1 && seal[2] < TYPE_AREA[2] + 0.1, "{name}: within the type area");
            assert!(y > last[1] + 1.0 || (y - last[1]).abs() < 0.1 && x > last[0], "{name}: in order");
            last = [x, y];
        }
        for (at, one) in seals.iter().enumerate() {
            let row = seals.iter().filter(|other| (other[1] - one[1]).abs() < 0.1).count();
            assert!(row <= 3, "{row} in a row");
            for other in &seals[at + 1..] {
                let apart = [one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3]];
                assert!(apart.iter().any(|gap| *gap > 1.0), "{count} organs: seals touch");
            }
        }
        let date = line(&pages, "2022年");
        assert_mm(date.right(), RIGHT, TOLERANCE, "the date");
        assert_mm(centre(&date), last[0], TOLERANCE, "under the last seal");
        let gap = seals[0][1] - (line(&pages, "现将").top() + SIZE);
        assert!((0.0..=PITCH).contains(&gap), "{count} organs: the first row is {gap:.2} mm below the text");
    }
}

/// The middle of a name, wherever on its line it stands.
#[track_caller]
fn line_with(pages: &Pages, name: &str) -> f64 {
    let glyphs = &pages.layout().glyphs;
    let first = name.chars().next().expect("a name").to_string();
    let start = glyphs.iter().position(|glyph| glyph.text == first).expect("printed");
    let run = &glyphs[start..start + name.chars().count()];
    f64::midpoint(mm(run[0].x), mm(run[run.len() - 1].x + run[run.len() - 1].width.min(16.0)))
}

#[test]
fn long_names_under_seals_do_not_overlap() {
    let organs = "[ 安平县人力资源和社会保障局, 安平县残疾人联合会, 安平县退役军人事务局 ]";
    let pages = pages(&paper(&sealed(organs, "2022-01-05"), 2));
    let glyphs: Vec<_> = pages.layout().glyphs.iter().filter(|glyph| mm(glyph.y) < TYPE_AREA[3]).collect();
    for (at, one) in glyphs.iter().enumerate() {
        let touches = |other: &&&banxin::typeset::Glyph| {
            one.colour == other.colour && (one.y - other.y).abs() < 8.0 && (one.x - other.x).abs() < 3.0
        };
        let other = glyphs[at + 1..].iter().find(touches);
        assert!(other.is_none(), "{} and {}", one.text, other.expect("one").text);
    }
}

#[test]
fn a_picture_of_a_seal_takes_the_stand_ins_place_and_hides_nothing() {
    let project = Project::new().file("印章.svg", DRAWN);
    let yaml = paper(&sealed("青云街道办事处", "2022-01-05").replace("样章", "印章.svg"), 2);
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build_text("文稿.yaml", &yaml, project.path());
    assert_eq!(crate::ruler::told(&built), "");
    let pages = built.pages.expect("a paper");
    let picture = pages.layout().shapes.iter().find(|shape| shape.kind == ShapeKind::Picture).expect("a picture");
    let stand_in = pages_of_sample();
    for (found, expected) in [picture.rect.left, picture.rect.top, picture.rect.right].into_iter().zip(stand_in) {
        assert_mm(mm(found), expected, TOLERANCE, "where the stand-in is");
    }
    let text = crate::reader::squeezed_text(&pages);
    assert!(text.contains("青云街道办事处2022年1月5日"), "{text}");
    let date = line(&pages, "2022年");
    let ink = crate::reader::Picture::of(&pages, 0).ink_in_column(mm(date.glyphs[4].x) + 2.8, date.top());
    assert!(ink.is_some_and(|[top, _]| top < date.baseline()), "the date is printed over the seal's ground");
}

fn pages_of_sample() -> [f64; 3] {
    let pages = pages(&paper(&sealed("青云街道办事处", "2022-01-05"), 2));
    let [left, top, right, _] = seals(&pages)[0];
    [left, top, right]
}

#[test]
fn the_stand_in_says_what_it_is() {
    let pages = pages(&paper(&sealed("青云街道办事处", "2022-01-05"), 2));
    let text = crate::reader::squeezed_text(&pages);
    assert!(text.contains("样章") && text.contains("不作印章"), "{text}");
    let curved = pages.layout().shapes.iter().filter(|shape| mm(shape.rect.width()) > 30.0);
    assert_eq!(curved.count(), 1, "a frame and nothing that looks like a seal");
}

fn stamped(stamps: &str) -> String {
    format!(
        "标题: 安平县人民政府令\n文种: 令\n发文字号: 第5号\n日期: 2022-01-05\n签名章: {stamps}\n正文:\n  - 段落: 现予公布。\n"
    )
}

#[test]
fn clause_7_3_5_3_two_blank_lines_below_the_text_the_stamp_ends_four_characters_from_the_right_the_post_two_left_of_it()
{
    let pages = pages(&stamped("{ 职务: 县长, 姓名: 张建国 }"));
    let text = line(&pages, "现予公布");
    let name: Vec<_> = pages.layout().glyphs.iter().filter(|glyph| &*glyph.family == "Banxin Kai").collect();
    let top = mm(name[0].y - 0.88 * 22.0);
    assert_eq!(name.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), "张建国");
    assert!(name.iter().all(|glyph| &*glyph.colour == "#ff0000"));
    assert_mm(top - text.top(), 3.0 * PITCH, TOLERANCE, "two blank lines");
    assert_mm(mm(name[2].x + name[2].width), RIGHT, TOLERANCE, "four characters from the right");
    let post = line(&pages, "县长");
    assert_mm(mm(name[0].x) - post.right(), 2.0 * CHARACTER, TOLERANCE, "two characters left of it");
    assert_mm(post.top() + SIZE / 2.0, top + mm(11.0), TOLERANCE, "at the middle of its height");
    let date = line(&pages, "2022年");
    assert_mm(date.right(), RIGHT, TOLERANCE, "the date");
    assert_mm(date.top() - top, 2.0 * PITCH, TOLERANCE, "one blank line below the stamp");
}

#[test]
fn clause_7_3_5_3_a_pictured_stamp_stands_where_the_name_would() {
    let project = Project::new().file("签名.svg", DRAWN);
    let yaml = stamped("{ 职务: 县长, 姓名: 张建国, 图片: 签名.svg }");
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build_text("文稿.yaml", &yaml, project.path());
    assert_eq!(crate::ruler::told(&built), "");
    let pages = built.pages.expect("a paper");
    let picture = pages.layout().shapes.iter().find(|shape| shape.kind == ShapeKind::Picture).expect("a picture").rect;
    assert_mm(mm(picture.bottom - picture.top), STAMP, TOLERANCE, "its height");
    assert_mm(mm(picture.right), RIGHT, TOLERANCE, "four characters from the right");
    assert_mm(mm(picture.top) - line(&pages, "现予公布").top(), 3.0 * PITCH, TOLERANCE, "two blank lines");
    let (post, date) = (line(&pages, "县长"), line(&pages, "2022年"));
    assert_mm(mm(picture.left) - post.right(), 2.0 * CHARACTER, TOLERANCE, "the post");
    assert_mm(post.top() + SIZE / 2.0, mm(f64::midpoint(picture.top, picture.bottom)), TOLERANCE, "at its middle");
    assert_mm(date.top() - mm(picture.bottom), PITCH, TOLERANCE, "one blank line");
    assert!(!crate::reader::squeezed_text(&pages).contains("张建国"), "the picture stands for the name");
}

#[test]
fn clause_7_3_5_3_several_signers_stand_below_one_another_aligned() {
    let pages = pages(&stamped("[ { 职务: 县长, 姓名: 张建国 }, { 职务: 主任, 姓名: 李小敏 } ]"));
    let at = |text: &str| pages.layout().glyphs.iter().find(|glyph| glyph.text == text).expect("printed").clone();
    assert!(at("李").y > at("张").y + 20.0);
    assert!((at("李").x - at("张").x).abs() < 0.1, "stamps");
    assert!((at("主").x - line(&pages, "县长").glyphs[0].x).abs() < 0.1, "posts");
}

#[test]
fn the_red_of_a_seal_keeps_off_the_masthead_when_a_pdf_is_measured() {
    let pages = pages(&stamped("{ 职务: 县长, 姓名: 张建国 }"));
    let masthead = RedInk::of(&pages, 0).within([0.0, 0.0, 210.0, 100.0]).expect("a masthead");
    assert_mm(masthead[1], TYPE_AREA[1] + 20.0, TOLERANCE, "the masthead");
    let bytes = banxin::export::pdf(&pages, &banxin::export::PdfConfig::default()).expect("a PDF");
    let measurement = banxin::measure::measure(bytes, None).expect("measured");
    assert_eq!(measurement.layout, banxin::measure::Layout::Order);
}
