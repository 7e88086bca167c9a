//! Rows of calls to track.

use listening_core::Party;
use listening_review::tracking::{Calls, Options, track};

use crate::{holds, text};

pub fn run(input: &[u8]) {
    let Some(json) = text(input) else { return };
    let mut single = Calls::new();
    if let Err(error) = single.push_row(json) {
        assert!(error.row().is_some(), "{error}");
        assert!(single.is_empty(), "a row that is refused is not added");
    }
    // By lines too, last first: the order does not matter.
    let (mut forwards, mut backwards) = (Calls::new(), Calls::new());
    json.lines().take(60).for_each(|line| drop(forwards.push_row(line)));
    json.lines().take(60).collect::<Vec<_>>().iter().rev().for_each(|line| drop(backwards.push_row(line)));
    let array = Calls::from_json(json).map_err(|error| assert!(!error.to_string().is_empty()));
    for assessed in Party::BOTH {
        let options = Options { assessed, since: Some(3.0), ..Options::default() };
        let tracked = |calls: &Calls| track(calls, &options).map(|tracking| tracking.to_json());
        match (tracked(&forwards), tracked(&backwards)) {
            (Ok(one), Ok(other)) => {
                holds::finite(&one);
                assert_eq!(one, other, "the order of the calls does not matter");
            }
            (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
            (one, other) => panic!("{one:?} forwards, {other:?} backwards"),
        }
        if let Ok(Ok(json)) = array.as_ref().map(tracked) {
            holds::finite(&json);
        }
    }
}
