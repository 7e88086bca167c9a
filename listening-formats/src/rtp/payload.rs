//! What the packets of a payload type carry, and its samples.

use listening_core::{ALaw, MuLaw};

/// What packets of a payload type carry.
///
/// Of the static types (RFC 3551) 0, 8 and 13 are known; 10 and 11 are at 44.1 kHz and need to be named. Others are named by
/// the call's signalling: `a=rtpmap` in SDP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload {
    /// G.711 mu-law, `PCMU/8000`.
    Pcmu,
    /// G.711 A-law, `PCMA/8000`.
    Pcma,
    /// Linear 16 bits, big endian, one channel, at the call's rate: `L16/8000`.
    L16,
    /// Comfort noise, `CN/8000` (RFC 3389): the party is silent.
    ComfortNoise,
    /// Keys and tones by name, `telephone-event/8000` (RFC 4733).
    Events,
}

impl Payload {
    /// By its name in SDP, in any case, with or without its rate.
    ///
    /// ```
    /// use listening_formats::Payload;
    /// assert_eq!(Payload::from_name("telephone-event/8000"), Some(Payload::Events));
    /// assert_eq!(Payload::from_name("opus"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.split('/').next().unwrap_or(name).to_ascii_lowercase();
        Some(match name.as_str() {
            "pcmu" | "mulaw" => Self::Pcmu,
            "pcma" | "alaw" => Self::Pcma,
            "l16" => Self::L16,
            "cn" => Self::ComfortNoise,
            "telephone-event" => Self::Events,
            _ => return None,
        })
    }
}

/// The payload types of a call.
#[derive(Clone, Debug)]
pub(super) struct PayloadTypes([Option<Payload>; 128]);

impl Default for PayloadTypes {
    fn default() -> Self {
        let mut types = [None; 128];
        // 19 was comfort noise before RFC 3389; 101 is what most telephones take for events.
        let usual = [(0, Payload::Pcmu), (8, Payload::Pcma), (13, Payload::ComfortNoise), (19, Payload::ComfortNoise)];
        for (number, payload) in usual.into_iter().chain([(101, Payload::Events)]) {
            types[number] = Some(payload);
        }
        Self(types)
    }
}

impl PayloadTypes {
    pub(super) fn set(&mut self, number: u8, payload: Payload) {
        self.0[usize::from(number & 127)] = Some(payload);
    }

    pub(super) fn of(&self, number: u8) -> Option<Payload> {
        self.0[usize::from(number & 127)]
    }
}

/// The samples of a payload.
pub(crate) fn samples(payload: Payload, bytes: &[u8]) -> Vec<i16> {
    match payload {
        Payload::Pcmu => bytes.iter().map(|&byte| MuLaw(byte).to_i16()).collect(),
        Payload::Pcma => bytes.iter().map(|&byte| ALaw(byte).to_i16()).collect(),
        Payload::L16 => bytes.chunks_exact(2).map(|pair| i16::from_be_bytes([pair[0], pair[1]])).collect(),
        Payload::ComfortNoise | Payload::Events => Vec::new(),
    }
}

/// A key or a tone by name: RFC 4733, section 2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub event: u8,
    /// Decibels below the digital milliwatt's level, 0 to 63.
    pub volume: u8,
    /// Samples from its start so far.
    pub duration: u16,
}

impl Named {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
        Some(Self { event: bytes[0], volume: bytes[1] & 63, duration: u16::from_be_bytes([bytes[2], bytes[3]]) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_payload_gives_its_samples() {
        assert_eq!(samples(Payload::Pcmu, &[0x80, 0xFF]), [32124, 0]);
        assert_eq!(samples(Payload::Pcma, &[0xAA]), [32256]);
        assert_eq!(samples(Payload::L16, &[0x80, 0, 0, 1, 9]), [-32768, 1]);
        assert!(samples(Payload::ComfortNoise, &[64]).is_empty());
    }

    #[test]
    fn a_named_event_is_read() {
        let read = Named::read(&[5, 0x8A, 1, 0x40]);
        assert_eq!(read, Some(Named { event: 5, volume: 10, duration: 320 }));
        assert_eq!(Named::read(&[5, 10, 1]), None);
    }
}
