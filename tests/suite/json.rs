//! `banxin build --json`: its shape is public, and docs/json.md names every field.

use serde_json::Value;

use crate::project::{Project, repository};
use crate::snapshot::{all_as_expected, compare};

const GOOD: &str = "标题: 清河社区工作计划\n正文:\n  - 段落: 做好民政工作。\n";
const BAD: &str = "标题: 清河社区工作计划\ntitle: 甲\n正文:\n  - 段路: 做好民政工作。\n";

/// What is printed for a good paper, one with mistakes, and one that is not there.
fn printed(lang: &str) -> String {
    let project = Project::new().file("好.yaml", GOOD).file("错.yaml", BAD);
    let run = project.run(["build", "好.yaml", "错.yaml", "没有.yaml", "--json", "--lang", lang]).fails();
    assert_eq!(run.stderr(), "");
    run.stdout()
}

#[test]
fn the_shape_is_as_published() {
    let case = |lang: &str| repository(&format!("tests/cases/json/build.{lang}.json"));
    all_as_expected(["zh", "en"].map(|lang| compare(&case(lang), &printed(lang))));
}

#[test]
fn what_keeps_the_command_from_running_is_json_too() {
    let run = Project::new().run(["build", "计划.docx", ".", "--json"]).exits(2);
    let printed: Value = serde_json::from_str(&run.stdout()).expect("JSON");
    assert_eq!(printed["ok"], false);
    assert_eq!(printed["diagnostics"][0]["code"], "tool-no-documents");
}

#[test]
fn every_field_is_documented() {
    let page = std::fs::read_to_string(repository("docs/json.md")).expect("the page");
    let mut fields = Vec::new();
    collect(&serde_json::from_str(&printed("zh")).expect("JSON"), &mut fields);
    for field in fields {
        assert!(page.contains(&format!("| `{field}` |")), "`{field}` is not in docs/json.md");
    }
}

fn collect(value: &Value, fields: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                fields.push(name.clone());
                collect(value, fields);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, fields)),
        _ => {}
    }
}
