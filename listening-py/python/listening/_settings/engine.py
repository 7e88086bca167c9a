"""The settings that the engine takes."""

from __future__ import annotations

from typing import NamedTuple


class EngineSettings(NamedTuple):
    """A `Config` as the engine takes it: files have been read, and the engine checks the names."""

    assessed: str = "agent"
    language: str = "en"
    lexicon: str = ""
    profile: str = ""
    talker_prosody: bool = False
    calibration: str = ""
    history: float | None = None
    decisions: float | None = None
    agent_offset: float | None = None
    customer_offset: float | None = None
