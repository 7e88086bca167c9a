//! Messages of Genesys AudioHook, put in their places and answered.

use listening_core::{MarkKind, MuLaw};
use listening_formats::{AudioHookMessage, AudioHookStream, RtpStep, StreamError, StreamStep};
use serde_json::{Value, json};

const ID: &str = "e160e428-53e2-487c-977d-96989bf5c99d";
const STEREO: &str = r#"[{"type":"audio","format":"PCMU","channels":["external","internal"],"rate":8000},
    {"type":"audio","format":"PCMU","channels":["external"],"rate":8000}]"#;

/// Agent, customer, frames that are lost of both, and pauses.
type Heard = (Vec<i16>, Vec<i16>, usize, Vec<(f64, Option<f64>)>);

struct Client {
    stream: AudioHookStream,
    seq: u64,
}

impl Client {
    fn open(media: &str) -> (Self, Value) {
        let mut client = Self { stream: AudioHookStream::new(), seq: 0 };
        let parameters = format!(
            r#"{{"organizationId":"d7934305-0972-4844-938e-9060eef73d05","conversationId":"090eaa2f-72fa-480a-83e0-8667ff89c0ec",
            "participant":{{"id":"883efee8-3d6c-4537-b500-6d7ca4b92fa0","ani":"+1-555-555-1234","aniName":"","dnis":""}},
            "media":{media},"language":"en-US"}}"#
        );
        let reply = client.say("open", &parameters).unwrap().1.unwrap();
        (client, reply)
    }

    fn text(kind: &str, parameters: &str, seq: u64) -> String {
        format!(
            r#"{{"version":"2","id":"{ID}","type":"{kind}","seq":{seq},"serverseq":0,"position":"PT0S","parameters":{parameters}}}"#
        )
    }

    fn say(&mut self, kind: &str, parameters: &str) -> Result<(AudioHookMessage, Option<Value>), StreamError> {
        let text = Self::text(kind, parameters, self.seq + 1);
        let answer = self.stream.push_text(&text)?;
        self.seq += 1;
        Ok((answer.message, answer.reply.map(|reply| serde_json::from_str(&reply).unwrap())))
    }

    /// What came up to here.
    fn heard(&mut self) -> Heard {
        let (mut agents, mut customers, mut all_lost, mut marks) = (Vec::new(), Vec::new(), 0, Vec::new());
        while let Some(step) = self.stream.step() {
            match step {
                StreamStep::Placed(RtpStep::Audio { agent, customer, lost }) => {
                    assert_eq!(lost.agent, lost.customer);
                    all_lost += if lost.agent { agent.len() } else { 0 };
                    agents.extend(agent);
                    customers.extend(customer);
                }
                StreamStep::Mark(mark) => {
                    assert_eq!(mark.kind, MarkKind::Pause);
                    marks.push((mark.start, mark.end));
                }
                other => panic!("{other:?}"),
            }
        }
        (agents, customers, all_lost, marks)
    }
}

#[test]
fn the_stream_is_opened_answered_and_closed() {
    let (mut client, opened) = Client::open(STEREO);
    assert_eq!(
        (opened["type"].as_str(), opened["seq"].as_u64(), opened["clientseq"].as_u64()),
        (Some("opened"), Some(1), Some(1))
    );
    assert_eq!((opened["version"].as_str(), opened["id"].as_str()), (Some("2"), Some(ID)));
    let media = json!([{"type": "audio", "format": "PCMU", "channels": ["external", "internal"], "rate": 8000}]);
    assert_eq!(opened["parameters"], json!({"startPaused": false, "media": media}));
    let (said, pong) = client.say("ping", "{}").unwrap();
    let pong = pong.unwrap();
    assert_eq!((said, pong["type"].as_str()), (AudioHookMessage::Ping, Some("pong")));
    assert_eq!((pong["seq"].as_u64(), pong["clientseq"].as_u64()), (Some(2), Some(2)));
    let (said, none) = client.say("error", r#"{"code":409,"message":"odd"}"#).unwrap();
    assert_eq!((said, none), (AudioHookMessage::Error { code: 409, message: "odd".to_owned() }, None));
    let (said, closed) = client.say("close", r#"{"reason":"end"}"#).unwrap();
    assert_eq!(said, AudioHookMessage::Close { reason: "end".to_owned() });
    let closed = closed.unwrap();
    assert_eq!(
        (closed["type"].as_str(), closed["seq"].as_u64(), closed["clientseq"].as_u64()),
        (Some("closed"), Some(3), Some(4))
    );
    assert!(client.stream.has_ended());
    let refused = client.stream.push_audio(&[0xFF; 320]).unwrap_err();
    assert!(refused.to_string().contains("audio came while the stream was closed"), "{refused}");
}

#[test]
fn the_customer_is_the_external_party_and_comes_first() {
    let (mut client, _) = Client::open(STEREO);
    client.stream.push_audio(&[0x80, 0x00, 0x81, 0x01]).unwrap();
    let (agent, customer, lost, marks) = client.heard();
    assert_eq!(agent, [MuLaw(0x00).to_i16(), MuLaw(0x01).to_i16()]);
    assert_eq!(customer, [MuLaw(0x80).to_i16(), MuLaw(0x81).to_i16()]);
    assert_eq!((lost, marks), (0, vec![]));
}

#[test]
fn linear_samples_are_little_endian_and_one_party_alone_is_taken() {
    let (mut client, opened) = Client::open(r#"[{"type":"audio","format":"L16","channels":["internal"],"rate":8000}]"#);
    assert_eq!(opened["parameters"]["media"][0]["format"], "L16");
    client.stream.push_audio(&[1, 0, 0xFE, 0xFF]).unwrap();
    assert_eq!(client.heard(), (vec![1, -2], vec![0, 0], 0, vec![]));
    assert_eq!(client.stream.push_audio(&[1, 2, 3]), Err(StreamError::Frame { bytes: 3, unit: 2 }));
}

#[test]
fn what_is_discarded_is_lost_of_both() {
    let (mut client, _) = Client::open(STEREO);
    client.stream.push_audio(&[7; 2 * 8000]).unwrap();
    client.say("discarded", r#"{"start":"PT1S","discarded":"PT0.25S"}"#).unwrap();
    client.stream.push_audio(&[7; 2 * 800]).unwrap();
    let (agent, customer, lost, marks) = client.heard();
    assert_eq!((agent.len(), customer.len(), lost, marks), (10_800, 10_800, 2000, vec![]));
    assert!(agent[8000..10_000].iter().all(|&sample| sample == 0) && agent[10_000] != 0);
    assert_eq!(client.stream.lost(), 0.25);
}

#[test]
fn a_pause_is_a_mark_and_no_loss() {
    let (mut client, _) = Client::open(STEREO);
    client.stream.push_audio(&[7; 2 * 8000]).unwrap();
    client.say("paused", "{}").unwrap();
    assert!(client.stream.is_paused());
    let refused = client.stream.push_audio(&[7; 320]).unwrap_err();
    assert!(refused.to_string().contains("while the stream was paused"), "{refused}");
    // Said again where the server asks.
    client.say("paused", "{}").unwrap();
    client.say("resumed", r#"{"start":"PT1S","discarded":"PT12.5S"}"#).unwrap();
    client.stream.push_audio(&[7; 2 * 800]).unwrap();
    let (agent, customer, lost, marks) = client.heard();
    // As silent as can be, but no digital silence, and another in each channel.
    let paused = |of: &[i16]| of[8000..108_000].to_vec();
    assert!(paused(&agent).iter().all(|sample| (-1..=1).contains(sample)));
    assert!(paused(&agent).windows(40).all(|few| few.iter().any(|&sample| sample != 0)));
    assert_ne!(paused(&agent), paused(&customer));
    assert_eq!((agent.len(), lost, marks), (8000 + 100_000 + 800, 0, vec![(1.0, None), (1.0, Some(13.5))]));
    // It goes on although it was not paused.
    client.say("resumed", r#"{"start":"PT13.6S","discarded":"PT0S"}"#).unwrap();
    assert_eq!(client.heard(), (vec![], vec![], 0, vec![]));
}

#[test]
fn a_probe_has_no_audio() {
    let mut client = Client { stream: AudioHookStream::new(), seq: 0 };
    let parameters =
        r#"{"conversationId":"00000000-0000-0000-0000-000000000000","media":[],"supportedLanguages":true}"#;
    let (said, opened) = client.say("open", parameters).unwrap();
    assert!(matches!(said, AudioHookMessage::Open(open) if open.probe));
    let expected = json!({"startPaused": false, "media": [], "supportedLanguages": []});
    assert_eq!(opened.unwrap()["parameters"], expected);
    assert!(client.stream.push_audio(&[0xFF; 2]).is_err());
}

#[test]
fn what_may_not_come_is_refused_and_changes_nothing() {
    let mut fresh = AudioHookStream::new();
    let refused = fresh.push_text(&Client::text("paused", "{}", 1)).unwrap_err();
    assert!(refused.to_string().contains("while the stream was not open"), "{refused}");
    let (mut client, _) = Client::open(STEREO);
    for (text, said) in [
        (String::new(), "no JSON object"),
        (Client::text("ping", "{}", 1), "has the number 1: expected 2"),
        (Client::text("ping", "{}", 3), "has the number 3: expected 2"),
        (Client::text("ping", "{}", 2).replace("\"2\"", "\"3\""), "version is \"3\""),
        (Client::text("ping", "{}", 2).replace(ID, "other"), "the stream \"other\""),
        (Client::text("open", &format!(r#"{{"media":{STEREO}}}"#), 2), "a stream is opened once"),
        (Client::text("discarded", r#"{"start":"PT1S"}"#, 2), "parameters.discarded is missing"),
        (Client::text("discarded", r#"{"start":"PT-1S","discarded":"PT1S"}"#, 2), "parameters.start is \"PT-1S\""),
        (Client::text("discarded", r#"{"start":"PT1S","discarded":"1:00"}"#, 2), "PT1.25S"),
        (Client::text("discarded", r#"{"start":"PT1S","discarded":"PT3700S"}"#, 2), "an hour"),
        (Client::text("resumed", r#"{"start":"PTinfS","discarded":"PT1S"}"#, 2), "parameters.start"),
    ] {
        let error = client.stream.push_text(&text).unwrap_err().to_string();
        assert!(error.contains(said), "{error} has not {said}");
    }
    assert!(client.say("ping", "{}").unwrap().1.is_some());
    assert!(client.stream.push_audio(&vec![0; (1 << 18) + 2]).is_err());
    let offered = r#"{"media":[{"type":"audio","format":"OPUS","channels":["external"],"rate":48000}]}"#;
    let refused = fresh.push_text(&Client::text("open", offered, 1)).unwrap_err();
    assert!(refused.to_string().contains("OPUS"), "{refused}");
    let goodbye: Value = serde_json::from_str(&client.stream.disconnect("error", "odd")).unwrap();
    assert_eq!(
        (goodbye["type"].as_str(), goodbye["parameters"]["reason"].as_str()),
        (Some("disconnect"), Some("error"))
    );
}
