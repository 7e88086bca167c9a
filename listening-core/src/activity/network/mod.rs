//! The speech network `vad8k`: 60,212 weights, trained for this library. Definition, data and measured
//! figures stand in `models/MODEL_CARD.json`.

mod features;
mod kernel;
mod layers;
mod math;
mod weights;

use pulp::{Arch, NullaryFnOnce};

use self::features::{FEATURES, Features};
use self::kernel::Kernel;
use self::layers::{HIDDEN, State};
pub(crate) use self::math::ln;
pub(super) use self::math::sigmoid;
use self::weights::{INPUT, WEIGHTS};
use super::detector::{Detection, SpeechDetector};
use crate::signal::Spectrum;

/// Frames between the one heard and the one answered: the network's own 8, and 1 to pair two in a step.
const LAG: usize = 9;

/// The network over one channel. Two of them step together where they can, which costs less than twice one.
#[derive(Clone, Debug)]
pub struct Network {
    features: Features,
    /// Features of the four frames that the next step sees.
    input: [f32; INPUT],
    /// The two recurrent layers' states.
    lower: State,
    upper: State,
    /// Whether the next frame completes a step.
    second: bool,
    /// The answer that waits for the next frame.
    waiting: Detection,
    arch: Arch,
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

impl Network {
    /// At the start of a stream.
    pub fn new() -> Self {
        Self {
            features: Features::new(),
            input: [0.0; INPUT],
            lower: [0.0; HIDDEN],
            upper: [0.0; HIDDEN],
            second: false,
            waiting: Detection::default(),
            arch: Arch::new(),
        }
    }

    /// Takes the next frame; `true` if it completes a step.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
    fn take(&mut self, spectrum: Option<&Spectrum>) -> bool {
        self.input.copy_within(FEATURES.., 0);
        if let Some(spectrum) = spectrum {
            self.features.update(spectrum);
        }
        self.input[INPUT - FEATURES..].copy_from_slice(self.features.values());
        self.second = !self.second;
        !self.second
    }

    /// A step of each: what was heard in the earlier frame of its two.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
    fn step<K: Kernel, const N: usize>(kernel: K, networks: [&mut Self; N]) -> [Detection; N] {
        let first = layers::relu_layer(kernel, networks.each_ref().map(|network| &network.input), &WEIGHTS.input);
        let lower = layers::lower(kernel, &first, networks.each_ref().map(|network| &network.lower), &WEIGHTS.lower);
        let upper = layers::upper(kernel, &lower, networks.each_ref().map(|network| &network.upper), &WEIGHTS.upper);
        let mut answers = [Detection::default(); N];
        for (k, network) in networks.into_iter().enumerate() {
            (network.lower, network.upper) = (lower[k], upper[k]);
            let mut logits = WEIGHTS.output_b;
            for (h, row) in network.upper.iter().zip(WEIGHTS.output_w.as_chunks::<4>().0) {
                for (logit, w) in logits.iter_mut().zip(row) {
                    *logit += h * w;
                }
            }
            for logit in &mut logits {
                *logit = sigmoid(*logit);
            }
            let [speech_first, speech_second, tone_first, tone_second] = logits;
            network.waiting = Detection { speech: speech_second, tone: tone_second };
            answers[k] = Detection { speech: speech_first, tone: tone_first };
        }
        answers
    }
}

/// The next frame of `N` channels.
struct Next<'a, K, const N: usize> {
    kernel: K,
    networks: [&'a mut Network; N],
    spectra: [Option<&'a Spectrum>; N],
}

impl<K: Kernel> NullaryFnOnce for Next<'_, K, 1> {
    type Output = Detection;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the compiler must see through the dispatch")]
    fn call(self) -> Detection {
        let ([network], [spectrum]) = (self.networks, self.spectra);
        if network.take(spectrum) { Network::step(self.kernel, [network])[0] } else { network.waiting }
    }
}

impl<K: Kernel> NullaryFnOnce for Next<'_, K, 2> {
    type Output = [Detection; 2];

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the compiler must see through the dispatch")]
    fn call(self) -> [Detection; 2] {
        let ([left, right], spectra) = (self.networks, self.spectra);
        match [left.take(spectra[0]), right.take(spectra[1])] {
            [true, true] => Network::step(self.kernel, [left, right]),
            [true, false] => [Network::step(self.kernel, [left])[0], right.waiting],
            [false, true] => [left.waiting, Network::step(self.kernel, [right])[0]],
            [false, false] => [left.waiting, right.waiting],
        }
    }
}

impl SpeechDetector for Network {
    fn detect(&mut self, spectrum: Option<&Spectrum>) -> Detection {
        kernel::dispatch!(self.arch, kernel => Next { kernel, networks: [self], spectra: [spectrum] })
    }

    fn detect_both([left, right]: [&mut Self; 2], spectra: [&Spectrum; 2]) -> [Detection; 2] {
        kernel::dispatch!(left.arch, kernel => Next { kernel, networks: [left, right], spectra: spectra.map(Some) })
    }

    fn lag(&self) -> usize {
        LAG
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signal::Framer;

    fn reference_audio() -> Vec<f32> {
        let wav = include_bytes!("../../../tests/data/reference.wav");
        wav[44..].as_chunks::<2>().0.iter().map(|&b| f32::from(i16::from_le_bytes(b)) / 32768.0).collect()
    }

    /// Speech and tone probability of every frame.
    fn probabilities(samples: &[f32]) -> Vec<[f32; 2]> {
        let mut framer = Framer::new();
        let mut network = Network::new();
        let mut answers = Vec::new();
        framer.push(samples, |frame| answers.push(network.detect(Some(&frame.spectrum))));
        framer.finish(|frame| answers.push(network.detect(Some(&frame.spectrum))));
        answers.extend((0..LAG).map(|_| network.detect(None)));
        answers[LAG..].iter().map(|answer| [answer.speech, answer.tone]).collect()
    }

    fn rows(csv: &str) -> impl Iterator<Item = Vec<f32>> {
        csv.lines().skip(1).map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
    }

    #[test]
    fn features_agree_with_the_reference() {
        let mut framer = Framer::new();
        let mut features = Features::new();
        let mut ours = Vec::new();
        framer.push(&reference_audio(), |frame| {
            features.update(&frame.spectrum);
            ours.push(*features.values());
        });
        let mut compared = 0;
        for row in rows(include_str!("../../../tests/data/reference_features.csv")) {
            let frame = row[0] as usize;
            for (k, &expected) in row[1..].iter().enumerate() {
                let got = ours[frame][k];
                assert!((got - expected).abs() < 1e-3, "frame {frame}, input {k}: {got}, not {expected}");
                compared += 1;
            }
        }
        assert_eq!(compared, 300 * FEATURES);
    }

    #[test]
    fn probabilities_agree_with_the_reference() {
        let ours = probabilities(&reference_audio());
        assert_eq!(ours.len(), 1200);
        let mut worst = 0.0_f32;
        for row in rows(include_str!("../../../tests/data/reference.csv")) {
            for column in 0..2 {
                worst = worst.max((ours[row[0] as usize][column] - row[column + 1]).abs());
            }
        }
        assert!(worst < 1e-3, "off by {worst}");
    }

    #[test]
    fn two_at_once_hear_what_each_hears_alone() {
        let audio = reference_audio();
        let mut spectra = Vec::new();
        Framer::new().push(&audio[..32_000], |frame| spectra.push(frame.spectrum));
        let mut both = [Network::new(), Network::new()];
        let mut alone = both.clone();
        for (k, (left, right)) in spectra.iter().zip(spectra.iter().rev()).enumerate() {
            // One of both is passed over now and then, so that they step together and in turns.
            if k % 50 == 49 {
                assert_eq!(both[1].detect(Some(right)), alone[1].detect(Some(right)), "frame {k}");
                continue;
            }
            let heard = Network::detect_both(both.each_mut(), [left, right]);
            assert_eq!(heard, [alone[0].detect(Some(left)), alone[1].detect(Some(right))], "frame {k}");
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let audio = reference_audio();
        let mut spectra = Vec::new();
        Framer::new().push(&audio[..16_000], |frame| spectra.push(frame.spectrum));
        let mut both = [Network::new(), Network::new()];
        let mut plain = both.clone();
        let (mut one, mut plain_one) = (Network::new(), Network::new());
        for (left, right) in spectra.iter().zip(spectra.iter().rev()) {
            let heard = Network::detect_both(both.each_mut(), [left, right]);
            let next = Next { kernel: kernel::Plain, networks: plain.each_mut(), spectra: [Some(left), Some(right)] };
            assert_eq!(heard, next.call());
            let next = Next { kernel: kernel::Plain, networks: [&mut plain_one], spectra: [Some(left)] };
            assert_eq!(one.detect(Some(left)), next.call());
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn narrower_instructions_than_the_machines_give_the_same_bits() {
        // A machine with AVX-512 would never try AVX2.
        let Some(kernel) = pulp::x86::V3::try_new() else { return };
        let audio = reference_audio();
        let (mut dispatched, mut narrow) = (Network::new(), Network::new());
        Framer::new().push(&audio[..16_000], |frame| {
            let next = Next { kernel, networks: [&mut narrow], spectra: [Some(&frame.spectrum)] };
            assert_eq!(dispatched.detect(Some(&frame.spectrum)), kernel.vectorize(next));
        });
    }
}
