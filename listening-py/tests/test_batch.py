"""A folder of recordings into a table, as a user runs it; killed and gone on with."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime, timezone

import listening
import pytest
import soundfile
from helpers import one_line
from listening._batch import call_rows
from listening._batch.table_store import Store
from listening.batch import score_folder

pq = pytest.importorskip("pyarrow.parquet")

FORMS = ["parquet", "jsonl", "csv"]


@pytest.fixture
def folder(tmp_path, demo, samples):
    """Two agents with two calls each, one of them corrupt and one cut short; and what is not to be taken."""
    for place in ("ann", "bob/late", ".trash"):
        (tmp_path / "calls" / place).mkdir(parents=True)
    shutil.copy(demo, tmp_path / "calls/ann/1.wav")
    soundfile.write(tmp_path / "calls/ann/2.flac", samples[:160_000], 8000)
    (tmp_path / "calls/bob/late/3.WAV").write_bytes(demo.read_bytes()[:300_000])
    (tmp_path / "calls/bob/late/4.wav").write_text("no audio")
    shutil.copy(demo, tmp_path / "calls/.trash/5.wav")
    (tmp_path / "calls/.notes.txt").write_text("not a recording")
    return tmp_path / "calls"


@pytest.fixture
def batch(command, folder, tmp_path):
    """Runs the command; gives what it said and the rows of its table."""

    def run(*options, form="parquet", source=folder, notes=True):
        out = tmp_path / f"scores.{form}"
        done = command("batch", source, "--out", out, *options)
        assert done.returncode == 0, done.stderr.decode()
        assert notes or done.stderr == b""
        assert not os.path.exists(f"{out}.parts")
        return done, rows(out)

    return run


def rows(path):
    """The rows of a table, their reports as text."""
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return list(csv.DictReader(text.splitlines()))
    found = [json.loads(line) for line in text.splitlines()]
    for row in found:
        row["report"] = row["report"] and json.dumps(row["report"], separators=(",", ":"), ensure_ascii=False)
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_same(batch, command, folder, form):
    done, found = batch(form=form)
    assert [row["call_id"] for row in found] == ["ann/1.wav", "ann/2.flac", "bob/late/3.WAV", "bob/late/4.wav"]
    assert [row["agent"] for row in found] == ["ann", "ann", "late", "late"]
    assert [row["path"] for row in found] == [str(folder / row["call_id"]) for row in found]
    assert "4 calls: 1 rated, 2 not rated (too little speech), 1 could not be analysed\n" in done.stdout.decode()
    (line,) = done.stderr.decode().splitlines()
    assert "4.wav cannot be read as audio" in line
    assert found[3]["error_kind"] == "AudioError"
    assert found[3]["duration"] in (None, "")
    assert "truncated" in found[2]["agent_health"]
    wanted = command("analyze", folder / "ann/1.wav", "--json").stdout.decode().rstrip("\n")
    assert float(found[0]["observable_listening"]) == json.loads(wanted)["score"]["observable_listening"]
    if form == "csv":
        assert "report" not in found[0]
        assert "," not in found[0]["agent_health"]
    else:
        assert found[0]["report"] == wanted
    columns = [name for name in call_rows.columns() if form != "csv" or name not in ("report", "voices")]
    assert list(found[0]) == columns


def test_the_time_is_that_of_the_file(batch, folder):
    os.utime(folder / "ann/1.wav", (1_767_261_600.7, 1_767_261_600.7))
    _, found = batch()
    assert found[0]["time"] == datetime(2026, 1, 1, 10, tzinfo=timezone.utc)
    assert {row["time_from"] for row in found} == {"file"}


MANIFESTS = {
    "csv": """\
call_id,time,agent,team
ann/1.wav,2026-03-01T09:30,zoe,a
2,1767261600,yan,b
bob/late/3,,xin,
lost.wav,,,
""",
    "json": """[
{"call_id": "1.wav", "time": "2026-03-01T09:30Z", "agent": "zoe"},
{"call_id": "ann/2", "time": 1767261600, "agent": "yan"},
{"call_id": "3", "agent": "xin"}, {"call_id": "lost.wav"}]""",
    "jsonl": """\
{"call_id": "1", "time": "2026-03-01T10:30+01:00", "agent": "zoe"}

{"call_id": "2.flac", "time": "1767261600", "agent": "yan"}
{"call_id": "3.WAV", "agent": "xin"}
{"call_id": "lost.wav"}""",
}


@pytest.mark.parametrize("form", MANIFESTS)
def test_agents_and_times_of_a_manifest(batch, tmp_path, form):
    manifest = tmp_path / f"manifest.{form}"
    manifest.write_text("\ufeff" + MANIFESTS[form], encoding="utf-8")
    done, found = batch("--agent-from", manifest)
    assert [row["agent"] for row in found] == ["zoe", "yan", "xin", None]
    first, second = datetime(2026, 3, 1, 9, 30), datetime(2026, 1, 1, 10)
    times = [first.replace(tzinfo=timezone.utc), second.replace(tzinfo=timezone.utc), None, None]
    assert [row["time"] for row in found] == times
    assert [row["time_from"] for row in found] == ["manifest", "manifest", None, None]
    said = done.stderr.decode()
    assert "agent of 1 call is not known" in said
    assert "1 call of the manifest cannot be found in the folder: lost.wav" in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,agent\n1,ann\n", "no call_id"),
        ("call_id,agent\n1,ann\n1,bob\n", "'1' again"),
        ("call_id,time\n1,soon\n", "row 1: the time is 'soon'"),
        ("call_id,time\n1,9e99\n", "row 1: the time is '9e99'"),
    ],
)
def test_a_bad_manifest_is_refused_before_any_work(command, folder, tmp_path, text, words):
    manifest, out = tmp_path / "manifest.csv", tmp_path / "scores.csv"
    manifest.write_text(text)
    one_line(command("batch", folder, "--out", out, "--agent-from", manifest), "manifest.csv", words)
    manifest = tmp_path / "manifest.json"
    manifest.write_text('[{"call_id": 1},')
    one_line(command("batch", folder, "--out", out, "--agent-from", manifest), "manifest.json", "JSON")
    assert not out.exists()


@pytest.mark.filterwarnings("ignore::listening.RolesWarning")
def test_options(batch, command, folder, demo):
    _, found = batch("--glob", "ann/*", "--agent", "right", "--workers", "1", notes=False)
    assert [row["call_id"] for row in found] == ["ann/1.wav", "ann/2.flac"]
    right = listening.analyze(demo, agent="right")
    assert found[0]["report"] == right.to_json()
    _, found = batch("--glob", "ann/*", "--talker-prosody", "--overwrite", "--pool", "processes", notes=False)
    assert "activation" in found[0]["report"]


def test_refusals_in_one_line(command, folder, tmp_path):
    out = tmp_path / "scores.parquet"
    for arguments, words in [
        ((folder / "nowhere",), "does not exist"),
        ((folder / "ann/1.wav",), "is not a folder"),
        ((folder, "--glob", "*.mp3"), "no recording that matches *.mp3"),
        ((folder, "--workers", "0"), "workers"),
        ((folder, "--retry-failed"), "--resume"),
        ((folder, "--resume", "--overwrite"), "one of them"),
        ((folder, "--profile", folder / "none.json"), "none.json"),
    ]:
        one_line(command("batch", *arguments, "--out", out), words)
        assert not out.exists()
        assert not os.path.exists(f"{out}.parts")
    one_line(command("batch", folder, "--out", tmp_path / "scores.xlsx"), ".parquet, .jsonl or .csv")
    one_line(command("batch", folder, "--out", tmp_path / "none" / "scores.csv"), "none")
    done = command("batch", folder, "--glob", "*4.wav", "--out", out)
    assert done.returncode == 2
    assert "none of 1 call could be analysed" in done.stderr.decode()
    assert len(rows(out)) == 1


def test_what_is_there_is_kept(command, batch, folder, tmp_path):
    batch()
    out = tmp_path / "scores.parquet"
    before = out.read_bytes()
    one_line(command("batch", folder, "--out", out), "--resume", "--overwrite")
    one_line(command("batch", folder, "--out", out, "--resume", "--agent", "right"), "other settings")
    assert out.read_bytes() == before
    other = tmp_path / "other.parquet"
    pq.write_table(listening.from_talkspurts([(0, 1)], []).measures.to_arrow(), other)
    one_line(command("batch", folder, "--out", other, "--resume"), "not written by `listening batch`")
    other.write_text("no table")
    one_line(command("batch", folder, "--out", other, "--resume"), "not a Parquet file")


@pytest.mark.parametrize("form", FORMS)
def test_new_recordings_are_added(batch, folder, demo, form):
    _, first = batch(form=form)
    shutil.copy(demo, folder / "ann/0.wav")
    done, second = batch("--resume", form=form)
    assert (
        "5 calls: 2 rated, 2 not rated (too little speech), 1 could not be analysed; 1 analysed now"
        in done.stdout.decode()
    )
    assert "1 call of earlier runs" in done.stderr.decode()
    assert second[:4] == first
    assert second[4]["call_id"] == "ann/0.wav"
    shutil.copy(demo, folder / "bob/late/4.wav")
    _, third = batch("--resume", "--retry-failed", form=form, notes=False)
    assert [row["call_id"] for row in third] == [row["call_id"] for row in (*second[:3], second[4], second[3])]
    assert not any(row["error"] for row in third)


def test_only_one_writes_a_table(folder, tmp_path, command):
    out = tmp_path / "scores.csv"
    with Store(str(out), "settings", resume=False, overwrite=False) as store:
        one_line(command("batch", folder, "--out", out, "--resume"), "another process")
        store.add(call_rows.row("1", listening.from_talkspurts([], []), "settings"))
    assert os.path.exists(f"{out}.parts")


PROGRAM = """
import sys, time
from listening._batch import table_store
from listening._cli.main import main
table_store.ROWS = 2
flush = table_store.Store.flush
table_store.Store.flush = lambda store: (flush(store), time.sleep(0.1))
sys.exit(main(sys.argv[1:]))
"""
"""The command with small parts, and time between them to be killed in."""


@pytest.fixture
def calls(tmp_path, samples):
    """Thirty short calls of three agents, one of them corrupt."""
    place = tmp_path / "calls"
    for number in range(30):
        (place / f"agent{number % 3}").mkdir(parents=True, exist_ok=True)
        call = samples[10_000 * number : 10_000 * number + 80_000]
        soundfile.write(place / f"agent{number % 3}" / f"{number:02}.wav", call, 8000)
    (place / "agent0" / "03.wav").write_text("corrupt")
    return place


def until_it_has_written(process, out, more):
    """Waits until there are this many more parts than now."""
    began, seen = time.monotonic(), len(parts(out))
    while len(parts(out)) < seen + more:
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() - began < 60
        time.sleep(0.002)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize(("form", "pool"), [("parquet", "threads"), ("parquet", "processes"), ("jsonl", "threads")])
def test_a_killed_run_that_is_gone_on_with_gives_the_same_file(command, tmp_path, calls, form, pool):
    whole, out = tmp_path / f"whole.{form}", tmp_path / f"scores.{form}"
    command("batch", calls, "--out", whole)
    assert len(rows(whole)) == 30

    given = [sys.executable, "-c", PROGRAM, "batch", calls, "--out", out, "--workers", "2", "--pool", pool]
    for round in range(2):
        # Killed when it has written parts, and then again when it has written more of them.
        process = subprocess.Popen([*given, *(["--resume"] if round else [])], stderr=subprocess.PIPE)
        until_it_has_written(process, out, 3)
        process.kill()
        process.wait()
        process.stderr.close()
        assert not out.exists()
        there = [row for part in parts(out) for row in rows(part)]
        assert [row["call_id"] for row in there] == [row["call_id"] for row in rows(whole)[: len(there)]]
        assert 6 * (round + 1) <= len(there) < 30
    one_line(command("batch", calls, "--out", out), "an interrupted run", "--resume")
    done = command("batch", calls, "--out", out, "--resume")
    assert (
        f"30 calls: 0 rated, 29 not rated (too little speech), 1 could not be analysed; {30 - len(there)} analysed now"
        in done.stdout.decode()
    )
    assert rows(out) == rows(whole)
    assert out.read_bytes() == whole.read_bytes()
    assert parts(out) == []


def parts(out):
    """The parts of a table that are whole."""
    place = out.with_name(f"{out.name}.parts")
    return sorted(place.glob(f"[0-9]*{out.suffix}")) if place.is_dir() else []


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent another way there")
def test_ctrl_c_keeps_what_was_done(tmp_path, calls, command):
    out = tmp_path / "scores.jsonl"
    given = [sys.executable, "-c", PROGRAM, "batch", calls, "--out", out]
    process = subprocess.Popen(given, stderr=subprocess.PIPE, text=True)
    until_it_has_written(process, out, 2)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "--resume" in said
    assert "Traceback" not in said
    there = [row for part in parts(out) for row in rows(part)]
    assert 4 <= len(there) < 30
    assert command("batch", calls, "--out", out, "--resume").returncode == 0
    assert len(rows(out)) == 30


def test_a_crash_while_parts_are_joined_leaves_nothing_twice(batch, tmp_path, folder, command):
    _, found = batch()
    out, place = tmp_path / "scores.parquet", tmp_path / "scores.parquet.parts"
    place.mkdir()
    shutil.copy(out, place / "000000.parquet")
    (place / ".joined.parquet").write_text("half of it")
    _, again = batch("--resume")
    assert again == found


def test_row_groups_are_bounded(tmp_path, monkeypatch, folder, demo):
    from listening._batch import table_formats

    monkeypatch.setattr(table_formats, "ROWS", 2)
    done = score_folder(folder, tmp_path / "scores.parquet", progress=False)
    assert (done.calls, done.analysed, len(done.failures)) == (4, 4, 1)
    file = pq.ParquetFile(tmp_path / "scores.parquet")
    assert [file.metadata.row_group(k).num_rows for k in range(file.num_row_groups)] == [2, 2]
    assert file.schema_arrow.metadata[b"listening.schema"] == b"listening.calls/2"
    monkeypatch.setattr(table_formats, "BYTES", 1)
    score_folder(folder, tmp_path / "scores.parquet", progress=False, overwrite=True)
    assert pq.ParquetFile(tmp_path / "scores.parquet").num_row_groups == 4


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_names_that_are_no_text(tmp_path, demo, batch):
    calls = os.fsencode(tmp_path / "odd")
    os.mkdir(calls)
    shutil.copy(demo, calls + b"/na\xefve.wav")
    with open(calls + b"/bad\xff.wav", "wb") as file:
        file.write(b"no audio")
    for form in FORMS:
        _, found = batch(form=form, source=tmp_path / "odd")
        assert [row["call_id"] for row in found] == ["bad\\udcff.wav", "na\\udcefve.wav"]
        assert found[1]["error"] in (None, "")
        _, again = batch("--resume", form=form, source=tmp_path / "odd")
        assert again == found


def test_tracking_a_table(command, batch, folder, tmp_path, demo):
    for day in range(6):
        shutil.copy(demo, folder / f"ann/day{day}.wav")
        os.utime(folder / f"ann/day{day}.wav", (86_400 * day, 86_400 * day))
    _, parquet = batch("--glob", "ann/day*", notes=False)
    _, _ = batch("--glob", "ann/day*", form="jsonl", notes=False)
    calls = [(row["agent"], row["time"], row["report"]) for row in parquet]
    wanted = listening.track(calls)
    for form in ("parquet", "jsonl"):
        done = command("track", tmp_path / f"scores.{form}", "--by", "agent", "--json")
        assert done.stdout.decode() == wanted.to_json() + "\n", done.stderr
    assert listening.track(pq.read_table(tmp_path / "scores.parquet")) == wanted
    assert command("track", tmp_path / "scores.parquet", "--by", "profile").returncode == 0
    one_line(command("track", tmp_path / "scores.parquet", "--by", "team"), "scores.parquet", "'team'")
    batch("--overwrite")
    batch("--overwrite", form="jsonl")
    for form in ("parquet", "jsonl"):
        # What could not be analysed is no call.
        done = command("track", tmp_path / f"scores.{form}", "--json")
        assert json.loads(done.stdout)["calls"] == 9
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("call_id,agent\n1,ann\n")
    batch("--overwrite", "--agent-from", manifest)
    one_line(command("track", tmp_path / "scores.parquet"), "row 0 has no time")


def test_calibrating_a_table(command, tmp_path):
    from test_calibration import simulated

    reports, ratings, second, agents = simulated(1)
    table = tmp_path / "scores.parquet"
    found = [
        call_rows.row(f"{k}.wav", listening.from_talkspurts([], []), "", agent=f"a{agents[k]}")
        | {"report": json.dumps(r)}
        for k, r in enumerate(reports)
    ]
    found.append(call_rows.row("bad.wav", listening.Failure("bad.wav", OSError("gone")), "", agent="a1"))
    from listening._batch.table_formats import Lines, Parquet

    Parquet().write(str(table), found)
    Lines().write(str(tmp_path / "scores.jsonl"), found)
    given = tmp_path / "ratings.csv"
    lines = [f"{k}.wav,{rating},{other}" for k, (rating, other) in enumerate(zip(ratings, second, strict=True))]
    given.write_text("\n".join(["call_id,rating,second", *lines, "bad.wav,Poor,", "other.wav,Poor,"]))
    wanted = listening.Calibration("quality_rating").fit(
        reports, ratings, agents=[f"a{agent}" for agent in agents], second=second
    )
    for form in ("parquet", "jsonl"):
        done = command("calibrate", tmp_path / f"scores.{form}", "--ratings", given, "--json")
        assert done.stdout.decode() == wanted.to_json() + "\n", done.stderr
    # A row for each rater says the same; of a third one nothing is taken.
    rows = [f"{k}.wav,x,{a}\n{k}.wav,y,{b}" for k, (a, b) in enumerate(zip(ratings, second, strict=True))]
    given.write_text("\n".join(["call_id,rater,rating", *rows]))
    assert command("calibrate", table, "--ratings", given, "--json").stdout.decode() == wanted.to_json() + "\n"
    given.write_text("\n".join(["call_id,rater,rating", *rows, "0.wav,z,Poor", "1.wav,z,"]))
    done = command("calibrate", table, "--ratings", given)
    assert b"1 call has more than two ratings" in done.stderr
    assert done.stdout.decode() == wanted.to_text() + "\n"
    given.write_text("call_id,rater,rating\n0.wav,x,Poor\n0.wav,x,Average\n")
    one_line(command("calibrate", table, "--ratings", given), "row 2", "a second rating of 0.wav by x")
    frame = pq.read_table(table).to_pandas().iloc[:-1]
    assert listening.Calibration("quality_rating").fit(frame, ratings, second=second) == wanted
    given.write_text("call_id,rating\nother.wav,Poor\n")
    one_line(command("calibrate", table, "--ratings", given), "call_id must agree")
    given.write_text("id,rating\nother.wav,Poor\n")
    one_line(command("calibrate", table, "--ratings", given), "call_id, rating")
