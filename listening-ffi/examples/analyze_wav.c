/*
 * Prints the report of a stereo telephone recording (WAV: 16-bit PCM, mu-law or A-law) as JSON.
 *
 *     analyze_wav [--events | --charged] CALL.wav
 *
 * The file is read and pushed in packets of 20 ms, as a live call would be. With --events each event is printed
 * as one line of JSON when it becomes known, before the report; with --charged each event that counts against the agent
 * is a line of start, end, weight and the measures that name it. Errors go to stderr in one line, with exit code 2.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listening.h"
#include "wav.h"

/* One packet: 20 ms at 48 kHz, two channels, two bytes a sample. */
enum { PACKET_BYTES = 960 * 4 };

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "analyze_wav: %s: %s\n", what, detail);
    return 2;
}

/* What went wrong in a call on the session. */
static int fail_session(const listening_session *session, const char *path)
{
    char text[512];
    if (listening_session_last_error(session, text, sizeof text, NULL) != LISTENING_STATUS_OK) {
        return fail(path, "unknown error");
    }
    return fail(path, text);
}

static const char *check_format(const wav_format *format)
{
    if (format->channels != 2) {
        return "two channels are needed, one per party";
    }
    if (format->tag == WAV_PCM && format->bits == 16) {
        return NULL;
    }
    if ((format->tag == WAV_MULAW || format->tag == WAV_ALAW) && format->bits == 8) {
        return NULL;
    }
    return "16-bit PCM, mu-law or A-law is needed";
}

static listening_status push(listening_session *session, unsigned tag, const unsigned char *bytes, size_t frames)
{
    int16_t samples[PACKET_BYTES / 2];
    size_t k;

    if (tag == WAV_MULAW) {
        return listening_session_push_mulaw(session, bytes, frames);
    }
    if (tag == WAV_ALAW) {
        return listening_session_push_alaw(session, bytes, frames);
    }
    for (k = 0; k < 2 * frames; k++) {
        long value = (long)wav_u16(bytes + 2 * k);
        samples[k] = (int16_t)(value < 32768 ? value : value - 65536);
    }
    return listening_session_push_i16(session, samples, frames);
}

static listening_status print_events(listening_session *session)
{
    listening_event event;
    listening_status status = listening_event_init(&event, sizeof event);
    char json[1024];

    while (status == LISTENING_STATUS_OK) {
        status = listening_session_poll_event(session, &event);
        if (status == LISTENING_STATUS_OK) {
            status = listening_session_last_event_json(session, json, sizeof json, NULL);
        }
        if (status == LISTENING_STATUS_OK) {
            puts(json);
        }
    }
    return status;
}

static void print_charged(const listening_report *report)
{
    listening_event event;
    const char *measure = NULL;
    size_t k, at;

    listening_event_init(&event, sizeof event);
    for (k = 0; listening_report_event(report, k, &event) == LISTENING_STATUS_OK; k++) {
        if (listening_is_missing(event.charged)) {
            continue;
        }
        printf("%8.3f %8.3f  %.2f", event.start, event.end, event.charged);
        for (at = 0; listening_report_event_measure(report, k, at, &measure) == LISTENING_STATUS_OK; at++) {
            printf(" %s", measure);
        }
        putchar('\n');
    }
}

/* Pushes all audio of the file; gives a negative status where the session refused. */
static listening_status push_all(listening_session *session, const wav_format *format, FILE *file, int events)
{
    unsigned char packet[PACKET_BYTES];
    size_t frame_bytes = format->tag == WAV_PCM ? 4 : 2;
    size_t packet_bytes = format->rate / 50 * frame_bytes;
    int unfinished = wav_is_unfinished(format);
    uint64_t left = unfinished ? UINT64_MAX : format->data_bytes;
    listening_status status = LISTENING_STATUS_OK;

    while (status >= 0 && left >= frame_bytes) {
        size_t wanted = left < packet_bytes ? (size_t)left : packet_bytes;
        size_t got = fread(packet, 1, wanted, file);
        left -= got;
        status = push(session, format->tag, packet, got / frame_bytes);
        if (status >= 0 && events) {
            status = print_events(session);
        }
        if (got < wanted) {
            break;
        }
    }
    if (status >= 0 && unfinished) {
        status = listening_session_note_unfinished(session);
    } else if (status >= 0 && left >= frame_bytes) {
        status = listening_session_note_truncated(session);
    }
    return status;
}

static int analyze(const char *path, FILE *file, int events, int charged)
{
    wav_format format = {0, 0, 0, 0, 0};
    listening_config config;
    listening_session *session = NULL;
    listening_report *report = NULL;
    listening_status status;
    const char *json = NULL;
    size_t length = 0;
    const char *wrong = wav_read_header(file, &format);

    if (wrong == NULL) {
        wrong = check_format(&format);
    }
    if (wrong != NULL) {
        return fail(path, wrong);
    }
    status = listening_config_init(&config, sizeof config);
    if (status == LISTENING_STATUS_OK) {
        config.sample_rate = format.rate;
        status = listening_session_new(&config, &session);
    }
    if (status != LISTENING_STATUS_OK) {
        return fail(path, listening_status_text(status));
    }
    status = push_all(session, &format, file, events);
    if (status >= 0) {
        status = listening_session_finish(session, &report);
    }
    if (status >= 0 && events) {
        status = print_events(session);
    }
    if (status >= 0) {
        status = listening_report_json(report, &json, &length);
    }
    if (status < 0) {
        int code = fail_session(session, path);
        listening_report_free(report);
        listening_session_free(session);
        return code;
    }
    listening_session_free(session);
    if (charged) {
        print_charged(report);
    }
    fwrite(json, 1, length, stdout);
    putchar('\n');
    listening_report_free(report);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : fail("stdout", "cannot be written");
}

int main(int count, char **arguments)
{
    int events = count > 2 && strcmp(arguments[1], "--events") == 0;
    int charged = count > 2 && strcmp(arguments[1], "--charged") == 0;
    const char *path = arguments[count - 1];
    FILE *file;
    int code;

    if (count != 2 + events + charged || path[0] == '-') {
        return fail("usage", "analyze_wav [--events | --charged] CALL.wav");
    }
    file = fopen(path, "rb");
    if (file == NULL) {
        return fail(path, "cannot be opened");
    }
    code = analyze(path, file, events, charged);
    fclose(file);
    return code;
}
