//! Whatever is typed, in whichever field and way, comes out of the PDF as it was typed.

mod paper;
mod typing;

use banxin::pipeline::Built;
use banxin::typeset::{Fonts, Glyph};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::reader::{squeezed, text};
use crate::ruler::build;
use paper::{FIELDS, Paper};
use typing::Way;

/// So many papers, each with a text in every field.
const PAPERS: u32 = 40;

/// Marks of Typst, of Markdown, of YAML and of templates, and what official papers are full of.
const MARKS: &str = "#$*_@~<>\\/[]{}\"'`!%&()+,-.:;=?^| 　，。、；：！？“”‘’（）《》〔〕【】—…～·％①②⑩☑×℃№ＡＢ１２";

/// Names are written with these; not all fonts have them.
const RARE: &str = "堃喆玥珺翀昇祎旻燊彧淼犇骉朤囍甪亍岘峣砼";

/// Words that mean something somewhere on the way.
const WORDS: [&str; 24] = [
    "张**",
    "//",
    "/*",
    "*/",
    "#let",
    "#x;",
    "$x^2$",
    "@ref",
    "<label>",
    "https://a.cn/?q=1&b=2#c",
    "\\u{41}",
    "{% if %}",
    "{# 注 #}",
    "&amp;",
    "- ",
    ": ",
    " #",
    "---",
    "...",
    "1,775,475",
    "fi ffl",
    "null",
    "  ",
    "　　",
];

/// The hanzi of GB 2312, in its order.
fn hanzi() -> Vec<char> {
    let bytes: Vec<u8> = (0xB0..=0xF7).flat_map(|row| (0xA1..=0xFE).flat_map(move |cell| [row, cell])).collect();
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
    let private = |c: &char| !('\u{E000}'..='\u{F8FF}').contains(c);
    text.chars().filter(private).collect()
}

fn piece() -> impl Strategy<Value = String> {
    let fonts = Fonts::embedded();
    let rare: Vec<char> = RARE.chars().filter(|c| fonts.covers("Banxin Song", *c)).collect();
    prop_oneof![
        5 => prop::sample::select(hanzi()).prop_map(String::from),
        1 => prop::sample::select(rare).prop_map(String::from),
        3 => prop::sample::select(MARKS.chars().collect::<Vec<_>>()).prop_map(String::from),
        2 => prop::char::range('!', '~').prop_map(String::from),
        1 => prop::sample::select(WORDS.to_vec()).prop_map(String::from),
    ]
}

/// A text of one line as a field takes it: not empty, no white space at its ends, no `{{`, no number before it.
fn line() -> impl Strategy<Value = String> {
    let text = prop::collection::vec(piece(), 1..30).prop_map(|pieces| {
        let mut text = pieces.concat();
        while text.contains("{{") {
            text = text.replace("{{", "{");
        }
        text.trim().to_owned()
    });
    text.prop_filter("a number is added by itself", |text| {
        !text.is_empty() && banxin::yaml::typed_ordinal(text).is_none()
    })
}

fn papers() -> impl Strategy<Value = Vec<(String, Way)>> {
    prop::collection::vec((line(), any::<u8>().prop_map(Way::of)), FIELDS)
}

#[test]
fn every_text_in_every_field_comes_out_of_the_pdf_as_it_was_typed() {
    let config =
        ProptestConfig { cases: PAPERS, failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() };
    // The same papers every time: a test that fails is one that can be looked into.
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&papers(), |texts| {
        let paper = Paper::typed(&texts);
        let built = build(&paper.yaml);
        let read = squeezed(&without_page_numbers(&text(built.pages.as_ref().expect("built"))));
        paper.compare(&read).map_err(TestCaseError::fail)?;
        white_space(&built).map_err(TestCaseError::fail)?;
        Ok(())
    });
    if let Err(fault) = result {
        panic!("{fault}");
    }
}

/// Poppler puts a page's number before its form feed.
fn without_page_numbers(text: &str) -> String {
    let body = |page: &str| page.trim_end().rsplit_once('\n').map_or_else(String::new, |(body, _)| body.to_owned());
    text.split('\u{c}').map(body).collect()
}

/// Every space that was typed is on the page, but for those a line ends at.
fn white_space(built: &Built) -> Result<(), String> {
    let pages = built.pages.as_ref().expect("built");
    for literal in &pages.map().literals {
        let of_literal = |glyph: &&Glyph| glyph.literal == Some(literal.main.start);
        let mut glyphs = pages.layout().glyphs.iter().filter(of_literal).peekable();
        let mut last: Option<&Glyph> = None;
        for (at, character) in literal.text.as_str().char_indices() {
            let is_of = |glyph: &Glyph| (glyph.offset..glyph.offset + glyph.text.len()).contains(&at);
            if glyphs.peek().is_some_and(|glyph| is_of(glyph)) {
                last = glyphs.next();
            }
            // `——` is one glyph.
            let mut line_ends = || glyphs.peek().zip(last).is_none_or(|(next, last)| (next.y - last.y).abs() > 1.0);
            let is_printed = last.is_some_and(is_of);
            if !is_printed && (!character.is_whitespace() || !line_ends()) {
                return Err(format!("`{character}` at {at} of `{}` is not printed", literal.text));
            }
        }
    }
    Ok(())
}

#[test]
fn double_braces_can_be_typed() {
    let built = build("标题: 计划\n正文:\n  - 段落: 写成{{ \"{\" }}{{ \"{\" }} 年度 }}就是年度。\n");
    let read = squeezed(&text(built.pages.as_ref().expect("built")));
    assert!(read.contains("写成{{年度}}就是年度。"), "{read}");
}
