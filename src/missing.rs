//! Who is missing: a roster of units against the papers of a folder.
//!
//! In: units, documents. Out: a [`Standing`] a unit: reported, missing, twice, under another name; with the figures that are
//! still 未报. The papers are read, not typeset.

use std::path::{Path, PathBuf};

use crate::batch::Subject;
use crate::batch::parallel::each;
use crate::diagnostic::{Diagnostic, Lang};
use crate::pipeline;
use crate::sheet::{List, Value};
use crate::text::Text;
use crate::units::{Match, Unit, find};

mod paper;

pub use paper::as_document;

/// Files that are sent instead of a document.
const OTHER_KINDS: [&str; 4] = ["doc", "docx", "wps", "xls"];

/// How a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// 未报.
    Missing,
    /// Something was sent that is no document of ours.
    OtherKind,
    /// 重复.
    Twice,
    /// 名称不符.
    Misnamed,
    /// Figures are still 未报.
    Incomplete,
    /// The paper has mistakes.
    Faulty,
    /// A paper of a unit that is on no roster.
    Stranger,
    /// All is there.
    Reported,
}

impl State {
    /// In words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Missing => lang.pick("未报", "missing"),
            Self::OtherKind => lang.pick("格式不对", "wrong format"),
            Self::Twice => lang.pick("重复", "twice"),
            Self::Misnamed => lang.pick("名称不符", "misnamed"),
            Self::Incomplete => lang.pick("指标未报", "figures missing"),
            Self::Faulty => lang.pick("有错误", "has errors"),
            Self::Stranger => lang.pick("名册外", "not on the roster"),
            Self::Reported => lang.pick("已报", "reported"),
        }
    }
}

/// A unit, or a paper of none, with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The unit; none for a paper of a unit that is not on the roster.
    pub unit: Option<String>,
    /// How it stands.
    pub state: State,
    /// Its files.
    pub files: Vec<String>,
    /// The figures that are 未报.
    pub figures: Vec<String>,
    /// What else is to be said.
    pub remark: Option<Remark>,
}

/// Why a name is not right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The signature is another's.
    Signed(String),
    /// The file's name has marks of a draft.
    Draft,
    /// The file's name does not say whose it is.
    Nameless,
    /// How many errors there are.
    Errors(usize),
}

impl Remark {
    fn words(&self, lang: Lang) -> String {
        match self {
            Self::Signed(name) => lang.pick(format!("署名是“{name}”"), format!("signed by “{name}”")),
            Self::Draft => lang.pick("文件名像是草稿", "the file's name looks like a draft's").to_owned(),
            Self::Nameless => lang.pick("文件名里没有单位名称", "the file's name does not name the unit").to_owned(),
            Self::Errors(count) => lang.pick(format!("有 {count} 处错误"), format!("{count} errors")),
        }
    }
}

/// What was read of a paper.
struct Paper {
    file: String,
    unit: Option<(usize, Match)>,
    signature: Option<(usize, String)>,
    signed: String,
    figures: Vec<String>,
    errors: usize,
}

/// Holds units against papers; `folders` are searched for what was sent in other formats.
#[must_use]
pub fn missing(units: &[Unit], subjects: &[Subject], folders: &[PathBuf]) -> Vec<Standing> {
    let papers: Vec<Paper> = each(subjects, |subject| paper(units, subject)).into_iter().flatten().collect();
    let others = others(folders);
    let mut standings: Vec<Standing> =
        units.iter().enumerate().map(|(index, unit)| standing(index, (units, unit), &papers, &others)).collect();
    let strangers = papers.iter().filter(|paper| owner(paper).is_none());
    standings.extend(strangers.map(|paper| Standing {
        unit: None,
        state: State::Stranger,
        files: vec![paper.file.clone()],
        figures: Vec::new(),
        remark: (!paper.signed.is_empty()).then(|| Remark::Signed(paper.signed.clone())),
    }));
    standings
}

fn paper(units: &[Unit], subject: &Subject) -> Paper {
    let built = pipeline::read(&subject.entry.path, subject.row.as_ref());
    let stem = subject.entry.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let row = subject.row.as_ref().and_then(|row| row.cells.first()).map(|cell| cell.text.clone());
    let issuers = built.paper.as_ref().map(|paper| paper.issuers.as_slice()).unwrap_or_default();
    let signed = issuers.iter().map(Text::as_str).collect::<Vec<_>>().join("、");
    let signature = issuers.iter().find_map(|issuer| find(units, issuer.as_str()).map(|(unit, _)| (unit, issuer)));
    let mut figures = Vec::new();
    for block in built.paper.iter().flat_map(|paper| &paper.body) {
        block.walk(&mut |block| {
            let missing = block.figures.iter().filter(|figure| figure.value.is_not_reported());
            figures.extend(missing.map(|figure| {
                let item =
                    figure.item.as_ref().map(|item| format!("{item}·", item = item.as_str())).unwrap_or_default();
                format!("{item}{}", figure.name.as_str())
            }));
        });
    }
    Paper {
        file: subject.entry.relative.display().to_string(),
        unit: find(units, &row.unwrap_or(stem)),
        signature: signature.map(|(unit, issuer)| (unit, issuer.as_str().to_owned())),
        signed,
        figures,
        errors: built.diagnostics.iter().filter(|diagnostic| Diagnostic::is_error(diagnostic)).count(),
    }
}

/// Whose paper it is: by its file's name, else by its signature.
fn owner(paper: &Paper) -> Option<usize> {
    paper.unit.map(|(unit, _)| unit).or(paper.signature.as_ref().map(|(unit, _)| *unit))
}

fn standing(index: usize, (units, unit): (&[Unit], &Unit), papers: &[Paper], others: &[(String, String)]) -> Standing {
    let own: Vec<&Paper> = papers.iter().filter(|paper| owner(paper) == Some(index)).collect();
    let files: Vec<String> = own.iter().map(|paper| paper.file.clone()).collect();
    let figures: Vec<String> = own.iter().flat_map(|paper| paper.figures.iter().cloned()).collect();
    let of = |state, files, remark| Standing {
        unit: Some(unit.name.clone()),
        state,
        files,
        figures: figures.clone(),
        remark,
    };
    let paper = match own[..] {
        [] => {
            let sent: Vec<String> = others
                .iter()
                .filter(|(stem, _)| find(units, stem).is_some_and(|(found, _)| found == index))
                .map(|(_, file)| file.clone())
                .collect();
            return if sent.is_empty() { of(State::Missing, sent, None) } else { of(State::OtherKind, sent, None) };
        }
        [paper] => paper,
        _ => return of(State::Twice, files, None),
    };
    if paper.errors > 0 {
        return of(State::Faulty, files, Some(Remark::Errors(paper.errors)));
    }
    match (&paper.unit, &paper.signature) {
        (Some(_), Some((signed, name))) if *signed != index => {
            of(State::Misnamed, files, Some(Remark::Signed(name.clone())))
        }
        (Some(_), None) if !paper.signed.is_empty() => {
            of(State::Misnamed, files, Some(Remark::Signed(paper.signed.clone())))
        }
        (None, _) => of(State::Misnamed, files, Some(Remark::Nameless)),
        (Some((_, Match::Draft)), _) => of(State::Misnamed, files, Some(Remark::Draft)),
        _ if !figures.is_empty() => of(State::Incomplete, files, None),
        _ => of(State::Reported, files, None),
    }
}

/// Files of other formats: the name that tells a unit, and the name below the folder.
fn others(folders: &[PathBuf]) -> Vec<(String, String)> {
    let is_other = |path: &Path| {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        OTHER_KINDS.contains(&extension.as_str())
    };
    let files = folders.iter().flat_map(|folder| {
        let entries = walkdir::WalkDir::new(folder).max_depth(16).sort_by_file_name().into_iter().flatten();
        entries.filter(move |entry| entry.file_type().is_file()).map(move |entry| {
            let shown = entry.path().strip_prefix(folder).unwrap_or(entry.path()).display().to_string();
            (entry.into_path(), shown)
        })
    });
    let named = files.filter(|(path, _)| is_other(path));
    named.map(|(path, shown)| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), shown)).collect()
}

/// The list to send round: what is not right first.
#[must_use]
pub fn list(standings: &[Standing], round: Option<&str>, lang: Lang) -> List {
    let heads = lang.pick(
        [("单位", 28), ("情况", 12), ("文件", 36), ("未报的指标", 40), ("说明", 30)],
        [("unit", 28), ("state", 14), ("files", 36), ("figures not reported", 40), ("remark", 30)],
    );
    let mut sorted: Vec<&Standing> = standings.iter().collect();
    sorted.sort_by_key(|standing| standing.state);
    let row = |standing: &&Standing| {
        vec![
            Value::from(standing.unit.clone().unwrap_or_default()),
            standing.state.words(lang).into(),
            standing.files.join("、").into(),
            standing.figures.join("、").into(),
            standing.remark.as_ref().map(|remark| remark.words(lang)).unwrap_or_default().into(),
        ]
    };
    List {
        name: lang.pick("报送情况", "reports").to_owned(),
        title: Some(title(round, lang)),
        head: heads.into_iter().map(|(head, width)| (head.to_owned(), width)).collect(),
        rows: sorted.iter().map(row).collect(),
    }
}

fn title(round: Option<&str>, lang: Lang) -> String {
    let round = round.unwrap_or_default();
    lang.pick(format!("{round}报送情况"), format!("reports {round}").trim_end().to_owned())
}
