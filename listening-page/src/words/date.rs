//! Dates of calls.

/// Times from here on are seconds since 1970: 1973 and later.
const DATES: f64 = 1e8;
const DAY: f64 = 86_400.0;

/// A date for what is one, else the number.
pub(crate) fn when(time: f64) -> String {
    // Years of more than four digits are no dates of calls.
    if !(DATES..253_402_300_800.0).contains(&time) {
        return super::number::short(time);
    }
    let (year, month, day) = civil((time / DAY).floor() as i64);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day since 1970, in the Gregorian calendar (H. Hinnant, `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers() {
        assert_eq!(when(1_772_319_600.0), "2026-02-28");
        assert_eq!(when(951_782_400.0), "2000-02-29");
        assert_eq!(when(1_735_689_599.0), "2024-12-31");
        assert_eq!(when(12.0), "12");
        assert_eq!(when(691_200.0), "691200");
    }
}
