"""Transcripts of recognisers, as they write them: handed to the reader of the engine as JSON.

The shapes are those of the crate `listening-formats`; docs/inputs.md lists them with the versions that were read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from .. import _native
from .._values.errors import WordError
from .words import Words

_DEEPEST = 64
"""Levels of nesting that no transcript has."""

_CONVERSIONS = ("json_response", "model_dump", "_asdict", "to_dict")
"""Attributes that hold a transcript, or methods that give one: AssemblyAI; OpenAI; faster-whisper; Deepgram."""


def whole(words: Any) -> Any:
    """`words` as plain dicts and lists, if a recogniser made it; None for rows of a user's own.

    >>> whole([("agent", 0.0, 0.4, "hello")]) is None
    True
    >>> whole({"text": "", "segments": []})
    {'text': '', 'segments': []}
    """
    # What faster-whisper gives: the segments, and what is known of the whole.
    if isinstance(words, tuple) and len(words) == 2 and isinstance(words[0], Iterator):
        words = list(words[0])
    if isinstance(words, list):
        first = words[0] if words else None
        if first is None or not (_of_tool(first) or (isinstance(first, Mapping) and not _row(first))):
            return None
    elif not (isinstance(words, Mapping) or _of_tool(words)):
        return None
    return _plain(words, 0)


def read(data: bytes, speakers: Mapping[str, str | None], agent: int, of: str | None = None) -> Words:
    """The words of a transcript; all of them of the party `of`, if that is given.

    >>> data = b'{"result": [{"conf": 1, "start": 0.3, "end": 0.6, "word": "hello"}], "text": "hello"}'
    >>> read(data, {}, 0, "agent")
    [('agent', 0.3, 0.6, 'hello')]
    """
    shape, unit, untimed, found = _native.transcript(data, dict(speakers), agent, of)
    notes = []
    if untimed:
        count = "1 word" if untimed == 1 else f"{untimed} words"
        notes.append(f"{shape}: {count} of {len(found)} had no time and were placed between their neighbours")
    words = Words(found, notes)
    if shape == "words":
        # Recognisers say in what their times are.
        words.found_out(unit, {"milliseconds": 1e3, "parts of 100 ns": 1e7}.get(unit, 1.0))
    return words


def as_json(transcript: Any) -> bytes:
    """What `whole` gives, as bytes."""
    try:
        return json.dumps(transcript).encode()
    except (TypeError, ValueError) as error:
        raise WordError(f"the transcript is not what a recogniser writes as JSON: {error}") from None


def _row(row: Mapping[Any, Any]) -> bool:
    """Whether it is a word by itself."""
    return {"text", "word"} & row.keys() != set() and not {"words", "segments", "tokens", "result"} & row.keys()


def _of_tool(value: Any) -> bool:
    """Whether it is an object of a recogniser's library."""
    if isinstance(value, (str, bytes, Mapping)) or any(
        hasattr(value, name) for name in ("iloc", "to_pylist", "to_dicts")
    ):
        return False
    if isinstance(value, tuple):
        # A row of a user's own may have names too.
        return bool({"words", "word"} & set(getattr(value, "_fields", ())))
    return any(hasattr(value, name) for name in _CONVERSIONS) or (hasattr(value, "words") and hasattr(value, "text"))


def _plain(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise WordError(f"the transcript is nested more than {_DEEPEST} deep, as that of no recogniser is")
    if isinstance(value, Mapping):
        return {str(key): _plain(each, depth + 1) for key, each in value.items()}
    if _of_tool(value):
        return _plain(_converted(value), depth + 1)
    if isinstance(value, (list, tuple)):
        return [_plain(each, depth + 1) for each in value]
    if hasattr(value, "dtype") and hasattr(value, "tolist"):
        value = value.tolist()
    # What a data frame or an aligner has for nothing.
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def _converted(value: Any) -> Any:
    for name in _CONVERSIONS:
        if hasattr(value, name):
            found = getattr(value, name)
            if not callable(found):
                return found
            try:
                return found()
            except TypeError:
                # Google's messages: a method of the class.
                return found(value)
    return dict(vars(value))
