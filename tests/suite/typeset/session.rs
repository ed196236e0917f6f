//! Sessions: the same pages every time, whatever came before, and nothing that a paper does may end them.

use std::sync::Arc;

use banxin::export::{PdfConfig, pdf};
use banxin::typeset::{Files, Fonts, Input, Pace, Pages, Session};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

use crate::draft::{Draft, told};

fn plan(seed: usize) -> Draft {
    let mut draft = Draft::new();
    for nth in 0..40 {
        draft = draft.paragraph(&format!(
            "第{}项：完善最低生活保障制度，做到应保尽保，发放{}元。",
            nth * seed,
            seed * 1000 + nth
        ));
    }
    draft
}

fn bytes(pages: &Pages) -> Vec<u8> {
    pdf(pages, &PdfConfig::default()).expect("a PDF")
}

#[test]
fn what_was_set_before_leaves_no_trace() {
    let fresh = bytes(&plan(3).pages());
    for pace in [Pace::LIVE, Pace::batch(1)] {
        let mut session = Session::new(Fonts::embedded(), pace);
        for seed in [1, 2, 5, 3] {
            let pages = plan(seed).set_in(&mut session).pages.expect("pages");
            if seed == 3 {
                assert!(bytes(&pages) == fresh, "{pace:?}");
            }
        }
    }
}

#[test]
fn threads_side_by_side_give_the_same_bytes() {
    let fresh = bytes(&plan(7).pages());
    std::thread::scope(|scope| {
        for thread in 0..3 {
            let fresh = &fresh;
            scope.spawn(move || {
                let mut session = Session::new(Fonts::embedded(), Pace::batch(1));
                for seed in [thread + 1, 7, thread + 9, 7] {
                    let pages = plan(seed).set_in(&mut session).pages.expect("pages");
                    assert!(seed != 7 || bytes(&pages) == *fresh);
                }
            });
        }
    });
}

#[test]
fn a_heap_of_combining_marks_never_reaches_typst() {
    for mark in ["\u{301}", "\u{3099}", "\u{FE0F}"] {
        let draft = Draft::new().paragraph("前").paragraph(&format!("甲e{}乙", mark.repeat(100_000)));
        assert_eq!(draft.fails(), "typeset-too-many-marks 'e' 100000 combining marks on one character can't be drawn");
    }
    assert_eq!(
        Draft::new().paragraph(&format!("甲{}", "\u{301}".repeat(900))).set().pages.map(|pages| pages.count()),
        Some(1)
    );
}

#[test]
fn a_panic_is_told_and_the_session_goes_on() {
    let mut session = Session::new(Fonts::embedded(), Pace::LIVE);
    let good = bytes(&plan(1).set_in(&mut session).pages.expect("pages"));
    let bad = plan(1).code("#set page(width: 1e308pt, margin: 1e308pt)\nx");
    for _ in 0..2 {
        let outcome = bad.set_in(&mut session);
        let told = told(&outcome.diagnostics, "");
        assert!(outcome.pages.is_none());
        assert!(
            told.starts_with("typeset-crashed '' Typst gave up on this paper | assertion failed: size.is_finite()")
                || told.contains("(nowhere)"),
            "{told}"
        );
    }
    assert!(bytes(&plan(1).set_in(&mut session).pages.expect("pages")) == good);
}

#[test]
fn deep_nesting_is_a_mistake_not_a_crash() {
    for depth in [200, 2_000] {
        let code = format!("{}甲{}", "#box[".repeat(depth), "]".repeat(depth));
        let outcome = Draft::new().code(&code).set();
        assert!(outcome.pages.is_some() || !outcome.diagnostics.is_empty());
    }
    let told = Draft::new().start().code("#let f(n) = f(n + 1)\n#f(0)").words("甲").end().fails();
    assert!(
        told.starts_with("typeset-refused '甲' this part can't be set | maximum function call depth exceeded"),
        "{told}"
    );
}

#[test]
fn after_a_mistake_the_session_goes_on() {
    let mut session = Session::new(Fonts::embedded(), Pace::LIVE);
    let good = bytes(&plan(2).set_in(&mut session).pages.expect("pages"));
    for broken in ["#[", "#\"", "#let", "#nosuch()", "#panic()"] {
        let outcome = plan(2).code(broken).set_in(&mut session);
        assert!(outcome.pages.is_none() && !outcome.diagnostics.is_empty(), "{broken}");
    }
    assert!(bytes(&plan(2).set_in(&mut session).pages.expect("pages")) == good);
}

/// Typst's file ids have 16 bits and are never freed. A paper may not cost any.
#[test]
fn seventy_thousand_papers_with_pictures_use_no_more_file_ids_than_one() {
    let probe = |name: &str| -> FileId {
        RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).expect("a path")).intern()
    };
    let mut theme = Files::new();
    theme.insert("/theme/lib/x.typ", *b"#let x = 1").expect("a good path");
    let paper = |nth: usize| {
        let mut files = theme.clone();
        files.insert("/theme/params.typ", format!("#let n = {nth}")).expect("a good path");
        for picture in 0..3 {
            files.insert(&format!("/asset/{picture}"), nth.to_le_bytes()).expect("a good path");
        }
        files
    };
    let mut session = Session::new(Fonts::embedded(), Pace::batch(1));
    let map = Arc::default();
    let mut set = |nth| {
        let files = paper(nth);
        let main = "#import \"/theme/params.typ\": n\n#n #read(\"/asset/2\", encoding: none).len()";
        session.typeset(&Input { main, files: &files, map: &map, roles: &[] }).pages.expect("pages")
    };
    set(0);
    let before = probe("/probe/before").into_raw().get();
    for nth in 0..70_000 {
        assert_eq!(paper(nth).len(), 5);
    }
    for nth in 0..30 {
        set(nth);
    }
    // Other tests of this binary run beside this one and have a few paths of their own.
    let after = probe("/probe/after").into_raw().get();
    assert!(after - before < 100, "{before} {after}");
}
