"""A report as a card: the score, the timeline and everything that is said of it, in HTML that needs no script."""

from __future__ import annotations

from collections.abc import Iterator

from ...types import Dimension, Event, Explanation, Party, ReportDict
from .. import report_facts
from ..looks import Look
from ..numbers import fixed
from ..phrases import clock, counts, measure_value
from ..symbols import MARKS, SILENCES
from .markup import Markup, breakable, empty, join, part, tag
from .timeline import small, timeline

_TIMES = 40
"""Times that are given for a deduction."""
_OPEN = 60
"""With more events than this, they are folded."""


def card(
    report: ReportDict, title: str, uid: str, *, player: Markup | None = None, explanation: Explanation | None = None
) -> Markup:
    """The card.

    Args:
        report: The report.
        title: Its heading.
        uid: Begins every id in it: two cards on a page need two.
        player: What plays the call, if it is to be heard.
        explanation: The score taken apart, for what to change first.
    """
    parts = [
        _head(report, title),
        _score(report),
        _of_channels("Check the recording", report_facts.to_check(report), "check"),
        _section("Timeline", player, timeline(report, uid), _said() if player else None, class_="timeline"),
        _of_channels("Also on the line", report_facts.on_the_line(report)),
        _listed("Marked by the telephone system", report_facts.marked(report), "charged to nobody"),
        _listed("Scored by agent", report_facts.legs(report), "the score above is of all of them"),
        _lost(report, uid, player is not None),
        _habit(report, explanation),
        _charged(report, uid),
        _events(report, uid),
        _candidates(report, uid),
        _turns(report),
        _prosody(report),
        _of_channels("In words", report_facts.in_words(report), note="counted, never scored"),
        _measures(report),
        _not_measured(report),
        tag("p", report["notice"], class_="notice"),
    ]
    return tag("article", *parts, class_="listening", id=uid, aria_label=f"Listening report: {title}")


def _head(report: ReportDict, title: str) -> Markup:
    facts = [clock(report["duration"]), *report_facts.talk_shares(report)]
    return tag("header", tag("h2", title), _facts(facts))


def _facts(facts: list[str]) -> Markup:
    return tag("ul", *(tag("li", fact) for fact in facts), class_="facts")


def _section(heading: str | None, *inside: Markup | None, class_: str | None = None, note: str = "") -> Markup:
    """A part of the card; nothing where there is nothing in it."""
    if not any(inside):
        return join()
    small = tag("small", f" {note}") if note else None
    return tag("section", tag("h3", heading, small) if heading else None, *inside, class_=class_)


def _of_channels(heading: str, found: list[tuple[Party, str]], look: str | None = None, note: str = "") -> Markup:
    items = [tag("li", tag("b", party), " ", text) for party, text in found]
    return _section(heading, tag("ul", *items) if items else None, class_=look, note=note)


def _listed(heading: str, texts: list[str], note: str) -> Markup:
    items = [tag("li", text) for text in texts]
    return _section(heading, tag("ul", *items) if items else None, note=note)


def _score(report: ReportDict) -> Markup:
    score = report["score"]
    value = score["observable_listening"]
    standing = [tag("p", text) for text in report_facts.score_notes(report)]
    if value is None:
        said = tag("p", tag("strong", "Not scored"), class_="rating")
        return _section("Observable listening", said, tag("p", "Insufficient evidence"), *standing, class_="unscored")
    number = tag("p", tag("strong", f"{value:.1f}"), " of 100", class_="number")
    whole = tag(
        "div", tag("h3", f"Observable listening of the {report_facts.assessed(report)}"), number,
        tag("p", report_facts.rated(report), class_="rating"), _scale(value, score["low"], score["high"]), *standing,
        class_="whole",
    )  # fmt: skip
    dimensions = [_dimension(dimension) for dimension in score["dimensions"]]
    return tag("section", whole, tag("ul", *dimensions, class_="dimensions"), class_="score")


def _dimension(dimension: Dimension) -> Markup:
    value, likely = dimension["value"], report_facts.dimension_likely(dimension)
    return tag(
        "li",
        tag("span", report_facts.dimension_name(dimension), class_="called"),
        " ",
        tag("b", "-" if value is None else f"{value:.1f}"),
        " ",
        tag("span", likely, class_="likely"),
        _scale(value, *((dimension["low"], dimension["high"]) if likely else (None, None))),
    )


def _scale(value: float | None, low: float | None, high: float | None) -> Markup:
    """0 to 100 as a bar, the range as a bracket under it."""
    drawn = [empty("rect", width="100%", y=1, height=9, rx=2, class_="track")]
    if value is not None:
        drawn.append(empty("rect", width=part(value / 100), y=1, height=9, rx=2, class_="value"))
    if low is not None and high is not None:
        ends = part(low / 100), part(high / 100)
        drawn.append(empty("line", x1=ends[0], x2=ends[1], y1=14, y2=14, class_="range"))
        drawn += [empty("line", x1=end, x2=end, y1=11, y2=17, class_="range") for end in ends]
    return tag("svg", *drawn, width="100%", height=18, class_="scale", aria_hidden="true")


def _said() -> Markup:
    return tag("p", class_="playing", role="status")


def _time(event: Event, uid: str, shown: set[str], to: str = "") -> Markup:
    """When an event begins: a link to its line, or to its place on the timeline; to the card if it has none."""
    place = f"#{uid}-{to}{event['id']}" if event["id"] in shown else f"#{uid}"
    return tag("a", clock(event["start"]), href=place, class_="at", data_at=event["start"])


def _lost(report: ReportDict, uid: str, heard: bool) -> Markup:
    if report["score"]["observable_listening"] is None:
        return join()
    shown = {event["id"] for event in report_facts.shown_events(report)}
    items = []
    for each in report_facts.points_lost(report):
        places = each.events[:_TIMES]
        times = []
        for event in places:
            # What has no line is no link, but where there is something to hear.
            link = _time(event, uid, shown) if heard or event["id"] in shown else clock(event["start"])
            times.append(tag("span", link, "" if event is places[-1] else ",", class_="one"))
            times.append(Markup(" "))
        more = f"and {len(each.events) - _TIMES} more" if len(each.events) > _TIMES else ""
        listen = tag("span", "listen at ", *times, more, class_="listen") if times else None
        points, named = tag("b", fixed(-each.points), class_="points"), tag("b", each.dimension)
        items.append(tag("li", points, tag("p", named, tag("span", ": ", each.why), " ", listen)))
    if not items:
        return _section(None, tag("p", "No points were lost."))
    return _section("Why points were lost", tag("ul", *items, class_="lost"), note="of each dimension's 100")


def _habit(report: ReportDict, explanation: Explanation | None) -> Markup:
    habit = report_facts.habit(report, explanation)
    return _section("What to change first", tag("p", habit) if habit else None, class_="habit")


def _charged(report: ReportDict, uid: str) -> Markup:
    """What counts, heaviest first: the list of `Report.charged`."""
    heading, found = f"What counts against the {report_facts.assessed(report)}", report_facts.charged_events(report)
    if not found:
        return _section(heading, tag("p", "nothing of 10 % or more")) if report_facts.weighed(report) else join()
    table = _one_by_one("What counts, heaviest first", "charged", report, found, Look.CHARGED, uid)
    return _section(heading, _unfolded(table, len(found)), note="heaviest first")


def _candidates(report: ReportDict, uid: str) -> Markup:
    """Entries that hardly count, folded."""
    found, party = report_facts.candidates(report), report_facts.assessed(report)
    if not found:
        return join()
    table = _one_by_one("Entries that count under 10 %", "confidence", report, found, Look.CANDIDATE, uid)
    one = len(found) == 1
    said = f"1 entry of the {party} that counts" if one else f"{len(found)} entries of the {party} that count"
    return _folded(f"{said} under 10 %", table)


def _one_by_one(
    caption: str, probability: str, report: ReportDict, events: list[Event], look: Look, uid: str
) -> Markup:
    """A table of events of several kinds."""
    lines = [
        _event(event, join(small(event["kind"], uid, look), " ", report_facts.what_of(event, report)), uid)
        for event in events
    ]
    return _table(caption, ("time", "what", "length", probability, "why"), tag("tbody", *lines))


def _events(report: ReportDict, uid: str) -> Markup:
    """The other events: a table with a part for each kind."""
    shown = report_facts.other_events(report)
    bodies = []
    for kind, heading in report_facts.KINDS:
        found = [event for event in shown if event["kind"] == kind]
        if found:
            bodies.append(_kind(kind, heading, found, uid))
    if not bodies:
        return join()
    table = _table("Other events by kind", ("time", "by", "length", "confidence", "why"), *bodies)
    return _section("Other events", _unfolded(table, len(shown)))


def _table(caption: str, names: tuple[str, ...], *bodies: Markup) -> Markup:
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in names)))
    return tag("table", tag("caption", caption, class_="heard-only"), head, *bodies, class_="events")


def _unfolded(table: Markup, count: int) -> Markup:
    """A table of so many events, folded where they are many."""
    return table if count <= _OPEN else tag("details", tag("summary", f"{count} events, one by one"), table)


def _kind(kind: str, heading: str, events: list[Event], uid: str) -> Markup:
    name, _, note = heading.partition(" (")
    head = tag(
        "th", small(kind, uid), " ", name.capitalize(), tag("small", f" {note.removesuffix(')')}") if note else None,
        colspan=5, scope="rowgroup",
    )  # fmt: skip
    lines = (_event(event, report_facts.whose(event), uid) for event in events)
    return tag("tbody", tag("tr", head, class_="kind"), *lines)


def _event(event: Event, what: str, uid: str) -> Markup:
    lasting = event["kind"] in report_facts.LASTING
    drawn = {event["id"]} if event["kind"] in MARKS or event["kind"] in SILENCES else set()
    cells = (
        (_time(event, uid, drawn, "at-"), "when"),
        (what, "by"),
        (f"{event['end'] - event['start']:.1f} s" if lasting else "", "length"),
        # The column says what it is.
        (counts(event).partition(" ")[2], "sure"),
        (report_facts.why_of(event), "why"),
    )
    return tag("tr", *(tag("td", text, class_=look) for text, look in cells), id=f"{uid}-{event['id']}")


def _turns(report: ReportDict) -> Markup:
    items = []
    for party in report_facts.PARTIES:
        count, longest = report_facts.longest_turn(report, party)
        items.append(tag("li", tag("b", party), f" {count}, {longest}" if count else f" {longest}"))
    items += [tag("li", tag("b", party), " ", text) for party, text in report_facts.interruption_bounds(report)]
    return _section("Turns", tag("ul", *items))


def _prosody(report: ReportDict) -> Markup:
    items = [tag("li", name, " ", tag("b", text)) for name, text in report_facts.prosody(report)]
    return _section("The customer's voice", tag("ul", *items) if items else None, note="against its own norm")


def _measures(report: ReportDict) -> Markup:
    """All measures of both parties, folded."""
    own = {(row["id"], row["party"]): row for row in report["measures"]}
    lines = []
    for id in dict.fromkeys(row["id"] for row in report["measures"]):
        cells = [tag("td", measure_value(own.get((id, party)))) for party in report_facts.PARTIES]
        unit = next(row["unit"] for row in report["measures"] if row["id"] == id)
        per = " (per minute)" if unit == "1/min" else ""
        lines.append(tag("tr", tag("th", id.replace("_", " ") + per, scope="row"), *cells))
    names = ("measure", *report_facts.PARTIES)
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in names)))
    caption = tag(
        "caption",
        "With 90 % intervals, the number of cases n, and what the score reads if it is another value.",
    )
    return _folded("All measures", tag("table", caption, head, tag("tbody", *lines), class_="measures"))


def _folded(heading: str, *inside: Markup) -> Markup:
    return tag("section", tag("details", tag("summary", heading), *inside))


def _not_measured(report: ReportDict) -> Markup:
    return _section("Not measured", tag("dl", *_defined(report_facts.not_measured(report))), class_="without")


def _defined(pairs: list[tuple[str, str]]) -> Iterator[Markup]:
    for name, text in pairs:
        yield tag("div", tag("dt", breakable(name)), tag("dd", text))
