"""What a folder of recordings may hold besides, whose its calls are, and what is said of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import imageio_ffmpeg
import listening
import numpy as np
import pytest
import soundfile
from helpers import one_line
from listening._audio.headerless import Reading
from listening._batch.folder_walk import taken_endings
from listening.batch import score_folder

CALLS = ("a/x.wav", "b/x.wav", "b/y.wav")


@pytest.fixture
def folder(tmp_path, mono):
    """Three short recordings of two agents; each is refused at once, for it has one channel."""
    for name in CALLS:
        (tmp_path / "calls" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "calls" / name).write_bytes(mono.read_bytes()[:4_000])
    return tmp_path / "calls"


def scored(folder, *, manifest=None, **options):
    """What became of it, and the rows."""
    out = folder.parent / "scores.jsonl"
    if manifest is not None:
        (folder.parent / "manifest.csv").write_text(manifest)
        options["manifest"] = folder.parent / "manifest.csv"
    done = score_folder(folder, out, progress=False, overwrite=True, **options)
    return done, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (["x.wav"], r"manifest.csv: the call_id 'x.wav' may be a/x.wav or b/x.wav: give its path"),
        (["a/x", "x"], r"the call_id 'x' may be a/x.wav or b/x.wav"),
        (["a/x", "b/x", "a/x.wav"], r"the rows 'a/x.*' and 'a/x.*' are of one file, a/x.wav"),
        (["b/y", "y"], r"the rows 'b/y' and 'y' are of one file, b/y.wav"),
    ],
)
def test_a_manifest_that_may_mean_several_files(folder, ids, words):
    with pytest.raises(listening.RowError, match=words):
        scored(folder, manifest="call_id,agent\n" + "".join(f"{id},ann\n" for id in ids))
    assert not (folder.parent / "scores.jsonl").exists()


def test_a_path_counts_before_a_name(folder):
    shutil.copy(folder / "a/x.wav", folder / "x.wav")
    done, rows = scored(folder, manifest="call_id,agent\nx.wav,top\na/x,ann\ny,bob\nlost,eve\n")
    agents = {row["call_id"]: row["agent"] for row in rows}
    assert agents == {"x.wav": "top", "a/x.wav": "ann", "b/x.wav": None, "b/y.wav": "bob"}
    assert (done.without_agent, done.not_found) == (1, ["lost"])


def test_the_agent_of_recordings_in_the_folder_itself(folder, monkeypatch):
    shutil.copy(folder / "a/x.wav", folder / "z.wav")
    _, rows = scored(folder)
    assert {row["call_id"]: row["agent"] for row in rows} == {
        "a/x.wav": "a", "b/x.wav": "b", "b/y.wav": "b", "z.wav": "calls",
    }  # fmt: skip
    monkeypatch.chdir(folder)
    done = score_folder(".", folder.parent / "here.jsonl", progress=False, pattern="z*")
    (line,) = (folder.parent / "here.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["agent"], done.without_agent) == ("calls", 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("pattern", [None, "*"])
def test_what_is_no_file_is_not_opened(folder, pattern):
    os.mkfifo(folder / "a/pipe.wav")
    (folder / "a/gone.wav").symlink_to("nowhere.wav")
    done, rows = scored(folder, pattern=pattern)
    assert [row["call_id"] for row in rows] == ["a/gone.wav", *CALLS]
    assert rows[0]["error_kind"] == "FileNotFoundError"
    assert done.not_read == ["1 pipe, socket or device was not read"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_links_to_folders_are_counted_and_not_followed(folder):
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "b/.hidden").symlink_to(folder, target_is_directory=True)
    done, rows = scored(folder)
    assert [row["call_id"] for row in rows] == list(CALLS)
    assert done.not_read == ["1 link to folders was not followed: give the folder itself"]


def test_a_folder_without_permission_does_not_stop_the_others(folder, monkeypatch):
    listed = os.scandir

    def scandir(path):
        if str(path).endswith(refused):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    refused = f"calls{os.sep}a"
    done, rows = scored(folder)
    assert [row["call_id"] for row in rows] == ["b/x.wav", "b/y.wav"]
    assert done.not_read == [f"{folder / 'a'}: Permission denied: nothing in it was read"]
    refused = "calls"
    with pytest.raises(PermissionError):
        scored(folder)


def test_forms_that_are_not_read_are_counted(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    for name in ("a/1.m4a", "b/2.M4A", "b/3.amr", "b/notes.txt", "b/.4.m4a"):
        (folder / name).write_bytes(b"")
    done, rows = scored(folder)
    assert len(rows) == 3
    convert = f"ffmpeg -i {folder / 'a/1.m4a'} call.wav"
    assert done.not_read == [
        f"1 AMR file, 2 M4A files were not read: pip install 'listening[av]', or convert: {convert}",
        "1 other file was skipped (1 .txt): --glob takes files of any name",
    ]
    for name in CALLS:
        (folder / name).unlink()
    with pytest.raises(listening.ConfigError, match=f"holds no recording; .*2 M4A files .*{re.escape(convert)}"):
        scored(folder)
    done, rows = scored(folder, pattern="*.amr")
    assert ([row["call_id"] for row in rows], done.not_read) == (["b/3.amr"], [])


def test_with_pyav_they_are_taken():
    assert {".wav", ".m4a", ".webm"} <= set(taken_endings(Reading()))
    assert ".ul" not in taken_endings(Reading())


def test_with_pyav_they_are_read(folder, demo):
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", demo, folder / "a/new.m4a"], check=True)
    done, rows = scored(folder)
    assert done.not_read == []
    (row,) = [row for row in rows if row["call_id"] == "a/new.m4a"]
    assert row["duration"] == pytest.approx(91.86, abs=0.15)


def test_files_without_a_header_are_read_where_that_is_said(folder, samples, report, command, tmp_path):
    for name in ("a/1.sln", "a/2.raw"):
        (folder / name).write_bytes(samples.tobytes())
    out = tmp_path / "raw.jsonl"
    done = command("batch", folder, "--out", out, "--format", "s16le", "--rate", 8000, "--channels", 2, "--json")
    assert json.loads(done.stdout)["not_read"] == []
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    durations = {row["call_id"]: row["duration"] for row in rows}
    assert durations["a/1.sln"] == durations["a/2.raw"] == report.duration
    # By their names alone, the rate too.
    done, rows = scored(folder, channels=2)
    assert [row["call_id"] for row in rows if row["call_id"].endswith((".sln", ".raw"))] == ["a/1.sln"]


def test_four_channels_in_a_folder(folder, samples, report):
    four = np.zeros((len(samples), 4), dtype=np.int16)
    four[:, [1, 2]] = samples
    soundfile.write(folder / "a/four.wav", four, 8000)
    four[:, 0] = samples[::-1, 0]
    soundfile.write(folder / "a/three.wav", four, 8000)
    _, rows = scored(folder)
    durations = {row["call_id"]: row["duration"] for row in rows}
    assert (durations["a/four.wav"], durations["a/three.wav"]) == (report.duration, None)
    _, rows = scored(folder, pattern="*three.wav", pick=(1, 2))
    assert [row["duration"] for row in rows] == [report.duration]


def test_what_was_passed_over_is_said(folder, samples, report, monkeypatch):
    for name in ("a/1.txt", "b/2.TXT", "b/notes", "b/.hidden"):
        (folder / name).write_bytes(b"")
    (folder / "a/1.sln").write_bytes(samples.tobytes())
    (folder / "a/2.ulaw").write_bytes(b"")
    done, _ = scored(folder)
    raw, others = done.not_read
    assert others == "3 other files were skipped (1 without an extension, 2 .txt): --glob takes files of any name"
    assert raw.startswith("1 .sln file, 1 .ulaw file without a header were not read: where each holds both parties")
    assert "--format mulaw --rate 8000 --channels 2" in raw


def test_what_became_of_it_as_json(folder, command, tmp_path, demo):
    shutil.copy(demo, folder / "a/good.wav")
    (folder / "a/1.sln").write_bytes(b"")
    out = tmp_path / "scores.csv"
    done = command("batch", folder, "--out", out, "--json")
    assert done.returncode == 0
    (line,) = done.stdout.decode().splitlines()
    reported = json.loads(line)
    assert (reported["out"], reported["calls"], reported["analysed"], reported["without_agent"]) == (str(out), 4, 4, 0)
    assert [each["path"] for each in reported["failed"]] == [str(folder / name) for name in CALLS]
    assert {each["type"] for each in reported["failed"]} == {"AudioError"}
    assert reported["seconds"] > 0
    assert reported["not_found"] == []
    assert "1 .sln file" in reported["not_read"][0]
    lines = [json.loads(line) for line in done.stderr.decode().splitlines()]
    assert [list(line) for line in lines] == [["error"]] * 3 + [["warning"]]
    assert lines[0]["error"] == {name: reported["failed"][0][name] for name in ("type", "message")}
    done = command("batch", folder, "--out", out, "--json")
    assert (done.returncode, done.stdout) == (2, b"")
    assert json.loads(done.stderr)["error"]["type"] == "ConfigError"


def test_calls_of_a_table_without_an_agent(folder, command, tmp_path, demo):
    pytest.importorskip("pyarrow")
    table, manifest = tmp_path / "scores.parquet", tmp_path / "manifest.csv"
    for name in ("a/1.wav", "a/2.wav"):
        shutil.copy(demo, folder / name)
    manifest.write_text("call_id,agent,time\na/1,ann,1\na/2,,2\n")
    assert command("batch", folder, "--out", table, "--agent-from", manifest).returncode == 0
    done = command("track", table, "--json")
    assert json.loads(done.stdout)["calls"] == 1
    assert b"1 row has no 'agent' and is left out" in done.stderr
    manifest.write_text("call_id,time\na/1,1\na/2,2\n")
    assert command("batch", folder, "--out", table, "--agent-from", manifest, "--overwrite").returncode == 0
    one_line(command("track", table), "no call has 'agent'", "--agent-from")
    one_line(command("calibrate", table), table, "give --ratings")
