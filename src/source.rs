//! Every file Banxin reads passes through here: bytes become a [`Source`] with an id, and a place in it is a [`Span`].
//!
//! In: paths and bytes. Out: decoded text, and notes on how it was decoded.
//! This module must not know what the text means; nothing else in the library may call `std::fs` to read.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, FileProblem, SourceFault};

mod shelf;

pub use shelf::Shelf;

/// The largest text file that is read, in bytes. A 200-page report is about 0.5 MB of YAML; beyond this it is not a
/// document but an accident, and parsing it would only keep the writer waiting.
pub const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// Names one [`Source`] of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceId(pub u32);

/// A place in a source: a range of bytes of its decoded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The source the place is in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets.
    #[must_use]
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self { source, start: narrow(range.start), end: narrow(range.end) }
    }

    /// The byte range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both; `other` is ignored if it is in another source.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self.source != other.source {
            return self;
        }
        Self { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether the byte offset lies in the span.
    #[must_use]
    pub fn contains(self, source: SourceId, offset: usize) -> bool {
        self.source == source && self.range().contains(&offset)
    }
}

/// Texts are capped at [`MAX_TEXT_BYTES`], so offsets fit in 32 bits.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// How a file's bytes were turned into text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GBK (decoded as its superset GB 18030), what Notepad writes on a Chinese Windows.
    Gbk,
}

impl Encoding {
    /// The name people know it by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Gbk => "GBK",
        }
    }
}

/// One file as text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// The path as the user knows it: as given on the command line, or relative to it.
    pub name: String,
    /// Where it was read from; none for text that never was a file.
    pub path: Option<PathBuf>,
    /// The decoded text, without a byte-order mark, line ends as they were.
    pub text: Arc<str>,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Whether it is one cell of a sheet, which its name says whole: there are no lines to tell.
    pub is_cell: bool,
    /// Byte offsets at which lines begin.
    lines: Vec<u32>,
}

/// A place as people count it: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Source {
    fn new(id: SourceId, name: String, path: Option<PathBuf>, text: Arc<str>, encoding: Encoding) -> Self {
        let lines = line_starts(&text);
        Self { id, name, path, text, encoding, is_cell: false, lines }
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = floor_char_boundary(&self.text, offset);
        let line = self.lines.partition_point(|&start| start as usize <= offset).max(1) - 1;
        let start = self.lines[line] as usize;
        LineColumn { line: line + 1, column: self.text[start..offset].chars().count() + 1 }
    }

    /// The byte range of a line (from 1) without its line end; none past the last line.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Option<Range<usize>> {
        let start = *self.lines.get(line.checked_sub(1)?)? as usize;
        let end = self.lines.get(line).map_or(self.text.len(), |&next| next as usize);
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(start..start + text.len())
    }

    /// The text of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// YAML ends a line at LF, CR LF or a lone CR.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (i, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
            starts.push(narrow(i + 1));
        }
    }
    starts
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// All sources of one build, and the folder they must stay in.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
    notes: Vec<Diagnostic>,
}

impl Sources {
    /// No sources yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text that is not a file's.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = self.next_id();
        self.list.push(Source::new(id, name.into(), None, text.into(), Encoding::Utf8));
        id
    }

    /// Adds a source that another process read.
    pub(crate) fn restore(&mut self, name: String, path: Option<PathBuf>, text: Arc<str>, encoding: Encoding) {
        let id = self.next_id();
        self.list.push(Source::new(id, name, path, text, encoding));
    }

    /// Adds the text of a sheet's cell, under the cell's name.
    pub fn add_cell(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = self.add(name, text);
        self.list[id.0 as usize].is_cell = true;
        id
    }

    /// Reads and decodes a file.
    ///
    /// # Errors
    /// The file can't be read, is too large ([`MAX_TEXT_BYTES`]), or is not text in UTF-8, UTF-16 or GBK.
    pub fn load(&mut self, path: &Path) -> Result<SourceId, Diagnostic> {
        let name = path.display().to_string();
        let bytes = read_capped(path, &name, MAX_TEXT_BYTES)?;
        self.add_bytes(name, Some(path.to_path_buf()), &bytes)
    }

    /// Decodes bytes as a file's would be.
    ///
    /// # Errors
    /// As [`Sources::load`], reading aside.
    pub fn add_bytes(&mut self, name: String, path: Option<PathBuf>, bytes: &[u8]) -> Result<SourceId, Diagnostic> {
        if bytes.len() > MAX_TEXT_BYTES {
            return Err(Diagnostic::new(SourceFault::TooLarge {
                path: name,
                limit_mb: MAX_TEXT_BYTES / (1024 * 1024),
            }));
        }
        let Some((text, encoding)) = decode(bytes) else {
            return Err(Diagnostic::new(SourceFault::NotText { path: name }));
        };
        let id = self.next_id();
        if encoding != Encoding::Utf8 {
            let code = SourceFault::Encoding { path: name.clone(), encoding: encoding.name().to_owned() };
            self.notes.push(Diagnostic::new(code));
        }
        self.list.push(Source::new(id, name, path, text.into(), encoding));
        Ok(id)
    }

    /// The source of an id that this set gave out.
    ///
    /// # Panics
    /// If the id is another set's.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }

    /// All sources in the order they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.list.iter()
    }

    /// What reading had to say (encodings other than UTF-8).
    #[must_use]
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    fn next_id(&self) -> SourceId {
        SourceId(narrow(self.list.len()))
    }
}

/// Reads a regular file of at most `most` bytes; `name` is what messages call it.
#[expect(clippy::disallowed_methods, reason = "this is the one door for reading files")]
fn read_capped(path: &Path, name: &str, most: usize) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |reason: FileProblem| Diagnostic::new(SourceFault::Unreadable { path: name.to_owned(), reason });
    let failed = |error: std::io::Error| unreadable(error.kind().into());
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(unreadable(FileProblem::Folder));
    }
    if !metadata.is_file() {
        // Reading a pipe or a device may never end.
        return Err(unreadable(FileProblem::NoFile));
    }
    if metadata.len() > most as u64 {
        let limit_mb = most / (1024 * 1024);
        return Err(Diagnostic::new(SourceFault::TooLarge { path: name.to_owned(), limit_mb }));
    }
    std::fs::read(path).map_err(failed)
}

/// Reads a file that is not text (a font, a picture).
///
/// # Errors
/// The file can't be read.
#[expect(clippy::disallowed_methods, reason = "this is the one door for reading files")]
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    std::fs::read(path).map_err(|error| {
        Diagnostic::new(SourceFault::Unreadable { path: path.display().to_string(), reason: error.kind().into() })
    })
}

/// Joins a path typed in a document to the folder of the file it stands in, and makes sure that it ends inside `root`,
/// links followed.
///
/// # Errors
/// The path is absolute, leaves `root`, or names nothing.
pub fn inside(root: &Path, folder: &Path, typed: &str) -> Result<PathBuf, Diagnostic> {
    let outside = || Diagnostic::new(SourceFault::Outside { path: typed.to_owned() });
    let relative = Path::new(typed);
    let plain = |c| matches!(c, Component::Normal(_) | Component::CurDir | Component::ParentDir);
    if !relative.components().all(plain) || typed.contains('\\') || typed.contains(':') {
        return Err(outside());
    }
    let missing = |error: &std::io::Error| {
        Diagnostic::new(SourceFault::Unreadable { path: typed.to_owned(), reason: error.kind().into() })
    };
    let path = folder.join(relative);
    let real_root = root.canonicalize().map_err(|e| missing(&e))?;
    match path.canonicalize() {
        Ok(real) if real.starts_with(&real_root) => Ok(path),
        Ok(_) => Err(outside()),
        // Whether a file exists outside the project is nobody's business either.
        Err(_) if climbs_out(root, &path) => Err(outside()),
        Err(error) => Err(missing(&error)),
    }
}

/// Whether a path leaves a folder by its `..` alone.
fn climbs_out(root: &Path, path: &Path) -> bool {
    let mut depth = 0_i32;
    for component in path.strip_prefix(root).unwrap_or(path).components() {
        depth += match component {
            Component::ParentDir => -1,
            Component::Normal(_) => 1,
            _ => 0,
        };
        if depth < 0 {
            return true;
        }
    }
    false
}

/// Bytes as text, in whichever encoding they are; none if they are no text.
pub(crate) fn text_of(bytes: &[u8]) -> Option<String> {
    decode(bytes).map(|(text, _)| text)
}

fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        let name = match encoding.name() {
            "UTF-16LE" => Encoding::Utf16Le,
            "UTF-16BE" => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
        return (!damaged).then(|| (text.into_owned(), name));
    }
    if let Some(encoding) = guess_utf16(bytes) {
        let decoder = if encoding == Encoding::Utf16Le { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        let (text, damaged) = decoder.decode_without_bom_handling(bytes);
        return (!damaged).then(|| (text.into_owned(), encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), Encoding::Utf8));
    }
    let (text, damaged) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!damaged).then(|| (text.into_owned(), Encoding::Gbk))
}

/// UTF-16 without a mark: YAML has ASCII (`:`, line ends) on every line, so one byte of such pairs is zero.
fn guess_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if !sample.contains(&0) || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even, odd) {
        (0, 1..) => Some(Encoding::Utf16Le),
        (1.., 0) => Some(Encoding::Utf16Be),
        _ => None,
    }
}
