//! From the last stage's facts to the report: shared by audio and by given talkspurts.

use crate::alignment;
use crate::config::Config;
use crate::delivery::Delivery;
use crate::finding::Health;
use crate::floor::{Event, Outcome, Unlisted};
use crate::listening::{self, Doubt, Facts, TalkerProsody};
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
    /// The talkspurts were given by what tells of one party at a time.
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

/// Puts the report together, of a call of that `duration` of which is known what happened `since`; `events` are the
/// finals, in any order before and in the report's order after.
pub(crate) fn report(
    config: &Config,
    [since, duration]: [Time; 2],
    outcome: Outcome,
    events: &mut [Event],
    audio: &mut AudioFacts,
) -> Report {
    audio.place(config, &outcome.talkspurts, Span::new(since, duration));
    events.sort_by_key(|event| (event.span.start, event.span.end, event.kind, event.by));
    let mut unlisted: Vec<Event> = outcome.unlisted.iter().map(Unlisted::event).collect();
    unlisted.sort_by_key(|event| (event.span.start, event.by));
    let bare = Facts {
        duration,
        since,
        talkspurts: &outcome.talkspurts,
        turns: &outcome.turns,
        roles: PerParty { agent: &outcome.roles.agent, customer: &outcome.roles.customer },
        events: &[],
        unlisted: &[],
        deliveries: PerParty { agent: &audio.deliveries.agent, customer: &audio.deliveries.customer },
        words: PerParty { agent: &outcome.words.agent, customer: &outcome.words.customer },
        unsteady_gain: PerParty::from_fn(|party| audio.levels[party].unsteady()),
    };
    let readings = listening::readings(&Facts { events, unlisted: &unlisted, ..bare });
    readings.weigh(&outcome.talkspurts, events);
    readings.weigh(&outcome.talkspurts, &mut unlisted);
    let facts = Facts { events, unlisted: &unlisted, ..bare };
    let prosody = (config.talker_prosody && audio.present()).then(|| TalkerProsody::of(&facts));
    let (mut measures, mut seen) = listening::measures(&facts, &readings.all);
    if audio.overlap_unknown {
        listening::leave_out_overlap(&mut measures, &mut seen);
    }
    measures.extend(prosody.iter().flat_map(TalkerProsody::measures));
    let doubt = Doubt::of([&audio.levels.agent.health, &audio.levels.customer.health], duration.seconds());
    let (score, read) = listening::score(&facts, (&measures, &seen), (config.assessed, &config.profile), doubt);
    for measure in measures.iter_mut().filter(|measure| measure.party == config.assessed) {
        measure.scored = read.iter().find(|(id, _)| measure.id == *id).map(|(_, value)| *value);
    }
    // Where there is no score, nothing counted.
    let counted = score.observable_listening.is_some();
    let charges = listening::charges(events, &measures, config.assessed, &config.profile);
    let written = events.iter().zip(charges).map(|(event, charge)| report::Event {
        charged: charge.weight.filter(|_| counted),
        measures: if counted { charge.measures } else { Vec::new() },
        ..event.into()
    });
    let written = written.collect();
    let (basis, present) = (audio.basis, audio.present());
    let levels = &mut audio.levels;
    let parties = PerParty::from_fn(|party| {
        let levels = std::mem::take(&mut levels[party]);
        Channel {
            channel: (basis == TalkBasis::Channels).then(|| config.channel(party)),
            speech_seconds: facts.speech(party),
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
        not_measured: listening::not_measured(
            present,
            facts.has_words(),
            config.lexicon.language(),
            facts.unsteady_gain,
            audio.overlap_unknown,
        ),
        score,
        measures,
        prosody,
        talkspurts: outcome.talkspurts,
        turns: outcome.turns,
        events: written,
        assessed: config.assessed,
        notice: NOTICE.into(),
    }
}
