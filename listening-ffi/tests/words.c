/*
 * Prints the report of a call with its words, or without.
 *
 *     words CALL.raw [WORDS.tsv]
 *     words CALL.raw TRANSCRIPT SPEAKERS
 *
 * CALL.raw is interleaved stereo, 16 bits, 8 kHz; a line of WORDS.tsv is party (0 or 1), start, end, text. SPEAKERS is as
 * listening_session_push_transcript takes it, or -.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listening.h"

static int stop(const listening_session *session, const char *what)
{
    char text[512] = "";
    listening_session_last_error(session, text, sizeof text, NULL);
    fprintf(stderr, "words: %s: %s\n", what, text);
    return 1;
}

/* All words of the file, before the audio. */
static int push_words(listening_session *session, const char *path)
{
    char line[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return stop(session, path);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        char *rest = line;
        int32_t party = (int32_t)strtol(rest, &rest, 10);
        double start = strtod(rest, &rest);
        double end = strtod(rest, &rest);
        rest[strcspn(rest, "\r\n")] = '\0';
        if (listening_session_push_word(session, party, start, end, rest + 1) != LISTENING_STATUS_OK) {
            fclose(file);
            return stop(session, path);
        }
        /* The text is not kept: what becomes of it is of no account. */
        memset(line, 'x', sizeof line - 1);
    }
    fclose(file);
    return 0;
}

/* The transcript of a recogniser, before the audio. */
static int push_transcript(listening_session *session, const char *path, const char *speakers)
{
    static char bytes[1 << 16];
    size_t length, words = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return stop(session, path);
    }
    length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (strcmp(speakers, "-") == 0) {
        speakers = NULL;
    }
    if (listening_session_push_transcript(session, bytes, length, speakers, 0, &words) != LISTENING_STATUS_OK) {
        return stop(session, path);
    }
    return words == 0;
}

static int push_audio(listening_session *session, const char *path)
{
    int16_t packet[320];
    size_t count;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return stop(session, path);
    }
    while ((count = fread(packet, sizeof *packet, 320, file)) > 0) {
        if (listening_session_push_i16(session, packet, count / 2) != LISTENING_STATUS_OK) {
            fclose(file);
            return stop(session, path);
        }
    }
    fclose(file);
    return 0;
}

int main(int count, char **arguments)
{
    listening_config config;
    listening_session *session = NULL;
    listening_report *report = NULL;
    const char *json = NULL;
    size_t length = 0;
    int failed = 1;

    if (count < 2 || listening_config_init(&config, sizeof config) != LISTENING_STATUS_OK
        || listening_session_new(&config, &session) != LISTENING_STATUS_OK) {
        return 2;
    }
    if (count > 3) {
        failed = push_transcript(session, arguments[2], arguments[3]);
    } else {
        failed = count > 2 && push_words(session, arguments[2]) != 0;
    }
    if (!failed && push_audio(session, arguments[1]) == 0
        && listening_session_finish(session, &report) == LISTENING_STATUS_OK
        && listening_report_json(report, &json, &length) == LISTENING_STATUS_OK) {
        puts(json);
    } else {
        failed = 1;
    }
    listening_report_free(report);
    listening_session_free(session);
    return failed;
}
