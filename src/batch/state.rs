//! What was made of what: the memory of a project from run to run.
//!
//! In: the state file, one line a paper, each with its own checksum. Out: [`Record`]s. Papers are added as they are done, so
//! that a run that is killed loses nothing that was finished; a torn line is as if it were not there, and its paper is made
//! again. A run of seventy thousand papers must not keep them all in memory, so what is added is only on the disk; when more
//! of the file is out of date than not, it is written anew, whole or not at all.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::Shard;
use super::fingerprint::{Kept, digest};
use crate::diagnostic::Diagnostic;
use crate::source::read_bytes;
use crate::write::write;

/// The folder that holds the state, beside `banxin.yaml`.
pub const FOLDER: &str = ".banxin";

/// A state of another form is not read.
const HEADER: &str = "banxin-state 1";

/// How many characters of a checksum stand before a line.
const CHECKSUM: usize = 8;

/// One paper that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// The document, and the row if there is one.
    pub(super) key: String,
    /// The digest of options and program.
    pub(super) options: [String; 2],
    /// The digest of the row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) row: Option<String>,
    /// All that was used, or looked for in vain, with its digest.
    pub(super) inputs: Vec<(PathBuf, String)>,
    /// The output as it is named, without page numbers.
    pub(super) output: PathBuf,
    /// The files that were written, with their digests.
    pub(super) outputs: Vec<(PathBuf, String)>,
    /// How many pages.
    pub(super) pages: usize,
    /// Warnings and notes, as reports tell them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) told: Vec<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
enum Line {
    #[serde(rename = "paper")]
    Paper(Record),
    #[serde(rename = "file")]
    File(PathBuf, Kept),
}

/// The state file of a project.
pub(super) struct State {
    path: PathBuf,
    journal: Option<File>,
    /// What the run before left.
    records: HashMap<String, Record>,
    /// Lines that no longer count, and lines that do.
    stale: usize,
    live: usize,
}

impl State {
    /// Reads a state; what can't be read is as if it were not there. Gives the digests of files apart.
    pub(super) fn load(path: PathBuf) -> (Self, HashMap<PathBuf, Kept>) {
        let Loaded { records, files, lines } = Loaded::of(&path);
        let live = records.len() + files.len();
        let stale = lines.saturating_sub(live);
        (Self { path, journal: None, records, stale, live }, files)
    }

    /// Its file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What was made of a document.
    pub(super) fn get(&self, key: &str) -> Option<&Record> {
        self.records.get(key)
    }

    /// Notes a paper as made, on the disk too.
    ///
    /// # Errors
    /// The state can't be written; then the paper is made again the next time.
    pub(super) fn add(&mut self, record: Record) -> Result<(), Diagnostic> {
        if self.records.remove(&record.key).is_some() {
            self.stale += 1;
        } else {
            self.live += 1;
        }
        self.append(&written(&Line::Paper(record)))
    }

    /// Notes the digest of a file, in the place of an earlier one or for the first time.
    ///
    /// # Errors
    /// As [`State::add`].
    pub(super) fn add_file(&mut self, path: PathBuf, kept: Kept, is_new: bool) -> Result<(), Diagnostic> {
        self.live += usize::from(is_new);
        self.stale += usize::from(!is_new);
        self.append(&written(&Line::File(path, kept)))
    }

    fn append(&mut self, line: &str) -> Result<(), Diagnostic> {
        if self.journal.is_none() {
            if !read_bytes(&self.path).is_ok_and(|bytes| bytes.starts_with(HEADER.as_bytes())) {
                write(&self.path, format!("{HEADER}\n").as_bytes())?;
            }
            self.journal = File::options().append(true).open(&self.path).ok();
            // A line that was torn by the end of a run must not swallow the next.
            self.put("\n")?;
        }
        self.put(line)
    }

    /// In one piece, so that two runs at once don't mix their lines.
    fn put(&mut self, text: &str) -> Result<(), Diagnostic> {
        let failed = |error: &std::io::Error| {
            let path = self.path.display().to_string();
            Diagnostic::new(crate::diagnostic::ToolFault::Unwritable { path, reason: error.kind().into() })
        };
        let Some(journal) = &self.journal else { return Err(failed(&std::io::ErrorKind::NotFound.into())) };
        let mut journal = journal;
        journal.write_all(text.as_bytes()).map_err(|error| failed(&error))
    }

    /// Writes the whole anew if most of it is out of date, with the papers for which it holds.
    ///
    /// # Errors
    /// It can't be written; what was added line by line stays.
    pub(super) fn finish(self, keep: impl Fn(&str) -> bool) -> Result<(), Diagnostic> {
        if self.stale <= self.live + SLACK {
            return Ok(());
        }
        drop(self.journal);
        let Loaded { records, files, .. } = Loaded::of(&self.path);
        let mut text = format!("{HEADER}\n");
        let sorted: BTreeMap<_, _> = records.into_iter().filter(|(key, _)| keep(key)).collect();
        for record in sorted.into_values() {
            text.push_str(&written(&Line::Paper(record)));
        }
        for (path, kept) in files {
            text.push_str(&written(&Line::File(path, kept)));
        }
        write(&self.path, text.as_bytes())
    }
}

/// So many lines out of date are not worth writing a file anew.
const SLACK: usize = 200;

/// What stands in a state file.
#[derive(Default)]
struct Loaded {
    records: HashMap<String, Record>,
    files: HashMap<PathBuf, Kept>,
    lines: usize,
}

impl Loaded {
    fn of(path: &Path) -> Self {
        let bytes = read_bytes(path).unwrap_or_default();
        let mut loaded = Self::default();
        let mut lines = bytes.split(|byte| *byte == b'\n');
        if lines.next() == Some(HEADER.as_bytes()) {
            for line in lines.filter_map(read_line) {
                loaded.lines += 1;
                match line {
                    Line::Paper(record) => drop(loaded.records.insert(record.key.clone(), record)),
                    Line::File(path, kept) => drop(loaded.files.insert(path, kept)),
                }
            }
        }
        loaded
    }
}

fn written(line: &Line) -> String {
    // Paths that are no Unicode can't be written as JSON; their papers are made every time.
    let json = serde_json::to_string(line).unwrap_or_default();
    format!("{} {json}\n", &digest(json.as_bytes())[..CHECKSUM])
}

fn read_line(line: &[u8]) -> Option<Line> {
    let line = std::str::from_utf8(line).ok()?;
    let (checksum, json) = line.split_once(' ')?;
    (digest(json.as_bytes()).get(..CHECKSUM)? == checksum).then(|| serde_json::from_str(json).ok())?
}

/// Where the state of a project is, for all of it or for one share.
pub(super) fn path(root: &Path, shard: Option<Shard>) -> PathBuf {
    let name = shard.map_or_else(|| "state".to_owned(), |Shard { index, count }| format!("state-{index}-of-{count}"));
    root.join(FOLDER).join(name)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at files as anyone would")]
mod tests {
    use super::*;

    fn record(key: &str) -> Record {
        Record {
            key: key.to_owned(),
            options: ["甲".to_owned(), "乙".to_owned()],
            row: None,
            inputs: vec![(PathBuf::from("计划.yaml"), "0".to_owned())],
            output: PathBuf::from("计划.pdf"),
            outputs: vec![(PathBuf::from("计划.pdf"), "1".to_owned())],
            pages: 8,
            told: Vec::new(),
        }
    }

    #[test]
    fn what_was_added_is_there_even_if_the_run_did_not_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = path(folder.path(), None);
        let (mut state, _) = State::load(path.clone());
        state.add(record("a")).expect("written");
        drop(state);
        let (mut state, _) = State::load(path.clone());
        state.add(record("b")).expect("written");
        drop(state);
        let (state, _) = State::load(path);
        assert_eq!((state.get("a"), state.get("b")), (Some(&record("a")), Some(&record("b"))));
    }

    #[test]
    fn wherever_the_file_is_torn_only_what_is_torn_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = path(folder.path(), None);
        let (mut state, _) = State::load(path.clone());
        for key in ["a", "b"] {
            state.add(record(key)).expect("written");
        }
        let whole = std::fs::read(&path).expect("the state");
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).expect("a torn state");
            let (mut state, _) = State::load(path.clone());
            assert!(state.get("b").is_none_or(|found| *found == record("b")));
            state.add(record("c")).expect("written");
            let (state, _) = State::load(path.clone());
            assert_eq!(state.get("c"), Some(&record("c")), "after {length} bytes");
        }
    }

    #[test]
    fn a_line_that_was_tampered_with_does_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = path(folder.path(), None);
        let (mut state, _) = State::load(path.clone());
        state.add(record("a")).expect("written");
        let text = std::fs::read_to_string(&path).expect("the state");
        std::fs::write(&path, text.replace("\"pages\":8", "\"pages\":9")).expect("a file");
        assert!(State::load(path).0.get("a").is_none());
    }
}
