"""Calls on their way into tables, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

from .._batch.call_rows import columns as call_columns
from .._batch.call_rows import row
from .._batch.carried_columns import as_kind
from .._values.columns import TALKSPURT_VOICE
from .._values.errors import RowError
from .._values.table import Table
from .._values.times import utc
from .columns import table_columns

CALLS, BYTES = 256, 8 << 20
"""The most calls of a chunk, and the bytes of reports at which it is full."""


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

    voices: list[Table[Any] | None]
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


def chunks(given: Iterator[Given], carried: Mapping[str, str]) -> Iterator[Chunk]:
    """Puts calls together."""
    for first in given:
        rows: list[Mapping[str, Any]] = []
        found = Chunk(None, [], [], [], [])
        size = 0
        for call in chain([first], islice(given, CALLS - 1)):
            filled, report, voice = _row(call, carried)
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


def voice_columns(voices: Sequence[Table[Any] | None], spurts: Sequence[int]) -> dict[str, list[Any]]:
    """The columns of the voice over all talkspurts, of which each report has so many."""
    found: dict[str, list[Any]] = {name: [] for name in TALKSPURT_VOICE}
    for voice, count in zip(voices, spurts, strict=True):
        rows: Sequence[Mapping[str, Any]] = [{}] * count if voice is None else list(voice)
        for name, values in found.items():
            values += [each.get(name) for each in rows]
    return found


def _row(call: Given, carried: Mapping[str, str]) -> tuple[Mapping[str, Any], bytes | None, Table[Any] | None]:
    """A call's row of the table of calls, its report, and how its talkspurts sound."""
    whose = _whose(call, carried)
    if call.ready is not None:
        kinds = call_columns()
        ready = {name: call.ready.get(name, [] if kind == "list" else None) for name, kind in kinds.items()}
        return ready | whose, call.report, None
    result, voice = call.result, None
    if hasattr(result, "report") and hasattr(result, "talkspurts"):
        voice, result = result.talkspurts, result.report
    filled = row(whose.pop("call_id"), result, "", **whose)
    text = filled.pop("report")
    filled["settings"] = None
    return filled, None if text is None else text.encode(), voice


def _whose(call: Given, carried: Mapping[str, str]) -> dict[str, Any]:
    try:
        time = utc(call.whose.get("time"))
    except RowError as error:
        raise RowError(f"{call.where}: {error}") from None
    agent = call.whose.get("agent")
    found = {"call_id": call.whose["call_id"], "agent": None if agent is None else str(agent), "time": time}
    for name, kind in carried.items():
        try:
            found[name] = as_kind(call.whose.get(name), kind)
        except (TypeError, ValueError):
            got = call.whose.get(name)
            raise RowError(f"{call.where}: {name} is {got!r}: a number was expected, as in the calls before") from None
    return found
