"""An inspection for reading: plain ASCII, as wide as the layout says."""

from __future__ import annotations

from collections.abc import Callable

from .._values.table import Table
from ..types import Ending, Party, ReportDict, Sound, Span
from .layout import fitted, wrapped
from .numbers import fixed
from .phrases import amount, by_code, faults, findings, percent, sound, span
from .report_facts import parties_of
from .report_text import headline, strips

SHOWN = 40
"""Talkspurts that are shown, unless all are asked for."""

_SIDE = {0: "left", 1: "right"}
_SILENCES = (
    ("hold", "ON HOLD (music or a tone, nobody talks)"),
    ("dead_air", "DEAD AIR (3 s or more, nobody talks)"),
)


def inspection_text(
    report: ReportDict, sounds: Table[Sound], endings: Table[Ending], title: str, *, every: bool
) -> str:
    """The whole text."""
    parts = [
        [headline(title, report["duration"]), "", *strips(report)],
        _table(report),
        _findings(report),
        _sounds(sounds),
        *(_silences(report, kind, heading) for kind, heading in _SILENCES),
        _talkspurts(report, endings, every),
    ]
    return "\n\n".join("\n".join(fitted(part, indent="    ")) for part in parts if part)


def _table(report: ReportDict) -> list[str]:
    parties = parties_of(report)
    spurts = {party: _lengths(report, party) for party in parties}

    def row(name: str, value: Callable[[Party], str]) -> str:
        return f"  {name:<16}" + "".join(f"{value(party):>16}" for party in parties)

    def level(party: Party) -> str:
        value = report["parties"][party]["active_level_dbov"]
        return "-" if value is None else f"{fixed(value)} dBov"

    def snr(party: Party) -> str:
        value = report["parties"][party]["snr_db"]
        return "-" if value is None else f"{fixed(value)} dB"

    def share(party: Party) -> str:
        return (
            percent(report["parties"][party]["speech_seconds"] / report["duration"]) if report["duration"] > 0 else "-"
        )

    def channel(party: Party) -> str:
        return "only one" if len(parties) == 1 else _SIDE.get(report["parties"][party]["channel"] or 0, "-")

    return [
        row("", str),
        row("channel", channel),
        row("talk", lambda party: f"{report['parties'][party]['speech_seconds']:.1f} s"),
        row("  of the call", share),
        row("active level", level),
        row("SNR", snr),
        row("talkspurts", lambda party: str(len(spurts[party]))),
        row("  median length", lambda party: amount(_median(spurts[party]), "s") if spurts[party] else "-"),
    ]


def _median(values: list[float]) -> float:
    """The median, without the `statistics` module, which is slow to import."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _lengths(report: ReportDict, party: Party) -> list[float]:
    return [spurt["end"] - spurt["start"] for spurt in report["talkspurts"] if spurt["party"] == party]


def _findings(report: ReportDict) -> list[str]:
    lines: list[str] = []
    for party in parties_of(report):
        for found in by_code(faults(report["parties"][party]["health"])):
            (said,) = findings(found, report["duration"])
            lines += wrapped(said, first=f"  {party:<9} ", indent=" " * 12)
            if len(found) > 1:
                places = "; ".join(span(each["start"], each["end"]) for each in found)
                lines += wrapped(places, indent=" " * 14)
    return ["CHECK THE RECORDING", *lines] if lines else ["Nothing is wrong with the recording."]


def _sounds(sounds: Table[Sound]) -> list[str]:
    lines = [
        f"{_timed(each['start'], each['end'])}   {each['party']:<9} {sound(each['sound'], each['count'])}"
        for each in sounds
    ]
    return ["MUSIC AND TONES", *lines] if lines else []


def _silences(report: ReportDict, kind: str, heading: str) -> list[str]:
    lines = [
        f"{_timed(event['start'], event['end'])}   after {event['by']}"
        for event in report["events"]
        if event["kind"] == kind
    ]
    return [heading, *lines] if lines else []


def _talkspurts(report: ReportDict, endings: Table[Ending], every: bool) -> list[str]:
    spurts = report["talkspurts"]
    ends = {(each["party"], round(each["end"], 3)): each for each in endings} if every else {}
    shown = spurts if every else spurts[:SHOWN]
    rest = len(spurts) - len(shown)
    heading = f"TALKSPURTS (the first {len(shown)} of {len(spurts)}; --all shows all)" if rest else "TALKSPURTS"
    lines = [
        f"{_timed(spurt['start'], spurt['end'])}   {spurt['party']:<9}{_ending(ends.get(_key(spurt)))}".rstrip()
        for spurt in shown
    ]
    if ends:
        heading = f"{heading:<36}ends: pitch, level, last syllable"
    return [heading, *lines] if lines else ["TALKSPURTS: none"]


def _key(spurt: Span) -> tuple[Party, float]:
    return spurt["party"], round(spurt["end"], 3)


def _ending(end: Ending | None) -> str:
    """How a talkspurt ends, in columns; unknown parts are empty.

    >>> end = {"party": "agent", "start": 0.0, "end": 1.0, "contour": "fall", "movement": -3.0}
    >>> _ending({**end, "end_semitones": -2.0, "end_db": -14.2, "lengthening": 1.62, "abrupt": True})
    'fall   -14 dB  1.6 x  abrupt'
    """
    if end is None:
        return ""
    level = "" if end["end_db"] is None else f"{fixed(end['end_db'], 0)} dB"
    longer = "" if end["lengthening"] is None else f"{end['lengthening']:.1f} x"
    return f"{end['contour'] or '':<6} {level:>6}  {longer:>5}  {'abrupt' if end['abrupt'] else ''}"


def _timed(start: float, end: float) -> str:
    return f"  {span(start, end)}  {end - start:6.1f} s"
