//! Who talked when, with the questions that the floor asks of it.

use crate::party::{Party, PerParty};
use crate::talkspurt::CONTRIBUTION_GAP;
use crate::time::{Span, Time};

/// Contributions of a party whose beginnings are remembered: more than end within the time that is looked back over.
const BEGINNINGS: usize = 64;

/// Both parties' talkspurts in order of start. The last of each may still be open: it then ends at [`Time::MAX`].
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    spurts: PerParty<Vec<Span>>,
    /// Indices of the talkspurts that the latest contributions began with: one may go on all day, and is not to be walked
    /// through at every onset. Empty in a copy.
    beginnings: PerParty<Vec<u32>>,
}

impl Timeline {
    pub(super) fn open(&mut self, party: Party, start: Time) {
        let (spurts, beginnings) = (&mut self.spurts[party], &mut self.beginnings[party]);
        if spurts.last().is_none_or(|last| start - last.end >= CONTRIBUTION_GAP) {
            if beginnings.len() == BEGINNINGS {
                beginnings.drain(..BEGINNINGS / 2);
            }
            beginnings.push(spurts.len() as u32);
        }
        spurts.push(Span::new(start, Time::MAX));
    }

    pub(super) fn close(&mut self, party: Party, end: Time) {
        if let Some(last) = self.spurts[party].last_mut() {
            last.end = end;
        }
    }

    /// The open talkspurt of `party` was none.
    pub(super) fn withdraw(&mut self, party: Party) {
        let (spurts, beginnings) = (&mut self.spurts[party], &mut self.beginnings[party]);
        spurts.pop();
        beginnings.pop_if(|first| *first as usize >= spurts.len());
    }

    /// The latest end of what began before `onset`, and whose it is; the holder's where both end together.
    pub(super) fn talk_before(&self, onset: Time, holder: Option<Party>) -> Option<(Time, Party)> {
        Party::BOTH
            .into_iter()
            .filter_map(|party| {
                let started = self.spurts[party].partition_point(|spurt| spurt.start < onset);
                Some((self.spurts[party][started.checked_sub(1)?].end, party))
            })
            .max_by_key(|&(end, party)| (end, Some(party) == holder))
    }

    /// Drops the first `count` talkspurts of `party`.
    pub(super) fn forget(&mut self, party: Party, count: usize) {
        self.spurts[party].drain(..count);
        let beginnings = &mut self.beginnings[party];
        // What is left of a contribution begins with the first talkspurt that is left.
        let gone = beginnings.partition_point(|first| *first as usize <= count).saturating_sub(1);
        beginnings.drain(..gone);
        beginnings.iter_mut().for_each(|first| *first = first.saturating_sub(count as u32));
    }

    /// Becomes a copy of what `of` has between `since` and `until`, each edge moved by what `moved` says of its talkspurt's
    /// index, of its start and of its end; as far as half way to the next edge. Returns the index of each party's first one.
    pub(super) fn copy_moved(
        &mut self,
        of: &Self,
        (since, until): (Time, Time),
        moved: impl Fn(Party, usize) -> (Time, Time),
    ) -> PerParty<usize> {
        PerParty::from_fn(|party| {
            let all = &of.spurts[party];
            let first = all.partition_point(|spurt| spurt.end <= since);
            let copy = &mut self.spurts[party];
            copy.clear();
            let last = all.partition_point(|spurt| spurt.start < until).max(first);
            // No more than it takes: a copy is small, and so is what a session may hold.
            copy.reserve_exact((last - first).next_multiple_of(4));
            let mut before: Option<Span> = None;
            let inside = all[..last].iter().enumerate().skip(first);
            for (index, &spurt) in inside {
                let (start, end) = moved(party, index);
                let within = |by: Time, back: Time, ahead: Time| by.max(Time::ZERO - half(back)).min(half(ahead));
                let length = spurt.length();
                let gap = before.map_or(Time::ZERO, |before| spurt.start - before.end);
                let next = all.get(index + 1).filter(|next| next.start < until);
                let ahead = next.map_or(Time::MAX, |next| next.start - spurt.end);
                let start = spurt.start + within(start, gap, length);
                // What has not ended by then is not known to end.
                let end = if spurt.end < until { spurt.end + within(end, length, ahead) } else { Time::MAX };
                copy.push(Span::new(start, end));
                before = Some(spurt);
            }
            first
        })
    }

    /// Talkspurt `index` of `party` begins at `start`.
    pub(super) fn begin(&mut self, party: Party, index: usize, start: Time) {
        self.spurts[party][index].start = start;
    }

    pub(super) fn all(&self) -> &PerParty<Vec<Span>> {
        &self.spurts
    }

    pub(super) fn spurts(&self, party: Party) -> &[Span] {
        &self.spurts[party]
    }

    /// Index after the last talkspurt that starts at or before `time`.
    pub(super) fn started(&self, party: Party, time: Time) -> usize {
        self.spurts[party].partition_point(|spurt| spurt.start <= time)
    }

    /// How many talkspurts of `party` are half over at `time`; one that goes on past `known` is taken to end there.
    pub(super) fn half_over(&self, party: Party, time: Time, known: Time) -> usize {
        self.spurts[party].partition_point(|spurt| time - spurt.start >= spurt.end.min(known) - time)
    }

    /// How much `party` talks inside `span`.
    pub(super) fn talk(&self, party: Party, span: Span) -> Time {
        let spurts = &self.spurts[party];
        let last = spurts.partition_point(|spurt| spurt.start < span.end);
        spurts[..last].iter().rev().take_while(|spurt| spurt.end > span.start).map(|spurt| spurt.overlap(span)).sum()
    }

    /// How much both talk at once inside `span`.
    pub(super) fn talk_of_both(&self, span: Span) -> Time {
        let spurts = &self.spurts[Party::Agent];
        let last = spurts.partition_point(|spurt| spurt.start < span.end);
        let inside = spurts[..last].iter().rev().take_while(|spurt| spurt.end > span.start);
        let shared = inside.map(|spurt| Span::new(spurt.start.max(span.start), spurt.end.min(span.end)));
        shared.map(|piece| self.talk(Party::Customer, piece)).sum()
    }

    /// Index of the first spurt of the contribution so far that ends with spurt `index`.
    pub(super) fn contribution_first(&self, party: Party, index: usize) -> usize {
        let (spurts, beginnings) = (&self.spurts[party], &self.beginnings[party]);
        let begun = beginnings.partition_point(|first| *first as usize <= index);
        if let Some(known) = begun.checked_sub(1) {
            return beginnings[known] as usize;
        }
        let mut first = index;
        while first > 0 && spurts[first].start - spurts[first - 1].end < CONTRIBUTION_GAP {
            first -= 1;
        }
        first
    }

    /// Start of that contribution.
    pub(super) fn contribution_start(&self, party: Party, index: usize) -> Time {
        self.spurts[party][self.contribution_first(party, index)].start
    }

    /// Contributions up to the one that ends with spurt `last`, newest first.
    pub(super) fn contributions(&self, party: Party, last: usize) -> impl Iterator<Item = Span> + '_ {
        let mut next = Some(last);
        std::iter::from_fn(move || {
            let last = next?;
            let first = self.contribution_first(party, last);
            next = first.checked_sub(1);
            Some(Span::new(self.spurts[party][first].start, self.spurts[party][last].end))
        })
    }

    /// Index of the last spurt of the chain that begins with spurt `index`, looking no further than `horizon`.
    pub(super) fn chain_last(&self, party: Party, index: usize, bridge: Time, horizon: Time) -> usize {
        let spurts = &self.spurts[party];
        let mut last = index;
        while let Some(next) = spurts.get(last + 1)
            && next.start < horizon
            && next.start - spurts[last].end < bridge
        {
            last += 1;
        }
        last
    }
}

/// Just under half of it, so that two edges that move towards each other do not meet.
fn half(time: Time) -> Time {
    Time::from_micros((time.micros() - 1).max(0) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Random;

    #[test]
    fn a_contribution_begins_where_walking_back_says() {
        let mut random = Random::new(3);
        let mut timeline = Timeline::default();
        let (party, mut at) = (Party::Agent, 0);
        for round in 0..2000 {
            let start = at + 200 + random.below(1200) as i64;
            timeline.open(party, Time::from_millis(start));
            if random.below(10) == 0 {
                timeline.withdraw(party);
                continue;
            }
            at = start + 100;
            timeline.close(party, Time::from_millis(at));
            if round % 700 == 699 {
                timeline.forget(party, 16 * random.below(20));
            }
            let spurts = timeline.spurts(party);
            for index in spurts.len().saturating_sub(20)..spurts.len() {
                let goes_on = |k: &usize| *k > 0 && spurts[*k].start - spurts[*k - 1].end < CONTRIBUTION_GAP;
                let walked = (0..=index).rev().find(|k| !goes_on(k)).unwrap_or(0);
                assert_eq!(timeline.contribution_first(party, index), walked);
            }
        }
    }
}
