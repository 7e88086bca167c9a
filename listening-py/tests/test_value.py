"""The report as a value in a program: typed, complete for an editor, the same after any journey; tables of any size."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import listening
import pandas
import polars
import pyarrow
import pytest
from helpers import filled

TABLES = ("talkspurts", "turns", "events", "measures")
HERE = Path(__file__).parent


def test_a_typed_program_passes_the_strict_checker(tmp_path):
    program = HERE / "typed_program.py"
    # In a folder of its own: the repository's settings are not the user's.
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "cache", program],
        capture_output=True, text=True, timeout=300, cwd=tmp_path,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout
    ran = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert 'File type = "ooTextFile"' in ran.stdout


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("report.duration.upper()", 'has no attribute "upper"'),
        ('report.events[0]["starts"]', 'no key "starts"'),
        ('report.measure("talk_share", "caller")', "expected"),
        ("len(report.score['rating'])", "expected"),
        ("report.to_rttm(recording=7)", "expected"),
        ("listening.analyze('call.wav', speakers={'A': 'caller'})", "caller|expected"),
    ],
)
def test_the_checker_finds_mistakes(tmp_path, line, message):
    program = tmp_path / "wrong.py"
    program.write_text(f"import listening\nreport = listening.from_talkspurts([], [])\n{line}\n")
    # One cache for all of these: the checker's time is in reading the libraries.
    cache = tmp_path.parent / "mypy_cache"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, program],
        capture_output=True, text=True, timeout=300, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert any(part in done.stdout for part in message.split("|")), done.stdout


def test_an_editor_is_offered_what_a_report_has(report):
    offered = {name for name in dir(report) if not name.startswith("_")}
    assert set(report.to_dict()) <= offered
    assert {"explain", "to_json", "to_rttm", "to_textgrid", "to_audacity", "to_webvtt", "to_aws", "compare"} <= offered
    for name in offered:
        assert getattr(type(report), name).__doc__, name
    assert "__dict__" not in dir(report)


def test_a_report_cannot_be_set(report):
    for name in ("score", "duration", "events", "to_json"):
        with pytest.raises(AttributeError):
            setattr(report, name, None)
    with pytest.raises(AttributeError):
        report.new = 1


def test_pickles_of_the_first_version_find_their_classes(report):
    """By the modules in which they were: written then, a pickle names them."""
    places = {
        "calibration": "Calibration", "comparison": "Comparison", "config": "Config", "errors": "WordWarning",
        "many": "Failure", "report": "Report", "table": "Table", "tracking": "Tracking",
    }  # fmt: skip
    for module, name in places.items():
        assert pickle.loads(f"clistening.{module}\n{name}\n.".encode()) is getattr(listening, name)
    old = {"target": "quality_rating", "force_satisfaction": False, "_json": None, "_data": {}}
    calibration = listening.Calibration.__new__(listening.Calibration)
    calibration.__setstate__(old)
    assert calibration == listening.Calibration("quality_rating")


def test_what_the_engine_gives_as_json_behaves_alike(report):
    values = [report, report.compare("amazon"), listening.track([("ann", day, report) for day in range(6)])]
    assert len(set(values)) == len(values)
    for value in values:
        kind = type(value)
        again = kind(value.to_json())
        assert again == value == copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value))
        assert hash(again) == hash(value)
        assert value.to_dict() == json.loads(value.to_json())
        assert value.to_dict() is not value.to_dict()
        assert repr(value).startswith(f"<{kind.__name__} ")
        assert value != value.to_json()
        for other in values:
            if other is not value:
                with pytest.raises(listening.ListeningError, match=f"not a {kind.__name__.lower()} of schema"):
                    kind(other.to_json())
        with pytest.raises(listening.ListeningError, match=f"not a {kind.__name__.lower()}: "):
            kind("{")


def test_copies_and_pickles_of_every_protocol(report):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(report, protocol)) == report
    for same in (copy.copy(report), copy.deepcopy(report)):
        assert same == report
        assert same is not report
    assert len({report, copy.copy(report), listening.from_talkspurts([], [])}) == 2


def test_a_report_comes_back_from_another_process(demo, report):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(listening.analyze, demo).result(60) == report


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_values(report, name):
    table = getattr(report, name)
    for same in (copy.copy(table), copy.deepcopy(table), pickle.loads(pickle.dumps(table))):
        assert same == table
        assert same.columns == table.columns
    assert table != table[1:]


@pytest.fixture(scope="module")
def none():
    return listening.from_talkspurts([], [])


@pytest.fixture(scope="module")
def voids(report):
    """A report in which every number that may be missing is missing, and every list is empty."""
    data = report.to_dict()
    for event in data["events"]:
        event.update(confidence=None, reasons=[])
        for key in ("kinds", "charged", "measures"):
            event.pop(key, None)
    for measure in data["measures"]:
        measure.pop("scored", None)
        measure.update(value=None, low=None, high=None, events=[])
    return listening.Report(json.dumps(data))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("form", ["to_pandas", "to_arrow", "to_polars"])
def test_the_types_of_columns_do_not_depend_on_what_is_in_them(report, none, voids, name, form):
    whole, empty, void = (getattr(getattr(each, name), form)() for each in (report, none, voids))
    if form == "to_pandas":
        assert dict(whole.dtypes) == dict(void.dtypes) == dict(empty.dtypes)
    else:
        assert whole.schema == void.schema == empty.schema
    assert len(whole) == len(getattr(report, name))
    assert len(empty) == len(getattr(none, name))


def test_what_is_missing_and_what_is_nested(voids):
    pandas_frame, arrow, polars_frame = (
        getattr(voids.events, form)() for form in ("to_pandas", "to_arrow", "to_polars")
    )
    assert pandas_frame["confidence"].isna().all()
    assert pandas_frame["confidence"].dtype == "float64"
    assert list(pandas_frame["reasons"]) == [[]] * len(voids.events)
    assert arrow.schema.field("reasons").type == pyarrow.list_(pyarrow.string())
    assert arrow["confidence"].null_count == len(arrow)
    assert arrow["reasons"].null_count == 0
    assert polars_frame.schema["reasons"] == polars.List(polars.String)
    assert polars_frame["confidence"].null_count() == len(polars_frame)
    assert voids.events.to_arrow().to_pylist() == filled(voids.events)
    assert pandas_frame["charged"].isna().all()
    assert pandas_frame["charged"].dtype == "float64"
    assert arrow.schema.field("kinds").type == pyarrow.map_(pyarrow.string(), pyarrow.float64())
    assert arrow["kinds"].null_count == arrow["charged"].null_count == len(arrow)
    assert polars_frame["measures"].to_list() == [[]] * len(voids.events)
    assert polars_frame.schema["charged"] == polars.Float64


def test_tables_go_through_parquet_and_together(report, voids, tmp_path):
    both = pyarrow.concat_tables([report.events.to_arrow(), voids.events.to_arrow()])
    import pyarrow.parquet as parquet

    parquet.write_table(both, tmp_path / "events.parquet")
    back = parquet.read_table(tmp_path / "events.parquet").to_pylist(maps_as_pydicts="strict")
    assert back == [*filled(report.events), *filled(voids.events)]
    stacked = pandas.concat([report.measures.to_pandas(), voids.measures.to_pandas()])
    assert stacked.dtypes["value"] == "float64"
    assert len(polars.concat([report.measures.to_polars(), voids.measures.to_polars()])) == 2 * len(report.measures)
