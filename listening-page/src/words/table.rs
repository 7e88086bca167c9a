//! The words of all pages, in one file that other faces read too.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The file: names and phrases by id.
pub(crate) const JSON: &str = include_str!("words.json");

/// The words by id.
pub(crate) static WORDS: LazyLock<Words> =
    LazyLock::new(|| serde_json::from_str(JSON).expect("the file is part of the crate, and read in its tests"));

/// The file.
#[derive(Deserialize)]
pub(crate) struct Words {
    /// Names of dimensions.
    pub(crate) dimensions: BTreeMap<String, String>,
    /// What each dimension is about, as something that was done well.
    pub(crate) done_well: BTreeMap<String, String>,
    measures: BTreeMap<String, MeasureWords>,
    /// Kinds of events that are listed one by one, in that order.
    pub(crate) kinds: Vec<KindWords>,
    /// Kinds of entries, which count where there is enough to it.
    pub(crate) entries: Vec<String>,
    /// Measures of trespasses and silences, in which an event counts; others name it for how waits or turns are spread.
    pub(crate) counting: Vec<String>,
    /// Names of the events that are drawn.
    pub(crate) signs: BTreeMap<String, String>,
    /// What happened, to say it to a person.
    pub(crate) happened: BTreeMap<String, String>,
    /// Sounds on a channel besides talk, which are no faults of it.
    pub(crate) sounds: BTreeMap<String, String>,
    /// Sounds that are counted by themselves: one, and several.
    pub(crate) counted: BTreeMap<String, (String, String)>,
    /// Faults of a channel.
    pub(crate) health: BTreeMap<String, HealthWords>,
}

#[derive(Deserialize)]
struct MeasureWords {
    name: String,
    did: Option<String>,
}

/// A kind of events.
#[derive(Deserialize)]
pub(crate) struct KindWords {
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) note: String,
}

/// A fault: what it is, how much of it, and what that means or what to do.
#[derive(Deserialize)]
pub(crate) struct HealthWords {
    pub(crate) what: String,
    pub(crate) much: String,
    pub(crate) meaning: String,
}

impl Words {
    /// The name of a measure or a dimension, in lower case; the id with spaces where it has none.
    pub(crate) fn name(&self, id: &str) -> String {
        match self.measures.get(id) {
            Some(words) => words.name.clone(),
            None => self.dimensions.get(id).map_or_else(|| spaced(id), |name| name.to_lowercase()),
        }
    }

    /// What a party did, with places for the value and the other party.
    pub(crate) fn did(&self, id: &str) -> Option<&str> {
        self.measures.get(id)?.did.as_deref()
    }

    /// The name of a dimension.
    pub(crate) fn dimension(&self, id: &str) -> String {
        self.dimensions.get(id).cloned().unwrap_or_else(|| spaced(id))
    }

    /// What an event is called: a drawn one by its sign's name.
    pub(crate) fn sign(&self, kind: &str) -> String {
        self.signs.get(kind).cloned().unwrap_or_else(|| spaced(kind))
    }

    /// Whether a kind of event is an entry.
    pub(crate) fn is_entry(&self, kind: &str) -> bool {
        self.entries.iter().any(|each| each == kind)
    }

    /// A sound's name.
    pub(crate) fn sound(&self, code: &str) -> String {
        self.sounds.get(code).cloned().unwrap_or_else(|| spaced(code))
    }
}

/// An id as words.
pub(crate) fn spaced(id: &str) -> String {
    id.replace('_', " ")
}

/// The text with a capital first.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        assert_eq!(WORDS.dimension("give_and_take"), "Give and take");
        assert_eq!(WORDS.name("response_latency_p50"), "time to reply, half of the time");
        assert_eq!(WORDS.name("new_measure"), "new measure");
        assert!(WORDS.did("interruption_rate").unwrap().contains("{value}"));
        assert_eq!(capital("dead air"), "Dead air");
    }
}
