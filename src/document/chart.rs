//! 图表 as typed: names with figures in place, or a file.

use super::block::extent;
use super::fields::{Fields, scalar};
use super::{Extent, Word};
use crate::diagnostic::{ChartFault, Diagnostic, Report};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Entry, Node, Value};

/// 图表.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The block's content.
    pub span: Span,
    /// 标题.
    pub title: Option<Text>,
    /// 类型, one of [`CHART_KIND`](super::schema::CHART_KIND).
    pub kind: Option<Word>,
    /// 单位.
    pub unit: Option<Text>,
    /// 项目.
    pub categories: Vec<Text>,
    /// 数据.
    pub data: ChartData,
    /// 宽度.
    pub width: Option<Extent>,
    /// 不编号.
    pub unnumbered: bool,
}

/// 数据 of a chart.
#[derive(Clone, Debug)]
pub enum ChartData {
    /// Names, each with a figure or several.
    Here(Vec<(Text, ChartEntry)>),
    /// A file that holds them.
    File(Text),
    /// None that could be read; that was told.
    Nothing,
}

/// What stands behind a name.
#[derive(Clone, Debug)]
pub enum ChartEntry {
    /// One figure: the name is a category.
    One(Text),
    /// One for each category: the name is a series.
    Several(Vec<Text>),
}

/// The fields of a 图表.
pub(super) fn chart(span: Span, fields: &mut Fields, report: &mut Report) -> Chart {
    Chart {
        span,
        title: fields.line("title", report),
        kind: fields.choice("kind", report),
        unit: fields.line("unit", report),
        categories: fields.texts("categories", report),
        data: fields.node("data").map_or(ChartData::Nothing, |node| data(node, report)),
        width: extent(fields, "width", report),
        unnumbered: fields.flag("unnumbered", report).unwrap_or(false),
    }
}

fn data(node: &Node, report: &mut Report) -> ChartData {
    match &node.value {
        Value::Mapping(mapping) => {
            let entries = mapping.entries.iter();
            ChartData::Here(
                entries.filter_map(|entry| Some((entry.key.clone(), self::entry(entry, report)?))).collect(),
            )
        }
        Value::Scalar(scalar) if crate::data::is_sheet(scalar.text.as_str()) => ChartData::File(scalar.text.trimmed()),
        _ => {
            report.push(Diagnostic::at(node.span, ChartFault::NotData));
            ChartData::Nothing
        }
    }
}

fn entry(entry: &Entry, report: &mut Report) -> Option<ChartEntry> {
    let text = |node: &Node, report: &mut Report| {
        let found = scalar(node).map(|scalar| scalar.text.trimmed());
        if found.is_none() {
            report.push(Diagnostic::at(node.span, ChartFault::NotData));
        }
        found
    };
    match &entry.value.value {
        Value::Sequence(list) => {
            list.items.iter().map(|node| text(node, report)).collect::<Option<_>>().map(ChartEntry::Several)
        }
        _ => text(&entry.value, report).map(ChartEntry::One),
    }
}
