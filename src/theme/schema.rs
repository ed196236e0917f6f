//! The fields of `theme.yaml`, in the same table form as a document's.

use crate::document::schema::{Field, Name, Record, Shape, record_schema};

const fn field(zh: &'static str, en: &'static str, shape: Shape, meaning: [&'static str; 2]) -> Field {
    Field { name: Name { zh, en }, shape, required: false, meaning, example: "", mistaken: &[] }
}

#[expect(clippy::needless_pass_by_value, reason = "a constant's parts are moved into it")]
const fn required(field: Field, example: &'static str) -> Field {
    Field { required: true, example, ..field }
}

/// `theme.yaml`.
pub(super) static THEME: Record = Record {
    name: Name { zh: "theme.yaml", en: "theme.yaml" },
    short: None,
    meaning: ["主题的说明", "a theme's manifest"],
    fields: &[
        required(field("name", "name", Shape::Text, ["主题名", "its name"]), "name: mytheme"),
        required(field("version", "version", Shape::Text, ["版本", "its version"]), "version: 0.1.0"),
        required(field("api", "api", Shape::Text, ["模板接口的版本", "version of the template interface"]), "api: 1"),
        field("extends", "extends", Shape::Record(&EXTENDS), ["在哪个主题上改", "the theme it extends"]),
        field("banxin", "banxin", Shape::Text, ["适用的程序版本", "versions of the program it is written for"]),
        field("title", "title", Shape::Record(&TITLE), ["名称", "its name for people"]),
        field("author", "author", Shape::Text, ["作者", "who made it"]),
        field("licence", "licence", Shape::Text, ["许可", "its licence"]),
        field("layouts", "layouts", Shape::Data, ["版式", "its layouts"]),
        field("fonts", "fonts", Shape::Data, ["按用途列字体", "fonts by role"]),
        field("params", "params", Shape::Data, ["参数", "its parameters"]),
        field("departs", "departs", Shape::List(&DEPARTURE), ["与标准不同之处", "where it departs from the standard"]),
    ],
};

/// `theme.yaml` as a JSON Schema, for editors that complete and check it.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    record_schema(&THEME, &[("layouts", &LAYOUT), ("fonts", &ROLE), ("params", &PARAM)])
}

/// The theme that another extends.
pub(super) static EXTENDS: Record = Record {
    name: Name { zh: "extends", en: "extends" },
    short: Some("name"),
    meaning: ["在哪个主题上改", "the theme it extends"],
    fields: &[
        required(field("name", "name", Shape::Text, ["主题名", "its name"]), "name: gbt9704"),
        field("version", "version", Shape::Text, ["哪些版本", "which versions will do"]),
    ],
};

/// A name in both languages.
pub(super) static TITLE: Record = Record {
    name: Name { zh: "title", en: "title" },
    short: Some("zh"),
    meaning: ["中英文名称", "a name in both languages"],
    fields: &[field("zh", "zh", Shape::Text, ["中文", "Chinese"]), field("en", "en", Shape::Text, ["英文", "English"])],
};

/// A layout.
pub(super) static LAYOUT: Record = Record {
    name: Name { zh: "layout", en: "layout" },
    short: None,
    meaning: ["一种版式", "a layout"],
    fields: &[
        field("title", "title", Shape::Record(&TITLE), ["名称", "its name"]),
        field("kinds", "kinds", Shape::Texts, ["用于哪些文种", "the kinds of paper it serves"]),
        field("headed", "headed", Shape::Flag, ["有没有红头", "whether it has a red head"]),
    ],
};

/// A font role.
pub(super) static ROLE: Record = Record {
    name: Name { zh: "font role", en: "font role" },
    short: Some("then"),
    meaning: ["一种用途的字体", "the fonts of a role"],
    fields: &[
        field("prefer", "prefer", Shape::Texts, ["优先用的字体", "what an office may have"]),
        field("then", "then", Shape::Texts, ["没有时用的字体", "what stands in"]),
        field("latin", "latin", Shape::Text, ["数字和字母用的字体", "the font of digits and letters"]),
    ],
};

/// A parameter's definition.
pub(super) static PARAM: Record = Record {
    name: Name { zh: "parameter", en: "parameter" },
    short: Some("default"),
    meaning: ["一个参数", "a parameter"],
    fields: &[
        field("type", "type", Shape::Text, ["类型", "its type"]),
        field("default", "default", Shape::Texts, ["值", "its value"]),
        field("min", "min", Shape::Text, ["最小值", "the least value"]),
        field("max", "max", Shape::Text, ["最大值", "the greatest value"]),
        field("choices", "choices", Shape::Texts, ["可选的值", "what it may be"]),
        field("meaning", "meaning", Shape::Record(&TITLE), ["含义", "what it is"]),
        field("source", "source", Shape::Text, ["出处", "the source of the number"]),
    ],
};

/// A departure from the standard.
pub(super) static DEPARTURE: Record = Record {
    name: Name { zh: "departure", en: "departure" },
    short: None,
    meaning: ["与标准不同的一处", "one departure"],
    fields: &[
        required(field("clause", "clause", Shape::Text, ["条款", "the clause"]), "clause: 7.3.1"),
        required(field("reason", "reason", Shape::Text, ["原因", "the reason"]), "reason: 本单位惯例"),
    ],
};
