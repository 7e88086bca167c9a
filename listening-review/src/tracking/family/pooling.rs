//! How each measure is pooled over calls.

use listening_core::MeasureId;
use serde::Serialize;

use super::distribution::Family;
use super::rate::Rate;
use super::share::Share;
use super::value::Value;

/// How a measure is pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Events per minute: all events over all minutes.
    Rate,
    /// Hits of trials: all hits over all trials.
    Share,
    /// A number per call: the mean over calls.
    Value,
}

impl Kind {
    /// The distribution behind it.
    pub(crate) fn family(self) -> &'static dyn Family {
        match self {
            Self::Rate => &Rate,
            Self::Share => &Share,
            Self::Value => &Value,
        }
    }
}

/// What a rate is counted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// Minutes of the other party's speech.
    OtherSpeech,
    /// Minutes of the call.
    Call,
}

/// The rates. One that is not here is a value per call.
const RATES: [(MeasureId, Over); 6] = [
    (MeasureId::InterruptionRate, Over::OtherSpeech),
    (MeasureId::BackchannelRate, Over::OtherSpeech),
    (MeasureId::DeadAirRate, Over::Call),
    (MeasureId::TurnsPerMin, Over::Call),
    (MeasureId::ElicitationRate, Over::Call),
    (MeasureId::QuestionRate, Over::Call),
];

/// Shares of counted things. A share that is not here, such as one of time, is a value per call.
const SHARES: [MeasureId; 15] = [
    MeasureId::InterruptionShare,
    MeasureId::PauseRespect,
    MeasureId::ImmediateReplyShare,
    MeasureId::UnansweredTurnRate,
    MeasureId::BidYieldShare,
    MeasureId::RisingTerminalShare,
    MeasureId::HurryIndex,
    MeasureId::BackchannelResponsiveness,
    MeasureId::LongTurnAcknowledged,
    MeasureId::BidUptake,
    MeasureId::InterviewIndex,
    MeasureId::SilenceBreakerShare,
    MeasureId::QuestionShare,
    MeasureId::AcknowledgedContent,
    MeasureId::CustomerRepeatsSelf,
];

/// How a measure is pooled, and over what if it is a rate; one that this version does not know is a value per call.
pub(crate) fn of_measure(id: Option<MeasureId>) -> (Kind, Option<Over>) {
    if let Some((_, over)) = RATES.iter().find(|(rate, _)| Some(*rate) == id) {
        return (Kind::Rate, Some(*over));
    }
    (if id.is_some_and(|id| SHARES.contains(&id)) { Kind::Share } else { Kind::Value }, None)
}
