//! Characters that no font has, and hanzi that had to be drawn in another font.
//!
//! In: the pages, the fonts, the roles the theme gave them. Out: an error for every character printed as a box, a note for
//! hanzi from a stand-in, a warning for characters that show nothing. Frames don't tell which role a glyph was set in:
//! within one typed text the family of most hanzi is taken for it, and a text in a single family is only told if that
//! family is nobody's first choice. So a stand-in may go unnoticed, but a choice is never called one.

use std::collections::HashMap;

use typst::layout::{Frame, FrameItem};
use typst::syntax::Span as TypstSpan;
use typst::text::{TextItem, is_default_ignorable};
use unicode_script::{Script, UnicodeScript};

use super::fonts::Fonts;
use super::pages::Pages;
use super::world::MAIN;
use crate::diagnostic::{Diagnostic, FontFault};
use crate::source::Span;

/// The fonts of one role of a theme, such as 仿宋 for the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// Its name in the theme.
    pub name: String,
    /// The families there are, the most wanted first.
    pub families: Vec<String>,
    /// The index in `families` from which on they are stand-ins for what the others lack.
    pub stand_ins: usize,
}

/// Looks through the pages; what is told comes in the order of the pages.
pub(super) fn check(pages: &Pages, fonts: &Fonts, roles: &[Role]) -> Vec<Diagnostic> {
    let mut census = Census::default();
    for page in pages.document().map_or(&[][..], |(document, _)| document.pages()) {
        census.frame(&page.frame);
    }
    let mut diagnostics = invisible(pages);
    diagnostics.extend(missing(&census, pages, fonts));
    diagnostics.extend(stand_ins(&census, pages, &Ranks::new(fonts, roles)));
    diagnostics
}

/// Where a character stands.
#[derive(Clone, Copy)]
struct Spot {
    /// The text it is of.
    text: TypstSpan,
    /// The number of its glyph, as [`Layout`](super::Layout) has it.
    glyph: usize,
}

impl Spot {
    fn typed(self, pages: &Pages) -> Option<Span> {
        let glyph = pages.layout().glyphs.get(self.glyph)?;
        pages.map().place(glyph.literal, glyph.offset, glyph.block).or_else(|| pages.document()?.1.document())
    }
}

/// A character that is printed as a box.
struct Missing {
    character: char,
    count: usize,
    first: Spot,
}

/// The hanzi of one typed text that are drawn in one family.
struct Share {
    family: String,
    hanzi: String,
    first: Spot,
}

/// What was counted on the pages.
#[derive(Default)]
struct Census {
    /// How many glyphs were passed.
    glyphs: usize,
    missing: Vec<Missing>,
    /// By the span of the text.
    shares: HashMap<TypstSpan, Vec<Share>>,
    /// The spans in the order they are met.
    order: Vec<TypstSpan>,
}

impl Census {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Text(text) => self.text(text),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem) {
        for glyph in &text.glyphs {
            let spot = Spot { text: glyph.span.0, glyph: self.glyphs };
            self.glyphs += 1;
            let Some(cluster) = text.text.get(glyph.range()) else { continue };
            if glyph.id == 0 {
                self.missing(cluster, spot);
            } else if let Some(hanzi) = cluster.chars().next().filter(|&c| is_hanzi(c)) {
                self.hanzi(hanzi, &text.font.info().family, spot);
            }
        }
    }

    fn missing(&mut self, cluster: &str, first: Spot) {
        for character in cluster.chars().filter(|&c| !is_default_ignorable(c)) {
            let known = self.missing.iter_mut().find(|missing| missing.character == character);
            match known {
                Some(missing) => missing.count += 1,
                None => self.missing.push(Missing { character, count: 1, first }),
            }
        }
    }

    fn hanzi(&mut self, hanzi: char, family: &str, first: Spot) {
        let shares = self.shares.entry(first.text).or_insert_with(|| {
            self.order.push(first.text);
            Vec::new()
        });
        match shares.iter_mut().find(|share| share.family == family) {
            Some(share) => share.hanzi.push(hanzi),
            None => shares.push(Share { family: family.to_owned(), hanzi: hanzi.into(), first }),
        }
    }
}

fn is_hanzi(c: char) -> bool {
    // Nearly all are in the main block, and every glyph of a paper is asked.
    matches!(c, '\u{4E00}'..='\u{9FFF}') || (c >= '\u{2E80}' && c.script() == Script::Han)
}

/// One error a text, with all characters that were not told before. A base that is drawn as a box only because its
/// combining mark is nowhere to be had is not counted among them.
fn missing(census: &Census, pages: &Pages, fonts: &Fonts) -> Vec<Diagnostic> {
    let same_text = |a: &Missing, b: &Missing| a.first.text == b.first.text;
    let texts = census.missing.chunk_by(same_text);
    let tell = |text: &[Missing]| {
        let culprits: Vec<&Missing> = text.iter().filter(|missing| !fonts.have(missing.character)).collect();
        let culprits = if culprits.is_empty() { text.iter().collect() } else { culprits };
        let characters = culprits.iter().map(|missing| missing.character).collect();
        let count = culprits.iter().map(|missing| missing.count).sum();
        let span = culprits.first().and_then(|missing| missing.first.typed(pages));
        Diagnostic { span, ..Diagnostic::new(FontFault::MissingGlyph { characters, count }) }
    };
    texts.map(tell).collect()
}

/// What families are to the roles, all by the fonts' own names.
struct Ranks {
    /// Of each role: first choices, stand-ins.
    roles: Vec<(Vec<String>, Vec<String>)>,
}

impl Ranks {
    fn new(fonts: &Fonts, roles: &[Role]) -> Self {
        let own = |name: &String| fonts.family_name(name).map(str::to_owned);
        let split = |role: &Role| {
            let (first, rest) = role.families.split_at(role.stand_ins.min(role.families.len()));
            (first.iter().filter_map(own).collect(), rest.iter().filter_map(own).collect())
        };
        Self { roles: roles.iter().map(split).collect() }
    }

    /// The family that `used` stands in for, among text that is otherwise set in `around`.
    fn wanted<'a>(&'a self, used: &str, around: Option<&'a str>) -> Option<&'a str> {
        let mut roles = self.roles.iter().filter(|(_, rest)| rest.iter().any(|family| family == used));
        let chosen =
            |family: &str, (first, _): &(Vec<String>, Vec<String>)| first.iter().any(|choice| choice == family);
        if let Some(around) = around {
            return roles.any(|role| chosen(around, role)).then_some(around);
        }
        let somebodys_choice = self.roles.iter().any(|role| chosen(used, role));
        if somebodys_choice { None } else { roles.next()?.0.first().map(String::as_str) }
    }
}

/// One note a pair of families.
fn stand_ins(census: &Census, pages: &Pages, ranks: &Ranks) -> Vec<Diagnostic> {
    let mut told: Vec<(&str, &Share, String)> = Vec::new();
    for shares in census.order.iter().filter_map(|span| census.shares.get(span)) {
        // What the theme draws, such as （一）, has one span wherever it stands, in whichever role.
        let typed = shares.first().is_some_and(|share| share.first.text.id() == Some(*MAIN));
        let most = shares.iter().rev().max_by_key(|share| share.hanzi.len()).filter(|_| typed);
        for share in shares {
            let around = most.filter(|most| most.family != share.family).map(|most| most.family.as_str());
            if around.is_none() && typed && shares.len() > 1 {
                continue;
            }
            // A heading stands in the contents too, in another font: what both fonts have drawn, neither lacks.
            let drawn = |c: &char| most.is_some_and(|most| most.family != share.family && most.hanzi.contains(*c));
            let lacking: String = share.hanzi.chars().filter(|c| !drawn(c)).collect();
            if lacking.is_empty() {
                continue;
            }
            let Some(wanted) = ranks.wanted(&share.family, around) else { continue };
            let known = told.iter().position(|(of, by, _)| *of == wanted && by.family == share.family);
            let at = known.unwrap_or_else(|| {
                told.push((wanted, share, String::new()));
                told.len() - 1
            });
            add_new(&mut told[at].2, &lacking);
        }
    }
    let tell = |(wanted, share, characters): (&str, &Share, String)| {
        let fault = FontFault::Fallback { characters, wanted: wanted.to_owned(), used: share.family.clone() };
        Diagnostic { span: share.first.typed(pages), ..Diagnostic::new(fault) }
    };
    told.into_iter().map(tell).collect()
}

fn add_new(characters: &mut String, more: &str) {
    for character in more.chars() {
        if !characters.contains(character) {
            characters.push(character);
        }
    }
}

/// Characters that are typed and show nothing, one warning each.
fn invisible(pages: &Pages) -> Vec<Diagnostic> {
    let mut found: Vec<(char, usize, Option<Span>)> = Vec::new();
    for literal in &pages.map().literals {
        for (offset, character) in literal.text.as_str().char_indices().filter(|&(_, c)| is_invisible(c)) {
            match found.iter_mut().find(|(known, ..)| *known == character) {
                Some((_, count, _)) => *count += 1,
                None => found.push((character, 1, literal.text.locate(offset))),
            }
        }
    }
    let tell =
        |(character, count, span)| Diagnostic { span, ..Diagnostic::new(FontFault::Invisible { character, count }) };
    found.into_iter().map(tell).collect()
}

/// Whether a character shows nothing and does nothing a Chinese paper needs. Variation selectors choose between forms
/// of the character before them, so they stay.
fn is_invisible(c: char) -> bool {
    let selects_a_form = matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
    c >= '\u{AD}' && !selects_a_form && is_default_ignorable(c)
}
