//! `banxin locate`: a line of a document → the page that is open in the browser.

use std::path::Path;

use super::Outcome;
use super::args::LocateArgs;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, PreviewFault};
use crate::preview;
use crate::source::Sources;

/// Scrolls every open page to the place.
pub(super) fn locate(args: &LocateArgs, terminal: &Terminal) -> Outcome {
    let found = place(&args.place)
        .ok_or_else(|| Diagnostic::new(PreviewFault::NoPlace { typed: args.place.clone() }))
        .and_then(|(path, line, column)| preview::locate(Path::new(path), line, column));
    match found {
        Ok(located) => {
            let (document, page) = (located.document, located.page);
            terminal.say(terminal.pick(format!("{document} 第 {page} 页"), format!("{document}, page {page}")));
            Outcome::Done
        }
        Err(fault) => {
            terminal.tell(&[fault], &Sources::new());
            Outcome::Failed
        }
    }
}

/// `FILE:LINE` or `FILE:LINE:COLUMN`; a file's name may have colons of its own.
fn place(typed: &str) -> Option<(&str, usize, Option<usize>)> {
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
    let (rest, last) = typed.rsplit_once(':')?;
    let last = number(last)?;
    match rest.rsplit_once(':') {
        Some((file, line)) if number(line).is_some() && !file.is_empty() => Some((file, number(line)?, Some(last))),
        _ => (!rest.is_empty()).then_some((rest, last, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_and_a_line_and_perhaps_a_column() {
        assert_eq!(place("计划.yaml:12"), Some(("计划.yaml", 12, None)));
        assert_eq!(place("C:\\a.yaml:3:7"), Some(("C:\\a.yaml", 3, Some(7))));
        assert_eq!(place("C:\\a.yaml:3"), Some(("C:\\a.yaml", 3, None)));
        for typed in ["a.yaml", "a.yaml:", "a.yaml:0", ":3", ""] {
            assert_eq!(place(typed), None, "{typed}");
        }
    }
}
