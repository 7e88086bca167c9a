"""A live call gives what the whole call gives, however it is cut."""

from __future__ import annotations

import pickle
import threading

import listening
import numpy as np
import pytest
from helpers import RATE, as_told


def pushed(session, samples, sizes):
    """Pushes `samples` in pieces of the given sizes; gives all events."""
    events, at = [], 0
    for size in sizes:
        events += session.push(samples[at : at + size])
        at += size
        if at >= len(samples):
            return events
    raise AssertionError("the sizes do not reach the end")


@pytest.mark.parametrize("seed", range(6))
def test_chunked_equals_whole(samples, report, seed):
    random = np.random.default_rng(seed)
    most = [3, 80, 160, 5000, 100_000, 1_000_000][seed]
    sizes = random.integers(0, most, size=2 * len(samples) // most + len(samples) + 10)
    session = listening.Session(RATE)
    events = pushed(session, samples, sizes)
    assert session.finish() == report
    finals = [event for event in events + session.last_events() if event["status"] == "final"]
    key = lambda event: (event["start"], event["end"], event["id"])  # noqa: E731
    assert sorted(finals, key=key) == sorted(as_told(report.events), key=key)


@pytest.mark.parametrize("seed", range(4))
def test_bytes_may_be_cut_anywhere(samples, report, seed):
    random = np.random.default_rng(seed)
    raw = samples.tobytes()
    session = listening.Session(RATE)
    at = 0
    while at < len(raw):
        size = int(random.integers(0, [5, 1000, 70_000, 3][seed]))
        session.push_bytes(raw[at : at + size])
        at += size
        if seed in (0, 3) and at > 40_000:
            session.push_bytes(raw[at:])
            break
    assert session.finish() == report


def test_encodings_of_bytes(samples, report):
    for encoding, data in {
        "s16le": samples.astype("<i2"),
        "f32le": (samples / 32768.0).astype("<f4"),
    }.items():
        for form in (bytes, bytearray, memoryview):
            session = listening.Session(RATE)
            session.push_bytes(form(data.tobytes()), encoding)
            assert session.finish() == report, (encoding, form)
    session = listening.Session(RATE)
    with pytest.raises(listening.ConfigError, match="s16le, f32le, mulaw, alaw"):
        session.push_bytes(b"", "opus")
    for data in ("text", 4, None):
        with pytest.raises(listening.AudioError, match="bytes were expected"):
            session.push_bytes(data)


def test_events_are_announced_and_settled(samples):
    def events(config):
        session = listening.Session(RATE, config=config)
        return [event for piece in np.array_split(samples, 500) for event in session.push(piece)]

    both = events(None)
    finals = events(listening.Config(provisional=False))
    assert {event["status"] for event in both} == {"provisional", "final", "withdrawn"}
    assert [event for event in both if event["status"] == "final"] == finals
    assert set(both[0]) == {
        "id", "kind", "by", "start", "end", "in_overlap", "confidence", "kinds", "status", "reasons", "leak_suspect",
    }  # fmt: skip
    guesses = [event for event in both if event["status"] == "provisional" and "kinds" in event]
    assert all(event["confidence"] == max(event["kinds"].values()) for event in guesses)
    # All that is feedback in the demo call is announced as feedback.
    feedback = [event["id"] for event in finals if event["kind"] == "backchannel"]
    guessed = [event["id"] for event in guesses if event["kind"] == "backchannel" and event["confidence"] > 0.55]
    assert guessed == feedback


def test_a_refused_push_leaves_the_session_as_it_was(samples, report):
    session = listening.Session(RATE)
    for piece in np.array_split(samples, 10):
        session.push(piece)
        for bad in (np.zeros((5, 3), dtype=np.int16), np.full((5, 2), np.nan), np.zeros(5, dtype=np.int32)):
            with pytest.raises(listening.AudioError):
                session.push(bad)
        with pytest.raises(listening.AudioError):
            session.push_bytes(np.full(4, np.inf, dtype="<f4").tobytes(), "f32le")
    assert session.finish() == report


def test_an_unfinished_frame_waits_and_is_not_mixed_up(samples):
    session = listening.Session(RATE)
    session.push_bytes(b"\1\2\3")
    assert session.position == 0.0
    with pytest.raises(listening.AudioError, match="3 bytes of an unfinished frame"):
        session.push(samples)
    with pytest.raises(listening.AudioError, match="in s16le"):
        session.push_bytes(b"\1", "mulaw")
    session.push_bytes(b"\4")
    assert session.position == 1 / RATE
    session.push(samples[:100])
    session.push_bytes(b"\1")
    found = session.finish()
    assert found.duration == pytest.approx(101 / RATE, abs=0.001)
    assert "truncated" in [health["code"] for health in found.parties["agent"]["health"]]


def test_the_end_of_a_session(samples):
    session = listening.Session(RATE, "right")
    with pytest.raises(listening.ListeningError, match="has not ended"):
        session.last_events()
    session.push(samples[:RATE])
    assert repr(session) == "<Session open at 1.000 s>"
    session.note_truncated()
    report = session.finish()
    assert session.finish() is report
    assert repr(session) == "<Session ended at 1.000 s>"
    assert report.parties["agent"]["channel"] == 1
    assert "truncated" in [health["code"] for health in report.parties["customer"]["health"]]
    for late in (lambda: session.push(samples), lambda: session.push_bytes(b""), session.note_truncated):
        with pytest.raises(listening.ListeningError, match="has ended"):
            late()


def test_settings_are_checked():
    with pytest.raises(listening.ConfigError, match="sample rate 3999 Hz"):
        listening.Session(3_999)
    with pytest.raises(listening.ConfigError, match="agent is 'middle'"):
        listening.Session(RATE, "middle")


def test_sessions_in_threads(samples, report):
    """Four calls at once, each moved to another thread half-way."""
    found = {}

    def first(name, session):
        session.push(samples[: len(samples) // 2])
        second = threading.Thread(target=last, args=(name, session))
        second.start()
        second.join()

    def last(name, session):
        session.push(samples[len(samples) // 2 :])
        found[name] = session.finish()

    threads = [threading.Thread(target=first, args=(name, listening.Session(RATE))) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(4), report)


def test_errors_form_a_family_and_can_be_pickled():
    for error in (listening.ConfigError, listening.AudioError, listening.TalkspurtError):
        assert issubclass(error, listening.ListeningError)
        assert issubclass(error, ValueError)
        copy = pickle.loads(pickle.dumps(error("what")))
        assert type(copy) is error
        assert str(copy) == "what"
        assert error.__module__ == "listening"
        assert error.__doc__


def test_a_session_with_a_history_reports_on_the_last_part(samples):
    reports = []
    for history in (None, 120):
        session = listening.Session(RATE, config=listening.Config(history=history))
        events = [event for _ in range(2) for event in session.push(samples)]
        reports.append((events, session.finish()))
    (all_events, whole), (same, part) = reports
    assert same == all_events
    since = whole.duration - 120
    assert list(part.talkspurts) == [spurt for spurt in whole.talkspurts if spurt["end"] > since]
    assert part.parties["agent"]["health"][0] == {"code": "forgotten", "start": 0.0, "end": since, "value": None}
    assert "discarded, not in the report" in part.to_text()


@pytest.mark.parametrize("history", [119, float("nan"), -1, "120", True])
def test_a_history_that_cannot_be_is_refused(history):
    with pytest.raises(listening.ConfigError, match="history"):
        listening.Config(history=history)


def lost(report: listening.Report, party: str) -> float:
    """Seconds of a party's audio that a report says were lost."""
    found = [each for each in report.parties[party]["health"] if each["code"] == "lost_audio"]
    return sum(each["value"] for each in found)


def test_lost_packets_are_declared_and_not_listened_to(samples):
    reports = []
    for filler in (0, 20_000):
        session = listening.Session(8000)
        for k in range(0, 60 * 8000, 160):
            packet = samples[k : k + 160].copy()
            if 15 * 8000 <= k < 19 * 8000:
                assert session.push_lost(160, "customer") == []
                packet[::2, 1], packet[1::2, 1] = filler, -filler
            session.push(packet)
        reports.append(session.finish())
    assert reports[0] == reports[1]
    assert lost(reports[0], "customer") == 4.0
    assert lost(reports[0], "agent") == 0
    said = "of audio were lost around it"
    assert any(said in reason for event in reports[0].events for reason in event["reasons"])
    assert "4.0 s in total" in " ".join(reports[0].to_text().split())


def test_a_gap_of_both_moves_the_clock():
    session = listening.Session(16000)
    assert session.push_lost(32000) == []
    assert session.position == 2.0
    report = session.finish()
    assert (lost(report, "agent"), lost(report, "customer")) == (2.0, 2.0)


@pytest.mark.parametrize("frames", [-1, 1.5, True, "160", None, 1 << 40])
def test_a_loss_is_a_number_of_frames(frames):
    session = listening.Session(8000)
    with pytest.raises(listening.AudioError, match="expected a whole number from 0"):
        session.push_lost(frames, "agent")
    with pytest.raises(listening.AudioError, match="expected a whole number from 0"):
        session.push_lost(frames)


def test_a_loss_is_of_a_party_and_stands_between_whole_frames():
    session = listening.Session(8000)
    with pytest.raises(listening.ConfigError, match="expected 'agent' or 'customer'"):
        session.push_lost(160, "caller")
    session.push_bytes(b"\x00" * 5)
    with pytest.raises(listening.AudioError, match="unfinished frame"):
        session.push_lost(160)
    session.finish()
    with pytest.raises(listening.ListeningError, match="has ended"):
        session.push_lost(160, "agent")
