//! Mistakes, each a small document in tests/cases/errors, with the whole of what is said of it in Chinese and in English.
//!
//! A case is named after the code it shows; what follows a dot tells variants apart.

use std::path::{Path, PathBuf};

use banxin::diagnostic::human::{Style, draw_all};
use banxin::diagnostic::{Diagnostic, Lang};
use banxin::pipeline::{Built, Pipeline, Settings};
use banxin::source::Sources;
use banxin::typeset::Pace;

use crate::project::repository;
use crate::snapshot::{all_as_expected, compare};

/// Where the cases are, from the repository's folder.
const CASES: &str = "tests/cases/errors";

/// A case with what became of it.
pub(crate) struct Case {
    /// Its file name without `.yaml`.
    pub(crate) name: String,
    /// What became of it.
    pub(crate) built: Built,
    file: PathBuf,
}

impl Case {
    /// Ids of all codes it shows, each once.
    pub(crate) fn ids(&self) -> Vec<&'static str> {
        let mut ids: Vec<_> = self.built.diagnostics.iter().map(|diagnostic| diagnostic.code.words().id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Its name without the variant.
    pub(crate) fn id(&self) -> &str {
        self.name.split('.').next().unwrap_or(&self.name)
    }

    fn told(&self, lang: Lang) -> String {
        told(&self.built.diagnostics, &self.built.sources, lang)
    }
}

/// Diagnostics as they are shown, as if the command were run where the cases are.
pub(crate) fn told(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    shown(&draw_all(diagnostics, sources, Style { lang, colour: false, width: 100 }))
}

/// Words with paths as they are where the cases are.
pub(crate) fn shown(words: &str) -> String {
    words.replace(&format!("{CASES}/"), "")
}

/// All cases, built with as much stack as the command has: some are nested on purpose, and a test's own thread has 2 MiB.
pub(crate) fn cases() -> Vec<Case> {
    let thread = std::thread::Builder::new().stack_size(32 * 1024 * 1024).spawn(build_cases);
    thread.expect("a thread").join().expect("no panic")
}

fn build_cases() -> Vec<Case> {
    let folder = repository(CASES);
    let mut pipeline = Pipeline::new(Settings::default(), Pace::batch(1));
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files.into_iter().map(|file| case(file, &mut pipeline)).collect()
}

fn case(file: PathBuf, pipeline: &mut Pipeline) -> Case {
    let name = file.file_stem().expect("a file name").to_string_lossy().into_owned();
    // By its path from the tests' own folder, so that no message shows where the repository is.
    let built = pipeline.build(&Path::new(CASES).join(format!("{name}.yaml")));
    Case { name, built, file }
}

#[test]
fn every_mistake_is_told_as_expected() {
    let cases = cases();
    let results = cases.iter().flat_map(|case| {
        let compare_in = |lang, ending| compare(&case.file.with_extension(ending), &case.told(lang));
        [compare_in(Lang::Zh, "zh.txt"), compare_in(Lang::En, "en.txt")]
    });
    all_as_expected(results);
}

#[test]
fn every_case_shows_the_code_it_is_named_after() {
    let cases = cases();
    let results = cases.iter().map(|case| {
        let (id, ids) = (case.id(), case.ids());
        let shows = id == "many-mistakes" || ids.contains(&id);
        if shows { Ok(()) } else { Err(format!("{} shows {ids:?}", case.name)) }
    });
    all_as_expected(results);
}
