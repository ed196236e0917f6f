//! How a text is typed in YAML: without quotes, in quotes of either kind, behind a bar or a greater-than sign.

/// A way to type a text of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As it is.
    Plain,
    /// `'…'`.
    Single,
    /// `"…"`, with as few escapes as possible.
    Double,
    /// `"…"`, every other character escaped.
    Escaped,
    /// `|`.
    Bar,
    /// `>`.
    Greater,
}

impl Way {
    /// A way by a number.
    pub(super) fn of(number: u8) -> Self {
        [Self::Plain, Self::Single, Self::Double, Self::Escaped, Self::Bar, Self::Greater][usize::from(number % 6)]
    }

    /// The text typed this way, or in quotes where it can't be; a text behind a sign stands on its own line.
    pub(super) fn typed(self, text: &str, indent: usize) -> String {
        let block = |sign: char| format!("{sign}\n{:indent$}{text}", "");
        match self {
            Self::Plain if can_be_plain(text) => text.to_owned(),
            Self::Plain | Self::Single => format!("'{}'", text.replace('\'', "''")),
            Self::Double => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            Self::Escaped => format!("\"{}\"", text.chars().enumerate().map(escaped).collect::<String>()),
            Self::Bar => block('|'),
            Self::Greater => block('>'),
        }
    }
}

/// Whether YAML takes a text without quotes for what it is: it begins with a hanzi, and nothing in it means anything.
fn can_be_plain(text: &str) -> bool {
    let begins_well = text.starts_with(|c| ('一'..='龥').contains(&c));
    begins_well && !text.contains(": ") && !text.contains(" #") && !text.ends_with(':')
}

fn escaped((nth, character): (usize, char)) -> String {
    match (nth % 2, u32::from(character)) {
        (1, code @ ..=0xFFFF) => format!("\\u{code:04x}"),
        (1, code) => format!("\\U{code:08x}"),
        (_, 0x22 | 0x5C) => format!("\\{character}"),
        _ => character.to_string(),
    }
}
