"""Turns of a voice agent's caller: the session's decisions, whatever comes how, and what follows from them."""

from __future__ import annotations

import ast
import doctest
import re
import threading

import listening
import numpy as np
import pytest
from helpers import RATE, ROOT
from listening.live import LiveTurns, TurnChange

PACKET = 160


# The demo call's customer as the agent is one that may be on the wrong channel.
pytestmark = pytest.mark.filterwarnings("ignore:agent and customer may be:listening._values.errors.RolesWarning")


def spans(turns, party):
    return [(turn["start"], turn["end"]) for turn in turns if turn["party"] == party]


def heard(samples, caller, size=PACKET, **settings):
    """The turns of one side of a call as the caller, and what was decided, in pushes of a size."""
    turns, changes = LiveTurns(**settings), []
    for at in range(0, len(samples), size):
        part = samples[at : at + size]
        turns.push_agent(part[:, 1 - caller].tobytes(), RATE)
        changes += turns.push_caller(part[:, caller].tobytes(), RATE)
    return turns, changes


def by_session(samples, caller, **settings):
    session = listening.Session(RATE, **settings)
    events = session.push(samples[:, [1 - caller, caller]])
    return [event for event in events if event["status"] == "committed"], session.finish()


@pytest.fixture(scope="module")
def in_packets(samples):
    return [heard(samples, caller) for caller in (0, 1)]


@pytest.mark.parametrize("caller", [0, 1])
@pytest.mark.parametrize("size", [37, 4001])
def test_the_decisions_are_those_of_the_session_for_any_cut(samples, in_packets, caller, size):
    turns, changes = heard(samples, caller, size)
    decided, report = by_session(samples, caller, decisions=0.1)
    assert list(turns.decided) == decided
    assert len(decided) > 20
    assert turns.finish() == report == turns.finish()
    assert list(in_packets[caller][0].decided) == decided
    if size < PACKET:
        # What is played beside a packet is known when the packet has come, so a long one may know more of the agent.
        assert changes == in_packets[caller][1]


@pytest.mark.parametrize("rate", [0.05, 0.2])
def test_another_share_is_the_sessions_too(samples, rate):
    assert list(heard(samples, 0, 800, decisions=rate)[0].decided) == by_session(samples, 0, decisions=rate)[0]


@pytest.mark.parametrize(("caller", "party"), [(0, "agent"), (1, "customer")])
def test_every_turn_of_the_demo_call_starts_and_ends(in_packets, report, caller, party):
    _, changes = in_packets[caller]
    true = spans(report.turns, party)
    assert len(true) >= 7
    for start, _ in true:
        (began,) = [change for change in changes if change.kind == "started" and abs(change.time - start) < 1.1]
        # One of the customer's begins with a word and a pause, right after the agent.
        assert began.heard - start < 1.1
    ends = [change for change in changes if change.kind == "ended"]
    # One turn of the customer ends in 8 s of silence that is never decided on, and the last one with the call.
    close = [[one.heard - end for one in ends if 0 < one.heard - end < 1.2] for _, end in true]
    assert sum(map(bool, close)) >= len(true) - 2
    assert [change.kind for change in changes] == ["started", "ended"] * (len(changes) // 2) + ["started"] * (
        len(changes) % 2
    )


def test_feedback_while_the_agent_speaks_interrupts_nothing(samples, report):
    """The demo call's agent listens, so that it is the caller here: the customer's turns are what a bot says."""
    replies = spans(report.turns, "customer")
    feedback = [e for e in report.events if (e["kind"], e["by"]) == ("backchannel", "agent")]
    assert len(feedback) == 3
    turns, changes = LiveTurns(decisions=0.1), []
    for at in range(0, len(samples), PACKET):
        turns.agent_speaks(any(start <= at / RATE < end for start, end in replies))
        turns.push_agent(samples[at : at + PACKET, 1], RATE)
        changes += turns.push_caller(samples[at : at + PACKET, 0], RATE)
    for event in feedback:
        assert not [one for one in changes if event["start"] - 0.3 <= one.heard <= event["end"] + 2]
    cut_in = [one for one in changes if one.interrupts]
    assert [one.time for one in cut_in] == pytest.approx([39.95, 74.01], abs=0.3)
    assert all(0 < one.heard - one.time < 1.0 for one in cut_in)


@pytest.mark.parametrize(("caller_rate", "agent_rate"), [(16_000, 24_000), (8_000, 24_000), (48_000, 8_000)])
def test_the_rates_of_both_may_differ(samples, in_packets, caller_rate, agent_rate):
    samples = samples[: 46 * RATE]
    turns = LiveTurns(decisions=0.1)
    for at in range(0, len(samples), PACKET):
        for push, side, rate in ((turns.push_agent, 1, agent_rate), (turns.push_caller, 0, caller_rate)):
            push(np.repeat(samples[at : at + PACKET, side], rate // RATE), rate)
    expected = [event for event in in_packets[0][0].decided if event["end"] < 45]
    found = [event for event in turns.decided if event["end"] < 45]
    assert [event["kind"] for event in found] == [event["kind"] for event in expected]
    for one, other in zip(found, expected, strict=True):
        # Samples that were repeated lie up to two of them later, and are a little duller.
        assert one["end"] == pytest.approx(other["end"], abs=0.1)


def test_rates_may_change_and_channels_are_mixed(samples, in_packets):
    turns, changes = LiveTurns(decisions=0.1), []
    for index, at in enumerate(range(0, 20 * RATE, PACKET)):
        part = samples[at : at + PACKET]
        times = 1 + index % 3
        turns.push_agent(np.repeat(part[:, 1], times), times * RATE)
        changes += turns.push_caller(np.repeat(part[:, 0], 2), RATE, channels=2)
    assert turns.position == pytest.approx(20, abs=0.03)
    kinds = [one.kind for one in in_packets[0][1] if one.heard < 19]
    assert [one.kind for one in changes if one.heard < 19] == kinds


def test_what_is_played_ahead_of_time_lies_where_it_is_played(samples):
    samples = samples[: 20 * RATE]
    ahead, beside = LiveTurns(), LiveTurns()
    ahead.push_agent(samples[:, 1].astype(np.float64) / 32768, RATE)
    for at in range(0, len(samples), PACKET):
        assert ahead.agent_waits
        beside.push_agent(samples[at : at + PACKET, 1], RATE)
        for turns in (ahead, beside):
            turns.push_caller(samples[at : at + PACKET, 0], RATE)
    assert ahead.agent_waits is None
    assert ahead.finish() == beside.finish()


def test_without_audio_of_the_agent_it_is_silent(samples):
    turns = LiveTurns()
    changes = turns.push_caller(samples[:, 0], RATE)
    assert changes
    assert not any(change.interrupts for change in changes)
    alone = samples.copy()
    alone[:, 1] = 0
    assert turns.finish() == by_session(alone, 0)[1]


@pytest.mark.parametrize("silence", [0.5, 1.0, 3.0])
def test_a_turn_is_over_after_the_longest_silence(samples, silence):
    """The caller speaks until 4.04 s, and the agent does not answer."""
    turns, changes = LiveTurns(most_silence=silence), []
    for at in range(0, 8 * RATE, PACKET):
        changes += turns.push_caller(samples[at : at + PACKET, 0], RATE)
    (first, over, *_) = changes
    assert (first.kind, over.kind) == ("started", "ended")
    assert over.time == pytest.approx(4.04, abs=0.1)
    assert over.heard - over.time <= silence + 0.2
    assert (over.probability is None) == (over.heard - over.time > silence - 0.1)


def test_an_agent_that_is_stopped_or_paused_is_not_heard(samples):
    talk = samples[12 * RATE : 16 * RATE, 1]
    turns = LiveTurns()

    def talked_in_a_second():
        seen = []
        for _ in range(50):
            turns.push_caller(bytes(2 * PACKET), RATE)
            seen.append(turns.agent_talks)
        return any(seen[25:]), turns.agent_waits

    turns.push_agent(talk, RATE)
    assert talked_in_a_second() == (True, True)
    turns.pause_agent()
    assert talked_in_a_second() == (False, True)
    turns.pause_agent(False)
    assert talked_in_a_second() == (True, True)
    turns.stop_agent()
    assert talked_in_a_second() == (False, None)


def test_of_a_source_in_real_time_the_oldest_is_left_out(samples):
    turns = LiveTurns(most_behind=0.2)
    turns.push_agent(np.full(RATE, 1000, np.int16), RATE)
    turns.push_caller(np.zeros(RATE // 5, np.int16), RATE)
    assert turns.agent_waits is None
    turns.push_agent(np.full(8 * RATE // 40, 1000, np.int16), RATE)
    turns.push_caller(np.zeros(RATE // 5 - 1, np.int16), RATE)
    assert turns.agent_waits


def test_another_call_knows_nothing_of_the_last(samples, in_packets):
    turns, events = LiveTurns(), []
    end = turns.listen(events.append)
    turns.push_agent(samples[: 9 * RATE, 1], RATE)
    turns.push_caller(samples[: 9 * RATE, 0], RATE)
    turns.push_agent(samples[:, 1], RATE)
    turns.reset()
    assert (turns.position, turns.caller_has_turn, turns.agent_waits, list(turns.decided)) == (0, False, None, [])
    events.clear()
    for at in range(0, 20 * RATE, PACKET):
        turns.push_agent(samples[at : at + PACKET, 1], RATE)
        turns.push_caller(samples[at : at + PACKET, 0], RATE)
    assert events == [one for one in in_packets[0][1] if one.heard < 20]
    end()
    end()
    turns.push_caller(samples[20 * RATE :, 0], RATE)
    assert events == [one for one in in_packets[0][1] if one.heard < 20]


def test_audio_that_comes_by_two_ways_is_heard_once():
    turns = LiveTurns()
    for _ in range(5):
        turns.hear("first", bytes(320), RATE)
        turns.hear("second", bytes(320), RATE)
    assert turns.position == pytest.approx(0.1)
    turns.release("second")
    turns.release("first")
    turns.hear("second", bytes(320), RATE)
    assert turns.position == pytest.approx(0.12)


def test_both_sides_may_come_from_threads_of_their_own(samples):
    turns = LiveTurns()

    def play():
        for at in range(0, 10 * RATE, 400):
            turns.push_agent(samples[at : at + 400, 1], RATE)

    player = threading.Thread(target=play)
    player.start()
    for at in range(0, 20 * RATE, PACKET):
        turns.push_caller(samples[at : at + PACKET, 0], RATE)
        turns.probability("turn_end")
    player.join()
    assert turns.position == pytest.approx(20)
    assert turns.finish().parties["agent"]["speech_seconds"] >= 0


def test_how_the_call_stands(samples):
    turns = LiveTurns()
    assert (turns.caller_talks, turns.caller_silent, turns.caller_talked) == (False, None, 0)
    turns.push_caller(samples[: 3 * RATE, 0], RATE)
    assert (turns.caller_talks, turns.caller_silent, turns.caller_has_turn) == (True, 0, True)
    assert 0 < turns.caller_talked < 2.1
    turns.end_turn()
    assert not turns.caller_has_turn
    seen = []
    for at in range(3 * RATE, 5 * RATE, PACKET):
        turns.push_caller(samples[at : at + PACKET, 0], RATE)
        seen.append(turns.probability("turn_end"))
    assert 0.0 < max(p for p in seen if p is not None) <= 1.0
    assert turns.caller_silent == pytest.approx(5 - 4.04, abs=0.1)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ((bytes(3), 8000), listening.AudioError, "even"),
        (("text", 8000), listening.AudioError, "str"),
        ((None, 8000), listening.AudioError, "None"),
        ((np.zeros(4, np.int32), 8000), listening.AudioError, "int32"),
        ((bytes(6), 8000, 2), listening.AudioError, "2 channels"),
        ((bytes(6), 8000, 0), listening.AudioError, "1 or more"),
        ((bytes(6), 100), listening.ConfigError, "100 Hz"),
    ],
)
def test_what_is_no_audio_is_refused_and_nothing_of_it_is_taken(arguments, error, words):
    turns = LiveTurns()
    for push in (turns.push_caller, turns.push_agent):
        with pytest.raises(error, match=words):
            push(*arguments)
    turns.push_caller(bytes(320), 8000)
    assert (turns.position, turns.agent_waits) == (0.02, None)


def test_settings_are_checked():
    with pytest.raises(listening.ConfigError, match=r"0\.05, 0\.1 or 0\.2"):
        LiveTurns(decisions=0.3)
    with pytest.raises(listening.ConfigError, match="Config"):
        LiveTurns(config={})
    config = listening.Config(assessed="customer", history=120)
    for silence in (0.3, 3.1, "1", True, float("nan")):
        with pytest.raises(listening.ConfigError, match="most_silence"):
            LiveTurns(most_silence=silence)
    assert LiveTurns(config=config).finish().to_dict()["assessed"] == "customer"


def test_a_change_is_a_tuple_with_names():
    change = TurnChange("started", 1.0, 1.5, None, True)
    assert change._asdict() == {"kind": "started", "time": 1.0, "heard": 1.5, "probability": None, "interrupts": True}


def test_the_page_on_voice_agents_is_true(samples):
    text = (ROOT / "docs" / "voice_agents.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```pycon\n(.*?)```", text, re.DOTALL)
    names = {"samples": samples, "rate": RATE}
    ran = doctest.DocTestRunner().run(doctest.DocTestParser().get_doctest(shown, names, "page", None, 0))
    assert ran.failed == 0
    assert ran.attempted == 3
    blocks = dict(re.findall(r"```python (\w+)\n(.*?)```", text, re.DOTALL))
    assert set(blocks) == {"pipecat", "livekit"}
    examples = ROOT / "listening-py" / "examples"
    for name, block in blocks.items():
        compile(block, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        # What the page calls is what the example calls.
        source = (examples / f"{name}_turns.py").read_text(encoding="utf-8")
        for call in re.findall(r"turns\.\w+\(", block):
            assert call in source, call
