//! Pages → PDF, plain or to an archival standard.
//!
//! In: pages, standards by name, the paper's date. Out: the file's bytes. The date is the paper's own (成文日期), never
//! the clock's, and the identifier comes of the pages, so the same paper is the same file.

use typst::foundations::{Datetime, Smart};
use typst::model::Document;
use typst::utils::hash128;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::elsewhere;
use crate::diagnostic::{Diagnostic, ExportFault};
use crate::typeset::{Blame, Pages, Wanted, crashed, with_room};

mod drawn;

/// How a PDF is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PdfConfig {
    /// Standards it must meet, such as `a-2b` or `1.7`; see [`standard_names`].
    pub standards: Vec<String>,
    /// The paper's date: year, month, day. Midnight in China is written as the time of creation; without a date none.
    pub date: Option<(i32, u8, u8)>,
}

/// All standards by name; `a-…` are the archival PDF/A, `ua-1` is for readers with screen readers.
const STANDARDS: [(&str, PdfStandard); 17] = [
    ("1.4", PdfStandard::V_1_4),
    ("1.5", PdfStandard::V_1_5),
    ("1.6", PdfStandard::V_1_6),
    ("1.7", PdfStandard::V_1_7),
    ("2.0", PdfStandard::V_2_0),
    ("a-1b", PdfStandard::A_1b),
    ("a-1a", PdfStandard::A_1a),
    ("a-2b", PdfStandard::A_2b),
    ("a-2u", PdfStandard::A_2u),
    ("a-2a", PdfStandard::A_2a),
    ("a-3b", PdfStandard::A_3b),
    ("a-3u", PdfStandard::A_3u),
    ("a-3a", PdfStandard::A_3a),
    ("a-4", PdfStandard::A_4),
    ("a-4f", PdfStandard::A_4f),
    ("a-4e", PdfStandard::A_4e),
    ("ua-1", PdfStandard::Ua_1),
];

/// China keeps one time, in minutes east of UTC; with it a viewer in China shows the paper's own day.
const CHINA_TIME: i32 = 8 * 60;

/// The names that [`PdfConfig::standards`] knows.
pub fn standard_names() -> impl Iterator<Item = &'static str> {
    STANDARDS.iter().map(|(name, _)| *name)
}

/// Makes sure that standards are known and go together, before anything is made.
///
/// # Errors
/// A name nobody knows, or standards that contradict each other.
pub fn check_standards(names: &[String]) -> Result<(), Vec<Diagnostic>> {
    standards(names).map(drop)
}

/// Writes a PDF, tagged for accessibility.
///
/// # Errors
/// A standard is unknown, or they exclude each other; the pages don't meet it (a missing date has its own code); the
/// exporter crashed.
pub fn pdf(pages: &Pages, config: &PdfConfig) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let Some((document, blame)) = pages.document() else {
        return elsewhere(pages, &Wanted::Pdf { standards: config.standards.clone(), date: config.date });
    };
    let options = options(pages, (document, blame), config)?;
    let written = with_room(|| match typst_pdf::pdf(document, &options) {
        Err(errors) if errors.iter().any(|error| is_of_pdf(&error.message)) => match drawn::drawn(document) {
            Some(drawn) => typst_pdf::pdf(&drawn, &options),
            None => Err(errors),
        },
        written => written,
    });
    let errors = match written {
        Ok(Ok(bytes)) => return Ok(bytes),
        Ok(Err(errors)) => errors,
        Err(panicked) => return Err(vec![crashed(&panicked, pages.map())]),
    };
    let fault = |message: &str| match config.standards.first() {
        Some(name) if message.contains("missing document date") => {
            ExportFault::StandardNeedsDate { name: name.clone() }
        }
        Some(name) if is_of_pdf(message) => ExportFault::StandardTakesNoPdf { name: name.clone() },
        _ => ExportFault::Refused { names: quoted(&config.standards) },
    };
    Err(errors.iter().map(|error| blame.place(error, fault(&error.message))).collect())
}

/// Whether the exporter's words are about a PDF among the pictures.
fn is_of_pdf(message: &str) -> bool {
    ["embedding PDFs", "version of the PDF is too high"].iter().any(|words| message.contains(words))
}

fn options(
    pages: &Pages,
    (document, blame): (&PagedDocument, &Blame),
    config: &PdfConfig,
) -> Result<PdfOptions, Vec<Diagnostic>> {
    let standards = standards(&config.standards)?;
    let timestamp = config.date.and_then(timestamp);
    let dated = timestamp.is_some() || matches!(document.info().date, Smart::Custom(Some(_)));
    let archival = config.standards.iter().find(|name| name.to_lowercase().starts_with("a-"));
    if let Some(name) = archival.filter(|_| !dated) {
        let fault = ExportFault::StandardNeedsDate { name: name.clone() };
        return Err(vec![Diagnostic { span: blame.document(), ..Diagnostic::new(fault) }]);
    }
    Ok(PdfOptions {
        ident: Smart::Custom(ident(pages, document)),
        creator: Smart::Custom(Some(concat!("banxin ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp,
        standards,
        // A tree of tags can't hold the same elements twice; copies are for printing.
        tagged: !pages.are_copies(),
        ..PdfOptions::default()
    })
}

fn standards(names: &[String]) -> Result<PdfStandards, Vec<Diagnostic>> {
    if names.is_empty() {
        return Ok(PdfStandards::default());
    }
    let (found, unknown): (Vec<_>, Vec<_>) = names.iter().map(|name| standard(name)).partition(Result::is_ok);
    if !unknown.is_empty() {
        return Err(unknown.into_iter().filter_map(Result::err).collect());
    }
    let found: Vec<PdfStandard> = found.into_iter().filter_map(Result::ok).collect();
    PdfStandards::new(&found).map_err(|conflict| {
        let mut words = conflict.message().to_string();
        for hint in conflict.hints() {
            words.push_str("\nhint: ");
            words.push_str(hint);
        }
        vec![Diagnostic::new(ExportFault::StandardsConflict { names: quoted(names) }).with_foreign(words)]
    })
}

fn standard(name: &str) -> Result<PdfStandard, Diagnostic> {
    let wanted = plain(name);
    if let Some((_, standard)) = STANDARDS.iter().find(|(known, _)| plain(known) == wanted) {
        return Ok(*standard);
    }
    let closeness = |known: &str| strsim::jaro_winkler(&plain(known), &wanted);
    // Of equals the first in the list.
    let near = STANDARDS.iter().rev().map(|(name, _)| *name).max_by(|a, b| closeness(a).total_cmp(&closeness(b)));
    let near = near.filter(|known| closeness(known) >= CLOSE_ENOUGH);
    let known = standard_names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ");
    Err(Diagnostic::new(ExportFault::StandardUnknown { name: name.to_owned(), near, known }))
}

/// A name as it is compared: `PDF/A-2b`, `A2b` and `a-2b` are the same.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    name.trim().trim_start_matches("pdf").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '.').collect()
}

/// From here on a name is near enough to be asked for.
const CLOSE_ENOUGH: f64 = 0.7;

fn timestamp((year, month, day): (i32, u8, u8)) -> Option<Timestamp> {
    let midnight = Datetime::from_ymd_hms(year, month, day, 0, 0, 0)?;
    Timestamp::new_local(midnight, CHINA_TIME)
}

/// An identifier that comes of what the pages look like and say.
fn ident(pages: &Pages, document: &PagedDocument) -> String {
    let looks: Vec<Option<u128>> = (0..pages.count()).map(|page| pages.fingerprint(page)).collect();
    let info = document.info();
    format!("{:032x}", hash128(&(looks, &info.title, &info.author)))
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ")
}
