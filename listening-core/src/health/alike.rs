//! Nearly the same audio on both channels: one voice, or both, with noise or a codec of its own on each.

use super::moment::SPEECH;
use super::spans::Spans;
use crate::activity::EarFrame;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::time::{Span, Time};

/// Frames of a second.
const SECOND: u64 = 100;
/// A second is doubled from this correlation of its samples on, where neither channel is this much louder, dB.
const CORRELATION: f64 = 0.9;
const APART_DB: f64 = 6.0;
/// Under this level it holds nothing, dBov.
const AUDIBLE: f64 = 1e-7;
/// The minimum length of a stretch, and how many of its seconds must contain talk.
const SHORTEST: Time = Time::from_millis(5000);
const TALKING: f32 = 3.0;
/// Frames of talk that a second holds then.
const TALK: u32 = 10;

/// Compares the two channels second by second.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    frames: u64,
    /// Of the second: powers and their product, and frames with talk.
    power: [f64; 2],
    product: f64,
    talk: u32,
    /// The last seconds, the newest in the lowest bit: whether each was doubled.
    doubled: u64,
    open: Option<(Span, f32)>,
    spans: Spans,
}

impl Default for Alike {
    fn default() -> Self {
        Self {
            frames: 0,
            power: [0.0; 2],
            product: 0.0,
            talk: 0,
            doubled: 0,
            open: None,
            spans: Spans::new(Time::ZERO),
        }
    }
}

impl Alike {
    pub(super) fn push(&mut self, frames: &[EarFrame; 2]) {
        self.power[0] += f64::from(frames[0].block.energy);
        self.power[1] += f64::from(frames[1].block.energy);
        self.product += f64::from(frames[0].product);
        self.talk += u32::from(frames.iter().any(|frame| frame.speech >= SPEECH));
        self.frames += 1;
        if self.frames.is_multiple_of(SECOND) {
            self.second();
        }
    }

    /// Of the second so far: whether anything sounds, and whether both channels hold the same.
    fn judge(&self) -> (bool, bool) {
        let [left, right] = self.power;
        let sounds = left.max(right) > AUDIBLE * SECOND as f64;
        let apart = 10.0 * libm::log10((left + 1e-12) / (right + 1e-12));
        (sounds, self.product.abs() >= CORRELATION * (left * right).sqrt() && apart.abs() <= APART_DB)
    }

    /// A second is over, or what there is of the last one.
    fn second(&mut self) {
        let (sounds, same) = self.judge();
        self.doubled = self.doubled << 1 | u64::from(sounds && same);
        let start = Time::from_frame((self.frames - 1) / SECOND * SECOND);
        let span = Span::new(start, Time::from_frame(self.frames));
        // Silence goes with its neighbours.
        if same || !sounds {
            let (known, talking) = self.open.get_or_insert((span, 0.0));
            known.end = span.end;
            *talking += f32::from(u8::from(sounds && self.talk >= TALK));
        } else {
            self.close(SHORTEST, TALKING);
        }
        (self.power, self.product, self.talk) = ([0.0; 2], 0.0, 0);
    }

    fn close(&mut self, shortest: Time, talking: f32) {
        let enough = |open: &(Span, f32)| open.0.length() >= shortest && open.1 >= talking;
        if let Some((span, seconds)) = self.open.take().filter(enough) {
            self.spans.add(span, seconds, 0.0);
        }
    }

    /// Whether the second of this moment was doubled, no more than a minute ago; of the second that runs, what there is.
    pub(super) fn at(&self, time: Time) -> bool {
        let second = (time.micros() / 1_000_000).max(0) as u64;
        let whole = self.frames / SECOND;
        match whole.checked_sub(second + 1) {
            Some(ago) if ago < 64 => self.doubled >> ago & 1 == 1,
            Some(_) => false,
            None => self.judge() == (true, true),
        }
    }

    /// The findings of both channels, at the end of the call.
    pub(super) fn findings(&self, duration: Time) -> Vec<Health> {
        let mut last = self.clone();
        if !last.frames.is_multiple_of(SECOND) {
            last.second();
        }
        // A call shorter than the shortest is judged as a whole.
        last.close(SHORTEST.min(duration), if duration < SHORTEST { 1.0 } else { TALKING });
        let end = |span: Span| Span::new(span.start, span.end.min(duration));
        last.spans.iter().map(|found| Health::new(HealthCode::Duplicated, end(found.span), None)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::made_channels::spans_of;
    use super::*;
    use crate::signal::Block;

    /// Twenty seconds: from 5 to `to` s the channels correlate by `correlation`, the right channel louder by some dB.
    fn watch(to: u64, correlation: f64, louder_db: f64) -> Alike {
        let mut watch = Alike::default();
        for k in 0..2000_u64 {
            let same = (500..100 * to).contains(&k);
            let right = 1e-3 * if same { 10_f64.powf(louder_db / 10.0) } else { 1.0 };
            let product = if same { correlation * (1e-3 * right).sqrt() } else { 1e-5 };
            let frame = |energy: f64| EarFrame {
                speech: 0.9,
                block: Block { energy: energy as f32, ..Block::default() },
                product: product as f32,
                ..EarFrame::default()
            };
            watch.push(&[frame(1e-3), frame(right)]);
        }
        watch
    }

    fn found(to: u64, correlation: f64, louder_db: f64) -> Vec<(f64, f64)> {
        spans_of(&watch(to, correlation, louder_db).findings(Time::from_millis(20_000)))
    }

    #[test]
    fn channels_that_are_nearly_the_same_are_doubled() {
        assert_eq!(found(12, 0.96, 0.0), [(5.0, 12.0)]);
        // Whatever the sign.
        assert_eq!(found(12, -0.96, 0.0), [(5.0, 12.0)]);
        assert_eq!((found(12, 0.91, 0.0).len(), found(12, 0.89, 0.0).len()), (1, 0));
        assert_eq!((found(12, 0.96, 5.9).len(), found(12, 0.96, 6.1).len()), (1, 0));
        assert_eq!((found(10, 0.96, 0.0).len(), found(9, 0.96, 0.0).len()), (1, 0));
    }

    #[test]
    fn a_moment_is_doubled_where_its_second_is() {
        let watch = watch(12, 0.96, 0.0);
        let at = |ms: i64| watch.at(Time::from_millis(ms));
        assert_eq!([at(4_990), at(5_000), at(11_990), at(12_000)], [false, true, true, false]);
    }

    #[test]
    fn silence_goes_with_its_neighbours_and_is_nothing_alone() {
        let mut watch = Alike::default();
        (0..1000).for_each(|_| watch.push(&[EarFrame::default(); 2]));
        assert!(watch.findings(Time::from_millis(10_000)).is_empty());
    }
}
