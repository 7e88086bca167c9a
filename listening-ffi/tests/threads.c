/*
 * What the header allows of threads, all at once: sessions of their own on several threads, sessions that wander from
 * thread to thread, one report read by all. For the tools that watch memory and threads; prints one line.
 *
 *     threads CALL.wav
 */

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listening.h"
#include "../examples/wav.h"

enum { THREADS = 4, WANDERING = 3, PACKET = 160, PACKETS = 1000 };

static const unsigned char *audio;
static listening_report *shared_report;
static char *expected;

/* Sessions that lie here are taken by whichever thread comes by, and put back after some packets. */
typedef struct {
    listening_session *session;
    size_t packet;
    int taken, done;
} place;

static place places[WANDERING];
static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

static void must(int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "threads: %s\n", what);
        exit(1);
    }
}

static listening_session *begin(void)
{
    listening_config config;
    listening_session *session = NULL;
    must(listening_config_init(&config, sizeof config) == LISTENING_STATUS_OK, "config");
    must(listening_session_new(&config, &session) == LISTENING_STATUS_OK, "session");
    return session;
}

static void push(listening_session *session, size_t packet)
{
    listening_event event;
    listening_status status = listening_session_push_mulaw(session, audio + packet * PACKET * 2, PACKET);
    must(status == LISTENING_STATUS_OK, "push");
    must(listening_event_init(&event, sizeof event) == LISTENING_STATUS_OK, "event");
    while ((status = listening_session_poll_event(session, &event)) == LISTENING_STATUS_OK) {
    }
    must(status == LISTENING_STATUS_NO_EVENT, "poll");
}

static listening_report *finish(listening_session *session)
{
    listening_report *report = NULL;
    must(listening_session_finish(session, &report) == LISTENING_STATUS_OK, "finish");
    listening_session_free(session);
    return report;
}

static void compare(const listening_report *report)
{
    const char *json = NULL;
    must(listening_report_json(report, &json, NULL) == LISTENING_STATUS_OK, "json");
    must(strcmp(json, expected) == 0, "another report on another thread");
}

/* Takes a wandering session for some packets; 0 where none is left. */
static int wander(void)
{
    size_t k, left = 0;
    place *mine = NULL;

    pthread_mutex_lock(&door);
    for (k = 0; k < WANDERING; k++) {
        left += !places[k].done;
        if (mine == NULL && !places[k].done && !places[k].taken) {
            mine = &places[k];
            mine->taken = 1;
        }
    }
    pthread_mutex_unlock(&door);
    if (mine == NULL) {
        return left > 0;
    }
    for (k = 0; k < 37 && mine->packet < PACKETS; k++) {
        push(mine->session, mine->packet++);
    }
    if (mine->packet == PACKETS) {
        listening_report *report = finish(mine->session);
        compare(report);
        listening_report_free(report);
    }
    pthread_mutex_lock(&door);
    mine->done = mine->packet == PACKETS;
    mine->taken = 0;
    pthread_mutex_unlock(&door);
    return 1;
}

static void *work(void *unused)
{
    listening_session *own = begin();
    listening_report *report;
    size_t packet;
    char text[64];

    for (packet = 0; packet < PACKETS; packet++) {
        push(own, packet);
        wander();
        if (packet % 100 == 0) {
            compare(shared_report);
        }
    }
    must(listening_session_push_i16(own, NULL, 1) == LISTENING_STATUS_NULL_POINTER, "refusal");
    must(listening_session_last_error(own, text, sizeof text, NULL) != LISTENING_STATUS_NO_EVENT, "error");
    must(strlen(listening_status_text(LISTENING_STATUS_OK)) > 0 && strlen(listening_version()) > 0, "texts");
    report = finish(own);
    compare(report);
    listening_report_free(report);
    while (wander()) {
    }
    return unused;
}

int main(int count, char **arguments)
{
    pthread_t threads[THREADS];
    const char *wrong = "usage: threads CALL.wav", *json = NULL;
    unsigned char *bytes = NULL;
    listening_session *session;
    size_t frames = 0, k;

    if (count == 2) {
        bytes = wav_load_call(arguments[1], &frames, &wrong);
    }
    must(bytes != NULL && frames >= PACKETS * PACKET, wrong);
    audio = bytes;

    /* What all others are to say, too. */
    session = begin();
    for (k = 0; k < PACKETS; k++) {
        push(session, k);
    }
    shared_report = finish(session);
    must(listening_report_json(shared_report, &json, NULL) == LISTENING_STATUS_OK, "json");
    expected = malloc(strlen(json) + 1);
    must(expected != NULL, "memory");
    strcpy(expected, json);

    for (k = 0; k < WANDERING; k++) {
        places[k].session = begin();
    }
    for (k = 0; k < THREADS; k++) {
        must(pthread_create(&threads[k], NULL, work, NULL) == 0, "thread");
    }
    for (k = 0; k < THREADS; k++) {
        pthread_join(threads[k], NULL);
    }
    listening_report_free(shared_report);
    free(expected);
    free(bytes);
    puts("every thread heard the same");
    return 0;
}
