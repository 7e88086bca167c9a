//! Measures, each with its unit. docs/methods.md has the definitions in full.

use super::{Unit, names};

names! {
    /// A measure. "Own" is the party that it describes, "other" the other party.
    pub open enum MeasureId: "a measure" {
        /// Own interruptions charged to the party, each with its probability, and butting-ins with half of theirs, per
        /// minute of the other's speech.
        InterruptionRate = "interruption_rate",
        /// Own entries in overlap that certainly took the floor from a party who talked on.
        InterruptionsCertain = "interruptions_certain",
        /// Expected number of own interruptions: each entry that took the floor in overlap, with its probability.
        InterruptionsExpected = "interruptions_expected",
        /// All own entries that took the floor in overlap, benign or not.
        InterruptionsPossible = "interruptions_possible",
        /// Own interruptions charged to the party, of own replies.
        InterruptionShare = "interruption_share",
        /// Of the other's pauses, those that were not used to take the floor.
        PauseRespect = "pause_respect",
        /// The other's speech before the first own interruption charged to the party.
        OpeningUninterruptedS = "opening_uninterrupted_s",
        /// Own replies less than 0.2 s after the other's turn ended, overlaps included.
        ImmediateReplyShare = "immediate_reply_share",
        /// The other's longest turn.
        LongestCustomerTurnS = "longest_customer_turn_s",
        /// Interquartile range of the own waits before a reply.
        ResponseLatencyIqr = "response_latency_iqr",
        /// 10th percentile of the own waits before a reply; negative in overlap.
        ResponseLatencyP10 = "response_latency_p10",
        /// The median wait before an own reply; negative in overlap.
        ResponseLatencyP50 = "response_latency_p50",
        /// 90th percentile of the own waits before a reply; negative in overlap.
        ResponseLatencyP90 = "response_latency_p90",
        /// Own backchannels per minute of the other's speech.
        BackchannelRate = "backchannel_rate",
        /// Of the other's invitations to give feedback, those that got it.
        BackchannelResponsiveness = "backchannel_responsiveness",
        /// Of the other's turns of 10 s or more, those with own feedback inside.
        LongTurnAcknowledged = "long_turn_acknowledged",
        /// Of the other's turns, those after which the other had to continue alone.
        UnansweredTurnRate = "unanswered_turn_rate",
        /// Dead air after the other's speech, per minute of call.
        DeadAirRate = "dead_air_rate",
        /// Dead air after the other's speech, in total.
        DeadAirS = "dead_air_s",
        /// Of the other's bids for the floor, those yielded to.
        BidYieldShare = "bid_yield_share",
        /// The median time until yielding to a bid.
        YieldLatencyP50 = "yield_latency_p50",
        /// Of the other's short contributions that are more than feedback, those that got the floor within 1 s.
        BidUptake = "bid_uptake",
        /// Own talk of all talk.
        TalkShare = "talk_share",
        /// Share of the call in which the other talks and the own side is silent.
        ListeningShare = "listening_share",
        /// The longest own turn.
        LongestMonologueS = "longest_monologue_s",
        /// Own turns per minute of call.
        TurnsPerMin = "turns_per_min",
        /// Of own turns with a clear end, those that rise.
        RisingTerminalShare = "rising_terminal_share",
        /// Talk that both have equally, of all talk: 1 is even, 0 means that only one party talks.
        TalkBalance = "talk_balance",
        /// Own short turns that were followed by a longer one of the other, per minute of call.
        ElicitationRate = "elicitation_rate",
        /// Of the other's turns between two own turns, the short ones that an own turn follows immediately.
        InterviewIndex = "interview_index",
        /// Of silences of 1 s or more that are not holds, those ended by own talk.
        SilenceBreakerShare = "silence_breaker_share",
        /// Own syllables.
        Syllables = "syllables",
        /// Own syllables per second of own talk.
        ArticulationRate = "articulation_rate",
        /// Own syllables per second of own turns, pauses included.
        SpeechRate = "speech_rate",
        /// The median own pause inside turns.
        PauseLengthP50 = "pause_length_p50",
        /// Stretches of own speech that are 15 % faster than the own median.
        HurryIndex = "hurry_index",
        /// Median difference between a talkspurt's level and the own median level: smaller is steadier.
        DeliveryStability = "delivery_stability",
        /// Own articulation rate divided by the other's.
        RateRatio = "rate_ratio",
        /// The time by which the other had said 80 % of everything it says in the call.
        GatheringTime = "gathering_time",
        /// Own words per minute of own talk; only if words are given.
        WordsPerMinute = "words_per_minute",
        /// Questions in own turns, per minute of call; only if words are given.
        QuestionRate = "question_rate",
        /// Own turns that contain a question; only if words are given.
        QuestionShare = "question_share",
        /// Own replies that repeat a word of the preceding turn; only if words are given.
        AcknowledgedContent = "acknowledged_content",
        /// How far that share exceeds chance; only if words are given.
        Paraphrase = "paraphrase",
        /// The other's turns that repeat one of its earlier turns; only if words are given.
        CustomerRepeatsSelf = "customer_repeats_self",
        /// Rank correlation between the loudness of the agent's replies and that of the customer's turns before them; only
        /// on request.
        EscalationCoupling = "escalation_coupling",
        /// Activation of the customer's voice in the last third of its turns, minus that in the first; only on request.
        CustomerActivation = "customer_activation",
        /// Slope of that activation; only on request.
        ActivationTrend = "activation_trend",
        /// Number of changes of its level; only on request.
        ActivationTackPoints = "activation_tack_points",
        /// Time of its last fall, from the start of the call; only on request.
        SettleTime = "settle_time",
    }
}

impl MeasureId {
    /// The unit of its value.
    pub const fn unit(self) -> Unit {
        match self {
            Self::InterruptionRate
            | Self::BackchannelRate
            | Self::DeadAirRate
            | Self::TurnsPerMin
            | Self::ElicitationRate
            | Self::QuestionRate => Unit::PerMinute,
            Self::InterruptionsCertain
            | Self::InterruptionsExpected
            | Self::InterruptionsPossible
            | Self::Syllables
            | Self::ActivationTackPoints => Unit::Count,
            Self::InterruptionShare
            | Self::PauseRespect
            | Self::ImmediateReplyShare
            | Self::BackchannelResponsiveness
            | Self::LongTurnAcknowledged
            | Self::UnansweredTurnRate
            | Self::BidYieldShare
            | Self::BidUptake
            | Self::TalkShare
            | Self::ListeningShare
            | Self::RisingTerminalShare
            | Self::TalkBalance
            | Self::InterviewIndex
            | Self::SilenceBreakerShare
            | Self::HurryIndex
            | Self::QuestionShare
            | Self::AcknowledgedContent
            | Self::Paraphrase
            | Self::CustomerRepeatsSelf => Unit::Share,
            Self::OpeningUninterruptedS
            | Self::LongestCustomerTurnS
            | Self::ResponseLatencyIqr
            | Self::ResponseLatencyP10
            | Self::ResponseLatencyP50
            | Self::ResponseLatencyP90
            | Self::DeadAirS
            | Self::YieldLatencyP50
            | Self::LongestMonologueS
            | Self::PauseLengthP50
            | Self::GatheringTime
            | Self::SettleTime => Unit::Seconds,
            Self::ArticulationRate | Self::SpeechRate => Unit::SyllablesPerSecond,
            Self::DeliveryStability => Unit::Decibels,
            Self::RateRatio => Unit::Ratio,
            Self::WordsPerMinute => Unit::WordsPerMinute,
            Self::EscalationCoupling => Unit::Correlation,
            Self::CustomerActivation => Unit::Spreads,
            Self::ActivationTrend => Unit::SpreadsPerMinute,
        }
    }
}
