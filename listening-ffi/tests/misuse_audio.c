/* Audio in a struct: every misuse gets its status, and each form is the one that its own function takes. */

#include "check.h"

static listening_audio of(int32_t encoding, int32_t layout, const void *left, const void *right, size_t frames)
{
    listening_audio audio;
    STATUS(listening_audio_init(&audio, sizeof audio), OK);
    CHECK(audio.size == sizeof audio && audio.encoding == LISTENING_ENCODING_I16 && audio.frames == 0);
    CHECK(audio.layout == LISTENING_LAYOUT_INTERLEAVED && audio.left == NULL && audio.right == NULL);
    audio.encoding = encoding;
    audio.layout = layout;
    audio.left = left;
    audio.right = right;
    audio.frames = frames;
    return audio;
}

static void structs(void)
{
    static const int32_t choices[] = {-1, 4, 256, INT32_MIN, INT32_MAX};
    const int16_t samples[4] = {0, 0, 0, 0};
    listening_config config;
    listening_session *session = begin();
    listening_report *report = UNTOUCHED(listening_report);
    listening_audio audio;
    char text[512];
    size_t k;
    double seconds = -1.0;

    STATUS(listening_config_init(&config, sizeof config), OK);
    STATUS(listening_audio_init(NULL, sizeof audio), NULL_POINTER);
    STATUS(listening_audio_init(&audio, sizeof audio - 1), BAD_SIZE);
    STATUS(listening_audio_init(&audio, 0), BAD_SIZE);
    audio = of(LISTENING_ENCODING_I16, LISTENING_LAYOUT_INTERLEAVED, samples, NULL, 2);
    STATUS(listening_session_push_audio(NULL, &audio), NULL_POINTER);
    STATUS(listening_session_push_audio(session, NULL), NULL_POINTER);
    STATUS(listening_analyze_audio(NULL, &audio, &report), NULL_POINTER);
    STATUS(listening_analyze_audio(&config, NULL, &report), NULL_POINTER);
    STATUS(listening_analyze_audio(&config, &audio, NULL), NULL_POINTER);
    audio.size = 3;
    STATUS(listening_session_push_audio(session, &audio), BAD_SIZE);
    STATUS(listening_analyze_audio(&config, &audio, &report), BAD_SIZE);
    for (k = 0; k < sizeof choices / sizeof *choices; k++) {
        audio = of(choices[k], LISTENING_LAYOUT_INTERLEAVED, samples, NULL, 2);
        STATUS(listening_session_push_audio(session, &audio), BAD_CONFIG);
        STATUS(listening_analyze_audio(&config, &audio, &report), BAD_CONFIG);
        STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
        CHECK(strstr(text, "`encoding` of the audio is ") != NULL);
        audio = of(LISTENING_ENCODING_ALAW, choices[k], samples, NULL, 2);
        STATUS(listening_session_push_audio(session, &audio), BAD_CONFIG);
        STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
        CHECK(strstr(text, "`layout` of the audio is ") != NULL);
    }
    audio = of(LISTENING_ENCODING_I16, 2, samples, NULL, 2);
    STATUS(listening_session_push_audio(session, &audio), BAD_CONFIG);
    /* Two arrays that are called one. */
    audio = of(LISTENING_ENCODING_I16, LISTENING_LAYOUT_INTERLEAVED, samples, samples, 2);
    STATUS(listening_session_push_audio(session, &audio), BAD_AUDIO);
    STATUS(listening_analyze_audio(&config, &audio, &report), BAD_AUDIO);
    STATUS(listening_session_position(session, &seconds), OK);
    CHECK(seconds == 0.0 && report == UNTOUCHED(listening_report));
    listening_session_free(session);
}

static void forms(void)
{
    static const int32_t encodings[] = {LISTENING_ENCODING_I16, LISTENING_ENCODING_F32, LISTENING_ENCODING_MULAW,
                                        LISTENING_ENCODING_ALAW};
    static const float silence[4] = {0, 0, 0, 0}; /* enough bytes for any encoding */
    const float nan = (float)NAN;
    listening_config config;
    listening_session *session = begin();
    listening_report *report = NULL;
    listening_audio audio;
    size_t k;
    double seconds = -1.0;

    STATUS(listening_config_init(&config, sizeof config), OK);
    for (k = 0; k < sizeof encodings / sizeof *encodings; k++) {
        audio = of(encodings[k], LISTENING_LAYOUT_INTERLEAVED, silence, NULL, 2);
        STATUS(listening_session_push_audio(session, &audio), OK);
        STATUS(listening_analyze_audio(&config, &audio, &report), OK);
        listening_report_free(report);
        audio = of(encodings[k], LISTENING_LAYOUT_INTERLEAVED, NULL, NULL, 2);
        STATUS(listening_session_push_audio(session, &audio), NULL_POINTER);
        audio = of(encodings[k], LISTENING_LAYOUT_INTERLEAVED, silence, NULL, SIZE_MAX);
        STATUS(listening_session_push_audio(session, &audio), BAD_AUDIO);
        audio = of(encodings[k], LISTENING_LAYOUT_PLANAR, silence, silence, 2);
        STATUS(listening_session_push_audio(session, &audio), OK);
        STATUS(listening_analyze_audio(&config, &audio, &report), OK);
        listening_report_free(report);
        report = NULL;
        /* Live, a channel that is NULL was lost; of a whole call it is missing. */
        audio.right = NULL;
        STATUS(listening_session_push_audio(session, &audio), OK);
        STATUS(listening_analyze_audio(&config, &audio, &report), NULL_POINTER);
        audio.frames = 0;
        STATUS(listening_session_push_audio(session, &audio), OK);
    }
    STATUS(listening_session_position(session, &seconds), OK);
    CHECK(seconds == 4 * 3 * 2 / 8000.0);
    audio = of(LISTENING_ENCODING_F32, LISTENING_LAYOUT_PLANAR, &nan, &nan, 1);
    STATUS(listening_session_push_audio(session, &audio), NOT_FINITE);
    STATUS(listening_session_finish(session, &report), OK);
    STATUS(listening_session_push_audio(session, &audio), FINISHED);
    listening_report_free(report);
    listening_session_free(session);
}

static void unfinished(void)
{
    listening_session *session = begin();
    listening_report *report = NULL;
    listening_health found;
    const int16_t samples[32] = {0};
    size_t k;
    int reported = 0;

    STATUS(listening_session_note_unfinished(NULL), NULL_POINTER);
    STATUS(listening_session_note_shorter(NULL, LISTENING_PARTY_AGENT, 1.0), NULL_POINTER);
    STATUS(listening_session_push_i16(session, samples, 16), OK);
    STATUS(listening_session_note_unfinished(session), OK);
    STATUS(listening_session_finish(session, &report), OK);
    STATUS(listening_session_note_unfinished(session), FINISHED);
    found.size = sizeof found;
    for (k = 0; listening_report_health(report, LISTENING_PARTY_AGENT, k, &found) == LISTENING_STATUS_OK; k++) {
        reported = reported || strcmp(found.code, "unfinished") == 0;
    }
    CHECK(reported);
    listening_report_free(report);
    listening_session_free(session);
}

static void names(void)
{
    CHECK(strcmp(listening_event_kind_name(LISTENING_EVENT_KIND_DEAD_AIR), "dead_air") == 0);
    CHECK(strcmp(listening_event_kind_name(-1), "unknown") == 0);
    CHECK(strcmp(listening_event_status_name(LISTENING_EVENT_STATUS_WITHDRAWN), "withdrawn") == 0);
    CHECK(strcmp(listening_event_status_name(4), "unknown") == 0);
    CHECK(strcmp(listening_party_name(LISTENING_PARTY_CUSTOMER), "customer") == 0);
    CHECK(strcmp(listening_party_name(2), "unknown") == 0);
    CHECK(strcmp(listening_language_code(LISTENING_LANGUAGE_GERMAN), "de") == 0);
    CHECK(strcmp(listening_language_code(INT32_MAX), "unknown") == 0);
    CHECK(strcmp(listening_status_name(LISTENING_STATUS_BAD_AUDIO), "bad_audio") == 0);
    CHECK(strcmp(listening_status_name(INT32_MIN), "unknown") == 0);
}

static void reasons(void)
{
    listening_session *session = begin();
    char text[128];
    int32_t kind = 99;
    double probability = 0.5;
    size_t needed = 7;

    STATUS(listening_session_last_event_reason(NULL, 0, text, sizeof text, NULL), NULL_POINTER);
    STATUS(listening_session_last_event_reason(session, 0, text, sizeof text, &needed), NO_EVENT);
    STATUS(listening_session_last_event_kind(NULL, 0, &kind, &probability), NULL_POINTER);
    STATUS(listening_session_last_event_kind(session, 0, NULL, &probability), NULL_POINTER);
    STATUS(listening_session_last_event_kind(session, 0, &kind, NULL), NULL_POINTER);
    STATUS(listening_session_last_event_kind(session, 0, &kind, &probability), NO_EVENT);
    CHECK(kind == 99 && probability == 0.5 && needed == 7);
    listening_session_free(session);
}

int main(void)
{
    structs();
    forms();
    unfinished();
    names();
    reasons();
    return verdict();
}
