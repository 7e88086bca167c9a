//! What was heard frame by frame, for looking at.

use ndarray::Array2;

use crate::party::PerParty;

/// Columns of [`Frames`], in order.
pub const FRAME_COLUMNS: [&str; 3] = ["speech", "tone", "level_db"];

/// The 10 ms tracks of both parties: shape (frames, 3), row k from k * 0.01 s on. Columns: probability of
/// speech after the guard (0 to 1), probability of a tone or of music (0 to 1), level (dBov, silence -100).
#[derive(Clone, Debug, PartialEq)]
pub struct Frames {
    /// Each party's rows.
    pub tracks: PerParty<Array2<f32>>,
}

/// One party's rows while they come in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Track(Vec<[f32; FRAME_COLUMNS.len()]>);

impl Track {
    pub(crate) fn push(&mut self, speech: f32, tone: f32, level: f32) {
        self.0.push([speech, tone, level]);
    }

    pub(crate) fn into_array(self) -> Array2<f32> {
        Array2::from(self.0)
    }
}
