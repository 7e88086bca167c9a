//! Telephone signalling tones on one channel at 8 kHz: named, timed, and kept out of speech.
//!
//! A frame whose power is in one or two narrow peaks is looked at; all others cost a sum and a maximum over the
//! shared spectrum ([`peaks`]). Below 690 Hz, where 400 and 450 Hz must be distinguished from 425 Hz, 80 ms are looked
//! at instead of 32 ms ([`zoom`]). Frequencies that stay, at a level that stays, are a burst ([`run`], [`burst`]); its frequencies
//! and its cadence give it a name ([`cadence`], by the figures in [`plan`]).
//!
//! [`plan`] lists what is named, and after which documents. What is not:
//! - tones under talk, or less than some 13 dB above the noise;
//! - the FSK of fax and modems (the V.21 preamble) and all scrambled carriers: they are no tones;
//! - a tone of one frequency whose cadence was cut off: it is [`Tone::Other`];
//! - which key a DTMF digit was: digits may be card numbers.

mod burst;
mod cadence;
mod finder;
mod peaks;
mod pitches;
mod plan;
mod run;
#[cfg(test)]
mod tests;
mod tone_span;
mod zoom;

pub(super) use finder::ToneFinder;
pub(crate) use tone_span::ToneSpan;
