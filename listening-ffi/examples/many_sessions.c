/*
 * Many calls at once in one process: each session gets its 20 ms packet in turn, as from a recorder's media thread.
 *
 *     many_sessions CALL.wav [SESSIONS [SECONDS [THREADS]]]
 *
 * Defaults: 10000 sessions, 20 seconds of audio each, 2 threads. CALL.wav is stereo mu-law at 8 kHz; each session
 * hears it from another place on, and again from the start where it ends. Prints what a session needs of memory, and
 * how much faster than the calls themselves they were heard. POSIX; resident memory is read from /proc on Linux.
 */

#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "listening.h"
#include "wav.h"

enum { PACKET = 160 }; /* frames: 20 ms at 8 kHz */

/* What one thread has to do. A session is used by one thread at a time; here each thread keeps its own. */
typedef struct {
    const unsigned char *audio;
    size_t frames;                /* in the audio */
    listening_session **sessions; /* this thread's part of all */
    size_t first, count, packets;
    size_t events;
    listening_status status;
} share;

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Bytes of this process in memory; 0 where the system does not tell. */
static double resident(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL) {
        if (fscanf(file, "%*s %ld", &pages) != 1) {
            pages = 0;
        }
        fclose(file);
    }
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

/* Takes the events out of the queue: they wait there otherwise, and take memory. */
static listening_status count_events(listening_session *session, listening_event *event, size_t *events)
{
    listening_status status;
    while ((status = listening_session_poll_event(session, event)) == LISTENING_STATUS_OK) {
        *events += event->status == LISTENING_EVENT_STATUS_FINAL;
    }
    return status == LISTENING_STATUS_NO_EVENT ? LISTENING_STATUS_OK : status;
}

static void *hear(void *argument)
{
    share *mine = argument;
    size_t packets_in_call = mine->frames / PACKET;
    listening_event event;
    size_t packet, k;

    mine->status = listening_event_init(&event, sizeof event);
    for (packet = 0; packet < mine->packets; packet++) {
        for (k = 0; k < mine->count && mine->status == LISTENING_STATUS_OK; k++) {
            size_t at = (packet + 97 * (mine->first + k)) % packets_in_call;
            mine->status = listening_session_push_mulaw(mine->sessions[k], mine->audio + at * PACKET * 2, PACKET);
            if (mine->status == LISTENING_STATUS_OK) {
                mine->status = count_events(mine->sessions[k], &event, &mine->events);
            }
        }
    }
    return NULL;
}

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "many_sessions: %s: %s\n", what, detail);
    return 2;
}

/* Lets every thread hear its part; gives the first refusal. */
static listening_status hear_all(share *shares, size_t threads)
{
    pthread_t *started = malloc(threads * sizeof *started);
    listening_status status = LISTENING_STATUS_OK;
    size_t k, running = 0;

    while (started != NULL && running < threads
           && pthread_create(&started[running], NULL, hear, &shares[running]) == 0) {
        running++;
    }
    for (k = 0; k < running; k++) {
        pthread_join(started[k], NULL);
    }
    /* Where the system gave fewer threads, this one does the rest. */
    for (k = running; k < threads; k++) {
        hear(&shares[k]);
    }
    for (k = 0; k < threads && status == LISTENING_STATUS_OK; k++) {
        status = shares[k].status;
    }
    free(started);
    return status;
}

static void print_times(double seconds, size_t sessions, size_t threads, double wall, double cpu)
{
    double audio = seconds * (double)sessions;
    printf("%.0f s of audio heard in %.1f s on %lu threads: %.0f times real time, %.0f per core\n", audio, wall,
           (unsigned long)threads, audio / wall, audio / cpu);
    printf("live, %lu sessions take %.0f %% of one core: %.1f us for each packet of 20 ms\n", (unsigned long)sessions,
           100 * cpu / seconds, 1e6 * cpu / (audio * 50));
}

static int measure(const unsigned char *audio, size_t frames, size_t count, double seconds, size_t threads)
{
    listening_session **sessions = calloc(count, sizeof *sessions);
    share *shares = calloc(threads, sizeof *shares);
    listening_config config;
    listening_status status = listening_config_init(&config, sizeof config);
    double before = resident(), fresh, wall, cpu;
    size_t k, made = 0, events = 0;

    if (sessions == NULL || shares == NULL) {
        status = LISTENING_STATUS_UNKNOWN;
    }
    while (status == LISTENING_STATUS_OK && made < count) {
        status = listening_session_new(&config, &sessions[made]);
        made += status == LISTENING_STATUS_OK;
    }
    fresh = resident();
    wall = seconds_of(CLOCK_MONOTONIC);
    cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    if (status == LISTENING_STATUS_OK) {
        for (k = 0; k < threads; k++) {
            size_t first = count * k / threads;
            shares[k].audio = audio;
            shares[k].frames = frames;
            shares[k].sessions = sessions + first;
            shares[k].first = first;
            shares[k].count = count * (k + 1) / threads - first;
            shares[k].packets = (size_t)(seconds * 50);
        }
        status = hear_all(shares, threads);
    }
    wall = seconds_of(CLOCK_MONOTONIC) - wall;
    cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    for (k = 0; k < threads && shares != NULL; k++) {
        events += shares[k].events;
    }
    if (status == LISTENING_STATUS_OK) {
        printf("%lu sessions, %.0f s each, %lu final events\n", (unsigned long)count, seconds, (unsigned long)events);
        printf("memory of a session: %.1f KiB when new, %.1f KiB at the end\n",
               (fresh - before) / 1024 / (double)count, (resident() - before) / 1024 / (double)count);
        print_times(seconds, count, threads, wall, cpu);
    }
    for (k = 0; k < made; k++) {
        listening_session_free(sessions[k]);
    }
    free(sessions);
    free(shares);
    return status == LISTENING_STATUS_OK ? 0 : fail("a session", listening_status_text(status));
}

int main(int count, char **arguments)
{
    double sessions = count > 2 ? strtod(arguments[2], NULL) : 10000;
    double seconds = count > 3 ? strtod(arguments[3], NULL) : 20;
    double threads = count > 4 ? strtod(arguments[4], NULL) : 2;
    const char *wrong = NULL;
    size_t frames = 0;
    unsigned char *audio;
    int code;

    /* Written so that what is no number is refused as well. */
    if (count < 2 || count > 5 || !(sessions >= 1 && sessions <= 1e7) || !(seconds >= 0.02 && seconds <= 1e6)
        || !(threads >= 1 && threads <= 1000 && threads <= sessions)) {
        return fail("usage", "many_sessions CALL.wav [SESSIONS [SECONDS [THREADS]]]");
    }
    audio = wav_load_call(arguments[1], &frames, &wrong);
    if (audio == NULL || frames < PACKET) {
        free(audio);
        return fail(arguments[1], wrong == NULL ? "shorter than 20 ms" : wrong);
    }
    code = measure(audio, frames, (size_t)sessions, seconds, (size_t)threads);
    free(audio);
    return code;
}
