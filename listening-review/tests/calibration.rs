//! A known rater is recovered from simulated ratings, and what is refused is refused.

use listening_core::{Floor, Party, Report};
use listening_review::Error;
use listening_review::calibration::{Calibration, Rated, RaterRating, Seen, SeenDimension, Target, quadratic_kappa};
use proptest::prelude::*;

/// A rater who weighs the dimensions in a way of their own.
struct Rater {
    weights: [f64; 4],
    /// Least points of each level, best first.
    levels: [f64; 4],
}

const RATER: Rater = Rater { weights: [0.15, 0.45, 0.35, 0.05], levels: [86.0, 74.0, 60.0, 46.0] };

/// Standard deviation of what the rater sees besides, in points.
const NOISE: f64 = 6.0;

/// splitmix64.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) as f64 / 2.0_f64.powi(64)
    }

    /// A standard normal number, nearly: twelve uniform ones.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

impl Rater {
    fn points(&self, dimensions: [f64; 4]) -> f64 {
        self.weights.iter().zip(dimensions).map(|(weight, points)| weight * points).sum()
    }

    fn level(&self, points: f64) -> usize {
        4 - self.levels.iter().position(|&from| points >= from).unwrap_or(4)
    }
}

/// Calls of agents who differ, by one who would rate the same each time and as the rater rates.
fn simulated(seed: u64, agents: usize, calls: usize) -> (Vec<Rated>, Vec<usize>) {
    noisy(seed, agents, calls, NOISE)
}

fn noisy(seed: u64, agents: usize, calls: usize, noise: f64) -> (Vec<Rated>, Vec<usize>) {
    let mut random = Random(seed);
    let (mut rated, mut true_levels) = (Vec::new(), Vec::new());
    for agent in 0..agents {
        let habit: [f64; 4] = std::array::from_fn(|_| 68.0 + 12.0 * random.normal());
        for _ in 0..calls {
            let dimensions = habit.map(|habit| (habit + 15.0 * random.normal()).clamp(0.0, 100.0));
            let [a, b, c, d] = dimensions;
            let points = RATER.points(dimensions);
            let mut seen = || RATER.level(points + noise * random.normal());
            let (rating, second) = (RaterRating::Level(seen()), Some(RaterRating::Level(seen())));
            let whole = 0.35 * a + 0.30 * b + 0.25 * c + 0.10 * d;
            let report = Seen::of_points(dimensions.map(Some), whole).unwrap();
            rated.push(Rated { agent: format!("agent {agent}"), report, rating, second });
            true_levels.push(RATER.level(points));
        }
    }
    (rated, true_levels)
}

/// Kappa of levels with the ratings.
fn kappa(rated: &[Rated], levels: impl IntoIterator<Item = usize>) -> f64 {
    quadratic_kappa(levels.into_iter().zip(rated.iter().map(|rated| rated.rating.level()))).unwrap()
}

fn level(calibration: &Calibration, report: &Seen) -> usize {
    let calibrated = calibration.rate(report).unwrap().unwrap();
    RaterRating::from_name(calibrated.rating.name()).unwrap().level()
}

/// `cargo test -p listening-core --test calibration -- --nocapture`: the table of docs/validation.md.
#[test]
fn a_known_rater_is_recovered() {
    println!("300 calls of 20 agents, kappa with the rater's levels");
    println!("seed  ceiling  cross-validated  profile | 3,000 new calls: ceiling  calibrated  profile | weights");
    let (mut worst, mut sum) = (0.0_f64, [0.0; 6]);
    for seed in 1..=20 {
        let (rated, truth) = simulated(seed, 20, 15);
        let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
        let figures = calibration.figures();
        let ceiling = kappa(&rated, truth);
        let (ours, before) = (figures.kappa.value.unwrap(), figures.uncalibrated.kappa.value.unwrap());

        let (fresh, truth) = simulated(1000 + seed, 200, 15);
        let new_ceiling = kappa(&fresh, truth);
        let new = kappa(&fresh, fresh.iter().map(|rated| level(&calibration, &rated.report)));
        let whole = |rated: &Rated| RaterRating::Points(rated.report.whole.unwrap()).level();
        let new_before = kappa(&fresh, fresh.iter().map(whole));
        let weights: Vec<String> = calibration.dimensions().iter().map(|d| format!("{:.2}", d.weight)).collect();
        let raters = figures.raters.unwrap();
        assert!(
            raters.n == 300 && raters.kappa.value < Some(ceiling),
            "two noisy raters agree less than one with the truth"
        );
        assert!(raters.ceiling > Some(ceiling - 0.03) && raters.ceiling < Some(ceiling + 0.12), "{raters:?}");
        let row = [ceiling, ours, before, new_ceiling, new, new_before];
        println!(
            "{seed:4}  {ceiling:7.3}  {ours:15.3}  {before:7.3} | {new_ceiling:24.3}  {new:10.3}  {new_before:7.3} | {} ({:?})",
            weights.join(" "),
            calibration.shrinkage(),
        );
        sum.iter_mut().zip(row).for_each(|(sum, figure)| *sum += figure);
        worst = worst.max(new_ceiling - new);
        assert!(new > new_ceiling - 0.05, "seed {seed}: {new} under {new_ceiling}");
        assert!(new > new_before, "seed {seed}");
    }
    let mean = sum.map(|sum| sum / 20.0);
    println!("mean  {mean:.3?}, worst gap {worst:.3}");
    assert!(mean[1] > mean[0] - 0.05, "cross-validated: {} under {}", mean[1], mean[0]);
    assert!((mean[1] - mean[4]).abs() < 0.03, "the figures of the fit tell of new calls: {} and {}", mean[1], mean[4]);
}

/// Prints the second table of docs/validation.md.
#[test]
fn more_calls_come_nearer_to_the_ceiling() {
    println!("noise  calls  agents | ceiling  calibrated  profile | width of the fit's interval   (means of 10 seeds)");
    for noise in [NOISE, 16.0] {
        let mut before = -1.0;
        for (agents, calls) in [(5, 10), (10, 10), (20, 10), (20, 15), (40, 25)] {
            let mut sum = [0.0; 4];
            for seed in 1..=10 {
                let (rated, _) = noisy(seed, agents, calls, noise);
                let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
                let (fresh, truth) = noisy(1000 + seed, 200, 15, noise);
                let kappas = [
                    kappa(&fresh, truth),
                    kappa(&fresh, fresh.iter().map(|rated| level(&calibration, &rated.report))),
                    kappa(&fresh, fresh.iter().map(|rated| RaterRating::Points(rated.report.whole.unwrap()).level())),
                ];
                let interval = calibration.figures().kappa;
                let width = interval.high.unwrap_or(1.0) - interval.low.unwrap_or(0.0);
                sum.iter_mut().zip(kappas.into_iter().chain([width])).for_each(|(sum, figure)| *sum += figure / 10.0);
            }
            let [ceiling, ours, profile, width] = sum;
            println!(
                "{noise:5}  {:5}  {agents:6} | {ceiling:7.3}  {ours:10.3}  {profile:7.3} | {width:.3}",
                agents * calls
            );
            assert!(ours > before - 0.02, "{agents} agents: {ours} after {before}");
            before = ours;
        }
    }
}

/// Points by a rater who weighs as the profile does, and is ten points stricter.
fn strict(seed: u64) -> Vec<Rated> {
    let mut random = Random(seed);
    let rated = |k: u32| {
        let dimensions: [f64; 4] = std::array::from_fn(|_| (70.0 + 15.0 * random.normal()).clamp(0.0, 100.0));
        let whole = 0.35 * dimensions[0] + 0.30 * dimensions[1] + 0.25 * dimensions[2] + 0.10 * dimensions[3];
        let points = (whole - 10.0 + 6.0 * random.normal()).clamp(0.0, 100.0);
        let report = Seen::of_points(dimensions.map(Some), whole).unwrap();
        Rated { agent: (k % 20).to_string(), report, rating: RaterRating::Points(points), second: None }
    };
    (0..300).map(rated).collect()
}

#[test]
fn a_rater_who_weighs_as_the_profile_does_stays_near_its_weights() {
    let mut kept = 0;
    for seed in 1..=20 {
        let calibration = Calibration::fit(&strict(seed), Target::QualityRating).unwrap();
        kept += usize::from(calibration.shrinkage().is_none());
        for dimension in calibration.dimensions() {
            assert!((dimension.weight - dimension.profile_weight).abs() < 0.08, "seed {seed}: {dimension:?}");
        }
        // Ten points stricter: each level needs ten more.
        for (threshold, profile) in calibration.thresholds()[1..].iter().zip([75.0, 60.0, 40.0]) {
            assert!((threshold.from.unwrap() - profile - 10.0).abs() < 5.0, "seed {seed}: {threshold:?}");
        }
        let figures = calibration.figures();
        assert!(figures.mean_absolute_error.value < Some(6.0), "seed {seed}");
        assert!(figures.uncalibrated.mean_absolute_error.value > Some(9.0), "seed {seed}");
        assert!(figures.raters.is_none());
    }
    println!("kept the profile's weights in {kept} of 20");
    assert!(kept >= 8, "{kept} of 20");
}

#[test]
fn ratings_without_relation_are_told_so() {
    let (mut rated, _) = simulated(3, 20, 15);
    let mut random = Random(9);
    for rated in &mut rated {
        rated.rating = RaterRating::Level((random.uniform() * 5.0) as usize);
    }
    let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
    assert!(calibration.figures().kappa.low.unwrap() <= 0.0);
    assert!(calibration.warnings().iter().any(|warning| warning.contains("chance")), "{:?}", calibration.warnings());
}

fn refused(rated: &[Rated], target: Target) -> Error {
    let error = Calibration::fit(rated, target).unwrap_err();
    assert!(error.is_calibration());
    error
}

#[test]
fn what_cannot_be_calibrated_to_is_refused() {
    let (rated, _) = simulated(1, 20, 15);
    let quality = Target::QualityRating;
    let few = refused(&rated[..49], quality);
    assert!(few.to_string().contains("needs 50 rated calls") && few.to_string().contains("got 49 of which 49 have"));

    let mut thin = rated.clone();
    thin[49..].iter_mut().for_each(|rated| rated.report.enough = false);
    assert!(refused(&thin, quality).to_string().contains("got 300 of which 49 have"));
    assert!(refused(&rated[..60], quality).to_string().contains("rated calls of 5 agents, got 4"));

    let mut same = rated.clone();
    same.iter_mut().for_each(|rated| rated.rating = RaterRating::Level(3));
    assert!(refused(&same, quality).to_string().contains("all are the same"));
    let mut mixed = rated.clone();
    mixed[7].rating = RaterRating::Points(70.0);
    assert!(refused(&mixed, quality).to_string().contains("one kind"));
    let mut stars = rated.clone();
    stars.iter_mut().for_each(|r| (r.rating, r.second) = (RaterRating::Points(r.rating.level() as f64 + 1.0), None));
    assert!(refused(&stars, quality).to_string().contains("above 10"));

    let mut other = rated.clone();
    other[5].report.profile = "sales/2".into();
    assert!(refused(&other, quality).to_string().contains("sales/2"));

    let reason = refused(&rated, Target::CustomerSatisfaction { forced: false });
    assert!(reason.to_string().contains("force_satisfaction"));
    let forced = Calibration::fit(&rated, Target::CustomerSatisfaction { forced: true }).unwrap();
    assert_eq!(forced.target(), "customer_satisfaction");
    assert!(forced.warnings()[0].contains("satisfaction"));
    assert!(Target::from_name("stars", true).unwrap_err().is_config());
}

#[test]
fn a_level_that_never_occurs_is_warned_of_and_not_given() {
    let (mut rated, _) = simulated(2, 20, 15);
    rated.iter_mut().for_each(|rated| rated.rating = RaterRating::Level(rated.rating.level().clamp(1, 3)));
    let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
    for level in ["Outstanding", "Ineffective"] {
        assert!(calibration.warnings().iter().any(|warning| warning.contains(level)), "{:?}", calibration.warnings());
    }
    let best = Seen::of_points([Some(100.0); 4], 100.0).unwrap();
    let worst = Seen::of_points([Some(0.0); 4], 0.0).unwrap();
    assert_eq!(level(&calibration, &best), 3);
    assert_eq!(level(&calibration, &worst), 1);
}

#[test]
fn calls_with_too_little_evidence_are_left_out_and_not_rated() {
    let (mut rated, _) = simulated(2, 20, 15);
    rated.iter_mut().step_by(10).for_each(|rated| rated.report.enough = false);
    let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
    assert_eq!((calibration.figures().n, calibration.figures().left_out), (270, 30));
    assert_eq!(calibration.rate(&rated[0].report), Ok(None));
    let nothing = Seen { dimensions: [None; 4], ..rated[1].report.clone() };
    assert_eq!(calibration.rate(&nothing), Ok(None));
}

#[test]
fn what_is_no_calibration_is_refused() {
    let (rated, _) = simulated(1, 20, 15);
    let json = Calibration::fit(&rated, Target::QualityRating).unwrap().to_json();
    let first = json.split_once("\"from\":").unwrap().1.split_once('}').unwrap().0.to_owned();
    for (from, to, expected) in [
        ("listening.calibration/1", "listening.calibration/2", "'listening.calibration/2'"),
        ("\"patience\"", "\"politeness\"", "dimensions"),
        ("\"weight\":0.", "\"weight\":7.", "weights"),
        ("quality_rating", "stars", "target"),
        (&format!("\"from\":{first}"), "\"from\":1.5", "thresholds"),
        ("\"knots\":[[", "\"knots\":[[99.999,99.0],[", "knots"),
        ("\"warnings\"", "\"cautions\"", "cautions"),
    ] {
        let changed = json.replacen(from, to, 1);
        assert_ne!(changed, json, "{from}");
        let error = Calibration::from_json(&changed).unwrap_err();
        assert!(error.is_calibration() && error.to_string().contains(expected), "{error}");
    }
    let kappa = json.split_once("\"kappa\":{\"value\":").unwrap().1.split_once(',').unwrap().0;
    for (value, fits) in [("100.0", true), ("100.1", false), ("4.1e307", false)] {
        let changed =
            json.replacen(&format!("\"kappa\":{{\"value\":{kappa}"), &format!("\"kappa\":{{\"value\":{value}"), 1);
        assert_eq!(Calibration::from_json(&changed).is_ok(), fits, "{value}");
    }
    assert!(Calibration::from_json("{}").is_err() && Calibration::from_json("").is_err());
    // Numbers of all digits are kept: a parser that is a little off would change a few of these.
    let knot = json.split_once("\"knots\":[[").unwrap().1.split_once(']').unwrap().0;
    let (index, points) = knot.split_once(',').unwrap();
    for k in 1..300 {
        let lower = points.parse::<f64>().unwrap() - f64::from(k) * 1.234_567_890_123e-5;
        let changed = json.replacen(knot, &format!("{index},{lower}"), 1);
        assert_eq!(Calibration::from_json(&changed).unwrap().to_json(), changed, "{lower}");
    }
}

/// A call of turns with an interruption, long enough for a rating.
fn floor() -> Floor {
    let mut floor = Floor::new();
    for k in 0..12 {
        let at = f64::from(k) * 10.0;
        floor.push(Party::Customer, at, at + 5.0).unwrap();
        floor.push(Party::Agent, at + 5.2 - f64::from(u8::from(k == 5)), at + 9.5).unwrap();
    }
    floor
}

fn rated_report(calibration: &Calibration) -> Report {
    let mut report = floor().finish(None).unwrap();
    calibration.apply(&mut report).unwrap();
    report
}

#[test]
fn a_report_with_a_calibration_says_so_and_keeps_its_points() {
    let (rated, _) = simulated(1, 20, 15);
    let calibration = Calibration::fit(&rated, Target::QualityRating).unwrap();
    let plain = floor().finish(None).unwrap();
    let ours = rated_report(&calibration);
    assert_eq!(ours.profile, format!("contact_center/2+calibration:{}", calibration.id()));
    let expected = calibration.rate(&Seen::of(&plain)).unwrap().unwrap();
    let score = &ours.score;
    assert_eq!(
        [&score.rating, &score.rating_low, &score.rating_high],
        [expected.rating, expected.rating_low, expected.rating_high].map(|level| Some(level.into())).each_ref()
    );
    assert_eq!(score.observable_listening, plain.score.observable_listening);
    assert_eq!((&score.dimensions, &ours.measures), (&plain.score.dimensions, &plain.measures));

    // A finished report, and one that another calibration had rated, get the same.
    let (rated, _) = simulated(2, 20, 15);
    let other = Calibration::fit(&rated, Target::QualityRating).unwrap();
    assert_ne!(other.id(), calibration.id());
    let mut late = rated_report(&other);
    assert_ne!(late, ours);
    calibration.apply(&mut late).unwrap();
    assert_eq!(late, ours);
    let stored = Seen::from_json(&ours.to_json()).unwrap();
    assert_eq!(calibration.rate(&stored), Ok(Some(expected)));
}

#[test]
fn a_calibration_for_another_profile_is_refused() {
    let (rated, _) = simulated(1, 20, 15);
    let json = Calibration::fit(&rated, Target::QualityRating).unwrap().to_json();
    let foreign = Calibration::from_json(&json.replace("contact_center/2", "sales/2")).unwrap();
    assert!(foreign.check("contact_center/2").unwrap_err().is_calibration());
    assert!(foreign.check("sales/2").is_ok());
    let mut report = floor().finish(None).unwrap();
    let before = report.clone();
    assert!(foreign.apply(&mut report).unwrap_err().to_string().contains("sales/2"));
    assert_eq!(report, before);
}

#[test]
fn a_calibration_of_the_former_profile_is_refused_with_the_line_that_refits_it() {
    let (rated, _) = simulated(1, 20, 15);
    let json = Calibration::fit(&rated, Target::QualityRating).unwrap().to_json();
    let former = Calibration::from_json(&json.replace("contact_center/2", "contact_center/1")).unwrap();
    let mut report = floor().finish(None).unwrap();
    let refused = [former.check("contact_center/2").unwrap_err(), former.apply(&mut report).unwrap_err()];
    for text in refused.map(|refused| refused.to_string()) {
        assert!(text.contains("'contact_center/1'") && text.contains("'contact_center/2'"), "{text}");
        assert!(text.contains("listening calibrate") && !text.contains('\n'), "{text}");
    }
    // Whoever goes on scoring by that profile goes on rating by it.
    let profile = listening_core::Profile::built_in("contact_center/1").unwrap();
    let mut before = floor().scored_by(profile).finish(None).unwrap();
    assert!(former.check("contact_center/1").is_ok() && former.apply(&mut before).is_ok());
    // It is also fitted on, but not together with today's.
    let mut old = rated;
    old.iter_mut().for_each(|rated| rated.report.profile = "contact_center/1".into());
    assert_eq!(Calibration::fit(&old, Target::QualityRating).unwrap().profile(), "contact_center/1");
    old.iter_mut().skip(1).for_each(|rated| rated.report.profile = "contact_center/2".into());
    let refused = Calibration::fit(&old, Target::QualityRating).unwrap_err();
    assert!(refused.is_calibration() && refused.to_string().contains("score the rated calls again"), "{refused}");
}

fn any_dimensions() -> impl Strategy<Value = [Option<f64>; 4]> {
    prop::array::uniform4(prop::option::weighted(0.9, 0.0..=100.0))
}

fn any_rated() -> impl Strategy<Value = Vec<Rated>> {
    let row = (any_dimensions(), 0.0..=100.0, 0..5_usize, prop::option::of(0..5_usize), 0..8_u8);
    let rated = row.prop_map(|(dimensions, whole, rating, second, agent)| Rated {
        agent: agent.to_string(),
        report: Seen::of_points(dimensions, whole).unwrap(),
        rating: RaterRating::Level(rating),
        second: second.map(RaterRating::Level),
    });
    prop::collection::vec(rated, 60..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn better_in_every_dimension_is_never_rated_worse(
        rated in any_rated(),
        pairs in prop::collection::vec((any_dimensions(), prop::array::uniform4(0.0..=40.0)), 40),
    ) {
        let Ok(calibration) = Calibration::fit(&rated, Target::QualityRating) else { return Ok(()) };
        for (worse, by) in pairs {
            let better = std::array::from_fn(|d| worse[d].map(|points| f64::min(points + by[d], 100.0)));
            let rate = |dimensions| calibration.rate(&Seen::of_points(dimensions, 50.0).unwrap()).unwrap();
            let (Some(worse), Some(better)) = (rate(worse), rate(better)) else { continue };
            prop_assert!(better.points >= worse.points);
            let level = |rating: listening_core::Rating| RaterRating::from_name(rating.name()).unwrap().level();
            prop_assert!(level(better.rating) >= level(worse.rating));
        }
    }

    #[test]
    fn the_order_of_calls_does_not_matter_and_saving_keeps_every_byte(
        (rated, shuffled) in any_rated().prop_flat_map(|rated| (Just(rated.clone()), Just(rated).prop_shuffle())),
    ) {
        match (Calibration::fit(&rated, Target::QualityRating), Calibration::fit(&shuffled, Target::QualityRating)) {
            (Ok(one), Ok(other)) => {
                let json = one.to_json();
                prop_assert_eq!(&json, &other.to_json());
                let loaded = Calibration::from_json(&json).unwrap();
                prop_assert_eq!(loaded.to_json(), json);
                prop_assert_eq!(loaded.id(), one.id());
                prop_assert_eq!(loaded, one);
            }
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn a_range_holds_the_rating(
        rated in any_rated(),
        values in prop::array::uniform4((0.0..=100.0, 0.0..=30.0, 0.0..=30.0)),
    ) {
        let Ok(calibration) = Calibration::fit(&rated, Target::QualityRating) else { return Ok(()) };
        let mut seen = Seen::of_points([Some(50.0); 4], 50.0).unwrap();
        seen.dimensions = values.map(|(value, down, up)| Some(SeenDimension {
            value,
            low: f64::max(value - down, 0.0),
            high: f64::min(value + up, 100.0),
        }));
        let rated = calibration.rate(&seen).unwrap().unwrap();
        let level = |rating: listening_core::Rating| RaterRating::from_name(rating.name()).unwrap().level();
        prop_assert!(level(rated.rating_low) <= level(rated.rating) && level(rated.rating) <= level(rated.rating_high));
    }
}
