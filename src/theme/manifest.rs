//! `theme.yaml` as typed.

use indexmap::IndexMap;

use super::params::{ParamSetting, ParamType};
use super::schema::{DEPARTURE, EXTENDS, LAYOUT, PARAM, ROLE, THEME, TITLE};
use super::version::{Range, Version};
use super::{API, params};
use crate::diagnostic::{Diagnostic, Report, StoreFault, ThemeFault};
use crate::document::fields::{self, Fields};
use crate::document::schema::KIND;
use crate::source::Source;
use crate::text::Text;
use crate::yaml::{self, Mapping, Node, Value};

/// What a theme says of itself.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The theme it extends.
    pub extends: Option<Extends>,
    /// Its name for people: Chinese, English.
    pub title: [String; 2],
    /// Who made it.
    pub author: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// Layouts by file name.
    pub layouts: IndexMap<String, Layout>,
    /// Fonts by role.
    pub fonts: IndexMap<String, RoleFonts>,
    /// Parameters it defines or sets.
    pub params: Vec<ParamSetting>,
    /// Where it departs from GB/T 9704: clause and reason.
    pub departs: Vec<(String, String)>,
}

/// A theme that another extends.
#[derive(Clone, Debug)]
pub struct Extends {
    /// Its name.
    pub name: Text,
    /// Which of its versions will do; all without one.
    pub range: Option<Range>,
}

/// A layout (版式).
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Its name: Chinese, English.
    pub title: [String; 2],
    /// English names of the kinds of paper (文种) it serves.
    pub kinds: Vec<String>,
    /// Whether it has a red head (版头): it is for papers with a 发文机关标志.
    pub headed: bool,
}

/// The fonts of a role.
#[derive(Clone, Debug, Default)]
pub struct RoleFonts {
    /// Families an office may have, in order.
    pub prefer: Vec<String>,
    /// Families that stand in, the main one first.
    pub then: Vec<String>,
    /// The family of digits and letters.
    pub latin: Option<String>,
}

/// Reads a manifest; what is wrong goes to `report`.
pub(super) fn parse(source: &Source, report: &mut Report) -> Option<Manifest> {
    if source.text.trim().is_empty() {
        report.push(Diagnostic::new(ThemeFault::EmptyManifest { path: source.name.clone() }));
        return None;
    }
    let root = yaml::parse(source, report)?.root;
    let mut fields = Fields::read(&THEME, &root, report)?;
    let string = |text: Option<Text>| text.map(|text| text.as_str().to_owned());
    let name = string(fields.line("name", report))?;
    let version = fields.line("version", report);
    check_version(version.as_ref(), report);
    let version = string(version).unwrap_or_default();
    check_api(fields.line("api", report), report);
    check_program(fields.line("banxin", report), report);
    let manifest = Manifest {
        title: title(fields.node("title"), report).unwrap_or_else(|| [name.clone(), name.clone()]),
        version,
        extends: fields.node("extends").and_then(|node| extends(node, report)),
        author: string(fields.line("author", report)),
        licence: string(fields.line("licence", report)),
        layouts: named(fields.node("layouts"), layout, report),
        fonts: named(fields.node("fonts"), role, report),
        params: named(fields.node("params"), param, report).into_values().collect(),
        departs: fields.list("departs").iter().filter_map(|node| departure(node, report)).collect(),
        name,
    };
    fields.finish();
    Some(manifest)
}

fn check_api(typed: Option<Text>, report: &mut Report) {
    let Some(typed) = typed else { return };
    if typed.as_str() != API.to_string() {
        let fault = ThemeFault::Api { typed: typed.as_str().to_owned(), known: API };
        report.extend(typed.span().map(|span| Diagnostic::at(span, fault)));
    }
}

fn check_version(typed: Option<&Text>, report: &mut Report) {
    let Some(typed) = typed.filter(|typed| typed.as_str().parse::<Version>().is_err()) else { return };
    let fault = StoreFault::BadVersion { version: typed.as_str().to_owned() };
    report.extend(typed.span().map(|span| Diagnostic::at(span, fault)));
}

/// Whether this program is one of those the theme is written for.
fn check_program(typed: Option<Text>, report: &mut Report) {
    let Some(typed) = typed else { return };
    let Some(range) = range(&typed, report) else { return };
    let own = env!("CARGO_PKG_VERSION");
    if !range.holds_typed(own) {
        let fault = ThemeFault::Program { wanted: range.to_string(), own: own.to_owned() };
        report.extend(typed.span().map(|span| Diagnostic::at(span, fault)));
    }
}

/// `county`, `county ^1.2`, or a mapping of name and version.
fn extends(node: &Node, report: &mut Report) -> Option<Extends> {
    let mut fields = Fields::read(&EXTENDS, node, report)?;
    let (name, version) = (fields.line("name", report)?, fields.line("version", report));
    fields.finish();
    let (name, version) = match name.as_str().find(char::is_whitespace) {
        Some(end) if version.is_none() => (name.slice(0..end), Some(name.slice(end..name.len()).trimmed())),
        _ => (name, version),
    };
    let range = version.and_then(|version| range(&version, report));
    Some(Extends { name, range })
}

fn range(typed: &Text, report: &mut Report) -> Option<Range> {
    let range = typed.as_str().parse().ok();
    if range.is_none() {
        let fault = ThemeFault::NotARange { typed: typed.as_str().to_owned() };
        report.extend(typed.span().map(|span| Diagnostic::at(span, fault)));
    }
    range
}

/// A mapping whose keys are free: names with records.
fn named<T>(
    node: Option<&Node>,
    mut read: impl FnMut(&Text, &Node, &mut Report) -> Option<T>,
    report: &mut Report,
) -> IndexMap<String, T> {
    let Some(node) = node else { return IndexMap::new() };
    let Value::Mapping(Mapping { entries, .. }) = &node.value else {
        report.push(Diagnostic::at(node.span, ThemeFault::NotNames));
        return IndexMap::new();
    };
    entries
        .iter()
        .filter_map(|entry| Some((entry.key.as_str().to_owned(), read(&entry.key, &entry.value, report)?)))
        .collect()
}

fn title(node: Option<&Node>, report: &mut Report) -> Option<[String; 2]> {
    let mut fields = Fields::read(&TITLE, node?, report)?;
    let (zh, en) = (fields.line("zh", report), fields.line("en", report));
    fields.finish();
    let zh = zh.or_else(|| en.clone())?.as_str().to_owned();
    let en = en.map_or_else(|| zh.clone(), |en| en.as_str().to_owned());
    Some([zh, en])
}

fn layout(name: &Text, node: &Node, report: &mut Report) -> Option<Layout> {
    let mut fields = Fields::read(&LAYOUT, node, report)?;
    let title = title(fields.node("title"), report);
    let kinds = fields.texts("kinds", report).iter().filter_map(|typed| served(typed, report)).collect();
    let headed = fields.flag("headed", report).unwrap_or(false);
    fields.finish();
    let name = name.as_str().to_owned();
    Some(Layout { title: title.unwrap_or_else(|| [name.clone(), name]), kinds, headed })
}

/// A kind of paper by its name in either language.
fn served(typed: &Text, report: &mut Report) -> Option<String> {
    if let Some(kind) = KIND.iter().find(|kind| kind.is(typed.as_str())) {
        return Some(kind.name.en.to_owned());
    }
    let field = LAYOUT.fields.iter().find(|field| field.name.en == "kinds")?;
    report.push(Diagnostic::at(typed.span()?, fields::unknown_word(field, KIND, typed.as_str())));
    None
}

fn role(_: &Text, node: &Node, report: &mut Report) -> Option<RoleFonts> {
    let mut fields = Fields::read(&ROLE, node, report)?;
    let role = RoleFonts {
        prefer: strings(&fields.texts("prefer", report)),
        then: strings(&fields.texts("then", report)),
        latin: fields.line("latin", report).map(|text| text.as_str().to_owned()),
    };
    fields.finish();
    Some(role)
}

/// A parameter defined (with `type`) or only set (a bare value).
fn param(name: &Text, node: &Node, report: &mut Report) -> Option<ParamSetting> {
    let mut fields = Fields::read(&PARAM, node, report)?;
    let typed = fields.line("type", report);
    let value = fields.texts("default", report);
    let (min, max) = (fields.line("min", report), fields.line("max", report));
    let choices = strings(&fields.texts("choices", report));
    let meaning = title(fields.node("meaning"), report);
    let source = fields.line("source", report).map(|text| text.as_str().to_owned());
    fields.finish();
    let kind = match typed {
        Some(typed) => Some(kind(&typed, choices, report)?),
        None => None,
    };
    let name = name.clone();
    Some(params::ParamSetting { name, kind, value, min, max, meaning, source })
}

fn kind(typed: &Text, choices: Vec<String>, report: &mut Report) -> Option<ParamType> {
    let kind = ParamType::named(typed.as_str(), choices);
    if kind.is_none() {
        let fault = ThemeFault::UnknownParamType { typed: typed.as_str().to_owned() };
        report.push(Diagnostic::at(typed.span()?, fault));
    }
    kind
}

fn departure(node: &Node, report: &mut Report) -> Option<(String, String)> {
    let mut fields = Fields::read(&DEPARTURE, node, report)?;
    let (clause, reason) = (fields.line("clause", report), fields.line("reason", report));
    fields.finish();
    Some((clause?.as_str().to_owned(), reason?.as_str().to_owned()))
}

fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.as_str().to_owned()).collect()
}
