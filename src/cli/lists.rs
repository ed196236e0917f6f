//! What a list is written as: by the ending of its file's name.

use std::path::Path;

use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, FileProblem, ToolFault};
use crate::project::is_yaml;
use crate::sheet::{self, List};

/// The bytes of a file: .xlsx has all lists, .csv the first, .yaml the document.
pub(super) fn bytes(path: &Path, lists: &[List], document: impl Fn() -> String) -> Result<Vec<u8>, Diagnostic> {
    let shown = path.display().to_string();
    if is_yaml(path) {
        Ok(document().into_bytes())
    } else if sheet::is_csv(path) {
        Ok(sheet::csv(&lists[0]))
    } else if sheet::is_xlsx(path) {
        let reason = FileProblem::Other(std::io::ErrorKind::Other);
        sheet::xlsx(lists).map_err(|w| Diagnostic::new(ToolFault::Unwritable { path: shown, reason }).with_foreign(w))
    } else {
        Err(Diagnostic::new(ToolFault::NoListName { path: shown }))
    }
}

/// That it was written.
pub(super) fn wrote(path: &Path, terminal: &Terminal) -> String {
    terminal.pick(format!("已写出 {}", path.display()), format!("wrote {}", path.display()))
}
