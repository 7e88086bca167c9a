//! Measures of both parties, of the customer's voice, and of the words.

use crate::data::{Measure, Party, Report};
use crate::words::{WORDS, amount, evidence, fixed, per, phrase, value};

/// Measures of the customer's voice, which are there where they are asked for.
const PROSODY: [&str; 4] = ["customer_activation", "activation_trend", "activation_tack_points", "settle_time"];
/// Measures of the words, which are there where words are given.
const WORDED: [&str; 5] =
    ["words_per_minute", "question_share", "acknowledged_content", "paraphrase", "customer_repeats_self"];

/// A measure of both parties.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) values: Vec<String>,
}

/// All measures, in their order.
pub(super) fn measures(report: &Report) -> Vec<Line> {
    let mut ids: Vec<(&str, &str)> = Vec::new();
    for row in &report.measures {
        if !ids.iter().any(|(id, _)| *id == row.id) {
            ids.push((&row.id, &row.unit));
        }
    }
    let of = |id: &str, party| report.measures.iter().rfind(|row| row.id == id && row.party == party);
    ids.into_iter()
        .map(|(id, unit)| Line {
            name: WORDS.name(id) + per(unit),
            values: Party::BOTH.into_iter().map(|party| value(of(id, party))).collect(),
        })
        .collect()
}

/// How the customer's voice moves.
pub(super) fn prosody(report: &Report) -> Vec<(String, String)> {
    let row = |id: &&str| report.measures.iter().rfind(|row| row.party == Party::Customer && row.id == **id);
    let said = |row: &Measure| {
        let mut text = row.value.map_or("nothing to measure".to_owned(), |value| amount(value, &row.unit));
        if let (Some(low), Some(high)) = (row.low, row.high) {
            text = format!("{text} ({} to {})", fixed(low, 1), fixed(high, 1));
        }
        (WORDS.name(&row.id), text)
    };
    PROSODY.iter().filter_map(row).map(said).collect()
}

/// What the words show.
pub(super) fn words(report: &Report) -> Vec<(Party, String)> {
    let mut found = Vec::new();
    for party in Party::BOTH {
        for row in &report.measures {
            if row.party == party && WORDED.contains(&row.id.as_str()) && row.value.is_some() {
                let rests = evidence(row);
                let rests = if rests.is_empty() { rests } else { format!(" ({rests})") };
                found.push((party, phrase(row) + &rests));
            }
        }
    }
    found
}
