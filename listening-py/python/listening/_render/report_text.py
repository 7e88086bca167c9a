"""The report for reading: 80 columns of plain ASCII."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from .. import types as rows
from . import report_facts as telling
from .._settings.config import Profile
from ..report import Report
from .report_facts import KINDS, LASTING, PARTIES, assessed, heard, shown_as
from .phrases import clock

WIDTH = 80
_BAR = 20
_STRIP = 68
_SHOWN = 15
"""Events of a kind that are shown one by one."""
_TIMES = 12
"""Times that are given for a deduction."""
_SHOWN_BACKCHANNELS = 6
"""The same of backchannels, which are many and cost nobody points."""

_JOIN = "\x1f"
"""Stands for a space at which no line may end."""


def report_text(report: Report, title: str, profile: Profile = None) -> str:
    """The whole report."""
    parts = [
        _head(report, title),
        _of_channels("CHECK THE RECORDING", telling.to_check(report)),
        _of_channels("ALSO ON THE LINE", telling.on_the_line(report)),
        _score(report),
        _lost(report),
        _habit(report, profile),
        _turns(report),
        *(_events(report, kind, heading) for kind, heading in KINDS),
        _prosody(report),
        _in_words(report),
        _not_measured(report),
        wrapped(report.notice, indent=""),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def explanation(report: Report, profile: Profile = None) -> str:
    """The score and what it rests on."""
    parts = [_score(report), _lost(report), _habit(report, profile)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def headline(report: Report, title: str) -> str:
    """The title, shortened where it must be, and the length of the call."""
    length = clock(report.duration)
    return f"{_shortened(title, WIDTH - len(length) - 2):<{WIDTH - len(length)}}{length}"


def _head(report: Report, title: str) -> list[str]:
    lines = [headline(report, title), "", *strips(report)]
    shares = telling.talk_shares(report)
    return [*lines, "", "   ".join(shares)] if shares else lines


def strips(report: Report) -> list[str]:
    """Who talked when, at a glance, with times below."""
    return [*(_strip(report, party) for party in heard(report)), _ruler(report.duration)]


def _shortened(title: str, room: int) -> str:
    return title if len(title) <= room else "..." + title[3 - room :]


def _strip(report: Report, party: rows.Party) -> str:
    """Who talked when, one sign for each part of the call."""
    cell = report.duration / _STRIP
    talk = [0.0] * _STRIP
    for start, end in telling.spans(report, party):
        first, last = int(start / cell), min(_STRIP - 1, int(end / cell))
        for k in range(first, last + 1):
            talk[k] += max(0.0, min(end, (k + 1) * cell) - max(start, k * cell)) / cell
    signs = ("#" if part >= 0.5 else "-" if part >= 0.05 else " " for part in talk)
    return f"{party:<10}|{''.join(signs)}|"


def _ruler(duration: float) -> str:
    """Times below the strips, at a step that leaves room between them."""
    if duration <= 0:
        return ""
    steps = (5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200)
    step = next((s for s in steps if s * _STRIP / duration >= 11), duration / 4)
    line = ""
    at = 0.0
    while (place := int(at / duration * _STRIP)) <= _STRIP - 7:
        hours, rest = divmod(round(at), 3600)
        label = f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"
        line = f"{line:<{place}}{label}"
        at += step
    return " " * 11 + line


def _of_channels(heading: str, told: list[tuple[rows.Party, str]]) -> list[str]:
    lines = [line for party, text in told for line in _of_party(party, text)]
    return [heading, *lines] if lines else []


def _of_party(party: rows.Party, text: str) -> list[str]:
    return wrapped(text, first=f"  {party:<9} ", indent=" " * 12)


def _score(report: Report) -> list[str]:
    value = report.score["observable_listening"]
    lines = [line for text in telling.standing(report) for line in wrapped(text, indent="  ")]
    if value is None:
        return ["OBSERVABLE LISTENING   not scored: insufficient evidence", *lines]
    head = f"OBSERVABLE LISTENING of the {assessed(report)}   {value:.1f} of 100   {telling.rated(report)}"
    return [head, *lines, "", *(_dimension(dimension) for dimension in report.score["dimensions"])]


def _dimension(dimension: rows.Dimension) -> str:
    name, likely = telling.dimension_name(dimension), telling.dimension_likely(dimension)
    value = dimension["value"]
    if value is None:
        return f"  {name:<15}    -  [{'':<{_BAR}}]  {likely}"
    bar = "#" * round(value / 100 * _BAR)
    return f"  {name:<15}{value:5.1f}  [{bar:<{_BAR}}]  {likely}"


def _lost(report: Report) -> list[str]:
    lines: list[str] = []
    for each in telling.lost(report):
        lines += wrapped(each.why, first=f"  {each.dimension:<15}{-each.points:5.1f}  ", indent=" " * 24)
        times = [clock(event["start"]) for event in each.events]
        if times:
            more = f" and {len(times) - _TIMES} more" if len(times) > _TIMES else ""
            lines += wrapped("listen at " + ", ".join(times[:_TIMES]) + more, indent=" " * 24)
    if report.score["observable_listening"] is None:
        return []
    heading = "WHY POINTS WERE LOST (of each dimension's 100)"
    return [heading, *lines] if lines else ["No points were lost."]


def _habit(report: Report, profile: Profile) -> list[str]:
    """What to change first; nothing where the profile is not at hand."""
    habit = telling.habit(report, profile)
    return ["WHAT TO CHANGE FIRST", *wrapped(habit, indent="  ")] if habit else []


def _turns(report: Report) -> list[str]:
    lines = ["TURNS"]
    for party in PARTIES:
        count, longest = telling.longest_turn(report, party)
        lines.append(f"  {party:<9} {count:3}   {longest}" if count else f"  {party:<9}  {longest}")
    return lines + [line for party, text in telling.bounds(report) for line in _of_party(party, text)]


def _events(report: Report, kind: str, heading: str) -> list[str]:
    found = _of_kind(report, kind)
    if not found:
        return [f"{heading.split(' (')[0]}: none"] if kind in ("interruption", "dead_air") else []
    most = _SHOWN_BACKCHANNELS if kind == "backchannel" else _SHOWN
    shown, rest = found[:most], found[most:]
    charged = telling.charged(report)
    lines = [heading]
    for event in shown:
        lines += _event(event, charged)
    if rest:
        lines += _rest(rest)
    return lines


def _event(event: rows.Event, charged: set[str]) -> list[str]:
    line = f"  {clock(event['start'])}  {telling.by_whom(event):<16}"
    if event["kind"] in LASTING:
        line += f"{event['end'] - event['start']:5.1f} s   "
    line += telling.sure(event, charged)
    why = telling.why(event, charged)
    return [line.rstrip(), *wrapped(why, indent=" " * 11)] if why else [line.rstrip()]


def _rest(events: Sequence[rows.Event]) -> list[str]:
    lines: list[str] = []
    for party in PARTIES:
        times = [clock(event["start"]) for event in events if event["by"] == party]
        if times:
            lines += wrapped(", ".join(times), first=f"  more by {party}: ", indent=" " * 4)
    return lines


def _in_words(report: Report) -> list[str]:
    """What the words tell, where they were given."""
    lines: list[str] = []
    before = None
    for party, text in telling.in_words(report):
        lines += wrapped(text, first=f"  {'' if party == before else party:<9} ", indent=" " * 14)
        before = party
    return ["IN WORDS (counted, never scored)", *lines] if lines else []


def _not_measured(report: Report) -> list[str]:
    lines = ["NOT MEASURED"]
    for id, text in telling.not_measured(report):
        lines += wrapped(text, first=f"  {id:<14} ", indent=" " * 17)
    return lines


def wrapped(text: str, *, indent: str, first: str | None = None) -> list[str]:
    """`text` in lines; a number stays with its unit."""
    start = indent if first is None else first
    joined = re.sub(r"(\d) (%|s\b|dB\b)", rf"\1{_JOIN}\2", text)
    lines = textwrap.wrap(joined, WIDTH, initial_indent=start, subsequent_indent=indent)
    return [line.replace(_JOIN, " ") for line in lines]


def _prosody(report: Report) -> list[str]:
    """How the customer's voice moves, where it was asked for."""
    told = telling.prosody(report)
    if not told:
        return []
    heading = "THE CUSTOMER'S VOICE against its own norm (docs/activation.md)"
    return [heading, *(f"  {name:<24}{text}" for name, text in told)]


def floor_line(name: str, report: Report) -> str:
    """One line on a call whose talkspurts were given."""
    counts = ", ".join(
        f"{len(found)} {kind.replace('_', ' ')}"
        for kind in ("interruption", "butting_in", "backchannel", "dead_air")
        if (found := _of_kind(report, kind))
    )
    value = report.score["observable_listening"]
    rating = "insufficient evidence" if value is None else f"{value:.1f} {telling.rated(report)}"
    return f"{name}  {clock(report.duration)}  {rating}  {counts or 'no events'}"


def _of_kind(report: Report, kind: str) -> list[rows.Event]:
    return [event for event, shown in shown_as(report) if shown == kind]
