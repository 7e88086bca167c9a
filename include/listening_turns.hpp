/*
 * Calls with a given account of who talked when: without audio, or recorded in one channel.
 *
 * Include listening.hpp: the comment at its top has the rules.
 */

#ifndef LISTENING_TURNS_HPP
#define LISTENING_TURNS_HPP

#include "listening_live.hpp"

namespace listening {

/** A call for which it is given who talked when. */
class floor : public detail::live<listening_floor, listening_floor_last_error> {
public:
    /** Owns the result of listening_floor_new. */
    explicit floor(listening_floor *raw) noexcept : live(raw) {}
    /** Starts a call without audio. */
    static result<floor> create(const config &settings) {
        return detail::begun<floor, listening_floor>(settings, listening_floor_new);
    }

    /** Pushes a talkspurt, in seconds. */
    status try_push(party by, double start, double end) noexcept {
        return checked(listening_floor_push(raw(), static_cast<std::int32_t>(by), start, end));
    }
    /** Pushes a word, in seconds. */
    status try_push_word(party by, double start, double end, const std::string &text) noexcept {
        return word(listening_floor_push_word, by, start, end, text);
    }
    /** Pushes a mark of the telephone system, like session::try_push_mark. */
    status try_push_mark(listening_mark_kind kind, double start, std::optional<double> end = {},
                         std::optional<party> whose = {}, const std::optional<std::string> &agent = {}) noexcept {
        return mark(listening_floor_push_mark, kind, start, end, whose, agent);
    }
    /** Pushes the words of a recogniser's transcript; speakers as "spk_0=agent,spk_1=customer", or empty. */
    status try_push_transcript(const std::string &transcript, const std::string &speakers = {}, int agent_channel = 0) noexcept {
        return checked(listening_floor_push_transcript(raw(), transcript.data(), transcript.size(), speakers.c_str(), agent_channel, nullptr));
    }
    /** Ends the call at duration seconds, or with its last talkspurt. */
    result<report> try_finish(std::optional<double> duration = std::nullopt) {
        listening_report *ended = nullptr;
        const status given = checked(listening_floor_finish(raw(), duration.value_or(std::nan("")), &ended));
        if (given != LISTENING_STATUS_OK) {
            return {given, given == LISTENING_STATUS_BAD_TALKSPURTS ? last_error() : std::string(text(given))};
        }
        return report(ended);
    }

#if LISTENING_HAS_EXCEPTIONS
    /** Starts a call, or throws. */
    explicit floor(const config &settings) : floor(create(settings).value()) {}
    /** Like try_push; throws on error. */
    void push(party by, double start, double end) { check(try_push(by, start, end)); }
    /** Like try_push_word; throws on error. */
    void push_word(party by, double start, double end, const std::string &text) {
        check(try_push_word(by, start, end, text));
    }
    /** Like try_push_mark; throws on error. */
    void push_mark(listening_mark_kind kind, double start, std::optional<double> end = {}, std::optional<party> whose = {},
                   const std::optional<std::string> &agent = {}) {
        check(try_push_mark(kind, start, end, whose, agent));
    }
    /** Like try_push_transcript; throws on error. */
    void push_transcript(const std::string &transcript, const std::string &speakers = {}, int agent_channel = 0) {
        check(try_push_transcript(transcript, speakers, agent_channel));
    }
    /** Like try_finish; throws on error. */
    report finish(std::optional<double> duration = std::nullopt) { return try_finish(duration).value(); }
#endif

};

/** A call whose two parties were recorded in one channel, for which it is given who talked when. */
class mix : public detail::live<listening_mix, listening_mix_last_error> {
public:
    /** Owns the result of listening_mix_new. */
    explicit mix(listening_mix *raw) noexcept : live(raw) {}
    /** Starts a call. */
    static result<mix> create(const config &settings) {
        return detail::begun<mix, listening_mix>(settings, listening_mix_new);
    }

    /** Pushes a turn, in seconds, before or after its audio; it may be padded. */
    status try_push_turn(party by, double start, double end) noexcept {
        return checked(listening_mix_push_turn(raw(), static_cast<std::int32_t>(by), start, end));
    }
    /** Pushes a word, in seconds. */
    status try_push_word(party by, double start, double end, const std::string &text) noexcept {
        return word(listening_mix_push_word, by, start, end, text);
    }
    /** Pushes a mark of the telephone system, like session::try_push_mark. */
    status try_push_mark(listening_mark_kind kind, double start, std::optional<double> end = {},
                         std::optional<party> whose = {}, const std::optional<std::string> &agent = {}) noexcept {
        return mark(listening_mix_push_mark, kind, start, end, whose, agent);
    }
    /** Pushes the words of a recogniser's transcript; speakers as "spk_0=agent,spk_1=customer", or empty. */
    status try_push_transcript(const std::string &transcript, const std::string &speakers = {}, int agent_channel = 0) noexcept {
        return checked(listening_mix_push_transcript(raw(), transcript.data(), transcript.size(), speakers.c_str(), agent_channel, nullptr));
    }
    /** Pushes samples of the mix. */
    status try_push(pcm16 samples) noexcept { return checked(listening_mix_push_i16(raw(), samples.data(), samples.size())); }
    /** Pushes samples of the mix. */
    status try_push(pcm32f samples) noexcept { return checked(listening_mix_push_f32(raw(), samples.data(), samples.size())); }
    /** Pushes samples of the mix. */
    status try_push(mulaw bytes) noexcept {
        return checked(listening_mix_push_mulaw(raw(), bytes.samples.data(), bytes.samples.size()));
    }
    /** Pushes samples of the mix. */
    status try_push(alaw bytes) noexcept {
        return checked(listening_mix_push_alaw(raw(), bytes.samples.data(), bytes.samples.size()));
    }
    /** Declares that the next samples are lost; push them anyway. */
    status try_push_lost(std::size_t samples) noexcept { return checked(listening_mix_push_lost(raw(), samples)); }
    /** Records that the recording is truncated. */
    status try_note_truncated() noexcept { return checked(listening_mix_note_truncated(raw())); }
    /** Records that the recording's header was never completed. */
    status try_note_unfinished() noexcept { return checked(listening_mix_note_unfinished(raw())); }
    /** Records that the recording was coded at too low a bit rate, in kbit/s; 0 if unknown. */
    status try_note_coding(double bit_rate) noexcept { return checked(listening_mix_note_coding(raw(), bit_rate)); }
    /** Seconds of audio pushed so far; 0 after moving. */
    double position() const noexcept {
        double seconds = 0.0;
        listening_mix_position(raw(), &seconds);
        return seconds;
    }
    /** Ends the call. */
    result<report> try_finish() {
        listening_report *ended = nullptr;
        const status given = checked(listening_mix_finish(raw(), &ended));
        if (given != LISTENING_STATUS_OK) {
            return {given, given == LISTENING_STATUS_BAD_TALKSPURTS ? last_error() : std::string(text(given))};
        }
        return report(ended);
    }

#if LISTENING_HAS_EXCEPTIONS
    /** Starts a call, or throws. */
    explicit mix(const config &settings) : mix(create(settings).value()) {}
    /** Like try_push_turn; throws on error. */
    void push_turn(party by, double start, double end) { check(try_push_turn(by, start, end)); }
    /** Like try_push_word; throws on error. */
    void push_word(party by, double start, double end, const std::string &text) {
        check(try_push_word(by, start, end, text));
    }
    /** Like try_push_mark; throws on error. */
    void push_mark(listening_mark_kind kind, double start, std::optional<double> end = {}, std::optional<party> whose = {},
                   const std::optional<std::string> &agent = {}) {
        check(try_push_mark(kind, start, end, whose, agent));
    }
    /** Like try_push_transcript; throws on error. */
    void push_transcript(const std::string &transcript, const std::string &speakers = {}, int agent_channel = 0) {
        check(try_push_transcript(transcript, speakers, agent_channel));
    }
    /** Like try_push, for every sample type; throws on error. */
    template <class Samples> void push(const Samples &samples) { check(try_push(samples)); }
    /** Like try_push_lost; throws on error. */
    void push_lost(std::size_t samples) { check(try_push_lost(samples)); }
    /** Like try_note_truncated; throws on error. */
    void note_truncated() { check(try_note_truncated()); }
    /** Like try_note_unfinished; throws on error. */
    void note_unfinished() { check(try_note_unfinished()); }
    /** Like try_note_coding; throws on error. */
    void note_coding(double bit_rate) { check(try_note_coding(bit_rate)); }
    /** Like try_finish; throws on error. */
    report finish() { return try_finish().value(); }
#endif

};

} // namespace listening

#endif
