//! What was heard frame by frame and talkspurt by talkspurt.

#[cfg(feature = "ndarray")]
use ndarray::Array2;

use crate::delivery::Delivery;
use crate::party::{Party, PerParty};
use crate::voice::Voicing;

/// Columns of [`Frames`], in order.
pub const FRAME_COLUMNS: [&str; COLUMNS] = ["speech", "tone", "level_db", "leak", "f0_hz", "voicing", "semitones"];

const COLUMNS: usize = 7;

/// How the talkspurts of both parties sounded, and the 10 ms tracks since
/// [`Session::keep_frames`](crate::Session::keep_frames), row k from k * 0.01 s on.
///
/// Columns: probability of speech after the guard (0 to 1), probability of a tone or of music (0 to 1), level (dBov,
/// silence -100), whether what can be heard is explained by the other party's leak (0 or 1), and the pitch at k * 0.01 s:
/// hertz (NaN where it is not voiced), probability of voicing (0 to 1), semitones above the party's median up to there
/// (NaN where it is not voiced).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Frames {
    /// Each party's track, of shape (frames, 7); needs the feature `ndarray`.
    #[cfg(feature = "ndarray")]
    pub tracks: PerParty<Array2<f32>>,
    #[cfg(not(feature = "ndarray"))]
    tracks: PerParty<Track>,
    /// How each party's talkspurts sounded, in order of start.
    pub deliveries: PerParty<Vec<Delivery>>,
}

impl Frames {
    pub(crate) fn new(tracks: PerParty<Track>, deliveries: PerParty<Vec<Delivery>>) -> Self {
        #[cfg(feature = "ndarray")]
        let tracks = PerParty { agent: Array2::from(tracks.agent.0), customer: Array2::from(tracks.customer.0) };
        Self { tracks, deliveries }
    }

    /// The rows of a party's track, in order.
    ///
    /// ```
    /// use listening_core::{Config, Party, Session};
    /// let mut session = Session::new(Config::default())?;
    /// session.keep_frames();
    /// session.push_interleaved(&[0_i16; 2 * 800])?;
    /// let (_, frames) = session.finish_with_frames();
    /// assert_eq!(frames.rows(Party::Agent).map(|[speech, ..]| speech).filter(|&speech| speech < 0.5).count(), 10);
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    #[cfg(feature = "ndarray")]
    pub fn rows(&self, party: Party) -> impl ExactSizeIterator<Item = [f32; COLUMNS]> + '_ {
        self.tracks[party].rows().into_iter().map(|row| std::array::from_fn(|column| row[column]))
    }

    /// The rows of a party's track, in order.
    #[cfg(not(feature = "ndarray"))]
    pub fn rows(&self, party: Party) -> impl ExactSizeIterator<Item = [f32; COLUMNS]> + '_ {
        self.tracks[party].0.iter().copied()
    }
}

/// One party's rows while they come in.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Track(Vec<[f32; COLUMNS]>);

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
}
