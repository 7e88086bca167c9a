"""Turns of a caller who talks with a voice agent, decided while they happen: alone, in Pipecat, in LiveKit Agents.

Neither framework is imported here: `PipecatTurns` and `LiveKitTurns` import theirs when they are made.
docs/voice_agents.md has the way in, the figures and the versions that were tried.
"""

from __future__ import annotations

from ._live.caller import TurnChange
from ._live.livekit import LiveKitTurns
from ._live.pipecat import PipecatTurns
from ._live.turns import LiveTurns

__all__ = ["LiveKitTurns", "LiveTurns", "PipecatTurns", "TurnChange"]
