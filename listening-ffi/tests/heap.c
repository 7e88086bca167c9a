/*
 * What a live session holds of the heap, and whether a push allocates: every call of the allocator is counted, in the
 * library too. Needs the GNU C library and the static library.
 *
 *     heap MINUTES (CALL.wav | silence) [MOST_BYTES MOST_ALLOCATING_PUSHES]
 *
 * Pushes packets of 20 ms and polls events. Prints a line at the start, after each tenth of the time, and at the end.
 * With the two bounds it fails where the session holds more at the end, or where more pushes of the last tenth
 * allocated.
 */

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listening.h"
#include "../examples/wav.h"

enum { PACKET = 160 };

static size_t held, calls;

/* The allocator of the C library under its inner names. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *old);

static void *counted(void *block)
{
    calls++;
    held += block == NULL ? 0 : malloc_usable_size(block);
    return block;
}

void *malloc(size_t size)
{
    return counted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return counted(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    held -= old == NULL ? 0 : malloc_usable_size(old);
    return counted(__libc_realloc(old, size));
}

int posix_memalign(void **place, size_t alignment, size_t size)
{
    *place = counted(__libc_memalign(alignment, size));
    return *place == NULL ? ENOMEM : 0;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return counted(__libc_memalign(alignment, size));
}

void free(void *old)
{
    held -= old == NULL ? 0 : malloc_usable_size(old);
    __libc_free(old);
}

static int fail(const char *what)
{
    fprintf(stderr, "heap: %s\n", what);
    return 1;
}

int main(int count, char **arguments)
{
    static unsigned char silence[PACKET * 2];
    static char line[1024];
    listening_config config;
    listening_event event;
    listening_session *session = NULL;
    const char *wrong = NULL;
    unsigned char *audio = silence;
    size_t frames = PACKET, packets, tenth, packet, before, allocating = 0, events = 0;
    listening_status status = LISTENING_STATUS_OK;
    double minutes;

    memset(silence, 0xFF, sizeof silence);
    /* What is printed takes none of the heap. */
    setvbuf(stdout, line, _IOLBF, sizeof line);
    if (count != 3 && count != 5) {
        return fail("usage: heap MINUTES (CALL.wav | silence) [MOST_BYTES MOST_ALLOCATING_PUSHES]");
    }
    minutes = strtod(arguments[1], NULL);
    if (strcmp(arguments[2], "silence") != 0) {
        audio = wav_load_call(arguments[2], &frames, &wrong);
    }
    if (audio == NULL || !(minutes >= 1 && minutes <= 100000)) {
        return fail(audio == NULL ? wrong : "minutes are 1 to 100000");
    }
    /* The first session of a process also makes what all share. */
    listening_config_init(&config, sizeof config);
    listening_event_init(&event, sizeof event);
    if (listening_session_new(&config, &session) != LISTENING_STATUS_OK) {
        return fail("no session");
    }
    listening_session_free(session);

    before = held;
    if (listening_session_new(&config, &session) != LISTENING_STATUS_OK) {
        return fail("no session");
    }
    printf("new: %lu bytes\n", (unsigned long)(held - before));
    packets = (size_t)(minutes * 60 * 50);
    tenth = packets / 10;
    for (packet = 1; packet <= packets && status == LISTENING_STATUS_OK; packet++) {
        size_t earlier = calls;
        status = listening_session_push_mulaw(session, audio + (packet % (frames / PACKET)) * PACKET * 2, PACKET);
        allocating += calls != earlier;
        while (status == LISTENING_STATUS_OK && listening_session_poll_event(session, &event) == LISTENING_STATUS_OK) {
            events++;
        }
        if (packet % tenth == 0) {
            size_t now = held - before;
            printf("%8.1f min: %8lu bytes, %4lu of %lu pushes allocated, %lu events so far\n",
                   (double)packet / 3000, (unsigned long)now, (unsigned long)allocating, (unsigned long)tenth,
                   (unsigned long)events);
            fflush(stdout);
            if (packet == tenth * 10 && count == 5
                && (now > strtoul(arguments[3], NULL, 10) || allocating > strtoul(arguments[4], NULL, 10))) {
                return fail("more than allowed");
            }
            allocating = 0;
        }
    }
    listening_session_free(session);
    if (audio != silence) {
        free(audio);
    }
    return status == LISTENING_STATUS_OK ? 0 : fail(listening_status_text(status));
}
