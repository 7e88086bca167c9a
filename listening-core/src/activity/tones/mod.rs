//! Telephone signalling tones on one channel at 8 kHz: named, timed, and kept out of speech.
//!
//! A frame whose power stands in one or two narrow peaks is looked at; all others cost a sum and a maximum over the
//! shared spectrum ([`peaks`]). Below 690 Hz, where 400 and 450 Hz must be told from 425 Hz, 80 ms are looked
//! at instead of 32 ms ([`zoom`]). Frequencies that stay, at a level that stays, are a burst ([`run`], [`burst`]); its frequencies
//! and its cadence give it a name ([`cadence`], by the figures in [`plan`]).
//!
//! [`plan`] lists what is named, and after which documents. What is not:
//! - tones under talk, or less than some 13 dB above the noise;
//! - the FSK of fax and modems (the V.21 preamble) and all scrambled carriers: they are no tones;
//! - a tone of one frequency whose cadence was cut off: it is [`Tone::Other`];
//! - which key a DTMF digit was: digits may be card numbers.

#[cfg(feature = "audio")]
mod burst;
#[cfg(feature = "audio")]
mod cadence;
#[cfg(feature = "audio")]
mod finder;
#[cfg(feature = "audio")]
mod peaks;
#[cfg(feature = "audio")]
mod pitches;
#[cfg(feature = "audio")]
mod plan;
#[cfg(feature = "audio")]
mod run;
#[cfg(test)]
#[cfg(feature = "audio")]
mod tests;
mod tone;
#[cfg(feature = "audio")]
mod zoom;

#[cfg(feature = "audio")]
pub(super) use finder::ToneFinder;
#[cfg(feature = "audio")]
pub(crate) use tone::ToneSpan;
pub use tone::{Tone, TonePlan};
