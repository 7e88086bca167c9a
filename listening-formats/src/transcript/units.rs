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

    /// The unit in which half of these lengths are those of words: most words last .05 to 1 s.
    #[must_use]
    pub fn of_lengths(lengths: impl IntoIterator<Item = f64>) -> Self {
        let mut lengths: Vec<f64> = lengths.into_iter().filter(|length| length.is_finite()).collect();
        lengths.sort_by(f64::total_cmp);
        match lengths.get(lengths.len() / 2) {
            Some(&middle) if middle >= LONGEST_MILLISECONDS => Self::Ticks,
            Some(&middle) if middle >= LONGEST_SECONDS => Self::Milliseconds,
            _ => Self::Seconds,
        }
    }
}
