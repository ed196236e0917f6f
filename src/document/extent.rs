//! How wide something is to be printed, as people write it: `100mm`, `12厘米`, `20字`, `80%`.

use rust_decimal::Decimal;

use super::Name;
use crate::diagnostic::{Diagnostic, DocumentFault};
use crate::text::Text;

/// A width in one of the units of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Millimetres.
    Millimetres(Decimal),
    /// Characters of the text (字).
    Characters(Decimal),
    /// A share of the type area's width (版心), in per cent.
    Percent(Decimal),
}

/// A unit as it is written, what it makes of a number, and how many of it.
type Unit = (&'static str, fn(Decimal) -> Extent, u32);

/// Units as they are written, with what they are and how many of it.
const UNITS: [Unit; 8] = [
    ("毫米", Extent::Millimetres, 1),
    ("mm", Extent::Millimetres, 1),
    ("厘米", Extent::Millimetres, 10),
    ("公分", Extent::Millimetres, 10),
    ("cm", Extent::Millimetres, 10),
    ("字", Extent::Characters, 1),
    ("%", Extent::Percent, 1),
    ("％", Extent::Percent, 1),
];

impl Extent {
    /// Reads a width; `field` is named where it is none.
    ///
    /// # Errors
    /// It has no number or no unit we know, or is nothing a sheet of paper can hold.
    pub(crate) fn parse(typed: &Text, field: Name) -> Result<Self, Diagnostic> {
        let fault = || DocumentFault::NotExtent { field, typed: typed.as_str().to_owned() };
        read(typed.as_str()).ok_or_else(|| match typed.span() {
            Some(span) => Diagnostic::at(span, fault()),
            None => Diagnostic::new(fault()),
        })
    }

    /// Its unit, as templates see it.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Millimetres(_) => "mm",
            Self::Characters(_) => "character",
            Self::Percent(_) => "percent",
        }
    }

    /// Its number.
    #[must_use]
    pub fn number(self) -> Decimal {
        match self {
            Self::Millimetres(number) | Self::Characters(number) | Self::Percent(number) => number,
        }
    }
}

fn read(typed: &str) -> Option<Extent> {
    let typed = typed.to_lowercase();
    let (number, make, times) =
        UNITS.iter().find_map(|(unit, make, times)| Some((typed.strip_suffix(unit)?.trim(), make, *times)))?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = number.parse::<Decimal>().ok().filter(|_| plain)? * Decimal::from(times);
    let extent = make(number);
    // Wider than the type area is set as wide as it; wider than any sheet is a slip of the pen.
    let most = match extent {
        Extent::Millimetres(_) => 420,
        Extent::Characters(_) => 75,
        Extent::Percent(_) => 100,
    };
    (number >= Decimal::ONE && number <= Decimal::from(most)).then_some(extent)
}

#[cfg(test)]
mod tests {
    use super::{Extent, read};
    use rust_decimal::Decimal;

    #[test]
    fn widths_are_read_as_people_write_them() {
        let mm = |n: u32| Some(Extent::Millimetres(Decimal::from(n)));
        for typed in ["100mm", "100 毫米", "10cm", "10.0厘米", "100MM"] {
            assert_eq!(read(typed), mm(100), "{typed}");
        }
        assert_eq!(read("20字"), Some(Extent::Characters(Decimal::from(20))));
        assert_eq!(read("62.5％"), Some(Extent::Percent(Decimal::new(625, 1))));
        for typed in ["100", "0mm", "-5cm", "120%", "宽", "1e2mm", "500mm", "3pt"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
