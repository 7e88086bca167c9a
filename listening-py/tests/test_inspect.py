"""What was heard of a call, shown: arrays, text, JSON, CSV and plots."""

from __future__ import annotations

import csv
import io
import json
import time

import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, faulty, of, one_line, wav
from listening._cli.main import main
from listening._render.phrases import clock

HEADER = "time,party,speech,level_db,f0_hz,voicing,semitones"


def test_the_report_is_that_of_analyze(heard, report, samples):
    assert heard.report == report
    assert listening.inspect(samples, RATE).report == report
    assert heard.parties == ("agent", "customer")


def test_frames_are_rows_of_10_ms_in_order_of_time(heard, report):
    frames = heard.frames
    assert list(frames)[:2] == ["time", "party"]
    assert {"speech", "tone", "level_db", "leak", "f0_hz", "voicing", "semitones"} <= frames.keys()
    count = round(np.ceil(report.duration * 100 - 1e-6))
    for party in heard.parties:
        assert np.allclose(of(frames, party, "time"), np.arange(count) / 100)
    assert {len(values) for values in frames.values()} == {2 * count}
    assert list(frames["party"][:4]) == ["agent", "customer"] * 2
    for name in ("speech", "tone"):
        assert frames[name].min() >= 0
        assert frames[name].max() <= 1
    assert frames["level_db"].min() >= -100
    assert frames["level_db"].max() < 0


def test_frames_agree_with_talkspurts(heard, report):
    frames = heard.frames
    for party in heard.parties:
        at, speech = of(frames, party, "time") + 0.005, of(frames, party, "speech")
        talking = np.zeros(len(at), dtype=bool)
        for spurt in report.talkspurts:
            if spurt["party"] == party:
                talking |= (at >= spurt["start"]) & (at < spurt["end"])
        assert speech[talking].mean() > 0.85
        assert speech[~talking].mean() < 0.1
        assert ((speech >= 0.5) == talking).mean() > 0.95
        level = of(frames, party, "level_db")
        active = report.parties[party]["active_level_dbov"]
        assert np.percentile(level[talking], 90) > active > np.median(level[~talking]) + 20


def test_endings_are_those_of_the_talkspurts(heard, report):
    endings = heard.endings
    keys = ("party", "start", "end")
    assert [tuple(end[key] for key in keys) for end in endings] == [
        tuple(spurt[key] for key in keys) for spurt in report.talkspurts
    ]
    assert {end["contour"] for end in endings} == {"rise", "level", "fall"}
    for end in endings:
        if end["contour"] is not None:
            assert (end["contour"] == "rise") == (end["movement"] >= 2)
            assert (end["contour"] == "fall") == (end["movement"] <= -2)
        assert end["end_db"] is None or -60 <= end["end_db"] <= 0
        assert end["lengthening"] is None or 0 < end["lengthening"] < 20
    # Until eight syllables of a party are known, it has no usual length.
    for party in heard.parties:
        lengths = [end["lengthening"] for end in endings if end["party"] == party]
        assert lengths[0] is None
        assert None not in lengths[2:]
        # At the ends of phrases syllables are drawn out.
        assert np.median([length for length in lengths if length]) > 1.1


def test_all_talkspurts_are_shown_with_how_they_end(heard):
    first, *lines = heard.to_text(every=True).split("TALKSPURTS")[1].splitlines()
    assert first.strip() == "ends: pitch, level, last syllable"
    for line, end in zip(lines, heard.endings, strict=True):
        reported = [end["contour"] or ""]
        reported += [] if end["end_db"] is None else [f"{end['end_db']:.0f} dB"]
        reported += [] if end["lengthening"] is None else [f"{end['lengthening']:.1f} x"]
        assert line.split(end["party"])[1].split() == " ".join(reported + ["abrupt"] * end["abrupt"]).split()
        assert len(line) <= 80


def test_a_mono_recording_has_the_endings_of_its_party(mono):
    for agent, party in (("left", "agent"), ("right", "customer")):
        alone = listening.inspect(mono, agent=agent)
        assert {end["party"] for end in alone.endings} == {party}
        assert len(alone.endings) == len(alone.report.talkspurts)


def test_frames_tell_the_pitch_of_talk(heard, report):
    frames = heard.frames
    medians = {}
    for party in heard.parties:
        hertz, speech = of(frames, party, "f0_hz"), of(frames, party, "speech")
        semitones, voicing = of(frames, party, "semitones"), of(frames, party, "voicing")
        voiced = ~np.isnan(hertz)
        assert np.array_equal(voiced, ~np.isnan(semitones))
        assert 0.5 < voiced[speech > 0.9].mean() < 0.99
        assert voiced[speech < 0.05].mean() < 0.01
        assert hertz[voiced].min() >= 59
        assert hertz[voiced].max() <= 510
        assert voicing.min() >= 0
        assert voicing.max() <= 1
        assert voicing[voiced].mean() > 0.9 > 0.2 > voicing[~voiced].mean()
        medians[party] = np.median(hertz[voiced])
        # Relative to the median up to then, which no longer changes once enough was heard.
        late = np.flatnonzero(voiced)[voiced.sum() // 2 :]
        assert np.abs(semitones[late] - 12 * np.log2(hertz[late] / medians[party])).max() < 0.6
    # The demo's agent has a higher voice than its customer.
    assert medians["agent"] == pytest.approx(172, abs=10)
    assert medians["customer"] == pytest.approx(100, abs=10)


def test_a_sentence_that_starts_at_once_has_pitch(heard, samples):
    frames = heard.frames
    hertz = of(frames, "agent", "f0_hz")
    # In the middle of the agent's first talk.
    sentence = samples[int(1.2 * RATE) : int(4.0 * RATE), 0]
    for audio in (sentence, np.repeat(sentence[:, None], 2, axis=1)):
        alone = listening.inspect(audio, RATE)
        reported, before = of(alone.frames, "agent", "f0_hz"), hertz[120:400]
        both = ~np.isnan(reported) & ~np.isnan(before)
        assert both.sum() > 0.9 * (~np.isnan(before)).sum()
        assert np.mean(np.abs(reported[both] / before[both] - 1) < 0.01) > 0.97


def test_frames_tell_silence_and_the_two_sides_apart(samples):
    half = samples.copy()
    half[:, 1] = 0
    frames = listening.inspect(half, RATE).frames
    assert set(of(frames, "customer", "level_db")) == {-100.0}
    turned = listening.inspect(half, RATE, agent="right").frames
    assert np.array_equal(of(turned, "customer", "speech"), of(frames, "agent", "speech"))


@pytest.mark.parametrize("shape", ["(n,)", "(n, 1)", "(1, n)"])
def test_a_mono_array_is_one_party(samples, mono, shape):
    channel = samples[:, 1]
    form = {"(n,)": channel, "(n, 1)": channel[:, None], "(1, n)": channel[None, :]}[shape]
    heard = listening.inspect(form, RATE)
    assert heard.parties == ("agent",)
    assert heard.report == listening.inspect(mono).report
    assert set(heard.frames["party"]) == {"agent"}
    for kind in (np.float32, np.float64):
        assert listening.inspect(form / kind(32768), RATE).report == heard.report


def test_mono_is_heard_as_that_channel_is(heard, mono):
    """The demo call has no echo, so the other channel changes next to nothing."""
    alone = listening.inspect(mono, agent="right")
    assert alone.parties == ("customer",)
    customer = [spurt for spurt in heard.report.talkspurts if spurt["party"] == "customer"]
    # Until a party has talked alone, what may be the other's leak weighs a little in what is its own talk.
    edges = [
        np.array([(spurt["start"], spurt["end"]) for spurt in spurts]) for spurts in (alone.report.talkspurts, customer)
    ]
    assert edges[0].shape == edges[1].shape
    assert np.abs(edges[0] - edges[1]).max() < 0.025
    for name in ("time", "tone", "level_db"):
        assert np.array_equal(alone.frames[name], of(heard.frames, "customer", name))
    speech, beside = alone.frames["speech"], of(heard.frames, "customer", "speech")
    assert ((speech >= 0.5) != (beside >= 0.5)).mean() < 0.002
    assert np.abs(speech - beside).mean() < 0.001
    levels = {**heard.report.parties["customer"], "channel": 0}
    levels["speech_seconds"] = pytest.approx(levels["speech_seconds"], abs=0.05)
    for name in ("active_level_dbov", "snr_db"):
        levels[name] = pytest.approx(levels[name], abs=0.01)
    assert alone.report.parties == {"customer": levels}


def test_mono_says_nothing_that_takes_two(mono, report):
    alone = listening.inspect(mono)
    data = alone.report.to_dict()
    assert list(data) == list(report.to_dict())
    assert list(data["parties"]) == ["agent"]
    assert {spurt["party"] for spurt in data["talkspurts"]} == {"agent"}
    for name in ("turns", "events", "measures", "traits", "characteristics"):
        assert data[name] == []
    assert data["score"].keys() == report.score.keys()
    assert data["score"]["observable_listening"] is None
    assert data["score"]["status"] == "insufficient_evidence"
    assert listening.Report(alone.report.to_json()) == alone.report
    # A report is for reading even so.
    assert "insufficient" in alone.report.explain()
    assert "customer talks" not in alone.report.to_text()
    assert "insufficient_evidence" in repr(alone.report)


def test_analyze_still_refuses_mono(mono, samples, command):
    with pytest.raises(listening.AudioError, match="one channel"):
        listening.analyze(mono)
    with pytest.raises(listening.AudioError, match="one channel"):
        listening.analyze(samples[:, 0], RATE)
    one_line(command("analyze", mono), "one channel")


def test_what_is_refused(tmp_path, samples):
    three = tmp_path / "three.wav"
    three.write_bytes(wav(np.zeros(300, dtype=np.int16).tobytes(), channels=3))
    with pytest.raises(listening.AudioError, match="3 channels"):
        listening.inspect(three)
    for shape in ((), (100, 3), (0, 0), (100, 2, 1)):
        with pytest.raises(listening.AudioError, match="shape"):
            listening.inspect(np.zeros(shape, dtype=np.int16), RATE)
    with pytest.raises(listening.AudioError, match="int32 are not taken"):
        listening.inspect(np.zeros(100, dtype=np.int32), RATE)
    with pytest.raises(listening.AudioError, match="sample_rate"):
        listening.inspect(samples)
    with pytest.raises(listening.AudioError, match="list"):
        listening.inspect([0.0, 0.1], RATE)
    with pytest.raises(listening.ConfigError, match="4000 to 192000"):
        listening.inspect(samples, 3999)
    with pytest.raises(listening.ConfigError, match="agent's channel"):
        listening.inspect(samples, RATE, agent="both")
    bad = np.zeros(100, dtype=np.float32)
    bad[30] = np.nan
    with pytest.raises(listening.AudioError, match="sample 30 "):
        listening.inspect(bad, RATE)
    with pytest.raises(FileNotFoundError):
        listening.inspect(tmp_path / "nowhere.wav")


@pytest.mark.parametrize("shape", [(0,), (1,), (79,), (0, 2), (1, 2)])
def test_next_to_nothing_is_shown_as_that(shape, tmp_path):
    heard = listening.inspect(np.zeros(shape, dtype=np.int16), RATE)
    rows = -(-shape[0] // 80) * len(heard.parties)
    assert {len(values) for values in heard.frames.values()} == {rows}
    assert "TALKSPURTS: none" in heard.to_text()
    heard.to_csv(tmp_path / "frames.csv")
    assert len((tmp_path / "frames.csv").read_text().splitlines()) == rows + 1


def test_file_objects_and_other_rates(demo, samples, heard, tmp_path):
    assert listening.inspect(io.BytesIO(demo.read_bytes())).report == heard.report
    path = tmp_path / "fast.wav"
    soundfile.write(path, np.repeat(samples[: 10 * RATE, 0], 2), 2 * RATE)
    fast = listening.inspect(path)
    assert len(fast.frames["time"]) == 1000
    assert fast.report.talkspurts


def test_a_recording_cut_short(tmp_path, samples, command):
    cut = tmp_path / "cut.wav"
    cut.write_bytes(wav(samples[: 20 * RATE, 0].tobytes(), channels=1, size=samples.nbytes))
    with pytest.warns(listening.TruncatedWarning, match="cut short") as caught:
        heard = listening.inspect(cut)
    assert caught[0].filename == __file__
    assert [health["code"] for health in heard.report.parties["agent"]["health"]] == ["truncated"]
    done = command("inspect", cut)
    assert done.returncode == 0
    assert b"cut short" in done.stdout
    assert len(done.stderr.splitlines()) == 1


def test_json_is_the_report(command, demo, report, mono):
    done = command("inspect", demo, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == report.to_json() + "\n"
    alone = json.loads(command("inspect", mono, "--json", "--agent", "right").stdout)
    assert alone["schema"] == "listening.report/1"
    assert list(alone["parties"]) == ["customer"]
    assert all(spurt.keys() == {"party", "start", "end"} for spurt in alone["talkspurts"])


def test_csv(command, demo, heard, tmp_path):
    out = tmp_path / "frames.csv"
    done = command("inspect", demo, "--frames", out)
    assert (done.returncode, done.stderr) == (0, b"")
    text = out.read_bytes().decode("ascii")
    assert text.startswith(f"{HEADER}\n0.00,agent,0.")
    assert "\r" not in text
    rows = list(csv.DictReader(io.StringIO(text)))
    frames = heard.frames
    assert len(rows) == len(frames["time"])
    voiced = [row["f0_hz"] != "" for row in rows]
    assert 1000 < sum(voiced) < len(rows) / 2
    assert voiced == [row["semitones"] != "" for row in rows]
    for name, digits in (
        ("time", 2), ("speech", 3), ("level_db", 1), ("f0_hz", 1), ("voicing", 3), ("semitones", 2)
    ):  # fmt: skip
        reported = [row[name] for row in rows if row[name]]
        assert {len(value.partition(".")[2]) for value in reported} == {digits}
        kept = frames[name][~np.isnan(frames[name])]
        assert np.allclose(np.array(reported, dtype=float), kept, atol=0.501 * 10**-digits)
    assert [row["party"] for row in rows] == list(frames["party"])


def test_csv_of_mono(mono, tmp_path, capsys):
    out = tmp_path / "frames.csv"
    assert main(["inspect", str(mono), "--agent", "right", "--frames", str(out), "--json"]) == 0
    json.loads(capsys.readouterr().out)
    head, *rows = out.read_text().splitlines()
    assert head == HEADER
    assert {row.split(",")[1] for row in rows} == {"customer"}


def test_frames_of_an_hour_are_written_in_seconds(tmp_path):
    samples = np.zeros((3600 * RATE, 2), dtype=np.int16)
    heard = listening.inspect(samples, RATE)
    started = time.perf_counter()
    heard.to_csv(tmp_path / "hour.csv")
    assert time.perf_counter() - started < 10
    with open(tmp_path / "hour.csv") as lines:
        assert sum(1 for _ in lines) == 720_001


def test_text(command, demo, heard, report):
    done = command("inspect", demo)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text == heard.to_text() + "\n"
    assert text.startswith("demo_call.wav")
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 80
    spurts = {
        party: [s["end"] - s["start"] for s in report.talkspurts if s["party"] == party] for party in report.parties
    }
    rows = [line.split() for line in text.splitlines()]
    assert ["agent", "customer"] in rows
    assert ["channel", "left", "right"] in rows
    for name, value in (("talk", "speech_seconds"), ("active level", "active_level_dbov"), ("SNR", "snr_db")):
        (line,) = (line for line in text.splitlines() if line.startswith(f"  {name} "))
        for party in report.parties.values():
            assert f"{party[value]:.1f}" in line
    assert ["talkspurts", *(str(len(lengths)) for lengths in spurts.values())] in rows
    assert "Nothing is wrong" in text
    assert "CHECK" not in text
    assert "MUSIC AND TONES" in text
    assert "ON HOLD" in text
    assert "DEAD AIR" in text
    assert f"the first 40 of {len(report.talkspurts)}" in text
    every = command("inspect", demo, "--all").stdout.decode()
    assert every == heard.to_text(every=True) + "\n"
    assert len(every.splitlines()) == len(text.splitlines()) + len(report.talkspurts) - 40
    assert heard.to_text("A call").startswith("A call ")


def reported(samples):
    """The text of an inspection, on one line."""
    return " ".join(listening.inspect(samples, RATE).to_text().split())


def test_findings_are_told_in_words(samples):
    silent = samples.copy()
    silent[:, 1] = 0
    assert "customer dead: no signal, level -100 dBov (muted, or the line was down)" in reported(silent)
    both = np.repeat(samples[:, :1], 2, axis=1)
    assert "agent the same audio is on both channels: 100.0 %" in reported(both)
    loud = np.clip(samples.astype(np.int32) * 60, -32768, 32767).astype(np.int16)
    assert "of the samples under speech are at full scale" in reported(loud[:, 0])


def test_findings_of_a_part_are_told_with_their_places(samples):
    heard = listening.inspect(faulty(samples), RATE)
    health = heard.report.parties["customer"]["health"]
    lost = [each for each in health if each["code"] == "dropouts"]
    assert lost
    assert all(10 <= each["start"] < each["end"] <= 30.1 for each in lost)
    text = reported(faulty(samples))
    assert "customer dead from 00:55.0 to 01:31.9: no signal, level -100 dBov" in text
    places = f"in {len(lost)} places, first at " if len(lost) > 1 else "from "
    assert f"customer drops out {places}{clock(lost[0]['start'])}" in text
    for each in lost:
        assert f"{clock(each['start'])} to {clock(each['end'])}" in text
    lines = heard.to_text().splitlines()
    assert max(map(len, lines)) <= 80
    assert "Nothing is wrong" not in text


def test_text_of_mono_has_one_party(command, mono):
    text = command("inspect", mono, "--agent", "right").stdout.decode()
    assert "customer" in text
    assert "agent" not in text
    assert "dead:" not in text


def test_errors_are_one_line(command, demo, tmp_path):
    nowhere = tmp_path / "nowhere" / "out"
    one_line(command("inspect", tmp_path / "no.wav"), "no.wav", "No such file")
    one_line(command("inspect", demo, "--frames", nowhere), nowhere, "No such file")
    one_line(command("inspect"), "CALL")
    one_line(command("inspect", demo, "--agent", "middle"), "left")
    assert b"listening inspect" in command("--help").stdout
    assert b"--frames" in command("inspect", "--help").stdout
