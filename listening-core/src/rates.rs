//! The sample rates that a call may have.

use std::ops::RangeInclusive;

/// Sample rates that are taken, in hertz: every whole number from the first to the last. Below 8000 a part of the telephone
/// band is not there to be heard.
pub const SUPPORTED_RATES: RangeInclusive<u32> = 4000..=192_000;

/// Rates that are in use, for tests.
#[cfg(all(test, feature = "audio"))]
pub(crate) const USUAL_RATES: [u32; 16] = [
    4000, 6000, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 37_800, 44_100, 48_000, 88_200, 96_000, 176_400,
    192_000,
];
