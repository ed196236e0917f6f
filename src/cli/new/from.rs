//! `banxin new --from`: next year's paper, written beside this year's.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use super::{Outcome, Terminal, target};
use crate::diagnostic::{Diagnostic, Report, ToolFault};
use crate::next_year::{Next, Old, next_year, own_year};
use crate::paper::Paper;
use crate::pipeline::{Built, Pipeline, Settings, project_root};
use crate::source::{Source, Sources};
use crate::typeset::Pace;
use crate::write::write_new;
use crate::yaml::{self, Parsed};

/// What was written.
struct Written {
    path: PathBuf,
    next: Next,
    known: Old,
}

/// Why nothing was.
struct Unwritten {
    faults: Vec<Diagnostic>,
    sources: Sources,
    outcome: Outcome,
}

impl From<Diagnostic> for Unwritten {
    fn from(fault: Diagnostic) -> Self {
        Self { faults: vec![fault], sources: Sources::new(), outcome: Outcome::Failed }
    }
}

/// Writes next year's paper out of `old`.
pub(super) fn from(old: &Path, asked: Option<&PathBuf>, terminal: &Terminal) -> Outcome {
    match write(old, asked) {
        Ok(Written { path, next, known }) => {
            tell(&path, &next, &known, terminal);
            Outcome::Done
        }
        Err(unwritten) => {
            terminal.tell(&unwritten.faults, &unwritten.sources);
            unwritten.outcome
        }
    }
}

/// Writes next year's paper beside `old`, and answers where it is.
pub(in crate::cli) fn beside(old: &Path) -> Result<PathBuf, Diagnostic> {
    let unwritten = |unwritten: Unwritten| unwritten.faults.into_iter().next();
    let without_words = || Diagnostic::new(ToolFault::NoYear { path: old.display().to_string() });
    write(old, None).map(|written| written.path).map_err(|fault| unwritten(fault).unwrap_or_else(without_words))
}

fn write(old: &Path, asked: Option<&PathBuf>) -> Result<Written, Unwritten> {
    let built = Pipeline::new(Settings::default(), Pace::batch(1)).build(old);
    // What is wrong in the old one would be wrong in the new one too.
    if !built.is_good() {
        let faults = built.diagnostics.iter().filter(|said| said.is_error()).cloned().collect();
        return Err(Unwritten { faults, sources: built.sources, outcome: Outcome::Errors });
    }
    let no_year = || Diagnostic::new(ToolFault::NoYear { path: old.display().to_string() });
    let (source, parsed) = read(&built).ok_or_else(no_year)?;
    let year = own_year(&parsed.root).ok_or_else(no_year)?;
    let usual = old.with_file_name(next_name(old, year));
    let path = asked.map_or_else(|| usual.clone(), |_| target(asked, &file_name(&usual)));
    let known = known(old, &path, built.paper.as_ref());
    let next = next_year(source, &parsed, &known).ok_or_else(no_year)?;
    write_new(&path, next.text.as_bytes())?;
    Ok(Written { path, next, known })
}

fn tell(path: &Path, next: &Next, old: &Old, terminal: &Terminal) {
    let (shown, Next { year, figures, remarks, .. }) = (path.display(), next);
    terminal.say(terminal.pick(
        format!("已写好 {shown}：{year}年，{figures} 个数字要填，{remarks} 处文字要核对（看“待改”）"),
        format!("wrote {shown}: {year}, {figures} figures to fill in, {remarks} places to check (look for 待改)"),
    ));
    if old.path.is_none() {
        terminal.say(terminal.pick(
            "上年的文稿不在同一个项目的文件夹里，没有写“上年文件”",
            "last year's paper is outside the project's folder, so 上年文件 was not set",
        ));
    }
}

fn read(built: &Built) -> Option<(&Source, Parsed)> {
    let source = built.sources.iter().next()?;
    Some((source, yaml::parse(source, &mut Report::new())?))
}

fn known(old: &Path, new: &Path, paper: Option<&Paper>) -> Old {
    let parent =
        |path: &Path| path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
    let (old_folder, new_folder) = (parent(old), parent(new));
    // The new folder need not be there yet.
    let absolute = |path: &Path| plain(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
    let root = absolute(&project_root(&new_folder));
    let inside = absolute(&old_folder).starts_with(&root);
    let folder = relative(&absolute(&new_folder), &absolute(&old_folder));
    let name = file_name(old);
    let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
    Old { path: inside.then_some(path), folder, name, worked_out: paper.map(worked_out).unwrap_or_default() }
}

/// What every figure came to, by where its value was typed.
fn worked_out(paper: &Paper) -> HashMap<usize, String> {
    let mut found = HashMap::new();
    for block in &paper.body {
        block.walk(&mut |block| {
            for figure in &block.figures {
                found.extend(figure.text.span().map(|span| (span.range().start, figure.value.to_string())));
            }
        });
    }
    found
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The old name with its year moved on; without a year in it, with the new one behind it.
fn next_name(old: &Path, year: u16) -> String {
    let name = file_name(old);
    let stem = old.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let later = [year + 1, year]
        .iter()
        .fold(stem.clone(), |stem, year| stem.replace(&year.to_string(), &(year + 1).to_string()));
    if later == stem {
        return name.replacen(&stem, &format!("{stem}-{}", year + 1), 1);
    }
    name.replacen(&stem, &later, 1)
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

/// The way from one folder to another, with `/`; empty if they are the same.
fn relative(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    up.chain(down).collect::<Vec<_>>().join("/")
}
