#include <stdio.h>

#include "listening.h"

/* One packet of each party, mu-law at 8 kHz. NULL for one that did not arrive. */
listening_status on_packets(listening_session *call, const uint8_t *agent, const uint8_t *customer, size_t frames)
{
    listening_event event;
    listening_status status = listening_session_push_planar_mulaw(call, agent, customer, frames);

    if (status != LISTENING_STATUS_OK) {
        char why[512];
        if (listening_session_last_error(call, why, sizeof why, NULL) == LISTENING_STATUS_OK) {
            fprintf(stderr, "%s\n", why);
        }
        return status;
    }
    listening_event_init(&event, sizeof event);
    while ((status = listening_session_poll_event(call, &event)) == LISTENING_STATUS_OK) {
        if (event.status == LISTENING_EVENT_STATUS_FINAL && event.kind == LISTENING_EVENT_KIND_INTERRUPTION) {
            printf("%.2f s: the %s interrupts\n", event.start, event.by == LISTENING_PARTY_AGENT ? "agent" : "customer");
        }
    }
    return status == LISTENING_STATUS_NO_EVENT ? LISTENING_STATUS_OK : status;
}
