//! The words in which listening is rated, each with what audio can say of it and what it cannot.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::score::Score;
use crate::floor::Language;
use crate::names::{Basis, CharacteristicId, DimensionId, Id, NotMeasuredId};
use crate::number;
use crate::party::PerParty;

/// A pair of opposite words from rating forms: effective and ineffective.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "trait", deny_unknown_fields))]
pub struct Trait {
    /// The effective listener.
    pub effective: Cow<'static, str>,
    /// The ineffective listener.
    pub ineffective: Cow<'static, str>,
    /// Points, 0 (ineffective) to 100 (effective); `None` where it was not measured.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub value: Option<f64>,
    /// What it is based on.
    pub basis: Id<Basis>,
    /// The dimensions it is derived from.
    #[serde(default)]
    pub measures: Vec<Id<DimensionId>>,
}

/// One of the five characteristics of a good listener.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "characteristic", deny_unknown_fields))]
pub struct Characteristic {
    /// Its name.
    pub id: Id<CharacteristicId>,
    /// Points, 0 to 100; `None` where it was not measured.
    #[serde(default, with = "number::maybe_points")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "number::maybe_points::schema"))]
    pub value: Option<f64>,
    /// What it is based on.
    pub basis: Id<Basis>,
}

/// Something that the report does not contain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "not_measured", deny_unknown_fields))]
pub struct NotMeasured {
    /// What is missing.
    pub id: Id<NotMeasuredId>,
    /// Why it is missing.
    pub reason: Cow<'static, str>,
    /// What would be needed.
    pub needs: Cow<'static, str>,
}

/// Effective, ineffective, basis, and the dimensions whose mean it is.
type Pair = (&'static str, &'static str, Basis, &'static [DimensionId]);

const PAIRS: [Pair; 11] = {
    use DimensionId::{Attentiveness, Composure, GiveAndTake, Patience};
    [
        ("Focused", "Inattentive", Basis::Audio, &[Attentiveness]),
        ("Responsive", "Uncaring", Basis::Audio, &[Attentiveness]),
        ("Alert", "Distracted", Basis::Audio, &[Attentiveness]),
        ("Understanding", "Unconcerned", Basis::Words, &[]),
        ("Caring", "Insensitive", Basis::None, &[]),
        ("Empathetic", "Smug", Basis::None, &[]),
        ("Unemotional", "Emotionally involved", Basis::Audio, &[Composure]),
        ("Interested", "Self-centered", Basis::Audio, &[GiveAndTake]),
        ("Patient", "Judgmental", Basis::Audio, &[Patience]),
        ("Cautious", "Disorganized", Basis::Audio, &[Patience, Composure]),
        ("Open", "Defensive", Basis::Audio, &[Patience, GiveAndTake]),
    ]
};

fn mean(score: &Score, dimensions: &[DimensionId]) -> Option<f64> {
    let values: Vec<f64> = score
        .dimensions
        .iter()
        .filter(|dimension| dimension.id.known().is_some_and(|id| dimensions.contains(&id)))
        .filter_map(|dimension| dimension.value)
        .collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The eleven pairs.
pub(crate) fn traits(score: &Score) -> Vec<Trait> {
    PAIRS
        .iter()
        .map(|&(effective, ineffective, basis, dimensions)| Trait {
            effective: effective.into(),
            ineffective: ineffective.into(),
            value: mean(score, dimensions),
            basis: basis.into(),
            measures: dimensions.iter().map(|&id| id.into()).collect(),
        })
        .collect()
}

/// The five characteristics.
pub(crate) fn characteristics(score: &Score) -> Vec<Characteristic> {
    let of = |id: CharacteristicId, basis: Basis, dimensions: &[DimensionId]| Characteristic {
        id: id.into(),
        value: mean(score, dimensions),
        basis: basis.into(),
    };
    vec![
        of(CharacteristicId::Patience, Basis::Audio, &[DimensionId::Patience]),
        of(CharacteristicId::Attentiveness, Basis::Audio, &[DimensionId::Attentiveness]),
        of(CharacteristicId::Understanding, Basis::Words, &[]),
        of(CharacteristicId::Empathy, Basis::None, &[]),
        of(CharacteristicId::Objectivity, Basis::None, &[]),
    ]
}

const WORD_TIMINGS: &str = "word timings of both parties";
const JUDGEMENT: &str = "judgement by a person who knows the case";

fn entry(id: NotMeasuredId, reason: &'static str, needs: &'static str) -> NotMeasured {
    NotMeasured { id: id.into(), reason: reason.into(), needs: needs.into() }
}

fn understanding(words: bool) -> NotMeasured {
    if words {
        let reason = "questions, words taken up and words said again are counted, not what was understood";
        return entry(NotMeasuredId::Understanding, reason, JUDGEMENT);
    }
    let reason = "questions, paraphrase and what the customer says again lie in the words";
    entry(NotMeasuredId::Understanding, reason, WORD_TIMINGS)
}

/// Reports that the words of a language are read with a lexicon that was not validated; `None` for the validated one.
fn language(language: Option<Language>) -> Option<NotMeasured> {
    let (reason, needs) = match language {
        Some(Language::English) => return None,
        Some(Language::German) => ("the German list of words was never measured", "German calls with known events"),
        Some(Language::Spanish) => ("the Spanish list of words was never measured", "Spanish calls with known events"),
        Some(Language::French) => ("the French list of words was never measured", "French calls with known events"),
        None => ("the list of words is one of your own", "calls with known events in its language"),
    };
    Some(entry(NotMeasuredId::Language, reason, needs))
}

/// What the report does not say; more without audio or words, and where the line changes a party's level. `list` is the
/// language whose words were listened for.
pub(crate) fn not_measured(
    audio: bool,
    words: PerParty<bool>,
    list: Option<Language>,
    unsteady_gain: PerParty<bool>,
    overlap_unknown: bool,
) -> Vec<NotMeasured> {
    use NotMeasuredId::{Composure, DeliveryStability, Emotion, Empathy, Objectivity, Overlap, WordsPerMinute};
    let given = words.agent && words.customer;
    let mut all = vec![
        understanding(given),
        entry(Empathy, "audio shows delivery, not feelings", JUDGEMENT),
        entry(Objectivity, "fairness to the customer's case lies in what is decided", JUDGEMENT),
        entry(Emotion, "nothing affective is said of an employee: delivery and timing only", "not offered"),
    ];
    if !given {
        all.push(entry(WordsPerMinute, "syllables are heard, words are not", WORD_TIMINGS));
    }
    if words.agent || words.customer {
        all.extend(language(list));
    }
    if overlap_unknown {
        let reason = "no two turns overlap: their source reports one party at a time";
        all.push(entry(Overlap, reason, "turns with overlaps, or a channel of each party"));
    }
    if !audio {
        all.push(entry(Composure, "pace and level are heard, and only talkspurts were given", "the audio of the call"));
    }
    let reason = match (unsteady_gain.agent, unsteady_gain.customer) {
        (true, true) => "automatic gain or a gain step is suspected on both channels",
        (true, false) => "automatic gain or a gain step is suspected on the agent's channel",
        (false, true) => "automatic gain or a gain step is suspected on the customer's channel",
        (false, false) => return all,
    };
    all.push(entry(DeliveryStability, reason, "a recording from before the automatic gain"));
    all
}
