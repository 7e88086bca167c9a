//! The samples of a WAV file.

use listening_core::{ALaw, MuLaw};

use super::examine;
use super::ima;
use super::layout::Part;
use super::parts::Joined;
use super::riff::Front;
use crate::source::{Source, Window};

/// A WAV file whose samples are read here: PCM of 8 to 32 bits, float, mu-law, A-law and IMA ADPCM.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Wav {
    /// Samples per second and channel.
    pub sample_rate: u32,
    /// Channels, at least one.
    pub channels: usize,
    /// Frames of all its parts.
    pub frames: u64,
    /// Audio is missing at the end: the file says so itself.
    pub cut: bool,
    /// The header was never completed, and what follows it is read to the end of the file.
    pub unfinished: bool,
    /// Where another recording is joined behind it, of another sample rate or number of channels: these, and that is where it ends.
    pub stopped: Option<(u32, usize)>,
    form: Form,
    stretches: Vec<Stretch>,
}

/// Samples as they are: of 16 bits where every one is, else full scale at 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Samples {
    /// Of 16 bits.
    Ints(Vec<i16>),
    /// Full scale at 1.
    Floats(Vec<f32>),
}

/// How samples are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    coding: Coding,
    rate: u32,
    channels: usize,
    /// Bytes of a block, and frames in it.
    block: (u64, u64),
    big_endian: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Byte,
    Short,
    /// Of three or four bytes.
    Long(usize),
    Float,
    Double,
    MuLaw,
    ALaw,
    Ima,
}

/// A stretch of samples: in which part they are, from which of its bytes on, and how many frames.
#[derive(Clone, Debug)]
struct Stretch {
    part: Part,
    start: u64,
    frames: u64,
}

/// The samples of a WAV file; `None` of any other, and of a codec that is not read here.
///
/// # Errors
/// What the source says.
pub fn wav<S: Source>(source: &mut S) -> Result<Option<Wav>, S::Error> {
    let layout = examine(source)?;
    let mut found: Option<Wav> = None;
    for part in layout.parts {
        let mut joined = Joined::of(&part, source);
        let end = joined.size();
        let Some(front) = Front::read(&mut Window::new(&mut joined), 0)? else { break };
        let (Some(form), Some((start, end))) = (Form::of(&front), front.audio(end)) else { break };
        let stretch = Stretch { part, start, frames: form.frames_in(end - start) };
        match &mut found {
            None => {
                found = Some(Wav {
                    sample_rate: form.rate,
                    channels: form.channels,
                    frames: stretch.frames,
                    cut: layout.cut,
                    unfinished: layout.unfinished,
                    stopped: None,
                    form,
                    stretches: vec![stretch],
                });
            }
            Some(first) if first.form == form => {
                first.frames += stretch.frames;
                first.stretches.push(stretch);
            }
            Some(first) => {
                first.stopped = Some((form.rate, form.channels));
                first.cut = true;
                break;
            }
        }
    }
    Ok(found)
}

impl Wav {
    /// The interleaved samples of `count` frames from `from` on, or of those that there are.
    ///
    /// # Errors
    /// What the source says.
    pub fn samples<S: Source>(&self, source: &mut S, from: u64, count: usize) -> Result<Samples, S::Error> {
        let mut samples = self.form.none();
        let (mut first, to) = (0, from.saturating_add(count as u64).min(self.frames));
        for stretch in &self.stretches {
            let last = first + stretch.frames;
            let (start, end) = (from.max(first), to.min(last));
            if start < end {
                self.form.read(source, stretch, start - first, end - first, &mut samples)?;
            }
            first = last;
        }
        Ok(samples)
    }
}

impl Form {
    fn of(front: &Front) -> Option<Self> {
        let (channels, block) = (usize::from(front.short(2)?), usize::from(front.short(12)?));
        if channels == 0 || block == 0 || front.rate() == 0 {
            return None;
        }
        let width = block / channels;
        let name = match front.short(0)? {
            // What the extension names.
            0xFFFE => front.short(24)?,
            name => name,
        };
        let coding = match (name, width) {
            (1, 1) => Coding::Byte,
            (1, 2) => Coding::Short,
            (1, 3 | 4) => Coding::Long(width),
            (3, 4) => Coding::Float,
            (3, 8) => Coding::Double,
            (6, 1) => Coding::ALaw,
            (7, 1) => Coding::MuLaw,
            (0x11, _) if block > 4 * channels && block % (4 * channels) == 0 => Coding::Ima,
            _ => return None,
        };
        let frames = if coding == Coding::Ima { ima::frames(block, channels) } else { 1 };
        if coding != Coding::Ima && block != width * channels {
            return None;
        }
        let block = (block as u64, frames as u64);
        Some(Self { coding, rate: front.rate(), channels, block, big_endian: front.is_big_endian() })
    }

    fn frames_in(&self, bytes: u64) -> u64 {
        bytes / self.block.0 * self.block.1
    }

    fn none(&self) -> Samples {
        match self.coding {
            Coding::Byte | Coding::Short | Coding::MuLaw | Coding::ALaw => Samples::Ints(Vec::new()),
            _ => Samples::Floats(Vec::new()),
        }
    }

    /// Adds frames of a stretch, from one up to another.
    fn read<S: Source>(
        &self,
        source: &mut S,
        stretch: &Stretch,
        from: u64,
        to: u64,
        into: &mut Samples,
    ) -> Result<(), S::Error> {
        let (bytes, frames) = self.block;
        let (first, last) = (from / frames, to.div_ceil(frames));
        let mut data = vec![0; ((last - first) * bytes) as usize];
        let mut joined = Joined::of(&stretch.part, source);
        let mut got = 0;
        while got < data.len() {
            match joined.read_at(stretch.start + first * bytes + got as u64, &mut data[got..])? {
                0 => break,
                count => got += count,
            }
        }
        let skipped = (from - first * frames) as usize * self.channels;
        let wanted = (to - from) as usize * self.channels;
        self.decode(&data, skipped, wanted, into);
        Ok(())
    }

    fn decode(&self, data: &[u8], skipped: usize, wanted: usize, into: &mut Samples) {
        /// Adds what `of` makes of each `N` bytes.
        fn add<const N: usize, T>(into: &mut Vec<T>, data: &[u8], big: bool, of: impl Fn([u8; N]) -> T) {
            into.extend(data.as_chunks::<N>().0.iter().map(|bytes| {
                let mut bytes = *bytes;
                if big {
                    bytes.reverse();
                }
                of(bytes)
            }));
        }
        let big = self.big_endian;
        match (self.coding, into) {
            (Coding::Byte, Samples::Ints(into)) => {
                add(into, data, big, |[byte]| (i16::from(byte) - 128) << 8);
            }
            (Coding::Short, Samples::Ints(into)) => add(into, data, big, i16::from_le_bytes),
            (Coding::MuLaw, Samples::Ints(into)) => add(into, data, big, |[byte]| MuLaw(byte).to_i16()),
            (Coding::ALaw, Samples::Ints(into)) => add(into, data, big, |[byte]| ALaw(byte).to_i16()),
            (Coding::Long(3), Samples::Floats(into)) => {
                add(into, data, big, |[a, b, c]| i32::from_le_bytes([0, a, b, c]) as f32 / 2_147_483_648.0);
            }
            (Coding::Long(_), Samples::Floats(into)) => {
                add(into, data, big, |bytes| i32::from_le_bytes(bytes) as f32 / 2_147_483_648.0);
            }
            (Coding::Float, Samples::Floats(into)) => add(into, data, big, f32::from_le_bytes),
            (Coding::Double, Samples::Floats(into)) => add(into, data, big, |bytes| f64::from_le_bytes(bytes) as f32),
            (Coding::Ima, Samples::Floats(into)) => {
                let block = self.block.0 as usize;
                let decoded = data.chunks_exact(block).flat_map(|block| ima::block(block, self.channels));
                into.extend(decoded.skip(skipped).take(wanted).map(|sample| f32::from(sample) / 32_768.0));
            }
            _ => {}
        }
    }
}
