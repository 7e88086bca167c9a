"""Live decisions: the same from the session and the command, once for each, and no part of a report."""

from __future__ import annotations

import json

import listening
import pytest
from helpers import RATE

PACKET = 160


def committed(samples, **settings):
    session = listening.Session(RATE, **settings)
    packets = (samples[at : at + PACKET] for at in range(0, len(samples), PACKET))
    events = [event for packet in packets for event in session.push(packet)]
    return [event for event in events if event["status"] == "committed"], session.finish()


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2])
def test_decisions_come_with_the_pushes_and_change_no_report(samples, report, rate):
    events, decided = committed(samples, decisions=rate)
    assert {event["kind"] for event in events} == {"floor_taken", "turn_end"}
    assert decided == report
    assert len({event["id"] for event in events}) == len(events)
    for event in events:
        assert 0 <= event["confidence"] <= 1
        assert 0.1 < event["end"] - event["start"] <= 3.2
    assert not [event for event in report.events if event["kind"] in ("floor_taken", "turn_end")]


def test_by_default_nothing_is_decided(samples):
    assert committed(samples)[0] == []


def test_a_config_asks_for_them_too(samples):
    config = listening.Config(decisions=0.2, assessed="customer")
    events, _ = committed(samples, config=config)
    assert events == committed(samples, decisions=0.2)[0]
    # What is said to the session itself counts.
    assert committed(samples, config=config, decisions=0.05)[0] == committed(samples, decisions=0.05)[0]


def test_the_command_decides_the_same(command, samples):
    out = command("stream", "--rate", "8000", "--decisions", "0.1", input=samples.tobytes())
    lines = [json.loads(line) for line in out.stdout.splitlines()]
    reported = [event for event in lines if event["status"] == "committed"]
    assert reported == committed(samples, decisions=0.1)[0]


@pytest.mark.parametrize("rate", [0.0, 0.11, 1, -0.1, float("nan"), True, "0.1"])
def test_another_rate_is_refused(rate):
    with pytest.raises(listening.ConfigError, match=r"0\.05, 0\.1 or 0\.2"):
        listening.Config(decisions=rate)
    with pytest.raises(listening.ConfigError, match=r"0\.05, 0\.1 or 0\.2"):
        listening.Session(RATE, decisions=rate)


def test_a_probability_is_there_while_something_is_to_be_decided(samples):
    session = listening.Session(RATE, decisions=0.1)
    seen = []
    for at in range(0, len(samples), PACKET):
        session.push(samples[at : at + PACKET])
        seen += [session.probability("turn_end", party) for party in ("agent", "customer")]
    open_ = [probability for probability in seen if probability is not None]
    assert 100 < len(open_) < len(seen)
    assert all(0 <= probability <= 1 for probability in open_)
    session.finish()
    assert session.probability("turn_end", "agent") is None
    assert listening.Session(RATE).probability("floor_taken", "agent") is None


@pytest.mark.parametrize(
    ("kind", "party"), [("overlap", "agent"), (3, "agent"), ("turn_end", "boss"), ("turn_end", None)]
)
def test_what_cannot_be_asked_is_refused(kind, party):
    with pytest.raises(listening.ConfigError, match="expected"):
        listening.Session(RATE, decisions=0.1).probability(kind, party)
