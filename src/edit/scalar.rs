//! A text as YAML: without quotes where it can be, as `|` where it has several paragraphs.
//!
//! Whether quotes are needed is not known by rules here: the text is put where it would stand and parsed. So it agrees
//! with whatever the parser takes for a trap.

use crate::diagnostic::Report;
use crate::source::Sources;
use crate::yaml::{self, Style};

/// Where a text is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// Alone on the rest of its line, after a name or a dash.
    Line,
    /// In brackets.
    Brackets,
}

/// A text as it may be typed: no white space at the ends of its lines, no control characters, lines ended by LF.
pub(super) fn tidy(text: &str) -> String {
    let plain: String = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .filter(|&c| !matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    let lines: Vec<&str> = plain.split('\n').map(|line| line.trim_matches([' ', '\t'])).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A text that fits on one line, in the given style if it may have it.
pub(super) fn one_line(text: &str, style: Option<Style>, place: Surroundings) -> String {
    match style {
        Some(Style::Double) => double(text),
        Some(Style::Single) if !text.contains('\n') => single(text),
        _ if text.is_empty() => {
            if place == Surroundings::Line {
                String::new()
            } else {
                "''".to_owned()
            }
        }
        _ if text.contains('\n') => double(text),
        _ if is_plain(text, place) => text.to_owned(),
        _ if text.contains('\'') && !text.contains(['"', '\\']) => double(text),
        _ => single(text),
    }
}

/// Whether a text says the same without quotes, and no reader stumbles over it.
pub(super) fn is_plain(text: &str, place: Surroundings) -> bool {
    if text.contains('\n') || text.trim() != text {
        return false;
    }
    let says = |before: &str, after: &str| {
        let mut sources = Sources::new();
        let id = sources.add("", format!("{before}{text}{after}\n"));
        let mut report = Report::new();
        let parsed = yaml::parse(sources.get(id), &mut report);
        let node = parsed.as_ref().and_then(|parsed| {
            let value = parsed.root.as_mapping()?.get("k")?;
            value
                .as_sequence()
                .map_or(Some(value), |list| if list.items.len() == 1 { list.items.first() } else { None })
        });
        let same = node.and_then(|node| node.as_text()).is_some_and(|said| said.as_str() == text);
        same && report.as_slice().is_empty() && parsed.is_some_and(|parsed| parsed.comments.is_empty())
    };
    match place {
        Surroundings::Line => says("k: ", "") && says("k:\n  - ", ""),
        Surroundings::Brackets => says("k: [", "]") && says("k: [ ", " ]"),
    }
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{escaped}\"")
}

/// A field's name.
pub(super) fn key(name: &str, place: Surroundings) -> String {
    let reads = |written: &str| {
        let mut sources = Sources::new();
        let text =
            if place == Surroundings::Line { format!("{written}: x\n") } else { format!("{{ {written}: x }}\n") };
        let id = sources.add("", text);
        let mut report = Report::new();
        let parsed = yaml::parse(sources.get(id), &mut report);
        let found = parsed.as_ref().and_then(|parsed| parsed.root.as_mapping()?.get(name));
        found.is_some() && report.as_slice().is_empty()
    };
    if reads(name) { name.to_owned() } else { one_line(name, Some(Style::Double), place) }
}
