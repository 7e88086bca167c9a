//! No number with a unit is left out: each is in a row, or is an exception with a reason.

use std::ops::Range;

use crate::exceptions::EXCEPTIONS;
use crate::norm::Norm;
use crate::page::{Page, number};

const UNITS: [&str; 31] = [
    "%",
    "s",
    "ms",
    "dB",
    "dBov",
    "Hz",
    "kHz",
    "kbit/s",
    "kB",
    "min",
    "minutes",
    "minute",
    "seconds",
    "second",
    "hours",
    "hour",
    "octave",
    "semitones",
    "nats",
    "bits",
    "bytes",
    "frames",
    "points",
    "times",
    "syllables",
    "per",
    "parts",
    "letters",
    "words",
    "stems",
    "turns",
];

/// All rows.
fn rows() -> impl Iterator<Item = &'static Norm> {
    let tables: [&[&[Norm]]; 11] = [
        crate::floor::TABLES,
        crate::charges::TABLES,
        crate::silences::TABLES,
        crate::measures::TABLES,
        crate::score::TABLES,
        crate::words::TABLES,
        crate::live::TABLES,
        crate::health::TABLES,
        crate::hearing::TABLES,
        crate::leaks::TABLES,
        crate::voice::TABLES,
    ];
    tables.into_iter().flatten().copied().flatten()
}

/// Whether what follows a number is its unit; "8 to 9 s" gives both of its numbers one.
fn has_unit(after: &str) -> bool {
    let rest = after.strip_prefix(' ').unwrap_or(after);
    let unit = |unit: &str| {
        let next = rest.strip_prefix(unit).map(|rest| rest.chars().next());
        next.is_some_and(|next| unit == "%" || next.is_none_or(|next| !next.is_alphanumeric() && next != '_'))
    };
    if UNITS.into_iter().any(unit) {
        return true;
    }
    let next = rest.strip_prefix("to ").and_then(|next| Some(&next[digits(next)?..]));
    next.is_some_and(has_unit)
}

/// How many bytes of `text` are a number in digits.
fn digits(text: &str) -> Option<usize> {
    let first = text.trim_start_matches(['-', '.']).chars().next()?;
    first.is_ascii_digit().then(|| number(text).map(|(length, _)| length)).flatten()
}

/// Where the numbers with a unit are.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let (mut all, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '_' | '/'));
        let length = if begins && text.is_char_boundary(at) { digits(&text[at..]) } else { None };
        if let Some(length) = length {
            if has_unit(&text[at + length..]) {
                all.push(at..at + length);
            }
            at += length;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    all
}

#[test]
fn every_number_with_a_unit_is_a_row_or_an_exception() {
    let mut problems = Vec::new();
    let mut counts = [0; 3];
    for page in Page::ALL {
        let text = page.text();
        let mut known: Vec<Range<usize>> = Vec::new();
        for row in rows().filter(|row| row.page == page) {
            counts[0] += 1;
            match text.find(row.heading, row.words) {
                Ok(found) => known.extend(found.numbers.into_iter().map(|(place, _)| place)),
                Err(why) => problems.push(format!("{}: {why}", page.name())),
            }
        }
        let in_rows = known.len();
        for exception in EXCEPTIONS.iter().filter(|exception| exception.page == page) {
            counts[1] += 1;
            match text.find(exception.heading, exception.words) {
                Ok(found) => {
                    let left_over = numbers(&text.text).into_iter().any(|place| {
                        found.whole.start <= place.start
                            && place.end <= found.whole.end
                            && !known[..in_rows].contains(&place)
                    });
                    if !left_over {
                        problems.push(format!("{}: no number without a row in \"{}\"", page.name(), exception.words));
                    }
                    known.push(found.whole);
                }
                Err(why) => problems.push(format!("{}: {why}", page.name())),
            }
        }
        for place in numbers(&text.text) {
            counts[2] += 1;
            if !known.iter().any(|known| known.start <= place.start && place.end <= known.end) {
                let around = |from: usize, to: usize| {
                    let (mut from, mut to) = (from, to.min(text.text.len()));
                    while !text.text.is_char_boundary(from) {
                        from -= 1;
                    }
                    while !text.text.is_char_boundary(to) {
                        to += 1;
                    }
                    text.text[from..to].to_owned()
                };
                let where_ = around(place.start.saturating_sub(50), place.end + 40);
                problems.push(format!("{}: neither row nor exception: \"{where_}\"", page.name()));
            }
        }
    }
    println!("{} rows, {} exceptions, {} numbers with a unit", counts[0], counts[1], counts[2]);
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}
