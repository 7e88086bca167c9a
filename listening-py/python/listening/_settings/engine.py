"""The settings that the engine takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

MarkRow: TypeAlias = tuple[str, float, float | None, str | None, str | None]
"""Kind, start, end, party and agent of a mark."""


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
    marks: Sequence[MarkRow] = ()
    """What the telephone system says of the one call that these are for."""
