//! The names of a score and of what it is read from.

use super::{MeasureId, names};

names! {
    /// A dimension of the score, in the order of every report.
    pub open enum DimensionId: "a dimension" {
        /// Letting the other finish.
        Patience = "patience",
        /// Showing that one is listening, and answering.
        Attentiveness = "attentiveness",
        /// A conversation, not an interview.
        GiveAndTake = "give_and_take",
        /// Even delivery: pace and level.
        Composure = "composure",
    }
}

names! {
    /// A level of the rating scale, best first.
    pub enum Rating: "a rating" {
        /// From 90 points.
        Outstanding = "Outstanding",
        /// From 75 points.
        AboveAverage = "Above Average",
        /// From 60 points.
        Average = "Average",
        /// From 40 points.
        Poor = "Poor",
        /// Under 40 points.
        Ineffective = "Ineffective",
    }
}

impl Rating {
    /// The minimum points of the level, 0 to 100.
    pub const fn least(self) -> f64 {
        match self {
            Self::Outstanding => 90.0,
            Self::AboveAverage => 75.0,
            Self::Average => 60.0,
            Self::Poor => 40.0,
            Self::Ineffective => 0.0,
        }
    }
}

names! {
    /// Whether there is enough evidence for a rating.
    #[non_exhaustive]
    pub enum ScoreStatus: "the status of a score" {
        /// There is enough evidence.
        Ok = "ok",
        /// There is less than 30 s of the other's speech, or fewer than 5 changes of the floor.
        InsufficientEvidence = "insufficient_evidence",
        /// The channels do not show who talked; the score's `withheld_by` lists the findings.
        Withheld = "withheld",
    }
}

names! {
    /// What a report is based on: how it was known who talked when.
    pub open enum TalkBasis: "what a report is based on" {
        /// Each party was heard on its own channel.
        Channels = "channels",
        /// Talkspurts were given, without audio.
        Turns = "turns",
        /// Turns were given with a mix of both parties, and were trimmed to the talk heard in the audio.
        TurnsTrimmed = "turns_trimmed",
    }
}

names! {
    /// What a statement is based on.
    #[non_exhaustive]
    pub enum Basis: "a basis" {
        /// The audio of the call.
        Audio = "audio",
        /// The words; never scored.
        Words = "words",
        /// Nothing: it cannot be measured.
        None = "none",
    }
}

names! {
    /// A characteristic of a good listener.
    pub open enum CharacteristicId: "a characteristic" {
        /// Letting the other finish.
        Patience = DimensionId::Patience.name(),
        /// Showing that one listens.
        Attentiveness = DimensionId::Attentiveness.name(),
        /// Understanding what the other means.
        Understanding = "understanding",
        /// Feeling with the other.
        Empathy = "empathy",
        /// Being fair to the other's case.
        Objectivity = "objectivity",
    }
}

names! {
    /// Something that a report may not contain.
    pub open enum NotMeasuredId: "something not measured" {
        /// What was understood.
        Understanding = CharacteristicId::Understanding.name(),
        /// What is felt with the customer.
        Empathy = CharacteristicId::Empathy.name(),
        /// Fairness to the customer's case.
        Objectivity = CharacteristicId::Objectivity.name(),
        /// Emotions.
        Emotion = "emotion",
        /// Talk speed in words.
        WordsPerMinute = MeasureId::WordsPerMinute.name(),
        /// Even delivery.
        Composure = DimensionId::Composure.name(),
        /// Evenness of level.
        DeliveryStability = MeasureId::DeliveryStability.name(),
        /// The effect of words in a language other than English: only the English lexicon was validated.
        Language = "language",
        /// Who talked over whom: if the given turns contain no overlap.
        Overlap = "overlap",
        /// Listening: if only one party was heard.
        Listening = "listening",
    }
}
