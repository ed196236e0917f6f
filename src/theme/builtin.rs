//! The themes that are compiled into the program.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Files, Layer, MANIFEST, manifest};
use crate::diagnostic::Report;
use crate::source::Sources;

include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// A built-in theme. Its manifest is read once a process: for a paper of a page or two that is a tenth of the work.
pub(super) fn layer(name: &str) -> Option<Layer> {
    static LAYERS: OnceLock<BTreeMap<&'static str, Layer>> = OnceLock::new();
    let layers =
        LAYERS.get_or_init(|| names().filter_map(|name| Some((name, read(name, &mut Report::new())?))).collect());
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
    use crate::theme::Theme;

    /// What their manifests' texts point at is gone, so nothing may be said of it.
    #[test]
    fn built_in_themes_are_read_without_a_word() {
        for name in names() {
            let mut report = Report::new();
            let layer = read(name, &mut report).expect("a theme");
            let theme = Theme::of(vec![layer], &mut report);
            assert!(report.as_slice().is_empty() && theme.is_built_in(), "{name}: {:?}", report.as_slice());
        }
    }
}
