//! The table of fields as the form reads it: every record with its fields, and which blocks there are.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::document::schema::{BLOCKS, CHECK, Choice, DOCUMENT, FIGURE, Field, Record, Shape};

/// All of it.
pub(super) fn table() -> Json {
    let mut records = BTreeMap::new();
    for record in [&DOCUMENT, &FIGURE, &CHECK] {
        add(record, &mut records);
    }
    for (_, record) in BLOCKS {
        add(record, &mut records);
    }
    let blocks: Vec<_> = BLOCKS.iter().map(|(_, record)| record.name.en).collect();
    json!({ "records": records, "blocks": blocks, "document": DOCUMENT.name.en })
}

fn add(record: &'static Record, records: &mut BTreeMap<&'static str, Json>) {
    if records.contains_key(record.name.en) {
        return;
    }
    // Known before it is made: records hold themselves.
    records.insert(record.name.en, Json::Null);
    let fields: Vec<_> = record.fields.iter().map(|field| field_of(field, records)).collect();
    let made = json!({
        "zh": record.name.zh, "en": record.name.en, "meaning": record.meaning, "short": record.short, "fields": fields,
    });
    records.insert(record.name.en, made);
}

fn field_of(field: &'static Field, records: &mut BTreeMap<&'static str, Json>) -> Json {
    let mut described = json!({
        "zh": field.name.zh, "en": field.name.en, "meaning": field.meaning, "example": field.example,
        "required": field.required,
    });
    let shape = match field.shape {
        Shape::Text => "text",
        Shape::Paragraphs => "paragraphs",
        Shape::Texts => "texts",
        Shape::Date => "date",
        Shape::Period => "period",
        Shape::Flag => "flag",
        Shape::Choice(choices) => {
            described["choices"] = choices.iter().map(choice_of).collect();
            "choice"
        }
        Shape::Figures => "figures",
        Shape::Checks => "checks",
        Shape::Data => "data",
        Shape::Blocks => "blocks",
        Shape::Head => "head",
        Shape::Rows => "rows",
        Shape::ByColumn => "by_column",
        Shape::List(record) => {
            add(record, records);
            described["record"] = json!(record.name.en);
            "list"
        }
        Shape::Record(record) => {
            add(record, records);
            described["record"] = json!(record.name.en);
            "record"
        }
    };
    described["shape"] = json!(shape);
    described
}

fn choice_of(choice: &Choice) -> Json {
    json!({ "zh": choice.name.zh, "en": choice.name.en, "meaning": choice.meaning })
}
