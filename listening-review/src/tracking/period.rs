//! Days, weeks and months of the calendar (UTC) that times fall into.

use serde::Serialize;

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// 1970-01-01 was a Thursday: the Monday before it is day -3.
const MONDAY: i64 = -3;
/// Days from 0000-03-01 to 1970-01-01.
const MARCH: i64 = 719_468;
/// Days of the 400 years after which the calendar repeats.
const ERA: i64 = 146_097;

/// The calendar periods that calls are summed up by: their times are then seconds since 1970, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// From midnight.
    Day,
    /// From Monday (ISO 8601).
    Week,
    /// From the first.
    Month,
}

impl Period {
    /// All of them, shortest first.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// `day`, `week` or `month`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The period of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.name() == name)
    }

    /// When the period that holds `time` begins, and when the next one does.
    ///
    /// ```
    /// use listening_review::tracking::Period;
    /// // Wednesday, 4 March 2026, noon: the week of Monday, 2 March.
    /// assert_eq!(Period::Week.bounds(1_772_625_600.0), (1_772_409_600.0, 1_773_014_400.0));
    /// ```
    pub fn bounds(self, time: f64) -> (f64, f64) {
        let day = (time / DAY).floor();
        // Beyond a hundred million years no calendar counts.
        let day = day.clamp(-4e10, 4e10) as i64;
        let (start, end) = match self {
            Self::Day => (day, day + 1),
            Self::Week => {
                let monday = day - (day - MONDAY).rem_euclid(7);
                (monday, monday + 7)
            }
            Self::Month => {
                let (year, month) = month_of(day);
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                (first_of(year, month), first_of(next.0, next.1))
            }
        };
        (start as f64 * DAY, end as f64 * DAY)
    }
}

/// A time as a message shows it: the date (UTC) if it can be one, from 1973 to 9999, else the number.
pub(super) fn shown(time: f64) -> String {
    if !(1e8..253_402_300_800.0).contains(&time) {
        return time.to_string();
    }
    let day = (time / DAY).floor() as i64;
    let (year, month) = month_of(day);
    format!("{year:04}-{month:02}-{:02}", day - first_of(year, month) + 1)
}

/// Year and month of a day since 1970 (Hinnant 2014, `civil_from_days`).
const fn month_of(day: i64) -> (i64, i64) {
    let day = day + MARCH;
    let era = day.div_euclid(ERA);
    let of_era = day.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + (month <= 2) as i64, month)
}

/// The day since 1970 that a month begins with (Hinnant 2014, `days_from_civil`).
const fn first_of(year: i64, month: i64) -> i64 {
    let year = year - (month <= 2) as i64;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - MARCH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_and_end_as_calendars_have_it() {
        // GNU date: date -ud 2026-03-02 +%s and the like.
        let days = |period: Period, time: f64| {
            let (start, end) = period.bounds(time);
            (start / DAY, end / DAY)
        };
        assert_eq!(days(Period::Day, 1_772_625_600.0), (20_516.0, 20_517.0));
        assert_eq!(days(Period::Week, 1_772_409_600.0), (20_514.0, 20_521.0));
        assert_eq!(days(Period::Week, 1_772_409_599.9), (20_507.0, 20_514.0));
        // February of 2028 has 29 days, that of 2100 has 28.
        assert_eq!(days(Period::Month, 1_834_000_000.0), (21_215.0, 21_244.0));
        assert_eq!(days(Period::Month, 4_106_000_000.0), (47_513.0, 47_541.0));
        // December is followed by January, also before 1970.
        assert_eq!(days(Period::Month, -1.0), (-31.0, 0.0));
        assert_eq!(days(Period::Week, 0.0), (-3.0, 4.0));
    }

    #[test]
    fn a_time_is_shown_as_a_date_if_it_can_be_one() {
        let cases = [(951_782_400.0, "2000-02-29"), (1_735_689_599.0, "2024-12-31"), (1_893_456_000.0, "2030-01-01")];
        for (time, date) in cases {
            assert_eq!(shown(time), date);
        }
        assert_eq!([shown(12.0), shown(1e12), shown(-0.5)], ["12", "1000000000000", "-0.5"]);
    }

    #[test]
    fn every_time_lies_in_its_period() {
        for period in Period::ALL {
            for k in -500..500_i32 {
                let time = f64::from(k) * 7_654_321.0;
                let (start, end) = period.bounds(time);
                assert!(start <= time && time < end, "{period:?} {time}");
                assert_eq!(period.bounds(end - 0.5).0, start);
                assert_eq!(period.bounds(end).0, end);
            }
            assert!(period.bounds(1e300).0.is_finite());
        }
        assert_eq!(Period::from_name("week"), Some(Period::Week));
        assert_eq!(Period::from_name("year"), None);
    }
}
