//! `banxin watch`: the pages in the browser while they are written; on the screen one line that tells of the last build.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use super::Outcome;
use super::args::WatchArgs;
use super::terminal::Terminal;
use super::worker;
use crate::diagnostic::{Diagnostic, Lang, PreviewFault, ToolFault};
use crate::pipeline::Settings;
use crate::preview::{Editor, Preview, PreviewConfig, Status, Subject};
use crate::project::is_yaml;
use crate::source::Sources;

/// Shows a document or a folder until Ctrl-C.
pub(super) fn watch(args: &WatchArgs, terminal: &Terminal) -> Outcome {
    match config(args, terminal.lang) {
        Ok(config) => show(config, args.no_open, terminal),
        Err(fault) => refuse(fault, terminal),
    }
}

/// Shows what is to be shown until Ctrl-C.
pub(super) fn show(config: PreviewConfig, no_open: bool, terminal: &Terminal) -> Outcome {
    let writes = config.writes;
    let (sender, statuses) = mpsc::channel();
    let built = sender.clone();
    let preview = Preview::start(config, move |status| {
        // The screen is gone only when the program ends.
        let _ = built.send(Some(status.clone()));
    });
    let preview = match preview {
        Ok(preview) => preview,
        Err(fault) => return refuse(fault, terminal),
    };
    greet(preview.url(), writes, terminal);
    if !no_open {
        open(preview.url(), terminal);
    }
    let stop = move || {
        // As above.
        let _ = sender.send(None);
    };
    // Without a handler Ctrl-C ends the program as usual.
    let _ = ctrlc::set_handler(stop);
    while let Ok(Some(status)) = statuses.recv() {
        terminal.progress(&line(&status, terminal.lang));
    }
    terminal.remark("");
    Outcome::Done
}

fn config(args: &WatchArgs, lang: Lang) -> Result<PreviewConfig, Diagnostic> {
    Ok(PreviewConfig {
        subject: subject(&path(args))?,
        settings: Settings {
            theme: args.theme.clone(),
            system_fonts: args.system_fonts,
            isolation: Some(worker::shared_isolation(args.limits, &path(args))),
            ..Settings::default()
        },
        lang,
        port: args.port,
        writes_pdf: !args.no_pdf,
        poll: args.poll,
        editor: Editor::parse(&args.editor),
        writes: false,
    })
}

/// What is shown if nothing is named: the sample of a theme that is being written, else this folder.
fn path(args: &WatchArgs) -> PathBuf {
    let sample = args.theme.as_ref().map(|theme| Path::new(theme).join("sample.yaml"));
    let fallback = || sample.filter(|sample| sample.is_file()).unwrap_or_else(|| ".".into());
    args.path.clone().unwrap_or_else(fallback)
}

/// What a path names.
pub(super) fn subject(path: &Path) -> Result<Subject, Diagnostic> {
    let shown = || path.display().to_string();
    if path.is_dir() {
        Ok(Subject::Folder(path.to_path_buf()))
    } else if !path.exists() {
        Err(Diagnostic::new(PreviewFault::NoSubject { path: shown() }))
    } else if is_yaml(path) {
        Ok(Subject::File(path.to_path_buf()))
    } else {
        Err(Diagnostic::new(ToolFault::NotYaml { path: shown() }))
    }
}

pub(super) fn refuse(fault: Diagnostic, terminal: &Terminal) -> Outcome {
    terminal.tell(&[fault], &Sources::new());
    Outcome::Failed
}

fn greet(url: &str, writes: bool, terminal: &Terminal) {
    terminal.say(if writes {
        terminal.pick(
            format!("编辑：{url}\n在浏览器里写，随时自动存盘；按 Ctrl-C 结束。"),
            format!("editor: {url}\nwrite in the browser, all is saved by itself; Ctrl-C ends it."),
        )
    } else {
        terminal.pick(
            format!("预览：{url}\n每次保存都会自动更新；按 Ctrl-C 结束。"),
            format!("preview: {url}\nit follows every save; Ctrl-C ends it."),
        )
    });
}

pub(super) fn open(url: &str, terminal: &Terminal) {
    if let Err(error) = opener::open_browser(url) {
        let fault = Diagnostic::new(PreviewFault::NoBrowser { url: url.to_owned() });
        terminal.tell(&[fault.with_foreign(error.to_string())], &Sources::new());
    }
}

/// What a build is told in: `计划.yaml  8 页  2 处提醒  18 毫秒`.
fn line(status: &Status, lang: Lang) -> String {
    let Status { document, pages, errors, warnings, took } = status;
    let millis = took.as_millis();
    let plural = |count: &usize| if *count == 1 { "" } else { "s" };
    match pages {
        None => lang.pick(
            format!("{document}  有 {errors} 处错误，网页上有说明，页面保持原样"),
            format!("{document}  {errors} error{}, explained in the page; the last good pages stay", plural(errors)),
        ),
        Some(pages) => lang.pick(
            format!("{document}  {pages} 页  {}  {millis} 毫秒", warned(*warnings, lang)),
            format!("{document}  {pages} page{}  {}  {millis} ms", plural(pages), warned(*warnings, lang)),
        ),
    }
}

fn warned(warnings: usize, lang: Lang) -> String {
    match warnings {
        0 => lang.pick("没有问题", "no warnings").to_owned(),
        1 => lang.pick("1 处提醒", "1 warning").to_owned(),
        count => lang.pick(format!("{count} 处提醒"), format!("{count} warnings")),
    }
}
