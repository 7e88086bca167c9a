//! The words in which listening is rated, each with what audio can say of it and what it cannot.

use serde::Serialize;

use super::score::Score;
use crate::party::PerParty;
use crate::report::rounded;

/// On what a statement rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The audio of the call.
    Audio,
    /// The words; never scored.
    Words,
    /// Cannot be measured.
    None,
}

/// A pair of words from the rating sheets: effective and ineffective.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trait {
    /// The effective listener.
    pub effective: &'static str,
    /// The ineffective listener.
    pub ineffective: &'static str,
    /// 0 (ineffective) to 100 (effective); `None` where it was not measured.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub value: Option<f64>,
    /// What it rests on.
    pub basis: Basis,
    /// The dimensions that it is read from.
    pub measures: Vec<&'static str>,
}

/// One of the five characteristics of a good listener.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Characteristic {
    /// Its name.
    pub id: &'static str,
    /// 0 to 100; `None` where it was not measured.
    #[serde(serialize_with = "rounded::tenth_option")]
    pub value: Option<f64>,
    /// What it rests on.
    pub basis: Basis,
}

/// Something that this report does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotMeasured {
    /// What.
    pub id: &'static str,
    /// Why.
    pub reason: &'static str,
    /// What it would take.
    pub needs: &'static str,
}

/// Effective, ineffective, basis, and the dimensions whose mean it is.
type Pair = (&'static str, &'static str, Basis, &'static [&'static str]);

const PAIRS: [Pair; 11] = [
    ("Focused", "Inattentive", Basis::Audio, &["attentiveness"]),
    ("Responsive", "Uncaring", Basis::Audio, &["attentiveness"]),
    ("Alert", "Distracted", Basis::Audio, &["attentiveness"]),
    ("Understanding", "Unconcerned", Basis::Words, &[]),
    ("Caring", "Insensitive", Basis::None, &[]),
    ("Empathetic", "Smug", Basis::None, &[]),
    ("Unemotional", "Emotionally involved", Basis::Audio, &["composure"]),
    ("Interested", "Self-centered", Basis::Audio, &["give_and_take"]),
    ("Patient", "Judgmental", Basis::Audio, &["patience"]),
    ("Cautious", "Disorganized", Basis::Audio, &["patience", "composure"]),
    ("Open", "Defensive", Basis::Audio, &["patience", "give_and_take"]),
];

fn mean(score: &Score, dimensions: &[&str]) -> Option<f64> {
    let values: Vec<f64> = score
        .dimensions
        .iter()
        .filter(|dimension| dimensions.contains(&dimension.id))
        .filter_map(|dimension| dimension.value)
        .collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The eleven pairs.
pub fn traits(score: &Score) -> Vec<Trait> {
    PAIRS
        .iter()
        .map(|&(effective, ineffective, basis, dimensions)| Trait {
            effective,
            ineffective,
            value: mean(score, dimensions),
            basis,
            measures: dimensions.to_vec(),
        })
        .collect()
}

/// The five characteristics.
pub fn characteristics(score: &Score) -> Vec<Characteristic> {
    let of = |id, basis, dimensions: &[&str]| Characteristic { id, value: mean(score, dimensions), basis };
    vec![
        of("patience", Basis::Audio, &["patience"]),
        of("attentiveness", Basis::Audio, &["attentiveness"]),
        of("understanding", Basis::Words, &[]),
        of("empathy", Basis::None, &[]),
        of("objectivity", Basis::None, &[]),
    ]
}

const WORD_TIMINGS: &str = "word timings of both parties";

fn understanding(words: bool) -> NotMeasured {
    let id = "understanding";
    if words {
        let reason = "questions, words taken up and words said again are counted, not what was understood";
        return NotMeasured { id, reason, needs: "judgement by a person who knows the case" };
    }
    let reason = "questions, paraphrase and what the customer says again lie in the words";
    NotMeasured { id, reason, needs: WORD_TIMINGS }
}

/// What the report does not say; more without audio or words, and where the line changes a party's level.
pub fn not_measured(audio: bool, words: PerParty<bool>, unsteady_gain: PerParty<bool>) -> Vec<NotMeasured> {
    let entry = |id, reason, needs| NotMeasured { id, reason, needs };
    let given = words.agent && words.customer;
    let mut all = vec![
        understanding(given),
        entry("empathy", "audio tells delivery, not what is felt", "judgement by a person who knows the case"),
        entry(
            "objectivity",
            "fairness to the customer's case lies in what is decided",
            "judgement by a person who knows the case",
        ),
        entry("emotion", "nothing affective is said of an employee: delivery and timing only", "not offered"),
    ];
    if !given {
        all.push(entry("words_per_minute", "syllables are heard, words are not", WORD_TIMINGS));
    }
    if !audio {
        all.push(entry(
            "composure",
            "pace and level are heard, and only talkspurts were given",
            "the audio of the call",
        ));
    }
    let reason = match (unsteady_gain.agent, unsteady_gain.customer) {
        (true, true) => "automatic gain or a gain step is suspected on both channels",
        (true, false) => "automatic gain or a gain step is suspected on the agent's channel",
        (false, true) => "automatic gain or a gain step is suspected on the customer's channel",
        (false, false) => return all,
    };
    all.push(entry("delivery_stability", reason, "a recording from before the automatic gain"));
    all
}
