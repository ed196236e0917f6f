//! `banxin edit`: documents written in the browser, a form beside the pages.

use super::Outcome;
use super::args::EditArgs;
use super::terminal::Terminal;
use super::watch::{refuse, show, subject};
use super::worker;
use crate::pipeline::Settings;
use crate::preview::{Editor, PreviewConfig};

/// Lets a document or the documents of a folder be written until Ctrl-C.
pub(super) fn edit(args: &EditArgs, terminal: &Terminal) -> Outcome {
    let subject = match subject(&args.path) {
        Ok(subject) => subject,
        Err(fault) => return refuse(fault, terminal),
    };
    let config = PreviewConfig {
        subject,
        settings: Settings {
            theme: args.theme.clone(),
            system_fonts: args.system_fonts,
            isolation: worker::shared_isolation(args.limits),
            ..Settings::default()
        },
        lang: terminal.lang,
        port: args.port,
        writes_pdf: true,
        poll: false,
        editor: Editor::default(),
        writes: true,
    };
    show(config, args.no_open, terminal)
}
