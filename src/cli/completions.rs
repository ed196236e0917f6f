//! `banxin completions`: a script that lets a shell complete the command line.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::terminal::Terminal;
use super::{Outcome, help};
use crate::diagnostic::Lang;

/// Prints the script.
pub(super) fn completions(args: &CompletionsArgs, lang: Lang, terminal: &Terminal) -> Outcome {
    let mut command = help::localised(Cli::command(), lang);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "banxin", &mut script);
    match terminal.raw(&script) {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}
