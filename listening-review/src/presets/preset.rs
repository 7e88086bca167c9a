//! The presets, by name.

use crate::error::{ErrorKind, Result};

/// Whose way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Preset {
    /// Verint: both talk for longer than 3 s.
    Verint3s,
    /// `MiiTel`: a score of talk ratio, overlaps, silences and length.
    MiiTel,
    /// Google Conversational Insights: silence of more than 5 s as a share of the call.
    Google5s,
    /// Medallia (Voci): overtalk turns of all turns of a party.
    Medallia,
    /// Cisco: both talk for 10 s or longer.
    Cisco10s,
    /// Amazon Transcribe Call Analytics: the shape of its output, filled from our events.
    Amazon,
}

impl Preset {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Verint3s, Self::MiiTel, Self::Google5s, Self::Medallia, Self::Cisco10s, Self::Amazon];

    /// The name on every face: `verint_3s`, `miitel`, `google_5s`, `medallia`, `cisco_10s` or `amazon`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verint3s => "verint_3s",
            Self::MiiTel => "miitel",
            Self::Google5s => "google_5s",
            Self::Medallia => "medallia",
            Self::Cisco10s => "cisco_10s",
            Self::Amazon => "amazon",
        }
    }

    /// The preset of that name.
    ///
    /// # Errors
    /// An [`Error`](crate::Error), which lists the names.
    pub fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|preset| preset.name() == name);
        // What came may be a book.
        let got = || name.chars().take(60).collect();
        found.ok_or_else(|| ErrorKind::Preset { got: got(), names: Self::ALL.map(Self::name).join(", ") }.into())
    }
}
