//! Codes of the process that themes from elsewhere are typeset in.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Severity, Words};

/// What can go wrong when another process makes a paper.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkerFault {
    /// It did not come to an end in time and was stopped.
    TooLong {
        /// The theme.
        theme: String,
        /// What it had, in seconds.
        seconds: u64,
    },
    /// It wanted more memory than it may have.
    TooMuchMemory {
        /// The theme.
        theme: String,
        /// What it may have, in megabytes.
        megabytes: u64,
    },
    /// It ended without an answer.
    Ended {
        /// The theme.
        theme: String,
    },
    /// It can't be started.
    NotStarted,
    /// It was told to make or show something of pages it no longer has.
    Gone,
    /// What the other process found, in its words.
    Told(Box<Told>),
}

/// A diagnostic that another process put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The code's id.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// The sentence: Chinese, English.
    pub message: [String; 2],
    /// What to do.
    pub hints: Vec<[String; 2]>,
}

impl WorkerFault {
    /// Id, severity and words.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::TooLong { theme, seconds } => Words::error(
                "theme-too-long",
                format!("主题 `{theme}` 用了 {seconds} 秒还没有排完，已中止"),
                format!("the theme `{theme}` was not done after {seconds} s and was stopped"),
            )
            .hint(
                "文稿很长时用 `--time-limit` 多给些时间；文稿不长就是主题的问题，请告诉主题的作者，或者换用 gbt9704",
                "give a long document more time with `--time-limit`; else tell the theme's author, or use gbt9704",
            ),
            Self::TooMuchMemory { theme, megabytes } => Words::error(
                "theme-too-much-memory",
                format!("主题 `{theme}` 要用的内存超过 {megabytes} MB，已中止"),
                format!("the theme `{theme}` wanted more than {megabytes} MB of memory and was stopped"),
            )
            .hint(
                "文稿很长、图片很多时用 `--memory-limit` 多给些内存；否则就是主题的问题，请告诉主题的作者，或者换用 gbt9704",
                "give a long document more with `--memory-limit`; else tell the theme's author, or use gbt9704",
            ),
            Self::Ended { theme } => Words::error(
                "theme-crashed",
                format!("主题 `{theme}` 使排版程序意外退出"),
                format!("the theme `{theme}` made the typesetter crash"),
            )
            .hint("这是主题的问题，请告诉主题的作者；或者换用 gbt9704", "tell the theme's author, or use gbt9704"),
            Self::NotStarted => Words::error(
                "worker-not-started",
                "排版主题用的进程启动不了",
                "the process that themes are typeset in can't be started",
            )
            .hint(
                "关掉一些程序再试；杀毒软件拦住 banxin 时，把它加进信任名单",
                "close some programs and try again; if an antivirus program stops banxin, let it trust it",
            ),
            Self::Gone => {
                Words::error("worker-gone", "这些页面已经不在内存里", "these pages are no longer in memory")
                    .hint("存一次文稿，页面就会重新生成", "save the document, and the pages are made again")
            }
            Self::Told(told) => Words::told(intern(&told.id), told.severity, told.message.clone(), told.hints.clone()),
        }
    }
}

/// More ids than there are codes are not kept.
const MAX_IDS: usize = 2000;

/// An id that lives as long as the program; there are as many as there are codes.
fn intern(id: &str) -> &'static str {
    static IDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut ids = IDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = ids.get(id) {
        return known;
    }
    if ids.len() >= MAX_IDS {
        return "worker-told";
    }
    let kept: &'static str = Box::leak(id.to_owned().into_boxed_str());
    ids.insert(kept);
    kept
}
