/*
 * Sends a call as two RTP streams, one for each party, as a session border controller forks them to a recorder.
 *
 *     send_rtp CALL.wav --agent PORT --customer PORT [--loss PERCENT] [--jitter MS] [--speed X] [--seed N]
 *
 * CALL.wav is stereo mu-law at 8 kHz with the agent left. Packets of 20 ms go to 127.0.0.1. --loss leaves packets out
 * by chance; --jitter delays each by up to that many milliseconds, so that some overtake others; --speed 10 sends ten
 * seconds of call in one; --seed gives another chance. Defaults: no loss, no jitter, speed 1, seed 1. Each stream
 * begins with an RTCP sender report, which says how the two belong together in time, and ends with a goodbye. POSIX.
 */

#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "rtp.h"
#include "wav.h"

enum { FRAMES = 160 }; /* of a packet: 20 ms */

typedef struct {
    const char *path;
    int ports[2];
    double loss, jitter, speed;
    uint32_t seed;
} options;

/* One packet that will be sent: when, in seconds of the call, and which. */
typedef struct {
    double at;
    size_t number;
    int stream;
} departure;

typedef struct {
    uint32_t source, first_timestamp;
    uint16_t first_sequence;
    uint32_t packets, octets; /* sent */
    struct sockaddr_in to;
} stream;

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "send_rtp: %s: %s\n", what, detail);
    return 2;
}

/* Marsaglia's xorshift: the same chance on every machine. */
static uint32_t draw(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static double chance(uint32_t *state)
{
    return draw(state) / 4294967296.0;
}

static int by_time(const void *left, const void *right)
{
    const departure *a = left, *b = right;
    if (a->at != b->at) {
        return a->at < b->at ? -1 : 1;
    }
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return a->stream - b->stream;
}

/* When each packet goes out, in that order; without those that are lost. */
static size_t plan(const options *options, size_t packets, uint32_t *state, departure *departures)
{
    size_t count = 0, k;
    int side;

    for (k = 0; k < packets; k++) {
        for (side = 0; side < 2; side++) {
            double delay = chance(state) * options->jitter / 1000;
            if (chance(state) * 100 >= options->loss) {
                departures[count].at = (double)k * FRAMES / 8000 + delay;
                departures[count].number = k;
                departures[count].stream = side;
                count++;
            }
        }
    }
    qsort(departures, count, sizeof *departures, by_time);
    return count;
}

static void send_bytes(int out, const stream *stream, const unsigned char *bytes, size_t size)
{
    /* As on a real network, what does not arrive is not sent again. */
    if (sendto(out, bytes, size, 0, (const struct sockaddr *)&stream->to, sizeof stream->to) < 0) {
        return;
    }
}

/* Tells which moment of the wall clock belongs to which timestamp, both at the start of the call. */
static void send_control(int out, const stream *stream, uint64_t ntp, int bye)
{
    unsigned char bytes[RTCP_LONGEST];
    rtcp_report report;

    report.source = stream->source;
    report.has_times = 1;
    report.bye = bye;
    report.ntp = ntp;
    report.timestamp = stream->first_timestamp;
    send_bytes(out, stream, bytes, rtcp_write(&report, stream->packets, stream->octets, "demo@localhost", bytes));
}

static void send_packet(int out, stream *stream, const unsigned char *call, size_t frames, const departure *what)
{
    unsigned char payload[FRAMES], bytes[RTP_HEADER + FRAMES];
    size_t first = what->number * FRAMES, k;
    rtp_packet packet;

    packet.payload_type = RTP_PCMU;
    packet.marker = what->number == 0;
    packet.sequence = (uint16_t)(stream->first_sequence + what->number);
    packet.timestamp = stream->first_timestamp + (uint32_t)first;
    packet.source = stream->source;
    packet.payload = payload;
    packet.size = frames - first < FRAMES ? frames - first : FRAMES;
    for (k = 0; k < packet.size; k++) {
        payload[k] = call[2 * (first + k) + (size_t)what->stream];
    }
    send_bytes(out, stream, bytes, rtp_write(&packet, bytes));
    stream->packets++;
    stream->octets += (uint32_t)packet.size;
}

/* Waits until that many seconds after the start. */
static void wait_until(const struct timespec *start, double seconds)
{
    struct timespec then = *start;
    long nanoseconds = (long)((seconds - (double)(time_t)seconds) * 1e9) + start->tv_nsec;

    then.tv_sec += (time_t)seconds + nanoseconds / 1000000000L;
    then.tv_nsec = nanoseconds % 1000000000L;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, NULL);
}

static int send_call(const options *options, const unsigned char *call, size_t frames, int out)
{
    size_t packets = (frames + FRAMES - 1) / FRAMES, count, k;
    departure *departures = malloc(2 * packets * sizeof *departures);
    uint32_t state = options->seed;
    uint64_t ntp;
    struct timespec start, now;
    stream streams[2];
    int side;

    if (departures == NULL) {
        return fail(options->path, "too long for the memory");
    }
    for (side = 0; side < 2; side++) {
        memset(&streams[side], 0, sizeof streams[side]);
        streams[side].source = draw(&state);
        /* Random, as the standard asks, but so that both wrap around within ten seconds of call. */
        streams[side].first_timestamp = UINT32_MAX - draw(&state) % 80000;
        streams[side].first_sequence = (uint16_t)(UINT16_MAX - draw(&state) % 500);
        streams[side].to.sin_family = AF_INET;
        streams[side].to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        streams[side].to.sin_port = htons((uint16_t)options->ports[side]);
    }
    count = plan(options, packets, &state, departures);
    clock_gettime(CLOCK_REALTIME, &now);
    ntp = (uint64_t)(now.tv_sec + 2208988800) << 32 | (uint64_t)((double)now.tv_nsec * 4.294967296);
    clock_gettime(CLOCK_MONOTONIC, &start);
    send_control(out, &streams[0], ntp, 0);
    send_control(out, &streams[1], ntp, 0);
    for (k = 0; k < count; k++) {
        wait_until(&start, departures[k].at / options->speed);
        send_packet(out, &streams[departures[k].stream], call, frames, &departures[k]);
    }
    send_control(out, &streams[0], ntp, 1);
    send_control(out, &streams[1], ntp, 1);
    fprintf(stderr, "send_rtp: %lu of %lu packets sent\n", (unsigned long)count, (unsigned long)(2 * packets));
    free(departures);
    return 0;
}

/* Gives 0 where an argument is not understood. */
static int read_options(int count, char **arguments, options *options)
{
    int k;

    for (k = 1; k < count; k++) {
        const char *name = arguments[k];
        if (name[0] != '-') {
            if (options->path != NULL) {
                return 0;
            }
            options->path = name;
            continue;
        }
        if (k + 1 == count) {
            return 0;
        }
        k++;
        if (strcmp(name, "--agent") == 0) {
            options->ports[0] = atoi(arguments[k]);
        } else if (strcmp(name, "--customer") == 0) {
            options->ports[1] = atoi(arguments[k]);
        } else if (strcmp(name, "--loss") == 0) {
            options->loss = strtod(arguments[k], NULL);
        } else if (strcmp(name, "--jitter") == 0) {
            options->jitter = strtod(arguments[k], NULL);
        } else if (strcmp(name, "--speed") == 0) {
            options->speed = strtod(arguments[k], NULL);
        } else if (strcmp(name, "--seed") == 0) {
            options->seed = (uint32_t)strtoul(arguments[k], NULL, 10);
        } else {
            return 0;
        }
    }
    return options->path != NULL && options->ports[0] > 0 && options->ports[0] < 65536 && options->ports[1] > 0
           && options->ports[1] < 65536 && options->loss >= 0 && options->loss <= 100 && options->jitter >= 0
           && options->jitter <= 10000 && options->speed > 0 && options->seed != 0;
}

int main(int count, char **arguments)
{
    options options = {NULL, {0, 0}, 0, 0, 1, 1};
    const char *wrong = NULL;
    unsigned char *call;
    size_t frames = 0;
    int out, code;

    if (!read_options(count, arguments, &options)) {
        return fail("usage", "send_rtp CALL.wav --agent PORT --customer PORT [--loss PERCENT] [--jitter MS] [--speed X] "
                             "[--seed N, not 0]");
    }
    call = wav_load_call(options.path, &frames, &wrong);
    if (call == NULL) {
        return fail(options.path, wrong);
    }
    out = socket(AF_INET, SOCK_DGRAM, 0);
    code = out < 0 ? fail("socket", "cannot be made") : send_call(&options, call, frames, out);
    if (out >= 0) {
        close(out);
    }
    free(call);
    return code;
}
