//! One call, written in the shape of every tool: the same words at the same times, of the same parties.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use listening_core::Party::{self, Agent, Customer};
use listening_formats::{Parties, Speaker, Transcript, TranscriptError, Unit, transcript};

/// What is in the files: channel, start and end in milliseconds, word; `transcripts/make.py` has the same.
const CALL: [(Party, u32, u32, &str); 10] = [
    (Agent, 0, 620, "hello"),
    (Agent, 700, 850, "how"),
    (Agent, 850, 1000, "can"),
    (Agent, 1000, 1080, "I"),
    (Agent, 1100, 1450, "help"),
    (Customer, 2000, 2150, "my"),
    (Customer, 2200, 2500, "bill"),
    (Customer, 2500, 2600, "is"),
    (Customer, 2600, 3050, "wrong"),
    (Agent, 3200, 3550, "okay"),
];

/// File, the tool, the unit, and the labels of agent and customer where there are labels.
const FILES: [(&str, &str, Unit, Option<[&str; 2]>); 30] = [
    ("assemblyai_channels.json", "AssemblyAI", Unit::Milliseconds, None),
    ("assemblyai_speakers.json", "AssemblyAI", Unit::Milliseconds, Some(["A", "B"])),
    ("aws_channels.json", "Amazon Transcribe", Unit::Seconds, None),
    ("aws_speakers.json", "Amazon Transcribe", Unit::Seconds, Some(["spk_0", "spk_1"])),
    ("aws_speakers_in_segments.json", "Amazon Transcribe", Unit::Seconds, Some(["spk_0", "spk_1"])),
    ("azure_batch.json", "Azure batch transcription", Unit::Ticks, None),
    ("azure_fast.json", "Azure fast transcription", Unit::Milliseconds, None),
    ("azure_sdk.jsonl", "Azure Speech SDK", Unit::Ticks, None),
    ("call_analytics.json", "Amazon Transcribe Call Analytics", Unit::Milliseconds, None),
    ("channels.ctm", "CTM", Unit::Seconds, None),
    ("deepgram_channels.json", "Deepgram", Unit::Seconds, None),
    ("deepgram_live.jsonl", "Deepgram live", Unit::Seconds, None),
    ("deepgram_speakers.json", "Deepgram", Unit::Seconds, Some(["0", "1"])),
    ("gladia.json", "Gladia", Unit::Seconds, None),
    ("google_channels.json", "Google Speech-to-Text", Unit::Seconds, None),
    ("google_speakers.json", "Google Speech-to-Text", Unit::Seconds, Some(["1", "2"])),
    ("google_v2.json", "Google Speech-to-Text", Unit::Seconds, Some(["1", "2"])),
    ("nemo.ctm", "CTM", Unit::Seconds, Some(["speaker_0", "speaker_1"])),
    ("plain.jsonl", "words", Unit::Seconds, None),
    ("plain_by_party.json", "words", Unit::Seconds, None),
    ("plain_channels.json", "words", Unit::Seconds, None),
    ("plain_keys.json", "words", Unit::Seconds, None),
    ("plain_milliseconds.json", "words", Unit::Milliseconds, None),
    ("plain_ticks.json", "words", Unit::Ticks, None),
    ("rev.json", "Rev AI", Unit::Seconds, Some(["0", "1"])),
    ("soniox.json", "Soniox", Unit::Milliseconds, Some(["1", "2"])),
    ("speechmatics_channels.json", "Speechmatics", Unit::Seconds, None),
    ("speechmatics_named.json", "Speechmatics", Unit::Seconds, None),
    ("speechmatics_speakers.json", "Speechmatics", Unit::Seconds, Some(["S1", "S2"])),
    ("whisperx.json", "WhisperX", Unit::Seconds, Some(["SPEAKER_00", "SPEAKER_01"])),
];

/// Files of one channel, which name nobody.
const UNNAMED: [(&str, &str); 5] = [
    ("faster_whisper.json", "Whisper"),
    ("vosk.json", "Vosk"),
    ("vosk.jsonl", "Vosk"),
    ("whisper.json", "Whisper"),
    ("whisper_api.json", "Whisper"),
];

/// Files with text but without the times of its words, and what the message has to say.
const WITHOUT: [(&str, &str); 4] = [
    ("contact_lens.json", "post-call analytics"),
    ("google_without_words.json", "enableWordTimeOffsets"),
    ("vosk_without_words.jsonl", "SetWords(True)"),
    ("whisper_without_words.json", "word_timestamps=True"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts")
}

fn read(file: &str) -> Result<Transcript, TranscriptError> {
    transcript(&fs::read(folder().join(file)).unwrap())
}

/// Equal to the call: times to a tenth of a millisecond, texts but for marks and capitals.
fn check<'a>(file: &str, words: impl ExactSizeIterator<Item = (f64, f64, &'a str)>) {
    assert_eq!(words.len(), CALL.len(), "{file}");
    for ((start, end, text), (_, from, to, said)) in words.zip(CALL) {
        assert!((start * 1e3 - f64::from(from)).abs() < 0.1, "{file}: {text} starts at {start}");
        assert!((end * 1e3 - f64::from(to)).abs() < 0.1, "{file}: {text} ends at {end}");
        assert_eq!(text.trim_end_matches([',', '?', '.']), said, "{file}");
    }
}

/// In the order of time: by channel, words come one channel after the other.
fn sorted(said: &[(Party, &listening_formats::SpokenWord)]) -> Vec<(Party, f64, f64, String)> {
    let mut words: Vec<_> =
        said.iter().map(|(party, word)| (*party, word.start, word.end, word.text.clone())).collect();
    words.sort_by(|a, b| a.1.total_cmp(&b.1));
    words
}

#[test]
fn every_shape_gives_the_same_words_of_the_same_parties() {
    for (file, shape, unit, labels) in FILES {
        let transcript = read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!((transcript.shape, transcript.unit), (shape, unit), "{file}");
        let speakers = labels.into_iter().flatten().map(str::to_owned).zip([Some(Agent), Some(Customer)]).collect();
        let said =
            transcript.said(&Parties { speakers, agent_channel: 0 }).unwrap_or_else(|error| panic!("{file}: {error}"));
        let words = sorted(&said);
        check(file, words.iter().map(|(_, start, end, text)| (*start, *end, text.as_str())));
        assert!(words.iter().zip(CALL).all(|(word, (party, ..))| word.0 == party), "{file}: {words:?}");
        // Without the labels' parties nothing is guessed.
        if let Some([agent, _]) = labels {
            let error = transcript.said(&Parties::default()).unwrap_err().to_string();
            assert!(
                error.contains(&format!("{agent} (")) && error.contains(&format!("{agent}=agent")),
                "{file}: {error}"
            );
        }
    }
}

#[test]
fn a_transcript_of_one_channel_names_nobody() {
    for (file, shape) in UNNAMED {
        let transcript = read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(transcript.shape, shape, "{file}");
        assert!(transcript.words.iter().all(|word| word.speaker == Speaker::Unnamed), "{file}");
        check(file, transcript.words.iter().map(|word| (word.start, word.end, word.text.as_str())));
        let error = transcript.said(&Parties::default()).unwrap_err().to_string();
        assert!(error.contains("transcribe each channel by itself"), "{error}");
    }
}

#[test]
fn text_without_times_of_words_is_refused_with_what_to_ask_for() {
    for (file, advice) in WITHOUT {
        let error = read(file).unwrap_err();
        assert!(matches!(error, TranscriptError::NoWordTimes { .. }), "{file}: {error}");
        assert!(error.to_string().contains(advice), "{file}: {error}");
    }
}

#[test]
fn every_file_beside_the_test_is_tested() {
    let mut tested: Vec<&str> = FILES.iter().map(|file| file.0).collect();
    tested.extend(UNNAMED.iter().chain(&WITHOUT).map(|file| file.0));
    tested.push("make.py");
    let listed = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in listed {
        assert!(tested.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn the_agent_may_be_on_the_right() {
    let transcript = read("deepgram_channels.json").unwrap();
    let said = transcript.said(&Parties { agent_channel: 1, ..Parties::default() }).unwrap();
    assert!(sorted(&said).iter().zip(CALL).all(|(word, (party, ..))| word.0 == party.other()));
}

#[test]
fn who_is_neither_is_left_out() {
    let speakers: BTreeMap<_, _> = [("spk_0".to_owned(), Some(Agent)), ("spk_1".to_owned(), None)].into();
    let transcript = read("aws_speakers.json").unwrap();
    let said = transcript.said(&Parties { speakers, agent_channel: 0 }).unwrap();
    assert_eq!(said.len(), 6);
}

#[test]
fn numerals_without_times_lie_between_their_neighbours() {
    let transcript = read("whisperx.json").unwrap();
    assert_eq!(transcript.untimed, 1);
    let two = br#"{"segments": [{"start": 1.0, "end": 5.0, "text": "it is 24 7", "words": [
        {"word": "it", "start": 1.0, "end": 1.5, "score": 0.9}, {"word": "is", "start": 2.0, "end": 3.0, "score": 0.9},
        {"word": "24"}, {"word": "7"}]}], "word_segments": []}"#;
    let transcript = super_read(two);
    let times: Vec<_> = transcript.words.iter().map(|word| (word.start, word.end)).collect();
    assert_eq!(times, [(1.0, 1.5), (2.0, 3.0), (3.0, 4.0), (4.0, 5.0)]);
}

fn super_read(bytes: &[u8]) -> Transcript {
    transcript(bytes).unwrap()
}

#[test]
fn the_unit_of_plain_words_is_that_in_which_half_of_them_are_words() {
    // Half of the words last 19.9 and 20 of the unit.
    for (length, unit) in
        [(19.9, Unit::Seconds), (20.0, Unit::Milliseconds), (19_999.0, Unit::Milliseconds), (20_000.0, Unit::Ticks)]
    {
        let rows =
            format!(r#"[["agent", 0, {length}, "yes"], ["customer", 0, {length}, "no"], ["agent", 5, 6, "yes"]]"#);
        assert_eq!(super_read(rows.as_bytes()).unit, unit, "{length}");
    }
}

#[test]
fn silence_is_a_transcript_of_no_words() {
    for bytes in [
        r#"{"text": "", "segments": [], "language": "en"}"#,
        r#"{"text": ""}"#,
        r#"{"words": []}"#,
        "[]",
        r#"{"monologues": []}"#,
        r#"{"results": {"channels": [{"alternatives": [{"transcript": "", "words": []}]}]}}"#,
    ] {
        let transcript = transcript(bytes.as_bytes()).unwrap_or_else(|error| panic!("{bytes}: {error}"));
        assert_eq!(transcript.words, [], "{bytes}");
        assert_eq!(transcript.said(&Parties::default()).unwrap(), []);
    }
}

#[test]
fn what_is_no_transcript_is_refused_by_its_kind() {
    let error = |bytes: &[u8]| transcript(bytes).unwrap_err();
    assert!(matches!(error(b"\xff\xfe"), TranscriptError::NotText));
    assert!(matches!(error(b"hello there"), TranscriptError::NotJson(_)));
    assert!(matches!(error(b""), TranscriptError::NotJson(_)));
    let unknown = error(br#"{"speech": [], "made_by": "x"}"#);
    assert!(unknown.to_string().contains(r#""made_by", "speech""#), "{unknown}");
    assert!(matches!(error(b"3"), TranscriptError::UnknownShape(_)));
    for (row, what) in [
        (r#"["agent", 2, 1, "yes"]"#, "ends before it starts"),
        (r#"["agent", -1, 1, "yes"]"#, "starts before the recording"),
        (r#"["agent", 0, "inf", "yes"]"#, "no number"),
    ] {
        let found = error(format!("[[\"agent\", 0, 1, \"no\"], {row}]").as_bytes());
        assert!(found.to_string().contains(what) && found.to_string().contains("word 1 (\"yes\")"), "{found}");
    }
    assert!(matches!(error(br#"[{"party": "agent", "text": "yes"}]"#), TranscriptError::NoWordTimes { .. }));
}
