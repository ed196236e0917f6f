//! A paper as another program (poppler) reads and draws it.

use std::process::Command;

use banxin::export::{PdfConfig, pdf};
use banxin::typeset::Pages;

use crate::project::text_of;
use crate::ruler::mm;

/// Dots to an inch of what is drawn to be measured: 0.08 mm a dot.
const FINE: f64 = 300.0;

/// A dot darker than this is ink.
const DARK: u8 = 128;

/// The text of the pages as they are read from the PDF, with line breaks where poppler sees them.
pub(crate) fn text(pages: &Pages) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.pdf");
    std::fs::write(&path, bytes(pages)).expect("written");
    text_of(&path)
}

/// The text without any white space: poppler breaks lines, and guesses spaces from gaps.
pub(crate) fn squeezed_text(pages: &Pages) -> String {
    squeezed(&text(pages))
}

/// Without white space.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn bytes(pages: &Pages) -> Vec<u8> {
    pdf(pages, &PdfConfig::default()).expect("a PDF")
}

/// A page (from 0) as pdftoppm draws it: how many dots wide, and their bytes.
fn drawn(pages: &Pages, page: usize, colours: &[&str]) -> (usize, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, number) = (folder.path().join("x.pdf"), (page + 1).to_string());
    std::fs::write(&path, bytes(pages)).expect("written");
    let output = Command::new("pdftoppm")
        .args(colours)
        .args(["-r", &FINE.to_string(), "-f", &number, "-l", &number])
        .arg(&path)
        .output()
        .expect("pdftoppm (package poppler-utils) is installed");
    // `P5 WIDTH HEIGHT 255`, white space, the dots.
    let ends = output.stdout.iter().enumerate().filter(|(_, byte)| byte.is_ascii_whitespace()).map(|(i, _)| i);
    let ends: Vec<usize> = ends.take(4).collect();
    let width = std::str::from_utf8(&output.stdout[ends[0] + 1..ends[1]]).expect("a number");
    (width.parse().expect("a number"), output.stdout[ends[3] + 1..].to_vec())
}

/// A page as a picture in shades of grey.
pub(crate) struct Picture {
    width: usize,
    dots: Vec<u8>,
}

impl Picture {
    /// Draws a page (from 0).
    pub(crate) fn of(pages: &Pages, page: usize) -> Self {
        let (width, dots) = drawn(pages, page, &["-gray"]);
        Self { width, dots }
    }

    /// Top and bottom of the ink in a column, in millimetres, below a height.
    pub(crate) fn ink_in_column(&self, x: f64, below: f64) -> Option<[f64; 2]> {
        let column = dot(x);
        let dark = |row: &(usize, &[u8])| height(row.0) >= below && row.1[column] < DARK;
        let mut rows = self.dots.chunks(self.width).enumerate().filter(dark);
        let first = rows.next()?.0;
        let last = rows.next_back().map_or(first, |row| row.0);
        Some([height(first), height(last + 1)])
    }
}

#[expect(clippy::cast_precision_loss, reason = "a page has a few thousand rows")]
fn height(row: usize) -> f64 {
    mm(row as f64 * 72.0 / FINE)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the page")]
fn dot(x: f64) -> usize {
    (x / 25.4 * FINE) as usize
}

/// What is red on a page, dot by dot.
pub(crate) struct RedInk {
    width: usize,
    dots: Vec<bool>,
}

impl RedInk {
    /// Draws a page (from 0).
    pub(crate) fn of(pages: &Pages, page: usize) -> Self {
        let (width, dots) = drawn(pages, page, &[]);
        let red = |dot: &[u8]| dot[0] > DARK && dot[1] < DARK && dot[2] < DARK;
        Self { width, dots: dots.chunks_exact(3).map(red).collect() }
    }

    /// Left, top, right and bottom of the ink within an area, in millimetres.
    pub(crate) fn within(&self, [left, top, right, bottom]: [f64; 4]) -> Option<[f64; 4]> {
        let (columns, rows) = (dot(left)..dot(right).min(self.width), dot(top)..dot(bottom));
        let mut ink: Option<[usize; 4]> = None;
        for (y, row) in self.dots.chunks(self.width).enumerate().filter(|(y, _)| rows.contains(y)) {
            for x in columns.clone().filter(|x| row[*x]) {
                let [l, t, r, b] = ink.unwrap_or([x, y, x, y]);
                ink = Some([l.min(x), t.min(y), r.max(x), b.max(y)]);
            }
        }
        ink.map(|[l, t, r, b]| [height(l), height(t), height(r + 1), height(b + 1)])
    }
}
