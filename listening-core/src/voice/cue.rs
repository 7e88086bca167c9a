//! Where a speaker invites feedback by its pitch.
//!
//! Ward & Tsukahara 2000: a region of low pitch, under the speaker's 26th percentile for 110 ms or more, after 700 ms or more
//! of speech.

/// Frames of low pitch, and of speech before its end.
const LOW: usize = 11;
const SPEECH: usize = 70;
/// The region may be interrupted by up to this many frames without pitch.
const BROKEN: usize = 3;

/// Frame after the last region of low pitch, if there is one: `low` says for each frame of a talkspurt whether its pitch is
/// low; `None` for one without pitch.
pub(super) fn low_region(low: impl Iterator<Item = Option<bool>>) -> Option<usize> {
    let (mut run, mut silent, mut found) = (0, 0, None);
    for (k, low) in low.enumerate() {
        match low {
            Some(true) => {
                run += 1 + silent;
                silent = 0;
            }
            None if run > 0 && silent < BROKEN => silent += 1,
            _ => (run, silent) = (0, 0),
        }
        if silent == 0 && run >= LOW && k + 1 >= SPEECH {
            found = Some(k + 1);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(drawn: &str) -> Option<usize> {
        low_region(drawn.chars().map(|mark| match mark {
            'l' => Some(true),
            'h' => Some(false),
            _ => None,
        }))
    }

    #[test]
    fn a_low_region_comes_after_speech_and_lasts() {
        let speech = "h".repeat(70);
        assert_eq!(region(&format!("{speech}{}hh", "l".repeat(11))), Some(81));
        assert_eq!(region(&format!("{speech}{}", "l".repeat(10))), None);
        assert_eq!(region(&format!("{}hhhh", "l".repeat(20))), None);
        assert_eq!(region(&format!("{speech}llll..lllll.h")), Some(81));
        assert_eq!(region(&format!("{speech}llll....lllllll")), None);
        assert_eq!(region(""), None);
    }
}
