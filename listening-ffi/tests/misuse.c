/* Every kind of misuse gets its status, changes nothing, and leaves the session usable. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "listening.h"

static int failures = 0;

static void check(int line, int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "misuse.c:%d: %s\n", line, what);
        failures++;
    }
}

#define CHECK(condition) check(__LINE__, (condition), #condition)
#define STATUS(call, name) check(__LINE__, (call) == LISTENING_STATUS_##name, #call " gave another status than " #name)

/* An address that is not NULL and must not be written to. */
static char untouched;
#define UNTOUCHED(type) ((type *)(void *)&untouched)

static listening_session *begin(void)
{
    listening_config config;
    listening_session *session = NULL;
    STATUS(listening_config_init(&config, sizeof config), OK);
    STATUS(listening_session_new(&config, &session), OK);
    CHECK(session != NULL);
    return session;
}

static void configurations(void)
{
    static const uint32_t rates[] = {0, 1, 7999, 8001, 96000, UINT32_MAX};
    static const int32_t choices[] = {-1, 2, 256, INT32_MIN, INT32_MAX};
    static const size_t sizes[] = {0, 1, sizeof(size_t), offsetof(listening_config, language) - 1, 1000000, SIZE_MAX};
    listening_config config;
    listening_session *session = UNTOUCHED(listening_session);
    listening_report *report = UNTOUCHED(listening_report);
    const int16_t samples[2] = {0, 0};
    size_t k;

    STATUS(listening_config_init(NULL, sizeof config), NULL_POINTER);
    for (k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        STATUS(listening_config_init(&config, sizes[k]), BAD_SIZE);
    }
    STATUS(listening_config_init(&config, sizeof config), OK);
    CHECK(config.size == sizeof config && config.sample_rate == 8000 && config.agent_channel == 0);
    CHECK(config.assessed == LISTENING_PARTY_AGENT && config.provisional == 1);
    STATUS(listening_session_new(NULL, &session), NULL_POINTER);
    STATUS(listening_session_new(&config, NULL), NULL_POINTER);

    for (k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        config.size = sizes[k];
        STATUS(listening_session_new(&config, &session), BAD_SIZE);
    }
    listening_config_init(&config, sizeof config);
    for (k = 0; k < sizeof rates / sizeof *rates; k++) {
        config.sample_rate = rates[k];
        STATUS(listening_session_new(&config, &session), UNSUPPORTED_RATE);
        STATUS(listening_analyze_i16(&config, samples, 1, &report), UNSUPPORTED_RATE);
    }
    for (k = 0; k < sizeof choices / sizeof *choices; k++) {
        listening_config_init(&config, sizeof config);
        config.agent_channel = choices[k];
        STATUS(listening_session_new(&config, &session), BAD_CONFIG);
        listening_config_init(&config, sizeof config);
        config.assessed = choices[k];
        STATUS(listening_session_new(&config, &session), BAD_CONFIG);
        listening_config_init(&config, sizeof config);
        config.provisional = choices[k];
        STATUS(listening_session_new(&config, &session), BAD_CONFIG);
    }
    listening_config_init(&config, sizeof config);
    STATUS(listening_analyze_i16(NULL, samples, 1, &report), NULL_POINTER);
    STATUS(listening_analyze_i16(&config, NULL, 1, &report), NULL_POINTER);
    STATUS(listening_analyze_i16(&config, samples, 1, NULL), NULL_POINTER);
    STATUS(listening_analyze_i16(&config, samples, SIZE_MAX, &report), BAD_AUDIO);
    CHECK(session == UNTOUCHED(listening_session));
    CHECK(report == UNTOUCHED(listening_report));
}

static void pushes(void)
{
    static const size_t absurd[] = {LISTENING_MAX_FRAMES + (size_t)1, SIZE_MAX / 2, SIZE_MAX / 4 + 1, SIZE_MAX};
    const int16_t shorts[4] = {0, 0, 0, 0};
    const uint8_t bytes[4] = {255, 255, 255, 255};
    float floats[4] = {0, 0, 0, 0};
    listening_session *session = begin();
    size_t k;

    STATUS(listening_session_push_i16(NULL, shorts, 2), NULL_POINTER);
    STATUS(listening_session_push_f32(NULL, floats, 2), NULL_POINTER);
    STATUS(listening_session_push_mulaw(NULL, bytes, 2), NULL_POINTER);
    STATUS(listening_session_push_planar_alaw(NULL, bytes, bytes, 2), NULL_POINTER);
    STATUS(listening_session_push_i16(session, NULL, 2), NULL_POINTER);
    STATUS(listening_session_push_alaw(session, NULL, 2), NULL_POINTER);
    STATUS(listening_session_push_planar_i16(session, shorts, NULL, 2), NULL_POINTER);
    STATUS(listening_session_push_planar_f32(session, NULL, floats, 2), NULL_POINTER);
    STATUS(listening_session_push_i16(session, NULL, 0), OK);
    STATUS(listening_session_push_planar_mulaw(session, NULL, NULL, 0), OK);
    for (k = 0; k < sizeof absurd / sizeof *absurd; k++) {
        STATUS(listening_session_push_i16(session, shorts, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_f32(session, floats, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_mulaw(session, bytes, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_planar_f32(session, floats, floats, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_planar_alaw(session, bytes, bytes, absurd[k]), BAD_AUDIO);
    }
    floats[3] = (float)NAN;
    STATUS(listening_session_push_f32(session, floats, 2), NOT_FINITE);
    STATUS(listening_session_push_planar_f32(session, floats, floats + 2, 2), NOT_FINITE);
    floats[3] = -(float)INFINITY;
    STATUS(listening_session_push_f32(session, floats, 2), NOT_FINITE);
    floats[3] = 32767.0f;
    STATUS(listening_session_push_f32(session, floats, 2), OUT_OF_RANGE);
    floats[3] = 1.0f;
    STATUS(listening_session_push_f32(session, floats, 2), OK);
    listening_session_free(session);
}

static void words(void)
{
    static const int32_t nobody[] = {-1, 2, 256, INT32_MIN, INT32_MAX};
    static const char *const no_text[] = {"", " ", "\t\n"};
    static const char bad_utf8[] = "jo\xe9";
    const int16_t samples[2] = {0, 0};
    char text[512], long_word[10001];
    size_t k;
    listening_session *session = begin();
    listening_report *report = NULL;

    memset(long_word, 'a', sizeof long_word - 1);
    long_word[sizeof long_word - 1] = '\0';
    STATUS(listening_session_push_word(NULL, LISTENING_PARTY_AGENT, 0, 1, "yes"), NULL_POINTER);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 0, 1, NULL), NULL_POINTER);
    for (k = 0; k < sizeof nobody / sizeof *nobody; k++) {
        STATUS(listening_session_push_word(session, nobody[k], 0, 1, "yes"), BAD_CONFIG);
    }
    STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
    CHECK(strstr(text, "party is 2147483647") != NULL);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, NAN, 1, "yes"), BAD_WORD);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 0, INFINITY, "yes"), BAD_WORD);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, -0.5, 1, "yes"), BAD_WORD);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 2, 1, "yes"), BAD_WORD);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 1e12, 1e12, "yes"), BAD_WORD);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 0, 1, bad_utf8), BAD_WORD);
    STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
    CHECK(strstr(text, "UTF-8") != NULL && strstr(text, "jo") == NULL);
    for (k = 0; k < sizeof no_text / sizeof *no_text; k++) {
        STATUS(listening_session_push_word(session, LISTENING_PARTY_CUSTOMER, 0, 1, no_text[k]), BAD_WORD);
    }
    STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
    /* Nothing refused was counted. */
    CHECK(strstr(text, "customer's word 0") != NULL);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_CUSTOMER, 0, 1, "[laughter]"), OK);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_CUSTOMER, 1, 1, long_word), OK);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 5, 6, "ol\xc3\xa9"), OK);

    STATUS(listening_session_extend_lexicon(NULL, "yes: jo"), NULL_POINTER);
    STATUS(listening_session_extend_lexicon(session, NULL), NULL_POINTER);
    STATUS(listening_session_extend_lexicon(session, bad_utf8), BAD_CONFIG);
    STATUS(listening_session_extend_lexicon(session, "yes: jo\nmaybe: vielleicht"), BAD_CONFIG);
    STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
    CHECK(strstr(text, "line 2 of the lexicon: 'maybe'") != NULL);
    STATUS(listening_session_extend_lexicon(session, ""), OK);
    STATUS(listening_session_extend_lexicon(session, "yes: jo"), OK);

    STATUS(listening_session_push_i16(session, samples, 1), OK);
    STATUS(listening_session_finish(session, &report), OK);
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 0, 1, "yes"), FINISHED);
    STATUS(listening_session_extend_lexicon(session, "yes: jo"), FINISHED);
    listening_report_free(report);
    listening_session_free(session);
}

static void events(void)
{
    listening_session *session = begin();
    listening_event event;

    STATUS(listening_event_init(NULL, sizeof event), NULL_POINTER);
    STATUS(listening_event_init(&event, 0), BAD_SIZE);
    STATUS(listening_event_init(&event, sizeof event - 1), BAD_SIZE);
    STATUS(listening_event_init(&event, sizeof event), OK);
    STATUS(listening_session_poll_event(NULL, &event), NULL_POINTER);
    STATUS(listening_session_poll_event(session, NULL), NULL_POINTER);
    event.kind = 99;
    STATUS(listening_session_poll_event(session, &event), NO_EVENT);
    CHECK(event.kind == 99);
    STATUS(listening_session_last_event_json(session, NULL, 0, NULL), NO_EVENT);
    event.size = 3;
    STATUS(listening_session_poll_event(session, &event), BAD_SIZE);
    listening_session_free(session);
}

static void texts(void)
{
    char text[256];
    size_t needed = 0, length = 99;
    const char *json = &untouched;
    listening_session *session = begin();
    listening_report *report = NULL;

    STATUS(listening_session_last_error(NULL, text, sizeof text, &needed), NULL_POINTER);
    STATUS(listening_session_last_error(session, NULL, 1, &needed), NULL_POINTER);
    STATUS(listening_session_last_error(session, text, 1, &needed), OK);
    CHECK(needed == 1 && text[0] == '\0');
    STATUS(listening_session_push_i16(session, NULL, 1), NULL_POINTER);
    STATUS(listening_session_last_error(session, NULL, 0, &needed), BUFFER_TOO_SMALL);
    CHECK(needed > 10 && needed < sizeof text);
    memset(text, '#', sizeof text);
    STATUS(listening_session_last_error(session, text, needed - 1, NULL), BUFFER_TOO_SMALL);
    CHECK(text[0] == '#');
    STATUS(listening_session_last_error(session, text, needed, NULL), OK);
    CHECK(strlen(text) + 1 == needed && strstr(text, "NULL") != NULL && text[needed] == '#');

    STATUS(listening_session_finish(session, &report), OK);
    STATUS(listening_report_json(NULL, &json, &length), NULL_POINTER);
    STATUS(listening_report_json(report, NULL, &length), NULL_POINTER);
    CHECK(json == &untouched && length == 99);
    STATUS(listening_report_json(report, &json, NULL), OK);
    STATUS(listening_report_json(report, &json, &length), OK);
    CHECK(strlen(json) == length && json[0] == '{');
    listening_session_free(session);
    CHECK(json[length - 1] == '}');
    listening_report_free(report);

    CHECK(strcmp(listening_status_text(LISTENING_STATUS_OK), "done") == 0);
    CHECK(strlen(listening_status_text(12345)) > 0);
    CHECK(strchr(listening_version(), '.') != NULL);
}

static void presets(void)
{
    static const char *const names[] = {"verint_3s", "miitel", "google_5s", "medallia", "cisco_10s", "amazon"};
    static const char *const unknown[] = {"", "verint", "all", "AMAZON", "\xff"};
    const int16_t samples[16000] = {0};
    char text[8192];
    size_t needed = 0, k;
    listening_session *session = begin();
    listening_report *report = NULL;

    STATUS(listening_session_push_i16(session, samples, 8000), OK);
    STATUS(listening_session_finish(session, &report), OK);
    listening_session_free(session);
    STATUS(listening_report_preset_json(NULL, "amazon", text, sizeof text, &needed), NULL_POINTER);
    STATUS(listening_report_preset_json(report, NULL, text, sizeof text, &needed), NULL_POINTER);
    STATUS(listening_report_preset_json(report, "amazon", NULL, 1, &needed), NULL_POINTER);
    for (k = 0; k < sizeof unknown / sizeof *unknown; k++) {
        STATUS(listening_report_preset_json(report, unknown[k], text, sizeof text, &needed), BAD_CONFIG);
    }
    CHECK(needed == 0);
    for (k = 0; k < sizeof names / sizeof *names; k++) {
        STATUS(listening_report_preset_json(report, names[k], NULL, 0, &needed), BUFFER_TOO_SMALL);
        CHECK(needed > 100 && needed < sizeof text);
        memset(text, '#', sizeof text);
        STATUS(listening_report_preset_json(report, names[k], text, needed - 1, NULL), BUFFER_TOO_SMALL);
        CHECK(text[0] == '#');
        STATUS(listening_report_preset_json(report, names[k], text, needed, NULL), OK);
        CHECK(strlen(text) + 1 == needed && text[needed] == '#');
        CHECK(strstr(text, names[k]) != NULL && strstr(text, "definition") != NULL);
    }
    /* A second in which nobody talks. */
    STATUS(listening_report_preset_json(report, "amazon", text, sizeof text, NULL), OK);
    CHECK(strstr(text, "\"TotalConversationDurationMillis\":1000") != NULL);
    listening_report_free(report);
}

static void tracking(void)
{
    static const double nowhen = NAN, then = 3.5;
    const int16_t samples[16000] = {0};
    char rows[32768], text[32768];
    const char *json = NULL;
    size_t needed = 0, bad = 99, length = 0;
    int k;
    listening_session *session = begin();
    listening_report *report = NULL;

    STATUS(listening_session_push_i16(session, samples, 8000), OK);
    STATUS(listening_session_finish(session, &report), OK);
    listening_session_free(session);
    STATUS(listening_report_json(report, &json, &length), OK);
    CHECK(2 * length + 100 < sizeof rows);
    k = snprintf(rows, sizeof rows, "[{\"agent\":\"ann\",\"time\":0,\"report\":%s}", json);
    snprintf(rows + k, sizeof rows - (size_t)k, ",{\"agent\":\"bob\",\"time\":7.5,\"report\":%s}]", json);
    listening_report_free(report);

    STATUS(listening_track_json(NULL, 0, NULL, text, sizeof text, &needed, &bad), NULL_POINTER);
    STATUS(listening_track_json(rows, 0, NULL, NULL, 1, &needed, &bad), NULL_POINTER);
    STATUS(listening_track_json(rows, 2, NULL, text, sizeof text, &needed, &bad), BAD_CONFIG);
    STATUS(listening_track_json(rows, 0, &nowhen, text, sizeof text, &needed, &bad), BAD_CONFIG);
    STATUS(listening_track_json("[{}]", 0, NULL, text, sizeof text, &needed, NULL), BAD_ROWS);
    CHECK(needed == 0 && bad == 99);
    STATUS(listening_track_json("[{}]", 0, NULL, text, sizeof text, &needed, &bad), BAD_ROWS);
    CHECK(bad == 0);
    STATUS(listening_track_json("{}", 0, NULL, text, sizeof text, &needed, &bad), BAD_ROWS);
    CHECK(bad == SIZE_MAX);
    STATUS(listening_track_json("\xff", 0, NULL, text, sizeof text, &needed, &bad), BAD_ROWS);
    STATUS(listening_track_json("[]", 0, NULL, text, sizeof text, NULL, NULL), OK);
    CHECK(strstr(text, "\"calls\":0") != NULL);
    STATUS(listening_track_json(rows, LISTENING_PARTY_CUSTOMER, &then, NULL, 0, &needed, NULL), BUFFER_TOO_SMALL);
    CHECK(needed > 100 && needed < sizeof text);
    STATUS(listening_track_json(rows, LISTENING_PARTY_CUSTOMER, &then, text, needed - 1, NULL, NULL), BUFFER_TOO_SMALL);
    STATUS(listening_track_json(rows, LISTENING_PARTY_CUSTOMER, &then, text, needed, NULL, NULL), OK);
    CHECK(strlen(text) + 1 == needed && strstr(text, "\"schema\":\"listening.tracking/1\"") != NULL);
    CHECK(strstr(text, "\"assessed\":\"customer\",\"calls\":2") != NULL && strstr(text, "\"agent\":\"bob\"") != NULL);
}

/* Calls of six agents whose rating follows the score. */
static void write_rated(char *rated, int calls)
{
    static const char *const levels[] = {"Ineffective", "Poor", "Average", "Above Average", "Outstanding"};
    int k;
    for (k = 0; k < calls; k++) {
        const int points = 20 + k % 80;
        rated += sprintf(rated,
                         "{\"agent\":%d,\"rating\":\"%s\",\"report\":{\"patience\":%d,\"attentiveness\":%d,"
                         "\"give_and_take\":%d,\"composure\":%d,\"observable_listening\":%d}}\n",
                         k % 6, levels[points / 20], points, points, points, points, points);
    }
}

static void calibrations(void)
{
    static char rated[65536], json[65536], small[4];
    const int16_t samples[2] = {0, 0};
    char reason[256];
    size_t needed = 0;
    listening_config config;
    listening_session *session = NULL;
    listening_report *report = NULL;
    const char *text = NULL;

    write_rated(rated, 49);
    STATUS(listening_calibration_fit_json(NULL, "quality_rating", 0, NULL, 0, NULL, NULL, 0), NULL_POINTER);
    STATUS(listening_calibration_fit_json(rated, NULL, 0, NULL, 0, NULL, NULL, 0), NULL_POINTER);
    STATUS(listening_calibration_fit_json(rated, "quality_rating", 0, NULL, 0, NULL, NULL, 9), NULL_POINTER);
    STATUS(listening_calibration_fit_json(rated, "stars", 0, NULL, 0, NULL, reason, sizeof reason), BAD_CONFIG);
    CHECK(strstr(reason, "stars") != NULL);
    STATUS(listening_calibration_fit_json(rated, "quality_rating", 2, NULL, 0, NULL, NULL, 0), BAD_CONFIG);
    STATUS(listening_calibration_fit_json(rated, "quality_rating", 0, json, sizeof json, &needed, reason, sizeof reason),
           BAD_CALIBRATION);
    CHECK(strstr(reason, "49") != NULL && strstr(reason, "50") != NULL && json[0] == '\0' && needed == 0);
    STATUS(listening_calibration_fit_json(rated, "quality_rating", 0, NULL, 0, NULL, small, sizeof small),
           BAD_CALIBRATION);
    CHECK(strlen(small) == 3);
    STATUS(listening_calibration_fit_json("\n{}\n", "quality_rating", 0, NULL, 0, NULL, reason, sizeof reason),
           BAD_CALIBRATION);
    CHECK(strncmp(reason, "line 2: ", 8) == 0);

    write_rated(rated, 160);
    STATUS(listening_calibration_fit_json(rated, "customer_satisfaction", 0, NULL, 0, NULL, reason, sizeof reason),
           BAD_CALIBRATION);
    CHECK(strstr(reason, "force_satisfaction") != NULL);
    STATUS(listening_calibration_fit_json(rated, "quality_rating", 0, NULL, 0, &needed, NULL, 0), BUFFER_TOO_SMALL);
    CHECK(needed > 100 && needed < sizeof json);
    STATUS(listening_calibration_fit_json(rated, "quality_rating", 0, json, needed, NULL, NULL, 0), OK);
    CHECK(strlen(json) + 1 == needed && strstr(json, "\"schema\":\"listening.calibration/1\"") != NULL);

    STATUS(listening_calibration_check(NULL, NULL, 0), NULL_POINTER);
    STATUS(listening_calibration_check(json, NULL, 0), OK);
    STATUS(listening_calibration_check("{}", reason, sizeof reason), BAD_CALIBRATION);
    CHECK(strstr(reason, "schema") != NULL);
    listening_config_init(&config, sizeof config);
    CHECK(config.calibration == NULL);
    config.calibration = "{}";
    STATUS(listening_session_new(&config, &session), BAD_CALIBRATION);
    STATUS(listening_analyze_i16(&config, samples, 1, &report), BAD_CALIBRATION);
    CHECK(session == NULL && report == NULL);
    config.calibration = json;
    STATUS(listening_analyze_i16(&config, samples, 1, &report), OK);
    STATUS(listening_report_json(report, &text, NULL), OK);
    CHECK(strstr(text, "\"profile\":\"contact_center/1+calibration:") != NULL);
    listening_report_free(report);
}

static void after_the_end(void)
{
    const int16_t samples[2] = {0, 0};
    listening_session *session = begin();
    listening_report *report = NULL, *again = UNTOUCHED(listening_report);
    listening_event event;

    STATUS(listening_session_finish(NULL, &report), NULL_POINTER);
    STATUS(listening_session_finish(session, NULL), NULL_POINTER);
    STATUS(listening_session_push_i16(session, samples, 1), OK);
    STATUS(listening_session_note_truncated(NULL), NULL_POINTER);
    STATUS(listening_session_note_truncated(session), OK);
    STATUS(listening_session_finish(session, &report), OK);
    STATUS(listening_session_push_i16(session, samples, 1), FINISHED);
    STATUS(listening_session_push_planar_i16(session, samples, samples, 1), FINISHED);
    STATUS(listening_session_note_truncated(session), FINISHED);
    STATUS(listening_session_finish(session, &again), FINISHED);
    CHECK(again == UNTOUCHED(listening_report));
    listening_event_init(&event, sizeof event);
    while (listening_session_poll_event(session, &event) == LISTENING_STATUS_OK) {
        CHECK(memchr(event.id, '\0', sizeof event.id) != NULL);
    }
    listening_report_free(report);
    listening_session_free(session);

    /* Never finished, and nothing at all. */
    listening_session_free(begin());
    listening_session_free(NULL);
    listening_report_free(NULL);
}

int main(void)
{
    configurations();
    pushes();
    words();
    events();
    texts();
    presets();
    tracking();
    calibrations();
    after_the_end();
    if (failures == 0) {
        puts("every misuse got its status");
    }
    return failures != 0;
}
