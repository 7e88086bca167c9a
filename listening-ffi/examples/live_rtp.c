/*
 * Listens to a live call that comes as two RTP streams of mu-law (RFC 3550, RFC 3551) on 127.0.0.1, one for each party,
 * and prints events as they become final, then the report.
 *
 *     live_rtp [--agent PORT] [--customer PORT] [--buffer MS] [--idle SECONDS] [--json]
 *
 * RTCP is taken on the same ports (RFC 5761). Port 0, the default, is any free one; the ports are told in the first
 * line. What has not come when the stream is --buffer milliseconds further (default 60) counts as lost. The call ends
 * when both streams have said goodbye, or when nothing came for --idle seconds (default 5). With --json each event is
 * a line of JSON, and the report too. send_rtp sends such a call. POSIX.
 *
 * The two streams are put together by their sender reports, or, where none came, by when their first packets came.
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
#include <unistd.h>

#include "jitter.h"
#include "listening.h"
#include "rtp.h"

enum { AGENT = LISTENING_PARTY_AGENT, CUSTOMER = LISTENING_PARTY_CUSTOMER };
enum { STEP = 160 };       /* samples pushed at a time: 20 ms */
enum { GIVEN_UP = 8000 };  /* how far one stream may be ahead before the other counts as interrupted: one second */
enum { DATAGRAM = 2048 };  /* bytes, more than a network's packet holds */

typedef struct {
    int ports[2];
    int buffer_ms, idle_seconds, json;
} options;

typedef struct {
    jitter streams[2];
    int64_t next;    /* the place to be pushed next */
    int64_t lost[2]; /* samples */
    int64_t depth;
    int json;
    listening_session *session;
} call;

static int fail(const char *what, const char *detail)
{
    fprintf(stderr, "live_rtp: %s: %s\n", what, detail);
    return 2;
}

static const char *kind_name(int32_t kind)
{
    switch (kind) {
    case LISTENING_EVENT_KIND_BACKCHANNEL: return "backchannel";
    case LISTENING_EVENT_KIND_SMOOTH_SWITCH: return "smooth switch";
    case LISTENING_EVENT_KIND_OVERLAP: return "overlap";
    case LISTENING_EVENT_KIND_INTERRUPTION: return "interruption";
    case LISTENING_EVENT_KIND_BUTTING_IN: return "butting in";
    case LISTENING_EVENT_KIND_PAUSE_INTERRUPTION: return "pause interruption";
    case LISTENING_EVENT_KIND_SIMULTANEOUS_START: return "simultaneous start";
    case LISTENING_EVENT_KIND_PAUSE: return "pause";
    case LISTENING_EVENT_KIND_GAP: return "gap";
    case LISTENING_EVENT_KIND_DEAD_AIR: return "dead air";
    case LISTENING_EVENT_KIND_HOLD: return "hold";
    case LISTENING_EVENT_KIND_UNANSWERED_TURN: return "unanswered turn";
    case LISTENING_EVENT_KIND_BID: return "bid";
    default: return "(a kind that this program does not know)";
    }
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
            printf("%8.3f %8.3f  %-8s  %s", event.start, event.end, event.by == AGENT ? "agent" : "customer",
                   kind_name(event.kind));
            if (!listening_is_missing(event.confidence)) {
                printf(" (%.2f)", event.confidence);
            }
            putchar('\n');
        }
    }
    fflush(stdout);
    return status == LISTENING_STATUS_NO_EVENT ? LISTENING_STATUS_OK : status;
}

/* Pushes the next samples, in parts where a loss begins or ends: NULL stands for a channel whose audio is lost. */
static listening_status push(call *call, int64_t count)
{
    unsigned char samples[2][STEP];
    listening_status status = LISTENING_STATUS_OK;
    int side;

    while (status == LISTENING_STATUS_OK && count > 0) {
        const unsigned char *given[2];
        int64_t part = count;

        for (side = 0; side < 2; side++) {
            part = jitter_stretch(&call->streams[side], call->next, part);
        }
        for (side = 0; side < 2; side++) {
            int lost = jitter_lost(&call->streams[side], call->next);
            call->lost[side] += lost ? part : 0;
            jitter_give(&call->streams[side], call->next, part, samples[side]);
            given[side] = lost ? NULL : samples[side];
        }
        status = listening_session_push_planar_mulaw(call->session, given[AGENT], given[CUSTOMER], (size_t)part);
        call->next += part;
        count -= part;
    }
    return status == LISTENING_STATUS_OK ? print_events(call) : status;
}

/* Says where a stream begins in the call, once enough of it has come to know its first packet. */
static void place(call *call, int side)
{
    jitter *mine = &call->streams[side];
    const jitter *other = &call->streams[!side];
    int64_t origin = mine->first;

    if (other->placed && mine->has_report && other->has_report) {
        double later = jitter_clock(mine, mine->first) - jitter_clock(other, other->origin);
        origin = mine->first - (int64_t)(later * 8000 + (later < 0 ? -0.5 : 0.5));
    } else if (other->placed) {
        /* Without a sender report: it begins now. */
        origin = mine->first - (other->newest > call->depth ? other->newest - call->depth : 0);
    }
    jitter_place(mine, origin);
}

/* Pushes all that need not be waited for any longer; at the end of the call, all there is. */
static listening_status push_ready(call *call, int at_end)
{
    listening_status status = LISTENING_STATUS_OK;
    int side;

    for (side = 0; side < 2; side++) {
        jitter *stream = &call->streams[side];
        if (stream->started && !stream->placed
            && (stream->ended || at_end || stream->highest_end - stream->first >= call->depth)) {
            place(call, side);
        }
    }
    while (status == LISTENING_STATUS_OK) {
        const jitter *agent = &call->streams[AGENT], *customer = &call->streams[CUSTOMER];
        int64_t newest = agent->newest > customer->newest ? agent->newest : customer->newest;
        int64_t count = newest - call->next < STEP ? newest - call->next : STEP;
        int ready = jitter_ready(agent, call->next, STEP, call->depth)
                    && jitter_ready(customer, call->next, STEP, call->depth);

        if (count <= 0 || !(at_end || (agent->ended && customer->ended) || (ready && count == STEP)
                            || newest >= call->next + STEP + GIVEN_UP)) {
            break;
        }
        status = push(call, count);
    }
    return status;
}

static void take(call *call, int side, const unsigned char *bytes, size_t size)
{
    rtp_packet packet;
    rtcp_told told;

    if (rtp_is_control(bytes, size)) {
        if (rtcp_read(bytes, size, &told)) {
            jitter_told(&call->streams[side], &told);
        }
    } else if (rtp_read(bytes, size, &packet)) {
        jitter_take(&call->streams[side], &packet, call->next);
    }
}

/* Takes datagrams until the call has ended. */
static listening_status listen_to(call *call, const int sockets[2], int idle_seconds)
{
    struct pollfd waited[2];
    unsigned char bytes[DATAGRAM];
    listening_status status = LISTENING_STATUS_OK;
    int side;

    for (side = 0; side < 2; side++) {
        waited[side].fd = sockets[side];
        waited[side].events = POLLIN;
    }
    while (status == LISTENING_STATUS_OK && !(call->streams[AGENT].ended && call->streams[CUSTOMER].ended)) {
        if (poll(waited, 2, idle_seconds * 1000) <= 0) {
            break;
        }
        for (side = 0; side < 2; side++) {
            if (waited[side].revents != 0) {
                ssize_t size = recv(sockets[side], bytes, sizeof bytes, 0);
                if (size > 0) {
                    take(call, side, bytes, (size_t)size);
                }
            }
        }
        status = push_ready(call, 0);
    }
    return status == LISTENING_STATUS_OK ? push_ready(call, 1) : status;
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
        const jitter *stream = &call->streams[side];
        fprintf(stderr, "live_rtp: %s: %lu packets, %lu overtaken, %lu late, %lu foreign, %.2f s lost\n", names[side],
                stream->packets, stream->overtaken, stream->late, stream->foreign, (double)call->lost[side] / 8000);
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
        status = listen_to(call, sockets, options->idle_seconds);
        code = status == LISTENING_STATUS_OK ? print_report(call) : fail("push", listening_status_text(status));
        print_counts(call);
    }
    if (sockets[AGENT] >= 0) {
        close(sockets[AGENT]);
    }
    if (sockets[CUSTOMER] >= 0) {
        close(sockets[CUSTOMER]);
    }
    listening_session_free(call->session);
    return code;
}

/* Gives 0 where an argument is not understood. */
static int read_options(int count, char **arguments, options *options)
{
    static const char *const names[] = {"--agent", "--customer", "--buffer", "--idle"};
    static const long most[] = {65535, 65535, 500, 3600};
    int *values[4];
    int k, name;

    values[0] = &options->ports[AGENT];
    values[1] = &options->ports[CUSTOMER];
    values[2] = &options->buffer_ms;
    values[3] = &options->idle_seconds;
    for (k = 1; k < count; k++) {
        if (strcmp(arguments[k], "--json") == 0) {
            options->json = 1;
            continue;
        }
        for (name = 0; name < 4 && strcmp(arguments[k], names[name]) != 0; name++) {
        }
        if (name == 4 || k + 1 == count) {
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
    options options = {{0, 0}, 60, 5, 0};
    call *live;
    int code;

    if (!read_options(count, arguments, &options)) {
        return fail("usage", "live_rtp [--agent PORT] [--customer PORT] [--buffer MS, up to 500] [--idle SECONDS] [--json]");
    }
    live = calloc(1, sizeof *live);
    if (live == NULL) {
        return fail("memory", "not enough");
    }
    live->depth = (int64_t)options.buffer_ms * 8;
    live->json = options.json;
    code = run(&options, live);
    free(live);
    return code;
}
