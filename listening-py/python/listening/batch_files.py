"""Which recordings a folder holds, and whose and when each call was."""

from __future__ import annotations

import csv
import fnmatch
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

from .call_rows import printable
from .errors import ConfigError, RowError
from .tracked_calls import utc

ENDINGS = (".aif", ".aifc", ".aiff", ".au", ".caf", ".flac", ".mp3", ".oga", ".ogg", ".opus", ".snd", ".w64", ".wav")
"""Names that are taken where no pattern is given."""


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
        self._used: set[str] = set()
        name = os.fspath(path)
        for number, row in entries(name):
            what = f"{name}: row {number}"
            if not (call_id := str(row.get("call_id") or "").strip()):
                raise RowError(f"{what} has no call_id: columns call_id, agent, time were expected")
            if call_id in self._calls:
                raise RowError(f"{what} has the call_id {call_id!r} again: leave one of the rows out")
            self._calls[call_id] = _agent(row.get("agent")), _time(what, row.get("time"))

    def find(self, call_id: str) -> tuple[str | None, datetime | None] | None:
        """Agent and time of the recording of that path; None if it is not there."""
        name = call_id.rpartition("/")[2]
        for key in (call_id, os.path.splitext(call_id)[0], name, os.path.splitext(name)[0]):
            if key in self._calls:
                self._used.add(key)
                return self._calls[key]
        return None

    @property
    def unused(self) -> list[str]:
        """Calls of it that were never found."""
        return [call_id for call_id in self._calls if call_id not in self._used]


def recordings(folder: str, pattern: str | None, manifest: Manifest | None) -> Iterator[Recording]:
    """The recordings below a folder, in order of their paths; hidden ones are passed over.

    Args:
        folder: The folder.
        pattern: What a path within it must match, as in a shell, where ``*`` stands for ``/`` too; one of `ENDINGS`
            if not given.
        manifest: Whose calls they are, and when; if not given, the agent is named by the folder that the recording
            lies in, and the time is that of the file's last change.
    """
    for path in _files(folder):
        call_id = printable(os.path.relpath(path, folder).replace(os.sep, "/"))
        if not (fnmatch.fnmatchcase(call_id, pattern) if pattern else call_id.lower().endswith(ENDINGS)):
            continue
        if manifest is None:
            within = call_id.rpartition("/")[0].rpartition("/")[2]
            changed = _changed(path)
            yield Recording(call_id, path, within or None, changed, "file" if changed else None)
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


def _files(folder: str) -> Iterator[str]:
    if not os.path.isdir(folder):
        kind = "is not a folder: for one recording there is `analyze`" if os.path.exists(folder) else "does not exist"
        raise ConfigError(f"{folder} {kind}")

    def refuse(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(place, name) for name in sorted(names) if not name.startswith("."))


def _changed(path: str) -> datetime | None:
    """When the file was last changed, to the second; None where it cannot be told: opening it will say why."""
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
