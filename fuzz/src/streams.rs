//! Calls as telephone platforms send them: messages in any order, missing, repeated and no messages at all.

use arbitrary::{Arbitrary, Unstructured};
use listening_core::Party;
use listening_formats::{AudioHookStream, RtpStep, StreamStep, TwilioStream, TwilioTrack};

use crate::made;

#[derive(Arbitrary, Debug)]
enum Message {
    /// The next messages of a track, of a size each, after numbers and a time that are left out.
    Media {
        agent: bool,
        count: u8,
        size: u8,
        missing: u8,
        silent_ms: u16,
    },
    /// One that came before, or far from the others.
    Again {
        agent: bool,
        number: u16,
        ms: u16,
    },
    Start {
        tracks: u8,
    },
    Key,
    Advance {
        ms: u16,
    },
    Text {
        text: String,
    },
}

#[derive(Arbitrary, Debug)]
enum Said {
    Open { channels: u8, linear: bool },
    Audio { bytes: u16 },
    Discarded { start: u32, ms: u16 },
    Paused,
    Resumed { start: u32, ms: u16 },
    Ping,
    Close,
    Skipped { by: u8 },
    Text { text: String },
}

#[derive(Default)]
struct Heard {
    frames: usize,
    lost: [u64; 2],
    paused: Option<f64>,
}

impl Heard {
    fn take(&mut self, step: StreamStep) {
        match step {
            StreamStep::Placed(RtpStep::Audio { agent, customer, lost }) => {
                assert!(agent.len() == customer.len() && !agent.is_empty(), "both channels keep one clock");
                self.frames += agent.len();
                for (party, samples) in [(Party::Agent, &agent), (Party::Customer, &customer)] {
                    if lost[party] {
                        self.lost[party as usize] += samples.len() as u64;
                        assert!(samples.iter().all(|&x| x == 0), "what is lost is not heard");
                    }
                }
            }
            StreamStep::Placed(RtpStep::LateLoss { party, start, end }) => {
                assert!(0.0 <= start && start < end && end <= self.frames as f64 / 8000.0, "{start} to {end}");
                self.lost[party as usize] += ((end - start) * 8000.0).round() as u64;
            }
            StreamStep::Mark(mark) => match mark.end {
                None => assert!(self.paused.replace(mark.start).is_none(), "a pause in a pause"),
                Some(end) => assert!(self.paused.take() == Some(mark.start) && mark.start <= end, "{mark:?}"),
            },
            other => panic!("{other:?}"),
        }
    }
}

pub fn run(input: &[u8]) {
    let mut rest = Unstructured::new(input);
    if rest.arbitrary().unwrap_or(false) {
        audiohook(&made::until_empty(&mut rest));
    } else {
        twilio(&made::until_empty(&mut rest));
    }
}

fn media(agent: bool, number: u64, ms: u64, size: u8) -> String {
    let track = if agent { "outbound" } else { "inbound" };
    let payload = "fv7+".repeat(usize::from(size));
    format!(
        r#"{{"event":"media","sequenceNumber":"{number}","streamSid":"MZ1","media":{{"track":"{track}","chunk":"1","timestamp":"{ms}","payload":"{payload}"}}}}"#
    )
}

fn twilio(messages: &[Message]) {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).expect("a stream");
    let (mut heard, mut number, mut place) = (Heard::default(), 0_u64, [0_u64; 2]);
    for message in messages {
        let mut texts = Vec::new();
        match message {
            Message::Media { agent, count, size, missing, silent_ms } => {
                number += u64::from(*missing);
                let at = &mut place[usize::from(*agent)];
                *at += u64::from(*silent_ms);
                for _ in 0..*count {
                    number += 1;
                    texts.push(media(*agent, number, *at, *size));
                    *at += 3 * u64::from(*size) / 8;
                }
            }
            Message::Again { agent, number, ms } => texts.push(media(*agent, u64::from(*number), u64::from(*ms), 40)),
            Message::Start { tracks } => {
                let names = ["", "\"inbound\"", "\"outbound\"", "\"inbound\",\"outbound\""][usize::from(tracks % 4)];
                number += 1;
                texts.push(format!(r#"{{"event":"start","sequenceNumber":{number},"start":{{"tracks":[{names}]}}}}"#));
            }
            Message::Key => {
                number += 1;
                texts.push(format!(r#"{{"event":"dtmf","sequenceNumber":"{number}","dtmf":{{"digit":"1"}}}}"#));
            }
            Message::Advance { ms } => {
                let _ = stream.advance(stream.position() + f64::from(*ms) / 1000.0);
            }
            Message::Text { text } => texts.push(text.clone()),
        }
        for text in &texts {
            let _ = stream.push(text);
            while let Some(step) = stream.step() {
                heard.take(step);
            }
        }
    }
    stream.finish();
    while let Some(step) = stream.step() {
        heard.take(step);
    }
    assert_eq!((stream.position() * 8000.0).round() as usize, heard.frames);
    let counts = stream.counts();
    assert_eq!(heard.lost, [counts.lost.agent, counts.lost.customer], "every loss is said, once");
    assert!(heard.paused.is_none());
}

fn audiohook(messages: &[Said]) {
    let mut stream = AudioHookStream::new();
    let (mut heard, mut number, mut replies) = (Heard::default(), 0_u64, 0);
    for said in messages {
        let span = |start: &u32, ms: &u16| {
            let (start, length) = (f64::from(*start % 100_000) / 1000.0, f64::from(*ms) / 1000.0);
            format!(r#"{{"start":"PT{start}S","discarded":"PT{length}S"}}"#)
        };
        let (kind, parameters) = match said {
            Said::Open { channels, linear } => {
                let format = if *linear { "L16" } else { "PCMU" };
                let names = [r#""external","internal""#, r#""internal","external""#, r#""external""#, r#""internal""#];
                let names = names[usize::from(channels % 4)];
                let media = format!(r#"{{"type":"audio","format":"{format}","channels":[{names}],"rate":8000}}"#);
                ("open", format!(r#"{{"media":[{media}]}}"#))
            }
            Said::Discarded { start, ms } => ("discarded", span(start, ms)),
            Said::Resumed { start, ms } => ("resumed", span(start, ms)),
            Said::Paused => ("paused", "{}".to_owned()),
            Said::Ping => ("ping", "{}".to_owned()),
            Said::Close => ("close", r#"{"reason":"end"}"#.to_owned()),
            Said::Audio { bytes } => {
                let _ = stream.push_audio(&vec![0x55; usize::from(*bytes)]);
                while let Some(step) = stream.step() {
                    heard.take(step);
                }
                continue;
            }
            Said::Skipped { by } => {
                let text = format!(r#"{{"version":"2","id":"1","type":"ping","seq":{}}}"#, number + u64::from(*by));
                assert!(*by == 1 || stream.push_text(&text).is_err(), "numbers follow each other");
                continue;
            }
            Said::Text { text } => {
                let _ = stream.push_text(text);
                continue;
            }
        };
        let text =
            format!(r#"{{"version":"2","id":"1","type":"{kind}","seq":{},"parameters":{parameters}}}"#, number + 1);
        if let Ok(answer) = stream.push_text(&text) {
            number += 1;
            if let Some(reply) = answer.reply {
                replies += 1;
                assert!(reply.contains(&format!(r#""seq":{replies},"#)), "{reply} is answer {replies}");
            }
        }
        while let Some(step) = stream.step() {
            heard.take(step);
        }
        assert_eq!(heard.paused.is_some(), stream.is_paused() || (stream.has_ended() && heard.paused.is_some()));
    }
    assert_eq!((stream.position() * 8000.0).round() as usize, heard.frames);
    assert_eq!(heard.lost, [(stream.lost() * 8000.0).round() as u64; 2], "every loss is said, once");
}
