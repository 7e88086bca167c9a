//! What is on a channel besides talk: music and signalling tones.

use super::prompt::Key;
use super::spans::Spans;
use crate::finding::Health;
use crate::names::HealthCode;
use crate::party::{Party, PerParty};
use crate::sorting;
use crate::time::{Span, Time};
use crate::tone::Tone;

/// Music is one piece over pauses of this length, and no finding if there is less of it in all.
const MUSIC_NEAR: Time = Time::from_millis(2000);
const MUSIC_LEAST: f32 = 2.0;
/// Tones of a kind are one signal over pauses of this length: a telephone rings every six seconds at most.
const SIGNAL_NEAR: Time = Time::from_millis(6000);

/// Music and tones of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sounds {
    /// By kind, in the order in which they were first heard.
    tones: Vec<(Party, Tone, Spans)>,
    music: PerParty<Vec<Span>>,
    /// Keys pressed, in order.
    pub(crate) keys: Vec<Key>,
}

impl Sounds {
    /// From the signalling tones of a call, in any order, and what was taken for music.
    pub(crate) fn of(mut tones: Vec<(Party, Tone, Span)>, music: &PerParty<Vec<Span>>) -> Self {
        sorting::by_key(&mut tones, |(_, _, span)| span.start);
        let mut all = Self::default();
        for &(party, tone, span) in &tones {
            if tone == Tone::Dtmf {
                all.keys.push(Key { party, at: span.start });
            }
            let known = all.tones.iter().position(|(whose, kind, _)| (*whose, *kind) == (party, tone));
            let at = known.unwrap_or_else(|| {
                all.tones.push((party, tone, Spans::new(SIGNAL_NEAR).without_limit()));
                all.tones.len() - 1
            });
            all.tones[at].2.add(span, 1.0, 0.0);
        }
        // The detector of music hears tones as well.
        let mine = |party| tones.iter().filter(move |(whose, ..)| *whose == party).map(|(_, _, span)| *span);
        all.music = PerParty::from_fn(|party| {
            let signal = |piece: &Span| mine(party).map(|span| span.overlap(*piece)).sum::<Time>();
            let pieces = music[party].iter().filter(|piece| signal(piece) + signal(piece) < piece.length());
            pieces.copied().collect()
        });
        all
    }

    /// What is on the channel of `party`.
    pub(crate) fn findings(&self, party: Party) -> Vec<Health> {
        let mut music = Spans::new(MUSIC_NEAR).without_limit();
        self.music[party].iter().for_each(|span| music.add(*span, span.length().seconds() as f32, 0.0));
        let long = music.iter().filter(|found| found.amount >= MUSIC_LEAST);
        let mut all: Vec<Health> = long.map(|found| found.health(HealthCode::Music, None)).collect();
        for (_, tone, spans) in self.tones.iter().filter(|(whose, ..)| *whose == party) {
            all.extend(spans.iter().map(|found| found.health(tone.code(), Some(f64::from(found.amount)))));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: f64, end: f64) -> Span {
        Span::new(Time::from_seconds(start), Time::from_seconds(end))
    }

    fn tone(party: Party, tone: Tone, start: f64, end: f64) -> (Party, Tone, Span) {
        (party, tone, span(start, end))
    }

    fn findings(sounds: &Sounds, party: Party) -> Vec<(HealthCode, Span, Option<f64>)> {
        let all = sounds.findings(party);
        all.iter()
            .map(|health| (health.code.known().unwrap(), Span::new(health.start, health.end), health.value))
            .collect()
    }

    #[test]
    fn tones_of_a_kind_are_one_signal_and_keys_are_counted() {
        let (agent, customer) = (Party::Agent, Party::Customer);
        let tones = vec![
            tone(agent, Tone::Ringback, 1.0, 2.0),
            tone(agent, Tone::Ringback, 6.0, 7.0),
            tone(customer, Tone::Dtmf, 9.0, 9.1),
            tone(customer, Tone::Dtmf, 9.5, 9.6),
            tone(agent, Tone::Ringback, 60.0, 61.0),
        ];
        // What the detector took for music is the first ring, and real music.
        let music = PerParty { agent: vec![span(0.9, 2.1), span(20.0, 30.0), span(31.0, 40.0)], customer: vec![] };
        let sounds = Sounds::of(tones, &music);
        let ringing =
            [(HealthCode::Ringback, span(1.0, 7.0), Some(2.0)), (HealthCode::Ringback, span(60.0, 61.0), Some(1.0))];
        assert_eq!(
            findings(&sounds, agent),
            [vec![(HealthCode::Music, span(20.0, 40.0), None)], ringing.to_vec()].concat()
        );
        assert_eq!(findings(&sounds, customer), [(HealthCode::Dtmf, span(9.0, 9.6), Some(2.0))]);
        assert_eq!(sounds.keys.len(), 2);
    }

    #[test]
    fn a_note_is_no_music() {
        let music = PerParty { agent: vec![span(1.0, 1.5)], customer: vec![] };
        assert_eq!(findings(&Sounds::of(Vec::new(), &music), Party::Agent), []);
    }
}
