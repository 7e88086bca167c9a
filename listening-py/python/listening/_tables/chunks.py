"""Calls on their way into tables, some hundreds at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple, TypeAlias

from .._batch.call_rows import HELD, row
from .._batch.call_rows import columns as call_columns
from .._batch.carried_columns import as_kind
from .._native import counted
from .._values.columns import TALKSPURT_VOICE
from .._values.data_frames import missing
from .._values.errors import RowError
from .._values.row_faults import RowFaults
from .._values.table import Table
from .._values.times import utc
from .columns import table_columns

CALLS, BYTES = 256, 8 << 20
"""The most calls of a chunk, and the bytes of reports at which it is full."""


Voice: TypeAlias = Table[Any] | Mapping[str, Sequence[Any]] | None
"""How the talkspurts of a call sound: rows, or a list for each column; None where that is not known."""


class Chunk(NamedTuple):
    """Some calls."""

    calls: Any
    """Their rows of the table of calls, as Arrow."""

    reports: list[bytes]
    """The reports of those that were analysed."""

    of: Sequence[int]
    """The call that each report is of, as a position among the rows."""

    where: Sequence[str]
    """What an error calls each report."""

    voices: list[Voice]
    """How the talkspurts of each sound, where that was heard; empty where it was of none."""


class Given(NamedTuple):
    """A call as it came."""

    where: str
    """What an error calls it."""

    result: Any
    """A `Report`, a `Failure` or an `Inspection`; None where `ready` says what became of it."""

    whose: Mapping[str, Any]
    """What is known of it: call_id, agent, time, and what is carried."""

    ready: Mapping[str, Any] | None = None
    """Its row of the table of calls, where that is there."""

    report: bytes | None = None
    """Its report as JSON, where there is no `result`."""


def chunks(given: Iterator[Given], carried: Mapping[str, str], faults: RowFaults) -> Iterator[Chunk]:
    """Puts calls together."""
    for first in given:
        rows: list[Mapping[str, Any]] = []
        found = Chunk(None, [], [], [], [])
        size = 0
        for call in chain([first], islice(given, CALLS - 1)):
            filled, report, voice = _row(call, carried, faults)
            if report is not None:
                found.reports.append(report)
                found.of.append(len(rows))  # type: ignore[attr-defined]  # a list here
                found.where.append(call.where)  # type: ignore[attr-defined]
                found.voices.append(voice)
                size += len(report)
            rows.append(filled)
            if size >= BYTES:
                break
        heard = found.voices if any(voice is not None for voice in found.voices) else []
        yield found._replace(calls=Table(rows, table_columns("calls", carried)).to_arrow(), voices=heard)


def voice_columns(chunk: Chunk, spurts: Sequence[int]) -> dict[str, list[Any]]:
    """The columns of the voice over all talkspurts of a chunk, with the number of each report.

    Raises:
        RowError: What a row says of the voices is not of its report.
    """
    found: dict[str, list[Any]] = {name: [] for name in TALKSPURT_VOICE}
    for where, voice, count in zip(chunk.where, chunk.voices, spurts, strict=True):
        if isinstance(voice, Mapping):
            own: Mapping[str, Sequence[Any]] = voice
        else:
            rows: Sequence[Mapping[str, Any]] = [{}] * count if voice is None else list(voice)
            own = {name: [each.get(name) for each in rows] for name in found}
        for name, values in found.items():
            if len(own.get(name, ())) != count:
                raise RowError(
                    f"{where}: its voices are not those of its report, which has {counted(count, 'talkspurt')}"
                )
            values += own[name]
    return found


def read_voices(where: str, text: Any) -> Voice:
    """How the talkspurts of a call sound, as a row has it.

    Raises:
        RowError: It is something else.
    """
    if text is None:
        return None
    try:
        found = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(values, list) for values in found.values()):
        raise RowError(f"{where}: its voices are not what `listening batch` wrote")
    return found


def _row(call: Given, carried: Mapping[str, str], faults: RowFaults) -> tuple[Mapping[str, Any], bytes | None, Voice]:
    """A call's row of the table of calls, its report, and how its talkspurts sound."""
    whose = _whose(call, carried, faults)
    if call.ready is not None:
        kinds = call_columns()
        ready = {name: call.ready.get(name, [] if kind == "list" else None) for name, kind in kinds.items()}
        for name in HELD:
            ready.pop(name, None)
        return ready | whose, call.report, read_voices(call.where, call.ready.get("voices"))
    result = call.result
    voice: Voice = None
    if hasattr(result, "report") and hasattr(result, "talkspurts"):
        voice, result = result.talkspurts, result.report
    filled = row(whose.pop("call_id"), result, "", **whose)
    text = filled.pop("report")
    filled.pop("voices")
    filled["settings"] = None
    return filled, None if text is None else text.encode(), voice


def _whose(call: Given, carried: Mapping[str, str], faults: RowFaults) -> dict[str, Any]:
    given = call.whose.get("time")
    try:
        time = utc(None if missing(given) else given)
    except RowError:
        time = None
        faults.empty("time that cannot be read", call.where)
    if time is not None:
        faults.read_time(given)
    agent = call.whose.get("agent")
    found = {"call_id": call.whose["call_id"], "agent": None if missing(agent) else str(agent), "time": time}
    for name, kind in carried.items():
        try:
            value = call.whose.get(name)
            found[name] = as_kind(None if isinstance(value, (list, dict)) else value, kind)
        except (TypeError, ValueError):
            got = call.whose.get(name)
            raise RowError(f"{call.where}: {name} is {got!r}: a number was expected, as in the calls before") from None
    return found
