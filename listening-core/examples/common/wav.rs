//! As much of a WAV reader as telephone recordings need: stereo PCM16, mu-law or A-law.

#![allow(unreachable_pub, reason = "a module of several programs")]

/// The samples of a recording.
pub enum Samples {
    /// 16-bit, interleaved.
    I16(Vec<i16>),
    /// Mu-law bytes, interleaved.
    MuLaw(Vec<u8>),
    /// A-law bytes, interleaved.
    ALaw(Vec<u8>),
}

/// A stereo recording.
#[allow(dead_code, reason = "not every program looks at all of it")]
pub struct Wav {
    /// Samples per second and channel.
    pub rate: u32,
    /// What it holds.
    pub samples: Samples,
    /// Its header promises more than the file holds.
    pub truncated: bool,
}

/// Reads a stereo WAV file's bytes.
pub fn read(bytes: &[u8]) -> Result<Wav, String> {
    let word = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    if bytes.get(..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WAVE") {
        return Err("not a WAV file".into());
    }
    let (mut at, mut format) = (12, None);
    while let (Some(name), Some(size)) = (bytes.get(at..at + 4), word(at + 4)) {
        let from = at + 8;
        let to = (from + size as usize).min(bytes.len());
        let chunk = &bytes[from..to];
        match name {
            b"fmt " if chunk.len() >= 16 => {
                let tag = u16::from_le_bytes([chunk[0], chunk[1]]);
                let channels = u16::from_le_bytes([chunk[2], chunk[3]]);
                let bits = u16::from_le_bytes([chunk[14], chunk[15]]);
                format = Some((tag, bits, channels, word(from + 4).unwrap_or(0)));
            }
            b"data" => {
                // Programs that write to a pipe leave the size open.
                let truncated = size != 0 && size != u32::MAX && from + size as usize > bytes.len();
                let chunk = if size == 0 { &bytes[from..] } else { chunk };
                return samples(format.ok_or("no format before the data")?, chunk, truncated);
            }
            _ => {}
        }
        at = from + size as usize + size as usize % 2;
    }
    Err("no audio data".into())
}

fn samples((tag, bits, channels, rate): (u16, u16, u16, u32), data: &[u8], truncated: bool) -> Result<Wav, String> {
    if channels != 2 {
        return Err(format!("{channels} channel(s): two are needed, one per party"));
    }
    // A file that was cut may end inside a frame.
    let frame = usize::from(bits / 8) * 2;
    let data = &data[..data.len() - data.len() % frame.max(1)];
    let samples = match (tag, bits) {
        (1, 16) => Samples::I16(data.as_chunks::<2>().0.iter().map(|&b| i16::from_le_bytes(b)).collect()),
        (6, 8) => Samples::ALaw(data.to_vec()),
        (7, 8) => Samples::MuLaw(data.to_vec()),
        _ => return Err(format!("format tag {tag} with {bits} bits: 16-bit PCM, A-law or mu-law is needed")),
    };
    Ok(Wav { rate, samples, truncated })
}
