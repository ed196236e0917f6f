//! `banxin new`: a commented document that builds, to start from.

use std::path::PathBuf;

use super::Outcome;
use super::args::{NewArgs, Scaffold};
use super::terminal::Terminal;
use crate::project::is_yaml;
use crate::source::Sources;
use crate::write::write_new;

/// Writes the scaffold; what is there already is left alone.
pub(super) fn new(args: &NewArgs, terminal: &Terminal) -> Outcome {
    let (name, text) = match args.kind {
        Scaffold::Plan => ("工作计划.yaml", include_str!("../../scaffolds/plan.yaml")),
        Scaffold::Summary => ("工作总结.yaml", include_str!("../../scaffolds/summary.yaml")),
    };
    let mut path = args.file.clone().unwrap_or_else(|| PathBuf::from(name));
    if path.is_dir() {
        path.push(name);
    } else if !is_yaml(&path) {
        // `with_extension` would cut 2.0 of 计划2.0.
        path.as_mut_os_string().push(".yaml");
    }
    if let Err(fault) = write_new(&path, text.as_bytes()) {
        terminal.tell(&[fault], &Sources::new());
        return Outcome::Failed;
    }
    let shown = path.display();
    terminal.say(terminal.pick(
        format!("已写好 {shown}\n用记事本或别的编辑器改好后，运行：banxin build {shown}"),
        format!("wrote {shown}\nedit it, then run: banxin build {shown}"),
    ));
    Outcome::Done
}
