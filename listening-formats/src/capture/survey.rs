//! Which calls a capture holds.

use std::collections::BTreeMap;
use std::io::Read;

use super::error::CaptureError;
use super::flows::{CapturedStream, Flows};
use super::{frame, reader};
use crate::rtp::Payload;

/// Seconds for which two streams must be there together to be of one call.
const TOGETHER: f64 = 1.0;

/// What a capture holds.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Survey {
    /// Streams of audio, in order of their start.
    pub streams: Vec<CapturedStream>,
    /// What dynamic payload types carry, as the session descriptions in it say.
    pub payload_types: BTreeMap<u8, Payload>,
    /// It ends within a frame.
    pub cut: bool,
    /// Frames that were cut when they were captured: a capture with a snap length has no whole audio.
    pub snapped: u64,
    /// Frames of a link that is not read.
    pub unread: u64,
}

/// Two streams that are the parties of a call.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct CapturedCall {
    /// The numbers of its streams in the survey; the one that began first is first.
    pub streams: (usize, usize),
    /// When both together were captured first.
    pub start: f64,
    /// And last.
    pub end: f64,
}

impl Survey {
    /// Looks through a capture.
    ///
    /// # Errors
    /// [`CaptureError`] where it is none or cannot be read.
    pub fn of<R: Read>(reader: R) -> Result<Self, CaptureError> {
        let (mut flows, mut survey) = (Flows::default(), Self::default());
        survey.cut = reader::frames(reader, |found| {
            survey.snapped += u64::from(found.cut);
            survey.unread += u64::from(!frame::is_read(found.link));
            if let Some(datagram) = frame::datagram(found.link, found.bytes) {
                flows.take(&datagram, found.time);
                described(datagram.payload, &mut survey.payload_types);
            }
        })?;
        survey.streams = flows.finish();
        Ok(survey)
    }

    /// The calls: two streams between the same addresses and ports, one each way; of what is left, two that are there together, where
    /// there are no others that could be.
    ///
    /// A call that passes through a telephone system appears once for each of its sides.
    pub fn calls(&self) -> Vec<CapturedCall> {
        let mut free: Vec<usize> = (0..self.streams.len()).collect();
        let mut calls = Vec::new();
        let mut pair = |free: &mut Vec<usize>, fits: &dyn Fn(&CapturedStream, &CapturedStream) -> bool, alone: bool| {
            let mut at = 0;
            while at < free.len() {
                let one = free[at];
                let others: Vec<usize> = free[at + 1..]
                    .iter()
                    .copied()
                    .filter(|&other| fits(&self.streams[one], &self.streams[other]))
                    .collect();
                if others.is_empty() || (alone && others.len() > 1) {
                    at += 1;
                    continue;
                }
                let overlap = |other: &usize| self.streams[one].overlap(&self.streams[*other]);
                let Some(&other) = others.iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b))) else { break };
                let (a, b) = (&self.streams[one], &self.streams[other]);
                calls.push(CapturedCall { streams: (one, other), start: a.start.min(b.start), end: a.end.max(b.end) });
                free.retain(|&each| each != one && each != other);
            }
        };
        pair(&mut free, &|a, b| a.answers(b) && a.overlap(b) >= TOGETHER, false);
        pair(&mut free, &|a, b| a.overlap(b) >= TOGETHER, true);
        calls.sort_by(|a, b| a.start.total_cmp(&b.start));
        calls
    }
}

/// Payload types that a session description in a datagram names (RFC 8866: `a=rtpmap:96 L16/8000`).
fn described(payload: &[u8], types: &mut BTreeMap<u8, Payload>) {
    const MAP: &[u8] = b"a=rtpmap:";
    if !payload.windows(8).any(|bytes| bytes == b"m=audio ") {
        return;
    }
    for line in payload.split(|&byte| byte == b'\n').filter_map(|line| line.strip_prefix(MAP)) {
        let Some((number, name)) = std::str::from_utf8(line).ok().and_then(|line| line.trim().split_once(' ')) else {
            continue;
        };
        let known = number.parse::<u8>().ok().filter(|number| *number < 128).zip(Payload::from_name(name));
        // At another clock it would be placed wrongly.
        if let Some((number, payload)) = known.filter(|_| name.split('/').nth(1).is_none_or(|rate| rate == "8000")) {
            types.insert(number, payload);
        }
    }
}
