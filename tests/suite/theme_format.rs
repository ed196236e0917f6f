//! docs/theme-format.md is the whole interface of themes: every field a template sees, every function and its arguments,
//! every example.

use crate::project::{Project, repository};

const PLAN: &str = "标题: 工作计划\n主题: anping\n署名: 清河社区\n日期: 2022-01-05\n正文:\n  - 任务: [ 走访慰问。 ]\n";

#[expect(clippy::disallowed_methods, reason = "the test reads the repository's own files")]
fn read(path: &str) -> String {
    std::fs::read_to_string(repository(path)).expect("UTF-8")
}

/// The fenced blocks of the page that begin so.
fn blocks(fence: &str) -> Vec<String> {
    let page = read("docs/theme-format.md");
    let opening = format!("\n```{fence}\n");
    let rests = page.split(opening.as_str()).skip(1);
    rests.filter_map(|rest| rest.split_once("\n```")).map(|(text, _)| format!("{text}\n")).collect()
}

#[test]
fn every_field_of_the_context_is_listed() {
    let page = read("docs/theme-format.md");
    let code = read("src/render/context.rs") + &read("src/render/context/table.rs");
    let fields: Vec<&str> =
        code.lines().filter_map(|l| l.trim().strip_prefix("(\"")?.split_once('"')).map(|f| f.0).collect();
    assert!(fields.len() > 20, "only {} fields were found", fields.len());
    for field in fields {
        assert!(page.contains(&format!("`{field}`")), "`{field}` is not listed");
    }
}

#[test]
fn every_function_is_listed_with_its_arguments() {
    let page = read("docs/theme-format.md");
    for entry in walkdir::WalkDir::new(repository("themes/gbt9704/lib")).sort_by_file_name().into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "typ") {
            continue;
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let code = read(&format!("themes/gbt9704/lib/{name}.typ"));
        let after = code.split(&format!("#let {name}(")).nth(1).unwrap_or_else(|| panic!("{name} defines no `{name}`"));
        let signature = format!("`{name}({})`", one_line(arguments(after)));
        assert!(page.contains(&signature), "{signature} is not listed");
    }
}

/// Arguments as they are listed: on one line.
fn one_line(arguments: &str) -> String {
    arguments.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(',').to_owned()
}

/// What stands before the closing bracket.
fn arguments(after: &str) -> &str {
    let mut depth = 1;
    let end = after.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &after[..end.expect("a closing bracket")]
}

#[test]
fn every_theme_of_the_page_sets_a_paper() {
    let themes = blocks("yaml theme");
    assert!(!themes.is_empty());
    for theme in themes {
        let project = Project::new().file("themes/anping/theme.yaml", theme).file("计划.yaml", PLAN);
        let run = project.run(["build", "计划.yaml"]).succeeds().wrote("计划.pdf");
        assert_eq!(run.stderr(), "");
    }
}

#[test]
fn a_function_of_the_page_stands_before_its_parents() {
    let code =
        blocks("typst").into_iter().find(|block| block.starts_with("// lib/signature.typ")).expect("the example");
    let theme = "name: anping\nversion: 1.0.0\napi: 1\nextends: gbt9704\n";
    let project = Project::new().file("themes/anping/theme.yaml", theme).file("计划.yaml", PLAN);
    let project = project.file("themes/anping/lib/signature.typ", code);
    let run = project.run(["build", "计划.yaml", "--format", "svg"]).succeeds().wrote("计划-1.svg");
    assert_eq!(run.stderr(), "");
}

#[test]
fn a_parameter_of_the_page_can_be_defined() {
    let params = blocks("yaml").into_iter().find(|block| block.starts_with("params:")).expect("the example");
    let theme = format!("name: anping\nversion: 1.0.0\napi: 1\nextends: gbt9704\n{params}");
    let project = Project::new().file("themes/anping/theme.yaml", theme).file("计划.yaml", PLAN);
    assert_eq!(project.run(["build", "计划.yaml"]).succeeds().stderr(), "");
}
