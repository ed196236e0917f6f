//! `banxin report merge`: the reports of shares → one.

use super::Outcome;
use super::args::{MergeArgs, ReportArgs, ReportCommand};
use super::reach::{self, Reached};
use super::terminal::Terminal;
use crate::batch;
use crate::source::Sources;

/// Works with reports.
pub(super) fn report(args: &ReportArgs, terminal: &Terminal) -> Outcome {
    let ReportCommand::Merge(args) = &args.command;
    merge(args, terminal)
}

fn merge(args: &MergeArgs, terminal: &Terminal) -> Outcome {
    let Reached { args, place } = match reach::merge(args, terminal) {
        Ok(reached) => reached,
        Err(fault) => {
            terminal.tell(&[fault], &Sources::new());
            return Outcome::Failed;
        }
    };
    let merged = batch::merge(&args.files, &*place);
    let written = merged.and_then(|report| {
        let paths = batch::write_reports(&report, &args.output, terminal.lang, &*place).map_err(|fault| vec![fault])?;
        Ok((report, paths))
    });
    match written {
        Err(faults) => {
            terminal.tell(&faults, &Sources::new());
            Outcome::Failed
        }
        Ok((report, paths)) => {
            super::build::summary(&report, Some(&paths), terminal);
            let failed = report.count(batch::Outcome::Failed);
            if failed == 0 && !report.interrupted { Outcome::Done } else { Outcome::Errors }
        }
    }
}
