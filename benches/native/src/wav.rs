//! As much of a WAV reader as the bench's recordings need: PCM16, mu-law or A-law, any channels.

use listening_core::{ALaw, MuLaw, Sample};

/// A recording, each channel apart, full scale at 1.
pub struct Wav {
    pub rate: u32,
    pub channels: Vec<Vec<f32>>,
}

/// Reads a file.
pub fn read(path: &str) -> Result<Wav, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    parse(&bytes).ok_or_else(|| format!("{path}: not a WAV file with PCM16, mu-law or A-law"))
}

fn parse(bytes: &[u8]) -> Option<Wav> {
    let word = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WAVE" {
        return None;
    }
    let mut at = 12;
    let (mut tag, mut count, mut rate) = (0, 0, 0);
    loop {
        let (name, size) = (bytes.get(at..at + 4)?, word(at + 4)? as usize);
        let chunk = bytes.get(at + 8..)?;
        match name {
            b"fmt " => {
                (tag, count) = (word(at + 8)? & 0xFFFF, (word(at + 8)? >> 16) as usize);
                rate = word(at + 12)?;
            }
            b"data" => {
                let samples = decode(tag, chunk.get(..size).unwrap_or(chunk))?;
                let channels = (0..count).map(|k| samples.iter().skip(k).step_by(count).copied().collect());
                return Some(Wav { rate, channels: channels.collect() });
            }
            _ => {}
        }
        at += 8 + size + size % 2;
    }
}

fn decode(tag: u32, data: &[u8]) -> Option<Vec<f32>> {
    match tag {
        1 => Some(data.as_chunks().0.iter().map(|&b| i16::from_le_bytes(b).to_float()).collect()),
        6 => Some(data.iter().map(|&b| ALaw(b).to_float()).collect()),
        7 => Some(data.iter().map(|&b| MuLaw(b).to_float()).collect()),
        _ => None,
    }
}
