//! Wide and narrow forms of a character, so that `１２％` is read as `12%`.
//!
//! In: characters as an input method gives them. Out: the ASCII character they stand for, one for one.
//! This module must not change what is printed; it serves reading only.

mod traditional;

pub use traditional::simplified;

/// The ASCII form of a full-width character (U+FF01–U+FF5E, U+3000), of the minus sign and of the spaces
/// that look like one; any other character is itself.
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{2212}' => '-',
        '\u{301c}' => '~',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// A whole text in its narrow form.
#[must_use]
pub fn narrowed(text: &str) -> String {
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_and_marks_become_ascii() {
        assert_eq!(narrowed("－１，２３４．５％（～）　"), "-1,234.5%(~) ");
    }

    #[test]
    fn hanzi_and_chinese_marks_stay() {
        assert_eq!(narrowed("低保、“户”。—"), "低保、“户”。—");
    }
}
