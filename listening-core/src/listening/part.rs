//! A part of a call by itself: what marks leave of it, or one leg.

use super::facts::Facts;
use crate::delivery::Delivery;
use crate::floor::{Event, Role, SaidWord, Turn};
use crate::marks::Cover;
use crate::party::PerParty;
use crate::sorting;
use crate::talkspurt::Talkspurt;
use crate::time::Span;

/// What of a call lies in a part of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// From when to when.
    span: Span,
    /// What of that is left out.
    left_out: Cover,
    talkspurts: Vec<Talkspurt>,
    turns: Vec<Turn>,
    roles: PerParty<Vec<Role>>,
    deliveries: PerParty<Vec<Delivery>>,
    words: PerParty<Vec<SaidWord>>,
    /// Events that lie in it whole, each with its place among all.
    pub(crate) events: Vec<Event>,
    pub(crate) places: Vec<usize>,
    /// Onsets that are listed as no event.
    pub(crate) unlisted: Vec<Event>,
}

impl Part {
    /// Of `all` what lies within `span` and is not left out. Talk and turns are cut where it begins and ends; an event of which
    /// any is left out is in no part.
    pub(crate) fn of(all: &Facts<'_>, events: &[Event], unlisted: &[Event], span: Span, left_out: &Cover) -> Self {
        let kept = |whole: Span| {
            let inside = Span::new(whole.start.max(span.start), whole.end.min(span.end));
            let pieces = (inside.end > inside.start).then(|| left_out.outside(inside));
            pieces.into_iter().flatten().filter(|piece| piece.end > piece.start)
        };
        let whole = |one: Span| one.start >= span.start && one.end <= span.end && !left_out.touches(one);
        let mut part = Self { span, left_out: left_out.clone(), ..Self::default() };
        let mut roles = PerParty::from_fn(|party| all.roles[party].iter());
        for spurt in all.talkspurts {
            let role = roles[spurt.party].next().copied().unwrap_or_default();
            for piece in kept(spurt.span) {
                part.talkspurts.push(Talkspurt { span: piece, ..*spurt });
                part.roles[spurt.party].push(role);
            }
        }
        for turn in all.turns {
            part.turns.extend(kept(turn.span).map(|span| Turn { span, ..*turn }));
        }
        sorting::by_key(&mut part.talkspurts, |spurt| (spurt.span.start, spurt.party));
        sorting::by_key(&mut part.turns, |turn| turn.span.start);
        part.deliveries = PerParty::from_fn(|party| {
            all.deliveries[party].iter().filter(|delivery| whole(delivery.span)).copied().collect()
        });
        part.words = PerParty::from_fn(|party| {
            let inside = |word: &&SaidWord| whole(Span::new(word.middle(), word.middle()));
            all.words[party].iter().filter(inside).copied().collect()
        });
        for (place, event) in events.iter().enumerate().filter(|(_, event)| whole(event.span)) {
            part.events.push(*event);
            part.places.push(place);
        }
        part.unlisted = unlisted.iter().filter(|event| whole(event.span)).copied().collect();
        part
    }

    /// What its measures are made of, without its events; `all` says what holds of the whole call.
    pub(crate) fn facts<'a>(&'a self, all: &Facts<'a>) -> Facts<'a> {
        Facts {
            duration: self.span.end,
            since: self.span.start,
            opens: if self.span.start == all.since { all.opens } else { self.span.start },
            left_out: &self.left_out,
            talkspurts: &self.talkspurts,
            turns: &self.turns,
            roles: PerParty { agent: &self.roles.agent, customer: &self.roles.customer },
            deliveries: PerParty { agent: &self.deliveries.agent, customer: &self.deliveries.customer },
            words: PerParty { agent: &self.words.agent, customer: &self.words.customer },
            ..*all
        }
    }

    /// Takes its events out, and its onsets that are listed as none.
    pub(crate) fn take_events(&mut self) -> (Vec<Event>, Vec<Event>) {
        (std::mem::take(&mut self.events), std::mem::take(&mut self.unlisted))
    }
}
