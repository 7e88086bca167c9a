/*
 * A plugin host: loads the shared library, hears a second of silence and lets go of it, again and again. What the process holds
 * of the heap must not grow with each time. Needs the GNU C library.
 *
 *     reload LIBRARY
 */

#include <dlfcn.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "listening.h"

enum { FIRST = 5, TIMES = 200, MOST_BYTES = 16384 };

static int symbol(void *library, const char *name, void *function)
{
    void *found = dlsym(library, name);
    memcpy(function, &found, sizeof found);
    return found != NULL;
}

/* NULL, or what went wrong. */
static const char *once(const char *path)
{
    static const int16_t samples[16000];
    listening_status (*config_init)(listening_config *, size_t);
    listening_status (*analyze)(const listening_config *, const int16_t *, size_t, listening_report **);
    void (*report_free)(listening_report *);
    listening_config config;
    listening_report *report = NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);

    if (library == NULL || !symbol(library, "listening_config_init", &config_init)
        || !symbol(library, "listening_analyze_i16", &analyze) || !symbol(library, "listening_report_free", &report_free)) {
        return dlerror();
    }
    if (config_init(&config, sizeof config) != LISTENING_STATUS_OK
        || analyze(&config, samples, 8000, &report) != LISTENING_STATUS_OK) {
        return "a second of silence was refused";
    }
    report_free(report);
    return dlclose(library) == 0 ? NULL : dlerror();
}

int main(int count, char **arguments)
{
    size_t before = 0, after;
    const char *wrong = NULL;
    int k;

    for (k = 0; count == 2 && k < TIMES && wrong == NULL; k++) {
        if (k == FIRST) {
            before = mallinfo2().uordblks;
        }
        wrong = once(arguments[1]);
    }
    if (count != 2 || wrong != NULL) {
        fprintf(stderr, "reload: %s\n", count != 2 ? "give the library" : wrong);
        return 2;
    }
    after = mallinfo2().uordblks;
    printf("%ld bytes more after %d times\n", (long)after - (long)before, TIMES - FIRST);
    return after > before + MOST_BYTES;
}
