//! What speaks for the reading of an onset: named, numbered features, in the order of their weight.

use super::event::{EventKind, Reason, Reasons};
use super::manner::Manner;
use super::placement::{Placement, WINDOW};
use super::words::{Evidence, Stop};
use crate::time::Time;

/// The reasons for reading an onset as `kind`; before an onset in silence, `silent_since` is when the last talk ended.
pub(super) fn reasons(
    placement: &Placement,
    silent_since: Option<Time>,
    words: Option<&Evidence>,
    manner: &Manner,
    kind: Option<EventKind>,
) -> Reasons {
    let onset = placement.onset;
    let ms = |time: Time| time.millis().max(0) as u32;
    let mut reasons = Reasons::default();
    let entry = ms(placement.entry_end - onset);
    if placement.in_overlap {
        let stop = placement.holder_end - onset;
        if placement.holder_end < placement.entry_end && stop < WINDOW {
            reasons.add(Reason::HolderStopped(ms(stop)));
        } else {
            reasons.add(Reason::HolderWentOn(ms(stop)));
        }
    } else if let Some(since) = silent_since {
        reasons.add(Reason::SilenceBefore(ms(onset - since)));
    }
    reasons.add(if placement.entry_end < onset + WINDOW {
        Reason::ContributionLasted(entry)
    } else {
        Reason::ContributionWentOn(entry)
    });
    if placement.in_overlap {
        reasons.add(Reason::HolderHadTalked(ms(placement.holder_talked)));
    }
    let resumed = placement.holder_next - placement.entry_end;
    if kind == Some(EventKind::Backchannel) && resumed > Time::ZERO && placement.holder_next < onset + WINDOW {
        reasons.add(Reason::HolderResumed(ms(resumed)));
    }
    let takes = kind.is_some_and(EventKind::takes_floor);
    if takes && words.is_none() {
        voiced(manner, &mut reasons);
    }
    spoken(words, kind, &mut reasons);
    reasons
}

/// What the words say, where they speak for what was chosen.
fn spoken(words: Option<&Evidence>, kind: Option<EventKind>, reasons: &mut Reasons) {
    let Some(words) = words else { return };
    let Some(kind) = kind else { return };
    if words.feedback && kind == EventKind::Backchannel {
        reasons.add(Reason::OnlyFeedbackWords);
    } else if words.open_words > 0 && kind != EventKind::Backchannel {
        reasons.add(Reason::OpenWords(words.open_words));
    } else if words.feedback && words.asked {
        reasons.add(Reason::Answers);
    }
    if matches!(kind, EventKind::Interruption | EventKind::PauseInterruption) {
        match words.stop {
            Stop::Partial => reasons.add(Reason::WordCutOff),
            Stop::Open => reasons.add(Reason::ClauseOpen),
            Stop::Filler => reasons.add(Reason::StoppedOnFiller),
            Stop::Closed => {}
        }
    }
}

/// How the voices sounded.
fn voiced(manner: &Manner, reasons: &mut Reasons) {
    if let Some(db) = manner.ending.end_db {
        reasons.add(Reason::VoiceEnded((-db).round() as u32));
    }
    if manner.competes() {
        reasons.add(Reason::Competes);
    }
    if let Some(times) = manner.ending.lengthening {
        reasons.add(Reason::LastSyllable(times));
    }
}
