//! The sample rates that a call may have.

/// Sample rates that are taken, in hertz.
pub const SUPPORTED_RATES: [u32; 8] = [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000];
