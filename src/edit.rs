//! Edits of a YAML text, each of which changes the bytes of its value and no others.
//!
//! In: a text and a [`Change`] that names a value by its path. Out: the text with that change made, comments, order,
//! quoting and layout of the rest as they were. Every edit is proved before it is given out: the new text is parsed, and
//! must be the old tree with just that change in it, and all comments. What can't be edited so (anchors, aliases, text
//! with mistakes that had to be mended to be read) is answered with [`Refusal`]: a text editor is the tool for it.
//! This module must not read or write files, and knows no fields: what may stand where is the business of `document`.

mod content;
mod fields;
mod flow;
mod lines;
mod list;
pub mod merge;
mod render;
mod scalar;
mod set;
#[cfg(test)]
mod tests;
mod whole;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use content::Content;

use crate::diagnostic::{Code, Diagnostic, MarkFault, Report, YamlFault};
use crate::source::Sources;
use crate::yaml::{self, Node, Value};

/// One step of a path: into a list, or into fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// The item at this place, from 0.
    Index(usize),
    /// The value of the field of this name, as typed.
    Key(String),
}

/// The way from the topmost node to a value.
pub type Path = Vec<Step>;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Change {
    /// Another value at a place that is there.
    Set {
        /// Where.
        path: Path,
        /// What.
        content: Content,
    },
    /// A new item of a list; what is no list yet becomes one.
    Insert {
        /// The list.
        path: Path,
        /// Its place among the items, from 0.
        at: usize,
        /// What.
        content: Content,
    },
    /// An item or a field no longer.
    Remove {
        /// The item or the field.
        path: Path,
    },
    /// An item to another place of its list, or into another list, comments above it and all.
    Move {
        /// The item.
        path: Path,
        /// The list.
        to: Path,
        /// Its place there once it has left its own, from 0.
        at: usize,
    },
    /// An item once more, after itself.
    Copy {
        /// The item.
        path: Path,
    },
    /// A new field.
    Add {
        /// The group of fields.
        path: Path,
        /// Its place among the fields, from 0.
        at: usize,
        /// Its name.
        key: String,
        /// Its value.
        content: Content,
    },
    /// Another name for a field.
    Rename {
        /// The field.
        path: Path,
        /// Its new name.
        key: String,
    },
    /// A value that stood for one field of a group becomes that group.
    Expand {
        /// The value.
        path: Path,
        /// The field's name.
        key: String,
    },
}

/// Why an edit was not made; the text stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Only a person can change this text safely: it has mistakes of YAML, or features made by hand.
    TextOnly,
    /// There is nothing at the path.
    NoSuchPlace,
    /// A field of that name is there already, or the name can't be one.
    BadName,
}

/// A text that can be edited.
#[derive(Clone, Debug)]
pub struct Manuscript {
    text: String,
    root: Node,
    content: Content,
    comments: Vec<String>,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Patch {
    at: Range<usize>,
    with: String,
}

impl Patch {
    fn new(at: Range<usize>, with: impl Into<String>) -> Self {
        Self { at, with: with.into() }
    }
}

impl Manuscript {
    /// Reads a text.
    ///
    /// # Errors
    /// It has mistakes of YAML, so that what is where can't be known.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut sources = Sources::new();
        let id = sources.add("", text);
        let mut report = Report::new();
        let parsed = yaml::parse(sources.get(id), &mut report).ok_or(Refusal::TextOnly)?;
        if report.as_slice().iter().any(is_structural) {
            return Err(Refusal::TextOnly);
        }
        let comments = parsed.comments.into_iter().map(|comment| comment.text).collect();
        let content = Content::of(&parsed.root);
        Ok(Self { text: text.to_owned(), root: parsed.root, content, comments })
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The topmost node.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// What the text says, without how it is written.
    #[must_use]
    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The bytes of the value at a path.
    #[must_use]
    pub fn span(&self, path: &[Step]) -> Option<Range<usize>> {
        Some(self.node(path)?.span.range())
    }

    /// The path of the smallest value (or, on its name, the field) at a byte of the text.
    #[must_use]
    pub fn path_at(&self, offset: usize) -> Path {
        whole::path_at(&self.root, offset)
    }

    /// The node at a path.
    #[must_use]
    pub fn node(&self, path: &[Step]) -> Option<&Node> {
        path.iter().try_fold(&self.root, |node, step| match (step, &node.value) {
            (Step::Index(nth), Value::Sequence(list)) => list.items.get(*nth),
            (Step::Key(key), Value::Mapping(mapping)) => mapping.get(key),
            _ => None,
        })
    }

    /// Whether a value can only be changed as text: it is repeated by `*name`, or has a name or tag itself.
    #[must_use]
    pub fn is_text_only(&self, node: &Node) -> bool {
        whole::is_hand_made(&self.text, node)
    }

    /// Makes a change.
    ///
    /// # Errors
    /// See [`Refusal`]; the text is as it was.
    pub fn edit(&self, change: &Change) -> Result<Self, Refusal> {
        let expected = self.content.with(change)?;
        let made = self.attempts(change).ok_or(Refusal::TextOnly)?;
        let keeps_comments =
            !matches!(change, Change::Remove { .. } | Change::Copy { .. }) && !self.replaces_all(change);
        for patches in made {
            let Some(text) = self.patched(patches) else { continue };
            let Ok(edited) = Self::read(&text) else { continue };
            let sound = edited.content.says(&expected) && (!keeps_comments || self.has_the_comments_of(&edited));
            if sound {
                return Ok(edited);
            }
        }
        Err(Refusal::TextOnly)
    }

    /// Ways to make a change, the one that keeps most first.
    fn attempts(&self, change: &Change) -> Option<Vec<Vec<Patch>>> {
        let made = match change {
            Change::Set { path, content } => {
                vec![self.set(path, content), self.replace(path, content), self.set_quoted(path, content)]
            }
            Change::Insert { path, at, content } => vec![self.insert(path, *at, content)],
            Change::Remove { path } => vec![self.remove(path)],
            Change::Move { path, to, at } => vec![self.move_item(path, to, *at), self.rewrite_item(path, to, *at)],
            Change::Copy { path } => vec![self.copy_item(path)],
            Change::Add { path, at, key, content } => vec![self.add(path, *at, key, content)],
            Change::Rename { path, key } => vec![self.rename(path, key)],
            Change::Expand { path, key } => vec![self.expand(path, key), self.expand_anew(path, key)],
        };
        let made: Vec<_> = made.into_iter().flatten().collect();
        (!made.is_empty()).then_some(made)
    }

    /// Whether a whole list or group is replaced, whose comments go with it.
    fn replaces_all(&self, change: &Change) -> bool {
        let Change::Set { path, .. } = change else { return false };
        self.node(path).is_some_and(|node| node.as_scalar().is_none())
    }

    fn has_the_comments_of(&self, edited: &Self) -> bool {
        let (mut before, mut after) = (self.comments.clone(), edited.comments.clone());
        before.sort();
        after.sort();
        before == after
    }

    fn patched(&self, mut patches: Vec<Patch>) -> Option<String> {
        patches.sort_by_key(|patch| (patch.at.start, patch.at.end));
        let mut text = String::with_capacity(self.text.len() + 64);
        let mut at = 0;
        for patch in patches {
            text.push_str(self.text.get(at..patch.at.start)?);
            text.push_str(&patch.with);
            at = patch.at.end;
        }
        text.push_str(self.text.get(at..)?);
        Some(text)
    }
}

/// Whether a mistake makes the tree something else than what was typed.
fn is_structural(diagnostic: &Diagnostic) -> bool {
    let harmless =
        |fault: &MarkFault| matches!(fault, MarkFault::WideBraces { .. } | MarkFault::ControlCharacter { .. });
    diagnostic.is_error()
        && match &diagnostic.code {
            Code::Yaml(YamlFault::Mark(fault)) => !harmless(fault),
            _ => true,
        }
}
