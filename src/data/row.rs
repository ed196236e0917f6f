//! One row of a roster as values for `{{ }}`, each under its column's head.

use serde::{Deserialize, Serialize};

use crate::source::{Sources, Span};
use crate::text::Text;
use crate::yaml::{Entry, Layout, Mapping, Node, Scalar, Style, Value};

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in the sheet, from 1.
    pub number: usize,
    /// Its cells under heads that are not empty.
    pub cells: Vec<RowCell>,
}

/// A cell of a [`Row`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCell {
    /// The head of its column.
    pub head: String,
    /// Its name for people: `社区.xlsx 工作表1 C17`.
    pub name: String,
    /// What it shows.
    pub text: String,
}

impl Row {
    /// The row as a document's 数据. Each cell becomes a source of its own, so that a mistake in it is told by its name.
    #[must_use]
    pub fn as_data(&self, sources: &mut Sources) -> Node {
        let entries: Vec<Entry> = self.cells.iter().map(|cell| cell.entry(sources)).collect();
        let span = entries.first().map_or_else(|| nowhere(sources), |entry| entry.key_span);
        Node { span, value: Value::Mapping(Mapping { entries, layout: Layout::Block }) }
    }

    /// The text under a head.
    #[must_use]
    pub fn get(&self, head: &str) -> Option<&str> {
        self.cells.iter().find(|cell| cell.head == head).map(|cell| cell.text.as_str())
    }
}

impl RowCell {
    fn entry(&self, sources: &mut Sources) -> Entry {
        let id = sources.add_cell(self.name.as_str(), self.text.as_str());
        let span = Span::new(id, 0..self.text.len());
        let text = Text::verbatim(&self.text, span);
        let value = Node { span, value: Value::Scalar(Scalar { text, style: Style::Double }) };
        Entry { key: Text::derived(&self.head, span), key_span: span, value }
    }
}

fn nowhere(sources: &mut Sources) -> Span {
    Span::new(sources.add("", ""), 0..0)
}
