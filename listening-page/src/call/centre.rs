//! Where the call lies among those of its centre.

use crate::data::{Distribution, Overall, Report, Tracking};
use crate::words::{WORDS, amount, capital, part, per};

/// The measures that are shown beside the score and its dimensions.
const SHOWN: [&str; 5] =
    ["interruption_rate", "response_latency_p50", "backchannel_rate", "dead_air_rate", "talk_share"];
/// The name of the whole score.
const WHOLE: &str = "observable_listening";

/// A score or a measure of the call, among those of all calls.
pub(super) struct Among {
    pub(super) name: String,
    pub(super) value: String,
    /// How it compares, in words.
    pub(super) said: String,
    pub(super) strip: Strip,
}

/// The middle half and the middle eight tenths of the calls, the median and the call itself, as lengths of SVG.
pub(super) struct Strip {
    pub(super) most: (String, String),
    pub(super) half: (String, String),
    pub(super) median: String,
    pub(super) call: String,
}

/// What the centre's calls are, and where this one lies.
pub(super) struct Centre {
    pub(super) calls: u64,
    pub(super) rows: Vec<Among>,
}

/// `None` where nothing can be compared: no distribution is there, or the call has no value.
pub(super) fn centre(report: &Report, tracking: &Tracking) -> Option<Centre> {
    // The latest profile and engine come first.
    let overall = |id: &str| tracking.measures.iter().find(|each| each.measure == id);
    let dimensions = report.score.dimensions.iter().map(|each| (each.id.as_str(), each.value));
    let scores = std::iter::once((WHOLE, report.score.observable_listening)).chain(dimensions);
    let of = |id: &&'static str| {
        let own = |row: &&crate::data::Measure| row.id == **id && row.party == report.assessed;
        (*id, report.measures.iter().find(own).and_then(|row| row.value))
    };
    let rows: Vec<Among> =
        scores.chain(SHOWN.iter().map(of)).filter_map(|(id, value)| among(id, value?, overall(id)?)).collect();
    (!rows.is_empty()).then_some(Centre { calls: tracking.calls, rows })
}

fn among(id: &str, value: f64, overall: &Overall) -> Option<Among> {
    let calls = overall.distribution.as_ref()?;
    let name = if overall.unit == "points" && id != WHOLE {
        WORDS.dimension(id)
    } else {
        capital(&WORDS.name(id)) + per(&overall.unit)
    };
    let (low, high) = (calls.p10.min(value), calls.p90.max(value));
    let room = (high - low).max(1e-9);
    let at = |value: f64| part(((value - low) / room).clamp(0.0, 1.0));
    Some(Among {
        name,
        value: amount(value, &overall.unit),
        said: format!(
            "{}; half of {} calls have {} to {}",
            compared(value, calls),
            overall.calls,
            amount(calls.p25, &overall.unit),
            amount(calls.p75, &overall.unit)
        ),
        strip: Strip {
            most: (at(calls.p10), at(calls.p90)),
            half: (at(calls.p25), at(calls.p75)),
            median: at(calls.p50),
            call: at(value),
        },
    })
}

fn compared(value: f64, calls: &Distribution) -> &'static str {
    match value {
        value if value < calls.p10 => "lower than nine in ten calls",
        value if value < calls.p25 => "lower than three in four calls",
        value if value > calls.p90 => "higher than nine in ten calls",
        value if value > calls.p75 => "higher than three in four calls",
        _ => "in the middle half of the calls",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_placed_among_the_others() {
        let calls = Distribution { p10: 10.0, p25: 25.0, p50: 50.0, p75: 75.0, p90: 90.0 };
        for (value, said) in [
            (9.9, "lower than nine"),
            (10.0, "lower than three"),
            (24.9, "lower than three"),
            (25.0, "in the middle"),
            (75.0, "in the middle"),
            (75.1, "higher than three"),
            (90.0, "higher than three"),
            (90.1, "higher than nine"),
        ] {
            assert!(compared(value, &calls).starts_with(said), "{value}");
        }
    }
}
