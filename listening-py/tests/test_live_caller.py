"""The caller's turns, from the state of the call alone."""

from __future__ import annotations

import pytest
from listening._live.caller import CallerTurn, Heard


def at(position, **more):
    return Heard(position, **{
        "talks": False, "silent": None, "agent_talks": False, "agent_silent": None, "agent_waits": None,
        "in_question": False, **more,
    })  # fmt: skip


def starts(turn, seconds, **more):
    """When a turn starts, of a caller who talks on from 0 s on."""
    for step in range(round(seconds * 50) + 1):
        change = turn.moved(at(step / 50, talks=True, silent=0.0, **more))
        if change is not None:
            return step / 50, change.interrupts
    return None


@pytest.mark.parametrize(
    ("state", "when"),
    [
        ({}, (0.0, False)),
        # It was heard a while ago and nobody says whether it goes on; or somebody does.
        ({"agent_silent": 0.5}, (0.7, False)),
        ({"agent_silent": 1.0}, (0.0, False)),
        ({"agent_silent": 0.5, "agent_waits": False}, (0.0, False)),
        ({"agent_silent": 2.0, "agent_waits": True}, (0.7, True)),
        ({"agent_talks": True, "agent_silent": 0.0}, (0.7, True)),
        # It is being decided.
        ({"agent_talks": True, "in_question": True}, None),
        # The agent has stopped meanwhile.
        ({"agent_silent": 1.2, "in_question": True}, (0.0, False)),
    ],
)
def test_when_a_turn_starts(state, when):
    assert starts(CallerTurn(), 2.0, **state) == when


def test_a_pause_begins_it_again():
    turn, busy = CallerTurn(), {"agent_waits": True}
    assert starts(turn, 0.5, **busy) is None
    assert turn.moved(at(0.6, silent=0.1, **busy)) is None
    assert turn.talked(0.6) == 0
    assert starts(turn, 0.5, **busy) is None
    assert turn.talked(0.5) == 0.5


def test_a_decision_starts_it_once():
    turn = CallerTurn()
    (change,) = turn.decided("floor_taken", 1.0, 1.6, 0.7, at(1.6, talks=True, agent_talks=True))
    assert change == ("started", 1.0, 1.6, 0.7, True)
    assert turn.decided("floor_taken", 1.0, 1.6, 0.7, at(1.6)) == []
    assert starts(turn, 2.0) is None
    (end,) = turn.decided("turn_end", 3.0, 3.4, 0.9, at(3.4))
    assert end == ("ended", 3.0, 3.4, 0.9, False)


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ({"agent_talks": True}, []),
        ({"agent_waits": True}, []),
        # A short answer to what the agent has asked, in the second in which it might have gone on.
        ({"agent_silent": 0.9}, ["started", "ended"]),
        ({"agent_waits": False}, ["started", "ended"]),
    ],
)
def test_what_ends_without_a_turn_is_feedback_where_the_agent_goes_on(state, kinds):
    turn = CallerTurn()
    assert starts(turn, 0.3, agent_silent=0.2) is None
    changes = turn.decided("turn_end", 0.3, 0.7, 0.9, at(0.7, silent=0.4, **state))
    assert [change.kind for change in changes] == kinds
    assert [change.time for change in changes] == [0.0, 0.3][: len(kinds)]
    assert not turn.runs


def test_a_turn_that_nobody_decides_on_is_over_after_three_seconds():
    turn = CallerTurn()
    assert starts(turn, 1.0) == (0.0, False)
    turn.moved(at(1.0, talks=True, silent=0.0))
    assert turn.moved(at(3.7, silent=2.9)) is None
    assert turn.moved(at(3.8, silent=3.0)) == ("ended", 0.8, 3.8, None, False)
    assert turn.moved(at(3.9, silent=3.1)) is None


def test_talk_that_was_none_does_not_end_a_turn_before_it_began():
    turn = CallerTurn()
    turn.moved(at(9.0, talks=True, silent=0.0))
    assert turn.runs
    # The last talk that stays lies before.
    assert turn.moved(at(9.3, silent=6.3)) is None
    assert turn.moved(at(12.0, silent=9.0)) == ("ended", 9.0, 12.0, None, False)


def test_somebody_else_may_end_it():
    turn = CallerTurn()
    assert starts(turn, 0.1)
    turn.end()
    assert turn.decided("turn_end", 0.1, 0.5, 0.9, at(0.5, agent_talks=True)) == []
