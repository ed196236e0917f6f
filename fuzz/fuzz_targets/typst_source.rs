//! From bytes to Typst source: no input may make a stage before typesetting panic, and what comes out must keep every
//! typed text inside a string literal.

#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use banxin::diagnostic::human::{Style, draw_all};
use banxin::diagnostic::{Lang, Report};
use banxin::source::{Shelf, Sources};
use banxin::theme::{DEFAULT, Theme, ThemePaths, Wanted};
use banxin::{document, render, resolve, yaml};
use libfuzzer_sys::fuzz_target;

fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(|| {
        Theme::load(Wanted::Typed(DEFAULT), &ThemePaths::default(), &mut Sources::new(), &mut Report::new()).expect("it is built in")
    })
}

fuzz_target!(|bytes: &[u8]| {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let Ok(id) = sources.add_bytes("fuzz.yaml".to_owned(), None, bytes) else { return };
    let nodes = yaml::parse(sources.get(id), &mut report);
    if let Some(document) = nodes.and_then(|nodes| document::parse(&nodes.root, &mut report)) {
        // An empty folder: what a document includes is not there.
        let root = Path::new("/nonexistent");
        let paper = resolve::resolve(document, &mut Shelf::new(&mut sources, root), &mut report);
        let roles = render::roles(theme(), &|_| true);
        let look = render::Look { theme: theme(), roles: &roles, fit: render::Fit::default() };
        if let Some(rendered) = render::render(&paper, &look, &mut report) {
            for literal in &rendered.map.literals {
                let written = &rendered.main[literal.main.clone()];
                assert!(written.starts_with('"') && written.ends_with('"') && written.len() >= 2);
            }
        }
    }
    for lang in [Lang::Zh, Lang::En] {
        let style = Style { lang, colour: false, width: 100 };
        let _ = draw_all(&report.clone().sorted(), &sources, style);
    }
});
