//! The tree that a YAML text becomes: scalars as typed, lists, and fields in their order.
//!
//! In: nothing; [`super::tree`] builds it. Out: what the `document` stage reads.
//! This module must not interpret a scalar: `no`, `012` and `3.10` are text.

use crate::source::Span;
use crate::text::Text;

/// What [`super::parse`] gives: the first document of a source, and all its comments.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The topmost node.
    pub root: Node,
    /// The comments in the order they stand in the source.
    pub comments: Vec<Comment>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
    /// What stands after the `#`, without white space at either end.
    pub text: String,
}

/// One node and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// From the first to the last character typed for it, quotes and brackets included. Where an anchor's content is
    /// repeated by `*name`, the place of the `*name`; where nothing was typed, the empty place where it would stand.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

impl Node {
    /// The scalar, if it is one.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn as_text(&self) -> Option<&Text> {
        self.as_scalar().map(|scalar| &scalar.text)
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_sequence(&self) -> Option<&Sequence> {
        match &self.value {
            Value::Sequence(sequence) => Some(sequence),
            Value::Scalar(_) | Value::Mapping(_) => None,
        }
    }

    /// The fields, if it has any.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            Value::Scalar(_) | Value::Sequence(_) => None,
        }
    }

    /// Whether nothing was typed (`键:` and no more).
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Scalar(Scalar),
    /// A list.
    Sequence(Sequence),
    /// Fields.
    Mapping(Mapping),
}

/// A text as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The decoded text and where each byte of it was typed.
    pub text: Text,
    /// How it was written.
    pub style: Style,
}

impl Scalar {
    /// Whether nothing was typed. `~` and `null` are text, as typed.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.style == Style::Plain && self.text.is_empty()
    }
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'…'`.
    Single,
    /// In `"…"`.
    Double,
    /// Under `|`: each line a line.
    Literal,
    /// Under `>`: lines are joined.
    Folded,
}

/// How a list or a group of fields was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One a line.
    Block,
    /// In brackets: `[ … ]`, `{ … }`.
    Flow,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// The items.
    pub items: Vec<Node>,
    /// How it was written.
    pub layout: Layout,
}

/// Fields in the order they were typed; no key is there twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// The fields.
    pub entries: Vec<Entry>,
    /// How it was written.
    pub layout: Layout,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub key: Text,
    /// Where the name stands, quotes included.
    pub key_span: Span,
    /// Its value.
    pub value: Node,
}

impl Mapping {
    /// The field of that name.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.as_str() == key)
    }

    /// The value of the field of that name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.entries.iter().map(|entry| (entry.key.as_str(), &entry.value))
    }
}
