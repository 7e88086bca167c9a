//! Made-up calls.

pub(crate) use Party::{Agent, Customer};
use listening_core::internals::{FloorInput, FloorTracker};
use listening_core::{Config, Event, Floor, Lexicon, MeasureId, Party, Report, ReportEvent, Span, Time};

/// Who talked from when to when, in seconds.
pub(crate) type Talk = (Party, f64, f64);

pub(crate) fn span(start: f64, end: f64) -> Span {
    Span::new(Time::from_seconds(start), Time::from_seconds(end))
}

/// The report of talkspurts, which may come in any order.
pub(crate) fn report(talk: &[Talk]) -> Report {
    floor(talk).finish(None).expect("talk that can be")
}

pub(crate) fn floor(talk: &[Talk]) -> Floor {
    configured(talk, Config::default())
}

pub(crate) fn configured(talk: &[Talk], config: Config) -> Floor {
    let mut floor = Floor::configured(config).expect("a valid configuration");
    let mut talk = talk.to_vec();
    talk.sort_by(|a, b| a.1.total_cmp(&b.1));
    talk.iter().for_each(|&(party, start, end)| floor.push(party, start, end).expect("talk that can be"));
    floor
}

/// The events of talkspurts with what else the floor is told, each at its time.
pub(crate) fn tracked(talk: &[Talk], more: &[(f64, FloorInput)]) -> Vec<Event> {
    let mut inputs = more.to_vec();
    for &(party, start, end) in talk {
        inputs.push((start, FloorInput::Start(party, Time::from_seconds(start))));
        inputs.push((end, FloorInput::End(party, Time::from_seconds(end))));
    }
    inputs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut floor, mut events) = (FloorTracker::new(false, Lexicon::default()), Vec::new());
    inputs.iter().for_each(|(_, input)| floor.push(*input, &mut events));
    floor.finish(Time::ZERO, &mut events);
    events
}

/// What begins with the onset of `by` at `start`, silences and bids left aside.
pub(crate) fn entry(report: &Report, by: Party, start: f64) -> Option<&ReportEvent> {
    let here = |event: &&ReportEvent| event.by == by && (event.span.start.seconds() - start).abs() < 0.002;
    let mut own = report.events.iter().filter(here);
    own.find(|event| !event.kind.is_silence() && event.kind != listening_core::EventKind::Bid)
}

/// The measure of a party.
#[track_caller]
pub(crate) fn measure(report: &Report, party: Party, id: MeasureId) -> &listening_core::report::Measure {
    report.measures.iter().find(|row| row.party == party && row.id == id).expect("every report has every measure")
}

#[track_caller]
pub(crate) fn value(report: &Report, party: Party, id: MeasureId) -> Option<f64> {
    measure(report, party, id).value
}

/// A conversation by turns, the agent first: 0.4 s of silence, 6 s of the agent, 0.4 s, 9 s of the customer.
pub(crate) fn calm(rounds: usize) -> Vec<Talk> {
    let round = |k: usize| {
        let at = 15.8 * k as f64;
        [(Agent, at + 0.4, at + 6.4), (Customer, at + 6.8, at + 15.8)]
    };
    (0..rounds).flat_map(round).collect()
}

/// A sequence of chance, the same every time.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// From 0 to 1.
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }

    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.next()
    }
}

/// A conversation in which the agent comes in before or after the customer's ends, and into its pauses, by chance.
pub(crate) fn lively(seed: u64) -> Vec<Talk> {
    let mut chance = Chance::new(seed);
    let (mut talk, mut at) = (vec![(Agent, 0.0, 2.0)], 2.4);
    for _ in 0..9 {
        // A turn of the customer with a pause in it, and often something that the agent says into it.
        let (first, pause, second) = (chance.between(2.0, 6.0), chance.between(0.3, 1.5), chance.between(1.0, 6.0));
        talk.push((Customer, at, at + first));
        let end = at + first + pause + second;
        talk.push((Customer, at + first + pause, end));
        if chance.next() < 0.6 {
            let from = at + chance.between(1.0, first);
            talk.push((Agent, from, from + chance.between(0.3, 2.6)));
        }
        let from = end - chance.between(-0.9, 1.6);
        let last = talk.iter().filter(|one| one.0 == Agent).map(|one| one.2).fold(0.0, f64::max);
        let from = from.max(last + 0.2);
        let to = from + chance.between(0.8, 6.0);
        talk.push((Agent, from, to));
        at = to.max(end) + chance.between(0.2, 0.9);
    }
    talk
}
