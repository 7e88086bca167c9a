//! Profiles: how measures become points.

use listening_core::Profile;
use listening_review::Explanation;

use crate::{holds, made, text};

pub fn run(input: &[u8]) {
    let Some(json) = text(input) else { return };
    match Profile::from_json(json) {
        Err(error) => assert!(error.is_config() && error.to_string().len() < 4096, "{error}"),
        Ok(profile) => {
            let again = Profile::from_json(profile.text()).expect("its own text");
            assert_eq!(again.id(), profile.id());
            let weights: f64 = profile.dimensions().iter().map(|dimension| dimension.weight).sum();
            assert!((weights - 1.0).abs() < 1e-3, "dimensions weigh {weights}");
            for scored in profile.dimensions().iter().flat_map(|dimension| &dimension.scored) {
                for value in [f64::NEG_INFINITY, -1.0, 0.0, 0.1, 1.0, 7.0, 1e9, f64::INFINITY] {
                    let points = scored.curve.points(value);
                    assert!((0.0..=100.0).contains(&points), "{points} points for {value}");
                }
            }
            let report = made::floor().scored_by(profile.into()).finish(None).expect("a whole call");
            let score = &report.score;
            holds::within(score.low, score.observable_listening, score.high, "the score");
            holds::read_again(&report);
            let profile = Profile::from_json(json).expect("read before");
            holds::finite(&Explanation::of(&report, &profile).expect("its own report").to_json());
        }
    }
}
