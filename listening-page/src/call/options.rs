//! How a page of a call is drawn.

use super::whose::Whose;
use crate::shell::Sound;

/// How a page of a call is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct CallOptions<'a> {
    /// Its heading.
    pub title: &'a str,
    /// Whose call it is.
    pub whose: Whose<'a>,
    /// JSON of the report's explanation, for what to change first; left out where there is none.
    pub explanation: Option<&'a str>,
    /// JSON of a tracking of the centre's calls, to show where this one lies among them; left out where there is none.
    pub centre: Option<&'a str>,
    /// The call's sound, if it is to be heard: the page then holds the voices.
    pub sound: Option<Sound<'a>>,
}
