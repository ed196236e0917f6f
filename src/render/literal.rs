//! How text is written into Typst source: as string literals, so that nothing typed becomes code.

use std::fmt::Write as _;
use std::ops::Range;

/// Typst keeps a glyph's place in its string as 16 bits, so a longer text is written as several literals.
pub(crate) const MAX_LITERAL_BYTES: usize = 48 * 1024;

/// A text as a Typst string literal, quotes included.
#[must_use]
pub fn typst_string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    write_string(&mut literal, text);
    literal
}

/// Writes a text as a Typst string literal. Only `\` and `"` are syntax inside one; control characters and our own
/// two marks ([`OPEN`](super::OPEN), [`CLOSE`](super::CLOSE)) are escaped so that neither an editor nor our own
/// second pass can be misled.
pub(crate) fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            super::OPEN | super::CLOSE => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Cuts a text into runs short enough for one literal each.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let mut end = (start + MAX_LITERAL_BYTES).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let run = start..end;
        start = end;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::{runs, typst_string};

    #[test]
    fn only_backslash_and_quote_are_escaped() {
        assert_eq!(typst_string(r##"a"b\c#$*_@~<>[]{}`"##), r##""a\"b\\c#$*_@~<>[]{}`""##);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = "字".repeat(40_000);
        let cuts: Vec<_> = runs(&text).collect();
        assert!(cuts.len() == 3 && cuts.iter().all(|run| text.is_char_boundary(run.end)));
        assert_eq!(cuts.iter().map(|run| &text[run.clone()]).collect::<String>(), text);
    }
}
