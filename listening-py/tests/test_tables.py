"""Long tables over calls: from results, rows and files, in memory and as Parquet; and what they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timezone

import listening
import numpy as np
import pytest
from helpers import ROOT, filled, made_call, one_line
from listening._tables.columns import LONG, NAMES, table_columns
from listening._tables.dictionary import dictionary
from listening._tables.report_rows import read_reports
from listening._tables.tables import source_of
from listening.batch import score_folder, write_tables

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

OF = ("call_id", "agent", "time", "team", "seats")
ABOUT = {"agent": ["ann", "bob", "ann"], "time": ["1970-01-01", "2026-03-01T09:30", None], "team": ["a", None, "b"]}


@pytest.fixture(scope="module")
def made():
    """Two made calls, one that could not be read between them."""
    return [made_call(3), listening.Failure("lost.wav", OSError("gone")), made_call(2, seed=5)]


@pytest.fixture(scope="module")
def tables(made):
    return listening.tables(made, ["x", "y", "z"], about={**ABOUT, "seats": [3, 4, None]})


def own(table, call_id):
    """The rows of a call, without whose they are."""
    # Not of the report: why measures are null, and the leg. These calls say who talked, and were not transferred.
    beside = (*OF, "leg", "not_rated_because")
    return [{name: row[name] for name in row if name not in beside} for row in table if row["call_id"] == call_id]


@pytest.mark.parametrize("name", ["events", "turns", "measures"])
def test_rows_are_those_of_each_report(tables, made, name):
    table = getattr(tables, name)
    assert own(table, "x") == filled(getattr(made[0], name))
    assert own(table, "z") == filled(getattr(made[2], name))
    assert own(table, "y") == []
    assert table.columns[:5] == OF
    first, last = table[0], table[-1]
    assert [first[key] for key in OF] == ["x", "ann", datetime(1970, 1, 1, tzinfo=timezone.utc), "a", 3]
    assert [last[key] for key in OF] == ["z", "ann", None, "b", None]


def test_talkspurts_have_the_time_before_them(tables, made):
    rows = own(tables.talkspurts, "z")
    spurts = list(made[2].talkspurts)
    assert [(row["party"], row["start"], row["end"]) for row in rows] == [
        (each["party"], each["start"], each["end"]) for each in spurts
    ]
    # The same counted one by one.
    for number, (row, spurt) in enumerate(zip(rows, spurts, strict=True)):
        before = spurts[:number]
        if not before:
            assert (row["pause_before"], row["after"]) == (None, None)
        else:
            latest = max(before, key=lambda each: each["end"])
            assert row["pause_before"] == pytest.approx(max(spurt["start"] - latest["end"], 0), abs=6e-4)
            assert row["after"] == latest["party"]
        others = [each for each in spurts if each["party"] != spurt["party"]]
        both = sum(max(0.0, min(spurt["end"], o["end"]) - max(spurt["start"], o["start"])) for o in others)
        assert row["overlap"] == pytest.approx(both, abs=6e-4)
        assert row["level_dbov"] is row["contour"] is row["rate"] is None
    assert sum(row["overlap"] for row in rows) > 1
    assert {row["after"] for row in rows} == {None, "agent", "customer"}


def test_calls_are_the_table_of_calls_without_reports(tables, made):
    assert [row["call_id"] for row in tables.calls] == ["x", "y", "z"]
    assert [row["not_rated_because"] for row in tables.calls] == [None, "not_analysed", None]
    scores = listening.scores(made)
    for row, wanted in zip(tables.calls, scores, strict=True):
        for name in scores.columns:
            if name not in ("call_id", "report"):
                assert row[name] == wanted[name], name
    assert "report" not in tables.calls.columns


def test_data_frames_of_every_library(tables, made):
    for name in NAMES:
        table = getattr(tables, name)
        frame, arrow, polars = table.to_pandas(), table.to_arrow(), table.to_polars()
        assert list(frame.columns) == arrow.column_names == polars.columns == list(table.columns), name
        assert len(frame) == arrow.num_rows == len(polars) == len(table), name
    frame, wanted = tables.events.to_pandas(), made[0].events.to_pandas()
    mine = frame[frame["call_id"] == "x"].drop(columns=list(OF))
    assert mine.dtypes.to_dict() == wanted.dtypes.to_dict()
    assert mine["kinds"].tolist() == [kinds if isinstance(kinds, dict) else None for kinds in wanted["kinds"]]
    assert str(frame["seats"].dtype) == "Int64"
    assert frame["seats"].isna().any()
    assert (
        tables.calls.to_pandas()["agent_interruption_rate_n"].tolist()[0] == made[0].measure("interruption_rate")["n"]
    )


def test_a_table_is_a_sequence(tables):
    turns = tables.turns
    rows = list(turns)
    assert turns[3] == rows[3]
    assert turns[-1] == rows[-1]
    assert list(turns[2:9:3]) == rows[2:9:3]
    assert list(turns[5:2]) == []
    assert turns[1:4] == turns[1:4]
    assert turns[1:4] != turns[1:3]
    with pytest.raises(IndexError):
        turns[len(turns)]
    assert repr(tables).startswith("<Tables of 3 calls, ")


def test_inspections_bring_the_voice(heard, report):
    tables = listening.tables([report, heard], ["silent", "heard"])
    assert own(tables.talkspurts, "heard") == filled(heard.talkspurts)
    assert {row["level_dbov"] for row in own(tables.talkspurts, "silent")} == {None}
    frame = heard.talkspurts.to_pandas()
    # The demo's agent is a higher voice than its customer, and both are as loud as its report says.
    pitch = frame.groupby("party")["pitch_hz"].median()
    assert pitch["agent"] > 1.3 * pitch["customer"]
    level = report.parties["agent"]["active_level_dbov"]
    assert frame[frame["party"] == "agent"]["level_dbov"].median() == pytest.approx(level, abs=2)
    assert frame["pitch_semitones"].abs().median() < 3
    assert frame["rate"].between(1, 10).mean() > 0.9
    assert (frame["background_dbov"] < frame["level_dbov"]).mean() > 0.9
    # How it ends is what `endings` says.
    ends = {(row["party"], row["start"]): row["contour"] for row in heard.endings}
    assert [row["contour"] for row in heard.talkspurts] == [
        ends[row["party"], row["start"]] for row in heard.talkspurts
    ]


def test_the_pitch_of_a_tone_that_sways(tmp_path):
    """A voice-like sound of 150 Hz, then one two semitones higher: the numbers are right."""
    rate = 8000
    chance = np.random.default_rng(1)
    samples = chance.normal(0, 10, (9 * rate, 2))
    for begin, hertz in ((1, 150.0), (4, 150.0), (6, 150.0 * 2 ** (2 / 12))):
        at = np.arange(rate) / rate
        voice = sum(np.sin(2 * np.pi * hertz * k * at) / k for k in range(1, 12)) * (
            1 - 0.8 * np.cos(2 * np.pi * 4 * at)
        )
        samples[begin * rate : (begin + 1) * rate, 0] += 1500 * voice
    heard = listening.inspect(samples.astype("int16"), rate)
    rows = [row for row in heard.talkspurts if row["party"] == "agent" and row["end"] - row["start"] > 0.8]
    assert len(rows) == 3
    assert [row["pitch_hz"] for row in rows] == pytest.approx([150, 150, 168.4], rel=0.02)
    assert rows[2]["pitch_semitones"] - rows[1]["pitch_semitones"] == pytest.approx(2, abs=0.3)
    assert all(row["pitch_range"] < 1 for row in rows)


def test_frames_are_a_mapping_and_a_data_frame(heard):
    frames = heard.frames
    assert isinstance(frames, dict)
    frame, arrow, polars = frames.to_pandas(), frames.to_arrow(), frames.to_polars()
    assert list(frame.columns) == arrow.column_names == polars.columns == list(frames) == list(frames.columns)
    assert len(frame) == arrow.num_rows == len(polars) == len(frames["time"])
    missing = int(np.isnan(frames["f0_hz"]).sum())
    assert missing == frame["f0_hz"].isna().sum() == arrow["f0_hz"].null_count == polars["f0_hz"].null_count() > 0


@pytest.fixture
def scores(tmp_path, demo, samples):
    """A folder's table in both forms, with a call that failed, and the manifest's columns."""
    import shutil

    import soundfile

    place = tmp_path / "calls"
    place.mkdir()
    shutil.copy(demo, place / "1.wav")
    soundfile.write(place / "2.wav", samples[: 30 * 8000], 8000)
    (place / "3.wav").write_text("no audio")
    manifest = tmp_path / "calls.csv"
    manifest.write_text(
        "call_id,agent,time,team,seats\n1,ann,2026-03-01,a,3\n2,bob,2026-03-02,,4\n3,cem,2026-03-03,b,\n"
    )
    for form in ("parquet", "jsonl"):
        score_folder(place, tmp_path / f"s.{form}", progress=False, manifest=manifest)
    return tmp_path


def test_every_source_gives_the_same(scores):
    wanted = listening.tables(scores / "s.parquet")
    assert [row["team"] for row in wanted.calls] == ["a", None, "b"]
    assert (
        table_columns("calls", {"team": "str", "seats": "count"}).keys() == dict.fromkeys(wanted.calls.columns).keys()
    )
    table = pq.read_table(scores / "s.parquet")
    sources = {
        "jsonl": scores / "s.jsonl",
        "rows": table.to_pylist(),
        "pyarrow": table,
        "pandas": table.to_pandas(),
        "lines": [json.loads(line) for line in (scores / "s.jsonl").read_text().splitlines()],
    }
    for what, source in sources.items():
        found = listening.tables(source)
        for name in NAMES:
            mine, theirs = getattr(found, name).to_arrow(), getattr(wanted, name).to_arrow()
            # pandas has no whole numbers beside what is missing.
            if what == "pandas":
                mine = mine.cast(theirs.schema)
            assert mine.drop_columns("settings" if name == "calls" else []) == theirs.drop_columns(
                "settings" if name == "calls" else []
            ), (what, name)


def test_lines_of_reports_and_of_agents(tmp_path):
    reports = [made_call(2), made_call(3, seed=4)]
    floor, rows, bare = tmp_path / "floor.jsonl", tmp_path / "rows.jsonl", tmp_path / "bare.jsonl"
    whose = [{"agent": "ann", "time": "2026-03-01", "team": "a"}, {"agent": "bob", "time": "1970-01-02", "team": "b"}]
    names = [{"id": "7", **each} for each in whose]
    floor.write_text(
        "\n".join(f"{json.dumps(n)[:-1]},{r.to_json()[1:]}" for n, r in zip(names, reports, strict=True)) + "\n\n"
    )
    rows.write_text(
        "\n".join(json.dumps({**w, "report": r.to_dict(), "id": "7"}) for w, r in zip(whose, reports, strict=True))
    )
    bare.write_text("\n".join(report.to_json() for report in reports))
    for path in (floor, rows):
        found = listening.tables(path)
        assert [row["team"] for row in found.calls] == ["a", "b"]
        assert {row["call_id"] for row in found.turns} == {"7"}
        assert {row["agent"] for row in found.turns} == {"ann", "bob"}
        assert len(found.events) == sum(len(report.events) for report in reports)
        assert found.calls[1]["time"] == datetime(1970, 1, 2, tzinfo=timezone.utc)
    assert [row["call_id"] for row in listening.tables(bare).calls] == ["0", "1"]


def test_written_tables_are_those_in_memory(scores, command, made):
    wanted = listening.tables(scores / "s.parquet")
    counts = write_tables(scores / "s.parquet", scores / "t")
    assert counts == {name: len(getattr(wanted, name)) for name in NAMES}
    done = command("tables", scores / "s.parquet", "--out", scores / "u", "--json")
    assert json.loads(done.stdout) == {"out": str(scores / "u"), **counts}
    for name in NAMES:
        for folder in "tu":
            table = pq.read_table(scores / folder / f"{name}.parquet")
            assert table.equals(getattr(wanted, name).to_arrow()), name
            assert table.schema.metadata[b"listening.schema"] == b"listening.tables/1"
    assert sorted(path.name for path in (scores / "t").iterdir()) == sorted(f"{name}.parquet" for name in NAMES)
    # Results as they come, of no known number.
    counts = write_tables((each for each in made * 400), scores / "v")
    assert counts["calls"] == 1200
    assert counts["turns"] == 400 * sum(len(each.turns) for each in made[::2])
    calls = pq.ParquetFile(scores / "v" / "calls.parquet").read(columns=["call_id"])
    assert calls["call_id"].to_pylist() == [str(number) for number in range(1200)]


def test_batch_writes_them_with_the_table(command, scores, demo):
    import shutil

    calls, out = scores / "calls", scores / "new.parquet"
    done = command("batch", calls, "--out", out, "--tables", scores / "t", "--agent-from", scores / "calls.csv")
    assert done.returncode == 0, done.stderr
    assert "t: 3 calls, " in done.stdout.decode()
    assert set(pq.read_table(scores / "t/events.parquet")["team"].to_pylist()) == {"a", None}
    one_line(
        command("batch", calls, "--out", scores / "other.parquet", "--tables", scores / "t"), "calls.parquet exists"
    )
    assert not (scores / "other.parquet").exists()
    shutil.copy(demo, calls / "4.wav")
    (scores / "calls.csv").write_text((scores / "calls.csv").read_text() + "4,dan,2026-03-04,c,1\n")
    given = ("--agent-from", scores / "calls.csv", "--tables", scores / "t", "--resume")
    done = command("batch", calls, "--out", out, *given, "--json")
    assert json.loads(done.stdout)["tables"]["calls"] == 4
    assert "dan" in pq.read_table(scores / "t/turns.parquet")["agent"].to_pylist()
    one_line(command("batch", calls, "--out", scores / "s.csv", "--tables", scores / "w"), "CSV does not hold")
    # The table with the reports is not replaced by the one without.
    itself = scores / "x" / "calls.parquet"
    itself.parent.mkdir()
    one_line(command("batch", calls, "--out", itself, "--tables", itself.parent), "the table that they are made of")
    itself.write_bytes(out.read_bytes())
    one_line(command("tables", itself, "--out", itself.parent, "--overwrite"), "the table that they are made of")
    assert itself.read_bytes() == out.read_bytes()


def test_many_calls_and_long_ones(tmp_path):
    """More calls than one chunk, and a report that is longer than a block."""
    long, short = made_call(600), made_call(1)
    assert len(long.to_json()) > 1 << 22
    reports = [short] * 600 + [long] + [short] * 600
    table = listening.tables(reports).events
    assert len(table) == 1200 * len(short.events) + len(long.events)
    starts = [row["start"] for row in table if row["call_id"] == "600"]
    assert starts == [row["start"] for row in long.events]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (7, "results are 7|results are"),
        (b"x", "results are"),
        ({"a": 1}, "results are"),
        ([7], "result 0"),
        ([{"agent": "ann"}], "row 0: neither a report nor an error"),
        ([{"report": "{}"}], "row 0: not a report"),
        ([{"report": "{", "agent": "x"}], "row 0: not a report"),
    ],
)
def test_what_is_no_result_is_refused(given, words):
    with pytest.raises(listening.RowError, match=words):
        listening.tables(given)


def test_rows_of_an_error_alone_and_of_an_id():
    found = listening.tables([{"id": 7, "report": made_call(1)}, {"call_id": "lost", "error": "gone", "team": "a"}])
    assert [(row["call_id"], row["error"], row["team"]) for row in found.calls] == [
        ("7", None, None),
        ("lost", "gone", "a"),
    ]
    # The id is what the call is called, not a column of its own.
    assert "id" not in found.calls.columns


def test_reports_over_several_lines():
    report = made_call(1)
    whole = json.dumps(report.to_dict(), indent=1).encode()
    assert read_reports([whole, whole.replace(b"\n", b"\r")], ["a", "b"]).num_rows == 2
    for broken in (b"{\n", b"{\r"):
        with pytest.raises(listening.RowError, match="b: not a report"):
            read_reports([whole, broken], ["a", "b"])


def test_about_and_call_ids_must_fit(made):
    for arguments, words in [
        ({"call_ids": ["a"]}, "more results than call_ids, which are 1"),
        ({"call_ids": list("abcd")}, "4 call_ids and 3 results"),
        ({"about": {"team": ["a"]}}, "more results than about"),
        ({"about": {"team": ["a", "b"], "queue": ["c"]}}, "not of one length"),
        ({"about": [1, 2, 3]}, "about 0 is"),
        ({"about": {"kind": ["a", "b", "c"]}}, "'kind'"),
    ]:
        with pytest.raises(listening.RowError, match=words):
            listening.tables(made, **arguments)
    with pytest.raises(listening.RowError, match="a file says itself"):
        source_of("scores.parquet", ["a"], None)


def test_bad_files_are_refused_and_leave_nothing(tmp_path, command, made):
    report = made[0].to_json()
    for name, text, words in [
        ("a.csv", "call_id\n", "CSV holds no reports"),
        ("a.xlsx", "", "it ends in .xlsx"),
        ("a.parquet", "no", "is not a Parquet file"),
        ("a.jsonl", "no\n", "line 1: an object of JSON was expected"),
        ("e.jsonl", "no\nno\n", "none of 2 rows can be used"),
        ("b.jsonl", f"{report}\n[1]\n", "line 2: an object of JSON was expected"),
        ("c.jsonl", f'{report}\n{{"schema": "x"}}\n', "line 2: not a report"),
    ]:
        path = tmp_path / name
        path.write_text(text)
        one_line(command("tables", path, "--out", tmp_path / "t"), path, words)
        assert not list(tmp_path.glob("t/*"))
    pq.write_table(made[0].events.to_arrow(), tmp_path / "e.parquet")
    one_line(command("tables", tmp_path / "e.parquet", "--out", tmp_path / "t"), "no column 'report'")
    one_line(command("tables", tmp_path / "none.parquet", "--out", tmp_path / "t"), "none.parquet")
    (tmp_path / "file").write_text("")
    one_line(command("tables", tmp_path / "b.jsonl", "--out", tmp_path / "file"), "is a file")


def test_a_damaged_report_of_a_table_is_named(scores):
    table = pq.read_table(scores / "s.parquet")
    reports = table["report"].to_pylist()
    reports[1] = reports[1][:-200]
    at = table.schema.get_field_index("report")
    pq.write_table(table.set_column(at, "report", pa.array(reports)), scores / "bad.parquet")
    with pytest.raises(listening.RowError, match=r"bad\.parquet: row 1: not a report"):
        listening.tables(scores / "bad.parquet")
    with pytest.raises(listening.RowError, match="row 1: not a report"):
        write_tables(scores / "bad.parquet", scores / "t")
    assert list((scores / "t").iterdir()) == []


def test_none_at_all(tmp_path):
    tables = listening.tables([])
    assert [len(getattr(tables, name)) for name in NAMES] == [0] * 7
    assert tables.events.to_pandas().empty
    assert write_tables([], tmp_path / "t") == dict.fromkeys(NAMES, 0)
    assert pq.read_table(tmp_path / "t/turns.parquet").column_names == list(table_columns("turns"))


def test_every_column_is_in_the_dictionary():
    for name in NAMES:
        described = {each for column in dictionary(name) for each in column.name.split(", ")}
        assert described == set(table_columns(name)), name
        assert all(column.what and column.null for column in dictionary(name))
    assert set(LONG) | {"calls"} == set(NAMES)


def test_the_page_holds_the_dictionary():
    script = ROOT / "scripts" / "data-dictionary"
    if not script.is_file():
        pytest.skip("needs the whole repository")
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The demo call, and one of its channels alone, which is no call."""
    import soundfile

    folder = tmp_path_factory.mktemp("folder")
    samples, rate = soundfile.read(listening.demo_call())
    soundfile.write(folder / "call.wav", samples, rate)
    soundfile.write(folder / "mono.wav", samples[:, 0], rate)
    return folder


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_a_batch_with_tables_hears_the_voices(folder, tmp_path, form, pool):
    out = tmp_path / f"scores.{form}"
    done = score_folder(folder, out, progress=False, tables=tmp_path / "tables", pool=pool)
    assert (done.calls, [failure.path for failure in done.failures]) == (2, [str(folder / "mono.wav")])
    assert "one channel" in str(done.failures[0].error)
    rows = pq.read_table(tmp_path / "tables" / "talkspurts.parquet").to_pylist()
    heard = listening.inspect(folder / "call.wav")
    names = list(heard.talkspurts[0])
    assert [{name: row[name] for name in names} for row in rows] == filled(heard.talkspurts)
    # The report is the one that it would be without.
    assert listening.tables(out).calls[0]["call_id"] == "call.wav"
    plain = listening.scores([listening.analyze(folder / "call.wav")])[0]["report"]
    again = listening.tables(out).talkspurts
    assert [row["level_dbov"] for row in again] == [row["level_dbov"] for row in rows]
    if form == "parquet":
        table = pq.read_table(out).to_pylist()
        assert table[0]["report"] == plain
        assert table[1]["voices"] is None
    score_folder(folder, tmp_path / "plain.jsonl", progress=False)
    assert {row["level_dbov"] for row in listening.tables(tmp_path / "plain.jsonl").talkspurts} == {None}
    score_folder(folder, tmp_path / "scores.csv", progress=False)
    assert "voices" not in (tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()[0].split(",")


@pytest.mark.parametrize("voices", ["[]", "no JSON", '{"level_dbov": 3}', '{"level_dbov": [1.0]}', "{}"])
def test_voices_of_another_report_are_refused(folder, tmp_path, voices):
    out = tmp_path / "scores.jsonl"
    score_folder(folder, out, progress=False)
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    first["voices"] = voices
    report = first.pop("report")
    out.write_text(f'{json.dumps(first)[:-1]}, "report": {json.dumps(report)}}}\n', encoding="utf-8")
    with pytest.raises(listening.RowError, match="its voices are not"):
        listening.tables(out)
