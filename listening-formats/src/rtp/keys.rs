//! The tones that keys make, for packets that name them.

use std::f64::consts::TAU;

/// Hertz of the rows and of the columns: ITU-T Q.23.
const ROWS: [f64; 4] = [697.0, 770.0, 852.0, 941.0];
const COLUMNS: [f64; 4] = [1209.0, 1336.0, 1477.0, 1633.0];
/// Row and column of the events 0 to 15 of RFC 4733: digits, star, hash, A to D.
const KEYS: [(usize, usize); 16] = [
    (3, 1),
    (0, 0),
    (0, 1),
    (0, 2),
    (1, 0),
    (1, 1),
    (1, 2),
    (2, 0),
    (2, 1),
    (2, 2),
    (3, 0),
    (3, 2),
    (0, 3),
    (1, 3),
    (2, 3),
    (3, 3),
];
/// Amplitude of a sine at 0 dBm0, whose full scale is 3.14 dB above it.
const MILLIWATT: f64 = 0.696_6 * 32768.0;

/// What a gateway would play for `event` from its sample `start` to `end`; silence where it is no key.
pub(super) fn tone(event: u8, volume: u8, start: i64, end: i64, rate: u32) -> Vec<i16> {
    let Some(&(row, column)) = KEYS.get(usize::from(event)) else {
        return vec![0; (end - start).max(0) as usize];
    };
    // Each of the two has half of the power.
    let level = MILLIWATT * libm::exp10(-f64::from(volume) / 20.0) / std::f64::consts::SQRT_2;
    let at = |hertz: f64, sample: i64| libm::sin(TAU * hertz * sample as f64 / f64::from(rate));
    (start..end).map(|sample| (level * (at(ROWS[row], sample) + at(COLUMNS[column], sample))) as i16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_two_tones_at_its_level() {
        let five = tone(5, 10, 0, 8000, 8000);
        let power = |hertz: f64| {
            let (mut re, mut im) = (0.0, 0.0);
            for (n, &x) in five.iter().enumerate() {
                let (sin, cos) = (TAU * hertz * n as f64 / 8000.0).sin_cos();
                (re, im) = (re + f64::from(x) * cos, im + f64::from(x) * sin);
            }
            (re * re + im * im).sqrt() / 4000.0
        };
        let level = MILLIWATT / 10_f64.sqrt() / std::f64::consts::SQRT_2;
        assert!((power(770.0) / level - 1.0).abs() < 0.01 && (power(1336.0) / level - 1.0).abs() < 0.01);
        assert!(power(941.0) < 0.01 * level);
    }

    #[test]
    fn it_goes_on_where_it_was_and_what_is_no_key_is_silent() {
        let whole = tone(1, 8, 0, 480, 8000);
        assert_eq!([tone(1, 8, 0, 160, 8000), tone(1, 8, 160, 480, 8000)].concat(), whole);
        assert_eq!(tone(16, 8, 0, 3, 8000), [0, 0, 0]);
    }
}
