/* What the programs that misuse the library share. */

#ifndef LISTENING_TEST_CHECK_H
#define LISTENING_TEST_CHECK_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "listening.h"

static int failures = 0;

static void check(int line, int holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "line %d: %s\n", line, what);
        failures++;
    }
}

#define CHECK(condition) check(__LINE__, (condition), #condition)
#define STATUS(call, name) check(__LINE__, (call) == LISTENING_STATUS_##name, #call " gave another status than " #name)

/* An address that is not NULL and must not be written to. */
static char untouched;
#define UNTOUCHED(type) ((type *)(void *)&untouched)

static listening_session *begin(void)
{
    listening_config config;
    listening_session *session = NULL;
    STATUS(listening_config_init(&config, sizeof config), OK);
    STATUS(listening_session_new(&config, &session), OK);
    CHECK(session != NULL);
    return session;
}

static int verdict(void)
{
    if (failures == 0) {
        puts("every misuse got its status");
    }
    return failures != 0;
}

#endif
