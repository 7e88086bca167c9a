/* Every kind of misuse of a session gets its status, changes nothing, and leaves the session usable. */

#include "check.h"

static void configurations(void)
{
    static const uint32_t rates[] = {0, 1, 3999, 192001, UINT32_MAX};
    static const int32_t choices[] = {-1, 2, 256, INT32_MIN, INT32_MAX};
    static const size_t sizes[] = {0, 1, sizeof(size_t), offsetof(listening_config, language) - 1, 1000000, SIZE_MAX};
    listening_config config;
    listening_session *session = UNTOUCHED(listening_session);
    listening_report *report = UNTOUCHED(listening_report);
    const int16_t samples[2] = {0, 0};
    const uint8_t bytes[2] = {255, 255};
    const float nan = (float)NAN;
    char text[512], profile[32768];
    size_t k, needed = 0;

    STATUS(listening_config_init(NULL, sizeof config), NULL_POINTER);
    for (k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        STATUS(listening_config_init(&config, sizes[k]), BAD_SIZE);
    }
    STATUS(listening_config_init(&config, sizeof config), OK);
    CHECK(config.size == sizeof config && config.sample_rate == 8000 && config.agent_channel == 0);
    CHECK(config.assessed == LISTENING_PARTY_AGENT && config.provisional == 1);
    CHECK(config.language == LISTENING_LANGUAGE_ENGLISH && config.talker_prosody == 0);
    CHECK(config.calibration == NULL && config.profile == NULL && config.lexicon == NULL && config.history == 0.0);
    CHECK(config.decisions == 0.0);
    CHECK(config.agent_offset != config.agent_offset && config.customer_offset != config.customer_offset);
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
    STATUS(listening_analyze_f32(&config, NULL, 1, &report), NULL_POINTER);
    STATUS(listening_analyze_mulaw(NULL, bytes, 1, &report), NULL_POINTER);
    STATUS(listening_analyze_alaw(&config, bytes, SIZE_MAX / 2, &report), BAD_AUDIO);
    /* Without a session nothing is lost: both channels are needed. */
    STATUS(listening_analyze_planar_i16(&config, samples, NULL, 1, &report), NULL_POINTER);
    STATUS(listening_analyze_planar_f32(&config, &nan, &nan, 1, &report), NOT_FINITE);
    STATUS(listening_analyze_planar_mulaw(&config, NULL, bytes, 1, &report), NULL_POINTER);
    STATUS(listening_analyze_planar_alaw(&config, bytes, bytes, 1, NULL), NULL_POINTER);

    config.profile = "{}";
    STATUS(listening_session_new(&config, &session), BAD_CONFIG);
    memset(text, '#', sizeof text);
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "profile") != NULL && strchr(text, '\n') == NULL);
    STATUS(listening_config_check(&config, text, 4), BAD_CONFIG);
    CHECK(strlen(text) == 3);
    STATUS(listening_config_check(&config, NULL, 0), BAD_CONFIG);
    STATUS(listening_config_check(&config, NULL, 1), NULL_POINTER);
    STATUS(listening_config_check(NULL, text, sizeof text), NULL_POINTER);
    config.profile = "{\"schema\": \"listening.profile/2\"}";
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "schema \"listening.profile/2\": expected \"listening.profile/1\"") != NULL);
    config.profile = "\xff";
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    STATUS(listening_profile_json(NULL, 1, NULL), NULL_POINTER);
    STATUS(listening_profile_json(NULL, 0, &needed), BUFFER_TOO_SMALL);
    CHECK(needed > 100 && needed <= sizeof profile);
    STATUS(listening_profile_json(profile, needed, NULL), OK);
    CHECK(strlen(profile) + 1 == needed);
    config.profile = profile;
    STATUS(listening_config_check(&config, text, sizeof text), OK);
    config.lexicon = "maybe: vielleicht";
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "line 1 of the lexicon") != NULL);
    config.lexicon = "\xff";
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    config.lexicon = "praise: vielleicht";
    STATUS(listening_config_check(&config, text, sizeof text), OK);
    config.history = 119.0;
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "`history` is 119.000 s: expected 2 minutes or more") != NULL);
    config.history = 1e300;
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "`history` is 1e300: expected") != NULL);
    config.history = NAN;
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    config.history = INFINITY;
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    config.history = -120.0;
    STATUS(listening_config_check(&config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "`history` is -120") != NULL);
    config.history = 3600.0;
    STATUS(listening_config_check(&config, text, sizeof text), OK);
    config.language = 4;
    STATUS(listening_session_new(&config, &session), BAD_CONFIG);
    CHECK(session == UNTOUCHED(listening_session));
    CHECK(report == UNTOUCHED(listening_report));
}

/* Of a configuration every size but those that end behind a field, and beyond the whole, is refused: none cuts a pointer. */
static void sizes(void)
{
    static const size_t ends[] = {offsetof(listening_config, language),    offsetof(listening_config, talker_prosody),
                                  offsetof(listening_config, calibration), offsetof(listening_config, profile),
                                  offsetof(listening_config, lexicon),     offsetof(listening_config, history),
                                  offsetof(listening_config, decisions),
                                  offsetof(listening_config, agent_offset)};
    union {
        listening_config config;
        listening_event event;
        unsigned char bytes[4104]; /* no padding behind it */
    } room;
    char text[512];
    size_t size, k;

    for (size = 0; size <= sizeof room; size++) {
        const listening_status event =
            size == offsetof(listening_event, charged) || (size >= sizeof(listening_event) && size <= 4096)
                ? LISTENING_STATUS_OK
                : LISTENING_STATUS_BAD_SIZE;
        listening_status config =
            size >= sizeof(listening_config) && size <= 4096 ? LISTENING_STATUS_OK : LISTENING_STATUS_BAD_SIZE;
        listening_session *session = NULL;
        listening_floor *floor = NULL;
        listening_mix *mix = NULL;

        for (k = 0; k < sizeof ends / sizeof *ends; k++) {
            config = size == ends[k] ? LISTENING_STATUS_OK : config;
        }
        memset(&room, '#', sizeof room);
        CHECK(listening_config_init(&room.config, size) == config);
        CHECK(room.bytes[sizeof room - 1] == '#' && (size >= sizeof room || room.bytes[size] == '#'));
        CHECK(config == LISTENING_STATUS_OK || room.bytes[0] == '#');
        /* What a program has behind its struct is not read. */
        room.config.size = size;
        CHECK(listening_config_check(&room.config, text, sizeof text) == config);
        if (size < 100 || size == 4096) {
            CHECK(listening_session_new(&room.config, &session) == config && (session != NULL) == (config == LISTENING_STATUS_OK));
            CHECK(listening_floor_new(&room.config, &floor) == config && (floor != NULL) == (config == LISTENING_STATUS_OK));
            CHECK(listening_mix_new(&room.config, &mix) == config && (mix != NULL) == (config == LISTENING_STATUS_OK));
        }
        listening_session_free(session);
        listening_floor_free(floor);
        listening_mix_free(mix);
        memset(&room, '#', sizeof room);
        CHECK(listening_event_init(&room.event, size) == event);
        CHECK(event == LISTENING_STATUS_OK || room.bytes[0] == '#');
    }

    /* A field that this library does not know says so itself. */
    STATUS(listening_config_init(&room.config, sizeof room.config + 8), OK);
    room.bytes[sizeof room.config + 3] = 1;
    STATUS(listening_config_check(&room.config, text, sizeof text), BAD_CONFIG);
    CHECK(strstr(text, "does not know") != NULL && strstr(text, "listening_config_check") == NULL);
}

static void pushes(void)
{
    static const size_t absurd[] = {LISTENING_MAX_FRAMES + (size_t)1, SIZE_MAX / 2, SIZE_MAX / 4 + 1, SIZE_MAX};
    const int16_t shorts[4] = {0, 0, 0, 0};
    const uint8_t bytes[4] = {255, 255, 255, 255};
    float floats[4] = {0, 0, 0, 0};
    listening_session *session = begin();
    double seconds = -1.0;
    size_t k;

    STATUS(listening_session_push_i16(NULL, shorts, 2), NULL_POINTER);
    STATUS(listening_session_push_f32(NULL, floats, 2), NULL_POINTER);
    STATUS(listening_session_push_mulaw(NULL, bytes, 2), NULL_POINTER);
    STATUS(listening_session_push_planar_alaw(NULL, bytes, bytes, 2), NULL_POINTER);
    STATUS(listening_session_push_i16(session, NULL, 2), NULL_POINTER);
    STATUS(listening_session_push_alaw(session, NULL, 2), NULL_POINTER);
    /* Apart, a channel that is NULL was lost. */
    STATUS(listening_session_push_planar_i16(session, shorts, NULL, 2), OK);
    STATUS(listening_session_push_planar_f32(session, NULL, floats, 2), OK);
    STATUS(listening_session_push_planar_mulaw(session, NULL, NULL, 2), OK);
    STATUS(listening_session_push_i16(session, NULL, 0), OK);
    STATUS(listening_session_push_planar_mulaw(session, NULL, NULL, 0), OK);
    for (k = 0; k < sizeof absurd / sizeof *absurd; k++) {
        STATUS(listening_session_push_i16(session, shorts, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_f32(session, floats, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_mulaw(session, bytes, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_planar_f32(session, floats, floats, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_planar_alaw(session, bytes, bytes, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_planar_alaw(session, NULL, NULL, absurd[k]), BAD_AUDIO);
        STATUS(listening_session_push_lost(session, absurd[k], LISTENING_PARTY_AGENT), BAD_AUDIO);
    }
    STATUS(listening_session_push_lost(NULL, 2, LISTENING_PARTY_AGENT), NULL_POINTER);
    STATUS(listening_session_push_lost(session, 2, -1), BAD_CONFIG);
    STATUS(listening_session_push_lost(session, 0, LISTENING_PARTY_CUSTOMER), OK);
    STATUS(listening_session_position(NULL, &seconds), NULL_POINTER);
    STATUS(listening_session_position(session, NULL), NULL_POINTER);
    STATUS(listening_session_position(session, &seconds), OK);
    CHECK(seconds == 6.0 / 8000.0);
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
    STATUS(listening_session_push_word(session, LISTENING_PARTY_AGENT, 0, 1e300, "yes"), BAD_WORD);
    STATUS(listening_session_last_error(session, text, sizeof text, NULL), OK);
    CHECK(strstr(text, "from 0 to 1.00e300 s") != NULL);
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
    CHECK(strstr(listening_build_info(), listening_version()) != NULL);
    CHECK(listening_abi_version() == LISTENING_ABI_VERSION);
    CHECK(listening_is_missing(NAN) == 1 && listening_is_missing(0.0) == 0 && listening_is_missing(INFINITY) == 0);
}

static void after_the_end(void)
{
    const int16_t samples[2] = {0, 0};
    listening_session *session = begin();
    listening_report *report = NULL, *again = UNTOUCHED(listening_report);
    listening_event event;
    double seconds = -1.0;

    STATUS(listening_session_finish(NULL, &report), NULL_POINTER);
    STATUS(listening_session_finish(session, NULL), NULL_POINTER);
    STATUS(listening_session_push_i16(session, samples, 1), OK);
    STATUS(listening_session_note_truncated(NULL), NULL_POINTER);
    STATUS(listening_session_note_truncated(session), OK);
    STATUS(listening_session_finish(session, &report), OK);
    STATUS(listening_session_push_i16(session, samples, 1), FINISHED);
    STATUS(listening_session_push_planar_i16(session, samples, samples, 1), FINISHED);
    STATUS(listening_session_push_planar_i16(session, NULL, samples, 1), FINISHED);
    STATUS(listening_session_push_lost(session, 1, LISTENING_PARTY_AGENT), FINISHED);
    STATUS(listening_session_position(session, &seconds), OK);
    CHECK(seconds == 1.0 / 8000.0);
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
    sizes();
    pushes();
    words();
    events();
    texts();
    after_the_end();
    return verdict();
}
