//! The figures of many papers in one table: a row a unit, a column a figure, with totals, last year and 同比.
//!
//! In: papers with 统计, and sheets that this module wrote for the level below. Out: a [`Summary`], as lists for an office's
//! sheet or as a document that builds and is itself a paper for the level above; and what somebody should look at, as
//! [`Finding`]s. Figures add up over units, never over periods. The papers are read, not typeset.

use std::path::PathBuf;

use indexmap::IndexMap;

use crate::batch::Subject;
use crate::batch::parallel::each;
use crate::diagnostic::{Diagnostic, Severity};
use crate::figures::{Change, Nature, Quantity, total};
use crate::paper::{Block, BlockKind, Paper, PaperFigure};
use crate::pipeline;
use crate::text::Text;
use crate::units::Unit;
use crate::width::narrowed;

mod check;
mod lists;
mod paper;
mod sheets;

pub use check::{Finding, Kind};
pub use lists::lists;
pub use paper::as_document;

/// Between the parts of a figure's name: 社会救助·农村低保·发放.
pub(crate) const JOINT: &str = "·";

/// What one unit reported.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The unit: who signed, else the file.
    pub unit: String,
    /// The file.
    pub document: String,
    /// Its figures by name.
    pub figures: IndexMap<String, Reading>,
    /// Names that stand in it twice.
    doubled: Vec<String>,
    /// How many errors it has.
    errors: usize,
}

/// One figure as a unit reported it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// This year's.
    pub value: Quantity,
    /// Last year's.
    pub last_year: Option<Quantity>,
    /// 性质, typed or given away by the unit.
    pub nature: Option<Nature>,
}

/// A column of the table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The figure's name.
    pub name: String,
    /// The unit of most of its figures.
    pub unit: crate::figures::Unit,
    /// Its 性质.
    pub nature: Option<Nature>,
    /// The sum over the units that reported it and whose figures add up; none if it makes no sense.
    pub total: Option<Quantity>,
    /// How many units are in the sum.
    pub counted: usize,
    /// The same of last year; none unless all have one and are in this year's.
    pub last_year: Option<Quantity>,
    /// 同比 of the totals.
    pub change: Option<Change>,
}

/// All that was reported.
#[derive(Clone, Debug)]
pub struct Summary {
    /// A row a unit.
    pub rows: Vec<Reported>,
    /// A column a figure.
    pub columns: Vec<Column>,
    /// What somebody should look at.
    pub findings: Vec<Finding>,
}

/// Reads papers and sheets and sums them up. `jump` is the change in per cent from which on it is told.
///
/// # Errors
/// A sheet can't be read.
pub fn summarize(subjects: &[Subject], sheets: &[PathBuf], jump: u32) -> Result<Summary, Vec<Diagnostic>> {
    let mut rows: Vec<Reported> = each(subjects, reported).into_iter().flatten().collect();
    let mut faults = Vec::new();
    for sheet in sheets {
        match sheets::read(sheet) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    rows.retain(|row| !row.figures.is_empty() || row.errors > 0);
    let twice = once(&mut rows);
    let columns = columns(&rows);
    let mut findings = twice;
    findings.extend(check::check(&rows, &columns, jump));
    Ok(Summary { rows, columns, findings })
}

/// Leaves each unit its first paper, so that nobody is counted twice, and tells of the others.
fn once(rows: &mut Vec<Reported>) -> Vec<Finding> {
    let (mut kept, mut told): (Vec<(Unit, Reported)>, Vec<Finding>) = (Vec::new(), Vec::new());
    for row in std::mem::take(rows) {
        let unit = Unit::new(&row.unit);
        match kept.iter().find(|(known, _)| known.is_same(&unit)) {
            Some((_, first)) => told.push(Finding::twice(&row, first)),
            None => kept.push((unit, row)),
        }
    }
    rows.extend(kept.into_iter().map(|(_, row)| row));
    told
}

fn reported(subject: &Subject) -> Reported {
    let built = pipeline::read(&subject.entry.path, subject.row.as_ref());
    let errors = built.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let stem = subject.entry.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut reported = Reported {
        unit: built.paper.as_ref().and_then(unit_of).unwrap_or(stem),
        document: subject.entry.relative.display().to_string(),
        figures: IndexMap::new(),
        doubled: Vec::new(),
        errors: errors.count(),
    };
    for block in built.paper.iter().flat_map(|paper| &paper.body) {
        block.walk(&mut |block| {
            if block.kind == BlockKind::Statistics {
                reported.block(block);
            }
        });
    }
    reported
}

/// Who signed.
fn unit_of(paper: &Paper) -> Option<String> {
    let names: Vec<&str> = paper.issuers.iter().map(Text::as_str).collect();
    (!names.is_empty()).then(|| names.join("、"))
}

impl Reported {
    /// The figures of a 统计 and its 分项, which carry its title in their names.
    fn block(&mut self, block: &Block) {
        let title = block.heading.as_ref().map_or("", |heading| heading.text.as_str());
        let items = block.children.iter().flat_map(|child| &child.figures);
        for figure in block.figures.iter().chain(items) {
            let item = figure.item.as_ref().map_or("", Text::as_str);
            // 年末 户 and 年末户 are one name.
            let plain = |part: &str| narrowed(part).chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let parts = [title, item, figure.name.as_str()].map(plain);
            let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(JOINT);
            if self.figures.contains_key(&name) {
                self.doubled.push(name);
            } else {
                self.figures.insert(name, Reading::of(figure));
            }
        }
    }
}

impl Reading {
    fn of(figure: &PaperFigure) -> Self {
        let unit = figure.value.figure().map(|figure| figure.unit().clone());
        let typed = figure.nature.and_then(Nature::parse);
        Self {
            value: figure.value.clone(),
            last_year: figure.last_year.clone(),
            nature: typed.or_else(|| unit.as_ref().and_then(Nature::guess)),
        }
    }
}

/// A column a figure, in the order they were met.
fn columns(rows: &[Reported]) -> Vec<Column> {
    let mut names: IndexMap<&str, Vec<&Reading>> = IndexMap::new();
    for (name, reading) in rows.iter().flat_map(|row| &row.figures) {
        names.entry(name).or_default().push(reading);
    }
    names.into_iter().map(|(name, readings)| column(name, &readings)).collect()
}

fn column(name: &str, readings: &[&Reading]) -> Column {
    let mut units: IndexMap<&str, (usize, &crate::figures::Unit)> = IndexMap::new();
    for figure in readings.iter().filter_map(|reading| reading.value.figure()) {
        units.entry(figure.unit().text()).or_insert((0, figure.unit())).0 += 1;
    }
    // Of equals the first that was met.
    let unit =
        units.values().rev().max_by_key(|(count, _)| *count).map(|(_, unit)| (*unit).clone()).unwrap_or_default();
    let nature = readings.iter().find_map(|reading| reading.nature);
    let adds = !matches!(nature, Some(Nature::Standard | Nature::Ratio));
    let sum = |all: &[Quantity]| total(all).ok().filter(|_| adds && !all.is_empty());
    let is_figure = |quantity: &Quantity| quantity.figure().is_some();
    let values = readings.iter().filter_map(|reading| in_unit(&reading.value, &unit));
    let values: Vec<Quantity> = values.filter(is_figure).collect();
    let value = sum(&values);
    // What is not whole is held against nothing.
    let whole = readings.iter().filter(|_| values.len() == readings.len());
    let last_years: Option<Vec<Quantity>> =
        whole.map(|reading| reading.last_year.as_ref().and_then(|before| in_unit(before, &unit))).collect();
    let last_year = last_years.and_then(|all| sum(&all));
    let change = value.as_ref().zip(last_year.as_ref()).and_then(|(now, before)| Change::between(now, before).ok());
    Column { name: name.to_owned(), unit, nature, counted: values.len(), total: value, last_year, change }
}

/// A quantity in another unit of its kind; none if they measure different things.
pub(crate) fn in_unit(quantity: &Quantity, unit: &crate::figures::Unit) -> Option<Quantity> {
    match quantity.figure() {
        Some(figure) => figure.converted(unit).ok().map(Quantity::Figure),
        None => Some(quantity.clone()),
    }
}
