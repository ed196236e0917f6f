//! `banxin new`: a commented document that builds, to start from; or next year's paper out of this year's.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::Outcome;
use super::args::{NewArgs, Scaffold};
use super::terminal::Terminal;
use crate::diagnostic::Lang;
use crate::document::schema::json_schema;
use crate::preview::Starter;
use crate::project::is_yaml;
use crate::source::Sources;
use crate::write::{write, write_new};

pub(super) mod from;
mod samples;

use samples::{Sample, sample};

/// Where a document's first line says the schema is; hidden, and passed over where a folder is searched.
const SCHEMA: &str = ".banxin/schema.json";

/// The documents that can be started from, for the start page.
pub(super) fn starters() -> Vec<Starter> {
    let kinds = Scaffold::value_variants().iter();
    let told = kinds.filter_map(|kind| {
        let value = kind.to_possible_value()?;
        let english = value.get_name_and_aliases().nth(1).unwrap_or_default().to_owned();
        let Sample { file, text, meaning, .. } = *sample(*kind);
        Some(Starter { name: [value.get_name().to_owned(), english], meaning, file, text })
    });
    told.collect()
}

/// Writes the document; what is there already is left alone.
pub(super) fn new(args: &NewArgs, terminal: &Terminal) -> Outcome {
    if args.list {
        return list(terminal);
    }
    let asked = args.file.as_ref().or(args.output.as_ref());
    if let Some(old) = &args.from {
        return from::from(old, asked, terminal);
    }
    let sample = sample(args.kind);
    let path = target(asked, sample.file);
    if let Err(fault) = write_new(&path, sample.text.as_bytes()) {
        terminal.tell(&[fault], &Sources::new());
        return Outcome::Failed;
    }
    schema_beside(&path);
    let shown = path.display();
    terminal.say(terminal.pick(
        format!("已写好 {shown}\n用记事本或别的编辑器改好后，运行：banxin build {shown}"),
        format!("wrote {shown}\nedit it, then run: banxin build {shown}"),
    ));
    Outcome::Done
}

fn list(terminal: &Terminal) -> Outcome {
    for kind in Scaffold::value_variants() {
        let Some(value) = kind.to_possible_value() else { continue };
        let english = value.get_name_and_aliases().nth(1).unwrap_or_default();
        let [zh, en] = sample(*kind).meaning;
        let name = value.get_name();
        let gap = " ".repeat(22_usize.saturating_sub(name.chars().count() * 2 + english.len()));
        terminal.say(match terminal.lang {
            Lang::Zh => format!("{name} {english}{gap}{zh}"),
            Lang::En => format!("{name} {english}{gap}{en}"),
        });
    }
    Outcome::Done
}

/// The file to write: as asked, in a folder that was asked for, or by its usual name.
fn target(asked: Option<&PathBuf>, usual: &str) -> PathBuf {
    let mut path = asked.cloned().unwrap_or_else(|| PathBuf::from(usual));
    if path.is_dir() {
        path.push(usual);
    } else if !is_yaml(&path) {
        // `with_extension` would cut 2.0 of 计划2.0.
        path.as_mut_os_string().push(".yaml");
    }
    path
}

/// Puts the schema where the document's first line looks for it. An editor's help is no reason to fail.
fn schema_beside(path: &Path) {
    let Ok(mut text) = serde_json::to_string(&json_schema()) else { return };
    text.push('\n');
    let _ = write(&path.with_file_name(SCHEMA), text.as_bytes());
}
