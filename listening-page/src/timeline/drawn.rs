//! What is drawn on a row, as places.

use super::sign::Sign;

/// A box on the row: where from and how wide, as lengths of SVG.
pub(crate) struct Place {
    pub(super) x: String,
    pub(super) width: String,
    /// What is said of it.
    pub(super) title: String,
    /// Its upper edge in pixels.
    pub(super) y: u32,
    /// A name within it, at its middle.
    pub(super) name: Option<Name>,
}

/// A name within a box.
pub(crate) struct Name {
    pub(super) x: String,
    pub(super) text: String,
    /// Too wide for a small screen.
    pub(super) wide: bool,
}

/// Bars over the row as one path, for a call has thousands.
pub(crate) struct Bars {
    pub(super) path: String,
    pub(super) y: u32,
    pub(super) height: u32,
    pub(super) look: String,
}

/// A link to an event.
pub(crate) struct Link<'a> {
    pub(super) id: &'a str,
    pub(super) at: String,
    pub(super) title: String,
    /// Whether this is where others lead to: an event over two rows has one such place.
    pub(super) first: bool,
    pub(super) shape: Shape<'a>,
}

/// How an event is drawn.
pub(crate) enum Shape<'a> {
    /// A sign at a moment, at that height.
    Moment { x: String, y: u32, sign: Sign },
    /// A band over both lanes.
    Band { kind: &'a str, place: Place },
}

/// A round time below.
pub(crate) struct Tick {
    pub(super) x: String,
    /// What it says, where there is room.
    pub(super) text: Option<String>,
    pub(super) first: bool,
}
