/*
 * The common base of session, floor and mix.
 *
 * Include listening.hpp: the comment at its top has the rules.
 */

#ifndef LISTENING_LIVE_HPP
#define LISTENING_LIVE_HPP

#include "listening_report.hpp"

namespace listening {

namespace detail {

/** The common base of session, floor and mix: the raw pointer, and the message of the last rejected call. */
template <class Raw, status (*LastError)(const Raw *, char *, std::size_t, std::size_t *)> class live {
public:
    /** The owned C object, for the functions of listening.h. */
    Raw *raw() const noexcept { return raw_.get(); }
    /** The message of the last rejected call; empty if there is none. */
    std::string last_error() const {
        if (!refused_.empty()) {
            return std::string(refused_);
        }
        return filled([this](char *buffer, std::size_t capacity, std::size_t *needed) {
            return LastError(raw(), buffer, capacity, needed);
        });
    }

protected:
    explicit live(Raw *raw) noexcept : raw_(raw) {}

    /** A message of the library replaces ours. */
    status checked(status given) noexcept {
        refused_ = done(given) ? refused_ : std::string_view();
        return given;
    }
    /** Rejects what C could not detect. */
    status refused(status given, std::string_view words) noexcept {
        refused_ = words;
        return given;
    }
    /** Rejects a word that contains a NUL, pushes others. */
    status word(status (*take)(Raw *, std::int32_t, double, double, const char *), party by, double start, double end,
                const std::string &text) noexcept {
        if (raw() != nullptr && cut(text)) {
            return refused(LISTENING_STATUS_BAD_WORD, cut_word);
        }
        return checked(take(raw(), static_cast<std::int32_t>(by), start, end, text.c_str()));
    }
    /** Rejects a mark whose agent's name contains a NUL, pushes others. */
    status mark(status (*take)(Raw *, std::int32_t, double, double, std::int32_t, const char *), listening_mark_kind kind,
                double start, std::optional<double> end, std::optional<party> whose,
                const std::optional<std::string> &agent) noexcept {
        if (raw() != nullptr && agent && cut(*agent)) {
            return refused(LISTENING_STATUS_BAD_MARK, "the agent's name holds a NUL: give it without");
        }
        const double until = end ? *end : std::nan("");
        const std::int32_t by = whose ? static_cast<std::int32_t>(*whose) : -1;
        return checked(take(raw(), kind, start, until, by, agent ? agent->c_str() : nullptr));
    }
#if LISTENING_HAS_EXCEPTIONS
    /** Throws the error of a rejected call. */
    void check(status given) const {
        if (!done(given)) {
            const std::string words = last_error();
            throw error(given, words.empty() ? std::string(text(given)) : words);
        }
    }
#endif

private:
    owner<Raw> raw_;
    std::string_view refused_{};
};

/** A new session, floor or mix, or the reason why it was rejected. */
template <class Owner, class Raw, class F> result<Owner> begun(const config &settings, F begin) {
    const listening_config raw = settings.raw();
    Raw *thing = nullptr;
    const status given = settings.cut_text() != nullptr ? LISTENING_STATUS_BAD_CONFIG : begin(&raw, &thing);
    if (given != LISTENING_STATUS_OK) {
        std::string why = settings.refusal();
        return {given, why.empty() ? std::string(text(given)) : std::move(why)};
    }
    return Owner(thing);
}

} // namespace detail

} // namespace listening

#endif
