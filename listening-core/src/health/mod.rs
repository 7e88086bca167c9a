//! What is wrong with a channel, and what is on it besides talk: found before anyone is blamed for it, with its place in
//! the call.

mod agc;
mod clipping;
mod dropouts;
mod duplicated;
mod full_scale;
mod gain;
mod leaks;
mod levels;
mod lost_audio;
mod moment;
mod offset;
mod pair;
mod prompt;
mod roles;
mod silent;
mod sounds;
mod spans;
mod watch;

#[cfg(test)]
mod testing;

use serde::Serialize;

use crate::report::rounded;
use crate::time::Time;

pub(crate) use leaks::add_leaks;
pub(crate) use lost_audio::LostAudio;
pub(crate) use pair::PairWatch;
pub(crate) use sounds::Sounds;
pub(crate) use watch::Watch;

/// A finding about a channel, and the part of the call that it concerns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Health {
    /// - `silent`: nothing is on the channel. Value: its level, dBov.
    /// - `no_speech`: there is sound, but no speech. No value.
    /// - `clipping`: speech is cut off at full scale. Value: share of the talk's samples that are at full scale.
    /// - `dc_offset`: the channel is not centred on zero. Value: its mean, of full scale.
    /// - `out_of_range`: float samples lie beyond full scale. No value.
    /// - `dropouts`: digital silence cuts into talk. Value: its share of the span.
    /// - `lost_audio`: packets were lost, as whoever pushed the audio said. Value: seconds lost in the span.
    /// - `gain_step`: talk and noise change by the same amount. Value: by how much, dB.
    /// - `agc`: automatic gain is suspected, since the noise creeps up in pauses. Value: by how much in the median
    ///   pause, dB.
    /// - `duplicated`: the same audio is on both channels. Value: share of equal samples; none where the channels
    ///   are nearly the same, but not to the bit.
    /// - `echo`: the other party is heard on the channel. Value: how loud, dB against the other channel.
    /// - `round_trip_ms`: how late that echo is, from 30 ms on. Value: in milliseconds, to 10 ms.
    /// - `roles_swapped`: agent and customer may be on each other's channel. Value: how many clues say so.
    /// - `prompt`: a recorded announcement, which counts as talk. No value.
    /// - `music`: music plays. No value.
    /// - `dtmf`, `dial`, `ringback`, `busy`, `congestion`, `special_information`, `fax`, `modem`, `tone`: a signalling
    ///   tone, or a beep. Value: how often.
    /// - `forgotten`: what was there before is not in the report, as [`Config::history`](crate::Config) asked. No value.
    /// - `truncated`: the recording is cut short. No value.
    pub code: &'static str,
    /// Where it begins, in seconds.
    #[serde(serialize_with = "rounded::seconds")]
    pub start: Time,
    /// Where it ends.
    #[serde(serialize_with = "rounded::seconds")]
    pub end: Time,
    /// How much, as said at the codes; `None` where there is no amount.
    #[serde(serialize_with = "rounded::option")]
    pub value: Option<f64>,
}

/// Puts findings in the order of a report.
pub(crate) fn sort(found: &mut [Health]) {
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.code.cmp(b.code)));
}
