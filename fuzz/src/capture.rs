//! Captures of packets, whole or damaged.

use listening_formats::{RtpStep, Survey, play};

pub fn run(input: &[u8]) {
    let Ok(survey) = Survey::of(input) else { return };
    let count = survey.streams.len();
    for stream in &survey.streams {
        assert!(stream.packets >= 4 && stream.start <= stream.end, "{stream:?}");
        assert!(!stream.payload_types.is_empty());
    }
    for call in survey.calls() {
        let (one, other) = call.streams;
        assert!(one < count && other < count && one != other && call.start <= call.end, "{call:?}");
        let (mut frames, mut lost) = (0, 0);
        let played = play(input, &survey, call.streams, |step| {
            if let RtpStep::Audio { agent, customer, lost: gone } = step {
                assert_eq!(agent.len(), customer.len());
                frames += agent.len();
                lost += if gone.agent { agent.len() } else { 0 };
            }
        });
        assert!(played.is_ok() && lost <= frames, "what was surveyed can be played");
    }
    assert!(play(input, &survey, (count, 0), |_| ()).is_err());
}
