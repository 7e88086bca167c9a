//! Measures in words.

use super::number::amount;
use super::table::{WORDS, spaced};
use crate::data::Measure;

/// Said of a measure that has no value, or no case to speak of.
pub(crate) const NOTHING: &str = "nothing to measure";

/// Whether a measure has nothing to say: no value, or one of something that did not happen.
///
/// None in some minutes is said of a rate or a count; a time or a share of nothing is not.
fn without_cases(measure: &Measure) -> bool {
    measure.value.is_none() || (measure.n == 0 && !matches!(measure.unit.as_str(), "1/min" | "count"))
}

/// A measure as something that its party did.
pub(crate) fn phrase(measure: &Measure) -> String {
    let name = spaced(&measure.id);
    let Some(value) = measure.value.filter(|_| !without_cases(measure)) else {
        return format!("{}: {NOTHING}", WORDS.name(&measure.id));
    };
    match WORDS.did(&measure.id) {
        Some(did) => {
            did.replace("{value}", &amount(value, &measure.unit)).replace("{other}", measure.party.other().name())
        }
        None => format!("{name}: {}{}", amount(value, &measure.unit), per(&measure.unit)),
    }
}

/// A measure's value alone, with what it rests on.
pub(crate) fn value(measure: Option<&Measure>) -> String {
    measure.filter(|each| !without_cases(each)).and_then(|each| Some((each, each.value?))).map_or_else(
        || NOTHING.to_owned(),
        |(each, value)| {
            let rests = evidence(each);
            let rests = if rests.is_empty() { rests } else { format!(" ({rests})") };
            amount(value, &each.unit) + &rests
        },
    )
}

/// What a value rests on: its interval, the number of cases, and what the score reads if it is another value.
pub(crate) fn evidence(measure: &Measure) -> String {
    let unit = measure.unit.as_str();
    if without_cases(measure) {
        return String::new();
    }
    let mut said = Vec::new();
    if let (Some(low), Some(high)) = (measure.low, measure.high) {
        said.push(format!("{} to {}", amount(low, unit), amount(high, unit)));
    }
    if !said.is_empty() || matches!(unit, "1/min" | "share") {
        said.push(format!("n = {}", measure.n));
    }
    let mut parts = if said.is_empty() { Vec::new() } else { vec![said.join(", ")] };
    if let (Some(scored), Some(value)) = (measure.scored, measure.value)
        && amount(scored, unit) != amount(value, unit)
    {
        parts.push(format!("scored as {}", amount(scored, unit)));
    }
    parts.join("; ")
}

/// What follows a rate's value.
pub(crate) fn per(unit: &str) -> &'static str {
    if unit == "1/min" { " per minute" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(json: &str) -> Measure {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_rate_and_what_it_rests_on() {
        let rate = measure(
            r#"{"id":"interruption_rate","party":"agent","unit":"1/min","value":2.175,"scored":0.9,"low":0.2,"high":8.4,"n":2}"#,
        );
        assert_eq!(phrase(&rate), "cut in on the customer 2.2 times per minute of their speech");
        assert_eq!(evidence(&rate), "0.2 to 8.4, n = 2; scored as 0.9");
        assert_eq!(value(Some(&rate)), "2.2 (0.2 to 8.4, n = 2; scored as 0.9)");
    }

    #[test]
    fn nothing_of_what_did_not_happen() {
        let none = measure(r#"{"id":"opening_uninterrupted_s","party":"agent","unit":"s","value":19.9,"n":0}"#);
        assert_eq!(value(Some(&none)), NOTHING);
        assert_eq!(value(None), NOTHING);
        assert!(phrase(&none).ends_with(": nothing to measure"));
    }
}
