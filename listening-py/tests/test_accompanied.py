"""Recordings with what goes with each, words, marks and turns: of a list, and of a folder."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import warnings
from pathlib import Path

import listening
import pytest
import soundfile
from helpers import one_line
from listening._batch.accompanied import accompanied
from listening.batch import score_folder

POOLS = ["threads", "processes"]
WORDS = [
    (spurt["party"], spurt["start"], spurt["end"], "well then yes")
    for spurt in listening.analyze(listening.demo_call()).talkspurts
]
"""Words over all that is said: with too few of them none is used."""
MARKS = [("hold", 40.0, 50.0)]
SPEAKERS = {"SPEAKER_00": "agent", "SPEAKER_01": "customer"}


@pytest.fixture
def calls(tmp_path, demo):
    """Two calls of an agent and one of another, with words of two and marks of one."""
    for name in ("ann/1.wav", "ann/2.wav", "bob/1.wav"):
        (tmp_path / "calls" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(demo, tmp_path / "calls" / name)
    for name in ("ann/1.json", "bob/1.jsonl"):
        file = tmp_path / "words" / name
        file.parent.mkdir(parents=True)
        file.write_text("".join(f"{json.dumps(word)}\n" for word in WORDS))
    (tmp_path / "marks" / "ann").mkdir(parents=True)
    (tmp_path / "marks" / "ann" / "2.csv").write_text("kind,start,end\nhold,40,50\n")
    return tmp_path


def reports_of(path):
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return {row["call_id"]: row["report"] for row in rows}


def test_recordings_alone_stay_what_they_are():
    paths = ["a.wav", "b.wav"]
    assert accompanied(paths, {"words": None, "marks": None}, None) is paths


@pytest.mark.parametrize("pool", POOLS)
def test_a_list_takes_what_analyze_takes(demo, tmp_path, pool):
    file = tmp_path / "words.json"
    file.write_text(json.dumps(WORDS))
    found = listening.analyze_many(
        [demo, demo, (demo, demo)], pool=pool, words=[file, None, None], marks=[None, MARKS, None], progress=False
    )
    assert found[0] == listening.analyze(demo, words=WORDS) != listening.analyze(demo)
    assert found[1] == listening.analyze(demo, marks=MARKS) != listening.analyze(demo)
    assert " + " in found[2].path


def test_turns_and_speakers(team):
    call, turns = team / "mono" / "call.wav", team / "mono" / "call.rttm"
    stereo = team / "calls" / "ann" / "2026-03-02-1.wav"
    mono, other, alone = listening.iter_many(
        [call, stereo, call], turns=iter([turns, None, None]), speakers=SPEAKERS, agent="left"
    )
    assert mono == listening.analyze(call, turns=turns, speakers=SPEAKERS)
    assert other == listening.analyze(stereo)
    assert "one channel" in str(alone)
    # A mono recording has no channel of the agent's; the others have.
    (again,) = listening.iter_many([call], turns=[turns], speakers=SPEAKERS, agent="right")
    assert again == mono


def test_generators_are_zipped_lazily(demo):
    results = listening.iter_many(itertools.repeat(demo), workers=1, marks=itertools.repeat(MARKS))
    assert next(results) == listening.analyze(demo, marks=MARKS)
    results.close()
    results = listening.iter_many(iter([demo, demo]), workers=1, words=iter([None]))
    with pytest.raises(listening.ConfigError, match="words ended after 1 of the recordings"):
        list(results)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"words": [None]}, "words has 1 for 2 recordings"),
        ({"marks": "marks.csv"}, "marks is a str: give one for each recording"),
        ({"turns": Path("a.rttm")}, "turns is a"),
        ({"words": {"agent": []}}, "words is a dict"),
        ({"words": 7}, "words is a"),
        ({"speakers": {"A": "agent"}}, "speakers maps the labels"),
        ({"marks": [None, None], "speakers": {"A": "agent"}}, "speakers maps the labels"),
        ({"words": [None, None], "speakers": {"A": "nobody"}}, "speakers has 'nobody'"),
    ],
)
def test_what_does_not_go_with_a_list_is_refused(given, words):
    with pytest.raises(listening.ConfigError, match=words):
        listening.iter_many(["a.wav", "b.wav"], **given)


@pytest.mark.parametrize("pool", POOLS)
def test_warnings_of_words_are_one_line(demo, tmp_path, pool):
    late = [*WORDS, ("agent", 500.0, 500.4, "late")]
    words = [late, late, WORDS, late]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        listening.analyze_many([demo] * 4, words=words, pool=pool, progress=False)
    (only,) = caught
    assert only.category is listening.WordWarning
    assert str(only.message).startswith("the words of 3 calls need a look; the first, ")
    assert f"1 of {len(late)} words begins after the end of the call" in str(only.message)


def test_an_inspection_knows_them_too(demo, samples):
    report = listening.analyze(demo, words=WORDS, marks=MARKS)
    assert listening.inspect(demo, words=WORDS, marks=MARKS).report == report
    rows = [dict(zip(("speaker", "start", "end", "text"), row, strict=True)) for row in WORDS]
    for row in rows:
        row["speaker"] = row["speaker"].upper()
    heard = listening.inspect(
        samples, 8000, words=rows, speakers={"AGENT": "agent", "CUSTOMER": "customer"}, marks=MARKS
    )
    assert heard.report == listening.analyze(samples, 8000, words=WORDS, marks=MARKS)
    with pytest.warns(listening.WordWarning, match="begins after the end"):
        listening.inspect(demo, words=[("agent", 500.0, 500.4, "late")])
    one = listening.inspect(samples[:, 0], 8000, marks=[("transfer", 30.0, 31.0, None, "bob")]).report
    assert one.legs == []
    with pytest.raises(listening.MarkError, match="mark 0"):
        listening.inspect(demo, marks=[7])
    with pytest.raises(listening.ConfigError, match="sample rate"):
        listening.inspect(samples, 0)


@pytest.mark.parametrize("pool", POOLS)
def test_a_folder_with_files_beside_it(calls, demo, pool):
    out = calls / "s.jsonl"
    done = score_folder(calls / "calls", out, progress=False, words=calls / "words", marks=calls / "marks", pool=pool)
    assert (done.calls, done.failures, done.not_read) == (3, [], [])
    assert done.without == {"words": 1, "marks": 2}
    assert reports_of(out) == {
        "ann/1.wav": listening.analyze(demo, words=WORDS).to_dict(),
        "ann/2.wav": listening.analyze(demo, marks=MARKS).to_dict(),
        "bob/1.wav": listening.analyze(demo, words=WORDS).to_dict(),
    }


def test_voices_do_not_change_that(calls, demo):
    pytest.importorskip("pyarrow")
    out = calls / "s.jsonl"
    score_folder(
        calls / "calls", out, progress=False, words=calls / "words", marks=calls / "marks", tables=calls / "tables"
    )
    assert reports_of(out)["ann/1.wav"] == listening.analyze(demo, words=WORDS).to_dict()
    assert reports_of(out)["ann/2.wav"] == listening.analyze(demo, marks=MARKS).to_dict()
    spurts = listening.tables(out).talkspurts
    assert all(row["level_dbov"] is not None for row in spurts)
    assert [row["kind"] for row in listening.tables(out).marks] == ["hold"]


def test_the_command_says_how_many_have_none(calls, command):
    given = ("--words", calls / "words", "--marks", calls / "marks")
    done = command("batch", calls / "calls", "--out", calls / "s.jsonl", *given)
    assert done.stderr == b""
    assert done.stdout.decode() == f"{calls / 's.jsonl'}: 3 calls: 3 rated, 1 without words, 2 without marks\n"
    done = command("batch", calls / "calls", "--out", calls / "s.jsonl", *given, "--overwrite", "--json")
    assert json.loads(done.stdout)["without"] == {"words": 1, "marks": 2}
    one_line(command("batch", calls / "calls", "--out", calls / "s.jsonl", "--resume"), "settings")
    done = command("batch", calls / "calls", "--out", calls / "s.jsonl", *given, "--resume", "--json")
    assert json.loads(done.stdout)["analysed"] == 0


def test_files_side_by_side_with_the_recordings(calls, demo):
    folder = calls / "calls"
    for name in ("ann/1", "ann/2", "bob/1"):
        (folder / f"{name}.json").write_text(json.dumps(WORDS))
    shutil.copy(demo, folder / "ann" / "1.mp3.wav")
    # None of these is a transcript: another recording of that stem, a hidden file, a folder.
    (folder / "bob" / "1.raw").write_bytes(b"\0" * 4000)
    (folder / "bob" / ".1.json").write_text("no")
    (folder / "bob" / "1.dir").mkdir()
    done = score_folder(folder, calls / "s.jsonl", progress=False, words=folder)
    assert (done.calls, done.failures, done.without) == (4, [], {"words": 1})
    assert [line for line in done.not_read if "other file" in line] == []
    assert reports_of(calls / "s.jsonl")["bob/1.wav"] == listening.analyze(demo, words=WORDS).to_dict()


def test_two_that_fit_are_refused_before_the_work(calls, command):
    shutil.copy(calls / "words/bob/1.jsonl", calls / "words/bob/1.txt")
    out = calls / "s.jsonl"
    done = command("batch", calls / "calls", "--out", out, "--words", calls / "words")
    one_line(done, "1.jsonl", "1.txt", "bob/1.wav may be")
    assert not out.exists()


def test_a_bad_file_makes_that_call_a_failure(calls):
    (calls / "words/ann/1.json").write_text('["agent", 1.0, 0.5, "hello"]\n')
    (calls / "marks/ann/2.csv").write_text("kind,start\nhold,soon\n")
    done = score_folder(
        calls / "calls", calls / "s.jsonl", progress=False, words=calls / "words", marks=calls / "marks"
    )
    assert [(Path(each.path).name, type(each.error)) for each in done.failures] == [
        ("1.wav", listening.WordError),
        ("2.wav", listening.MarkError),
    ]
    assert str(calls / "words/ann/1.json") in str(done.failures[0])
    assert str(calls / "marks/ann/2.csv") in str(done.failures[1])


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_failure(calls):
    (calls / "words/ann/1.json").chmod(0)
    done = score_folder(calls / "calls", calls / "s.jsonl", progress=False, words=calls / "words")
    assert "1.json" in str(done.failures[0])


def test_mono_recordings_and_their_turns(tmp_path, team, command):
    folder = tmp_path / "calls"
    folder.mkdir()
    for name in ("1.wav", "2.wav"):
        shutil.copy(team / "mono" / "call.wav", folder / name)
    shutil.copy(team / "mono" / "call.rttm", folder / "1.rttm")
    who = "SPEAKER_00=agent,SPEAKER_01=customer"
    done = command("batch", folder, "--out", tmp_path / "s.jsonl", "--turns", folder, "--speakers", who, "--json")
    summary = json.loads(done.stdout)
    assert summary["without"] == {"turns": 1}
    (failed,) = summary["failed"]
    assert failed["message"] == f"{folder / '2.wav'} has one channel, and {folder} holds no turns of it"
    want = listening.analyze(folder / "1.wav", turns=folder / "1.rttm", speakers=SPEAKERS).to_dict()
    assert reports_of(tmp_path / "s.jsonl")["1.wav"] == want
    done = command("batch", folder, "--out", tmp_path / "t.jsonl", "--turns", folder, "--overwrite")
    assert b"give speakers" in done.stderr


def test_folders_that_hold_nothing_are_refused(calls, command):
    out = calls / "s.jsonl"
    for given, words in [
        (("--words", calls / "none"), ("words", "does not exist")),
        (("--marks", calls / "marks/ann/2.csv"), ("marks", "is a file")),
        (("--turns", calls / "words/ann"), ("turns", "holds nothing of any recording", "ann/1.*")),
        (("--speakers", "A=agent"), ("speakers", "neither was given")),
        (("--words", calls / "words", "--speakers", "A"), ("--speakers",)),
    ]:
        one_line(command("batch", calls / "calls", "--out", out, *given), *words)
    assert not out.exists()


def test_a_recording_that_is_named_by_a_pattern(tmp_path, demo):
    samples, rate = soundfile.read(demo, dtype="int16")
    folder = tmp_path / "calls"
    folder.mkdir()
    soundfile.write(folder / "1.sound", samples, rate, format="WAV")
    (folder / "1.json").write_text(json.dumps(WORDS))
    done = score_folder(folder, tmp_path / "s.jsonl", progress=False, pattern="*.sound", words=folder)
    assert (done.calls, done.failures, done.without) == (1, [], {"words": 0})
