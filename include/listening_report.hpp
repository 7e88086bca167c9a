/* The report of listening.hpp, which includes this header. */

#ifndef LISTENING_REPORT_HPP
#define LISTENING_REPORT_HPP

#include "listening_values.hpp"

namespace listening {

/** The result for a call. It never changes and may be read by several threads at once. */
class report {
public:
    /** Owns the result of a C function. */
    explicit report(listening_report *raw) noexcept : raw_(raw) {}
    /** The owned C object, for the functions of listening.h. */
    const listening_report *raw() const noexcept { return raw_.get(); }

    /** Schema "listening.report/1", one line. */
    std::string_view json() const noexcept {
        const char *json = nullptr;
        std::size_t length = 0;
        listening_report_json(raw(), &json, &length);
        return {json, length};
    }
    /** What cost points, where to listen, and what to change first: schema "listening.explanation/1". */
    std::string explanation_json() const {
        return detail::filled([this](char *buffer, std::size_t capacity, std::size_t *needed) {
            return listening_report_explanation_json(raw(), buffer, capacity, needed);
        });
    }
    /** The page of the call in HTML, one file that needs no network; title, in UTF-8, is its heading. */
    std::string page_html(const char *title) const {
        return detail::filled([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return listening_report_page_html(raw(), title, buffer, capacity, needed);
        });
    }
    /** The coaching card of the call in HTML: one page of A4 or Letter. */
    std::string card_html(const char *title) const {
        return detail::filled([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return listening_report_card_html(raw(), title, buffer, capacity, needed);
        });
    }
    /** Counted as another product counts: schema "listening.comparison/1"; empty if there is no such preset. */
    std::string preset_json(const char *name) const {
        return detail::filled([&](char *buffer, std::size_t capacity, std::size_t *needed) {
            return listening_report_preset_json(raw(), name, buffer, capacity, needed);
        });
    }
    /** Length of the call, in seconds. */
    double duration() const noexcept { return summary().duration; }
    /** Name and version of the profile that scored it. */
    std::string_view profile() const noexcept { return summary().profile; }

    /** Version of the engine that made it, as "0.1.0". */
    std::string_view engine() const noexcept { return detail::words(summary().engine).value_or(""); }
    /** Name and version of the network that heard the speech; empty if no audio was given. */
    std::optional<std::string_view> network() const noexcept { return detail::words(summary().network); }
    /** Whose listening was scored. */
    party assessed() const noexcept { return static_cast<party>(summary().assessed); }

    /** The channel of one of the two. */
    listening::channel channel(party whose) const {
        const auto number = static_cast<std::int32_t>(whose);
        listening_channel row{};
        row.size = sizeof row;
        listening::channel heard;
        if (listening_report_channel(raw(), number, &row) != LISTENING_STATUS_OK) {
            return heard;
        }
        heard.position = row.channel < 0 ? std::nullopt : std::optional<std::int32_t>(row.channel);
        heard.speech_seconds = row.speech_seconds;
        heard.active_level_dbov = detail::number(row.active_level_dbov);
        heard.snr_db = detail::number(row.snr_db);
        heard.health = detail::rows<listening_health, finding>([&](std::size_t index, listening_health *found) {
            return listening_report_health(raw(), number, index, found);
        });
        return heard;
    }
    /** All talkspurts, in order of start. */
    std::vector<stretch> talkspurts() const { return by_position<listening_span, stretch>(listening_report_talkspurt); }
    /** All turns, in order of start. */
    std::vector<stretch> turns() const { return by_position<listening_span, stretch>(listening_report_turn); }
    /** What the telephone system said of the call, in order of start. An agent's name lives as long as the report. */
    std::vector<listening_mark> marks() const { return by_position<listening_mark, listening_mark>(listening_report_mark); }
    /** The parts of the call with one agent each, with their scores. Texts live as long as the report. */
    std::vector<listening_leg> legs() const { return by_position<listening_leg, listening_leg>(listening_report_leg); }
    /** All events, in order of start. */
    std::vector<event> events() const { return by_position<listening_event, event>(listening_report_event); }
    /** The reasons for the event at a position of events. */
    std::vector<std::string_view> reasons(std::size_t position) const {
        std::vector<std::string_view> all;
        const char *reason = nullptr;
        while (listening_report_event_reason(raw(), position, all.size(), &reason) == LISTENING_STATUS_OK) {
            all.emplace_back(reason);
        }
        return all;
    }
    /** The kinds that the event at a position of events might be, most probable first; empty if no classification was made. */
    std::vector<reading> kinds(std::size_t position) const {
        return detail::readings([&](std::size_t at, std::int32_t *kind, double *probability) {
            return listening_report_event_kind(raw(), position, at, kind, probability);
        });
    }
    /** The scored measures that name the event at a position of events. */
    std::vector<std::string_view> measures_of(std::size_t position) const {
        std::vector<std::string_view> all;
        const char *id = nullptr;
        while (listening_report_event_measure(raw(), position, all.size(), &id) == LISTENING_STATUS_OK) {
            all.emplace_back(id);
        }
        return all;
    }
    /** All measures with the events that they rest on: the agent's, then the customer's. */
    std::vector<measure> measures() const {
        auto all = by_position<listening_measure, measure>(listening_report_measure);
        for (std::size_t k = 0; k < all.size(); k++) {
            all[k].events = detail::rows<listening_event, event>([&](std::size_t index, listening_event *row) {
                return listening_report_measure_event(raw(), k, index, row);
            });
        }
        return all;
    }
    /** One measure of one party, without its events; empty where there is none of that name. */
    std::optional<measure> find_measure(party whose, const char *id) const noexcept {
        listening_measure row{};
        row.size = sizeof row;
        const auto found = listening_report_find_measure(raw(), static_cast<std::int32_t>(whose), id, &row);
        return found == LISTENING_STATUS_OK ? std::optional<measure>(row) : std::nullopt;
    }
    /** The score of the assessed party, with what cost points. */
    listening::score score() const {
        listening_score row{};
        row.size = sizeof row;
        listening::score all;
        if (listening_report_score(raw(), &row) != LISTENING_STATUS_OK) {
            return all;
        }
        all.value = detail::number(row.value);
        all.low = detail::number(row.low);
        all.high = detail::number(row.high);
        all.rating = detail::words(row.rating);
        all.rating_low = detail::words(row.rating_low);
        all.rating_high = detail::words(row.rating_high);
        all.status = detail::words(row.status).value_or("");
        all.coverage = row.coverage;
        const char *code = nullptr;
        while (listening_report_withheld_by(raw(), all.withheld_by.size(), &code) == LISTENING_STATUS_OK) {
            all.withheld_by.emplace_back(code);
        }
        all.dimensions = by_position<listening_dimension, dimension>(listening_report_dimension);
        for (std::size_t k = 0; k < all.dimensions.size(); k++) {
            all.dimensions[k].deductions = deductions(k);
        }
        return all;
    }

private:
    listening_summary summary() const noexcept {
        listening_summary all{};
        all.size = sizeof all;
        all.profile = "";
        listening_report_summary(raw(), &all);
        return all;
    }
    template <class Raw, class Row, class F> std::vector<Row> by_position(F get) const {
        return detail::rows<Raw, Row>([&](std::size_t index, Raw *row) { return get(raw(), index, row); });
    }
    std::vector<deduction> deductions(std::size_t of) const {
        auto all = detail::rows<listening_deduction, deduction>([&](std::size_t index, listening_deduction *row) {
            return listening_report_deduction(raw(), of, index, row);
        });
        for (std::size_t k = 0; k < all.size(); k++) {
            all[k].events = detail::rows<listening_event, event>([&](std::size_t index, listening_event *row) {
                return listening_report_deduction_event(raw(), of, k, index, row);
            });
        }
        return all;
    }

    detail::owner<listening_report> raw_;
};

} // namespace listening

#endif
