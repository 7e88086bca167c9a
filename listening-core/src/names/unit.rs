//! Units of measures.

use super::names;

names! {
    /// The unit of a measure.
    pub open enum Unit: "a unit" {
        /// Seconds.
        Seconds = "s",
        /// Times a minute.
        PerMinute = "1/min",
        /// A share, 0 to 1; of a difference of shares -1 to 1.
        Share = "share",
        /// How many.
        Count = "count",
        /// Decibels.
        Decibels = "dB",
        /// Syllables a second.
        SyllablesPerSecond = "syllables/s",
        /// Words a minute.
        WordsPerMinute = "words/min",
        /// How many times the one is the other.
        Ratio = "ratio",
        /// A correlation, -1 to 1.
        Correlation = "correlation",
        /// Spreads of the speaker's own voice.
        Spreads = "z",
        /// Those a minute.
        SpreadsPerMinute = "z/min",
    }
}
