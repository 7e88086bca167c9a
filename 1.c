#include <stdio.h>

#include "listening.h"

void print_report(const listening_report *report)
{
    listening_score score;
    listening_measure measure;
    listening_event event;
    size_t k;

    score.size = sizeof score;
    if (listening_report_score(report, &score) == LISTENING_STATUS_OK && !listening_is_missing(score.value)) {
        printf("%.1f of 100, %s\n", score.value, score.rating != NULL ? score.rating : "too little evidence for a rating");
    }
    measure.size = sizeof measure;
    if (listening_report_find_measure(report, LISTENING_PARTY_AGENT, "interruption_rate", &measure) == LISTENING_STATUS_OK) {
        printf("interruptions: %.2f %s (%.2f to %.2f)\n", measure.value, measure.unit, measure.low, measure.high);
    }
    listening_event_init(&event, sizeof event);
    for (k = 0; listening_report_event(report, k, &event) == LISTENING_STATUS_OK; k++) {
        printf("%.1f s %s\n", event.start, event.id);
    }
}
