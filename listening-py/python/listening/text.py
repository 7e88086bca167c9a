"""The report for reading: 80 columns of plain ASCII."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from . import rows
from .config import Profile
from .errors import ListeningError
from .report import Report
from .words import DIMENSIONS, OTHER, amount, clock, findings, percent, reason, said, sound, span
from .words import sounds as sounds_of

WIDTH = 80
_BAR = 20
_STRIP = 68
_SHOWN = 15
"""Events of a kind that are shown one by one."""
_TIMES = 12
"""Times that are given for a deduction."""
_PLACES = 3
"""Places that are given for a sound."""
_SHOWN_BACKCHANNELS = 6
"""The same of backchannels, which are many and cost nobody points."""

_PROSODY = ("customer_activation", "activation_trend", "activation_tack_points", "settle_time")
"""Measures of the customer's voice, which are there where they are asked for."""

_WORDS = (
    "words_per_minute",
    "question_share",
    "acknowledged_content",
    "paraphrase",
    "customer_repeats_self",
)
"""Measures of what is said, which are there where words are given."""

_JOIN = "\x1f"
"""Stands for a space at which no line may end."""
_TOO_LITTLE = "Too little talk of the other party, or too few changes of speaker, for"

_LASTING = frozenset({"butting_in", "backchannel", "dead_air", "hold", "unanswered_turn"})
"""Kinds whose length says something by itself."""

_BLAMED = ("interruption", "butting_in", "pause_interruption")
"""Kinds that cost points, where they are likelier than not."""

_PARTIES: tuple[rows.Party, rows.Party] = ("agent", "customer")

_KINDS = (
    ("interruption", "INTERRUPTIONS (the other gave way, or talked on and was stopped)"),
    ("butting_in", "BUTTING IN (the other talked on)"),
    ("pause_interruption", "TAKING THE FLOOR IN A PAUSE (the other had not finished)"),
    ("backchannel", 'BACKCHANNELS ("mm-hm", "I see": the floor stays with the other)'),
    ("dead_air", "DEAD AIR (3 s or more in which nobody talks)"),
    ("hold", "ON HOLD (music or a tone)"),
    ("unanswered_turn", "TURNS LEFT WITHOUT AN ANSWER"),
)


def report_text(report: Report, title: str, profile: Profile = None) -> str:
    """The whole report."""
    parts = [
        _head(report, title),
        _health(report),
        _sounds(report),
        _score(report),
        _lost(report),
        _habit(report, profile),
        _turns(report),
        *(_events(report, kind, heading) for kind, heading in _KINDS),
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


def assessed(report: Report) -> rows.Party:
    """Whose listening is scored: the party whose measures the deductions name."""
    lost = [lost for dimension in report.score["dimensions"] for lost in dimension["deductions"]]
    for party in _PARTIES:
        own = {row["id"]: row["events"] for row in report.measures if row["party"] == party}
        if all(own.get(item["measure"]) == item["events"] for item in lost):
            return party
    return "agent"


def heard(report: Report) -> list[rows.Party]:
    """The parties that the report is about: both, but for a mono recording that was inspected."""
    return [party for party in _PARTIES if party in report.parties]


def sounds(report: Report) -> list[rows.Sound]:
    """Music and tones on the channels, in order of start."""
    found = [each for party in heard(report) for each in sounds_of(party, report.parties[party]["health"])]
    return sorted(found, key=lambda each: each["start"])


def headline(report: Report, title: str) -> str:
    """The title, shortened where it must be, and the length of the call."""
    length = clock(report.duration)
    return f"{_shortened(title, WIDTH - len(length) - 2):<{WIDTH - len(length)}}{length}"


def _head(report: Report, title: str) -> list[str]:
    seconds = {party: report.parties[party]["speech_seconds"] for party in heard(report)}
    both = _together(report)
    silent = max(0.0, report.duration - sum(seconds.values()) + both)
    lines = [headline(report, title), "", *strips(report)]
    if report.duration > 0:
        shares = {
            **{f"{party} talks": seconds[party] for party in seconds},
            "both at once": both,
            "both silent": silent,
        }
        said = [f"{name} {percent(part / report.duration)}" for name, part in shares.items()]
        lines += ["", "   ".join(said)]
    return lines


def strips(report: Report) -> list[str]:
    """Who talked when, at a glance, with times below."""
    return [*(_strip(report, party) for party in heard(report)), _ruler(report.duration)]


def _shortened(title: str, room: int) -> str:
    return title if len(title) <= room else "..." + title[3 - room :]


def _spans(report: Report, party: rows.Party) -> list[tuple[float, float]]:
    return [(s["start"], s["end"]) for s in report.talkspurts if s["party"] == party]


def _strip(report: Report, party: rows.Party) -> str:
    """Who talked when, one sign for each part of the call."""
    cell = report.duration / _STRIP
    talk = [0.0] * _STRIP
    for start, end in _spans(report, party):
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


def _together(report: Report) -> float:
    """Seconds in which both talk."""
    agent, customer = _spans(report, "agent"), _spans(report, "customer")
    total, i, k = 0.0, 0, 0
    while i < len(agent) and k < len(customer):
        total += max(0.0, min(agent[i][1], customer[k][1]) - max(agent[i][0], customer[k][0]))
        if agent[i][1] <= customer[k][1]:
            i += 1
        else:
            k += 1
    return total


def _health(report: Report) -> list[str]:
    lines: list[str] = []
    for party in heard(report):
        for found in findings(report.parties[party]["health"], report.duration):
            lines += wrapped(found, first=f"  {party:<9} ", indent=" " * 12)
    return ["CHECK THE RECORDING", *lines] if lines else []


def _sounds(report: Report) -> list[str]:
    """Music and tones, a line for each kind on a channel."""
    kinds: dict[tuple[rows.Party, str], list[rows.Sound]] = {}
    for each in sounds(report):
        kinds.setdefault((each["party"], each["sound"]), []).append(each)
    lines: list[str] = []
    for (party, code), found in kinds.items():
        counts = [each["count"] for each in found if each["count"] is not None]
        places = "; ".join(span(each["start"], each["end"]) for each in found[:_PLACES])
        more = f"; and {len(found) - _PLACES} more" if len(found) > _PLACES else ""
        text = f"{sound(code, sum(counts) if counts else None)}, {places}{more}"
        lines += wrapped(text, first=f"  {party:<9} ", indent=" " * 12)
    return ["ALSO ON THE LINE", *lines] if lines else []


def _score(report: Report) -> list[str]:
    score = report.score
    value, rating = score["observable_listening"], score["rating"]
    if value is None:
        return [
            "OBSERVABLE LISTENING   not scored: insufficient evidence",
            *wrapped(f"{_TOO_LITTLE} a score. What was found still stands below.", indent="  "),
        ]
    likely = f"  likely {score['low']:.1f} to {score['high']:.1f}"
    low, high = score["rating_low"], score["rating_high"]
    if low and high:
        likely += f" ({low})" if low == high else f" ({low} to {high})"
    lines = [
        f"OBSERVABLE LISTENING of the {assessed(report)}   {value:.1f} of 100   {rating or 'not rated'}",
        likely,
        f"  {percent(score['coverage'])} of the scale could be measured",
    ]
    if "+calibration:" in report.profile and rating:
        lines.append("  levels by the centre's own calibration, points by the profile")
    if rating is None:
        lines += wrapped(f"Insufficient evidence: {_TOO_LITTLE[0].lower()}{_TOO_LITTLE[1:]} a rating.", indent="  ")
    return [*lines, "", *(_dimension(dimension) for dimension in score["dimensions"])]


def _dimension(dimension: rows.Dimension) -> str:
    name = DIMENSIONS.get(dimension["id"], dimension["id"].replace("_", " "))
    value = dimension["value"]
    if value is None:
        return f"  {name:<15}    -  [{'':<{_BAR}}]  not measured"
    bar = "#" * round(value / 100 * _BAR)
    likely = f"likely {dimension['low']:.0f} to {dimension['high']:.0f}"
    return f"  {name:<15}{value:5.1f}  [{bar:<{_BAR}}]  {likely}"


def _lost(report: Report) -> list[str]:
    lines: list[str] = []
    party = assessed(report)
    measures = {row["id"]: row for row in report.measures if row["party"] == party}
    events = {row["id"]: row for row in report.events}
    for dimension in report.score["dimensions"]:
        name = DIMENSIONS.get(dimension["id"], dimension["id"].replace("_", " "))
        for deduction in dimension["deductions"]:
            measure = measures.get(deduction["measure"])
            why = said(measure) if measure else deduction["measure"].replace("_", " ")
            lines += wrapped(why, first=f"  {name:<15}{-deduction['points']:5.1f}  ", indent=" " * 24)
            times = [clock(events[id]["start"]) for id in deduction["events"] if id in events]
            if times:
                more = f" and {len(times) - _TIMES} more" if len(times) > _TIMES else ""
                lines += wrapped("listen at " + ", ".join(times[:_TIMES]) + more, indent=" " * 24)
    if report.score["observable_listening"] is None:
        return []
    heading = "WHY POINTS WERE LOST (of each dimension's 100)"
    return [heading, *lines] if lines else ["No points were lost."]


def _habit(report: Report, profile: Profile) -> list[str]:
    """What to change first; nothing where the profile is not at hand."""
    try:
        habit = report.explanation(profile)["habit"]
    except ListeningError:
        return []
    if habit is None:
        return []
    measure = next(row for row in report.measures if row["id"] == habit["measure"])
    aim = amount(habit["aim"], measure["unit"]) + (" per min" if measure["unit"] == "1/min" else "")
    gain = f"would gain up to {habit['gain']:.1f} points of the whole"
    if habit["gain_low"] >= 0.05:
        gain += f", and {habit['gain_low']:.1f} at the least"
    name = habit["measure"].replace("_", " ")
    return ["WHAT TO CHANGE FIRST", *wrapped(f"{habit['advice']} {name} at {aim} {gain}.", indent="  ")]


def _turns(report: Report) -> list[str]:
    lines = ["TURNS"]
    for party in _PARTIES:
        turns = [turn for turn in report.turns if turn["party"] == party]
        if not turns:
            lines.append(f"  {party:<9}  none")
            continue
        longest = max(turns, key=lambda turn: turn["end"] - turn["start"])
        seconds = longest["end"] - longest["start"]
        lines.append(f"  {party:<9} {len(turns):3}   longest {seconds:.1f} s, from {clock(longest['start'])}")
    lines += _bounds(report)
    return lines


def _bounds(report: Report) -> Iterator[str]:
    """How often the floor was taken by force, between what is certain and what is possible."""
    counts = {
        (row["id"], row["party"]): row["value"] for row in report.measures if row["id"].startswith("interruptions_")
    }
    for party in _PARTIES:
        sure = counts.get(("interruptions_certain", party))
        likely = counts.get(("interruptions_expected", party))
        most = counts.get(("interruptions_possible", party))
        if sure is not None and likely is not None and most:
            times = "once" if most == 1 else f"{amount(most, 'count')} times"
            yield from wrapped(
                f"took the floor while the {OTHER[party]} talked {times}: so many interruptions at most, "
                f"{amount(sure, 'count')} for certain, {likely:.1f} to be expected",
                first=f"  {party:<9} ",
                indent=" " * 12,
            )


def _events(report: Report, kind: str, heading: str) -> list[str]:
    charged = _charged(report)
    found = [event for event in report.events if event["kind"] == kind or _forced(event, kind, charged)]
    if not found:
        return [f"{heading.split(' (')[0]}: none"] if kind in ("interruption", "dead_air") else []
    most = _SHOWN_BACKCHANNELS if kind == "backchannel" else _SHOWN
    shown, rest = found[:most], found[most:]
    lines = [heading]
    for event in shown:
        lines += _event(event, charged)
    if rest:
        lines += _rest(rest)
    return lines


def _charged(report: Report) -> set[str]:
    """Ids of the entries that are held against somebody."""
    rates = (row for row in report.measures if row["id"] in ("interruption_rate", "pause_respect"))
    return {id for row in rates for id in row["events"]}


def _forced(event: rows.Event, kind: str, charged: set[str]) -> bool:
    """Whether an overlap belongs under the interruptions: the other talked on, and was made to stop."""
    return kind == "interruption" and event["kind"] == "overlap" and event["id"] in charged


def _event(event: rows.Event, charged: set[str]) -> list[str]:
    after = "after " if event["kind"] in ("dead_air", "hold") else ""
    line = f"  {clock(event['start'])}  {after + event['by']:<16}"
    if event["kind"] in _LASTING:
        line += f"{event['end'] - event['start']:5.1f} s   "
    forced = event["kind"] == "overlap" and event["id"] in charged
    if forced:
        line += f"{percent(_taken(event))} sure that it took the floor"
    elif event["confidence"] is not None:
        line += f"{percent(event['confidence'])} sure"
    why = [reason(text, event["by"]) for text in event["reasons"]]
    if event["leak_suspect"]:
        why.insert(0, "may be the other channel's echo: not charged")
    elif event["kind"] in _BLAMED and event["confidence"] is not None and event["id"] not in charged:
        why.insert(0, "less likely than not: not charged")
    elif event["id"] in charged and (event["kind"] == "overlap" or (event["confidence"] or 1.0) < 0.5):
        why.insert(0, f"charged: the {OTHER[event['by']]} talked on against it")
    return [line.rstrip(), *wrapped("; ".join(why), indent=" " * 11)] if why else [line.rstrip()]


def _taken(event: rows.Event) -> float:
    """Probability that an entry in overlap took the floor, as its reasons say."""
    found = (re.search(r"floor taken in overlap with probability ([\d.]+)", reason) for reason in event["reasons"])
    return next((float(match[1]) for match in found if match), 0.0)


def _rest(events: Sequence[rows.Event]) -> list[str]:
    lines: list[str] = []
    for party in _PARTIES:
        times = [clock(event["start"]) for event in events if event["by"] == party]
        if times:
            lines += wrapped(", ".join(times), first=f"  more by {party}: ", indent=" " * 4)
    return lines


def _in_words(report: Report) -> list[str]:
    """What the words tell, where they were given."""
    lines: list[str] = []
    for party in _PARTIES:
        found = [row for row in report.measures if row["party"] == party and row["id"] in _WORDS]
        told = [said(row) for row in found if row["value"] is not None]
        for first, text in zip([party, *[""] * len(told)], told, strict=False):
            lines += wrapped(text, first=f"  {first:<9} ", indent=" " * 14)
    return ["IN WORDS (counted, never scored)", *lines] if lines else []


def _not_measured(report: Report) -> list[str]:
    lines = ["NOT MEASURED"]
    for row in report.not_measured:
        needs = row["needs"]
        text = row["reason"] + ("" if needs == "not offered" else f" (needs {needs})")
        lines += wrapped(text, first=f"  {row['id']:<14} ", indent=" " * 17)
    return lines


def wrapped(text: str, *, indent: str, first: str | None = None) -> list[str]:
    """`text` in lines; a number stays with its unit."""
    start = indent if first is None else first
    joined = re.sub(r"(\d) (%|s\b|dB\b)", rf"\1{_JOIN}\2", text)
    lines = textwrap.wrap(joined, WIDTH, initial_indent=start, subsequent_indent=indent)
    return [line.replace(_JOIN, " ") for line in lines]


def _prosody(report: Report) -> list[str]:
    """How the customer's voice moves, where it was asked for."""
    measures = {row["id"]: row for row in report.measures if row["party"] == "customer"}
    asked = [measures[id] for id in _PROSODY if id in measures]
    if not asked:
        return []
    lines = ["THE CUSTOMER'S VOICE against its own norm (docs/activation.md)"]
    for row in asked:
        value, low, high = row["value"], row["low"], row["high"]
        text = "nothing to measure" if value is None else amount(value, row["unit"])
        if low is not None and high is not None:
            text += f" ({low:.1f} to {high:.1f})"
        lines.append(f"  {row['id'].replace('_', ' '):<24}{text}")
    return lines


def floor_line(name: str, report: Report) -> str:
    """One line on a call whose talkspurts were given."""
    counts = ", ".join(
        f"{len(found)} {kind.replace('_', ' ')}"
        for kind in ("interruption", "butting_in", "backchannel", "dead_air")
        if (found := _of_kind(report, kind))
    )
    score = report.score
    value = score["observable_listening"]
    rating = "insufficient evidence" if value is None else f"{value:.1f} {score['rating'] or 'not rated'}"
    return f"{name}  {clock(report.duration)}  {rating}  {counts or 'no events'}"


def _of_kind(report: Report, kind: str) -> list[rows.Event]:
    return [event for event, shown in shown_as(report) if shown == kind]


def shown_as(report: Report) -> list[tuple[rows.Event, str]]:
    """Each event with the kind under which it is shown: a charged overlap stands under the interruptions."""
    charged = _charged(report)
    kind = "interruption"
    return [(event, kind if _forced(event, kind, charged) else event["kind"]) for event in report.events]
