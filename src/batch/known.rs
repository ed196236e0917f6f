//! What is known of papers from the run before, held against what there is now.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::far;
use super::fingerprint::{ABSENT, Kept, Print, Prints, digest};
use super::parallel::each_on;
use super::state::{self, Record, State};
use super::{BatchConfig, Format, Line, Made, Outcome, Task, Why};
use crate::data::Row;
use crate::diagnostic::Diagnostic;
use crate::place::{Found, Place};
use crate::typeset::{FontOrigin, Fonts, FontsConfig, SystemFonts};

/// The memory of a run; without a folder to keep it in it remembers nothing.
pub(super) struct Known {
    base: Base,
    state: Option<State>,
    prints: Prints,
    options: [String; 2],
    force: bool,
    /// Files written in this run, as they were then, as long as they are young.
    written: VecDeque<(PathBuf, Kept)>,
    /// The first thing that kept the state from being written.
    trouble: Option<Diagnostic>,
}

/// Paths as they are kept: below the folder of the state, so that it may be moved; else whole.
pub(super) struct Base {
    place: Arc<dyn Place>,
    here: PathBuf,
    root: PathBuf,
}

impl Base {
    /// The folder of the state; none for the one the command is run in.
    pub(super) fn new(root: Option<&Path>, place: &Arc<dyn Place>) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        Self { place: Arc::clone(place), root: here.join(root.unwrap_or(Path::new(""))), here }
    }

    fn whole(&self, path: &Path) -> PathBuf {
        self.here.join(path)
    }

    /// A path as it is kept.
    pub(super) fn kept(&self, path: &Path) -> PathBuf {
        let whole = self.whole(path);
        let below = whole.strip_prefix(&self.root).map(Path::to_path_buf);
        below.ok().or_else(|| self.place.lasting_name(&whole)).unwrap_or(whole)
    }

    pub(super) fn restored(&self, kept: &Path) -> PathBuf {
        self.place.of_lasting_name(kept).unwrap_or_else(|| self.root.join(kept))
    }

    /// What a document is known by.
    pub(super) fn key(&self, document: &Path, row: Option<&Row>, format: Format) -> String {
        let document = self.kept(document);
        let row = row.map_or("", |row| row.cells.first().map_or("", |cell| cell.text.as_str()));
        format!("{}|{row}|{}", document.display(), format.extension())
    }

    fn is_file(&self, kept: &Path) -> bool {
        matches!(self.place.look(&self.restored(kept)), Found::File(_))
    }

    /// The name people know it by.
    fn shown(&self, kept: &Path) -> PathBuf {
        let whole = self.restored(kept);
        whole.strip_prefix(&self.here).map(Path::to_path_buf).unwrap_or(whole)
    }
}

impl Known {
    /// Reads what the last run left.
    pub(super) fn load(config: &BatchConfig) -> Self {
        let base = Base::new(config.root.as_deref(), &config.place);
        let path = config.root.as_deref().map(|root| state::path(root, config.shard));
        let trouble = path.as_deref().and_then(|path| config.place.recall(path).err());
        let loaded = path.map(State::load);
        let (state, files) = loaded.map_or_else(Default::default, |(state, files)| (Some(state), files));
        let kept = files.into_iter().map(|(path, kept)| (base.restored(&path), kept)).collect();
        let prints = Prints::new(Arc::clone(&config.place), kept);
        let options = if state.is_some() { options(config, &prints) } else { Default::default() };
        Self { base, state, prints, options, force: config.force, written: VecDeque::new(), trouble }
    }

    /// What the state knows a document by.
    pub(super) fn key(&self, document: &Path, row: Option<&Row>, format: Format) -> String {
        self.base.key(document, row, format)
    }

    /// Why each of these must be made, looked at on all cores; none for what is as it should be.
    pub(super) fn whys(&self, asked: &[(&str, Option<&Row>)]) -> Vec<Option<Why>> {
        if self.state.is_none() {
            return asked.iter().map(|_| Some(Why::Forced)).collect();
        }
        let found = each_on(far::threads(&*self.base.place), asked, |(key, row)| self.why(key, *row));
        // What could not be looked at is made.
        found.into_iter().map(|why| why.unwrap_or(Some(Why::New))).collect()
    }

    fn why(&self, key: &str, row: Option<&Row>) -> Option<Why> {
        let Some(record) = self.state.as_ref().and_then(|state| state.get(key)) else { return Some(Why::New) };
        if self.force {
            return Some(Why::Forced);
        }
        if record.options[1] != self.options[1] {
            return Some(Why::Program);
        }
        if record.options[0] != self.options[0] {
            return Some(Why::Options);
        }
        if record.row != row.map(row_digest) {
            return Some(Why::Row);
        }
        self.changed_input(record).or_else(|| self.changed_output(record))
    }

    fn changed_input(&self, record: &Record) -> Option<Why> {
        record.inputs.iter().find_map(|(path, before)| {
            let now = self.prints.of(&self.base.restored(path));
            if now.digest == *before {
                return None;
            }
            let shown = self.base.shown(path);
            Some(match (before.as_str(), now.digest.as_str()) {
                (ABSENT, _) => Why::Appeared(shown),
                (_, ABSENT) => Why::Gone(shown),
                _ => Why::Changed(shown),
            })
        })
    }

    fn changed_output(&self, record: &Record) -> Option<Why> {
        record.outputs.iter().find_map(|(path, before)| {
            let now = self.prints.of(&self.base.restored(path));
            match now.digest.as_str() {
                digest if digest == before => None,
                ABSENT => Some(Why::NoOutput(self.base.shown(path))),
                _ => Some(Why::OtherOutput(self.base.shown(path))),
            }
        })
    }

    /// The output a document had.
    pub(super) fn output(&self, key: &str) -> Option<PathBuf> {
        let record = self.state.as_ref()?.get(key)?;
        Some(self.base.shown(&record.output))
    }

    /// The line of a paper that is as it should be.
    pub(super) fn unchanged(&self, task: &Task) -> Option<Line> {
        if task.why.is_some() {
            return None;
        }
        let record = self.state.as_ref()?.get(&task.key)?;
        Some(Line {
            document: self.base.place.shown(task.name()),
            ok: true,
            state: Outcome::Unchanged,
            why: None,
            pages: record.pages,
            outputs: record.outputs.iter().map(|(path, _)| self.output_name(path)).collect(),
            diagnostics: record.told.clone(),
        })
    }

    fn output_name(&self, kept: &Path) -> String {
        self.base.place.shown(self.base.shown(kept).display().to_string())
    }

    /// Remembers what became of a paper. One whose inputs may have been written while it was made is not remembered, and
    /// so made again the next time.
    pub(super) fn note(&mut self, task: &Task, made: Made, line: &Line) {
        let (Some(_), Some(pages), Some(begun), Some(output)) = (&self.state, made.pages, made.begun, &task.output)
        else {
            return;
        };
        let place = Arc::clone(&self.base.place);
        let prints: Vec<_> = made.used.iter().map(|path| (path, self.prints.of(&self.base.whole(path)))).collect();
        let is_moving =
            |(path, print): &(&PathBuf, Print)| print.is_after(begun) || !place.is_steady(&self.base.whole(path));
        if made.files.len() != made.outputs.len() || prints.iter().any(is_moving) {
            return;
        }
        let record = Record {
            key: task.key.clone(),
            options: self.options.clone(),
            row: task.row.as_ref().map(row_digest),
            inputs: prints.into_iter().map(|(path, print)| (self.base.kept(path), print.digest)).collect(),
            output: self.base.kept(output),
            outputs: made.files.iter().map(|(path, kept)| (self.base.kept(path), kept.digest.clone())).collect(),
            pages,
            told: line.diagnostics.clone(),
        };
        self.written.extend(made.files.into_iter().map(|(path, kept)| (self.base.whole(&path), kept)));
        // Nothing asks for it again, and of many papers it adds up.
        self.prints.forget(&self.base.whole(&task.document));
        let added = self.state.as_mut().map_or(Ok(()), |state| {
            state.add(record)?;
            place.remember(state.path(), false)
        });
        self.trouble = self.trouble.take().or(added.err());
        self.settle();
    }

    /// Keeps the digests of files that are no longer young.
    fn settle(&mut self) {
        let now = SystemTime::now();
        while self.written.front().is_some_and(|(_, kept)| !kept.stamp.is_young(now)) {
            let Some((path, kept)) = self.written.pop_front() else { break };
            if self.base.place.look(&path) == Found::File(kept.stamp) {
                self.prints.keep(&path, kept, now);
            }
        }
        let Some(state) = &mut self.state else { return };
        for (path, kept) in self.prints.fresh() {
            let added = state.add_file(self.base.kept(&path), kept, !self.prints.knew(&path));
            self.trouble = self.trouble.take().or(added.err());
        }
    }

    /// Writes the memory anew. What kept it from being written, if anything did.
    pub(super) fn finish(mut self, tasks: &[Task], interrupted: bool) -> Option<Diagnostic> {
        self.settle();
        let Self { base, state, trouble, .. } = self;
        let state = state?;
        let keys: HashSet<&str> = tasks.iter().map(|task| task.key.as_str()).collect();
        // A run of a part must not forget the rest; what has no document any more is forgotten.
        let is_there = |key: &str| key.split('|').next().is_some_and(|document| base.is_file(Path::new(document)));
        let path = state.path().to_path_buf();
        let finished = state.finish(|key| interrupted || keys.contains(key) || is_there(key));
        let kept = base.place.remember(&path, true);
        trouble.or(finished.err()).or(kept.err())
    }
}

fn row_digest(row: &Row) -> String {
    let mut text = String::new();
    for cell in &row.cells {
        for part in [&cell.head, "\u{0}", &cell.text, "\u{0}"] {
            text.push_str(part);
        }
    }
    digest(text.as_bytes())
}

/// The digests of what was asked for and of the program itself.
fn options(config: &BatchConfig, prints: &Prints) -> [String; 2] {
    let fonts = if config.settings.system_fonts { system_fonts(prints) } else { String::new() };
    let asked = format!(
        "{:?} {} {} {:?} {:?} {} {:?} {fonts}",
        config.settings.theme,
        config.settings.overprint,
        config.settings.copies,
        config.format,
        config.standards,
        config.dpi,
        config.target
    );
    let program = std::env::current_exe().map(|path| prints.of(&path).digest).unwrap_or_default();
    [
        digest(config.place.shown(asked).as_bytes()),
        digest(format!("{} {program}", env!("CARGO_PKG_VERSION")).as_bytes()),
    ]
}

/// A digest of the fonts installed on this machine.
fn system_fonts(prints: &Prints) -> String {
    let fonts = Fonts::load(&FontsConfig { folders: Vec::new(), system: SystemFonts::All });
    let families = fonts.families();
    let paths: std::collections::BTreeSet<&Path> =
        families.iter().filter(|family| family.origin == FontOrigin::System).filter_map(|family| family.path).collect();
    let all: Vec<String> =
        paths.into_iter().map(|path| format!("{} {}", path.display(), prints.of(path).digest)).collect();
    digest(all.join("\n").as_bytes())
}
