/*
 * The jitter buffer of one RTP stream of mu-law at 8 kHz: takes packets in the order in which they come, gives samples
 * in the order in which they were said.
 *
 * Samples have a place: a count from the call's first sample. A place is waited for until the stream has gone on for
 * `depth` samples beyond it; what has not come by then is lost. Time is told by the stream itself, not by a clock, so
 * a recording that is sent faster gives the same.
 */

#ifndef JITTER_H
#define JITTER_H

#include <stdint.h>
#include <string.h>

#include "rtp.h"

enum { JITTER_ROOM = 1 << 14 }; /* samples that the buffer holds: two seconds */
enum { MULAW_SILENCE = 0xFF };

typedef struct {
    int started, placed, ended;
    uint32_t source;
    uint16_t sequence;    /* the highest so far */
    int64_t highest_end;  /* where that packet ends, in the stream's own time */
    int64_t first;        /* the earliest sample seen before the stream was placed, in its own time */
    int64_t origin;       /* the stream's own time at place 0 */
    int64_t newest;       /* the place up to which something has come */
    int has_report;       /* whether a sender report came, and what it told */
    double report_seconds;
    int64_t report_time;
    unsigned char audio[JITTER_ROOM], here[JITTER_ROOM];
    unsigned long packets, overtaken, late, foreign;
} jitter;

/* A timestamp without its wrap-around: the nearest to what came before. */
static inline int64_t jitter_time(const jitter *stream, uint32_t timestamp)
{
    uint32_t ahead;
    if (!stream->started) {
        return (int64_t)timestamp + ((int64_t)1 << 32);
    }
    ahead = timestamp - (uint32_t)stream->highest_end;
    return stream->highest_end + (ahead < 0x80000000u ? (int64_t)ahead : (int64_t)ahead - ((int64_t)1 << 32));
}

/* Sets down which of the stream's own times is place 0. What came before that is kept. */
static inline void jitter_place(jitter *stream, int64_t origin)
{
    int64_t k;
    unsigned char audio[JITTER_ROOM], here[JITTER_ROOM];

    memcpy(audio, stream->audio, sizeof audio);
    memcpy(here, stream->here, sizeof here);
    memset(stream->here, 0, sizeof stream->here);
    for (k = 0; k < JITTER_ROOM; k++) {
        int64_t time = stream->first + k;
        if (time >= origin && here[time % JITTER_ROOM]) {
            stream->audio[(time - origin) % JITTER_ROOM] = audio[time % JITTER_ROOM];
            stream->here[(time - origin) % JITTER_ROOM] = 1;
        }
    }
    stream->origin = origin;
    stream->placed = 1;
    stream->newest = stream->highest_end - origin;
}

/* Puts samples, or silence where samples is NULL, from a time of the stream on; next is the place to be played next. */
static inline int jitter_put(jitter *stream, int64_t time, const unsigned char *samples, int64_t count, int64_t next)
{
    int64_t place = stream->placed ? time - stream->origin : time;
    int64_t from = stream->placed ? next : stream->first;
    int64_t k;

    if (place + count > from + JITTER_ROOM) {
        return 0; /* two seconds ahead: another call, or a broken sender */
    }
    for (k = place < from ? from - place : 0; k < count; k++) {
        stream->audio[(place + k) % JITTER_ROOM] = samples == NULL ? MULAW_SILENCE : samples[k];
        stream->here[(place + k) % JITTER_ROOM] = 1;
    }
    return place >= from;
}

/* Takes a packet; next is the place to be played next. */
static inline void jitter_take(jitter *stream, const rtp_packet *packet, int64_t next)
{
    int64_t time = jitter_time(stream, packet->timestamp), end = time + (int64_t)packet->size;

    if (packet->payload_type != RTP_PCMU || packet->size == 0 || packet->size > JITTER_ROOM / 2
        || (stream->started && packet->source != stream->source)) {
        stream->foreign++;
        return;
    }
    if (!stream->started) {
        stream->started = 1;
        stream->source = packet->source;
        stream->sequence = (uint16_t)(packet->sequence - 1);
        stream->first = time;
        stream->highest_end = time;
    }
    if (!stream->placed && time < stream->first && stream->highest_end - time < JITTER_ROOM) {
        stream->first = time;
    }
    stream->packets++;
    if (!jitter_put(stream, time, packet->payload, (int64_t)packet->size, next)) {
        stream->late++;
        return;
    }
    if ((uint16_t)(packet->sequence - stream->sequence) < 0x8000) {
        /* The packet before came and this one is marked: in between the sender was silent on purpose. */
        if (packet->marker && (uint16_t)(packet->sequence - stream->sequence) == 1 && time > stream->highest_end) {
            jitter_put(stream, stream->highest_end, NULL, time - stream->highest_end, next);
        }
        stream->sequence = packet->sequence;
        stream->highest_end = end;
        stream->newest = stream->placed ? end - stream->origin : 0;
    } else {
        stream->overtaken++;
    }
}

/* Takes what a sender's control packet told. */
static inline void jitter_told(jitter *stream, const rtcp_told *told)
{
    if (stream->started && told->source != stream->source) {
        return;
    }
    if (told->has_times && !stream->has_report) {
        stream->has_report = 1;
        stream->report_seconds = (double)told->ntp / 4294967296.0;
        stream->report_time = told->timestamp;
    }
    stream->ended = stream->ended || told->bye;
}

/* When on the sender's wall clock a time of the stream was, in seconds. */
static inline double jitter_clock(const jitter *stream, int64_t time)
{
    int32_t after = (int32_t)((uint32_t)time - (uint32_t)stream->report_time);
    return stream->report_seconds + after / 8000.0;
}

/* Whether the sample of a place is there. */
static inline int jitter_has(const jitter *stream, int64_t place)
{
    return stream->placed && stream->here[place % JITTER_ROOM];
}

/* Whether the sample of a place was lost, not only unsent: a stream is silent before its first packet and when it ended. */
static inline int jitter_lost(const jitter *stream, int64_t place)
{
    return stream->placed && !stream->here[place % JITTER_ROOM] && place >= stream->first - stream->origin
           && !(stream->ended && place >= stream->newest);
}

/* How many samples from a place on are lost, or else are not: at least one, at most count. */
static inline int64_t jitter_stretch(const jitter *stream, int64_t place, int64_t count)
{
    int64_t k = 1;
    while (k < count && jitter_lost(stream, place + k) == jitter_lost(stream, place)) {
        k++;
    }
    return k;
}

/* Whether a place and the count after it need not be waited for any longer. */
static inline int jitter_ready(const jitter *stream, int64_t place, int64_t count, int64_t depth)
{
    int64_t k = 0;
    while (k < count && jitter_has(stream, place + k)) {
        k++;
    }
    return k == count || stream->ended || (stream->placed && stream->newest >= place + count + depth);
}

/* Gives samples, silence where there are none. The places are then free. */
static inline void jitter_give(jitter *stream, int64_t place, int64_t count, unsigned char *samples)
{
    int64_t k;
    for (k = 0; k < count; k++) {
        samples[k] = jitter_has(stream, place + k) ? stream->audio[(place + k) % JITTER_ROOM] : MULAW_SILENCE;
        stream->here[(place + k) % JITTER_ROOM] = 0;
    }
}

#endif
