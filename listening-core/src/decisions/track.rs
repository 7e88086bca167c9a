//! One party's talk, frame by frame: the talkspurt that runs, the contribution that it belongs to, and how much was talked.

/// Silences shorter than this many frames are bridged, as in a talkspurt: 180 ms.
pub(super) const BRIDGE: u64 = 18;
/// Talk counts once it has lasted for this many frames: a click does not.
pub(super) const LEAST: u64 = 5;
/// A contribution is a chain of talkspurts with silences shorter than this many frames: 1 s.
const CHAIN: u64 = 100;
/// Shares of talk fade over 5, 15 and 45 s: by this part of the difference at each frame.
const FADES: [f32; 3] = [1.0 / 500.0, 1.0 / 1500.0, 1.0 / 4500.0];

/// A stretch of frames of one party.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Stretch {
    pub(super) start: u64,
    /// Frame after the last one of speech.
    pub(super) end: u64,
}

impl Stretch {
    pub(super) fn length(self) -> u64 {
        self.end - self.start
    }
}

/// What a frame changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Change {
    /// A talkspurt began, some frames ago.
    Began,
    /// The talkspurt ended, [`BRIDGE`] frames ago.
    Ended,
}

/// How a contribution began.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Beginning {
    /// Frames of own silence before it; none if it is the first.
    pub(super) gap: Option<u64>,
    /// How long the own contribution before it was, frames.
    pub(super) before: u64,
    /// How long the other had been talking, without a pause of a second, where it talked on after this began; frames.
    pub(super) over: Option<u64>,
}

/// Follows one party.
#[derive(Clone, Debug, Default)]
pub(super) struct TalkTrack {
    /// Talk that has not lasted for [`LEAST`] frames: its first frame, the one after its last, and how many there were.
    tentative: Option<(Stretch, u64)>,
    /// The latest talkspurt, if any; it runs where [`talking`](Self::talking).
    spurt: Option<Stretch>,
    talking: bool,
    /// The latest contribution: it ends where the talkspurt does.
    chain_start: u64,
    pauses: u64,
    beginning: Beginning,
    shares: [f32; 3],
}

impl TalkTrack {
    /// Takes the next frame.
    pub(super) fn push(&mut self, frame: u64, speech: bool) -> Option<Change> {
        let now = f32::from(u8::from(speech));
        for (share, fade) in self.shares.iter_mut().zip(FADES) {
            *share += (now - *share) * fade;
        }
        if self.talking {
            return self.go_on(frame, speech);
        }
        if speech {
            let (stretch, count) = self.tentative.unwrap_or((Stretch { start: frame, end: frame }, 0));
            let grown = Stretch { start: stretch.start, end: frame + 1 };
            if count + 1 < LEAST {
                self.tentative = Some((grown, count + 1));
                return None;
            }
            self.begin(grown);
            return Some(Change::Began);
        }
        self.tentative.take_if(|(stretch, _)| frame + 1 - stretch.end >= BRIDGE);
        None
    }

    fn go_on(&mut self, frame: u64, speech: bool) -> Option<Change> {
        let spurt = self.spurt.as_mut()?;
        if speech {
            spurt.end = frame + 1;
        } else if frame + 1 - spurt.end >= BRIDGE {
            self.talking = false;
            return Some(Change::Ended);
        }
        None
    }

    fn begin(&mut self, spurt: Stretch) {
        self.tentative = None;
        self.talking = true;
        let gap = self.spurt.map(|last| spurt.start - last.end);
        if gap.is_some_and(|gap| gap < CHAIN) {
            self.pauses += 1;
        } else {
            let before = self.spurt.map_or(0, |last| last.end - self.chain_start);
            self.beginning = Beginning { gap, before, over: None };
            (self.chain_start, self.pauses) = (spurt.start, 0);
        }
        self.spurt = Some(spurt);
    }

    /// How many frames the other had been talking when the contribution that has just begun started.
    pub(super) fn began_over(&mut self, frames: u64) {
        if self.pauses == 0 {
            self.beginning.over = Some(frames);
        }
    }

    /// Whether it talks, silences under 180 ms bridged.
    pub(super) fn talking(&self) -> bool {
        self.talking
    }

    /// The latest talkspurt.
    pub(super) fn spurt(&self) -> Option<Stretch> {
        self.spurt
    }

    /// The latest contribution, up to its last speech.
    pub(super) fn contribution(&self) -> Option<Stretch> {
        self.spurt.map(|spurt| Stretch { start: self.chain_start, end: spurt.end })
    }

    /// Pauses within it.
    pub(super) fn pauses(&self) -> u64 {
        self.pauses
    }

    /// How it began.
    pub(super) fn beginning(&self) -> Beginning {
        self.beginning
    }

    /// Whether it made a sound in `frame` that may be the start of talk.
    pub(super) fn stirs(&self, frame: u64) -> bool {
        self.tentative.is_some_and(|(stretch, _)| stretch.end > frame)
    }

    /// How much of the last 5, 15 and 45 s it talked, the latest weighing most.
    pub(super) fn shares(&self) -> [f32; 3] {
        self.shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of talk and of silence in turn, beginning with talk.
    fn follow(lengths: &[u64]) -> (TalkTrack, Vec<(u64, Change)>) {
        let (mut track, mut changes, mut frame) = (TalkTrack::default(), Vec::new(), 0);
        for (k, &length) in lengths.iter().enumerate() {
            for _ in 0..length {
                changes.extend(track.push(frame, k % 2 == 0).map(|change| (frame, change)));
                frame += 1;
            }
        }
        (track, changes)
    }

    #[test]
    fn talk_counts_from_fifty_milliseconds_on_and_from_its_first_frame() {
        let (track, changes) = follow(&[0, 30, 4, 30]);
        assert_eq!((track.spurt(), changes), (None, vec![]));
        let (track, changes) = follow(&[0, 30, 5, 3]);
        assert_eq!(track.spurt(), Some(Stretch { start: 30, end: 35 }));
        assert_eq!(changes, [(34, Change::Began)]);
    }

    #[test]
    fn a_silence_ends_a_talkspurt_at_180_ms() {
        let (track, changes) = follow(&[40, 17, 10]);
        assert_eq!((track.pauses(), track.talking()), (0, true));
        assert_eq!(changes, [(4, Change::Began)]);
        let (track, changes) = follow(&[40, 18]);
        assert!(!track.talking());
        assert_eq!(changes, [(4, Change::Began), (57, Change::Ended)]);
    }

    #[test]
    fn a_contribution_goes_on_after_less_than_a_second() {
        let (track, _) = follow(&[40, 99, 20]);
        assert_eq!((track.contribution(), track.pauses()), (Some(Stretch { start: 0, end: 159 }), 1));
        let (track, _) = follow(&[40, 100, 20]);
        assert_eq!((track.contribution(), track.pauses()), (Some(Stretch { start: 140, end: 160 }), 0));
        assert_eq!(track.beginning(), Beginning { gap: Some(100), before: 40, over: None });
    }

    #[test]
    fn shares_are_of_the_last_seconds() {
        let (track, _) = follow(&[6000]);
        assert!(track.shares().iter().all(|share| *share > 0.7), "{:?}", track.shares());
        let (track, _) = follow(&[6000, 1000]);
        let [short, middle, long] = track.shares();
        assert!(short < 0.15 && short < middle && middle < long, "{:?}", track.shares());
    }
}
