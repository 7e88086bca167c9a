//! Which party a transcript's speakers are.

use std::collections::BTreeMap;

use listening_core::Party;

use super::error::TranscriptError;
use super::word::{Speaker, SpokenWord, Transcript};

/// What is known of the speakers beside what the transcript says.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// The party of each label; None for who is neither, whose words are left out. A channel's label is its number, from 0.
    pub speakers: BTreeMap<String, Option<Party>>,
    /// The channel that the agent is on, 0 or 1.
    pub agent_channel: u32,
}

/// Nothing says who a speaker is.
struct Unknown;

impl Transcript {
    /// The words with their parties: as `parties` says, else by the labels `agent` and `customer`, else by channel where
    /// there are words of two.
    ///
    /// # Errors
    /// Speakers of whom nothing says who they are; all are listed, with how long they talk.
    pub fn said(&self, parties: &Parties) -> Result<Vec<(Party, &SpokenWord)>, TranscriptError> {
        let mut seconds: BTreeMap<&Speaker, f64> = BTreeMap::new();
        for word in &self.words {
            *seconds.entry(&word.speaker).or_default() += word.end - word.start;
        }
        let channels = seconds.keys().filter(|speaker| matches!(speaker, Speaker::Channel(_))).count();
        let mut whose = BTreeMap::new();
        for &speaker in seconds.keys() {
            let party = self.party(speaker, parties, channels > 1).map_err(|Unknown| self.unknown(&seconds))?;
            whose.insert(speaker, party);
        }
        Ok(self.words.iter().filter_map(|word| Some((whose[&word.speaker]?, word))).collect())
    }

    /// The party; None for who is left out.
    fn party(&self, speaker: &Speaker, parties: &Parties, by_channel: bool) -> Result<Option<Party>, Unknown> {
        let label = match speaker {
            Speaker::Unnamed => return Err(Unknown),
            Speaker::Channel(channel) => channel.to_string(),
            Speaker::Label(label) => label.clone(),
        };
        if let Some(given) = parties.speakers.get(&label) {
            return Ok(*given);
        }
        let known = match speaker {
            Speaker::Channel(channel) if by_channel && *channel < 2 => {
                Some(if *channel == parties.agent_channel { Party::Agent } else { Party::Customer })
            }
            Speaker::Label(label) => {
                // Diarisers call their speakers A and B too, in capitals.
                let letters = if self.shape == "words" { ["a", "b"] } else { [""; 2] };
                let of = |(party, letter): &(Party, &str)| label.eq_ignore_ascii_case(party.name()) || label == letter;
                Party::BOTH.into_iter().zip(letters).find(of).map(|(party, _)| party)
            }
            _ => None,
        };
        known.map(Some).ok_or(Unknown)
    }

    fn unknown(&self, seconds: &BTreeMap<&Speaker, f64>) -> TranscriptError {
        let mut labels: Vec<String> = Vec::new();
        for speaker in seconds.keys() {
            match speaker {
                Speaker::Unnamed => {
                    return TranscriptError::WhoIsWho {
                        shape: self.shape,
                        found: "one channel, without speakers".into(),
                        advice: "transcribe each channel by itself and give both transcripts, the agent's and the customer's".into(),
                    };
                }
                Speaker::Channel(channel) => labels.push(channel.to_string()),
                Speaker::Label(label) => labels.push(label.clone()),
            }
        }
        let found = seconds.iter().map(|(speaker, length)| format!("{speaker} ({length:.1} s)")).collect::<Vec<_>>();
        let names = ["agent", "customer", "none"].into_iter().chain(std::iter::repeat("none"));
        let example =
            labels.iter().zip(names).take(4).map(|(label, name)| format!("{label}={name}")).collect::<Vec<_>>();
        TranscriptError::WhoIsWho {
            shape: self.shape,
            found: found.join(", "),
            advice: format!("give the party of each, for instance {}", example.join(", ")),
        }
    }
}
