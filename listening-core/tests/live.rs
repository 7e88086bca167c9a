//! Promise: an onset is announced within 0.3 s of it and final within 3 s, whatever is on the line.

mod common;

use listening_core::{Config, Event, EventKind, Session, Status};

const RATE: usize = 8000;
/// Frames of a packet: 10 ms.
const PACKET: usize = 80;

/// Begins with an onset of talk: a silence begins when talk ends, and is final with the onset after it; a tone has its own
/// bounds.
fn is_onset(event: &Event) -> bool {
    !event.kind.is_silence() && !matches!(event.kind, EventKind::Tone | EventKind::UnansweredTurn | EventKind::Bid)
}

/// How late each provisional event came, and each that settled it or is final alone, in seconds after its onset.
fn delays(samples: &[f32]) -> [Vec<(f64, Event)>; 2] {
    let mut session = Session::new(Config::default()).unwrap();
    let mut late = [Vec::new(), Vec::new()];
    for (k, packet) in samples.chunks(2 * PACKET).enumerate() {
        let now = ((k + 1) * PACKET) as f64 / RATE as f64;
        for event in session.push_interleaved(packet).unwrap().iter().filter(|event| is_onset(event)) {
            late[usize::from(event.status != Status::Provisional)].push((now - event.span.start.seconds(), *event));
        }
    }
    late
}

/// A chord that fades in and out: the detector is in two minds about it.
fn chord(frame: usize) -> f32 {
    let t = frame as f32 / RATE as f32;
    let swell = (0.7 * t).sin().max(0.0);
    let note = |hz: f32| (t * hz * std::f32::consts::TAU).sin();
    0.04 * swell * (note(262.0) + note(330.0) + note(392.0) + 0.5 * note(523.0))
}

#[test]
fn onsets_are_announced_and_final_in_time() {
    let clean = common::demo_floats();
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    let lines: [(&str, Vec<f32>); 4] = [
        ("clean", clean.clone()),
        ("noise", clean.iter().map(|x| x + 0.02 * noise()).collect()),
        ("loud noise", clean.iter().map(|x| x + 0.06 * noise()).collect()),
        ("chords", clean.iter().enumerate().map(|(k, x)| x + chord(k / 2)).collect()),
    ];
    for (line, samples) in &lines {
        let [provisional, last] = delays(samples);
        println!("{line}: {} provisional, {} final", provisional.len(), last.len());
        assert!(provisional.len() > 5 && last.len() > 5, "{line}: too few events to tell");
        for (bound, events) in [(0.3, &provisional), (3.0, &last)] {
            for (delay, event) in events {
                assert!(*delay <= bound + 1e-9, "{line}: {delay:.3} s after its onset: {}", event.to_json());
            }
        }
    }
}
