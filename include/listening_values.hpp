/* The values of listening.hpp, which includes this: views of samples, settings, and what a report is made of. */

#ifndef LISTENING_VALUES_HPP
#define LISTENING_VALUES_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "listening.h"
#include "listening_names.hpp"

#if defined(__has_include) && __cplusplus >= 202002L
#if __has_include(<span>)
#include <span>
#endif
#endif

#if !defined(LISTENING_NO_EXCEPTIONS) && (defined(__cpp_exceptions) || defined(_CPPUNWIND))
#define LISTENING_HAS_EXCEPTIONS 1
#include <stdexcept>
#else
#define LISTENING_HAS_EXCEPTIONS 0
#endif

namespace listening {

#if defined(__cpp_lib_span)
/** A view of samples that are somewhere else. */
template <class T> using span = std::span<T>;
#else
/** A view of samples that are somewhere else: as much of std::span as is needed here. */
template <class T> class span {
public:
    /** Of nothing. */
    constexpr span() noexcept = default;
    /** Of count samples from data on. */
    constexpr span(T *data, std::size_t count) noexcept : data_(data), size_(count) {}
    /** Of an array. */
    template <std::size_t N> constexpr span(T (&array)[N]) noexcept : data_(array), size_(N) {}
    /** Of a container whose samples lie side by side: std::vector, std::array, std::string. */
    template <class C, class = std::enable_if_t<std::is_convertible_v<decltype(std::declval<C &>().data()), T *>>>
    constexpr span(C &&container) noexcept : data_(container.data()), size_(container.size()) {}

    /** The first sample. */
    constexpr T *data() const noexcept { return data_; }
    /** How many samples. */
    constexpr std::size_t size() const noexcept { return size_; }

private:
    T *data_ = nullptr;
    std::size_t size_ = 0;
};
#endif

/** 16-bit samples. */
using pcm16 = span<const std::int16_t>;
/** Float samples, full scale at -1..1. */
using pcm32f = span<const float>;

/** Bytes in ITU-T G.711 mu-law. */
struct mulaw {
    /** Says that these bytes are mu-law. */
    constexpr explicit mulaw(span<const std::uint8_t> bytes) noexcept : samples(bytes) {}
    /** The bytes. */
    span<const std::uint8_t> samples;
};

/** Bytes in ITU-T G.711 A-law. */
struct alaw {
    /** Says that these bytes are A-law. */
    constexpr explicit alaw(span<const std::uint8_t> bytes) noexcept : samples(bytes) {}
    /** The bytes. */
    span<const std::uint8_t> samples;
};

/** The type of lost. */
struct lost_t {};
/** In place of a channel whose packet did not arrive: session.push(listening::lost, right). */
inline constexpr lost_t lost{};

/** The result of a function, as in listening.h: LISTENING_STATUS_OK and so on. */
using status = listening_status;

/** What a status means, in one line of English. */
inline std::string_view text(status of) noexcept { return listening_status_text(of); }

/** Whether a call succeeded: with or without data. */
constexpr bool done(status of) noexcept { return of >= LISTENING_STATUS_OK; }

/** A party of the call. */
enum class party : std::int32_t {
    /** The contact-centre employee. */
    agent = LISTENING_PARTY_AGENT,
    /** The person who called or was called. */
    customer = LISTENING_PARTY_CUSTOMER,
};

/** The name of a kind as reports have it: "interruption". */
inline std::string_view name(listening_event_kind of) noexcept { return listening_event_kind_name(of); }
/** The name of a kind of mark as reports have it: "hold". */
inline std::string_view name(listening_mark_kind of) noexcept { return listening_mark_kind_name(of); }
/** The name of an event's status: "provisional", "final" or "withdrawn". */
inline std::string_view name(listening_event_status of) noexcept { return listening_event_status_name(of); }
/** The name of a status, its enumerator in lower case: "bad_config". */
inline std::string_view name(status of) noexcept { return listening_status_name(of); }
/** The name of a party: "agent" or "customer". */
inline std::string_view name(party of) noexcept { return listening_party_name(static_cast<std::int32_t>(of)); }

#if LISTENING_HAS_EXCEPTIONS
/** The exception of the throwing functions. */
class error : public std::runtime_error {
public:
    /** With the message. */
    error(status code, const std::string &words) : std::runtime_error(words), code_(code) {}
    /** The status returned by the C function. */
    status code() const noexcept { return code_; }

private:
    status code_;
};
#endif

/** A value, or the status and message of an error. */
template <class T> class result {
public:
    /** A value. */
    result(T value) : value_(std::move(value)) {}
    /** An error. */
    result(listening_status refusal, std::string words) : status_(refusal), words_(std::move(words)) {}

    /** Whether there is a value. */
    explicit operator bool() const noexcept { return value_.has_value(); }
    /** The value; only if there is one. */
    T &operator*() & noexcept { return *value_; }
    /** The value, to be moved from. */
    T &&operator*() && noexcept { return std::move(*value_); }
    /** The value's members. */
    T *operator->() noexcept { return &*value_; }
    /** LISTENING_STATUS_OK if there is a value. */
    listening_status status() const noexcept { return status_; }
    /** The message; empty if there is a value. */
    const std::string &what() const noexcept { return words_; }
#if LISTENING_HAS_EXCEPTIONS
    /** The value, or throws listening::error. */
    T value() && {
        if (!value_) {
            throw error(status_, words_);
        }
        return std::move(*value_);
    }
#endif

private:
    std::optional<T> value_;
    listening_status status_ = LISTENING_STATUS_OK;
    std::string words_;
};

/** What is not part of the interface. */
namespace detail {

/** Frees the object of an owner. */
inline void free(listening_session *session) noexcept { listening_session_free(session); }
/** Frees the object of an owner. */
inline void free(listening_floor *floor) noexcept { listening_floor_free(floor); }
/** Frees the object of an owner. */
inline void free(listening_mix *mix) noexcept { listening_mix_free(mix); }
/** Frees the object of an owner. */
inline void free(listening_report *report) noexcept { listening_report_free(report); }
/** Frees the object of an owner. */
inline void free(listening_rtp *rtp) noexcept { listening_rtp_free(rtp); }

/** Owns one object of the C library. */
template <class T> class owner {
public:
    explicit owner(T *thing = nullptr) noexcept : thing_(thing) {}
    owner(owner &&other) noexcept : thing_(std::exchange(other.thing_, nullptr)) {}
    owner &operator=(owner &&other) noexcept {
        std::swap(thing_, other.thing_);
        return *this;
    }
    ~owner() { free(thing_); }
    T *get() const noexcept { return thing_; }

private:
    T *thing_;
};

/** A number that may be missing. */
inline std::optional<double> number(double value) noexcept {
    return listening_is_missing(value) != 0 ? std::nullopt : std::optional<double>(value);
}

/** A text that may be missing. */
inline std::optional<std::string_view> words(const char *said) noexcept {
    return said == nullptr ? std::nullopt : std::optional<std::string_view>(said);
}

/** Whether C would truncate a text, because it contains a NUL. */
inline bool cut(const std::string &text) noexcept { return text.find('\0') != std::string::npos; }

/** The message for a word that contains a NUL. */
inline constexpr std::string_view cut_word = "the text of a word holds a NUL: give a text without one";

/** A text that a C function writes to a buffer: called first for its size, then for the text. */
template <class F> std::string filled(F fill) {
    std::size_t needed = 0;
    std::string whole;
    if (fill(nullptr, std::size_t{0}, &needed) == LISTENING_STATUS_BUFFER_TOO_SMALL) {
        whole.resize(needed);
        whole.resize(fill(&whole[0], needed, &needed) == LISTENING_STATUS_OK ? needed - 1 : 0);
    }
    return whole;
}

/** All rows of a report that a C function returns by position. */
template <class Raw, class Row, class F> std::vector<Row> rows(F get) {
    std::vector<Row> all;
    Raw raw{};
    raw.size = sizeof raw;
    while (get(all.size(), &raw) == LISTENING_STATUS_OK) {
        all.emplace_back(raw);
    }
    return all;
}

} // namespace detail

/** How a call is analysed: the fields of listening_config, with the same defaults, owning its texts. */
struct config {
    /** Samples per second and channel: 4000 to 192000. */
    std::uint32_t sample_rate = 8000;
    /** The agent's channel: 0 (left) or 1 (right). */
    std::int32_t agent_channel = 0;
    /** The party whose listening is scored. */
    party assessed = party::agent;
    /** Whether events are also announced early, as provisional. */
    bool provisional = true;
    /** The language of the words, if words are pushed. */
    listening_language language = LISTENING_LANGUAGE_ENGLISH;
    /** Whether the report also describes the customer's voice. Read docs/activation.md of the source first. */
    bool talker_prosody = false;
    /** Your own rating scale, as JSON; empty: none. */
    std::string calibration{};
    /** The profile to score by, as JSON; empty: the built-in one. */
    std::string profile{};
    /** Additional words for the lexicon; empty: none. */
    std::string lexicon{};
    /** How many seconds of the past a session remembers, 120 to 31536000 (a year); empty: the whole call. */
    std::optional<double> history{};
    /** Whether a session also makes live decisions, at this false rate: 0.05, 0.1 or 0.2; empty: none. */
    std::optional<double> decisions{};
    /** Seconds by which the agent's channel is shifted later, -60 to 60, earlier if negative; empty: no shift. */
    std::optional<double> agent_offset{};
    /** The same for the customer's channel. */
    std::optional<double> customer_offset{};

    /** The C struct; its texts live as long as this config is not changed or destroyed. */
    listening_config raw() const noexcept {
        listening_config settings{};
        listening_config_init(&settings, sizeof settings);
        const auto given = [](const std::string &words) { return words.empty() ? nullptr : words.c_str(); };
        settings.sample_rate = sample_rate;
        settings.agent_channel = agent_channel;
        settings.assessed = static_cast<std::int32_t>(assessed);
        settings.provisional = provisional ? 1 : 0;
        settings.language = language;
        settings.talker_prosody = talker_prosody ? 1 : 0;
        settings.calibration = given(calibration);
        settings.profile = given(profile);
        settings.lexicon = given(lexicon);
        settings.history = history.value_or(0.0);
        settings.decisions = decisions.value_or(0.0);
        settings.agent_offset = agent_offset.value_or(settings.agent_offset);
        settings.customer_offset = customer_offset.value_or(settings.customer_offset);
        return settings;
    }

    /** The name of a text that contains a NUL, so that the config is rejected with LISTENING_STATUS_BAD_CONFIG; NULL if there is none. */
    const char *cut_text() const noexcept {
        return detail::cut(calibration) ? "calibration"
               : detail::cut(profile)   ? "profile"
               : detail::cut(lexicon)   ? "lexicon"
                                        : nullptr;
    }

    /** Why it is rejected; empty if it is valid. */
    std::string refusal() const {
        if (const char *name = cut_text()) {
            return std::string("the ") + name + " holds a NUL: give a text without one";
        }
        const listening_config settings = raw();
        char reason[512] = "";
        listening_config_check(&settings, reason, sizeof reason);
        return reason;
    }
};

/** Something that a party did, or a silence: a listening_event, read. */
class event {
public:
    /** Empty, for try_poll to fill. */
    event() noexcept { listening_event_init(&raw_, sizeof raw_); }
    /** Filled by a C function. */
    explicit event(const listening_event &raw) noexcept : raw_(raw) {}

    /** Its kind. */
    listening_event_kind kind() const noexcept { return static_cast<listening_event_kind>(raw_.kind); }
    /** The party that did it; each kind documents the party of a silence. */
    party by() const noexcept { return static_cast<party>(raw_.by); }
    /** Its start, in seconds from the first sample. */
    double start() const noexcept { return raw_.start; }
    /** Its end. */
    double end() const noexcept { return raw_.end; }
    /** Whether it can still change. */
    listening_event_status status() const noexcept { return static_cast<listening_event_status>(raw_.status); }
    /** Whether it can no longer change. */
    bool is_final() const noexcept { return raw_.status == LISTENING_EVENT_STATUS_FINAL; }
    /** Whether it withdraws the provisional event with the same id. */
    bool is_withdrawn() const noexcept { return raw_.status == LISTENING_EVENT_STATUS_WITHDRAWN; }
    /** Whether the other was talking at the onset. */
    bool in_overlap() const noexcept { return raw_.in_overlap != 0; }
    /** Whether it may be the other party's echo. */
    bool leak_suspect() const noexcept { return raw_.leak_suspect != 0; }
    /** The probability that the kind is right, 0 to 1; empty if no classification was made. */
    std::optional<double> confidence() const noexcept { return detail::number(raw_.confidence); }
    /** Its weight against the assessed party, 0 to 1; empty if it does not count, and before the report. */
    std::optional<double> charged() const noexcept { return detail::number(raw_.charged); }
    /** The same for a provisional event and its final event; lives as long as this event. */
    std::string_view id() const noexcept { return raw_.id; }
    /** The C struct. */
    listening_event &raw() noexcept { return raw_; }
    /** The C struct. */
    const listening_event &raw() const noexcept { return raw_; }

private:
    listening_event raw_{};
};

/** The current state of a live call. */
class snapshot {
public:
    /** Empty, for try_snapshot to fill. */
    snapshot() noexcept { raw_.size = sizeof raw_; }

    /** Seconds of audio pushed so far. */
    double position() const noexcept { return raw_.position; }
    /** All talk before this moment is final. */
    double known() const noexcept { return raw_.known; }
    /** Who has the floor; empty until someone has talked. */
    std::optional<party> floor() const noexcept { return of(raw_.floor); }
    /** For how many seconds; empty until someone has talked. */
    std::optional<double> floor_for() const noexcept { return detail::number(raw_.floor_for); }
    /** Whether no final event confirms yet that this party has the floor. */
    bool floor_provisional() const noexcept { return raw_.floor_provisional != 0; }
    /** Seconds since anyone was last heard, 0 while someone talks; empty until someone has talked. */
    std::optional<double> silent_for() const noexcept { return detail::number(raw_.silent_for); }
    /** The party that talked before the current silence; empty if there is none. */
    std::optional<party> silent_after() const noexcept { return of(raw_.silent_after); }
    /** Seconds of dead air so far; 0 if there is none. */
    double dead_air() const noexcept { return raw_.dead_air; }
    /** Seconds on hold so far; 0 if the call is not on hold. */
    double hold() const noexcept { return raw_.hold; }
    /** Whether a party talks. */
    bool talking(party who) const noexcept { return raw_.talking[at(who)] != 0; }
    /** Seconds since a party was last heard, 0 while it talks; empty if it has not talked. */
    std::optional<double> since_heard(party who) const noexcept { return detail::number(raw_.since_heard[at(who)]); }
    /** Seconds that a party has talked, up to known. */
    double talk(party who) const noexcept { return raw_.talk[at(who)]; }
    /** A party's share of both parties' talk, 0 to 1; empty if no one has talked. */
    std::optional<double> talk_share(party who) const noexcept { return detail::number(raw_.talk_share[at(who)]); }
    /** The probability that a party takes the floor, 0 to 1; empty if no such decision is open, and without decisions. */
    std::optional<double> floor_taken(party who) const noexcept { return detail::number(raw_.floor_taken[at(who)]); }
    /** The probability that a party's turn is over, 0 to 1; empty as above. */
    std::optional<double> turn_end(party who) const noexcept { return detail::number(raw_.turn_end[at(who)]); }
    /** The running mark of the telephone system; empty if there is none. */
    std::optional<listening_mark_kind> mark() const noexcept {
        return raw_.mark < 0 ? std::nullopt : std::optional(static_cast<listening_mark_kind>(raw_.mark));
    }
    /** The number of final events of a kind of a party. */
    std::uint32_t count(listening_event_kind kind, party who) const noexcept { return raw_.events[at(who)][kind]; }
    /** The C struct. */
    listening_snapshot &raw() noexcept { return raw_; }
    /** The C struct. */
    const listening_snapshot &raw() const noexcept { return raw_; }

private:
    static std::optional<party> of(std::int32_t who) noexcept {
        return who < 0 ? std::nullopt : std::optional<party>(static_cast<party>(who));
    }
    static std::size_t at(party who) noexcept { return static_cast<std::size_t>(who); }

    listening_snapshot raw_{};
};

/** Events dropped because too many waited to be polled. */
struct dropped {
    /** Those that were announced or withdrawn. */
    std::uint64_t provisional = 0;
    /** Those that were final. */
    std::uint64_t finals = 0;
};

/** A kind that an event might be. */
struct reading {
    /** The kind. */
    listening_event_kind kind;
    /** Its probability, 0 to 1. */
    double probability;
};

namespace detail {

/** All kinds that an event might be, which a C function returns by position. */
template <class F> std::vector<reading> readings(F get) {
    std::vector<reading> all;
    std::int32_t kind = 0;
    double probability = 0.0;
    while (get(all.size(), &kind, &probability) == LISTENING_STATUS_OK) {
        all.push_back({static_cast<listening_event_kind>(kind), probability});
    }
    return all;
}

} // namespace detail

/** A talkspurt or a turn. */
struct stretch {
    /** Read from the C struct. */
    explicit stretch(const listening_span &raw) noexcept
        : whose(static_cast<party>(raw.party)), start(raw.start), end(raw.end) {}
    /** Its party. */
    party whose;
    /** Its start, in seconds from the first sample. */
    double start;
    /** Its end. */
    double end;
};

/** A fault of a channel, or a sound on it other than talk. */
struct finding {
    /** Read from the C struct. */
    explicit finding(const listening_health &raw) noexcept
        : code(raw.code), start(raw.start), end(raw.end), value(detail::number(raw.value)), low(detail::number(raw.low)),
          high(detail::number(raw.high)) {}
    /** Its code, such as "lost_audio". */
    std::string_view code;
    /** Its start, in seconds from the first sample. */
    double start;
    /** Its end. */
    double end;
    /** Its amount, in the unit of its code. */
    std::optional<double> value;
    /** Lower end of the 90 % interval of an estimated value. */
    std::optional<double> low;
    /** Upper end of that interval. */
    std::optional<double> high;
};

/** A party's channel. */
struct channel {
    /** 0 (left) or 1 (right); empty if no audio was given. */
    std::optional<std::int32_t> position{};
    /** Length of the party's talk, in seconds. */
    double speech_seconds = 0.0;
    /** Active speech level by ITU-T P.56, dBov. */
    std::optional<double> active_level_dbov{};
    /** That level above the median level outside speech, dB. */
    std::optional<double> snr_db{};
    /** Its findings. */
    std::vector<finding> health{};
};

/** One measure of one party. */
struct measure {
    /** Read from the C struct. */
    explicit measure(const listening_measure &raw) noexcept
        : id(raw.id), unit(raw.unit), whose(static_cast<party>(raw.party)), value(detail::number(raw.value)),
          scored(detail::number(raw.scored)), low(detail::number(raw.low)), high(detail::number(raw.high)), n(raw.n) {}
    /** Its name, such as "interruption_rate". */
    std::string_view id;
    /** The unit of its value. */
    std::string_view unit;
    /** The party whose behaviour it describes. */
    party whose;
    /** The measured value; empty if there were no cases. */
    std::optional<double> value;
    /** The value that the profile's curve uses; empty if the profile does not score it, or not for this party. */
    std::optional<double> scored;
    /** Lower end of the 90 % interval. */
    std::optional<double> low;
    /** Upper end of the 90 % interval. */
    std::optional<double> high;
    /** The number of cases. */
    std::size_t n;
    /** The events it is based on. */
    std::vector<event> events{};
};

/** Points that a measure cost. */
struct deduction {
    /** Read from the C struct. */
    explicit deduction(const listening_deduction &raw) noexcept : measure(raw.measure), points(raw.points) {}
    /** The measure's id. */
    std::string_view measure;
    /** Points of the dimension's 100. */
    double points;
    /** The events to listen to. */
    std::vector<event> events{};
};

/** One dimension of the score. */
struct dimension {
    /** Read from the C struct. */
    explicit dimension(const listening_dimension &raw) noexcept
        : id(raw.id), value(detail::number(raw.value)), low(detail::number(raw.low)), high(detail::number(raw.high)) {}
    /** "patience", "attentiveness", "give_and_take" or "composure". */
    std::string_view id;
    /** Points, 0 to 100; empty if nothing of it could be measured. */
    std::optional<double> value;
    /** Lower end of its interval. */
    std::optional<double> low;
    /** Upper end of its interval. */
    std::optional<double> high;
    /** What cost points, largest first. */
    std::vector<deduction> deductions{};
};

/** The score of the assessed party. */
struct score {
    /** The total, 0 to 100; empty if there is too little evidence. */
    std::optional<double> value{};
    /** Lower end of its interval. */
    std::optional<double> low{};
    /** Upper end of its interval. */
    std::optional<double> high{};
    /** Level of the total, "Outstanding" to "Ineffective"; empty if the evidence is insufficient. */
    std::optional<std::string_view> rating{};
    /** Level of the lower end. */
    std::optional<std::string_view> rating_low{};
    /** Level of the upper end. */
    std::optional<std::string_view> rating_high{};
    /** "ok", "insufficient_evidence" or "withheld". */
    std::string_view status{};
    /** The health codes because of which it is withheld, such as "duplicated"; empty if it is not withheld. */
    std::vector<std::string_view> withheld_by{};
    /** Share of the profile's weight that could be measured, 0 to 1. */
    double coverage = 0.0;
    /** The four dimensions. */
    std::vector<dimension> dimensions{};
};

} // namespace listening

#endif
