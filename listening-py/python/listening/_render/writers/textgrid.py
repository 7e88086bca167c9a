"""Praat TextGrids: tiers of intervals beside the sound.

Source of the form: the manual of Praat, "TextGrid file formats".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..._values.errors import ListeningError
from ...types import Event, Party, ReportDict, Span
from .labels import SILENCES, label

_PARTIES: tuple[Party, Party] = ("agent", "customer")


class Interval(NamedTuple):
    """A labelled part of a tier, in whole milliseconds."""

    start: int
    end: int
    text: str


def textgrid(report: ReportDict) -> str:
    """The report's talkspurts, turns and events, in tiers of each party; silences have tiers of their own."""
    spans = [*report["talkspurts"], *report["turns"], *report["events"]]
    length = max([_ms(report["duration"]), *(_ms(span["end"]) for span in spans)])
    if length == 0:
        raise ListeningError("a call of no length has no TextGrid: Praat wants an end after the start")
    tiers: list[tuple[str, list[Interval]]] = []
    for party in _PARTIES:
        tiers.append((party, _of(party, "talk", report["talkspurts"])))
    for party in _PARTIES:
        tiers.append((f"{party} turns", _of(party, "turn", report["turns"])))
    for party in _PARTIES:
        acts = (event for event in report["events"] if event["by"] == party and event["kind"] not in SILENCES)
        tiers += _layers(f"{party} events", acts, length)
    tiers += _layers("silences", (event for event in report["events"] if event["kind"] in SILENCES), length)
    return "\n".join(_lines(tiers, length)) + "\n"


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _of(party: Party, text: str, spans: Iterable[Span]) -> list[Interval]:
    return [Interval(_ms(span["start"]), _ms(span["end"]), text) for span in spans if span["party"] == party]


def _layers(name: str, events: Iterable[Event], length: int) -> list[tuple[str, list[Interval]]]:
    """Intervals of a tier may not overlap: what would, goes to a further tier of the same name with a number."""
    layers: list[list[Interval]] = [[]]
    for event in events:
        start = min(_ms(event["start"]), length - 1)
        # An interval has a length.
        found = Interval(start, max(_ms(event["end"]), start + 1), label(event))
        for layer in layers:
            if not layer or layer[-1].end <= found.start:
                layer.append(found)
                break
        else:
            layers.append([found])
    return [(name if number == 1 else f"{name} {number}", layer) for number, layer in enumerate(layers, 1)]


def _lines(tiers: Sequence[tuple[str, list[Interval]]], length: int) -> Iterable[str]:
    yield 'File type = "ooTextFile"'
    yield 'Object class = "TextGrid"'
    yield ""
    yield "xmin = 0.000"
    yield f"xmax = {_seconds(length)}"
    yield "tiers? <exists>"
    yield f"size = {len(tiers)}"
    yield "item []:"
    for number, (name, intervals) in enumerate(tiers, 1):
        filled = list(_filled(intervals, length))
        yield f"    item [{number}]:"
        yield '        class = "IntervalTier"'
        yield f"        name = {_quoted(name)}"
        yield "        xmin = 0.000"
        yield f"        xmax = {_seconds(length)}"
        yield f"        intervals: size = {len(filled)}"
        for at, interval in enumerate(filled, 1):
            yield f"        intervals [{at}]:"
            yield f"            xmin = {_seconds(interval.start)}"
            yield f"            xmax = {_seconds(interval.end)}"
            yield f"            text = {_quoted(interval.text)}"


def _filled(intervals: Iterable[Interval], length: int) -> Iterable[Interval]:
    """A tier covers its time without a hole: what is between has no text."""
    at = 0
    for interval in intervals:
        if interval.start > at:
            yield Interval(at, interval.start, "")
        yield interval
        at = interval.end
    if at < length:
        yield Interval(at, length, "")


def _seconds(ms: int) -> str:
    return f"{ms // 1000}.{ms % 1000:03d}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
