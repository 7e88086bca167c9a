/* RTP and RTCP (RFC 3550), as far as the examples need it: packets read and written. */

#ifndef RTP_H
#define RTP_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { RTP_PCMU = 0 };       /* the payload type of mu-law at 8 kHz: RFC 3551 */
enum { RTP_HEADER = 12 };    /* bytes, without what may follow it */
enum { RTCP_LONGEST = 128 }; /* bytes that rtcp_write needs at most */

typedef struct {
    unsigned payload_type;
    int marker; /* in audio: the first packet after a silence that was not sent */
    uint16_t sequence;
    uint32_t timestamp; /* of the first sample, in samples from a random start */
    uint32_t source;    /* SSRC: who sends */
    const unsigned char *payload;
    size_t size;
} rtp_packet;

/* What a sender's control packet says. The two times are of the same moment. */
typedef struct {
    uint32_t source;
    int has_times, bye;
    uint64_t ntp; /* seconds since 1900 in 32.32 fixed point */
    uint32_t timestamp;
} rtcp_report;

static inline uint32_t rtp_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline unsigned char *rtp_put_u32(unsigned char *bytes, uint32_t value)
{
    bytes[0] = (unsigned char)(value >> 24);
    bytes[1] = (unsigned char)(value >> 16);
    bytes[2] = (unsigned char)(value >> 8);
    bytes[3] = (unsigned char)value;
    return bytes + 4;
}

/* Whether a packet on a port that RTP and RTCP share is RTCP: RFC 5761. */
static inline int rtp_is_control(const unsigned char *bytes, size_t size)
{
    return size >= 2 && bytes[1] >= 192 && bytes[1] <= 223;
}

/* Reads a packet; 0 where it is none. The payload stays where it is. */
static inline int rtp_read(const unsigned char *bytes, size_t size, rtp_packet *packet)
{
    size_t head = RTP_HEADER, padding = 0;

    if (size < head || bytes[0] >> 6 != 2) {
        return 0;
    }
    head += 4 * (size_t)(bytes[0] & 15);
    if ((bytes[0] & 16) != 0) { /* a header extension: four bytes, then as many words as they say */
        if (size < head + 4) {
            return 0;
        }
        head += 4 + 4 * ((size_t)bytes[head + 2] << 8 | bytes[head + 3]);
    }
    if ((bytes[0] & 32) != 0) {
        padding = bytes[size - 1];
    }
    if (size < head + padding) {
        return 0;
    }
    packet->payload_type = bytes[1] & 127;
    packet->marker = bytes[1] >> 7;
    packet->sequence = (uint16_t)(bytes[2] << 8 | bytes[3]);
    packet->timestamp = rtp_u32(bytes + 4);
    packet->source = rtp_u32(bytes + 8);
    packet->payload = bytes + head;
    packet->size = size - head - padding;
    return 1;
}

/* Writes a packet to bytes, which has room for RTP_HEADER and the payload; gives its size. */
static inline size_t rtp_write(const rtp_packet *packet, unsigned char *bytes)
{
    bytes[0] = 2 << 6;
    bytes[1] = (unsigned char)(packet->marker << 7 | (int)packet->payload_type);
    bytes[2] = (unsigned char)(packet->sequence >> 8);
    bytes[3] = (unsigned char)packet->sequence;
    rtp_put_u32(rtp_put_u32(bytes + 4, packet->timestamp), packet->source);
    memcpy(bytes + RTP_HEADER, packet->payload, packet->size);
    return RTP_HEADER + packet->size;
}

/* Reads the sender report and the goodbye out of a compound packet; 0 where it is none. */
static inline int rtcp_read(const unsigned char *bytes, size_t size, rtcp_report *report)
{
    memset(report, 0, sizeof *report);
    if (size < 8 || bytes[0] >> 6 != 2) {
        return 0;
    }
    report->source = rtp_u32(bytes + 4);
    while (size >= 8 && bytes[0] >> 6 == 2) {
        size_t part = 4 * (((size_t)bytes[2] << 8 | bytes[3]) + 1);
        if (part > size) {
            return 0;
        }
        if (bytes[1] == 200 && part >= 28) {
            report->has_times = 1;
            report->ntp = (uint64_t)rtp_u32(bytes + 8) << 32 | rtp_u32(bytes + 12);
            report->timestamp = rtp_u32(bytes + 16);
        }
        report->bye = report->bye || bytes[1] == 203;
        bytes += part;
        size -= part;
    }
    return 1;
}

/* Writes a sender report with the name (at most 32 bytes of it) that RFC 3550 asks for, and, where it is set, a goodbye. */
static inline size_t rtcp_write(const rtcp_report *report, uint32_t packets, uint32_t octets, const char *name,
                                unsigned char *bytes)
{
    unsigned char *at = bytes;
    size_t length = strlen(name) < 32 ? strlen(name) : 32;
    size_t words = (4 + 2 + length + 1 + 3) / 4; /* source, item, its end; filled up to whole words */

    at = rtp_put_u32(at, 0x80C80006u); /* version 2, sender report, 7 words */
    at = rtp_put_u32(at, report->source);
    at = rtp_put_u32(at, (uint32_t)(report->ntp >> 32));
    at = rtp_put_u32(at, (uint32_t)report->ntp);
    at = rtp_put_u32(at, report->timestamp);
    at = rtp_put_u32(at, packets);
    at = rtp_put_u32(at, octets);
    at = rtp_put_u32(at, 0x81CA0000u | (uint32_t)words); /* one source described */
    memset(at, 0, 4 * words);
    rtp_put_u32(at, report->source);
    at[4] = 1; /* the item CNAME */
    at[5] = (unsigned char)length;
    memcpy(at + 6, name, length);
    at += 4 * words;
    if (report->bye) {
        at = rtp_put_u32(at, 0x81CB0001u);
        at = rtp_put_u32(at, report->source);
    }
    return (size_t)(at - bytes);
}

#endif
