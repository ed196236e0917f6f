//! Words on the screen: the only place that prints.

use std::cell::OnceCell;
use std::ffi::OsString;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::Arc;

use crate::diagnostic::human::{self, Style};
use crate::diagnostic::{Diagnostic, Lang};
use crate::place::Place;
use crate::source::Sources;

/// The language to speak: `--lang`, else the system's, before the command line is parsed, since help needs it too.
pub(super) fn language(typed: &[OsString]) -> Lang {
    let typed: Vec<_> = typed.iter().filter_map(|arg| arg.to_str()).collect();
    let asked = typed.iter().enumerate().find_map(|(i, arg)| match arg.strip_prefix("--lang") {
        Some("") => typed.get(i + 1).copied(),
        Some(rest) => rest.strip_prefix('='),
        None => None,
    });
    match asked {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ if sys_locale::get_locale().is_some_and(|locale| locale.to_lowercase().starts_with("zh")) => Lang::Zh,
        _ => Lang::En,
    }
}

/// A screen, or what stands in for one.
#[derive(Debug)]
pub(super) struct Terminal {
    /// The language to speak.
    pub lang: Lang,
    style: Style,
    /// Where files are that people know by other names than paths.
    place: OnceCell<Arc<dyn Place>>,
}

/// Columns of a screen that does not tell its width.
const DEFAULT_WIDTH: usize = 100;

#[expect(clippy::unused_self, reason = "who holds a terminal may print, and nobody else")]
impl Terminal {
    /// The screen as it is.
    pub(super) fn new(lang: Lang) -> Self {
        // anstream strips colours where they are not wanted (no terminal, NO_COLOR, old consoles).
        let width = terminal_size::terminal_size().map_or(DEFAULT_WIDTH, |(width, _)| usize::from(width.0).max(40));
        Self { lang, style: Style { lang, colour: true, width }, place: OnceCell::new() }
    }

    /// From here on files have the names they have in that place.
    pub(super) fn name_as(&self, place: &Arc<dyn Place>) {
        // Only the first run of a command names places.
        let _ = self.place.set(Arc::clone(place));
    }

    fn shown(&self, words: impl Display) -> String {
        let words = words.to_string();
        match self.place.get() {
            Some(place) => place.shown(words),
            None => words,
        }
    }

    /// Chinese or English.
    pub(super) fn pick<T>(&self, zh: T, en: T) -> T {
        self.lang.pick(zh, en)
    }

    /// A line of result, to standard output.
    pub(super) fn say(&self, line: impl Display) {
        // A closed pipe is the reader's choice, not a mistake.
        let _ = writeln!(anstream::stdout(), "{}", self.shown(line));
    }

    /// A line that is not a result, to standard error.
    pub(super) fn remark(&self, line: impl Display) {
        let _ = writeln!(anstream::stderr(), "{}", self.shown(line));
    }

    /// Diagnostics, to standard error.
    pub(super) fn tell(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.mutter(&self.drawn(diagnostics, sources));
    }

    /// Text with its own line ends, to standard error.
    pub(super) fn mutter(&self, text: &str) {
        let _ = write!(anstream::stderr(), "{}", self.shown(text));
    }

    /// Diagnostics as they are told.
    pub(super) fn drawn(&self, diagnostics: &[Diagnostic], sources: &Sources) -> String {
        human::draw_all(diagnostics, sources, self.style)
    }

    /// A status that the next one replaces; only on a terminal.
    pub(super) fn status(&self, text: &str) {
        if std::io::stderr().is_terminal() {
            let _ = write!(std::io::stderr(), "\r\u{1b}[2K{text}");
            let _ = std::io::stderr().flush();
        }
    }

    /// The last words of a program that somebody stopped, in the place of a status.
    pub(super) fn leave(words: &str) {
        let _ =
            writeln!(std::io::stderr(), "{}{words}", if std::io::stderr().is_terminal() { "\r\u{1b}[2K" } else { "" });
    }

    /// A line that the next one replaces; where there is no terminal, one after the other.
    pub(super) fn progress(&self, text: &str) {
        if std::io::stderr().is_terminal() { self.status(text) } else { self.remark(text) }
    }

    /// Bytes as they are, to standard output.
    pub(super) fn raw(&self, bytes: &[u8]) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }
}
