//! What a project and its documents set in a theme: one parameter at a time, the nearest wins.

use crate::project::{Project, text_of};

const PLAN: &str = "标题: 工作计划\n日期: 2022-01-05\n正文:\n  - 段落: 走访慰问。\n";

const NOTICE: &str = "标题: 关于走访慰问的通知\n文种: 通知\n发文字号: 安政发〔2022〕5号\n主送: 各村民委员会\n署名: 安平镇人民政府\n日期: 2022-01-05\n\
正文:\n  - 段落: 走访慰问。\n";

/// The parameters that hold for a document: `/theme/params.typ`.
fn params(project: &Project, document: &str) -> String {
    project.run(["build", document, "--format", "typ", "-o", "typ"]).succeeds();
    let found = walkdir::WalkDir::new(project.join("typ")).into_iter().flatten();
    let path = found.map(walkdir::DirEntry::into_path).find(|path| path.ends_with("theme/params.typ"));
    let text = std::fs::read_to_string(path.expect("it was written")).expect("UTF-8");
    std::fs::remove_dir_all(project.join("typ")).expect("it was there");
    text
}

#[test]
fn a_documents_parameters_stand_over_its_projects_one_by_one() {
    let settings = "主题:\n  名称: community-plan\n  参数: { lines: 20, page-number-side: center }\n";
    for manifest in [settings.to_owned(), format!("默认:\n  {}", settings.trim_end().replace('\n', "\n  "))] {
        let project = Project::new()
            .file("banxin.yaml", manifest)
            .file("a.yaml", PLAN)
            .file("b.yaml", format!("主题: {{ 参数: {{ lines: 21 }} }}\n{PLAN}"))
            .file("c.yaml", format!("主题: {{ 名称: gbt9704, 参数: {{ lines: 23 }} }}\n{PLAN}"));
        for (document, lines) in [("a.yaml", 20), ("b.yaml", 21), ("c.yaml", 23)] {
            let params = params(&project, document);
            assert!(params.contains(&format!("\"lines\": {lines},")), "{document}: {params}");
            assert!(params.contains("\"page-number-side\": \"center\""), "{document}: {params}");
        }
        let shown = project.run(["build", "b.yaml", "--explain", "1"]).succeeds().stdout();
        assert!(shown.contains("lines = 21（b.yaml:1 改的）"), "{shown}");
        assert!(shown.contains("page-number-side = center（banxin.yaml:"), "{shown}");
    }
}

#[test]
fn what_is_set_for_the_projects_theme_need_not_be_in_another() {
    let project = Project::new()
        .file("banxin.yaml", "主题: { 名称: county-red-head, 参数: { red-star-size: 5mm, lines: 20 } }\n")
        .file("a.yaml", format!("主题: gbt9704\n{PLAN}"));
    assert!(params(&project, "a.yaml").contains("\"lines\": 20,"));
    project.run(["build", "a.yaml"]).succeeds().stderr_is("");
}

#[test]
fn a_wrong_parameter_of_the_project_is_told_where_it_stands() {
    let manifest = "主题:\n  名称: county-red-head\n  参数: { red-sta: 否 }\n";
    let project = Project::new().file("banxin.yaml", manifest).file("a.yaml", format!("主题: county-red-head\n{PLAN}"));
    project.run(["build", "a.yaml"]).fails().stderr_has(" --> banxin.yaml:3:9\n").stderr_has("是不是 `red-star`？");
    let project = project.file("banxin.yaml", "主题: { 名称: county-red-head, 参数: { lines: 多 } }\n");
    project.run(["build", "a.yaml"]).fails().stderr_has("错误[theme-param-wrong]").stderr_has(" --> banxin.yaml:1:");
}

#[test]
fn an_office_says_its_masthead_once_and_papers_with_a_number_have_it() {
    let project = Project::new()
        .file("banxin.yaml", "主题: { 名称: county-red-head, 参数: { masthead: 安平镇人民政府 } }\n")
        .file("shared.yaml", NOTICE)
        .file("own.yaml", format!("发文机关标志: 安平镇人民政府\n{NOTICE}"))
        .file("other.yaml", format!("发文机关标志: 清河县民政局\n{NOTICE}"))
        .file("letter.yaml", NOTICE.replace("文种: 通知", "文种: 函"))
        .file("plan.yaml", PLAN);
    project.run(["build", "shared.yaml", "own.yaml", "other.yaml", "letter.yaml", "plan.yaml"]).succeeds();
    let bytes = |name: &str| std::fs::read(project.join(name)).expect("a PDF");
    assert!(bytes("shared.pdf") == bytes("own.pdf"), "the shared masthead is not set as a document's own");
    assert!(text_of(&project.join("shared.pdf")).starts_with("安平镇人民政府文件\n"));
    assert!(text_of(&project.join("other.pdf")).starts_with("清河县民政局文件\n"));
    assert!(text_of(&project.join("letter.pdf")).starts_with("安平镇人民政府\n"));
    assert!(!text_of(&project.join("plan.pdf")).contains("安平镇"));
}

#[test]
fn a_shared_masthead_may_be_of_several_organs_without_its_last_word_or_a_themes_own() {
    let project = Project::new()
        .file("themes/town/theme.yaml", "name: town\nversion: 1.0.0\napi: 1\nextends: county-red-head\nparams:\n  masthead: [ 安平镇人民政府 ]\n")
        .file("a.yaml", format!("主题: town\n{NOTICE}"))
        .file("b.yaml", format!("主题: {{ 名称: town, 参数: {{ masthead: [ 安平镇人民政府, 清河街道办事处 ], masthead-suffix: 否 }} }}\n{NOTICE}"))
        .file("c.yaml", NOTICE);
    project.run(["build", "a.yaml", "b.yaml"]).succeeds().stderr_has("2 份完成");
    assert!(text_of(&project.join("a.pdf")).starts_with("安平镇人民政府文件\n"));
    let joint = text_of(&project.join("b.pdf"));
    assert!(joint.contains("安平镇人民政府") && joint.contains("清河街道办事处") && !joint.contains("文件"), "{joint}");
    project.run(["build", "c.yaml"]).succeeds().stderr_has("在 banxin.yaml 里写一次");
    project.run(["build", "c.yaml", "--theme", "town", "-o", "d.pdf"]).succeeds();
    assert!(text_of(&project.join("d.pdf")).starts_with("安平镇人民政府文件\n"));
}

#[test]
fn a_theme_is_shown_with_what_the_project_sets_in_it() {
    let project = Project::new().file("banxin.yaml", "主题:\n  名称: county-red-head\n  参数:\n    red-star: 否\n");
    let shown = project.run(["theme", "show", "county-red-head"]).succeeds().stdout();
    let line = shown.lines().find(|line| line.trim_start().starts_with("red-star ")).expect("the parameter");
    assert!(line.contains("red-star = false") && line.ends_with("（banxin.yaml:4 改的）"), "{line}");
    let line = shown.lines().find(|line| line.trim_start().starts_with("red-line-width ")).expect("the parameter");
    assert!(line.ends_with("（county-red-head 改的）"), "{line}");
    let other = project.run(["theme", "show", "gbt9704"]).succeeds().stdout();
    assert!(!other.contains("改的"), "{other}");
}
