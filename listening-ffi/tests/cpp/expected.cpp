/*
 * Prints the report of a call without an exception in sight: compiled with -fno-exceptions -fno-rtti too.
 *
 *     expected CALL.mulaw
 */

#include "check.hpp"

int main(int count, char **arguments) {
    if (count != 2) {
        return 2;
    }
    const auto call = bytes_of(arguments[1]);
    listening::config config;
    config.agent_channel = 7;
    auto refused = listening::session::create(config);
    CHECK(!refused && refused.status() == LISTENING_STATUS_BAD_CONFIG);
    CHECK(refused.what().find("agent_channel") != std::string::npos);
    config.agent_channel = 0;

    auto begun = listening::session::create(config);
    CHECK(begun && begun.status() == LISTENING_STATUS_OK && begun.what().empty());
    listening::session session = *std::move(begun);
    const std::int16_t half[3] = {0, 0, 0};
    CHECK(session.try_push(listening::pcm16(half)) == LISTENING_STATUS_BAD_AUDIO);
    CHECK(session.last_error().find("even number") != std::string::npos);

    listening::event event;
    int events = 0;
    for (std::size_t at = 0; at + 2 <= call.size(); at += 998) {
        const std::size_t bytes = call.size() - at < 998 ? call.size() - at : 998;
        CHECK(session.try_push(listening::mulaw({call.data() + at, bytes})) == LISTENING_STATUS_OK);
        while (session.try_poll(event) == LISTENING_STATUS_OK) {
            events++;
        }
    }
    CHECK(events > 40);
    listening::snapshot now;
    CHECK(now.raw().position == 0.0 && session.try_snapshot(now) == LISTENING_STATUS_OK);
    CHECK(now.floor() && *now.floor_for() > 0.0 && now.since_heard(listening::party::customer));
    CHECK(now.position() > 90.0 && now.known() > 90.0 && now.known() <= now.position());
    CHECK(now.count(LISTENING_EVENT_KIND_DEAD_AIR, listening::party::customer) == 1);
    CHECK(*now.talk_share(listening::party::agent) + *now.talk_share(listening::party::customer) > 0.999);
    CHECK(!now.mark() && !now.floor_taken(listening::party::agent) && !now.turn_end(listening::party::customer));
    auto so_far = session.try_report_so_far();
    auto report = session.try_finish();
    CHECK(report && so_far && so_far->json() == report->json());
    CHECK(session.try_snapshot(now) == LISTENING_STATUS_FINISHED && !session.try_report_so_far());
    auto again = session.try_finish();
    CHECK(!again && again.status() == LISTENING_STATUS_FINISHED && !again.what().empty());
    CHECK(session.try_push_gap(1) == LISTENING_STATUS_FINISHED);
    CHECK(session.try_push_lost(1, listening::party::agent) == LISTENING_STATUS_FINISHED);

    /* What the telephone system says. */
    auto marked = listening::session::create(config);
    CHECK(marked->try_push_mark(LISTENING_MARK_KIND_HOLD, 1.0, 2.5, listening::party::agent) == LISTENING_STATUS_OK);
    CHECK(marked->try_push_mark(LISTENING_MARK_KIND_TRANSFER, 3.0, {}, {}, "anna") == LISTENING_STATUS_OK);
    CHECK(marked->try_push_mark(LISTENING_MARK_KIND_TRANSFER, 3.0, 4.0) == LISTENING_STATUS_OK);
    CHECK(marked->try_push_mark(LISTENING_MARK_KIND_HOLD, 1.0, 0.5) == LISTENING_STATUS_BAD_MARK);
    CHECK(marked->try_push_mark(LISTENING_MARK_KIND_TRANSFER, 1.0, {}, {}, std::string("a\0b", 3)) == LISTENING_STATUS_BAD_MARK);
    CHECK(marked->try_push_gap(8000 * 9) == LISTENING_STATUS_OK);
    auto handled = marked->try_finish();
    CHECK(handled->marks().size() == 2 && handled->marks()[1].end == 4.0 && handled->marks()[0].party == LISTENING_PARTY_AGENT);
    CHECK(handled->legs().size() == 2 && std::string(handled->legs()[1].agent) == "anna" && handled->legs()[1].start == 4.0);

    /* Packets, as they come. */
    auto line = listening::session::create(config);
    auto packets = listening::rtp::create(config.sample_rate);
    CHECK(!listening::rtp::create(7999) && listening::rtp::create(8000, 2.1).status() == LISTENING_STATUS_BAD_CONFIG);
    CHECK(packets->try_set_payload_type(96, "PCMU/8000") == LISTENING_STATUS_OK);
    CHECK(packets->try_set_payload_type(96, "opus") == LISTENING_STATUS_BAD_CONFIG);
    unsigned char packet[172] = {0x80, 96};
    for (unsigned char k = 0; k < 50; k++) {
        packet[3] = k;
        packet[6] = static_cast<unsigned char>(k * 160 >> 8);
        packet[7] = static_cast<unsigned char>(k * 160);
        CHECK(packets->try_push(*line, listening::party::agent, 0.02 * k, packet, sizeof packet) == LISTENING_STATUS_OK);
    }
    CHECK(packets->try_advance(*line, 1.0) == LISTENING_STATUS_OK && !packets->has_ended());
    CHECK(packets->try_finish(*line) == LISTENING_STATUS_OK);
    CHECK(packets->counts(listening::party::agent).packets == 50);
    CHECK(line->position() == 1.0);
    CHECK(line->try_note_lost(listening::party::agent, 0.5, 1.0) == LISTENING_STATUS_OK);
    CHECK(line->try_note_lost(listening::party::agent, 0.5, 1.5) == LISTENING_STATUS_BAD_AUDIO);

    /* Texts are taken whole or not at all. */
    const std::string cut("yes\0no", 6);
    CHECK(listening::session::create(config)->try_push_word(listening::party::agent, 0.0, 1.0, cut) == LISTENING_STATUS_BAD_WORD);
    for (std::string listening::config::*text :
         {&listening::config::lexicon, &listening::config::profile, &listening::config::calibration}) {
        auto holds = config;
        holds.*text = cut;
        CHECK(listening::session::create(holds).status() == LISTENING_STATUS_BAD_CONFIG);
        CHECK(listening::floor::create(holds).what().find("holds a NUL") != std::string::npos);
    }

    auto whole = listening::try_analyze(config, listening::mulaw(call));
    CHECK(whole && whole->json() == report->json());
    CHECK(!listening::try_analyze(config, listening::pcm16(half)));
    auto floor = listening::floor::create(config);
    CHECK(floor && floor->try_push(listening::party::agent, 3.0, 1.0) == LISTENING_STATUS_BAD_TALKSPURTS);
    CHECK(floor->try_push_word(listening::party::agent, 0.0, 1.0, cut) == LISTENING_STATUS_BAD_WORD);
    CHECK(floor->last_error().find("holds a NUL") != std::string::npos);
    CHECK(floor->try_push(listening::party::agent, 3.0, 1.0) == LISTENING_STATUS_BAD_TALKSPURTS);
    CHECK(floor->last_error().find("talkspurt 0") != std::string::npos);
    CHECK(floor->try_finish(2.0)->duration() == 2.0);
    std::printf("%.*s\n", static_cast<int>(report->json().size()), report->json().data());
    return failures != 0;
}
