//! One call, written by every tool: the same turns of the same speakers. And lines that are hard to read.

use listening_formats::{Diarisation, DiarisationError, diarisation};

/// Speaker, start and end in s.
const CALL: [(&str, f64, f64); 3] = [("ann", 0.5, 2.0), ("bob", 2.25, 4.0), ("ann", 3.75, 5.0)];

const RTTM: &str = "\
;; a comment
SPKR-INFO call 1 <NA> <NA> <NA> unknown ann <NA> <NA>
SPEAKER call 1 0.500 1.500 <NA> <NA> ann <NA> <NA>
SPEAKER call 1 2.250 1.750 <NA> <NA> bob <NA> <NA>
NON-SPEECH call 1 4.000 0.100 <NA> noise <NA> <NA> <NA>
SPEAKER call 1 3.750 1.250 <NA> <NA> ann <NA> <NA>
";

const STM: &str = "\
;; a comment
call 1 ann 0.5 2.0 <o,f0,unknown> hello there
call 1 bob 2.25 4.0 <o,f0,unknown> hi
call 1 inter_segment_gap 4.0 4.5 <o,,> ignore_time_segment_in_scoring
call 1 ann 3.75 5.0 <o,f0,unknown> right
";

const CTM: &str = "\
call 1 0.5 1.5 hello 0.9 lex ann
call 1 2.25 1.75 hi 0.9 lex bob
call 1 3.75 1.25 right 0.9 lex ann
";

const CHAT: &str = "\
@UTF8
@Begin
@Participants:\tANN Ann Adult, BOB Bob Adult
*ann:\thello there . \u{15}500_2000\u{15}
%com:\tlaughs \u{15}0_100\u{15}
*bob:\thi
\tand so on . \u{15}2250_4000\u{15}
*ann:\tright . \u{15}3750_5000\u{15}
*bob:\tnobody knows when .
@End
";

const TEXTGRID: &str = r#"File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 5
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "ann"
        xmin = 0
        xmax = 5
        intervals: size = 4
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = ""
        intervals [2]:
            xmin = 0.5
            xmax = 2
            text = "he said ""yes"" 7"
        intervals [3]:
            xmin = 2
            xmax = 3.75
            text = " "
        intervals [4]:
            xmin = 3.75
            xmax = 5
            text = "right"
    item [2]:
        class = "IntervalTier"
        name = "bob"
        xmin = 0
        xmax = 5
        intervals: size = 1
        intervals [1]:
            xmin = 2.25
            xmax = 4
            text = "hi"
"#;

const SHORT_TEXTGRID: &str = r#"File type = "ooTextFile"
"TextGrid"

0
5
<exists>
3
"IntervalTier"
"ann"
0
5
2
0.5
2
"hello"
3.75
5
"right"
"TextTier"
"clicks"
0
5
1
1.5
"click"
"IntervalTier"
"bob"
0
5
1
2.25
4
"hi"
"#;

const EAF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0">
  <TIME_ORDER>
    <TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="500"/><TIME_SLOT TIME_SLOT_ID="ts2" TIME_VALUE="2000"/>
    <TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="2250"/><TIME_SLOT TIME_SLOT_ID="ts4" TIME_VALUE="4000"/>
    <TIME_SLOT TIME_SLOT_ID="ts5" TIME_VALUE="3750"/><TIME_SLOT TIME_SLOT_ID="ts6" TIME_VALUE="5000"/>
  </TIME_ORDER>
  <TIER LINGUISTIC_TYPE_REF="t" PARTICIPANT="ann" TIER_ID="words-1">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2">
      <ANNOTATION_VALUE>hello</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a2" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts5">
      <ANNOTATION_VALUE></ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a3" TIME_SLOT_REF1="ts5" TIME_SLOT_REF2="ts6">
      <ANNOTATION_VALUE>right</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="t" TIER_ID="bob">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a4" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4">
      <ANNOTATION_VALUE>hi</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
  <TIER LINGUISTIC_TYPE_REF="t" PARENT_REF="bob" TIER_ID="translation">
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a5" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts6">
      <ANNOTATION_VALUE>hallo</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
  </TIER>
</ANNOTATION_DOCUMENT>
"#;

const PYANNOTE: &str = r#"{"diarization": [{"start": 0.5, "end": 2.0, "speaker": "ann"},
    {"start": 2.25, "end": 4.0, "speaker": "bob"}, {"start": 3.75, "end": 5.0, "speaker": "ann"}],
    "exclusive_diarization": [{"start": 0.5, "end": 5.0, "speaker": "ann"}]}"#;

const LHOTSE: &str = r#"{"id": "1", "recording_id": "call", "start": 0.5, "duration": 1.5, "channel": 0, "speaker": "ann"}
{"id": "2", "recording_id": "call", "start": 2.25, "duration": 1.75, "channel": 0, "speaker": "bob"}
{"id": "3", "recording_id": "call", "start": 3.75, "duration": 1.25, "channel": 0, "speaker": "ann"}
"#;

const WHISPERX: &str = r#"{"segments": [{"start": 0.5, "end": 2.0, "text": "hello", "speaker": "ann"},
    {"start": 2.0, "end": 2.1, "text": "hm"}, {"start": 2.25, "end": 4.0, "text": "hi", "speaker": "bob"},
    {"start": 3.75, "end": 5.0, "text": "right", "speaker": "ann"}]}"#;

const BY_SPEAKER: &str = r#"{"ann": [[0.5, 2.0], {"start": 3.75, "end": 5.0}], "bob": [[2.25, 4.0]]}"#;

fn read(text: &str) -> Diarisation {
    diarisation(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refusal(text: &str) -> String {
    diarisation(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn every_shape_gives_the_same_turns() {
    for (text, shape, recording, unnamed) in [
        (RTTM, "RTTM", Some("call"), 0),
        (STM, "STM", Some("call"), 0),
        (CTM, "CTM", None, 0),
        (CHAT, "CHAT", None, 0),
        (TEXTGRID, "TextGrid", None, 0),
        (SHORT_TEXTGRID, "TextGrid", None, 0),
        (EAF, "EAF", None, 0),
        (PYANNOTE, "pyannote", None, 0),
        (LHOTSE, "lhotse", Some("call"), 0),
        (WHISPERX, "WhisperX", None, 1),
        (BY_SPEAKER, "rows", None, 0),
    ] {
        let mut found = read(text);
        assert_eq!((found.shape, found.unnamed), (shape, unnamed));
        found.turns.sort_by(|a, b| a.start.total_cmp(&b.start));
        let turns: Vec<_> = found.turns.iter().map(|turn| (turn.speaker.as_str(), turn.start, turn.end)).collect();
        assert_eq!(turns, CALL, "{shape}");
        assert!(found.turns.iter().all(|turn| turn.recording.as_deref() == recording), "{shape}");
    }
}

#[test]
fn utf_16_is_read_as_praat_writes_it() {
    let units: Vec<u8> = "\u{feff}".chars().chain(TEXTGRID.chars()).flat_map(|c| (c as u16).to_be_bytes()).collect();
    assert_eq!(diarisation(&units).unwrap(), read(TEXTGRID));
    let units: Vec<u8> = "\u{feff}".chars().chain(TEXTGRID.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    assert_eq!(diarisation(&units).unwrap(), read(TEXTGRID));
}

#[test]
fn rttm_is_read_by_what_its_fields_are() {
    for (line, recording, channel, speaker) in [
        ("SPEAKER call 1 0.5 1.5 <NA> <NA> ann <NA> <NA>", "call", "1", "ann"),
        // As older tools write it.
        ("SPEAKER call 1 0.5 1.5 <NA> <NA> ann <NA>", "call", "1", "ann"),
        ("SPEAKER call 1 0.5 1.5 <NA> <NA> ann", "call", "1", "ann"),
        ("SPEAKER call 1 0.5 1.5 <NA> <NA> ann 0.93 <NA>", "call", "1", "ann"),
        // Names with spaces, and of digits.
        ("SPEAKER call 17 of 3 1 0.5 1.5 <NA> <NA> ann <NA> <NA>", "call 17 of 3", "1", "ann"),
        ("SPEAKER my call 1 0.5 1.5 <NA> <NA> ann <NA>", "my call", "1", "ann"),
        ("SPEAKER call 1 0.5 1.5 <NA> <NA> ann lee <NA> <NA>", "call", "1", "ann lee"),
        ("SPEAKER 17 2 0.5 1.5 <NA> <NA> 0 <NA> <NA>", "17", "2", "0"),
        ("SPEAKER call A 0.5 1.5 <NA> <NA> 1", "call", "A", "1"),
    ] {
        let found = read(line);
        let turn = &found.turns[0];
        assert_eq!((turn.start, turn.end), (0.5, 2.0), "{line}");
        let names = (turn.recording.as_deref(), turn.channel.as_deref(), turn.speaker.as_str());
        assert_eq!(names, (Some(recording), Some(channel), speaker), "{line}");
    }
}

#[test]
fn nobody_talks_in_a_file_of_nothing() {
    for text in
        ["", "\n", ";; a comment\n", "SPKR-INFO call 1 <NA> <NA> <NA> unknown ann <NA> <NA>\n", "[]", "@UTF8\n@End"]
    {
        assert_eq!(read(text).turns, [], "{text:?}");
    }
    // Nor in a turn or a word of no length, also where that is lost among large numbers.
    assert_eq!(read("call 1 18446744073709551616 0.1 is 0.9 lex ann").turns, []);
    assert_eq!(read("call 1 0.5 0 is 0.9 lex ann").turns, []);
    assert_eq!(read("SPEAKER call 1 0.5 0 <NA> <NA> ann <NA> <NA>").turns, []);
}

#[test]
fn what_cannot_be_placed_is_named() {
    let line = "SPEAKER call 1 0.5 1.5 <NA> <NA> ann <NA> <NA>\n";
    for (text, what) in [
        (format!("{line}SPEAKER call 1 0.5\n"), "RTTM: line 2 has 4 fields"),
        (line.replace("1.5", "long"), "RTTM: line 1 starts at 0.5 and lasts long"),
        (line.replace("1.5", "-1"), "line 1 starts at 0.5 and lasts -1"),
        (line.replace("0.5", "nan"), "line 1 starts at nan"),
        (STM.replace("2.25 4.0", "4.0 2.25"), "STM: line 3 runs from 4 to 2.25 s"),
        (CHAT.replace("500_2000", "2000_500"), "CHAT: line 4 runs from 2 to 0.5 s"),
        // Between two tiers, and in one.
        (SHORT_TEXTGRID[..150].to_owned(), "TextGrid: the file ends before its last tier does"),
        (SHORT_TEXTGRID[..100].to_owned(), "TextGrid: the file ends before its last tier does"),
        (TEXTGRID.replace("xmax = 2\n", "xmax = 0.25\n"), "TextGrid: interval 2 of ann runs from 0.5 to 0.25 s"),
        (EAF.replace("</ANNOTATION_DOCUMENT>", ""), "EAF: the file is no XML"),
        (r#"[{"speaker": "ann", "start": 1}]"#.to_owned(), "turn 0 has no start and end"),
        (LHOTSE.replace("1.75", "-1.75"), "lhotse: turn 1 runs from 2.25 to 0.5 s"),
    ] {
        assert!(refusal(&text).contains(what), "{what}: {}", refusal(&text));
    }
    for text in ["0.5 1.5 ann\n", "hello", "<html></html>", r#"{"speech": 3}"#, "7"] {
        assert!(refusal(text).contains("says of nobody that they talk"), "{text}: {}", refusal(text));
    }
    for bytes in [&b"\xff\xff"[..], b"\xff\xfe\0\0RIFF", b"RIFF\0\0\0\0WAVE"] {
        assert_eq!(diarisation(bytes), Err(DiarisationError::NotText));
    }
}
