"""Record batches in, record batches out, without an engine around."""

from __future__ import annotations

from datetime import datetime, timezone

import listening
import pytest
from listening._batch import call_rows

pa = pytest.importorskip("pyarrow")

from listening.arrow import SCHEMA, score_batches, score_table  # noqa: E402  (needs pyarrow)


def scored(columns, **settings):
    """The rows of one batch."""
    (batch,) = score_batches(iter([pa.record_batch(columns)]), **settings)
    assert batch.schema == SCHEMA
    return batch.to_pylist()


def test_the_columns_are_those_of_a_batch():
    assert SCHEMA.names == list(call_rows.columns())
    assert SCHEMA.field("time").type == pa.timestamp("us", tz="UTC")
    assert SCHEMA.metadata == {b"listening.schema": b"listening.calls/2"}


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary()])
def test_paths_and_contents(demo, report, kind):
    rows = scored(
        {
            "call_id": ["path", "content", "content counts", "cut", "nothing", "empty", "noise"],
            "path": [str(demo), None, "nowhere.wav", None, None, None, None],
            "content": pa.array(
                [None, demo.read_bytes(), demo.read_bytes(), demo.read_bytes()[:200_000], None, b"", b"no audio"], kind
            ),
        }
    )
    assert [row["call_id"] for row in rows][:2] == ["path", "content"]
    assert [row["report"] for row in rows[:3]] == [report.to_json()] * 3
    assert "truncated" in rows[3]["agent_health"]
    assert [row["error_kind"] for row in rows] == [None] * 4 + ["AudioError"] * 3
    assert "neither a path nor a content" in rows[4]["error"]


def test_agents_and_times_are_handed_on(demo):
    when = datetime(2026, 3, 1, 9, 30)
    rows = scored(
        {"call_id": [1, 2], "path": [str(demo), "no"], "agent": ["ann", None], "time": [when, when], "x": [1, 2]}
    )
    assert [row["call_id"] for row in rows] == ["1", "2"]
    assert [row["agent"] for row in rows] == ["ann", None]
    assert [row["time"] for row in rows] == [when.replace(tzinfo=timezone.utc)] * 2
    assert rows[1]["error_kind"] == "FileNotFoundError"
    (row,) = scored({"call_id": ["1"], "path": [str(demo)], "time": ["soon"]})
    assert "'soon'" in row["error"]
    assert (row["time"], row["time_from"]) == (None, None)
    (row,) = scored({"call_id": pa.array([None], pa.string()), "path": ["no"]})
    assert row["call_id"] == ""


@pytest.mark.filterwarnings("ignore::listening.RolesWarning")
def test_settings(demo):
    config = listening.Config(assessed="customer")
    (row,) = scored({"call_id": ["1"], "path": [str(demo)]}, agent="right", config=config)
    assert row["report"] == listening.analyze(demo, agent="right", config=config).to_json()
    assert row["settings"] == call_rows.fingerprint("right", config) != call_rows.fingerprint("right", None)
    for wrong in ({"agent": 3}, {"workers": 0}, {"config": 3}):
        with pytest.raises(listening.ConfigError):
            score_batches(iter([]), **wrong)


def test_a_batch_is_handed_on_in_parts_in_order(demo):
    batch = pa.record_batch({"call_id": [str(k) for k in range(70)], "path": ["nowhere.wav"] * 69 + [str(demo)]})
    taken = []

    def batches():
        for number in range(3):
            taken.append(number)
            yield batch

    parts = score_batches(batches(), workers=2)
    assert taken == []
    assert next(parts).num_rows == 32
    assert taken == [0]
    rest = list(parts)
    assert [part.num_rows for part in rest] == [32, 6, 32, 32, 6, 32, 32, 6]
    assert rest[1]["call_id"].to_pylist() == [str(k) for k in range(64, 70)]
    assert rest[1]["error"][-1].as_py() is None


def test_a_table(demo, report):
    table = score_table(pa.table({"call_id": ["a", "b"], "path": [str(demo)] * 2}))
    assert table.schema == SCHEMA
    assert table["report"].to_pylist() == [report.to_json()] * 2
    assert (
        score_table(pa.table({"call_id": pa.array([], pa.string()), "path": pa.array([], pa.string())})).num_rows == 0
    )


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"id": ["1"], "path": ["a"]}, "columns are id, path: call_id"),
        ({"call_id": ["1"]}, "path or content"),
        ({"call_id": ["1"], "content": ["text"]}, "content is of string: binary"),
        ({"call_id": ["1"], "path": [1]}, "path is of int64: string"),
    ],
)
def test_batches_of_another_shape_are_refused(columns, words):
    with pytest.raises(listening.ConfigError, match=words):
        scored(columns)


def test_what_is_no_iterable_of_batches_is_refused():
    table = pa.table({"call_id": ["1"], "path": ["lost.wav"]})
    for wrong in (table, table.to_batches()[0], 3):
        with pytest.raises(listening.ConfigError, match=r"iterable of record batches.*score_table"):
            score_batches(wrong)
