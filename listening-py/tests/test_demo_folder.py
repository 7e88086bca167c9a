"""The folder of a simulated team: what `listening demo --folder` makes, and that it shows what it says of itself."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from statistics import mean

import listening
import pytest
from helpers import ROOT, one_line

AGENTS = ("ann", "ben", "cara", "dan")
TRAINED = "2026-04-15"
ON_HOLD, TRANSFERRED = "cara/2026-03-04-1.wav", "ann/2026-05-18-1.wav"


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def spoken(rows, end):
    """What is speech of a call, in frames of 10 ms."""
    frames = [False] * round(end * 100)
    for start, stop in rows:
        for at in range(round(start * 100), min(round(stop * 100), len(frames))):
            frames[at] = True
    return frames


@pytest.fixture(scope="module")
def reports(team):
    """The report of each recording."""
    names = [row["call_id"] for row in table(team / "calls.csv")]
    found = listening.analyze_many([team / "calls" / name for name in names], progress=False)
    return dict(zip(names, found, strict=True))


@pytest.fixture(scope="module")
def followed(team, tmp_path_factory):
    """What `listening track` says of the twelve weeks, before and after the training."""
    script = [sys.executable, "-m", "listening"]
    path = tmp_path_factory.mktemp("weeks") / "reports.jsonl"
    with open(path, "wb") as out:
        subprocess.run([*script, "floor", team / "weeks.jsonl", "--json"], stdout=out, check=True, timeout=120)
    track = [*script, "track", path, "--since", TRAINED, "--json"]
    return json.loads(subprocess.run(track, capture_output=True, check=True, timeout=120).stdout)


def measure(report, name):
    return next(row["value"] for row in report.measures if (row["party"], row["id"]) == ("agent", name))


def test_what_there_is(team):
    calls = table(team / "calls.csv")
    assert list(calls[0]) == ["call_id", "agent", "time", "team", "queue"]
    names = [row["call_id"] for row in calls]
    assert names[0] == "ann/2026-03-02-1.wav"
    assert (len(names), len(set(names))) == (24, 24)
    assert [row["agent"] for row in calls] == [agent for agent in AGENTS for _ in range(6)]
    assert {(row["agent"], row["team"]) for row in calls} == {
        *(("ann", "north"), ("ben", "north"), ("cara", "south"), ("dan", "south"))
    }
    assert {row["queue"] for row in calls} == {"orders", "returns"}
    files = {str(path.relative_to(team)) for path in team.rglob("*") if path.is_file()}
    assert files == {
        *(f"calls/{name}" for name in names),
        *(f"words/{name[:-4]}.json" for name in names),
        *(f"marks/{name[:-4]}.csv" for name in (ON_HOLD, TRANSFERRED)),
        *("calls.csv", "talkspurts.jsonl", "weeks.jsonl", "rated.jsonl", "ratings.csv", "broken.wav", "README.txt"),
        *("mono/call.wav", "mono/call.rttm"),
        *(f"formats/{name}" for name in ("agent.wav", "customer.wav", "call.raw", "call.pcap")),
    }
    assert sum((team / name).stat().st_size for name in files) < 64_000_000


def test_each_recording_is_rated_and_nothing_is_wrong_with_it(reports):
    for name, report in reports.items():
        assert report.score["status"] == "ok", name
        assert report.score["rating"] is not None, name
        assert "withheld_by" not in report.score, name
        assert [party["health"] for party in report.parties.values()] == [[], []], name
    assert len({report.score["rating"] for report in reports.values()}) > 1


def test_habits_are_heard(reports):
    def of(agent, name, trained=None):
        return [
            measure(report, name)
            for call, report in reports.items()
            if call.startswith(agent)
            and call != TRANSFERRED
            and (trained is None or (call.split("/")[1] >= TRAINED) == trained)
        ]

    for other in ("ann", "cara", "dan"):
        assert min(of("ben", "interruption_rate", False)) > max(of(other, "interruption_rate"))
    assert max(of("ben", "interruption_rate", True)) < min(of("ben", "interruption_rate", False))
    for other in ("ann", "ben", "dan"):
        assert min(of("cara", "response_latency_p50")) > 2 * max(of(other, "response_latency_p50"))
    assert max(of("dan", "backchannel_rate", False)) < 1.5 < min(of("ann", "backchannel_rate"))
    assert mean(of("dan", "backchannel_rate", True)) > 3


def test_talkspurts_and_words_are_those_of_the_recordings(team, reports):
    for call in lines(team / "talkspurts.jsonl"):
        report = reports[call["call_id"]]
        assert abs(call["duration"] - report.duration) < 0.01
        for key, party in (("a", "agent"), ("b", "customer")):
            want = spoken(call["activity"][key], report.duration)
            rows = [(row["start"], row["end"]) for row in report.talkspurts if row["party"] == party]
            heard = spoken(rows, report.duration)
            # The truth holds the last sound of each syllable, however faint.
            both = sum(a and b for a, b in zip(want, heard, strict=True))
            assert 2 * both / (sum(want) + sum(heard)) > 0.92, (call["call_id"], party)
        words = lines(team / "words" / f"{call['call_id'][:-4]}.json")
        assert len(words) > 200
        assert listening.analyze(team / "calls" / call["call_id"], words=words).score["status"] == "ok"
        for party, start, end, _ in words:
            spurts = call["activity"]["a" if party == "agent" else "b"]
            assert any(first - 0.002 <= start < end <= last + 0.002 for first, last in spurts)


def test_the_manifest_is_taken(team, command, tmp_path):
    done = command("batch", team / "calls", "--agent-from", team / "calls.csv", "--out", tmp_path / "s.jsonl", "--json")
    assert done.stderr == b""
    summary = json.loads(done.stdout)
    assert (summary["calls"], summary["failed"], summary["not_found"], summary["not_read"]) == (24, [], [], [])
    rows = lines(tmp_path / "s.jsonl")
    assert {row["time_from"] for row in rows} == {"manifest"}
    assert sorted({row["agent"] for row in rows}) == list(AGENTS)


def test_twelve_weeks(team):
    calls = lines(team / "weeks.jsonl")
    assert len(calls) == 12 * 40 * 4
    assert len({call["call_id"] for call in calls}) == len(calls)
    assert list(calls[0]) == ["call_id", "agent", "time", "team", "queue", "duration", "activity"]
    assert (min(call["time"] for call in calls)[:10], max(call["time"] for call in calls)[:10]) == (
        "2026-03-02",
        "2026-05-22",
    )


def test_the_training_is_found_for_both_and_for_nobody_else(followed):
    held = {
        agent["agent"]: {
            row["measure"]: row["change"] for row in agent["measures"] if (row["change"] or {}).get("stands")
        }
        for agent in followed["agents"]
    }
    assert list(held) == list(AGENTS)
    assert held["ben"]["interruption_rate"]["difference"]["high"] < -0.5
    assert held["dan"]["backchannel_rate"]["difference"]["low"] > 2
    assert (held["ann"], held["cara"]) == ({}, {})


def test_ratings_make_a_calibration(team, command, tmp_path):
    ratings = table(team / "ratings.csv")
    assert {row["rater"] for row in ratings} == {"rater-1", "rater-2", "rater-3"}
    assert len({row["rating"] for row in ratings}) == 5
    recordings = {row["call_id"] for row in table(team / "calls.csv")}
    assert recordings <= {row["call_id"] for row in ratings}
    (tmp_path / "reports.jsonl").write_bytes(command("floor", team / "rated.jsonl", "--json").stdout)
    done = command("calibrate", tmp_path / "reports.jsonl", "--ratings", team / "ratings.csv", "--json")
    assert done.stderr == b""
    figures = json.loads(done.stdout)["figures"]
    assert (figures["n"], figures["agents"], figures["left_out"]) == (240, 20, 0)
    assert figures["kappa"]["low"] > figures["uncalibrated"]["kappa"]["high"] + 0.2
    assert figures["raters"]["n"] > 50
    assert 0.7 < figures["raters"]["kappa"]["value"] < 0.95
    # What docs/calibration.md shows.
    text = command("calibrate", tmp_path / "reports.jsonl", "--ratings", team / "ratings.csv").stdout.decode()
    assert f"```text\n{text}```" in (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")


def test_other_forms_are_the_same_call(team, reports, command):
    want = reports["ann/2026-03-02-1.wav"]
    pair = listening.analyze((team / "formats" / "agent.wav", team / "formats" / "customer.wav"))
    assert pair.to_json() == want.to_json()
    raw = command("stream", "--rate", "8000", "--report", input=(team / "formats" / "call.raw").read_bytes())
    assert raw.stdout.decode().splitlines()[-1] == want.to_json()
    captured = listening.analyze(team / "formats" / "call.pcap")
    assert [party["health"] for party in captured.parties.values()] == [[], []]
    assert captured.score == want.score


def test_the_mix_and_its_turns(team, reports):
    speakers = {"SPEAKER_00": "agent", "SPEAKER_01": "customer"}
    report = listening.analyze(team / "mono" / "call.wav", turns=team / "mono" / "call.rttm", speakers=speakers)
    assert report.score["status"] == "ok"
    assert [party["health"] for party in report.parties.values()] == [[], []]


def test_marks_take_a_silence_from_what_is_charged(team, reports):
    name = ON_HOLD
    report = listening.analyze(team / "calls" / name, marks=team / "marks" / f"{name[:-4]}.csv")
    assert [mark["kind"] for mark in report.marks] == ["hold"]
    assert measure(report, "dead_air_rate") < measure(reports[name], "dead_air_rate")


def test_a_call_goes_over_to_another_agent(team):
    report = listening.analyze(team / "calls" / TRANSFERRED, marks=team / "marks" / f"{TRANSFERRED[:-4]}.csv")
    ann, cara = report.legs
    assert ("agent" in ann, cara["agent"]) == (False, "cara")
    assert (ann["score"]["status"], cara["score"]["status"]) == ("ok", "ok")
    assert "More than one agent" in report.to_card()
    waits = [next(row for row in leg["measures"] if row["id"] == "response_latency_p50") for leg in report.legs]
    assert waits[1]["value"] > 2 + waits[0]["value"]
    # Its talkspurts carry the transfer too.
    (line,) = (row for row in lines(team / "talkspurts.jsonl") if "marks" in row)
    assert (line["call_id"], line["marks"][0]["agent"]) == (TRANSFERRED, "cara")


def test_the_broken_file(team, command):
    with pytest.raises(listening.AudioError, match="cannot be read as audio"):
        listening.analyze(team / "broken.wav")
    one_line(command("analyze", team / "broken.wav"), "broken.wav", "cannot be read as audio")


def test_the_same_bytes_each_time(team, command, tmp_path):
    done = command("demo", "--folder", tmp_path / "again")
    assert (done.returncode, done.stderr) == (0, b"")

    def sums(folder):
        return {
            path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        }

    assert sums(tmp_path / "again") == sums(team)
    said = done.stdout.decode()
    assert said.splitlines()[-4] == "Try next:"
    assert str(tmp_path / "again" / "calls.csv") in said


def test_nothing_that_is_there_is_touched(command, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    one_line(command("demo", "--folder", tmp_path), tmp_path, "holds files already")
    one_line(command("demo", "--folder", tmp_path / "mine.txt"), "mine.txt is a file")
    one_line(command("demo", "--folder", tmp_path / "mine.txt" / "x"), "mine.txt")
    one_line(command("demo", "--folder", tmp_path / "new", "--html"), "--html", "--folder")
    one_line(command("demo", "--folder", tmp_path / "new", "--out", tmp_path / "x"), "--out", "--folder")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    for wrong in (None, 7, "nul\0"):
        with pytest.raises(listening.ListeningError, match="path"):
            listening.demo_folder(wrong)


def test_clips_are_those_of_the_screenplay():
    if sys.version_info < (3, 11):
        pytest.skip("needs tomllib")
    script = ROOT / "demo" / "make_clips.py"
    assert subprocess.run([sys.executable, script, "--check"], capture_output=True, check=False).returncode == 0
