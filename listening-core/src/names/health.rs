//! What may be found on a channel.

use super::names;

names! {
    /// What is wrong with a channel, or is on it besides talk. docs/hearing.md has how each is found.
    pub open enum HealthCode: "a finding" {
        /// Nothing is on the channel. Value: its level, dBov.
        Silent = "silent",
        /// There is sound, but no speech. No value.
        NoSpeech = "no_speech",
        /// Speech is cut off at full scale. Value: share of the talk's samples that are at full scale.
        Clipping = "clipping",
        /// The channel is not centred on zero. Value: its mean, of full scale.
        DcOffset = "dc_offset",
        /// Float samples lie beyond full scale. No value.
        OutOfRange = "out_of_range",
        /// Digital silence cuts into talk. Value: its share of the span.
        Dropouts = "dropouts",
        /// Audio was lost: packets, or what of a file cannot be decoded, as whoever pushed it said; or more than 1 s of digital
        /// silence on a line that sends none otherwise. Value: seconds lost in the span.
        LostAudio = "lost_audio",
        /// The party's stream of packets began again, with another source or another clock, as at a transfer, and goes on where its
        /// packets arrived. Value: how often in the span.
        Restarted = "restarted",
        /// The party's channel comes too early against the other's, so that replies and overlaps are none. Value: seconds by which
        /// it would have to be moved later, with an interval of 90 %.
        Misaligned = "misaligned",
        /// The party's clock runs slow against the other's, so that the channel comes earlier and earlier. Value: millionths, with
        /// an interval of 90 %.
        Drifting = "drifting",
        /// The channel was moved, as `offset` of [`Config`](crate::Config) asked. Value: by how many seconds later.
        Moved = "moved",
        /// Each party has a recording of its own, and this party's is shorter by more than 0.3 s: there is no saying which moments
        /// of the two belong together. Value: seconds by which it is shorter.
        UnequalLengths = "unequal_lengths",
        /// Talk and noise change by the same amount. Value: by how much, dB.
        GainStep = "gain_step",
        /// Automatic gain is suspected, since the noise creeps up in pauses. Value: by how much in the median pause, dB.
        Agc = "agc",
        /// The same audio is on both channels. Value: share of equal samples; none where the channels are nearly the same,
        /// but not to the bit.
        Duplicated = "duplicated",
        /// The other party is heard on the channel. Value: how loud, dB against the other channel.
        Echo = "echo",
        /// How late that echo is, from 30 ms on. Value: in milliseconds, to 10 ms.
        RoundTripMs = "round_trip_ms",
        /// Pieces of the other party's voice come back on the channel, up to 510 ms late, and were not all removed from its
        /// talk. Value: how late, in milliseconds, to 10 ms.
        EchoBursts = "echo_bursts",
        /// A copy of the other party's voice comes back on the channel later than 510 ms, and was not all removed from its
        /// talk. Value: how late, in milliseconds, to 10 ms.
        LateCopy = "late_copy",
        /// Each party is heard on the other's channel at the same moment: cross-talk, or a codec that codes both channels as
        /// one. Value: how loud, dB against the other channel.
        Crosstalk = "crosstalk",
        /// Agent and customer may have been taken for each other. Value: how many clues say so; a greeting counts as two.
        RolesSwapped = "roles_swapped",
        /// A recorded announcement, which counts as talk. No value.
        Prompt = "prompt",
        /// Music plays. No value.
        Music = "music",
        /// The party talks while its microphone is muted, as a mark says. Value: seconds of talk.
        MutedSpeech = "muted_speech",
        /// Pressed keys. Value: how many.
        Dtmf = "dtmf",
        /// The dial tone. Value: how often.
        Dial = "dial",
        /// The other end rings. Value: how often.
        Ringback = "ringback",
        /// The other end is busy. Value: how often.
        Busy = "busy",
        /// The network has no free line. Value: how often.
        Congestion = "congestion",
        /// The three rising tones before an announcement of the network. Value: how often.
        SpecialInformation = "special_information",
        /// A fax machine. Value: how often.
        Fax = "fax",
        /// A modem. Value: how often.
        Modem = "modem",
        /// Another tone, or a beep. Value: how often.
        Tone = "tone",
        /// Talk is heard that no turn has. Value: share of the call's talk that it is.
        TalkWithoutTurn = "talk_without_turn",
        /// Turns in which no talk is heard. Value: share of the time of all turns that they are.
        TurnWithoutTalk = "turn_without_talk",
        /// The audio goes on with talk long after the last turn. Value: for how long, seconds.
        BeyondTurns = "beyond_turns",
        /// A mono recording holds two channels in turn, sample by sample. Value: the correlation of samples that lie two apart.
        Interleaved = "interleaved",
        /// What was there before is not in the report, as [`Config::history`](crate::Config::history) asked. No value.
        Forgotten = "forgotten",
        /// The recording is cut short. No value.
        Truncated = "truncated",
        /// The header of the recording was never completed: its recorder was stopped, or wrote to a pipe. All that follows the
        /// header was read. No value.
        Unfinished = "unfinished",
        /// The recording was coded so low that the codec changes what is measured: docs/inputs.md has the least bit rate of
        /// each. Value: kbit/s of the file, where they are known.
        Coding = "coding",
        /// The times of the words were no seconds, and were read as milliseconds or parts of 100 ns. Value: how many of them
        /// are in a second.
        WordTimes = "word_times",
    }
}
