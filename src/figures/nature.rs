//! 性质: what a figure says about its period, and so whether periods add up.

use super::Unit;

/// What a figure says about its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// 累计: what happened in the period; periods add up.
    Cumulative,
    /// 期末: how many there are at its end; four quarters' 户数 do not add up.
    EndOfPeriod,
    /// 标准: so much for each; adds up to nothing.
    Standard,
    /// 比率: a part of a whole; adds up to nothing.
    Ratio,
}

impl Nature {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 4] = [Self::Cumulative, Self::EndOfPeriod, Self::Standard, Self::Ratio];

    /// The word typed in content: Chinese, English.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Cumulative => ("累计", "cumulative"),
            Self::EndOfPeriod => ("期末", "end_of_period"),
            Self::Standard => ("标准", "standard"),
            Self::Ratio => ("比率", "ratio"),
        }
    }

    /// The nature of a typed word, in either language.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        Self::ALL.into_iter().find(|nature| {
            let (zh, en) = nature.names();
            typed == zh || typed.eq_ignore_ascii_case(en)
        })
    }

    /// What a unit gives away: `%` is a ratio, 元/月 a standard; nothing can be said of 户 or 元.
    #[must_use]
    pub fn guess(unit: &Unit) -> Option<Self> {
        if ["%", "‰", "成", "百分点", "个百分点"].contains(&unit.text()) {
            Some(Self::Ratio)
        } else if unit.is_rate() {
            Some(Self::Standard)
        } else {
            None
        }
    }

    /// Whether the figures of several periods may be added.
    #[must_use]
    pub fn adds_over_time(self) -> bool {
        self == Self::Cumulative
    }

    /// Whether such figures add up to nothing, even of one time.
    #[must_use]
    pub fn adds_to_nothing(self) -> bool {
        matches!(self, Self::Standard | Self::Ratio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_a_nature() {
        assert_eq!(Nature::parse("期末"), Some(Nature::EndOfPeriod));
        assert_eq!(Nature::parse("Ratio"), Some(Nature::Ratio));
        assert_eq!(Nature::parse("户"), None);
    }

    #[test]
    fn a_unit_gives_away_ratios_and_standards_only() {
        assert_eq!(Nature::guess(&Unit::new("％")), Some(Nature::Ratio));
        assert_eq!(Nature::guess(&Unit::new("元/人·月")), Some(Nature::Standard));
        assert_eq!(Nature::guess(&Unit::new("户")), None);
    }
}
