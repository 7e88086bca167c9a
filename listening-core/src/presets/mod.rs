//! Counting as others do, for people who migrate: the old number, its definition, and ours beside it.
//!
//! A preset is a pure function over a finished report: it needs no audio, and a report that was stored counts the
//! same as one that was just made. `docs/migrating.md` tells how to read each.

mod amazon;
mod basis;
mod comparison;
mod google;
mod joint;
mod medallia;
mod miitel;
mod talk_over;

pub use amazon::{
    ByInterrupter, Characteristics, Document, Instance, Interruptions, NonTalkTime, Participants, Speed, TalkSpeed,
    TalkTime, Total,
};
pub use basis::Basis;
pub use comparison::{Comparison, Row, SCHEMA};

use crate::error::{ErrorKind, Result};
use crate::report::Report;

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
    /// A refusal ([`Error::is_config`](crate::Error::is_config)), which lists the names.
    pub fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|preset| preset.name() == name);
        found.ok_or_else(|| ErrorKind::Preset { got: name.into() }.into())
    }

    /// What is counted, with which threshold and from which source, and what was chosen where the source leaves
    /// something open: plain sentences in one line.
    pub const fn definition(self) -> &'static str {
        match self {
            Self::Verint3s => talk_over::VERINT.definition,
            Self::MiiTel => miitel::DEFINITION,
            Self::Google5s => google::DEFINITION,
            Self::Medallia => medallia::DEFINITION,
            Self::Cisco10s => talk_over::CISCO.definition,
            Self::Amazon => amazon::DEFINITION,
        }
    }

    /// Counts a report this way, and puts our measures beside.
    ///
    /// ```
    /// use listening_core::{Floor, Party, Preset};
    /// let mut floor = Floor::new();
    /// floor.push(Party::Agent, 0.0, 6.0)?;
    /// floor.push(Party::Customer, 2.0, 9.0)?;
    /// let comparison = Preset::Verint3s.count(&floor.finish(None)?);
    /// assert_eq!(comparison.rows[0].value, Some(1.0)); // both talk from 2 to 6 s
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    pub fn count(self, report: &Report) -> Comparison {
        self.count_basis(&Basis::of(report))
    }

    /// The same of a [`Basis`]: of a report that was stored as JSON, or with words.
    pub fn count_basis(self, basis: &Basis) -> Comparison {
        let (rows, document) = match self {
            Self::Verint3s => (talk_over::rows(&talk_over::VERINT, basis), None),
            Self::MiiTel => (miitel::rows(basis), None),
            Self::Google5s => (google::rows(basis), None),
            Self::Medallia => (medallia::rows(basis), None),
            Self::Cisco10s => (talk_over::rows(&talk_over::CISCO, basis), None),
            Self::Amazon => amazon::rows(basis),
        };
        Comparison { preset: self, rows, document }
    }
}

/// The names of all presets, for messages.
pub(crate) fn names() -> String {
    Preset::ALL.map(Preset::name).join(", ")
}
