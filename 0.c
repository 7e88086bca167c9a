/* Reads a call from standard input (mu-law, 8 kHz, agent and customer in turn, no head) and prints its report. */

#include <stdio.h>

#include "listening.h"

static int refused(const char *what, listening_status status)
{
    fprintf(stderr, "first: %s: %s\n", what, listening_status_text(status));
    return 2;
}

int main(void)
{
    unsigned char packet[2 * 160]; /* 20 ms */
    size_t bytes;
    listening_config config;
    listening_session *session;
    listening_report *report;
    const char *json;
    listening_status status;

    listening_config_init(&config, sizeof config);
    status = listening_session_new(&config, &session);
    if (status != LISTENING_STATUS_OK) {
        return refused("configuration", status);
    }
    while (status == LISTENING_STATUS_OK && (bytes = fread(packet, 1, sizeof packet, stdin)) > 0) {
        status = listening_session_push_mulaw(session, packet, bytes / 2);
    }
    if (status == LISTENING_STATUS_OK) {
        status = listening_session_finish(session, &report);
    }
    listening_session_free(session);
    if (status != LISTENING_STATUS_OK) {
        return refused("call", status);
    }
    listening_report_json(report, &json, NULL);
    puts(json);
    listening_report_free(report);
    return 0;
}
