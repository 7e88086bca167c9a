//! Messages of Twilio's Media Streams, put in their places.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use listening_core::{MuLaw, Party, PerParty};
use listening_formats::{RtpStep, StreamError, StreamStep, TwilioMessage, TwilioStream, TwilioTrack};
use proptest::prelude::*;

const FRAMES: usize = 160;

/// A byte for each place, which is another on each track and never silence.
fn code(track: &str, place: usize) -> u8 {
    (place % 97) as u8 + if track == "inbound" { 1 } else { 101 }
}

fn start(tracks: &str) -> String {
    format!(
        r#"{{"event":"start","sequenceNumber":"1","start":{{"accountSid":"AC1","streamSid":"MZ1","callSid":"CA1","tracks":{tracks},
            "mediaFormat":{{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1}},
            "customParameters":{{"agent":"ben"}}}},"streamSid":"MZ1"}}"#
    )
}

fn media(number: usize, track: &str, chunk: usize, place: usize) -> String {
    let bytes: Vec<u8> = (place..place + FRAMES).map(|at| code(track, at)).collect();
    format!(
        r#"{{"event":"media","sequenceNumber":"{number}","media":{{"track":"{track}","chunk":"{chunk}","timestamp":"{}",
            "payload":"{}"}},"streamSid":"MZ1"}}"#,
        place / 8,
        STANDARD.encode(bytes)
    )
}

/// The messages of both tracks, `count` of each, from the first frame on.
fn messages(count: usize) -> Vec<String> {
    let both = (0..count).flat_map(|k| {
        [media(2 * k + 2, "outbound", k + 1, k * FRAMES), media(2 * k + 3, "inbound", k + 1, k * FRAMES)]
    });
    std::iter::once(start(r#"["inbound","outbound"]"#)).chain(both).collect()
}

#[derive(Debug, Default, PartialEq)]
struct Heard {
    audio: PerParty<Vec<i16>>,
    /// Frames that are lost: from and to.
    lost: PerParty<Vec<(usize, usize)>>,
    late: Vec<(Party, f64, f64)>,
}

fn hear(stream: &mut TwilioStream, heard: &mut Heard) {
    while let Some(step) = stream.step() {
        match step {
            StreamStep::Placed(RtpStep::Audio { agent, customer, lost }) => {
                let from = heard.audio.agent.len();
                for (party, samples) in [(Party::Agent, agent), (Party::Customer, customer)] {
                    heard.audio[party].extend(&samples);
                    if lost[party] {
                        let spans = &mut heard.lost[party];
                        match spans.last_mut() {
                            Some((_, last)) if *last == from => *last += samples.len(),
                            _ => spans.push((from, from + samples.len())),
                        }
                    }
                }
            }
            StreamStep::Placed(RtpStep::LateLoss { party, start, end }) => heard.late.push((party, start, end)),
            other => panic!("{other:?}"),
        }
    }
}

fn heard<'a>(messages: impl IntoIterator<Item = &'a String>) -> (Heard, TwilioStream) {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).unwrap();
    let mut heard = Heard::default();
    for message in messages {
        stream.push(message).unwrap();
        hear(&mut stream, &mut heard);
    }
    stream.finish();
    hear(&mut stream, &mut heard);
    (heard, stream)
}

fn whole(track: &str, frames: usize) -> Vec<i16> {
    (0..frames).map(|place| MuLaw(code(track, place)).to_i16()).collect()
}

#[test]
fn an_intact_stream_is_what_was_sent() {
    let (heard, stream) = heard(&messages(200));
    assert_eq!(heard.audio.agent, whole("outbound", 200 * FRAMES));
    assert_eq!(heard.audio.customer, whole("inbound", 200 * FRAMES));
    let counts = stream.counts();
    assert_eq!((counts.media, counts.overtaken, counts.lost), (400, 0, PerParty { agent: 0, customer: 0 }));
    assert!(heard.lost.agent.is_empty() && heard.lost.customer.is_empty() && heard.late.is_empty());
}

#[test]
fn messages_say_what_they_are() {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).unwrap();
    let connected = stream.push(r#"{"event":"connected","protocol":"Call","version":"1.0.0"}"#).unwrap();
    assert_eq!(connected, TwilioMessage::Connected);
    let TwilioMessage::Start(said) = stream.push(&start(r#"["inbound"]"#)).unwrap() else { panic!("no start") };
    assert_eq!((said.stream.as_str(), said.call.as_str(), said.tracks), ("MZ1", "CA1", vec![TwilioTrack::Inbound]));
    assert_eq!(said.parameters["agent"], "ben");
    let dtmf =
        r#"{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"2","dtmf":{"track":"inbound_track","digit":"1"}}"#;
    assert_eq!(stream.push(dtmf).unwrap(), TwilioMessage::Key { digit: "1".to_owned() });
    let mark = r#"{"event":"mark","sequenceNumber":"3","streamSid":"MZ1","mark":{"name":"my label"}}"#;
    assert_eq!(stream.push(mark).unwrap(), TwilioMessage::Mark { name: "my label".to_owned() });
    let stop = r#"{"event":"stop","sequenceNumber":"4","stop":{"accountSid":"AC1","callSid":"CA1"},"streamSid":"MZ1"}"#;
    assert_eq!(stream.push(stop).unwrap(), TwilioMessage::Stop);
    let other = stream.push(r#"{"event":"novel","streamSid":"MZ1"}"#).unwrap();
    assert_eq!(other, TwilioMessage::Other { event: "novel".to_owned() });
}

#[test]
fn what_is_missing_is_lost_and_of_the_track_that_misses_it() {
    let mut sent = messages(100);
    // The agent's 11th and 12th message.
    sent.retain(|message| !["\"22\"", "\"24\""].iter().any(|n| message.contains(&format!("\"sequenceNumber\":{n}"))));
    let (heard, stream) = heard(&sent);
    assert_eq!(heard.lost.agent, [(10 * FRAMES, 12 * FRAMES)]);
    assert!(heard.lost.customer.is_empty());
    assert_eq!(stream.counts().lost.agent, 2 * FRAMES as u64);
    assert_eq!(heard.audio.customer, whole("inbound", 100 * FRAMES));
}

#[test]
fn silence_that_was_not_sent_is_silence() {
    // Numbers go on, timestamps jump: the customer says nothing for two seconds, and both nothing for one.
    let mut sent = vec![start(r#"["inbound","outbound"]"#)];
    let mut chunks = [0, 0];
    for k in 0..300 {
        for (side, track) in ["outbound", "inbound"].into_iter().enumerate() {
            let silent = (200..250).contains(&k) || side == 1 && (50..150).contains(&k);
            if !silent {
                chunks[side] += 1;
                sent.push(media(sent.len() + 1, track, chunks[side], k * FRAMES));
            }
        }
    }
    let (heard, stream) = heard(&sent);
    assert_eq!(stream.counts().lost, PerParty { agent: 0, customer: 0 });
    let mut customer = whole("inbound", 300 * FRAMES);
    customer[50 * FRAMES..150 * FRAMES].fill(0);
    customer[200 * FRAMES..250 * FRAMES].fill(0);
    assert!(heard.audio.customer == customer && heard.late.is_empty());
    assert!(heard.audio.agent[200 * FRAMES..250 * FRAMES].iter().all(|&sample| sample == 0));
}

#[test]
fn silence_beside_a_loss_of_the_other_is_no_loss() {
    let mut sent = vec![start(r#"["inbound","outbound"]"#)];
    for k in 0..200 {
        // The customer is silent around the agent's loss.
        let number = if k < 50 { 2 * k + 2 } else { k + 52 };
        if k != 60 {
            sent.push(media(number, "outbound", k + 1, k * FRAMES));
        }
        if k < 50 {
            sent.push(media(number + 1, "inbound", k + 1, k * FRAMES));
        }
    }
    sent.push(media(252, "inbound", 51, 200 * FRAMES));
    let (heard, _) = heard(&sent);
    assert_eq!(heard.lost, PerParty { agent: vec![(60 * FRAMES, 61 * FRAMES)], customer: vec![] });
}

#[test]
fn timestamps_rounded_to_milliseconds_leave_no_gaps() {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).unwrap();
    let mut heard = Heard::default();
    for (k, message) in messages(100).iter().enumerate() {
        // A millisecond sooner or later.
        let place = (k.saturating_sub(1) / 2) * FRAMES / 8;
        let shaken = message.replace(
            &format!(r#""timestamp":"{place}""#),
            &format!(r#""timestamp":"{}""#, (place + 5 + k % 3).saturating_sub(1)),
        );
        stream.push(&shaken).unwrap();
        hear(&mut stream, &mut heard);
    }
    stream.finish();
    hear(&mut stream, &mut heard);
    // Each track begins where its first message says.
    assert_eq!(heard.audio.agent[40..][..99 * FRAMES], whole("outbound", 100 * FRAMES)[..99 * FRAMES]);
}

#[test]
fn one_track_alone_is_not_waited_for() {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).unwrap();
    let mut heard = Heard::default();
    stream.push(&start(r#"["inbound"]"#)).unwrap();
    for k in 0..50 {
        stream.push(&media(k + 2, "inbound", k + 1, k * FRAMES)).unwrap();
        hear(&mut stream, &mut heard);
        assert!(k < 10 || stream.position() >= 0.02 * k as f64 - 0.15, "{} at {k}", stream.position());
    }
}

#[test]
fn time_goes_on_where_nobody_is_sent() {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).unwrap();
    let mut heard = Heard::default();
    for message in messages(50) {
        stream.push(&message).unwrap();
    }
    stream.advance(5.0).unwrap();
    hear(&mut stream, &mut heard);
    assert_eq!(stream.position(), 4.6);
    // What comes for it all the same is lost.
    stream.push(&media(102, "outbound", 51, 100 * FRAMES)).unwrap();
    stream.finish();
    hear(&mut stream, &mut heard);
    assert_eq!(heard.late, [(Party::Agent, 2.0, 2.02)]);
    assert!(matches!(stream.advance(f64::NAN), Err(StreamError::Time { .. })));
    assert!(matches!(stream.advance(1e5), Err(StreamError::Time { .. })));
}

#[test]
fn the_agent_may_be_on_the_other_track() {
    let mut stream = TwilioStream::new(TwilioTrack::Inbound, 0.1).unwrap();
    let mut heard = Heard::default();
    for message in messages(20) {
        stream.push(&message).unwrap();
    }
    stream.finish();
    hear(&mut stream, &mut heard);
    assert_eq!(heard.audio.agent, whole("inbound", 20 * FRAMES));
}

#[test]
fn what_is_no_message_is_refused_and_changes_nothing() {
    let mut stream = TwilioStream::new(TwilioTrack::Outbound, 0.1).unwrap();
    let sent = messages(30);
    let mut heard_with = Heard::default();
    for message in &sent {
        stream.push(message).unwrap();
        let large = STANDARD.encode([0; 8001]);
        for (bad, said) in [
            ("", "no JSON object"),
            ("[1]", "no JSON object"),
            ("{}", "no \"event\""),
            (r#"{"event":"media","sequenceNumber":"2"}"#, "media.track is missing"),
            (r#"{"event":"media","sequenceNumber":"2","media":{"track":"both"}}"#, "media.track is \"both\""),
            (
                r#"{"event":"media","sequenceNumber":"2","media":{"track":"inbound","timestamp":"-1"}}"#,
                "media.timestamp is \"-1\"",
            ),
            (
                r#"{"event":"media","sequenceNumber":"2","media":{"track":"inbound","timestamp":"5000000000"}}"#,
                "media.timestamp",
            ),
            (
                r#"{"event":"media","sequenceNumber":"2","media":{"track":"inbound","timestamp":"5","payload":"~"}}"#,
                "media.payload",
            ),
            (
                r#"{"event":"media","sequenceNumber":"2","media":{"track":"inbound","timestamp":"4000000","payload":"fv8="}}"#,
                "an hour",
            ),
            (
                r#"{"event":"media","media":{"track":"inbound","timestamp":"5","payload":"fv8="}}"#,
                "sequenceNumber is missing",
            ),
            (r#"{"event":"stop","sequenceNumber":"9","streamSid":"MZ2"}"#, "the stream \"MZ2\""),
            (
                r#"{"event":"start","sequenceNumber":"1","start":{"mediaFormat":{"encoding":"opus"}}}"#,
                "start.mediaFormat",
            ),
            (&format!(r#"{{"event":"{}"}}"#, "x".repeat(70_000)), "at most 65535"),
            (
                &format!(
                    r#"{{"event":"media","sequenceNumber":"2","media":{{"track":"inbound","timestamp":"5","payload":"{large}"}}}}"#
                ),
                "at most a second",
            ),
        ] {
            let error = stream.push(bad).unwrap_err().to_string();
            assert!(error.contains(said), "{error} has not {said}");
        }
        hear(&mut stream, &mut heard_with);
    }
    stream.finish();
    hear(&mut stream, &mut heard_with);
    assert_eq!(heard_with, heard(&sent).0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Messages that are at most three places away from theirs give what those in order give, and copies change nothing.
    #[test]
    fn the_order_of_messages_does_not_matter(shifts in prop::collection::vec(0_usize..4, 121), copies in 0_usize..121) {
        let sent = messages(60);
        let mut order: Vec<usize> = (0..sent.len()).collect();
        order.sort_by_key(|&k| (k + shifts[k], k));
        let mut shaken: Vec<String> = order.iter().map(|&k| sent[k].clone()).collect();
        let copy = shaken[copies].clone();
        shaken.insert((copies + 2).min(shaken.len()), copy);
        let (found, stream) = heard(&shaken);
        prop_assert_eq!(found, heard(&sent).0);
        prop_assert_eq!(stream.counts().copies, 1);
    }

    /// Every frame that is missing is said to be lost, once, whatever is missing.
    #[test]
    fn every_loss_is_reported_once(lost in prop::collection::btree_set(2_usize..300, 0..40)) {
        let sent = messages(150);
        let kept: Vec<String> = (0..sent.len()).filter(|k| !lost.contains(k)).map(|k| sent[k].clone()).collect();
        let (found, stream) = heard(&kept);
        // Message k holds number k + 1: even numbers are the agent's.
        let of = |agent: bool| lost.iter().filter(|&&k| (k % 2 == 1) == agent).count() * FRAMES;
        let counts = stream.counts();
        prop_assert_eq!((counts.lost.agent as usize, counts.lost.customer as usize), (of(true), of(false)));
        prop_assert!(found.late.is_empty());
    }
}
