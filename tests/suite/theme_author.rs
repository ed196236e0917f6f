//! Whoever writes a theme is helped: checked, explained, shown live, completed by editors.

use crate::preview::Running;
use crate::project::{Project, Run, repository};

/// A project with a new theme and files of it.
fn project(files: &[(&str, &str)]) -> Project {
    let project = Project::new();
    project.run(["theme", "new", "anping"]).succeeds();
    files.iter().fold(project, |project, (path, text)| project.file(&format!("themes/anping/{path}"), text))
}

fn check(project: &Project) -> Run {
    project.run(["theme", "check", "themes/anping", "--time-limit", "60"])
}

/// The first lines of all that is said of a theme with these files.
#[track_caller]
fn told(files: &[(&str, &str)]) -> String {
    let run = check(&project(files)).fails();
    let said = run.stderr();
    let heads: Vec<&str> = said.lines().filter(|line| line.contains("]: ")).collect();
    heads.join("\n")
}

#[test]
fn a_new_theme_has_nothing_to_look_at() {
    let run = check(&project(&[])).succeeds();
    assert!(run.stdout().contains("份，共") && run.stdout().ends_with("没有发现问题\n"), "{}", run.stdout());
    assert_eq!(run.stderr(), "");
    let json = project(&[]).run(["theme", "check", "themes/anping", "--json"]).succeeds().stdout();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let count = |what: &str| json[what].as_u64().expect("a number");
    assert!(count("papers") > 60 && count("pages") >= count("papers"), "a paper can't be set at all: {json}");
}

#[test]
fn undefined_names_and_typst_warnings_are_told_with_template_and_line() {
    let said = told(&[
        ("blocks/points.typ.j2", "{# 要点 #}\n{{ block.nosuch }}\n"),
        (
            "lib/body-paragraph.typ",
            "#let body-paragraph(body) = {\n  text(font: \"没有的字体\", body)\n  parbreak()\n}\n",
        ),
    ]);
    assert!(said.contains("错误[theme-template]: 主题的模板 `anping/blocks/points.typ.j2` 第 2 行出了错"), "{said}");
    assert!(
        said.contains("注意[typeset-doubted]") && said.contains("`anping/lib/body-paragraph.typ` 第 2 行"),
        "{said}"
    );
    assert_eq!(said.matches("theme-template]").count(), 1, "once, not once a paper: {said}");
}

#[test]
fn files_that_nothing_leads_to_are_told() {
    let said = told(&[
        ("lib/signatur.typ", "#let signatur() = []\n"),
        ("blocks/task2.typ.j2", "x\n"),
        ("layouts/brief.typ.j2", "x\n"),
        ("parts/unused.typ.j2", "x\n"),
    ]);
    for wanted in [
        "注意[audit-never-called]: 函数 `anping/lib/signatur.typ` 从来用不到",
        "注意[audit-never-used]: 模板 `anping/blocks/task2.typ.j2` 从来用不到",
        "注意[audit-never-used]: 模板 `anping/layouts/brief.typ.j2` 从来用不到",
        "注意[audit-never-used]: 模板 `anping/parts/unused.typ.j2` 从来用不到",
    ] {
        assert!(said.contains(wanted), "no {wanted} in {said}");
    }
}

#[test]
fn a_theme_without_a_parent_is_told_what_it_lacks() {
    let manifest = "name: anping\nversion: 0.1.0\napi: 1\nlayouts: { plan: { title: 计划, kinds: [plan] } }\n";
    let said = told(&[("theme.yaml", manifest)]);
    assert!(said.contains("错误[audit-no-layout-template]") && said.contains("`layouts/plan.typ.j2`"), "{said}");
    assert!(said.contains("错误[audit-no-block-template]") && said.contains("`blocks/task.typ.j2`"), "{said}");
}

#[test]
fn fonts_that_are_absent_are_told() {
    let manifest = "name: anping\nversion: 0.1.0\napi: 1\nextends: gbt9704\nfonts:\n  kai: { prefer: [ 某楷体 ] }\n  song: { then: [ Banxin Song ], latin: Times New Roman }\n";
    let said = told(&[("theme.yaml", manifest)]);
    assert!(said.contains("错误[audit-no-font]: 用途 `kai` 的字体一个也没有：某楷体"), "{said}");
    assert!(said.contains("注意[audit-no-latin-font]: 用途 `song` 的数字和字母要用 `Times New Roman`"), "{said}");
}

#[test]
fn departures_that_are_not_named_are_measured() {
    let manifest = |departs: &str| {
        format!(
            "name: anping\nversion: 0.1.0\napi: 1\nextends: gbt9704\nparams: {{ margin-top: 30mm, type-height: 232mm }}\n{departs}"
        )
    };
    let said = told(&[("theme.yaml", &manifest(""))]);
    assert!(
        said.contains("注意[audit-departs]: 版式“计划”的天头（上白边）与国标 5.2.1 不同：要求 37 ± 1 mm，实测 30.0 mm"),
        "{said}"
    );
    let named = manifest(
        "departs: [ { clause: '5', reason: 本局惯例 }, { clause: '7', reason: 随版心 }, { clause: usage, reason: 同上 } ]\n",
    );
    let project = project(&[("theme.yaml", &named)]);
    let run = check(&project);
    assert!(!run.stderr().contains("audit-departs"), "{}", run.stderr());
}

#[test]
fn what_a_theme_says_it_departs_from_is_in_the_paper_and_known_to_the_ruler() {
    let project = project(&[]);
    project.run(["build", "themes/anping/sample.yaml"]).succeeds();
    project.run(["build", "themes/anping/sample.yaml", "--theme", "themes/anping", "-o", "a.pdf"]).succeeds();
    let said = project.run(["measure", "a.pdf"]).succeeds().stdout();
    assert!(said.contains("不同，已说明（第 1 页）") && said.contains("0 项不合格，2 项不同但已说明"), "{said}");
    let json = project.run(["measure", "a.pdf", "--json"]).succeeds().stdout();
    assert!(json.contains("\"verdict\": \"declared\""), "{json}");
}

#[test]
fn a_blocks_template_its_context_and_its_typst_are_shown() {
    let project = project(&[]);
    let explain = |line: &str, lang: &str| {
        let args =
            ["build", "themes/anping/sample.yaml", "--theme", "themes/anping", "--lang", lang, "--explain", line];
        project.run(args).succeeds().stdout()
    };
    let said = explain("13", "zh");
    for wanted in [
        "# 模板\ngbt9704/blocks/task.typ.j2\n",
        "block.heading = “加强优抚安置工作”\n",
        "block.ordinal = [1, 2]\n",
        "block.paragraphs = [“认真落实各项优抚政策。”]\n",
        "#numbered-heading(scheme: \"official\", ordinal: (1, 2, ), [#\"加强优抚安置工作\";])",
    ] {
        assert!(said.contains(wanted), "no {wanted} in {said}");
    }
    assert!(explain("14", "zh").starts_with("# 模板\nanping/blocks/closing.typ.j2\n"));
    let whole = explain("2", "en");
    assert!(
        whole.starts_with("# template\ngbt9704/layouts/plan.typ.j2\n") && whole.contains("paper.body = [ideology, ")
    );
    let two = project.run(["build", "a.yaml", "b.yaml", "--explain", "1"]).exits(2);
    two.stderr_has("错误[tool-explains-one]");
}

#[test]
fn edits_to_a_theme_are_shown_live() {
    let project = project(&[]);
    let running = Running::start(&project, &["--theme", "themes/anping", "--no-pdf"]);
    assert!(running.build().starts_with("sample.yaml  1 页  没有问题"));
    running.settle();
    let function = "#let body-paragraph(body) = { pagebreak(weak: true); par(body) }\n";
    std::fs::create_dir_all(project.join("themes/anping/lib")).expect("a folder");
    std::fs::write(project.join("themes/anping/lib/body-paragraph.typ"), function).expect("a file");
    running.build_with("sample.yaml  4 页");
}

#[test]
fn the_schema_of_theme_yaml_knows_every_field() {
    let schema = Project::new().run(["schema", "--theme"]).succeeds().stdout();
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    let text = std::fs::read_to_string(repository("themes/gbt9704/theme.yaml")).expect("the theme");
    let keys: Vec<&str> =
        text.lines().filter(|line| !line.starts_with([' ', '#'])).filter_map(|l| l.split(':').next()).collect();
    for key in keys.into_iter().filter(|key| !key.is_empty()) {
        assert!(schema["properties"].get(key).is_some(), "{key}");
    }
    let param = &schema["properties"]["params"]["additionalProperties"]["$ref"];
    let name = param.as_str().expect("a reference").trim_start_matches("#/definitions/");
    let made = schema["definitions"][name].to_string();
    assert!(["type", "default", "min", "choices", "meaning"].iter().all(|field| made.contains(field)), "{made}");
}
