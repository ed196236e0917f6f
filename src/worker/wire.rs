//! What the two processes say to each other: frames of JSON, and the bytes of files after them.
//!
//! A frame is the length of its JSON (four bytes, little endian), the JSON, and the files one after another; the JSON
//! has their names and lengths. Diagnostics go over as words in both languages, since their arguments are of use only
//! where they arose.

use std::io::{self, Read, Write};
use std::path::PathBuf;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Related, Severity, Told, WorkerFault};
use crate::pipeline::StandIn;
use crate::render::source_map::TaggedBlock;
use crate::source::{Encoding, Source, Span};
use crate::typeset::{NamedBytes, PageSize, Positions, Wanted};

/// The largest JSON of a frame, in bytes: the positions of a thousand pages.
const MAX_JSON_BYTES: usize = 256 * 1024 * 1024;

/// The largest file of a frame, in bytes.
const MAX_FILE_BYTES: u64 = 1024 * 1024 * 1024;

/// What the worker is asked for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Request {
    /// Make a paper.
    Build(Box<Order>),
    /// Make files of pages that were made before.
    Export { set: u64, wanted: Wanted },
    /// The way between pages and YAML.
    Positions { set: u64 },
    /// These pages, and what this pipeline remembers, are not needed any more.
    Forget { sets: Vec<u64>, sessions: Vec<u64> },
}

/// A paper to be made.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Order {
    /// The pipeline it is for: what it remembers makes the next paper fast.
    pub session: u64,
    /// The file; for a text that is no file its name.
    pub name: PathBuf,
    /// A text that is no file, and its folder; without one, a text that the file is to have.
    pub given: Option<(String, Option<PathBuf>)>,
    /// The row of a roster it is made for.
    pub row: Option<crate::data::Row>,
    /// What holds for all papers.
    pub settings: crate::pipeline::Settings,
    /// Whether it is one paper edited again and again, and how long results are remembered.
    pub pace: (bool, usize, usize),
}

/// What the worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Response {
    /// It is there.
    Ready,
    /// A paper.
    Built(Box<Paper>),
    /// Files, which follow.
    Files,
    /// What went wrong with the files.
    Faults(Vec<Remark>),
    /// The way between pages and YAML.
    Positions(Positions),
    /// It has no such pages.
    Gone,
}

/// A paper that was made, or not.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Paper {
    /// All that was read as text.
    pub sources: Vec<Reading>,
    /// All that was said.
    pub remarks: Vec<Remark>,
    /// The number of its pages, and each page's size and fingerprint.
    pub pages: Option<(u64, Vec<Sheet>)>,
    /// Files and folders it depends on.
    pub used: Vec<PathBuf>,
    /// Fonts that stand in.
    pub stand_ins: Vec<StandIn>,
    /// The blocks of its Typst source.
    pub blocks: Vec<TaggedBlock>,
}

/// A page.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Sheet {
    size: PageSize,
    /// JSON's numbers are not made for 128 bits.
    print: (u64, u64),
}

/// A source.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reading {
    pub name: String,
    pub path: Option<PathBuf>,
    pub text: String,
    pub encoding: Encoding,
    /// Whether it is a cell of a sheet.
    pub is_cell: bool,
}

/// A diagnostic in words.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Remark {
    id: String,
    severity: Severity,
    message: [String; 2],
    hints: Vec<[String; 2]>,
    span: Option<Span>,
    related: Vec<Related>,
    foreign: Option<String>,
}

impl Sheet {
    pub(super) fn new(size: PageSize, print: u128) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
        Self { size, print: ((print >> 64) as u64, print as u64) }
    }

    pub(super) fn parts(self) -> (PageSize, u128) {
        let (high, low) = self.print;
        (self.size, (u128::from(high) << 64) | u128::from(low))
    }
}

impl Reading {
    pub(super) fn new(source: &Source) -> Self {
        Self {
            name: source.name.clone(),
            path: source.path.clone(),
            text: source.text.to_string(),
            encoding: source.encoding,
            is_cell: source.is_cell,
        }
    }
}

impl Remark {
    pub(super) fn new(diagnostic: &Diagnostic) -> Self {
        let words = diagnostic.code.words();
        let (message, hints) = words.parts();
        Self {
            id: words.id.to_owned(),
            severity: diagnostic.severity,
            message: message.clone(),
            hints: hints.to_vec(),
            span: diagnostic.span,
            related: diagnostic.related.clone(),
            foreign: diagnostic.foreign.clone(),
        }
    }

    /// The diagnostic; places that are in none of so many sources are left out.
    pub(super) fn diagnostic(self, sources: usize) -> Diagnostic {
        let known = |span: &Span| (span.source.0 as usize) < sources;
        let Self { id, severity, message, hints, span, related, foreign } = self;
        let told = Told { id, severity, message, hints };
        let code = WorkerFault::Told(Box::new(told));
        Diagnostic {
            span: span.filter(known),
            related: related.into_iter().filter(|related| known(&related.span)).collect(),
            foreign,
            ..Diagnostic::new(code)
        }
    }
}

/// A frame's JSON.
#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    message: T,
    files: Vec<(String, u64)>,
}

/// Writes a frame.
pub(super) fn write(out: &mut impl Write, message: impl Serialize, files: &[NamedBytes]) -> io::Result<()> {
    let names = files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect();
    let json = serde_json::to_vec(&Envelope { message, files: names })?;
    let length = u32::try_from(json.len()).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&json)?;
    for (_, bytes) in files {
        out.write_all(bytes)?;
    }
    out.flush()
}

/// Reads a frame.
pub(super) fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<(T, Vec<NamedBytes>)> {
    let invalid = || io::Error::from(io::ErrorKind::InvalidData);
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > MAX_JSON_BYTES {
        return Err(invalid());
    }
    let mut json = vec![0; length];
    from.read_exact(&mut json)?;
    let Envelope { message, files } = serde_json::from_slice(&json)?;
    let files = files.into_iter().map(|(name, length)| {
        if length > MAX_FILE_BYTES {
            return Err(invalid());
        }
        let mut bytes = Vec::new();
        from.take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == length { Ok((name, bytes)) } else { Err(invalid()) }
    });
    Ok((message, files.collect::<io::Result<_>>()?))
}
