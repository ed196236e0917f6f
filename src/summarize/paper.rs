//! A summary as a document that builds: an official table, and the totals as a 统计 that the level above reads.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::lists::{COUNTED, cell, is_partial};
use super::{Column, JOINT, Summary};
use crate::figures::Quantity;
use crate::sheet::{Value, yaml_text};
use crate::units;

/// From so many columns on a table stands on a page of its own, turned.
const WIDE: usize = 7;

/// The most columns of one table.
const MOST: usize = 12;

/// The document.
#[must_use]
pub fn as_document(summary: &Summary, title: &str, issuer: Option<&str>) -> String {
    let mut text = format!("标题: {}\n文种: 总结\n", yaml_text(title));
    if let Some(issuer) = issuer {
        let _ = writeln!(text, "署名: {}", yaml_text(issuer));
    }
    text.push_str("正文:\n");
    let groups = by_block(&summary.columns);
    let names: Vec<&str> = summary.rows.iter().map(|row| row.unit.as_str()).collect();
    let names = units::short(&names);
    for (block, columns) in &groups {
        totals(&mut text, block, columns);
        for part in columns.chunks(MOST) {
            table(&mut text, (summary, &names), block, part);
        }
    }
    text
}

/// Columns by the title of their 统计, those of one 分项 side by side.
fn by_block(columns: &[Column]) -> IndexMap<String, Vec<&Column>> {
    let mut groups: IndexMap<String, IndexMap<&str, Vec<&Column>>> = IndexMap::new();
    for column in columns {
        let [block, item, _] = parts(&column.name);
        groups.entry(block.to_owned()).or_default().entry(item).or_default().push(column);
    }
    groups.into_iter().map(|(block, items)| (block, items.into_values().flatten().collect())).collect()
}

/// Title, item and name of a figure; what it has not is empty.
fn parts(name: &str) -> [&str; 3] {
    let parts: Vec<&str> = name.splitn(3, JOINT).collect();
    match parts[..] {
        [block, item, name] => [block, item, name],
        [block, name] => [block, "", name],
        _ => ["", "", name],
    }
}

fn table(text: &mut String, (summary, names): (&Summary, &[String]), block: &str, columns: &[&Column]) {
    let caption = if block.is_empty() { "各单位情况".to_owned() } else { format!("各单位{block}情况") };
    let _ = writeln!(text, "  - 表格:\n      标题: {}", yaml_text(&caption));
    if columns.len() >= WIDE {
        text.push_str("      横排: 是\n");
    }
    let _ = writeln!(text, "      表头: [ 单位, {} ]\n      行:", heads(columns).join(", "));
    for (row, name) in summary.rows.iter().zip(names) {
        let value = |column: &&Column| row.figures.get(&column.name).map(|reading| shown(&reading.value, column));
        line(text, name, columns.iter().map(value));
    }
    line(text, "合计", columns.iter().map(|column| column.total.as_ref().map(|total| shown(total, column))));
    if is_partial(summary) {
        line(text, COUNTED, columns.iter().map(|column| column.total.as_ref().map(|_| column.counted.to_string())));
    }
    if columns.iter().any(|column| column.last_year.is_some()) {
        line(
            text,
            "上年合计",
            columns.iter().map(|column| column.last_year.as_ref().map(|total| shown(total, column))),
        );
        line(text, "同比", columns.iter().map(|column| column.change.as_ref().map(ToString::to_string)));
    }
}

/// The heads: the figures of a 分项 under its name.
fn heads(columns: &[&Column]) -> Vec<String> {
    let mut items: IndexMap<&str, Vec<String>> = IndexMap::new();
    for column in columns {
        let [_, item, name] = parts(&column.name);
        let unit = column.unit.text();
        let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
        items.entry(item).or_default().push(yaml_text(&format!("{name}{unit}")));
    }
    let under = |(item, names): (&str, Vec<String>)| {
        if item.is_empty() { names } else { vec![format!("{}: [ {} ]", yaml_text(item), names.join(", "))] }
    };
    items.into_iter().flat_map(under).collect()
}

fn shown(quantity: &Quantity, column: &Column) -> String {
    match cell(quantity, column) {
        Value::Number(number, decimals) => format!("{number:.0$}", usize::from(decimals)),
        Value::Text(text) => text,
        Value::Empty => String::new(),
    }
}

fn line(text: &mut String, first: &str, cells: impl Iterator<Item = Option<String>>) {
    let cells = cells.map(|cell| yaml_text(&cell.unwrap_or_else(|| "—".to_owned())));
    let cells: Vec<String> = std::iter::once(yaml_text(first)).chain(cells).collect();
    let _ = writeln!(text, "        - [ {} ]", cells.join(", "));
}

/// A sum without zeros that only its parts had: 4492467.0 is 4492467.
fn plain(total: &Quantity) -> Quantity {
    let is_exact = total.marks() == crate::figures::Marks::default();
    let whole = total.figure().filter(|figure| is_exact && figure.value().fract().is_zero() && figure.high().is_none());
    whole
        .and_then(|figure| Quantity::parse(&format!("{}{}", figure.value().trunc(), figure.unit().text())).ok())
        .unwrap_or_else(|| total.clone())
}

/// The totals by item, as figures that the level above adds up again.
fn totals(text: &mut String, block: &str, columns: &[&Column]) {
    let mut items: IndexMap<&str, Vec<String>> = IndexMap::new();
    for column in columns {
        let Some(total) = &column.total else { continue };
        let [_, item, name] = parts(&column.name);
        let mut fields = vec![format!("值: {}", yaml_text(&plain(total).to_string()))];
        fields.extend(column.last_year.as_ref().map(|before| format!("上年: {}", yaml_text(&before.to_string()))));
        fields.extend(column.nature.map(|nature| format!("性质: {}", nature.names().0)));
        items.entry(item).or_default().push(format!("{}: {{ {} }}", yaml_text(name), fields.join(", ")));
    }
    if items.is_empty() {
        return;
    }
    text.push_str("  - 统计:\n");
    if !block.is_empty() {
        let _ = writeln!(text, "      标题: {}", yaml_text(block));
    }
    let _ = writeln!(text, "      引言: 各单位合计如下。");
    if let Some(own) = items.shift_remove("") {
        text.push_str("      指标:\n");
        for figure in own {
            let _ = writeln!(text, "        {figure}");
        }
    }
    if !items.is_empty() {
        text.push_str("      分项:\n");
    }
    for (item, figures) in items {
        let _ = writeln!(text, "        - 名称: {}\n          指标:", yaml_text(item));
        for figure in figures {
            let _ = writeln!(text, "            {figure}");
        }
    }
}
