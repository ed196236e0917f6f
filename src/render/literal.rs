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

/// So many letters, digits or marks in a row are more than a name or a number: they may be broken between lines.
const LONG_RUN: usize = 24;

/// Where a long run may be broken: after so many characters.
const RUN_PART: usize = 8;

/// Cuts a text into the runs that are written as one literal each: none longer than [`MAX_LITERAL_BYTES`], and long
/// runs of letters, digits or `*`, which Typst never breaks, cut so that they can be.
pub(crate) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let (mut in_a_row, mut row_start) = (0, 0);
    for (at, c) in text.char_indices() {
        if at - cuts[cuts.len() - 1] >= MAX_LITERAL_BYTES {
            cuts.push(at);
        }
        if !c.is_ascii_graphic() {
            in_a_row = 0;
            continue;
        }
        if in_a_row == 0 {
            row_start = at;
        }
        in_a_row += 1;
        if in_a_row == LONG_RUN {
            // ASCII throughout, so bytes are characters.
            cuts.extend((row_start + RUN_PART..=at).step_by(RUN_PART).filter(|cut| *cut > row_start));
        } else if in_a_row > LONG_RUN && (at - row_start).is_multiple_of(RUN_PART) {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    cuts.dedup();
    cuts.windows(2).map(|pair| pair[0]..pair[1]).filter(|run| !run.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{runs, typst_string};

    #[test]
    fn only_backslash_and_quote_are_escaped() {
        assert_eq!(typst_string(r#"a"b\c#$*_@~<>[]{}`"#), r#""a\"b\\c#$*_@~<>[]{}`""#);
    }

    #[test]
    fn long_runs_of_digits_may_be_broken_and_short_ones_not() {
        let parts = |text: &str| runs(text).into_iter().map(|run| text[run].to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("证号110101199003070012。"), ["证号110101199003070012。"]);
        let long = "1234567890123456789012345";
        assert_eq!(parts(&format!("号{long}尾")), ["号12345678", "90123456", "78901234", "5尾"]);
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = "字".repeat(40_000);
        let cuts = runs(&text);
        assert!(cuts.len() == 3 && cuts.iter().all(|run| text.is_char_boundary(run.end)));
        assert_eq!(cuts.iter().map(|run| &text[run.clone()]).collect::<String>(), text);
    }
}
