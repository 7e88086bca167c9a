//! MP3: frames one after the other, each with a head of its own; what an encoder says of the whole is in the first.
//!
//! Decoders believe that first frame, and give up where a kilobyte is no frame. So joined files are taken apart, and damage is
//! cut out, with an estimate of what was there.

use super::layout::{Layout, Part, Piece};
use super::mp3_frame::{Frame, HEAD};
use super::numbers::be32;
use super::tags::{after_id3, before_tags};
use crate::source::{Source, Window};

/// Frames that a file without a tag has to begin with.
const SURE: usize = 3;

/// Decoders complain of a file that is one part in a hundred larger than its first frame says.
const SMALL: u64 = 200;

/// Frames in a row.
struct Run {
    start: u64,
    end: u64,
    frames: u64,
    /// What the first one says, if it is no audio.
    tag: Option<Tag>,
    /// Bytes that are no frames in front of it.
    gap: u64,
}

/// What an encoder says of the file (Xing, Info).
#[derive(Clone, Copy)]
struct Tag {
    frames: Option<u64>,
    /// Where it says how many bytes there are, and what.
    bytes: Option<(u64, u64)>,
}

pub(super) fn layout<S: Source>(file: &mut Window<'_, S>, start: u64) -> Result<Option<Layout>, S::Error> {
    // What claims to be a tag may reach in front of the frames.
    let end = before_tags(file)?.max(start);
    within(file, start, end)
}

/// As `layout`, of the frames in a part of a file.
pub(super) fn within<S: Source>(file: &mut Window<'_, S>, start: u64, end: u64) -> Result<Option<Layout>, S::Error> {
    let Some(kind) = sure(file, start)? else { return Ok(None) };
    let mut runs: Vec<Run> = Vec::new();
    let (mut at, mut partial) = (start, false);
    // A frame counts once the next one is where it should be: damage may have begun in the middle of it.
    let mut open = Run { start, end: start, frames: 0, tag: None, gap: 0 };
    while at < end {
        let frame = Frame::read(file.bytes(at, HEAD)?).filter(|frame| frame.kind == kind);
        let Some(frame) = frame else {
            let tagged = after_id3(file, at)?;
            let clean = tagged > at;
            if !clean && open.frames > 0 {
                // Its last frame ran into what is no frame.
                open.frames -= 1;
                open.end = last_start(file, &open, kind)?;
                at = open.end;
            }
            let from = at;
            let next = if clean { Some(tagged) } else { resync(file, at + 1, end, kind)? };
            let gap = if clean { 0 } else { next.unwrap_or(end) - from };
            runs.push(open);
            let begins = next.unwrap_or(end);
            open = Run { start: begins, end: begins, frames: 0, tag: None, gap };
            at = begins;
            partial |= next.is_none();
            continue;
        };
        if at + frame.size > end {
            partial = true;
            break;
        }
        if let Some(tag) = tag(file, at, frame)? {
            let gap = if open.frames == 0 { open.gap } else { 0 };
            runs.push(open);
            open = Run { start: at, end: at + frame.size, frames: 0, tag: Some(tag), gap };
        } else {
            open.frames += 1;
            open.end = at + frame.size;
        }
        at += frame.size;
    }
    runs.push(open);
    let layout = split(runs, kind, partial);
    // Tags, if they are small, hinder no decoder: it may have the file as it is.
    let tags = file.end - (end - start);
    let as_it_is = layout.parts == [Part::range(start, end)] && tags * SMALL < file.end;
    Ok(Some(if as_it_is { Layout { parts: vec![Part::whole(file.end)], ..layout } } else { layout }))
}

/// Parts for a decoder.
fn split(mut runs: Vec<Run>, kind: u32, partial: bool) -> Layout {
    // A gap behind which nothing comes is an end that is cut.
    let mut gap = 0;
    runs.retain_mut(|run| {
        run.gap += gap;
        gap = if run.frames == 0 { run.gap } else { 0 };
        run.frames > 0
    });
    let (bytes, frames) = runs.iter().fold((0, 0), |sum, run| (sum.0 + run.end - run.start, sum.1 + run.frames));
    let samples = if kind >> 19 & 3 == 3 { 1152 } else { 576 };
    let missing = |run: &Run| {
        let lost = u128::from(run.gap) * u128::from(frames) + u128::from(bytes) / 2;
        lost.checked_div(u128::from(bytes)).unwrap_or(0) as u64
    };
    // One frame more or less is counted differently by encoders.
    let mut promised = None;
    for run in &runs {
        let lost = missing(run);
        promised = match run.tag {
            Some(tag) => tag.frames,
            None => promised.map(|left: u64| left.saturating_sub(lost)),
        };
        promised = promised.map(|left| left.saturating_sub(run.frames));
    }
    let cut = partial || promised.is_some_and(|left| left > 1);
    let parts = runs.iter().map(|run| Part { lost: missing(run) * samples, ..part(run) }).collect();
    Layout { parts, cut, ..Layout::default() }
}

/// The run as a file whose tag says how long it is, or decoders complain.
fn part(run: &Run) -> Part {
    match run.tag.and_then(|tag| tag.bytes) {
        Some((at, said)) if said != run.end - run.start => {
            let size = u32::try_from(run.end - run.start).unwrap_or(u32::MAX).to_be_bytes();
            let pieces = vec![Piece::Range(run.start, at), Piece::Bytes(size.to_vec()), Piece::Range(at + 4, run.end)];
            Part { pieces, ..Part::default() }
        }
        _ => Part::range(run.start, run.end),
    }
}

/// The kind of the frames from `at` on, if there are some.
fn sure<S: Source>(file: &mut Window<'_, S>, mut at: u64) -> Result<Option<u32>, S::Error> {
    let mut kind = None;
    for number in 0..SURE {
        let Some(frame) = Frame::read(file.bytes(at, HEAD)?) else {
            // A very short file ends before.
            return Ok(kind.filter(|_| number > 0 && at >= file.end));
        };
        if kind.is_some_and(|kind| kind != frame.kind) {
            return Ok(None);
        }
        kind = Some(frame.kind);
        at += frame.size;
    }
    Ok(kind)
}

/// Where frames of the kind go on: one that another follows, or that ends the file.
fn resync<S: Source>(file: &mut Window<'_, S>, mut at: u64, end: u64, kind: u32) -> Result<Option<u64>, S::Error> {
    let of_kind = |frame: &Frame| frame.kind == kind;
    while at + HEAD as u64 <= end {
        let block = file.block(at)?;
        let Some(skip) = block.iter().position(|byte| *byte == 0xff) else {
            at += block.len().max(1) as u64;
            continue;
        };
        at += skip as u64;
        if let Some(frame) = Frame::read(file.bytes(at, HEAD)?).filter(of_kind) {
            let next = at + frame.size;
            if next == end || Frame::read(file.bytes(next, HEAD)?).is_some_and(|next| of_kind(&next)) {
                return Ok(Some(at));
            }
        }
        at += 1;
    }
    Ok(None)
}

/// Where the last frame of a run begins.
fn last_start<S: Source>(file: &mut Window<'_, S>, run: &Run, kind: u32) -> Result<u64, S::Error> {
    let (mut at, mut last) = (run.start, run.start);
    while at < run.end {
        let Some(frame) = Frame::read(file.bytes(at, HEAD)?).filter(|frame| frame.kind == kind) else { break };
        last = at;
        at += frame.size;
    }
    Ok(last)
}

/// What an encoder says in a frame that holds no audio.
fn tag<S: Source>(file: &mut Window<'_, S>, at: u64, frame: Frame) -> Result<Option<Tag>, S::Error> {
    let from = HEAD + frame.side;
    let bytes = file.bytes(at, from + 16)?;
    let Some(said) = bytes.get(from..) else { return Ok(None) };
    if !said.starts_with(b"Xing") && !said.starts_with(b"Info") {
        return Ok(None);
    }
    let flags = be32(&said[4..]);
    let has_frames = flags & 1 != 0;
    let frames = has_frames.then(|| u64::from(be32(&said[8..])));
    let place = if has_frames { 12 } else { 8 };
    let bytes = (flags & 2 != 0).then(|| (at + (from + place) as u64, u64::from(be32(&said[place..]))));
    Ok(Some(Tag { frames, bytes }))
}
