//! What an expression comes to.
//!
//! In: values a scope knows. Out: the text they print.

use std::fmt;

use jiff::civil::Date;

use crate::dates::shown;
use crate::figures::{Change, Quantity};

/// The value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A figure, or 未报, 无, —.
    Quantity(Quantity),
    /// Text as it stands.
    Text(String),
    /// Whether something holds.
    Flag(bool),
    /// A day.
    Date(Date),
    /// Several values, such as a column's.
    List(Vec<Value>),
    /// 同比.
    Change(Change),
    /// 注: a note to be put at this place; prints nothing itself.
    Note(String),
    /// 空白: so many blanks to be filled in by hand.
    Blank(usize),
}

impl Value {
    /// What kind of value it is.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Quantity(_) => ValueKind::Quantity,
            Self::Text(_) => ValueKind::Text,
            Self::Flag(_) => ValueKind::Flag,
            Self::Date(_) => ValueKind::Date,
            Self::List(_) => ValueKind::List,
            Self::Change(_) => ValueKind::Change,
            Self::Note(_) => ValueKind::Note,
            Self::Blank(_) => ValueKind::Blank,
        }
    }

    /// What it prints.
    #[must_use]
    pub fn display(&self) -> String {
        self.to_string()
    }

    /// The figure to calculate with: of a change its rate; none if it is no figure.
    #[must_use]
    pub fn quantity(&self) -> Option<Quantity> {
        match self {
            Self::Quantity(quantity) => Some(quantity.clone()),
            Self::Change(change) => change.rate().map(Quantity::Figure),
            _ => None,
        }
    }

    /// All figures in it, lists opened.
    pub(super) fn quantities(&self) -> Option<Vec<Quantity>> {
        match self {
            Self::List(values) => {
                let lists: Option<Vec<_>> = values.iter().map(Self::quantities).collect();
                lists.map(|lists| lists.into_iter().flatten().collect())
            }
            other => other.quantity().map(|quantity| vec![quantity]),
        }
    }
}

impl From<Quantity> for Value {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(quantity) => quantity.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::Flag(flag) => f.write_str(if *flag { "是" } else { "否" }),
            Self::Date(date) => f.write_str(&shown(*date)),
            Self::Change(change) => change.fmt(f),
            Self::Note(_) => Ok(()),
            Self::Blank(count) => f.write_str(&"\u{3000}".repeat(*count)),
            Self::List(values) => {
                for (i, value) in values.iter().enumerate() {
                    let mark = if i == 0 { "" } else { "、" };
                    write!(f, "{mark}{value}")?;
                }
                Ok(())
            }
        }
    }
}

/// The kinds of value, as messages name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A figure.
    Quantity,
    /// Text.
    Text,
    /// True or false.
    Flag,
    /// A day.
    Date,
    /// Several values.
    List,
    /// 同比.
    Change,
    /// 注.
    Note,
    /// 空白.
    Blank,
}

impl ValueKind {
    /// In both languages: Chinese, English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Quantity => ("数", "a figure"),
            Self::Text => ("文字", "text"),
            Self::Flag => ("是否", "a condition"),
            Self::Date => ("日期", "a date"),
            Self::List => ("一组内容", "a list"),
            Self::Change => ("同比", "a change"),
            Self::Note => ("注", "a note"),
            Self::Blank => ("空白", "a blank"),
        }
    }
}
