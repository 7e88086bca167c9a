"""The state of a live call."""

from __future__ import annotations

import json

import listening
import pytest
from helpers import RATE, one_line


def said(done):
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def test_a_snapshot_changes_nothing_and_the_report_so_far_is_that_of_the_end(samples, report):
    session = listening.Session(RATE)
    for at in range(0, len(samples), 40_000):
        session.push(samples[at : at + 40_000])
        now = session.snapshot()
        assert now["position"] == session.position
        assert now["known"] <= now["position"]
        so_far = session.report_so_far()
        alone = listening.Session(RATE)
        alone.push(samples[: at + 40_000])
        assert so_far == alone.finish()
        for party in ("agent", "customer"):
            spurts = [spurt for spurt in so_far.talkspurts if spurt["party"] == party and spurt["start"] < now["known"]]
            talk = sum(min(spurt["end"], now["known"]) - spurt["start"] for spurt in spurts)
            assert now["parties"][party]["talk_seconds"] == pytest.approx(talk, abs=0.0011)
            for kind, count in now["parties"][party]["events"].items():
                listed = [event for event in so_far.events if event["by"] == party and event["kind"] == kind]
                assert 0 < count <= len(listed)
    assert session.finish() == report == session.report_so_far()
    with pytest.raises(listening.ListeningError, match="has ended"):
        session.snapshot()


def test_the_picture_of_the_demo_call(samples):
    session, pictures = listening.Session(RATE), []
    for at in range(0, len(samples), 160):
        session.push(samples[at : at + 160])
        pictures.append(session.snapshot())
    assert pictures[0]["floor"] is None
    assert pictures[0]["parties"]["agent"]["silent_seconds"] is None
    assert {now["floor"]["by"] for now in pictures if now["floor"]} == {"agent", "customer"}
    kinds = [now["silence"]["kind"] for now in pictures if now["silence"]]
    assert kinds.count("dead_air") > 40
    assert kinds.count("hold") > 200
    longest = max(
        now["silence"]["seconds"] for now in pictures if now["silence"] and now["silence"]["kind"] == "dead_air"
    )
    assert 3.9 < longest < 4.5
    shares = [party["talk_share"] for party in pictures[-1]["parties"].values()]
    assert sum(shares) == pytest.approx(1.0, abs=0.002)


@pytest.mark.parametrize("size", [1000, 65_536])
def test_the_command_writes_a_line_for_each_step(command, samples, size):
    raw = samples[: RATE * 10].astype("<i2").tobytes()
    plain = said(command("stream", "--rate", "8000", input=raw)).splitlines()
    lines = said(command("stream", "--rate", "8000", "--snapshot", "0.25", input=raw)).splitlines()
    taken = [json.loads(line)["snapshot"] for line in lines if line.startswith('{"snapshot":')]
    assert [now["position"] for now in taken] == [0.25 * k for k in range(1, 41)]
    assert [line for line in lines if not line.startswith('{"snapshot":')] == plain
    session = listening.Session(RATE)
    for now in taken:
        at = round(session.position * RATE)
        session.push(samples[at : at + RATE // 4])
        assert session.snapshot() == now


@pytest.mark.parametrize(("step", "good"), [("0.01", True), ("0.009", False), ("86401", False), ("nan", False)])
def test_the_step_is_checked(command, step, good):
    done = command("stream", "--rate", "8000", "--snapshot", step, input=b"")
    if good:
        assert said(done) == ""
    else:
        one_line(done, "--snapshot")
