"""Recordings with the options for reading files without a header and for selecting channels."""

from __future__ import annotations

import os
from typing import Any

from .._audio.headerless import Reading, described

WITH_HEADER = (
    *(".aif", ".aifc", ".aiff", ".au", ".caf", ".cap", ".flac", ".mp3", ".oga", ".ogg", ".opus", ".pcap", ".pcapng"),
    *(".rf64", ".snd", ".sph"),
    *(".w64", ".wav"),
)
"""Names of recordings that libsndfile reads."""

WITH_AV = (
    *(".3gp", ".aac", ".ac3", ".amr", ".avi", ".awb", ".eac3", ".flv", ".m4a", ".m4b", ".mka", ".mkv", ".mov", ".mp4"),
    *(".spx", ".ts", ".webm", ".wma"),
)
"""Names of recordings that PyAV reads."""


def with_options(path: Any, said: Reading) -> Any:
    """A recording, or a pair of them, with its options; a file with a header needs only the choice of channels."""
    if isinstance(path, tuple):
        return tuple(with_options(each, said) for each in path)
    name = os.fsdecode(path).lower() if isinstance(path, (str, os.PathLike)) else ""
    if name.endswith((*WITH_HEADER, *WITH_AV)):
        said = Reading(pick=said.pick)
    return described(path, said)
