"""Whose each call of a folder is, when it was, and what else is known of it: a file that the user gives."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from .._values.errors import RowError
from .._values.paths import checked_path
from .._values.times import utc
from .carried_columns import as_kind, carried_names, plain, typed

_SHOWN = 4
"""Recordings that an error names."""


class Entry(NamedTuple):
    """What a manifest says of a call."""

    agent: str | None
    time: datetime | None

    carried: dict[str, Any]
    """Its values of the other columns."""


class Manifest:
    """Whose each call is and when it was, from a CSV file with a header, or from JSON, all or a line each.

    Columns: ``call_id`` (a recording's path within the folder, or its name, with its ending or without), ``agent`` and
    ``time`` (seconds since 1970, or ISO 8601); either of the two may be left out. Others are carried into the table:
    as numbers where all values are numbers, else as text.

    Raises:
        RowError: The file is not like this; the message names the row.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._calls: dict[str, Entry] = {}
        self._found: dict[str, str] = {}
        self._name = name = os.fspath(checked_path(path))
        names: list[str] = []
        seen: set[str] = set()
        for number, row in entries(name):
            what = f"{name}: row {number}"
            if not (call_id := str(row.get("call_id") or "").strip()):
                raise RowError(f"{what} has no call_id: columns call_id, agent, time were expected")
            if call_id in self._calls:
                raise RowError(f"{what} has the call_id {call_id!r} again: leave one of the rows out")
            # The header of CSV is the same in all; objects of JSON may each have other keys.
            if more := [key for key in row if key not in seen]:
                names += carried_names(name, more)
                seen.update(more)
            carried = {key: plain(what, key, row.get(key)) for key in names}
            self._calls[call_id] = Entry(_agent(row.get("agent")), _time(what, row.get("time")), carried)
        of_text = not name.lower().endswith((".json", ".jsonl"))
        self.kinds = typed((entry.carried for entry in self._calls.values()), names, of_text=of_text)
        """The columns that are carried, each with its kind."""
        for entry in self._calls.values():
            for key, kind in self.kinds.items():
                entry.carried[key] = as_kind(entry.carried.get(key), kind)

    def settle(self, call_ids: Iterable[str]) -> int:
        """Finds out which recording each row is of; gives how many recordings there are.

        A path counts before a name, and what has its ending before what has none.

        Raises:
            RowError: A row may be of several recordings, or two rows are of one.
        """
        likely: dict[str, tuple[int, list[str]]] = {}
        count = 0
        for call_id in call_ids:
            count += 1
            name = call_id.rpartition("/")[2]
            keys = (call_id, os.path.splitext(call_id)[0], name, os.path.splitext(name)[0])
            for rank, key in enumerate(keys):
                if key not in self._calls or key in keys[:rank]:
                    continue
                best, there = likely.get(key, (rank, []))
                if rank <= best:
                    likely[key] = rank, [*(there if rank == best else ()), call_id]
        for key, (_, files) in likely.items():
            if len(files) > 1:
                raise RowError(
                    f"{self._name}: the call_id {key!r} may be {_listed(files)}: give its path within the folder"
                )
            if files[0] in self._found:
                two = f"{self._found[files[0]]!r} and {key!r}"
                raise RowError(f"{self._name}: the rows {two} are of one file, {files[0]}: leave one of them out")
            self._found[files[0]] = key
        return count

    def find(self, call_id: str) -> Entry | None:
        """What it says of the recording of that path; None if it is not there."""
        key = self._found.get(call_id)
        return None if key is None else self._calls[key]

    def name_of(self, call_id: str) -> str:
        """What it calls the recording of that path."""
        return self._found[call_id]

    @property
    def unused(self) -> list[str]:
        """Calls of it that were never found."""
        used = set(self._found.values())
        return [call_id for call_id in self._calls if call_id not in used]


def about_of(manifest: str, recording: str) -> dict[str, Any]:
    """What a manifest says of one recording, which it knows by its path within any folder, or by its name.

    Raises:
        RowError: The file is not like this, or has no row for the recording.
    """
    known = Manifest(manifest)
    parts = os.path.abspath(recording).replace(os.sep, "/").strip("/").split("/")
    for start in range(len(parts)):
        call_id = "/".join(parts[start:])
        known.settle([call_id])
        found = known.find(call_id)
        if found is not None:
            return {"agent": found.agent, "time": found.time, "call_id": known.name_of(call_id)}
    raise RowError(f"{manifest} has no row for {recording}: a call_id that is its path, or the end of it, was expected")


def entries(path: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The numbered rows of a CSV file with a header, of a JSON file with a list of objects, or with one in each line.

    Raises:
        RowError: It is none of them.
    """
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        try:
            if path.lower().endswith((".json", ".jsonl")):
                rows: Iterable[Any] = _objects(file.read())
            else:
                rows = _cells(path, csv.DictReader(file))
            for number, row in enumerate(rows, 1):
                if not isinstance(row, Mapping):
                    raise RowError(f"{path}: row {number} is a {type(row).__name__}: an object was expected")
                yield number, row
        except (csv.Error, ValueError, RecursionError) as error:
            if isinstance(error, RowError):
                raise
            raise RowError(f"{path}: neither CSV with a header nor JSON: {error}") from None


def _cells(path: str, rows: csv.DictReader[str]) -> Iterator[dict[str, Any]]:
    """The rows of a CSV file, without the columns that have no name, as spreadsheets leave them."""
    header = [name.strip() for name in rows.fieldnames or ()]
    for name in header:
        if name and header.count(name) > 1:
            raise RowError(f"{path} has the column {name!r} twice: leave one of them out")
    rows.fieldnames = header
    for number, row in enumerate(rows, 1):
        # Cells past the header stand under None.
        if any(cell.strip() for cell in row.pop(None, None) or ()):
            raise RowError(f"{path}: row {number} has more cells than the header: quote what holds a comma")
        row.pop("", None)
        yield row


def _objects(text: str) -> list[Any]:
    if text.lstrip().startswith("["):
        found: list[Any] = json.loads(text)
        return found
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _listed(files: list[str]) -> str:
    return " or ".join(files[:_SHOWN]) + (f" or one of {len(files) - _SHOWN} more" if len(files) > _SHOWN else "")


def _agent(agent: Any) -> str | None:
    return str(agent).strip() or None if agent is not None else None


def _time(what: str, time: Any) -> datetime | None:
    try:
        return utc(time)
    except RowError as error:
        raise RowError(f"{what}: {error}") from None
