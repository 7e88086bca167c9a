//! What to do about a measure.

use listening_core::MeasureId;

/// Where there is no advice.
pub(super) const ELSEWHERE: &str = "Listen to the places named.";

/// What to do about a measure, in a sentence.
pub(super) fn advice(measure: MeasureId) -> &'static str {
    use MeasureId as M;
    match measure {
        M::InterruptionRate | M::InterruptionsCertain | M::InterruptionsExpected | M::InterruptionShare => {
            "Let the other finish: wait for silence before speaking, and count to one."
        }
        M::PauseRespect => "A pause is not the end: wait a second longer before taking it.",
        M::OpeningUninterruptedS => "Let the other tell the whole story at the start before the first question.",
        M::ImmediateReplyShare => "Take a breath before replying: listen to understand, not to reply.",
        M::ResponseLatencyP50 | M::ResponseLatencyP90 | M::ResponseLatencyIqr => {
            "Answer within a second or so; if it takes longer, say that you are looking."
        }
        M::BackchannelRate | M::BackchannelResponsiveness | M::LongTurnAcknowledged => {
            "Show that you are there while the other talks: \"mm-hm\", \"I see\"."
        }
        M::UnansweredTurnRate => "Answer every turn, if only to say that you are on it.",
        M::DeadAirRate => "Do not leave the line silent: say what you are doing while you do it.",
        M::BidYieldShare | M::YieldLatencyP50 | M::BidUptake => {
            "When the other starts to speak, stop and let them: small comments are clues."
        }
        M::TalkShare | M::TalkBalance => "Talk less than the other: ask, then listen to the answer.",
        M::LongestMonologueS => "Say it in smaller pieces, and check in between.",
        M::InterviewIndex => "Make it a conversation, not an interview: ask for the story, not for the next field.",
        M::HurryIndex | M::RateRatio => "Keep your own usual pace, also when it gets busy.",
        M::DeliveryStability => "Keep your voice even from sentence to sentence.",
        _ => ELSEWHERE,
    }
}
