//! `banxin theme`: themes are made, looked at, handed on and taken in.

use std::path::Path;

use serde::Serialize;

use reach::Reach;

use super::Outcome;
use super::args::{ThemeArgs, ThemeCommand, ThemeIndexArgs, ThemeInstallArgs, ThemePackArgs, ThemeUpdateArgs};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, StoreFault, json};
use crate::source::Sources;
use crate::store::{self, Address, EXTENSION, INDEX, Installed, Origin, Request, Store};
use crate::write::write;

mod check;
mod list;
mod new;
mod reach;
mod show;

pub(super) use show::changed_by;

/// What became of installed themes, for `--json`.
#[derive(Serialize)]
struct Line {
    name: String,
    version: String,
    before: Option<String>,
    changed: bool,
}

/// What a command comes to: its lines, or what is wrong.
type Said = Result<Outcome, Diagnostic>;

/// Does what was asked with themes.
pub(super) fn theme(args: &ThemeArgs, terminal: &Terminal) -> Outcome {
    let said = match &args.command {
        ThemeCommand::New(new) => new::new(args, new, terminal),
        ThemeCommand::List(list) => list::list(args, list, terminal),
        ThemeCommand::Show(show) => Ok(show::show(args, show, terminal)),
        ThemeCommand::Check(check) => check::check(args, check, terminal),
        ThemeCommand::Pack(pack) => self::pack(args, pack, terminal),
        ThemeCommand::Install(install) => self::install(args, install, terminal),
        ThemeCommand::Remove(remove) => remove_theme(args, &remove.name, terminal),
        ThemeCommand::Update(update) => self::update(args, update, terminal),
        ThemeCommand::Index(index) => self::index(args, index, terminal),
    };
    said.unwrap_or_else(|fault| refuse(&[fault], args.json, &Sources::new(), terminal))
}

fn refuse(faults: &[Diagnostic], json: bool, sources: &Sources, terminal: &Terminal) -> Outcome {
    if json {
        let diagnostics: Vec<_> = faults.iter().map(|f| json::Entry::new(f, sources, terminal.lang)).collect();
        print(&serde_json::json!({ "ok": false, "diagnostics": diagnostics }), terminal);
    } else {
        terminal.tell(faults, sources);
    }
    Outcome::Failed
}

fn print(value: &impl Serialize, terminal: &Terminal) {
    if let Ok(text) = serde_json::to_string_pretty(value) {
        terminal.say(text);
    }
}

fn pack(args: &ThemeArgs, pack: &ThemePackArgs, terminal: &Terminal) -> Said {
    let (name, bytes) = store::pack(&pack.folder)?;
    let path = match &pack.output {
        Some(out) if out.extension().is_some_and(|e| e == EXTENSION) => out.clone(),
        Some(folder) => folder.join(name),
        None => name.into(),
    };
    write(&path, &bytes)?;
    let hash = blake3::hash(&bytes).to_hex().to_string();
    if args.json {
        print(&serde_json::json!({ "ok": true, "file": path, "size": bytes.len(), "blake3": hash }), terminal);
    } else {
        let kilobytes = bytes.len().div_ceil(1024);
        terminal.say(format_args!("{}  {kilobytes} KB", path.display()));
    }
    Ok(Outcome::Done)
}

fn install(args: &ThemeArgs, install: &ThemeInstallArgs, terminal: &Terminal) -> Said {
    let reach = Reach::new(install.net, terminal);
    let mut store = Store::open(&args.folder())?;
    let done = match &install.source {
        None => store.restore(&reach.net())?,
        Some(source) => {
            let (origin, request) = wanted(source, install.name.as_deref(), &store)?;
            store.install(&origin, &request, &reach.net())?
        }
    };
    tell(&done, args, terminal);
    if done.is_empty() && !args.json {
        terminal.remark(terminal.pick("banxin.lock 里没有主题", "there are no themes in banxin.lock"));
    }
    Ok(Outcome::Done)
}

/// What is meant: a place with or without a name, or a name alone.
fn wanted(source: &str, name: Option<&str>, store: &Store) -> Result<(Origin, Request), Diagnostic> {
    let is_place = Address::is_meant(source) || Path::new(source).exists() || name.is_some();
    if is_place || source.ends_with(&format!(".{EXTENSION}")) || source.contains(['/', '\\']) {
        return Ok((Origin::typed(source)?, request(name)?));
    }
    let origin = store.project_source()?;
    let origin = origin.ok_or_else(|| Diagnostic::new(StoreFault::NoSource { typed: source.to_owned() }))?;
    Ok((origin, request(Some(source))?))
}

/// `anping`, `anping ^1.2` or `anping@1.2`.
fn request(typed: Option<&str>) -> Result<Request, Diagnostic> {
    let Some(typed) = typed.map(str::trim) else { return Ok(Request { name: None, range: None }) };
    let (name, range) = typed.split_once(|c: char| c == '@' || c.is_whitespace()).unwrap_or((typed, ""));
    let wrong = || Diagnostic::new(crate::diagnostic::ThemeFault::NotARange { typed: range.to_owned() });
    let range = if range.trim().is_empty() { None } else { Some(range.parse().map_err(|()| wrong())?) };
    Ok(Request { name: Some(name.to_owned()), range })
}

fn remove_theme(args: &ThemeArgs, name: &str, terminal: &Terminal) -> Said {
    Store::open(&args.folder())?.remove(name)?;
    if args.json {
        print(&serde_json::json!({ "ok": true, "removed": [name] }), terminal);
    } else {
        terminal.say(terminal.pick(format!("已删除主题 {name}"), format!("removed the theme {name}")));
    }
    Ok(Outcome::Done)
}

fn update(args: &ThemeArgs, update: &ThemeUpdateArgs, terminal: &Terminal) -> Said {
    let reach = Reach::new(update.net, terminal);
    let mut store = Store::open(&args.folder())?;
    let name = update.name.as_deref();
    let done = if update.accept { store.accept(name)? } else { store.update(name, &reach.net())? };
    tell(&done, args, terminal);
    if done.is_empty() && !args.json {
        terminal.remark(terminal.pick("没有要更新的主题", "there is no theme to update"));
    }
    Ok(Outcome::Done)
}

fn index(args: &ThemeArgs, index: &ThemeIndexArgs, terminal: &Terminal) -> Said {
    let (offers, faults) = store::offers(&index.folder)?;
    if !faults.is_empty() {
        return Ok(refuse(&faults, args.json, &Sources::new(), terminal));
    }
    let (path, count) = (index.folder.join(INDEX), offers.len());
    write(&path, store::index(offers).as_bytes())?;
    if args.json {
        print(&serde_json::json!({ "ok": true, "file": path, "themes": count }), terminal);
    } else {
        let shown = path.display();
        terminal.say(terminal.pick(format!("{shown}  {count} 个主题包"), format!("{shown}  {count} packages")));
    }
    Ok(Outcome::Done)
}

/// Says what became of each theme.
fn tell(done: &[Installed], args: &ThemeArgs, terminal: &Terminal) {
    if args.json {
        let line = |installed: &Installed| Line {
            name: installed.name.clone(),
            version: installed.version.clone(),
            before: installed.before.clone(),
            changed: !installed.was_there,
        };
        print(&serde_json::json!({ "ok": true, "themes": done.iter().map(line).collect::<Vec<_>>() }), terminal);
        return;
    }
    for Installed { name, version, before, was_there } in done {
        let before = before.as_ref().filter(|before| *before != version);
        terminal.say(match (was_there, before) {
            (true, _) => terminal.pick(format!("{name} {version}  已是这样"), format!("{name} {version}  as before")),
            (false, Some(before)) => {
                terminal.pick(format!("{name} {version}  原来是 {before}"), format!("{name} {version}  was {before}"))
            }
            (false, None) => terminal.pick(format!("{name} {version}  已装好"), format!("{name} {version}  installed")),
        });
    }
}
