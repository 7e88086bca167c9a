//! What each preset counts, and the counting.

use listening_core::Report;

use super::basis::Basis;
use super::comparison::Comparison;
use super::preset::Preset;
use super::{amazon, google, medallia, miitel, talk_over};

impl Preset {
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
    /// use listening_core::{Floor, Party};
    /// use listening_review::Preset;
    /// let mut floor = Floor::new();
    /// floor.push(Party::Agent, 0.0, 6.0)?;
    /// floor.push(Party::Customer, 2.0, 9.0)?;
    /// let comparison = Preset::Verint3s.count(&floor.finish(None)?);
    /// assert_eq!(comparison.rows[0].value, Some(1.0)); // both talk from 2 to 6 s
    /// # Ok::<(), Box<dyn std::error::Error>>(())
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
        Comparison { preset: self, definition: self.definition(), rows, document }
    }
}
