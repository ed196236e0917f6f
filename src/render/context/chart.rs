//! What templates see of a chart (图表).

use minijinja::value::Value;

use super::{Maker, extent};
use crate::paper::{Chart, ChartValue, Series};

impl Maker {
    /// A chart as `chart-figure` takes it.
    pub(super) fn chart(&mut self, chart: Option<&Chart>) -> Value {
        let Some(chart) = chart else { return Value::from(()) };
        let series: Vec<Value> = chart.series.iter().map(|series| self.series(series)).collect();
        Value::from_pairs([
            ("kind", Value::from(chart.kind)),
            ("title", self.optional(chart.title.as_ref())),
            ("number", chart.number.map_or(Value::from(()), Value::from)),
            ("unit", self.optional(chart.unit.as_ref())),
            ("categories", self.texts(&chart.categories)),
            ("series", Value::from(series)),
            ("width", extent(chart.width)),
        ])
    }

    fn series(&mut self, series: &Series) -> Value {
        let values: Vec<Value> = series.values.iter().map(|value| self.chart_value(value)).collect();
        Value::from_pairs([("name", self.optional(series.name.as_ref())), ("values", Value::from(values))])
    }

    fn chart_value(&mut self, value: &ChartValue) -> Value {
        Value::from_pairs([
            ("number", value.number.map_or(Value::from(()), Value::from)),
            ("text", self.text(&value.text)),
            ("share", self.optional(value.share.as_ref())),
        ])
    }
}
