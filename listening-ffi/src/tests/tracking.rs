//! Many calls, tracked from C.

use listening_review::tracking::{self, Calls, Options};

use super::*;

/// Rows of three agents on two queues, a day apart; agents and calls differ in how long the agent talks.
fn rows() -> String {
    let row = |call: usize| {
        let mut floor = core::Floor::new();
        for turn in 0..30 {
            let start = f64::from(turn) * 10.0;
            floor
                .push(core::Party::Agent, start, start + 3.0 + (call % 3) as f64 / 2.0 + (call % 7) as f64 / 8.0)
                .expect("in order");
            floor.push(core::Party::Customer, start + 6.0, start + 9.0).expect("in order");
        }
        let report = floor.finish(Some(300.0)).expect("long enough").to_json();
        let (agent, queue) = (["ann", "bob", "cem"][call % 3], ["sales", "billing"][call / 3 % 2]);
        let time = 1_772_409_600 + 86_400 * call;
        format!(r#"{{"agent":"{agent}","time":{time},"labels":{{"queue":"{queue}"}},"report":{report}}}"#)
    };
    format!("[{}]", (0..36).map(row).collect::<Vec<_>>().join(","))
}

fn tracked(rows: &str, options: &Options) -> String {
    tracking::track(&Calls::from_json(rows).expect("good rows"), options).expect("good options").to_json()
}

#[test]
fn many_calls_are_tracked_as_in_rust() {
    let text = rows();
    let (rows, since) = (CString::new(text.clone()).expect("no NUL"), 1_774_000_000.0);
    let expected = tracked(&text, &Options { since: Some(since), ..Options::default() });
    let (mut text, mut needed) = (vec![0_u8; 1 << 21], 0);
    // SAFETY: the rows end with a NUL, and the buffer has as much room as is said.
    let status = unsafe {
        let buffer = text.as_mut_ptr().cast();
        listening_track_json(rows.as_ptr(), 0, &raw const since, buffer, text.len(), &raw mut needed, ptr::null_mut())
    };
    assert_eq!(status, Status::Ok);
    assert_eq!(text[..needed - 1], *expected.as_bytes());
}

#[test]
fn every_setting_of_a_tracking_is_rusts() {
    let text = rows();
    let rows = CString::new(text.clone()).expect("no NUL");
    let mut config = TrackConfig::default();
    let checked = |config: &TrackConfig, options: &Options| {
        let expected = tracked(&text, options);
        let (mut buffer, mut needed) = (vec![0_u8; 1 << 21], 0);
        // SAFETY: the texts end with a NUL, and the buffer has as much room as is said.
        let status = unsafe {
            let (text, room) = (buffer.as_mut_ptr().cast(), buffer.len());
            let (none, reason) = (ptr::null_mut(), ptr::null_mut());
            listening_track_configured_json(rows.as_ptr(), config, text, room, &raw mut needed, none, reason, 0)
        };
        assert_eq!(status, Status::Ok);
        assert_eq!(buffer[..needed - 1], *expected.as_bytes());
        expected
    };
    let mut options = Options::default();
    let mut last = checked(&config, &options);
    // Each setting changes what is reported, and as in Rust.
    let mut changed = |config: &TrackConfig, options: &Options| {
        let now = checked(config, options);
        assert_ne!(now, last);
        last = now;
    };
    (config.period, options.period) = (Period::Week as i32, Some(tracking::Period::Week));
    changed(&config, &options);
    (config.period, options.period) = (Period::Month as i32, Some(tracking::Period::Month));
    changed(&config, &options);
    (config.period, options.period) = (Period::Day as i32, Some(tracking::Period::Day));
    changed(&config, &options);
    (config.pairs, options.pairs) = (1, true);
    changed(&config, &options);
    (config.since, options.since) = (1_774_200_000.0, Some(1_774_200_000.0));
    changed(&config, &options);
    (config.until, options.until) = (1_773_900_000.0, Some(1_773_900_000.0));
    changed(&config, &options);
    (config.by, options.by) = (c"team".as_ptr(), "team".into());
    changed(&config, &options);
    (config.adjust, options.adjust) = (c"queue".as_ptr(), vec!["queue".into()]);
    changed(&config, &options);
    (config.adjust, options.adjust) = (c"queue\nlength\n".as_ptr(), vec!["queue".into(), tracking::LENGTH.into()]);
    checked(&config, &options);
    (config.assessed, options.assessed) = (Party::Customer as i32, core::Party::Customer);
    changed(&config, &options);
}
