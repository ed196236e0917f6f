//! A summary as an office's sheet: the table, the years side by side, what to look at.

use super::{Column, Finding, Reading, Summary, in_unit};
use crate::diagnostic::Lang;
use crate::figures::{Change, Quantity};
use crate::sheet::{List, Value};

/// Rows under the units, by which a sheet is read again for the level above.
pub(super) const TOTAL: &str = "合计";
pub(super) const LAST_YEAR: &str = "上年合计";
pub(super) const CHANGE: &str = "同比";
pub(super) const NATURE: &str = "性质";
/// How many units are in the totals.
pub(super) const COUNTED: &str = "计入单位";

/// The head of the units' column.
pub(super) const UNIT: &str = "单位";

/// Three lists: 汇总, 同比, 核对.
#[must_use]
pub fn lists(summary: &Summary, title: &str, lang: Lang) -> [List; 3] {
    [table(summary, title), years(summary, lang), findings(&summary.findings, lang)]
}

/// `社会救助·农村低保·发放（元）`.
pub(super) fn head(column: &Column) -> String {
    let unit = column.unit.text();
    if unit.is_empty() { column.name.clone() } else { format!("{}（{unit}）", column.name) }
}

fn table(summary: &Summary, title: &str) -> List {
    let columns = &summary.columns;
    let heads = columns.iter().map(|column| (head(column), 16));
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for row in &summary.rows {
        let cells =
            columns.iter().map(|column| row.figures.get(&column.name).map_or(Value::Empty, |r| cell(&r.value, column)));
        rows.push(std::iter::once(Value::from(row.unit.as_str())).chain(cells).collect());
    }
    let mut footer = |name: &str, value: &dyn Fn(&Column) -> Value| {
        rows.push(std::iter::once(Value::from(name)).chain(columns.iter().map(value)).collect());
    };
    footer(TOTAL, &|column| column.total.as_ref().map_or(Value::Empty, |total| cell(total, column)));
    if is_partial(summary) {
        footer(COUNTED, &|column| column.total.as_ref().map_or(Value::Empty, |_| counted(column)));
    }
    footer(LAST_YEAR, &|column| column.last_year.as_ref().map_or(Value::Empty, |total| cell(total, column)));
    footer(CHANGE, &|column| column.change.as_ref().map_or(Value::Empty, |change| change.to_string().into()));
    footer(NATURE, &|column| column.nature.map_or(Value::Empty, |nature| nature.names().0.into()));
    even(&mut rows);
    List {
        name: "汇总".to_owned(),
        title: Some(title.to_owned()),
        head: std::iter::once((UNIT.to_owned(), 28)).chain(heads).collect(),
        rows,
    }
}

/// Whether a total is not of all units: then it is said of how many it is.
pub(super) fn is_partial(summary: &Summary) -> bool {
    summary.columns.iter().any(|column| column.total.is_some() && column.counted < summary.rows.len())
}

#[expect(clippy::cast_precision_loss, reason = "units are counted, not measured")]
pub(super) fn counted(column: &Column) -> Value {
    Value::Number(column.counted as f64, 0)
}

/// Numbers of one column with as many decimals as the longest, so that their points stand below one another.
fn even(rows: &mut [Vec<Value>]) {
    let width = rows.first().map_or(0, Vec::len);
    let counted = rows.iter().position(|row| row.first() == Some(&Value::from(COUNTED)));
    for column in 1..width {
        let decimals =
            |row: &Vec<Value>| if let Some(Value::Number(_, decimals)) = row.get(column) { *decimals } else { 0 };
        let most = rows.iter().map(decimals).max().unwrap_or(0);
        for (_, row) in rows.iter_mut().enumerate().filter(|(at, _)| Some(*at) != counted) {
            if let Some(Value::Number(_, decimals)) = row.get_mut(column) {
                *decimals = most;
            }
        }
    }
}

/// A figure as a number in its column's unit; what is none, or measures something else, as it was reported.
pub(super) fn cell(quantity: &Quantity, column: &Column) -> Value {
    let as_text = || Value::from(quantity.to_string());
    let Some(Quantity::Figure(figure)) = in_unit(quantity, &column.unit) else { return as_text() };
    let value = figure.value().normalize();
    // A range or an 约 is more than its number.
    if figure.high().is_some() || quantity.marks().has(crate::figures::Marks::ABOUT) {
        return as_text();
    }
    let decimals = u16::try_from(value.scale()).unwrap_or(0);
    value.to_string().parse().map_or_else(|_| as_text(), |number| Value::Number(number, decimals))
}

fn years(summary: &Summary, lang: Lang) -> List {
    let heads = lang.pick(
        ["单位", "指标", "本年", "上年", "增减", "同比"],
        ["unit", "figure", "this year", "last year", "difference", "change"],
    );
    let mut rows = Vec::new();
    for row in &summary.rows {
        for (name, reading) in &row.figures {
            let Some(before) = &reading.last_year else { continue };
            rows.push(year(&row.unit, name, reading, before));
        }
    }
    let widths = [28, 36, 16, 16, 16, 18];
    let head = heads.into_iter().map(str::to_owned).zip(widths).collect();
    List { name: lang.pick("同比", "years").to_owned(), title: None, head, rows }
}

fn year(unit: &str, name: &str, reading: &Reading, before: &Quantity) -> Vec<Value> {
    let change = Change::between(&reading.value, before).ok();
    let [difference, rate] = [change.as_ref().map(Change::difference_words), change.as_ref().map(ToString::to_string)];
    vec![
        unit.into(),
        name.into(),
        reading.value.to_string().into(),
        before.to_string().into(),
        difference.unwrap_or_default().into(),
        rate.unwrap_or_default().into(),
    ]
}

fn findings(findings: &[Finding], lang: Lang) -> List {
    let heads = lang.pick(
        ["情况", "单位", "文件", "指标", "报送", "对照"],
        ["what", "unit", "file", "figure", "reported", "held against"],
    );
    let row = |finding: &Finding| {
        let [reported, against] = finding.shown.clone();
        vec![
            finding.kind.words(lang).into(),
            finding.unit.as_str().into(),
            finding.document.as_str().into(),
            finding.figure.as_str().into(),
            reported.into(),
            against.into(),
        ]
    };
    let widths = [20, 28, 30, 36, 20, 20];
    let head = heads.into_iter().map(str::to_owned).zip(widths).collect();
    List {
        name: lang.pick("核对", "to check").to_owned(), title: None, head, rows: findings.iter().map(row).collect()
    }
}
