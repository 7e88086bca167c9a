//! Times, shares and values.

/// A moment of the call: minutes, seconds and tenths, with hours where there are any.
pub(crate) fn clock(seconds: f64) -> String {
    let tenths = (seconds * 10.0).round_ties_even() as i64;
    let (minutes, tenths) = (tenths.div_euclid(600), tenths.rem_euclid(600));
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let head = if hours > 0 { format!("{hours}:{minutes:02}") } else { format!("{minutes:02}") };
    format!("{head}:{:02}.{}", tenths / 10, tenths % 10)
}

/// The same without tenths where there are none, and without a leading zero.
pub(crate) fn round_clock(seconds: f64) -> String {
    let text = clock(seconds);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    text.strip_prefix('0').unwrap_or(text).to_owned()
}

/// A part of the call.
pub(crate) fn span(start: f64, end: f64) -> String {
    format!("{} to {}", clock(start), clock(end))
}

/// A share of one in percent.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", fixed(share * 100.0, 0))
}

/// A number with that many decimals; never "-0".
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|each| matches!(each, b'0' | b'.')) => rest.to_owned(),
        _ => text,
    }
}

/// A number as short as its six digits can be.
pub(crate) fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    let before = value.abs().log10().floor() as i32;
    trimmed(&format!("{value:.*}", usize::try_from(5 - before).unwrap_or(0)))
}

/// A share of one as a length of SVG.
pub(crate) fn part(share: f64) -> String {
    format!("{}%", trimmed(&format!("{:.3}", share * 100.0)))
}

/// Without the zeros at its end.
pub(crate) fn trimmed(number: &str) -> String {
    let text = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A value with its unit.
pub(crate) fn amount(value: f64, unit: &str) -> String {
    match unit {
        "share" => percent(value),
        "count" if value.fract() == 0.0 => fixed(value, 0),
        "1/min" | "ratio" | "correlation" | "count" | "points" | "" => fixed(value, 1),
        _ => format!("{} {unit}", fixed(value, 1)),
    }
}

/// A whole number in groups of three digits.
pub(crate) fn grouped(value: f64) -> String {
    let digits = fixed(value, 0);
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let mut out = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of things: one call, two calls.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {}", if count == 1 { what.to_owned() } else { plural(what) })
}

/// Several of what a noun names.
pub fn plural(noun: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|end| noun.ends_with(end));
    match noun.strip_suffix('y') {
        Some(stem) if !ends(&["ay", "ey", "oy", "uy"]) => format!("{stem}ies"),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// A list in words.
pub(crate) fn listed(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        assert_eq!(clock(59.96), "01:00.0");
        assert_eq!(clock(4000.0), "1:06:40.0");
        assert_eq!(round_clock(60.0), "1:00");
        assert_eq!(span(0.66, 13.66), "00:00.7 to 00:13.7");
    }

    #[test]
    fn values() {
        assert_eq!(percent(0.403), "40 %");
        assert_eq!(amount(1.533, "1/min"), "1.5");
        assert_eq!(amount(0.125, "share"), "12 %");
        assert_eq!(amount(4.67, "s"), "4.7 s");
        assert_eq!(amount(-0.01, "s"), "0.0 s");
        assert_eq!((amount(3.0, "count"), amount(2.5, "count")), ("3".to_owned(), "2.5".to_owned()));
        assert_eq!(grouped(1_234_567.0), "1,234,567");
    }

    #[test]
    fn lengths() {
        assert_eq!(part(0.123_456), "12.346%");
        assert_eq!(part(0.0), "0%");
        assert_eq!(
            (short(91.86), short(0.1), short(1e5), short(-0.5)),
            ("91.86".into(), "0.1".into(), "100000".into(), "-0.5".into())
        );
    }

    #[test]
    fn one_and_several() {
        let of = |count, what| counted(count, what);
        assert_eq!(
            (of(1, "call"), of(0, "call"), of(2, "call")),
            ("1 call".into(), "0 calls".into(), "2 calls".into())
        );
        assert_eq!((of(2, "city"), of(2, "status")), ("2 cities".into(), "2 statuses".into()));
        assert_eq!((of(2, "queue"), of(2, "day")), ("2 queues".into(), "2 days".into()));
    }

    #[test]
    fn lists() {
        let words = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        assert_eq!(listed(&words, "and"), "a, b and c");
        assert_eq!(listed(&words[..1], "and"), "a");
    }
}
