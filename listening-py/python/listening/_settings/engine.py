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

    @property
    def marks(self) -> Sequence[MarkRow]:
        """What the telephone system says of the call: nothing, of no call in particular."""
        return ()


class CallSettings(EngineSettings):
    """The settings of one call, with what the telephone system says of it."""

    marks: Sequence[MarkRow] = ()

    @classmethod
    def of(cls, settings: EngineSettings, marks: Sequence[MarkRow]) -> EngineSettings:
        """These settings with marks; as they are without any."""
        if not marks:
            return settings
        call = cls(*settings)
        call.marks = marks
        return call
