//! Who may be heard in each frame of a mix: one party, the other, both or neither.
//!
//! Turns say it where only one party has one. Where both have, as turns are padded and go on over pauses, three things do: where
//! the turns would end without their padding; that a turn begins and ends with talk; and which voice is heard. They are
//! summed over the likeliest way through the call, on which a change costs (Viterbi 1967).

use super::moment::Moment;
use super::padding::padding;
use super::voices::Voices;
use crate::party::{Party, PerParty};
use crate::time::{Span, Time};

/// Frames with talk are one stretch over pauses of this many frames, and a stretch has at least this many: only to find where talk
/// begins and ends.
const BRIDGE: usize = 10;
const SHORTEST: usize = 4;
/// Probability of speech of such a frame.
const SPEECH: f32 = 0.5;
/// The noise is the level that this share of the frames without music is under. What is this far above it, dB, can be a voice,
/// and what is farther above is one, within a turn.
const NOISE_SHARE: f64 = 0.1;
const PERHAPS_DB: f32 = 6.0;
const SURE_DB: f32 = 12.0;
/// Probability of speech of what can be a voice.
const PERHAPS: f32 = 0.3;
/// How much of a frame's log-likelihood counts, as neighbouring frames say the same; and no more of it than this.
const WORTH: f64 = 0.25;
const MOST: f64 = 5.0;
/// What a frame of both costs, one outside a turn without its padding, and one in which a party is silent at the beginning or end
/// of its turn, in frames.
const BOTH: f64 = 0.1;
const PADDED: f64 = 1.0;
const EDGE: f64 = 1.0;
const EDGE_FRAMES: usize = 30;
/// What it costs that a party begins or stops, where there is a voice and in silence.
const CHANGE: [f64; 2] = [3.0, 0.3];
/// How often the voices are learnt: from the turns, and again from what they were taken for.
const ROUNDS: usize = 2;
const NEVER: f64 = 1e3;

/// Who may be heard in a frame: a bit for each party, the agent's the lowest.
pub(super) type Gate = u8;

/// The bit of a party.
pub(super) const fn bit(party: Party) -> Gate {
    1 << party as u8
}

/// The mix's noise, dBov: the level that is hardly ever fallen short of. Silence where there is nothing else.
pub(super) fn noise_dbov(moments: &[Moment]) -> f32 {
    let mut levels: Vec<f32> = moments.iter().filter(|moment| !moment.music).map(Moment::level).collect();
    levels.sort_unstable_by(f32::total_cmp);
    levels.get((levels.len() as f64 * NOISE_SHARE) as usize).copied().unwrap_or(-100.0)
}

/// The frames that spans cover.
fn covered(spans: &[Span], frames: usize) -> Vec<bool> {
    let mut all = vec![false; frames];
    for span in spans {
        let at = |time: Time| (((time.micros() + 5000).max(0) / 10_000) as usize).min(frames);
        let (start, end) = (at(span.start), at(span.end));
        all[start..end.max(start)].fill(true);
    }
    all
}

/// Where talk is heard to begin and to end, by one of the two probabilities of speech.
fn edges(moments: &[Moment], speech: impl Fn(&Moment) -> f32) -> [Vec<Time>; 2] {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (k, _) in moments.iter().enumerate().filter(|(_, moment)| speech(moment) >= SPEECH && !moment.music) {
        match stretches.last_mut() {
            Some((_, end)) if k - *end < BRIDGE => *end = k + 1,
            _ => stretches.push((k, k + 1)),
        }
    }
    stretches.retain(|(start, end)| end - start >= SHORTEST);
    let at = |frame: usize| Time::from_frame(frame as u64);
    [stretches.iter().map(|&(start, _)| at(start)).collect(), stretches.iter().map(|&(_, end)| at(end)).collect()]
}

/// The turns without what they are padded by, as far as it is known.
fn unpadded(turns: &PerParty<Vec<Span>>, moments: &[Moment]) -> PerParty<Vec<Span>> {
    // The two err in other places, and what both say counts twice.
    let [mut starts, mut ends] = edges(moments, Moment::detected);
    let [more_starts, more_ends] = edges(moments, Moment::decided);
    starts.extend(more_starts);
    ends.extend(more_ends);
    starts.sort_unstable();
    let all = || Party::BOTH.into_iter().flat_map(|party| turns[party].iter());
    let mut begins: Vec<Time> = all().map(|turn| turn.start).collect();
    begins.sort_unstable();
    // Looked at from the other end of the call, an end is a beginning.
    let turned = |times: &mut Vec<Time>| {
        times.iter_mut().for_each(|time| *time = Time::ZERO - *time);
        times.sort_unstable();
    };
    let mut stops: Vec<Time> = all().map(|turn| turn.end).collect();
    turned(&mut stops);
    turned(&mut ends);
    // Who pads on one side pads on the other.
    let known = [padding(&begins, &starts), padding(&stops, &ends)];
    let [before, after] = [known[0].or(known[1]), known[1].or(known[0])].map(Option::unwrap_or_default);
    PerParty::from_fn(|party| {
        let spans = turns[party].iter().map(|turn| Span::new(turn.start + before, turn.end - after));
        spans.filter(|span| span.end > span.start).collect()
    })
}

/// Who may be heard in each frame. Each party's turns come in order.
pub(super) fn gates(turns: &PerParty<Vec<Span>>, moments: &[Moment]) -> Vec<Gate> {
    let frames = moments.len();
    let bare = unpadded(turns, moments);
    let outer = PerParty::from_fn(|party| covered(&turns[party], frames));
    let inner = PerParty::from_fn(|party| covered(&bare[party], frames));
    let edge = PerParty::from_fn(|party| {
        let mut zone = vec![false; frames];
        let reach = Time::from_frame(EDGE_FRAMES as u64);
        let ends = bare[party].iter().flat_map(|span| {
            [
                Span::new(span.start, span.end.min(span.start + reach)),
                Span::new(span.start.max(span.end - reach), span.end),
            ]
        });
        covered(&ends.collect::<Vec<_>>(), frames).into_iter().enumerate().for_each(|(k, is)| zone[k] = is);
        zone
    });
    let noise = noise_dbov(moments);
    let voice: Vec<bool> = moments
        .iter()
        .map(|moment| {
            let over = moment.level() - noise;
            !moment.music && over > PERHAPS_DB && (moment.speech() > PERHAPS || over > SURE_DB)
        })
        .collect();
    // Where only one has a turn; or, where that is too little, only one without its padding.
    let alone = |wide: bool, party: Party| -> Vec<u32> {
        let other = if wide { &outer[party.other()] } else { &inner[party.other()] };
        (0..frames).filter(|&k| voice[k] && inner[party][k] && !other[k]).map(|k| k as u32).collect()
    };
    let mut known = [true, false].map(|wide| Party::BOTH.map(|party| alone(wide, party)));
    let enough = known[0].iter().all(|frames| frames.len() >= super::voices::FEWEST);
    let mut known = std::mem::take(&mut known[usize::from(!enough)]);
    // What the turns alone say of each frame, of the gates 1, 2, 3 and 0.
    let own_costs = |k: usize| -> [f64; 4] {
        let mut costs = [0.0, 0.0, BOTH, NEVER];
        for party in Party::BOTH {
            let with = [party as usize, 2];
            let without = party.other() as usize;
            let outside = match (outer[party][k], inner[party][k]) {
                (false, _) => NEVER,
                (true, false) => PADDED,
                (true, true) => 0.0,
            };
            with.iter().for_each(|&gate| costs[gate] += outside);
            costs[without] += if edge[party][k] { EDGE } else { 0.0 };
        }
        if !outer.agent[k] && !outer.customer[k] {
            costs[3] = 0.0;
        }
        costs
    };
    let mut gates = likeliest(frames, &voice, own_costs);
    for _ in 0..ROUNDS {
        let seen = known.each_ref().map(|frames| frames.iter().map(|&k| moments[k as usize].bands).collect::<Vec<_>>());
        let Some(voices) = Voices::of([&seen[0], &seen[1]]) else { return gates };
        gates = likeliest(frames, &voice, |k| {
            let mut costs = own_costs(k);
            // Elsewhere the turns have said all.
            if voice[k] && outer.agent[k] && outer.customer[k] {
                let weights = voices.weigh(&moments[k].bands);
                let best = weights.into_iter().fold(f64::MIN, f64::max);
                costs.iter_mut().zip(weights).for_each(|(cost, weight)| *cost += (WORTH * (best - weight)).min(MOST));
            }
            costs
        });
        known = Party::BOTH
            .map(|party| (0..frames).filter(|&k| voice[k] && gates[k] == bit(party)).map(|k| k as u32).collect());
    }
    gates
}

/// Where both may be heard.
pub(super) fn shared(gates: &[Gate]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (k, _) in gates.iter().enumerate().filter(|(_, gate)| **gate == 3) {
        let (start, end) = (Time::from_frame(k as u64), Time::from_frame(k as u64 + 1));
        match spans.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => spans.push(Span::new(start, end)),
        }
    }
    spans
}

/// The way through the frames that costs least; `costs` are those of the gates 1, 2, 3 and 0 in a frame.
fn likeliest(frames: usize, voice: &[bool], costs: impl Fn(usize) -> [f64; 4]) -> Vec<Gate> {
    const GATES: [Gate; 4] = [1, 2, 3, 0];
    // Two bits for each of the four.
    let mut from: Vec<u8> = Vec::with_capacity(frames);
    let mut sums = [0.0; 4];
    for k in 0..frames {
        let change = CHANGE[usize::from(!voice[k])];
        let costs = costs(k);
        let mut next = [0.0; 4];
        let mut ways = 0;
        for to in 0..4 {
            let way = |at: usize| {
                sums[at] + if k == 0 { 0.0 } else { change * f64::from((GATES[at] ^ GATES[to]).count_ones()) }
            };
            let best = (0..4).min_by(|&a, &b| way(a).total_cmp(&way(b))).unwrap_or(to);
            ways |= (best as u8) << (2 * to);
            next[to] = way(best) + costs[to];
        }
        // Only differences count, and small sums stay exact.
        let least = next.iter().copied().fold(f64::MAX, f64::min);
        sums = next.map(|sum| sum - least);
        from.push(ways);
    }
    let mut at = (0..4).min_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(3);
    let mut gates = vec![0; frames];
    for k in (0..frames).rev() {
        gates[k] = GATES[at];
        at = usize::from(from[k] >> (2 * at) & 3);
    }
    gates
}

#[cfg(test)]
mod tests {
    use super::super::moment::{BANDS, Bands};
    use super::*;
    use crate::stats::Random;

    fn span(start: i64, end: i64) -> Span {
        Span::new(Time::from_millis(start), Time::from_millis(end))
    }

    /// Frames of a call in which each talks so.
    fn call(talk: &PerParty<Vec<Span>>, frames: usize) -> Vec<Moment> {
        let mut random = Random::new(5);
        let heard = PerParty::from_fn(|party| covered(&talk[party], frames));
        (0..frames)
            .map(|k| {
                let mut powers = [1e-7_f32; BANDS];
                for (party, slope) in [(Party::Agent, -0.4_f32), (Party::Customer, 0.3)] {
                    if heard[party][k] {
                        let loud = 1.5 * random.normal() as f32 - 6.0;
                        for (band, power) in powers.iter_mut().enumerate() {
                            *power += (loud + slope * band as f32 + random.normal() as f32).exp();
                        }
                    }
                }
                let talks = heard.agent[k] || heard.customer[k];
                let (level, speech) = if talks { (-30.0, 0.9) } else { (-70.0, 0.0) };
                Moment::new(level, speech, false, Bands::of_powers(powers)).decided_as(speech)
            })
            .collect()
    }

    fn share_right(gates: &[Gate], talk: &PerParty<Vec<Span>>) -> f64 {
        let heard = PerParty::from_fn(|party| covered(&talk[party], gates.len()));
        let talks: Vec<usize> = (0..gates.len()).filter(|&k| heard.agent[k] || heard.customer[k]).collect();
        let right = talks.iter().filter(|&&k| {
            let truth = u8::from(heard.agent[k]) | u8::from(heard.customer[k]) << 1;
            gates[k] == truth
        });
        right.count() as f64 / talks.len() as f64
    }

    /// Both by turns, and feedback in the other's pauses.
    fn talk() -> PerParty<Vec<Span>> {
        let mut talk = PerParty::<Vec<Span>>::default();
        for k in 0..8 {
            let at = 12_000 * k;
            talk.agent.extend([span(at + 500, at + 3000), span(at + 3900, at + 6000)]);
            talk.customer.extend([
                span(at + 3200, at + 3700),
                span(at + 6400, at + 9000),
                span(at + 9700, at + 11_900),
            ]);
        }
        talk
    }

    #[test]
    fn what_exact_turns_say_is_kept() {
        let talk = talk();
        let gates = gates(&talk, &call(&talk, 9600));
        assert!(share_right(&gates, &talk) > 0.99, "{}", share_right(&gates, &talk));
    }

    #[test]
    fn padding_and_pauses_that_were_joined_are_undone() {
        let talk = talk();
        let given = PerParty::from_fn(|party: Party| {
            let mut joined: Vec<Span> = Vec::new();
            for spurt in &talk[party] {
                let start = (spurt.start - Time::from_millis(300)).max(Time::ZERO);
                let span = Span::new(start, spurt.end + Time::from_millis(300));
                match joined.last_mut() {
                    Some(last) if span.start - last.end < Time::from_millis(500) => last.end = span.end,
                    _ => joined.push(span),
                }
            }
            joined
        });
        assert!(given.agent.len() < talk.agent.len());
        let gates = gates(&given, &call(&talk, 9600));
        assert!(share_right(&gates, &talk) > 0.97, "{}", share_right(&gates, &talk));
    }

    #[test]
    fn nobody_is_heard_outside_of_all_turns_and_nothing_needs_any() {
        let talk = talk();
        let none = gates(&PerParty::default(), &call(&talk, 1200));
        assert!(none.iter().all(|&gate| gate == 0));
        assert!(gates(&talk, &[]).is_empty());
        let few = PerParty { agent: vec![span(0, 400)], customer: vec![span(600, 900)] };
        let found = gates(&few, &call(&few, 100));
        assert_eq!((found[20], found[50], found[70]), (1, 0, 2));
    }
}
