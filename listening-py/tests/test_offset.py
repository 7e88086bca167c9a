"""A channel that was recorded early is found, moved, drawn and played where it belongs."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings

import listening
import numpy as np
import pytest
import soundfile

RATE = 8000


@pytest.fixture(scope="module")
def call():
    """The demo call, with the customer's channel 1.95 s too early."""
    samples, _ = soundfile.read(listening.demo_call(), dtype="int16")
    moved = np.zeros_like(samples)
    moved[:, 0] = samples[:, 0]
    late = round(1.95 * RATE)
    moved[:-late, 1] = samples[late:, 1]
    return samples, moved


def found(report, code):
    return {
        party: [each for each in channel["health"] if each["code"] == code] for party, channel in report.parties.items()
    }


def test_an_early_channel_is_named_and_the_score_withheld(call):
    report = listening.analyze(call[1], sample_rate=RATE)
    (one,) = found(report, "misaligned")["customer"]
    assert not found(report, "misaligned")["agent"]
    assert abs(one["value"] - 1.95) < 0.3
    assert one["low"] <= one["value"] <= one["high"]
    assert report.score["observable_listening"] is None
    assert report.score["withheld_by"] == ["misaligned"]
    assert "it is too early relative to the other party's: by" in report.to_text()
    assert "--offset" in report.to_text()


def test_what_the_finding_says_corrects_it(call):
    whole, moved = call
    report = listening.analyze(moved, sample_rate=RATE, offset={"customer": 1.95})
    assert not found(report, "misaligned")["customer"]
    (one,) = found(report, "moved")["customer"]
    assert one["value"] == 1.95
    expected = listening.analyze(whole, sample_rate=RATE)
    spurts = [(each["party"], each["start"], each["end"]) for each in expected.talkspurts]
    ours = [(each["party"], each["start"], each["end"]) for each in report.talkspurts]
    same = sum(any(p == q and abs(s - t) < 0.05 for q, t, _ in ours) for p, s, _ in spurts)
    assert same >= len(spurts) - 2
    assert report == listening.analyze(moved, sample_rate=RATE, config=listening.Config(offset={"customer": 1.95}))


def test_the_page_plays_it_where_it_was_moved(call):
    from listening._render.page.player import encoded

    _, moved = call
    report = listening.analyze(moved, sample_rate=RATE, offset={"customer": 1.95})
    data, _ = encoded(report.to_dict(), moved, RATE)
    played, rate = soundfile.read(io.BytesIO(data))
    shifted = np.zeros(len(moved))
    late = round(1.95 * RATE)
    shifted[late:] = moved[:-late, 1]
    edges = np.abs(played[:, 1]).reshape(-1)[: len(shifted)], np.abs(shifted[: len(played)])
    window = rate // 10
    envelopes = [each[: len(each) // window * window].reshape(-1, window).mean(1) for each in edges]
    assert np.corrcoef(*envelopes)[0, 1] > 0.9


def test_the_command_moves_a_channel(tmp_path, call):
    path = tmp_path / "call.wav"
    soundfile.write(path, call[1], RATE)
    expected = listening.analyze(path, offset={"customer": 1.95, "agent": -0.05}).to_json()
    command = [sys.executable, "-m", "listening", "analyze", str(path), "--json", "--offset"]
    reported = subprocess.run([*command, "customer=+1.95,agent=-0.05"], capture_output=True, text=True, check=True)
    assert reported.stdout.strip() == expected
    for wrong, expected in (("customer", "as customer=+1.95"), ("guest=1", "expected 'agent' or 'customer'")):
        refused = subprocess.run([*command, wrong], capture_output=True, text=True, check=False)
        assert refused.returncode == 2
        assert expected in refused.stderr


@pytest.mark.parametrize(
    "offset", [1.95, {"customer": 60.001}, {"customer": float("nan")}, {"both": 1}, {"agent": True}]
)
def test_an_offset_out_of_range_is_refused(offset):
    with pytest.raises(listening.ConfigError, match="offset"):
        listening.Config(offset=offset)


def test_talkspurts_and_words_move():
    words = [("customer", 0.5, 8.0, "the bill that came is twice what it was"), ("agent", 5.0, 5.4, "which bill")]
    moved = listening.from_talkspurts([(5.0, 5.4)], [(0.5, 8.0)], 12.0, words=words, offset={"customer": 1.0})
    said = [("customer", 1.5, 9.0, words[0][3]), words[1]]
    expected = listening.from_talkspurts([(5.0, 5.4)], [(1.5, 9.0)], 12.0, words=said)
    assert list(moved.events) == list(expected.events)
    assert moved.talkspurts == expected.talkspurts


def test_recordings_of_unequal_length(tmp_path, call):
    whole, _ = call
    names = [tmp_path / "agent.wav", tmp_path / "customer.wav"]
    for lacks, named in ((0.3, False), (0.31, True)):
        soundfile.write(names[0], whole[:, 0], RATE)
        soundfile.write(names[1], whole[: len(whole) - round(lacks * RATE), 1], RATE)
        arrays = tuple(soundfile.read(name, dtype="int16")[0] for name in names)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", listening.LengthWarning)
            report = listening.analyze(tuple(names))
            assert listening.analyze(arrays, sample_rate=RATE) == report
            settled = listening.analyze(tuple(names), offset={"customer": 0})
        assert [len(each) for each in found(report, "unequal_lengths").values()] == [0, int(named)]
        assert (report.score["observable_listening"] is None) == named
        assert settled.score["observable_listening"] is not None


def test_a_hole_is_lost_audio_and_nothing_in_it_is_judged():
    samples, _ = soundfile.read(listening.demo_call(), dtype="int16")
    noisy = samples + np.random.default_rng(1).integers(-12, 13, samples.shape).astype(np.int16)
    report = listening.analyze(noisy, sample_rate=RATE)
    assert not any(found(report, "lost_audio").values())
    noisy[30 * RATE : 32 * RATE, 1] = 0
    (one,) = found(listening.analyze(noisy, sample_rate=RATE), "lost_audio")["customer"]
    assert (one["start"], one["end"], one["value"]) == (30.0, 32.0, 2.0)
