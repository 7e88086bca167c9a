/*
 * A bar for the agent's desk: the state of the call, redrawn four times a second of audio.
 *
 *     desktop_bar [--lines] CALL.wav          a stereo WAV file in mu-law, the agent on the left: as fast as it can be read
 *     desktop_bar [--lines] - < live.ulaw     interleaved mu-law at 8 kHz, as it comes
 *
 * The bar is one line that is drawn over the one before; with --lines each is a line of its own. At the end, and after each
 * minute, it is followed by the score of the call so far. Errors go to stderr in one line, with exit code 2.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listening.h"
#include "wav.h"

/* 10 ms at 8 kHz, of which a quarter of a second is 25. */
enum { PACKET_FRAMES = 80, RATE = 8000, REDRAW_FRAMES = RATE / 4, SCORE_FRAMES = 60 * RATE, BAR_WIDTH = 20 };

static const char *const PARTIES[2] = {"agent", "customer"};

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "desktop_bar: %s: %s\n", what, detail);
    return 2;
}

/* The agent's part of all talk, as a bar with a mark where it ends. */
static void draw_share(char *bar, double agent)
{
    int k, own = listening_is_missing(agent) ? 0 : (int)(agent * BAR_WIDTH + 0.5);
    for (k = 0; k < BAR_WIDTH; k++) {
        bar[k] = k < own ? '#' : '.';
    }
    bar[BAR_WIDTH] = '\0';
}

static void draw(const listening_snapshot *now, int lines)
{
    const uint32_t *events = now->events[LISTENING_PARTY_AGENT];
    char bar[BAR_WIDTH + 1], floor[48] = "nobody has talked", line[160];

    draw_share(bar, now->talk_share[LISTENING_PARTY_AGENT]);
    if (now->floor >= 0) {
        snprintf(floor, sizeof floor, "%s has the floor%s %5.1f s", PARTIES[now->floor], now->floor_provisional ? "?" : " ",
                 now->floor_for);
    }
    snprintf(line, sizeof line, "%02d:%05.2f [%s] %-34s  backchannels %lu  interruptions %lu", (int)(now->position / 60.0),
             now->position - 60.0 * (int)(now->position / 60.0), bar, floor,
             (unsigned long)events[LISTENING_EVENT_KIND_BACKCHANNEL], (unsigned long)events[LISTENING_EVENT_KIND_INTERRUPTION]);
    printf("%s%s", lines ? "" : "\r\033[K", line);
    if (now->mark >= 0) {
        printf("  %s", listening_mark_kind_name(now->mark));
    } else if (now->dead_air > 0.0) {
        printf("  DEAD AIR %.1f s", now->dead_air);
    } else if (now->hold > 0.0) {
        printf("  on hold %.1f s", now->hold);
    } else if (now->since_heard[LISTENING_PARTY_CUSTOMER] > 20.0) {
        printf("  customer not heard for %.0f s", now->since_heard[LISTENING_PARTY_CUSTOMER]);
    }
    if (lines) {
        putchar('\n');
    }
    fflush(stdout);
}

/* The score so far, under the bar. */
static listening_status draw_score(listening_session *session)
{
    listening_report *report = NULL;
    listening_score score;
    listening_status status = listening_session_report_so_far(session, &report);

    if (status != LISTENING_STATUS_OK) {
        return status;
    }
    memset(&score, 0, sizeof score);
    score.size = sizeof score;
    status = listening_report_score(report, &score);
    if (status == LISTENING_STATUS_OK && !listening_is_missing(score.value)) {
        printf("\nscore so far %.1f, likely %.1f to %.1f\n", score.value, score.low, score.high);
    } else {
        printf("\nscore so far: too little has been heard\n");
    }
    listening_report_free(report);
    return status;
}

/* Pushes the call, and draws; gives a negative status where the session refused. */
static listening_status show(listening_session *session, FILE *file, const wav_format *format, int lines)
{
    unsigned char packet[2 * PACKET_FRAMES];
    listening_snapshot now;
    listening_status status = LISTENING_STATUS_OK;
    uint64_t left = wav_is_unfinished(format) ? UINT64_MAX : format->data_bytes / 2;
    uint64_t taken = 0, drawn = 0, scored = 0;
    size_t frames = 1;

    memset(&now, 0, sizeof now);
    now.size = sizeof now;
    while (status >= 0 && left > 0 && frames > 0) {
        frames = fread(packet, 2, left < PACKET_FRAMES ? (size_t)left : PACKET_FRAMES, file);
        left -= frames;
        status = listening_session_push_mulaw(session, packet, frames);
        taken += frames;
        if (status == LISTENING_STATUS_OK && taken - drawn >= REDRAW_FRAMES) {
            drawn = taken;
            status = listening_session_snapshot(session, &now);
            if (status == LISTENING_STATUS_OK) {
                draw(&now, lines);
            }
        }
        if (status == LISTENING_STATUS_OK && taken - scored >= SCORE_FRAMES) {
            scored = taken;
            status = draw_score(session);
        }
    }
    return status < 0 ? status : draw_score(session);
}

int main(int count, char **arguments)
{
    int lines = count == 3 && strcmp(arguments[1], "--lines") == 0;
    const char *path = count == 2 + lines ? arguments[1 + lines] : NULL;
    listening_config config;
    listening_session *session = NULL;
    listening_status status;
    char text[512] = "";
    wav_format format = {WAV_MULAW, 2, 0, 0, 0}; /* of standard input to its end */
    FILE *file = stdin;

    if (path == NULL) {
        return fail("usage", "desktop_bar [--lines] CALL.wav, or - for mu-law on standard input");
    }
    if (strcmp(path, "-") != 0) {
        const char *wrong;
        file = fopen(path, "rb");
        if (file == NULL) {
            return fail(path, "cannot be opened");
        }
        wrong = wav_read_header(file, &format);
        if (wrong == NULL && (format.tag != WAV_MULAW || format.channels != 2 || format.rate != RATE)) {
            wrong = "two channels of mu-law at 8 kHz are needed";
        }
        if (wrong != NULL) {
            fclose(file);
            return fail(path, wrong);
        }
    }
    status = listening_config_init(&config, sizeof config);
    if (status == LISTENING_STATUS_OK) {
        status = listening_session_new(&config, &session);
    }
    if (status == LISTENING_STATUS_OK) {
        status = show(session, file, &format, lines);
        listening_session_last_error(session, text, sizeof text, NULL);
    }
    listening_session_free(session);
    if (file != stdin) {
        fclose(file);
    }
    return status < 0 ? fail(path, text) : 0;
}
