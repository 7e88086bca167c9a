//! What made a report.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "engine", deny_unknown_fields))]
pub struct Engine {
    /// Its version, such as `0.1.0`.
    pub version: Cow<'static, str>,
    /// Name and version of the network that detected speech; not there where no audio was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<Cow<'static, str>>,
}

impl Engine {
    /// This version, with or without audio.
    pub(crate) fn current(audio: bool) -> Self {
        Self { version: Cow::Borrowed(env!("CARGO_PKG_VERSION")), network: audio.then_some(Cow::Borrowed(NETWORK)) }
    }
}

/// The network's model card. Only its `id` is part of the library: what points into the text would bring all of it.
const CARD: &str = include_str!("../../models/MODEL_CARD.json");

/// Name and version of the network: `id` of its model card.
const NETWORK: &str = match std::str::from_utf8(&ID) {
    Ok(id) => id,
    Err(_) => panic!("the model card's name of the network is not text"),
};

static ID: [u8; card_id().len()] = {
    let mut id = [0; card_id().len()];
    id.copy_from_slice(card_id().as_bytes());
    id
};

/// The value of the card's `id`; a card without one does not build.
const fn card_id() -> &'static str {
    let start = after(CARD, 0, "\"id\": \"");
    let end = after(CARD, start, "\"") - 1;
    CARD.split_at(end).0.split_at(start).1
}

/// The place after the first `wanted` from `at` on.
const fn after(text: &str, mut at: usize, wanted: &str) -> usize {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    while at + wanted.len() <= text.len() {
        let mut same = 0;
        while same < wanted.len() && text[at + same] == wanted[same] {
            same += 1;
        }
        if same == wanted.len() {
            return at + same;
        }
        at += 1;
    }
    panic!("the model card names no network")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_is_that_of_the_model_card() {
        let card: serde_json::Value = serde_json::from_str(CARD).unwrap();
        assert_eq!(card["id"], NETWORK);
        assert_eq!(NETWORK.split_once('/').map(|(name, _)| name), card["name"].as_str());
        assert_eq!(Engine::current(false).network, None);
    }
}
