//! A report read row by row says what its JSON says.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use super::*;

/// A struct as a C program has it: only its size is set.
fn sized<T>() -> MaybeUninit<T> {
    let mut row = MaybeUninit::<T>::zeroed();
    // SAFETY: every struct of rows begins with its size.
    unsafe { row.as_mut_ptr().cast::<usize>().write(size_of::<T>()) };
    row
}

/// All rows that a getter gives.
fn all<T>(get: impl Fn(usize, *mut T) -> Status) -> Vec<T> {
    let mut rows = Vec::new();
    loop {
        let mut row = sized::<T>();
        match get(rows.len(), row.as_mut_ptr()) {
            // SAFETY: it was filled, and zero is valid in every field.
            Status::Ok => rows.push(unsafe { row.assume_init() }),
            status => {
                assert_eq!(status, Status::NoRow);
                return rows;
            }
        }
    }
}

fn text(text: *const c_char) -> Option<String> {
    // SAFETY: a text of a live report.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_str().expect("UTF-8").to_owned())
}

fn some(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

fn report() -> (*mut Report, core::Report) {
    let samples = decoded(&whole_call());
    let config = Config { assessed: Party::Agent as i32, ..Config::default() };
    let mut report = ptr::null_mut();
    // SAFETY: the frames are there.
    let status =
        unsafe { listening_analyze_i16(&raw const config, samples.as_ptr(), samples.len() / 2, &raw mut report) };
    assert_eq!(status, Status::Ok);
    (report, core::analyze(&samples, &core::Config::default()).expect("good audio"))
}

#[test]
fn summary_channels_and_spans() {
    let (report, expected) = report();
    let mut summary = sized::<Summary>();
    // SAFETY: the report is a live one, and the structs have their sizes.
    unsafe {
        assert_eq!(listening_report_summary(report, summary.as_mut_ptr()), Status::Ok);
        let summary = summary.assume_init();
        assert_eq!(summary.duration, expected.duration.seconds());
        assert_eq!(text(summary.profile), Some(expected.profile.clone()));
        let counts = [summary.talkspurts, summary.turns, summary.events, summary.measures, summary.dimensions];
        let theirs = [
            expected.talkspurts.len(),
            expected.turns.len(),
            expected.events.len(),
            expected.measures.len(),
            expected.score.dimensions.len(),
        ];
        assert_eq!(counts, theirs);
        assert!(counts.iter().all(|&count| count > 0));
        let engine = expected.engine.as_ref().expect("it was just made");
        assert_eq!(text(summary.engine).as_deref(), Some(&*engine.version));
        assert_eq!(text(summary.network).as_deref(), engine.network.as_deref());
        assert_eq!((summary.network.is_null(), summary.assessed), (false, core::Party::Agent as i32));
        for party in core::Party::BOTH {
            let theirs = &expected.parties[party];
            let mut channel = sized::<Channel>();
            assert_eq!(listening_report_channel(report, party as i32, channel.as_mut_ptr()), Status::Ok);
            let channel = channel.assume_init();
            assert_eq!(Some(channel.channel), theirs.channel.map(i32::from));
            assert_eq!(channel.speech_seconds, theirs.speech_seconds.seconds());
            assert_eq!(some(channel.active_level_dbov), theirs.active_level_dbov);
            assert_eq!(some(channel.snr_db), theirs.snr_db);
            let found = all(|index, to| listening_report_health(report, party as i32, index, to));
            assert_eq!(found.len(), channel.health);
            for (ours, theirs) in found.iter().zip(&theirs.health) {
                assert_eq!(text(ours.code).as_deref(), Some(theirs.code.as_str()));
                assert_eq!((ours.start, ours.end), (theirs.start.seconds(), theirs.end.seconds()));
                assert_eq!(some(ours.value), theirs.value);
            }
        }
        assert_eq!(listening_report_channel(report, 2, sized().as_mut_ptr()), Status::NoRow);
        let ours = |rows: Vec<Span>| rows.iter().map(|row| (row.party, row.start, row.end)).collect::<Vec<_>>();
        let theirs = |party: core::Party, span: core::Span| (party as i32, span.start.seconds(), span.end.seconds());
        let spurts = ours(all(|index, to| listening_report_talkspurt(report, index, to)));
        assert_eq!(spurts, expected.talkspurts.iter().map(|row| theirs(row.party, row.span)).collect::<Vec<_>>());
        let turns = ours(all(|index, to| listening_report_turn(report, index, to)));
        assert_eq!(turns, expected.turns.iter().map(|row| theirs(row.party, row.span)).collect::<Vec<_>>());
        listening_report_free(report);
    }
}

#[test]
fn a_program_of_the_first_version_gets_its_part_of_a_summary() {
    let (report, expected) = report();
    let mut summary = sized::<Summary>();
    let known = std::mem::offset_of!(Summary, engine);
    // SAFETY: the report is a live one, and the struct has more than the size that it names.
    unsafe {
        let bytes = summary.as_mut_ptr().cast::<u8>();
        bytes.add(known).write_bytes(7, size_of::<Summary>() - known);
        summary.as_mut_ptr().cast::<usize>().write(known);
        assert_eq!(listening_report_summary(report, summary.as_mut_ptr()), Status::Ok);
        for at in known..size_of::<Summary>() {
            assert_eq!(bytes.add(at).read(), 7, "byte {at}");
        }
        assert_eq!((*summary.as_ptr()).dimensions, expected.score.dimensions.len());
        listening_report_free(report);
    }
}

#[test]
fn events_with_their_reasons() {
    let (report, expected) = report();
    // SAFETY: the report is a live one, and the structs have their sizes.
    unsafe {
        let events = all(|index, to| listening_report_event(report, index, to));
        assert_eq!(events.len(), expected.events.len());
        for (index, (event, theirs)) in events.iter().zip(&expected.events).enumerate() {
            same_event(event, &Event::from(theirs));
            let reasons = &theirs.reasons;
            assert_eq!(event.reasons as usize, reasons.len());
            for (at, reason) in reasons.iter().enumerate() {
                let mut ours = ptr::null();
                assert_eq!(listening_report_event_reason(report, index, at, &raw mut ours), Status::Ok);
                assert_eq!(text(ours).as_ref(), Some(reason));
            }
            let mut ours = ptr::null();
            assert_eq!(listening_report_event_reason(report, index, reasons.len(), &raw mut ours), Status::NoRow);
            assert!(ours.is_null());
            let (mut kind, mut probability) = (0, 0.0);
            for (at, (named, theirs)) in theirs.kinds.iter().enumerate() {
                let status = listening_report_event_kind(report, index, at, &raw mut kind, &raw mut probability);
                assert_eq!((status, Some(kind)), (Status::Ok, named.known().map(|kind| kind as i32)));
                assert_eq!(probability, *theirs);
            }
            let past = theirs.kinds.len();
            let status = listening_report_event_kind(report, index, past, &raw mut kind, &raw mut probability);
            assert_eq!(status, Status::NoRow);
            for (at, measure) in theirs.measures.iter().enumerate() {
                assert_eq!(listening_report_event_measure(report, index, at, &raw mut ours), Status::Ok);
                assert_eq!(text(ours).as_deref(), Some(measure.as_str()));
            }
            let past = theirs.measures.len();
            assert_eq!(listening_report_event_measure(report, index, past, &raw mut ours), Status::NoRow);
        }
        assert!(events.iter().any(|event| event.charged > 0.0), "nothing is charged: the test has seen no weight");
        listening_report_free(report);
    }
}

#[test]
fn measures_with_their_events() {
    let (report, expected) = report();
    // SAFETY: the report is a live one, and the structs have their sizes.
    unsafe {
        let measures = all(|index, to| listening_report_measure(report, index, to));
        assert_eq!(measures.len(), expected.measures.len());
        for (index, (measure, theirs)) in measures.iter().zip(&expected.measures).enumerate() {
            assert_eq!(text(measure.id).as_deref(), Some(theirs.id.as_str()));
            assert_eq!(text(measure.unit).as_deref(), Some(theirs.unit.as_str()));
            let numbers = [measure.value, measure.scored, measure.low, measure.high].map(some);
            assert_eq!(numbers, [theirs.value, theirs.scored, theirs.low, theirs.high]);
            assert_eq!((measure.n, measure.party), (theirs.n, theirs.party as i32));
            let events: Vec<Event> = all(|at, to| listening_report_measure_event(report, index, at, to));
            let ids: Vec<_> = events.iter().filter_map(|event| text(event.id.as_ptr())).collect();
            assert_eq!((ids, events.len()), (theirs.events.clone(), measure.events));
            let (id, mut found) = (CString::new(theirs.id.as_str()).expect("no NUL"), sized::<Measure>());
            let status = listening_report_find_measure(report, measure.party, id.as_ptr(), found.as_mut_ptr());
            assert_eq!(status, Status::Ok);
            assert_eq!(found.assume_init().id, measure.id);
        }
        let mut none = sized::<Measure>();
        for (party, id) in [(0, c"no_such_measure"), (7, c"talk_share"), (0, c"")] {
            let status = listening_report_find_measure(report, party, id.as_ptr(), none.as_mut_ptr());
            assert_eq!(status, Status::NoRow);
        }
        listening_report_free(report);
    }
}

#[test]
fn score_dimensions_and_deductions() {
    let (report, expected) = report();
    let mut score = sized::<Score>();
    // SAFETY: the report is a live one, and the structs have their sizes.
    unsafe {
        assert_eq!(listening_report_score(report, score.as_mut_ptr()), Status::Ok);
        let (score, theirs) = (score.assume_init(), &expected.score);
        let numbers = [score.value, score.low, score.high].map(some);
        assert_eq!(numbers, [theirs.observable_listening, theirs.low, theirs.high]);
        let levels = [score.rating, score.rating_low, score.rating_high].map(text);
        assert_eq!(
            levels,
            [&theirs.rating, &theirs.rating_low, &theirs.rating_high]
                .map(|level| level.as_ref().map(ToString::to_string))
        );
        assert_eq!((text(score.status).as_deref(), score.coverage), (Some(theirs.status.as_str()), theirs.coverage));
        let dimensions = all(|index, to| listening_report_dimension(report, index, to));
        assert_eq!(dimensions.len(), score.dimensions);
        let mut lost = 0;
        for (at, (dimension, theirs)) in dimensions.iter().zip(&theirs.dimensions).enumerate() {
            assert_eq!(text(dimension.id).as_deref(), Some(theirs.id.as_str()));
            assert_eq!(
                [dimension.value, dimension.low, dimension.high].map(some),
                [theirs.value, theirs.low, theirs.high]
            );
            let deductions = all(|index, to| listening_report_deduction(report, at, index, to));
            assert_eq!((deductions.len(), theirs.deductions.len()), (dimension.deductions, dimension.deductions));
            for (k, (deduction, theirs)) in deductions.iter().zip(&theirs.deductions).enumerate() {
                assert_eq!(text(deduction.measure).as_deref(), Some(theirs.measure.as_str()));
                assert_eq!((deduction.dimension, deduction.points), (dimension.id, theirs.points));
                let events: Vec<Event> = all(|index, to| listening_report_deduction_event(report, at, k, index, to));
                let ids: Vec<_> = events.iter().filter_map(|event| text(event.id.as_ptr())).collect();
                assert_eq!((ids, events.len()), (theirs.events.clone(), deduction.events));
                lost += 1;
            }
        }
        assert!(lost > 0, "nothing was lost: the test has seen no deduction");

        let (mut explained, mut needed) = (vec![0_u8; 1 << 16], 0);
        let buffer = explained.as_mut_ptr().cast();
        assert_eq!(listening_report_explanation_json(report, buffer, 1 << 16, &raw mut needed), Status::Ok);
        let theirs =
            listening_review::Explanation::of(&expected, &core::Profile::contact_center()).expect("its own profile");
        assert_eq!(explained[..needed - 1], *theirs.to_json().as_bytes());
        listening_report_free(report);
    }
}

#[test]
fn a_withheld_score_says_for_what() {
    let mut samples = decoded(&whole_call());
    for frame in samples.chunks_exact_mut(2) {
        frame[1] = frame[0];
    }
    let (config, mut report, mut score, mut code) = (Config::default(), ptr::null_mut(), sized::<Score>(), ptr::null());
    // SAFETY: the frames are there, the report is a live one, and the structs have their sizes.
    unsafe {
        let frames = samples.len() / 2;
        assert_eq!(listening_analyze_i16(&raw const config, samples.as_ptr(), frames, &raw mut report), Status::Ok);
        assert_eq!(listening_report_score(report, score.as_mut_ptr()), Status::Ok);
        let score = score.assume_init();
        assert_eq!((text(score.status).as_deref(), score.value.is_nan()), (Some("withheld"), true));
        assert_eq!(listening_report_withheld_by(report, 0, &raw mut code), Status::Ok);
        assert_eq!(text(code).as_deref(), Some("duplicated"));
        assert_eq!(listening_report_withheld_by(report, 1, &raw mut code), Status::NoRow);
        listening_report_free(report);
    }
}
