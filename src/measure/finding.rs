//! What a check finds: a clause, what it demands, what was measured, and whether that will do.

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The clause of GB/T 9704-2012.
    pub clause: &'static str,
    /// What was looked at: Chinese, English.
    pub what: [&'static str; 2],
    /// What the clause demands.
    pub demanded: Phrase,
    /// What is there.
    pub measured: Phrase,
    /// Whether it will do.
    pub verdict: Verdict,
    /// Pages where it will not do, from 1.
    pub pages: Vec<usize>,
    /// Whether the paper itself says that it departs from the clause.
    pub is_declared: bool,
}

/// Whether something will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As the clause demands.
    Pass,
    /// Not as the clause demands.
    Miss,
    /// The pages don't tell.
    NotJudged,
}

impl Verdict {
    /// Pass or miss.
    #[must_use]
    pub fn of(good: bool) -> Self {
        if good { Self::Pass } else { Self::Miss }
    }
}

/// A few words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Phrase {
    /// Of both.
    pub(super) fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same in both, numbers mostly.
    pub(super) fn same(text: impl Into<String>) -> Self {
        let zh = text.into();
        Self { en: zh.clone(), zh }
    }

    /// Joined by a comma.
    pub(super) fn and(&self, other: &Self) -> Self {
        match (self.zh.is_empty(), other.zh.is_empty()) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => Self::new(format!("{}，{}", self.zh, other.zh), format!("{}, {}", self.en, other.en)),
        }
    }
}

/// The slack on top of any tolerance, in millimetres: what rounding in a PDF can do.
const ROUNDING: f64 = 0.05;

impl Finding {
    /// Something judged already.
    pub(super) fn new(
        clause: &'static str,
        what: [&'static str; 2],
        demanded: Phrase,
        (measured, verdict): (Phrase, Verdict),
    ) -> Self {
        Self { clause, what, demanded, measured, verdict, pages: Vec::new(), is_declared: false }
    }

    /// Something that the pages don't tell.
    pub(super) fn unknown(clause: &'static str, what: [&'static str; 2], demanded: Phrase, why: Phrase) -> Self {
        Self::new(clause, what, demanded, (why, Verdict::NotJudged))
    }

    /// A length in millimetres: what is demanded, by how much it may differ, what is there.
    pub(super) fn length(
        clause: &'static str,
        what: [&'static str; 2],
        (demanded, tolerance): (f64, f64),
        measured: Option<f64>,
    ) -> Self {
        Self::number(clause, what, (demanded, tolerance, ["mm", "mm"]), measured)
    }

    /// A number with a unit.
    pub(super) fn number(
        clause: &'static str,
        what: [&'static str; 2],
        (demanded, tolerance, [zh, en]): (f64, f64, [&str; 2]),
        measured: Option<f64>,
    ) -> Self {
        let demand = format!("{} ± {}", short(demanded), short(tolerance));
        let demand = Phrase::new(format!("{demand} {zh}"), format!("{demand} {en}"));
        let Some(measured) = measured else {
            return Self::unknown(clause, what, demand, Phrase::new("看不出", "can't be told"));
        };
        let verdict = Verdict::of((measured - demanded).abs() <= tolerance + ROUNDING);
        let digits = if tolerance < 0.2 { 2 } else { 1 };
        let shown = format!("{measured:.digits$}");
        Self::new(clause, what, demand, (Phrase::new(format!("{shown} {zh}"), format!("{shown} {en}")), verdict))
    }

    /// With the pages, from 0, where it will not do.
    pub(super) fn on(mut self, pages: impl IntoIterator<Item = usize>) -> Self {
        self.pages = pages.into_iter().map(|page| page + 1).collect();
        self.pages.sort_unstable();
        self.pages.dedup();
        self
    }
}

/// Without a fraction where there is none.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
