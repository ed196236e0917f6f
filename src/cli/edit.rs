//! `banxin edit`: documents written in the browser, a form beside the pages; without a document, the start page.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::mpsc;

use super::args::EditArgs;
use super::terminal::Terminal;
use super::watch::{open, refuse, show, subject};
use super::{Outcome, new, worker};
use crate::pipeline::Settings;
use crate::preview::{Editor, Home, HomeConfig, PreviewConfig};

/// Lets a document or the documents of a folder be written until Ctrl-C.
pub(super) fn edit(args: &EditArgs, terminal: &Terminal) -> Outcome {
    let settings = Settings {
        theme: args.theme.clone(),
        system_fonts: args.system_fonts,
        isolation: Some(worker::shared_isolation(args.limits, args.path.as_deref().unwrap_or(Path::new("")))),
        ..Settings::default()
    };
    let Some(path) = &args.path else { return start(args, settings, terminal) };
    let subject = match subject(path) {
        Ok(subject) => subject,
        Err(fault) => return refuse(fault, terminal),
    };
    let config = PreviewConfig {
        subject,
        settings,
        lang: terminal.lang,
        port: args.port,
        writes_pdf: true,
        poll: false,
        editor: Editor::default(),
        writes: true,
    };
    show(config, args.no_open, terminal)
}

/// Shows the start page until Ctrl-C; if it is shown already, only brings it up.
fn start(args: &EditArgs, settings: Settings, terminal: &Terminal) -> Outcome {
    let config = HomeConfig {
        settings,
        lang: terminal.lang,
        port: args.port,
        starters: new::starters(),
        next_year: Box::new(new::from::beside),
    };
    let home = match Home::start(config) {
        Ok(home) => home,
        Err(fault) => return refuse(fault, terminal),
    };
    let url = home.url();
    terminal.say(terminal.pick(
        format!("开始页：{url}\n按 Ctrl-C 结束；所有命令见 banxin --help。"),
        format!("start page: {url}\nCtrl-C ends it; banxin --help tells all commands."),
    ));
    if !args.no_open {
        open(url, terminal);
    }
    if home.is_running() {
        return Outcome::Done;
    }
    let (sender, ended) = mpsc::channel();
    // Without a handler Ctrl-C ends the program as usual.
    let _ = ctrlc::set_handler(move || {
        // Who waits is gone only when the program ends.
        let _ = sender.send(());
    });
    let _ = ended.recv();
    Outcome::Done
}

/// What is meant where nothing was typed: by a double click there is no terminal to read help on, and on Windows the
/// terminal that opens belongs to nobody.
pub(super) fn is_double_click(typed: &[OsString]) -> bool {
    let alone = typed.len() <= 1;
    if cfg!(windows) {
        // cmd and PowerShell leave their marks.
        let shell = ["PROMPT", "PSExecutionPolicyPreference"].iter().any(|name| std::env::var_os(name).is_some());
        return alone && !shell;
    }
    let screen = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    alone && screen && !std::io::stdin().is_terminal() && !std::io::stderr().is_terminal()
}
