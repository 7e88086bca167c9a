//! Marks of telephone systems: JSON lines and CSV, and what is refused.

use listening_core::{MarkKind, Party};
use listening_formats::{GivenMark, marks};

fn hold() -> GivenMark {
    GivenMark { kind: MarkKind::Hold, party: Some(Party::Agent), start: 12.5, end: Some(40.0), agent: None }
}

fn transfer() -> GivenMark {
    GivenMark { kind: MarkKind::Transfer, party: None, start: 61.0, end: None, agent: Some("o'neil, anna".into()) }
}

#[test]
fn every_form_gives_the_same_marks() {
    let expected = vec![hold(), transfer()];
    for text in [
        r#"{"kind":"hold","party":"agent","start":12.5,"end":40}
{"kind":"transfer","start":61,"agent":"o'neil, anna","end":null}"#,
        r#"[{"kind":"HOLD","party":"Agent","start":12.5,"end":40.0,"id":7},{"kind":"transfer","start":61.0,"agent":"o'neil, anna"}]"#,
        r#"{"marks":[{"kind":"hold","party":"agent","start":12.5,"end":40},{"kind":"transfer","start":61,"agent":"o'neil, anna"}]}"#,
        "kind,start,end,party,agent\nhold,12.5,40,agent,\ntransfer,61,,,\"o'neil, anna\"\n",
        "\u{feff}start;end;kind;party;agent;queue\r\n12.5;40;Hold;agent;;7\r\n\r\n61;;transfer;;o'neil, anna;8\r\n",
        "kind\tstart\tend\tparty\tagent\nhold\t 12.5\t40\tagent\ntransfer\t61\t\t\to'neil, anna",
    ] {
        assert_eq!(marks(text.as_bytes()).unwrap(), expected, "{text}");
    }
    assert_eq!(marks(b"").unwrap(), []);
    assert_eq!(marks(br#"{"kind": "hold", "start": 12.5, "end": 40, "party": "agent"}"#).unwrap(), [hold()]);
}

#[test]
fn every_kind_is_read_however_it_is_written() {
    for kind in MarkKind::ALL {
        for name in [kind.name().to_owned(), kind.name().to_uppercase(), kind.name().replace('_', " ")] {
            let found = marks(format!("kind,start\n{name},1").as_bytes()).unwrap();
            assert_eq!((found[0].kind, found[0].end), (kind, None));
        }
    }
}

#[test]
fn what_is_no_mark_is_refused_with_its_line() {
    for (text, line, what) in [
        ("\u{1}", "", "names of the columns"),
        ("start,end\n1,2", "", "kind and start"),
        ("kind,start\nhold,1\nhodl,2", "line 3", "\"hodl\": expected one of hold, mute, pause"),
        ("kind,start\nhold,soon", "line 2", "its start is \"soon\""),
        ("kind,start\nhold,nan", "line 2", "number of seconds"),
        ("kind,start\nhold,", "line 2", "no start"),
        ("kind,start,party\nhold,1,caller", "line 2", "\"caller\": expected agent or customer"),
        ("{\"kind\":\"hold\",\"start\":1}\n{\"kind\":\"hold\"", "line 2", "no JSON"),
        ("[3]", "line 1", "expected an object"),
        ("{\"marks\":3}", "line 1", "no list"),
        ("{\"kind\":\"hold\",\"start\":\"1\"}", "line 1", "its start is \"1\""),
        ("{\"kind\":3,\"start\":1}", "line 1", "its kind is 3: expected text"),
        ("{\"start\":1}", "line 1", "its kind is \"\""),
    ] {
        let reported = marks(text.as_bytes()).unwrap_err().to_string();
        assert!(reported.contains(line) && reported.contains(what), "{text:?}: {reported}");
    }
    assert!(marks(b"\xff\xfe").unwrap_err().to_string().contains("not text"));
}
