//! A control chart: the calls in time, the centre and the limits; calls outside have another shape.

use super::said::{amount, bounded, outside};
use crate::data::{Chart, Own};
use crate::words::{WORDS, capital, counted, part, when};

const HEIGHT: f64 = 90.0;
/// Of its width, beside the first and the last call.
const EDGE: f64 = 0.03;

/// A chart.
pub(super) struct ChartView {
    /// What it shows, in words.
    pub(super) text: String,
    pub(super) centre: f64,
    /// Lines on a drawing 1000 wide: the limits, then the calls.
    pub(super) lines: Vec<(&'static str, String)>,
    pub(super) calls: Vec<Call>,
    pub(super) ends: Option<(String, String)>,
}

/// A call on a chart.
pub(super) struct Call {
    pub(super) x: String,
    pub(super) y: f64,
    /// Its date, where it is outside.
    pub(super) outside: Option<String>,
}

/// The chart of a measure; none where it has none.
pub(super) fn chart(own: &Own) -> Option<ChartView> {
    let chart = own.chart.as_ref()?;
    let (points, unit) = (&chart.points, own.unit.as_str());
    let ends = points.first().zip(points.last());
    let text = text(own, chart);
    let Some((first, last)) = ends else {
        return Some(ChartView { text, centre: 0.0, lines: Vec::new(), calls: Vec::new(), ends: None });
    };
    let held = |value| bounded(value, unit);
    let low = points.iter().map(|each| held(each.low).min(each.value)).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|each| held(each.high).max(each.value)).fold(f64::NEG_INFINITY, f64::max);
    let room = if high > low { high - low } else { 1.0 };
    let over = last.time - first.time;
    let x = |time: f64| EDGE + (1.0 - 2.0 * EDGE) * if over > 0.0 { (time - first.time) / over } else { 0.5 };
    let y = |value: f64| ((2.0 + HEIGHT * (1.0 - (held(value) - low) / room)) * 10.0).round() / 10.0;
    let path = |value: &dyn Fn(usize) -> f64| {
        let places: Vec<String> = (0..points.len())
            .map(|k| format!("{} {}", (x(points[k].time) * 10_000.0).round() / 10.0, y(value(k))))
            .collect();
        format!("M{}", places.join("L"))
    };
    Some(ChartView {
        text,
        centre: y(chart.centre),
        lines: vec![
            ("limit", path(&|k| points[k].low)),
            ("limit", path(&|k| points[k].high)),
            ("course", path(&|k| points[k].value)),
        ],
        calls: points
            .iter()
            .map(|each| Call {
                x: part(x(each.time)),
                y: y(each.value),
                outside: chart.outside.contains(&each.time).then(|| when(each.time)),
            })
            .collect(),
        ends: Some((when(first.time), when(last.time))),
    })
}

fn text(own: &Own, chart: &Chart) -> String {
    let unit = own.unit.as_str();
    let name = capital(&WORDS.name(&own.measure));
    let mut text = format!("{name}: {} around {}", counted(chart.points.len(), "call"), amount(chart.centre, unit));
    if let Some(last) = chart.points.last() {
        let (low, high) = (bounded(last.low, unit), bounded(last.high, unit));
        text = format!("{text}, limits {} to {}", amount(low, unit), amount(high, unit));
    }
    match &chart.outside[..] {
        [] => text + "; none outside its limits",
        times => format!("{text}; {}", outside(times)),
    }
}
