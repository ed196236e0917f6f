//! A paper in a theme's clothes: Typst source, and the way back from it.
//!
//! In: a [`Paper`] and a [`Theme`]. Out: `main.typ`, `/theme/params.typ` and the [`SourceMap`]. Templates never hold
//! a text: they get marks, and only after the last template is done are the marks replaced by string literals. So a
//! template can misplace a text but never turn it into code, and the place of every literal is known exactly.
//! This module must not lay anything out.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::asset::Asset;
use crate::diagnostic::{Diagnostic, Report, ThemeFault};
use crate::paper::Paper;
use crate::theme::{ParamValue, RoleFonts, Theme};

mod assemble;
mod context;
mod environment;
pub mod explain;
mod fit;
pub mod literal;
pub mod source_map;
mod title;
mod volume;

pub(crate) use context::asset_path;
pub use context::{PicturePlace, TablePlace};
pub use fit::Fit;
pub(crate) use fit::LINES;
pub use source_map::SourceMap;
pub use volume::{Entry, Front, PART, front};

/// Opens a mark in what templates write; a private-use character that [`literal::write_string`] escapes in texts.
pub(crate) const OPEN: char = '\u{F8F0}';
/// Closes a mark.
pub(crate) const CLOSE: char = '\u{F8F1}';

/// What a theme made of a paper.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The whole of `main.typ`.
    pub main: String,
    /// The generated `/theme/params.typ`.
    pub params: String,
    /// The way back.
    pub map: SourceMap,
    /// The picture files, which Typst sees as [`asset_path`] of their places.
    pub assets: Vec<Arc<Asset>>,
    /// The pictures, by the number a theme reports of each with how wide it is printed.
    pub pictures: Vec<PicturePlace>,
    /// The tables, by the number a theme reports of each that is crowded.
    pub tables: Vec<TablePlace>,
}

/// A font role as it holds on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Its name in the theme.
    pub name: String,
    /// Families that are there, in order of preference.
    pub families: Vec<String>,
    /// The first family that only stands in for characters the others lack.
    pub stand_ins: usize,
    /// The family of digits and letters.
    pub latin: Option<String>,
}

/// The font roles of a theme, with the families that `available` knows.
#[must_use]
pub fn roles(theme: &Theme, available: &dyn Fn(&str) -> bool) -> Vec<Role> {
    theme.fonts.iter().map(|(name, fonts)| role(name, fonts, available)).collect()
}

fn role(name: &str, fonts: &RoleFonts, available: &dyn Fn(&str) -> bool) -> Role {
    let there = |list: &[String]| list.iter().filter(|family| available(family)).cloned().collect::<Vec<_>>();
    let mut families = there(&fonts.prefer);
    families.extend(there(&fonts.then));
    let mut seen = HashSet::new();
    families.retain(|family| seen.insert(family.to_lowercase()));
    let latin = fonts.latin.clone().filter(|family| available(family));
    Role { name: name.to_owned(), stand_ins: families.len().min(1), families, latin }
}

/// The theme's parameter that leaves out what pre-printed paper carries.
const OVERPRINT: &str = "overprint";

/// What says beside the parameters whether the paper is bound in a volume, whose pages are counted on.
const IN_VOLUME: &str = "in-volume";

/// How a paper is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Its theme.
    pub theme: &'a Theme,
    /// The theme's font roles as they hold.
    pub roles: &'a [Role],
    /// How its pages give way.
    pub fit: Fit,
}

/// Renders a paper; what is wrong goes to `report`, and then there is nothing to typeset.
pub fn render(paper: &Paper, look: &Look<'_>, report: &mut Report) -> Option<Rendered> {
    let theme = look.theme;
    let layout = layout(paper, theme, report)?;
    let context = context::Context::new(paper, look);
    let body = environment::render(&format!("layouts/{layout}.typ.j2"), &context, theme, report)?;
    let mut main = String::with_capacity(body.len() * 2 + 2048);
    main.push_str(&prelude(paper, theme, &used(&body, &context)));
    volume::begin(&mut main, paper);
    let map = assemble::assemble(&mut main, &body, &context, 0)
        .map_err(|block| report.push(broken(block, &context, theme)))
        .ok()?;
    let (assets, pictures, tables) = (paper.assets.clone(), context.pictures, context.tables);
    Some(Rendered { main, params: params(paper, look), map, assets, pictures, tables })
}

/// The theme's layout for a paper; that there is none is told.
fn layout<'t>(paper: &Paper, theme: &'t Theme, report: &mut Report) -> Option<&'t str> {
    let named = paper.layout.as_ref().map(super::text::Text::as_str);
    let found = theme.layout(named, paper.kind, paper.formal.masthead.is_some());
    if found.is_none() {
        report.push(no_layout(paper, theme));
    }
    found
}

fn no_layout(paper: &Paper, theme: &Theme) -> Diagnostic {
    let layout = paper.layout.as_ref().map_or(paper.kind, |text| text.as_str()).to_owned();
    let known = theme.layouts.values().map(|layout| layout.title[0].clone()).collect();
    let fault = ThemeFault::NoLayout { layout, theme: theme.name().to_owned(), known };
    Diagnostic::at(paper.layout.as_ref().and_then(crate::text::Text::span).unwrap_or(paper.span), fault)
}

fn broken(block: usize, context: &context::Context, theme: &Theme) -> Diagnostic {
    let block = &context.blocks[block.min(context.blocks.len() - 1)];
    Diagnostic::at(block.span, ThemeFault::TemplateBroke { template: theme.whence(&block.template) })
}

/// What stands before the layout: the theme's functions by name, and the document's own data.
fn prelude(paper: &Paper, theme: &Theme, used: &HashSet<&str>) -> String {
    let mut prelude = imports(theme, &|function| used.contains(function));
    let title: String = paper.title.iter().map(crate::text::Text::as_str).collect();
    let _ = write!(prelude, "#set document(title: {}, author: (", literal::typst_string(&title));
    for issuer in &paper.issuers {
        let _ = write!(prelude, "{}, ", literal::typst_string(issuer.as_str()));
    }
    // Never the clock: the same input makes the same bytes.
    let date = paper.date.as_ref().and_then(|date| date.day).map_or("none".to_owned(), |day| {
        format!("datetime(year: {}, month: {}, day: {})", day.year(), day.month(), day.day())
    });
    let _ = writeln!(prelude, "), date: {date}{})", keywords(theme));
    prelude
}

/// Clauses that the theme departs from on purpose, as keywords of the paper, so that whoever measures it knows.
fn keywords(theme: &Theme) -> String {
    let mut clauses: Vec<&str> = theme.departures().map(|(_, clause, _)| clause).collect();
    clauses.sort_unstable();
    clauses.dedup();
    if clauses.is_empty() {
        return String::new();
    }
    let word = |clause: &&str| literal::typst_string(&format!("GB/T 9704-2012 departs from {clause}"));
    let words: String = clauses.iter().map(|clause| word(clause) + ", ").collect();
    format!(", keywords: ({words})")
}

/// The words that the templates wrote, and the functions that a note or a blank in a text is written with. What is not among them need
/// not be imported: a theme has some eighty functions, of which a paper uses ten.
fn used<'a>(body: &'a str, context: &context::Context) -> HashSet<&'a str> {
    let is_of_a_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut used: HashSet<&str> = body.split(|c| !is_of_a_name(c)).collect();
    if context.texts.iter().any(|text| !text.marks().is_empty()) {
        used.extend(assemble::FUNCTIONS);
    }
    used
}

/// Those of the theme's functions that are used, by name.
fn imports(theme: &Theme, is_used: &dyn Fn(&str) -> bool) -> String {
    let mut imports = String::from("// 由 banxin 生成 · generated by banxin\n");
    for function in theme.names("lib/", ".typ").filter(|function| is_used(function)) {
        let _ = writeln!(imports, "#import \"/theme/lib/{function}.typ\": {function}");
    }
    imports
}

/// `/theme/params.typ`: parameters and font families as a dictionary.
fn params(paper: &Paper, look: &Look<'_>) -> String {
    let mut text = String::from("// 由 banxin 生成 · generated by banxin\n#let params = (\n  fonts: (\n");
    for role in look.roles {
        let _ = write!(text, "    {}: (", literal::typst_string(&role.name));
        if let Some(latin) = &role.latin {
            let _ = write!(text, "(name: {}, covers: regex(\"[0-9A-Za-z./%]\")), ", literal::typst_string(latin));
        }
        for family in &role.families {
            let _ = write!(text, "{}, ", literal::typst_string(family));
        }
        text.push_str("),\n");
    }
    text.push_str("  ),\n");
    let _ = writeln!(text, "  \"{IN_VOLUME}\": {},", paper.volume.is_some());
    let named: BTreeMap<_, _> = look.theme.params.iter().collect();
    for (name, param) in named.into_iter().filter(|(name, _)| *name != IN_VOLUME) {
        let value = match name.as_str() {
            OVERPRINT if paper.formal.overprint => ParamValue::Flag(true),
            name => look.fit.value(name, param),
        };
        let _ = writeln!(text, "  {}: {},", literal::typst_string(name), value.typst());
    }
    text.push_str(")\n");
    text
}
