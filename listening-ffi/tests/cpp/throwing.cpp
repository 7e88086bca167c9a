/*
 * Prints the report of a call, and looks at it in every way that listening.hpp offers; what is refused is thrown.
 *
 *     throwing CALL.mulaw
 */

#include <cmath>
#include <array>
#include <string>
#include <thread>
#include <type_traits>

#include "check.hpp"

using listening::party;

template <class T>
constexpr bool moves_only = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T>
                            && !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;
static_assert(moves_only<listening::session> && moves_only<listening::floor> && moves_only<listening::mix>
              && moves_only<listening::report>);

/* The status that a call throws; LISTENING_STATUS_OK where it throws nothing. */
template <class F> static listening::status thrown(F call) {
    try {
        call();
    } catch (const listening::error &error) {
        CHECK(std::string(error.what()).size() > 10);
        return error.code();
    }
    return LISTENING_STATUS_OK;
}

static listening::report streamed(const std::vector<std::uint8_t> &call) {
    listening::session session{listening::config{}};
    int finals = 0, reasons = 0;
    bool judged = false;
    for (std::size_t at = 0; at < call.size(); at += 320) {
        const std::size_t count = call.size() - at < 320 ? call.size() - at : 320;
        session.push(listening::mulaw({call.data() + at, count}));
        while (const auto event = session.poll()) {
            CHECK(event->end() >= event->start() && !event->id().empty());
            const auto json = session.last_event_json();
            CHECK(json.find(std::string(event->id())) != std::string::npos);
            CHECK(json.find(listening::name(event->kind())) != std::string::npos);
            CHECK(json.find(listening::name(event->status())) != std::string::npos);
            for (const auto &reason : session.last_reasons()) {
                CHECK(json.find(reason) != std::string::npos);
                reasons++;
            }
            const auto kinds = session.last_kinds();
            CHECK(kinds.empty() || kinds.front().probability >= kinds.back().probability);
            judged = judged || !kinds.empty();
            finals += event->is_final() ? 1 : 0;
        }
    }
    CHECK(finals > 10 && reasons > 50 && judged);
    CHECK(session.position() == static_cast<double>(call.size() / 2) / 8000.0);
    CHECK(session.dropped_events().provisional == 0 && session.dropped_events().finals == 0);
    /* It may go on elsewhere. */
    listening::session moved = std::move(session);
    auto report = moved.finish();
    CHECK(thrown([&] { moved.finish(); }) == LISTENING_STATUS_FINISHED);
    CHECK(thrown([&] { session.push_gap(1); }) == LISTENING_STATUS_NULL_POINTER);
    return report;
}

static void look(const listening::report &report) {
    CHECK(report.duration() > 60.0 && report.profile() == "contact_center/2");
    CHECK(report.engine() == listening_version() && report.network() && report.assessed() == party::agent);
    const auto events = report.events();
    CHECK(events.size() > 40);
    bool reported = false, sure = false, charged = false, named = false;
    for (std::size_t k = 0; k < events.size(); k++) {
        reported = reported || !report.reasons(k).empty();
        sure = sure || events[k].confidence();
        const auto weight = events[k].charged();
        CHECK(!weight || (*weight > 0.0 && *weight <= 1.0 && !report.measures_of(k).empty()));
        charged = charged || weight;
        named = named || !report.measures_of(k).empty();
        const auto kinds = report.kinds(k);
        CHECK(kinds.empty() || kinds.front().probability >= kinds.back().probability);
        CHECK(kinds.empty() || events[k].confidence());
    }
    CHECK(reported && sure && charged && named && report.reasons(events.size()).empty());
    CHECK(report.kinds(events.size()).empty() && report.measures_of(events.size()).empty());
    CHECK(!report.talkspurts().empty() && report.turns().size() > 5 && report.turns().front().end > 0.0);
    const auto agent = report.channel(party::agent), customer = report.channel(party::customer);
    CHECK(agent.position == 0 && customer.position == 1 && agent.active_level_dbov && *agent.snr_db > 0.0);
    CHECK(!agent.health.empty() && agent.health.front().code == "music");
    CHECK(agent.health.front().code == listening::findings::music);
    const auto rate = report.find_measure(party::agent, listening::measures::interruption_rate);
    CHECK(rate && rate->id == "interruption_rate" && rate->unit == listening::units::per_minute);
    CHECK(rate->unit == "1/min" && *rate->low < *rate->value && *rate->value < *rate->high && rate->n == 1);
    CHECK(rate->scored && *rate->scored > 0.0);
    CHECK(!report.find_measure(party::customer, listening::measures::interruption_rate)->scored);
    CHECK(!report.find_measure(party::agent, "no_such_measure"));
    bool rests = false;
    for (const auto &measure : report.measures()) {
        rests = rests || (measure.id == "interruption_rate" && measure.whose == party::agent && measure.events.size() == 1);
    }
    CHECK(rests);
    const auto score = report.score();
    CHECK(score.value && score.rating && score.rating_low && score.status == "ok" && score.coverage > 0.5);
    CHECK(score.dimensions.size() == 4 && score.dimensions[0].id == "patience");
    const auto &lost = score.dimensions[0].deductions;
    CHECK(!lost.empty() && lost[0].measure == "interruption_rate" && lost[0].points > 5.0 && lost[0].events.size() == 1);
    CHECK(report.explanation_json().find("\"habit\":{") != std::string::npos);
    CHECK(report.page_html("Call 17").find("<h2>Call 17</h2>") != std::string::npos);
    CHECK(report.card_html("Call 17").find("What went well") != std::string::npos);
    CHECK(report.preset_json("amazon").find("amazon") != std::string::npos && report.preset_json("none").empty());
}

static void forms() {
    const std::vector<std::int16_t> shorts(320);
    const std::array<float, 320> floats{};
    const std::uint8_t bytes[320] = {};
    listening::session session{listening::config{}};
    session.push(shorts);
    session.push(floats);
    session.push(listening::mulaw(bytes));
    session.push(listening::alaw(bytes));
    session.push(listening::pcm16(shorts.data(), 160), listening::pcm16(shorts.data() + 160, 160));
    session.push(floats, floats);
    session.push(listening::mulaw(bytes), listening::mulaw(bytes));
    session.push(listening::alaw(bytes), listening::alaw(bytes));
    CHECK(session.position() == (4 * 160 + 160 + 3 * 320) / 8000.0);
    session.push(listening::lost, shorts);
    session.push(shorts, listening::lost);
    session.push(listening::lost, floats);
    session.push(floats, listening::lost);
    session.push(listening::lost, listening::mulaw(bytes));
    session.push(listening::mulaw(bytes), listening::lost);
    session.push(listening::lost, listening::alaw(bytes));
    session.push(listening::alaw(bytes), listening::lost);
    listening_audio audio;
    listening_audio_init(&audio, sizeof audio);
    audio.encoding = LISTENING_ENCODING_F32;
    audio.left = floats.data();
    audio.frames = floats.size() / 2;
    const double before = session.position();
    session.push(audio);
    CHECK(session.position() == before + 160 / 8000.0);
    session.push_gap(160);
    session.push_lost(160, party::customer);
    session.push_word(party::agent, 0.1, 0.4, "hello");
    session.push(shorts);
    session.note_truncated();
    session.note_unfinished();
    const auto report = session.finish();
    double left = 0.0, right = 0.0;
    for (const auto &found : report.channel(party::agent).health) {
        left += found.code == "lost_audio" ? *found.value : 0.0;
    }
    for (const auto &found : report.channel(party::customer).health) {
        right += found.code == "lost_audio" ? *found.value : 0.0;
    }
    CHECK(std::abs(left - (4 * 320 + 160) / 8000.0) < 1e-9 && std::abs(right - (4 * 320 + 160 + 160) / 8000.0) < 1e-9);
}

static void refusals() {
    const std::vector<std::int16_t> three(3), two(2);
    const std::vector<float> bad{0.0F, std::nanf("")};
    listening::session session{listening::config{}};
    CHECK(thrown([&] { session.push(three); }) == LISTENING_STATUS_BAD_AUDIO);
    CHECK(session.last_error().find("even number") != std::string::npos);
    CHECK(thrown([&] { session.push(three, two); }) == LISTENING_STATUS_BAD_AUDIO);
    CHECK(session.last_error().find("same length") != std::string::npos);
    CHECK(thrown([&] { session.push(bad); }) == LISTENING_STATUS_NOT_FINITE);
    CHECK(session.last_error().find("sample 1") != std::string::npos);
    CHECK(thrown([&] { session.push_word(party::agent, 2.0, 1.0, "hello"); }) == LISTENING_STATUS_BAD_WORD);
    CHECK(session.try_push(two) == LISTENING_STATUS_OK && session.position() == 1.0 / 8000.0);

    listening::config config;
    config.sample_rate = 1234;
    CHECK(thrown([&] { listening::session begun(config); }) == LISTENING_STATUS_UNSUPPORTED_RATE);
    CHECK(config.refusal().find("1234") != std::string::npos);
    config.sample_rate = 16000;
    config.profile = "{}";
    CHECK(thrown([&] { listening::floor begun(config); }) == LISTENING_STATUS_BAD_CONFIG);
    CHECK(thrown([&] { listening::analyze(config, two); }) == LISTENING_STATUS_BAD_CONFIG);
    config.profile.clear();
    CHECK(config.refusal().empty());
    CHECK(thrown([&] { listening::analyze(config, bad); }) == LISTENING_STATUS_NOT_FINITE);

    CHECK(listening::name(party::customer) == "customer" && listening::name(LISTENING_STATUS_BAD_CONFIG) == "bad_config");
    listening_audio audio;
    listening_audio_init(&audio, sizeof audio);
    audio.encoding = 9;
    CHECK(thrown([&] { listening::analyze(config, audio); }) == LISTENING_STATUS_BAD_CONFIG);

    listening::floor floor{config};
    floor.push(party::agent, 0.0, 2.0);
    floor.push(party::customer, 2.5, 4.0);
    floor.push_word(party::agent, 0.0, 2.0, "how may I help");
    CHECK(thrown([&] { floor.push(party::agent, 1.0, 3.0); }) == LISTENING_STATUS_BAD_TALKSPURTS);
    CHECK(thrown([&] { floor.finish(3.0); }) == LISTENING_STATUS_BAD_TALKSPURTS);
    const auto report = floor.finish();
    CHECK(report.duration() == 4.0 && !report.channel(party::agent).position && report.talkspurts().size() == 2);
    CHECK(thrown([&] { floor.finish(); }) == LISTENING_STATUS_FINISHED);

    listening::mix mix{listening::config{}};
    const std::vector<std::int16_t> silence(16000);
    const std::vector<float> loud{2e9F};
    mix.push(listening::pcm16(silence));
    mix.push(listening::mulaw(std::vector<std::uint8_t>(8000, 255)));
    CHECK(mix.position() == 3.0);
    mix.push_lost(80);
    mix.push_turn(party::agent, 0.0, 2.0);
    mix.push_word(party::agent, 0.0, 2.0, "how may I help");
    CHECK(thrown([&] { mix.push(listening::pcm32f(loud)); }) == LISTENING_STATUS_OUT_OF_RANGE);
    CHECK(thrown([&] { mix.push_turn(party::agent, 1.0, 3.0); }) == LISTENING_STATUS_BAD_TALKSPURTS);
    mix.push_turn(party::customer, 2.0, 4.5);
    CHECK(thrown([&] { mix.finish(); }) == LISTENING_STATUS_BAD_TALKSPURTS);
    mix.push(listening::pcm16(silence));
    const auto mixed = mix.finish();
    CHECK(mixed.duration() == 5.0 && !mixed.channel(party::agent).position && mixed.talkspurts().empty());
    CHECK(mixed.json().find("turns_trimmed") != std::string::npos);
    CHECK(thrown([&] { mix.finish(); }) == LISTENING_STATUS_FINISHED && mix.position() == 5.0);
}

/* What was moved from is empty; there is no zero in place of a score. */
static void emptied(const std::vector<std::uint8_t> &call) {
    auto report = listening::analyze(listening::config{}, listening::mulaw(call));
    const auto kept = std::move(report);
    CHECK(kept.score().value && kept.channel(party::customer).position == 1);
    const auto score = report.score();
    CHECK(!score.value && !score.low && !score.high && !score.rating && !score.rating_low && !score.rating_high);
    CHECK(score.status.empty() && score.coverage == 0.0 && score.dimensions.empty());
    const auto channel = report.channel(party::agent);
    CHECK(!channel.position && !channel.active_level_dbov && !channel.snr_db && channel.health.empty());
    CHECK(report.json().empty() && report.profile().empty() && report.duration() == 0.0);
    CHECK(report.engine().empty() && !report.network() && report.assessed() == party::agent);
    CHECK(report.explanation_json().empty() && report.preset_json("amazon").empty());
    CHECK(report.page_html("Call").empty() && report.card_html("Call").empty());
    CHECK(report.talkspurts().empty() && report.turns().empty() && report.events().empty() && report.reasons(0).empty());
    CHECK(report.measures().empty() && !report.find_measure(party::agent, "talk_share"));
    report = listening::analyze(listening::config{}, listening::mulaw(call));
    CHECK(report.score().value == kept.score().value);

    listening::session session{listening::config{}}, other = std::move(session);
    const std::string cut("a\0b", 3);
    CHECK(thrown([&] { session.push_word(party::agent, 0.0, 1.0, cut); }) == LISTENING_STATUS_NULL_POINTER);
    CHECK(thrown([&] { other.push_word(party::agent, 0.0, 1.0, cut); }) == LISTENING_STATUS_BAD_WORD);
    CHECK(other.last_error().find("holds a NUL") != std::string::npos);
}

/* The defaults here are those of the library. */
static void defaults() {
    listening_config theirs;
    listening_config_init(&theirs, sizeof theirs);
    const listening::config ours;
    const auto raw = ours.raw();
    CHECK(raw.size == theirs.size && raw.sample_rate == theirs.sample_rate && raw.agent_channel == theirs.agent_channel);
    CHECK(raw.assessed == theirs.assessed && raw.provisional == theirs.provisional && raw.language == theirs.language);
    CHECK(raw.talker_prosody == theirs.talker_prosody && raw.calibration == nullptr && raw.profile == nullptr);
    CHECK(raw.lexicon == nullptr && raw.history == theirs.history);
    CHECK(std::isnan(raw.agent_offset) && std::isnan(raw.customer_offset));
}

int main(int count, char **arguments) {
    if (count != 2) {
        return 2;
    }
    const auto call = bytes_of(arguments[1]);
    const auto report = streamed(call);
    look(report);
    forms();
    refusals();
    emptied(call);
    defaults();
    /* A session may move to another thread, and a whole call is the same report. */
    std::string elsewhere;
    listening::session session{listening::config{}};
    std::thread([&elsewhere, &call, session = std::move(session)]() mutable {
        session.push(listening::mulaw(call));
        elsewhere = session.finish().json();
    }).join();
    CHECK(elsewhere == report.json());
    CHECK(listening::analyze(listening::config{}, listening::mulaw(call)).json() == report.json());
    std::printf("%.*s\n", static_cast<int>(report.json().size()), report.json().data());
    return failures != 0;
}
