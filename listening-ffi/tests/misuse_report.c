/* Every kind of misuse of a report, a floor and what works on many reports gets its status. */

#include "check.h"

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

static void pages(void)
{
    static char text[1 << 17];
    typedef listening_status draw(const listening_report *, const char *, char *, size_t, size_t *);
    static draw *const draws[] = {listening_report_page_html, listening_report_card_html};
    const int16_t samples[16000] = {0};
    size_t needed = 0, k;
    listening_session *session = begin();
    listening_report *report = NULL;

    STATUS(listening_session_push_i16(session, samples, 8000), OK);
    STATUS(listening_session_finish(session, &report), OK);
    listening_session_free(session);
    for (k = 0; k < 2; k++) {
        needed = 0;
        STATUS(draws[k](NULL, "Call", text, sizeof text, &needed), NULL_POINTER);
        STATUS(draws[k](report, NULL, text, sizeof text, &needed), NULL_POINTER);
        STATUS(draws[k](report, "Call", NULL, 1, &needed), NULL_POINTER);
        STATUS(draws[k](report, "\xff", text, sizeof text, &needed), BAD_CONFIG);
        CHECK(needed == 0);
        STATUS(draws[k](report, "A <b> call", NULL, 0, &needed), BUFFER_TOO_SMALL);
        CHECK(needed > 1000 && needed < sizeof text);
        STATUS(draws[k](report, "A <b> call", text, needed - 1, NULL), BUFFER_TOO_SMALL);
        STATUS(draws[k](report, "A <b> call", text, needed, NULL), OK);
        CHECK(strlen(text) + 1 == needed && strncmp(text, "<!doctype html>", 15) == 0);
        CHECK(strstr(text, "<h2>A &lt;b&gt; call</h2>") != NULL && strstr(text, "Not scored") != NULL);
    }
    listening_report_free(report);

    needed = 0;
    STATUS(listening_tracking_page_html(NULL, "Team", text, sizeof text, &needed), NULL_POINTER);
    STATUS(listening_tracking_page_html("{}", NULL, text, sizeof text, &needed), NULL_POINTER);
    STATUS(listening_tracking_page_html("{}", "Team", text, sizeof text, &needed), BAD_ROWS);
    STATUS(listening_tracking_page_html("\xff", "Team", text, sizeof text, &needed), BAD_ROWS);
    CHECK(needed == 0);
    {
        char tracking[8192];
        STATUS(listening_track_json("[]", 0, NULL, tracking, sizeof tracking, NULL, NULL), OK);
        STATUS(listening_tracking_page_html(tracking, "\xff", text, sizeof text, &needed), BAD_CONFIG);
        STATUS(listening_tracking_page_html(tracking, "Team", text, sizeof text, &needed), OK);
        CHECK(strlen(text) + 1 == needed && strstr(text, "0 agents, 0 calls") != NULL);
    }
}

/* Settings of a tracking: each just inside and just outside what it may be. */
static void configured(const char *rows)
{
    char text[65536], reason[200] = "";
    size_t needed = 0, bad = 99;
    listening_track_config config;

    STATUS(listening_track_config_init(NULL, sizeof config), NULL_POINTER);
    STATUS(listening_track_config_init(&config, sizeof config - 1), BAD_SIZE);
#define TRACKED(status)                                                                                                 \
    STATUS(listening_track_configured_json(rows, &config, text, sizeof text, &needed, &bad, reason, sizeof reason), status)
#define REFUSED(field, value, name)                                                                                     \
    do {                                                                                                                \
        STATUS(listening_track_config_init(&config, sizeof config), OK);                                                \
        config.field = value;                                                                                           \
        TRACKED(BAD_CONFIG);                                                                                            \
        CHECK(strstr(reason, name) != NULL);                                                                            \
    } while (0)
    REFUSED(assessed, 2, "party");
    REFUSED(period, 4, "period");
    REFUSED(period, -1, "period");
    REFUSED(pairs, 2, "pairs");
    REFUSED(since, INFINITY, "since");
    REFUSED(until, 3.5, "until");
    REFUSED(by, "\xff", "by");
    REFUSED(adjust, "\xff", "adjust");
    REFUSED(adjust, "length\nqueue", "queue");
    CHECK(needed == 0 && bad == 99);

    STATUS(listening_track_config_init(&config, sizeof config), OK);
    STATUS(listening_track_configured_json(NULL, &config, text, sizeof text, NULL, NULL, NULL, 0), NULL_POINTER);
    STATUS(listening_track_configured_json(rows, NULL, text, sizeof text, NULL, NULL, NULL, 0), NULL_POINTER);
    STATUS(listening_track_configured_json(rows, &config, NULL, 1, NULL, NULL, NULL, 0), NULL_POINTER);
    STATUS(listening_track_configured_json(rows, &config, text, sizeof text, NULL, NULL, NULL, 1), NULL_POINTER);
    STATUS(listening_track_configured_json("[{}]", &config, text, sizeof text, NULL, &bad, reason, sizeof reason), BAD_ROWS);
    CHECK(bad == 0 && strstr(reason, "row 0") != NULL);

    config.assessed = LISTENING_PARTY_CUSTOMER;
    config.period = LISTENING_PERIOD_WEEK;
    config.pairs = 1;
    config.since = 7.5;
    config.until = 7.5;
    config.by = "team";
    config.adjust = "length\n";
    TRACKED(OK);
    CHECK(strlen(text) + 1 == needed && strstr(text, "\"by\":\"team\"") != NULL);
    CHECK(strstr(text, "\"period\":\"week\"") != NULL);
    STATUS(listening_track_configured_json(rows, &config, text, needed - 1, NULL, NULL, NULL, 0), BUFFER_TOO_SMALL);
    STATUS(listening_track_configured_json(rows, &config, text, needed, NULL, NULL, NULL, 0), OK);
    config.until = 7.6;
    TRACKED(BAD_CONFIG);
#undef TRACKED
#undef REFUSED
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
    CHECK(strstr(text, "\"assessed\":\"customer\",\"by\":\"agent\",\"calls\":2") != NULL && strstr(text, "\"agent\":\"bob\"") != NULL);
    configured(rows);
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
    CHECK(strstr(text, "\"profile\":\"contact_center/2+calibration:") != NULL);
    listening_report_free(report);
}

#define BAD_ROW(call, type) BAD_GROWN_ROW(call, type, 0)

/* One that has grown: its first version's size is still taken. */
#define BAD_GROWN_ROW(call, type, first) \
    do { \
        type row; \
        size_t size; \
        memset(&row, '#', sizeof row); \
        for (size = 0; size < sizeof row; size++) { \
            if (size > 0 && size == (first)) continue; \
            row.size = size; \
            STATUS(call, BAD_SIZE); \
        } \
        row.size = 4097; \
        STATUS(call, BAD_SIZE); \
        row.size = SIZE_MAX; \
        STATUS(call, BAD_SIZE); \
    } while (0)

/* Refused or not there: the struct is not written. */
#define NO_ROW(call, type) \
    do { \
        type row, before; \
        memset(&row, '#', sizeof row); \
        row.size = sizeof row; \
        before = row; \
        STATUS(call, NO_ROW); \
        CHECK(memcmp(&row, &before, sizeof row) == 0); \
    } while (0)

static void rows(void)
{
    const int16_t samples[16000] = {0};
    listening_config config;
    listening_report *report = NULL;
    listening_summary summary;
    listening_channel channel;
    listening_score score;
    listening_measure measure;
    listening_event event;
    const char *text = &untouched;
    struct {
        listening_summary known;
        char newer[24];
    } later;
    char json[4096];
    size_t needed = 0, k;
    int32_t kind = 77;
    double share = 7.5;

    listening_config_init(&config, sizeof config);
    STATUS(listening_analyze_i16(&config, samples, 8000, &report), OK);
    summary.size = sizeof summary;
    channel.size = sizeof channel;
    score.size = sizeof score;
    measure.size = sizeof measure;
    listening_event_init(&event, sizeof event);

    STATUS(listening_report_summary(NULL, &summary), NULL_POINTER);
    STATUS(listening_report_summary(report, NULL), NULL_POINTER);
    STATUS(listening_report_channel(NULL, 0, &channel), NULL_POINTER);
    STATUS(listening_report_score(report, NULL), NULL_POINTER);
    STATUS(listening_report_measure(NULL, 0, &measure), NULL_POINTER);
    STATUS(listening_report_event(report, 0, NULL), NULL_POINTER);
    STATUS(listening_report_event_reason(report, 0, 0, NULL), NULL_POINTER);
    STATUS(listening_report_event_reason(NULL, 0, 0, &text), NULL_POINTER);
    STATUS(listening_report_event_kind(report, 0, 0, NULL, &share), NULL_POINTER);
    STATUS(listening_report_event_kind(report, 0, 0, &kind, NULL), NULL_POINTER);
    STATUS(listening_report_event_kind(NULL, 0, 0, &kind, &share), NULL_POINTER);
    STATUS(listening_report_event_measure(report, 0, 0, NULL), NULL_POINTER);
    STATUS(listening_report_event_measure(NULL, 0, 0, &text), NULL_POINTER);
    STATUS(listening_report_withheld_by(report, 0, NULL), NULL_POINTER);
    STATUS(listening_report_withheld_by(NULL, 0, &text), NULL_POINTER);
    STATUS(listening_report_find_measure(report, 0, NULL, &measure), NULL_POINTER);
    STATUS(listening_report_find_measure(report, 0, "talk_share", NULL), NULL_POINTER);
    STATUS(listening_report_explanation_json(NULL, json, sizeof json, NULL), NULL_POINTER);
    STATUS(listening_report_explanation_json(report, NULL, 1, NULL), NULL_POINTER);

    BAD_GROWN_ROW(listening_report_summary(report, &row), listening_summary, offsetof(listening_summary, engine));
    BAD_ROW(listening_report_channel(report, 0, &row), listening_channel);
    BAD_GROWN_ROW(listening_report_health(report, 0, 99, &row), listening_health, offsetof(listening_health, low));
    BAD_ROW(listening_report_talkspurt(report, 99, &row), listening_span);
    BAD_ROW(listening_report_turn(report, 99, &row), listening_span);
    BAD_GROWN_ROW(listening_report_event(report, 99, &row), listening_event, offsetof(listening_event, charged));
    BAD_GROWN_ROW(listening_report_measure(report, 0, &row), listening_measure, offsetof(listening_measure, scored));
    BAD_GROWN_ROW(listening_report_find_measure(report, 0, "talk_share", &row), listening_measure,
                  offsetof(listening_measure, scored));
    BAD_ROW(listening_report_score(report, &row), listening_score);
    BAD_ROW(listening_report_dimension(report, 0, &row), listening_dimension);
    BAD_ROW(listening_report_deduction(report, 0, 99, &row), listening_deduction);

    NO_ROW(listening_report_channel(report, -1, &row), listening_channel);
    NO_ROW(listening_report_health(report, 2, 0, &row), listening_health);
    NO_ROW(listening_report_health(report, 0, SIZE_MAX, &row), listening_health);
    NO_ROW(listening_report_talkspurt(report, 0, &row), listening_span);
    NO_ROW(listening_report_turn(report, SIZE_MAX, &row), listening_span);
    NO_ROW(listening_report_event(report, SIZE_MAX, &row), listening_event);
    NO_ROW(listening_report_measure(report, SIZE_MAX, &row), listening_measure);
    NO_ROW(listening_report_measure_event(report, 0, SIZE_MAX, &row), listening_event);
    NO_ROW(listening_report_measure_event(report, SIZE_MAX, 0, &row), listening_event);
    NO_ROW(listening_report_find_measure(report, 0, "\xff", &row), listening_measure);
    NO_ROW(listening_report_find_measure(report, 99, "talk_share", &row), listening_measure);
    NO_ROW(listening_report_dimension(report, 4, &row), listening_dimension);
    NO_ROW(listening_report_deduction(report, 0, 0, &row), listening_deduction);
    NO_ROW(listening_report_deduction(report, SIZE_MAX, 0, &row), listening_deduction);
    NO_ROW(listening_report_deduction_event(report, 0, 0, 0, &row), listening_event);
    STATUS(listening_report_event_reason(report, SIZE_MAX, 0, &text), NO_ROW);
    STATUS(listening_report_event_measure(report, SIZE_MAX, 0, &text), NO_ROW);
    STATUS(listening_report_withheld_by(report, SIZE_MAX, &text), NO_ROW);
    CHECK(text == &untouched);
    STATUS(listening_report_event_kind(report, SIZE_MAX, 0, &kind, &share), NO_ROW);
    CHECK(kind == 77 && share == 7.5);

    /* A silent second: what cannot be said is missing. */
    STATUS(listening_report_summary(report, &summary), OK);
    CHECK(summary.duration == 1.0 && strcmp(summary.profile, "contact_center/2") == 0);
    CHECK(summary.talkspurts == 0 && summary.measures > 20 && summary.dimensions == 4);
    STATUS(listening_report_channel(report, LISTENING_PARTY_CUSTOMER, &channel), OK);
    CHECK(channel.channel == 1 && isnan(channel.snr_db) && channel.health == 1);
    STATUS(listening_report_score(report, &score), OK);
    CHECK(isnan(score.value) && isnan(score.low) && score.rating == NULL);
    CHECK(strcmp(score.status, "insufficient_evidence") == 0);
    STATUS(listening_report_find_measure(report, LISTENING_PARTY_AGENT, "response_latency_p50", &measure), OK);
    CHECK(listening_is_missing(measure.value) && strcmp(measure.unit, "s") == 0 && measure.n == 0);
    STATUS(listening_report_explanation_json(report, NULL, 0, &needed), BUFFER_TOO_SMALL);
    CHECK(needed > 100 && needed <= sizeof json);
    STATUS(listening_report_explanation_json(report, json, needed, NULL), OK);
    CHECK(strlen(json) + 1 == needed && strstr(json, "\"schema\":\"listening.explanation/1\"") != NULL);

    /* A program that knows more of a struct than the library reads zero. */
    memset(&later, '#', sizeof later);
    later.known.size = sizeof later;
    STATUS(listening_report_summary(report, (listening_summary *)(void *)&later), OK);
    CHECK(later.known.size == sizeof later && later.known.duration == 1.0);
    for (k = 0; k < sizeof later.newer; k++) {
        CHECK(later.newer[k] == 0);
    }
    listening_report_free(report);
}

static void floors(void)
{
    static const double no_times[] = {NAN, INFINITY, -INFINITY, -0.5, 1e12};
    listening_config config;
    listening_floor *floor = UNTOUCHED(listening_floor);
    listening_report *report = UNTOUCHED(listening_report);
    listening_channel channel;
    char text[256];
    size_t k;

    listening_config_init(&config, sizeof config);
    STATUS(listening_floor_new(NULL, &floor), NULL_POINTER);
    STATUS(listening_floor_new(&config, NULL), NULL_POINTER);
    config.size = 7;
    STATUS(listening_floor_new(&config, &floor), BAD_SIZE);
    config.size = sizeof config;
    config.assessed = 2;
    STATUS(listening_floor_new(&config, &floor), BAD_CONFIG);
    CHECK(floor == UNTOUCHED(listening_floor));
    config.assessed = LISTENING_PARTY_AGENT;
    STATUS(listening_floor_new(&config, &floor), OK);

    STATUS(listening_floor_push(NULL, 0, 0, 1), NULL_POINTER);
    STATUS(listening_floor_push(floor, 2, 0, 1), BAD_CONFIG);
    STATUS(listening_floor_push(floor, 0, 1, 3), OK);
    for (k = 0; k < sizeof no_times / sizeof *no_times; k++) {
        STATUS(listening_floor_push(floor, 0, no_times[k], 20), BAD_TALKSPURTS);
        STATUS(listening_floor_push(floor, 0, 3, no_times[k]), BAD_TALKSPURTS);
    }
    STATUS(listening_floor_push(floor, 0, 2, 4), BAD_TALKSPURTS);
    STATUS(listening_floor_last_error(floor, text, sizeof text, NULL), OK);
    /* Nothing refused was counted. */
    CHECK(strstr(text, "agent's talkspurt 1") != NULL);
    STATUS(listening_floor_last_error(NULL, text, sizeof text, NULL), NULL_POINTER);
    STATUS(listening_floor_last_error(floor, text, 3, NULL), BUFFER_TOO_SMALL);
    STATUS(listening_floor_push(floor, 1, 4, 5), OK);
    STATUS(listening_floor_push_word(floor, 0, NAN, 1, "yes"), BAD_WORD);
    STATUS(listening_floor_push_word(floor, 3, 0, 1, "yes"), BAD_CONFIG);
    STATUS(listening_floor_push_word(floor, 0, 0, 1, NULL), NULL_POINTER);
    STATUS(listening_floor_push_word(floor, 0, 1, 3, "yes"), OK);

    STATUS(listening_floor_finish(NULL, 9, &report), NULL_POINTER);
    STATUS(listening_floor_finish(floor, 9, NULL), NULL_POINTER);
    STATUS(listening_floor_finish(floor, 4.5, &report), BAD_TALKSPURTS);
    STATUS(listening_floor_finish(floor, INFINITY, &report), BAD_TALKSPURTS);
    CHECK(report == UNTOUCHED(listening_report));
    STATUS(listening_floor_finish(floor, 9, &report), OK);
    STATUS(listening_floor_finish(floor, 9, &report), FINISHED);
    STATUS(listening_floor_push(floor, 0, 10, 11), FINISHED);
    STATUS(listening_floor_push_word(floor, 0, 10, 11, "yes"), FINISHED);
    listening_floor_free(floor);
    listening_floor_free(NULL);

    /* The report does not need its floor. */
    channel.size = sizeof channel;
    STATUS(listening_report_channel(report, LISTENING_PARTY_AGENT, &channel), OK);
    CHECK(channel.channel == -1 && channel.speech_seconds == 2.0 && isnan(channel.active_level_dbov));
    listening_report_free(report);
}

/* What an event is charged, what else it might be, and which measures name it. */
static void charges(void)
{
    listening_config config;
    listening_floor *floor = NULL;
    listening_report *report = NULL;
    listening_event event;
    listening_measure rate;
    int charged = 0, k;
    size_t index;

    listening_config_init(&config, sizeof config);
    STATUS(listening_floor_new(&config, &floor), OK);
    /* Ten times the agent comes in 5 s before the customer would end, and talks on. */
    for (k = 0; k < 10; k++) {
        STATUS(listening_floor_push(floor, LISTENING_PARTY_CUSTOMER, 20.0 * k, 20.0 * k + 10.0), OK);
        STATUS(listening_floor_push(floor, LISTENING_PARTY_AGENT, 20.0 * k + 9.0, 20.0 * k + 19.0), OK);
    }
    STATUS(listening_floor_finish(floor, 200.0, &report), OK);
    listening_floor_free(floor);

    listening_event_init(&event, sizeof event);
    for (index = 0; listening_report_event(report, index, &event) == LISTENING_STATUS_OK; index++) {
        const char *id = NULL;
        int32_t kind = 0;
        double share = 0.0, last = 1.0, sum = 0.0;
        size_t kinds = 0;

        while (listening_report_event_kind(report, index, kinds, &kind, &share) == LISTENING_STATUS_OK) {
            CHECK(share >= .01 && share <= last && (kinds > 0 || kind == event.kind));
            CHECK(kind >= 0 && kind <= LISTENING_EVENT_KIND_TONE);
            CHECK(kinds > 0 || fabs(share - event.confidence) < .005);
            last = share;
            sum += share;
            kinds++;
        }
        CHECK((kinds == 0 || !isnan(event.confidence)) && sum < 1.02);
        if (!listening_is_missing(event.charged)) {
            CHECK(event.charged > 0.0 && event.charged <= 1.0 && event.by == LISTENING_PARTY_AGENT);
            STATUS(listening_report_event_measure(report, index, 0, &id), OK);
            CHECK(strlen(id) > 5);
            charged++;
        }
    }
    CHECK(charged > 0);
    rate.size = sizeof rate;
    STATUS(listening_report_find_measure(report, LISTENING_PARTY_AGENT, "interruption_rate", &rate), OK);
    CHECK(rate.scored > 0.0 && rate.scored < rate.value);
    STATUS(listening_report_find_measure(report, LISTENING_PARTY_CUSTOMER, "interruption_rate", &rate), OK);
    CHECK(isnan(rate.scored));

    /* A program of the first version gets its part of both. */
    event.size = offsetof(listening_event, charged);
    event.charged = 7.5;
    STATUS(listening_report_event(report, 0, &event), OK);
    CHECK(event.charged == 7.5 && event.size == offsetof(listening_event, charged));
    rate.size = offsetof(listening_measure, scored);
    rate.scored = 7.5;
    STATUS(listening_report_measure(report, 0, &rate), OK);
    CHECK(rate.scored == 7.5 && rate.size == offsetof(listening_measure, scored));
    listening_report_free(report);
}

int main(void)
{
    presets();
    pages();
    tracking();
    calibrations();
    rows();
    floors();
    charges();
    return verdict();
}
