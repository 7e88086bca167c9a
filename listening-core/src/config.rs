//! Settings of a call.

use std::sync::Arc;

use crate::decisions::OperatingPoint;
use crate::error::{ErrorKind, Result};
use crate::floor::Lexicon;
use crate::listening::Profile;
use crate::party::{Party, PerParty};
use crate::rates::SUPPORTED_RATES;
use crate::time::Time;

/// How a call is analysed. Every field has a default; change one with struct update syntax:
///
/// ```
/// use listening_core::Config;
/// let config = Config { sample_rate: 16_000, agent_channel: 1, ..Config::default() };
/// assert!(config.check().is_ok());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Samples per second and channel: 4000 to 192000 ([`SUPPORTED_RATES`]). Default 8000.
    pub sample_rate: u32,
    /// The agent's channel, 0 (left) or 1 (right). Default 0.
    pub agent_channel: u8,
    /// The party whose listening is scored. Default: the agent.
    pub assessed: Party,
    /// Whether events are also announced early, as provisional. Default true.
    pub provisional: bool,
    /// The lexicon for given words. Default English.
    pub lexicon: Lexicon,
    /// How measures become points. Default [`Profile::contact_center`].
    pub profile: Arc<Profile>,
    /// Whether the report also describes how the customer's voice differs from its own norm: the measures
    /// `customer_activation`, `activation_trend`, `activation_tack_points` and `settle_time`, and
    /// [`Report::prosody`](crate::Report). Read docs/activation.md first: in the EU it may be high-risk. Default false.
    pub talker_prosody: bool,
    /// For lines that stay open for hours: how much of the past a `Session` remembers, minimum 2
    /// minutes. Its memory then stops growing, and its report covers this last part: a finding `forgotten`
    /// in `health` has its start. Events are the same. Default none: the whole call.
    pub history: Option<Time>,
    /// Whether a `Session` also makes live decisions, and at which false rate: events `floor_taken` and `turn_end` with the
    /// status `committed`, a fraction of a second after the onset or the end of talk. They do not change the report.
    /// Default none.
    pub decisions: Option<OperatingPoint>,
    /// How far a party's channel is shifted later, or earlier if negative, up to 60 s: for recordings in which one party
    /// is too early relative to the other. Its talk and its words are shifted too, the call keeps its length, and audio
    /// outside it is not analysed. A finding `moved` in `health` reports the shift. A session delays everything by the time
    /// a channel is shifted earlier, and keeps 4 bytes for each sample by which the two are shifted apart. Default none.
    pub offset: PerParty<Option<Time>>,
}

/// The largest shift of a channel.
const FARTHEST: Time = Time::from_millis(60_000);

/// The shortest history: the floor looks back for a minute.
const LEAST_HISTORY: Time = Time::from_millis(120_000);

impl Default for Config {
    fn default() -> Self {
        Self {
            sample_rate: 8000,
            agent_channel: 0,
            assessed: Party::Agent,
            provisional: true,
            lexicon: Lexicon::default(),
            profile: Profile::contact_center(),
            talker_prosody: false,
            history: None,
            decisions: None,
            offset: PerParty::default(),
        }
    }
}

impl Config {
    /// Checks every field.
    ///
    /// # Errors
    /// An error ([`Error::is_config`](crate::Error::is_config), [`Error::is_sample_rate`](crate::Error::is_sample_rate))
    /// that names the field.
    pub fn check(&self) -> Result<()> {
        if !SUPPORTED_RATES.contains(&self.sample_rate) {
            return Err(ErrorKind::SampleRate { got: self.sample_rate }.into());
        }
        if self.agent_channel > 1 {
            return Err(ErrorKind::Setting {
                name: "agent_channel",
                got: self.agent_channel.to_string(),
                expected: "0 (left) or 1 (right)",
            }
            .into());
        }
        if let Some(history) = self.history.filter(|&history| history < LEAST_HISTORY) {
            return Err(ErrorKind::Setting {
                name: "history",
                got: history.to_string(),
                expected: "2 minutes or more, or none for all of the call",
            }
            .into());
        }
        for offset in Party::BOTH.iter().filter_map(|&party| self.offset[party]) {
            if offset > FARTHEST || Time::ZERO - offset > FARTHEST {
                return Err(ErrorKind::Setting {
                    name: "offset",
                    got: offset.to_string(),
                    expected: "-60 to 60 s, later than the channel is now where positive",
                }
                .into());
            }
        }
        Ok(())
    }

    /// How far the channel of `party` is shifted later.
    pub(crate) fn offset(&self, party: Party) -> Time {
        self.offset[party].unwrap_or_default()
    }

    /// The channel of `party`.
    pub const fn channel(&self, party: Party) -> u8 {
        match party {
            Party::Agent => self.agent_channel,
            Party::Customer => 1 - self.agent_channel,
        }
    }
}
