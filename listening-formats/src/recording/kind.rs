//! What a file is, by its first bytes, and at which rate its audio is sampled.

use super::mp3_frame::{Frame, HEAD};
use super::numbers::{be32, le32};
use super::riff::Front;
use super::tags::after_id3;
use super::{matroska, mp4};
use crate::source::{Source, Window};

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kind {
    /// With its article, as a message has it: "an MP3 file". `None` where it is not known.
    pub text: Option<&'static str>,
    /// It may be a recording.
    pub is_audio: bool,
    /// Samples per second that a decoder gives, where the file says it.
    pub sample_rate: Option<u32>,
}

impl Kind {
    fn audio(text: &'static str, sample_rate: Option<u32>) -> Self {
        Self {
            text: Some(text),
            is_audio: true,
            sample_rate: sample_rate.filter(|rate| (1..=1_000_000).contains(rate)),
        }
    }

    fn other(text: &'static str) -> Self {
        Self { text: Some(text), is_audio: false, sample_rate: None }
    }
}

/// What some files begin with, and what they are: none has its rate where it is looked for.
const HEADS: [(usize, &[u8], &str); 8] = [
    (8, b"AVI ", "an AVI video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a WMA or WMV file"),
    (0, b"FLV\x01", "a Flash video"),
    (0, b"\x00\x00\x01\xba", "an MPEG video"),
    (8, b"QLCM", "a QCP file"),
    (0, b"\x0b\x77", "an AC-3 file"),
    (0, b"riff", "a Wave64 file"),
    (0, b"NIST_1A", "a SPHERE file"),
];

/// What is no recording.
const OTHERS: [(&[u8], &str); 7] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document: unpack it first"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"\xd4\xc3\xb2\xa1", "a packet capture"),
    (b"\x0a\x0d\x0d\x0a", "a packet capture"),
];

/// Rates of AAC by their number. Source: ISO/IEC 14496-3, table 1.18.
const AAC: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/// Says what a file is.
///
/// # Errors
/// What the source says.
pub fn kind<S: Source>(source: &mut S) -> Result<Kind, S::Error> {
    let mut file = Window::new(source);
    let head = file.bytes(0, 64)?.to_vec();
    if let Some(front) = Front::read(&mut file, 0)? {
        return Ok(if front.is_whole() {
            Kind::audio(of_wav(&front), Some(front.rate()))
        } else {
            Kind::other("a WAV file whose header is damaged or cut off")
        });
    }
    let found = match &head[..] {
        [b'O', b'g', b'g', b'S', ..] => ogg(&mut file)?,
        [b'F', b'O', b'R', b'M', ..] => Kind::audio("an AIFF file", aiff(&mut file)?),
        [b'.', b's', b'n', b'd', ..] => Kind::audio("an AU file", head.get(16..).map(be32)),
        [b'c', b'a', b'f', b'f', ..] => Kind::audio("a CAF file", head.get(20..).and_then(double)),
        [b'#', b'!', b'A', b'M', b'R', b'-', ..] => Kind::audio("an AMR wideband file", Some(16_000)),
        [b'#', b'!', b'A', b'M', b'R', ..] => Kind::audio("an AMR file", Some(8_000)),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => Kind::audio("a WebM or Matroska file", matroska::rate(&mut file)?),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] | [_, _, _, _, b'm', b'o', b'o', b'v', ..] => {
            Kind::audio("an MP4, M4A or MOV file", mp4::rate(&mut file)?)
        }
        [0xff, 0xf1 | 0xf9, third, ..] => Kind::audio("an AAC file", AAC.get(usize::from(third >> 2 & 15)).copied()),
        _ => return frames_or_others(&mut file, &head),
    };
    Ok(found)
}

/// Formats that may have an ID3 tag before them; then those identified by their first bytes alone.
fn frames_or_others<S: Source>(file: &mut Window<'_, S>, head: &[u8]) -> Result<Kind, S::Error> {
    let start = after_id3(file, 0)?;
    let first = file.bytes(start, 24)?;
    if first.starts_with(b"fLaC") {
        return Ok(Kind::audio("a FLAC file", first.get(18..).map(|bytes| be32(bytes) >> 12)));
    }
    if let Some(frame) = first.get(..HEAD).and_then(Frame::read) {
        return Ok(Kind::audio("an MP3 file", Some(frame.hertz)));
    }
    let is = |at: usize, mark: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(mark));
    if let Some((_, _, text)) = HEADS.iter().find(|(at, mark, _)| is(*at, mark)) {
        return Ok(Kind::audio(text, None));
    }
    if let Some((_, text)) = OTHERS.iter().find(|(mark, _)| is(0, mark)) {
        return Ok(Kind::other(text));
    }
    Ok(Kind { text: None, is_audio: true, sample_rate: None })
}

fn of_wav(front: &Front) -> &'static str {
    match front.short(0) {
        Some(2) => "a WAV file with Microsoft ADPCM",
        Some(0x10 | 0x11 | 0x200) => "a WAV file with ADPCM",
        Some(0x14 | 0x42 | 0x111 | 0xA100) => "a WAV file with G.723",
        Some(0x22) => "a WAV file with TrueSpeech",
        Some(0x31) => "a WAV file with GSM 6.10",
        Some(0x38 | 0x57 | 0x58) => "a WAV file with AMR",
        Some(0x45 | 0x64) => "a WAV file with G.726",
        Some(0x50 | 0x55) => "a WAV file with MP3",
        Some(0x65 | 0x28F) => "a WAV file with G.722",
        Some(0x83) => "a WAV file with G.729",
        Some(0xFF | 0x1600 | 0x1610 | 0x706D) => "a WAV file with AAC",
        Some(0x160 | 0x161) => "a WAV file with WMA",
        Some(0xA109) => "a WAV file with Speex",
        _ => "a WAV file",
    }
}

fn ogg<S: Source>(file: &mut Window<'_, S>) -> Result<Kind, S::Error> {
    let segments = file.bytes(26, 1)?.first().copied().unwrap_or_default();
    let packet = file.bytes(27 + u64::from(segments), 64)?;
    Ok(match packet {
        [1, b'v', b'o', b'r', b'b', b'i', b's', ..] => Kind::audio("an Ogg Vorbis file", packet.get(12..).map(le32)),
        [b'O', b'p', b'u', b's', ..] => Kind::audio("an Opus file", Some(48_000)),
        [b'S', b'p', b'e', b'e', b'x', ..] => Kind::audio("an Ogg file with Speex", packet.get(36..).map(le32)),
        [0x7f, b'F', b'L', b'A', b'C', ..] => {
            Kind::audio("an Ogg file with FLAC", packet.get(27..).map(|bytes| be32(bytes) >> 12))
        }
        _ => Kind::audio("an Ogg file", None),
    })
}

/// The rate in an AIFF file's chunk `COMM`: a float of 80 bits.
fn aiff<S: Source>(file: &mut Window<'_, S>) -> Result<Option<u32>, S::Error> {
    let mut at = 12;
    for _ in 0..64 {
        let chunk = file.bytes(at, 26)?;
        if chunk.len() < 8 {
            break;
        }
        if let (b"COMM", Some([high, low, a, b, c, d])) = (&chunk[..4], chunk.get(16..22)) {
            let exponent = u32::from(u16::from_be_bytes([*high, *low]) & 0x7fff);
            let shift = 16_383 + 31 - exponent.clamp(16_383, 16_383 + 31);
            return Ok(Some(u32::from_be_bytes([*a, *b, *c, *d]) >> shift));
        }
        let size = u64::from(be32(&chunk[4..]));
        at += 8 + size + size % 2;
    }
    Ok(None)
}

fn double(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|eight| f64::from_be_bytes(*eight) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_recording_is_said_so() {
        let of = |mut bytes: &[u8]| kind(&mut bytes).unwrap();
        assert_eq!(of(b"%PDF-1.7 and more"), Kind::other("a PDF document"));
        assert_eq!(of(b"#!AMR\n\x3c"), Kind::audio("an AMR file", Some(8_000)));
        assert_eq!(of(b"").text, None);
        assert_eq!(of(b"RIFF\0\0\0\0WAVE"), Kind::other("a WAV file whose header is damaged or cut off"));
    }
}
