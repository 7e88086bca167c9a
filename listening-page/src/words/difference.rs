//! Differences in words, with as many decimals as it takes for their numbers to agree.

use super::number::fixed;

/// The most decimals: of what is written with four, in percent two.
const MOST: usize = 3;

/// A difference in words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DifferenceWords {
    /// The value before and the value after, each with its unit; `None` where they are not known.
    pub parts: Option<(String, String)>,
    /// The difference with its sign.
    pub value: String,
    /// The ends of its interval, as "0.03 to 1.20"; `None` where there is no interval.
    pub interval: Option<String>,
    /// The unit of the difference and of the ends, with a space before it; empty where it has none.
    pub unit: String,
}

impl DifferenceWords {
    /// The difference with its interval and its unit.
    pub fn by(&self) -> String {
        match &self.interval {
            Some(interval) => format!("{} ({interval}){}", self.value, self.unit),
            None => format!("{}{} (no interval)", self.value, self.unit),
        }
    }
}

/// Numbers of a difference.
#[derive(Clone, Copy, Debug)]
pub struct Difference {
    /// Before and after, or of the first and of the second; `None` where only the difference is known.
    pub parts: Option<(f64, f64)>,
    /// The difference.
    pub value: f64,
    /// The 90 % interval.
    pub interval: Option<(f64, f64)>,
}

impl Difference {
    /// In words: with one decimal, and of shares none, unless it takes more for the numbers to say what is meant.
    ///
    /// What is not zero must not be written as zero, neither a value nor an end of an interval that excludes it; the difference
    /// of the parts as they are written must lie in the interval as it is written; and the interval must not be one number. The
    /// difference of two shares is in percentage points.
    pub fn words(&self, unit: &str) -> DifferenceWords {
        let (times, least, most) = if unit == "share" { (100.0, 0, MOST - 1) } else { (1.0, 1, MOST) };
        let decimals = (least..most).find(|decimals| self.agrees(times, *decimals)).unwrap_or(most);
        let number = |value: f64| fixed(value * times, decimals);
        let (own, apart) = match unit {
            "share" => (" %".to_owned(), " percentage points".to_owned()),
            "points" => (String::new(), " points".to_owned()),
            "1/min" => (String::new(), " per minute".to_owned()),
            "ratio" | "correlation" | "count" | "" => (String::new(), String::new()),
            _ => (format!(" {unit}"), format!(" {unit}")),
        };
        let sign = if self.value > 0.0 { "+" } else { "" };
        DifferenceWords {
            parts: self.parts.map(|(before, after)| (number(before) + &own, number(after) + &own)),
            value: format!("{sign}{}", number(self.value)),
            interval: self.interval.map(|(low, high)| format!("{} to {}", number(low), number(high))),
            unit: apart,
        }
    }

    fn agrees(&self, times: f64, decimals: usize) -> bool {
        let shown = |value: f64| fixed(value * times, decimals).parse::<f64>().unwrap_or(value);
        let kept = |value: f64| value == 0.0 || shown(value) != 0.0;
        let parts = self.parts.is_none_or(|(before, after)| kept(before) && kept(after));
        let interval = self.interval.is_none_or(|(low, high)| {
            let excludes_zero = low > 0.0 || high < 0.0;
            let (first, last) = (shown(low), shown(high));
            let within = self.parts.is_none_or(|(before, after)| {
                let by = shown(after) - shown(before);
                // What binary numbers add.
                let slack = 0.1 * 10_f64.powi(-(decimals as i32));
                (first - slack..=last + slack).contains(&by)
            });
            (!excludes_zero || (kept(low) && kept(high))) && (first < last || low >= high) && within
        });
        parts && interval && kept(self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(parts: Option<(f64, f64)>, value: f64, interval: (f64, f64), unit: &str) -> DifferenceWords {
        Difference { parts, value, interval: Some(interval) }.words(unit)
    }

    #[test]
    fn an_interval_that_excludes_zero_shows_it() {
        assert_eq!(words(None, 0.6, (0.03, 1.2), "points").by(), "+0.60 (0.03 to 1.20) points");
        assert_eq!(words(None, -0.12, (-0.14, -0.04), "").by(), "-0.12 (-0.14 to -0.04)");
        // One that does not may end at it.
        assert_eq!(words(None, 0.6, (-0.03, 1.2), "points").by(), "+0.6 (0.0 to 1.2) points");
        assert_eq!(words(None, 0.6, (0.0, 1.2), "points").by(), "+0.6 (0.0 to 1.2) points");
    }

    #[test]
    fn the_parts_agree_with_the_difference() {
        let found = words(Some((0.36, 0.04)), -0.32, (-0.4, -0.25), "1/min");
        assert_eq!(found.parts, Some(("0.36".to_owned(), "0.04".to_owned())));
        assert_eq!(found.by(), "-0.32 (-0.40 to -0.25) per minute");
        // Written with one decimal, these would fall by .5, which lies outside -.4 to -.4.
        let found = words(Some((0.851, 0.449)), -0.402, (-0.41, -0.39), "s");
        assert_eq!((found.by().as_str(), found.parts.unwrap().0.as_str()), ("-0.40 (-0.41 to -0.39) s", "0.85 s"));
        // What says the same with one decimal has one.
        let found = words(Some((68.1, 99.4)), 31.3, (29.7, 32.9), "points");
        assert_eq!(found.parts, Some(("68.1".to_owned(), "99.4".to_owned())));
        assert_eq!(found.by(), "+31.3 (29.7 to 32.9) points");
    }

    #[test]
    fn shares_differ_by_percentage_points() {
        let found = words(Some((0.30, 0.42)), 0.12, (0.08, 0.161), "share");
        assert_eq!(found.parts, Some(("30 %".to_owned(), "42 %".to_owned())));
        assert_eq!(found.by(), "+12 (8 to 16) percentage points");
        assert_eq!(words(None, -0.012, (-0.014, -0.009), "share").by(), "-1.2 (-1.4 to -0.9) percentage points");
    }

    #[test]
    fn without_an_interval_there_is_the_value() {
        assert_eq!(Difference { parts: None, value: 1.04, interval: None }.words("s").by(), "+1.0 s (no interval)");
    }
}
