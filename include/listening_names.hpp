/*
 * The names of listening.hpp, which includes this: those of measures, units, findings, dimensions and ratings, so that
 * a slip does not compile. Later versions may add some.
 *
 *     const auto rate = report.find_measure(listening::party::agent, listening::measures::interruption_rate);
 *
 * Made by scripts/generate-types from the schema of a report: change the Rust types, not this file.
 */

#ifndef LISTENING_NAMES_HPP
#define LISTENING_NAMES_HPP

namespace listening {

/** Measures. Later versions may add some. */
namespace measures {
/** Own interruptions charged to the party, each with its probability, and butting-ins with half of theirs, per
 *  minute of the other's speech. Unit: 1/min. */
inline constexpr const char *interruption_rate = "interruption_rate";
/** Own entries in overlap that certainly took the floor from a party who talked on. Unit: count. */
inline constexpr const char *interruptions_certain = "interruptions_certain";
/** Expected number of own interruptions: each entry that took the floor in overlap, with its probability. Unit:
 *  count. */
inline constexpr const char *interruptions_expected = "interruptions_expected";
/** All own entries that took the floor in overlap, benign or not. Unit: count. */
inline constexpr const char *interruptions_possible = "interruptions_possible";
/** Own interruptions charged to the party, of own replies. Unit: share. */
inline constexpr const char *interruption_share = "interruption_share";
/** Of the other's pauses, those that were not used to take the floor. Unit: share. */
inline constexpr const char *pause_respect = "pause_respect";
/** The other's speech before the first own interruption charged to the party. Unit: s. */
inline constexpr const char *opening_uninterrupted_s = "opening_uninterrupted_s";
/** Own replies less than 0.2 s after the other's turn ended, overlaps included. Unit: share. */
inline constexpr const char *immediate_reply_share = "immediate_reply_share";
/** The other's longest turn. Unit: s. */
inline constexpr const char *longest_customer_turn_s = "longest_customer_turn_s";
/** Interquartile range of the own waits before a reply. Unit: s. */
inline constexpr const char *response_latency_iqr = "response_latency_iqr";
/** 10th percentile of the own waits before a reply; negative in overlap. Unit: s. */
inline constexpr const char *response_latency_p10 = "response_latency_p10";
/** The median wait before an own reply; negative in overlap. Unit: s. */
inline constexpr const char *response_latency_p50 = "response_latency_p50";
/** 90th percentile of the own waits before a reply; negative in overlap. Unit: s. */
inline constexpr const char *response_latency_p90 = "response_latency_p90";
/** Own backchannels per minute of the other's speech. Unit: 1/min. */
inline constexpr const char *backchannel_rate = "backchannel_rate";
/** Of the other's invitations to give feedback, those that got it. Unit: share. */
inline constexpr const char *backchannel_responsiveness = "backchannel_responsiveness";
/** Of the other's turns of 10 s or more, those with own feedback inside. Unit: share. */
inline constexpr const char *long_turn_acknowledged = "long_turn_acknowledged";
/** Of the other's turns, those after which the other had to continue alone. Unit: share. */
inline constexpr const char *unanswered_turn_rate = "unanswered_turn_rate";
/** Dead air after the other's speech, per minute of call. Unit: 1/min. */
inline constexpr const char *dead_air_rate = "dead_air_rate";
/** Dead air after the other's speech, in total. Unit: s. */
inline constexpr const char *dead_air_s = "dead_air_s";
/** Of the other's bids for the floor, those yielded to. Unit: share. */
inline constexpr const char *bid_yield_share = "bid_yield_share";
/** The median time until yielding to a bid. Unit: s. */
inline constexpr const char *yield_latency_p50 = "yield_latency_p50";
/** Of the other's short contributions that are more than feedback, those that got the floor within 1 s. Unit:
 *  share. */
inline constexpr const char *bid_uptake = "bid_uptake";
/** Own talk of all talk. Unit: share. */
inline constexpr const char *talk_share = "talk_share";
/** Share of the call in which the other talks and the own side is silent. Unit: share. */
inline constexpr const char *listening_share = "listening_share";
/** The longest own turn. Unit: s. */
inline constexpr const char *longest_monologue_s = "longest_monologue_s";
/** Own turns per minute of call. Unit: 1/min. */
inline constexpr const char *turns_per_min = "turns_per_min";
/** Of own turns with a clear end, those that rise. Unit: share. */
inline constexpr const char *rising_terminal_share = "rising_terminal_share";
/** Talk that both have equally, of all talk: 1 is even, 0 means that only one party talks. Unit: share. */
inline constexpr const char *talk_balance = "talk_balance";
/** Own short turns that were followed by a longer one of the other, per minute of call. Unit: 1/min. */
inline constexpr const char *elicitation_rate = "elicitation_rate";
/** Of the other's turns between two own turns, the short ones that an own turn follows immediately. Unit:
 *  share. */
inline constexpr const char *interview_index = "interview_index";
/** Of silences of 1 s or more that are not holds, those ended by own talk. Unit: share. */
inline constexpr const char *silence_breaker_share = "silence_breaker_share";
/** Own syllables. Unit: count. */
inline constexpr const char *syllables = "syllables";
/** Own syllables per second of own talk. Unit: syllables/s. */
inline constexpr const char *articulation_rate = "articulation_rate";
/** Own syllables per second of own turns, pauses included. Unit: syllables/s. */
inline constexpr const char *speech_rate = "speech_rate";
/** The median own pause inside turns. Unit: s. */
inline constexpr const char *pause_length_p50 = "pause_length_p50";
/** Stretches of own speech that are 15 % faster than the own median. Unit: share. */
inline constexpr const char *hurry_index = "hurry_index";
/** Median difference between a talkspurt's level and the own median level: smaller is steadier. Unit: dB. */
inline constexpr const char *delivery_stability = "delivery_stability";
/** Own articulation rate divided by the other's. Unit: ratio. */
inline constexpr const char *rate_ratio = "rate_ratio";
/** The time by which the other had said 80 % of everything it says in the call. Unit: s. */
inline constexpr const char *gathering_time = "gathering_time";
/** Own words per minute of own talk; only if words are given. Unit: words/min. */
inline constexpr const char *words_per_minute = "words_per_minute";
/** Questions in own turns, per minute of call; only if words are given. Unit: 1/min. */
inline constexpr const char *question_rate = "question_rate";
/** Own turns that contain a question; only if words are given. Unit: share. */
inline constexpr const char *question_share = "question_share";
/** Own replies that repeat a word of the preceding turn; only if words are given. Unit: share. */
inline constexpr const char *acknowledged_content = "acknowledged_content";
/** How far that share exceeds chance; only if words are given. Unit: share. */
inline constexpr const char *paraphrase = "paraphrase";
/** The other's turns that repeat one of its earlier turns; only if words are given. Unit: share. */
inline constexpr const char *customer_repeats_self = "customer_repeats_self";
/** Rank correlation between the loudness of the agent's replies and that of the customer's turns before them;
 *  only on request. Unit: correlation. */
inline constexpr const char *escalation_coupling = "escalation_coupling";
/** Activation of the customer's voice in the last third of its turns, minus that in the first; only on request.
 *  Unit: z. */
inline constexpr const char *customer_activation = "customer_activation";
/** Slope of that activation; only on request. Unit: z/min. */
inline constexpr const char *activation_trend = "activation_trend";
/** Number of changes of its level; only on request. Unit: count. */
inline constexpr const char *activation_tack_points = "activation_tack_points";
/** Time of its last fall, from the start of the call; only on request. Unit: s. */
inline constexpr const char *settle_time = "settle_time";
} // namespace measures

/** Units of measures. Later versions may add some. */
namespace units {
/** Seconds. */
inline constexpr const char *seconds = "s";
/** Times per minute. */
inline constexpr const char *per_minute = "1/min";
/** A share, 0 to 1; of a difference of shares -1 to 1. */
inline constexpr const char *share = "share";
/** A number of things. */
inline constexpr const char *count = "count";
/** Decibels. */
inline constexpr const char *decibels = "dB";
/** Syllables per second. */
inline constexpr const char *syllables_per_second = "syllables/s";
/** Words per minute. */
inline constexpr const char *words_per_minute = "words/min";
/** The ratio of one value to the other. */
inline constexpr const char *ratio = "ratio";
/** A correlation, -1 to 1. */
inline constexpr const char *correlation = "correlation";
/** Standard deviations of the speaker's own voice. */
inline constexpr const char *spreads = "z";
/** Standard deviations per minute. */
inline constexpr const char *spreads_per_minute = "z/min";
} // namespace units

/** Findings about a channel. Later versions may add some. */
namespace findings {
/** The channel is silent. Value: its level, dBov. */
inline constexpr const char *silent = "silent";
/** There is sound, but no speech. No value. */
inline constexpr const char *no_speech = "no_speech";
/** Speech is clipped at full scale. Value: share of the talk's samples that are at full scale. */
inline constexpr const char *clipping = "clipping";
/** The channel is not centred on zero. Value: its mean, of full scale. */
inline constexpr const char *dc_offset = "dc_offset";
/** Float samples are beyond full scale. No value. */
inline constexpr const char *out_of_range = "out_of_range";
/** Digital silence interrupts talk. Value: its share of the span. */
inline constexpr const char *dropouts = "dropouts";
/** Audio was lost: packets, or parts of a file that cannot be decoded, as declared by the caller; or more than
 *  1 s of digital silence on a line that otherwise sends none. Value: seconds lost in the span. */
inline constexpr const char *lost_audio = "lost_audio";
/** The party's packet stream restarted, with another source or another clock, as at a transfer, and continues
 *  where its packets arrived. Value: number of restarts in the span. */
inline constexpr const char *restarted = "restarted";
/** The party's channel is too early relative to the other's, so that replies and overlaps are wrong. Value:
 *  seconds by which it would have to be moved later, with an interval of 90 %. */
inline constexpr const char *misaligned = "misaligned";
/** The party's clock runs slow relative to the other's, so that the channel becomes earlier and earlier. Value:
 *  parts per million, with an interval of 90 %. */
inline constexpr const char *drifting = "drifting";
/** The channel was shifted by `offset` of `Config`. Value: seconds later. */
inline constexpr const char *moved = "moved";
/** Each party has its own recording, and this party's is shorter by more than 0.3 s: it is unknown which
 *  moments of the two belong together. Value: seconds by which it is shorter. */
inline constexpr const char *unequal_lengths = "unequal_lengths";
/** Talk and noise change by the same amount. Value: the change, dB. */
inline constexpr const char *gain_step = "gain_step";
/** Automatic gain is suspected, because the noise rises in pauses. Value: the rise in the median pause, dB. */
inline constexpr const char *agc = "agc";
/** The same audio is on both channels. Value: share of equal samples; none if the channels are nearly the same,
 *  but not bit for bit. */
inline constexpr const char *duplicated = "duplicated";
/** The other party is heard on the channel. Value: its level, dB relative to the other channel. */
inline constexpr const char *echo = "echo";
/** The delay of that echo, from 30 ms on. Value: milliseconds, to 10 ms. */
inline constexpr const char *round_trip_ms = "round_trip_ms";
/** Pieces of the other party's voice return on the channel, up to 510 ms late, and were not all removed from
 *  its talk. Value: the delay in milliseconds, to 10 ms. */
inline constexpr const char *echo_bursts = "echo_bursts";
/** A copy of the other party's voice returns on the channel later than 510 ms, and was not all removed from its
 *  talk. Value: the delay in milliseconds, to 10 ms. */
inline constexpr const char *late_copy = "late_copy";
/** Each party is heard on the other's channel at the same moment: cross-talk, or a codec that codes both
 *  channels as one. Value: the level, dB relative to the other channel. */
inline constexpr const char *crosstalk = "crosstalk";
/** Agent and customer may be swapped. Value: number of clues; a greeting counts as two. */
inline constexpr const char *roles_swapped = "roles_swapped";
/** A recorded announcement, which counts as talk. No value. */
inline constexpr const char *prompt = "prompt";
/** Music is playing. No value. */
inline constexpr const char *music = "music";
/** The party talks while a mark says that its microphone is muted. Value: seconds of talk. */
inline constexpr const char *muted_speech = "muted_speech";
/** Pressed keys. Value: their number. */
inline constexpr const char *dtmf = "dtmf";
/** The dial tone. Value: number of tones. */
inline constexpr const char *dial = "dial";
/** The other end rings. Value: number of tones. */
inline constexpr const char *ringback = "ringback";
/** The other end is busy. Value: number of tones. */
inline constexpr const char *busy = "busy";
/** The network has no free line. Value: number of tones. */
inline constexpr const char *congestion = "congestion";
/** The three rising tones before an announcement of the network. Value: number of tones. */
inline constexpr const char *special_information = "special_information";
/** A fax machine. Value: number of tones. */
inline constexpr const char *fax = "fax";
/** A modem. Value: number of tones. */
inline constexpr const char *modem = "modem";
/** Another tone, or a beep. Value: number of tones. */
inline constexpr const char *tone = "tone";
/** Talk outside all turns. Value: its share of the call's talk. */
inline constexpr const char *talk_without_turn = "talk_without_turn";
/** Turns in which no talk is heard. Value: their share of the time of all turns. */
inline constexpr const char *turn_without_talk = "turn_without_talk";
/** The audio contains talk long after the last turn. Value: how long after it, seconds. */
inline constexpr const char *beyond_turns = "beyond_turns";
/** A mono recording contains two channels, sample by sample. Value: the correlation of samples two apart. */
inline constexpr const char *interleaved = "interleaved";
/** Earlier parts of the call were discarded because of `Config::history`. No value. */
inline constexpr const char *forgotten = "forgotten";
/** The recording is truncated. No value. */
inline constexpr const char *truncated = "truncated";
/** The header of the recording was never completed: its recorder was stopped, or wrote to a pipe. Everything
 *  after the header was read. No value. */
inline constexpr const char *unfinished = "unfinished";
/** The recording was coded at such a low bit rate that the codec affects the measurement: docs/inputs.md lists
 *  the lowest adequate rates. Value: kbit/s of the file, if known. */
inline constexpr const char *coding = "coding";
/** The times of the words were not in seconds, and were read as milliseconds or units of 100 ns. Value: number
 *  of units per second. */
inline constexpr const char *word_times = "word_times";
} // namespace findings

/** Dimensions of the score. Later versions may add some. */
namespace dimensions {
/** Letting the other finish. */
inline constexpr const char *patience = "patience";
/** Showing that one is listening, and answering. */
inline constexpr const char *attentiveness = "attentiveness";
/** A conversation, not an interview. */
inline constexpr const char *give_and_take = "give_and_take";
/** Even delivery: pace and level. */
inline constexpr const char *composure = "composure";
} // namespace dimensions

/** Levels of the rating scale, best first. */
namespace ratings {
/** From 90 points. */
inline constexpr const char *outstanding = "Outstanding";
/** From 75 points. */
inline constexpr const char *above_average = "Above Average";
/** From 60 points. */
inline constexpr const char *average = "Average";
/** From 40 points. */
inline constexpr const char *poor = "Poor";
/** Under 40 points. */
inline constexpr const char *ineffective = "Ineffective";
} // namespace ratings

/** Whether there is enough evidence. */
namespace statuses {
/** There is enough evidence. */
inline constexpr const char *ok = "ok";
/** There is less than 30 s of the other's speech, or fewer than 5 changes of the floor. */
inline constexpr const char *insufficient_evidence = "insufficient_evidence";
/** The channels do not show who talked; the score's `withheld_by` lists the findings. */
inline constexpr const char *withheld = "withheld";
} // namespace statuses

} // namespace listening

#endif
