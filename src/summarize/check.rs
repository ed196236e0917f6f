//! What somebody should look at before the sums go out: figures that are missing, named or measured otherwise, that don't go on
//! from last year, that jump, that stand still, that slipped by ten thousand.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Column, JOINT, Reading, Reported};
use crate::diagnostic::Lang;
use crate::document::nearest::nearest;
use crate::figures::{Change, Nature, Outcome, Quantity};

/// From so many digits on an equal figure is no accident.
const DIGITS: usize = 3;

/// 万: a figure is this much too large or too small if somebody typed 元 for 万元.
const SLIP: i64 = 10_000;

/// What is to be looked at, in the order it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The unit has reported before; this paper is not counted.
    Twice,
    /// The paper has errors.
    Faulty,
    /// A figure that others have is not there.
    Missing,
    /// A figure that only this unit has.
    NamedOtherwise,
    /// A figure that stands in a paper twice.
    Doubled,
    /// 未报.
    NotReported,
    /// Another unit than the others'.
    OtherUnit,
    /// Below zero.
    Negative,
    /// Ten thousand times too much or too little.
    Slip,
    /// The beginning is not last year's end.
    Broken,
    /// A change over the given percentage.
    Jump,
    /// The same as last year.
    Standstill,
}

impl Kind {
    /// In words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Twice => lang.pick("重复上报，没有算进去", "reported twice, not counted"),
            Self::Faulty => lang.pick("文稿有错误", "the paper has errors"),
            Self::Missing => lang.pick("缺少指标", "figure missing"),
            Self::NamedOtherwise => lang.pick("名称不同", "named otherwise"),
            Self::Doubled => lang.pick("出现两次", "there twice"),
            Self::NotReported => lang.pick("未报", "not reported"),
            Self::OtherUnit => lang.pick("单位不同", "other unit"),
            Self::Negative => lang.pick("负数", "below zero"),
            Self::Slip => lang.pick("可能差一万倍", "perhaps ten thousand times off"),
            Self::Broken => lang.pick("期初不等于上年期末", "does not go on from last year"),
            Self::Jump => lang.pick("变化过大", "large change"),
            Self::Standstill => lang.pick("与上年相同", "same as last year"),
        }
    }
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// The unit.
    pub unit: String,
    /// The file.
    pub document: String,
    /// The figure.
    pub figure: String,
    /// The figures that show it: as reported, and what it is held against.
    pub shown: [String; 2],
}

impl Finding {
    /// Of a paper whose unit has another one.
    pub(super) fn twice(row: &Reported, first: &Reported) -> Self {
        Self {
            kind: Kind::Twice,
            unit: row.unit.clone(),
            document: row.document.clone(),
            figure: String::new(),
            shown: [row.document.clone(), first.document.clone()],
        }
    }
}

/// Looks through all rows.
pub(super) fn check(rows: &[Reported], columns: &[Column], jump: u32) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rows.iter().flat_map(|row| of_row(row, rows, columns, jump)).collect();
    findings.sort_by_key(|finding| finding.kind);
    findings
}

fn of_row(row: &Reported, rows: &[Reported], columns: &[Column], jump: u32) -> Vec<Finding> {
    let finding = |kind, figure: &str, shown: [String; 2]| Finding {
        kind,
        unit: row.unit.clone(),
        document: row.document.clone(),
        figure: figure.to_owned(),
        shown,
    };
    let mut findings = Vec::new();
    if row.errors > 0 {
        findings.push(finding(Kind::Faulty, "", [format!("{} 处", row.errors), String::new()]));
    }
    for name in &row.doubled {
        findings.push(finding(Kind::Doubled, name, Default::default()));
    }
    for (kind, name, near) in names(row, rows, columns) {
        findings.push(finding(kind, &name, [near, String::new()]));
    }
    for (name, reading) in &row.figures {
        let column = columns.iter().find(|column| column.name == *name);
        let found = column.and_then(|column| figure(reading, column, name, rows, jump));
        findings.extend(found.map(|(kind, shown)| finding(kind, name, shown)));
        let begins = begins(row, name, reading);
        findings.extend(begins.map(|shown| finding(Kind::Broken, name, shown)));
    }
    findings
}

/// Figures that most others have and this unit has not, or has under another name.
fn names(row: &Reported, rows: &[Reported], columns: &[Column]) -> Vec<(Kind, String, String)> {
    let holders = |name: &str| rows.iter().filter(|row| row.figures.contains_key(name)).count();
    let is_common = |name: &&str| holders(name) * 2 > rows.len();
    let mut missing: Vec<&str> =
        columns.iter().map(|c| c.name.as_str()).filter(is_common).filter(|n| !row.figures.contains_key(*n)).collect();
    let mut found = Vec::new();
    for own in row.figures.keys().filter(|name| rows.len() > 1 && !is_common(&name.as_str())) {
        let meant = near(own, &missing);
        missing.retain(|name| Some(*name) != meant);
        if meant.is_some() || holders(own) == 1 {
            found.push((Kind::NamedOtherwise, own.clone(), meant.unwrap_or_default().to_owned()));
        }
    }
    found.extend(missing.into_iter().map(|name| (Kind::Missing, name.to_owned(), String::new())));
    found
}

/// The missing name that was meant: near in its last part, among those of the same block first.
fn near<'a>(own: &str, missing: &[&'a str]) -> Option<&'a str> {
    let last = |name: &'a str| name.rsplit(JOINT).next().unwrap_or(name);
    let (block, name) = own.rsplit_once(JOINT).unwrap_or(("", own));
    let of_block = |other: &&&str| other.rsplit_once(JOINT).map_or("", |(block, _)| block) == block;
    let same: Vec<&str> = missing.iter().filter(of_block).copied().collect();
    let found = nearest(name, same.iter().map(|name| last(name)));
    if let Some(found) = found {
        return same.into_iter().find(|other| last(other) == found);
    }
    missing.iter().find(|other| last(other) == name).copied().or_else(|| nearest(own, missing.iter().copied()))
}

/// The first thing that is odd about one figure.
fn figure(reading: &Reading, column: &Column, name: &str, rows: &[Reported], jump: u32) -> Option<(Kind, [String; 2])> {
    let shown = reading.value.to_string();
    if reading.value.is_not_reported() {
        return Some((Kind::NotReported, [shown, String::new()]));
    }
    let value = reading.value.figure()?;
    if value.unit().text() != column.unit.text() {
        let held = match value.converted(&column.unit) {
            Ok(converted) => format!("按 {converted} 合计"),
            Err(_) => format!("别的是 {}，没有算进合计", column.unit.text()),
        };
        return Some((Kind::OtherUnit, [shown, held]));
    }
    if value.value() < Decimal::ZERO {
        return Some((Kind::Negative, [shown, String::new()]));
    }
    let before = reading.last_year.as_ref();
    let peers = || median(rows.iter().filter_map(|row| row.figures.get(name)).filter(|other| *other != reading));
    if let Some(against) = before.cloned().or_else(peers).filter(|against| slipped(&reading.value, against)) {
        return Some((Kind::Slip, [shown, against.to_string()]));
    }
    let before = before?;
    match Change::between(&reading.value, before).ok()?.outcome() {
        Outcome::Percent(change) if change.abs() > Decimal::from(jump) => {
            Some((Kind::Jump, [shown, before.to_string()]))
        }
        Outcome::Level if is_odd_standstill(reading, column) => Some((Kind::Standstill, [shown, before.to_string()])),
        _ => None,
    }
}

/// A standard stays; a sum of many digits does not.
fn is_odd_standstill(reading: &Reading, column: &Column) -> bool {
    let is_fixed = matches!(column.nature, Some(Nature::Standard | Nature::Ratio));
    let digits = reading.value.figure().map_or(0, |figure| figure.value().normalize().mantissa().to_string().len());
    !is_fixed && digits >= DIGITS
}

/// Whether two figures differ by about ten thousand.
fn slipped(value: &Quantity, against: &Quantity) -> bool {
    let (Some(value), Some(against)) = (value.figure(), against.figure()) else { return false };
    let Ok(value) = value.converted(against.unit()) else { return false };
    let (value, against) = (value.value().abs(), against.value().abs());
    let (small, large) = if value < against { (value, against) } else { (against, value) };
    if small.is_zero() {
        return false;
    }
    let Some(ratio) = large.checked_div(small) else { return false };
    ratio >= Decimal::from(SLIP / 3) && ratio <= Decimal::from(SLIP * 3)
}

/// The middle of what the others reported.
fn median<'a>(readings: impl Iterator<Item = &'a Reading>) -> Option<Quantity> {
    let mut values: Vec<&Quantity> = readings.map(|reading| &reading.value).filter(|v| v.figure().is_some()).collect();
    let number = |quantity: &Quantity| quantity.figure().map(crate::figures::Figure::value);
    values.sort_by(|a, b| number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal));
    // Of one or two others nobody can say who slipped.
    (values.len() >= 3).then(|| values[values.len() / 2].clone())
}

/// 年初户 must be last year's 年末户.
fn begins(row: &Reported, name: &str, reading: &Reading) -> Option<[String; 2]> {
    let end = [("年初", "年末"), ("期初", "期末"), ("年初", "期末")]
        .iter()
        .filter(|(begin, _)| name.contains(begin))
        .find_map(|(begin, end)| row.figures.get(&name.replace(begin, end)))?;
    let before = end.last_year.as_ref()?;
    let (now, then) = (reading.value.figure()?, before.figure()?);
    let differs = now.compare(then).is_ok_and(|compared| compared.ordering != Ordering::Equal);
    differs.then(|| [reading.value.to_string(), before.to_string()])
}
