//! NIST SPHERE: a header of text, then the audio.

use super::layout::{Layout, Part};
use crate::source::{Source, Window};

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>) -> Result<Option<Layout>, S::Error> {
    let end = file.end;
    let head = String::from_utf8_lossy(file.bytes(0, 1024)?).into_owned();
    let mut lines = head.lines().skip(1);
    let Some(start) = lines.next().and_then(|line| line.trim().parse::<u64>().ok()) else { return Ok(None) };
    let mut frame = Some(1_u64);
    let mut count = None;
    for line in lines.take_while(|line| *line != "end_head") {
        let mut words = line.split_whitespace();
        let (name, kind, value) = (words.next(), words.next(), words.next());
        let number = value.filter(|_| kind == Some("-i")).and_then(|value| value.parse::<u64>().ok());
        match name {
            Some("channel_count" | "sample_n_bytes") => {
                frame = frame.zip(number).and_then(|(a, b)| a.checked_mul(b));
            }
            Some("sample_count") => count = number,
            // Compressed: the bytes do not tell the length.
            Some("sample_coding") if value.is_some_and(|value| value.contains(',')) => count = None,
            _ => {}
        }
    }
    let promised = count.zip(frame).and_then(|(count, frame)| count.checked_mul(frame));
    let cut = promised.is_some_and(|promised| promised > end.saturating_sub(start));
    Ok(Some(Layout { cut, ..Layout::of(Part::whole(end)) }))
}
