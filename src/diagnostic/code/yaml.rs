//! Codes of reading YAML: every trap of DESIGN "Traps to name in plain words", and what else keeps a text from being
//! read. The words are for people who never programmed: 字段, 列表, 引号, not "mapping", "sequence", "scalar".

mod line;
mod mark;
mod whole;

pub use line::LineFault;
pub use mark::MarkFault;
pub use whole::{Expected, WholeFault};

use crate::diagnostic::Words;

/// What can be wrong with a text as YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum YamlFault {
    /// With the shape of a line: its indentation, its dash, its colon.
    Line(LineFault),
    /// With a mark in a line: a quote, a bracket, a `#`.
    Mark(MarkFault),
    /// With the text as a whole, or with a field or list of it.
    Whole(WholeFault),
}

impl YamlFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Line(fault) => fault.words(),
            Self::Mark(fault) => fault.words(),
            Self::Whole(fault) => fault.words(),
        }
    }
}

macro_rules! into_code {
    ($($part:ident($fault:ty)),*) => {
        $(
            impl From<$fault> for YamlFault {
                fn from(fault: $fault) -> Self {
                    Self::$part(fault)
                }
            }

            impl From<$fault> for crate::diagnostic::Code {
                fn from(fault: $fault) -> Self {
                    YamlFault::from(fault).into()
                }
            }
        )*
    };
}

into_code!(Line(LineFault), Mark(MarkFault), Whole(WholeFault));

/// Characters of a rewritten line that are shown at its head and at its tail.
const SHOWN: (usize, usize) = (36, 14);

/// A hint that shows the line as it should be.
fn rewritten(words: Words, fixed: &str) -> Words {
    let line = shortened(fixed);
    words.hint(format!("这一行改成：`{line}`"), format!("write the line as `{line}`"))
}

/// A long line with its middle left out.
fn shortened(line: &str) -> String {
    let (head, tail) = SHOWN;
    let count = line.chars().count();
    if count <= head + tail + 2 {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(head).collect();
    short.push_str("……");
    short.extend(line.chars().skip(count - tail));
    short
}
