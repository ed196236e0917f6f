//! Exact figures with units: what a report counts, as typed and as worked out.
//!
//! In: typed strings (`1,775,475元`, `约50户`, `未报`). Out: [`Quantity`] values that add, multiply, divide and compare
//! exactly, and are shown as they were typed or, if worked out, as plain decimals.
//! This module must not know YAML, names or expressions, and it never rounds a value, only what is shown.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::code::FigureFault;

mod arithmetic;
mod change;
pub mod chinese;
mod nature;
mod parse;
mod show;
mod total;
mod unit;

pub use arithmetic::Comparison;
pub use change::{Change, Outcome};
pub use nature::Nature;
pub use total::{average, largest, smallest, total, total_over_time};
pub use unit::{Factor, MAX_UNIT_CHARS, Unit};

/// What one has to know of a figure beside its number. Marks of operands go on to the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// An exact figure.
    pub const NONE: Self = Self(0);
    /// 约, 余, 近, 以上, a range: a check on it can only warn.
    pub const ABOUT: Self = Self(1);
    /// A total in which something is 未报.
    pub const INCOMPLETE: Self = Self(1 << 1);
    /// It came from a division: it equals a figure typed with fewer decimals if it rounds to it.
    pub const QUOTIENT: Self = Self(1 << 2);
    /// Digits were cut off, because the division does not come out even or there were more than 28.
    pub const CUT: Self = Self(1 << 3);

    /// Both one's marks and the other's.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of the other's marks are among these.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a comparison says nothing certain: the figure is inexact or incomplete.
    #[must_use]
    pub fn uncertain(self) -> bool {
        self.has(Self::ABOUT) || self.has(Self::INCOMPLETE)
    }
}

/// A number, or a range of numbers, with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number; of a range its lower end.
    value: Decimal,
    /// The upper end of a range.
    high: Option<Decimal>,
    unit: Unit,
    marks: Marks,
    /// What was typed, printed as it is; none for a figure that was worked out.
    typed: Option<Arc<str>>,
    /// Show at least so many decimals if it was worked out.
    places: u32,
}

impl Figure {
    /// An exact figure that was worked out.
    #[must_use]
    pub fn new(value: Decimal, unit: Unit) -> Self {
        Self { value, high: None, unit, marks: Marks::NONE, typed: None, places: 0 }
    }

    /// An exact number without a unit.
    #[must_use]
    pub fn bare(value: impl Into<Decimal>) -> Self {
        Self::new(value.into(), Unit::none())
    }

    /// Reads a typed figure; 未报, 无 and — are not figures but quantities.
    ///
    /// # Errors
    /// What was typed has no number, or something that is neither number nor unit.
    pub fn parse(typed: &str) -> Result<Self, FigureFault> {
        match Quantity::parse(typed)? {
            Quantity::Figure(figure) => Ok(figure),
            Quantity::Missing { typed, .. } => Err(FigureFault::NotAFigure { typed: typed.to_string() }),
        }
    }

    /// The same, with this unit if it has none of its own (a column's head says 万元 for all its cells).
    /// What was typed is printed as before.
    #[must_use]
    pub fn or_unit(mut self, unit: &Unit) -> Self {
        if self.unit.is_bare() {
            self.unit = unit.clone();
        }
        self
    }

    /// The number; of a range its lower end.
    #[must_use]
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// The upper end of a range.
    #[must_use]
    pub fn high(&self) -> Option<Decimal> {
        self.high
    }

    /// Its unit.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// What is known of how exact it is.
    #[must_use]
    pub fn marks(&self) -> Marks {
        self.marks
    }

    /// What was typed; none for a figure that was worked out.
    #[must_use]
    pub fn typed(&self) -> Option<&str> {
        self.typed.as_deref()
    }

    /// With further marks.
    #[must_use]
    pub fn marked(mut self, marks: Marks) -> Self {
        self.marks = self.marks.with(marks);
        self
    }

    /// The number alone, with the decimals that were typed.
    #[must_use]
    pub fn without_unit(&self) -> Self {
        Self { unit: Unit::none(), ..self.clone().untyped() }
    }

    /// The same, shown with no more decimals than it needs.
    #[must_use]
    pub fn without_places(self) -> Self {
        Self { places: 0, ..self }
    }

    /// As if it had been worked out: what was typed is forgotten.
    fn untyped(mut self) -> Self {
        self.typed = None;
        self
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show::figure(self, f)
    }
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// 未报: there is a number but nobody has given it. It never counts as 0.
    NotReported,
    /// 无: there is nothing to count; counts as 0.
    None,
    /// —: there can be no such number; totals leave it out, arithmetic takes it as 0.
    Dash,
}

/// A figure, or a typed word that says why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A number.
    Figure(Figure),
    /// 未报, 无 or —.
    Missing {
        /// Which of them.
        kind: Missing,
        /// What was typed, printed as it is.
        typed: Arc<str>,
    },
}

impl Quantity {
    /// Reads a typed figure, 未报, 无 or —.
    ///
    /// # Errors
    /// What was typed is none of these.
    pub fn parse(typed: &str) -> Result<Self, FigureFault> {
        parse::quantity(typed)
    }

    /// 未报.
    #[must_use]
    pub fn not_reported() -> Self {
        Self::Missing { kind: Missing::NotReported, typed: "未报".into() }
    }

    /// Whether it is 未报.
    #[must_use]
    pub fn is_not_reported(&self) -> bool {
        matches!(self, Self::Missing { kind: Missing::NotReported, .. })
    }

    /// The figure, if there is a number.
    #[must_use]
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) => Some(figure),
            Self::Missing { .. } => None,
        }
    }

    /// The figure's marks; none if there is no figure.
    #[must_use]
    pub fn marks(&self) -> Marks {
        self.figure().map_or(Marks::NONE, Figure::marks)
    }

    /// The number to work with: 无 and — are 0, 未报 is none.
    #[must_use]
    pub fn number(&self) -> Option<Figure> {
        match self {
            Self::Figure(figure) => Some(figure.clone()),
            Self::Missing { kind: Missing::NotReported, .. } => None,
            Self::Missing { .. } => Some(Figure::bare(Decimal::ZERO)),
        }
    }
}

impl From<Figure> for Quantity {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(figure) => figure.fmt(f),
            Self::Missing { typed, .. } => f.write_str(typed),
        }
    }
}
