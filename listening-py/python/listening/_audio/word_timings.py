"""Words that are given with a call: who said what when."""

from __future__ import annotations

import json
import math
import operator
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .. import _native
from .._native import counted
from .._values.data_frames import frame_rows
from .._values.errors import WordError, WordWarning
from .._values.paths import checked_path
from .._values.type_names import named_type
from . import transcripts
from .words import Word, Words

_PARTIES = {"agent": "agent", "a": "agent", "customer": "customer", "b": "customer"}
_FORM = "(party, start, end, text), the party 'agent' or 'customer', the times in seconds"


class _Whose:
    """Which party a label is of."""

    def __init__(self, speakers: Mapping[str, str | None] | None = None, agent: int = 0) -> None:
        self.speakers = {str(label): party for label, party in (speakers or {}).items()}
        self.agent = agent

    def party(self, label: Any) -> str | None:
        """The party; None for who is neither. `KeyError` for a label of whom nothing is known."""
        if str(label) in self.speakers:
            return self.speakers[str(label)]
        if isinstance(label, str):
            # Only in small letters: diarisers call their speakers A and B.
            return _PARTIES.get(label) or _PARTIES[label.lower() if len(label) > 1 else label]
        channel = operator.index(label)
        if isinstance(label, bool) or channel not in (0, 1):
            raise KeyError(label)
        return "agent" if channel == self.agent else "customer"


def checked(words: Any, speakers: Mapping[str, str | None] | None = None, agent: int = 0) -> Words:
    """The words of whatever holds them; none for None.

    Args:
        words: Rows, a table, lists by party, a recogniser's transcript, or the path of a file with one.
        speakers: The party of each speaker's label; None for who is neither, whose words are left out.
        agent: The channel of the agent, for words that name channels.

    >>> checked([("agent", 0.0, 0.4, "hello"), {"party": "b", "start": 1, "end": 1.2, "text": "hi"}])
    [('agent', 0.0, 0.4, 'hello'), ('customer', 1.0, 1.2, 'hi')]
    >>> checked({"customer": [(1.0, 1.2, "hi")]})
    [('customer', 1.0, 1.2, 'hi')]
    >>> checked([{"speaker": "S1", "start": 0.0, "end": 0.4, "word": "hello"}], {"S1": "agent"})
    [('agent', 0.0, 0.4, 'hello')]
    """
    if words is None:
        return Words()
    if isinstance(words, Words):
        return words
    whose = _Whose(speakers, agent)
    if isinstance(words, os.PathLike):
        return read(words, speakers, agent)
    if isinstance(words, Mapping) and _names_parties(words):
        return _by_party(words, whose)
    if isinstance(words, Iterator):
        words = list(words)
    transcript = transcripts.whole(words)
    if transcript is not None:
        return transcripts.read(transcripts.as_json(transcript), whose.speakers, agent)
    return _in_seconds(_rows([(f"word {index}", row) for index, row in enumerate(rows(words))], whose))


def read(
    path: str | os.PathLike[str],
    speakers: Mapping[str, str | None] | None = None,
    agent: int = 0,
    of: str | None = None,
) -> Words:
    """The words in a file: a recogniser's transcript, JSON as `checked` takes it, or a line of JSON for each word.

    With `of` all of them are of that party.
    """
    name = os.fspath(checked_path(path, WordError))
    with open(path, "rb") as file:
        whole = file.read()
    try:
        return _read(whole, _Whose(speakers, agent), of)
    except WordError as error:
        raise WordError(f"{name}: {error}") from None


def notes_of(words: Words, duration: float) -> list[str]:
    """What was done to the words, and those of them after the end of the call."""
    notes = list(words.notes)
    late = [start for _, start, _, _ in words if start > duration]
    if late:
        notes.append(
            f"{len(late)} of {counted(len(words), 'word')} begin{'s' if len(late) == 1 else ''} after the end of the "
            f"call at {duration:.3f} s, the first at {min(late):.3f} s: ignored; check that their times are in "
            "seconds, and of this call"
        )
    return notes


def warn(words: Words, duration: float, depth: int) -> None:
    """Warns of that, from `depth` callers up."""
    for note in () if words.quiet else notes_of(words, duration):
        warnings.warn(note, WordWarning, stacklevel=depth + 1)


def _read(whole: bytes, whose: _Whose, of: str | None) -> Words:
    if not whole.strip():
        return Words()
    try:
        found = json.loads(whole)
    except (ValueError, RecursionError):
        found = None
    if found is None and not whole.lstrip().startswith((b"[", b"{")):
        return transcripts.read(whole, whose.speakers, whose.agent, of)
    if found is None:
        # A line for each word is checked line by line, so that an error names the line.
        lines = [(f"line {number}", line) for number, line in enumerate(whole.splitlines(), 1) if line.strip()]
        parsed = [(what, _json(what, line)) for what, line in lines]
        if of is None and any(_is_word(row) for _, row in parsed):
            return _in_seconds(_rows(parsed, whose))
        return transcripts.read(whole, whose.speakers, whose.agent, of)
    if of is not None:
        return transcripts.read(whole, whose.speakers, whose.agent, of)
    if _is_word(found):
        return checked([found], whose.speakers, whose.agent)
    # A call of `listening floor` holds words among others.
    if isinstance(found, Mapping) and "words" in found and found.keys() <= {"id", "duration", "activity", "words"}:
        found = found["words"]
    return checked(found, whose.speakers, whose.agent)


def _json(what: str, line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WordError(f"{what}: not JSON: {error}") from None


def _is_word(row: Any) -> bool:
    if isinstance(row, Mapping):
        return bool({"text", "word"} & row.keys() and {"party", "speaker", "role", "channel"} & row.keys()) and not (
            {"words", "segments", "tokens", "result"} & row.keys()
        )
    return isinstance(row, list) and bool(row[:1]) and not isinstance(row[0], (list, dict))


def _names_parties(words: Mapping[Any, Any]) -> bool:
    """Whether words are given by party, at least for one; or for nobody."""
    return not words or any(isinstance(name, str) and name.lower() in ("agent", "customer", "a", "b") for name in words)


def _by_party(lists: Mapping[Any, Any], whose: _Whose) -> Words:
    words, rows_alone = Words(), Words()
    for name, listed in lists.items():
        party = _PARTIES.get(name.lower() if isinstance(name, str) else name)
        if party is None:
            raise WordError(f"words are given for {name!r}: expected 'agent' and 'customer', or 'a' and 'b'")
        if isinstance(listed, Iterator):
            listed = list(listed)
        transcript = transcripts.whole(listed)
        if transcript is not None:
            found = transcripts.read(transcripts.as_json(transcript), {}, whose.agent, party)
            words.take(found)
            continue
        for index, row in enumerate(rows(listed)):
            what = f"{party}'s word {index}"
            if isinstance(row, Mapping):
                rows_alone.append(one(what, {**row, "party": party}))
            else:
                try:
                    rows_alone.append(one(what, (party, *row)))
                except TypeError:
                    raise WordError(f"{what} is {row!r}: (start, end, text) was expected") from None
    if rows_alone:
        words.take(_in_seconds(rows_alone))
    return words


def one(what: str, row: Any) -> Word:
    """One word of a party, its times in seconds; an error calls it `what`."""
    word = _word(what, row, _Whose())
    assert word is not None  # nobody is left out without a label that says so
    return word


def rows(table: Any) -> Iterable[Any]:
    """The rows of a list, or of a table of pandas, polars or pyarrow."""
    if isinstance(table, (str, bytes)):
        raise WordError(f"words are {named_type(table)}: give a list of {_FORM}, or a pathlib.Path of a transcript")
    found = frame_rows(table)
    if found is not None:
        return found
    try:
        return list(table)
    except TypeError:
        raise WordError(f"words are {named_type(table)}: give a list of {_FORM}") from None


def _rows(rows: Iterable[tuple[str, Any]], whose: _Whose) -> Words:
    return Words(word for what, row in rows if (word := _word(what, row, whose)) is not None)


def _in_seconds(words: Words) -> Words:
    """Words with their times in seconds, whatever they were in: half of a call's words are not 20 s long."""
    # A text of several words is evenly spread.
    unit, per_second = _native.time_unit([(end - start) / len(text.split()) for _, start, end, text in words])
    if per_second != 1:
        words[:] = [(who, start / per_second, end / per_second, text) for who, start, end, text in words]
    words.found_out(unit, per_second)
    return words


def _word(what: str, row: Any, whose: _Whose) -> Word | None:
    try:
        if isinstance(row, Mapping):
            party = next(row[key] for key in ("party", "speaker", "role", "channel") if row.get(key) is not None)
            start, end = row["start"], row["end"]
            text = row["text"] if "text" in row else row["word"]
        else:
            party, start, end, text = row
        who = whose.party(party)
    except (TypeError, ValueError, KeyError, StopIteration):
        raise WordError(f"{what} is {row!r}: {_FORM} was expected{_speakers_hint(row)}") from None
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
    return None if who is None else (who, begins, ends, text)


def _speakers_hint(row: Any) -> str:
    """What to add where a speaker is named who may be anyone."""
    label = row.get("speaker") if isinstance(row, Mapping) else None
    return f"; say in speakers who {label!r} is, as {{{label!r}: 'agent'}}" if isinstance(label, (str, int)) else ""


def _seconds(what: str, value: Any) -> float:
    if not isinstance(value, (str, bytes, bool)):
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            pass
    raise WordError(f"{what} holds {value!r}: a number of seconds was expected")
