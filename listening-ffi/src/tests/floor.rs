//! The floor alone, from C.

use std::mem::MaybeUninit;

use super::*;

fn begin(config: &Config) -> *mut Floor {
    let mut floor = ptr::null_mut();
    // SAFETY: both pointers are valid.
    assert_eq!(unsafe { listening_floor_new(config, &raw mut floor) }, Status::Ok);
    floor
}

const TALK: [(core::Party, f64, f64); 5] = [
    (core::Party::Customer, 0.0, 9.0),
    (core::Party::Agent, 5.0, 5.4),
    (core::Party::Agent, 12.5, 16.0),
    (core::Party::Customer, 15.5, 22.0),
    (core::Party::Agent, 26.0, 27.0),
];

#[test]
fn its_report_is_rusts_with_every_setting() {
    let profile = core::Profile::contact_center().text().replace("contact_center/2", "mine/2");
    let (profile_c, more) = (CString::new(profile.clone()).expect("no NUL"), c"praise: knorke");
    let config = Config {
        assessed: Party::Customer as i32,
        language: Language::German as i32,
        profile: profile_c.as_ptr(),
        lexicon: more.as_ptr(),
        ..Config::default()
    };
    let floor = begin(&config);
    let theirs = core::Config {
        assessed: core::Party::Customer,
        lexicon: core::Lexicon::of(core::Language::German).extended("praise: knorke").expect("a good line"),
        profile: std::sync::Arc::new(core::Profile::from_json(&profile).expect("a good profile")),
        ..core::Config::default()
    };
    let mut engine = core::Floor::configured(theirs).expect("good settings");
    let mut report = ptr::null_mut();
    // SAFETY: the floor is a live one, and the texts end with a NUL.
    unsafe {
        for (party, start, end) in TALK {
            assert_eq!(listening_floor_push(floor, party as i32, start, end), Status::Ok);
            engine.push(party, start, end).expect("in order");
            let text = if party == core::Party::Agent { c"knorke" } else { c"es geht um die Rechnung" };
            assert_eq!(listening_floor_push_word(floor, party as i32, start, end, text.as_ptr()), Status::Ok);
            engine.push_word(party, start, end, text.to_str().expect("UTF-8")).expect("a good word");
        }
        // Too short a duration is refused and changes nothing.
        assert_eq!(listening_floor_finish(floor, 20.0, &raw mut report), Status::BadTalkspurts);
        assert!(report.is_null());
        let mut text = [0; 256];
        assert_eq!(listening_floor_last_error(floor, text.as_mut_ptr(), 256, ptr::null_mut()), Status::Ok);
        assert!(CStr::from_ptr(text.as_ptr()).to_str().expect("UTF-8").contains("27"));
        assert_eq!(listening_floor_finish(floor, f64::NAN, &raw mut report), Status::Ok);
        assert_eq!(listening_floor_finish(floor, f64::NAN, &raw mut report), Status::Finished);
        assert_eq!(listening_floor_push(floor, 0, 30.0, 31.0), Status::Finished);
        listening_floor_free(floor);
        let mut summary = MaybeUninit::<Summary>::zeroed();
        summary.as_mut_ptr().cast::<usize>().write(size_of::<Summary>());
        assert_eq!(listening_report_summary(report, summary.as_mut_ptr()), Status::Ok);
        let summary = summary.assume_init();
        assert_eq!((summary.assessed, summary.network.is_null()), (Party::Customer as i32, true));
    }
    let expected = engine.finish(None).expect("a good duration").to_json();
    assert!(expected.contains(r#""profile":"mine/2""#) && expected.contains("only feedback words"), "{expected}");
    assert!(json(report) == expected);
}

#[test]
fn a_panic_poisons_a_floor_too() {
    let floor = begin(&Config::default());
    // SAFETY: the floor is a live one.
    unsafe {
        assert_eq!(on(floor, |_| panic!("broken")), Status::Panic);
        assert_eq!(listening_floor_push(floor, 0, 0.0, 1.0), Status::Poisoned);
        listening_floor_free(floor);
    }
}
