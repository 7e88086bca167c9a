"""The example for LiveKit Agents with the package itself: scripts/test-slow voice runs it."""

from __future__ import annotations

import asyncio

import pytest


def test_the_example_interrupts_the_agent_once_and_for_no_feedback():
    pytest.importorskip("livekit.agents")
    from livekit_turns import play

    changes = asyncio.run(play(44.0))
    whats = [what for what, _ in changes]
    # The user says "mm-hm" at 16.1, 21.1 and 25.7 s, in the second answer.
    assert whats[:5] == ["the user's turn is over", "the agent has answered"] * 2 + ["the user's turn is over"]
    assert whats[5] == "the user interrupts the agent"
    assert 39.95 < changes[5][1] < 42.0
    for (_, at), true in zip(changes[:5:2], (4.04, 10.6, 33.63), strict=True):
        assert 0 < at - true < 2.5


def test_what_it_gives_is_of_livekits_own_types():
    pytest.importorskip("livekit.agents")
    from listening.live import LiveKitTurns
    from livekit.agents import vad
    from livekit.agents.voice.turn import _StreamingTurnDetector, _StreamingTurnDetectorStream

    async def made():
        turns = LiveKitTurns()
        assert isinstance(turns.vad(), vad.VAD)
        assert isinstance(turns.turn_detector(), _StreamingTurnDetector)
        assert isinstance(turns.turn_detector().stream(), _StreamingTurnDetectorStream)

    asyncio.run(made())
