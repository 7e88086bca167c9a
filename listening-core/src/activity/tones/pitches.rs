//! The frequencies of a moment.

/// One or two frequencies at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pitches {
    /// Hertz, rising; the second is 0 if there is none.
    pub(super) hz: [f32; 2],
    /// Power of the second over the first's.
    pub(super) twist: f32,
}
