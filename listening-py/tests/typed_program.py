"""What a user's type checker sees of the package: `mypy --strict` passes on it, and it runs."""

from __future__ import annotations

from pathlib import Path

import listening
from listening.rows import Event, Measure, Party


def cut_ins(report: listening.Report, party: Party) -> list[Event]:
    return [event for event in report.events if event["kind"] == "interruption" and event["by"] == party]


def said(measure: Measure) -> str:
    value, low, high = measure["value"], measure["low"], measure["high"]
    if value is None:
        return f"{measure['id']}: nothing to measure"
    within = "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
    return f"{measure['id']}: {value:.2f} {measure['unit']}{within}, n = {measure['n']}"


def main(folder: Path) -> list[str]:
    config = listening.Config(assessed="agent")
    report = listening.analyze(listening.demo_call(), agent="left", config=config)
    found: list[listening.Report | listening.Failure] = listening.analyze_many([listening.demo_call()], progress=False)
    assert found[0] == report
    # A checker must refuse a number where text is expected, and the other way round.
    rating: str | None = report.score["rating"]
    points: float | None = report.score["observable_listening"]
    lines = [said(report.measure("interruption_rate")), f"{points} {rating}"]
    lines += [f"{event['start']:.1f} {', '.join(event['reasons'])}" for event in cut_ins(report, "agent")]
    for dimension in report.score["dimensions"]:
        lines += [f"{dimension['id']} {deduction['points']:.1f}" for deduction in dimension["deductions"]]
    who: dict[str, Party | None] = {"A": "agent", "B": "customer", "ivr": None}
    turns = {"A": [(0.0, 2.0)], "B": [(2.3, 9.0)], "ivr": [(9.0, 9.5)]}
    floor: listening.Report = listening.from_talkspurts(turns, duration=10.0, speakers=who)
    lines.append(floor.to_textgrid(folder / "floor.TextGrid").splitlines()[0])
    lines.append(floor.to_aws()[:27])
    starts: list[float] = [turn["start"] for turn in floor.turns[:1]]
    session = listening.Session(8000)
    events: list[Event] = session.push_bytes(bytes(3200), "s16le")
    return [*lines, str(starts), str(len(events)), str(session.finish().duration)]


if __name__ == "__main__":
    print("\n".join(main(Path())))
