//! Events in words.

use super::number::{percent, short};
use super::table::WORDS;
use crate::data::{Event, Party};

/// How much an event counts, or how probable its kind is where it does not: one probability, with its name.
pub(crate) fn confidence(event: &Event) -> Option<(&'static str, String)> {
    match (event.charged, event.confidence) {
        (Some(charged), _) => Some(("counts", percent(charged))),
        (None, Some(confidence)) => Some(("confidence", percent(confidence))),
        (None, None) => None,
    }
}

/// A reason of an event by `by`, with the holder of the floor named and numbers made short.
pub(crate) fn reason(text: &str, by: Party) -> String {
    let text = text.replace("holder", by.other().name()).replace('_', " ");
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = Vec::with_capacity(words.len());
    let mut place = 0;
    while place < words.len() {
        let number = words[place].parse::<u32>().ok();
        match (number, words.get(place + 1)) {
            // "ms" may be followed by a comma or the like.
            (Some(ms), Some(unit))
                if unit.strip_prefix("ms").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) =>
            {
                out.push(seconds(ms));
                out.push(format!("s{}", &unit[2..]));
                place += 2;
            }
            _ => {
                out.push(words[place].to_owned());
                place += 1;
            }
        }
    }
    out.join(" ")
}

fn seconds(ms: u32) -> String {
    let value = f64::from(ms) / 1000.0;
    if ms >= 1000 { format!("{value:.1}") } else { short(value) }
}

/// A sound, and how often.
pub(crate) fn sound(code: &str, count: Option<f64>) -> String {
    let name = WORDS.sound(code);
    let (one, several) = match WORDS.counted.get(code) {
        Some((one, several)) => (one.clone(), Some(several)),
        None => (name.clone(), None),
    };
    match (count.map(f64::round_ties_even), several) {
        (Some(count), Some(several)) if count >= 2.0 => format!("{count:.0} {several}"),
        (Some(count), None) if count >= 2.0 => format!("{name} {count:.0} times"),
        _ => one,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons() {
        assert_eq!(reason("holder stopped 920 ms after onset", Party::Agent), "customer stopped 0.92 s after onset");
        assert_eq!(reason("went on for 2300 ms or more", Party::Agent), "went on for 2.3 s or more");
    }

    #[test]
    fn sounds() {
        assert_eq!(sound("ringback", Some(4.0)), "ringing 4 times");
        assert_eq!(sound("dtmf", Some(6.0)), "6 key presses");
        assert_eq!(sound("dtmf", Some(1.0)), "key press");
        assert_eq!(sound("music", None), "music");
    }
}
