//! A paper made by hand: YAML, `main.typ` and the map between them, as render would make them.

use std::sync::Arc;

use banxin::diagnostic::{Diagnostic, Lang};
use banxin::render::source_map::{Literal, SourceMap, TaggedBlock};
use banxin::source::{SourceId, Span};
use banxin::text::Text;
use banxin::typeset::{Files, Fonts, Input, Outcome, Pace, Pages, Role, Session};

/// Body type on A4, roughly as a theme sets it.
pub(crate) const BODY: &str = r#"#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm))
#set text(font: ("FandolFang R", "Banxin Kai", "Banxin Kai Ext", "Banxin Song", "Banxin Symbols"), size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: none)
#set smartquote(enabled: false)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt)
"#;

/// The only source of a draft.
pub(crate) const YAML: SourceId = SourceId(0);

/// A paper in the making.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) yaml: String,
    pub(crate) main: String,
    pub(crate) files: Files,
    map: SourceMap,
    open: Vec<usize>,
}

impl Draft {
    /// A paper in body type.
    pub(crate) fn new() -> Self {
        let mut draft = Self { main: BODY.to_owned(), ..Self::default() };
        draft.map.blocks.push(TaggedBlock { main: 0..0, span: Span::new(YAML, 0..1), template: "document".into() });
        draft.yaml.push_str("- ");
        draft
    }

    /// Types a text: a line of YAML, a literal of `main.typ`.
    pub(crate) fn text(mut self, value: &str) -> Self {
        let typed = self.yaml.len();
        self.yaml.push_str(value);
        let span = Span::new(YAML, typed..self.yaml.len());
        self.yaml.push('\n');
        let start = self.main.len() + 2;
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        self.main.extend(["[#\"", &escaped, "\"]"]);
        let end = self.main.len() - 1;
        self.map.literals.push(Literal { main: start..end, text: Text::verbatim(value, span) });
        self
    }

    /// Types a text in markup.
    pub(crate) fn words(self, value: &str) -> Self {
        self.code(";#").text(value).code(";")
    }

    /// Types a paragraph of one text, as a block.
    pub(crate) fn paragraph(self, value: &str) -> Self {
        self.start().code("#").text(value).code("\n\n").end()
    }

    /// Adds Typst code.
    pub(crate) fn code(mut self, code: &str) -> Self {
        self.main.push_str(code);
        self
    }

    /// Begins a block.
    pub(crate) fn start(mut self) -> Self {
        let id = self.map.blocks.len();
        let (main, yaml) = (self.main.len(), self.yaml.len());
        self.map.blocks.push(TaggedBlock {
            main: main..main,
            span: Span::new(YAML, yaml..yaml),
            template: "test".into(),
        });
        self.open.push(id);
        self.code(&format!("#metadata(\"banxin:start:{id}\")"))
    }

    /// Ends the block that was begun last.
    pub(crate) fn end(mut self) -> Self {
        let id = self.open.pop().expect("a block is open");
        self = self.code(&format!("#metadata(\"banxin:end:{id}\")\n"));
        let (main, yaml) = (self.main.len(), self.yaml.len());
        let block = &mut self.map.blocks[id];
        block.main.end = main;
        block.span = Span::new(YAML, block.span.range().start..yaml);
        self
    }

    /// Adds a file.
    pub(crate) fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path, bytes).expect("a good path");
        self
    }

    /// The map, blocks closed.
    pub(crate) fn map(&self) -> Arc<SourceMap> {
        let mut map = self.map.clone();
        map.blocks[0].main = 0..self.main.len();
        map.blocks[0].span = Span::new(YAML, 0..self.yaml.len());
        Arc::new(map)
    }

    /// Sets it in a session.
    pub(crate) fn set_in(&self, session: &mut Session) -> Outcome {
        session.typeset(&Input { main: &self.main, files: &self.files, map: &self.map(), roles: &roles() })
    }

    /// Sets it in a new session.
    pub(crate) fn set(&self) -> Outcome {
        self.set_in(&mut Session::new(Fonts::embedded(), Pace::batch(1)))
    }

    /// Sets it; there must be nothing to say.
    pub(crate) fn pages(&self) -> Pages {
        let outcome = self.set();
        assert!(outcome.diagnostics.is_empty(), "{}", told(&outcome.diagnostics, &self.yaml));
        outcome.pages.expect("pages")
    }

    /// Sets it; there must be no pages. What is told of it.
    pub(crate) fn fails(&self) -> String {
        let outcome = self.set();
        assert!(outcome.pages.is_none());
        told(&outcome.diagnostics, &self.yaml)
    }

    /// Sets it; there must be pages. What is told of it.
    pub(crate) fn tells(&self) -> String {
        let outcome = self.set();
        assert!(outcome.pages.is_some(), "{}", told(&outcome.diagnostics, &self.yaml));
        told(&outcome.diagnostics, &self.yaml)
    }
}

/// The roles of [`BODY`] and its like.
pub(crate) fn roles() -> Vec<Role> {
    let role = |name: &str, families: &[&str], stand_ins| Role {
        name: name.into(),
        families: families.iter().map(ToString::to_string).collect(),
        stand_ins,
    };
    vec![
        role("仿宋", &["FandolFang R", "Banxin Kai", "Banxin Kai Ext", "Banxin Song"], 1),
        role("楷体", &["Banxin Kai", "Banxin Kai Ext", "Banxin Song"], 1),
        role("宋体", &["Banxin Song"], 1),
    ]
}

/// Diagnostics a line each: `id 'typed text' message | foreign`.
pub(crate) fn told(diagnostics: &[Diagnostic], yaml: &str) -> String {
    let line = |diagnostic: &Diagnostic| {
        let words = diagnostic.code.words();
        let typed = diagnostic.span.and_then(|span| yaml.get(span.range())).unwrap_or("(nowhere)").trim();
        let foreign = diagnostic.foreign.as_ref().map(|words| format!(" | {words}")).unwrap_or_default();
        format!("{} '{typed}' {}{foreign}", words.id, words.message(Lang::En))
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}
