/*
 * Prints the report of a call whose two parties were recorded in one channel.
 *
 *     mix CALL.raw TURNS.tsv FRAMES
 *
 * CALL.raw is mono, 16 bits, 8 kHz, pushed FRAMES samples at a time; a line of TURNS.tsv is party (0 or 1), start, end.
 */

#include <stdio.h>
#include <stdlib.h>

#include "listening.h"

static int stop(const listening_mix *mix, const char *what)
{
    char text[512] = "";
    listening_mix_last_error(mix, text, sizeof text, NULL);
    fprintf(stderr, "mix: %s: %s\n", what, text);
    return 1;
}

static int push_turns(listening_mix *mix, const char *path)
{
    char line[256];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return stop(mix, path);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        char *rest = line;
        int32_t party = (int32_t)strtol(rest, &rest, 10);
        double start = strtod(rest, &rest);
        double end = strtod(rest, &rest);
        if (listening_mix_push_turn(mix, party, start, end) != LISTENING_STATUS_OK) {
            fclose(file);
            return stop(mix, path);
        }
    }
    fclose(file);
    return 0;
}

static int push_audio(listening_mix *mix, const char *path, size_t frames)
{
    static int16_t samples[4096];
    size_t count;
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return stop(mix, path);
    }
    while ((count = fread(samples, sizeof *samples, frames, file)) > 0) {
        if (listening_mix_push_i16(mix, samples, count) != LISTENING_STATUS_OK) {
            fclose(file);
            return stop(mix, path);
        }
    }
    fclose(file);
    return 0;
}

int main(int count, char **arguments)
{
    listening_config config;
    listening_mix *mix = NULL;
    listening_report *report = NULL;
    const char *json = NULL;
    size_t frames = count > 3 ? (size_t)strtoul(arguments[3], NULL, 10) : 0;
    int failed = 1;

    if (frames < 1 || frames > 4096 || listening_config_init(&config, sizeof config) != LISTENING_STATUS_OK
        || listening_mix_new(&config, &mix) != LISTENING_STATUS_OK) {
        return 2;
    }
    /* Turns may come before the audio or after it. */
    if (push_audio(mix, arguments[1], frames) == 0 && push_turns(mix, arguments[2]) == 0) {
        if (listening_mix_finish(mix, &report) != LISTENING_STATUS_OK) {
            stop(mix, "finish");
        } else if (listening_report_json(report, &json, NULL) == LISTENING_STATUS_OK) {
            failed = puts(json) < 0;
        }
    }
    listening_report_free(report);
    listening_mix_free(mix);
    return failed;
}
