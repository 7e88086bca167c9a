//! From rated calls to a calibration, or to the reason why not.

use std::sync::Arc;

use super::dimensions::DIMENSIONS;
use super::figures::{self, Figures, Raters, Side, Uncalibrated};
use super::folds::folds;
use super::limits::{LEAST_AGENTS, LEAST_CALLS};
use super::model::Model;
use super::rated::Rated;
use super::rated_call::RatedCall;
use super::rating::{self, LEVELS, RaterRating};
use super::saved::Calibration;
use super::target::Target;
use super::weights::profile_weights;
use crate::dated;
use crate::error::{ErrorKind, Result};
use listening_core::{Profile, number};

/// Folds of the cross-validation.
const FOLDS: usize = 5;
/// How far the weights may be drawn to the profile's, strongest first.
const SHRINKAGES: [f64; 5] = [3.0, 1.0, 0.3, 0.1, 0.03];

impl Calibration {
    /// Learns from rated calls what their raters would give to others. The order of the calls does not matter.
    ///
    /// # Errors
    /// An [`Error`](crate::Error) where the ratings are customers' and it is not forced, under [`LEAST_CALLS`] calls, under
    /// [`LEAST_AGENTS`] agents, where the reports were not all scored by one built-in profile, and where the ratings do not vary or cannot be
    /// read as one scale.
    ///
    /// ```
    /// use listening_review::calibration::{Calibration, Rated, RaterRating, Seen, Target};
    /// let rated = |k: u32| Rated {
    ///     agent: format!("agent {}", k % 6),
    ///     report: Seen::of_points([f64::from(k), 50.0, 60.0, 70.0].map(Some), 50.0).unwrap(),
    ///     rating: RaterRating::Points(f64::from(k)),
    ///     second: None,
    /// };
    /// let rated: Vec<_> = (0..100).map(rated).collect();
    /// let calibration = Calibration::fit(&rated, Target::QualityRating)?;
    /// assert!(calibration.figures().kappa.value > Some(0.9));
    /// assert!(Calibration::fit(&rated[..49], Target::QualityRating).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fit(rated: &[Rated], target: Target) -> Result<Self> {
        if target == (Target::CustomerSatisfaction { forced: false }) {
            return Err(ErrorKind::Satisfaction.into());
        }
        let profile = profile_of(rated);
        let calls = calls(rated, &profile)?;
        let prior = profile_weights(&profile);
        let all: Vec<&RatedCall> = calls.iter().collect();
        let shrinkage = choose(&all, prior);
        let model = Model::fit(&all, prior, shrinkage);
        let figures = judge(&all, prior, rated.len() - calls.len());
        let dated = rated.iter().filter(|rated| rated.report.dated).count();
        let mut warnings = warnings(&figures, target);
        warnings.extend(dated::warning(dated, rated.len()));
        Ok(Self::new(profile.id(), target, shrinkage, model, figures, warnings))
    }
}

/// The built-in profile that scored all of them; the one of today where they differ or another did.
fn profile_of(rated: &[Rated]) -> Arc<Profile> {
    let first = rated.first().map_or("", |rated| &rated.report.profile);
    let one = rated.iter().all(|rated| rated.report.profile == first);
    Profile::built_in(first).filter(|_| one).unwrap_or_else(Profile::contact_center)
}

/// The calls that can be used, in an order of their own.
fn calls(rated: &[Rated], profile: &Profile) -> Result<Vec<RatedCall>> {
    if let Some(other) = rated.iter().find(|rated| rated.report.profile != profile.id()) {
        return Err(ErrorKind::RatedProfile { got: other.report.profile.clone(), expected: profile.id().into() }.into());
    }
    let usable: Vec<&Rated> = rated.iter().filter(|rated| rated.report.usable()).collect();
    if usable.len() < LEAST_CALLS {
        return Err(ErrorKind::CalibrationCalls { got: rated.len(), usable: usable.len() }.into());
    }
    let mut agents: Vec<&str> = usable.iter().map(|rated| rated.agent.as_str()).collect();
    agents.sort_unstable();
    agents.dedup();
    if agents.len() < LEAST_AGENTS {
        return Err(ErrorKind::CalibrationAgents { got: agents.len() }.into());
    }
    one_scale(&usable)?;
    let mut calls: Vec<RatedCall> = usable
        .iter()
        .map(|rated| RatedCall {
            agent: agents.binary_search(&rated.agent.as_str()).unwrap_or_default(),
            values: rated.report.values(),
            level: rated.rating.level(),
            points: rated.rating.points(),
            whole: rated.report.whole.unwrap_or_default(),
            second: rated.second,
        })
        .collect();
    // Sums then run in one order, whatever order the calls came in.
    let key = |call: &RatedCall| {
        let second = call.second.map_or(-1.0, RaterRating::points);
        (call.agent, call.values.map(|value| value.unwrap_or(-1.0)), [call.points, call.whole, second])
    };
    calls.sort_by(|a, b| {
        let (a, b) = (key(a), key(b));
        let numbers = a.1.iter().chain(&a.2).zip(b.1.iter().chain(&b.2));
        a.0.cmp(&b.0)
            .then(numbers.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal))
    });
    Ok(calls)
}

/// Refuses ratings that are not all levels or all points of 100, and such as do not vary.
fn one_scale(usable: &[&Rated]) -> Result<()> {
    let refuse = |reason: &str| Err(ErrorKind::Ratings { reason: reason.into() }.into());
    let given = || usable.iter().flat_map(|rated| [Some(rated.rating), rated.second]).flatten();
    let points = given().filter(|rating| matches!(rating, RaterRating::Points(_))).count();
    if points != 0 && points != given().count() {
        return refuse("some are levels and some are numbers: give all of one kind");
    }
    if points != 0 && given().all(|rating| rating.points() <= 10.0) {
        return refuse("none is above 10: numbers are points of 100; give levels by their names");
    }
    let first = usable.first().map(|rated| rated.rating);
    if usable.iter().all(|rated| Some(rated.rating) == first) {
        return refuse("all are the same: there is nothing to tell calls apart by");
    }
    Ok(())
}

/// How far to draw the weights to the profile's: as far as predicts best on agents that were held out; and all the way where
/// that is not clearly better, by more than one standard error of the folds' differences (after Breiman et al. 1984).
fn choose(calls: &[&RatedCall], prior: [f64; DIMENSIONS]) -> Option<f64> {
    let agents: Vec<usize> = calls.iter().map(|call| call.agent).collect();
    let folds = folds(&agents, FOLDS);
    let losses = |shrinkage: Option<f64>| {
        let loss = |fold: &Vec<usize>| {
            let model = Model::of_points(&others(calls, fold), prior, shrinkage);
            let off = |&call: &usize| calls[call].points - model.points(model.index(calls[call].values));
            fold.iter().map(|call| off(call).powi(2)).sum::<f64>() / fold.len() as f64
        };
        folds.iter().map(loss).collect::<Vec<f64>>()
    };
    let sum = |losses: &[f64]| losses.iter().sum::<f64>();
    let tried = SHRINKAGES.map(|shrinkage| (shrinkage, losses(Some(shrinkage))));
    let (shrinkage, best) = tried.iter().min_by(|a, b| sum(&a.1).total_cmp(&sum(&b.1)))?;
    let gained: Vec<f64> = losses(None).iter().zip(best).map(|(profile, best)| profile - best).collect();
    let n = gained.len() as f64;
    let mean = sum(&gained) / n;
    let variance = gained.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    (mean > (variance / n).sqrt()).then_some(*shrinkage)
}

/// The calls that are not in a fold.
fn others<'c>(calls: &[&'c RatedCall], fold: &[usize]) -> Vec<&'c RatedCall> {
    let mut held = vec![false; calls.len()];
    fold.iter().for_each(|&call| held[call] = true);
    calls.iter().zip(held).filter(|(_, held)| !held).map(|(call, _)| *call).collect()
}

/// The figures: each call is rated by a model that was chosen and fitted without its agent.
fn judge(calls: &[&RatedCall], prior: [f64; DIMENSIONS], left_out: usize) -> Figures {
    let agents: Vec<usize> = calls.iter().map(|call| call.agent).collect();
    let folds = folds(&agents, FOLDS);
    let mut ours = Side { levels: vec![0; calls.len()], points: vec![0.0; calls.len()] };
    for fold in &folds {
        let learnt = others(calls, fold);
        let model = Model::fit(&learnt, prior, choose(&learnt, prior));
        for &call in fold {
            let index = model.index(calls[call].values);
            (ours.levels[call], ours.points[call]) = (model.level(index), model.points(index));
        }
    }
    let (mut theirs, mut before) = (Side::default(), Side::default());
    for call in calls {
        theirs.push(call.level, call.points);
        before.push(RaterRating::Points(call.whole).level(), call.whole);
    }
    let [kappa, spearman, mean_absolute_error] = figures::compare(&agents, &ours, &theirs);
    let was = figures::compare(&agents, &before, &theirs);
    Figures {
        n: calls.len(),
        agents: agents.iter().max().map_or(0, |last| last + 1),
        left_out,
        folds: folds.len(),
        kappa,
        spearman,
        mean_absolute_error,
        uncalibrated: Uncalibrated { kappa: was[0], spearman: was[1], mean_absolute_error: was[2] },
        raters: raters(calls),
        levels: figures::levels(&theirs, &ours),
    }
}

/// How far the raters agree, on the calls that have two ratings.
fn raters(calls: &[&RatedCall]) -> Option<Raters> {
    let (mut first, mut second, mut agents) = (Side::default(), Side::default(), Vec::new());
    for (call, other) in calls.iter().filter_map(|call| call.second.map(|second| (call, second))) {
        agents.push(call.agent);
        first.push(call.level, call.points);
        second.push(other.level(), other.points());
    }
    let [kappa, spearman, mean_absolute_error] = figures::compare(&agents, &first, &second);
    let ceiling = kappa.value.filter(|kappa| *kappa > 0.0).map(|kappa| number::to_thousandth(kappa.sqrt()));
    (!agents.is_empty()).then_some(Raters { n: agents.len(), kappa, spearman, mean_absolute_error, ceiling })
}

/// What a reader of the calibration should know.
fn warnings(figures: &Figures, target: Target) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Target::CustomerSatisfaction { .. } = target {
        warnings
            .push("fitted to customer satisfaction, which follows more than the service: not a quality rating".into());
    }
    for count in &figures.levels {
        if count.given == 0 {
            warnings.push(format!("no call was rated {}: that level is never given", count.level));
        } else if count.calibrated == 0 {
            let times = if count.given == 1 { "once".into() } else { format!("{} times", count.given) };
            warnings.push(format!("{} was given {times}, and is not found on other agents' calls", count.level));
        }
    }
    if figures.kappa.low.is_none_or(|low| low <= 0.0) {
        warnings.push("the ratings hardly follow what can be heard: agreement may be chance".into());
    }
    if figures.left_out > 0 {
        warnings.push(format!(
            "{} left out: too little evidence for a rating",
            if figures.left_out == 1 { "1 call was".to_owned() } else { format!("{} calls were", figures.left_out) }
        ));
    }
    debug_assert!(figures.levels.len() == LEVELS && figures.levels[0].level == rating::name(LEVELS - 1));
    warnings
}
