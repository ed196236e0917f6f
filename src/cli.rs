//! The command line: what was typed → what it means → stages → words on the screen.
//!
//! One file a command. Only this edge prints, and only through [`terminal`].

use std::ffi::OsString;
use std::process::ExitCode;
use std::thread;

use clap::{CommandFactory, FromArgMatches};

pub mod args;
mod build;
mod collect;
mod completions;
mod edit;
mod explain;
mod fonts;
mod help;
mod interrupt;
mod lists;
mod locate;
mod measure;
mod missing;
mod new;
mod progress;
mod reach;
mod report;
mod schema;
mod summarize;
mod terminal;
mod theme;
mod watch;
mod worker;

use args::{Cli, Command};
use interrupt::interruptible;
use terminal::Terminal;

use crate::source::Sources;

/// Parsers and templates recurse with the nesting of a document; the main thread of some systems has 1 MiB.
const STACK_BYTES: usize = 32 * 1024 * 1024;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is done.
    Done = 0,
    /// A document has errors.
    Errors = 1,
    /// The tool could not run.
    Failed = 2,
    /// Stopped by Ctrl-C: 128 + SIGINT, as shells expect.
    Interrupted = 130,
}

/// Runs the command that was typed.
pub fn run(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    let typed: Vec<OsString> = typed.into_iter().collect();
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || dispatch(&typed));
    let outcome = worker.ok().and_then(|worker| worker.join().ok()).unwrap_or(Outcome::Failed);
    ExitCode::from(outcome as u8)
}

fn dispatch(typed: &[OsString]) -> Outcome {
    let lang = terminal::language(typed);
    let double_clicked = edit::is_double_click(typed).then(|| vec![OsString::from("banxin"), OsString::from("edit")]);
    let typed = double_clicked.as_deref().unwrap_or(typed);
    let command = help::localised(Cli::command(), lang);
    let cli = match command.try_get_matches_from(typed).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            let asked =
                matches!(error.kind(), clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion);
            match help::explained(&error, lang) {
                Some(words) => Terminal::new(lang).remark(words),
                // Where there is no terminal to tell, there is nothing else to do either.
                None => drop(error.print()),
            }
            return if asked { Outcome::Done } else { Outcome::Failed };
        }
    };
    let terminal = Terminal::new(lang);
    if !reach::takes_addresses(&cli.command) {
        let typed = typed.iter().skip(1).filter_map(|typed| typed.to_str());
        let what = format!("banxin {}", typed.clone().next().unwrap_or_default());
        if let Err(fault) = reach::refuse(typed, &what) {
            terminal.tell(&[fault], &Sources::new());
            return Outcome::Failed;
        }
    }
    match cli.command {
        Command::Build(args) => build::build(&args, &terminal),
        Command::Watch(args) => watch::watch(&args, &terminal),
        Command::Collect(args) => reach::all(&args, &terminal, collect::collect),
        Command::Missing(args) => reach::all(&args, &terminal, missing::missing),
        Command::Summarize(args) => reach::all(&args, &terminal, summarize::summarize),
        Command::Report(args) => report::report(&args, &terminal),
        Command::Edit(args) => edit::edit(&args, &terminal),
        Command::Locate(args) => locate::locate(&args, &terminal),
        Command::New(args) => new::new(&args, &terminal),
        Command::Fonts(args) => fonts::fonts(&args, &terminal),
        Command::Schema(args) => schema::schema(&args, &terminal),
        Command::Measure(args) => measure::measure(&args, &terminal),
        Command::Theme(args) => theme::theme(&args, &terminal),
        Command::Worker(args) => worker::worker(&args),
        Command::Completions(args) => completions::completions(&args, lang, &terminal),
    }
}
