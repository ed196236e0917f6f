//! The themes that are compiled into the program.

use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// The files of a built-in theme.
pub(super) fn files(name: &str) -> Option<super::Files> {
    let files: super::Files = FILES
        .iter()
        .filter_map(|(path, bytes)| {
            let path = path.strip_prefix(name)?.strip_prefix('/')?;
            Some((path.to_owned(), Cow::Borrowed(*bytes)))
        })
        .collect();
    (!files.is_empty()).then_some(files)
}

/// Names of the built-in themes.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(path, _)| path.strip_suffix("/theme.yaml"))
}
