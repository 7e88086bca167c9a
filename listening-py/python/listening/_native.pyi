from collections.abc import Sequence
from typing import Any, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from ._settings.engine import EngineSettings

__all__ = [
    "FRAME_COLUMNS",
    "PRESETS",
    "SUPPORTED_RATES",
    "AudioError",
    "CalibrationError",
    "ConfigError",
    "ListeningError",
    "RowError",
    "Session",
    "TalkspurtError",
    "WordError",
    "__version__",
    "analyze",
    "built_in_profile",
    "calibrate",
    "check_calibration",
    "check_settings",
    "compare",
    "diarisation",
    "explain",
    "floor",
    "kappa",
    "rate",
    "time_unit",
    "track",
    "transcript",
]

__version__: str
FRAME_COLUMNS: list[str]
PRESETS: list[tuple[str, str]]
SUPPORTED_RATES: list[int]

class ListeningError(ValueError): ...
class ConfigError(ListeningError): ...
class AudioError(ListeningError): ...
class TalkspurtError(ListeningError): ...
class WordError(ListeningError): ...
class RowError(ListeningError): ...
class CalibrationError(ListeningError): ...

_Part: TypeAlias = tuple[list[bytes | tuple[int, int]], int, int | None]
_Layout: TypeAlias = tuple[list[_Part], bool, bool, bool]
_Turn: TypeAlias = tuple[float, float, float, float, float, float | None, float | None, float | None, float | None, int]
_Ending: TypeAlias = tuple[str, float, float, str | None, float | None, float | None, float | None, float | None, bool]
_Prosody: TypeAlias = tuple[list[_Turn], list[float], list[tuple[str, str, float, float, float, int]]]

@final
class Session:
    def __new__(
        cls,
        sample_rate: int,
        agent_channel: int,
        provisional: bool,
        settings: EngineSettings,
    ) -> Session: ...
    def push(self, samples: Any) -> list[str]: ...
    def push_bytes(self, data: bytes | bytearray, encoding: str) -> list[str]: ...
    def push_word(self, party: str, start: float, end: float, text: str) -> None: ...
    def push_lost(self, frames: int, party: str) -> None: ...
    def push_gap(self, frames: int) -> list[str]: ...
    def note_truncated(self) -> None: ...
    def note_unfinished(self) -> None: ...
    def keep_frames(self) -> None: ...
    @property
    def position(self) -> float: ...
    def finish(self) -> tuple[str, list[str]]: ...
    def finish_with_frames(
        self,
    ) -> tuple[str, NDArray[np.float32], NDArray[np.float32], list[_Ending], _Prosody | None]: ...

def analyze(
    samples: Any,
    sample_rate: int,
    agent_channel: int,
    settings: EngineSettings,
    words: Sequence[tuple[str, float, float, str]],
) -> str: ...
def built_in_profile(id: str = "contact_center/2") -> str: ...
def calibrate(rated: str, target: str, force_satisfaction: bool) -> str: ...
def check_calibration(json: str) -> str: ...
def check_settings(settings: EngineSettings) -> None: ...
def compare(
    report: str,
    preset: str,
    words: Sequence[tuple[str, float, float, str]] | None,
) -> str: ...
def flac_runs(file: Any) -> _Layout: ...
def recording_layout(file: Any) -> _Layout: ...
def explain(report: str, profile: str) -> str: ...
def floor(
    agent: Sequence[tuple[float, float]],
    customer: Sequence[tuple[float, float]],
    duration: float | None,
    settings: EngineSettings,
    words: Sequence[tuple[str, float, float, str]],
) -> str: ...
def track(
    rows: Sequence[tuple[str, float, str]],
    assessed: str,
    since: float | None,
) -> str: ...
def kappa(pairs: Sequence[tuple[float | str, float | str]]) -> float | None: ...
def diarisation(data: bytes) -> tuple[str, list[tuple[str | None, str | None, str, float, float]], int]: ...
def time_unit(lengths: Sequence[float]) -> tuple[str, float]: ...
def transcript(
    data: bytes, speakers: dict[str, str | None], agent_channel: int, of: str | None = None
) -> tuple[str, str, int, list[tuple[str, float, float, str]]]: ...
def rate(calibration: str, reports: Sequence[str]) -> list[tuple[str, str, str, float] | None]: ...
