//! What is wrong with a channel, and what is on it besides talk: said before anyone is blamed for it, and where in
//! the call.

mod agc;
mod clipping;
mod dropouts;
mod duplicated;
mod gain;
mod joint;
mod lost;
mod noise;
mod offset;
mod prompt;
mod range;
mod roles;
mod silent;
mod sounds;
mod spans;
mod watch;

#[cfg(test)]
mod testing;

use serde::Serialize;

use crate::activity::{EarFrame, Heard};
use crate::report::rounded;
use crate::signal::{Block, FRAME};
use crate::time::Time;

pub(crate) use joint::Joint;
pub(crate) use lost::Lost;
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

/// The order in which findings stand.
pub(crate) fn sort(found: &mut [Health]) {
    found.sort_by(|a, b| a.start.cmp(&b.start).then_with(|| a.code.cmp(b.code)));
}

/// Probability of speech from which on a frame is talk.
const SPEECH: f32 = 0.5;

/// What the detectors see of a frame.
#[derive(Clone, Copy, Debug)]
struct Moment {
    block: Block,
    /// dBov.
    level: f32,
    talk: bool,
    /// Music, a tone, or the other party's leak: neither talk nor noise of this party.
    foreign: bool,
}

impl Moment {
    fn of(frame: &EarFrame, explained: bool) -> Self {
        let foreign = explained || Heard { speech: frame.speech, tone: frame.tone }.is_music();
        Self { block: frame.block, level: frame.level, talk: frame.speech >= SPEECH, foreign }
    }

    /// Whether it is digital silence.
    fn still(&self) -> bool {
        usize::from(self.block.lead) == FRAME
    }
}
