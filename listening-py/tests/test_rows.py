"""Rows that cannot be used, for tracking and for tables: one rule, and every row is counted."""

from __future__ import annotations

import json
import math
import warnings

import listening
import pytest
from helpers import one_line
from listening._values.row_faults import RowFaults


@pytest.fixture(scope="module")
def report():
    return listening.from_talkspurts(agent=[(0.0, 4.0), (51.0, 53.0)], customer=[(4.2, 50.0)])


@pytest.fixture(scope="module")
def good(report):
    """Four lines of two agents."""
    return [
        {"agent": agent, "time": f"2026-03-0{day}", "queue": "returns", "report": report.to_dict()}
        for agent in ("ann", "ben")
        for day in (1, 2)
    ]


FAULTS = [
    ({"agent": None}, "1 row has no 'agent' and is left out"),
    ({"time": None}, "1 row has no time and is left out"),
    ({"time": math.nan}, "1 row has no time and is left out"),
    ({"time": "soon"}, "1 row has a time that cannot be read and is left out"),
    ({"report": None, "error": "gone"}, "1 row could not be analysed and is left out"),
    ({"report": None}, "1 row has no report and is left out"),
    ({"queue": ["a", "b"]}, "1 row has a 'queue' that is neither text nor a number, which is taken as not known"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS, ids=lambda each: str(each)[:40])
def test_the_same_is_said_of_rows_and_of_lines(good, fault, words, tmp_path):
    rows = [*good[:2], good[2] | fault, good[3]]
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    calls = 4 if "queue" in fault else 3
    for given, where in ((rows, "(row 2)"), (file, "(line 3)"), (str(file), "(line 3)")):
        with pytest.warns(UserWarning, match="1 row") as warned:
            assert listening.track(given).calls == calls
        assert [str(each.message) for each in warned] == [f"{words} {where}"]


def test_a_key_that_is_not_there_is_as_one_without_a_value(good, tmp_path):
    for name, words in (("agent", "1 row has no 'agent'"), ("time", "1 row has no time")):
        lost = {key: value for key, value in good[0].items() if key != name}
        with pytest.warns(UserWarning, match=words):
            assert listening.track([lost, *good[1:]]).calls == 3


def test_a_line_that_is_cut_short_is_counted_in_both(good, command, tmp_path):
    pytest.importorskip("pyarrow")
    file = tmp_path / "calls.jsonl"
    lines = "\n".join(map(json.dumps, good))
    file.write_text(lines[:-300], encoding="utf-8")
    for words in (("track", file, "--json"), ("tables", file, "--out", tmp_path / "t")):
        done = command(*words)
        assert done.returncode == 0
        assert b"1 row is not JSON, perhaps cut short, and is left out (" in done.stderr
        assert b"line 4)" in done.stderr
        assert done.stderr.count(b"\n") == 1
    file.write_text(lines[:200], encoding="utf-8")
    one_line(command("track", file), file, "line 1: not JSON")
    one_line(command("tables", file, "--out", tmp_path / "u"), file, "line 1")


def test_tables_keep_what_can_be_read(good):
    pytest.importorskip("pyarrow")
    rows = [good[0] | {"time": "soon", "queue": {"a": 1}, "agent": math.nan}, *good[1:]]
    with pytest.warns(UserWarning, match="1 row") as warned:
        tables = listening.tables(rows)
    first = tables.calls[0]
    assert (first["agent"], first["time"], first["queue"]) == (None, None, None)
    assert len(tables.calls) == 4
    said = " ".join(str(each.message) for each in warned)
    assert "1 row has a time that cannot be read, which is taken as not known" in said
    assert "1 row has a 'queue' that is neither text nor a number" in said


def test_numbers_and_dates_among_the_times_are_counted(good, tmp_path):
    rows = [good[0] | {"time": 1_772_323_200.0}, *good[1:]]
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for given in (rows, file):
        with pytest.warns(UserWarning, match=r"^1 of 4 times are numbers and the others dates: .* seconds since 1970$"):
            listening.track(given)
    pytest.importorskip("pyarrow")
    with pytest.warns(UserWarning, match="1 of 4 times are numbers"):
        listening.tables(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        listening.track(good)
        listening.track([row | {"time": number} for number, row in enumerate(good)])


def test_faults_are_counted_by_kind():
    faults = RowFaults("team")
    for row in (3, 5):
        assert faults.time(f"row {row}", {}, None) is None
    assert faults.texts() == ["2 rows have no time and are left out (first row 3)"]
    with pytest.raises(listening.RowError, match=r"^none of 2 rows can be used: row 3 has no time"):
        faults.check(0)
    assert [faults.label("row 1", "queue", value) for value in ("a", 3, 2.5, True, None, math.nan, ())] == [
        *("a", 3, 2.5, True, None, None, None)
    ]


def test_what_can_be_passed_is_said(report, good, tmp_path, command):
    for given, words in (
        ([report], "row 0 is a Report, which does not say whose call it is and when it was"),
        (report, "give a path to what `listening batch` wrote, or rows of"),
        ([{"agent": "ann", "time": 0, "patience": 90.0}], "row 0 has no 'report'"),
    ):
        with pytest.raises(listening.RowError, match=words):
            listening.track(given)
    flat = [report.to_dict() | {"agent": row["agent"], "time": row["time"]} for row in good]
    assert listening.track(flat) == listening.track([row | {"queue": None} for row in good])
    with pytest.raises(listening.RowError, match=r"is a folder: give the table that `listening batch"):
        listening.track(tmp_path)
    one_line(command("track", tmp_path), "is a folder")
    with pytest.raises(FileNotFoundError):
        listening.track(tmp_path / "none.jsonl")


def test_a_path_is_read_as_the_command_reads_it(good, command, tmp_path):
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(map(json.dumps, good)), encoding="utf-8")
    for adjust in ("none", "queue", "queue,length"):
        assert listening.track(file, adjust=adjust).to_json() + "\n" == (
            command("track", file, "--json", "--adjust", adjust).stdout.decode()
        )
    assert listening.track(file, adjust="queue") == listening.track(file, adjust=["queue"])
    assert listening.track(file, adjust="none") == listening.track(file, adjust=())


def test_what_cannot_group_names_what_can(good, command, tmp_path):
    file = tmp_path / "calls.jsonl"
    rows = [row | {"team": "north", "duration": 133.8} for row in good]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    one_line(command("track", file, "--by", "duration"), "has the duration 133.8", "grouped by agent or queue or team")
    one_line(command("track", file, "--by", "site"), "no call has 'site'", "grouped by agent or queue or team")
    one_line(command("track", file, "--by", "time"), "calls are grouped by agent, team, queue", "day, week or month")
    one_line(command("track", "nosuch.parquet"), "nosuch.parquet: No such file or directory")


def test_dates_in_the_wrong_order_are_shown_as_given(good, command, tmp_path):
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(map(json.dumps, good)), encoding="utf-8")
    done = command("track", file, "--compare", "2026-04-15", "2026-04-14")
    one_line(done, "--compare 2026-04-15 2026-04-14", "comes first: --compare 2026-04-14 2026-04-15")
    with pytest.raises(listening.ConfigError, match=r"\(2026-04-15, 2026-04-14\).*first: \(2026-04-14, 2026-04-15\)"):
        listening.track(good, compare=("2026-04-15", "2026-04-14"))
