"""The report as a value: tables, text, equality, pickling."""

from __future__ import annotations

import copy
import json
import pickle
import sys

import listening
import pandas
import polars
import pyarrow
import pytest
from helpers import filled
from listening._render.report_facts import assessed
from listening._render.report_text import floor_line

TABLES = ("talkspurts", "turns", "events", "measures")


@pytest.fixture(scope="module")
def empty():
    return listening.from_talkspurts([], [])


def test_every_part_is_what_the_json_says(report):
    data = json.loads(report.to_json())
    for name in data:
        part = getattr(report, name)
        assert (list(part) if name in TABLES else part) == data[name], name
    assert report.to_dict() == data
    assert report.to_dict() is not report.to_dict()


def test_equality_hashing_pickling_and_copies(report, empty):
    for same in (
        pickle.loads(pickle.dumps(report)),
        copy.deepcopy(report),
        listening.Report(report.to_json()),
    ):
        assert same == report
        assert hash(same) == hash(report)
        assert same.to_json() == report.to_json()
    assert report != empty
    assert report != report.to_json()


def test_the_one_line_view(report, empty):
    score = report.score
    assert repr(report) == (
        f"<Report of {report.duration:.1f} s: {score['observable_listening']:.1f} {score['rating']}, "
        f"{len(report.turns)} turns, {len(report.events)} events>"
    )
    assert repr(empty) == "<Report of 0.0 s: insufficient_evidence, 0 turns, 0 events>"


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"schema": "listening.report/2"}', None])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(listening.ListeningError, match="not a report"):
        listening.Report(text)


def test_tables_are_sequences_of_dicts(report):
    events = report.events
    assert events[0] == report.to_dict()["events"][0]
    assert events[-1] == list(events)[-1]
    assert events[2:4].columns == events.columns
    assert len(events[2:4]) == 2
    assert events[0] in events
    assert all(tuple(row) == tuple(name for name in events.columns if name in row) for row in events)
    assert events == report.events
    assert events != report.turns
    assert repr(events) == f"<Table of {len(events)} rows: {', '.join(events.columns)}>"
    for table in (report.talkspurts, report.turns):
        assert all(tuple(row) == table.columns for row in table)
    assert all(tuple(row) == tuple(n for n in report.measures.columns if n in row) for row in report.measures)
    with pytest.raises(IndexError):
        events[len(events)]
    with pytest.raises(TypeError):
        hash(events)


def test_rows_by_name(report):
    share = report.measure("talk_share", "customer")
    assert share["party"] == "customer"
    assert 0 < share["value"] < 1
    event = report.events[3]
    assert report.event(event["id"]) == event
    with pytest.raises(KeyError, match="talk_share"):
        report.measure("talkativeness")
    with pytest.raises(KeyError, match="no event"):
        report.event("nothing")


@pytest.mark.parametrize("name", TABLES)
def test_pandas(report, empty, name):
    table = getattr(report, name)
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert tuple(frame.columns) == table.columns
    assert frame["start" if name != "measures" else "value"].dtype == "float64"
    back = frame.astype(object).where(frame.notna(), None).to_dict("records")
    assert back == filled(table)
    assert (getattr(empty, name).to_pandas().dtypes == frame.dtypes)["start" if name != "measures" else "n"]


@pytest.mark.parametrize("name", TABLES)
def test_arrow(report, empty, name):
    table = getattr(report, name)
    arrow = table.to_arrow()
    assert isinstance(arrow, pyarrow.Table)
    assert arrow.to_pylist(maps_as_pydicts="strict") == filled(table)
    assert getattr(empty, name).to_arrow().schema == arrow.schema


@pytest.mark.parametrize("name", TABLES)
def test_polars(report, empty, name):
    table = getattr(report, name)
    frame = table.to_polars()
    assert isinstance(frame, polars.DataFrame)
    rows = frame.to_dicts()
    for row in rows:
        # Polars has no mappings.
        if row.get("kinds") is not None:
            row["kinds"] = {each["key"]: each["value"] for each in row["kinds"]}
    assert rows == filled(table)
    assert getattr(empty, name).to_polars().schema == frame.schema


@pytest.mark.parametrize(
    ("library", "method"), [("pandas", "to_pandas"), ("pyarrow", "to_arrow"), ("polars", "to_polars")]
)
def test_a_missing_extra_is_named(report, monkeypatch, library, method):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModuleNotFoundError, match=rf"pip install 'listening\[{library}\]'"):
        getattr(report.events, method)()


def test_the_text_fits_its_page(report, empty):
    for text in (report.to_text("x" * 200 + ".wav"), empty.to_text()):
        assert text.isascii()
        assert max(map(len, text.splitlines())) <= 80
        assert all(line == line.rstrip() for line in text.splitlines())


def test_the_text_says_what_the_report_says(report):
    text = report.to_text("demo_call.wav")
    assert text.startswith("demo_call.wav")
    assert report.explain() in text
    assert f"{report.score['observable_listening']:.1f} of 100   {report.score['rating']}" in text
    flat = " ".join(text.split())
    assert report.notice in flat
    for row in report.not_measured:
        assert row["id"] in text
        assert row["reason"] in flat
    for dimension in report.score["dimensions"]:
        for deduction in dimension["deductions"]:
            assert f"-{deduction['points']:.1f}" in report.explain()


def test_the_text_says_plainly_that_there_is_too_little(empty):
    assert "insufficient evidence" in empty.to_text()
    assert "WHY POINTS WERE LOST" not in empty.to_text()


def test_the_text_names_what_is_wrong_with_a_channel(samples):
    dead = samples.copy()
    dead[:, 1] = 0
    text = listening.analyze(dead, 8000).to_text()
    assert "CHECK THE RECORDING" in text
    assert "customer  dead: no signal" in text


FINDINGS = (
    ("silent", -98.2, "dead from 00:10.0 to 00:20.0: no signal, level -98 dBov (muted, or the line was down)"),
    ("no_speech", None, "no speech was heard on it"),
    ("clipping", 0.0312, "clipped from 00:10.0 to 00:20.0: 3.1 % of the samples under speech are at full"),
    ("dc_offset", -0.02, "not centred from 00:10.0 to 00:20.0: offset -0.020 of full scale"),
    ("out_of_range", None, "samples beyond full scale from 00:10.0 to 00:20.0: scale them"),
    ("dropouts", 0.05, "drops out from 00:10.0 to 00:20.0: 5.0 % of the time is digital silence inside speech"),
    ("lost_audio", 0.52, "audio was lost from 00:10.0 to 00:20.0: 0.5 s in total (packets did not arrive"),
    (
        "misaligned",
        1.953,
        "it is too early relative to the other party's from 00:10.0 to 00:20.0: by 1.95 s (replies and",
    ),
    (
        "drifting",
        98.7,
        "it becomes earlier and earlier relative to the other party's from 00:10.0 to 00:20.0: by 99 millionths",
    ),
    ("moved", 1.95, "it was shifted relative to the other party's, as requested from 00:10.0 to 00:20.0: 1.95 s later"),
    (
        "moved",
        -0.5,
        "it was shifted relative to the other party's, as requested from 00:10.0 to 00:20.0: 0.50 s earlier",
    ),
    (
        "unequal_lengths",
        2.04,
        "its recording is shorter than the other party's from 00:10.0 to 00:20.0: by 2.0 s (audio",
    ),
    ("gain_step", 8.7, "its level changes abruptly from 00:10.0 to 00:20.0: by +9 dB, speech and noise alike"),
    ("agc", 9.5, "automatic gain is likely from 00:10.0 to 00:20.0: its noise rises by 10 dB in pauses"),
    ("duplicated", 1.0, "the same audio is on both channels from 00:10.0 to 00:20.0: 100.0 % (it is unknown"),
    ("duplicated", None, "nearly the same audio is on both channels from 00:10.0 to 00:20.0: it is unknown"),
    ("echo", -15.5, "the other party is heard on it from 00:10.0 to 00:20.0: at -16 dB (overlaps may be echo)"),
    ("round_trip_ms", 150.0, "the echo is late from 00:10.0 to 00:20.0: after 150 ms"),
    ("echo_bursts", 400.0, "pieces of the other party's voice return on it from 00:10.0 to 00:20.0: after 400 ms"),
    (
        "late_copy",
        800.0,
        "the other party's voice returns on it, too late to be removed from 00:10.0 to 00:20.0: after 800 ms",
    ),
    ("crosstalk", -13.0, "each party is heard on the other's channel at the same time, through cross-talk or joint"),
    ("roles_swapped", 2.0, "agent and customer may be swapped from 00:10.0 to 00:20.0: 2 clues"),
    ("prompt", None, "a recorded announcement from 00:10.0 to 00:20.0: it counts as speech of this party"),
    ("truncated", None, "the recording is cut short"),
    ("new_code", 0.25, "new code from 00:10.0 to 00:20.0: 0.25"),
)


def with_health(report, *found):
    data = report.to_dict()
    data["parties"]["agent"]["health"] = [
        {"code": code, "start": start, "end": end, "value": value} for code, start, end, value in found
    ]
    return " ".join(listening.Report(json.dumps(data)).to_text().split())


@pytest.mark.parametrize(("code", "value", "said"), FINDINGS)
def test_every_finding_has_its_words(report, code, value, said):
    assert f"agent {said}" in with_health(report, (code, 10, 20, value))
    whole = said.replace(" from 00:10.0 to 00:20.0", "")
    assert f"agent {whole}" in with_health(report, (code, 0, report.duration, value))


def test_findings_of_one_kind_stand_on_one_line(report):
    lost = [("dropouts", 10, 10.1, 1.0), ("dropouts", 40, 44.9, 0.08), ("dropouts", 60, 65, 0.02)]
    said = with_health(report, *lost, ("gain_step", 30, 31, 9.0), ("gain_step", 70, 71, -8.0))
    assert "agent drops out in 3 places, first at 00:10.0: 5.9 % of the time" in said
    assert "agent its level changes abruptly in 2 places, first at 00:30.0: by +9 dB, -8 dB" in said
    assert said.count("drops out") == 1
    assert "agent clipped at 00:12.3: 40.0 %" in with_health(report, ("clipping", 12.31, 12.33, 0.4))


def test_the_text_names_the_assessed_party(samples, report):
    other = listening.analyze(samples, 8000, config=listening.Config(assessed="customer"))
    assert assessed(report.to_dict()) == "agent"
    assert assessed(other.to_dict()) == "customer"


def test_hours_and_unknown_names_are_printable(report):
    data = report.to_dict()
    data["duration"] = 7300.0
    for event in data["events"]:
        event["start"] += 3600
        event["end"] += 3600
    for measure in data["measures"]:
        measure["id"] = "new_" + measure["id"]
    for dimension in data["score"]["dimensions"]:
        dimension["id"] = "new_" + dimension["id"]
        for deduction in dimension["deductions"]:
            deduction["measure"] = "new_" + deduction["measure"]
    data["parties"]["agent"]["health"] = [{"code": "new_code", "start": 0, "end": 1, "value": None}]
    text = listening.Report(json.dumps(data)).to_text()
    assert "2:01:40.0" in text.splitlines()[0]
    assert "new code" in text
    assert "1:00:" in text


def test_one_line_of_a_call(report, empty):
    assert floor_line("17", empty.to_dict()) == "17  00:00.0  insufficient evidence  no events"
    assert f"{report.score['observable_listening']:.1f} {report.score['rating']}" in floor_line("17", report.to_dict())


def test_a_score_without_a_rating_says_so(report):
    data = report.to_dict()
    data["score"].update(rating=None, rating_low=None, rating_high=None, status="insufficient_evidence")
    bare = listening.Report(json.dumps(data))
    assert "of 100   not rated" in bare.to_text()
    assert "Insufficient evidence" in bare.to_text()
    assert "None" not in bare.to_text()
    assert "not rated" in repr(bare)
    assert "not rated" in floor_line("17", bare.to_dict())


def test_names_that_a_later_version_adds_are_kept_and_shown(report):
    data = report.to_dict()
    data["events"][3]["kind"] = "smile"
    data["parties"]["agent"]["health"].append({"code": "codec_loss", "start": 1.0, "end": 3.0, "value": 2.0})
    smiles = {"id": "smiles", "party": "agent", "value": 0.5, "unit": "smiles/h", "low": None, "high": None, "n": 3}
    data["measures"].append({**smiles, "events": []})
    lost = {"measure": "smiles", "points": 3.0, "events": []}
    warmth = {"id": "warmth", "value": 50.0, "low": 40.0, "high": 60.0, "deductions": [lost]}
    data["score"]["dimensions"].append(warmth)
    data["score"]["withheld_by"] = []
    later = listening.Report(json.dumps(data))
    assert json.loads(later.to_json()) == data
    assert later.measure("smiles")["unit"] == "smiles/h"
    assert "smile" in [event["kind"] for event in later.events]
    for shown in (later.to_text(), later.to_html()):
        assert "warmth" in shown.lower()
        assert "codec loss" in shown.replace("_", " ")
    assert later.explanation()["costs"] == report.explanation()["costs"]
    assert later.compare("amazon").to_json() == report.compare("amazon").to_json()
    tracking = listening.track([("ann", day, later) for day in range(6)])
    assert tracking.row("ann", "smiles")["value"] == 0.5
    assert tracking.row("ann", "warmth")["value"] == 50.0
