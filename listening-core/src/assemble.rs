//! From the last stage's facts to the report: shared by audio and by given talkspurts.

use crate::alignment;
use crate::config::Config;
use crate::delivery::Delivery;
use crate::finding::Health;
use crate::floor::{Event, Outcome, Unlisted};
use crate::listening::{self, Doubt, Facts, Measure, Part, Score, TalkerProsody};
use crate::marks::{Cover, Marks};
use crate::names::{HealthCode, TalkBasis};
use crate::party::{Party, PerParty};
use crate::report::{self, Channel, Engine, NOTICE, Report, Schema};
use crate::talkspurt::Talkspurt;
use crate::time::{Span, Time};

/// What the audio showed besides the floor; empty for given talkspurts.
#[derive(Debug)]
pub(crate) struct AudioFacts {
    /// How it was known who talked when.
    pub(crate) basis: TalkBasis,
    /// The talkspurts come from a source that reports one party at a time.
    pub(crate) overlap_unknown: bool,
    pub(crate) deliveries: PerParty<Vec<Delivery>>,
    pub(crate) levels: PerParty<Levels>,
}

impl AudioFacts {
    /// Whether there was audio.
    pub(crate) fn present(&self) -> bool {
        self.basis != TalkBasis::Turns
    }

    /// Adds how the channels lie against each other: where they were moved, and where they do not belong together.
    fn place(&mut self, config: &Config, talkspurts: &[Talkspurt], whole: Span) {
        let withheld = |found: &Health| found.withholds_score() && found.code != HealthCode::UnequalLengths;
        let mixed = Party::BOTH.iter().any(|&party| self.levels[party].health.iter().any(withheld));
        // Turns of a mix are of one clock, and what hides overlaps hides what shifts make.
        let apart = self.basis != TalkBasis::TurnsTrimmed && !self.overlap_unknown && !mixed;
        let found = if apart { alignment::findings(talkspurts, whole) } else { PerParty::default() };
        for party in Party::BOTH {
            let moved = config.offset[party];
            let moved = moved.map(|offset| Health::new(HealthCode::Moved, whole, Some(offset.seconds())));
            let health = &mut self.levels[party].health;
            for new in moved.into_iter().chain(found[party].iter().cloned()) {
                let place = health.iter().position(|known| known.start > new.start).unwrap_or(health.len());
                health.insert(place, new);
            }
        }
    }
}

impl Default for AudioFacts {
    fn default() -> Self {
        Self {
            basis: TalkBasis::Turns,
            overlap_unknown: false,
            deliveries: PerParty::default(),
            levels: PerParty::default(),
        }
    }
}

/// Speech of a muted party shorter than this in all is not worth a finding.
const MUTED: Time = Time::from_millis(300);

#[derive(Debug, Default)]
pub(crate) struct Levels {
    pub(crate) active_dbov: Option<f64>,
    pub(crate) snr_db: Option<f64>,
    pub(crate) health: Vec<Health>,
}

impl Levels {
    /// Whether something between the mouth and here changes the level.
    fn unsteady(&self) -> bool {
        self.health.iter().any(|found| matches!(found.code.known(), Some(HealthCode::Agc | HealthCode::GainStep)))
    }
}

/// What was scored of a call, or of a part of it.
struct Scored {
    measures: Vec<Measure>,
    score: Score,
    prosody: Option<TalkerProsody>,
}

/// How a call is scored.
struct Scoring<'a> {
    config: &'a Config,
    audio: bool,
    overlap_unknown: bool,
    doubt: Doubt,
}

impl Scoring<'_> {
    /// Scores a call, or a part of it: `bare` is all but its events, which are weighed on the way.
    fn of(&self, bare: Facts<'_>, events: &mut [Event], unlisted: &mut [Event]) -> Scored {
        let config = self.config;
        let readings = listening::readings(&Facts { events, unlisted, ..bare });
        readings.weigh(bare.talkspurts, events);
        readings.weigh(bare.talkspurts, unlisted);
        let facts = Facts { events, unlisted, ..bare };
        let prosody = (config.talker_prosody && self.audio).then(|| TalkerProsody::of(&facts));
        let (mut measures, mut seen) = listening::measures(&facts, &readings.all);
        if self.overlap_unknown {
            listening::leave_out_overlap(&mut measures, &mut seen);
        }
        measures.extend(prosody.iter().flat_map(TalkerProsody::measures));
        let by = (config.assessed, &*config.profile);
        let (score, read) = listening::score(&facts, (&measures, &seen), by, self.doubt.clone());
        for measure in measures.iter_mut().filter(|measure| measure.party == config.assessed) {
            measure.scored = read.iter().find(|(id, _)| measure.id == *id).map(|(_, value)| *value);
        }
        Scored { measures, score, prosody }
    }

    /// Scores what lies in `span` and is not left out. `all` are the facts of the whole call, without its events.
    fn of_part(
        &self,
        all: &Facts<'_>,
        events: &mut [Event],
        unlisted: &[Event],
        span: Span,
        left_out: &Cover,
    ) -> Scored {
        let mut part = Part::of(all, events, unlisted, span, left_out);
        let (mut own, mut own_unlisted) = part.take_events();
        let scored = self.of(part.facts(all), &mut own, &mut own_unlisted);
        // How much each counts is known by now.
        for (event, &place) in own.iter().zip(&part.places) {
            events[place].force = event.force;
        }
        scored
    }
}

/// What the telephone system marked, as far as it is heard: speech of a party whose microphone is muted.
fn muted_speech(marks: &Marks, talkspurts: &[Talkspurt], party: Party, whole: Span) -> Vec<Health> {
    let own: Vec<Span> = talkspurts.iter().filter(|spurt| spurt.party == party).map(|spurt| spurt.span).collect();
    let spoken = marks.mutes(party, whole).into_iter().filter_map(|mute| {
        let inside = own.iter().map(|spurt| Span::new(spurt.start.max(mute.start), spurt.end.min(mute.end)));
        let inside: Vec<Span> = inside.filter(|span| span.end > span.start).collect();
        let talk: Time = inside.iter().map(|span| span.length()).sum();
        let span = Span::new(inside.first()?.start, inside.last()?.end);
        (talk >= MUTED).then(|| Health::new(HealthCode::MutedSpeech, span, Some(talk.seconds())))
    });
    spoken.collect()
}

/// Puts the report together, of a call of that `duration` of which is known what happened `since`; `events` are the
/// finals, in any order before and in the report's order after.
pub(crate) fn report(
    config: &Config,
    [since, duration]: [Time; 2],
    outcome: Outcome,
    events: &mut [Event],
    audio: &mut AudioFacts,
    marks: &Marks,
) -> Report {
    audio.place(config, &outcome.talkspurts, Span::new(since, duration));
    events.sort_by_key(|event| (event.span.start, event.span.end, event.kind, event.by));
    let mut unlisted: Vec<Event> = outcome.unlisted.iter().map(Unlisted::event).collect();
    unlisted.sort_by_key(|event| (event.span.start, event.by));
    let (whole, cover) = (Span::new(since, duration), marks.cover());
    for party in Party::BOTH {
        audio.levels[party].health.extend(muted_speech(marks, &outcome.talkspurts, party, whole));
    }
    let facts = Facts {
        duration,
        since,
        opens: Time::ZERO,
        left_out: &cover,
        talkspurts: &outcome.talkspurts,
        turns: &outcome.turns,
        roles: PerParty { agent: &outcome.roles.agent, customer: &outcome.roles.customer },
        events: &[],
        unlisted: &[],
        deliveries: PerParty { agent: &audio.deliveries.agent, customer: &audio.deliveries.customer },
        words: PerParty { agent: &outcome.words.agent, customer: &outcome.words.customer },
        unsteady_gain: PerParty::from_fn(|party| audio.levels[party].unsteady()),
    };
    let scoring = Scoring {
        config,
        audio: audio.present(),
        overlap_unknown: audio.overlap_unknown,
        doubt: Doubt::of([&audio.levels.agent.health, &audio.levels.customer.health], duration.seconds()),
    };
    let legs: Vec<report::Leg> = marks
        .legs(whole)
        .into_iter()
        .map(|leg| {
            let scored = scoring.of_part(&facts, events, &unlisted, leg.span, &cover);
            report::Leg { agent: leg.agent, span: leg.span, score: scored.score, measures: scored.measures }
        })
        .collect();
    let Scored { measures, score, prosody } = if cover.is_empty() {
        scoring.of(facts, events, &mut unlisted)
    } else {
        scoring.of_part(&facts, events, &unlisted, whole, &cover)
    };
    // Where there is no score, nothing counted.
    let counted = score.observable_listening.is_some();
    let charges = listening::charges(events, &measures, config.assessed, &config.profile);
    let written = events.iter().zip(charges).map(|(event, charge)| report::Event {
        charged: charge.weight.filter(|_| counted),
        measures: if counted { charge.measures } else { Vec::new() },
        ..event.into()
    });
    let written = written.collect();
    let not_measured = listening::not_measured(
        scoring.audio,
        facts.has_words(),
        config.lexicon.language(),
        facts.unsteady_gain,
        audio.overlap_unknown,
    );
    let speech = PerParty::from_fn(|party| facts.speech(party));
    let (basis, present) = (audio.basis, scoring.audio);
    let levels = &mut audio.levels;
    let parties = PerParty::from_fn(|party| {
        let levels = std::mem::take(&mut levels[party]);
        Channel {
            channel: (basis == TalkBasis::Channels).then(|| config.channel(party)),
            speech_seconds: speech[party],
            active_level_dbov: levels.active_dbov,
            snr_db: levels.snr_db,
            health: levels.health,
            left_out: false,
        }
    });
    Report {
        schema: Schema,
        engine: Some(Engine::current(present)),
        profile: config.profile.id().to_owned(),
        basis: Some(basis.into()),
        duration,
        parties,
        traits: listening::traits(&score),
        characteristics: listening::characteristics(&score),
        not_measured,
        score,
        measures,
        marks: marks.within(whole),
        legs,
        prosody,
        talkspurts: outcome.talkspurts,
        turns: outcome.turns,
        events: written,
        assessed: config.assessed,
        notice: NOTICE.into(),
    }
}
