//! Rows and columns that a worksheet hides: by hand, by a filter, folded groups, without height or width.
//!
//! In: the bytes of an .xlsx or .ods file. Out: their numbers, from 0. calamine passes over them, and .xls keeps them in
//! records that nothing here reads. A file that can't be read hides nothing: calamine has said what is wrong with it.

use std::collections::BTreeSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// No worksheet is larger.
const MOST: u32 = 1_048_576;

/// Text of a worksheet that has as many cells as may be read.
const MOST_BYTES: u64 = 256 << 20;

type Zip<'a> = zip::ZipArchive<Cursor<&'a [u8]>>;

/// What is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Rows.
    pub rows: BTreeSet<u32>,
    /// First and last of runs of columns.
    pub columns: Vec<[u32; 2]>,
}

impl Hidden {
    /// Of a worksheet of an .xlsx file.
    pub(super) fn in_xlsx(bytes: &[u8], sheet: &str) -> Self {
        let read = || {
            let mut zip = Zip::new(Cursor::new(bytes)).ok()?;
            let path = sheet_path(&mut zip, sheet)?;
            let mut hidden = Self::default();
            let mut row = 0;
            each(&mut zip, &path, |tag| hidden.xlsx_tag(tag, &mut row));
            Some(hidden)
        };
        read().unwrap_or_default()
    }

    /// Of a worksheet of an .ods file.
    pub(super) fn in_ods(bytes: &[u8], sheet: &str) -> Self {
        let read = || {
            let mut zip = Zip::new(Cursor::new(bytes)).ok()?;
            let (mut hidden, mut is_here, mut next) = (Self::default(), false, [0, 0]);
            each(&mut zip, "content.xml", |tag| {
                if tag.local_name().into_inner() == "table" {
                    is_here = attribute(tag, "name").as_deref() == Some(sheet);
                } else if is_here {
                    hidden.ods_tag(tag, &mut next);
                }
            });
            Some(hidden)
        };
        read().unwrap_or_default()
    }

    /// Whether a column is hidden.
    pub(super) fn has_column(&self, column: u32) -> bool {
        self.columns.iter().any(|[first, last]| (*first..=*last).contains(&column))
    }

    /// Takes a tag of the worksheet; `row` is the number of the last row.
    fn xlsx_tag(&mut self, tag: &BytesStart, row: &mut u32) {
        match tag.local_name().into_inner() {
            "col" if is_hidden(tag, "width") => {
                let (Some(first), Some(last)) = (number(tag, "min"), number(tag, "max")) else { return };
                self.columns.push([first.saturating_sub(1), last.saturating_sub(1)]);
            }
            "row" => {
                let at = number(tag, "r").unwrap_or(*row + 1);
                *row = at;
                if is_hidden(tag, "ht") {
                    self.rows.insert(at.saturating_sub(1));
                }
            }
            _ => {}
        }
    }

    /// Takes a tag of the worksheet; `next` are the column and the row that come next.
    fn ods_tag(&mut self, tag: &BytesStart, next: &mut [u32; 2]) {
        let (axis, repeated): (usize, &str) = match tag.local_name().into_inner() {
            "table-column" => (0, "number-columns-repeated"),
            "table-row" => (1, "number-rows-repeated"),
            _ => return,
        };
        let count = number(tag, repeated).unwrap_or(1).clamp(1, MOST);
        let first = next[axis];
        next[axis] = first.saturating_add(count).min(MOST);
        let is_hidden = matches!(attribute(tag, "visibility").as_deref(), Some("collapse" | "filter"));
        match (is_hidden, axis) {
            (false, _) => {}
            (true, 0) => self.columns.push([first, next[0].saturating_sub(1)]),
            (true, _) => self.rows.extend(first..next[1]),
        }
    }
}

/// Hidden by its name, or because it has no extent: people drag a row's edge up until it is gone.
fn is_hidden(tag: &BytesStart, extent: &str) -> bool {
    let flag = attribute(tag, "hidden");
    let size = attribute(tag, extent).and_then(|size| size.trim().parse::<f64>().ok());
    matches!(flag.as_deref().map(str::trim), Some("1" | "true")) || size == Some(0.0)
}

/// Where in the archive a worksheet lies.
fn sheet_path(zip: &mut Zip, sheet: &str) -> Option<String> {
    let mut id = None;
    each(zip, "xl/workbook.xml", |tag| {
        if tag.local_name().into_inner() == "sheet" && attribute(tag, "name").as_deref() == Some(sheet) {
            id = attribute(tag, "id");
        }
    });
    let (id, mut target) = (id?, None);
    each(zip, "xl/_rels/workbook.xml.rels", |tag| {
        if attribute(tag, "Id").as_ref() == Some(&id) {
            target = attribute(tag, "Target");
        }
    });
    let target = target?.replace('\\', "/");
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{}", target.trim_start_matches("./")), str::to_owned))
}

/// Shows each tag that opens in a part of the archive, to the end of a worksheet's cells.
fn each(zip: &mut Zip, path: &str, mut show: impl FnMut(&BytesStart)) {
    let names: Vec<String> = zip.file_names().flatten().map(Into::into).collect();
    let wanted = |name: &&String| name.replace('\\', "/").eq_ignore_ascii_case(path);
    let Some(name) = names.iter().find(wanted) else { return };
    let Ok(part) = zip.by_name(name) else { return };
    let mut reader = Reader::from_reader(BufReader::new(part.take(MOST_BYTES)));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => show(&tag),
            // What follows the cells is no concern of this; it may be long.
            Ok(Event::End(tag)) if tag.local_name().into_inner() == "sheetData" => return,
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

/// An attribute, whatever its prefix.
fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let attribute = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn number(tag: &BytesStart, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::Hidden;

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("an archive").into_inner()
    }

    #[test]
    fn what_an_open_document_hides_is_counted_with_what_is_repeated() {
        let content = r#"<office:document-content><table:table table:name="别的"><table:table-row table:visibility="collapse"/></table:table>
            <table:table table:name="表"><table:table-column table:number-columns-repeated="2"/>
            <table:table-column table:visibility="collapse" table:number-columns-repeated="3"/><table:table-column/>
            <table:table-row/><table:table-row table:visibility="filter" table:number-rows-repeated="2"/><table:table-row/>
            </table:table></office:document-content>"#;
        let hidden = Hidden::in_ods(&archive(&[("content.xml", content)]), "表");
        assert_eq!(hidden.rows.iter().copied().collect::<Vec<_>>(), [1, 2]);
        assert_eq!([1, 2, 4, 5].map(|column| hidden.has_column(column)), [false, true, true, false]);
    }

    #[test]
    fn a_worksheet_is_found_by_its_name_wherever_it_lies_and_with_any_prefix() {
        let parts = [
            (
                "xl/workbook.xml",
                r#"<x:workbook><x:sheets><x:sheet name="甲&amp;乙" r:id="rId7"/></x:sheets></x:workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships><Relationship Target="/xl/Worksheets/表.xml" Id="rId7"/></Relationships>"#,
            ),
            (
                "xl/worksheets/表.xml",
                r#"<x:worksheet><x:cols><x:col min="2" max="3" hidden="true"/></x:cols><x:sheetData><x:row/><x:row hidden="1"/>
                <x:row r="9" ht="0"/></x:sheetData><x:row r="20" hidden="1"/></x:worksheet>"#,
            ),
        ];
        let hidden = Hidden::in_xlsx(&archive(&parts), "甲&乙");
        assert_eq!(hidden.rows.iter().copied().collect::<Vec<_>>(), [1, 8]);
        assert_eq!([0, 1, 2, 3].map(|column| hidden.has_column(column)), [false, true, true, false]);
        assert_eq!(Hidden::in_xlsx(b"PK", "甲"), Hidden::default());
    }
}
