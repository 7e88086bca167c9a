//! What speaks for the reading of an onset: named, numbered features, in the order of their weight.

use super::event::{EventKind, Reason, Reasons};
use super::manner::Manner;
use super::model::ORDER;
use super::placement::{Placement, WINDOW};
use super::words::{Evidence, Stop};
use crate::time::Time;

/// The reasons for reading `best` of [`ORDER`]; before an onset in silence, `silent_since` is when the last talk ended.
pub(super) fn reasons(
    placement: &Placement,
    silent_since: Option<Time>,
    words: Option<&Evidence>,
    manner: &Manner,
    probabilities: &[f32],
    best: usize,
) -> Reasons {
    let onset = placement.onset;
    let ms = |time: Time| time.millis().max(0) as u32;
    let mut reasons = Reasons::default();
    let kind = ORDER[best];
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
    let taken = |kind| taken(probabilities, kind);
    let (cut, complete) = if placement.in_overlap {
        (taken(EventKind::Interruption), taken(EventKind::Overlap))
    } else {
        (taken(EventKind::PauseInterruption), taken(EventKind::SmoothSwitch))
    };
    let takes = kind.is_some_and(EventKind::takes_floor) && cut + complete > 0.0;
    if takes {
        reasons.add(Reason::GaveWay(cut / (cut + complete)));
        if placement.in_overlap {
            reasons.add(Reason::Took(cut + complete));
        }
        if words.is_none() {
            voiced(manner, &mut reasons);
        }
    }
    spoken(words, kind, &mut reasons);
    // Of a floor taken in overlap the probabilities above say enough of the next best reading.
    let second = (1..ORDER.len()).filter(|&k| k != best).max_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
    if let Some(k) = second.filter(|_| !(takes && placement.in_overlap))
        && let Some(kind) = ORDER[k]
        && probabilities[k] >= 0.2
    {
        reasons.add(Reason::OrElse(kind, probabilities[k]));
    }
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

/// Probability of one kind.
fn taken(probabilities: &[f32], kind: EventKind) -> f32 {
    let at = ORDER.iter().position(|reading| *reading == Some(kind));
    at.map_or(0.0, |k| probabilities[k])
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
