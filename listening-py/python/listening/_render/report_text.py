"""The report for reading: plain ASCII, as wide as the layout says."""

from __future__ import annotations

from collections.abc import Sequence

from .._values.shown import one_line
from ..types import Dimension, Event, Explanation, Party, ReportDict
from . import report_facts
from .layout import fitted, width, wrapped
from .numbers import fixed
from .phrases import ENTRIES, KINDS, clock, counts
from .report_facts import LASTING, PARTIES, assessed, parties_of

_BAR, _NARROW_BAR = 20, 14
"""Signs of a bar that is full; the second where a line has not the room."""
_ROOM = 70
"""Columns that a dimension with the long bar may need."""
_SHOWN = 15
"""Events of a kind that are shown one by one."""
_TIMES = 12
"""Times that are given for a deduction."""
_SHOWN_BACKCHANNELS = 6
"""The same of backchannels, which are many and cost nobody points."""


def report_text(report: ReportDict, title: str, explanation: Explanation | None = None) -> str:
    """The whole report."""
    parts = [
        _head(report, title),
        _of_channels("CHECK THE RECORDING", report_facts.to_check(report)),
        _of_channels("ALSO ON THE LINE", report_facts.on_the_line(report)),
        _listed("MARKED BY THE TELEPHONE SYSTEM (charged to nobody)", report_facts.marked(report)),
        _score(report),
        _listed("SCORED BY AGENT (the score above is of all of them)", report_facts.legs(report)),
        _lost(report),
        _habit(report, explanation),
        _turns(report),
        _charged(report),
        _candidates(report),
        *(_events(report, kind, heading) for kind, heading in KINDS.items()),
        _prosody(report),
        _in_words(report),
        _not_measured(report),
        wrapped(report["notice"], indent=""),
    ]
    return "\n\n".join("\n".join(fitted(part, indent="    ")) for part in parts if part)


def explanation_text(report: ReportDict, explanation: Explanation | None = None) -> str:
    """The score and what it rests on."""
    parts = [_score(report), _lost(report), _habit(report, explanation)]
    return "\n\n".join("\n".join(fitted(part, indent="    ")) for part in parts if part)


def headline(title: str, duration: float) -> str:
    """The title, shortened where it must be, and the length of the call in seconds."""
    length = clock(duration)
    title = one_line(title)
    return f"{_shortened(title, width() - len(length) - 2):<{width() - len(length)}}{length}"


def _head(report: ReportDict, title: str) -> list[str]:
    lines = [headline(title, report["duration"]), "", *strips(report)]
    shares = report_facts.talk_shares(report)
    return [*lines, "", "   ".join(shares)] if shares else lines


def strips(report: ReportDict) -> list[str]:
    """Who talked when, at a glance, with times below."""
    return [*(_strip(report, party) for party in parties_of(report)), _ruler(report["duration"])]


def _shortened(title: str, room: int) -> str:
    return title if len(title) <= room else "..." + title[3 - room :]


def _cells() -> int:
    """Signs of a strip: a line but for the name before it and the bars around it."""
    return width() - 12


def _strip(report: ReportDict, party: Party) -> str:
    """Who talked when, one sign for each part of the call."""
    cells = _cells()
    cell = report["duration"] / cells
    talk = [0.0] * cells
    for start, end in report_facts.spans(report, party):
        first, last = int(start / cell), min(cells - 1, int(end / cell))
        for k in range(first, last + 1):
            talk[k] += max(0.0, min(end, (k + 1) * cell) - max(start, k * cell)) / cell
    signs = ("#" if part >= 0.5 else "-" if part >= 0.05 else " " for part in talk)
    return f"{party:<10}|{''.join(signs)}|"


def _ruler(duration: float) -> str:
    """Times below the strips, at a step that leaves room between them."""
    if duration <= 0:
        return ""
    cells = _cells()
    steps = (5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
    step = next((s for s in steps if s * cells / duration >= 11), duration / 4)
    line = ""
    at = 0.0
    while (place := int(at / duration * cells)) <= cells - 7:
        hours, rest = divmod(round(at), 3600)
        label = f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
        line = f"{line:<{place}}{label}"
        at += step
    return " " * 11 + line


def _of_channels(heading: str, found: list[tuple[Party, str]]) -> list[str]:
    lines = [line for party, text in found for line in _of_party(party, text)]
    return [heading, *lines] if lines else []


def _of_party(party: Party, text: str) -> list[str]:
    return wrapped(text, first=f"  {party:<9} ", indent=" " * 12)


def _listed(heading: str, texts: list[str]) -> list[str]:
    lines = [line for text in texts for line in wrapped(text, first="  ", indent="    ")]
    return [heading, *lines] if lines else []


def _score(report: ReportDict) -> list[str]:
    value = report["score"]["observable_listening"]
    lines = [line for text in report_facts.score_notes(report) for line in wrapped(text, indent="  ")]
    if value is None:
        return ["OBSERVABLE LISTENING   not scored: insufficient evidence", *lines]
    head = f"OBSERVABLE LISTENING of the {assessed(report)}   {fixed(value)} of 100   {report_facts.rated(report)}"
    return [head, *lines, "", *(_dimension(dimension) for dimension in report["score"]["dimensions"])]


def _dimension(dimension: Dimension) -> str:
    name, likely = report_facts.dimension_name(dimension), report_facts.dimension_likely(dimension)
    value = dimension["value"]
    most = _BAR if width() >= _ROOM else _NARROW_BAR
    if value is None:
        return f"  {name:<15}    -  [{'':<{most}}]  {likely}"
    bar = "#" * round(value / 100 * most)
    return f"  {name:<15}{value:5.1f}  [{bar:<{most}}]  {likely}".rstrip()


def _lost(report: ReportDict) -> list[str]:
    lines: list[str] = []
    for each in report_facts.points_lost(report):
        lines += wrapped(each.why, first=f"  {each.dimension:<15}{fixed(-each.points):>5}  ", indent=" " * 24)
        times = [clock(event["start"]) for event in each.events]
        if times:
            more = f" and {len(times) - _TIMES} more" if len(times) > _TIMES else ""
            lines += wrapped("listen at " + ", ".join(times[:_TIMES]) + more, indent=" " * 24)
    if report["score"]["observable_listening"] is None:
        return []
    heading = "WHY POINTS WERE LOST (of each dimension's 100)"
    return [heading, *lines] if lines else ["No points were lost."]


def _habit(report: ReportDict, explanation: Explanation | None) -> list[str]:
    """What to change first; nothing where there is no explanation."""
    habit = report_facts.habit(report, explanation)
    return ["WHAT TO CHANGE FIRST", *wrapped(habit, indent="  ")] if habit else []


def _turns(report: ReportDict) -> list[str]:
    lines = ["TURNS"]
    for party in PARTIES:
        count, longest = report_facts.longest_turn(report, party)
        lines.append(f"  {party:<9} {count:3}   {longest}" if count else f"  {party:<9}  {longest}")
    return lines + [line for party, text in report_facts.interruption_bounds(report) for line in _of_party(party, text)]


def _charged(report: ReportDict) -> list[str]:
    """What counts, heaviest first, each with how much."""
    found = report_facts.charged_events(report)
    heading = f"WHAT COUNTS AGAINST THE {assessed(report).upper()}"
    if not found:
        return [f"{heading}: nothing of 10 % or more"] if report_facts.weighed(report) else []
    lines = [f"{heading} (heaviest first)"]
    for event in found[:_SHOWN]:
        lines += _line(event, f"{report_facts.what_of(event, report):<26}")
    rest = ", ".join(clock(event["start"]) for event in found[_SHOWN:])
    return lines + (wrapped(rest, first="  counting less: ", indent=" " * 4) if rest else [])


def _candidates(report: ReportDict) -> list[str]:
    """Entries that hardly count, in short."""
    found = report_facts.candidates(report)
    if not found:
        return []
    kinds = [(kind, [event for event in found if event["kind"] == kind]) for kind in ENTRIES]
    lines = [f"ENTRIES OF THE {assessed(report).upper()} THAT COUNT UNDER 10 %"]
    for kind, events in kinds:
        if events:
            more = f" and {len(events) - _TIMES} more" if len(events) > _TIMES else ""
            times = ", ".join(clock(event["start"]) for event in events[:_TIMES]) + more
            lines += wrapped(times, first=f"  {kind.replace('_', ' ')}: ", indent=" " * 4)
    return lines


def _events(report: ReportDict, kind: str, heading: str) -> list[str]:
    found = [event for event in report_facts.other_events(report) if event["kind"] == kind]
    if not found:
        return []
    most = _SHOWN_BACKCHANNELS if kind == "backchannel" else _SHOWN
    lines = [heading]
    for event in found[:most]:
        lines += _line(event, f"{report_facts.whose(event):<16}")
    return lines + _rest(found[most:])


def _line(event: Event, what: str) -> list[str]:
    """An event with how long it lasts where that says something, how much it counts or how probable it is, and why."""
    length = f"{event['end'] - event['start']:5.1f} s   " if event["kind"] in LASTING else " " * 10
    line = f"  {clock(event['start'])}  {what}{length}{counts(event)}".rstrip()
    why = report_facts.why_of(event)
    return [line, *wrapped(why, indent=" " * 11)] if why else [line]


def _rest(events: Sequence[Event]) -> list[str]:
    lines: list[str] = []
    for party in PARTIES:
        times = [clock(event["start"]) for event in events if event["by"] == party]
        if times:
            lines += wrapped(", ".join(times), first=f"  more by {party}: ", indent=" " * 4)
    return lines


def _in_words(report: ReportDict) -> list[str]:
    """What the words show, where they were given."""
    lines: list[str] = []
    before = None
    for party, text in report_facts.in_words(report):
        lines += wrapped(text, first=f"  {'' if party == before else party:<9} ", indent=" " * 14)
        before = party
    return ["IN WORDS (counted, never scored)", *lines] if lines else []


def _not_measured(report: ReportDict) -> list[str]:
    lines = ["NOT MEASURED"]
    for id, text in report_facts.not_measured(report):
        lines += wrapped(text, first=f"  {id:<14} ", indent=" " * 17)
    return lines


def _prosody(report: ReportDict) -> list[str]:
    """How the customer's voice moves, where it was asked for."""
    found = report_facts.prosody(report)
    if not found:
        return []
    heading = "THE CUSTOMER'S VOICE against its own norm (docs/activation.md)"
    return [heading, *(f"  {name:<24}{text}" for name, text in found)]


def floor_line(name: str, report: ReportDict) -> str:
    """One line on a call whose talkspurts were given: how many events count, and how many there are of what kind."""
    charged = len(report_facts.charged_events(report))
    kinds = [event["kind"] for event in report["events"]]
    counts = [f"{charged} charged"] if charged else []
    counts += [
        f"{kinds.count(kind)} {kind.replace('_', ' ')}"
        for kind in ("interruption", "butting_in", "backchannel", "dead_air")
        if kind in kinds
    ]
    value = report["score"]["observable_listening"]
    rating = "insufficient evidence" if value is None else f"{fixed(value)} {report_facts.rated(report)}"
    return f"{name}  {clock(report['duration'])}  {rating}  {', '.join(counts) or 'no events'}"
