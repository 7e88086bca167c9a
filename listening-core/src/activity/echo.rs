//! The other party, heard again in this channel: echo and cross-talk.
//!
//! A leak is a copy at a fixed lag and a fixed gain. While the other party talks, the difference of the two
//! channels' levels is counted for every lag: at the leak's lag it is nearly always the same, at any other
//! lag, or without a leak, it is anything. A lag whose commonest difference holds a large part of its
//! counts is the leak's path; frames that are no louder than the path makes the other party are explained.

use super::history::{AUDIBLE_DBOV, BESIDE, History, KEPT, REACH, SILENCE};
use super::leak::{Leak, Path};
use super::noise::NoiseFloor;
use crate::time::Span;

/// Lags that are looked at together, in frames: 0 to 510 ms, or as many around a later one that is pointed out.
const LAGS: usize = 52;
/// Counted differences, in dB: from here up, one bin a dB.
const LOWEST_DB: f32 = -52.0;
const BINS: usize = 64;
/// A copy that is nearly as loud as what it copies ([`Path::doubles`]) must be this much clearer: two
/// parties in the same noise are as loud as each other too.
const LOUD_BELIEVED: f32 = 0.6;
const LOUD_CONTRAST: f32 = 4.0;
/// Sums of three neighbouring bins, up to a gain of 3.5 dB: what is louder still is the one that is copied.
const SUMS: usize = 55;
/// A path is believed when its three commonest bins hold this share of its lag's counts, and as long as
/// they hold the second.
const BELIEVED: f32 = 0.35;
const DOUBTED: f32 = 0.21;
/// And its share is this many times the usual lag's: two steady sounds differ by the same at every lag.
const CONTRAST: f32 = 2.0;
/// Fewest counts: half a second of the other's talk. Counts are halved past the second number, so that a
/// path that changes is followed.
const FEWEST: u16 = 50;
const MOST: u16 = 600;
/// Own frames this far above the own noise, and the other's from an audible level on, are counted.
const ABOVE_NOISE_DB: f32 = 6.0;
/// Own frames this far above the own noise tell of a leak that explains them.
const HEARD_DB: f32 = 3.0;
/// A copy varies: frames up to this far above the path's prediction are explained, at the path's lag and
/// the two frames beside it on each side.
const MARGIN_DB: f32 = 6.0;
/// Until this many frames of a party were heard while the other was silent, what is this far under the other's talk is
/// taken for its leak: who has not talked yet does not begin at a whisper under the other's voice.
const ALONE: u32 = 50;
const UNHEARD_DB: f32 = -30.0;
/// The path is judged again after this many frames.
const EVERY: usize = 20;

/// Share of an event's audible frames that a path must explain for the event to be suspected.
const SUSPECT: f32 = 0.5;

/// Leaks of a call that are kept apart at most; what comes after them is taken for the last.
const LEAKS: usize = 4;
/// Follows the leak from the other channel into one channel.
#[derive(Clone, Debug)]
pub struct EchoGuard {
    counts: Box<[[u16; BINS]; LAGS]>,
    seen: [u16; LAGS],
    /// The first lag that is looked at.
    first_lag: usize,
    noise: NoiseFloor,
    path: Option<Path>,
    /// Frames of own talk while the other was silent.
    alone: u32,
    /// The leak that is heard in the newest frame.
    heard: Option<usize>,
    /// The leaks that were heard, in order.
    leaks: Vec<Leak>,
}

impl Default for EchoGuard {
    fn default() -> Self {
        Self {
            counts: Box::new([[0; BINS]; LAGS]),
            seen: [0; LAGS],
            first_lag: 0,
            noise: NoiseFloor::default(),
            path: None,
            alone: 0,
            heard: None,
            leaks: Vec::new(),
        }
    }
}

impl EchoGuard {
    /// Takes the level of the next frame of a channel that nothing can leak into, dBov.
    pub fn follow_noise(&mut self, level: f32) {
        self.noise.push(level);
    }

    /// Judges the newest frame, which both histories hold: how far it is above the loudest that the other
    /// party's leak can be there, dB; infinite where no leak is known.
    pub fn excess_db(&mut self, own: &History, other: &History) -> f32 {
        let frame = own.frames() - 1;
        let level = own.level(frame);
        self.noise.push(level);
        self.heard = None;
        let sounds = self.sounds(level);
        if sounds && frame >= self.first_lag + LAGS {
            self.count(level, frame, other);
        }
        if frame.is_multiple_of(EVERY) {
            self.judge();
        }
        if let Some(path) = self.path {
            if path.is_same() {
                return f32::INFINITY;
            }
            let excess = level - predicted(path, frame, other);
            if let Some(leak) = self.leaks.last_mut()
                && level > self.noise.dbov() + HEARD_DB
                && Self::explains(excess)
            {
                leak.take(own, other);
                self.heard = Some(leak.number);
            }
            return excess;
        }
        if self.alone >= ALONE {
            return f32::INFINITY;
        }
        let loudest = other.loudest_talk(frame, LAGS - 1);
        self.alone += u32::from(loudest <= SILENCE && own.talk(frame) > SILENCE);
        level - loudest - UNHEARD_DB
    }

    /// Whether what is so loud is over the channel's noise.
    pub fn sounds(&self, level: f32) -> bool {
        level > self.audible_dbov()
    }

    /// From here on sound is over the channel's noise, dBov.
    pub fn audible_dbov(&self) -> f32 {
        self.noise.dbov() + ABOVE_NOISE_DB
    }

    /// A copy is known to be this many frames late: if that is beyond the lags examined, other lags are examined instead.
    pub fn look_at(&mut self, lag: usize) {
        let first = if lag + NEAR_EDGE < LAGS { 0 } else { lag.saturating_sub(LAGS / 2).min(REACH - LAGS) };
        let seen = (self.first_lag + NEAR_EDGE..self.first_lag + LAGS - NEAR_EDGE).contains(&lag);
        if first != self.first_lag && !seen {
            *self.counts = [[0; BINS]; LAGS];
            (self.seen, self.first_lag, self.path) = ([0; LAGS], first, None);
        }
    }

    /// Whether the path that is believed in is so late that what comes by it hardly overlaps its source.
    pub(crate) fn is_late(&self) -> bool {
        self.path.is_some_and(|path| path.lag >= LAGS)
    }

    /// The number of the leak that is what can be heard in the newest frame, if one is.
    pub(crate) fn heard(&self) -> Option<usize> {
        self.heard
    }

    /// Whether a frame that is so far above the leak can be the leak.
    pub fn explains(excess_db: f32) -> bool {
        excess_db <= MARGIN_DB
    }

    /// Whether the path explains most of what `own` holds over `span`, no more than 5 s ago.
    pub fn suspects(&self, own: &History, other: &History, span: Span) -> bool {
        let Some(path) = self.path else { return false };
        let frame = |micros: i64| (micros / 10_000).max(0) as usize;
        let from = frame(span.start.micros()).max((own.frames() + path.lag + BESIDE + 1).saturating_sub(KEPT));
        let to = frame(span.end.micros()).min(own.frames());
        let (mut sounding, mut explained) = (0, 0);
        for k in from..to {
            let level = own.level(k);
            if self.sounds(level) {
                sounding += 1;
                explained += usize::from(Self::explains(level - predicted(path, k, other)));
            }
        }
        sounding > 0 && explained as f32 >= SUSPECT * sounding as f32
    }

    /// Level of the channel's noise, dBov.
    pub fn noise_dbov(&self) -> f32 {
        self.noise.dbov()
    }

    /// The leaks of which a second or more was heard, in order.
    pub(crate) fn found(&self) -> impl Iterator<Item = Leak> + '_ {
        let known = |leak: &&Leak| leak.is_sure();
        self.leaks.iter().filter(known).copied()
    }

    /// A path is believed in.
    fn believe(&mut self, path: Path) {
        self.path = Some(path);
        let count = self.leaks.len();
        match self.leaks.last_mut() {
            Some(leak) if leak.path.is_near(path) => leak.path = path,
            Some(leak) if count == LEAKS || !leak.was_heard() => *leak = Leak::new(path, leak.number),
            _ => self.leaks.push(Leak::new(path, count)),
        }
    }

    fn count(&mut self, level: f32, frame: usize, other: &History) {
        if !other.talked_within(self.first_lag + LAGS) {
            return;
        }
        for lag in 0..LAGS {
            let source = other.talk(frame - self.first_lag - lag);
            if source <= AUDIBLE_DBOV {
                continue;
            }
            self.seen[lag] += 1;
            let bin = level - source - LOWEST_DB;
            if (0.0..BINS as f32).contains(&bin) {
                self.counts[lag][bin as usize] += 1;
            }
            if self.seen[lag] > MOST {
                self.seen[lag] /= 2;
                self.counts[lag].iter_mut().for_each(|count| *count /= 2);
            }
        }
    }

    fn judge(&mut self) {
        let mut shares = [0.0_f32; LAGS];
        for ((share, counts), &seen) in shares.iter_mut().zip(self.counts.iter()).zip(&self.seen) {
            let commonest = three_bins(counts).into_iter().fold(0, u16::max);
            *share = f32::from(commonest) / f32::from(seen.max(FEWEST));
        }
        let lag = (0..LAGS).fold(0, |best, lag| if shares[lag] > shares[best] { lag } else { best });
        let share = shares[lag];
        let (_, usual, _) = shares.select_nth_unstable_by(LAGS / 2, f32::total_cmp);
        let sums = three_bins(&self.counts[lag]);
        let bin = (0..SUMS).fold(0, |best, bin| if sums[bin] > sums[best] { bin } else { best });
        let gain_db = LOWEST_DB + bin as f32 + 1.5;
        // The best at the edge of what is looked at may be the slope of something beyond.
        let at_edge = lag == LAGS - 1 || (lag == 0 && self.first_lag > 0);
        let path = Path { lag: self.first_lag + lag, gain_db };
        let (believed, contrast) = if path.doubles() { (LOUD_BELIEVED, LOUD_CONTRAST) } else { (BELIEVED, CONTRAST) };
        if share >= believed && share >= contrast * *usual && !at_edge {
            self.believe(path);
        } else if share < DOUBTED {
            self.path = None;
        }
    }
}

/// A copy that is pointed out stays so far from the edges of what is looked at, frames.
const NEAR_EDGE: usize = 4;

/// Counts of each bin with the two after it.
fn three_bins(counts: &[u16; BINS]) -> [u16; SUMS] {
    std::array::from_fn(|bin| counts[bin] + counts[bin + 1] + counts[bin + 2])
}

/// The loudest that a copy of `other` can be in `frame`.
fn predicted(path: Path, frame: usize, other: &History) -> f32 {
    other.loudest(frame, path.lag) + path.gain_db
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Print;
    use crate::time::Time;

    /// Talk with pauses, a level per frame in dBov, different for each seed; silence is noise at -75.
    fn talk(seed: u32, frames: usize) -> Vec<f32> {
        let mut state = seed;
        let mut draw = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as f32 / 65_536.0
        };
        let (mut level, mut talking) = (0.0_f32, true);
        (0..frames)
            .map(|_| {
                if draw() < 0.01 {
                    talking = !talking;
                }
                level = 0.8 * level + (draw() - 0.5) * 12.0;
                if talking { -30.0 + level } else { -75.0 + draw() }
            })
            .collect()
    }

    fn mix(a: f32, b: f32) -> f32 {
        10.0 * libm::log10f(libm::exp10f(a / 10.0) + libm::exp10f(b / 10.0))
    }

    /// Bits that are as good as drawn, the same for the same level.
    fn print(level: f32) -> Print {
        Print(level.to_bits().wrapping_mul(2_654_435_769).rotate_left(15).wrapping_mul(2_246_822_519) >> 9)
    }

    /// Audible frames explained among the first 2000 and the rest, and the guard with its histories.
    /// The own channel's prints are those of the other this many frames later, if `lag` says so.
    fn listen(own: &[f32], other: &[f32], lag: Option<usize>) -> (usize, usize, EchoGuard, History, History) {
        let (mut guard, mut a, mut b) = (EchoGuard::default(), History::default(), History::default());
        let (mut early, mut late) = (0, 0);
        for (k, (&x, &y)) in own.iter().zip(other).enumerate() {
            let speech = |level: f32| if level > -60.0 { 0.9 } else { 0.1 };
            a.push(x, speech(x), print(lag.map_or(x, |lag| other[k.saturating_sub(lag)])));
            b.push(y, speech(y), print(y));
            let count = if k < 2000 { &mut early } else { &mut late };
            *count += usize::from(EchoGuard::explains(guard.excess_db(&a, &b)) && x > -65.0);
        }
        (early, late, guard, a, b)
    }

    #[test]
    fn a_leak_is_found_at_its_lag_and_gain_and_explains_its_frames() {
        let other = talk(1, 4000);
        for (lag, gain) in [(0, -10.0), (15, -20.0), (50, -30.0)] {
            let own: Vec<f32> = (0..4000).map(|k: usize| mix(other[k.saturating_sub(lag)] + gain, -75.0)).collect();
            let (_, late, guard, a, b) = listen(&own, &other, Some(lag));
            let path = guard.found().next().expect("a leak").path;
            assert!(path.lag.abs_diff(lag) <= 1 && (path.gain_db - gain).abs() <= 2.0, "{path:?}");
            let loud = own[2000..].iter().filter(|level| **level > -65.0).count();
            assert!(late * 100 >= loud * 95, "{late} of {loud}");
            assert!(guard.suspects(&a, &b, Span::new(Time::from_frame(3600), Time::from_frame(3900))));
        }
    }

    #[test]
    fn a_copy_as_loud_as_its_source_is_found_too() {
        let other = talk(1, 4000);
        for (lag, gain) in [(10, 0.0), (30, -3.0)] {
            let own: Vec<f32> = (0..4000).map(|k: usize| mix(other[k.saturating_sub(lag)] + gain, -75.0)).collect();
            let path = listen(&own, &other, Some(lag)).2.found().next().expect("a copy").path;
            assert!(path.doubles() && path.lag.abs_diff(lag) <= 1, "{path:?}");
        }
    }

    #[test]
    fn own_talk_over_a_leak_is_not_explained() {
        let (other, voice) = (talk(1, 6000), talk(2, 6000));
        let own: Vec<f32> = (0..6000).map(|k: usize| mix(voice[k], other[k.saturating_sub(12)] - 20.0)).collect();
        let (mut guard, mut a, mut b) = (EchoGuard::default(), History::default(), History::default());
        let (mut lost, mut spoken) = (0, 0);
        for k in 0..6000 {
            a.push(own[k], if own[k] > -60.0 { 0.9 } else { 0.1 }, print(own[k]));
            b.push(other[k], if other[k] > -60.0 { 0.9 } else { 0.1 }, print(other[k]));
            let explained = EchoGuard::explains(guard.excess_db(&a, &b));
            spoken += usize::from(voice[k] > -60.0);
            lost += usize::from(voice[k] > -60.0 && explained);
        }
        assert!(lost * 100 <= spoken * 5, "{lost} of {spoken}");
    }

    #[test]
    fn a_whisper_under_the_others_voice_is_not_the_first_word() {
        let other = talk(1, 400);
        let judge = |gain: f32, spoken_before: bool| {
            let (mut guard, mut a, mut b) = (EchoGuard::default(), History::default(), History::default());
            let mut explained = 0;
            for (k, &level) in other.iter().enumerate() {
                // A second and a half of own talk alone, or of nothing; then both, the own voice steady.
                let (own, speech, heard) = match (k, spoken_before) {
                    (150.., _) => (-30.0 + gain, 0.9, level),
                    (_, true) => (-40.0, 0.9, -75.0),
                    (_, false) => (-75.0, 0.1, -75.0),
                };
                a.push(own, speech, print(own));
                b.push(heard, if heard > -60.0 { 0.9 } else { 0.1 }, print(heard));
                explained += usize::from(EchoGuard::explains(guard.excess_db(&a, &b)) && k >= 150);
            }
            explained
        };
        assert!(judge(-40.0, false) > 150);
        assert_eq!(judge(-40.0, true), 0);
        assert_eq!(judge(-10.0, false), 0);
    }

    #[test]
    fn two_voices_without_a_leak_explain_nothing() {
        for seed in 2..12 {
            let (early, late, guard, ..) = listen(&talk(seed, 4000), &talk(1, 4000), None);
            // Before either has talked alone, a quiet frame may count as a whisper under the other's voice.
            assert!(early <= 20, "voice {seed}: {early}");
            assert_eq!((late, guard.found().next()), (0, None), "voice {seed}");
        }
    }

    #[test]
    fn a_lag_at_the_edge_of_what_is_looked_at_is_not_told_and_one_beyond_is_where_it_is_pointed_out() {
        let other = talk(1, 6000);
        let leak = |late: usize, pointed_out: bool| {
            let (mut guard, mut a, mut b) = (EchoGuard::default(), History::default(), History::default());
            for k in 0..6000_usize {
                let source = other[k.saturating_sub(late)];
                a.push(mix(source - 15.0, -75.0), if source > -45.0 { 0.9 } else { 0.1 }, print(source));
                b.push(other[k], if other[k] > -60.0 { 0.9 } else { 0.1 }, print(other[k]));
                guard.excess_db(&a, &b);
                if pointed_out && k == 2000 {
                    guard.look_at(late);
                }
            }
            guard.found().next().map(|leak| leak.path.lag)
        };
        assert_eq!([leak(50, false), leak(51, false), leak(52, false), leak(70, false)], [Some(50), None, None, None]);
        assert_eq!([52, 90, 149].map(|late| leak(late, true)), [Some(52), Some(90), Some(149)]);
        assert_eq!(leak(150, true), None);
    }

    #[test]
    fn a_leak_must_say_the_same_lag_in_both_halves() {
        let other = talk(1, 4000);
        // The levels agree all along, the spectra only until a moment.
        let found = |until: usize| {
            let (mut guard, mut a, mut b) = (EchoGuard::default(), History::default(), History::default());
            for k in 0..4000_usize {
                let source = other[k.saturating_sub(20)];
                let own = mix(source - 15.0, -75.0);
                a.push(own, 0.1, if k < until { print(source) } else { print(own) });
                b.push(other[k], if other[k] > -60.0 { 0.9 } else { 0.1 }, print(other[k]));
                guard.excess_db(&a, &b);
            }
            guard.found().count()
        };
        assert_eq!([found(4000), found(3200), found(1500), found(0)], [1, 1, 0, 0]);
    }

    #[test]
    fn a_leak_is_told_no_louder_than_its_channel() {
        let other = talk(1, 4000);
        let own: Vec<f32> = (0..4000).map(|k: usize| mix(other[k.saturating_sub(20)] - 15.0, -75.0)).collect();
        let leak = listen(&own, &other, Some(20)).2.found().next().unwrap();
        assert!(leak.gain_db() <= -14.0 && leak.gain_db() <= f64::from(leak.path.gain_db), "{leak:?}");
    }
}
