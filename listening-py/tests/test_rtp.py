"""A call as its packets come."""

import random
import struct

import listening
import numpy as np
import pytest
from listening import AudioError, ConfigError, RtpCall, Session

PARTIES = ("agent", "customer")


def packets(seconds=60.0):
    """The demo call's beginning as RTP, in order of arrival: seconds, party, bytes."""
    with open(listening.demo_call(), "rb") as file:
        whole = file.read()
    audio = whole[whole.index(b"data") + 8 :]
    made = []
    for k in range(int(seconds * 50)):
        frames = audio[k * 320 : (k + 1) * 320]
        for side, party in enumerate(PARTIES):
            head = struct.pack(">BBHII", 0x80, 0, (65_500 + k) & 0xFFFF, (2**32 - 4000 + 160 * k) % 2**32, 7 + side)
            made.append((0.02 * k, party, head + frames[side::2]))
    return made


def heard(sent, **settings):
    call, events = RtpCall(Session(sample_rate=8000), **settings), []
    for at, party, data in sent:
        events += call.push(party, 500.0 + at, data)
    return call.finish(), call, events


def recording(seconds=60.0):
    with open(listening.demo_call(), "rb") as file:
        whole = file.read()
    codes = ~np.frombuffer(whole[whole.index(b"data") + 8 :], np.uint8)[: int(seconds * 16_000)]
    magnitude = ((((codes & 15).astype(np.int32) << 3) + 0x84) << ((codes >> 4) & 7)) - 0x84
    return np.where(codes & 0x80, -magnitude, magnitude).astype(np.int16).reshape(-1, 2)


def test_jitter_and_copies_change_nothing_of_the_report():
    dice, sent = random.Random(3), packets()
    moved = [(at + dice.uniform(0, 0.05), party, data) for at, party, data in sent]
    # The first packets come in time: without sender reports they say how the parties lie to each other.
    moved = sent[:20] + moved[20:] + [(at + 0.01, party, data) for at, party, data in moved[500:600]]
    report, call, events = heard(sorted(moved, key=lambda each: each[0]))
    assert report.to_json() == listening.analyze(recording(), 8000).to_json()
    assert call.counts("agent").copies == 50
    assert call.counts("agent").overtaken > 100
    assert {event["status"] for event in events} >= {"final", "provisional"}
    assert [event for event in events if event["status"] == "final"]


def test_a_pause_that_is_not_sent_is_no_loss():
    audio = recording()
    quiet = [k for k in range(100, 2900) if np.abs(audio[(k - 2) * 160 : (k + 3) * 160, 1]).max() < 400]
    left_out = set(quiet)
    sent = []
    skipped = 0
    for k, (at, party, data) in enumerate(packets()):
        if party == "customer" and k // 2 in left_out:
            skipped += 1
            continue
        if party == "customer":
            number = (struct.unpack(">H", data[2:4])[0] - skipped) & 0xFFFF
            data = data[:2] + struct.pack(">H", number) + data[4:]
        sent.append((at, party, data))
    assert skipped > 500
    report, call, _ = heard(sent)
    assert call.counts("customer").lost == 0
    assert not [found for found in report.parties["customer"]["health"] if found["code"] == "lost_audio"]
    whole = listening.analyze(audio, 8000)
    talk = [sum(spurt["end"] - spurt["start"] for spurt in each.talkspurts) for each in (whole, report)]
    assert abs(talk[1] - talk[0]) < 0.02 * talk[0]


def test_a_transfer_is_reported_and_nothing_is_lost():
    sent = []
    for at, party, data in packets():
        if party == "agent" and at >= 30:
            data = data[:2] + struct.pack(">HII", round(at * 50) & 0xFFFF, round(at * 8000), 99) + data[12:]
        sent.append((at, party, data))
    report, call, _ = heard(sent)
    (found,) = [found for found in report.parties["agent"]["health"] if found["code"] == "restarted"]
    assert (found["start"], found["value"]) == (30.0, 1.0)
    assert call.counts("agent").lost == 0
    assert report.talkspurts == listening.analyze(recording(), 8000).talkspurts


def test_only_what_a_number_proves_is_lost():
    sent = [each for each in packets() if not (each[1] == "customer" and 20 <= each[0] < 25)]
    report, call, _ = heard(sent)
    assert call.counts("customer").lost == pytest.approx(5.0)
    (found,) = [found for found in report.parties["customer"]["health"] if found["code"] == "lost_audio"]
    assert (found["start"], found["end"], found["value"]) == (20.0, 25.0, 5.0)


def test_payload_types_are_named():
    sent = [(at, party, data[:1] + bytes([96]) + data[2:]) for at, party, data in packets(10)]
    report, call, _ = heard(sent)
    assert call.counts("agent").undecoded == 500
    assert not report.talkspurts
    report, call, _ = heard(sent, payload_types={96: "PCMU/8000"})
    assert call.counts("agent").undecoded == 0
    assert report.talkspurts


def test_a_call_ends_with_both_goodbyes():
    call = RtpCall(Session(sample_rate=8000))
    bye = struct.pack(">BBHI", 0x81, 203, 1, 7)
    call.push("agent", 1.0, bye)
    assert not call.has_ended
    call.push("customer", 1.0, bye)
    assert call.has_ended
    assert call.finish() == call.finish()


@pytest.mark.parametrize(
    ("error", "wrong"),
    [
        (ConfigError, lambda: RtpCall("session")),
        (ConfigError, lambda: RtpCall(Session(sample_rate=4000))),
        (ConfigError, lambda: RtpCall(Session(sample_rate=8000), delay=2.01)),
        (ConfigError, lambda: RtpCall(Session(sample_rate=8000), patience=60.1)),
        (ConfigError, lambda: RtpCall(Session(sample_rate=8000), payload_types={128: "L16"})),
        (ConfigError, lambda: RtpCall(Session(sample_rate=8000), payload_types={96: "opus"})),
        (ConfigError, lambda: RtpCall(Session(sample_rate=8000)).push("both", 0.0, b"")),
        (AudioError, lambda: RtpCall(Session(sample_rate=8000)).push("agent", float("nan"), b"")),
        (AudioError, lambda: RtpCall(Session(sample_rate=8000)).push("agent", 0.0, "text")),
    ],
)
def test_what_is_out_of_range_is_refused(error, wrong):
    with pytest.raises(error):
        wrong()


def test_the_edges_are_taken():
    RtpCall(Session(sample_rate=48_000), delay=2.0, patience=60.0, payload_types={127: "telephone-event"})
    call = RtpCall(Session(sample_rate=8000), delay=0.0, patience=0.0)
    assert call.push("agent", 0.0, b"no packet") == []
    assert call.counts("agent").foreign == 1
