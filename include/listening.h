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
 * Rules that hold for every function here:
 *
 * Status    Functions that can fail return a listening_status: 0 is done, positive is done with nothing to give,
 *           negative is refused. A number never changes its meaning and is never used again; later versions may
 *           add numbers, to the other enums too.
 * Outputs   What a pointer argument is to receive is written only when the status is LISTENING_STATUS_OK. The
 *           exceptions: a function that fills a text buffer also sets *needed when it returns
 *           LISTENING_STATUS_BUFFER_TOO_SMALL, listening_track_json sets *bad_row when it returns
 *           LISTENING_STATUS_BAD_ROWS, and a buffer called reason is filled when the call is refused.
 * Refusal   A refused call changes nothing: the session stands as before and can go on.
 * Memory    What _new, _finish or an _analyze_ function gave is yours, to be given back once to the _free of its
 *           type, also after an error; _free takes NULL. The report does not need its session. Nothing that you
 *           pass is kept: audio, configurations and buffers are yours again when the call returns.
 * NULL      Is refused with LISTENING_STATUS_NULL_POINTER where not said otherwise. Samples may be NULL when the
 *           count is 0.
 * Counts    Audio is counted in frames: one sample of each of the two channels. A push may hold any number of
 *           them from 0 to LISTENING_MAX_FRAMES; the report does not depend on how the call was cut.
 * Threads   No global and no thread-local state. A session is used by one thread at a time and may move between
 *           threads. Different sessions are independent. A report never changes and may be read by several
 *           threads at once.
 * Strings   UTF-8, ended by NUL.
 * Structs   Have their size in the first field, set by the _init function of the type; call that, then set fields.
 *           Structs grow only at the end, so that a program and a library of different versions work together:
 *           fields that the caller does not know take their defaults, fields that the library does not know read
 *           as zero and must be zero.
 * Faults    Nothing here exits or throws. A fault inside the library is caught and leaves a line on stderr: the
 *           call returns LISTENING_STATUS_PANIC and every later one on the session LISTENING_STATUS_POISONED; only
 *           listening_session_last_error and listening_session_free still work then. Please report it. When
 *           memory runs out the process is ended, as is usual for Rust code.
 * Privacy   No network, no files, no audio kept, no log.
 */

#ifndef LISTENING_H
#define LISTENING_H

/* Generated from listening-ffi/src by cbindgen. Change it there. */

#include <stddef.h>
#include <stdint.h>

/**
 * The most frames that one call takes: 37 hours at 8 kHz. More is a mistake; a longer call is pushed in parts.
 */
#define LISTENING_MAX_FRAMES (1 << 30)

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
     * A pointer is NULL that must not be.
     */
    LISTENING_STATUS_NULL_POINTER = -1,
    /**
     * The size of a struct is not one that this library knows: set it with the _init function.
     */
    LISTENING_STATUS_BAD_SIZE = -2,
    /**
     * A field of the configuration is out of its range.
     */
    LISTENING_STATUS_BAD_CONFIG = -3,
    /**
     * The sample rate is not one of 8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000 Hz.
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
     * The buffer is too small for the text; how many bytes it needs has been told.
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
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_status listening_status;
#else
typedef int32_t listening_status;
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
     * Announced early. A final with the same id follows, or it is withdrawn in silence.
     */
    LISTENING_EVENT_STATUS_PROVISIONAL = 0,
    /**
     * Settled. Only finals enter measures.
     */
    LISTENING_EVENT_STATUS_FINAL = 1,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum listening_event_status listening_event_status;
#else
typedef int32_t listening_event_status;
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
 * What is said of a call. Made by listening_session_finish or listening_analyze_i16, given back to
 * listening_report_free. It never changes and may be read by several threads at once.
 */
typedef struct listening_report listening_report;

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
     * Samples per second and channel: 8000, 11025, 16000, 22050, 24000, 32000, 44100 or 48000. Default 8000.
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
     * docs/activation.md first: in the EU it may be high-risk.
     */
    int32_t talker_prosody;
    /**
     * The centre's own scale, as listening_calibration_fit_json gives it, ending with a NUL; it is not kept. With it
     * "rating", "rating_low" and "rating_high" are what the centre's raters would give, and the report's "profile" names
     * it. Default NULL: none.
     */
    const char *calibration;
} listening_config;

/**
 * Something that a party did, or a silence. Set it up once with listening_event_init; each
 * listening_session_poll_event then fills it.
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
     * The probability that the kind is right, 0 to 1; 0 where has_confidence is 0.
     */
    double confidence;
    /**
     * 1 where a confidence was given, 0 where nothing had to be judged.
     */
    int32_t has_confidence;
    /**
     * What it is: a listening_event_kind.
     */
    int32_t kind;
    /**
     * Who did it: a listening_party. Each kind says whose a silence is.
     */
    int32_t by;
    /**
     * Provisional or final: a listening_event_status.
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
} listening_event;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Sets every field to its default. Call it as listening_config_init(&config, sizeof config).
 *
 * LISTENING_STATUS_BAD_SIZE where size is not that of a listening_config.
 */
listening_status listening_config_init(struct listening_config *config, size_t size);

/**
 * Begins a call.
 *
 * LISTENING_STATUS_UNSUPPORTED_RATE, LISTENING_STATUS_BAD_CONFIG, LISTENING_STATUS_BAD_SIZE or
 * LISTENING_STATUS_BAD_CALIBRATION where the configuration is refused.
 */
listening_status listening_session_new(const struct listening_config *config,
                                       struct listening_session **session);

/**
 * Takes a word of party, a listening_party: start and end in seconds from the first sample, and a text in UTF-8 that
 * ends with a NUL and is not kept. Words may come in any order. Laughter and noises stand in brackets, "[laughter]"; a
 * word that is cut off ends in a hyphen. A word speaks for the onsets that are not final yet: one that comes within
 * 2.3 s of the onset before it counts. For a whole call push all words before the audio.
 *
 * LISTENING_STATUS_BAD_WORD where a time or the text is refused, LISTENING_STATUS_BAD_CONFIG where party is none.
 */
listening_status listening_session_push_word(struct listening_session *session,
                                             int32_t party,
                                             double start,
                                             double end,
                                             const char *text);

/**
 * Adds to the words that are listened for: lines like "continuer: mhm, uh-huh", the classes as in docs/methods.md, in
 * UTF-8, ending with a NUL. Call it before the first word.
 *
 * LISTENING_STATUS_BAD_CONFIG where a line is not understood; nothing is added then.
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
 * Takes the two channels apart, 16-bit samples: frames of them each.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_i16(struct listening_session *session,
                                                   const int16_t *left,
                                                   const int16_t *right,
                                                   size_t frames);

/**
 * Takes the two channels apart, float samples, full scale at -1..1: frames of them each.
 *
 * Statuses as for listening_session_push_f32.
 */
listening_status listening_session_push_planar_f32(struct listening_session *session,
                                                   const float *left,
                                                   const float *right,
                                                   size_t frames);

/**
 * Takes the two channels apart in ITU-T G.711 mu-law: frames bytes each.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_mulaw(struct listening_session *session,
                                                     const uint8_t *left,
                                                     const uint8_t *right,
                                                     size_t frames);

/**
 * Takes the two channels apart in ITU-T G.711 A-law: frames bytes each.
 *
 * Statuses as for listening_session_push_i16.
 */
listening_status listening_session_push_planar_alaw(struct listening_session *session,
                                                    const uint8_t *left,
                                                    const uint8_t *right,
                                                    size_t frames);

/**
 * Empties an event for listening_session_poll_event. Call it as listening_event_init(&event, sizeof event).
 *
 * LISTENING_STATUS_BAD_SIZE where size is not that of a listening_event.
 */
listening_status listening_event_init(struct listening_event *event, size_t size);

/**
 * Takes the next event out of the session's queue. Pushes and listening_session_finish put events there, in the
 * order in which they became known; they wait until they are polled or the session is freed. Poll until
 * LISTENING_STATUS_NO_EVENT.
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
 * Analyses a whole call of interleaved 16-bit samples (left, right, left, right): the same report as from a
 * session. The report is yours to give back to listening_report_free.
 *
 * Statuses as for listening_session_new and listening_session_push_i16.
 */
listening_status listening_analyze_i16(const struct listening_config *config,
                                       const int16_t *interleaved,
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
 * the definition of what is counted stands in the text. At most capacity bytes with the NUL are written to buffer;
 * *needed, where needed is not NULL, is set to the bytes that the text and its NUL take. To ask for that alone, give
 * NULL and 0.
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
 * Frees a report. NULL is passed over.
 */
void listening_report_free(struct listening_report *report);

/**
 * Learns from rated calls what a centre's own raters would give to others, and gives that as JSON of the schema
 * "listening.calibration/1", one line: keep it, and set it in listening_config to have calls rated by it. rated holds
 * a line of JSON for each call, {"agent":"17","rating":"Average","report":{...}}: whose call it is; one of Outstanding,
 * Above Average, Average, Poor and Ineffective, or a number from 0 to 100; and a report of this library. "second", a
 * second rater's rating, may stand beside. target says what the ratings are: "quality_rating", or
 * "customer_satisfaction", which is refused unless force_satisfaction is 1, since it follows more than the service.
 * docs/calibration.md tells what is fitted.
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
 * What many calls say of each agent, as JSON of the schema "listening.tracking/1", one line: pooled and shrunken
 * estimates with their intervals, how many calls it takes, trends, changes, control charts, and one habit to work on.
 * rows is a JSON array with an object for each call, in any order:
 *
 *     [{"agent": "ann", "time": 1700000000, "report": {"schema": "listening.report/1", ...}}, ...]
 *
 * or the reports themselves, with agent and time as keys of theirs. time is in seconds since any epoch, or the order
 * of the call. assessed is the party whose listening the reports assess, one of listening_party. Changes are told
 * from the time *since on, or, where since is NULL, between the halves of each agent's calls.
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
 * What a status means and what to do about it, in one line of English. Never NULL, also for a number that is no
 * status; the text is static. listening_session_last_error says more where there is a session.
 */
const char *listening_status_text(int32_t status);

/**
 * The version of the library in use, as "0.1.0": static text.
 */
const char *listening_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LISTENING_H */
