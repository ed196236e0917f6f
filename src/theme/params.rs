//! Parameters: typed values that reach Typst as a generated dictionary, never by interpolation.

use std::fmt::{self, Write as _};

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Report, ThemeFault};
use crate::document::nearest::nearest;
use crate::render::literal::typst_string;
use crate::source::Span;
use crate::text::Text;

/// What a parameter may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamType {
    /// Any text.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Integer,
    /// A decimal number.
    Decimal,
    /// A number with `pt`, `mm`, `cm`, `in` or `em`.
    Length,
    /// `#rrggbb`.
    Colour,
    /// One of the words.
    Choice(Vec<String>),
    /// One of the theme's font roles.
    FontRole,
    /// A picture in the theme's assets.
    Image,
    /// A list of texts.
    Texts,
}

impl ParamType {
    /// The type of that name.
    #[must_use]
    pub fn named(name: &str, choices: Vec<String>) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "flag" => Self::Flag,
            "integer" => Self::Integer,
            "decimal" => Self::Decimal,
            "length" => Self::Length,
            "colour" => Self::Colour,
            "choice" => Self::Choice(choices),
            "font role" => Self::FontRole,
            "image" => Self::Image,
            "list of text" => Self::Texts,
            _ => return None,
        })
    }
}

impl ParamType {
    /// Its name, as `theme.yaml` has it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Flag => "flag",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Length => "length",
            Self::Colour => "colour",
            Self::Choice(_) => "choice",
            Self::FontRole => "font role",
            Self::Image => "image",
            Self::Texts => "list of text",
        }
    }
}

/// A value that was parsed as its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamValue {
    /// Text, a choice, a font role, an image's path.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// A number and its unit.
    Length(Decimal, &'static str),
    /// Red, green, blue.
    Colour([u8; 3]),
    /// A list of texts.
    Texts(Vec<String>),
}

/// A parameter with the value that holds.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its type.
    pub kind: ParamType,
    /// Its value.
    pub value: ParamValue,
    /// The least and the greatest value.
    pub bounds: [Option<ParamValue>; 2],
    /// What it is: Chinese, English.
    pub meaning: Option<[String; 2]>,
    /// The source of its number.
    pub source: Option<String>,
    /// Who changed the value it was defined with.
    pub changed: Option<ChangedBy>,
}

/// Who gave a parameter another value than it was defined with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangedBy {
    /// A theme of the chain, by its name.
    Theme(String),
    /// What somebody typed, in a document or in `banxin.yaml`.
    Typed(Span),
}

/// A parameter as a theme defines it, or only sets it (no type).
#[derive(Clone, Debug)]
pub struct ParamSetting {
    pub(super) name: Text,
    pub(super) kind: Option<ParamType>,
    pub(super) value: Vec<Text>,
    pub(super) min: Option<Text>,
    pub(super) max: Option<Text>,
    pub(super) meaning: Option<[String; 2]>,
    pub(super) source: Option<String>,
}

/// Units of length that both Typst and we know.
const UNITS: &[&str] = &["pt", "mm", "cm", "in", "em"];

/// Defines or sets a parameter among those of the layers below.
pub(super) fn set(
    params: &mut IndexMap<String, Param>,
    setting: &ParamSetting,
    layer: Option<&str>,
    report: &mut Report,
) {
    let name = setting.name.as_str();
    let Some(kind) = setting.kind.clone().or_else(|| params.get(name).map(|param| param.kind.clone())) else {
        let near = nearest(name, params.keys().map(String::as_str)).map(str::to_owned);
        let fault = ThemeFault::UnknownParam { param: name.to_owned(), near };
        report.extend(setting.name.span().map(|span| Diagnostic::at(span, fault)));
        return;
    };
    if let Some(known) = params.get(name).filter(|known| known.kind.name() != kind.name()) {
        let fault = ThemeFault::ParamRetyped { param: name.to_owned(), kind: known.kind.name() };
        return report.extend(setting.name.span().map(|span| Diagnostic::at(span, fault)));
    }
    let bound = |text: &Option<Text>| text.as_ref().and_then(|text| read(&kind, std::slice::from_ref(text)));
    let known = params.get(name);
    let bounds = match (setting.kind.is_some(), known) {
        (false, Some(known)) => known.bounds.clone(),
        _ => [bound(&setting.min), bound(&setting.max)],
    };
    let Some(value) = read(&kind, &setting.value).filter(|value| within(value, &bounds)) else {
        return report.push(wrong(setting, &kind, &bounds));
    };
    let meaning = setting.meaning.clone().or_else(|| known?.meaning.clone());
    let source = setting.source.clone().or_else(|| known?.source.clone());
    let by = match layer {
        Some(layer) => Some(ChangedBy::Theme(layer.to_owned())),
        None => setting.name.span().map(ChangedBy::Typed),
    };
    let changed = by.filter(|_| setting.kind.is_none());
    params.insert(name.to_owned(), Param { kind, value, bounds, meaning, source, changed });
}

/// Sets a parameter that a theme defines, as a document does.
pub(super) fn set_from_document(
    params: &mut IndexMap<String, Param>,
    setting: &ParamSetting,
    nearest_layer: Option<&super::Layer>,
    report: &mut Report,
) {
    let name = setting.name.as_str();
    if params.contains_key(name) {
        return set(params, setting, None, report);
    }
    let near = nearest(name, params.keys().map(String::as_str)).map(str::to_owned);
    let theme = nearest_layer.map(|layer| layer.manifest.name.clone()).unwrap_or_default();
    let fault = ThemeFault::NoSuchParam { param: name.to_owned(), theme, near };
    report.extend(setting.name.span().map(|span| Diagnostic::at(span, fault)));
}

impl ParamSetting {
    /// A bare value.
    #[must_use]
    pub fn value(name: Text, value: Vec<Text>) -> Self {
        Self { name, kind: None, value, min: None, max: None, meaning: None, source: None }
    }
}

pub(super) fn wrong(setting: &ParamSetting, kind: &ParamType, bounds: &[Option<ParamValue>; 2]) -> Diagnostic {
    let typed = setting.value.iter().map(Text::as_str).collect::<Vec<_>>().join(", ");
    let bounds = bounds.each_ref().map(|bound| bound.as_ref().map(ParamValue::typst));
    let param = setting.name.as_str().to_owned();
    let fault = if setting.value.is_empty() && setting.kind.is_some() {
        ThemeFault::NoDefault { param, kind: kind.clone() }
    } else {
        ThemeFault::WrongParam { param, typed, kind: kind.clone(), bounds }
    };
    match setting.value.first().and_then(Text::span).or_else(|| setting.name.span()) {
        Some(span) => Diagnostic::at(span, fault),
        None => Diagnostic::new(fault),
    }
}

fn read(kind: &ParamType, typed: &[Text]) -> Option<ParamValue> {
    if *kind == ParamType::Texts {
        return Some(ParamValue::Texts(typed.iter().map(|text| text.as_str().to_owned()).collect()));
    }
    let [typed] = typed else {
        return (typed.is_empty() && *kind == ParamType::Text).then(|| ParamValue::Text(String::new()));
    };
    let typed = typed.as_str();
    match kind {
        ParamType::Flag => match typed {
            "true" | "yes" | "是" => Some(ParamValue::Flag(true)),
            "false" | "no" | "否" => Some(ParamValue::Flag(false)),
            _ => None,
        },
        ParamType::Integer => typed.parse::<i32>().ok().map(|n| ParamValue::Number(n.into())),
        ParamType::Decimal => typed.parse().ok().map(ParamValue::Number),
        ParamType::Length => UNITS.iter().find_map(|unit| {
            let number = typed.strip_suffix(unit)?.trim_end().parse().ok()?;
            Some(ParamValue::Length(number, unit))
        }),
        ParamType::Colour => colour(typed),
        ParamType::Choice(choices) => choices.iter().any(|c| c == typed).then(|| ParamValue::Text(typed.to_owned())),
        _ => Some(ParamValue::Text(typed.to_owned())),
    }
}

fn colour(typed: &str) -> Option<ParamValue> {
    let digits = typed.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let part = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).ok();
    Some(ParamValue::Colour([part(0)?, part(2)?, part(4)?]))
}

fn within(value: &ParamValue, [min, max]: &[Option<ParamValue>; 2]) -> bool {
    let size = |value: &ParamValue| match value {
        ParamValue::Number(n) => Some(*n),
        ParamValue::Length(n, unit) => Some(*n * points(unit)),
        _ => None,
    };
    let Some(value) = size(value) else { return true };
    let above = min.as_ref().and_then(size).is_none_or(|min| value >= min);
    let below = max.as_ref().and_then(size).is_none_or(|max| value <= max);
    above && below
}

/// A unit in points; `em` counts as the body size, since bounds need no more than that.
fn points(unit: &str) -> Decimal {
    match unit {
        "mm" => Decimal::new(28346, 4),
        "cm" => Decimal::new(28346, 3),
        "in" => Decimal::new(72, 0),
        "em" => Decimal::new(16, 0),
        _ => Decimal::ONE,
    }
}

impl ParamValue {
    /// As a Typst expression.
    #[must_use]
    pub fn typst(&self) -> String {
        match self {
            Self::Text(text) => typst_string(text),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Length(number, unit) => format!("{number}{unit}"),
            Self::Colour([r, g, b]) => format!("rgb({r}, {g}, {b})"),
            Self::Texts(texts) => {
                let mut list = String::from("(");
                for text in texts {
                    let _ = write!(list, "{}, ", typst_string(text));
                }
                list + ")"
            }
        }
    }
}

impl fmt::Display for ParamValue {
    /// As it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => f.write_str(&texts.join(", ")),
            Self::Colour([r, g, b]) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
            _ => f.write_str(&self.typst()),
        }
    }
}
