//! Versions of themes, and ranges of them.
//!
//! A version is up to three numbers, `1.2.3`; what is left out is 0. A range is one or more conditions with commas
//! between them, all of which must hold: `^1.2`, `~1.2.3`, `>=1.2`, `<2`, `=1.2.3`; a bare version means `^`.

use std::fmt;
use std::str::FromStr;

/// A version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version([u64; 3]);

/// Which versions will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    typed: String,
    conditions: Vec<(Version, Option<Version>)>,
}

impl Version {
    /// The first version that is not compatible: the next of the first number that is not 0.
    fn breaks(self) -> Self {
        match self.0 {
            [0, 0, patch] => Self([0, 0, patch + 1]),
            [0, minor, _] => Self([0, minor + 1, 0]),
            [major, ..] => Self([major + 1, 0, 0]),
        }
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(typed: &str) -> Result<Self, ()> {
        let mut numbers = [0; 3];
        let mut parts = typed.split('.');
        for number in &mut numbers {
            let Some(part) = parts.next() else { break };
            let plain = !part.is_empty() && part.len() <= 9 && part.bytes().all(|byte| byte.is_ascii_digit());
            *number = if plain { part.parse().map_err(|_| ())? } else { return Err(()) };
        }
        if parts.next().is_some() { Err(()) } else { Ok(Self(numbers)) }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

impl Range {
    /// Whether a version will do.
    #[must_use]
    pub fn holds(&self, version: Version) -> bool {
        self.conditions.iter().all(|(least, below)| version >= *least && below.is_none_or(|below| version < below))
    }

    /// What will do for both.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.typed = format!("{}, {}", self.typed, other.typed);
        self.conditions.extend_from_slice(&other.conditions);
        self
    }

    /// Whether a version as a theme gives it will do.
    #[must_use]
    pub fn holds_typed(&self, version: &str) -> bool {
        version.parse().is_ok_and(|version| self.holds(version))
    }
}

impl FromStr for Range {
    type Err = ();

    fn from_str(typed: &str) -> Result<Self, ()> {
        let conditions = typed.split([',', '，']).map(|part| condition(part.trim())).collect::<Result<_, _>>()?;
        Ok(Self { typed: typed.trim().to_owned(), conditions })
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

/// The least version and the first that will not do any more.
fn condition(typed: &str) -> Result<(Version, Option<Version>), ()> {
    const ALL: Version = Version([0; 3]);
    let (mark, version) = typed.split_at(typed.find(|c: char| c.is_ascii_digit()).ok_or(())?);
    let numbers = version.split('.').count();
    let version: Version = version.parse()?;
    let [major, minor, patch] = version.0;
    let next = Version([major, minor, patch + 1]);
    Ok(match mark.trim() {
        "" | "^" => (version, Some(version.breaks())),
        "~" if numbers == 1 => (version, Some(Version([major + 1, 0, 0]))),
        "~" => (version, Some(Version([major, minor + 1, 0]))),
        "=" | "==" => (version, Some(next)),
        ">=" | "≥" => (version, None),
        ">" => (next, None),
        "<" => (ALL, Some(version)),
        "<=" | "≤" => (ALL, Some(next)),
        _ => return Err(()),
    })
}

#[cfg(test)]
mod tests {
    use super::{Range, Version};

    fn holds(range: &str, version: &str) -> bool {
        range.parse::<Range>().expect("a range").holds_typed(version)
    }

    #[test]
    fn ranges_hold_what_they_say() {
        for (range, good, bad) in [
            ("1.2", &["1.2", "1.2.1", "1.9"][..], &["1.1.9", "2", "0.1"][..]),
            ("^0.2", &["0.2.0", "0.2.9"], &["0.3", "0.1", "1.2"]),
            ("~1.2.3", &["1.2.3", "1.2.9"], &["1.3", "1.2.2"]),
            ("~1", &["1", "1.9"], &["2"]),
            (">=1.2, <2", &["1.2", "1.9.9"], &["2.0.0", "1.1"]),
            (">1.2", &["1.2.1"], &["1.2.0"]),
            ("<=1.2", &["1.2", "0.1"], &["1.2.1"]),
            ("=1.2.3", &["1.2.3"], &["1.2.4"]),
        ] {
            assert!(good.iter().all(|version| holds(range, version)), "{range}");
            assert!(!bad.iter().any(|version| holds(range, version)), "{range}");
        }
    }

    #[test]
    fn what_is_no_version_is_none() {
        for typed in ["", "a", "1.2.3.4", "1.", "-1", "1.x", "9999999999"] {
            assert!(typed.parse::<Version>().is_err(), "{typed}");
        }
        for typed in ["", "1 2", "!1", ">=", "1,,2"] {
            assert!(typed.parse::<Range>().is_err(), "{typed}");
        }
    }
}
