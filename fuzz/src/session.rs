//! A live call: pushes in any cut and encoding, losses, words, marks, looks at it and refusals between them.

use std::f32::consts::TAU;

use arbitrary::{Arbitrary, Unstructured};
use listening_core::{ALaw, Config, Events, MarkKind, MuLaw, OperatingPoint, Party, Report, Session, Time};

use crate::holds::{self, Settled};
use crate::made;

/// Seconds of audio of one input at most, so that inputs are many.
const LONGEST: usize = 24;

/// How a call is heard; steps follow it to the end of the input.
#[derive(Arbitrary, Debug)]
struct Call {
    rate: u8,
    agent_right: bool,
    assess_customer: bool,
    provisional: bool,
    prosody: bool,
    history: bool,
    decisions: u8,
    /// Two ways to cut the same input: frames of each push, over and over.
    cuts: [[u16; 6]; 2],
}

#[derive(Arbitrary, Debug)]
enum Step {
    Audio { encoding: Encoding, planar: bool, tenths: u8, left: Sound, right: Sound },
    Samples(Encoding, Vec<[i16; 2]>),
    Lost(u16, bool),
    Gap(u16),
    Word { agent: bool, start: u16, length: u8, text: String },
    Lexicon(String),
    Mark { kind: u8, start: u16, length: Option<u8>, party: Option<bool>, agent: Option<String> },
    Look,
    Refused(Refused),
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Encoding {
    Integers,
    Floats,
    MuLaw,
    ALaw,
}

/// What is on a line.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Sound {
    Silence,
    Voice { hz: u8, level: u8, syllable: u8 },
    Bursts { hz: u8, length: u8, pause: u8 },
    Tones { low: u16, high: u16 },
    Noise(u8),
    Clipped,
    Constant(i16),
}

/// What is no audio, no word and no lexicon.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Refused {
    Odd,
    Unequal,
    NotFinite(bool),
    TooLoud,
    Word(f64, f64),
    LongGap,
}

impl Sound {
    /// A sample of it: the same wherever a push begins.
    fn at(self, frame: usize, rate: usize) -> f32 {
        let t = (frame % (60 * rate)) as f32 / rate as f32;
        let voice = |hz: u8, syllable: u8| {
            let pitch = t * (70.0 + f32::from(hz)) + 0.8 * (TAU * 1.7 * t).sin();
            let harmonics: f32 = (1..=12_u8).map(|k| (TAU * f32::from(k) * pitch).sin() / f32::from(k).sqrt()).sum();
            0.1 * (0.55 - 0.45 * (TAU * (2.0 + f32::from(syllable % 8)) * t).cos()) * harmonics
        };
        let noise = |frame: usize| ((frame.wrapping_mul(2_654_435_761) >> 7) % 65_536) as f32 / 32_768.0 - 1.0;
        match self {
            Self::Silence => 0.0,
            Self::Voice { hz, level, syllable } => voice(hz, syllable) * f32::from(level) / 255.0,
            Self::Bursts { hz, length, pause } => {
                let (length, pause) = (20 + 8 * usize::from(length), 20 + 16 * usize::from(pause));
                let open = frame * 1000 / rate % (length + pause) < length;
                if open { voice(hz, 3) } else { 0.001 * noise(frame) }
            }
            Self::Tones { low, high } => {
                let tone = |hz: u16| (TAU * f32::from(hz % 4000) * t).sin();
                0.2 * (tone(low) + tone(high))
            }
            Self::Noise(level) => f32::from(level) / 255.0 * noise(frame),
            Self::Clipped => {
                if frame / 40 % 2 == 0 {
                    1.0
                } else {
                    -1.0
                }
            }
            Self::Constant(level) => f32::from(level) / 32_768.0,
        }
    }
}

/// What is pushed, laid out so that it can be cut anywhere.
enum Laid {
    Integers(Vec<i16>, bool),
    Floats(Vec<f32>, bool),
    Bytes(Vec<u8>, bool, bool),
    Gap(usize),
    Other(usize),
}

/// Both ends of what is taken, what is usual, and what shares no step with 8 kHz.
const RATES: [u32; 10] = [8000, 16_000, 4000, 11_025, 44_100, 48_000, 7351, 12_345, 8001, 192_000];

pub fn run(input: &[u8]) {
    let mut rest = Unstructured::new(input);
    let Ok(call) = Call::arbitrary(&mut rest) else { return };
    let steps: Vec<Step> = made::until_empty(&mut rest);
    let config = Config {
        sample_rate: RATES[usize::from(call.rate) % RATES.len()],
        agent_channel: call.agent_right.into(),
        assessed: if call.assess_customer { Party::Customer } else { Party::Agent },
        provisional: call.provisional,
        talker_prosody: call.prosody,
        history: call.history.then(|| Time::from_millis(120_000)),
        decisions: OperatingPoint::ALL.get(usize::from(call.decisions % 4)).copied(),
        ..Config::default()
    };
    let laid = laid_out(&steps, config.sample_rate as usize);
    let (first, finals) = listened(&steps, &laid, &config, &call.cuts[0]);
    holds::made(&first);
    let (second, same) = listened(&steps, &laid, &config, &call.cuts[1]);
    assert_eq!(second.to_json(), first.to_json(), "the same bytes for another cut");
    assert_eq!(same, finals, "the same finals for another cut");
    if config.provisional {
        let silent = Config { provisional: false, ..config };
        let (third, mut without) = listened(&steps, &laid, &silent, &[]);
        assert_eq!(third.to_json(), first.to_json(), "the same bytes without announcements");
        let mut finals = finals;
        finals.sort_unstable();
        without.sort_unstable();
        assert_eq!(without, finals, "the same finals without announcements");
    }
}

fn laid_out(steps: &[Step], rate: usize) -> Vec<Laid> {
    let (mut from, mut left_over) = (0, LONGEST * rate);
    let step = |(index, step): (usize, &Step)| match step {
        Step::Audio { encoding, planar, tenths, left, right } => {
            let count = (usize::from(*tenths) * rate / 10).min(left_over);
            let frames = (from..from + count).map(|frame| [left.at(frame, rate), right.at(frame, rate)]);
            let laid = encoded(*encoding, frames.collect(), *planar);
            from += count;
            left_over -= count;
            laid
        }
        Step::Samples(encoding, frames) => {
            let count = frames.len().min(left_over);
            left_over -= count;
            encoded(
                *encoding,
                frames[..count].iter().map(|frame| frame.map(|x| f32::from(x) / 32_768.0)).collect(),
                false,
            )
        }
        Step::Gap(frames) => {
            let count = usize::from(*frames).min(left_over);
            left_over -= count;
            Laid::Gap(count)
        }
        _ => Laid::Other(index),
    };
    steps.iter().enumerate().map(step).collect()
}

/// Frames as a push takes them: interleaved, or the left channel and then the right.
fn encoded(encoding: Encoding, frames: Vec<[f32; 2]>, planar: bool) -> Laid {
    let frames: Vec<[f32; 2]> = frames.into_iter().map(|frame| frame.map(|x| x.clamp(-1.0, 1.0))).collect();
    let order = |frames: &[[f32; 2]]| -> Vec<f32> {
        if planar {
            (0..2).flat_map(|channel| frames.iter().map(move |frame| frame[channel])).collect()
        } else {
            frames.concat()
        }
    };
    let samples = order(&frames);
    match encoding {
        Encoding::Integers => Laid::Integers(samples.iter().map(|x| (x * 32_767.0) as i16).collect(), planar),
        Encoding::Floats => Laid::Floats(samples, planar),
        // Any byte is a sample in G.711.
        Encoding::MuLaw => Laid::Bytes(samples.iter().map(|x| (x * 127.0) as i8 as u8).collect(), planar, true),
        Encoding::ALaw => Laid::Bytes(samples.iter().map(|x| (x * 127.0) as i8 as u8).collect(), planar, false),
    }
}

/// Gives `count` frames in pieces, each to `push` as a range.
fn cut(count: usize, cuts: &[u16], at: &mut usize, mut push: impl FnMut(std::ops::Range<usize>)) {
    let mut from = 0;
    while from < count {
        let piece = cuts.get(*at % cuts.len().max(1)).map_or(count, |&piece| usize::from(piece));
        *at += 1;
        // Pieces of a few frames are slow to fuzz; some are enough.
        let piece = if *at > 64 { piece.max(400) } else { piece.max(1) };
        push(from..(from + piece).min(count));
        from += piece;
    }
}

/// The report and the finals, in the order in which they came.
fn listened(steps: &[Step], laid: &[Laid], config: &Config, cuts: &[u16]) -> (Report, Vec<String>) {
    let mut session = Session::new(config.clone()).expect("a valid configuration");
    let (mut settled, mut at) = (Settled::default(), 0);
    for step in laid {
        let settled = &mut settled;
        match step {
            Laid::Integers(samples, planar) => {
                let half = samples.len() / 2;
                cut(half, cuts, &mut at, |p| {
                    take(
                        settled,
                        if *planar {
                            session.push_planar(&samples[p.clone()], &samples[half + p.start..half + p.end])
                        } else {
                            session.push_interleaved(&samples[2 * p.start..2 * p.end])
                        },
                    );
                });
            }
            Laid::Floats(samples, planar) => {
                let half = samples.len() / 2;
                cut(half, cuts, &mut at, |p| {
                    take(
                        settled,
                        if *planar {
                            session.push_planar(&samples[p.clone()], &samples[half + p.start..half + p.end])
                        } else {
                            session.push_interleaved(&samples[2 * p.start..2 * p.end])
                        },
                    );
                });
            }
            Laid::Bytes(bytes, planar, mulaw) => {
                let half = bytes.len() / 2;
                cut(half, cuts, &mut at, |p| {
                    let (left, right) = (p.clone(), half + p.start..half + p.end);
                    let both = 2 * p.start..2 * p.end;
                    take(
                        settled,
                        match (planar, mulaw) {
                            (true, true) => session.push_planar_mulaw(&bytes[left], &bytes[right]),
                            (true, false) => session.push_planar_alaw(&bytes[left], &bytes[right]),
                            (false, true) => session.push_mulaw(&bytes[both]),
                            (false, false) => session.push_alaw(&bytes[both]),
                        },
                    );
                });
            }
            Laid::Gap(frames) => cut(*frames, cuts, &mut at, |p| take(settled, session.push_gap(p.len()))),
            Laid::Other(index) => between(&mut session, &steps[*index]),
        }
    }
    let (report, last) = session.finish_with_events();
    settled.take(&last);
    settled.ended(&report);
    settled.finals.append(&mut settled.committed);
    (report, settled.finals)
}

fn take(settled: &mut Settled, events: listening_core::Result<Events<'_>>) {
    settled.take(events.expect("finite audio within its range is taken"));
}

/// What happens between two pushes.
fn between(session: &mut Session, step: &Step) {
    let party = |agent: bool| if agent { Party::Agent } else { Party::Customer };
    match step {
        Step::Lost(frames, agent) => session.push_lost((*frames).into(), party(*agent)),
        Step::Word { agent, start, length, text } => {
            let start = f64::from(*start) / 1000.0;
            let taken = session.push_word(party(*agent), start, start + f64::from(*length) / 100.0, text);
            assert_eq!(taken.is_ok(), !text.trim().is_empty() && text.len() <= 65_536, "{text:?}");
        }
        Step::Lexicon(list) => {
            if let Err(error) = session.extend_lexicon(list) {
                assert!(error.is_config(), "{error}");
            }
        }
        Step::Mark { kind, start, length, party: whose, agent } => {
            let kind = MarkKind::ALL[usize::from(*kind) % MarkKind::ALL.len()];
            let start = f64::from(*start) / 1000.0;
            let end = length.map(|length| start + f64::from(length) / 10.0);
            if let Err(error) = session.push_mark(kind, start, end, whose.map(party), agent.as_deref()) {
                assert!(error.is_mark() && (agent.is_some() || end.is_some()), "{error}");
            }
        }
        Step::Look => look(session),
        Step::Refused(refused) => refuse(session, *refused),
        Step::Audio { .. } | Step::Samples(..) | Step::Gap(_) => {}
    }
}

/// To look at a call changes nothing, and its report is that of a copy.
fn look(session: &Session) {
    let now = session.snapshot();
    assert!(now.known <= now.position && now.position == session.position());
    let report = session.report_so_far();
    holds::made(&report);
    let talked = |party: Party| {
        let own = report.talkspurts.iter().filter(|spurt| spurt.party == party && spurt.span.start < now.known);
        own.map(|spurt| spurt.span.end.min(now.known) - spurt.span.start).sum::<Time>()
    };
    // With a history the report is of the last part, and what is counted live of the whole.
    if report.since() == Time::ZERO {
        assert_eq!(now.parties.agent.talk, talked(Party::Agent));
        assert_eq!(now.parties.customer.talk, talked(Party::Customer));
    }
    assert_eq!(session.snapshot(), now);
}

/// A refusal says of what kind it is, and takes nothing.
fn refuse(session: &mut Session, refused: Refused) {
    let before = session.position();
    let error = match refused {
        Refused::Odd => session.push_interleaved(&[0_i16; 3]).err(),
        Refused::Unequal => session.push_planar(&[MuLaw(1)], &[MuLaw(2), MuLaw(3)]).err(),
        Refused::NotFinite(nan) => {
            session.push_interleaved(&[0.0_f32, if nan { f32::NAN } else { f32::NEG_INFINITY }]).err()
        }
        Refused::TooLoud => session.push_planar(&[1e9_f32], &[0.0]).err(),
        Refused::LongGap => session.push_gap(Session::LONGEST_GAP + 1).err(),
        Refused::Word(start, end) => {
            let fits = start >= 0.0 && end >= start && end <= listening_core::LATEST_S;
            match session.push_word(Party::Agent, start, end, "so") {
                Err(error) => assert!(error.is_words() && !fits, "{error}"),
                Ok(()) => assert!(fits, "{start} to {end} was taken"),
            }
            return;
        }
    };
    assert!(error.expect("refused").is_audio(), "{refused:?}");
    assert_eq!(session.position(), before);
    // An empty push is none, in any encoding.
    assert!(session.push_interleaved::<ALaw>(&[]).is_ok_and(<[_]>::is_empty));
}
