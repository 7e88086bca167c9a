//! The unit of plain words' times, from how long a word lasts.

/// What a transcript's times are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    #[default]
    Seconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Parts of 100 ns, as Microsoft's services count.
    Ticks,
}

/// The middle length of words above which times are no seconds: nobody says half of their words for longer.
const LONGEST_SECONDS: f64 = 20.0;
/// And above which they are no milliseconds: 20 s again.
const LONGEST_MILLISECONDS: f64 = 20_000.0;

/// Up to where words of a call may begin: recognisers round, and end behind the audio.
const LATE: f64 = 1.02;
const LATE_SECONDS: f64 = 2.0;
/// The part of a call in which not all of its talk is.
const EARLY: f64 = 0.02;
/// Seconds below which half of a call's words do not last: in a file that says when they begin alone.
const SHORTEST_WORD: f64 = 0.01;
/// Seconds that no half of a call's words last, whatever they are cut into.
const LONGEST_WORD: f64 = 100.0;

impl Unit {
    /// How many there are in a second.
    #[must_use]
    pub const fn per_second(self) -> f64 {
        match self {
            Self::Seconds => 1.0,
            Self::Milliseconds => 1e3,
            Self::Ticks => 1e7,
        }
    }

    /// The unit of words of these lengths, the last of which begins at `last`, in a call of `duration` seconds.
    ///
    /// Where words have no length that could tell, it is the first unit in which all of them are within the call. And they are seconds, however long each lasts, where those end with the call and
    /// the other unit would put all of the talk into its first fiftieth.
    #[must_use]
    pub fn of_call(lengths: impl IntoIterator<Item = f64>, last: f64, duration: f64) -> Self {
        let within = |unit: Self| last / unit.per_second() <= duration * LATE + LATE_SECONDS;
        let (unit, middle) = Self::of_middle(lengths);
        if !within(unit) && middle < SHORTEST_WORD {
            return [unit, Self::Milliseconds, Self::Ticks].into_iter().find(|unit| within(*unit)).unwrap_or(unit);
        }
        let early = last / unit.per_second() < duration * EARLY;
        let seconds = early && within(Self::Seconds) && middle < LONGEST_WORD;
        if seconds { Self::Seconds } else { unit }
    }

    /// The unit in which half of these lengths are those of words: most words last .05 to 1 s.
    #[must_use]
    pub fn of_lengths(lengths: impl IntoIterator<Item = f64>) -> Self {
        Self::of_middle(lengths).0
    }

    /// The unit, and the middle length.
    fn of_middle(lengths: impl IntoIterator<Item = f64>) -> (Self, f64) {
        let mut lengths: Vec<f64> = lengths.into_iter().filter(|length| length.is_finite()).collect();
        lengths.sort_by(f64::total_cmp);
        let middle = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
        let unit = match middle {
            LONGEST_MILLISECONDS.. => Self::Ticks,
            LONGEST_SECONDS.. => Self::Milliseconds,
            _ => Self::Seconds,
        };
        (unit, middle)
    }
}

#[cfg(test)]
mod tests {
    use super::Unit::{self, Milliseconds, Seconds, Ticks};

    #[test]
    fn the_length_of_the_call_tells_where_the_words_lengths_do_not() {
        // Words without length, as far as 60 s, in a call of 62.
        for (unit, last) in [(Seconds, 60.0), (Milliseconds, 60e3), (Ticks, 60e7)] {
            assert_eq!(Unit::of_call([0.0; 9], last, 62.0), unit, "{last}");
        }
        // To 1.02 of the call and 2 s it is this call.
        assert_eq!(Unit::of_call([0.0; 9], 65.2, 62.0), Seconds);
        assert_eq!(Unit::of_call([0.0; 9], 65.3, 62.0), Milliseconds);
        // Words that last as words do are in seconds, whatever call they are of.
        assert_eq!(Unit::of_call([0.009; 9], 65.3, 62.0), Milliseconds);
        assert_eq!(Unit::of_call([0.01; 9], 65.3, 62.0), Seconds);
        // Rows of 30 s over a whole call are no milliseconds; words in its first second are.
        assert_eq!(Unit::of_call([30.0; 9], 270.0, 300.0), Seconds);
        assert_eq!(Unit::of_call([99.0; 3], 198.0, 300.0), Seconds);
        assert_eq!(Unit::of_call([101.0; 3], 202.0, 300.0), Milliseconds);
        assert_eq!(Unit::of_call([200.0; 3], 6_000.0, 300.0), Milliseconds);
        assert_eq!(Unit::of_call([200.0; 3], 5_999.0, 300.0), Milliseconds);
        // Without words there is nothing to tell.
        assert_eq!(Unit::of_call([], 0.0, 0.0), Seconds);
    }
}
