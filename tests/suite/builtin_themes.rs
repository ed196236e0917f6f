//! The built-in themes on gbt9704: each sets its sample without a word, holds to the standard but for what it declares, and
//! looks as it says.

use std::path::Path;

use crate::project::{Project, repository, text_of};

const THEMES: [&str; 4] = ["gbt9704", "community-plan", "county-red-head", "yearly-volume"];

/// The sample, built in its theme as the program has it.
fn built(theme: &str) -> (Project, String) {
    let text = std::fs::read_to_string(repository("themes").join(theme).join("sample.yaml")).expect("a sample");
    let project = Project::new().file("a.yaml", text);
    assert_eq!(project.run(["build", "a.yaml", "--theme", theme]).succeeds().stderr(), "", "{theme}");
    let text = text_of(&project.join("a.pdf"));
    (project, text)
}

#[test]
fn every_built_in_theme_sets_its_sample_and_holds_to_the_standard_but_for_what_it_declares() {
    for theme in THEMES {
        let (project, _) = built(theme);
        if theme != "yearly-volume" {
            let said = project.run(["measure", "a.pdf"]).succeeds().stdout();
            assert!(said.contains("0 项不合格"), "{theme}: {said}");
        }
    }
}

#[test]
fn a_check_of_the_built_in_themes_finds_nothing() {
    for theme in &THEMES[1..] {
        let folder = repository("themes").join(theme);
        let run = Project::new().run(["theme", "check", folder.to_str().expect("UTF-8"), "--time-limit", "60"]);
        assert_eq!(run.succeeds().stderr(), "", "{theme}");
    }
}

#[test]
fn every_built_in_theme_has_its_picture_and_stands_in_the_list() {
    let page = std::fs::read_to_string(repository("themes/README.md")).expect("the page");
    let listed = Project::new().run(["theme", "list"]).succeeds().stdout();
    for theme in THEMES {
        assert!(
            page.contains(&format!("images/themes/{theme}-1.png")) && listed.contains(&format!("{theme} ")),
            "{theme}"
        );
    }
    for picture in page.split("](../").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(repository(picture).is_file(), "{picture}");
    }
    assert!(!listed.contains("README"), "{listed}");
}

#[test]
fn a_communitys_pages_are_counted_and_numbered_in_the_middle() {
    let (project, text) = built("community-plan");
    assert!(text.contains("第 1 页　共 1 页") || text.contains("第 1 页 共 1 页"), "{text}");
    assert!(text.contains("1.完善最低生活保障制度"), "two levels: {text}");
    let said = project.run(["measure", "a.pdf"]).succeeds().stdout();
    assert!(said.contains("30.0 mm") && said.contains("不同，已说明"), "{said}");
}

#[test]
fn a_countys_red_line_has_a_star_and_keeps_its_width() {
    let stars = |path: &Path| {
        let svg = std::fs::read_to_string(path).expect("a page");
        svg.matches("<path").count()
    };
    let (project, _) = built("county-red-head");
    let plain = std::fs::read_to_string(project.join("a.yaml")).expect("the sample");
    let plain = plain.replace("主题: county-red-head", "主题: { 名称: county-red-head, 参数: { red-star: 否 } }");
    let project = project.file("b.yaml", plain);
    project.run(["build", "a.yaml", "b.yaml", "--format", "svg"]).succeeds();
    assert_eq!(stars(&project.join("a-1.svg")), stars(&project.join("b-1.svg")) + 2, "a star and the room around it");
}

#[test]
fn a_volume_has_cover_contents_and_running_heads() {
    let (project, text) = built("yearly-volume");
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let flat = |page: usize| pages[page].split_whitespace().collect::<String>();
    assert!(flat(0).starts_with("安平镇2021年民政工作总结和2022年工作计划安平镇人民政府2022年1月6日"), "{}", pages[0]);
    assert!(flat(1).starts_with("目录一、社会救助·") && !flat(1).contains('—'), "{}", pages[1]);
    assert!(flat(2).starts_with("安平镇2021年") && flat(2).ends_with("—1—"), "{}", pages[2]);
    assert!(
        flat(3).starts_with("安平镇2021年民政工作总结和2022年工作计划人") && flat(3).ends_with("—2—"),
        "{}",
        pages[3]
    );
    assert!(flat(4).starts_with("五、2022年工作计划"), "{}", pages[4]);
    let plain = std::fs::read_to_string(project.join("a.yaml")).expect("the sample");
    let plain = plain.replace(
        "主题: yearly-volume",
        "主题: { 名称: yearly-volume, 参数: { volume-cover: 否, volume-contents: 否 } }",
    );
    let project = project.file("b.yaml", plain);
    project.run(["build", "b.yaml"]).succeeds();
    assert!(!text_of(&project.join("b.pdf")).contains("目　录"));
}
