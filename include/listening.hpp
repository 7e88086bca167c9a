/*
 * Listening for C++17 and later: listening.h with owners, values and views. Header-only; link the C library.
 *
 *     listening::session session(listening::config{});             // 8 kHz, agent on the left
 *     while (more audio) {
 *         session.push(samples);                                   // std::vector<int16_t>, an array, a span
 *         while (auto event = session.poll()) { ... }
 *     }
 *     listening::report report = session.finish();
 *     std::cout << report.json();
 *
 * The rules at the top of listening.h apply here too. In addition:
 *
 * Owners      session, floor, mix and report own their C objects: they can be moved but not copied, and free them when destroyed.
 *             A moved-from object rejects every call with LISTENING_STATUS_NULL_POINTER and can be assigned to; a moved-from
 *             report is empty: no text, no rows, no optional values, 0 for other numbers.
 * Errors      Every function that can fail has two versions. try_push, try_finish and similar functions never throw library
 *             errors: they return a status, or a result that holds a value or a status. push, finish and constructors
 *             throw listening::error; without exceptions (-fno-exceptions, or LISTENING_NO_EXCEPTIONS defined before
 *             this header) they are not declared. last_error returns the message.
 * Missing     What is NaN or NULL in C is an empty std::optional here.
 * Strings     A std::string that contains a NUL is rejected, because C would read it only up to there: a word with
 *             LISTENING_STATUS_BAD_WORD, a text of the config with LISTENING_STATUS_BAD_CONFIG.
 * Views       Audio is passed as a view of samples: std::span if available, otherwise a small class of ours. Wrap G.711 bytes
 *             in their type: session.push(listening::mulaw(bytes)). A std::string_view returned by a report lives as long as
 *             the report.
 */

#ifndef LISTENING_HPP
#define LISTENING_HPP

#include "listening_turns.hpp"

namespace listening {

/** A live call, processed chunk by chunk. Use it from one thread at a time; it may move between threads. */
class session : public detail::live<listening_session, listening_session_last_error> {
public:
    /** Owns the result of listening_session_new. */
    explicit session(listening_session *raw) noexcept : live(raw) {}
    /** Starts a call. */
    static result<session> create(const config &settings) {
        return detail::begun<session, listening_session>(settings, listening_session_new);
    }

    /** Pushes interleaved stereo: left, right, left, right. Rejects a half frame. */
    status try_push(pcm16 interleaved) noexcept { return stereo(listening_session_push_i16, interleaved); }
    /** Pushes interleaved stereo of floats. */
    status try_push(pcm32f interleaved) noexcept { return stereo(listening_session_push_f32, interleaved); }
    /** Pushes interleaved stereo in mu-law. */
    status try_push(mulaw bytes) noexcept { return stereo(listening_session_push_mulaw, bytes.samples); }
    /** Pushes interleaved stereo in A-law. */
    status try_push(alaw bytes) noexcept { return stereo(listening_session_push_alaw, bytes.samples); }

    /** Pushes audio whose form is known at run time. */
    status try_push(const listening_audio &audio) noexcept { return checked(listening_session_push_audio(raw(), &audio)); }

    /** Pushes the two channels separately, of equal length. */
    status try_push(pcm16 left, pcm16 right) noexcept { return apart(listening_session_push_planar_i16, left, right); }
    /** Pushes the two channels separately, of equal length. */
    status try_push(pcm32f left, pcm32f right) noexcept { return apart(listening_session_push_planar_f32, left, right); }
    /** Pushes the two channels separately, of equal length. */
    status try_push(mulaw left, mulaw right) noexcept {
        return apart(listening_session_push_planar_mulaw, left.samples, right.samples);
    }
    /** Pushes the two channels separately, of equal length. */
    status try_push(alaw left, alaw right) noexcept {
        return apart(listening_session_push_planar_alaw, left.samples, right.samples);
    }

    /** Pushes the right channel; the left channel's packet was lost. */
    status try_push(lost_t, pcm16 right) noexcept {
        return checked(listening_session_push_planar_i16(raw(), nullptr, right.data(), right.size()));
    }
    /** Pushes the left channel; the right channel's packet was lost. */
    status try_push(pcm16 left, lost_t) noexcept {
        return checked(listening_session_push_planar_i16(raw(), left.data(), nullptr, left.size()));
    }
    /** Pushes the right channel; the left channel's packet was lost. */
    status try_push(lost_t, pcm32f right) noexcept {
        return checked(listening_session_push_planar_f32(raw(), nullptr, right.data(), right.size()));
    }
    /** Pushes the left channel; the right channel's packet was lost. */
    status try_push(pcm32f left, lost_t) noexcept {
        return checked(listening_session_push_planar_f32(raw(), left.data(), nullptr, left.size()));
    }
    /** Pushes the right channel; the left channel's packet was lost. */
    status try_push(lost_t, mulaw right) noexcept {
        return checked(listening_session_push_planar_mulaw(raw(), nullptr, right.samples.data(), right.samples.size()));
    }
    /** Pushes the left channel; the right channel's packet was lost. */
    status try_push(mulaw left, lost_t) noexcept {
        return checked(listening_session_push_planar_mulaw(raw(), left.samples.data(), nullptr, left.samples.size()));
    }
    /** Pushes the right channel; the left channel's packet was lost. */
    status try_push(lost_t, alaw right) noexcept {
        return checked(listening_session_push_planar_alaw(raw(), nullptr, right.samples.data(), right.samples.size()));
    }
    /** Pushes the left channel; the right channel's packet was lost. */
    status try_push(alaw left, lost_t) noexcept {
        return checked(listening_session_push_planar_alaw(raw(), left.samples.data(), nullptr, left.samples.size()));
    }
    /** Pushes frames that did not arrive: time advances. */
    status try_push_gap(std::size_t frames) noexcept {
        return checked(listening_session_push_planar_i16(raw(), nullptr, nullptr, frames));
    }
    /** Declares that the next frames of one party are lost; push them anyway. */
    status try_push_lost(std::size_t frames, party whose) noexcept {
        return checked(listening_session_push_lost(raw(), frames, static_cast<std::int32_t>(whose)));
    }
    /** Records that audio pushed as silence had been lost, as a later packet proved; seconds. */
    status try_note_lost(party whose, double start, double end) noexcept {
        return checked(listening_session_note_lost(raw(), static_cast<std::int32_t>(whose), start, end));
    }
    /** Pushes a word, in seconds from the first sample. */
    status try_push_word(party by, double start, double end, const std::string &text) noexcept {
        return word(listening_session_push_word, by, start, end, text);
    }
    /** Pushes the words of a recogniser's transcript; speakers as "spk_0=agent,spk_1=customer", or empty. */
    status try_push_transcript(const std::string &transcript, const std::string &speakers = {}, int agent_channel = 0) noexcept {
        return checked(listening_session_push_transcript(raw(), transcript.data(), transcript.size(), speakers.c_str(), agent_channel, nullptr));
    }
    /** Records that the recording is known to be truncated. */
    status try_note_truncated() noexcept { return checked(listening_session_note_truncated(raw())); }
    /** Records that the recording's header was never completed, and that it was read to the end of the file. */
    status try_note_unfinished() noexcept { return checked(listening_session_note_unfinished(raw())); }
    /** Records that a party's own recording is shorter than the other's, by that number of seconds. */
    status try_note_shorter(party of, double seconds) noexcept {
        return checked(listening_session_note_shorter(raw(), static_cast<std::int32_t>(of), seconds));
    }
    /** Records that the recording was coded at too low a bit rate; bit_rate in kbit/s, 0 if unknown. */
    status try_note_coding(double bit_rate) noexcept { return checked(listening_session_note_coding(raw(), bit_rate)); }

    /** The next waiting event; LISTENING_STATUS_NO_EVENT if there is none. Allocates nothing. */
    status try_poll(event &next) noexcept { return checked(listening_session_poll_event(raw(), &next.raw())); }
    /** The event polled last, as one line of JSON with its reasons; empty if there is none. */
    std::string last_event_json() const {
        return detail::filled([this](char *buffer, std::size_t capacity, std::size_t *needed) {
            return listening_session_last_event_json(raw(), buffer, capacity, needed);
        });
    }
    /** The reasons for the event polled last. */
    std::vector<std::string> last_reasons() const {
        std::vector<std::string> all;
        char reason[128] = "";
        while (listening_session_last_event_reason(raw(), all.size(), reason, sizeof reason, nullptr) == LISTENING_STATUS_OK) {
            all.emplace_back(reason);
        }
        return all;
    }
    /** The kinds that the event polled last might be, most probable first; empty if no classification was made. */
    std::vector<reading> last_kinds() const {
        return detail::readings([this](std::size_t at, std::int32_t *kind, double *probability) {
            return listening_session_last_event_kind(raw(), at, kind, probability);
        });
    }
    /** The number of events dropped because too many waited to be polled. */
    dropped dropped_events() const noexcept {
        dropped count;
        listening_session_dropped_events(raw(), &count.provisional, &count.finals);
        return count;
    }
    /** The current probability of a live decision of this kind about a party: LISTENING_EVENT_KIND_FLOOR_TAKEN or
     * LISTENING_EVENT_KIND_TURN_END; empty if no decision is open. */
    std::optional<double> probability(listening_event_kind kind, party whose) const noexcept {
        double found = 0.0;
        listening_session_probability(raw(), kind, static_cast<std::int32_t>(whose), &found);
        return found == found ? std::optional<double>(found) : std::nullopt;
    }
    /** Seconds of audio pushed so far, including lost audio. */
    double position() const noexcept {
        double seconds = 0.0;
        listening_session_position(raw(), &seconds);
        return seconds;
    }
    /** Pushes a mark of the telephone system; no end if it is still running, an agent's name only with a transfer. */
    status try_push_mark(listening_mark_kind kind, double start, std::optional<double> end = {},
                         std::optional<party> whose = {}, const std::optional<std::string> &agent = {}) noexcept {
        return mark(listening_session_push_mark, kind, start, end, whose, agent);
    }
    /** The current state of the call; the call continues. Allocates nothing. */
    status try_snapshot(snapshot &now) noexcept { return checked(listening_session_snapshot(raw(), &now.raw())); }
    /** The report that try_finish would return now; the call continues. */
    result<report> try_report_so_far() {
        listening_report *so_far = nullptr;
        const status given = checked(listening_session_report_so_far(raw(), &so_far));
        if (given != LISTENING_STATUS_OK) {
            return {given, std::string(text(given))};
        }
        return report(so_far);
    }
    /** Ends the call. The last events can still be polled. */
    result<report> try_finish() {
        listening_report *ended = nullptr;
        const status given = listening_session_finish(raw(), &ended);
        if (given != LISTENING_STATUS_OK) {
            return {given, std::string(text(given))};
        }
        return report(ended);
    }

#if LISTENING_HAS_EXCEPTIONS
    /** Starts a call, or throws. */
    explicit session(const config &settings) : session(create(settings).value()) {}
    /** Like try_push, for every form; throws on error. */
    template <class... Audio> void push(Audio &&...audio) { check(try_push(std::forward<Audio>(audio)...)); }
    /** Like try_push_gap; throws on error. */
    void push_gap(std::size_t frames) { check(try_push_gap(frames)); }
    /** Like try_push_lost; throws on error. */
    void push_lost(std::size_t frames, party whose) { check(try_push_lost(frames, whose)); }
    /** Like try_note_lost; throws on error. */
    void note_lost(party whose, double start, double end) { check(try_note_lost(whose, start, end)); }
    /** Like try_push_word; throws on error. */
    void push_word(party by, double start, double end, const std::string &text) {
        check(try_push_word(by, start, end, text));
    }
    /** Like try_push_transcript; throws on error. */
    void push_transcript(const std::string &transcript, const std::string &speakers = {}, int agent_channel = 0) {
        check(try_push_transcript(transcript, speakers, agent_channel));
    }
    /** Like try_note_truncated; throws on error. */
    void note_truncated() { check(try_note_truncated()); }
    /** Like try_note_unfinished; throws on error. */
    void note_unfinished() { check(try_note_unfinished()); }
    /** Like try_note_shorter; throws on error. */
    void note_shorter(party of, double seconds) { check(try_note_shorter(of, seconds)); }
    /** Like try_note_coding; throws on error. */
    void note_coding(double bit_rate) { check(try_note_coding(bit_rate)); }
    /** The next waiting event; empty if there is none. */
    std::optional<event> poll() {
        event next;
        const status given = try_poll(next);
        check(given);
        return given == LISTENING_STATUS_OK ? std::optional<event>(next) : std::nullopt;
    }
    /** Like try_push_mark; throws on error. */
    void push_mark(listening_mark_kind kind, double start, std::optional<double> end = {}, std::optional<party> whose = {},
                   const std::optional<std::string> &agent = {}) {
        check(try_push_mark(kind, start, end, whose, agent));
    }
    /** Like try_snapshot; throws on error. */
    snapshot now() {
        snapshot seen;
        check(try_snapshot(seen));
        return seen;
    }
    /** Like try_report_so_far; throws on error. */
    report report_so_far() { return try_report_so_far().value(); }
    /** Like try_finish; throws on error. */
    report finish() { return try_finish().value(); }
#endif

private:
    template <class T>
    status stereo(status (*take)(listening_session *, const T *, std::size_t), span<const T> samples) noexcept {
        if (samples.size() % 2 != 0) {
            return refused(LISTENING_STATUS_BAD_AUDIO, "interleaved stereo needs an even number of samples: keep the last and push it with its partner");
        }
        return checked(take(raw(), samples.data(), samples.size() / 2));
    }
    template <class T>
    status apart(status (*take)(listening_session *, const T *, const T *, std::size_t), span<const T> left,
                 span<const T> right) noexcept {
        if (left.size() != right.size()) {
            return refused(LISTENING_STATUS_BAD_AUDIO, "both channels of a push must have the same length; for one that did not arrive give listening::lost");
        }
        return checked(take(raw(), left.data(), right.data(), left.size()));
    }
};

/** The RTP packets of a call, placed in time and pushed to its session. The session's last_error has the message of a rejected call. */
class rtp {
public:
    /** Owns the result of listening_rtp_new. */
    explicit rtp(listening_rtp *raw) noexcept : raw_(raw) {}
    /** Creates a receiver for a session with this rate; delay and patience in seconds. */
    static result<rtp> create(std::uint32_t sample_rate = 8000, double delay = 0.06, double patience = 1.0) {
        listening_rtp *raw = nullptr;
        const status given = listening_rtp_new(sample_rate, delay, patience, &raw);
        if (given != LISTENING_STATUS_OK) {
            return {given, std::string(text(given))};
        }
        return rtp(raw);
    }

    /** Defines a payload type, by the name in the session description. */
    status try_set_payload_type(int number, const std::string &name) noexcept {
        return listening_rtp_set_payload_type(raw(), number, name.c_str());
    }
    /** Processes a datagram, RTP or RTCP, with its arrival time in seconds, on one clock for both parties. */
    status try_push(session &call, party from, double arrival, const unsigned char *datagram, std::size_t length) noexcept {
        return listening_rtp_push(raw(), call.raw(), static_cast<std::int32_t>(from), arrival, datagram, length);
    }
    /** Declares that nothing arrived until now. */
    status try_advance(session &call, double now) noexcept { return listening_rtp_advance(raw(), call.raw(), now); }
    /** Pushes the audio that still waits. Then finish the session. */
    status try_finish(session &call) noexcept { return listening_rtp_finish(raw(), call.raw()); }
    /** Whether both parties have sent RTCP BYE. */
    bool has_ended() const noexcept { return listening_rtp_has_ended(raw()) != 0; }
    /** Statistics of a party's packets so far. */
    listening_rtp_counts counts(party of) const noexcept {
        listening_rtp_counts counted{};
        counted.size = sizeof counted;
        listening_rtp_party_counts(raw(), static_cast<std::int32_t>(of), &counted);
        return counted;
    }
    /** The owned C object, for the functions of listening.h. */
    listening_rtp *raw() const noexcept { return raw_.get(); }

private:
    detail::owner<listening_rtp> raw_;
};

/** Analyses a whole call in one go: any form of audio that session::try_push accepts. */
template <class... Audio> result<report> try_analyze(const config &settings, Audio &&...audio) {
    auto begun = session::create(settings);
    if (!begun) {
        return {begun.status(), begun.what()};
    }
    const status given = begun->try_push(std::forward<Audio>(audio)...);
    if (!done(given)) {
        std::string why = begun->last_error();
        return {given, why.empty() ? std::string(text(given)) : std::move(why)};
    }
    return begun->try_finish();
}

#if LISTENING_HAS_EXCEPTIONS
/** Like try_analyze; throws on error. */
template <class... Audio> report analyze(const config &settings, Audio &&...audio) {
    return try_analyze(settings, std::forward<Audio>(audio)...).value();
}
#endif

} // namespace listening

#endif
