/*
 * Prints the live decisions of a call, and how many probabilities were open.
 *
 *     decisions CALL.raw RATE
 *
 * CALL.raw is interleaved stereo, 16 bits, 8 kHz. A line for each decision: its JSON.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "listening.h"

enum { PACKET = 160 };

int main(int argc, char **argv)
{
    listening_config config;
    listening_session *session = NULL;
    listening_event event;
    listening_report *report = NULL;
    char reason[256] = "";
    int16_t packet[2 * PACKET];
    size_t frames;
    long open = 0;
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;

    if (file == NULL) {
        return 2;
    }
    listening_config_init(&config, sizeof config);
    listening_event_init(&event, sizeof event);
    config.decisions = 0.11;
    if (listening_config_check(&config, reason, sizeof reason) != LISTENING_STATUS_BAD_CONFIG ||
        strstr(reason, "0.05, 0.1 or 0.2") == NULL) {
        fprintf(stderr, "decisions: 0.11 is not refused: %s\n", reason);
        return 1;
    }
    config.decisions = strtod(argv[2], NULL);
    if (listening_session_new(&config, &session) != LISTENING_STATUS_OK) {
        return 1;
    }
    while ((frames = fread(packet, 2 * sizeof *packet, PACKET, file)) > 0) {
        int32_t party;
        if (listening_session_push_i16(session, packet, frames) != LISTENING_STATUS_OK) {
            return 1;
        }
        while (listening_session_poll_event(session, &event) == LISTENING_STATUS_OK) {
            char line[1024];
            if (event.status == LISTENING_EVENT_STATUS_COMMITTED) {
                listening_session_last_event_json(session, line, sizeof line, NULL);
                puts(line);
            }
        }
        for (party = LISTENING_PARTY_AGENT; party <= LISTENING_PARTY_CUSTOMER; party++) {
            double probability = -1.0;
            listening_session_probability(session, LISTENING_EVENT_KIND_TURN_END, party, &probability);
            open += probability >= 0.0 && probability <= 1.0;
            listening_session_probability(session, LISTENING_EVENT_KIND_OVERLAP, party, &probability);
            if (!isnan(probability)) {
                return 1;
            }
        }
    }
    fclose(file);
    if (listening_session_finish(session, &report) != LISTENING_STATUS_OK) {
        return 1;
    }
    listening_report_free(report);
    listening_session_free(session);
    printf("%ld open\n", open);
    return 0;
}
