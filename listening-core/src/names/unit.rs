//! Units of measures.

use super::names;

names! {
    /// The unit of a measure.
    pub open enum Unit: "a unit" {
        /// Seconds.
        Seconds = "s",
        /// Times per minute.
        PerMinute = "1/min",
        /// A share, 0 to 1; of a difference of shares -1 to 1.
        Share = "share",
        /// A number of things.
        Count = "count",
        /// Decibels.
        Decibels = "dB",
        /// Syllables per second.
        SyllablesPerSecond = "syllables/s",
        /// Words per minute.
        WordsPerMinute = "words/min",
        /// The ratio of one value to the other.
        Ratio = "ratio",
        /// A correlation, -1 to 1.
        Correlation = "correlation",
        /// Standard deviations of the speaker's own voice.
        Spreads = "z",
        /// Standard deviations per minute.
        SpreadsPerMinute = "z/min",
    }
}
