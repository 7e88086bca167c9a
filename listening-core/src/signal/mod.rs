//! 8 kHz samples to 10 ms frames: one shared power spectrum and the plain facts of each 10 ms.

mod active_level;
mod fft;
mod power;
mod spectrum;

pub(crate) use active_level::ActiveLevel;
pub(crate) use fft::Fft;
pub(crate) use power::Power;
pub(crate) use spectrum::{BINS, WINDOW};
pub use spectrum::{FRAME, Framer, Spectrum};

/// What 10 ms of one channel hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Power spectrum of the 32 ms window around the frame.
    pub spectrum: Spectrum,
    /// The frame's own samples; after the end of the stream they are zero.
    pub samples: [f32; FRAME],
    /// Facts of these samples.
    pub block: Block,
}

/// Facts of 80 samples.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Block {
    /// Mean square, full scale at 1.
    pub energy: f32,
    /// Mean: the DC offset.
    pub mean: f32,
    /// Samples at or beyond 0.97 of full scale: clipped, or about to be.
    pub clipped: u8,
    /// Samples of digital silence that it begins with: zero, or A-law's smallest value over and over.
    pub lead: u8,
    /// The same at its end.
    pub tail: u8,
}

impl Block {
    fn of(samples: &[f32]) -> Self {
        // From here up a companded sample is on its last step.
        const CLIP: f32 = 0.97;
        let count = samples.len() as f32;
        let mut block = Self::default();
        // Eight sums side by side, so that the compiler can use vectors; the order is fixed.
        let (mut energy, mut sum) = ([0.0_f32; 8], [0.0_f32; 8]);
        let (chunks, rest) = samples.as_chunks::<8>();
        for chunk in chunks {
            for lane in 0..8 {
                energy[lane] += chunk[lane] * chunk[lane];
                sum[lane] += chunk[lane];
            }
        }
        for (lane, x) in rest.iter().enumerate() {
            energy[lane] += x * x;
            sum[lane] += x;
        }
        block.energy = energy.iter().sum::<f32>() / count;
        block.mean = sum.iter().sum::<f32>() / count;
        block.clipped = samples.iter().map(|x| u8::from(x.abs() >= CLIP)).sum();
        block.lead = still(samples.iter());
        block.tail = still(samples.iter().rev());
        block
    }
}

/// Samples that the first is one of and that are the same, if they are silence.
fn still<'a>(samples: impl Iterator<Item = &'a f32> + Clone) -> u8 {
    // A-law has no zero: its smallest value is 8 of 32768.
    const SMALLEST: f32 = 8.0 / 32768.0;
    let first = samples.clone().next().copied().filter(|x| x.abs() <= SMALLEST);
    first.map_or(0, |first| samples.take_while(|x| **x == first).count() as u8)
}

/// Eight sums side by side, so that the compiler can use vectors; the order is fixed.
#[inline(always)]
#[expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]
pub(crate) fn sum(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<8>();
    let mut lanes = [0.0_f32; 8];
    for chunk in chunks {
        for lane in 0..8 {
            lanes[lane] += chunk[lane];
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// Mean square to dB: 0 dBov is the mean square of a square wave at full scale. Silence is -100.
pub(crate) fn dbov(energy: f64) -> f64 {
    10.0 * libm::log10(energy + 1e-10)
}
