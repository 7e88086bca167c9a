"""Columns of a manifest beside ours: carried into every form of the table, typed, and refused where they are ours."""

from __future__ import annotations

import csv
import json
import shutil

import listening
import pytest
from helpers import one_line
from listening._batch.carried_columns import kind_of
from listening._batch.manifest import Manifest

MANIFEST = """\
call_id,agent,time,team,queue,segment,seats,extension,churn,empty,
1,ann,2026-03-02T09:00Z,sales,billing,"gold, new",12,007,0.5,,
2,bob,2026-03-03T09:00Z,care,,silver,3,12,2,,
"""
VALUES = {
    "team": ["sales", "care"],
    "queue": ["billing", None],
    "segment": ["gold, new", "silver"],
    "seats": [12, 3],
    "extension": ["007", "12"],
    "churn": [0.5, 2.0],
    "empty": [None, None],
}


@pytest.fixture
def calls(tmp_path, demo):
    """Two calls."""
    (tmp_path / "calls").mkdir()
    for name in "12":
        shutil.copy(demo, tmp_path / f"calls/{name}.wav")
    return tmp_path / "calls"


@pytest.fixture
def batch(command, calls, tmp_path):
    """Runs the command with a manifest; gives what it said."""

    def run(text=MANIFEST, *options, form="parquet", manifest="calls.csv"):
        (tmp_path / manifest).write_text(text, encoding="utf-8")
        return command("batch", calls, "--out", tmp_path / f"s.{form}", "--agent-from", tmp_path / manifest, *options)

    return run


def test_every_form_has_them_behind_whose_the_call_is(batch, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    for form in ("parquet", "jsonl", "csv"):
        assert batch(form=form).returncode == 0
    table = pq.read_table(tmp_path / "s.parquet")
    names = ["call_id", "path", "agent", "time", "time_from", *VALUES, "duration"]
    assert table.column_names[: len(names)] == names
    assert {name: table.column(name).to_pylist() for name in VALUES} == VALUES
    assert [str(table.schema.field(name).type) for name in ("team", "seats", "extension", "churn", "empty")] == [
        *("string", "int64", "string", "double", "string")
    ]
    lines = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(lines[0])[: len(names)] == names
    assert {name: [line[name] for line in lines] for name in VALUES} == VALUES
    cells = list(csv.DictReader((tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()))
    assert list(cells[0])[: len(names)] == names
    assert [row["segment"] for row in cells] == ["gold, new", "silver"]
    assert [row["seats"] for row in cells] == ["12", "3"]


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_tracking_by_one_of_them(batch, command, tmp_path, form):
    pytest.importorskip("pyarrow")
    batch(form=form)
    done = command("track", tmp_path / f"s.{form}", "--by", "team", "--json")
    assert done.returncode == 0, done.stderr
    assert sorted(agent["agent"] for agent in json.loads(done.stdout)["agents"]) == ["care", "sales"]
    done = command("track", tmp_path / f"s.{form}", "--by", "seats", "--json")
    assert sorted(agent["agent"] for agent in json.loads(done.stdout)["agents"]) == ["12", "3"]
    # The queue comes along: estimates are adjusted for it where two calls differ in it.
    done = command("track", tmp_path / f"s.{form}", "--adjust", "queue", "--json")
    assert done.returncode == 0, done.stderr
    done = command("track", tmp_path / f"s.{form}", "--adjust", "nowhere")
    assert done.returncode == 2
    assert b"no call has it" in done.stderr


def test_json_says_itself_what_is_a_number(tmp_path):
    path = tmp_path / "calls.jsonl"
    rows = [
        {"call_id": 1, "seats": 12, "code": "12", "vip": True, "share": 1},
        {"call_id": 2, "seats": None, "code": "13", "vip": None, "share": 0.5, "more": "x"},
        {"call_id": 3},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    manifest = Manifest(path)
    assert manifest.kinds == {"seats": "count", "code": "str", "vip": "str", "share": "float", "more": "str"}
    manifest.settle(["1.wav", "2.wav", "3.wav"])
    one, two = (manifest.find(f"{name}.wav").carried for name in (1, 2))
    assert one == {"seats": 12, "code": "12", "vip": "true", "share": 1.0, "more": None}
    assert two == {"seats": None, "code": "13", "vip": None, "share": 0.5, "more": "x"}
    assert set(manifest.find("3.wav").carried.values()) == {None}


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "-3", None], "count"),
        (["1", "2.5"], "float"),
        (["1e6"], "float"),
        (["1", "x"], "str"),
        (["007"], "str"),
        (["+49"], "str"),
        (["1,5"], "str"),
        (["nan"], "str"),
        (["1e999"], "str"),
        ([str(2**53)], "count"),
        ([str(2**53 + 1)], "str"),
        (["٣"], "str"),
        ([None], "str"),
        ([], "str"),
    ],
)
def test_what_is_a_number_in_text(values, kind):
    assert kind_of(values, of_text=True) == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("call_id,duration\n1,90\n", ["'duration'", "crm_duration"]),
        ("call_id,kind\n1,90\n", ["'kind'"]),
        ("call_id,Report\n1,90\n", ["'Report'"]),
        ("call_id,Agent\n1,ann\n", ["'Agent'", "write it as agent"]),
        ("call_id,team,team\n1,a,b\n", ["'team' twice"]),
        ("call_id,team,Team\n1,a,b\n", ["'Team'"]),
        ("call_id,team\n1,a,b\n", ["row 1 has more cells than the header"]),
    ],
)
def test_what_cannot_be_carried_is_refused_before_any_work(batch, tmp_path, text, words):
    one_line(batch(text, form="csv"), "calls.csv", *words)
    assert not (tmp_path / "s.csv").exists()


def test_lists_and_half_characters_of_json(batch):
    one_line(batch('[{"call_id": "1", "tags": ["a"]}]', form="csv", manifest="m.json"), "row 1", "'tags' is a list")
    one_line(batch('[{"call_id": "1", "t\\ud800": "a"}]', form="csv", manifest="m.json"), "surrogate")
    done = batch('[{"call_id": "1", "team": "a\\ud800"}, {"call_id": "2"}]', form="csv", manifest="m.json")
    assert done.returncode == 0, done.stderr


def test_columns_without_a_name_and_spaces_around(tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("call_id , team ,,\n1, a ,,\n2,b,x,\n")
    manifest = Manifest(path)
    manifest.settle(["1.wav"])
    assert manifest.kinds == {"team": "str"}
    assert manifest.find("1.wav").carried == {"team": "a"}


def test_going_on_needs_the_same_columns(batch, command, calls, tmp_path, demo):
    pq = pytest.importorskip("pyarrow.parquet")
    batch()
    shutil.copy(demo, calls / "3.wav")
    more = MANIFEST + "3,cem,2026-03-04T09:00Z,sales,orders,gold,4,8,1,,\n"
    done = batch(more, "--resume")
    assert done.returncode == 0, done.stderr
    assert pq.read_table(tmp_path / "s.parquet")["team"].to_pylist() == ["sales", "care", "sales"]
    one_line(batch("call_id,agent\n1,ann\n", "--resume"), "other columns of a manifest")
    one_line(batch(more.replace(",12,007", ",many,007"), "--resume"), "other columns of a manifest")


def test_arrow_hands_on_what_is_named(demo):
    pa = pytest.importorskip("pyarrow")
    from listening.arrow import SCHEMA, score_batches, score_table

    given = {"call_id": ["a", "b"], "path": [str(demo), "nowhere.wav"], "agent": ["ann", "bob"], "other": [1, 2]}
    table = pa.table({**given, "team": pa.array(["x", None]).dictionary_encode(), "seats": pa.array([1, 2], pa.int8())})
    scored = score_table(table, carry=["team", "seats"])
    assert scored.column_names == [*SCHEMA.names[:5], "team", "seats", *SCHEMA.names[5:]]
    assert scored["team"].to_pylist() == ["x", None]
    assert scored.schema.field("seats").type == pa.int8()
    assert scored["not_rated_because"].to_pylist() == [None, "not_analysed"]
    assert score_table(table[:0], carry=["team"]).num_rows == 0
    assert score_table(table).schema == SCHEMA
    for carry, words in (
        (["nowhere"], "carry names nowhere"),
        ("team", r"give a list of columns"),
        (["rating"], "rating"),
    ):
        with pytest.raises(listening.ListeningError, match=words):
            list(score_batches(table.to_batches(), carry=carry))
