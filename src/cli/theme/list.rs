//! `banxin theme list`: the themes that can be used here.

use serde::Serialize;

use super::super::Outcome;
use super::super::args::ThemeArgs;
use super::super::terminal::Terminal;
use super::Said;
use crate::diagnostic::Report;
use crate::pipeline::theme_paths;
use crate::source::Sources;
use crate::store::Store;
use crate::theme::{self, Theme, Wanted};

/// A theme, for `--json`.
#[derive(Serialize)]
struct Line {
    name: String,
    version: String,
    title: [String; 2],
    extends: Option<String>,
    built_in: bool,
    folder: Option<std::path::PathBuf>,
    locked: bool,
}

/// Lists them by name; one that can't be read is told after the others.
pub(super) fn list(args: &ThemeArgs, terminal: &Terminal) -> Said {
    let (paths, store) = (theme_paths(&args.folder()), Store::open(&args.folder())?);
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let mut lines = Vec::new();
    for name in theme::known_names(&paths) {
        let Some(theme) = Theme::load(Wanted::Named(&name), &paths, &mut sources, &mut report) else { continue };
        let Some(layer) = theme.layers.first() else { continue };
        let manifest = &layer.manifest;
        lines.push(Line {
            locked: store.locked().contains_key(&name),
            version: manifest.version.clone(),
            title: manifest.title.clone(),
            extends: manifest.extends.as_ref().map(|extends| extends.name.as_str().to_owned()),
            built_in: layer.folder.is_none(),
            folder: layer.folder.clone(),
            name,
        });
    }
    if args.json {
        super::print(&lines, terminal);
    } else {
        for line in &lines {
            terminal.say(said(line, terminal));
        }
    }
    if report.has_errors() {
        terminal.tell(&report.sorted(), &sources);
        return Ok(Outcome::Errors);
    }
    Ok(Outcome::Done)
}

fn said(line: &Line, terminal: &Terminal) -> String {
    let [zh, en] = &line.title;
    let from = match (line.built_in, line.locked) {
        (true, _) => terminal.pick("程序自带", "built in"),
        (false, true) => terminal.pick("已安装，记在 banxin.lock 里", "installed, in banxin.lock"),
        (false, false) => terminal.pick("本项目", "this project's"),
    };
    let Line { name, version, .. } = line;
    terminal.pick(format!("{name} {version}  {zh}（{from}）"), format!("{name} {version}  {en} ({from})"))
}
