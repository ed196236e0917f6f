//! The forms of one task that ARCHITECTURE.md shows are those the program makes.
//!
//! After a change: `BANXIN_REWRITE=1 cargo test --release --test suite forms` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use banxin::diagnostic::Report;
use banxin::document::{self, Content};
use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::source::Sources;
use banxin::typeset::{Glyph, Pace};
use banxin::yaml::{self, Node, Value};

use crate::project::repository;

/// The place that is clicked: this character of the task's text.
const CLICKED: &str = "兵";

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads the repository's own page")]
fn forms_in_architecture_are_what_the_program_makes() {
    let path = repository("ARCHITECTURE.md");
    let page = std::fs::read_to_string(&path).expect("UTF-8");
    let document = block(&page, "yaml").expect("the document is there");
    let forms = forms(&document);
    let written = replaced(&page, &forms);
    if std::env::var_os("BANXIN_REWRITE").is_some() {
        std::fs::write(&path, &written).expect("written");
    } else {
        assert!(page == written, "ARCHITECTURE.md is behind; BANXIN_REWRITE=1 cargo test --release --test suite forms");
    }
}

/// The first fenced block with this info string.
fn block(page: &str, info: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("\n```{info}\n"))?;
    Some(rest.split_once("\n```")?.0.to_owned() + "\n")
}

/// The page with every form in its block.
fn replaced(page: &str, forms: &[(&str, String)]) -> String {
    let mut page = page.to_owned();
    for (info, form) in forms {
        let old = block(&page, info).unwrap_or_else(|| panic!("no block `{info}`"));
        page = page.replacen(&format!("\n```{info}\n{old}"), &format!("\n```{info}\n{form}"), 1);
    }
    page
}

/// Info strings and forms, in the order of the stages.
fn forms(text: &str) -> Vec<(&'static str, String)> {
    let built =
        Pipeline::new(Settings::default(), Pace::LIVE).build_text("计划.yaml", text, Path::new("no-such-folder"));
    vec![
        ("text nodes", nodes(text)),
        ("text document", typed(text)),
        ("text paper", paper(&built)),
        ("typst", typst(&built)),
        ("text glyph", glyph(&built)),
    ]
}

fn parsed(text: &str) -> Node {
    let mut sources = Sources::new();
    let id = sources.add_bytes("计划.yaml".to_owned(), None, text.as_bytes()).expect("text");
    yaml::parse(sources.get(id), &mut Report::new()).expect("YAML").root
}

/// The node of the last task.
fn nodes(text: &str) -> String {
    let root = parsed(text);
    let last = |node: &Node| node.as_sequence().and_then(|list| list.items.last()).cloned().expect("a list");
    let field =
        |node: &Node, key: &str| node.as_mapping().and_then(|mapping| mapping.get(key)).cloned().expect("a field");
    let task = last(&field(&field(&last(&field(&root, "正文")), "任务"), "条目"));
    let mut form = format!("Mapping {:?}\n", task.span.range());
    let Value::Mapping(mapping) = &task.value else { panic!("a task with fields") };
    for entry in &mapping.entries {
        let scalar = entry.value.as_scalar().expect("a text");
        let _ = writeln!(form, "  {} {:?}  →  {:?} {:?}", entry.key, entry.key_span.range(), scalar.style, scalar.text);
    }
    form
}

/// The last task as typed.
fn typed(text: &str) -> String {
    let document = document::parse(&parsed(text), &mut Report::new()).expect("a document");
    let Some(Content::Tasks(tasks)) = document.body.last().map(|block| &block.content) else { panic!("tasks") };
    let task = tasks.items.last().expect("a task");
    format!("Task\n  title    {:?}\n  run_in   {:?}\n  content  {:?}\n", task.title, task.run_in, task.content)
}

/// The last task worked out.
fn paper(built: &Built) -> String {
    let paper = built.paper.as_ref().expect("a paper");
    let task = paper.body.last().and_then(|tasks| tasks.children.last()).expect("a task");
    let heading = task.heading.as_ref().expect("a heading");
    format!(
        "Block {:?}\n  ordinal     {:?}\n  level       {}\n  heading     {:?}, run_in {}\n  paragraphs  {:?}\n",
        task.kind, task.ordinal, task.level, heading.text, heading.run_in, task.paragraphs,
    )
}

/// What `main.typ` has of the last task, and its head in short.
fn typst(built: &Built) -> String {
    let rendered = &built.rendered.as_ref().expect("Typst source").rendered;
    let task = rendered.map.blocks.last().expect("a block");
    let imports = rendered.main.lines().filter(|line| line.starts_with("#import")).nth(1).expect("an import");
    let document = rendered.main.lines().find(|line| line.starts_with("#set document")).expect("the document's data");
    format!("{imports}\n// … one a function\n{document}\n// …\n{}\n", &rendered.main[task.main.clone()])
}

/// The clicked glyph, and where the click leads.
fn glyph(built: &Built) -> String {
    let pages = built.pages.as_ref().expect("pages");
    let clicked = |glyph: &&Glyph| glyph.text == CLICKED;
    let glyph = pages.layout().glyphs.iter().find(clicked).expect("the character is printed");
    let map = pages.map();
    let literal = glyph.literal.and_then(|at| map.literal_at(at)).expect("it was typed");
    let place = pages.positions().at(glyph.page, glyph.x + 1.0, glyph.y - 1.0).expect("it was typed");
    let block = place.block.and_then(|block| map.blocks.get(block as usize)).expect("it is in a block");
    let typed = built.sources.get(place.span.source);
    let at = typed.line_column(place.span.range().start);
    format!(
        "glyph {CLICKED}  page {}, x {:.1} pt, y {:.1} pt, {} {} pt\n  offset {} of the literal {:?}\n  block {}, {}\nclick → bytes {:?} of the YAML, line {}, column {}, exact: {}\n",
        glyph.page + 1,
        glyph.x,
        glyph.y,
        glyph.family,
        glyph.size,
        glyph.offset,
        literal.text.as_str(),
        glyph.block.expect("it is in a block"),
        block.template,
        place.span.range(),
        at.line,
        at.column,
        place.exact,
    )
}
