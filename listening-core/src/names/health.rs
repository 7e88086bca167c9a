//! What may be found on a channel.

use super::names;

names! {
    /// A finding about a channel: a fault, or a sound other than talk. docs/hearing.md explains how each is detected.
    pub open enum HealthCode: "a finding" {
        /// The channel is silent. Value: its level, dBov.
        Silent = "silent",
        /// There is sound, but no speech. No value.
        NoSpeech = "no_speech",
        /// Speech is clipped at full scale. Value: share of the talk's samples that are at full scale.
        Clipping = "clipping",
        /// The channel is not centred on zero. Value: its mean, of full scale.
        DcOffset = "dc_offset",
        /// Float samples are beyond full scale. No value.
        OutOfRange = "out_of_range",
        /// Digital silence interrupts talk. Value: its share of the span.
        Dropouts = "dropouts",
        /// Audio was lost: packets, or parts of a file that cannot be decoded, as declared by the caller; or more than 1 s of
        /// digital silence on a line that otherwise sends none. Value: seconds lost in the span.
        LostAudio = "lost_audio",
        /// The party's packet stream restarted, with another source or another clock, as at a transfer, and continues where its
        /// packets arrived. Value: number of restarts in the span.
        Restarted = "restarted",
        /// The party's channel is too early relative to the other's, so that replies and overlaps are wrong. Value: seconds by
        /// which it would have to be moved later, with an interval of 90 %.
        Misaligned = "misaligned",
        /// The party's clock runs slow relative to the other's, so that the channel becomes earlier and earlier. Value: parts per
        /// million, with an interval of 90 %.
        Drifting = "drifting",
        /// The channel was shifted by `offset` of [`Config`](crate::Config). Value: seconds later.
        Moved = "moved",
        /// Each party has its own recording, and this party's is shorter by more than 0.3 s: it is unknown which moments of the
        /// two belong together. Value: seconds by which it is shorter.
        UnequalLengths = "unequal_lengths",
        /// Talk and noise change by the same amount. Value: the change, dB.
        GainStep = "gain_step",
        /// Automatic gain is suspected, because the noise rises in pauses. Value: the rise in the median pause, dB.
        Agc = "agc",
        /// The same audio is on both channels. Value: share of equal samples; none if the channels are nearly the same,
        /// but not bit for bit.
        Duplicated = "duplicated",
        /// The other party is heard on the channel. Value: its level, dB relative to the other channel.
        Echo = "echo",
        /// The delay of that echo, from 30 ms on. Value: milliseconds, to 10 ms.
        RoundTripMs = "round_trip_ms",
        /// Pieces of the other party's voice return on the channel, up to 510 ms late, and were not all removed from its
        /// talk. Value: the delay in milliseconds, to 10 ms.
        EchoBursts = "echo_bursts",
        /// A copy of the other party's voice returns on the channel later than 510 ms, and was not all removed from its
        /// talk. Value: the delay in milliseconds, to 10 ms.
        LateCopy = "late_copy",
        /// Each party is heard on the other's channel at the same moment: cross-talk, or a codec that codes both channels as
        /// one. Value: the level, dB relative to the other channel.
        Crosstalk = "crosstalk",
        /// Agent and customer may be swapped. Value: number of clues; a greeting counts as two.
        RolesSwapped = "roles_swapped",
        /// A recorded announcement, which counts as talk. No value.
        Prompt = "prompt",
        /// Music is playing. No value.
        Music = "music",
        /// The party talks while a mark says that its microphone is muted. Value: seconds of talk.
        MutedSpeech = "muted_speech",
        /// Pressed keys. Value: their number.
        Dtmf = "dtmf",
        /// The dial tone. Value: number of tones.
        Dial = "dial",
        /// The other end rings. Value: number of tones.
        Ringback = "ringback",
        /// The other end is busy. Value: number of tones.
        Busy = "busy",
        /// The network has no free line. Value: number of tones.
        Congestion = "congestion",
        /// The three rising tones before an announcement of the network. Value: number of tones.
        SpecialInformation = "special_information",
        /// A fax machine. Value: number of tones.
        Fax = "fax",
        /// A modem. Value: number of tones.
        Modem = "modem",
        /// Another tone, or a beep. Value: number of tones.
        Tone = "tone",
        /// Talk outside all turns. Value: its share of the call's talk.
        TalkWithoutTurn = "talk_without_turn",
        /// Turns in which no talk is heard. Value: their share of the time of all turns.
        TurnWithoutTalk = "turn_without_talk",
        /// The audio contains talk long after the last turn. Value: how long after it, seconds.
        BeyondTurns = "beyond_turns",
        /// A mono recording contains two channels, sample by sample. Value: the correlation of samples two apart.
        Interleaved = "interleaved",
        /// Earlier parts of the call were discarded because of [`Config::history`](crate::Config::history). No value.
        Forgotten = "forgotten",
        /// The recording is truncated. No value.
        Truncated = "truncated",
        /// The header of the recording was never completed: its recorder was stopped, or wrote to a pipe. Everything after the
        /// header was read. No value.
        Unfinished = "unfinished",
        /// The recording was coded at such a low bit rate that the codec affects the measurement: docs/inputs.md lists the
        /// lowest adequate rates. Value: kbit/s of the file, if known.
        Coding = "coding",
        /// The times of the words were not in seconds, and were read as milliseconds or units of 100 ns. Value: number of units
        /// per second.
        WordTimes = "word_times",
    }
}
