"""The example for Pipecat with Pipecat itself: scripts/test-slow voice runs it."""

from __future__ import annotations

import asyncio

import pytest


def test_the_example_interrupts_the_bot_once_and_for_no_feedback():
    pytest.importorskip("pipecat")
    from pipecat_turns import play

    changes = asyncio.run(play(44.0))
    assert changes[0][0] == "the user's turn starts"
    # The user says "mm-hm" at 16.1, 21.1 and 25.7 s, and begins its next turn at 31.3 s.
    assert not [what for what, at in changes if 15 < at < 31]
    (interrupted,) = [at for what, at in changes if what == "the user interrupts the bot"]
    assert 39.95 < interrupted < 42.0
    over = [at for what, at in changes if what == "the user's turn is over"]
    for true in (4.04, 10.6, 33.63):
        assert [at for at in over if 0 < at - true < 2.0]


def test_what_it_gives_is_of_pipecats_own_types():
    pytest.importorskip("pipecat")
    from listening.live import PipecatTurns
    from pipecat.audio.turn.base_turn_analyzer import BaseTurnAnalyzer
    from pipecat.processors.frame_processor import FrameProcessor
    from pipecat.turns.user_start import BaseUserTurnStartStrategy
    from pipecat.turns.user_stop import BaseUserTurnStopStrategy

    turns = PipecatTurns()
    assert isinstance(turns.turn_analyzer(), BaseTurnAnalyzer)
    assert isinstance(turns.start_strategy(), BaseUserTurnStartStrategy)
    assert isinstance(turns.stop_strategy(), BaseUserTurnStopStrategy)
    assert isinstance(turns.bot_audio(), FrameProcessor)
