"""Words that are given with a call: who said what when."""

from __future__ import annotations

import json
import math
import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from .._values.data_frames import frame_rows
from .._values.errors import WordError, WordWarning
from .._values.type_names import named_type

Word: TypeAlias = tuple[str, float, float, str]
"""Party, start and end in seconds, text."""

_PARTIES = {"agent": "agent", "a": "agent", "customer": "customer", "b": "customer"}
_FORM = "(party, start, end, text), the party 'agent' or 'customer', the times in seconds"


def checked(words: Any) -> list[Word]:
    """The words of whatever holds them; none for None.

    >>> checked([("agent", 0.0, 0.4, "hello"), {"party": "b", "start": 1, "end": 1.2, "text": "hi"}])
    [('agent', 0.0, 0.4, 'hello'), ('customer', 1.0, 1.2, 'hi')]
    >>> checked({"customer": [(1.0, 1.2, "hi")]})
    [('customer', 1.0, 1.2, 'hi')]
    """
    if words is None:
        return []
    if isinstance(words, Mapping):
        return _by_party(words)
    return [_word(f"word {index}", row) for index, row in enumerate(rows(words))]


def read(path: str | os.PathLike[str]) -> list[Word]:
    """The words in a file: JSON as `checked` takes it, or a line of JSON for each word."""
    name = os.fspath(path)
    with open(path, "rb") as file:
        whole = file.read()
    try:
        try:
            found = json.loads(whole)
        except (ValueError, RecursionError):
            return _lines(whole)
        if isinstance(found, Mapping) and not {"party", "text"} <= found.keys():
            return checked(found.get("words", found))
        one = isinstance(found, Mapping) or (isinstance(found, list) and found[:1] and isinstance(found[0], str))
        return checked([found] if one else found)
    except WordError as error:
        raise WordError(f"{name}: {error}") from None


def warn_late(words: Sequence[Word], duration: float, depth: int) -> None:
    """Warns of words that begin after the end of the call, from `depth` callers up."""
    late = [start for _, start, _, _ in words if start > duration]
    if late:
        warnings.warn(
            f"{len(late)} of {len(words)} words begin after the end of the call at {duration:.3f} s, the first at "
            f"{min(late):.3f} s, and tell nothing: check that their times are in seconds, and of this call",
            WordWarning,
            stacklevel=depth + 1,
        )


def _lines(whole: bytes) -> list[Word]:
    words = []
    for number, line in enumerate(whole.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise WordError(f"line {number}: not JSON: {error}") from None
        words.append(_word(f"line {number}", row))
    return words


def _by_party(lists: Mapping[Any, Any]) -> list[Word]:
    words = []
    for name, listed in lists.items():
        if name not in _PARTIES:
            raise WordError(f"words are given for {name!r}: expected 'agent' and 'customer', or 'a' and 'b'")
        for index, row in enumerate(rows(listed)):
            what = f"{_PARTIES[name]}'s word {index}"
            if isinstance(row, Mapping):
                words.append(_word(what, {**row, "party": name}))
            else:
                try:
                    words.append(_word(what, (name, *row)))
                except TypeError:
                    raise WordError(f"{what} is {row!r}: (start, end, text) was expected") from None
    return words


def rows(table: Any) -> Iterable[Any]:
    """The rows of a list, or of a table of pandas, polars or pyarrow."""
    if isinstance(table, (str, bytes)):
        raise WordError(f"words are {named_type(table)}: give a list of {_FORM}")
    found = frame_rows(table)
    if found is not None:
        return found
    try:
        return list(table)
    except TypeError:
        raise WordError(f"words are {named_type(table)}: give a list of {_FORM}") from None


def _word(what: str, row: Any) -> Word:
    try:
        if isinstance(row, Mapping):
            party, start, end, text = (row[key] for key in ("party", "start", "end", "text"))
        else:
            party, start, end, text = row
        who = _PARTIES[party]
    except (TypeError, ValueError, KeyError):
        raise WordError(f"{what} is {row!r}: {_FORM} was expected") from None
    if not isinstance(text, str):
        raise WordError(f"{what} has {text!r} as its text: a string was expected")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise WordError(f"{what} has {text!r} as its text: half of a surrogate pair is no character") from None
    begins, ends = _seconds(what, start), _seconds(what, end)
    # The engine refuses these too, but knows neither the line of a file nor the place in a list.
    if not (math.isfinite(begins) and math.isfinite(ends)):
        raise WordError(f"{what} runs from {start} to {end} s: times must be finite numbers of seconds")
    if begins < 0 or ends < begins:
        raise WordError(
            f"{what} runs from {start} to {end} s: a start of at least 0 and an end not before it were expected"
        )
    if not text.strip():
        raise WordError(f"{what} at {start} s has no text: leave it out, or write a noise as [noise]")
    return who, begins, ends, text


def _seconds(what: str, value: Any) -> float:
    if not isinstance(value, (str, bytes, bool)):
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            pass
    raise WordError(f"{what} holds {value!r}: a number of seconds was expected")
