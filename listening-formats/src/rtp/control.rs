//! RTCP (RFC 3550, section 6): when a sender's clock was where, and goodbyes.

/// The payload types of RTCP, where it shares a port with RTP (RFC 5761).
const TYPES: std::ops::RangeInclusive<u8> = 192..=223;
const SENDER_REPORT: u8 = 200;
const BYE: u8 = 203;

/// What a compound packet says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Control {
    pub source: u32,
    pub report: Option<SenderReport>,
    pub bye: bool,
}

/// The same moment on two clocks of the sender.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SenderReport {
    /// Seconds since 1900.
    pub wall: f64,
    pub timestamp: u32,
}

impl Control {
    /// Reads a datagram; none where it is not RTCP.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        if !is_control(bytes) || bytes.len() < 8 {
            return None;
        }
        let mut read = Self { source: u32_at(bytes, 4)?, ..Self::default() };
        let mut rest = bytes;
        while rest.len() >= 4 && rest[0] >> 6 == 2 {
            let size = 4 * (usize::from(u16::from_be_bytes([rest[2], rest[3]])) + 1);
            let (part, after) = rest.split_at_checked(size)?;
            match part[1] {
                SENDER_REPORT if size >= 28 => {
                    let (seconds, fraction) = (u32_at(part, 8)?, u32_at(part, 12)?);
                    let wall = f64::from(seconds) + f64::from(fraction) / 4_294_967_296.0;
                    read.report = Some(SenderReport { wall, timestamp: u32_at(part, 16)? });
                }
                BYE => read.bye = true,
                _ => {}
            }
            rest = after;
        }
        Some(read)
    }
}

/// Whether a packet on a port that both share is RTCP.
pub(crate) fn is_control(bytes: &[u8]) -> bool {
    bytes.len() >= 2 && bytes[0] >> 6 == 2 && TYPES.contains(&bytes[1])
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_and_a_goodbye_are_read_from_a_compound() {
        let mut bytes = vec![0x80, 200, 0, 6, 0, 0, 0, 5];
        bytes.extend([0, 0, 0, 9, 0x80, 0, 0, 0, 0, 0, 1, 0]);
        bytes.extend([0; 8]);
        bytes.extend([0x81, 203, 0, 1, 0, 0, 0, 5]);
        let read = Control::read(&bytes).unwrap();
        assert_eq!((read.source, read.bye), (5, true));
        assert_eq!(read.report, Some(SenderReport { wall: 9.5, timestamp: 256 }));
        // A compound that says it is longer is not believed.
        assert_eq!(Control::read(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Control::read(&[0x80, 0, 0, 0, 0, 0, 0, 0]), None);
    }
}
