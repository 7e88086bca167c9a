//! Writes the placement of every onset of given conversations, for `benches/fit_floor.py`.
//!
//! Reads lines `{"id", "activity": {"a": [[start, end], ...], "b": [...]}}` on standard input, `a` the
//! agent; writes CSV: id, party, onset, `in_overlap`, then the features. With `--events`: id, party, onset, kind,
//! confidence and, where the floor changed, the probability that the holder gave way unfinished, of every entry; and how
//! many milliseconds after an onset in overlap the holder stopped. With `--onset` the features use nothing after the onset;
//! with `--announced`: id, party, onset, kind, confidence of every onset that is announced live.

use std::io::{self, BufRead, BufWriter, Write};

use listening_core::EventKind::{
    Backchannel, ButtingIn, Interruption, Overlap, PauseInterruption, SimultaneousStart, SmoothSwitch,
};
use listening_core::internals::{
    FloorInput, FloorTracker, Look, OVERLAP_FEATURES, SILENCE_FEATURES, WORD_NAMES, placements,
};
use listening_core::{Floor, Lexicon, Party, PerParty, Reason, Span, Status, Time};

/// A call as a line of the bench has it; the words are left out unless they are asked for.
struct Call {
    id: String,
    spurts: PerParty<Vec<Span>>,
    words: Vec<(Party, Span, String)>,
}

impl Call {
    fn read(line: &str, with_words: bool) -> Result<Self, serde_json::Error> {
        let call: serde_json::Value = serde_json::from_str(line)?;
        let key = |party| if party == Party::Agent { "a" } else { "b" };
        let rows = |what: &str, party| call[what][key(party)].as_array().cloned().unwrap_or_default();
        let time = |value: &serde_json::Value| Time::from_seconds(value.as_f64().unwrap_or(0.0));
        let span = |row: &serde_json::Value| Span::new(time(&row[0]), time(&row[1]));
        let words = Party::BOTH.into_iter().filter(|_| with_words).flat_map(|party| {
            let said = rows("words", party).into_iter();
            said.map(move |row| (party, span(&row), row[2].as_str().unwrap_or("").to_owned()))
        });
        Ok(Self {
            id: call["id"].as_str().unwrap_or("").to_owned(),
            spurts: PerParty::from_fn(|party| rows("activity", party).iter().map(span).collect()),
            words: words.collect(),
        })
    }

    /// What the floor reports.
    fn events(&self, out: &mut impl Write) -> Result<(), Box<dyn std::error::Error>> {
        let mut floor = Floor::new();
        for party in Party::BOTH {
            for spurt in &self.spurts[party] {
                floor.push(party, spurt.start.seconds(), spurt.end.seconds())?;
            }
        }
        for (party, span, text) in &self.words {
            floor.push_word(*party, span.start.seconds(), span.end.seconds(), text)?;
        }
        for event in floor.finish_with_events(None)?.1 {
            if event.kind.takes_floor() || matches!(event.kind, Backchannel | ButtingIn | SimultaneousStart) {
                let party = if event.by == Party::Agent { "a" } else { "b" };
                let sure = event.confidence.map_or(String::new(), |p| p.to_string());
                let start = event.span.start.seconds();
                let (cut, complete) =
                    if event.in_overlap { (Interruption, Overlap) } else { (PauseInterruption, SmoothSwitch) };
                let [cut, complete] = [cut, complete].map(|kind| event.kinds.of_kind(kind));
                let gave_way = if event.kind.takes_floor() && cut + complete > 0.0 {
                    (cut / (cut + complete)).to_string()
                } else {
                    String::new()
                };
                let stopped = event.reasons.iter().find_map(|reason| match reason {
                    Reason::HolderStopped(ms) => Some(ms.to_string()),
                    _ => None,
                });
                let stopped = stopped.unwrap_or_default();
                writeln!(out, "{},{party},{start:.6},{},{sure},{gave_way},{stopped}", self.id, event.kind.name())?;
            }
        }
        Ok(())
    }

    /// What the floor announces, each input given at its time.
    fn announced(&self, out: &mut impl Write) -> io::Result<()> {
        let edges = |party| {
            let edges = |spurt: &Span| {
                [(spurt.start, FloorInput::Start(party, spurt.start)), (spurt.end, FloorInput::End(party, spurt.end))]
            };
            self.spurts[party].iter().flat_map(edges).collect::<Vec<_>>()
        };
        let mut edges = Party::BOTH.map(edges).concat();
        edges.sort_by_key(|(time, _)| *time);
        let mut tracker = FloorTracker::new(true, Lexicon::default());
        let mut events = Vec::new();
        for (time, input) in edges {
            tracker.push(FloorInput::Known(time), &mut events);
            tracker.push(input, &mut events);
        }
        for event in events.iter().filter(|event| event.status == Status::Provisional && !event.kind.is_silence()) {
            let party = if event.by == Party::Agent { "a" } else { "b" };
            let sure = event.confidence.map_or(String::new(), |p| p.to_string());
            writeln!(out, "{},{party},{:.6},{},{sure}", self.id, event.span.start.seconds(), event.kind.name())?;
        }
        Ok(())
    }

    /// The numbers of every onset.
    fn placements(&self, look: Look, with_words: bool, out: &mut impl Write) -> io::Result<()> {
        let words: Vec<_> = self.words.iter().map(|(party, span, text)| (*party, *span, text.as_str())).collect();
        for (placement, evidence) in placements(&self.spurts, &words, Lexicon::default(), look) {
            let overlap = u8::from(placement.in_overlap);
            let party = if placement.by == Party::Agent { "a" } else { "b" };
            write!(out, "{},{party},{:.6},{overlap}", self.id, placement.onset.seconds())?;
            for value in placement.values {
                write!(out, ",{value}")?;
            }
            for value in evidence.iter().flat_map(|evidence| evidence.values) {
                write!(out, ",{value}")?;
            }
            if with_words && evidence.is_none() {
                // Read from timing alone.
                write!(out, "{}", ",nan".repeat(WORD_NAMES.len()))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    let (events, announced, with_words) = (asked("--events"), asked("--announced"), asked("--words"));
    let look = if asked("--onset") { Look::Nothing } else { Look::Window };
    // Two lines of names, for onsets in overlap and in silence.
    for names in [OVERLAP_FEATURES, SILENCE_FEATURES].iter().filter(|_| !events && !announced) {
        let words = if with_words { &WORD_NAMES[..] } else { &[] };
        writeln!(out, "id,party,onset,in_overlap,{}", [names, words].concat().join(","))?;
    }
    for line in io::stdin().lock().lines() {
        let call = Call::read(&line?, with_words)?;
        if events {
            call.events(&mut out)?;
        } else if announced {
            call.announced(&mut out)?;
        } else {
            call.placements(look, with_words, &mut out)?;
        }
    }
    Ok(())
}
