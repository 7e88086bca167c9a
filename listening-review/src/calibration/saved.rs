//! A calibration as it is kept: JSON in schema `listening.calibration/1`, checked when it is loaded.

use serde::{Deserialize, Serialize};

use super::dimensions::{DIMENSION_IDS, DIMENSIONS};
use super::figures::Figures;
use super::limits::CALIBRATION_SCHEMA;
use super::mark::MARK;
use super::model::{Calibrated, Model};
use super::rating::{self, LEVELS};
use super::score_values::Seen;
use super::target::Target;
use crate::error::{Error, ErrorKind, Result};
use listening_core::report::Score;
use listening_core::{DimensionId, Report};

/// How much a dimension counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DimensionWeight {
    /// The dimension.
    pub id: String,
    /// Its weight for these raters; the four sum to 1.
    pub weight: f64,
    /// Its weight in the profile.
    pub profile_weight: f64,
}

/// Where a level begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The level.
    pub level: String,
    /// Its least index, 0 to 100; `None` for a level that is never given.
    pub from: Option<f64>,
}

/// A centre's own scale: what its raters would give. Learnt by [`Calibration::fit`].
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    written: Written,
    model: Model,
    id: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: String,
    profile: String,
    target: String,
    dimensions: Vec<DimensionWeight>,
    shrinkage: Option<f64>,
    thresholds: Vec<Threshold>,
    knots: Vec<(f64, f64)>,
    figures: Figures,
    warnings: Vec<String>,
}

impl Calibration {
    pub(super) fn new(
        profile: &str,
        target: Target,
        shrinkage: Option<f64>,
        model: Model,
        figures: Figures,
        warnings: Vec<String>,
    ) -> Self {
        let dimension = |d: usize| DimensionWeight {
            id: DIMENSION_IDS[d].name().into(),
            weight: model.weights[d],
            profile_weight: model.prior[d],
        };
        let threshold =
            |best: usize| Threshold { level: rating::name(LEVELS - 1 - best).into(), from: model.thresholds[best] };
        let written = Written {
            schema: CALIBRATION_SCHEMA.into(),
            profile: profile.into(),
            target: target.name().into(),
            dimensions: (0..DIMENSIONS).map(dimension).collect(),
            shrinkage,
            thresholds: (0..LEVELS - 1).map(threshold).collect(),
            knots: model.knots.clone(),
            figures,
            warnings,
        };
        Self { id: fnv1a(&json(&written)), written, model }
    }

    /// Loads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// An [`Error`] where it is something else, or was changed so that it is no longer monotone.
    pub fn from_json(text: &str) -> Result<Self> {
        let refuse = |reason: String| Error::from(ErrorKind::Calibration { reason });
        // The schema first: what another version holds is not known here.
        let head: Head = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        if head.schema != CALIBRATION_SCHEMA {
            return Err(refuse(format!("its schema is '{}'", head.schema)));
        }
        let written: Written = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        let model = model(&written).map_err(|reason| refuse(reason.into()))?;
        Ok(Self { id: fnv1a(&json(&written)), written, model })
    }

    /// As JSON in schema `listening.calibration/1`: UTF-8, one line, always the same bytes for the same calls.
    pub fn to_json(&self) -> String {
        json(&self.written)
    }

    /// Sixteen digits that stand for its JSON (FNV-1a, 64 bits): it distinguishes calibrations, but is not a signature.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The profile that it was fitted for.
    pub fn profile(&self) -> &str {
        &self.written.profile
    }

    /// What the ratings were: `quality_rating` or `customer_satisfaction`.
    pub fn target(&self) -> &str {
        &self.written.target
    }

    /// How much each dimension counts.
    pub fn dimensions(&self) -> &[DimensionWeight] {
        &self.written.dimensions
    }

    /// How far the weights were drawn to the profile's; `None` where they are the profile's.
    pub fn shrinkage(&self) -> Option<f64> {
        self.written.shrinkage
    }

    /// Where each level but the lowest begins, best first.
    pub fn thresholds(&self) -> &[Threshold] {
        &self.written.thresholds
    }

    /// Index and mean rating in points, both rising, straight between them and flat outside.
    pub fn knots(&self) -> &[(f64, f64)] {
        &self.written.knots
    }

    /// How well it agrees with the raters.
    pub fn figures(&self) -> &Figures {
        &self.written.figures
    }

    /// What a reader should know of it.
    pub fn warnings(&self) -> &[String] {
        &self.written.warnings
    }

    /// What the raters would give to a call; `None` where its evidence is too little for a rating.
    ///
    /// # Errors
    /// An [`Error`] where the report was scored by another profile.
    pub fn rate(&self, report: &Seen) -> Result<Option<Calibrated>> {
        self.check(&report.profile)?;
        Ok(self.model.rate(report))
    }

    /// Puts the calibrated levels into a report, and its mark behind the profile's name. The points stay.
    ///
    /// # Errors
    /// An [`Error`] where it was scored by another profile; it is left as it is then.
    pub fn apply(&self, report: &mut Report) -> Result<()> {
        let seen = Seen::of(report);
        self.check(&seen.profile)?;
        self.rate_score(&mut report.score);
        report.legs.iter_mut().for_each(|leg| self.rate_score(&mut leg.score));
        report.profile = self.named(&seen.profile);
        Ok(())
    }

    /// Checks that reports of `profile` can be rated by this calibration: it must be the one that it was fitted for.
    ///
    /// # Errors
    /// [`Error::is_calibration`] for another profile.
    pub fn check(&self, profile: &str) -> Result<()> {
        if profile == self.written.profile {
            return Ok(());
        }
        Err(ErrorKind::CalibrationProfile { got: profile.into(), expected: self.written.profile.clone() }.into())
    }

    /// Puts the calibrated levels into the score of a call.
    fn rate_score(&self, score: &mut Score) {
        if let Some(calibrated) = self.model.rate(&Seen::of_score(score, &self.written.profile)) {
            score.rating = Some(calibrated.rating.into());
            score.rating_low = Some(calibrated.rating_low.into());
            score.rating_high = Some(calibrated.rating_high.into());
        }
    }

    /// The name of a profile with this calibration's.
    fn named(&self, profile: &str) -> String {
        format!("{profile}{MARK}{}", self.id)
    }
}

#[derive(Deserialize)]
struct Head {
    schema: String,
}

fn json(written: &Written) -> String {
    // Plain data with string keys and finite numbers cannot fail to be written.
    serde_json::to_string(written).unwrap_or_default()
}

/// The model in a file, if every number in it can be one of a model.
fn model(written: &Written) -> Result<Model, &'static str> {
    let ids = written.dimensions.iter().map(|dimension| dimension.id.as_str());
    if !ids.eq(DIMENSION_IDS.map(DimensionId::name)) {
        return Err("its dimensions are not patience, attentiveness, give_and_take and composure");
    }
    let weights = std::array::from_fn(|d| written.dimensions[d].weight);
    let prior = std::array::from_fn(|d| written.dimensions[d].profile_weight);
    for weights in [weights, prior] {
        let inside = weights.iter().all(|weight| (0.0..=1.0).contains(weight));
        if !inside || (weights.iter().sum::<f64>() - 1.0).abs() > 1e-6 {
            return Err("its weights are not numbers from 0 to 1 that sum to 1");
        }
    }
    let names = written.thresholds.iter().map(|threshold| threshold.level.as_str());
    if !names.eq((1..LEVELS).rev().map(rating::name)) {
        return Err("its thresholds are not those of Outstanding, Above Average, Average and Poor");
    }
    let thresholds: [Option<f64>; LEVELS - 1] = std::array::from_fn(|best| written.thresholds[best].from);
    let ends = thresholds.map(|from| from.unwrap_or(f64::INFINITY));
    if !ends.iter().all(|from| *from >= 0.0) || ends.windows(2).any(|pair| pair[0] < pair[1]) {
        return Err("its thresholds do not fall from Outstanding to Poor");
    }
    let knots = &written.knots;
    let inside = knots.iter().all(|knot| (0.0..=100.0).contains(&knot.0) && (0.0..=100.0).contains(&knot.1));
    let rising = knots.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1);
    if knots.is_empty() || !inside || !rising {
        return Err("its knots do not rise, or lie outside 0 to 100");
    }
    if !written.figures.fit() {
        return Err("its figures are not numbers from -100 to 100");
    }
    if Target::from_name(&written.target, true).is_err() {
        return Err("its target is neither quality_rating nor customer_satisfaction");
    }
    Ok(Model { weights, prior, thresholds, knots: knots.clone() })
}

/// Fowler, Noll & Vo's hash 1a with 64 bits, as sixteen digits.
fn fnv1a(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

#[cfg(test)]
mod tests {
    use super::fnv1a;

    #[test]
    fn the_hash_is_the_published_one() {
        // draft-eastlake-fnv, test vectors of FNV-1a 64
        assert_eq!(fnv1a(""), "cbf29ce484222325");
        assert_eq!(fnv1a("foobar"), "85944171f73967e8");
    }
}
