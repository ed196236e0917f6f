//! A finished PDF, ours or another program's, held against GB/T 9704-2012 with a ruler.
//!
//! In: the bytes of a PDF and, if known, its layout. Out: a [`Measurement`]: clause by clause what is demanded, what was
//! measured, and whether it will do. The way is [`read`] (PDF → [`sheet::Sheet`]) → lines → how the paper is set → checks.
//! This module must not know YAML, themes or our own writer: what it says of our papers it says of anybody's.

mod characters;
mod check;
mod device;
pub mod families;
mod finding;
mod lines;
mod mirror;
mod parts;
mod read;
mod setting;
pub mod sheet;

pub use finding::{Finding, Phrase, Verdict};
pub use read::{MAX_PAGES, read};

use crate::diagnostic::{Diagnostic, MeasureFault};
use setting::Setting;
use sheet::Sheet;

/// The forms a paper can have, as far as their pages differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 计划, 总结 and others without a red head.
    Plain,
    /// 公文: a red head with a red line below it.
    Official,
    /// 信函: red double lines at head and foot.
    Letter,
    /// 命令(令).
    Order,
    /// 纪要.
    Minutes,
}

impl Layout {
    /// Its name: Chinese, English.
    #[must_use]
    pub fn name(self) -> [&'static str; 2] {
        match self {
            Self::Plain => ["计划", "plan"],
            Self::Official => ["公文", "official"],
            Self::Letter => ["信函", "letter"],
            Self::Order => ["命令", "order"],
            Self::Minutes => ["纪要", "minutes"],
        }
    }

    /// Whether it begins with something red.
    #[must_use]
    pub fn is_headed(self) -> bool {
        self != Self::Plain
    }
}

/// What came of measuring.
#[derive(Clone, Debug)]
pub struct Measurement {
    /// The layout it was held against.
    pub layout: Layout,
    /// How many pages there are.
    pub pages: usize,
    /// What was found, clause by clause.
    pub findings: Vec<Finding>,
    /// What kept some of it from being found.
    pub notes: Vec<Diagnostic>,
}

impl Measurement {
    /// Whether nothing is missed but what the paper says it departs from.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !self.findings.iter().any(|finding| finding.verdict == Verdict::Miss && !finding.is_declared)
    }

    /// How many misses the paper itself declares.
    #[must_use]
    pub fn declared(&self) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Miss && finding.is_declared).count()
    }

    /// How many findings have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == verdict).count()
    }
}

/// Measures a PDF. Without a layout it is told by what is red on the first page.
///
/// # Errors
/// As [`read`].
pub fn measure(bytes: Vec<u8>, layout: Option<Layout>) -> Result<Measurement, Diagnostic> {
    let sheet = read(bytes)?;
    Ok(judge(&sheet, layout))
}

fn judge(sheet: &Sheet, layout: Option<Layout>) -> Measurement {
    let layout = layout.unwrap_or_else(|| parts::guess(sheet));
    let straight = mirror::straightened(sheet);
    let setting = Setting::of(straight.as_ref().unwrap_or(sheet), straight.is_some(), layout.is_headed());
    let fonts = sheet.unreadable_fonts.clone();
    let notes = (!fonts.is_empty()).then(|| Diagnostic::new(MeasureFault::FontsUnreadable { fonts }));
    let mut findings = check::all(&setting, layout);
    for finding in &mut findings {
        finding.is_declared = sheet.departures.iter().any(|named| covers(named, finding.clause));
    }
    Measurement { layout, pages: sheet.pages.len(), findings, notes: notes.into_iter().collect() }
}

/// Whether a clause is the one that is named, or a part of it.
#[must_use]
pub fn covers(named: &str, clause: &str) -> bool {
    clause.strip_prefix(named.trim()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
