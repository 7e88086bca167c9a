//! Faults of a channel in words.

use super::number::{clock, fixed, grouped, short, span};
use super::table::{WORDS, spaced};
use crate::data::Health;

/// Whether a finding is a sound besides talk, which is no fault.
pub(crate) fn is_sound(health: &Health) -> bool {
    WORDS.sounds.contains_key(&health.code)
}

/// The faults of a channel of a call of this length, a line for each kind, in order of the first.
pub(crate) fn findings(health: &[Health], duration: f64) -> Vec<String> {
    let mut kinds: Vec<Vec<&Health>> = Vec::new();
    for each in health.iter().filter(|each| !is_sound(each)) {
        match kinds.iter_mut().find(|found| found[0].code == each.code) {
            Some(found) => found.push(each),
            None => kinds.push(vec![each]),
        }
    }
    kinds.iter().map(|found| finding(found, duration)).collect()
}

/// Whether a fault concerns a part of the call only.
pub(crate) fn partial(health: &Health, duration: f64) -> bool {
    let of_all = matches!(health.code.as_str(), "truncated" | "unfinished" | "coding" | "word_times");
    let throughout = health.start <= 0.0 && health.end >= duration;
    !(of_all || throughout)
}

/// One kind of fault, in one place or several.
fn finding(found: &[&Health], duration: f64) -> String {
    let code = found[0].code.as_str();
    let valued = found.iter().any(|each| each.value.is_some());
    let (mut text, much, meaning) = match WORDS.health.get(code) {
        Some(words) => (words.what.clone(), words.much.as_str(), words.meaning.as_str()),
        None => (spaced(code), "{}", ""),
    };
    if code == "duplicated" && !valued {
        "nearly the same audio is on both channels".clone_into(&mut text);
    }
    text += &places(found, duration);
    let with_amount = valued && !much.is_empty();
    if with_amount {
        text = format!("{text}: {}", much.replace("{}", &much_of(code, found)));
    }
    match meaning {
        "" => text,
        _ if with_amount => format!("{text} ({meaning})"),
        _ => format!("{text}: {meaning}"),
    }
}

fn places(found: &[&Health], duration: f64) -> String {
    let first = found[0];
    if found.len() > 1 {
        return format!(" in {} places, first at {}", found.len(), clock(first.start));
    }
    if !partial(first, duration) {
        String::new()
    } else if clock(first.start) == clock(first.end) {
        format!(" at {}", clock(first.start))
    } else {
        format!(" from {}", span(first.start, first.end))
    }
}

/// How much: each step, all that was lost, and of all else the mean over the time.
fn much_of(code: &str, found: &[&Health]) -> String {
    let amounts: Vec<(f64, f64)> = found.iter().filter_map(|each| Some((each.value?, each.end - each.start))).collect();
    let each_of = |said: Vec<String>| said.join(", ");
    match code {
        "gain_step" => each_of(amounts.iter().map(|(value, _)| form(code, *value)).collect()),
        "misaligned" | "drifting" => each_of(found.iter().filter_map(|each| estimate(each)).collect()),
        "lost_audio" | "muted_speech" | "restarted" => form(code, amounts.iter().map(|(value, _)| value).sum()),
        _ => {
            let time: f64 = amounts.iter().map(|(_, length)| length).sum();
            let weighted: f64 = amounts.iter().map(|(value, length)| value * length).sum();
            form(code, if time > 0.0 { weighted / time } else { amounts[0].0 })
        }
    }
}

/// A value that was estimated, with its interval.
fn estimate(found: &Health) -> Option<String> {
    let said = form(&found.code, found.value?);
    Some(match (found.low, found.high) {
        (Some(low), Some(high)) => format!("{said} ({} to {})", form(&found.code, low), form(&found.code, high)),
        _ => said,
    })
}

fn form(code: &str, value: f64) -> String {
    let shown = |decimals, unit: &str| format!("{} {unit}", fixed(value, decimals));
    match code {
        "silent" => shown(0, "dBov"),
        "clipping" | "dropouts" | "duplicated" => format!("{} %", fixed(value * 100.0, 1)),
        "talk_without_turn" | "turn_without_talk" => format!("{} %", fixed(value * 100.0, 0)),
        "dc_offset" => format!("{value:+.3}"),
        "lost_audio" | "unequal_lengths" | "muted_speech" => shown(1, "s"),
        "misaligned" => shown(2, "s"),
        "drifting" => shown(0, "millionths"),
        "moved" => format!("{} s {}", fixed(value.abs(), 2), if value < 0.0 { "earlier" } else { "later" }),
        "restarted" if value == 1.0 => "once".to_owned(),
        "restarted" => shown(0, "times"),
        "gain_step" => format!("{value:+.0} dB"),
        "agc" | "echo" | "crosstalk" => shown(0, "dB"),
        "round_trip_ms" | "echo_bursts" | "late_copy" => shown(0, "ms"),
        "roles_swapped" => shown(0, "clues"),
        "coding" => format!("{} kbit/s", short(value)),
        "word_times" => grouped(value),
        "beyond_turns" => shown(0, "s"),
        _ => short(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_places_of_one_fault() {
        let lost = |start: f64| Health {
            code: "dropouts".into(),
            start,
            end: start + 2.0,
            value: Some(0.02),
            low: None,
            high: None,
        };
        let said = findings(&[lost(72.3), lost(80.0)], 100.0);
        let want = "drops out in 2 places, first at 01:12.3: 2.0 % of the time is digital silence inside speech (packets were lost)";
        assert_eq!(said, [want]);
    }
}
