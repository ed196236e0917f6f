//! What a code says: its id, severity, one sentence and one hint, in Chinese and English.

use super::Severity;

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Picks one of a pair: Chinese, English.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The stable name of the code, in kebab case.
    pub id: &'static str,
    /// How grave it is unless a stage says otherwise.
    pub severity: Severity,
    message: [String; 2],
    hints: Vec<[String; 2]>,
}

impl Words {
    /// An error: the paper can't be made.
    pub fn error(id: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id, severity: Severity::Error, message: [zh.into(), en.into()], hints: Vec::new() }
    }

    /// A warning: look here.
    pub fn warning(id: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(id, zh, en) }
    }

    /// A note: worth knowing.
    pub fn note(id: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(id, zh, en) }
    }

    /// What another process said.
    pub(super) fn told(id: &'static str, severity: Severity, message: [String; 2], hints: Vec<[String; 2]>) -> Self {
        Self { id, severity, message, hints }
    }

    /// Adds what the reader can do about it.
    #[must_use]
    pub fn hint(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.hints.push([zh.into(), en.into()]);
        self
    }

    /// Adds "did you mean", if there is something near.
    #[must_use]
    pub fn did_you_mean(self, near: Option<&str>) -> Self {
        match near {
            Some(near) => self.hint(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// The sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> &str {
        let [zh, en] = &self.message;
        lang.pick(zh, en)
    }

    /// The sentence and the hints in both languages.
    pub(crate) fn parts(&self) -> (&[String; 2], &[[String; 2]]) {
        (&self.message, &self.hints)
    }

    /// What the reader can do.
    pub fn hints(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.hints.iter().map(move |[zh, en]| lang.pick(zh.as_str(), en.as_str()))
    }
}
