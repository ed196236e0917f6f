//! The reference pages of the fields: written from the table in `document/schema.rs`, kept true by a test, and every
//! example of the table built in its place.
//!
//! After a change of the table: `BANXIN_REWRITE=1 cargo test --release --test suite fields` writes the pages anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use banxin::diagnostic::human::{Style, draw_all};
use banxin::diagnostic::{Lang, Severity};
use banxin::document::schema::{BLOCKS, CHECK, Choice, DOCUMENT, FIGURE, Field, ROW, Record, Shape};
use banxin::expr::OPERATIONS;
use banxin::pipeline::{Pipeline, Settings};
use banxin::typeset::Pace;

use crate::project::{Project, repository};

/// A record with the way to it: what stands around its fields in a document.
struct Place {
    record: &'static Record,
    /// Lines before the fields, each with the spaces it is indented by.
    around: Vec<(usize, String)>,
    /// How far the fields are indented.
    indent: usize,
    /// Whether the first field stands behind a `- ` that begins there.
    is_item: bool,
}

/// All records, the document first, then the blocks, each before what is in it; every record once.
fn places() -> Vec<Place> {
    let mut places = vec![Place { record: &DOCUMENT, around: Vec::new(), indent: 0, is_item: false }];
    for (_, record) in BLOCKS {
        let mut around = vec![(0, "正文:".to_owned()), (2, format!("- {}:", record.name.zh))];
        if record.name.en == "breakdown" {
            // A table of tasks needs tasks.
            around.insert(1, (2, "- 任务: { 标题: 主要任务, 条目: [ 走访慰问。 ] }".to_owned()));
        }
        places.push(Place { record, around, indent: 6, is_item: false });
    }
    let mut next = 0;
    while let Some(place) = places.get(next) {
        let found: Vec<Place> = place.record.fields.iter().filter_map(|field| below(place, field)).collect();
        for found in found {
            if !places.iter().any(|known| std::ptr::eq(known.record, found.record)) {
                places.push(found);
            }
        }
        next += 1;
    }
    places
}

/// The record inside a field.
fn below(place: &Place, field: &'static Field) -> Option<Place> {
    let (record, key, is_item) = match field.shape {
        Shape::List(record) => (record, None, true),
        Shape::Record(record) => (record, None, false),
        Shape::Checks => (&CHECK, None, true),
        Shape::Figures => (&FIGURE, Some("年末户"), false),
        Shape::Rows => (&ROW, None, true),
        _ => return None,
    };
    let mut around = place.around.clone();
    // What a field's record needs beside it.
    for beside in place.record.fields.iter().filter(|other| other.name != field.name && needed(place.record, other)) {
        around.extend(lines(place.indent, beside.example));
    }
    around.push((place.indent, format!("{}:", field.name.zh)));
    around.extend(key.map(|key| (place.indent + 2, format!("{key}:"))));
    let indent = place.indent + if key.is_some() { 4 } else { 2 } + if is_item { 2 } else { 0 };
    Some(Place { record, around, indent, is_item })
}

/// Whether a record means nothing without the field.
fn needed(record: &Record, field: &Field) -> bool {
    let content = record.short == Some(field.name.en)
        || matches!((record.name.en, field.name.en), ("statistics", "figures") | ("table", "head"));
    field.required || (content && record.name.en != "figure_table")
}

fn lines(indent: usize, example: &str) -> Vec<(usize, String)> {
    example.lines().map(|line| (indent, line.to_owned())).collect()
}

/// A whole document around one example.
fn document(place: &Place, field: &Field, example: &str) -> String {
    let mut text_lines = place.around.clone();
    // A table has rows or a file.
    let of_file = place.record.name.en == "table" && ["file", "sheet", "range", "head_rows"].contains(&field.name.en);
    let by_periods = place.record.name.en == "figure" && ["quarters", "months"].contains(&field.name.en);
    let is_beside = |other: &&Field| {
        if by_periods {
            false
        } else if of_file {
            other.name.en == "file"
        } else {
            needed(place.record, other)
        }
    };
    // An example may bring along what it needs.
    let brought = |other: &Field| example.lines().any(|line| line.starts_with(&format!("{}:", other.name.zh)));
    let beside =
        place.record.fields.iter().filter(|other| !brought(other) && other.name != field.name && is_beside(other));
    let examples = beside.map(|other| other.example).chain([example]);
    let mut fields: Vec<(usize, String)> = examples.flat_map(|example| lines(place.indent, example)).collect();
    if let (true, Some(first)) = (place.is_item, fields.first_mut()) {
        *first = (place.indent - 2, format!("- {}", first.1));
    }
    text_lines.extend(fields);
    let mut text = String::new();
    for (indent, line) in text_lines {
        let _ = writeln!(text, "{:indent$}{line}", "");
    }
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    // What the examples' sums and texts take their values from.
    let data = "数据: { 年度: 2021, 年初户: 522户, 新增户: 50户, 清减户: 43户, 年末户: 529户, 发放: 1775475元 }\n";
    let title = if has("标题:") || has("title:") { "" } else { "标题: 工作计划\n" };
    let headed = NEED_MASTHEAD.iter().any(|key| has(key)) && !has("发文机关标志:") && !has("masthead:");
    let title = if headed { format!("{title}发文机关标志: 青云街道办事处\n") } else { title.to_owned() };
    let data = if has("数据:") || has("data:") { "" } else { data };
    format!("{title}{data}{text}")
}

/// An example with its key, and the word of a choice, in English.
fn in_english(field: &Field) -> String {
    let rest = field.example.strip_prefix(field.name.zh).expect("an example begins with its Chinese key");
    let mut example = format!("{}{rest}", field.name.en);
    if let Shape::Choice(choices) = field.shape {
        for choice in choices {
            if let Some(key) = example.strip_suffix(choice.name.zh) {
                example = format!("{key}{}", choice.name.en);
                break;
            }
        }
    }
    example
}

/// Keys of fields that only a paper with a red head prints.
const NEED_MASTHEAD: &[&str] = &[
    "发文字号:",
    "document_number:",
    "签发人:",
    "signers:",
    "份号:",
    "copy_number:",
    "密级:",
    "classification:",
    "紧急程度:",
    "urgency:",
    "抄送:",
    "cc:",
    "印发机关:",
    "printed_by:",
    "印发日期:",
    "printed_on:",
];

/// The files that examples name.
const FILES: &[(&str, &[u8])] = &[
    // A drawing under a picture's usual name: what a file is, its bytes say.
    (
        "签名.png",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"#ff0000\"/></svg>",
    ),
    ("公共/保障措施.yaml", "- 段落: 加强组织领导。\n".as_bytes()),
    ("2020年总结.yaml", "标题: 2020年工作总结\n正文:\n  - 统计: { 指标: { 发放: 1700000元 } }\n".as_bytes()),
    ("照片/启用仪式.jpg", include_bytes!("../pictures/hall.jpg")),
    ("附表.xlsx", include_bytes!("../cases/tables/社会救助.xlsx")),
];

/// What may be said of an example because it is no whole paper: nothing in it speaks of an attachment.
const INCOMPLETE: [&str; 2] = ["attachment-empty", "attachment-unmentioned"];

#[test]
fn every_example_of_the_table_builds_in_its_place() {
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let folder = Project::new();
    let folder = FILES.iter().fold(folder, |folder, (name, text)| folder.file(name, text));
    let mut faults = String::new();
    for place in places() {
        for field in place.record.fields {
            for example in [field.example.to_owned(), in_english(field)] {
                let text = document(&place, field, &example);
                let built = pipeline.build_text("例.yaml", &text, folder.path());
                let bad = built.diagnostics.iter().any(|diagnostic| {
                    diagnostic.severity > Severity::Note && !INCOMPLETE.contains(&diagnostic.code.words().id)
                });
                if bad || built.pages.is_none() {
                    let style = Style { lang: Lang::En, colour: false, width: 100 };
                    let said = draw_all(&built.diagnostics, &built.sources, style);
                    let _ = writeln!(faults, "{}: {example}\n---\n{text}---\n{said}", place.record.name.en);
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// Where the generated part of a page begins and ends.
const MARKS: [&str; 2] = ["<!-- fields: written by a test -->\n", "<!-- end of fields -->\n"];

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads the repository's own pages")]
fn reference_pages_say_what_the_table_says() {
    for (lang, name) in [(Lang::En, "document-format.md"), (Lang::Zh, "document-format.zh-CN.md")] {
        let path = repository("docs").join(name);
        let page = std::fs::read_to_string(&path).expect("UTF-8");
        let (before, rest) = page.split_once(MARKS[0]).expect("the mark is there");
        let (_, after) = rest.split_once(MARKS[1]).expect("the mark is there");
        let written = format!("{before}{}{}{}{after}", MARKS[0], reference(lang), MARKS[1]);
        if std::env::var_os("BANXIN_REWRITE").is_some() {
            std::fs::write(&path, &written).expect("written");
        } else {
            assert!(
                page == written,
                "{name} is behind the table; BANXIN_REWRITE=1 cargo test --release --test suite fields"
            );
        }
    }
}

fn reference(lang: Lang) -> String {
    let mut page = String::new();
    let places = places();
    let blocks: BTreeSet<&str> = BLOCKS.iter().map(|(_, record)| record.name.en).collect();
    for (number, place) in places.iter().enumerate() {
        let heading = match number {
            0 => Some(lang.pick("## 文稿", "## The document")),
            1 => Some(lang.pick("## 正文的块", "## Blocks of the body")),
            n if n == BLOCKS.len() + 1 => Some(lang.pick("## 块里面的东西", "## What is in blocks")),
            _ => None,
        };
        if let Some(heading) = heading {
            let _ = writeln!(page, "\n{heading}");
        }
        let is_block = blocks.contains(place.record.name.en) && (1..=BLOCKS.len()).contains(&number);
        record(&mut page, place.record, number > 0, is_block, lang);
    }
    words(&mut page, &places, lang);
    operations(&mut page, lang);
    page.push('\n');
    page
}

/// Functions and filters, from their table.
fn operations(page: &mut String, lang: Lang) {
    let _ = writeln!(page, "\n{}", lang.pick("## {{ }} 里的函数", "## Functions in {{ }}"));
    let told = lang.pick(
        "`函数(数)` 和 `数 | 函数` 是一回事。`合计`、`平均`、`最大`、`最小`、`计数` 里写一个指标的名称，就是各分项的这个指标：\
         在一个统计里是它的各分项，在别处是全文；`合计(社会救助.发放)` 是那一块的各分项；写 `归类` 的名称，就是全文归到这一类的指标。",
        "`f(x)` and `x | f` are the same. In `sum`, `average`, `max`, `min` and `count` a figure's name stands for that figure of every item: \
         within `statistics`, of its items; elsewhere, of the whole paper; `合计(社会救助.发放)`, of that block's items. The name of a \
         `categories` entry stands for all figures under it.",
    );
    let _ = writeln!(page, "\n{told}\n");
    let _ = writeln!(
        page,
        "{}",
        lang.pick("| 中文 | 英文 | 写法 | 作用 | 例子 |", "| Chinese | English | usage | what it does | example |")
    );
    page.push_str("|---|---|---|---|---|\n");
    for operation in OPERATIONS {
        let meaning = lang.pick(operation.meaning_zh, operation.meaning_en).replace('|', "\\|");
        let usage = operation.usage.replace('|', "\\|");
        let (typed, printed) = (operation.example.0.replace('|', "\\|"), operation.example.1);
        let printed = if printed.trim().is_empty() { String::new() } else { format!(" → {printed}") };
        let _ =
            writeln!(page, "| `{}` | `{}` | `{usage}` | {meaning} | `{typed}`{printed} |", operation.zh, operation.en);
    }
}

fn record(page: &mut String, record: &Record, headed: bool, is_block: bool, lang: Lang) {
    let meaning = lang.pick(record.meaning[0], record.meaning[1]);
    if headed {
        let _ = writeln!(page, "\n### {}\n", title(record, is_block, lang));
    } else {
        page.push('\n');
    }
    let _ = write!(page, "{meaning}{}", lang.pick("。", "."));
    if let Some(field) = record.short.and_then(|short| record.fields.iter().find(|field| field.name.en == short)) {
        let short = lang.pick(field.name.zh, field.name.en);
        let _ = match lang {
            Lang::Zh => write!(page, "不写字段、直接写内容，就是写“{short}”。"),
            Lang::En => write!(page, " Written without fields, it is its `{short}`."),
        };
    }
    page.push('\n');
    if record.fields.is_empty() {
        return;
    }
    let _ = writeln!(
        page,
        "\n{}",
        lang.pick("| 中文 | 英文 | 内容 | 含义 | 例子 |", "| Chinese | English | holds | meaning | example |")
    );
    page.push_str("|---|---|---|---|---|\n");
    for field in record.fields {
        let star = if field.required { lang.pick("（必填）", " (required)") } else { "" };
        let meaning = lang.pick(field.meaning[0], field.meaning[1]).replace('|', "\\|");
        let example = if lang == Lang::Zh { field.example.to_owned() } else { in_english(field) };
        let (zh, en, holds) = (field.name.zh, field.name.en, holds(field, lang));
        let _ = writeln!(page, "| `{zh}` | `{en}` | {holds}{star} | {meaning} | {} |", in_cell(&example));
    }
}

fn title(record: &Record, is_block: bool, lang: Lang) -> String {
    match (lang, is_block) {
        (Lang::Zh, true) => format!("{} `{}`", record.name.zh, record.name.en),
        (Lang::En, true) => format!("`{}` {}", record.name.en, record.name.zh),
        (Lang::Zh, false) => record.name.zh.to_owned(),
        (Lang::En, false) => record.name.en.replace('_', " "),
    }
}

/// An example of several lines in one cell.
fn in_cell(example: &str) -> String {
    let line = |line: &str| {
        let inner = line.trim_start();
        format!("{}`{}`", "&emsp;".repeat((line.len() - inner.len()) / 2), inner.replace('|', "\\|"))
    };
    example.lines().map(line).collect::<Vec<_>>().join("<br>")
}

fn holds(field: &Field, lang: Lang) -> String {
    let plain = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
    match field.shape {
        Shape::Text => plain("文字", "text"),
        Shape::Paragraphs => plain("文字，一行一段", "text, a line a paragraph"),
        Shape::Texts => plain("一个或几个文字", "a text or a list"),
        Shape::Date => plain("日期", "date"),
        Shape::Period => plain("起止时间", "span of time"),
        Shape::Flag => plain("是或否", "yes or no"),
        Shape::Choice(choices) => choices
            .iter()
            .map(|choice| format!("`{}`", lang.pick(choice.name.zh, choice.name.en)))
            .collect::<Vec<_>>()
            .join(lang.pick("、", ", ")),
        Shape::Figures => plain("名称和数字", "names with figures"),
        Shape::Checks => plain("一条或几条算式", "expressions"),
        Shape::Data => plain("名称和值", "names with values"),
        Shape::Head => plain("栏名，或者大栏带小栏", "heads, each with heads below it"),
        Shape::Rows => plain("一列：一行", "list of row"),
        Shape::ByColumn => plain("一列，或者栏名和值", "a list, or columns with values"),
        Shape::Blocks => plain("[块](#正文的块)", "[blocks](#blocks-of-the-body)"),
        Shape::List(record) => match lang {
            Lang::Zh => format!("一列：{}", record.name.zh),
            Lang::En => format!("list of {}", record.name.en.replace('_', " ")),
        },
        Shape::Record(record) => lang.pick(record.name.zh.to_owned(), record.name.en.replace('_', " ")),
    }
}

/// The words of all choices, each list once.
fn words(page: &mut String, places: &[Place], lang: Lang) {
    let _ = writeln!(page, "\n{}", lang.pick("## 可选的词", "## Words to choose from"));
    let mut seen: Vec<&[Choice]> = Vec::new();
    for field in places.iter().flat_map(|place| place.record.fields) {
        let Shape::Choice(choices) = field.shape else { continue };
        if seen.iter().any(|known| std::ptr::eq(*known, choices)) {
            continue;
        }
        seen.push(choices);
        let name = lang
            .pick(format!("{} `{}`", field.name.zh, field.name.en), format!("`{}` {}", field.name.en, field.name.zh));
        let _ = writeln!(page, "\n{name}{}\n", lang.pick("：", ":"));
        for choice in choices {
            let meaning = lang.pick(choice.meaning[0], choice.meaning[1]);
            let _ = writeln!(page, "- `{}` `{}` {meaning}", choice.name.zh, choice.name.en);
        }
    }
}
