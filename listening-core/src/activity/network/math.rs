//! Elementary functions that vectorise and give the same bits on every machine, unlike a system's libm.

#![expect(clippy::inline_always, reason = "compiled once for each instruction set that is dispatched to")]

const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// Natural logarithm of a normal positive number; Cephes' polynomial, within 2e-7 relative or 1e-7 absolute.
#[inline(always)]
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    // Mantissa in sqrt(1/2)..sqrt(2).
    let shifted = bits.wrapping_sub(0x3F35_04F3);
    let exponent = (shifted as i32 >> 23) as f32;
    let m = f32::from_bits((shifted & 0x007F_FFFF).wrapping_add(0x3F35_04F3)) - 1.0;
    let z = m * m;
    let mut p = 7.037_683_6e-2;
    for c in [
        -0.115_146_1,
        0.116_769_984,
        -0.124_201_41,
        0.142_493_23,
        -0.166_680_57,
        0.200_007_15,
        -0.249_999_94,
        0.333_333_3,
    ] {
        p = p * m + c;
    }
    let y = m * z * p + exponent * LN_2_LOW - 0.5 * z;
    m + y + exponent * LN_2_HIGH
}

/// e^x for |x| <= 80, clamped there; Cephes' polynomial, within 2e-7 relative.
#[inline(always)]
fn exp(x: f32) -> f32 {
    // Adding 1.5 * 2^23 rounds to a whole number without a library call.
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-80.0, 80.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    let mut p = 1.987_569_1e-4;
    for c in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        p = p * r + c;
    }
    let fraction = p * r * r + r + 1.0;
    // The lowest bits of `shifted` are n as a whole number.
    let scale = f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23));
    fraction * scale
}

/// 1 / (1 + e^-x).
#[inline(always)]
pub(in crate::activity) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Hyperbolic tangent.
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithm_is_close_over_the_range_of_energies() {
        let mut x = 1e-9_f32;
        while x < 1e3 {
            let exact = f64::from(x).ln();
            assert!((f64::from(ln(x)) - exact).abs() < 2e-6, "{x}");
            x *= 1.01;
        }
    }

    #[test]
    fn gates_are_close_over_all_inputs() {
        for k in -2000..=2000 {
            let x = k as f32 / 50.0;
            let exact = 1.0 / (1.0 + (-f64::from(x)).exp());
            assert!((f64::from(sigmoid(x)) - exact).abs() < 1e-6, "{x}");
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 1e-6, "{x}");
        }
        assert!(sigmoid(f32::MAX) <= 1.0 && sigmoid(f32::MIN) >= 0.0);
    }
}
