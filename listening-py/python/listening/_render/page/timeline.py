"""Both parties over time, as drawings in SVG: a row for each stretch of the call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil
from typing import NamedTuple

from ...types import Event, Party, ReportDict
from ..looks import COLORED, HOLLOW, Look, looks
from ..phrases import SOUNDS, clock, counts, faults, findings, partial
from ..report_facts import LASTING, PARTIES, overlaps, parties_of, sounds, spans, why_of
from ..report_facts import marks as marks_of
from ..symbols import MARKS, SILENCES, STEPS
from .markup import Markup, empty, join, part, tag

HEIGHT = 100
"""Of a row, in pixels: signs of the agent, its talk, both, talk of the customer, its signs, times."""
_MARKED: dict[Party, int] = {"agent": 12, "customer": 76}
_LANE: dict[Party, int] = {"agent": 24, "customer": 46}
_DEEP = 18
_BOTH = (41, 6)
_EDGE: dict[Party, int] = {"agent": 24, "customer": 60}
"""Where a fault of the channel is shown: the outer edge of the party's lane."""

_ROWS = ((600, 60), (1200, 120), (7200, 300), (21_600, 600))
"""Up to which length of a call a row has how many seconds."""
_LONG_ROW = 1800.0
_LEAST = 0.1
"""Share of a row that the last one has at least."""
_NAMED = 0.105
"""Share of a row from which on a silence has room for its name."""

_SHAPES = {
    "v": "M-6.5-5.5h13L0 6.5z",
    "^": "M-6.5 5.5h13L0-6.5z",
    "s": "M-5-5h10v10h-10z",
    "D": "M0-7 7 0 0 7-7 0z",
    "o": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "X": "M-6-3.5-3.5-6 0-2.5 3.5-6 6-3.5 2.5 0 6 3.5 3.5 6 0 2.5-3.5 6-6 3.5-2.5 0z",
}


class Row(NamedTuple):
    """A stretch of the call."""

    start: float
    end: float
    length: float
    """Seconds that it would have if the call went on."""

    def share(self, at: float) -> float:
        """Where a moment lies, of one."""
        return min(max((at - self.start) / self.length, 0.0), 1.0)

    def within(self, spans: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
        """The spans, cut to the row: where they begin and how wide they are, of one."""
        for start, end in spans:
            if end > self.start and start < self.end:
                yield self.share(start), self.share(end) - self.share(start)


def stretches(duration: float) -> list[Row]:
    """The rows of a call.

    >>> [(row.start, row.end) for row in stretches(91.86)]
    [(0.0, 60.0), (60.0, 91.86)]
    >>> len(stretches(3600)), len(stretches(0)), stretches(20.0)[0].length, stretches(602.5)[0].length
    (12, 0, 20.0, 130.0)
    """
    if duration <= 0:
        return []
    length = next((float(seconds) for until, seconds in _ROWS if duration <= until), _LONG_ROW)
    length = min(length, max(duration, 1.0))
    count = max(1, ceil(duration / length))
    if count > 1 and duration - (count - 1) * length < length * _LEAST:
        # Hardly anything would stand in the last row: the others take it up, at a round length.
        length = ceil(duration / (count - 1) / (length / 12)) * length / 12
        count = ceil(duration / length)
    return [Row(k * length, min((k + 1) * length, duration), length) for k in range(count)]


def timeline(report: ReportDict, uid: str) -> Markup:
    """The legend and all rows; every event that is listed is a link to its line, `uid` before its id."""
    found = stretches(report["duration"])
    if not found:
        return join()
    drawn = [tag("div", _names(report), _row(report, row, uid), class_="row") for row in found]
    wide = min(int(found[0].length) // 60, 5)
    label = "Timeline of both parties; arrow keys go from event to event, Enter opens one"
    region = tag(
        "div", *drawn, class_=f"rows w{wide}", role="region", aria_label=label, tabindex=None if wide < 2 else "0"
    )
    return join(_patterns(uid), _legend(report, uid), region)


def sign(kind: str, look: Look = Look.OTHER) -> Markup:
    """An event's sign alone."""
    if kind in MARKS:
        hollow = " hollow" if look in HOLLOW else ""
        color = "taken" if look in COLORED else "other"
        return empty("path", d=_SHAPES[MARKS[kind][0]], class_=f"sign {color}{hollow}")
    return empty("rect", x=-7, y=-6, width=14, height=12, class_=f"band {kind}")


def small(kind: str, uid: str, look: Look = Look.OTHER) -> Markup:
    """An event's sign beside words; nothing of a kind that is not drawn."""
    if kind not in MARKS and kind not in SILENCES:
        return join()
    inside = [sign(kind, look)]
    if kind in SILENCES:
        inside.append(empty("rect", x=-7, y=-6, width=14, height=12, fill=f"url(#{uid}-{kind})"))
    return _swatch(*inside)


def named(kind: str) -> str:
    """What a kind is called."""
    return MARKS[kind][1] if kind in MARKS else SILENCES[kind][0]


def described(event: Event, look: Look) -> str:
    """An event in a line: for a tooltip and for those who hear the page."""
    kind = event["kind"]
    length = f", {event['end'] - event['start']:.1f} s" if kind in LASTING else ""
    by = f"after {event['by']}" if kind in SILENCES else f"by {event['by']}"
    parts = (look.value if look is Look.CANDIDATE else "", counts(event), why_of(event))
    said = "; ".join(text for text in parts if text)
    return f"{clock(event['start'])} {named(kind)} {by}{length}" + (f": {said}" if said else "")


def _drawn(report: ReportDict) -> list[tuple[Event, Look]]:
    """Each event that has a sign or a band, with its look."""
    return [(event, look) for event, look in looks(report) if event["kind"] in MARKS or event["kind"] in SILENCES]


def _swatch(*inside: Markup) -> Markup:
    return tag("svg", *inside, viewBox="-8 -8 16 16", width=16, height=16, class_="swatch", aria_hidden="true")


def _patterns(uid: str) -> Markup:
    """Hatching: a second way beside colour to show silences and sounds."""
    dots = join(empty("circle", cx=2, cy=2, r="1"), empty("circle", cx=5, cy=5, r="1"))
    lines = empty("path", d="M-1 1 1-1M0 7 7 0M6 8 8 6")
    patterns = [
        tag("pattern", inside, id=f"{uid}-{name}", width=width, height=width, patternUnits="userSpaceOnUse",
            class_=f"hatch {name}")
        for name, inside, width in (("dead_air", dots, 6), ("hold", lines, 7))
    ]  # fmt: skip
    return tag("svg", tag("defs", *patterns), width=0, height=0, class_="defs", aria_hidden="true")


def _names(report: ReportDict) -> Markup:
    texts = [tag("text", party, x=0, y=_LANE[party] + 13, class_="name") for party in parties_of(report)]
    return tag("svg", *texts, width=64, height=HEIGHT, class_="names", aria_hidden="true")


def _row(report: ReportDict, row: Row, uid: str) -> Markup:
    talk = {party: sum(width for _, width in row.within(spans(report, party))) * row.length for party in PARTIES}
    label = f"{clock(row.start)} to {clock(row.end)}: " + ", ".join(f"{p} talks {s:.1f} s" for p, s in talk.items())
    return tag(
        "svg", *_lanes(report, row), *_line(report, row, uid), *_faults(report, row), *_marks(report, row),
        *_events(report, row, uid), *_ticks(row), empty("line", y1=2, y2=86, class_="head"),
        class_="time", role="group", aria_label=label, width="100%", height=HEIGHT, data_from=row.start,
        data_length=row.length,
    )  # fmt: skip


def _lanes(report: ReportDict, row: Row) -> Iterator[Markup]:
    """Who talks: talkspurts on their turns, each kind as one path, for a call has thousands."""
    width = row.share(row.end)
    for party in parties_of(report):
        y = _LANE[party]
        yield empty("rect", x=0, y=y, width=part(width), height=_DEEP, class_="lane")
        turns = [(turn["start"], turn["end"]) for turn in report["turns"] if turn["party"] == party]
        yield _bars(row, turns, y, _DEEP, f"turn {party}")
        yield _bars(row, spans(report, party), y + 2, _DEEP - 4, f"talk {party}")
    yield _bars(row, overlaps(report), *_BOTH, "both")


def _bars(row: Row, spans: Iterable[tuple[float, float]], y: int, height: int, look: str) -> Markup:
    """Bars over a stretch in hundredths of a second, stretched to its width."""
    drawn = "".join(
        f"M{round(start * row.length * 100)} 0h{max(1, round(width * row.length * 100))}v1H"
        f"{round(start * row.length * 100)}z"
        for start, width in row.within(spans)
    )
    if not drawn:
        return join()
    box = f"0 0 {round(row.length * 100)} 1"
    return tag(
        "svg", empty("path", d=drawn, class_=look), y=y, width="100%", height=height, viewBox=box,
        preserveAspectRatio="none",
    )  # fmt: skip


def _line(report: ReportDict, row: Row, uid: str) -> Iterator[Markup]:
    """Music and tones on a party's channel."""
    for each in sounds(report):
        for start, width in row.within([(each["start"], each["end"])]):
            place = {"x": part(start), "y": _LANE[each["party"]], "width": part(width), "height": _DEEP}
            name = tag("title", f"{SOUNDS[each['sound']]} on the {each['party']}'s channel")
            yield tag("rect", name, fill=f"url(#{uid}-hold)", class_="heard", **place)


def _faults(report: ReportDict, row: Row) -> Iterator[Markup]:
    for party in parties_of(report):
        for fault in faults(report["parties"][party]["health"]):
            if not partial(fault, report["duration"]):
                continue
            said = "; ".join(findings([fault], report["duration"]))
            for start, width in row.within([(fault["start"], max(fault["end"], fault["start"] + 0.01))]):
                place = {"x": part(start), "y": _EDGE[party], "width": part(max(width, 0.002)), "height": 4}
                yield tag("rect", tag("title", f"{party}: {said}"), class_="fault", **place)


def _marks(report: ReportDict, row: Row) -> Iterator[Markup]:
    """What the telephone system said: a frame over both lanes, and a line where it was a moment."""
    for start, end, what in marks_of(report):
        for left, width in row.within([(start, max(end, start + 0.01))]):
            place = {"x": part(left), "y": 19, "width": part(max(width, 0.002)), "height": 50}
            yield tag("rect", tag("title", f"{clock(start)} {what}, {end - start:.1f} s"), class_="mark", **place)
            if width >= _NAMED:
                wide = " wide" if width < 0.3 else ""
                yield tag("text", what, x=part(left + width / 2), y=17, class_=f"said{wide}")


def _events(report: ReportDict, row: Row, uid: str) -> Iterator[Markup]:
    duration = report["duration"]
    for event, look in _drawn(report):
        kind = event["kind"]
        if kind in SILENCES:
            first = event["start"] >= row.start or row.start == 0
            for start, width in row.within([(event["start"], event["end"])]):
                yield _link(event, look, uid, first, *_silence(event, kind, start, width, uid))
        elif row.start <= event["start"] and (event["start"] < row.end or row.end == duration):
            hit = empty("rect", x=-12, y=-12, width=24, height=24, class_="hit")
            at = {"x": part(row.share(event["start"])), "y": _MARKED[event["by"]], "overflow": "visible"}
            inside = tag("svg", hit, sign(kind, look), **at)
            yield _link(event, look, uid, True, inside)


def _silence(event: Event, kind: str, start: float, width: float, uid: str) -> Iterator[Markup]:
    place = {"x": part(start), "y": 24, "width": part(width), "height": 40}
    yield empty("rect", class_=f"band {kind}", **place)
    yield empty("rect", fill=f"url(#{uid}-{kind})", class_="hit", **place)
    if width >= _NAMED:
        wide = " wide" if width < 0.3 else ""
        said = f"{named(kind)} {event['end'] - event['start']:.1f} s"
        yield tag("text", said, x=part(start + width / 2), y=48, class_=f"said{wide}")


def _link(event: Event, look: Look, uid: str, first: bool, *inside: Markup) -> Markup:
    said = described(event, look)
    return tag(
        "a", tag("title", said), *inside, href=f"#{uid}-{event['id']}", class_="event", data_at=event["start"],
        id=f"{uid}-at-{event['id']}" if first else None,
    )  # fmt: skip


def _ticks(row: Row) -> Iterator[Markup]:
    """Round times below, with room between them."""
    step = next((step for step in STEPS if row.length / step <= 6.5), STEPS[-1])
    rounds = range(ceil(row.start / step) * step, int(row.end) + 1, step)
    for at in dict.fromkeys((row.start, *rounds)):
        x = part(row.share(at))
        yield empty("line", x1=x, x2=x, y1=24, y2=88, class_="tick")
        if at == row.start or 0.1 < row.share(at) < 0.96:
            said = clock(at).removesuffix(".0").removeprefix("0")
            yield tag("text", said, x=x, y=98, class_="clock" if at > row.start else "clock first")


def _legend(report: ReportDict, uid: str) -> Markup:
    """The signs of this timeline, and no others."""
    box = {"x": -7, "y": -6, "width": 14, "height": 12}
    found = [(f"{party} talks", _swatch(empty("rect", class_=f"talk {party}", **box))) for party in parties_of(report)]
    if overlaps(report):
        found.append(("both talk", _swatch(empty("rect", x=-7, y=-3, width=14, height=6, class_="both"))))
    drawn = _drawn(report)
    kinds = {event["kind"] for event, _ in drawn}
    found += [(named(kind), small(kind, uid)) for kind in (*MARKS, *SILENCES) if kind in kinds]
    used = {look for event, look in drawn if event["kind"] in MARKS}
    for look in (look for look in Look if look.value and look in used):
        shape = "hollow" if look in HOLLOW else "filled"
        found.append((f"{shape}: {look.value}", _swatch(sign("interruption", look))))
    if sounds(report):
        names = ", ".join(dict.fromkeys(SOUNDS[each["sound"]] for each in sounds(report)))
        found.append((names, _swatch(empty("rect", fill=f"url(#{uid}-hold)", class_="heard", **box))))
    if marks_of(report):
        found.append(("marked by the telephone system", _swatch(empty("rect", class_="mark", **box))))
    if any(
        partial(each, report["duration"]) for p in parties_of(report) for each in faults(report["parties"][p]["health"])
    ):
        found.append(("to check", _swatch(empty("rect", x=-7, y=-2, width=14, height=4, class_="fault"))))
    items = [tag("li", picture, name) for name, picture in found]
    return tag("ul", *items, class_="legend", aria_label="Legend")
