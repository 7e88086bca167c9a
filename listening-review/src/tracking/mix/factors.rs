//! What calls differ by besides their agent: labels such as the queue, and their length.

use std::collections::BTreeMap;

use super::super::calls::TrackedCall;
use super::super::options::LENGTH;
use super::super::series::Point;

/// Values of a label that are kept apart: the most common ones, and the others together.
const MOST_LEVELS: usize = 12;
/// Fewer calls than this of a value say nothing of their own.
const LEAST_CALLS: usize = 5;
/// The value of calls that do not have the label.
const NONE: &str = "none";
/// The value of the rarest together.
const OTHER: &str = "other";

/// A value of a factor that calls may have; the commonest one of each factor, which the others are compared with, has none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) factor: String,
    pub(super) level: String,
    pub(super) reference: String,
}

/// Which call has what.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Factors {
    pub(super) columns: Vec<Column>,
    /// The columns of each call, at most one of each factor.
    calls: Vec<Vec<usize>>,
}

impl Factors {
    /// The `names` in `calls`; a factor in which all are alike is left out.
    pub(in super::super) fn of(calls: &[&TrackedCall], names: &[String]) -> Self {
        let mut found = Self { columns: Vec::new(), calls: vec![Vec::new(); calls.len()] };
        for name in names {
            let labels = if name == LENGTH { lengths(calls) } else { labels(calls, name) };
            found.add(name, &labels);
        }
        found
    }

    /// The columns that a call has.
    pub(super) fn of_call(&self, call: usize) -> &[usize] {
        &self.calls[call]
    }

    /// Mean of each column over calls, which weigh as given, and the sum of the weights.
    pub(super) fn means(&self, points: &[Point], weight: impl Fn(&Point) -> f64) -> (Vec<f64>, f64) {
        let mut sums = vec![0.0; self.columns.len()];
        let mut total = 0.0;
        for point in points {
            let weight = weight(point);
            total += weight;
            self.of_call(point.call).iter().for_each(|column| sums[*column] += weight);
        }
        if total > 0.0 {
            sums.iter_mut().for_each(|sum| *sum /= total);
        }
        (sums, total)
    }

    /// The effect of the columns that a call has.
    pub(super) fn effect(&self, call: usize, effects: &[f64]) -> f64 {
        self.of_call(call).iter().map(|column| effects[*column]).sum()
    }

    /// The factors that calls differ by, each once.
    pub(in super::super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.columns.iter().map(|column| column.factor.clone()).collect();
        names.dedup();
        names
    }

    fn add(&mut self, factor: &str, labels: &[String]) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for label in labels {
            *counts.entry(label).or_default() += 1;
        }
        // Commonest first, of two alike the first by name.
        let mut levels: Vec<(&str, usize)> = counts.into_iter().collect();
        levels.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let known = levels.iter().take(MOST_LEVELS - 1).filter(|(_, calls)| *calls >= LEAST_CALLS).count();
        let mut kept: Vec<&str> = levels[..known].iter().map(|(level, _)| *level).collect();
        if known < levels.len() {
            kept.push(OTHER);
        }
        let [reference, others @ ..] = kept.as_slice() else { return };
        let first = self.columns.len();
        let column =
            |level: &&str| Column { factor: factor.into(), level: (*level).into(), reference: (*reference).into() };
        self.columns.extend(others.iter().map(column));
        for (call, label) in self.calls.iter_mut().zip(labels) {
            let at = kept.iter().position(|level| *level == label.as_str()).unwrap_or(kept.len() - 1);
            if at > 0 {
                call.push(first + at - 1);
            }
        }
    }
}

/// What each call has for a label.
fn labels(calls: &[&TrackedCall], name: &str) -> Vec<String> {
    calls.iter().map(|call| call.label(name).unwrap_or(NONE).to_owned()).collect()
}

/// A third of the calls each: `short`, `middling`, `long`.
fn lengths(calls: &[&TrackedCall]) -> Vec<String> {
    let mut minutes: Vec<f64> = calls.iter().map(|call| call.evidence.minutes).collect();
    minutes.sort_by(f64::total_cmp);
    let third = |k: usize| minutes.get(k * minutes.len() / 3).copied().unwrap_or(0.0);
    let (short, long) = (third(1), third(2));
    let named = |minutes: f64| {
        if minutes < short {
            "short"
        } else if minutes < long {
            "middling"
        } else {
            "long"
        }
    };
    calls.iter().map(|call| named(call.evidence.minutes).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::{calls::Calls, made_reports::Made};
    use super::*;

    /// What each of eighteen calls has of its factors, by name: of 1 to 18 minutes, two of three on a queue.
    fn levels(names: &[&str]) -> Vec<Vec<String>> {
        let mut calls = Calls::new();
        for call in 0..18 {
            let made = Made { minutes: f64::from(call + 1), ..Made::scored(50.0) }.json();
            let queue = (call % 3 > 0).then_some(("queue", "billing"));
            calls.push_json_labelled("ann", f64::from(call), &made, queue).unwrap();
        }
        let names: Vec<String> = names.iter().map(|name| (*name).into()).collect();
        let factors = Factors::of(&calls.sorted(), &names);
        let level = |column: &usize| factors.columns[*column].level.clone();
        (0..18).map(|call| factors.of_call(call).iter().map(level).collect()).collect()
    }

    #[test]
    fn calls_are_short_middling_or_long_by_thirds() {
        // As many of each: the first by name is what the others are compared with.
        for (call, found) in levels(&[LENGTH]).into_iter().enumerate() {
            let expected: &[&str] = [&["short"][..], &["middling"], &[]][call / 6];
            assert_eq!(found, expected, "{call}");
        }
    }

    #[test]
    fn each_factor_has_columns_of_its_own() {
        for names in [["queue", LENGTH], [LENGTH, "queue"]] {
            for (call, found) in levels(&names).into_iter().enumerate() {
                let queue = (call % 3 == 0).then_some(NONE);
                let length = [Some("short"), Some("middling"), None][call / 6];
                let both = if names[0] == "queue" { [queue, length] } else { [length, queue] };
                assert_eq!(found, both.into_iter().flatten().collect::<Vec<_>>(), "{call}");
            }
        }
    }
}
