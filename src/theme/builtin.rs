//! The themes that are compiled into the program.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{Files, Layer, MANIFEST, manifest};
use crate::diagnostic::Report;
use crate::source::Sources;

include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// A built-in theme. Its manifest is read once a process: for a paper of a page or two that is a tenth of the work. Those
/// that are not asked for are not read.
pub(super) fn layer(name: &str) -> Option<Layer> {
    static LAYERS: Mutex<BTreeMap<&'static str, Layer>> = Mutex::new(BTreeMap::new());
    let name = names().find(|known| *known == name)?;
    let mut layers = LAYERS.lock().unwrap_or_else(PoisonError::into_inner);
    if !layers.contains_key(name) {
        layers.insert(name, read(name, &mut Report::new())?);
    }
    layers.get(name).cloned()
}

/// Names of the built-in themes.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(path, _)| path.strip_suffix("/theme.yaml"))
}

/// Reads a theme; there is nothing to report, as the test below makes sure.
fn read(name: &str, report: &mut Report) -> Option<Layer> {
    let files = files(name);
    let mut sources = Sources::new();
    let id = sources.add_bytes(format!("{name}/{MANIFEST}"), None, files.get(MANIFEST)?).ok()?;
    let manifest = manifest::parse(sources.get(id), report)?;
    Some(Layer { manifest, folder: None, files })
}

fn files(name: &str) -> Files {
    let of_theme = |(path, bytes): &(&str, &'static [u8])| {
        let path = path.strip_prefix(name)?.strip_prefix('/')?;
        Some((path.to_owned(), Cow::Borrowed(*bytes)))
    };
    FILES.iter().filter_map(of_theme).collect()
}

#[cfg(test)]
mod tests {
    use super::{names, read};
    use crate::diagnostic::Report;
    use crate::source::Sources;
    use crate::theme::{Theme, ThemePaths, Wanted};

    /// What their manifests' texts point at is gone, so nothing may be said of it.
    #[test]
    fn built_in_themes_are_read_without_a_word() {
        for name in names() {
            let mut report = Report::new();
            assert!(read(name, &mut report).is_some(), "{name}");
            let theme = Theme::load(Wanted::Named(name), &ThemePaths::default(), &mut Sources::new(), &mut report);
            let theme = theme.expect("a theme");
            assert!(report.as_slice().is_empty() && theme.is_built_in(), "{name}: {:?}", report.as_slice());
        }
    }
}
