//! The JSON Schema: every sample and scaffold is valid by it, and what is wrong is not.

use banxin::diagnostic::Report;
use banxin::document::schema::json_schema;
use banxin::source::Sources;
use banxin::yaml::{self, Node};
use serde_json::Value;

use crate::project::{Project, repository};

/// A document as an editor sees it; our own reader's tree, since `{{ }}` is not YAML.
fn read(text: &str) -> Value {
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", text);
    let mut report = Report::new();
    value(&yaml::parse(sources.get(id), &mut report).expect("YAML").root)
}

fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Scalar(scalar) if scalar.is_null() => Value::Null,
        yaml::Value::Scalar(scalar) => Value::String(scalar.text.as_str().to_owned()),
        yaml::Value::Sequence(list) => list.items.iter().map(value).collect(),
        yaml::Value::Mapping(mapping) => {
            mapping.entries.iter().map(|entry| (entry.key.as_str().to_owned(), value(&entry.value))).collect()
        }
    }
}

/// As much of JSON Schema as ours uses.
fn is_valid(value: &Value, schema: &Value, root: &Value) -> bool {
    let part = |name: &str| schema.get(name);
    let all = |name: &str| part(name).and_then(Value::as_array).into_iter().flatten();
    if let Some(name) = part("$ref").and_then(Value::as_str) {
        return is_valid(value, root.pointer(&name[1..]).expect("a definition"), root);
    }
    let of_type = part("type").is_none_or(|kind| {
        let kinds: Vec<&str> = kind
            .as_array()
            .map_or_else(|| kind.as_str().into_iter().collect(), |k| k.iter().filter_map(Value::as_str).collect());
        kinds.iter().any(|kind| match *kind {
            "string" => value.is_string(),
            "null" => value.is_null(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => false,
        })
    });
    let required = all("required").all(|name| value.get(name.as_str().expect("a name")).is_some());
    let known = part("enum").is_none_or(|words| words.as_array().expect("a list").contains(value));
    let any = part("anyOf").is_none() || all("anyOf").any(|schema| is_valid(value, schema, root));
    let every = all("allOf").all(|schema| is_valid(value, schema, root));
    let items = part("items")
        .is_none_or(|schema| value.as_array().into_iter().flatten().all(|item| is_valid(item, schema, root)));
    let fields = value.as_object().into_iter().flatten().all(|(key, value)| {
        match (part("properties").and_then(|fields| fields.get(key)), part("additionalProperties")) {
            (Some(schema), _) => is_valid(value, schema, root),
            (None, Some(Value::Bool(allowed))) => *allowed,
            (None, Some(schema)) => is_valid(value, schema, root),
            (None, None) => true,
        }
    });
    of_type && required && known && any && every && items && fields
}

#[test]
fn every_sample_and_scaffold_is_valid() {
    let schema = json_schema();
    let files = ["samples", "scaffolds", "tests/cases/tables"]
        .into_iter()
        .flat_map(|folder| walkdir::WalkDir::new(repository(folder)));
    let mut count = 0;
    for entry in files.flatten().filter(|entry| entry.path().extension().is_some_and(|e| e == "yaml")) {
        let text = std::fs::read_to_string(entry.path()).expect("a file");
        assert!(is_valid(&read(&text), &schema, &schema), "{}", entry.path().display());
        count += 1;
    }
    assert!(count >= 7, "only {count} files were found");
}

#[test]
fn both_languages_are_valid_and_mistakes_are_not() {
    let schema = json_schema();
    let valid = |text: &str| is_valid(&read(text), &schema, &schema);
    assert!(valid("title: Plan\nbody:\n  - paragraph: text\n  - tasks: [ a, { title: b, content: c } ]\n"));
    assert!(valid("标题: 计划\n编号: 两级\nbody:\n  - 分页:\n  - 一段话\n"));
    for wrong in [
        "标题: 计划\n",
        "标题: 计划\n正文: []\n题目: x\n",
        "标题: 计划\n编号: 三级\n正文: []\n",
        "标题: 计划\n正文:\n  - 段路: x\n",
        "标题: 计划\n正文:\n  - 表格: { 表投: [ 甲 ], 行: [ [ 1 ] ] }\n",
        "标题: 计划\n正文:\n  - 表格: { 表头: [ 甲 ], 行: 1, 样式: 花边 }\n",
        "标题: 计划\n正文:\n  - 任务: { 标题: x }\n",
        "标题: 计划\n正文:\n  - 段落: x\n    结语: y\n",
    ] {
        assert!(!valid(wrong), "{wrong}");
    }
}

#[test]
fn the_command_prints_it() {
    let project = Project::new();
    let printed = project.run(["schema"]).succeeds().stdout();
    assert_eq!(serde_json::from_str::<Value>(&printed).expect("JSON"), json_schema());
    project.run(["schema", "-o", "s.json"]).succeeds().wrote("s.json");
}
