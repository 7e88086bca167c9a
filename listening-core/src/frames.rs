//! What was heard frame by frame, for looking at.

use ndarray::Array2;

use crate::party::PerParty;

/// Columns of [`Frames`], in order.
pub const FRAME_COLUMNS: [&str; 4] = ["speech", "tone", "level_db", "leak"];

/// The 10 ms tracks of both parties: shape (frames, 4), row k from k * 0.01 s on. Columns: probability of
/// speech after the guard (0 to 1), probability of a tone or of music (0 to 1), level (dBov, silence -100), and
/// whether what can be heard is explained by the other party's leak (0 or 1).
#[derive(Clone, Debug, PartialEq)]
pub struct Frames {
    /// Each party's rows.
    pub tracks: PerParty<Array2<f32>>,
}

/// One party's rows while they come in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Track(Vec<[f32; FRAME_COLUMNS.len()]>);

impl Track {
    pub(crate) fn push(&mut self, row: [f32; FRAME_COLUMNS.len()]) {
        self.0.push(row);
    }

    pub(crate) fn into_array(self) -> Array2<f32> {
        Array2::from(self.0)
    }
}
