//! What is good and how much it counts: a file that can be read, copied and changed.
//!
//! Every number of `profiles/contact_center_2.json` is a judgement, named and versioned so that a score can be read years
//! later; the sources that there are stand beside it.

use std::sync::{Arc, LazyLock};

use super::evidence::Prior;
use super::measures::SCORABLE;
use super::profile_file::{self, WrittenDimension, WrittenMeasure};
use crate::error::{ErrorKind, Result};
use crate::floor::quoted;
use crate::names::{DimensionId, MeasureId, Unit};

/// Schema of a profile file.
pub(super) const SCHEMA: &str = "listening.profile/1";
/// The profile that scores where none is given, as text.
const BUILT_IN: &str = include_str!("../../profiles/contact_center_2.json");
/// That of version 0.1.0, without priors: reports that it scored can be explained, and calls be scored as then.
const FORMER: &str = include_str!("../../profiles/contact_center_1.json");
/// Weights are written with so much rounding at most.
const ROUNDING: f64 = 1e-6;
/// Backchannels carry no more of the whole than this: acknowledgement alone is the weakest listening response (Weger 2014).
const MOST_FEEDBACK: f64 = 0.1;
/// Longest name of a profile.
const LONGEST_ID: usize = 64;

/// All that are built in, the default first.
static KNOWN: LazyLock<[Arc<Profile>; 2]> = LazyLock::new(|| {
    // Their texts are part of the library, and a test reads them: the alternative has no dimension and is never seen.
    let none = |_| Profile { id: String::new(), dimensions: Vec::new(), text: String::new() };
    [BUILT_IN, FORMER].map(|text| Arc::new(Profile::read(text).unwrap_or_else(none)))
});

/// A published curve: measure in, points out, straight between its corners and flat outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve(pub Vec<(f64, f64)>);

impl Curve {
    /// Points, 0 to 100, for a value.
    pub fn points(&self, value: f64) -> f64 {
        let corners = &self.0;
        let right = corners.partition_point(|corner| corner.0 <= value);
        if right == 0 || right == corners.len() {
            return corners[right.saturating_sub(1)].1;
        }
        let ((x0, y0), (x1, y1)) = (corners[right - 1], corners[right]);
        y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    }

    /// Two corners or more, from left to right, points within 0..100 that only rise or only fall. Values are within
    /// ±[`LARGEST`]: no measure comes near it, and what lies between two corners is finite.
    fn is_sound(&self) -> bool {
        let along = |holds: fn(&[(f64, f64)]) -> bool| self.0.windows(2).all(holds);
        let finite = self.0.iter().all(|corner| corner.0.abs() <= LARGEST && (0.0..=100.0).contains(&corner.1));
        let monotone = along(|pair| pair[0].1 <= pair[1].1) || along(|pair| pair[0].1 >= pair[1].1);
        self.0.len() >= 2 && finite && monotone && along(|pair| pair[0].0 < pair[1].0)
    }
}

/// The largest value at a corner of a curve; a prior is under it.
const LARGEST: f64 = 1e12;

/// A measure that counts towards a dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The measure's id.
    pub measure: MeasureId,
    /// Its weight in the dimension; those of a dimension sum to 1.
    pub weight: f64,
    /// Its curve.
    pub curve: Curve,
    /// What is usual of it; without a prior the curve reads what this call alone shows.
    pub prior: Option<Prior>,
}

/// One of the four dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Name.
    pub id: DimensionId,
    /// Weight in `observable_listening`; the four sum to 1.
    pub weight: f64,
    /// What it is made of.
    pub scored: Vec<Scored>,
}

/// A way to score.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Name and version, as printed in every report.
    id: String,
    dimensions: Vec<Dimension>,
    text: String,
}

impl Profile {
    /// `contact_center/2`, which scores where no other is given.
    pub fn contact_center() -> Arc<Self> {
        Arc::clone(&KNOWN[0])
    }

    /// The built-in profile of that id: `contact_center/2`, or `contact_center/1`, which version 0.1.0 scored by and which
    /// has no priors. `None` for any other.
    ///
    /// ```
    /// use listening_core::Profile;
    /// assert_eq!(Profile::built_in("contact_center/1").unwrap().id(), "contact_center/1");
    /// assert!(Profile::built_in("our_house/1").is_none());
    /// ```
    pub fn built_in(id: &str) -> Option<Arc<Self>> {
        KNOWN.iter().find(|profile| profile.id == id).map(Arc::clone)
    }

    /// Reads a profile file (schema `listening.profile/1`). [`text`](Self::text) of [`contact_center`](Self::contact_center)
    /// is one to copy: change it and give it an id of its own.
    ///
    /// ```
    /// use listening_core::Profile;
    /// let mine = Profile::contact_center().text().replace("contact_center/2", "our_house/1");
    /// assert_eq!(Profile::from_json(&mine)?.id(), "our_house/1");
    /// # Ok::<(), listening_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// A refusal ([`Error::is_config`](crate::Error::is_config)) says what is wrong with it and where: not JSON, a key that is missing or not known, another schema, an id that is taken or over 64 characters, a
    /// dimension that is missing or not known, a measure that is not known or twice there, weights that do not sum to 1, a
    /// curve that turns back, backchannels that weigh more than a tenth of the whole.
    #[inline]
    pub fn from_json(text: &str) -> Result<Self> {
        let profile = Self::read(text).map_err(|problem| ErrorKind::Profile { problem })?;
        if Self::built_in(&profile.id).is_some_and(|known| profile.dimensions != known.dimensions) {
            let problem = format!("id \"{}\" is a built-in profile's: give a changed one its own", profile.id);
            return Err(ErrorKind::Profile { problem }.into());
        }
        Ok(profile)
    }

    /// Name and version, as printed in every report.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The dimensions, in the order of [`DimensionId::ALL`].
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The file that it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    #[inline]
    fn read(text: &str) -> std::result::Result<Self, String> {
        let written = profile_file::read(text)?;
        if written.id.is_empty() || written.id.len() > LONGEST_ID || written.id.chars().any(char::is_control) {
            let id = quoted(&written.id);
            return Err(format!("id \"{}\": expected 1 to {LONGEST_ID} characters", id.escape_debug()));
        }
        let dimensions = DimensionId::ALL
            .into_iter()
            .map(|id| {
                let mut found = written.dimensions.iter().filter(|dimension| dimension.id == id.name());
                let one = found.next().filter(|_| found.next().is_none());
                dimension(id, one.ok_or_else(|| format!("dimension {id} must be there once"))?)
            })
            .collect::<std::result::Result<Vec<_>, _>>()?;
        if let Some(other) = written.dimensions.iter().find(|d| DimensionId::from_name(&d.id).is_none()) {
            let known = DimensionId::ALL.map(DimensionId::name).join(", ");
            let other = quoted(&other.id);
            return Err(format!("dimension \"{}\" is not known: give {known}", other.escape_debug()));
        }
        sums_to_one("the dimensions", dimensions.iter().map(|dimension| dimension.weight))?;
        let feedback: f64 = dimensions
            .iter()
            .flat_map(|d| d.scored.iter().map(|scored| (scored.measure, d.weight * scored.weight)))
            .filter(|(measure, _)| measure.name().starts_with("backchannel"))
            .map(|(_, weight)| weight)
            .sum();
        if feedback > MOST_FEEDBACK + ROUNDING {
            return Err(format!("backchannels weigh {feedback:.3} of the whole: {MOST_FEEDBACK} is the most"));
        }
        Ok(Self { id: written.id, dimensions, text: text.to_owned() })
    }
}

fn dimension(id: DimensionId, written: &WrittenDimension) -> std::result::Result<Dimension, String> {
    let mut scored: Vec<Scored> = Vec::new();
    for WrittenMeasure { measure, weight, curve, prior, .. } in &written.measures {
        let Some(known) = SCORABLE.into_iter().find(|known| known.name() == measure) else {
            let known = SCORABLE.map(MeasureId::name).join(", ");
            let other = quoted(measure);
            return Err(format!("measure \"{}\" of {id} cannot be scored: give one of {known}", other.escape_debug()));
        };
        if scored.iter().any(|scored| scored.measure == known) {
            return Err(format!("measure {known} is twice in {id}"));
        }
        let curve = Curve(curve.clone());
        if !curve.is_sound() {
            return Err(format!(
                "the curve of {known} in {id}: expected two or more corners [value, points], values rising and within \
                 1e12, points from 0 to 100 that only rise or only fall"
            ));
        }
        let prior = prior.as_ref().map(|prior| Prior { mean: prior.mean, weight: prior.weight });
        if let Some(problem) = prior.and_then(|prior| unsound(prior, known)) {
            return Err(format!("the prior of {known} in {id}: {problem}"));
        }
        scored.push(Scored { measure: known, weight: *weight, curve, prior });
    }
    sums_to_one(&format!("the measures of {id}"), scored.iter().map(|scored| scored.weight))?;
    Ok(Dimension { id, weight: written.weight, scored })
}

/// What is wrong with a prior; `None` where nothing is.
fn unsound(prior: Prior, measure: MeasureId) -> Option<String> {
    let (least, most) = match measure.unit() {
        Unit::Share => (0.0, 1.0),
        Unit::PerMinute | Unit::Count => (f64::MIN_POSITIVE, LARGEST),
        _ => (-LARGEST, LARGEST),
    };
    if !(least..=most).contains(&prior.mean) || prior.mean.abs() == LARGEST {
        let range = match least {
            0.0 => "from 0 to 1",
            _ if least > 0.0 => "above 0 and under 1e12",
            _ => "above -1e12 and under 1e12",
        };
        return Some(format!("mean {}: expected one {range}", prior.mean));
    }
    let sound = prior.weight > 0.0 && prior.weight < LARGEST;
    (!sound).then(|| format!("weight {}: expected one above 0 and under 1e12", prior.weight))
}

fn sums_to_one(what: &str, weights: impl Iterator<Item = f64>) -> std::result::Result<(), String> {
    let weights: Vec<f64> = weights.collect();
    let sum: f64 = weights.iter().sum();
    if (sum - 1.0).abs() > ROUNDING || weights.iter().any(|weight| !(0.0..=1.0).contains(weight)) {
        return Err(format!("the weights of {what} sum to {sum:.3}: expected 1, and none under 0"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_profile_is_read() {
        let profile = Profile::from_json(BUILT_IN).unwrap();
        assert_eq!(profile.id(), "contact_center/2");
        assert_eq!(profile.dimensions().len(), 4);
        assert_eq!(*Profile::contact_center(), profile);
    }

    #[test]
    fn each_built_in_profile_is_found_by_its_id_and_keeps_it() {
        for (id, text) in [("contact_center/2", BUILT_IN), ("contact_center/1", FORMER)] {
            let profile = Profile::built_in(id).unwrap();
            assert_eq!((profile.id(), profile.text()), (id, text));
            assert_eq!(*profile, Profile::from_json(text).unwrap());
            let changed = Profile::from_json(&text.replacen("\"pause_respect\"", "\"bid_yield_share\"", 1));
            assert!(changed.unwrap_err().to_string().contains(&format!("\"{id}\" is a built-in profile's")));
        }
        assert!(Profile::built_in("contact_center/3").is_none());
        let scored =
            |id: &str| Profile::built_in(id).unwrap().dimensions().iter().flat_map(|d| d.scored.clone()).collect();
        let (now, before): (Vec<Scored>, Vec<Scored>) = (scored("contact_center/2"), scored("contact_center/1"));
        assert!(now.iter().any(|scored| scored.prior.is_some()) && before.iter().all(|scored| scored.prior.is_none()));
    }

    #[test]
    fn what_is_wrong_with_a_profile_is_said() {
        let refused = |from: &str, to: &str| {
            assert!(BUILT_IN.contains(from), "{from}");
            Profile::from_json(&BUILT_IN.replacen(from, to, 1)).unwrap_err().to_string()
        };
        assert!(refused("{", "[").contains("profile"));
        assert!(refused("listening.profile/1", "profile/7").contains("schema \"profile/7\""));
        // Whatever else another schema lacks.
        let other = Profile::from_json(r#"{"schema": "profile/7", "name": "x"}"#).unwrap_err().to_string();
        assert!(other.contains("schema \"profile/7\": expected \"listening.profile/1\""), "{other}");
        assert!(refused("\"contact_center/2\"", "\"\"").contains("1 to 64 characters"));
        assert!(refused("\"id\": \"composure\"", "\"id\": \"calm\"").contains("composure must be there once"));
        assert!(refused("\"weight\": 0.8", "\"weight\": 0.75").contains("sum to 0.95"));
        assert!(refused("pause_respect", "politeness").contains("\"politeness\" of patience cannot be scored"));
        assert!(refused("pause_respect", "interruption_rate").contains("twice"));
        assert!(refused("[0.32, 60]", "[0.38, 101]").contains("curve of interruption_rate"));
        assert!(refused("[0.32, 60]", "[0.38, 15]").contains("curve of interruption_rate"));
        assert!(refused("[0.32, 60]", "[0.38, 61]").contains("its own"));
        let prior = |prior: &str| refused("\"prior\": {\"mean\": 0.161, \"weight\": 3.9}", prior);
        assert!(
            prior("\"prior\": {\"mean\": 0, \"weight\": 3.9}")
                .contains("prior of interruption_rate in patience: mean 0")
        );
        assert!(prior("\"prior\": {\"mean\": 0.161, \"weight\": 0}").contains("weight 0: expected one above 0"));
        assert!(prior("\"prior\": {\"mean\": 0.161}").contains("has no \"weight\""));
        for over in ["\"prior\": {\"mean\": 1e12, \"weight\": 3.9}", "\"prior\": {\"mean\": 0.161, \"weight\": 1e12}"] {
            assert!(prior(over).contains("expected one above 0 and under 1e12"), "{}", prior(over));
        }
        let share = refused("\"prior\": {\"mean\": 0.974", "\"prior\": {\"mean\": 1.01");
        assert!(share.contains("mean 1.01: expected one from 0 to 1"), "{share}");
    }

    #[test]
    fn a_text_of_any_length_is_quoted_in_short() {
        let long = "k".repeat(100_000);
        let written =
            [("\"listening.profile/1\"", "schema"), ("\"contact_center/2\"", "id"), ("\"pause_respect\"", "measure")];
        for (from, what) in written {
            let fault =
                Profile::from_json(&BUILT_IN.replacen(from, &format!("\"{long}\""), 1)).unwrap_err().to_string();
            assert!(fault.contains(&format!("{what} \"{}...\"", "k".repeat(60))), "{}", &fault[..fault.len().min(200)]);
            assert!(fault.len() < 1000, "{} bytes", fault.len());
        }
        let more = BUILT_IN.replacen(
            "\"dimensions\": [",
            &format!("\"dimensions\": [{{\"id\": \"{long}\", \"weight\": 1, \"measures\": []}},"),
            1,
        );
        assert!(
            Profile::from_json(&more)
                .unwrap_err()
                .to_string()
                .contains(&format!("dimension \"{}...\"", "k".repeat(60)))
        );
    }

    #[test]
    fn backchannels_stay_under_a_tenth() {
        let text = BUILT_IN
            .replace(
                "\"measure\": \"dead_air_rate\", \"weight\": 0.15",
                "\"measure\": \"dead_air_rate\", \"weight\": 0.08",
            )
            .replace(
                "\"measure\": \"backchannel_rate\", \"weight\": 0.33",
                "\"measure\": \"backchannel_rate\", \"weight\": 0.4",
            )
            .replace("contact_center/2", "mine/1");
        let refused = Profile::from_json(&text).unwrap_err().to_string();
        assert!(refused.contains("backchannels weigh 0.120"), "{refused}");
    }

    #[test]
    fn what_is_usual_costs_nothing() {
        for dimension in Profile::contact_center().dimensions() {
            for scored in &dimension.scored {
                let full = scored.prior.map(|prior| scored.curve.points(prior.mean));
                assert!(full.is_none_or(|points| (points - 100.0).abs() < 1e-9), "{}: {full:?}", scored.measure);
            }
        }
    }

    #[test]
    fn a_curve_is_straight_between_its_corners_and_flat_outside() {
        let curve = Curve(vec![(1.0, 100.0), (2.0, 60.0)]);
        for (value, points) in [(0.0, 100.0), (1.0, 100.0), (1.5, 80.0), (2.0, 60.0), (9.0, 60.0)] {
            assert!((curve.points(value) - points).abs() < 1e-12);
        }
    }
}
