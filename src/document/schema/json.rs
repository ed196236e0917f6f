//! The table as a JSON Schema (draft 7), for editors that complete and check YAML while one types.
//!
//! Every field is there under both names. Values are taken as YAML readers see them: `2021` is a number there and a
//! text to us, so a text may be either.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{BLOCKS, CHECK, Choice, DOCUMENT, FIGURE, Field, Name, ROW, Record, Shape};

/// The schema of a document.
#[must_use]
pub fn json_schema() -> Value {
    let mut maker = Maker { definitions: BTreeMap::new() };
    let document = maker.fields(&DOCUMENT);
    maker.blocks();
    maker.definitions.insert("text".to_owned(), json!({ "type": ["string", "number", "boolean", "null"] }));
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "banxin",
        "description": meaning(DOCUMENT.meaning),
        "definitions": maker.definitions,
    });
    if let (Some(whole), Value::Object(document)) = (schema.as_object_mut(), document) {
        whole.extend(document);
    }
    schema
}

/// The schema of a record by itself, in which fields of free names hold records: (field, record of its values).
pub(crate) fn record_schema(record: &'static Record, named: &[(&str, &'static Record)]) -> Value {
    let mut maker = Maker { definitions: BTreeMap::new() };
    let mut fields = maker.fields(record);
    for (field, values) in named {
        let values = maker.record(values);
        let shape = json!({ "type": "object", "additionalProperties": values });
        if let Some(property) = fields["properties"].get_mut(*field) {
            let described = property["description"].take();
            *property = shape;
            property["description"] = described;
        }
    }
    maker.definitions.insert("text".to_owned(), json!({ "type": ["string", "number", "boolean", "null"] }));
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": record.name.en,
        "description": meaning(record.meaning),
        "definitions": maker.definitions,
    });
    if let (Some(whole), Value::Object(fields)) = (schema.as_object_mut(), fields) {
        whole.extend(fields);
    }
    schema
}

/// Collects the definitions that others refer to.
struct Maker {
    definitions: BTreeMap<String, Value>,
}

impl Maker {
    /// A mapping with the record's fields under both names.
    fn fields(&mut self, record: &'static Record) -> Value {
        let mut properties = serde_json::Map::new();
        for field in record.fields {
            let mut shape = self.shape(field);
            if let Some(shape) = shape.as_object_mut() {
                shape.insert("description".to_owned(), json!(described(field)));
            }
            properties.insert(field.name.zh.to_owned(), shape.clone());
            properties.insert(field.name.en.to_owned(), shape);
        }
        let required: Vec<Value> =
            record.fields.iter().filter(|field| field.required).map(|f| either(f.name)).collect();
        let mut fields = json!({ "type": "object", "properties": properties, "additionalProperties": false });
        if !required.is_empty() {
            fields["allOf"] = Value::Array(required);
        }
        fields
    }

    /// A reference to a record: its fields, or its short form.
    fn record(&mut self, record: &'static Record) -> Value {
        let name = record.name.en.to_owned();
        if !self.definitions.contains_key(&name) {
            // Known before it is made: records hold themselves.
            self.definitions.insert(name.clone(), Value::Null);
            let fields = self.fields(record);
            let short = record.short.and_then(|short| record.fields.iter().find(|field| field.name.en == short));
            let made = match short {
                Some(field) => json!({ "anyOf": [self.short(field), fields] }),
                None => fields,
            };
            self.definitions.insert(name.clone(), made);
        }
        reference(&name)
    }

    /// A field's shape where it stands for its whole record: a mapping there is the record itself.
    fn short(&mut self, field: &'static Field) -> Value {
        match field.shape {
            Shape::List(record) => {
                let items = self.record(record);
                json!({ "anyOf": [reference("text"), { "type": "array", "items": items }] })
            }
            Shape::Rows => json!({ "allOf": [self.rows(), { "type": "array" }] }),
            _ => self.shape(field),
        }
    }

    fn shape(&mut self, field: &'static Field) -> Value {
        let text = || reference("text");
        match field.shape {
            Shape::Text | Shape::Date | Shape::Period | Shape::Flag => json!({ "allOf": [text()] }),
            Shape::Choice(choices) => json!({ "enum": words(choices) }),
            Shape::Paragraphs | Shape::Texts => json!({ "anyOf": [text(), { "type": "array", "items": text() }] }),
            Shape::Figures => {
                json!({ "type": "object", "additionalProperties": self.record(&FIGURE) })
            }
            Shape::Checks => {
                let check = self.record(&CHECK);
                json!({ "anyOf": [check, { "type": "array", "items": check }] })
            }
            Shape::Data => json!({ "anyOf": [{ "type": "object" }, text(), { "type": "array" }] }),
            Shape::Blocks => json!({ "anyOf": [text(), { "type": "array", "items": reference("block") }] }),
            Shape::List(record) => {
                let item = self.record(record);
                json!({ "anyOf": [item, { "type": "array", "items": item }] })
            }
            Shape::Head => self.head(),
            Shape::Rows => self.rows(),
            Shape::ByColumn => {
                let texts = json!({ "type": "array", "items": text() });
                json!({ "anyOf": [text(), texts, { "type": "object", "additionalProperties": text() }] })
            }
            Shape::Record(record) => json!({ "allOf": [self.record(record)] }),
        }
    }

    /// Names in names, or rows of cells.
    fn head(&mut self) -> Value {
        let below = json!({ "type": "object", "additionalProperties": reference("head_below") });
        let item = json!({ "anyOf": [reference("text"), below, { "type": "array", "items": reference("text") }] });
        let head = json!({ "anyOf": [reference("text"), below, { "type": "array", "items": item }] });
        self.definitions.insert("head_below".to_owned(), head);
        reference("head_below")
    }

    /// Rows: lists of cells, or a row's own fields beside columns' names.
    fn rows(&mut self) -> Value {
        if !self.definitions.contains_key("rows") {
            self.definitions.insert("rows".to_owned(), Value::Null);
            let cell = json!({ "anyOf": [reference("text"), { "type": "array", "items": reference("text") }] });
            let mut named = self.fields(&ROW);
            named["additionalProperties"] = json!({ "anyOf": [cell, { "type": "object" }] });
            let row = json!({ "anyOf": [{ "type": "array", "items": cell }, named] });
            let rows = json!({ "anyOf": [named, { "type": "array", "items": { "anyOf": [row, reference("text")] } }] });
            self.definitions.insert("rows".to_owned(), rows);
        }
        reference("rows")
    }

    /// One block: a text, or a mapping with one key, the block's name.
    fn blocks(&mut self) {
        let mut kinds = vec![reference("text")];
        for (_, record) in BLOCKS {
            let content = match record.fields {
                [] => json!({ "type": "null" }),
                _ => self.record(record),
            };
            for name in [record.name.zh, record.name.en] {
                let properties = serde_json::Map::from_iter([(name.to_owned(), content.clone())]);
                kinds.push(json!({
                    "type": "object",
                    "description": meaning(record.meaning),
                    "properties": properties,
                    "required": [name],
                    "additionalProperties": false,
                }));
            }
        }
        self.definitions.insert("block".to_owned(), json!({ "anyOf": kinds }));
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn either(name: Name) -> Value {
    json!({ "anyOf": [{ "required": [name.zh] }, { "required": [name.en] }] })
}

fn words(choices: &[Choice]) -> Vec<&'static str> {
    choices
        .iter()
        .flat_map(|choice| [choice.name.zh, choice.name.en].into_iter().chain(choice.also.iter().copied()))
        .collect()
}

fn meaning([zh, en]: [&str; 2]) -> String {
    format!("{zh} · {en}")
}

fn described(field: &Field) -> String {
    format!("{}\n{}", meaning(field.meaning), field.example)
}
