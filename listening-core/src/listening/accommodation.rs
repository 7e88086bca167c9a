//! Whether the two voices move together: descriptive, never scored.
//!
//! After Levitan & Hirschberg 2011, at the level of turns. Each voice is taken against its own norm, so that a high
//! voice and a low one, or two lines of different gain, can be alike. What chance brings is found by shuffling the
//! customer's turns (200 times, seeded by nothing but their number), which keeps what each said and loses when.

use super::facts::Facts;
use super::trajectory::{Feature, TurnVoice, neighbours};
use crate::stats::Random;

/// Shuffles.
const REPEATS: usize = 200;
/// Fewest pairs of turns.
const LEAST: usize = 10;
/// What is compared.
const FEATURES: [(Feature, &str); 4] =
    [(Feature::Rate, "rate"), (Feature::Pitch, "pitch"), (Feature::Level, "level"), (Feature::Pause, "pause")];

/// One way in which two voices may move together, and what chance would bring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accommodation {
    /// `rate`, `pitch`, `level` or `pause`.
    pub feature: &'static str,
    /// `proximity`, minus the mean distance of neighbouring turns; `convergence`, the correlation of minus that distance
    /// with time: positive where they come nearer; `synchrony`, the correlation of neighbouring turns.
    pub kind: &'static str,
    /// The value; proximity in own spreads, the others from -1 to 1.
    pub value: f64,
    /// The 5th percentile of the value with the customer's turns shuffled.
    pub chance_low: f64,
    /// The 95th percentile.
    pub chance_high: f64,
    /// Pairs of neighbouring turns.
    pub n: usize,
}

/// (agent's, customer's, minute) of a pair.
type Pair = (f64, f64, f64);

/// A name, and how it is measured.
type Kind = (&'static str, fn(&[Pair]) -> Option<f64>);

const KINDS: [Kind; 3] = [
    ("proximity", |pairs| Some(-pairs.iter().map(distance).sum::<f64>() / pairs.len() as f64)),
    ("convergence", |pairs| correlation(pairs.iter().map(|pair| (pair.2, -distance(pair))))),
    ("synchrony", |pairs| correlation(pairs.iter().map(|pair| (pair.0, pair.1)))),
];

fn distance(pair: &Pair) -> f64 {
    (pair.0 - pair.1).abs()
}

/// Pearson's; `None` where one side does not move.
fn correlation(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<f64> {
    let n = pairs.clone().count() as f64;
    let (x, y) = pairs.clone().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / n, sum.1 + pair.1 / n));
    let moments = pairs.map(|pair| (pair.0 - x, pair.1 - y));
    let (xx, yy, xy) = moments.fold((0.0, 0.0, 0.0), |sum, (x, y)| (sum.0 + x * x, sum.1 + y * y, sum.2 + x * y));
    (xx > 1e-12 && yy > 1e-12).then(|| xy / (xx * yy).sqrt())
}

/// Every feature in every way; none with fewer than ten pairs of neighbouring turns.
pub(super) fn accommodation(facts: &Facts<'_>, agent: &[TurnVoice], customer: &[TurnVoice]) -> Vec<Accommodation> {
    let pairs = neighbours(facts, agent, customer);
    let mut found = Vec::new();
    for (feature, name) in FEATURES {
        let known = |list: &[TurnVoice]| list.iter().map(|turn| turn.get(feature)).collect::<Vec<_>>();
        found.extend(compare(name, &pairs, &known(agent), &known(customer)));
    }
    found
}

/// One feature, in every way.
fn compare(
    feature: &'static str,
    places: &[(usize, usize, f64)],
    agent: &[Option<f64>],
    customer: &[Option<f64>],
) -> Vec<Accommodation> {
    let places: Vec<_> = places.iter().filter(|at| agent[at.0].is_some() && customer[at.1].is_some()).collect();
    let n = places.len();
    if n < LEAST {
        return Vec::new();
    }
    let pairs = |customer: &[Option<f64>]| -> Vec<Pair> {
        places.iter().filter_map(|at| Some((agent[at.0]?, customer[at.1]?, at.2))).collect()
    };
    let own = pairs(customer);
    // Only turns with the feature change places.
    let known: Vec<usize> = (0..customer.len()).filter(|&k| customer[k].is_some()).collect();
    let mut random = Random::new(n as u64);
    let mut chances: [Vec<f64>; 3] = Default::default();
    for _ in 0..REPEATS {
        let mut order = known.clone();
        random.shuffle(&mut order);
        let mut shuffled = customer.to_vec();
        for (&to, &from) in known.iter().zip(&order) {
            shuffled[to] = customer[from];
        }
        let pairs = pairs(&shuffled);
        for (chance, (_, measure)) in chances.iter_mut().zip(KINDS) {
            chance.extend(measure(&pairs));
        }
    }
    let row = |(mut chance, (kind, measure)): (Vec<f64>, Kind)| {
        let value = measure(&own)?;
        chance.sort_by(f64::total_cmp);
        let at = |p: f64| chance.get((chance.len().saturating_sub(1) as f64 * p).round() as usize).copied();
        Some(Accommodation { feature, kind, value, chance_low: at(0.05)?, chance_high: at(0.95)?, n })
    };
    chances.into_iter().zip(KINDS).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Turns by turns, agent first: every turn but the first answers one.
    fn places(n: usize) -> Vec<(usize, usize, f64)> {
        (1..2 * n).map(|k| (k / 2, (k - 1) / 2, k as f64 / 10.0)).map(|(a, c, t)| (a.min(n - 1), c, t)).collect()
    }

    fn values(seed: u64, n: usize) -> Vec<Option<f64>> {
        let mut random = Random::new(seed);
        (0..n).map(|_| Some((0..12).map(|_| random.below(1_000_000) as f64 / 1e6).sum::<f64>() - 6.0)).collect()
    }

    #[test]
    fn independent_voices_lie_inside_what_chance_brings_nine_times_in_ten() {
        let mut inside = [0_usize; 3];
        for seed in 0..300 {
            let found = compare("pitch", &places(20), &values(seed, 20), &values(seed + 10_000, 20));
            for (count, row) in inside.iter_mut().zip(&found) {
                *count += usize::from(row.chance_low <= row.value && row.value <= row.chance_high);
            }
        }
        assert!(inside.iter().all(|count| (250..=288).contains(count)), "{inside:?} of 300");
    }

    #[test]
    fn voices_that_follow_each_other_are_in_synchrony_and_near() {
        let agent = values(1, 20);
        let noise = values(2, 20);
        let near: Vec<_> = agent.iter().zip(&noise).map(|(a, n)| Some(a.unwrap() + 0.3 * n.unwrap())).collect();
        let found = compare("rate", &places(20), &agent, &near);
        for kind in ["synchrony", "proximity"] {
            let row = found.iter().find(|row| row.kind == kind).unwrap();
            assert!(row.value > row.chance_high, "{row:?}");
        }
    }

    #[test]
    fn distances_that_shrink_converge() {
        let still = vec![Some(0.0); 20];
        let shrinking: Vec<_> =
            (0..20).map(|k| Some(f64::from(20 - k) * if k % 2 == 0 { 0.2 } else { -0.2 })).collect();
        let found = compare("pause", &places(20), &still, &shrinking);
        let row = found.iter().find(|row| row.kind == "convergence").unwrap();
        assert!(row.value > row.chance_high, "{row:?}");
        // Nothing moves with a voice that does not.
        assert!(found.iter().all(|row| row.kind != "synchrony"));
    }

    #[test]
    fn few_pairs_tell_nothing_and_the_same_pairs_the_same() {
        assert!(compare("rate", &places(5), &values(1, 5), &values(2, 5)).is_empty());
        let once = compare("rate", &places(20), &values(1, 20), &values(2, 20));
        assert_eq!(once, compare("rate", &places(20), &values(1, 20), &values(2, 20)));
    }
}
