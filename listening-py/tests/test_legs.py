"""Calls that were transferred, and calls whose channels do not say who talked, in tables: as `track` counts them."""

from __future__ import annotations

import json
from statistics import mean

import listening
import pytest
import soundfile
from helpers import RATE
from listening.batch import score_folder, write_tables

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SCORES = ("observable_listening", "patience", "attentiveness", "give_and_take", "composure")


def call(early, late, *, transfer=None, turns=60):
    """Calls in which the agent cuts in on `early` turns of the first half and on `late` of the second."""
    agent, customer = [], []
    for turn in range(turns):
        start = 10.0 * turn
        cuts = turn < early if turn < turns // 2 else turn - turns // 2 < late
        customer.append((start, start + (4.0 if cuts else 6.0)))
        agent.append((start + (3.2 if cuts else 6.3), start + 9.0))
    half = 5.0 * turns
    marks = [] if transfer is None else [("hold", 20.0, 29.5), ("transfer", half, half, None, transfer)]
    return listening.from_talkspurts(agent, customer, duration=10.0 * turns, marks=marks)


@pytest.fixture(scope="module")
def calls():
    """Calls of ann and dan, of which some were transferred, one failed, and one is too short."""
    reports = [
        *(call(8, 0, transfer="bob") for _ in range(3)),
        call(2, 2),
        listening.Failure("lost.wav", OSError("gone")),
        call(0, 5, transfer="ann"),
        call(0, 0, turns=3),
        # Its second leg is too short.
        listening.from_talkspurts(
            [(10.0 * k + 6.3, 10.0 * k + 9) for k in range(20)],
            [(10.0 * k, 10.0 * k + 6) for k in range(20)],
            marks=[("transfer", 180.0, 180.0, None, "eve")],
        ),
    ]
    about = {"agent": ["ann"] * 4 + ["dan"] * 4, "time": list(range(8)), "team": ["a"] * 8}
    return reports, about, listening.tables(reports, list("stuvwxyz"), about=about)


def test_a_row_for_each_leg(calls):
    reports, _, tables = calls
    assert [(row["call_id"], row["agent"], row["leg"]) for row in tables.legs] == [
        *((name, agent, leg) for name in "stu" for leg, agent in enumerate(("ann", "bob"))),
        *(("v", "ann", 0), ("w", "dan", 0), ("x", "dan", 0), ("x", "ann", 1), ("y", "dan", 0), ("z", "dan", 0)),
        ("z", "eve", 1),
    ]
    assert tables.legs.columns[:7] == ("call_id", "agent", "time", "team", "leg", "start", "end")
    assert {row["team"] for row in tables.legs} == {"a"}
    assert [row["legs_n"] for row in tables.calls] == [2, 2, 2, 1, None, 2, 1, 2]
    for row, leg in zip([row for row in tables.legs if row["call_id"] == "x"], reports[5].legs, strict=True):
        score = leg["score"]
        assert (row["start"], row["end"], row["status"]) == (leg["start"], leg["end"], score["status"])
        for name, value in (("low", score["low"]), ("high", score["high"])):
            assert row[f"observable_listening_{name}"] == value
        for dimension in score["dimensions"]:
            assert row[dimension["id"]] == dimension["value"]
            assert row[f"{dimension['id']}_high"] == dimension["high"]
        assert (row["rating"], row["coverage"]) == (score["rating"], score["coverage"])


def test_a_call_that_was_not_transferred_is_one_leg(calls):
    _, _, tables = calls
    legs = {row["call_id"]: row for row in tables.legs}
    for row in tables.calls:
        if row["legs_n"] != 2:
            for name in ("agent", "time", "status", "not_rated_because", "coverage", "rating", *SCORES):
                assert legs[row["call_id"]][name] == row[name], name
            assert legs[row["call_id"]]["end"] == row["duration"]
    assert (legs["v"]["start"], legs["w"]["start"], legs["w"]["end"]) == (0.0, None, None)


def test_why_a_leg_is_not_rated(calls):
    _, _, tables = calls
    why = {(row["call_id"], row["leg"]): row["not_rated_because"] for row in tables.legs}
    assert {key: reason for key, reason in why.items() if reason} == {
        ("w", 0): "not_analysed",
        ("y", 0): "too_little_speech",
        ("z", 1): "too_little_speech",
    }
    for row in tables.legs:
        assert (row["observable_listening"] is None) == (row["not_rated_because"] is not None)
    # The other party talks for long enough, and the floor goes to and fro too little: what is marked is not counted.
    long = [(0.0, 100.0), (140.0, 180.0), (200.0, 240.0)]
    for hold, reason in ([], "too_few_turns"), ([("hold", 139.0, 250.0)], "too_little_speech"):
        report = listening.from_talkspurts(
            [(101.0, 120.0), (181.0, 190.0)],
            long,
            duration=260.0,
            marks=[("transfer", 90.0, 95.0, None, "bob"), *hold],
        )
        second = listening.tables([report]).legs[1]
        assert (second["agent"], second["not_rated_because"]) == ("bob", reason)


def test_means_over_legs_are_those_of_track(calls):
    reports, about, tables = calls
    rows = [
        {"agent": agent, "time": time, "report": report}
        for agent, time, report in zip(about["agent"], about["time"], reports, strict=True)
        if not isinstance(report, listening.Failure)
    ]
    with pytest.warns(listening.ReportWarning, match="5 of 7 calls were transferred"):
        tracked = listening.track(rows)
    found = {(row["agent"], row["measure"]): row["value"] for row in tracked.table()}
    frame = tables.legs.to_pandas()
    means = frame.groupby("agent")[list(SCORES)].mean()
    assert sorted(means.index) == ["ann", "bob", "dan", "eve"]
    compared = 0
    for agent, row in means.iterrows():
        for name in SCORES:
            if (agent, name) in found:
                assert row[name] == pytest.approx(found[agent, name], abs=0.0501), (agent, name)
                compared += 1
    assert compared >= 10
    # Of the calls as a whole it would be another.
    whole = tables.calls.to_pandas().groupby("agent")["observable_listening"].mean()
    assert abs(whole["ann"] - means["observable_listening"]["ann"]) > 1


def test_measures_are_of_legs(calls):
    reports, _, tables = calls
    rows = [row for row in tables.measures if row["call_id"] == "x"]
    assert [(row["leg"], row["agent"], row["id"], row["party"], row["value"], row["n"]) for row in rows] == [
        (number, agent, each["id"], each["party"], each["value"], each["n"])
        for number, (agent, leg) in enumerate(zip(("dan", "ann"), reports[5].legs, strict=True))
        for each in leg["measures"]
    ]
    assert all(isinstance(row["events"], list) for row in rows)
    # No row is of a transferred call as a whole, and any other call is leg 0.
    others = [row for row in tables.measures if row["call_id"] in "vy"]
    assert {row["leg"] for row in others} == {0}
    assert {row["agent"] for row in others} == {"ann", "dan"}
    assert [row["value"] for row in others if row["call_id"] == "v"] == [each["value"] for each in reports[3].measures]
    legs = {(row["call_id"], row["leg"]) for row in tables.legs if row["end"]}
    assert {(row["call_id"], row["leg"]) for row in tables.measures} == legs
    frame = tables.measures.to_pandas()
    own = frame[(frame["id"] == "interruption_rate") & (frame["party"] == "agent")]
    assert not own.duplicated(["call_id", "leg"]).any()
    means = own.groupby("agent")["value"].mean()
    assert means["ann"] > 2 * means["bob"]


def test_legs_without_measures_leave_those_of_the_call(calls):
    reports, _, _ = calls
    old = json.loads(reports[0].to_json())
    for leg in old["legs"]:
        del leg["measures"]
    found = listening.tables([listening.Report(json.dumps(old)), reports[0]], ["old", "new"])
    assert {(row["call_id"], row["leg"]) for row in found.measures} == {("old", 0), ("new", 0), ("new", 1)}
    assert sum(row["call_id"] == "old" for row in found.measures) == len(reports[0].measures)


def test_by_team_legs_are_of_the_calls_own_team(calls):
    reports, _, _ = calls
    teams = ["north"] * 3 + ["south"] * 5
    rows = [
        {"agent": "x", "team": team, "time": time, "report": report}
        for time, (team, report) in enumerate(zip(teams, reports, strict=True))
        if not isinstance(report, listening.Failure)
    ]
    with pytest.warns(listening.ReportWarning, match="each leg counts as a call of the call's own team"):
        tracked = listening.track(rows, by="team")
    assert tracked.agents == ["north", "south"]
    assert tracked.agent("north")["calls"] == 6


def test_marks_are_a_table(calls):
    reports, _, tables = calls
    first = [row for row in tables.marks if row["call_id"] == "s"]
    assert [(row["kind"], row["start"], row["end"], row["party"], row["to_agent"]) for row in first] == [
        ("hold", 20.0, 29.5, None, None),
        ("transfer", 300.0, 300.0, None, "bob"),
    ]
    assert {row["agent"] for row in first} == {"ann"}
    assert len(tables.marks) == sum(len(report.marks) for report in reports if hasattr(report, "marks"))
    assert list(tables.marks.columns) == [
        *("call_id", "agent", "time", "team"),
        *("kind", "party", "start", "end", "to_agent"),
    ]


def test_files_hold_the_same(calls, tmp_path):
    reports, _, tables = calls
    counts = write_tables(iter(reports * 100), tmp_path / "t", [str(k) for k in range(800)])
    assert (counts["legs"], counts["marks"]) == (100 * len(tables.legs), 100 * len(tables.marks))
    legs = pq.ParquetFile(tmp_path / "t" / "legs.parquet").read().to_pylist()
    assert [int(row["call_id"]) for row in legs] == sorted(int(row["call_id"]) for row in legs)
    wanted = [row["observable_listening"] for row in tables.legs]
    assert [row["observable_listening"] for row in legs] == wanted * 100
    lines = tmp_path / "reports.jsonl"
    with open(lines, "w", encoding="utf-8") as file:
        for report in reports:
            if hasattr(report, "to_json"):
                file.write(report.to_json() + "\n")
    assert len(listening.tables(lines).legs) == len(tables.legs) - 1


@pytest.fixture(scope="module")
def withheld(tmp_path_factory, samples):
    """A folder with the demo call, and one that has the same on both channels."""
    folder = tmp_path_factory.mktemp("withheld")
    soundfile.write(
        folder / "both.wav", samples.sum(axis=1).clip(-32768, 32767).astype("int16")[:, None].repeat(2, 1), RATE
    )
    soundfile.write(folder / "call.wav", samples, RATE)
    return folder


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_measures_of_calls_that_are_withheld_are_null(withheld, tmp_path, form):
    out = tmp_path / f"scores.{form}"
    score_folder(withheld, out, progress=False)
    tables = listening.tables(out)
    both, good = tables.calls
    assert (both["status"], good["status"]) == ("withheld", "ok")
    measures = [name for name in tables.calls.columns if name.endswith("_n") and name not in ("charged_n", "legs_n")]
    names = [name for n in measures for name in (n[:-2], f"{n[:-2]}_low", f"{n[:-2]}_high", n)]
    assert len(names) > 200
    assert {both[name] for name in names} == {None}
    assert good["agent_talk_share"] is not None
    assert both["agent_speech_seconds"] is not None
    why = both["not_rated_because"]
    rows = [row for row in tables.measures if row["call_id"] == "both.wav"]
    assert len(rows) > 50
    for row in rows:
        assert [row[name] for name in ("value", "scored", "low", "high")] == [None] * 4
        assert row["not_rated_because"] == why
    # Others keep theirs, and what is null there is so for want of something to measure.
    others = [row for row in tables.measures if row["call_id"] == "call.wav"]
    assert {row["not_rated_because"] for row in others} == {None}
    assert sum(row["value"] is not None for row in others) > 40
    leg = tables.legs[0]
    assert (leg["status"], leg["not_rated_because"], leg["observable_listening"]) == ("withheld", why, None)


def test_a_reports_own_measures_do_not_change(withheld):
    report = listening.analyze(withheld / "both.wav")
    assert report.score["status"] == "withheld"
    assert "not_rated_because" not in report.measures.columns
    row = listening.scores([report])[0]
    assert (row["agent_talk_share"], row["agent_talk_share_n"], row["legs_n"]) == (None, None, 1)


def test_the_made_team_has_a_call_that_goes_over(team, tmp_path):
    calls = team / "calls"
    done = score_folder(
        calls,
        tmp_path / "s.jsonl",
        progress=False,
        manifest=team / "calls.csv",
        pattern="ann/*",
        marks=team / "marks",
        tables=tmp_path / "tables",
    )
    assert (done.calls, done.rated, done.without) == (6, 6, {"marks": 5})
    legs = pq.read_table(tmp_path / "tables" / "legs.parquet").to_pylist()
    assert len(legs) == 7
    first, second = (row for row in legs if row["call_id"] == "ann/2026-05-18-1.wav")
    assert (first["agent"], second["agent"]) == ("ann", "cara")
    # Cara waits, ann does not.
    assert second["attentiveness"] < first["attentiveness"] - 5
    rows = map(json.loads, (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines())
    with pytest.warns(listening.ReportWarning, match="1 of 6 calls was transferred"):
        tracked = listening.track([{name: row[name] for name in ("agent", "time", "report")} for row in rows])
    score = {row["agent"]: row["value"] for row in tracked.table() if row["measure"] == "observable_listening"}
    own = [row["observable_listening"] for row in legs if row["agent"] == "ann"]
    assert score["ann"] == pytest.approx(mean(own), abs=0.0501)
    assert score["cara"] == pytest.approx(second["observable_listening"], abs=0.0501)
