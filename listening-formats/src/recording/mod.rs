//! Recordings: where their audio lies, and whether all of it is there.

mod aiff;
mod au;
mod caf;
mod flac;
mod flac_frame;
mod ima;
mod kind;
mod layout;
mod matroska;
mod mp3;
mod mp3_frame;
mod mp4;
mod numbers;
mod ogg;
mod ogg_page;
mod parts;
mod riff;
mod sphere;
mod tags;
mod w64;
mod wav;

use crate::source::{Source, Window};

pub use flac::{flac_may_be_joined, flac_runs};
pub use kind::{Kind, kind};
pub use layout::{Layout, Part, Piece, Stretch};
pub use wav::{Samples, Wav, wav};

use tags::after_id3;

/// The zeros that a recorder leaves for a WAV header.
const BLANK: usize = 44;

/// Says how a recording's audio is laid out. Of a file of a kind that is not known, there is one part: all of it.
///
/// # Errors
/// What the source says.
pub fn examine<S: Source>(source: &mut S) -> Result<Layout, S::Error> {
    let mut file = Window::new(source);
    let end = file.end;
    let head = file.bytes(0, BLANK)?.to_vec();
    let found = match &head[..] {
        [b'R', b'I', b'F', b'F' | b'X', ..] | [b'R', b'F', b'6', b'4', ..] | [b'B', b'W', b'6', b'4', ..] => {
            riff::layout(&mut file)?
        }
        [b'r', b'i', b'f', b'f', ..] => w64::layout(&mut file)?,
        [b'F', b'O', b'R', b'M', ..] => aiff::layout(&mut file)?,
        [b'.', b's', b'n', b'd', ..] | [b'd', b'n', b's', b'.', ..] => au::layout(&head, end),
        [b'c', b'a', b'f', b'f', ..] => caf::layout(&mut file)?,
        [b'N', b'I', b'S', b'T', b'_', b'1', b'A', ..] => sphere::layout(&mut file)?,
        [b'O', b'g', b'g', b'S', ..] => Some(ogg::layout(&mut file)?),
        _ if head.len() == BLANK && head.iter().all(|byte| *byte == 0) => {
            Some(Layout { blank: end > BLANK as u64, ..Layout::of(Part::whole(end)) })
        }
        _ => {
            let start = after_id3(&mut file, 0)?;
            if file.bytes(start, 4)? == b"fLaC" {
                flac::layout(&mut file, start)?
            } else {
                mp3::layout(&mut file, start)?
            }
        }
    };
    let mut found = found.unwrap_or_default();
    if found.parts.is_empty() {
        found.parts.push(Part::whole(end));
    }
    Ok(found)
}
