//! What an [`Error`](super::Error) says: what was expected, what came, and what to do.

use crate::party::Party;
use crate::time::LATEST_S;

/// Why an input was refused, with what its text needs.
#[cfg_attr(
    not(all(feature = "audio", feature = "ndarray")),
    expect(dead_code, reason = "some kinds are those of features that are off")
)]
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum ErrorKind {
    /// The sample rate is not one of the supported ones.
    #[error(
        "sample rate {got} Hz is not supported: give 4000 to 192000, \
         or resample to one of them first"
    )]
    SampleRate {
        /// The rate that came, in hertz.
        got: u32,
    },
    /// A setting is outside its range.
    #[error("setting `{name}` is {got}: expected {expected}")]
    Setting {
        /// The field of the configuration.
        name: &'static str,
        /// What came.
        got: String,
        /// What would have been taken.
        expected: &'static str,
    },
    /// A profile file that cannot be used.
    #[error("profile: {problem}")]
    Profile {
        /// What is wrong with it, what was expected.
        problem: String,
    },
    /// Interleaved stereo with half a frame at the end.
    #[error(
        "interleaved stereo needs an even number of samples, got {got}: keep the last sample and push it with its \
         partner, or check that the audio really has two channels"
    )]
    OddLength {
        /// Samples in the push.
        got: usize,
    },
    /// Planar channels of different lengths.
    #[error(
        "both channels of a push must have the same length, got {left} and {right} samples: push the common part \
         and keep the rest for later"
    )]
    UnequalChannels {
        /// Samples of the first channel.
        left: usize,
        /// Samples of the second channel.
        right: usize,
    },
    /// A loss that was noted late is not of what has been pushed.
    #[error(
        "a loss from {start} to {end} s, noted late: expected a span within the {position} s that have been pushed"
    )]
    LateLoss {
        /// Its start, seconds.
        start: f64,
        /// Its end, seconds.
        end: f64,
        /// Seconds pushed.
        position: f64,
    },
    /// A gap that is too long to be one.
    #[error("a gap of {got} frames: at most {most} are taken at once; push a longer one in parts")]
    Gap {
        /// Frames of the gap.
        got: usize,
        /// The most that are taken.
        most: usize,
    },
    /// An array without an axis of length two.
    #[error(
        "audio must have two channels, shape (frames, 2) or (2, frames), got shape ({rows}, {columns}): a mono \
         recording cannot tell who speaks; give talkspurts of both parties to `Floor` instead"
    )]
    ArrayShape {
        /// Length of the first axis.
        rows: usize,
        /// Length of the second axis.
        columns: usize,
    },
    /// A float sample that is not a number, or infinite.
    #[error("sample {index} is {value}: float samples must be finite; mend or silence it before the push")]
    NonFinite {
        /// Position in the slice that was pushed: in its own channel's where the channels are apart.
        index: usize,
        /// `NaN`, `inf` or `-inf`.
        value: f32,
    },
    /// A float sample far outside -1..1.
    #[error(
        "sample {index} is {value}: float samples lie in -1..1 (values to ±16 are taken and flagged); divide 16-bit \
         samples by 32768 or push them as i16"
    )]
    OutOfRange {
        /// Position in the slice that was pushed: in its own channel's where the channels are apart.
        index: usize,
        /// The sample.
        value: f32,
    },
    /// A talkspurt with a time that is not finite.
    #[error("{}'s talkspurt {index} runs from {start} to {end} s: times must be finite numbers of seconds", party.name())]
    SpurtNotFinite {
        /// Whose.
        party: Party,
        /// Position in that party's list, from 0.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// Given end, in seconds.
        end: f64,
    },
    /// A talkspurt that begins before zero or does not end after it begins.
    #[error(
        "{}'s talkspurt {index} runs from {} to {} s: a start of at least 0 and a later end were expected, \
         and no time beyond {limit} s",
        party.name(),
        short(*start),
        short(*end)
    )]
    SpurtBounds {
        /// Whose.
        party: Party,
        /// Position in that party's list, from 0.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// Given end, in seconds.
        end: f64,
        /// The latest time taken, in seconds.
        limit: f64,
    },
    /// A talkspurt that begins before the one before it has ended.
    #[error(
        "{}'s talkspurt {index} starts at {start} s, before the one before it ended at {previous_end} s: sort each \
         party's talkspurts by start and merge those that overlap",
        party.name()
    )]
    SpurtOrder {
        /// Whose.
        party: Party,
        /// Position in that party's list, from 0.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// End of the talkspurt before, in seconds.
        previous_end: f64,
    },
    /// A turn that ends long after the audio.
    #[error(
        "{}'s talkspurt {index} runs from {start:.3} to {end:.3} s and the audio ends at {length:.3} s: check that both are of \
         the same recording",
        party.name()
    )]
    SpurtBeyond {
        /// Whose.
        party: Party,
        /// Position in that party's list, from 0.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// Given end, in seconds.
        end: f64,
        /// Length of the audio, in seconds.
        length: f64,
    },
    /// A word with a time that is not finite.
    #[error("{}'s word {index} runs from {start} to {end} s: times must be finite numbers of seconds", party.name())]
    WordNotFinite {
        /// Whose.
        party: Party,
        /// How many words of that party were taken before it.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// Given end, in seconds.
        end: f64,
    },
    /// A word that begins before zero or ends before it begins.
    #[error(
        "{}'s word {index} runs from {} to {} s: a start of at least 0 and an end not before it were expected, \
         and no time beyond {limit} s",
        party.name(),
        short(*start),
        short(*end)
    )]
    WordBounds {
        /// Whose.
        party: Party,
        /// How many words of that party were taken before it.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// Given end, in seconds.
        end: f64,
        /// The latest time taken, in seconds.
        limit: f64,
    },
    /// A word without text.
    #[error("{}'s word {index} at {start} s has no text: leave it out, or write a noise as [noise]", party.name())]
    WordEmpty {
        /// Whose.
        party: Party,
        /// How many words of that party were taken before it.
        index: usize,
        /// Given start, in seconds.
        start: f64,
    },
    /// A word with the text of a book.
    #[error(
        "{}'s word {index} at {start} s has a text of {got} bytes: at most {most} are taken; give each word by itself, \
         with its own times",
        party.name()
    )]
    WordLong {
        /// Whose.
        party: Party,
        /// How many words of that party were taken before it.
        index: usize,
        /// Given start, in seconds.
        start: f64,
        /// Bytes of its text.
        got: usize,
        /// The most that are taken.
        most: usize,
    },
    /// A line of a lexicon that is not `class: item, item`.
    #[error(
        "line {line} of the lexicon: '{got}' was not understood: expected a class (continuer, hum, yes, right, okay, \
         no, oh, praise, companion, filler, conjunction, calls_for_more, pronoun, auxiliary, question, common, asks), a \
         colon, and items of one or two words with commas between them; those of greeting and introduction have two to \
         eight"
    )]
    Lexicon {
        /// From 1.
        line: usize,
        /// What was not understood.
        got: String,
    },
    /// A lexicon that is too large.
    #[error("the lexicon has {got} {what}: at most {most} are taken; leave out what is said rarely")]
    LexiconSize {
        /// What there is too much of.
        what: &'static str,
        /// How many came.
        got: usize,
        /// The most that are taken.
        most: usize,
    },
    /// A duration that is not finite, negative, or shorter than the talkspurts in it.
    #[error(
        "duration is {} s: a finite number not below the last talkspurt's end, {least} s, was expected, and none beyond \
         {LATEST_S} s",
        short(*got)
    )]
    Duration {
        /// Given duration, in seconds.
        got: f64,
        /// The least duration that would have been taken, in seconds.
        least: f64,
    },
    /// A mark that cannot be one.
    #[error("mark `{name}`: {problem}")]
    Mark {
        /// Its kind.
        name: &'static str,
        /// What is wrong with it, what was expected.
        problem: String,
    },
    /// A text that is no report.
    #[error("not a report of schema {}: {reason}", crate::schema_name::SCHEMA)]
    Report {
        /// What is wrong with it.
        reason: String,
    },
}

/// A number as an error shows it: one far out of range is not worth its hundreds of digits.
fn short(got: f64) -> String {
    if got.is_finite() && got.abs() >= 1e12 { format!("{got:.2e}") } else { got.to_string() }
}
