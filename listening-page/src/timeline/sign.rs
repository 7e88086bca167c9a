//! The signs of events: distinguished by shape, and filled where they count.

use askama::Template;

use crate::facts::{Look, is_silence};
use crate::words::WORDS;

/// Signs of events that are a moment, as paths around 0.
const SHAPES: [(&str, &str); 6] = [
    ("interruption", "M-6.5-5.5h13L0 6.5z"),
    ("pause_interruption", "M0-7 7 0 0 7-7 0z"),
    ("butting_in", "M-6.5 5.5h13L0-6.5z"),
    ("overlap", "M-5-5h10v10h-10z"),
    ("backchannel", "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"),
    ("unanswered_turn", "M-6-3.5-3.5-6 0-2.5 3.5-6 6-3.5 2.5 0 6 3.5 3.5 6 0 2.5-3.5 6-6 3.5-2.5 0z"),
];

/// Kinds that are drawn, in the order of the legend.
pub(super) const DRAWN: [&str; 8] = [
    "interruption",
    "pause_interruption",
    "butting_in",
    "overlap",
    "backchannel",
    "unanswered_turn",
    "hold",
    "dead_air",
];

/// The sign of an event that is a moment.
#[derive(Clone, Copy)]
pub(crate) struct Sign {
    pub(crate) path: &'static str,
    pub(crate) look: &'static str,
}

/// The sign of a kind; none of one that is drawn as a band, or not at all.
pub(super) fn sign(kind: &str, look: Look) -> Option<Sign> {
    let (_, path) = SHAPES.iter().find(|(name, _)| *name == kind)?;
    let look = match (look.colored(), look.hollow()) {
        (true, true) => "sign taken hollow",
        (true, false) => "sign taken",
        (false, true) => "sign other hollow",
        (false, false) => "sign other",
    };
    Some(Sign { path, look })
}

/// A picture beside words.
#[derive(Template)]
#[template(path = "timeline/swatch.html")]
pub(crate) struct Swatch<'a> {
    pub(super) sign: Option<Sign>,
    pub(super) bars: Vec<Bar<'a>>,
}

/// A bar of a swatch.
pub(super) struct Bar<'a> {
    pub(super) y: i32,
    pub(super) height: i32,
    pub(super) look: &'a str,
    /// The id of its hatching.
    pub(super) hatch: Option<String>,
}

impl<'a> Bar<'a> {
    /// A bar of full height.
    pub(super) fn full(look: &'a str) -> Self {
        Self { y: -6, height: 12, look, hatch: None }
    }
}

/// An event's sign beside words, as markup; nothing of a kind that is not drawn.
pub(crate) fn small(kind: &str, look: Look, uid: &str) -> String {
    let mut swatch = Swatch { sign: sign(kind, look), bars: Vec::new() };
    let band = format!("band {kind}");
    if is_silence(kind) && WORDS.signs.contains_key(kind) {
        swatch.bars.push(Bar::full(&band));
        swatch.bars.push(Bar { hatch: Some(format!("{uid}-{kind}")), ..Bar::full("hatched") });
    } else if swatch.sign.is_none() {
        return String::new();
    }
    swatch.markup()
}

impl Swatch<'_> {
    /// As markup.
    pub(super) fn markup(&self) -> String {
        crate::shell::drawn(self)
    }
}
