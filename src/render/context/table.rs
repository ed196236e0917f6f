//! What templates see of a table. A cell is as little as it can be: a text, or none where another cell spans over it;
//! a mapping only if there is more to say of it, since tables have many.

use minijinja::value::Value;

use super::Maker;
use crate::paper::table::{Cell, Column, Row, Table, Width};
use crate::source::Span;

/// A table of a paper, for what can only be told of it on the pages.
#[derive(Clone, Debug)]
pub struct TablePlace {
    /// Where it is typed.
    pub span: Span,
    /// How many columns it has.
    pub columns: usize,
    /// Whether it is turned.
    pub turned: bool,
}

impl Maker {
    pub(super) fn table(&mut self, table: &Table) -> Value {
        let number = self.tables.len();
        let place = TablePlace { span: table.span, columns: table.columns.len(), turned: table.turned };
        self.tables.push(place);
        Value::from_pairs([
            ("number", Value::from(number)),
            ("caption", self.optional(table.caption.as_ref())),
            ("unit", self.optional(table.unit.as_ref())),
            ("columns", table.columns.iter().map(column).collect()),
            ("head", table.head.iter().map(|row| self.cells(row)).collect()),
            ("rows", table.rows.iter().map(|row| self.row(row)).collect()),
            ("notes", self.texts(&table.notes)),
            ("source", self.optional(table.source.as_ref())),
            ("turned", Value::from(table.turned)),
            ("style", table.style.map_or(Value::from(()), Value::from)),
        ])
    }

    fn row(&mut self, row: &Row) -> Value {
        Value::from_pairs([("kind", Value::from(row.kind.name())), ("cells", self.cells(&row.cells))])
    }

    fn cells(&mut self, cells: &[Option<Cell>]) -> Value {
        cells.iter().map(|cell| cell.as_ref().map_or(Value::from(()), |cell| self.cell(cell))).collect()
    }

    fn cell(&mut self, cell: &Cell) -> Value {
        let mut fields = Vec::new();
        match (cell.paragraphs.as_slice(), cell.point) {
            ([only], Some(point)) => {
                let parts = [only.slice(0..point), only.slice(point..only.len())];
                fields.push(("number", self.texts(&parts)));
            }
            ([only], None) if cell.spans == [1, 1] && cell.indent == 0 => return self.text(only),
            (paragraphs, _) => fields.push(("paragraphs", self.texts(paragraphs))),
        }
        if cell.spans[0] > 1 {
            fields.push(("colspan", Value::from(cell.spans[0])));
        }
        if cell.spans[1] > 1 {
            fields.push(("rowspan", Value::from(cell.spans[1])));
        }
        if cell.indent > 0 {
            fields.push(("indent", Value::from(cell.indent)));
        }
        Value::from_pairs(fields)
    }
}

fn column(column: &Column) -> Value {
    let (unit, amount) = match column.width {
        None => ("", 0.0),
        Some(Width::Share(amount)) => ("share", amount),
        Some(Width::Millimetres(amount)) => ("mm", amount),
        Some(Width::Characters(amount)) => ("character", amount),
    };
    let alignment = column.alignment.map_or("left", crate::paper::table::Alignment::name);
    let width = if unit.is_empty() {
        Value::from(())
    } else {
        Value::from_pairs([("amount", Value::from(amount)), ("unit", Value::from(unit))])
    };
    Value::from_pairs([("alignment", Value::from(alignment)), ("width", width)])
}
