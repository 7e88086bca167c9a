//! What was heard frame by frame and talkspurt by talkspurt.

use ndarray::Array2;

use crate::party::PerParty;
use crate::voice::{Delivery, Voicing};

/// Columns of [`Frames`], in order.
pub const FRAME_COLUMNS: [&str; 7] = ["speech", "tone", "level_db", "leak", "f0_hz", "voicing", "semitones"];

/// How the talkspurts of both parties sounded, and the 10 ms tracks: shape (frames, 7), row k from k * 0.01 s on. Columns: probability of
/// speech after the guard (0 to 1), probability of a tone or of music (0 to 1), level (dBov, silence -100),
/// whether what can be heard is explained by the other party's leak (0 or 1), and the pitch at k * 0.01 s: hertz (NaN
/// where it is not voiced), probability of voicing (0 to 1), semitones above the party's median up to there (NaN
/// where it is not voiced).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Frames {
    /// Each party's rows since [`Session::keep_frames`](crate::Session::keep_frames); none where it was not called.
    #[cfg(feature = "ndarray")]
    pub tracks: PerParty<Array2<f32>>,
    /// How each party's talkspurts sounded, in order of start.
    pub deliveries: PerParty<Vec<Delivery>>,
}

impl Frames {
    pub(crate) fn new(mut tracks: PerParty<Track>, deliveries: PerParty<Vec<Delivery>>) -> Self {
        let tracks = PerParty::from_fn(|party| std::mem::take(&mut tracks[party]).into_array());
        Self { tracks, deliveries }
    }
}

/// One party's rows while they come in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Track(Vec<[f32; FRAME_COLUMNS.len()]>);

impl Track {
    /// A frame without its pitch, which comes later.
    pub(crate) fn push(&mut self, [speech, tone, level, leak]: [f32; 4]) {
        self.0.push([speech, tone, level, leak, f32::NAN, 0.0, f32::NAN]);
    }

    /// The pitch of the frame that was pushed `ago` frames before the last one.
    pub(crate) fn voice(&mut self, ago: usize, voicing: &Voicing) {
        let at = self.0.len().checked_sub(ago + 1);
        if let Some([.., hz, probability, semitones]) = at.and_then(|at| self.0.get_mut(at)) {
            *probability = voicing.probability;
            if let Some(pitch) = voicing.pitch {
                (*hz, *semitones) = (pitch.hz, pitch.semitones);
            }
        }
    }

    pub(crate) fn into_array(self) -> Array2<f32> {
        Array2::from(self.0)
    }
}
