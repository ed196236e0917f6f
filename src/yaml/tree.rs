//! The tree, built from the parser's events; scalars are decoded from what was typed.
//!
//! In: a source and the masked text. Out: nodes, and mistakes that only show in the tree: a field that is there twice,
//! nesting without end, `*name` that repeats too much.
//! This module must not recurse: how deep a text is nested is the writer's choice.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle};

use super::decode::{Raw, decode_block, decode_double, decode_plain, decode_single, find_header};
use super::mask::Masked;
use super::node::{Entry, Layout, Mapping, Node, Scalar, Sequence, Style, Value};
use super::{Findings, rewrite};
use crate::diagnostic::code::{MarkFault, WholeFault};
use crate::diagnostic::{Diagnostic, Role};
use crate::source::Span;
use crate::text::Text;

/// How many levels lists and fields may be nested. An official document has four levels of headings, each of which
/// takes about four levels here.
pub(super) const MAX_DEPTH: usize = 64;

/// How many texts, lists and fields there may be, what `*name` repeats included. 4 MiB of one-character items are
/// more, but nobody reads them; ten `*name` that each repeat ten more can be 10^10.
pub(super) const MAX_NODES: usize = 200_000;

/// Why there is no tree.
pub(super) enum Failure {
    /// The parser can't read the text.
    Syntax(ScanError),
    /// It has been reported.
    Reported,
}

/// Builds the tree of the first document that is not empty.
pub(super) fn build(raw: Raw<'_>, masked: &Masked, findings: &mut Findings<'_>) -> Result<Option<Node>, Failure> {
    let options = granit_parser::options! {
        bom_inside_document_as_content: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder::new(raw, masked, findings);
    for event in Parser::new_from_str_with_options(&masked.text, options) {
        let (event, span) = event.map_err(Failure::Syntax)?;
        let start = builder.place(span.start.byte_offset());
        let end = builder.place(span.end.byte_offset());
        let token = Token { start, end, column: span.start.col() };
        if builder.event(event, token)? == Next::Stop {
            break;
        }
    }
    Ok(builder.root)
}

/// Where an event stands.
#[derive(Clone, Copy)]
struct Token {
    /// First byte in the source.
    start: usize,
    /// One past the last byte in the source.
    end: usize,
    /// Column of the first character in the masked text, from 0.
    column: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

/// A list or fields whose end has not come yet.
struct Frame {
    value: Value,
    /// The name of the field whose value comes next.
    key: Option<(Text, Span)>,
    span: Span,
    anchor: usize,
    /// How many nodes there were before it.
    before: usize,
    /// Levels within it, so far.
    height: usize,
}

/// What an anchor names.
struct Anchored {
    node: Node,
    nodes: usize,
    height: usize,
}

struct Builder<'s, 'f, 'r> {
    raw: Raw<'s>,
    masked: &'s Masked,
    findings: &'f mut Findings<'r>,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    root: Option<Node>,
    nodes: usize,
    /// Where the last scalar or bracket ended: the header of a block scalar comes after it.
    token_end: usize,
    /// Where the second document begins, if it has.
    second: Option<usize>,
}

impl<'s, 'f, 'r> Builder<'s, 'f, 'r> {
    fn new(raw: Raw<'s>, masked: &'s Masked, findings: &'f mut Findings<'r>) -> Self {
        Self {
            raw,
            masked,
            findings,
            frames: Vec::new(),
            anchors: HashMap::new(),
            root: None,
            nodes: 0,
            token_end: 0,
            second: None,
        }
    }

    fn place(&self, offset: Option<usize>) -> usize {
        // An edit may be shorter than what it stands for; a place within a character is the character's.
        self.raw.text.floor_char_boundary(self.masked.to_source(offset.unwrap_or(self.masked.text.len())))
    }

    fn event(&mut self, event: Event<'_>, token: Token) -> Result<Next, Failure> {
        match event {
            Event::Scalar(value, style, anchor, _) => {
                let (scalar, span) = self.scalar(&value, style, token);
                let empty = scalar.is_null();
                if !empty && self.is_beyond_first() {
                    return Ok(Next::Stop);
                }
                self.count(1, token)?;
                self.complete(Node { span, value: Value::Scalar(scalar) }, anchor, 1, 0);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.is_beyond_first() => return Ok(Next::Stop),
            Event::SequenceStart(style, anchor, _) => {
                let value = Value::Sequence(Sequence { items: Vec::new(), layout: layout(style) });
                self.open(value, anchor, token)?;
            }
            Event::MappingStart(style, anchor, _) => {
                let value = Value::Mapping(Mapping { entries: Vec::new(), layout: layout(style) });
                self.open(value, anchor, token)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(token),
            Event::Alias(id) => self.alias(id, token)?,
            Event::UnresolvedAlias(_) => self.unresolved(token)?,
            Event::DocumentStart(..) => self.second = self.root.is_some().then_some(token.start),
            _ => {}
        }
        Ok(Next::Go)
    }

    /// Whether a second document has begun that is not empty; says so.
    fn is_beyond_first(&mut self) -> bool {
        if let Some(at) = self.second {
            let span = self.raw.span(at..at + self.raw.get(at..at + 3).len());
            self.findings.push(Diagnostic::at(span, WholeFault::SecondDocument));
        }
        self.second.is_some()
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, token: Token) -> (Scalar, Span) {
        let range = token.start..token.end.max(token.start);
        let typed = self.raw.get(range.clone());
        let (text, style, range) = match style {
            ScalarStyle::Plain if value == "~" && typed != "~" => (Text::new(), Style::Plain, token.start..token.start),
            ScalarStyle::Plain => (decode_plain(self.raw, range.clone()), Style::Plain, range),
            ScalarStyle::SingleQuoted => (decode_single(self.raw, range.clone()), Style::Single, range),
            ScalarStyle::DoubleQuoted => {
                let text = decode_double(self.raw, range.clone());
                self.check_escapes(&text);
                (text, Style::Double, range)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => self.block(value, style, token),
        };
        self.token_end = range.end.max(self.token_end);
        let span = self.raw.span(range);
        (Scalar { text, style }, span)
    }

    fn block(&self, value: &str, style: ScalarStyle, token: Token) -> (Text, Style, std::ops::Range<usize>) {
        let style = if style == ScalarStyle::Folded { Style::Folded } else { Style::Literal };
        let header =
            find_header(self.raw, self.token_end, token.start.max(self.token_end + 1).min(self.raw.text.len()));
        let Some((at, header)) = header else {
            let range = token.start..token.end.max(token.start);
            return (Text::derived(value, self.raw.span(range.clone())), style, range);
        };
        if value.trim_matches('\n').is_empty() {
            return (Text::derived(value, self.raw.span(at..header.marks_end)), style, at..header.marks_end);
        }
        let text = decode_block(self.raw, header, token.start, token.column);
        let end = text.span().map_or(token.start, |span| span.range().end);
        (text, style, at..end)
    }

    /// `"\a"` is a control character that nobody can see in the source.
    fn check_escapes(&mut self, text: &Text) {
        let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\u{85}');
        let found = text.as_str().char_indices().find(|&(_, c)| control(c));
        if let Some((at, character)) = found {
            let fault = MarkFault::ControlCharacter { character };
            self.findings.push(Diagnostic { span: text.locate(at), ..Diagnostic::new(fault) });
        }
    }

    /// Counts nodes; there may be no more than [`MAX_NODES`], and none after too many mistakes.
    fn count(&mut self, more: usize, token: Token) -> Result<(), Failure> {
        self.nodes += more;
        if self.findings.left == 0 {
            return Err(Failure::Reported);
        }
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let fault = WholeFault::TooManyNodes { limit: MAX_NODES };
        self.findings.push(Diagnostic::at(self.raw.span(token.start..token.end), fault));
        Err(Failure::Reported)
    }

    fn check_depth(&mut self, levels: usize, token: Token) -> Result<(), Failure> {
        if self.frames.len() + levels <= MAX_DEPTH {
            return Ok(());
        }
        let fault = WholeFault::TooNested { limit: MAX_DEPTH };
        let end = token.end.max(self.raw.text.ceil_char_boundary((token.start + 1).min(self.raw.text.len())));
        self.findings.push(Diagnostic::at(self.raw.span(token.start..end), fault));
        Err(Failure::Reported)
    }

    fn open(&mut self, value: Value, anchor: usize, token: Token) -> Result<(), Failure> {
        self.check_depth(1, token)?;
        let before = self.nodes;
        self.count(1, token)?;
        let span = self.raw.span(token.start..token.end.max(token.start));
        self.token_end = span.range().end.max(self.token_end);
        self.frames.push(Frame { value, key: None, span, anchor, before, height: 1 });
        Ok(())
    }

    fn close(&mut self, token: Token) {
        let Some(mut frame) = self.frames.pop() else { return };
        let flow = match &mut frame.value {
            Value::Sequence(sequence) => sequence.layout == Layout::Flow,
            Value::Mapping(mapping) => {
                drop_repeats(&mut mapping.entries, self.findings);
                mapping.layout == Layout::Flow
            }
            Value::Scalar(_) => false,
        };
        if flow {
            frame.span = frame.span.join(self.raw.span(token.start..token.end.max(token.start)));
            self.token_end = frame.span.range().end.max(self.token_end);
        }
        let nodes = self.nodes - frame.before;
        self.complete(Node { span: frame.span, value: frame.value }, frame.anchor, nodes, frame.height);
    }

    /// Puts a complete node where it belongs.
    fn complete(&mut self, node: Node, anchor: usize, nodes: usize, height: usize) {
        if anchor > 0 {
            // What is kept to be repeated costs as much as what is repeated.
            self.nodes += nodes;
            if self.nodes <= MAX_NODES {
                self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, height });
            }
        }
        let Some(frame) = self.frames.last_mut() else {
            if self.root.as_ref().is_none_or(Node::is_null) {
                self.root = Some(node);
            }
            return;
        };
        frame.span = frame.span.join(node.span);
        frame.height = frame.height.max(height + 1);
        match &mut frame.value {
            Value::Sequence(sequence) => sequence.items.push(node),
            Value::Mapping(mapping) => match frame.key.take() {
                Some((key, key_span)) => mapping.entries.push(Entry { key, key_span, value: node }),
                None => frame.key = Some(key(node, self.raw, self.findings)),
            },
            Value::Scalar(_) => {}
        }
    }

    fn alias(&mut self, id: usize, token: Token) -> Result<(), Failure> {
        let span = self.raw.span(token.start..token.end);
        self.token_end = token.end.max(self.token_end);
        let Some(anchored) = self.anchors.get(&id) else {
            let fault = if self.nodes > MAX_NODES {
                WholeFault::TooManyNodes { limit: MAX_NODES }
            } else {
                WholeFault::AnchorInItself
            };
            self.findings.push(Diagnostic::at(span, fault));
            return Err(Failure::Reported);
        };
        let (nodes, height) = (anchored.nodes, anchored.height);
        self.check_depth(height, token)?;
        self.count(nodes, token)?;
        let value = self.anchors[&id].node.value.clone();
        self.complete(Node { span, value }, 0, nodes, height);
        Ok(())
    }

    /// `*重点*` that names nothing is meant as text.
    fn unresolved(&mut self, token: Token) -> Result<(), Failure> {
        let span = self.raw.span(token.start..token.end);
        let fixed = rewrite::quoted_in_line(self.raw, span.range());
        self.findings.push(Diagnostic::at(span, MarkFault::BeginsWith { mark: '*', fixed }));
        self.token_end = token.end.max(self.token_end);
        self.count(1, token)?;
        let text = Text::verbatim(self.raw.get(span.range()), span);
        let value = Value::Scalar(Scalar { text, style: Style::Plain });
        self.complete(Node { span, value }, 0, 1, 0);
        Ok(())
    }
}

fn layout(style: StructureStyle) -> Layout {
    match style {
        StructureStyle::Flow => Layout::Flow,
        StructureStyle::Block => Layout::Block,
    }
}

/// What stands before a colon, as a field's name.
fn key(node: Node, raw: Raw<'_>, findings: &mut Findings<'_>) -> (Text, Span) {
    let Node { span, value } = node;
    match value {
        Value::Scalar(scalar) => {
            if scalar.is_null() {
                findings.push(Diagnostic::at(span, WholeFault::EmptyKey));
            }
            (scalar.text, span)
        }
        Value::Sequence(_) | Value::Mapping(_) => {
            findings.push(Diagnostic::at(span, WholeFault::ComplexKey));
            (Text::derived(raw.get(span.range()), span), span)
        }
    }
}

/// Reports fields that are there twice, and keeps the first of each.
fn drop_repeats(entries: &mut Vec<Entry>, findings: &mut Findings<'_>) {
    let mut first: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
    let mut repeats = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let name = entry.key.as_str();
        match first.get(name) {
            Some(&span) => {
                let fault = WholeFault::DuplicateKey { key: name.to_owned() };
                findings.push(Diagnostic::at(entry.key_span, fault).with_related(span, Role::First));
                repeats.push(i);
            }
            None => {
                first.insert(name, entry.key_span);
            }
        }
    }
    if !repeats.is_empty() {
        let mut i = 0;
        entries.retain(|_| {
            i += 1;
            repeats.binary_search(&(i - 1)).is_err()
        });
    }
}
