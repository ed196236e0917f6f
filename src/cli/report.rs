//! `banxin report merge`: the reports of shares → one.

use super::Outcome;
use super::args::{MergeArgs, ReportArgs, ReportCommand};
use super::terminal::Terminal;
use crate::batch;
use crate::source::Sources;

/// Works with reports.
pub(super) fn report(args: &ReportArgs, terminal: &Terminal) -> Outcome {
    let ReportCommand::Merge(args) = &args.command;
    merge(args, terminal)
}

fn merge(args: &MergeArgs, terminal: &Terminal) -> Outcome {
    let merged = batch::merge(&args.files);
    let written = merged.and_then(|report| {
        let paths = batch::write_reports(&report, &args.output, terminal.lang).map_err(|fault| vec![fault])?;
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
