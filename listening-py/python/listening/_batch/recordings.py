"""Which recordings a folder holds, and whose and when each call was."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

from .._values.errors import RowError
from .._values.paths import checked_path
from .._values.times import utc
from .call_rows import printable
from .folder_walk import NotRead, walk

_SHOWN = 4
"""Recordings that an error names."""


class Recording(NamedTuple):
    """A recording in a folder."""

    call_id: str
    """Its path from the folder on, with ``/`` on every system."""

    path: str
    agent: str | None
    time: datetime | None

    time_from: str | None
    """Where the time comes from: ``"manifest"`` or ``"file"``, the time of its last change."""


class Manifest:
    """Whose each call is and when it was, from a CSV file with a header, or from JSON, all or a line each.

    Columns: ``call_id`` (a recording's path within the folder, or its name, with its ending or without), ``agent`` and
    ``time`` (seconds since 1970, or ISO 8601); either of the two may be left out. Others are passed over.

    Raises:
        RowError: The file is not like this; the message names the row.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._calls: dict[str, tuple[str | None, datetime | None]] = {}
        self._found: dict[str, str] = {}
        self._name = name = os.fspath(checked_path(path))
        for number, row in entries(name):
            what = f"{name}: row {number}"
            if not (call_id := str(row.get("call_id") or "").strip()):
                raise RowError(f"{what} has no call_id: columns call_id, agent, time were expected")
            if call_id in self._calls:
                raise RowError(f"{what} has the call_id {call_id!r} again: leave one of the rows out")
            self._calls[call_id] = _agent(row.get("agent")), _time(what, row.get("time"))

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

    def find(self, call_id: str) -> tuple[str | None, datetime | None] | None:
        """Agent and time of the recording of that path; None if it is not there."""
        key = self._found.get(call_id)
        return None if key is None else self._calls[key]

    @property
    def unused(self) -> list[str]:
        """Calls of it that were never found."""
        used = set(self._found.values())
        return [call_id for call_id in self._calls if call_id not in used]


def survey(folder: str, pattern: str | None, manifest: Manifest | None, taken: tuple[str, ...]) -> tuple[int, NotRead]:
    """How many recordings there are below a folder, and what there is not read; settles the manifest.

    Raises:
        RowError: A row of the manifest may be of several recordings, or two rows are of one.
    """
    not_read = NotRead()
    call_ids = (call_id for call_id, _ in walk(folder, pattern, not_read, taken))
    return (manifest.settle(call_ids) if manifest else sum(1 for _ in call_ids)), not_read


def recordings(
    folder: str, pattern: str | None, manifest: Manifest | None, taken: tuple[str, ...]
) -> Iterator[Recording]:
    """The recordings below a folder, in order of their paths; hidden ones are passed over.

    Args:
        folder: The folder.
        pattern: As `walk` takes it.
        taken: As `walk` takes it.
        manifest: Whose calls they are, and when, settled by `survey`; if not given, the agent is named by the folder
            that the recording lies in, and the time is that of the file's last change.
    """
    for call_id, path in walk(folder, pattern, NotRead(), taken):
        if manifest is None:
            # Of a recording in the folder itself that is its own name, also where it was given as `.`.
            within = call_id.rpartition("/")[0] or printable(os.path.realpath(folder).replace(os.sep, "/"))
            changed = _changed(path)
            yield Recording(call_id, path, within.rpartition("/")[2] or None, changed, "file" if changed else None)
        else:
            agent, time = manifest.find(call_id) or (None, None)
            yield Recording(call_id, path, agent, time, "manifest" if time else None)


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
                rows = csv.DictReader(file)
            for number, row in enumerate(rows, 1):
                if not isinstance(row, Mapping):
                    raise RowError(f"{path}: row {number} is a {type(row).__name__}: an object was expected")
                yield number, row
        except (csv.Error, ValueError, RecursionError) as error:
            if isinstance(error, RowError):
                raise
            raise RowError(f"{path}: neither CSV with a header nor JSON: {error}") from None


def _objects(text: str) -> list[Any]:
    if text.lstrip().startswith("["):
        found: list[Any] = json.loads(text)
        return found
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _listed(files: list[str]) -> str:
    return " or ".join(files[:_SHOWN]) + (f" or one of {len(files) - _SHOWN} more" if len(files) > _SHOWN else "")


def _changed(path: str) -> datetime | None:
    """When the file was last changed, to the second; None where that is not known: opening it will say why."""
    try:
        return datetime.fromtimestamp(int(os.stat(path).st_mtime), timezone.utc)
    except (OSError, OverflowError, ValueError):
        return None


def _agent(agent: Any) -> str | None:
    return str(agent).strip() or None if agent is not None else None


def _time(what: str, time: Any) -> datetime | None:
    try:
        return utc(time)
    except RowError as error:
        raise RowError(f"{what}: {error}") from None
