//! `banxin theme list`: the themes that can be used here.

use serde::Serialize;

use super::super::Outcome;
use super::super::args::{ThemeArgs, ThemeListArgs};
use super::super::terminal::Terminal;
use super::Said;
use super::reach::Reach;
use crate::diagnostic::{Diagnostic, Report, StoreFault, json};
use crate::pipeline::theme_paths;
use crate::source::Sources;
use crate::store::{Offer, Origin, Store, offered};
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

/// Lists what is here, or what there is to be had.
pub(super) fn list(args: &ThemeArgs, list: &ThemeListArgs, terminal: &Terminal) -> Said {
    match (&list.source, list.offered) {
        (Some(source), _) => offers(&Origin::typed(source)?, args, list, terminal),
        (None, true) => {
            let origin = Store::open(&args.folder())?.project_source()?;
            offers(&origin.ok_or_else(|| Diagnostic::new(StoreFault::NoProjectSource))?, args, list, terminal)
        }
        (None, false) => here(args, terminal),
    }
}

/// Lists packages by name and version, with what is installed of them.
fn offers(origin: &Origin, args: &ThemeArgs, list: &ThemeListArgs, terminal: &Terminal) -> Said {
    let reach = Reach::new(list.net, terminal);
    let (store, (offers, faults)) = (Store::open(&args.folder())?, offered(origin, &reach.net())?);
    drop(reach);
    if args.json {
        let diagnostics: Vec<_> = faults.iter().map(|f| json::Entry::new(f, &Sources::new(), terminal.lang)).collect();
        let ok = faults.is_empty();
        super::print(&serde_json::json!({ "ok": ok, "offers": offers, "diagnostics": diagnostics }), terminal);
    } else {
        for offer in &offers {
            let locked = store.locked().get(&offer.name);
            let is_here = locked.is_some_and(|locked| locked.version == offer.version);
            let mark = if is_here { terminal.pick("  已安装", "  installed") } else { "" };
            let Offer { name, version, title: [zh, en], .. } = offer;
            let extends = offer.extends.as_ref().filter(|extends| *extends != "gbt9704");
            let extends =
                extends.map_or_else(String::new, |on| terminal.pick(format!("（在 {on} 上）"), format!(" (on {on})")));
            let (title, kilobytes) = (terminal.pick(zh, en), offer.size.div_ceil(1024));
            terminal.say(format_args!("{name} {version}  {title}{extends}  {kilobytes} KB{mark}"));
        }
        if offers.is_empty() {
            terminal.remark(terminal.pick("那里没有主题包", "there are no packages"));
        }
        terminal.tell(&faults, &Sources::new());
    }
    Ok(if faults.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// Lists them by name; one that can't be read is told after the others.
fn here(args: &ThemeArgs, terminal: &Terminal) -> Said {
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
