//! Which of the two voices of a mix is heard: a normal distribution of the spectrum's bands for each, learnt in this call.
//!
//! What only one turn covers is learnt from. Powers add, so what both sound like together is made from pairs of frames of one
//! each. This is the first step of speaker diarisation with known speakers (Reynolds & Rose 1995, with one full covariance): here
//! the two are on two telephones, which differ as much as their voices.

use super::moment::{BANDS, Bands};

/// Added to each variance, so that a steady band says no more than it can.
const RIDGE: f64 = 0.1;
/// Pairs of frames from which both together are learnt.
const PAIRS: usize = 3000;
/// Fewest frames of a voice.
pub(super) const FEWEST: usize = 100;

type Vector = [f64; BANDS];

/// A normal distribution.
struct Normal {
    mean: Vector,
    /// The lower triangle whose square is the covariance.
    root: [Vector; BANDS],
    /// Half of the logarithm of its determinant.
    log_size: f64,
}

impl Normal {
    /// Of what was seen, at least one of it.
    fn of(seen: impl Iterator<Item = Vector> + Clone) -> Self {
        let count = seen.clone().count().max(1) as f64;
        let mut mean = [0.0; BANDS];
        for values in seen.clone() {
            mean.iter_mut().zip(values).for_each(|(mean, value)| *mean += value / count);
        }
        let mut root = [[0.0; BANDS]; BANDS];
        for values in seen {
            for i in 0..BANDS {
                for j in 0..=i {
                    root[i][j] += (values[i] - mean[i]) * (values[j] - mean[j]) / count;
                }
            }
        }
        // Cholesky's decomposition, in place; the ridge keeps every pivot above 0.
        for i in 0..BANDS {
            root[i][i] += RIDGE;
            for j in 0..=i {
                let known: f64 = (0..j).map(|k| root[i][k] * root[j][k]).sum();
                let left = root[i][j] - known;
                root[i][j] = if i == j { left.max(1e-9).sqrt() } else { left / root[j][j] };
            }
        }
        let log_size = (0..BANDS).map(|i| libm::log(root[i][i])).sum();
        Self { mean, root, log_size }
    }

    /// Log-likelihood of a frame, but for what is the same in all.
    fn of_frame(&self, values: &Vector) -> f64 {
        let mut solved = [0.0; BANDS];
        for i in 0..BANDS {
            let known: f64 = (0..i).map(|k| self.root[i][k] * solved[k]).sum();
            solved[i] = (values[i] - self.mean[i] - known) / self.root[i][i];
        }
        -0.5 * solved.iter().map(|x| x * x).sum::<f64>() - self.log_size
    }
}

/// The two voices, and both together.
pub(super) struct Voices([Normal; 3]);

impl Voices {
    /// From frames of each alone; `None` where there are too few.
    pub(super) fn of(alone: [&[Bands]; 2]) -> Option<Self> {
        if alone.iter().any(|frames| frames.len() < FEWEST) {
            return None;
        }
        let of = |frames: &[Bands]| Normal::of(frames.iter().map(Bands::logs));
        let [left, right] = alone;
        // Steps that share no factor with a round number, so that the pairs do not repeat.
        let pair = |k: usize| (left[(k * 7919) % left.len()].logs(), right[(k * 104_729) % right.len()].logs());
        let both =
            |(a, b): (Vector, Vector)| std::array::from_fn(|band| libm::log(libm::exp(a[band]) + libm::exp(b[band])));
        Some(Self([of(left), of(right), Normal::of((0..PAIRS).map(pair).map(both))]))
    }

    /// Log-likelihoods that a frame is the first voice, the second, or both.
    pub(super) fn weigh(&self, bands: &Bands) -> [f64; 3] {
        let values = bands.logs();
        [0, 1, 2].map(|voice| self.0[voice].of_frame(&values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;

    /// Frames of a voice whose bands swell around a slope of its own.
    fn voice(seed: u64, slope: f32, count: usize) -> Vec<[f32; BANDS]> {
        let mut random = Random::new(seed);
        let mut frame = || {
            let loud = 2.0 * random.normal() as f32;
            std::array::from_fn(|band| (loud + slope * band as f32 + random.normal() as f32).exp())
        };
        (0..count).map(|_| frame()).collect()
    }

    #[test]
    fn each_voice_is_told_from_the_other_and_from_both() {
        let bands = |powers: &[[f32; BANDS]]| powers.iter().copied().map(Bands::of_powers).collect::<Vec<_>>();
        let (left, right) = (bands(&voice(1, -0.5, 600)), bands(&voice(2, 0.3, 400)));
        let voices = Voices::of([&left, &right]).unwrap();
        let likeliest = |bands: &Bands| {
            let weights = voices.weigh(bands);
            (0..3).max_by(|&a, &b| weights[a].total_cmp(&weights[b])).unwrap()
        };
        let share = |frames: &[[f32; BANDS]], voice| {
            bands(frames).iter().filter(|bands| likeliest(bands) == voice).count() as f64 / frames.len() as f64
        };
        let (a, b) = (voice(3, -0.5, 500), voice(4, 0.3, 500));
        let both: Vec<[f32; BANDS]> =
            a.iter().zip(&b).map(|(a, b)| std::array::from_fn(|band| a[band] + b[band])).collect();
        let shares = [share(&a, 0), share(&b, 1), share(&both, 2)];
        assert!(shares.iter().all(|&share| share > 0.5), "{shares:?}");
    }

    #[test]
    fn too_few_frames_are_no_voice_and_silence_is_no_trouble() {
        let some: Vec<Bands> = voice(1, 0.0, FEWEST).into_iter().map(Bands::of_powers).collect();
        assert!(Voices::of([&some[1..], &some]).is_none());
        let silent = vec![Bands::of_powers([1e-9; BANDS]); FEWEST];
        let voices = Voices::of([&silent, &some]).unwrap();
        assert!(voices.weigh(&silent[0]).iter().chain(&voices.weigh(&some[0])).all(|weight| weight.is_finite()));
    }
}
