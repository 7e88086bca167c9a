//! 8 kHz samples to 10 ms frames: one shared power spectrum and the plain facts of each 10 ms.

mod spectrum;

pub use spectrum::{BINS, FRAME, Framer, Spectrum, WINDOW};

/// What 10 ms of one channel hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Power spectrum of the 32 ms window around the frame.
    pub spectrum: Spectrum,
    /// Facts of the frame's own 80 samples.
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
    /// Samples that are exactly zero.
    pub zeros: u8,
    /// A float sample lay outside -1..1.
    pub beyond: bool,
}

impl Block {
    fn of(samples: &[f32]) -> Self {
        // From here up a companded sample stands on its last step.
        const CLIP: f32 = 0.97;
        let count = samples.len() as f32;
        let mut block = Self::default();
        for &x in samples {
            block.energy += x * x;
            block.mean += x;
            block.clipped += u8::from(x.abs() >= CLIP);
            block.zeros += u8::from(x == 0.0);
            block.beyond |= x.abs() > 1.0;
        }
        block.energy /= count;
        block.mean /= count;
        block
    }
}

/// Mean square to dB: 0 dBov is the mean square of a square wave at full scale. Silence is -100.
pub fn dbov(energy: f64) -> f64 {
    10.0 * (energy + 1e-10).log10()
}
