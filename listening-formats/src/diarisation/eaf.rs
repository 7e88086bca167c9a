//! EAF, which ELAN writes: tiers of annotations between time slots in milliseconds.
//!
//! Source: Max Planck Institute for Psycholinguistics, ELAN Annotation Format 3.0. A tier is of its participant, or of
//! whom its name says; tiers that depend on another one (translations, glosses) are not talk.

use std::collections::HashMap;

use super::error::DiarisationError;
use super::turn::{Diarisation, turn};

const SHAPE: &str = "EAF";

/// The annotations of the tiers that depend on none.
pub(super) fn read(text: &str) -> Result<Diarisation, DiarisationError> {
    let document = roxmltree::Document::parse(text).map_err(|error| DiarisationError::Bad {
        shape: SHAPE,
        place: "the file".into(),
        what: format!("is no XML: {error}"),
    })?;
    let nodes = |name| document.descendants().filter(move |node: &roxmltree::Node<'_, '_>| node.has_tag_name(name));
    if !document.root_element().has_tag_name("ANNOTATION_DOCUMENT") {
        return Err(DiarisationError::UnknownShape);
    }
    // A slot may have no time: its place is between its neighbours, which nothing says more of.
    let slots: HashMap<&str, f64> = nodes("TIME_SLOT")
        .filter_map(|slot| Some((slot.attribute("TIME_SLOT_ID")?, slot.attribute("TIME_VALUE")?.parse::<f64>().ok()?)))
        .collect();
    let mut turns = Vec::new();
    for tier in nodes("TIER").filter(|tier| tier.attribute("PARENT_REF").is_none()) {
        let name = tier.attribute("PARTICIPANT").filter(|name| !name.trim().is_empty()).or(tier.attribute("TIER_ID"));
        let annotations = tier.descendants().filter(|node| node.has_tag_name("ALIGNABLE_ANNOTATION"));
        for (k, annotation) in annotations.enumerate() {
            let said = annotation.descendants().any(|node| node.text().is_some_and(|text| !text.trim().is_empty()));
            let time = |name| annotation.attribute(name).and_then(|slot| slots.get(slot)).map(|time| time / 1e3);
            let (Some(name), Some(start), Some(end), true) =
                (name, time("TIME_SLOT_REF1"), time("TIME_SLOT_REF2"), said)
            else {
                continue;
            };
            turns.push(turn(SHAPE, &format!("annotation {} of {name}", k + 1), name, [start, end])?);
        }
    }
    Ok(Diarisation::of(SHAPE, turns))
}
