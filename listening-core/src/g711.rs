//! ITU-T G.711: one byte a sample, logarithmic. Decoded to the 16-bit scale that libsndfile and ffmpeg use.

/// One byte of ITU-T G.711 mu-law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct MuLaw(pub u8);

/// One byte of ITU-T G.711 A-law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub struct ALaw(pub u8);

impl MuLaw {
    /// The sample, -32124 to 32124.
    ///
    /// ```
    /// assert_eq!(listening_core::MuLaw(0x80).to_i16(), 32124);
    /// ```
    pub const fn to_i16(self) -> i16 {
        mulaw_to_i16(self.0)
    }
}

impl ALaw {
    /// The sample, -32256 to 32256.
    ///
    /// ```
    /// assert_eq!(listening_core::ALaw(0xAA).to_i16(), 32256);
    /// ```
    pub const fn to_i16(self) -> i16 {
        alaw_to_i16(self.0)
    }
}

/// Decodes one mu-law byte; result in -32124..=32124.
const fn mulaw_to_i16(byte: u8) -> i16 {
    let code = !byte;
    let exponent = (code >> 4) & 7;
    let mantissa = (code & 15) as i16;
    let magnitude = (((mantissa << 3) + 0x84) << exponent) - 0x84;
    if code & 0x80 == 0 { magnitude } else { -magnitude }
}

/// Decodes one A-law byte; result in -32256..=32256.
const fn alaw_to_i16(byte: u8) -> i16 {
    let code = byte ^ 0x55;
    let exponent = (code >> 4) & 7;
    let mantissa = (code & 15) as i16;
    let magnitude = if exponent == 0 { (mantissa << 4) + 8 } else { ((mantissa << 4) + 0x108) << (exponent - 1) };
    if code & 0x80 == 0 { -magnitude } else { magnitude }
}

#[cfg(feature = "audio")]
const fn table(alaw: bool) -> [f32; 256] {
    let mut values = [0.0; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = if alaw { alaw_to_i16(byte as u8) } else { mulaw_to_i16(byte as u8) };
        values[byte] = value as f32 / 32768.0;
        byte += 1;
    }
    values
}

/// All values of mu-law, full scale at ±1.
#[cfg(feature = "audio")]
pub(crate) static MULAW: [f32; 256] = table(false);
/// All values of A-law, full scale at ±1.
#[cfg(feature = "audio")]
pub(crate) static ALAW: [f32; 256] = table(true);

#[cfg(test)]
mod tests {
    use super::{alaw_to_i16, mulaw_to_i16};

    #[test]
    fn mulaw_matches_the_standards_decision_values() {
        // G.711 table 2a/2b: the outermost, the innermost and the segment edges, in 16-bit scale.
        assert_eq!(mulaw_to_i16(0xFF), 0);
        assert_eq!(mulaw_to_i16(0x7F), 0);
        assert_eq!(mulaw_to_i16(0x80), 32124);
        assert_eq!(mulaw_to_i16(0x00), -32124);
        assert_eq!(mulaw_to_i16(0xFE), 8);
        assert_eq!(mulaw_to_i16(0xF0), 120);
        assert_eq!(mulaw_to_i16(0xEF), 132);
    }

    #[test]
    fn alaw_matches_the_standards_decision_values() {
        assert_eq!(alaw_to_i16(0xD5), 8);
        assert_eq!(alaw_to_i16(0x55), -8);
        assert_eq!(alaw_to_i16(0xAA), 32256);
        assert_eq!(alaw_to_i16(0x2A), -32256);
    }

    #[test]
    fn both_laws_are_odd_and_rise_with_the_code() {
        for code in 0..127u8 {
            assert!(mulaw_to_i16(!code) < mulaw_to_i16(!(code + 1)));
            assert_eq!(mulaw_to_i16(!code), -mulaw_to_i16(!code ^ 0x80));
            assert_eq!(alaw_to_i16(code ^ 0x55), -alaw_to_i16(code ^ 0x55 ^ 0x80));
        }
    }
}
