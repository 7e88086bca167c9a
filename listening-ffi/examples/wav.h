/* Reading WAV files, as far as the examples need it: the head of any, and a whole mu-law call. */

#ifndef WAV_H
#define WAV_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WAV_PCM = 1, WAV_ALAW = 6, WAV_MULAW = 7, WAV_EXTENSIBLE = 0xFFFE };

typedef struct {
    unsigned tag, channels, bits;
    uint32_t rate;
    uint32_t data_bytes; /* as the file says */
} wav_format;

/* Whether the recorder never wrote how long the file is: killed, or into a pipe. Read it to its end. */
static inline int wav_is_unfinished(const wav_format *format)
{
    return format->data_bytes == 0 || format->data_bytes >= 0x7FFFF000u;
}

static inline unsigned wav_u16(const unsigned char *bytes)
{
    return (unsigned)bytes[0] | (unsigned)bytes[1] << 8;
}

static inline uint32_t wav_u32(const unsigned char *bytes)
{
    return (uint32_t)wav_u16(bytes) | (uint32_t)wav_u16(bytes + 2) << 16;
}

/* Passes over bytes by reading them, so that a pipe will do; 0 where the file ends before. */
static inline int wav_skip(FILE *file, uint64_t count)
{
    unsigned char scrap[512];
    while (count > 0) {
        size_t part = count < sizeof scrap ? (size_t)count : sizeof scrap;
        if (fread(scrap, 1, part, file) != part) {
            return 0;
        }
        count -= part;
    }
    return 1;
}

/* Reads up to the first sample; gives what is wrong, or NULL. */
static inline const char *wav_read_header(FILE *file, wav_format *format)
{
    unsigned char head[12], chunk[8], fields[40];
    int known = 0;

    if (fread(head, 1, 12, file) != 12 || memcmp(head, "RIFF", 4) != 0 || memcmp(head + 8, "WAVE", 4) != 0) {
        return "not a WAV file";
    }
    while (fread(chunk, 1, 8, file) == 8) {
        uint64_t size = wav_u32(chunk + 4);
        uint64_t taken = 0;
        if (memcmp(chunk, "data", 4) == 0) {
            format->data_bytes = (uint32_t)size;
            return known ? NULL : "no format before the data";
        }
        if (memcmp(chunk, "fmt ", 4) == 0) {
            taken = size < sizeof fields ? size : sizeof fields;
            if (taken < 16 || fread(fields, 1, (size_t)taken, file) != taken) {
                return "the format chunk is cut short";
            }
            format->tag = wav_u16(fields);
            format->channels = wav_u16(fields + 2);
            format->rate = wav_u32(fields + 4);
            format->bits = wav_u16(fields + 14);
            if (format->tag == WAV_EXTENSIBLE && taken >= 26) {
                format->tag = wav_u16(fields + 24);
            }
            known = 1;
        }
        /* Chunks are padded to an even size. */
        if (!wav_skip(file, size - taken + size % 2)) {
            break;
        }
    }
    return "no audio data";
}

/*
 * Reads a stereo mu-law file of 8 kHz whole: *frames times two bytes, to be given to free. Where that fails it gives
 * NULL and sets *wrong.
 */
static inline unsigned char *wav_load_call(const char *path, size_t *frames, const char **wrong)
{
    wav_format format = {0, 0, 0, 0, 0};
    unsigned char *bytes = NULL;
    FILE *file = fopen(path, "rb");

    if (file == NULL) {
        *wrong = "cannot be opened";
        return NULL;
    }
    *wrong = wav_read_header(file, &format);
    if (*wrong == NULL && (format.tag != WAV_MULAW || format.channels != 2 || format.rate != 8000)) {
        *wrong = "stereo mu-law at 8 kHz is needed";
    }
    if (*wrong == NULL) {
        bytes = malloc((size_t)format.data_bytes + 1);
        *frames = bytes == NULL ? 0 : fread(bytes, 1, format.data_bytes, file) / 2;
        if (*frames == 0) {
            *wrong = "no audio data";
            free(bytes);
            bytes = NULL;
        }
    }
    fclose(file);
    return bytes;
}

#endif
