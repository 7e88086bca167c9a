/*
 * Listens to a live call that comes as two RTP streams of G.711 (RFC 3550, RFC 3551) on 127.0.0.1, one for each party,
 * and prints events as they become final, then the report. The library puts the packets in their places.
 *
 *     live_rtp [--agent PORT] [--customer PORT] [--buffer MS] [--idle SECONDS] [--speed N] [--json]
 *
 * RTCP is taken on the same ports (RFC 5761). Port 0, the default, is any free one; the first line says which. A packet that
 * was overtaken is waited for during --buffer milliseconds (default 60). The call ends when both streams have said goodbye,
 * or when nothing came for --idle seconds (default 5). --speed is for a call that is sent faster than it was. With --json each event is a line of JSON, and the report too. send_rtp
 * sends such a call. POSIX.
 */

#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "listening.h"

enum { AGENT = LISTENING_PARTY_AGENT, CUSTOMER = LISTENING_PARTY_CUSTOMER };
enum { TICK = 100 };      /* milliseconds after which the call goes on though nothing came */
enum { DATAGRAM = 2048 }; /* bytes, more than a network's packet holds */

typedef struct {
    int ports[2];
    int buffer_ms, idle_seconds, speed, json;
} options;

typedef struct {
    int json;
    listening_session *session;
    listening_rtp *rtp;
} call;

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "live_rtp: %s: %s\n", what, detail);
    return 2;
}

/* Prints the events that have become final since the last time. */
static listening_status print_events(const call *call)
{
    char json[1024];
    listening_event event;
    listening_status status = listening_event_init(&event, sizeof event);

    while (status == LISTENING_STATUS_OK) {
        status = listening_session_poll_event(call->session, &event);
        if (status != LISTENING_STATUS_OK || event.status != LISTENING_EVENT_STATUS_FINAL) {
            continue;
        }
        if (call->json) {
            status = listening_session_last_event_json(call->session, json, sizeof json, NULL);
            if (status == LISTENING_STATUS_OK) {
                puts(json);
            }
        } else {
            const char *name = listening_event_kind_name(event.kind); /* NULL where this library is older */
            printf("%8.3f %8.3f  %-8s  %s", event.start, event.end, event.by == AGENT ? "agent" : "customer",
                   name != NULL ? name : "?");
            if (!listening_is_missing(event.confidence)) {
                printf(" (%.2f)", event.confidence);
            }
            putchar('\n');
        }
    }
    fflush(stdout);
    return status == LISTENING_STATUS_NO_EVENT ? LISTENING_STATUS_OK : status;
}

/* Seconds of the call on a clock that never goes back. */
static double now(const options *options)
{
    struct timespec read;

    clock_gettime(CLOCK_MONOTONIC, &read);
    return ((double)read.tv_sec + (double)read.tv_nsec * 1e-9) * options->speed;
}

/* Takes datagrams until the call has ended. */
static listening_status listen_to(call *call, const int sockets[2], const options *options)
{
    struct pollfd waited[2];
    unsigned char bytes[DATAGRAM];
    listening_status status = LISTENING_STATUS_OK;
    double last = now(options);
    int side;

    for (side = 0; side < 2; side++) {
        waited[side].fd = sockets[side];
        waited[side].events = POLLIN;
    }
    while (status == LISTENING_STATUS_OK && !listening_rtp_has_ended(call->rtp) && now(options) - last < (double)options->idle_seconds * options->speed) {
        poll(waited, 2, TICK);
        for (side = 0; side < 2 && status == LISTENING_STATUS_OK; side++) {
            if (waited[side].revents != 0) {
                ssize_t size = recv(sockets[side], bytes, sizeof bytes, 0);
                last = now(options);
                if (size > 0) {
                    status = listening_rtp_push(call->rtp, call->session, side, last, bytes, (size_t)size);
                }
            }
        }
        if (status == LISTENING_STATUS_OK) {
            status = listening_rtp_advance(call->rtp, call->session, now(options));
        }
        if (status == LISTENING_STATUS_OK) {
            status = print_events(call);
        }
    }
    return status == LISTENING_STATUS_OK ? listening_rtp_finish(call->rtp, call->session) : status;
}

static int print_report(call *call)
{
    listening_report *report = NULL;
    const char *text = NULL;
    listening_status status = listening_session_finish(call->session, &report);

    if (status == LISTENING_STATUS_OK) {
        status = print_events(call);
    }
    if (status == LISTENING_STATUS_OK) {
        status = listening_report_json(report, &text, NULL);
    }
    if (status == LISTENING_STATUS_OK) {
        puts(text);
    }
    listening_report_free(report);
    return status == LISTENING_STATUS_OK ? 0 : fail("the report", listening_status_text(status));
}

static void print_counts(const call *call)
{
    static const char *const names[] = {"agent", "customer"};
    int side;

    for (side = 0; side < 2; side++) {
        listening_rtp_counts counts;

        counts.size = sizeof counts;
        if (listening_rtp_party_counts(call->rtp, side, &counts) == LISTENING_STATUS_OK) {
            fprintf(stderr, "live_rtp: %s: %lu packets, %lu overtaken, %lu late, %lu foreign, %.2f s lost\n", names[side],
                    (unsigned long)counts.packets, (unsigned long)counts.overtaken, (unsigned long)counts.late,
                    (unsigned long)counts.foreign, counts.lost);
        }
    }
}

/* A socket on 127.0.0.1; sets *port to the one that it got. -1 where that fails. */
static int open_port(int *port)
{
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    int room = 1 << 20;
    int opened = socket(AF_INET, SOCK_DGRAM, 0);

    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)*port);
    if (opened >= 0
        && (bind(opened, (struct sockaddr *)&address, sizeof address) != 0
            || getsockname(opened, (struct sockaddr *)&address, &size) != 0)) {
        close(opened);
        return -1;
    }
    /* Room for what comes while this process does not run; the system may give less. */
    setsockopt(opened, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    *port = ntohs(address.sin_port);
    return opened;
}

static int run(options *options, call *call)
{
    listening_config config;
    listening_status status = listening_config_init(&config, sizeof config);
    int sockets[2], code = 2;

    if (status == LISTENING_STATUS_OK) {
        config.provisional = 0; /* events are printed when they are final */
        status = listening_session_new(&config, &call->session);
    }
    if (status == LISTENING_STATUS_OK) {
        status = listening_rtp_new(8000, options->buffer_ms / 1000.0, 1.0, &call->rtp);
    }
    if (status != LISTENING_STATUS_OK) {
        return fail("session", listening_status_text(status));
    }
    sockets[AGENT] = open_port(&options->ports[AGENT]);
    sockets[CUSTOMER] = open_port(&options->ports[CUSTOMER]);
    if (sockets[AGENT] < 0 || sockets[CUSTOMER] < 0) {
        fail("a port", "cannot be opened on 127.0.0.1");
    } else {
        printf("waiting for the agent on port %d, the customer on port %d\n", options->ports[AGENT],
               options->ports[CUSTOMER]);
        fflush(stdout);
        status = listen_to(call, sockets, options);
        code = status == LISTENING_STATUS_OK ? print_report(call) : fail("push", listening_status_text(status));
        print_counts(call);
    }
    if (sockets[AGENT] >= 0) {
        close(sockets[AGENT]);
    }
    if (sockets[CUSTOMER] >= 0) {
        close(sockets[CUSTOMER]);
    }
    listening_rtp_free(call->rtp);
    listening_session_free(call->session);
    return code;
}

/* Gives 0 where an argument is not understood. */
static int read_options(int count, char **arguments, options *options)
{
    static const char *const names[] = {"--agent", "--customer", "--buffer", "--idle", "--speed"};
    static const long most[] = {65535, 65535, 500, 3600, 1000};
    int *values[5];
    int k, name;

    values[0] = &options->ports[AGENT];
    values[1] = &options->ports[CUSTOMER];
    values[2] = &options->buffer_ms;
    values[3] = &options->idle_seconds;
    values[4] = &options->speed;
    for (k = 1; k < count; k++) {
        if (strcmp(arguments[k], "--json") == 0) {
            options->json = 1;
            continue;
        }
        for (name = 0; name < 5 && strcmp(arguments[k], names[name]) != 0; name++) {
        }
        if (name == 5 || k + 1 == count) {
            return 0;
        }
        k++;
        if (strtol(arguments[k], NULL, 10) < 0 || strtol(arguments[k], NULL, 10) > most[name]) {
            return 0;
        }
        *values[name] = (int)strtol(arguments[k], NULL, 10);
    }
    return 1;
}

int main(int count, char **arguments)
{
    options options = {{0, 0}, 60, 5, 1, 0};
    call *live;
    int code;

    if (!read_options(count, arguments, &options)) {
        return fail("usage", "live_rtp [--agent PORT] [--customer PORT] [--buffer MS, up to 500] [--idle SECONDS] [--speed N] [--json]");
    }
    live = calloc(1, sizeof *live);
    if (live == NULL) {
        return fail("memory", "not enough");
    }
    live->json = options.json;
    code = run(&options, live);
    free(live);
    return code;
}
