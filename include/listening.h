/*
 * Listening: measures how well a contact-centre agent listens, from the stereo audio of the call alone.
 *
 *     listening_config config;
 *     listening_session *session;
 *     listening_report *report;
 *     const char *json;
 *
 *     listening_config_init(&config, sizeof config);
 *     if (listening_session_new(&config, &session) != LISTENING_STATUS_OK) { ... }
 *     while (more audio) { listening_session_push_i16(session, samples, frames); }
 *     listening_session_finish(session, &report);
 *     listening_report_json(report, &json, NULL);
 *     puts(json);
 *     listening_report_free(report);
 *     listening_session_free(session);
 *
 * Rules for every function in this header:
 *
 * Status    Functions that can fail return a listening_status: 0 means success, positive means success with no data,
 *           negative means the call was rejected. A number never changes its meaning and is never reused; later
 *           versions may add numbers, to the other enums too.
 * Outputs   Pointer arguments that receive a value are written only when the status is LISTENING_STATUS_OK, with three
 *           exceptions: a function that fills a text buffer also sets *needed when it returns
 *           LISTENING_STATUS_BUFFER_TOO_SMALL, listening_track_json and listening_track_configured_json set *bad_row
 *           when they return LISTENING_STATUS_BAD_ROWS, and a buffer called reason is filled when the call is rejected.
 * Rejection A rejected call changes nothing: the session is as before and can continue.
 * Memory    What a _new, a _finish or an _analyze_ function returns is yours. Give it back once to the _free function of
 *           its type, also after an error; _free accepts NULL. A report does not need its session. The library keeps no
 *           pointer that you pass: audio, configurations and buffers are yours again when the call returns.
 * NULL      Rejected with LISTENING_STATUS_NULL_POINTER unless a function says otherwise. Samples may be NULL when the
 *           count is 0; in a push of separate channels, a channel that is NULL is lost audio.
 * Missing   A number that is not known is NaN, and a text that is not known is NULL. Test with isnan, or with
 *           listening_is_missing where the compiler assumes that there is no NaN (-ffast-math).
 * Rows      Lists in a report are read by position from 0 until LISTENING_STATUS_NO_ROW. listening_report_summary and
 *           the similar functions say how many rows there are.
 * Counts    Audio is counted in frames: one sample of each of the two channels. A push may hold any number of frames
 *           from 0 to LISTENING_MAX_FRAMES; the report does not depend on how the call was cut into pushes.
 * Threads   There is no global and no thread-local state. Use a session, a floor or a mix from one thread at a time; it
 *           may move between threads. Different ones are independent. A report never changes, and several threads may
 *           read it at once.
 * Strings   UTF-8, terminated by NUL. Text written to your buffer is complete or not written at all, and *needed is the
 *           number of bytes it takes; only the buffer called reason is truncated to fit. Text that a report points to
 *           belongs to the report and lives as long as it; text of the library itself is static.
 * Structs   The first field is the size of the struct. listening_config_init, listening_event_init, listening_audio_init
 *           and listening_track_config_init set it together with every other field; in structs that are only filled,
 *           set it yourself: listening_score score; score.size = sizeof score; Structs grow only at the end, so a
 *           program and a library of different versions work together: fields that the caller does not know take
 *           their defaults or are not reported; fields that the library does not know read as zero and must be zero.
 *           The size is that of your own struct, by sizeof: one that ends inside a field is rejected with
 *           LISTENING_STATUS_BAD_SIZE.
 * Numbers   Calls need the floating-point environment that a program starts with: round to nearest, no traps.
 * Faults    No function exits the process or throws. A fault inside the library is caught and leaves a line on stderr:
 *           the call returns LISTENING_STATUS_PANIC, and every later one on that session, floor or mix returns
 *           LISTENING_STATUS_POISONED; only its _last_error, _position and _free still work then. Please report it.
 *           When memory runs out the process is aborted, as is usual for Rust code.
 * Privacy   No network, no files, no log; no audio is kept.
 */

#ifndef LISTENING_H
#define LISTENING_H

/* Generated from listening-ffi/src by cbindgen. Change it there. */

#include <stddef.h>
#include <stdint.h>

/**
 * The version of the binary interface: the number in the shared library's name, liblistening.so.0. It increases when a program
 * built against this header could no longer use the library; docs/linking.md of the source, installed as
 * share/doc/listening/linking.md, says what may change without an increase.
 */
#define LISTENING_ABI_VERSION 0

/**
 * The maximum number of frames in one call: 37 hours at 8 kHz. More is a mistake; push a longer call in parts.
 */
#define LISTENING_MAX_FRAMES (1 << 30)

/**
 * The maximum number of events that wait to be polled, about 1 MB. Beyond that, the oldest events that are not final are dropped,
 * or the oldest final ones if there are no others; listening_session_dropped_events counts them.
 */
#define LISTENING_MAX_WAITING_EVENTS 4096

/**
 * The result of a function: 0 means success, positive means success with no data, negative means the call was rejected.
 */
enum listening_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Success.
     */
    LISTENING_STATUS_OK = 0,
    /**
     * Success: no event is waiting.
     */
    LISTENING_STATUS_NO_EVENT = 1,
    /**
     * Success: there is no row with that position or name.
     */
    LISTENING_STATUS_NO_ROW = 2,
    /**
     * A pointer is NULL but must not be.
     */
    LISTENING_STATUS_NULL_POINTER = -1,
    /**
     * The size of a struct is not one that this library knows: set it to sizeof the struct.
     */
    LISTENING_STATUS_BAD_SIZE = -2,
    /**
     * A field of the configuration or another choice is out of its range.
     */
    LISTENING_STATUS_BAD_CONFIG = -3,
    /**
     * The sample rate is not from 4000 to 192000 Hz.
     */
    LISTENING_STATUS_UNSUPPORTED_RATE = -4,
    /**
     * The audio cannot be read: more than LISTENING_MAX_FRAMES frames, or a pointer that is not aligned.
     */
    LISTENING_STATUS_BAD_AUDIO = -5,
    /**
     * A float sample is not a number, or infinite.
     */
    LISTENING_STATUS_NOT_FINITE = -6,
    /**
     * A float sample is beyond -16..16; full scale is -1..1.
     */
    LISTENING_STATUS_OUT_OF_RANGE = -7,
    /**
     * A talkspurt is out of order or out of range.
     */
    LISTENING_STATUS_BAD_TALKSPURTS = -8,
    /**
     * The session has been finished and accepts no more input.
     */
    LISTENING_STATUS_FINISHED = -9,
    /**
     * The buffer is too small for the text; *needed is the required number of bytes.
     */
    LISTENING_STATUS_BUFFER_TOO_SMALL = -10,
    /**
     * A fault inside the library was caught in this call; the session cannot continue.
     */
    LISTENING_STATUS_PANIC = -11,
    /**
     * A fault was caught in an earlier call on this session.
     */
    LISTENING_STATUS_POISONED = -12,
    /**
     * Rejected for a reason that this version of the C interface has no number for.
     */
    LISTENING_STATUS_UNKNOWN = -13,
    /**
     * A word is out of range, without text, or not UTF-8.
     */
    LISTENING_STATUS_BAD_WORD = -14,
    /**
     * A row for listening_track_json has no agent, no finite time or no report, or the text is not an array of rows.
     */
    LISTENING_STATUS_BAD_ROWS = -15,
    /**
     * A calibration, or the rated calls to fit it to, were rejected.
     */
    LISTENING_STATUS_BAD_CALIBRATION = -16,
    /**
     * A mark is out of range, of an unknown kind, or names an agent although it is not a transfer.
     */
    LISTENING_STATUS_BAD_MARK = -17,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_status listening_status;
#else
typedef int32_t listening_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The encoding of a sample.
 */
enum listening_encoding
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * int16_t.
     */
    LISTENING_ENCODING_I16 = 0,
    /**
     * float, full scale at -1..1.
     */
    LISTENING_ENCODING_F32 = 1,
    /**
     * ITU-T G.711 mu-law, a byte each.
     */
    LISTENING_ENCODING_MULAW = 2,
    /**
     * ITU-T G.711 A-law, a byte each.
     */
    LISTENING_ENCODING_ALAW = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_encoding listening_encoding;
#else
typedef int32_t listening_encoding;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * The kind of an event. Later versions may add kinds: ignore numbers you do not know.
 */
enum listening_event_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Short feedback that does not take the floor.
     */
    LISTENING_EVENT_KIND_BACKCHANNEL = 0,
    /**
     * The floor changes in silence; the previous speaker had finished.
     */
    LISTENING_EVENT_KIND_SMOOTH_SWITCH = 1,
    /**
     * The floor changes while both talk and the previous speaker finishes: benign.
     */
    LISTENING_EVENT_KIND_OVERLAP = 2,
    /**
     * The floor changes while both talk and the previous speaker gives way.
     */
    LISTENING_EVENT_KIND_INTERRUPTION = 3,
    /**
     * One talks into the other's turn and stops; the other continues.
     */
    LISTENING_EVENT_KIND_BUTTING_IN = 4,
    /**
     * The floor is taken in a pause; the previous speaker had not finished.
     */
    LISTENING_EVENT_KIND_PAUSE_INTERRUPTION = 5,
    /**
     * Both start within 0.2 s of each other.
     */
    LISTENING_EVENT_KIND_SIMULTANEOUS_START = 6,
    /**
     * Silence inside a turn; by is the party whose turn it is.
     */
    LISTENING_EVENT_KIND_PAUSE = 7,
    /**
     * Silence at a change of speaker; by is the party who spoke before it.
     */
    LISTENING_EVENT_KIND_GAP = 8,
    /**
     * No one talks for 3 s or more; by is the party who spoke before it.
     */
    LISTENING_EVENT_KIND_DEAD_AIR = 9,
    /**
     * No one talks and music or a tone plays; by is the party who spoke before it.
     */
    LISTENING_EVENT_KIND_HOLD = 10,
    /**
     * No one answered: after 3 s or more of own silence, by had to continue. The span is the wait.
     */
    LISTENING_EVENT_KIND_UNANSWERED_TURN = 11,
    /**
     * by tried to take the floor while the other talked.
     */
    LISTENING_EVENT_KIND_BID = 12,
    /**
     * A signalling tone on the channel of by: a pressed key, ringback, busy, a fax. The reason names it.
     */
    LISTENING_EVENT_KIND_TONE = 13,
    /**
     * Live decision: the turn of by is over. From the end of its talk to the last audio used for the decision; never in a
     * report.
     */
    LISTENING_EVENT_KIND_TURN_END = 14,
    /**
     * Live decision: by, who started while the other talked, takes the floor. From its onset to the last audio used for the
     * decision; never in a report.
     */
    LISTENING_EVENT_KIND_FLOOR_TAKEN = 15,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_event_kind listening_event_kind;
#else
typedef int32_t listening_event_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Whether an event can still change.
 */
enum listening_event_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Announced early. A final or a withdrawn event with the same id follows.
     */
    LISTENING_EVENT_STATUS_PROVISIONAL = 0,
    /**
     * Final. Only final events enter measures.
     */
    LISTENING_EVENT_STATUS_FINAL = 1,
    /**
     * Withdraws the provisional event with the same id: it turned out not to be an event. Never in a report.
     */
    LISTENING_EVENT_STATUS_WITHDRAWN = 2,
    /**
     * A live decision, as requested by decisions of listening_config. It is emitted once and never withdrawn; never in a report.
     */
    LISTENING_EVENT_STATUS_COMMITTED = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_event_status listening_event_status;
#else
typedef int32_t listening_event_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A language with its own list of feedback words.
 */
enum listening_language
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The only validated one.
     */
    LISTENING_LANGUAGE_ENGLISH = 0,
    /**
     * From general knowledge, not validated.
     */
    LISTENING_LANGUAGE_GERMAN = 1,
    /**
     * From general knowledge, not validated.
     */
    LISTENING_LANGUAGE_SPANISH = 2,
    /**
     * From general knowledge, not validated.
     */
    LISTENING_LANGUAGE_FRENCH = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_language listening_language;
#else
typedef int32_t listening_language;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * How the two channels are arranged in memory.
 */
enum listening_layout
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * In one array: left, right, left, right.
     */
    LISTENING_LAYOUT_INTERLEAVED = 0,
    /**
     * In one array per channel.
     */
    LISTENING_LAYOUT_PLANAR = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_layout listening_layout;
#else
typedef int32_t listening_layout;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A mark of the telephone system on a stretch of a call. Later versions may add kinds.
 */
enum listening_mark_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The caller waits, with music or in silence.
     */
    LISTENING_MARK_KIND_HOLD = 0,
    /**
     * A party has muted its microphone: the agent, unless the mark names a party.
     */
    LISTENING_MARK_KIND_MUTE = 1,
    /**
     * The recording is paused, for example while card data are read out.
     */
    LISTENING_MARK_KIND_PAUSE = 2,
    /**
     * A machine talks to the caller.
     */
    LISTENING_MARK_KIND_IVR = 3,
    /**
     * The caller waits for an agent.
     */
    LISTENING_MARK_KIND_QUEUE = 4,
    /**
     * The call is transferred to another agent, or to the first.
     */
    LISTENING_MARK_KIND_TRANSFER = 5,
    /**
     * The agent consults a colleague, and the customer does not hear it.
     */
    LISTENING_MARK_KIND_CONSULT = 6,
    /**
     * Nothing is recorded.
     */
    LISTENING_MARK_KIND_RECORDING_OFF = 7,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_mark_kind listening_mark_kind;
#else
typedef int32_t listening_mark_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A party of the call.
 */
enum listening_party
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The contact-centre employee.
     */
    LISTENING_PARTY_AGENT = 0,
    /**
     * The person who called or was called.
     */
    LISTENING_PARTY_CUSTOMER = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_party listening_party;
#else
typedef int32_t listening_party;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * Calendar periods, in UTC.
 */
enum listening_period
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Calls are not summarised by period.
     */
    LISTENING_PERIOD_NONE = 0,
    /**
     * From midnight.
     */
    LISTENING_PERIOD_DAY = 1,
    /**
     * From Monday (ISO 8601).
     */
    LISTENING_PERIOD_WEEK = 2,
    /**
     * From the first.
     */
    LISTENING_PERIOD_MONTH = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_period listening_period;
#else
typedef int32_t listening_period;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

/**
 * A call for which a recogniser or a diariser provides who talked when. Created by listening_floor_new, released with
 * listening_floor_free. Use it from one thread at a time; it may move between threads.
 */
typedef struct listening_floor listening_floor;

/**
 * A call whose two parties were recorded in one channel, for which a recogniser or a diariser provides who
 * talked when. Created by listening_mix_new, released with listening_mix_free. Use it from one thread at a time; it may move
 * between threads.
 */
typedef struct listening_mix listening_mix;

/**
 * The result for a call. Created by listening_session_finish, listening_floor_finish, listening_mix_finish or a
 * listening_analyze_ function, released with listening_report_free. It never changes and may be read by several threads at once.
 */
typedef struct listening_report listening_report;

/**
 * The packets of both parties of a call. Created by listening_rtp_new, released with listening_rtp_free. Use it from one thread at
 * a time, with the session of its call; it may move between threads.
 */
typedef struct listening_rtp listening_rtp;

/**
 * A live call, processed chunk by chunk. Created by listening_session_new, released with listening_session_free. Use it from
 * one thread at a time; it may move between threads.
 */
typedef struct listening_session listening_session;

/**
 * How a call is analysed. Set it up with listening_config_init, then change fields as needed.
 */
typedef struct listening_config {
    /**
     * The size of this struct: set by listening_config_init; do not change it.
     */
    size_t size;
    /**
     * Samples per second and channel: 4000 to 192000. Default 8000.
     */
    uint32_t sample_rate;
    /**
     * The agent's channel: 0 (left, first) or 1 (right, second). Default 0.
     */
    int32_t agent_channel;
    /**
     * The party whose listening is scored: a listening_party. Default LISTENING_PARTY_AGENT.
     */
    int32_t assessed;
    /**
     * Whether events are also announced early, as provisional: 0 or 1. Default 1. The report is the same.
     */
    int32_t provisional;
    /**
     * The language of the words, if words are pushed: a listening_language. Default
     * LISTENING_LANGUAGE_ENGLISH, the only one that was validated.
     */
    int32_t language;
    /**
     * Whether the report also describes how the customer's voice differs from its own norm: 0 or 1. Default 0. Read
     * docs/activation.md of the source first: in the EU it may be high-risk.
     */
    int32_t talker_prosody;
    /**
     * Your own rating scale, as returned by listening_calibration_fit_json, terminated by NUL; it is not kept. With it
     * "rating", "rating_low" and "rating_high" follow your raters' scale, and the report's "profile" names
     * it. Default NULL: none.
     */
    const char *calibration;
    /**
     * How measures become points: a profile as JSON of the schema "listening.profile/1", terminated by NUL; it is not
     * kept. docs/methods.md of the source describes it, and listening_profile_json returns the built-in one to start
     * with. Default NULL: the built-in profile "contact_center/2".
     */
    const char *profile;
    /**
     * Additional words for the lexicon, if words are pushed: lines like "continuer: mhm, uh-huh", as for
     * listening_session_extend_lexicon; not kept. Default NULL: only those of the language.
     */
    const char *lexicon;
    /**
     * For lines that stay open for hours: how many seconds of the past a session remembers, 120 to 31536000 (a year).
     * Its memory then stops growing, and its report covers only that part. Default 0: the whole call.
     */
    double history;
    /**
     * Whether a session also decides live who takes the floor and which turn is over, given the accepted share of false
     * decisions: 0.05, 0.1 or 0.2. Decisions are events LISTENING_EVENT_KIND_FLOOR_TAKEN and
     * LISTENING_EVENT_KIND_TURN_END with the status LISTENING_EVENT_STATUS_COMMITTED, and do not change the report. Default 0: none.
     */
    double decisions;
    /**
     * Seconds by which the agent's channel is shifted later, or earlier if negative: -60 to 60. Its words are shifted too,
     * and "moved" in the report's "health" reports it. Default NaN: no shift. 0 confirms that the channel is already
     * aligned: different lengths of two recordings then do not withhold the score.
     */
    double agent_offset;
    /**
     * Like agent_offset, for the customer's channel.
     */
    double customer_offset;
} listening_config;

/**
 * Audio of a call, whole or in part, in any supported form. Set it up with listening_audio_init, then fill the fields.
 */
typedef struct listening_audio {
    /**
     * The size of this struct: set by listening_audio_init; do not change it.
     */
    size_t size;
    /**
     * The encoding of the samples: a listening_encoding. Default LISTENING_ENCODING_I16.
     */
    int32_t encoding;
    /**
     * The arrangement of the channels: a listening_layout. Default LISTENING_LAYOUT_INTERLEAVED.
     */
    int32_t layout;
    /**
     * Pointer to the samples; with LISTENING_LAYOUT_PLANAR, to those of the left channel. Aligned for the sample
     * type. Default NULL.
     */
    const void *left;
    /**
     * Pointer to the samples of the right channel; NULL with LISTENING_LAYOUT_INTERLEAVED. Default NULL.
     */
    const void *right;
    /**
     * The number of frames, each one sample per channel. Default 0.
     */
    size_t frames;
} listening_audio;

/**
 * Statistics of a party's packets so far.
 */
typedef struct listening_rtp_counts {
    /**
     * sizeof(listening_rtp_counts): set it.
     */
    size_t size;
    /**
     * RTP packets received.
     */
    uint64_t packets;
    /**
     * Placed although others had overtaken them.
     */
    uint64_t overtaken;
    /**
     * Arrived after their position had been passed.
     */
    uint64_t late;
    /**
     * Duplicates.
     */
    uint64_t copies;
    /**
     * Neither RTP nor RTCP, too large, or from an unaccepted source.
     */
    uint64_t foreign;
    /**
     * With an unknown payload type: listening_rtp_set_payload_type.
     */
    uint64_t undecoded;
    /**
     * Seconds lost.
     */
    double lost;
} listening_rtp_counts;

/**
 * Something that a party did, or a silence. Set it up once with listening_event_init; each function that returns an event
 * then fills it.
 */
typedef struct listening_event {
    /**
     * The size of this struct: set by listening_event_init; do not change it.
     */
    size_t size;
    /**
     * Its start, in seconds from the first sample.
     */
    double start;
    /**
     * Its end, in seconds from the first sample. An entry ends with its contribution, or 2.3 s after its
     * start, whichever comes first: later it would not be final in time.
     */
    double end;
    /**
     * The probability that the kind is right, 0 to 1; NaN if no classification was made. listening_report_event_kind returns
     * that of each kind it might be.
     */
    double confidence;
    /**
     * The number of reasons for it: listening_report_event_reason returns them.
     */
    int32_t reasons;
    /**
     * Its kind: a listening_event_kind.
     */
    int32_t kind;
    /**
     * The party that did it: a listening_party. Each kind documents the party of a silence.
     */
    int32_t by;
    /**
     * Provisional, final, withdrawn or committed: a listening_event_status.
     */
    int32_t status;
    /**
     * 1 if the other was talking at the onset, otherwise 0.
     */
    int32_t in_overlap;
    /**
     * 1 if it may be the other party's echo, otherwise 0.
     */
    int32_t leak_suspect;
    /**
     * The same for a provisional event and its final event; terminated by NUL.
     */
    char id[24];
    /**
     * Its weight against the assessed party, 0 to 1: its largest weight in a measure that the profile scores;
     * listening_report_event_measure returns the measures it counts in. NaN if it does not count, and for an event
     * emitted before the report.
     */
    double charged;
} listening_event;

/**
 * The state of a call at the last sample pushed. Arrays with one element per party are in the order of listening_party:
 * the agent first.
 */
typedef struct listening_snapshot {
    /**
     * sizeof(listening_snapshot): set it.
     */
    size_t size;
    /**
     * Seconds of audio pushed so far.
     */
    double position;
    /**
     * All talk before this moment is final, in seconds from the first sample: talk is counted up to here.
     */
    double known;
    /**
     * When the floor was taken, in seconds from the first sample; NaN until someone has talked.
     */
    double floor_since;
    /**
     * How many seconds it has been held; NaN until someone has talked.
     */
    double floor_for;
    /**
     * Seconds since anyone was last heard: 0 while someone talks, NaN until someone has talked.
     */
    double silent_for;
    /**
     * Seconds of dead air so far: those of silent_for from 3 s on; 0 if there is none, on hold, and if more than a tenth of
     * it was lost.
     */
    double dead_air;
    /**
     * Seconds on hold so far: those of silent_for from 3 s on, if music or a tone fills half of them or more; otherwise 0.
     */
    double hold;
    /**
     * Seconds since each party was last heard: 0 while it talks, NaN if it has not talked.
     */
    double since_heard[2];
    /**
     * Seconds that each party has talked, up to known.
     */
    double talk[2];
    /**
     * Each party's share of both parties' talk, 0 to 1; NaN if no one has talked.
     */
    double talk_share[2];
    /**
     * Who has the floor: a listening_party; -1 until someone has talked.
     */
    int32_t floor;
    /**
     * 1 if the previous holder has fallen silent and the other, who talks alone, is given as the holder without a final event yet.
     */
    int32_t floor_provisional;
    /**
     * The party that talked before the current silence: a listening_party; -1 if there is no silence.
     */
    int32_t silent_after;
    /**
     * 1 for each party that is talking, otherwise 0.
     */
    int32_t talking[2];
    /**
     * Number of final events of each listening_event_kind and party since the first sample: events[party][kind].
     */
    uint32_t events[2][32];
    /**
     * The running mark of the telephone system, the latest if there are several: a listening_mark_kind; -1 if there is none.
     */
    int32_t mark;
    /**
     * The probability that each party takes the floor, 0 to 1; NaN if no such decision is open, and without decisions in
     * listening_config.
     */
    double floor_taken[2];
    /**
     * The probability that each party's turn is over; NaN as above.
     */
    double turn_end[2];
} listening_snapshot;

/**
 * A mark of the telephone system on a stretch of the call.
 */
typedef struct listening_mark {
    /**
     * The size of this struct: set it to sizeof(listening_mark).
     */
    size_t size;
    /**
     * Its start, in seconds from the first sample.
     */
    double start;
    /**
     * Its end.
     */
    double end;
    /**
     * The agent that a transfer goes to; NULL if unknown.
     */
    const char *agent;
    /**
     * Its kind: a listening_mark_kind.
     */
    int32_t kind;
    /**
     * Its party: a listening_party; -1 for the whole call.
     */
    int32_t party;
} listening_mark;

/**
 * A part of the call with one agent, scored separately.
 */
typedef struct listening_leg {
    /**
     * The size of this struct: set it to sizeof(listening_leg).
     */
    size_t size;
    /**
     * Its start, in seconds from the first sample.
     */
    double start;
    /**
     * Its end.
     */
    double end;
    /**
     * The agent's name, as given by the transfer to them; NULL before the first transfer.
     */
    const char *agent;
    /**
     * The score of the assessed party in it, 0 to 100; NaN if there is too little evidence.
     */
    double value;
    /**
     * Lower end of its interval; NaN like the value.
     */
    double low;
    /**
     * Upper end of its interval; NaN like the value.
     */
    double high;
    /**
     * Level of the score, as in listening_score; NULL if the evidence is insufficient.
     */
    const char *rating;
    /**
     * As in listening_score.
     */
    const char *status;
} listening_leg;

/**
 * One measure of one party. docs/methods.md of the source defines each.
 */
typedef struct listening_measure {
    /**
     * The size of this struct: set it to sizeof(listening_measure).
     */
    size_t size;
    /**
     * Its name, such as "interruption_rate".
     */
    const char *id;
    /**
     * The unit of its value: "s", "1/min", "share", "count", "dB", "syllables/s", "ratio", "correlation", "z" or "z/min".
     */
    const char *unit;
    /**
     * The measured value; NaN if there were no cases.
     */
    double value;
    /**
     * Lower end of the 90 % interval; NaN if the value is a plain fact of this call.
     */
    double low;
    /**
     * Upper end of the 90 % interval; NaN like the lower end.
     */
    double high;
    /**
     * The number of cases: replies, pauses, talkspurts, windows.
     */
    size_t n;
    /**
     * Rows for listening_report_measure_event: the events it is based on.
     */
    size_t events;
    /**
     * The party whose behaviour it describes: a listening_party.
     */
    int32_t party;
    /**
     * Always 0.
     */
    int32_t reserved;
    /**
     * The value that the profile's curve uses, in the same unit: the shorter the call, the more it is shrunken towards the
     * usual value. NaN if the profile does not score it, or not for this party.
     */
    double scored;
} listening_measure;

/**
 * A party's channel.
 */
typedef struct listening_channel {
    /**
     * The size of this struct: set it to sizeof(listening_channel).
     */
    size_t size;
    /**
     * Length of the party's talk, in seconds.
     */
    double speech_seconds;
    /**
     * Active speech level by ITU-T P.56 method B, dBov, excluding music and the other party's leak; NaN without
     * talk or audio.
     */
    double active_level_dbov;
    /**
     * That level above the median level outside speech, dB; NaN if unknown.
     */
    double snr_db;
    /**
     * Rows for listening_report_health.
     */
    size_t health;
    /**
     * 0 (left) or 1 (right); -1 if no audio was given.
     */
    int32_t channel;
    /**
     * Always 0.
     */
    int32_t reserved;
} listening_channel;

/**
 * A fault of a channel, or a sound on it other than talk, with its place in the call.
 */
typedef struct listening_health {
    /**
     * The size of this struct: set it to sizeof(listening_health).
     */
    size_t size;
    /**
     * Its start, in seconds from the first sample.
     */
    double start;
    /**
     * Its end.
     */
    double end;
    /**
     * Its amount, in the unit of its code; NaN if it has none.
     */
    double value;
    /**
     * Its code, such as "silent", "clipping", "dropouts", "lost_audio", "echo" or "music": docs/hearing.md of the source lists
     * all. Later versions may add codes.
     */
    const char *code;
    /**
     * Lower end of the 90 % interval of the value; NaN if the value is not an estimate.
     */
    double low;
    /**
     * Upper end of that interval; NaN if the value is not an estimate.
     */
    double high;
} listening_health;

/**
 * The score of the assessed party.
 */
typedef struct listening_score {
    /**
     * The size of this struct: set it to sizeof(listening_score).
     */
    size_t size;
    /**
     * The total, 0 to 100; NaN with less than 10 s of the other's speech or without a change of the floor.
     */
    double value;
    /**
     * Lower end of its interval; NaN like the value.
     */
    double low;
    /**
     * Upper end of its interval; NaN like the value.
     */
    double high;
    /**
     * Share of the profile's weight that could be measured, 0 to 1.
     */
    double coverage;
    /**
     * Level of the total: "Outstanding", "Above Average", "Average", "Poor" or "Ineffective"; NULL, like its
     * range, if the evidence is insufficient.
     */
    const char *rating;
    /**
     * Level of the lower end.
     */
    const char *rating_low;
    /**
     * Level of the upper end.
     */
    const char *rating_high;
    /**
     * "ok", "insufficient_evidence" with less than 30 s of the other's speech or fewer than 5 changes of the floor, or "withheld",
     * for which listening_report_withheld_by gives the reasons.
     */
    const char *status;
    /**
     * Rows for listening_report_dimension.
     */
    size_t dimensions;
} listening_score;

/**
 * One dimension of the score.
 */
typedef struct listening_dimension {
    /**
     * The size of this struct: set it to sizeof(listening_dimension).
     */
    size_t size;
    /**
     * "patience", "attentiveness", "give_and_take" or "composure".
     */
    const char *id;
    /**
     * Points, 0 to 100; NaN if nothing of it could be measured.
     */
    double value;
    /**
     * Lower end of its interval; NaN like the value.
     */
    double low;
    /**
     * Upper end of its interval; NaN like the value.
     */
    double high;
    /**
     * Rows for listening_report_deduction.
     */
    size_t deductions;
} listening_dimension;

/**
 * Points that a measure cost.
 */
typedef struct listening_deduction {
    /**
     * The size of this struct: set it to sizeof(listening_deduction).
     */
    size_t size;
    /**
     * Its dimension, as in listening_dimension.
     */
    const char *dimension;
    /**
     * The measure, as in listening_measure.
     */
    const char *measure;
    /**
     * Points of the dimension's 100.
     */
    double points;
    /**
     * Rows for listening_report_deduction_event: the events to listen to.
     */
    size_t events;
} listening_deduction;

/**
 * A stretch of the call that belongs to a party: a talkspurt, or a turn.
 */
typedef struct listening_span {
    /**
     * The size of this struct: set it to sizeof(listening_span).
     */
    size_t size;
    /**
     * Its start, in seconds from the first sample.
     */
    double start;
    /**
     * Its end.
     */
    double end;
    /**
     * Its party: a listening_party.
     */
    int32_t party;
    /**
     * Always 0.
     */
    int32_t reserved;
} listening_span;

/**
 * An overview of a report: its length, and the number of rows of each kind.
 */
typedef struct listening_summary {
    /**
     * The size of this struct: set it to sizeof(listening_summary).
     */
    size_t size;
    /**
     * Length of the call, in seconds.
     */
    double duration;
    /**
     * Name and version of the profile that scored it, such as "contact_center/2"; with a calibration, followed by its hash.
     */
    const char *profile;
    /**
     * Rows for listening_report_talkspurt.
     */
    size_t talkspurts;
    /**
     * Rows for listening_report_turn.
     */
    size_t turns;
    /**
     * Rows for listening_report_event.
     */
    size_t events;
    /**
     * Rows for listening_report_measure.
     */
    size_t measures;
    /**
     * Rows for listening_report_dimension.
     */
    size_t dimensions;
    /**
     * Version of the engine that made it, such as "0.1.0".
     */
    const char *engine;
    /**
     * Name and version of the network that detected speech, such as "vad8k/1"; NULL if no audio was given.
     */
    const char *network;
    /**
     * The party whose listening was scored: a listening_party.
     */
    int32_t assessed;
    /**
     * Always 0.
     */
    int32_t reserved;
} listening_summary;

/**
 * How calls are tracked. Set it up with listening_track_config_init, then change fields as needed.
 */
typedef struct listening_track_config {
    /**
     * The size of this struct: set by listening_track_config_init; do not change it.
     */
    size_t size;
    /**
     * The party whose listening the reports assess: a listening_party. Default LISTENING_PARTY_AGENT.
     */
    int32_t assessed;
    /**
     * The calendar periods by which each agent's calls are also summarised: a listening_period. Each row's time is then in
     * seconds since 1970. Default LISTENING_PERIOD_NONE.
     */
    int32_t period;
    /**
     * Whether the difference of each pair of agents is reported, for up to 200 agents: 0 or 1. Default 0.
     */
    int32_t pairs;
    /**
     * The start of the time after a training: compares the calls before it with those from it on. Default NaN:
     * compares the halves of each agent's calls.
     */
    double since;
    /**
     * The end of the time before a training, at most since: calls between the two are in neither group. Default NaN: the
     * same as since.
     */
    double until;
    /**
     * The grouping of the calls, such as "team": the legs of a transferred call then count for the call's own group,
     * not for the agents named by the transfer. Terminated by NUL; not kept. Default NULL: "agent".
     */
    const char *by;
    /**
     * What estimates are adjusted for, one name per line: labels of the rows, such as "queue", and "length", the length of
     * the call. Terminated by NUL; not kept. Default NULL: no adjustment.
     */
    const char *adjust;
} listening_track_config;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library in use, such as "0.1.0": static text.
 */
const char *listening_version(void);

/**
 * LISTENING_ABI_VERSION of the library in use. A program may compare it with that of its header at start-up.
 */
uint32_t listening_abi_version(void);

/**
 * How the library in use was built, for fault reports: words of the form name=value, as in "version=0.1.0 abi=0
 * target=x86_64-unknown-linux-gnu profile=release cpu=fxsr,sse,sse2,x87". Names may be added. Static text.
 */
const char *listening_build_info(void);

/**
 * Whether a number of a report is missing: 1 if it is NaN, otherwise 0. For programs whose compiler assumes that there is
 * no NaN, as with -ffast-math.
 */
int32_t listening_is_missing(double number);

/**
 * Sets every field to its default. Call it as listening_config_init(&config, sizeof config).
 *
 * size is sizeof your own struct: this many bytes are written, and read by each function that takes
 * the configuration. LISTENING_STATUS_BAD_SIZE if it is less than that of the first version (up to provisional), ends
 * inside a field, or is more than 4096.
 */
listening_status listening_config_init(struct listening_config *config,
                                       size_t size);

/**
 * Checks a configuration: returns LISTENING_STATUS_OK if it is valid, otherwise the status that listening_session_new would
 * return, with the reason in one line. As for listening_calibration_fit_json, the reason is truncated to reason_capacity bytes, and
 * reason may be NULL if reason_capacity is 0.
 */
listening_status listening_config_check(const struct listening_config *config,
                                        char *reason,
                                        size_t reason_capacity);

/**
 * The built-in profile as JSON, to copy and edit. At most capacity bytes including the NUL are written to buffer;
 * *needed, if needed is not NULL, is set to the size of the text including its NUL.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
 */
listening_status listening_profile_json(char *buffer,
                                        size_t capacity,
                                        size_t *needed);

/**
 * Starts a call.
 *
 * LISTENING_STATUS_UNSUPPORTED_RATE, LISTENING_STATUS_BAD_CONFIG, LISTENING_STATUS_BAD_SIZE or
 * LISTENING_STATUS_BAD_CALIBRATION if the configuration is rejected: listening_config_check gives the reason.
 */
listening_status listening_session_new(const struct listening_config *config,
                                       struct listening_session **session);

/**
 * Pushes a word of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), and
 * a UTF-8 text of at most 65,536 bytes, terminated by NUL; it is not kept. Words may be pushed in any order. Laughter and noises are in
 * brackets, "[laughter]"; a word that is cut off ends in a hyphen. A word affects onsets that are not yet final:
 * push it within 2.3 s of the onset before it counts. For a whole call, push all words before the audio.
 *
 * LISTENING_STATUS_BAD_WORD if a time or the text is rejected, LISTENING_STATUS_BAD_CONFIG if party is invalid.
 */
listening_status listening_session_push_word(struct listening_session *session,
                                             int32_t party,
                                             double start,
                                             double end,
                                             const char *text);

/**
 * Adds words to the lexicon: lines like "continuer: mhm, uh-huh", with the classes of docs/methods.md of the
 * source, in UTF-8, terminated by NUL. A text has at most 1 MiB, a lexicon at most 30,000 words and two-word items and 500
 * greetings and introductions. Call it before the first word.
 *
 * LISTENING_STATUS_BAD_CONFIG if a line is invalid or a limit is exceeded; nothing is added then.
 */
listening_status listening_session_extend_lexicon(struct listening_session *session,
                                                  const char *list);

/**
 * Records that the recording is known to be truncated: the report's "health" will say so.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_truncated(struct listening_session *session);

/**
 * Records that the recording's header was never completed, because its recorder was stopped or wrote to a pipe, and that the
 * file was read to its end: the report's "health" will have "unfinished".
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_unfinished(struct listening_session *session);

/**
 * Records that the recording was coded at too low a bit rate: the report's "health" will have "coding".
 *
 * bit_rate is that of the file in kbit/s; 0 if unknown.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_coding(struct listening_session *session, double bit_rate);

/**
 * Records that the recording of party, a listening_party, is shorter than the other party's by this many seconds, if each party has
 * its own recording. From more than 0.3 s on the report's "health" has "unequal_lengths", and there is no score unless the
 * configuration has an offset; smaller differences are ignored.
 *
 * LISTENING_STATUS_BAD_CONFIG if party is invalid; LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_shorter(struct listening_session *session,
                                                int32_t party,
                                                double seconds);

/**
 * Ends the call and returns its report; release it with listening_report_free. The session accepts no
 * more audio; its last events can still be polled, and it must still be freed.
 *
 * LISTENING_STATUS_FINISHED the second time.
 */
listening_status listening_session_finish(struct listening_session *session,
                                          struct listening_report **report);

/**
 * The message of the last rejected call on this session: what was expected, what was received and what to do, in one line of
 * English; empty if none was rejected. buffer, capacity and needed are as for
 * listening_session_last_event_json.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed; the buffer is then unchanged.
 */
listening_status listening_session_last_error(const struct listening_session *session,
                                              char *buffer,
                                              size_t capacity,
                                              size_t *needed);

/**
 * Frees a session, finished or not. NULL is ignored.
 */
void listening_session_free(struct listening_session *session);

/**
 * The current probability, 0 to 1, that party, a listening_party, takes the floor (kind LISTENING_EVENT_KIND_FLOOR_TAKEN) or that its
 * turn is over (LISTENING_EVENT_KIND_TURN_END), for the last 20 ms evaluated. NaN if no decision is open: an
 * entry is open for 2.5 s from its onset over the other's talk, the end of a turn from 0.18 to 3 s of own silence. Also NaN for any
 * other kind, without decisions in listening_config, and after listening_session_finish.
 *
 * LISTENING_STATUS_BAD_CONFIG if party is invalid.
 */
listening_status listening_session_probability(const struct listening_session *session,
                                               int32_t kind,
                                               int32_t party,
                                               double *probability);

/**
 * The audio pushed to the session so far, in seconds, including lost audio: the clock of its events. After
 * listening_session_finish, the length of the call.
 */
listening_status listening_session_position(const struct listening_session *session, double *seconds);

/**
 * Pushes interleaved stereo (left, right, left, right) in 16-bit samples: 2 * frames of them.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish, LISTENING_STATUS_BAD_AUDIO if there are more than
 * LISTENING_MAX_FRAMES frames or the pointer is not aligned.
 */
listening_status listening_session_push_i16(struct listening_session *session,
                                            const int16_t *interleaved,
                                            size_t frames);

/**
 * Pushes interleaved stereo (left, right, left, right) in float samples, full scale at -1..1: 2 * frames of them.
 *
 * LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE if a sample is rejected (the push then has no effect);
 * otherwise as listening_session_push_i16.
 */
listening_status listening_session_push_f32(struct listening_session *session,
                                            const float *interleaved,
                                            size_t frames);

/**
 * Pushes interleaved stereo (left, right, left, right) in ITU-T G.711 mu-law: 2 * frames bytes.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_mulaw(struct listening_session *session,
                                              const uint8_t *interleaved,
                                              size_t frames);

/**
 * Pushes interleaved stereo (left, right, left, right) in ITU-T G.711 A-law: 2 * frames bytes.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_alaw(struct listening_session *session,
                                             const uint8_t *interleaved,
                                             size_t frames);

/**
 * Pushes the two channels separately, 16-bit samples: frames of them each. NULL for a channel means that its frames are lost, as
 * when a jitter buffer is empty; NULL for both means that both are lost. Time advances, and lost audio is charged to no
 * one: see listening_session_push_lost.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_i16(struct listening_session *session,
                                                   const int16_t *left,
                                                   const int16_t *right,
                                                   size_t frames);

/**
 * Pushes the two channels separately, float samples, full scale at -1..1: frames of them each. NULL for a channel: lost.
 *
 * Statuses as for listening_session_push_f32.
 */
listening_status listening_session_push_planar_f32(struct listening_session *session,
                                                   const float *left,
                                                   const float *right,
                                                   size_t frames);

/**
 * Pushes the two channels separately in ITU-T G.711 mu-law: frames bytes each. NULL for a channel: lost.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_mulaw(struct listening_session *session,
                                                     const uint8_t *left,
                                                     const uint8_t *right,
                                                     size_t frames);

/**
 * Pushes the two channels separately in ITU-T G.711 A-law: frames bytes each. NULL for a channel: lost.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_alaw(struct listening_session *session,
                                                    const uint8_t *left,
                                                    const uint8_t *right,
                                                    size_t frames);

/**
 * Declares that the next frames of party, a listening_party, are lost. Push them anyway, as zeros or
 * as concealed by the decoder, so that both channels keep one clock; their contents on that party's channel are not
 * analysed. Further calls before they are pushed add up. In planar pushes, NULL for a channel means the same.
 *
 * A loss of a few packets is bridged from the audio before it. The effects of a longer loss are charged to no one:
 * a silence of which more than a tenth was lost is not an event, and an entry with a loss of 0.1 s or more from 1.0 s before its
 * onset to 2.3 s after it says so in its reasons and enters no measure. The report's health has "lost_audio" with the seconds.
 *
 * LISTENING_STATUS_BAD_CONFIG if party is invalid, LISTENING_STATUS_BAD_AUDIO if there are more than
 * LISTENING_MAX_FRAMES frames, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_push_lost(struct listening_session *session,
                                             size_t frames,
                                             int32_t party);

/**
 * Records that the audio pushed for party, a listening_party, from start to end, in seconds, was silence only because nothing had
 * arrived: it was lost, as a later packet proved. Record such losses in order. Final events do not change; the rest of the
 * report is as if the loss had been declared in time. listening_rtp_push does this automatically.
 *
 * LISTENING_STATUS_BAD_CONFIG if party is invalid, LISTENING_STATUS_BAD_AUDIO if the span is empty or outside the audio pushed,
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_lost(struct listening_session *session,
                                             int32_t party,
                                             double start,
                                             double end);

/**
 * Sets every field to its default: no frames. Call it as listening_audio_init(&audio, sizeof audio).
 *
 * LISTENING_STATUS_BAD_SIZE as for listening_config_init.
 */
listening_status listening_audio_init(struct listening_audio *audio, size_t size);

/**
 * Pushes audio in the form described by the struct: the same as the listening_session_push_ function for that form, for programs that
 * know the form only at run time. With LISTENING_LAYOUT_PLANAR a channel that is NULL is lost.
 *
 * LISTENING_STATUS_BAD_CONFIG if encoding or layout is invalid, LISTENING_STATUS_BAD_AUDIO if right is set in interleaved
 * audio, LISTENING_STATUS_BAD_SIZE if the struct was not set up with listening_audio_init; otherwise as
 * listening_session_push_f32.
 */
listening_status listening_session_push_audio(struct listening_session *session,
                                              const struct listening_audio *audio);

/**
 * Analyses a whole call in the form described by the struct: the same as the listening_analyze_ function for that form. Neither
 * channel may be NULL.
 *
 * Statuses as for listening_session_new and listening_session_push_audio.
 */
listening_status listening_analyze_audio(const struct listening_config *config,
                                         const struct listening_audio *audio,
                                         struct listening_report **report);

/**
 * Creates a receiver for the packets of a call, for a session with this sample_rate, 8000 to 48000: the clock rate of its payload
 * types. An overtaken packet is awaited for delay seconds, 0 to 2; 0.06 is usual. A party without packets for patience
 * more seconds is assumed to be silent; 1 is usual live, 30 for a capture.
 *
 * Suppressed silence becomes silence, and audio counts as lost only if a later sequence number proves it. A stream that
 * restarts, with another SSRC or another clock, as at a transfer, continues where its packets arrive; the report's health then has
 * "restarted". The known payload types are 0 (PCMU), 8 (PCMA), 13 (CN) and 101 (telephone-event).
 *
 * LISTENING_STATUS_UNSUPPORTED_RATE and LISTENING_STATUS_BAD_CONFIG if a number is out of range.
 */
listening_status listening_rtp_new(uint32_t sample_rate,
                                   double delay,
                                   double patience,
                                   struct listening_rtp **rtp);

/**
 * Defines payload type number, 0 to 127: name is the one in the session description, "PCMU", "PCMA", "L16",
 * "CN" or "telephone-event", with or without its rate ("L16/8000").
 *
 * LISTENING_STATUS_BAD_CONFIG if the number or the name is invalid.
 */
listening_status listening_rtp_set_payload_type(struct listening_rtp *rtp, int32_t number, const char *name);

/**
 * Processes a datagram of party, a listening_party, that arrived at arrival, in seconds on one clock for both parties, and pushes
 * audio that no longer needs to wait to the session. RTCP may be passed too. Anything else is counted and ignored.
 * Poll events from the session as usual.
 *
 * LISTENING_STATUS_BAD_AUDIO if arrival is not finite, more than an hour after the previous one or a year after the first,
 * LISTENING_STATUS_BAD_CONFIG if party is invalid or the session has another rate, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_rtp_push(struct listening_rtp *rtp,
                                    struct listening_session *session,
                                    int32_t party,
                                    double arrival,
                                    const uint8_t *datagram,
                                    size_t length);

/**
 * Declares that nothing arrived until now, on the clock of the arrivals: the session continues while both parties are silent. Call
 * it a few times per second.
 *
 * Statuses as for listening_rtp_push.
 */
listening_status listening_rtp_advance(struct listening_rtp *rtp,
                                       struct listening_session *session,
                                       double now);

/**
 * Ends the call: pushes the audio that still waits to the session. Then call listening_session_finish.
 *
 * LISTENING_STATUS_BAD_CONFIG if the session has another rate, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_rtp_finish(struct listening_rtp *rtp,
                                      struct listening_session *session);

/**
 * 1 once both parties have sent RTCP BYE, and nothing since, otherwise 0; 0 for NULL.
 */
int32_t listening_rtp_has_ended(const struct listening_rtp *rtp);

/**
 * Fills *counts with the statistics of the packets of party, a listening_party, so far.
 *
 * LISTENING_STATUS_BAD_CONFIG if party is invalid, LISTENING_STATUS_BAD_SIZE if the size is invalid.
 */
listening_status listening_rtp_party_counts(const struct listening_rtp *rtp,
                                            int32_t party,
                                            struct listening_rtp_counts *counts);

/**
 * Frees the result of listening_rtp_new. NULL is ignored.
 */
void listening_rtp_free(struct listening_rtp *rtp);

/**
 * Empties an event for listening_session_poll_event. Call it as listening_event_init(&event, sizeof event).
 *
 * size is sizeof your own struct: this many bytes are written.
 * LISTENING_STATUS_BAD_SIZE if it is less than that of a listening_event of the first version, or more than 4096.
 */
listening_status listening_event_init(struct listening_event *event,
                                      size_t size);

/**
 * Takes the next event out of the session's queue. Pushes and listening_session_finish put events there, in the
 * order in which they became known; they wait until they are polled or the session is freed. Poll until
 * LISTENING_STATUS_NO_EVENT after each push: no more than LISTENING_MAX_WAITING_EVENTS wait, and the oldest provisional
 * ones are dropped beyond that.
 *
 * LISTENING_STATUS_NO_EVENT if none is waiting; the event is then not written. LISTENING_STATUS_BAD_SIZE if the
 * event was not set up with listening_event_init.
 */
listening_status listening_session_poll_event(struct listening_session *session,
                                              struct listening_event *event);

/**
 * The event that was polled last as one line of JSON, as in a report's "events", with the reasons for it. At most
 * capacity bytes including the NUL are written to buffer; *needed, if needed is not NULL, is set to the size of
 * the text including its NUL. To get only the size, pass NULL and 0.
 *
 * LISTENING_STATUS_NO_EVENT if none has been polled. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less
 * than *needed.
 */
listening_status listening_session_last_event_json(struct listening_session *session,
                                                   char *buffer,
                                                   size_t capacity,
                                                   size_t *needed);

/**
 * The reason at position reason, from 0, for the event polled last, such as "holder stopped 920 ms after onset": the first
 * is the most important; reasons of listening_event is their number. Buffer, capacity and needed are as for
 * listening_session_last_event_json; 128 bytes are enough for any.
 *
 * LISTENING_STATUS_NO_EVENT if none has been polled, LISTENING_STATUS_NO_ROW past the last.
 * LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
 */
listening_status listening_session_last_event_reason(struct listening_session *session,
                                                     size_t reason,
                                                     char *buffer,
                                                     size_t capacity,
                                                     size_t *needed);

/**
 * Sets *kind to the kind at position at, from 0, of those that the event polled last might be, and *probability to its
 * probability: like listening_report_event_kind.
 *
 * LISTENING_STATUS_NO_EVENT if none has been polled, LISTENING_STATUS_NO_ROW past the last; an event without a
 * classification has none.
 */
listening_status listening_session_last_event_kind(struct listening_session *session,
                                                   size_t at,
                                                   int32_t *kind,
                                                   double *probability);

/**
 * The number of events dropped because they were not polled: *provisional counts announced and withdrawn events, *final
 * final ones. Either pointer may be NULL. Both stay 0 if every push is followed by polls until
 * LISTENING_STATUS_NO_EVENT. Dropped final events are still in the report, unless history has forgotten them.
 */
listening_status listening_session_dropped_events(const struct listening_session *session,
                                                  uint64_t *provisional,
                                                  uint64_t *final);

/**
 * Fills snapshot with the state of the call at the last sample pushed, and changes nothing. It costs the same at any
 * length of the call and allocates nothing, so a display may call it after every packet. If history of listening_config
 * forgets events, sums and counts still cover the whole call. Set snapshot.size = sizeof snapshot before.
 *
 * LISTENING_STATUS_BAD_SIZE if the size is not set, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_snapshot(struct listening_session *session,
                                            struct listening_snapshot *snapshot);

/**
 * Returns the report that listening_session_finish would return now, byte for byte; release it with listening_report_free.
 * The call continues unchanged. It takes time and memory in proportion to what has happened: a few milliseconds for an
 * hour.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_report_so_far(struct listening_session *session,
                                                 struct listening_report **report);

/**
 * Starts a call without audio. assessed, language, lexicon, calibration and profile of the configuration are used; the
 * other fields must be in range. Events are in the report: a floor evaluates the whole call when it is finished.
 *
 * Statuses as for listening_session_new.
 */
listening_status listening_floor_new(const struct listening_config *config,
                                     struct listening_floor **floor);

/**
 * Pushes a talkspurt of party, a listening_party: start and end in seconds, 0 to 31536000 (a year). The talkspurts of one party
 * must be in order; the two parties may come in any order. Silences under 180 ms are bridged, as in audio.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS if a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
 * if party is invalid, LISTENING_STATUS_FINISHED after listening_floor_finish.
 */
listening_status listening_floor_push(struct listening_floor *floor,
                                      int32_t party,
                                      double start,
                                      double end);

/**
 * Pushes a word of party, before or after its talkspurt and in any order; otherwise as listening_session_push_word.
 *
 * LISTENING_STATUS_BAD_WORD if a time or the text is rejected, LISTENING_STATUS_BAD_CONFIG if party is invalid,
 * LISTENING_STATUS_FINISHED after listening_floor_finish.
 */
listening_status listening_floor_push_word(struct listening_floor *floor,
                                           int32_t party,
                                           double start,
                                           double end,
                                           const char *text);

/**
 * Ends the call at duration seconds, at most 31536000 (a year), or with its last talkspurt if duration is NaN, and returns its
 * report; release it with listening_report_free. The floor accepts no more input and must still be freed.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS if a talkspurt ends after duration, or duration is out of range: the call can continue then.
 * LISTENING_STATUS_FINISHED the second time.
 */
listening_status listening_floor_finish(struct listening_floor *floor,
                                        double duration,
                                        struct listening_report **report);

/**
 * The message of the last rejected call on this floor, as in listening_session_last_error.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed; the buffer is then unchanged.
 */
listening_status listening_floor_last_error(const struct listening_floor *floor,
                                            char *buffer,
                                            size_t capacity,
                                            size_t *needed);

/**
 * Frees a floor, finished or not. NULL is ignored.
 */
void listening_floor_free(struct listening_floor *floor);

/**
 * Starts a call that was recorded in one channel. agent_channel, provisional and history of the configuration are not used, but
 * must be in range. The turns say who talks, the audio says when: turns may be padded and continue across pauses. Events
 * are in the report, whose "basis" is "turns_trimmed".
 *
 * Statuses as for listening_session_new.
 */
listening_status listening_mix_new(const struct listening_config *config,
                                   struct listening_mix **mix);

/**
 * Pushes a turn of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), before or
 * after its audio. The turns of one party must be in order and not overlap; those of the two parties may overlap.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS if a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
 * if party is invalid, LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_push_turn(struct listening_mix *mix,
                                         int32_t party,
                                         double start,
                                         double end);

/**
 * Pushes a word of party, before or after its audio and in any order; otherwise as listening_session_push_word.
 *
 * LISTENING_STATUS_BAD_WORD if a time or the text is rejected, LISTENING_STATUS_BAD_CONFIG if party is invalid,
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_push_word(struct listening_mix *mix,
                                         int32_t party,
                                         double start,
                                         double end,
                                         const char *text);

/**
 * Pushes the next count samples of the mix, 16 bits each.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish, LISTENING_STATUS_BAD_AUDIO if there are more than
 * LISTENING_MAX_FRAMES samples or the pointer is not aligned.
 */
listening_status listening_mix_push_i16(struct listening_mix *mix, const int16_t *mono, size_t count);

/**
 * Pushes the next count samples of the mix, floats with full scale at -1..1.
 *
 * LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE if a sample is rejected (the push then has no effect);
 * otherwise as listening_mix_push_i16.
 */
listening_status listening_mix_push_f32(struct listening_mix *mix,
                                        const float *mono,
                                        size_t count);

/**
 * Pushes the next count samples of the mix in ITU-T G.711 mu-law, a byte each.
 *
 * Statuses as for listening_mix_push_i16.
 */
listening_status listening_mix_push_mulaw(struct listening_mix *mix, const uint8_t *mono, size_t count);

/**
 * Pushes the next count samples of the mix in ITU-T G.711 A-law, a byte each.
 *
 * Statuses as for listening_mix_push_i16.
 */
listening_status listening_mix_push_alaw(struct listening_mix *mix, const uint8_t *mono, size_t count);

/**
 * Declares that the next count samples are lost. Push them anyway; their contents are not analysed,
 * and the loss is charged to no one. Further calls before they are pushed add up.
 *
 * LISTENING_STATUS_BAD_AUDIO if there are more than LISTENING_MAX_FRAMES samples, LISTENING_STATUS_FINISHED after
 * listening_mix_finish.
 */
listening_status listening_mix_push_lost(struct listening_mix *mix,
                                         size_t count);

/**
 * Records that the recording is known to be truncated: the report's "health" will say so.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_note_truncated(struct listening_mix *mix);

/**
 * Like listening_session_note_unfinished.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_note_unfinished(struct listening_mix *mix);

/**
 * Like listening_session_note_coding.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_note_coding(struct listening_mix *mix, double bit_rate);

/**
 * Ends the call and returns its report; release it with listening_report_free. The mix accepts no more input and must still
 * be freed. Most of the work is done here: about one and a half times as much as in all pushes.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS if a turn ends more than a second after the audio: the call can continue then.
 * LISTENING_STATUS_FINISHED the second time.
 */
listening_status listening_mix_finish(struct listening_mix *mix,
                                      struct listening_report **report);

/**
 * The message of the last rejected call on this mix, as in listening_session_last_error.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed; the buffer is then unchanged.
 */
listening_status listening_mix_last_error(const struct listening_mix *mix,
                                          char *buffer,
                                          size_t capacity,
                                          size_t *needed);

/**
 * The audio pushed to the mix so far, in seconds, including lost audio. After listening_mix_finish, the length of the call.
 */
listening_status listening_mix_position(const struct listening_mix *mix,
                                        double *seconds);

/**
 * Frees a mix, finished or not. NULL is ignored.
 */
void listening_mix_free(struct listening_mix *mix);

/**
 * Pushes a mark of the telephone system: kind, a listening_mark_kind, from start to end in seconds from the first
 * sample, in any order. Nothing within it is charged to anyone, and it is excluded from all shares of time and rates. If end is NaN, the
 * mark runs until the same mark (kind, party and start) is pushed with an end, or to the end of the call. party is a listening_party, or
 * -1 for the whole call. agent is NULL, or for LISTENING_MARK_KIND_TRANSFER the name of the agent the call goes to, in UTF-8, 1 to
 * 256 bytes: a new leg starts where the mark ends, and listening_report_leg has the score of each.
 *
 * A mark may be pushed late: final events do not change, and the report charges nothing within it.
 *
 * LISTENING_STATUS_BAD_MARK if a time, the kind or the agent is rejected, and beyond 1000 marks; LISTENING_STATUS_BAD_CONFIG if
 * party is invalid.
 */
listening_status listening_session_push_mark(struct listening_session *session,
                                             int32_t kind,
                                             double start,
                                             double end,
                                             int32_t party,
                                             const char *agent);

/**
 * Pushes a mark of the telephone system, as listening_session_push_mark.
 *
 * LISTENING_STATUS_BAD_MARK and LISTENING_STATUS_BAD_CONFIG as there, LISTENING_STATUS_FINISHED after listening_floor_finish.
 */
listening_status listening_floor_push_mark(struct listening_floor *floor,
                                           int32_t kind,
                                           double start,
                                           double end,
                                           int32_t party,
                                           const char *agent);

/**
 * Pushes a mark of the telephone system, as listening_session_push_mark.
 *
 * LISTENING_STATUS_BAD_MARK and LISTENING_STATUS_BAD_CONFIG as there, LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_push_mark(struct listening_mix *mix,
                                         int32_t kind,
                                         double start,
                                         double end,
                                         int32_t party,
                                         const char *agent);

/**
 * Pushes the words of a transcript, length bytes of JSON or CTM as written by a recogniser: Whisper, WhisperX, Deepgram,
 * AssemblyAI, Amazon Transcribe, Google, Azure, Vosk, NeMo, Rev AI, Speechmatics, Gladia or Soniox; docs/inputs.md of the
 * source lists their requirements. It must have a time for every word; text is not kept. Like other words, push them before the
 * audio.
 *
 * speakers maps the labels to parties, as "spk_0=agent,spk_1=customer,spk_2=none"; NULL if the labels are agent and customer, or the
 * words name their channels: those of agent_channel, 0 or 1, are then the agent's. "agent" or "customer" alone means that
 * all words belong to that party, for transcripts of one channel.
 *
 * *words, if words is not NULL, is set to the number of words pushed.
 *
 * LISTENING_STATUS_BAD_WORD if the transcript is rejected or a label has no party: listening_session_last_error says
 * what to do. LISTENING_STATUS_BAD_CONFIG if speakers or agent_channel is invalid. It then has no effect.
 */
listening_status listening_session_push_transcript(struct listening_session *session,
                                                   const char *bytes,
                                                   size_t length,
                                                   const char *speakers,
                                                   int32_t agent_channel,
                                                   size_t *words);

/**
 * Like listening_session_push_transcript, for a call of talkspurts.
 */
listening_status listening_floor_push_transcript(struct listening_floor *floor,
                                                 const char *bytes,
                                                 size_t length,
                                                 const char *speakers,
                                                 int32_t agent_channel,
                                                 size_t *words);

/**
 * Like listening_session_push_transcript, for a call recorded in one channel.
 */
listening_status listening_mix_push_transcript(struct listening_mix *mix,
                                               const char *bytes,
                                               size_t length,
                                               const char *speakers,
                                               int32_t agent_channel,
                                               size_t *words);

/**
 * Analyses a whole call of interleaved stereo (left, right, left, right) in 16-bit samples, 2 * frames of them:
 * the same report as from a session. Release it with listening_report_free.
 *
 * Statuses as for listening_session_new and listening_session_push_i16.
 */
listening_status listening_analyze_i16(const struct listening_config *config,
                                       const int16_t *interleaved,
                                       size_t frames,
                                       struct listening_report **report);

/**
 * Analyses a whole call of interleaved stereo (left, right, left, right) in float samples, full scale at -1..1, 2 * frames of them:
 * as listening_analyze_i16.
 *
 * Statuses as for listening_session_new and listening_session_push_f32.
 */
listening_status listening_analyze_f32(const struct listening_config *config,
                                       const float *interleaved,
                                       size_t frames,
                                       struct listening_report **report);

/**
 * Analyses a whole call of interleaved stereo (left, right, left, right) in ITU-T G.711 mu-law, 2 * frames bytes:
 * as listening_analyze_i16.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_mulaw(const struct listening_config *config,
                                         const uint8_t *interleaved,
                                         size_t frames,
                                         struct listening_report **report);

/**
 * Analyses a whole call of interleaved stereo (left, right, left, right) in ITU-T G.711 A-law, 2 * frames bytes:
 * as listening_analyze_i16.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_alaw(const struct listening_config *config,
                                        const uint8_t *interleaved,
                                        size_t frames,
                                        struct listening_report **report);

/**
 * Analyses a whole call with the two channels separate in 16-bit samples, frames of them each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_planar_i16(const struct listening_config *config,
                                              const int16_t *left,
                                              const int16_t *right,
                                              size_t frames,
                                              struct listening_report **report);

/**
 * Analyses a whole call with the two channels separate in float samples, full scale at -1..1, frames of them each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_f32.
 */
listening_status listening_analyze_planar_f32(const struct listening_config *config,
                                              const float *left,
                                              const float *right,
                                              size_t frames,
                                              struct listening_report **report);

/**
 * Analyses a whole call with the two channels separate in ITU-T G.711 mu-law, frames bytes each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_planar_mulaw(const struct listening_config *config,
                                                const uint8_t *left,
                                                const uint8_t *right,
                                                size_t frames,
                                                struct listening_report **report);

/**
 * Analyses a whole call with the two channels separate in ITU-T G.711 A-law, frames bytes each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_planar_alaw(const struct listening_config *config,
                                               const uint8_t *left,
                                               const uint8_t *right,
                                               size_t frames,
                                               struct listening_report **report);

/**
 * The report as JSON of the schema "listening.report/1", one line. *text belongs to the report and lives as long
 * as it; *length is set to its bytes without the NUL, and length may be NULL.
 */
listening_status listening_report_json(const struct listening_report *report,
                                       const char **text,
                                       size_t *length);

/**
 * The report counted as another product counts, next to our measures, as JSON of the schema
 * "listening.comparison/1", one line. name is one of verint_3s, miitel, google_5s, medallia, cisco_10s and amazon;
 * the text defines what is counted. At most capacity bytes including the NUL are written to buffer;
 * *needed, if needed is not NULL, is set to the size of the text including its NUL. To get only the size, pass
 * NULL and 0: the text is created once and kept.
 *
 * LISTENING_STATUS_BAD_CONFIG if name is not one of them. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less
 * than *needed.
 */
listening_status listening_report_preset_json(const struct listening_report *report,
                                              const char *name,
                                              char *buffer,
                                              size_t capacity,
                                              size_t *needed);

/**
 * What cost points in the report, largest first, where to listen, and what to change first, as JSON of the schema
 * "listening.explanation/1", one line. At most capacity bytes including the NUL are written to buffer; *needed, if needed
 * is not NULL, is set to the size of the text including its NUL. To get only the size, pass NULL and 0: the text is created
 * once and kept. It has up to 200 bytes for each event that cost points.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
 */
listening_status listening_report_explanation_json(const struct listening_report *report,
                                                   char *buffer,
                                                   size_t capacity,
                                                   size_t *needed);

/**
 * Frees a report. NULL is ignored.
 */
void listening_report_free(struct listening_report *report);

/**
 * Fills event with the event at index, from 0, in order of start. All of them are final.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_event(const struct listening_report *report,
                                        size_t index,
                                        struct listening_event *event);

/**
 * Sets *text to the reason at reason, from 0, for the event at index, such as "holder stopped 920 ms after onset": the first
 * is the most important. The text belongs to the report and lives as long as it.
 *
 * LISTENING_STATUS_NO_ROW past the last of either.
 */
listening_status listening_report_event_reason(const struct listening_report *report,
                                               size_t index,
                                               size_t reason,
                                               const char **text);

/**
 * Sets *kind to the kind at position at, from 0, of those that the event at index might be, a listening_event_kind, and
 * *probability to its probability, 0 to 1: most probable first, without those under .01. The remainder to 1 is the
 * probability that the speaker only continued.
 *
 * LISTENING_STATUS_NO_ROW past the last of either; an event without a classification has none.
 */
listening_status listening_report_event_kind(const struct listening_report *report,
                                             size_t index,
                                             size_t at,
                                             int32_t *kind,
                                             double *probability);

/**
 * Sets *text to the id at position at, from 0, of the scored measures that the event at index counts in, such as "interruption_rate".
 * The text belongs to the report and lives as long as it.
 *
 * LISTENING_STATUS_NO_ROW past the last of either.
 */
listening_status listening_report_event_measure(const struct listening_report *report,
                                                size_t index,
                                                size_t at,
                                                const char **text);

/**
 * Fills mark with the mark at index, from 0, in order of start.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_mark(const struct listening_report *report,
                                       size_t index,
                                       struct listening_mark *mark);

/**
 * Fills leg with the part of the call at index, from 0, with one agent. There are legs if a transfer names an agent.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_leg(const struct listening_report *report,
                                      size_t index,
                                      struct listening_leg *leg);

/**
 * Fills measure with the measure at index, from 0: the agent's, then the customer's.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_measure(const struct listening_report *report,
                                          size_t index,
                                          struct listening_measure *measure);

/**
 * Fills measure with the measure of party, a listening_party, with the name id, such as "dead_air_rate".
 *
 * LISTENING_STATUS_NO_ROW if there is none; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_find_measure(const struct listening_report *report,
                                               int32_t party,
                                               const char *id,
                                               struct listening_measure *measure);

/**
 * Fills event with the event at index, from 0, of those that the measure at position measure is based on.
 *
 * LISTENING_STATUS_NO_ROW past the last of either; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_measure_event(const struct listening_report *report,
                                                size_t measure,
                                                size_t index,
                                                struct listening_event *event);

/**
 * Fills to with the data on the channel of party, a listening_party.
 *
 * LISTENING_STATUS_NO_ROW if party is invalid; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_channel(const struct listening_report *report,
                                          int32_t party,
                                          struct listening_channel *to);

/**
 * Fills to with the finding at index, from 0, of the channel of party, a listening_party; findings are in order of start.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_health(const struct listening_report *report,
                                         int32_t party,
                                         size_t index,
                                         struct listening_health *to);

/**
 * Fills score with the score of the assessed party.
 *
 * LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_score(const struct listening_report *report, struct listening_score *score);

/**
 * Sets *text to the health code at index, from 0, of those because of which the score is withheld, such as "duplicated": the findings
 * on the line make a score impossible. The text belongs to the report and lives as long as it.
 *
 * LISTENING_STATUS_NO_ROW past the last; a score that is not withheld has none.
 */
listening_status listening_report_withheld_by(const struct listening_report *report,
                                              size_t index,
                                              const char **text);

/**
 * Fills to with the dimension at position dimension, from 0.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_dimension(const struct listening_report *report,
                                            size_t dimension,
                                            struct listening_dimension *to);

/**
 * Fills to with the deduction at position deduction, from 0, of the dimension at position dimension: largest first.
 *
 * LISTENING_STATUS_NO_ROW past the last of either; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_deduction(const struct listening_report *report,
                                            size_t dimension,
                                            size_t deduction,
                                            struct listening_deduction *to);

/**
 * Fills event with the event at index, from 0, of those behind the deduction at position deduction of the dimension at
 * position dimension.
 *
 * LISTENING_STATUS_NO_ROW past the last of any; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_deduction_event(const struct listening_report *report,
                                                  size_t dimension,
                                                  size_t deduction,
                                                  size_t index,
                                                  struct listening_event *event);

/**
 * Fills span with the talkspurt at index, from 0, of both parties in order of start: speech of one party, bounded by silences
 * of 180 ms or more.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_talkspurt(const struct listening_report *report,
                                            size_t index,
                                            struct listening_span *span);

/**
 * Fills span with the turn at index, from 0, of both parties in order of start: a stretch in which a party has the floor.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_turn(const struct listening_report *report,
                                       size_t index,
                                       struct listening_span *span);

/**
 * Fills summary with an overview of the report.
 *
 * LISTENING_STATUS_BAD_SIZE if its size is not set.
 */
listening_status listening_report_summary(const struct listening_report *report,
                                          struct listening_summary *summary);

/**
 * Learns from rated calls how the same raters would rate others, and returns the result as JSON of the schema
 * "listening.calibration/1", one line: keep it, and set it in listening_config to rate calls with it. rated contains
 * one line of JSON per call, {"agent":"17","rating":"Average","report":{...}}: the agent; one of Outstanding,
 * Above Average, Average, Poor and Ineffective, or a number from 0 to 100; and a report of this library. "second", a
 * second rater's rating, is optional. target is the kind of ratings: "quality_rating", or
 * "customer_satisfaction", which is refused unless force_satisfaction is 1, because it depends on more than the service.
 * docs/calibration.md of the source describes the fit.
 *
 * At most capacity bytes including the NUL are written to buffer; *needed, if needed is not NULL, is set to the size of
 * the text including its NUL. A fit takes tens of milliseconds for a few hundred calls and is the same every time; 65536
 * bytes are enough for most. If the calls are rejected, the reason is written to reason, one line terminated by
 * NUL and truncated to reason_capacity bytes; reason may be NULL if reason_capacity is 0.
 *
 * LISTENING_STATUS_BAD_CALIBRATION if a line is invalid, with fewer than 50 rated calls, fewer than 5
 * agents, or ratings that do not vary or are from customers. LISTENING_STATUS_BAD_CONFIG if target is unknown or
 * force_satisfaction is neither 0 nor 1. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
 */
listening_status listening_calibration_fit_json(const char *rated,
                                                const char *target,
                                                int32_t force_satisfaction,
                                                char *buffer,
                                                size_t capacity,
                                                size_t *needed,
                                                char *reason,
                                                size_t reason_capacity);

/**
 * Checks whether a text is a calibration for this library: LISTENING_STATUS_OK if it is one, otherwise
 * LISTENING_STATUS_BAD_CALIBRATION with the reason, as for listening_calibration_fit_json.
 */
listening_status listening_calibration_check(const char *calibration, char *reason, size_t reason_capacity);

/**
 * Sets every field to its default. Call it as listening_track_config_init(&config, sizeof config); size is as for
 * listening_config_init.
 */
listening_status listening_track_config_init(struct listening_track_config *config,
                                             size_t size);

/**
 * Tracks each agent over many calls, as JSON of the schema "listening.tracking/1", one line: pooled and shrunken
 * estimates with their intervals, the number of calls needed, trends, changes, control charts, and one habit to work on.
 * rows is a JSON array with one object per call, in any order:
 *
 *     [{"agent": "ann", "time": 1700000000, "report": {"schema": "listening.report/1", ...}}, ...]
 *
 * or the reports themselves, with additional keys agent and time. time is in seconds since any epoch, or the position
 * in the order of calls. A row may have "labels", an object of texts such as {"queue": "sales"}. assessed is the party whose listening the reports assess, one of listening_party. Changes are
 * between the calls before and after the time *since, or, if since is NULL, between the halves of each agent's calls.
 * listening_track_configured_json has more settings.
 *
 * At most capacity bytes including the NUL are written to buffer; *needed, if needed is not NULL, is set to the size
 * of the text including its NUL. To get only the size, pass NULL and 0; the work is then done twice.
 *
 * LISTENING_STATUS_BAD_ROWS if a row is rejected: *bad_row, if bad_row is not NULL, is then set to its position
 * from 0, or to SIZE_MAX if the text is not an array. LISTENING_STATUS_BAD_CONFIG if assessed is not a party or
 * *since is not finite. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
 */
listening_status listening_track_json(const char *rows,
                                      int32_t assessed,
                                      const double *since,
                                      char *buffer,
                                      size_t capacity,
                                      size_t *needed,
                                      size_t *bad_row);

/**
 * Like listening_track_json, with the settings of config: weeks, trainings, pairs of agents, adjusted estimates.
 * If the call is rejected, the reason is written to reason, one line terminated by NUL and truncated to
 * reason_capacity bytes; reason may be NULL if reason_capacity is 0.
 *
 * LISTENING_STATUS_BAD_ROWS and LISTENING_STATUS_BUFFER_TOO_SMALL as there. LISTENING_STATUS_BAD_CONFIG if a setting is out
 * of its range, or adjust names a label that no row has.
 */
listening_status listening_track_configured_json(const char *rows,
                                                 const struct listening_track_config *config,
                                                 char *buffer,
                                                 size_t capacity,
                                                 size_t *needed,
                                                 size_t *bad_row,
                                                 char *reason,
                                                 size_t reason_capacity);

/**
 * The page of the call in HTML, plain ASCII: one file that needs no network, with the score, what to change first, the
 * timeline and the rest of the report. title is its heading. It contains no audio. At most capacity bytes including
 * the NUL are written to buffer; *needed, if needed is not NULL, is set to the size of the text including its NUL. To
 * get only the size, pass NULL and 0; the work is then done twice.
 *
 * LISTENING_STATUS_BAD_CONFIG if title is not UTF-8. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than
 * *needed.
 */
listening_status listening_report_page_html(const struct listening_report *report,
                                            const char *title,
                                            char *buffer,
                                            size_t capacity,
                                            size_t *needed);

/**
 * The coaching card of the call in HTML, plain ASCII, for a ten-minute conversation: what went well, the one habit to
 * work on, and three places to listen to. It prints on one page of A4 or Letter. Arguments and statuses are those of
 * listening_report_page_html.
 */
listening_status listening_report_card_html(const struct listening_report *report,
                                            const char *title,
                                            char *buffer,
                                            size_t capacity,
                                            size_t *needed);

/**
 * The page of many calls in HTML, plain ASCII, from the JSON of listening_track_json: agents side by side with
 * their intervals, changes, and each agent, without a rank. title is its heading. The buffer is filled as by
 * listening_report_page_html.
 *
 * LISTENING_STATUS_BAD_ROWS if tracking is not JSON of the schema "listening.tracking/1". LISTENING_STATUS_BAD_CONFIG if
 * title is not UTF-8. LISTENING_STATUS_BUFFER_TOO_SMALL if capacity is less than *needed.
 */
listening_status listening_tracking_page_html(const char *tracking,
                                              const char *title,
                                              char *buffer,
                                              size_t capacity,
                                              size_t *needed);

/**
 * What a status means and what to do about it, in one line of English. Never NULL, even for an invalid
 * number; the text is static. listening_session_last_error has the details if there is a session.
 */
const char *listening_status_text(int32_t status);

/**
 * The name of a listening_event_kind as reports have it, "interruption" for LISTENING_EVENT_KIND_INTERRUPTION. Never
 * NULL, "unknown" for an invalid number; the text is static.
 */
const char *listening_event_kind_name(int32_t kind);

/**
 * The name of a listening_event_status: "provisional", "final", "withdrawn" or "committed"; otherwise as listening_event_kind_name.
 */
const char *listening_event_status_name(int32_t status);

/**
 * The name of a listening_mark_kind as reports have it, "hold" for LISTENING_MARK_KIND_HOLD; otherwise as
 * listening_event_kind_name.
 */
const char *listening_mark_kind_name(int32_t kind);

/**
 * The name of a listening_party: "agent" or "customer"; otherwise as listening_event_kind_name.
 */
const char *listening_party_name(int32_t party);

/**
 * The code of a listening_language by ISO 639-1: "en", "de", "es" or "fr"; otherwise as listening_event_kind_name.
 */
const char *listening_language_code(int32_t language);

/**
 * The name of a listening_status, to log or to branch on in another language: its enumerator without the prefix, in lower
 * case, such as "bad_config"; "refused" for LISTENING_STATUS_UNKNOWN. Otherwise as listening_event_kind_name.
 * listening_status_text explains it.
 */
const char *listening_status_name(int32_t status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LISTENING_H */
