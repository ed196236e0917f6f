//! A chart (图表) of a paper: what is drawn, with the words for it; how it looks is the theme's business.

use crate::document::{Extent, Word};
use crate::source::Span;
use crate::text::Text;

/// A chart.
#[derive(Clone, Debug)]
pub struct Chart {
    /// Where it is typed.
    pub span: Span,
    /// 类型, one of [`CHART_KIND`](crate::document::schema::CHART_KIND).
    pub kind: Word,
    /// 标题.
    pub title: Option<Text>,
    /// Its number (图1), if it has one; pictures are counted with it.
    pub number: Option<u32>,
    /// What its figures are counted in, if they are.
    pub unit: Option<Text>,
    /// What stands along the axis.
    pub categories: Vec<Text>,
    /// One or several; each has a value for every category.
    pub series: Vec<Series>,
    /// How wide it is to be.
    pub width: Option<Extent>,
}

/// Figures that are drawn alike.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name; none if it is the only one and needs none.
    pub name: Option<Text>,
    /// One for each category.
    pub values: Vec<ChartValue>,
}

/// One figure of a chart.
#[derive(Clone, Debug)]
pub struct ChartValue {
    /// The number that is drawn, in the chart's unit; none leaves a gap.
    pub number: Option<f64>,
    /// What is written at it: the number without its unit, or 未报.
    pub text: Text,
    /// Its share of the whole, of a pie: 31.2%.
    pub share: Option<Text>,
}
