"""Spark and Ray themselves, on a local cluster each: 300 calls, a corrupt one among them. Slow."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile

import listening
import pytest
from listening import ray as on_ray
from listening import spark as on_spark
from listening.arrow import SCHEMA

CALLS, CORRUPT = 300, 77


@pytest.fixture(scope="module")
def calls(tmp_path_factory, demo):
    """Rows of call_id, path and agent."""
    corrupt = tmp_path_factory.mktemp("calls") / "corrupt.wav"
    corrupt.write_text("no audio")
    return [
        {"call_id": f"c{k:03}", "path": str(corrupt if k == CORRUPT else demo), "agent": f"a{k % 7}"}
        for k in range(CALLS)
    ]


def hold(rows, report):
    """Every call is there once, scored as here, but for the corrupt one."""
    found = sorted(rows, key=lambda row: row["call_id"])
    assert [row["call_id"] for row in found] == [f"c{k:03}" for k in range(CALLS)]
    bad = found.pop(CORRUPT)
    assert (bad["error_kind"], bad["report"]) == ("AudioError", None)
    assert "corrupt.wav" in bad["error"]
    assert {row["report"] for row in found} == {report.to_json()}
    assert {row["agent"] for row in found} == {f"a{k}" for k in range(7)}


@pytest.fixture(scope="module")
def spark():
    """A local cluster of two cores that tries each task three times."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2,3]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def ray():
    """A local cluster of two cores."""
    import ray

    # Its sockets lie there, and their paths must be short.
    place = tempfile.mkdtemp(prefix="ray", dir="/tmp")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=200 << 20, _temp_dir=place)
    yield ray
    ray.shutdown()
    shutil.rmtree(place, ignore_errors=True)


slow = [pytest.mark.slow, pytest.mark.filterwarnings("default")]  # theirs are not ours to mend


class TestSpark:
    pytestmark = slow

    def test_paths(self, spark, calls, report):
        frame = spark.createDataFrame(calls).repartition(6)
        scored = on_spark.score(frame)
        assert scored.columns == list(SCHEMA.names)
        hold([row.asDict() for row in scored.collect()], report)

    def test_what_is_carried(self, spark, calls):
        frame = spark.createDataFrame([{**call, "team": "a", "seats": 3} for call in calls])
        scored = on_spark.score(frame, carry=["team", "seats"])
        assert scored.columns == [*SCHEMA.names[:5], "team", "seats", *SCHEMA.names[5:]]
        assert {(row["team"], row["seats"]) for row in scored.collect()} == {("a", 3)}
        with pytest.raises(listening.ConfigError, match="nowhere"):
            on_spark.score(frame, carry=["nowhere"])

    def test_a_task_that_is_tried_again_gives_its_rows_once(self, spark, calls, report):
        def fails_at_first(batches):
            from pyspark import TaskContext

            task = TaskContext.get()
            if task.partitionId() == 1 and task.attemptNumber() == 0:
                raise RuntimeError("the machine is gone")
            yield from batches

        frame = spark.createDataFrame(calls).repartition(3)
        lost = frame.mapInArrow(fails_at_first, frame.schema)
        hold([row.asDict() for row in on_spark.score(lost).collect()], report)

    def test_contents_settings_and_parquet(self, spark, calls, demo, tmp_path):
        place = tmp_path / "calls"
        place.mkdir()
        for name in "abc":
            shutil.copy(demo, place / f"{name}.wav")
        (place / "d.wav").write_text("no audio")
        (tmp_path / "mine.json").write_text(listening.built_in_profile(), encoding="utf-8")
        config = listening.Config(profile=tmp_path / "mine.json")
        read = spark.read.format("binaryFile").load(str(place))
        frame = read.selectExpr("path as call_id", "content", "modificationTime as time", "'ann' as agent")
        scored = on_spark.score(frame, agent="right", config=config)
        (tmp_path / "mine.json").unlink()
        scored.write.parquet(str(tmp_path / "scores.parquet"))
        wanted = listening.analyze(demo, agent="right").to_json()
        rows = [row.asDict() for row in spark.read.parquet(str(tmp_path / "scores.parquet")).collect()]
        assert sorted(str(row["report"] == wanted) for row in rows) == ["False", "True", "True", "True"]
        import pyarrow.parquet as pq

        table = pq.read_table(tmp_path / "scores.parquet")
        assert listening.track(table.filter(table["error"].is_null())).calls == 3

    def test_columns_that_are_missing_are_told(self, spark, calls):
        with pytest.raises(Exception, match="call_id, and path or content, were expected"):
            on_spark.score(spark.createDataFrame(calls).select("call_id")).collect()


class TestRay:
    pytestmark = slow

    def test_what_is_carried(self, ray, calls):
        scored = on_ray.score(ray.data.from_items([{**call, "team": "a"} for call in calls]), carry=["team"])
        assert scored.schema().names == [*SCHEMA.names[:5], "team", *SCHEMA.names[5:]]
        assert {row["team"] for row in scored.take_all()} == {"a"}

    def test_paths(self, ray, calls, report):
        scored = on_ray.score(ray.data.from_items(calls))
        assert scored.schema().names == list(SCHEMA.names)
        hold(scored.take_all(), report)

    def test_contents(self, ray, demo, tmp_path):
        for name in "abc":
            shutil.copy(demo, tmp_path / f"{name}.wav")
        (tmp_path / "d.wav").write_text("no audio")
        read = ray.data.read_binary_files(str(tmp_path), include_paths=True)
        frame = read.rename_columns({"path": "call_id", "bytes": "content"})
        rows = on_ray.score(frame, agent="right", batch_size=2).take_all()
        wanted = listening.analyze(demo, agent="right").to_json()
        assert [row["report"] for row in sorted(rows, key=lambda row: row["call_id"])] == [wanted] * 3 + [None]
