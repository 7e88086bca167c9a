"""Every public name as a user writes it: `mypy --strict` and pyright pass on it, and it runs.

`test_typing.py` fails where a public name is missing here.
"""

from __future__ import annotations

import json
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import listening
import listening.arrow
import listening.batch
import listening.live
import listening.ray
import listening.spark
import numpy as np
from listening import types

ERRORS: tuple[type[listening.ListeningError], ...] = (
    listening.AudioError,
    listening.CalibrationError,
    listening.ConfigError,
    listening.MarkError,
    listening.RowError,
    listening.TalkspurtError,
    listening.WordError,
)
WARNINGS: tuple[type[UserWarning], ...] = (
    listening.CalibrationWarning,
    listening.ChannelsWarning,
    listening.LengthWarning,
    listening.ReportWarning,
    listening.RolesWarning,
    listening.TimesWarning,
    listening.TruncatedWarning,
    listening.WordWarning,
)


def of_report(report: listening.Report) -> list[str]:
    """The parts of a report, by their types."""
    whole: types.ReportDict = json.loads(report.to_json())
    parties: types.Parties = report.parties
    party: types.Party = "agent"
    channel: types.Channel = parties[party]
    health: list[types.Health] = channel["health"]
    engine: types.Engine | None = report.engine
    turns: listening.Table[types.Span] = report.turns
    talkspurts: list[types.Talkspurt] = whole["talkspurts"]
    held: list[types.Turn] = whole["turns"]
    charged: listening.Table[types.Event] = report.charged
    weights: list[float] = [event["charged"] for event in charged if "charged" in event]
    kinds: list[dict[str, float]] = [event["kinds"] for event in charged if "kinds" in event]
    scored: list[float] = [row["scored"] for row in report.measures if "scored" in row]
    events: list[types.Event] = [event for event in report.events if event["by"] == party]
    measure: types.Measure = report.measure("interruption_rate", party)
    score: types.Score = report.score
    rating: types.Rating | None = score["rating"]
    status: types.ScoreStatus = score["status"]
    dimensions: list[types.Dimension] = score["dimensions"]
    deductions: list[types.Deduction] = dimensions[0]["deductions"]
    traits: list[types.Trait] = report.traits
    basis: types.Basis = traits[0]["basis"]
    characteristics: list[types.Characteristic] = report.characteristics
    marks: list[types.Mark] = report.marks
    legs: list[types.Leg] = report.legs
    not_measured: list[types.NotMeasured] = report.not_measured
    explanation: types.Explanation = report.explanation()
    costs: list[types.Cost] = explanation["costs"]
    places: list[types.Place] = costs[0]["places"]
    habit: types.Habit | None = explanation["habit"]
    said: list[str | None] = [basis, rating, status, engine and engine["version"]]
    lengths = [
        len(part)
        for part in (
            said,
            talkspurts,
            weights,
            kinds,
            scored,
            held,
            health,
            turns,
            events,
            deductions,
            traits,
            characteristics,
            marks,
            legs,
            not_measured,
            places,
        )
    ]
    return [
        *map(str, lengths),
        f"{whole['duration']:.1f} s, {measure['id']}, {habit and habit['aim']}",
        report.explain(),
        report.to_html(title="A call"),
        report.to_card(title="A call"),
    ]


def of_inspection(path: Path) -> int:
    """What the engine hears."""
    inspection: listening.Inspection = listening.inspect(path, config=listening.Config(talker_prosody=True))
    sounds: listening.Table[types.Sound] = inspection.sounds
    endings: listening.Table[types.Ending] = inspection.endings
    talkspurts: listening.Table[types.HeardTalkspurt] = inspection.talkspurts
    frames: dict[str, Any] = inspection.frames
    frame = inspection.frames.to_pandas()
    activation: listening.Table[types.Activation] = inspection.activation
    accommodation: listening.Table[types.Accommodation] = inspection.accommodation
    return (
        len(sounds) + len(endings) + len(activation) + len(accommodation) + len(talkspurts) + len(frames) - len(frame)
    )


def of_many(paths: list[Path], report: listening.Report) -> list[float | None]:
    """Many calls."""
    results: list[listening.Report | listening.Failure] = listening.analyze_many(
        paths, progress=False, words=[None] * len(paths), marks=None
    )
    found: Iterator[listening.Report | listening.Failure] = listening.iter_many(paths, workers=1)
    same = [isinstance(each, listening.batch.Failure) for each in found]
    table: listening.Table[dict[str, Any]] = listening.scores(results)
    tables: listening.Tables = listening.tables(results, about=[{"agent": "ann"}] * len(results))
    events: listening.Table[dict[str, Any]] = tables.events
    assert len(tables.legs) == len(tables.calls)
    assert not tables.marks
    with tempfile.TemporaryDirectory() as place:
        counts: dict[str, int] = listening.batch.write_tables(iter(results), place, overwrite=True)
    assert counts["events"] == len(events)
    again = listening.batch.scores(listening.batch.analyze_many(paths, progress=False))
    assert table == again
    assert not any(same)
    assert all(listening.batch.iter_many(paths, workers=1))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ann").mkdir()
        (folder / "ann" / "1.wav").write_bytes(paths[0].read_bytes())
        done: listening.batch.Batch = listening.batch.score_folder(folder, folder / "scores.jsonl", progress=False)
        team: Path = listening.demo_folder(folder / "team")
        assert (team / "calls.csv").exists()
    assert done.calls == 1
    calls = [("ann", day, report) for day in range(6)]
    tracking: listening.Tracking = listening.track(calls)
    assert tracking == listening.tracking.track(calls)
    assert isinstance(tracking, listening.tracking.Tracking)
    row: types.Tracked = tracking.row("ann", "interruption_rate")
    overall: listening.Table[types.TrackedMeasure] = tracking.measures
    weeks: listening.Table[types.TrackedPeriod] = tracking.periods
    pairs: listening.Table[types.TrackedPair] = tracking.pairs
    mix: listening.Table[types.MixEffect] = tracking.mix
    names: list[str] = [tracking.by, *tracking.adjusted_for, str(len(weeks) + len(pairs) + len(mix))]
    breaks: list[types.Break] = tracking.breaks
    made_by: list[types.MadeBy] = [each["after"] for each in breaks]
    return [row["value"], row["high"], float(len(overall)), float(len(made_by)), float(len(names))]


def of_comparison(report: listening.Report) -> float | None:
    """The call as other products count it."""
    assert listening.PRESETS == listening.report.PRESETS
    comparison: listening.Comparison = report.compare("verint_3s")
    assert isinstance(comparison, listening.report.Comparison)
    assert isinstance(report, listening.report.Report)
    rows: listening.Table[types.Compared] = comparison.rows
    return rows[0]["value"]


def of_calibration() -> str:
    """The centre's own scale."""
    names = ("patience", "attentiveness", "give_and_take", "composure", "observable_listening")
    reports = [dict.fromkeys(names, 20 + k % 80) for k in range(120)]
    ratings = [30 + k % 80 * 0.8 for k in range(120)]
    calibration: listening.Calibration = listening.calibration.Calibration(target="quality_rating")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", listening.CalibrationWarning)
        calibration.fit(reports, ratings, agents=[k % 8 for k in range(120)])
    figures: types.CalibrationFigures = calibration.figures_
    kappa: types.Figure = figures["kappa"]
    plain: types.UncalibratedFigures = figures["uncalibrated"]
    raters: types.RaterFigures | None = figures["raters"]
    levels: list[types.LevelCount] = figures["levels"]
    return f"{kappa['value']} {plain['kappa']['value']} {raters} {levels[0]['level']}"


def of_session() -> list[types.Event]:
    """A live call."""
    session: listening.Session = listening.session.Session(listening.SUPPORTED_RATES[0])
    events: list[types.Event] = session.push(np.zeros((160, 2), dtype=np.int16))
    session.push_mark("hold", 0.0, 0.01)
    now: types.Snapshot = session.snapshot()
    floor: types.FloorHeld | None = now["floor"]
    silence: types.RunningSilence | None = now["silence"]
    parties: types.PartiesNow = now["parties"]
    agent: types.PartyNow = parties["agent"]
    if floor or silence or agent["talking"]:
        return []
    former: list[listening.rows.Event] = events
    return former


def of_voice_agents() -> float:
    """Turns of a voice agent's caller; the frameworks' are named alone."""
    turns: listening.live.LiveTurns = listening.live.LiveTurns(decisions=0.1, most_silence=1.0)
    turns.push_agent(bytes(960), 24_000)
    changes: list[listening.live.TurnChange] = turns.push_caller(bytes(320), 8000)
    end: Callable[[], None] = turns.listen(changes.append)
    end()
    likely: float | None = turns.probability("turn_end")
    decided: list[types.Event] = list(turns.decided)
    made: list[type[listening.live.LiveTurns]] = [listening.live.PipecatTurns, listening.live.LiveKitTurns]
    report: listening.Report = turns.finish()
    return report.duration + (likely or 0.0) + len(decided) + len(made)


def of_packets() -> float:
    """A live call by its packets."""
    call: listening.RtpCall = listening.rtp.RtpCall(listening.Session(8000), payload_types={96: "L16"})
    events: list[types.Event] = call.push("agent", 0.0, b"") + call.advance(1.0)
    counts: listening.RtpCounts = call.counts("agent")
    former: listening.rtp.RtpCounts = counts
    report: listening.Report = call.finish()
    return former.lost + len(events) + report.duration


def of_streams() -> float:
    """A live call by the messages of a telephone platform."""
    twilio: listening.TwilioCall = listening.streams.TwilioCall(listening.Session(8000), agent="inbound", delay=0.2)
    said: listening.TwilioAnswer = twilio.push('{"event": "connected", "protocol": "Call", "version": "1.0.0"}')
    counts: listening.TwilioCounts = twilio.counts
    hook: listening.AudioHookCall = listening.streams.AudioHookCall(listening.Session(8000))
    former: listening.streams.TwilioCounts = counts
    answer: type[listening.AudioHookAnswer] = listening.streams.AudioHookAnswer
    heard: listening.streams.TwilioAnswer = said
    assert answer.__name__ == "AudioHookAnswer"
    assert not hook.is_paused
    assert not hook.has_ended
    return len(heard.events) + former.media + hook.lost + twilio.finish().duration


def of_arrow(path: Path) -> int:
    """Beyond one machine; Spark and Ray are named alone."""
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]

    calls = pa.record_batch({"call_id": ["demo"], "path": [str(path)]})
    (batch,) = listening.arrow.score_batches(iter([calls]))
    table = listening.arrow.score_table(pa.Table.from_batches([calls]))
    assert batch.schema == listening.arrow.SCHEMA == table.schema
    return len([listening.spark.score, listening.ray.score])


def main() -> list[str]:
    """Uses them all."""
    path: Path = listening.demo_call()
    report: listening.Report = listening.analyze(path)
    floor: listening.Report = listening.from_talkspurts(agent=[(0.0, 2.0)], customer=[(2.4, 9.0)])
    assert {"$schema", "properties"} <= set(listening.report_schema())
    said = [
        *of_report(report),
        f"{of_packets()}",
        f"{of_voice_agents()}",
        f"{of_streams()}",
        listening.__version__,
        listening.built_in_profile()[:1],
        floor.schema,
    ]
    numbers = [of_inspection(path), *of_many([path], report), of_comparison(report), len(of_session()), of_arrow(path)]
    return [*said, floor.schema, *map(str, numbers), of_calibration(), str(len(ERRORS) + len(WARNINGS))]


if __name__ == "__main__":
    print(*main(), sep="\n")
