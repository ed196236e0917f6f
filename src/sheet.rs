//! Lists as files an office can open: .xlsx and .csv.
//!
//! In: rows of texts and numbers under heads. Out: bytes, the same for the same rows. Text is never a formula, whatever it
//! begins with.

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

/// The longest text of a cell, in characters: Excel's limit.
const MAX_CELL: usize = 32_000;

/// Wider lists, in characters, are printed across.
const PORTRAIT: u16 = 100;

/// What a cell of a list holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stands.
    Text(String),
    /// A number, and how many decimals are shown.
    Number(f64, u16),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<usize> for Value {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below what a float holds exactly")]
    fn from(count: usize) -> Self {
        Self::Number(count as f64, 0)
    }
}

/// A list: one worksheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// The worksheet's name.
    pub name: String,
    /// A line above the heads.
    pub title: Option<String>,
    /// The heads, each with the width of its column in characters.
    pub head: Vec<(String, u16)>,
    /// Rows, each as long as the head.
    pub rows: Vec<Vec<Value>>,
}

/// Whether a file's name asks for .csv.
#[must_use]
pub fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Whether a file's name asks for .xlsx.
#[must_use]
pub fn is_xlsx(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Lists as a workbook, one a worksheet.
///
/// # Errors
/// A list is larger than a worksheet can be; the writer's words.
pub fn xlsx(lists: &[List]) -> Result<Vec<u8>, String> {
    workbook(lists).map_err(|error| error.to_string())
}

fn workbook(lists: &[List]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Never the clock: the same list is the same file.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
    let bold = wrapped.clone().set_bold().set_align(FormatAlign::Center);
    let heading = Format::new().set_bold().set_font_size(14).set_align(FormatAlign::Center);
    for list in lists {
        let sheet = book.add_worksheet();
        sheet.set_name(worksheet_name(&list.name))?;
        let mut row = 0;
        let last = u16::try_from(list.head.len().saturating_sub(1)).unwrap_or(u16::MAX);
        if let Some(title) = &list.title {
            if last > 0 {
                sheet.merge_range(0, 0, 0, last, title, &heading)?;
            } else {
                sheet.write_string_with_format(0, 0, title, &heading)?;
            }
            row = 1;
        }
        for (column, (head, width)) in (0_u16..).zip(&list.head) {
            sheet.write_string_with_format(row, column, head, &bold)?;
            sheet.set_column_width(column, f64::from(*width))?;
        }
        sheet.set_freeze_panes(row + 1, 0)?;
        // On A4, as wide as a page, the heads on every page.
        let width: u16 = list.head.iter().map(|(_, width)| *width).sum();
        if width > PORTRAIT {
            sheet.set_landscape();
        }
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, row)?;
        for cells in &list.rows {
            row += 1;
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Value::Empty => sheet.write_blank(row, column, &wrapped)?,
                    Value::Text(text) => sheet.write_string_with_format(row, column, cut(text), &wrapped)?,
                    Value::Number(number, decimals) => {
                        sheet.write_number_with_format(row, column, *number, &numbered(&wrapped, *decimals))?
                    }
                };
            }
        }
    }
    book.save_to_buffer()
}

fn numbered(format: &Format, decimals: u16) -> Format {
    let shown = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(usize::from(decimals))) };
    format.clone().set_num_format(shown)
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_CELL).collect()
}

/// A name that Excel takes: at most 31 characters, without its own marks.
fn worksheet_name(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect();
    if plain.is_empty() { "Sheet1".to_owned() } else { plain }
}

/// A text as a YAML value that is read as it stands: quoted, with no `{{` left to be worked out.
#[must_use]
pub fn yaml_text(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut before = ' ';
    for c in text.chars() {
        if matches!(c, '{' | '｛') && c == before {
            quoted.push(' ');
        }
        before = c;
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A list as .csv in UTF-8, with the mark by which Excel knows it.
#[must_use]
pub fn csv(list: &List) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    let head: Vec<Value> = list.head.iter().map(|(head, _)| Value::from(head.as_str())).collect();
    for row in std::iter::once(&head).chain(&list.rows) {
        let cells: Vec<String> = row.iter().map(csv_cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn csv_cell(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(number, decimals) => format!("{number:.0$}", usize::from(*decimals)),
        Value::Text(text) => {
            // Excel would work out what begins like a formula.
            let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.len() > 1 { "'" } else { "" };
            if text.contains(['"', ',', '\n', '\r']) {
                format!("\"{guard}{}\"", text.replace('"', "\"\""))
            } else {
                format!("{guard}{text}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{List, Value, csv, xlsx};

    fn list() -> List {
        List {
            name: "a/b".to_owned(),
            title: Some("名单".to_owned()),
            head: vec![("单位".to_owned(), 20), ("数".to_owned(), 8)],
            rows: vec![vec!["=1+1".into(), Value::Number(12.5, 2)], vec!["甲,\"乙\"".into(), Value::Empty]],
        }
    }

    #[test]
    fn the_same_list_is_the_same_file() {
        assert_eq!(xlsx(&[list()]).expect("a workbook"), xlsx(&[list()]).expect("a workbook"));
    }

    #[test]
    fn csv_has_no_formulas() {
        let text = String::from_utf8(csv(&list())).expect("UTF-8");
        assert_eq!(text, "\u{FEFF}单位,数\r\n'=1+1,12.50\r\n\"甲,\"\"乙\"\"\",\r\n");
    }
}
