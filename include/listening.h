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
 * The version of the binary interface: the number in the shared library's name, liblistening.so.0. It goes up when a program
 * that was built against this header could no longer use the library; docs/linking.md of the source, installed as
 * share/doc/listening/linking.md, says what may change without.
 */
#define LISTENING_ABI_VERSION 0

/**
 * The most frames that one call takes: 37 hours at 8 kHz. More is a mistake; a longer call is pushed in parts.
 */
#define LISTENING_MAX_FRAMES (1 << 30)

/**
 * The most events that wait to be polled, about 1 MB. Where nobody polls, the oldest that are not final are dropped, and the
 * oldest finals where there are no others; listening_session_dropped_events counts them.
 */
#define LISTENING_MAX_WAITING_EVENTS 4096

/**
 * How a call ended: 0 is done, positive is done with nothing to give, negative is refused.
 */
enum listening_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * Done.
     */
    LISTENING_STATUS_OK = 0,
    /**
     * Done: no event waits.
     */
    LISTENING_STATUS_NO_EVENT = 1,
    /**
     * Done: there is no row with that position or name.
     */
    LISTENING_STATUS_NO_ROW = 2,
    /**
     * A pointer is NULL that must not be.
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
     * The session has been finished and takes no more.
     */
    LISTENING_STATUS_FINISHED = -9,
    /**
     * The buffer is too small for the text; *needed is the number of bytes that it takes.
     */
    LISTENING_STATUS_BUFFER_TOO_SMALL = -10,
    /**
     * A fault inside the library was caught in this call; the session cannot go on.
     */
    LISTENING_STATUS_PANIC = -11,
    /**
     * A fault was caught in an earlier call on this session.
     */
    LISTENING_STATUS_POISONED = -12,
    /**
     * Refused for a reason that this version of the C interface has no number for.
     */
    LISTENING_STATUS_UNKNOWN = -13,
    /**
     * A word is out of range, without text, or not UTF-8.
     */
    LISTENING_STATUS_BAD_WORD = -14,
    /**
     * A row for listening_track_json has no agent, no finite time or no report, or the text is no array of rows.
     */
    LISTENING_STATUS_BAD_ROWS = -15,
    /**
     * A calibration was refused, or the rated calls that it was to be fitted to.
     */
    LISTENING_STATUS_BAD_CALIBRATION = -16,
    /**
     * A mark is out of range, of no known kind, or names an agent where none belongs.
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
 * How a sample is written down.
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
 * What an event is. Later versions may add kinds: pass over a number that you do not know.
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
     * The floor changes in silence, the one before had finished.
     */
    LISTENING_EVENT_KIND_SMOOTH_SWITCH = 1,
    /**
     * The floor changes while both talk and the one before finishes: benign.
     */
    LISTENING_EVENT_KIND_OVERLAP = 2,
    /**
     * The floor changes while both talk and the one before gives way.
     */
    LISTENING_EVENT_KIND_INTERRUPTION = 3,
    /**
     * One talks into the other's turn and stops; the other goes on.
     */
    LISTENING_EVENT_KIND_BUTTING_IN = 4,
    /**
     * The floor is taken in a pause, the one before had not finished.
     */
    LISTENING_EVENT_KIND_PAUSE_INTERRUPTION = 5,
    /**
     * Both begin within 0.2 s of each other.
     */
    LISTENING_EVENT_KIND_SIMULTANEOUS_START = 6,
    /**
     * Silence inside a turn; by is the one whose turn it is.
     */
    LISTENING_EVENT_KIND_PAUSE = 7,
    /**
     * Silence at a change of speaker; by is the one who spoke before it.
     */
    LISTENING_EVENT_KIND_GAP = 8,
    /**
     * Nobody talks for 3 s or more; by is the one who spoke before it.
     */
    LISTENING_EVENT_KIND_DEAD_AIR = 9,
    /**
     * Nobody talks and music or a tone plays; by is the one who spoke before it.
     */
    LISTENING_EVENT_KIND_HOLD = 10,
    /**
     * Nobody answered: after 3 s or more of own silence by had to go on. The span is the wait.
     */
    LISTENING_EVENT_KIND_UNANSWERED_TURN = 11,
    /**
     * By tried for the floor while the other talked.
     */
    LISTENING_EVENT_KIND_BID = 12,
    /**
     * A signalling tone on the channel of by: a pressed key, ringback, busy, a fax. The reason names it.
     */
    LISTENING_EVENT_KIND_TONE = 13,
    /**
     * Decided live: the turn of by is over. From where it fell silent to the last audio that was heard for it; never in a
     * report.
     */
    LISTENING_EVENT_KIND_TURN_END = 14,
    /**
     * Decided live: by, who began while the other talked, takes the floor. From its onset to the last audio that was heard
     * for it; never in a report.
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
     * Settled. Only finals enter measures.
     */
    LISTENING_EVENT_STATUS_FINAL = 1,
    /**
     * Takes back the provisional event with the same id: it turned out to be no event. Never in a report.
     */
    LISTENING_EVENT_STATUS_WITHDRAWN = 2,
    /**
     * Decided live, once, as decisions of listening_config asked. Nothing takes it back; never in a report.
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
 * A language with a list of feedback words of its own.
 */
enum listening_language
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    /**
     * The only one whose gain was measured.
     */
    LISTENING_LANGUAGE_ENGLISH = 0,
    /**
     * From general knowledge, not measured.
     */
    LISTENING_LANGUAGE_GERMAN = 1,
    /**
     * From general knowledge, not measured.
     */
    LISTENING_LANGUAGE_SPANISH = 2,
    /**
     * From general knowledge, not measured.
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
 * How the two channels lie in memory.
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
     * In an array each.
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
 * What the telephone system says of a stretch of a call. Later versions may add kinds.
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
     * A party has muted its microphone: the agent, unless it is said who.
     */
    LISTENING_MARK_KIND_MUTE = 1,
    /**
     * The recording is paused, as while card data are given.
     */
    LISTENING_MARK_KIND_PAUSE = 2,
    /**
     * A machine talks with the caller.
     */
    LISTENING_MARK_KIND_IVR = 3,
    /**
     * The caller waits for an agent.
     */
    LISTENING_MARK_KIND_QUEUE = 4,
    /**
     * The call goes over to another agent, or to the first.
     */
    LISTENING_MARK_KIND_TRANSFER = 5,
    /**
     * The agent asks another, and the customer does not hear it.
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
 * One of the two who talk.
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
     * Calls are not summed up by periods.
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
 * One call of which somebody else, a recogniser or a diariser, knows who talked when. Made by listening_floor_new, given back
 * to listening_floor_free. Used by one thread at a time; may move between threads.
 */
typedef struct listening_floor listening_floor;

/**
 * One call whose two parties were recorded in one channel, and of which somebody else, a recogniser or a diariser, knows who
 * talked when. Made by listening_mix_new, given back to listening_mix_free. Used by one thread at a time; may move between
 * threads.
 */
typedef struct listening_mix listening_mix;

/**
 * What is said of a call. Made by listening_session_finish, listening_floor_finish, listening_mix_finish or a listening_analyze_ function, given
 * back to listening_report_free. It never changes and may be read by several threads at once.
 */
typedef struct listening_report listening_report;

/**
 * The packets of both parties of a call. Made by listening_rtp_new, given back to listening_rtp_free. Used by one thread at a
 * time, with the session of its call; may move between threads.
 */
typedef struct listening_rtp listening_rtp;

/**
 * One call, heard as it comes. Made by listening_session_new, given back to listening_session_free. Used by one
 * thread at a time; may move between threads.
 */
typedef struct listening_session listening_session;

/**
 * How a call is to be heard. Set it up with listening_config_init, then change what differs.
 */
typedef struct listening_config {
    /**
     * The size of this struct: set by listening_config_init, leave it.
     */
    size_t size;
    /**
     * Samples per second and channel: 4000 to 192000. Default 8000.
     */
    uint32_t sample_rate;
    /**
     * The channel that the agent is on: 0 (left, first) or 1 (right, second). Default 0.
     */
    int32_t agent_channel;
    /**
     * Whose listening is scored: a listening_party. Default LISTENING_PARTY_AGENT.
     */
    int32_t assessed;
    /**
     * Whether events are also announced early, as provisional: 0 or 1. Default 1. The report is the same.
     */
    int32_t provisional;
    /**
     * Whose feedback words are listened for, where words are pushed: a listening_language. Default
     * LISTENING_LANGUAGE_ENGLISH, the only one that was measured.
     */
    int32_t language;
    /**
     * Whether the report also says how the customer's voice moves against its own norm: 0 or 1. Default 0. Read
     * docs/activation.md of the source first: in the EU it may be high-risk.
     */
    int32_t talker_prosody;
    /**
     * The centre's own scale, as listening_calibration_fit_json gives it, ending with a NUL; it is not kept. With it
     * "rating", "rating_low" and "rating_high" are what the centre's raters would give, and the report's "profile" names
     * it. Default NULL: none.
     */
    const char *calibration;
    /**
     * How measures become points: a profile as JSON of the schema "listening.profile/1", ending with a NUL; it is not
     * kept. docs/methods.md of the source describes it, and listening_profile_json gives the built-in one to begin
     * with. Default NULL: the built-in profile "contact_center/2".
     */
    const char *profile;
    /**
     * More words to listen for, where words are pushed: lines like "continuer: mhm, uh-huh", as for
     * listening_session_extend_lexicon; not kept. Default NULL: those of the language alone.
     */
    const char *lexicon;
    /**
     * For lines that stay open for hours: how many seconds of the past a session remembers, 120 to 31536000 (a year).
     * Its memory then grows no further, and its report is about them. Default 0: all of the call.
     */
    double history;
    /**
     * Whether a session also decides live who takes the floor and which turn is over, and how readily: the share of decisions
     * that may be false, 0.05, 0.1 or 0.2. They come as events LISTENING_EVENT_KIND_FLOOR_TAKEN and
     * LISTENING_EVENT_KIND_TURN_END with the status LISTENING_EVENT_STATUS_COMMITTED, and change no report. Default 0: none.
     */
    double decisions;
    /**
     * By how many seconds the agent's channel is moved later, or earlier where it is negative: -60 to 60. Its words move with it,
     * and "moved" in the report's "health" says so. Default NaN: it is where it is. 0 does not move it, and says that it belongs
     * there: the lengths of two recordings do not withhold the score then.
     */
    double agent_offset;
    /**
     * As agent_offset, of the customer's channel.
     */
    double customer_offset;
} listening_config;

/**
 * Audio of a call, whole or a piece, in any form that is taken. Set it up with listening_audio_init, then say what it is.
 */
typedef struct listening_audio {
    /**
     * The size of this struct: set by listening_audio_init, leave it.
     */
    size_t size;
    /**
     * How samples are written down: a listening_encoding. Default LISTENING_ENCODING_I16.
     */
    int32_t encoding;
    /**
     * How the channels lie: a listening_layout. Default LISTENING_LAYOUT_INTERLEAVED.
     */
    int32_t layout;
    /**
     * Where the samples begin; with LISTENING_LAYOUT_PLANAR, where those of the left channel do. Aligned for the sample
     * type. Default NULL.
     */
    const void *left;
    /**
     * Where the samples of the right channel begin; with LISTENING_LAYOUT_INTERLEAVED NULL. Default NULL.
     */
    const void *right;
    /**
     * How many frames there are: one sample of each channel. Default 0.
     */
    size_t frames;
} listening_audio;

/**
 * What became of a party's packets so far.
 */
typedef struct listening_rtp_counts {
    /**
     * sizeof(listening_rtp_counts): set it.
     */
    size_t size;
    /**
     * RTP packets that came.
     */
    uint64_t packets;
    /**
     * Of these, placed although others had overtaken them.
     */
    uint64_t overtaken;
    /**
     * Came after their place had been passed.
     */
    uint64_t late;
    /**
     * Had come before.
     */
    uint64_t copies;
    /**
     * Are neither RTP nor RTCP, too large, or of a source that was not believed.
     */
    uint64_t foreign;
    /**
     * Are of a payload type that is not known: listening_rtp_set_payload_type.
     */
    uint64_t undecoded;
    /**
     * Seconds that are lost.
     */
    double lost;
} listening_rtp_counts;

/**
 * Something that a party did, or a silence. Set it up once with listening_event_init; each function that gives an event
 * then fills it.
 */
typedef struct listening_event {
    /**
     * The size of this struct: set by listening_event_init, leave it.
     */
    size_t size;
    /**
     * When it begins, in seconds from the first sample.
     */
    double start;
    /**
     * When it ends, in seconds from the first sample. An entry ends with its contribution, or 2.3 s after its
     * start, whichever comes first: later it would not be final in time.
     */
    double end;
    /**
     * The probability that the kind is right, 0 to 1; NaN where nothing had to be judged. listening_report_event_kind gives
     * that of each kind that it might be.
     */
    double confidence;
    /**
     * How many reasons there are for it: listening_report_event_reason gives them.
     */
    int32_t reasons;
    /**
     * What it is: a listening_event_kind.
     */
    int32_t kind;
    /**
     * Who did it: a listening_party. Each kind says whose a silence is.
     */
    int32_t by;
    /**
     * Provisional, final, withdrawn or committed: a listening_event_status.
     */
    int32_t status;
    /**
     * 1 where the other was talking at the onset, otherwise 0.
     */
    int32_t in_overlap;
    /**
     * 1 where it may rest on the other party's echo, otherwise 0.
     */
    int32_t leak_suspect;
    /**
     * The same for a provisional event and its final; ended by NUL.
     */
    char id[24];
    /**
     * How much it counts against the assessed party, 0 to 1: its largest weight in a measure that the profile scores;
     * listening_report_event_measure gives the measures that name it. NaN where it does not count, and of an event that
     * comes before the report.
     */
    double charged;
} listening_event;

/**
 * The state of a call at the last sample that was pushed. Arrays with an element for each party are in the order of listening_party:
 * the agent's first.
 */
typedef struct listening_snapshot {
    /**
     * sizeof(listening_snapshot): set it.
     */
    size_t size;
    /**
     * Seconds of audio taken.
     */
    double position;
    /**
     * All talk before this moment is final, in seconds from the first sample: talk is counted up to here.
     */
    double known;
    /**
     * When the floor was taken, in seconds from the first sample; NaN until somebody has talked.
     */
    double floor_since;
    /**
     * For how many seconds it has been held since; NaN until somebody has talked.
     */
    double floor_for;
    /**
     * Seconds since anybody was last heard: 0 while somebody talks, NaN until somebody has talked.
     */
    double silent_for;
    /**
     * Seconds of dead air so far: those of silent_for from 3 s on; 0 where there is none, on hold, and where more than a tenth of
     * it was lost.
     */
    double dead_air;
    /**
     * Seconds on hold so far: those of silent_for from 3 s on, where music or a tone fills half of them or more; 0 otherwise.
     */
    double hold;
    /**
     * Seconds since each party was last heard: 0 while it talks, NaN where it has not talked.
     */
    double since_heard[2];
    /**
     * Seconds that each party has talked, up to known.
     */
    double talk[2];
    /**
     * Each party's share of both parties' talk, 0 to 1; NaN where nobody has talked.
     */
    double talk_share[2];
    /**
     * Who holds the floor: a listening_party; -1 until somebody has talked.
     */
    int32_t floor;
    /**
     * 1 where the holder has fallen silent and the other, who talks alone, is shown as the holder; no final event says so yet.
     */
    int32_t floor_provisional;
    /**
     * Whose talk the silence follows: a listening_party; -1 where none runs.
     */
    int32_t silent_after;
    /**
     * 1 for each party that talks, otherwise 0.
     */
    int32_t talking[2];
    /**
     * How many final events of each listening_event_kind each party has, since the first sample: events[party][kind].
     */
    uint32_t events[2][32];
    /**
     * A mark of the telephone system that runs, of several the one that began last: a listening_mark_kind; -1 where none does.
     */
    int32_t mark;
    /**
     * How probable it is that each party takes the floor, 0 to 1; NaN where that is not open, and without decisions in
     * listening_config.
     */
    double floor_taken[2];
    /**
     * How probable it is that each party's turn is over; NaN as above.
     */
    double turn_end[2];
} listening_snapshot;

/**
 * What the telephone system said of a stretch of the call.
 */
typedef struct listening_mark {
    /**
     * The size of this struct: set it to sizeof(listening_mark).
     */
    size_t size;
    /**
     * When it begins, in seconds from the first sample.
     */
    double start;
    /**
     * When it ends.
     */
    double end;
    /**
     * The agent to whom a transfer goes; NULL where it is not said.
     */
    const char *agent;
    /**
     * What it is: a listening_mark_kind.
     */
    int32_t kind;
    /**
     * Whose it is: a listening_party; -1 for the whole call.
     */
    int32_t party;
} listening_mark;

/**
 * A part of the call with one agent, scored by itself.
 */
typedef struct listening_leg {
    /**
     * The size of this struct: set it to sizeof(listening_leg).
     */
    size_t size;
    /**
     * When it begins, in seconds from the first sample.
     */
    double start;
    /**
     * When it ends.
     */
    double end;
    /**
     * The agent's name, as the transfer to them said it; NULL before the first transfer.
     */
    const char *agent;
    /**
     * The score of the assessed party in it, 0 to 100; NaN where there is too little evidence.
     */
    double value;
    /**
     * Lower end of its interval; NaN as the value.
     */
    double low;
    /**
     * Upper end of its interval; NaN as the value.
     */
    double high;
    /**
     * Level of the score, as in listening_score; NULL where the evidence is insufficient.
     */
    const char *rating;
    /**
     * As in listening_score.
     */
    const char *status;
} listening_leg;

/**
 * One measure of one party. docs/methods.md of the source holds a paragraph on each.
 */
typedef struct listening_measure {
    /**
     * The size of this struct: set it to sizeof(listening_measure).
     */
    size_t size;
    /**
     * Its name, as "interruption_rate".
     */
    const char *id;
    /**
     * The unit of its value: "s", "1/min", "share", "count", "dB", "syllables/s", "ratio", "correlation", "z" or "z/min".
     */
    const char *unit;
    /**
     * What was counted; NaN where nothing was there to measure.
     */
    double value;
    /**
     * Lower end of the 90 % interval; NaN where the value is a plain fact of this call.
     */
    double low;
    /**
     * Upper end of the 90 % interval; NaN as the lower end.
     */
    double high;
    /**
     * How many things were counted over: replies, pauses, talkspurts, windows.
     */
    size_t n;
    /**
     * Rows for listening_report_measure_event: the events that it rests on.
     */
    size_t events;
    /**
     * Whose behaviour it describes: a listening_party.
     */
    int32_t party;
    /**
     * Always 0.
     */
    int32_t reserved;
    /**
     * What the profile's curve reads, in the same unit: the value drawn to what is usual as far as the call is short. NaN
     * where the profile does not score it, or not for this party.
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
     * How long the party talks, in seconds.
     */
    double speech_seconds;
    /**
     * Active speech level by ITU-T P.56 method B, dBov, of what is neither music nor the other party's leak; NaN without
     * talk or audio.
     */
    double active_level_dbov;
    /**
     * That level above the median level of what is not speech, dB; NaN without.
     */
    double snr_db;
    /**
     * Rows for listening_report_health.
     */
    size_t health;
    /**
     * 0 (left) or 1 (right); -1 where no audio was given.
     */
    int32_t channel;
    /**
     * Always 0.
     */
    int32_t reserved;
} listening_channel;

/**
 * Something that is wrong with a channel, or a sound that is on it besides talk, and where in the call.
 */
typedef struct listening_health {
    /**
     * The size of this struct: set it to sizeof(listening_health).
     */
    size_t size;
    /**
     * Where it begins, in seconds from the first sample.
     */
    double start;
    /**
     * Where it ends.
     */
    double end;
    /**
     * How much of it, in the unit of its code; NaN where there is no amount.
     */
    double value;
    /**
     * What it is, as "silent", "clipping", "dropouts", "lost_audio", "echo" or "music": docs/hearing.md of the source lists
     * all. Later versions may add codes.
     */
    const char *code;
    /**
     * The least that the value may be, with 90 % between here and high; NaN where the value is no estimate.
     */
    double low;
    /**
     * The most that it may be; NaN where the value is no estimate.
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
     * The whole, 0 to 100; NaN under 10 s of the other's speech or without a change of the floor.
     */
    double value;
    /**
     * Lower end of its interval; NaN as the value.
     */
    double low;
    /**
     * Upper end of its interval; NaN as the value.
     */
    double high;
    /**
     * Share of the profile's weight that could be measured, 0 to 1.
     */
    double coverage;
    /**
     * Level of the whole, from "Outstanding" over "Above Average", "Average" and "Poor" to "Ineffective"; NULL, as its
     * range, where the evidence is insufficient.
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
     * "ok", "insufficient_evidence" under 30 s of the other's speech or 5 changes of the floor, or "withheld" where
     * listening_report_withheld_by says why.
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
     * Points, 0 to 100; NaN where nothing of it could be measured.
     */
    double value;
    /**
     * Lower end of its interval; NaN as the value.
     */
    double low;
    /**
     * Upper end of its interval; NaN as the value.
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
     * The dimension that it is of, as in listening_dimension.
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
     * When it begins, in seconds from the first sample.
     */
    double start;
    /**
     * When it ends.
     */
    double end;
    /**
     * Whose it is: a listening_party.
     */
    int32_t party;
    /**
     * Always 0.
     */
    int32_t reserved;
} listening_span;

/**
 * A report as a whole: its length, and how many rows of each kind it has.
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
     * Name and version of the profile that scored it, as "contact_center/2"; with a calibration its mark behind it.
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
     * Version of the engine that made it, as "0.1.0".
     */
    const char *engine;
    /**
     * Name and version of the network that heard the speech, as "vad8k/1"; NULL where no audio was given.
     */
    const char *network;
    /**
     * Whose listening was scored: a listening_party.
     */
    int32_t assessed;
    /**
     * Always 0.
     */
    int32_t reserved;
} listening_summary;

/**
 * How calls are tracked. Set it up with listening_track_config_init, then change what differs.
 */
typedef struct listening_track_config {
    /**
     * The size of this struct: set by listening_track_config_init, leave it.
     */
    size_t size;
    /**
     * Whose listening the reports assess: a listening_party. Default LISTENING_PARTY_AGENT.
     */
    int32_t assessed;
    /**
     * The calendar periods that each agent's calls are also summed up by: a listening_period. Each row's time is then in
     * seconds since 1970. Default LISTENING_PERIOD_NONE.
     */
    int32_t period;
    /**
     * Whether the difference of each pair of agents is reported, for up to 200 agents: 0 or 1. Default 0.
     */
    int32_t pairs;
    /**
     * When the time after a training begins: changes are between the calls before it and those from it on. Default NaN:
     * between the halves of each agent's calls.
     */
    double since;
    /**
     * When the time before a training ends, at most since: calls between the two count for neither side. Default NaN: there
     * is nothing between.
     */
    double until;
    /**
     * What the calls are grouped by, such as "team": the legs of a call that was transferred count for the call's own group
     * then, not for the agents that the transfer names. Ends with a NUL; not kept. Default NULL: "agent".
     */
    const char *by;
    /**
     * What estimates are adjusted for, a name on each line: labels of the rows, such as "queue", and "length", which is the
     * call's. Ends with a NUL; not kept. Default NULL: nothing.
     */
    const char *adjust;
} listening_track_config;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The version of the library in use, as "0.1.0": static text.
 */
const char *listening_version(void);

/**
 * LISTENING_ABI_VERSION of the library in use. A program may compare it with that of its header when it begins.
 */
uint32_t listening_abi_version(void);

/**
 * How the library in use was built, for fault reports: words of the form name=value, as in "version=0.1.0 abi=0
 * target=x86_64-unknown-linux-gnu profile=release cpu=fxsr,sse,sse2,x87". Names may be added. Static text.
 */
const char *listening_build_info(void);

/**
 * Whether a number of a report is missing: 1 where it is NaN, otherwise 0. For programs whose compiler assumes that there is
 * no NaN, as with -ffast-math.
 */
int32_t listening_is_missing(double number);

/**
 * Sets every field to its default. Call it as listening_config_init(&config, sizeof config).
 *
 * Size is that of your own struct, as your compiler knows it: that many bytes are written, and read by each function that takes
 * the configuration. LISTENING_STATUS_BAD_SIZE where it is less than that of the first version (up to provisional), ends
 * inside a field, or is more than 4096.
 */
listening_status listening_config_init(struct listening_config *config,
                                       size_t size);

/**
 * Why a configuration is refused: LISTENING_STATUS_OK where it is not, else the status that listening_session_new would
 * give, with the reason in one line: as for listening_calibration_fit_json it is cut to reason_capacity bytes, and
 * reason may be NULL where reason_capacity is 0.
 */
listening_status listening_config_check(const struct listening_config *config,
                                        char *reason,
                                        size_t reason_capacity);

/**
 * The built-in profile as JSON, to be copied and changed. At most capacity bytes with the NUL are written to buffer;
 * *needed, where needed is not NULL, is set to the bytes that the text and its NUL take.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
 */
listening_status listening_profile_json(char *buffer,
                                        size_t capacity,
                                        size_t *needed);

/**
 * Begins a call.
 *
 * LISTENING_STATUS_UNSUPPORTED_RATE, LISTENING_STATUS_BAD_CONFIG, LISTENING_STATUS_BAD_SIZE or
 * LISTENING_STATUS_BAD_CALIBRATION where the configuration is rejected: listening_config_check says why.
 */
listening_status listening_session_new(const struct listening_config *config,
                                       struct listening_session **session);

/**
 * Takes a word of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), and
 * a text in UTF-8 of at most 65,536 bytes that ends with a NUL and is not kept. Words may come in any order. Laughter and noises stand in
 * brackets, "[laughter]"; a word that is cut off ends in a hyphen. A word speaks for the onsets that are not final yet:
 * one that comes within 2.3 s of the onset before it counts. For a whole call push all words before the audio.
 *
 * LISTENING_STATUS_BAD_WORD where a time or the text is refused, LISTENING_STATUS_BAD_CONFIG where party is none.
 */
listening_status listening_session_push_word(struct listening_session *session,
                                             int32_t party,
                                             double start,
                                             double end,
                                             const char *text);

/**
 * Adds to the words that are listened for: lines like "continuer: mhm, uh-huh", the classes as in docs/methods.md of the
 * source, in UTF-8, ending with a NUL. A list is at most 1 MiB, a lexicon at most 30,000 words and items of two words and 500
 * greetings and introductions. Call it before the first word.
 *
 * LISTENING_STATUS_BAD_CONFIG where a line is not understood or there is too much; nothing is added then.
 */
listening_status listening_session_extend_lexicon(struct listening_session *session,
                                                  const char *list);

/**
 * Notes that the recording is known to be cut short: the report's "health" will say so.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_truncated(struct listening_session *session);

/**
 * Notes that the recording's header was never completed, as a recorder leaves it that was stopped or wrote to a pipe, and that the
 * file was read to its end: the report's "health" will say so, with "unfinished".
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_unfinished(struct listening_session *session);

/**
 * Notes that the recording was coded too low, as its file shows: the report's "health" will say so, with "coding".
 *
 * bit_rate is that of the file in kbit/s; 0 where it is not known.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_coding(struct listening_session *session,
                                               double bit_rate);

/**
 * Notes that the recording of party, a listening_party, is shorter by that many seconds than the other party's, where each has one
 * of its own. From more than 0.3 s on the report's "health" has "unequal_lengths", and there is no score unless the
 * configuration has an offset; up to there nothing is noted.
 *
 * LISTENING_STATUS_BAD_CONFIG where party is none; LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_note_shorter(struct listening_session *session,
                                                int32_t party,
                                                double seconds);

/**
 * Ends the call and gives its report, which is yours to give back to listening_report_free. The session takes no
 * more audio; its last events can still be polled, and it is still to be freed.
 *
 * LISTENING_STATUS_FINISHED the second time.
 */
listening_status listening_session_finish(struct listening_session *session,
                                          struct listening_report **report);

/**
 * The text of the last refused call on this session: what was expected, what came and what to do, in one line of
 * English; empty where none was refused. Buffer, capacity and needed are as for
 * listening_session_last_event_json.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed; the text stays as it is.
 */
listening_status listening_session_last_error(const struct listening_session *session,
                                              char *buffer,
                                              size_t capacity,
                                              size_t *needed);

/**
 * Frees a session, finished or not. NULL is passed over.
 */
void listening_session_free(struct listening_session *session);

/**
 * How probable it is now that party, a listening_party, takes the floor (kind LISTENING_EVENT_KIND_FLOOR_TAKEN) or that its turn is
 * over (LISTENING_EVENT_KIND_TURN_END), 0 to 1, as of the last 20 ms that were judged. NaN where nothing is to be decided: an
 * entry is open for 2.5 s from its onset over the other's talk, the end of a turn from 0.18 to 3 s of own silence; for any
 * other kind, without decisions in listening_config, and after listening_session_finish.
 *
 * LISTENING_STATUS_BAD_CONFIG where party is none.
 */
listening_status listening_session_probability(const struct listening_session *session,
                                               int32_t kind,
                                               int32_t party,
                                               double *probability);

/**
 * How much audio the session has taken, in seconds, lost audio included: the clock of its events. After
 * listening_session_finish the length of the call.
 */
listening_status listening_session_position(const struct listening_session *session, double *seconds);

/**
 * Takes interleaved stereo (left, right, left, right) of 16-bit samples: 2 * frames of them.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish, LISTENING_STATUS_BAD_AUDIO where there are more than
 * LISTENING_MAX_FRAMES frames or the pointer is not aligned.
 */
listening_status listening_session_push_i16(struct listening_session *session,
                                            const int16_t *interleaved,
                                            size_t frames);

/**
 * Takes interleaved stereo (left, right, left, right) of float samples, full scale at -1..1: 2 * frames of them.
 *
 * LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE where a sample is refused (nothing is taken then);
 * otherwise as listening_session_push_i16.
 */
listening_status listening_session_push_f32(struct listening_session *session,
                                            const float *interleaved,
                                            size_t frames);

/**
 * Takes interleaved stereo (left, right, left, right) in ITU-T G.711 mu-law: 2 * frames bytes.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_mulaw(struct listening_session *session,
                                              const uint8_t *interleaved,
                                              size_t frames);

/**
 * Takes interleaved stereo (left, right, left, right) in ITU-T G.711 A-law: 2 * frames bytes.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_alaw(struct listening_session *session,
                                             const uint8_t *interleaved,
                                             size_t frames);

/**
 * Takes the two channels apart, 16-bit samples: frames of them each. NULL for a channel says that its frames are lost, as
 * from a jitter buffer that has nothing to give; NULL for both, that both are. The clock goes on, and what was lost is held
 * against nobody: see listening_session_push_lost.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_i16(struct listening_session *session,
                                                   const int16_t *left,
                                                   const int16_t *right,
                                                   size_t frames);

/**
 * Takes the two channels apart, float samples, full scale at -1..1: frames of them each. NULL for a channel: lost.
 *
 * Statuses as for listening_session_push_f32.
 */
listening_status listening_session_push_planar_f32(struct listening_session *session,
                                                   const float *left,
                                                   const float *right,
                                                   size_t frames);

/**
 * Takes the two channels apart in ITU-T G.711 mu-law: frames bytes each. NULL for a channel: lost.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_mulaw(struct listening_session *session,
                                                     const uint8_t *left,
                                                     const uint8_t *right,
                                                     size_t frames);

/**
 * Takes the two channels apart in ITU-T G.711 A-law: frames bytes each. NULL for a channel: lost.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_alaw(struct listening_session *session,
                                                    const uint8_t *left,
                                                    const uint8_t *right,
                                                    size_t frames);

/**
 * Says that the next frames of party, a listening_party, are lost. They still come with the pushes that follow, as zeros or
 * as a decoder made them up, so that both channels keep one clock; what is in them on that party's channel is not listened
 * to. Said again before they have come, it adds up. Where the channels are pushed apart, NULL for a channel says the same.
 *
 * A loss of some packets is bridged from what was heard before it. What a longer one makes of the call is held against nobody:
 * a silence of which more than a tenth was lost is no event, and an entry with a loss of 0.1 s or more from 1.0 s before its
 * onset to 2.3 s after it says so in its reasons and enters no measure. The report's health has "lost_audio" with the seconds.
 *
 * LISTENING_STATUS_BAD_CONFIG where party is none, LISTENING_STATUS_BAD_AUDIO where there are more than
 * LISTENING_MAX_FRAMES frames, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_push_lost(struct listening_session *session,
                                             size_t frames,
                                             int32_t party);

/**
 * Notes that what was pushed of party, a listening_party, from start to end, in seconds, was silence only because nothing had
 * arrived: it was lost, as a later packet proved. Note such losses in their order. Events that are final stay; the rest of the
 * report is as if the loss had been said in time. listening_rtp_push does this by itself.
 *
 * LISTENING_STATUS_BAD_CONFIG where party is none, LISTENING_STATUS_BAD_AUDIO where the span is empty or not within what was pushed,
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
 * Takes audio in the form that the struct says: the same as the listening_session_push_ function of that form, for programs that
 * learn at run time what comes. With LISTENING_LAYOUT_PLANAR a channel that is NULL is lost.
 *
 * LISTENING_STATUS_BAD_CONFIG where encoding or layout is none, LISTENING_STATUS_BAD_AUDIO where right is set in interleaved
 * audio, LISTENING_STATUS_BAD_SIZE where the struct was not set up with listening_audio_init; otherwise as
 * listening_session_push_f32.
 */
listening_status listening_session_push_audio(struct listening_session *session,
                                              const struct listening_audio *audio);

/**
 * Analyses a whole call in the form that the struct says: the same as the listening_analyze_ function of that form. Neither
 * channel may be NULL.
 *
 * Statuses as for listening_session_new and listening_session_push_audio.
 */
listening_status listening_analyze_audio(const struct listening_config *config,
                                         const struct listening_audio *audio,
                                         struct listening_report **report);

/**
 * Begins to take the packets of a call, for a session with this sample_rate, 8000 to 48000: the clock rate of its payload
 * types. A packet that was overtaken is waited for during delay seconds, 0 to 2; 0.06 is usual. Who is not heard of for patience
 * seconds more is taken to be silent; 1 is usual live, 30 for a capture.
 *
 * What a sender left out as silence is silence, and audio is lost only where a later sequence number proves it. A stream that begins
 * again, with another SSRC or another clock, as at a transfer, goes on where its packets arrive; the report's health then has
 * "restarted". Known are the payload types 0 (PCMU), 8 (PCMA), 13 (CN) and 101 (telephone-event).
 *
 * LISTENING_STATUS_UNSUPPORTED_RATE and LISTENING_STATUS_BAD_CONFIG where a number is out of range.
 */
listening_status listening_rtp_new(uint32_t sample_rate,
                                   double delay,
                                   double patience,
                                   struct listening_rtp **rtp);

/**
 * Says what packets of payload type number, 0 to 127, carry: name is that of the session description, "PCMU", "PCMA", "L16",
 * "CN" or "telephone-event", with or without its rate ("L16/8000").
 *
 * LISTENING_STATUS_BAD_CONFIG where the number or the name is none.
 */
listening_status listening_rtp_set_payload_type(struct listening_rtp *rtp,
                                                int32_t number,
                                                const char *name);

/**
 * Takes a datagram of party, a listening_party, that arrived at arrival, in seconds on one clock for both parties, and pushes
 * to the session what need not be waited for any longer. RTCP may come by the same way. What is neither is counted and passed over;
 * events are polled from the session as ever.
 *
 * LISTENING_STATUS_BAD_AUDIO where arrival is not finite, more than an hour after the one before or a year from the first, LISTENING_STATUS_BAD_CONFIG where party is none
 * or the session has another rate, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_rtp_push(struct listening_rtp *rtp,
                                    struct listening_session *session,
                                    int32_t party,
                                    double arrival,
                                    const uint8_t *datagram,
                                    size_t length);

/**
 * Says that nothing came until now, on the clock of the arrivals: the session goes on while both parties are silent. Call it a
 * few times a second.
 *
 * Statuses as for listening_rtp_push.
 */
listening_status listening_rtp_advance(struct listening_rtp *rtp,
                                       struct listening_session *session,
                                       double now);

/**
 * The call is over: pushes to the session what still waits. Then call listening_session_finish.
 *
 * LISTENING_STATUS_BAD_CONFIG where the session has another rate, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_rtp_finish(struct listening_rtp *rtp,
                                      struct listening_session *session);

/**
 * 1 once both parties have said goodbye (RTCP BYE) and nothing came from them since, else 0; 0 for NULL.
 */
int32_t listening_rtp_has_ended(const struct listening_rtp *rtp);

/**
 * Fills *counts with what became of the packets of party, a listening_party, so far.
 *
 * LISTENING_STATUS_BAD_CONFIG where party is none, LISTENING_STATUS_BAD_SIZE where the size is.
 */
listening_status listening_rtp_party_counts(const struct listening_rtp *rtp,
                                            int32_t party,
                                            struct listening_rtp_counts *counts);

/**
 * Gives back what listening_rtp_new made. NULL is taken.
 */
void listening_rtp_free(struct listening_rtp *rtp);

/**
 * Empties an event for listening_session_poll_event. Call it as listening_event_init(&event, sizeof event).
 *
 * Size is that of your own struct, as your compiler knows it: that many bytes are written.
 * LISTENING_STATUS_BAD_SIZE where it is less than that of a listening_event of the first version, or more than 4096.
 */
listening_status listening_event_init(struct listening_event *event,
                                      size_t size);

/**
 * Takes the next event out of the session's queue. Pushes and listening_session_finish put events there, in the
 * order in which they became known; they wait until they are polled or the session is freed. Poll until
 * LISTENING_STATUS_NO_EVENT after each push: no more than LISTENING_MAX_WAITING_EVENTS wait, and the oldest provisional
 * ones are dropped beyond that.
 *
 * LISTENING_STATUS_NO_EVENT where none waits; the event is not written then. LISTENING_STATUS_BAD_SIZE where the
 * event was not set up with listening_event_init.
 */
listening_status listening_session_poll_event(struct listening_session *session,
                                              struct listening_event *event);

/**
 * The event that was polled last as one line of JSON, as in a report's "events", with the reasons for it. At most
 * capacity bytes with the NUL are written to buffer; *needed, where needed is not NULL, is set to the bytes that
 * the text and its NUL take. To ask for that alone, give NULL and 0.
 *
 * LISTENING_STATUS_NO_EVENT where none has been polled. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less
 * than *needed.
 */
listening_status listening_session_last_event_json(struct listening_session *session,
                                                   char *buffer,
                                                   size_t capacity,
                                                   size_t *needed);

/**
 * The reason at position reason, from 0, for the event that was polled last, as "holder stopped 920 ms after onset": the first
 * weighs most; reasons of listening_event says how many there are. Buffer, capacity and needed are as for
 * listening_session_last_event_json; 128 bytes are enough for any.
 *
 * LISTENING_STATUS_NO_EVENT where none has been polled, LISTENING_STATUS_NO_ROW past the last.
 * LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
 */
listening_status listening_session_last_event_reason(struct listening_session *session,
                                                     size_t reason,
                                                     char *buffer,
                                                     size_t capacity,
                                                     size_t *needed);

/**
 * Sets *kind to the kind at position at, from 0, of those that the event polled last might be, and *probability to how probable it
 * is: as listening_report_event_kind.
 *
 * LISTENING_STATUS_NO_EVENT where none has been polled, LISTENING_STATUS_NO_ROW past the last; an event of which nothing had to
 * be judged has none.
 */
listening_status listening_session_last_event_kind(struct listening_session *session,
                                                   size_t at,
                                                   int32_t *kind,
                                                   double *probability);

/**
 * How many events were dropped because nobody polled them: *provisional those that were announced or withdrawn, *final those
 * that were final. Either pointer may be NULL. Both stay 0 where every push is followed by polls until
 * LISTENING_STATUS_NO_EVENT. What was dropped is in the report as far as it was final, unless history has forgotten it.
 */
listening_status listening_session_dropped_events(const struct listening_session *session,
                                                  uint64_t *provisional,
                                                  uint64_t *final);

/**
 * Fills snapshot with the state of the call at the last sample that was pushed, and changes nothing. It costs the same at any
 * length of the call and allocates nothing: a screen may ask at every packet. Where history of listening_config
 * forgets, sums and counts are still those of the whole call. Set snapshot.size = sizeof snapshot before.
 *
 * LISTENING_STATUS_BAD_SIZE where the size is not set, LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_snapshot(struct listening_session *session,
                                            struct listening_snapshot *snapshot);

/**
 * Gives the report that listening_session_finish would give now, to the byte; it is yours to give back to listening_report_free.
 * The call goes on unchanged. It takes time and memory in proportion to what has happened: some milliseconds for an
 * hour.
 *
 * LISTENING_STATUS_FINISHED after listening_session_finish.
 */
listening_status listening_session_report_so_far(struct listening_session *session,
                                                 struct listening_report **report);

/**
 * Begins a call without audio. Of the configuration assessed, language, lexicon, calibration and profile are used; the
 * other fields must be in their range. Events stand in the report: a floor reads the whole call when it is finished.
 *
 * Statuses as for listening_session_new.
 */
listening_status listening_floor_new(const struct listening_config *config,
                                     struct listening_floor **floor);

/**
 * Takes a talkspurt of party, a listening_party: start and end in seconds, 0 to 31536000 (a year). Each party's come in order;
 * the two parties may come in any order. Silences under 180 ms are bridged, as in audio.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS where a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
 * where party is none, LISTENING_STATUS_FINISHED after listening_floor_finish.
 */
listening_status listening_floor_push(struct listening_floor *floor,
                                      int32_t party,
                                      double start,
                                      double end);

/**
 * Takes a word of party, before or after its talkspurt and in any order; the rest is as for listening_session_push_word.
 *
 * LISTENING_STATUS_BAD_WORD where a time or the text is refused, LISTENING_STATUS_BAD_CONFIG where party is none,
 * LISTENING_STATUS_FINISHED after listening_floor_finish.
 */
listening_status listening_floor_push_word(struct listening_floor *floor,
                                           int32_t party,
                                           double start,
                                           double end,
                                           const char *text);

/**
 * Ends the call at duration seconds, at most 31536000 (a year), or with its last talkspurt where duration is NaN, and gives its
 * report, which is yours to give back to listening_report_free. The floor takes no more and is still to be freed.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS where a talkspurt ends after duration, or duration is out of range: the call goes on then.
 * LISTENING_STATUS_FINISHED the second time.
 */
listening_status listening_floor_finish(struct listening_floor *floor,
                                        double duration,
                                        struct listening_report **report);

/**
 * The text of the last refused call on this floor, as listening_session_last_error.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed; the text stays as it is.
 */
listening_status listening_floor_last_error(const struct listening_floor *floor,
                                            char *buffer,
                                            size_t capacity,
                                            size_t *needed);

/**
 * Frees a floor, finished or not. NULL is passed over.
 */
void listening_floor_free(struct listening_floor *floor);

/**
 * Begins a call that was recorded in one channel. Of the configuration, agent_channel, provisional and history are not used;
 * they must be in their range. The turns say who talks, the audio says when: they may be padded and go on over pauses. Events
 * stand in the report, whose "basis" is "turns_trimmed".
 *
 * Statuses as for listening_session_new.
 */
listening_status listening_mix_new(const struct listening_config *config,
                                   struct listening_mix **mix);

/**
 * Takes a turn of party, a listening_party: start and end in seconds from the first sample, 0 to 31536000 (a year), before or
 * after its audio. Each party's come in order and do not overlap; those of the two parties may.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS where a time is not finite, is out of range or goes back, LISTENING_STATUS_BAD_CONFIG
 * where party is none, LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_push_turn(struct listening_mix *mix,
                                         int32_t party,
                                         double start,
                                         double end);

/**
 * Takes a word of party, before or after its audio and in any order; the rest is as for listening_session_push_word.
 *
 * LISTENING_STATUS_BAD_WORD where a time or the text is refused, LISTENING_STATUS_BAD_CONFIG where party is none,
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_push_word(struct listening_mix *mix,
                                         int32_t party,
                                         double start,
                                         double end,
                                         const char *text);

/**
 * Takes the next count samples of the mix, 16 bits each.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish, LISTENING_STATUS_BAD_AUDIO where there are more than
 * LISTENING_MAX_FRAMES samples or the pointer is not aligned.
 */
listening_status listening_mix_push_i16(struct listening_mix *mix, const int16_t *mono, size_t count);

/**
 * Takes the next count samples of the mix, floats with full scale at -1..1.
 *
 * LISTENING_STATUS_NOT_FINITE or LISTENING_STATUS_OUT_OF_RANGE where a sample is refused (nothing is taken then);
 * otherwise as listening_mix_push_i16.
 */
listening_status listening_mix_push_f32(struct listening_mix *mix,
                                        const float *mono,
                                        size_t count);

/**
 * Takes the next count samples of the mix in ITU-T G.711 mu-law, a byte each.
 *
 * Statuses as for listening_mix_push_i16.
 */
listening_status listening_mix_push_mulaw(struct listening_mix *mix, const uint8_t *mono, size_t count);

/**
 * Takes the next count samples of the mix in ITU-T G.711 A-law, a byte each.
 *
 * Statuses as for listening_mix_push_i16.
 */
listening_status listening_mix_push_alaw(struct listening_mix *mix, const uint8_t *mono, size_t count);

/**
 * Says that the next count samples are lost. They still come with the pushes that follow; what is in them is not listened to,
 * and what was lost is held against nobody. Said again before they have come, it adds up.
 *
 * LISTENING_STATUS_BAD_AUDIO where there are more than LISTENING_MAX_FRAMES samples, LISTENING_STATUS_FINISHED after
 * listening_mix_finish.
 */
listening_status listening_mix_push_lost(struct listening_mix *mix,
                                         size_t count);

/**
 * Notes that the recording is known to be cut short: the report's "health" will say so.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_note_truncated(struct listening_mix *mix);

/**
 * As listening_session_note_unfinished.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_note_unfinished(struct listening_mix *mix);

/**
 * As listening_session_note_coding.
 *
 * LISTENING_STATUS_FINISHED after listening_mix_finish.
 */
listening_status listening_mix_note_coding(struct listening_mix *mix, double bit_rate);

/**
 * Ends the call and gives its report, which is yours to give back to listening_report_free. The mix takes no more and is still
 * to be freed. This is where most of the work is done: about as much as all pushes took, and half as much again.
 *
 * LISTENING_STATUS_BAD_TALKSPURTS where a turn ends more than a second after the audio: the call goes on then.
 * LISTENING_STATUS_FINISHED the second time.
 */
listening_status listening_mix_finish(struct listening_mix *mix,
                                      struct listening_report **report);

/**
 * The text of the last refused call on this mix, as listening_session_last_error.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed; the text stays as it is.
 */
listening_status listening_mix_last_error(const struct listening_mix *mix,
                                          char *buffer,
                                          size_t capacity,
                                          size_t *needed);

/**
 * How much audio the mix has taken, in seconds, lost audio included. After listening_mix_finish the length of the call.
 */
listening_status listening_mix_position(const struct listening_mix *mix,
                                        double *seconds);

/**
 * Frees a mix, finished or not. NULL is passed over.
 */
void listening_mix_free(struct listening_mix *mix);

/**
 * Takes what the telephone system says of the call: kind, a listening_mark_kind, from start to end in seconds from the first
 * sample, in any order. What happens in it is charged to nobody, and it leaves every share of time and every rate. Where end is NaN it
 * goes on until the same mark, with kind, party and start, comes with an end, or to the end of the call. Party is a listening_party, or
 * -1 for the whole call. Agent is NULL, or of a LISTENING_MARK_KIND_TRANSFER the name of the agent to whom the call goes, in UTF-8, 1 to
 * 256 bytes: a new leg begins where the mark ends, and listening_report_leg has the score of each.
 *
 * A mark may come late: what is final stays as it was, and the report charges it to nobody.
 *
 * LISTENING_STATUS_BAD_MARK where a time, the kind or the agent is refused, and beyond 1000 marks; LISTENING_STATUS_BAD_CONFIG where
 * party is none.
 */
listening_status listening_session_push_mark(struct listening_session *session,
                                             int32_t kind,
                                             double start,
                                             double end,
                                             int32_t party,
                                             const char *agent);

/**
 * Takes what the telephone system says of the call, as listening_session_push_mark.
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
 * Takes what the telephone system says of the call, as listening_session_push_mark.
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
 * Takes the words of a transcript, length bytes of JSON or CTM as a recogniser writes it: Whisper, WhisperX, Deepgram,
 * AssemblyAI, Amazon Transcribe, Google, Azure, Vosk, NeMo, Rev AI, Speechmatics, Gladia or Soniox; docs/inputs.md of the
 * source says what each needs. It must have a time for every word; text is not kept. Like other words, give them before the
 * audio.
 *
 * speakers says who is who, as "spk_0=agent,spk_1=customer,spk_2=none"; NULL where the labels are agent and customer, or the
 * words name their channels: those of agent_channel, 0 or 1, are the agent's then. "agent" or "customer" alone says that
 * all words are of that party, for transcripts of one channel.
 *
 * *words, where words is not NULL, is set to how many were taken.
 *
 * LISTENING_STATUS_BAD_WORD where the transcript is refused or nothing says who is who: listening_session_last_error has
 * what to do. LISTENING_STATUS_BAD_CONFIG where speakers or agent_channel is none. Nothing is taken then.
 */
listening_status listening_session_push_transcript(struct listening_session *session,
                                                   const char *bytes,
                                                   size_t length,
                                                   const char *speakers,
                                                   int32_t agent_channel,
                                                   size_t *words);

/**
 * As listening_session_push_transcript, for a call of talkspurts.
 */
listening_status listening_floor_push_transcript(struct listening_floor *floor,
                                                 const char *bytes,
                                                 size_t length,
                                                 const char *speakers,
                                                 int32_t agent_channel,
                                                 size_t *words);

/**
 * As listening_session_push_transcript, for a call that was recorded in one channel.
 */
listening_status listening_mix_push_transcript(struct listening_mix *mix,
                                               const char *bytes,
                                               size_t length,
                                               const char *speakers,
                                               int32_t agent_channel,
                                               size_t *words);

/**
 * Analyses a whole call of interleaved stereo (left, right, left, right) in 16-bit samples, 2 * frames of them:
 * the same report as from a session. It is yours to give back to listening_report_free.
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
 * Analyses a whole call with the two channels apart in 16-bit samples, frames of them each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_planar_i16(const struct listening_config *config,
                                              const int16_t *left,
                                              const int16_t *right,
                                              size_t frames,
                                              struct listening_report **report);

/**
 * Analyses a whole call with the two channels apart in float samples, full scale at -1..1, frames of them each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_f32.
 */
listening_status listening_analyze_planar_f32(const struct listening_config *config,
                                              const float *left,
                                              const float *right,
                                              size_t frames,
                                              struct listening_report **report);

/**
 * Analyses a whole call with the two channels apart in ITU-T G.711 mu-law, frames bytes each. Neither may be NULL.
 *
 * Statuses as for listening_analyze_i16.
 */
listening_status listening_analyze_planar_mulaw(const struct listening_config *config,
                                                const uint8_t *left,
                                                const uint8_t *right,
                                                size_t frames,
                                                struct listening_report **report);

/**
 * Analyses a whole call with the two channels apart in ITU-T G.711 A-law, frames bytes each. Neither may be NULL.
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
 * The report counted as another product counts, with our measures beside, as JSON of the schema
 * "listening.comparison/1", one line. name is one of verint_3s, miitel, google_5s, medallia, cisco_10s and amazon;
 * the text defines what is counted. At most capacity bytes with the NUL are written to buffer;
 * *needed, where needed is not NULL, is set to the bytes that the text and its NUL take. To ask for that alone, give
 * NULL and 0: the text is made once and kept.
 *
 * LISTENING_STATUS_BAD_CONFIG where name is none of them. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less
 * than *needed.
 */
listening_status listening_report_preset_json(const struct listening_report *report,
                                              const char *name,
                                              char *buffer,
                                              size_t capacity,
                                              size_t *needed);

/**
 * What cost points in the report, dearest first, where to listen, and what to change first, as JSON of the schema
 * "listening.explanation/1", one line. At most capacity bytes with the NUL are written to buffer; *needed, where needed
 * is not NULL, is set to the bytes that the text and its NUL take. To ask for that alone, give NULL and 0: the text is made
 * once and kept. It has up to 200 bytes for each event that cost points.
 *
 * LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
 */
listening_status listening_report_explanation_json(const struct listening_report *report,
                                                   char *buffer,
                                                   size_t capacity,
                                                   size_t *needed);

/**
 * Frees a report. NULL is passed over.
 */
void listening_report_free(struct listening_report *report);

/**
 * Fills event with the event at index, from 0, in order of start. All of them are final.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_event(const struct listening_report *report,
                                        size_t index,
                                        struct listening_event *event);

/**
 * Sets *text to the reason at reason, from 0, for the event at index, as "holder stopped 920 ms after onset": the first
 * weighs most. The text belongs to the report and lives as long as it.
 *
 * LISTENING_STATUS_NO_ROW past the last of either.
 */
listening_status listening_report_event_reason(const struct listening_report *report,
                                               size_t index,
                                               size_t reason,
                                               const char **text);

/**
 * Sets *kind to the kind at position at, from 0, of those that the event at index might be, a listening_event_kind, and
 * *probability to how probable it is, 0 to 1: most probable first, without those under .01. What is left over to 1 is that
 * its speaker only went on.
 *
 * LISTENING_STATUS_NO_ROW past the last of either; an event of which nothing had to be judged has none.
 */
listening_status listening_report_event_kind(const struct listening_report *report,
                                             size_t index,
                                             size_t at,
                                             int32_t *kind,
                                             double *probability);

/**
 * Sets *text to the id at position at, from 0, of the scored measures that name the event at index, as "interruption_rate".
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
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_mark(const struct listening_report *report,
                                       size_t index,
                                       struct listening_mark *mark);

/**
 * Fills leg with the part of the call at index, from 0, that was with one agent. There are legs where a transfer names an agent.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_leg(const struct listening_report *report,
                                      size_t index,
                                      struct listening_leg *leg);

/**
 * Fills measure with the measure at index, from 0: the agent's, then the customer's.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_measure(const struct listening_report *report,
                                          size_t index,
                                          struct listening_measure *measure);

/**
 * Fills measure with the measure of party, a listening_party, that is named id, as "dead_air_rate".
 *
 * LISTENING_STATUS_NO_ROW where there is none; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_find_measure(const struct listening_report *report,
                                               int32_t party,
                                               const char *id,
                                               struct listening_measure *measure);

/**
 * Fills event with the event at index, from 0, of those that the measure at position measure rests on.
 *
 * LISTENING_STATUS_NO_ROW past the last of either; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_measure_event(const struct listening_report *report,
                                                size_t measure,
                                                size_t index,
                                                struct listening_event *event);

/**
 * Fills to with what is known of the channel of party, a listening_party.
 *
 * LISTENING_STATUS_NO_ROW where party is none; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_channel(const struct listening_report *report,
                                          int32_t party,
                                          struct listening_channel *to);

/**
 * Fills to with the finding at index, from 0, of the channel of party, a listening_party; findings stand in order of start.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_health(const struct listening_report *report,
                                         int32_t party,
                                         size_t index,
                                         struct listening_health *to);

/**
 * Fills score with the score of the assessed party.
 *
 * LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_score(const struct listening_report *report, struct listening_score *score);

/**
 * Sets *text to the health code at index, from 0, of those for which the score is withheld, as "duplicated": what was found
 * on the line leaves nothing to score by. The text belongs to the report and lives as long as it.
 *
 * LISTENING_STATUS_NO_ROW past the last; a score that is given has none.
 */
listening_status listening_report_withheld_by(const struct listening_report *report,
                                              size_t index,
                                              const char **text);

/**
 * Fills to with the dimension at position dimension, from 0.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_dimension(const struct listening_report *report,
                                            size_t dimension,
                                            struct listening_dimension *to);

/**
 * Fills to with the deduction at position deduction, from 0, of the dimension at position dimension: dearest first.
 *
 * LISTENING_STATUS_NO_ROW past the last of either; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_deduction(const struct listening_report *report,
                                            size_t dimension,
                                            size_t deduction,
                                            struct listening_deduction *to);

/**
 * Fills event with the event at index, from 0, of those behind the deduction at position deduction of the dimension at
 * position dimension.
 *
 * LISTENING_STATUS_NO_ROW past the last of any; LISTENING_STATUS_BAD_SIZE where its size is not set.
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
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_talkspurt(const struct listening_report *report,
                                            size_t index,
                                            struct listening_span *span);

/**
 * Fills span with the turn at index, from 0, of both parties in order of start: a party's hold of the floor.
 *
 * LISTENING_STATUS_NO_ROW past the last; LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_turn(const struct listening_report *report,
                                       size_t index,
                                       struct listening_span *span);

/**
 * Fills summary with what the report is as a whole.
 *
 * LISTENING_STATUS_BAD_SIZE where its size is not set.
 */
listening_status listening_report_summary(const struct listening_report *report,
                                          struct listening_summary *summary);

/**
 * Learns from rated calls what a centre's own raters would give to others, and gives that as JSON of the schema
 * "listening.calibration/1", one line: keep it, and set it in listening_config to have calls rated by it. rated holds
 * a line of JSON for each call, {"agent":"17","rating":"Average","report":{...}}: whose call it is; one of Outstanding,
 * Above Average, Average, Poor and Ineffective, or a number from 0 to 100; and a report of this library. "second", a
 * second rater's rating, may stand beside. target says what the ratings are: "quality_rating", or
 * "customer_satisfaction", which is refused unless force_satisfaction is 1, since it follows more than the service.
 * docs/calibration.md of the source describes the fit.
 *
 * At most capacity bytes with the NUL are written to buffer; *needed, where needed is not NULL, is set to the bytes that
 * the text and its NUL take. A fit takes tens of milliseconds for some hundred calls and is the same every time; 65536
 * bytes are enough for most. Where the calls are refused, the reason is written to reason, one line that ends with a
 * NUL and is cut to reason_capacity bytes; reason may be NULL where reason_capacity is 0.
 *
 * LISTENING_STATUS_BAD_CALIBRATION where a line was not understood, under 50 calls with a rating of their own, under 5
 * agents, where the ratings do not vary, or are customers'. LISTENING_STATUS_BAD_CONFIG where target is another or
 * force_satisfaction neither 0 nor 1. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
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
 * Why a text is no calibration for this library: LISTENING_STATUS_OK where it is one, else
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
 * What many calls say of each agent, as JSON of the schema "listening.tracking/1", one line: pooled and shrunken
 * estimates with their intervals, how many calls it takes, trends, changes, control charts, and one habit to work on.
 * rows is a JSON array with an object for each call, in any order:
 *
 *     [{"agent": "ann", "time": 1700000000, "report": {"schema": "listening.report/1", ...}}, ...]
 *
 * or the reports themselves, with agent and time as keys of theirs. time is in seconds since any epoch, or the order
 * of the call. A row may have "labels", an object of texts such as {"queue": "sales"}. assessed is the party whose listening the reports assess, one of listening_party. Changes are
 * reported from the time *since on, or, where since is NULL, between the halves of each agent's calls.
 * listening_track_configured_json takes more settings.
 *
 * At most capacity bytes with the NUL are written to buffer; *needed, where needed is not NULL, is set to the bytes
 * that the text and its NUL take. To ask for that alone, give NULL and 0; the work is then done twice.
 *
 * LISTENING_STATUS_BAD_ROWS where a row is refused: *bad_row, where bad_row is not NULL, is then set to its position
 * from 0, or to SIZE_MAX where the text is no array at all. LISTENING_STATUS_BAD_CONFIG where assessed is no party or
 * *since is not finite. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
 */
listening_status listening_track_json(const char *rows,
                                      int32_t assessed,
                                      const double *since,
                                      char *buffer,
                                      size_t capacity,
                                      size_t *needed,
                                      size_t *bad_row);

/**
 * As listening_track_json, with the settings of config: weeks, trainings, pairs of agents, estimates adjusted for what calls
 * differ in. Where the call is refused, the reason is written to reason, one line that ends with a NUL and is cut to
 * reason_capacity bytes; reason may be NULL where reason_capacity is 0.
 *
 * LISTENING_STATUS_BAD_ROWS and LISTENING_STATUS_BUFFER_TOO_SMALL as there. LISTENING_STATUS_BAD_CONFIG where a setting is out
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
 * timeline and everything that is said of the call. title is its heading. It holds no sound. At most capacity bytes with
 * the NUL are written to buffer; *needed, where needed is not NULL, is set to the bytes that the text and its NUL take. To
 * ask for that alone, give NULL and 0; the work is then done twice.
 *
 * LISTENING_STATUS_BAD_CONFIG where title is not UTF-8. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than
 * *needed.
 */
listening_status listening_report_page_html(const struct listening_report *report,
                                            const char *title,
                                            char *buffer,
                                            size_t capacity,
                                            size_t *needed);

/**
 * The coaching card of the call in HTML, plain ASCII, for a conversation of ten minutes: what went well, the one habit to
 * work on, and three places to listen to. It prints on one page of A4 or Letter. Arguments and statuses are those of
 * listening_report_page_html.
 */
listening_status listening_report_card_html(const struct listening_report *report,
                                            const char *title,
                                            char *buffer,
                                            size_t capacity,
                                            size_t *needed);

/**
 * The page of many calls in HTML, plain ASCII, from the JSON that listening_track_json gives: agents beside each other with
 * their intervals, what changed, and each agent, without a rank. title is its heading. The buffer is filled as by
 * listening_report_page_html.
 *
 * LISTENING_STATUS_BAD_ROWS where tracking is no JSON of the schema "listening.tracking/1". LISTENING_STATUS_BAD_CONFIG where
 * title is not UTF-8. LISTENING_STATUS_BUFFER_TOO_SMALL where capacity is less than *needed.
 */
listening_status listening_tracking_page_html(const char *tracking,
                                              const char *title,
                                              char *buffer,
                                              size_t capacity,
                                              size_t *needed);

/**
 * What a status means and what to do about it, in one line of English. Never NULL, also for a number that is no
 * status; the text is static. listening_session_last_error says more where there is a session.
 */
const char *listening_status_text(int32_t status);

/**
 * The name of a listening_event_kind as reports have it, "interruption" for LISTENING_EVENT_KIND_INTERRUPTION. Never
 * NULL, "unknown" for a number that is none; the text is static.
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
 * The name of a listening_status, to log or to branch on in another language: its enumerator without the prefix, in small
 * letters, as "bad_config"; "refused" for LISTENING_STATUS_UNKNOWN. Otherwise as listening_event_kind_name.
 * listening_status_text says what it means.
 */
const char *listening_status_name(int32_t status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LISTENING_H */
