"""A table of calls that grows while they are analysed, and outlives the process that writes it.

Parquet has its directory at its end: a file that is being written is none. So rows go to small files in a folder
beside the table, each written whole under another name first; at the end they are joined to the table. A process that
is killed loses the rows of half a minute at most, what it leaves can be read, and the next goes on after it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from .._values.errors import ConfigError
from .call_rows import NOT_ANALYSED
from .table_formats import BYTES, ROWS, form_of

_SECONDS = 30.0
"""Rows wait no longer than this to be written."""


class Store:
    """A table that is written, at most by one process at a time; used with `with`, which keeps what was added.

    Args:
        path: The table. Its parts go to a folder of that name and ``.parts``.
        settings: What all rows must share with those that are there (`call_rows.fingerprint`).
        carried: The columns of a manifest, with their kinds.
        resume: Whether to go on with an earlier run.
        overwrite: Whether to remove it.

    Raises:
        ConfigError: There is something, and neither of the two was asked for; or it is of other settings.
    """

    def __init__(
        self, path: str, settings: str, *, resume: bool, overwrite: bool, carried: Mapping[str, str] | None = None
    ) -> None:
        self.path, self.parts = path, f"{path}.parts"
        self._form = form_of(path, carried)
        self._rows: list[Mapping[str, Any]] = []
        self._size, self._since = 0, time.monotonic()
        # The number of the last row of each call, and why it has no rating: a later row replaces an earlier one.
        self._last: dict[str, tuple[int, str | None]] = {}
        self._superseded: set[int] = set()
        self._count = 0
        if resume and overwrite:
            raise ConfigError("resume and overwrite were both asked for: give one of them")
        if not resume and not overwrite:
            self._refuse()
        if not os.path.isdir(self.parts):
            os.mkdir(self.parts)
        self._lock: int | None = _locked(os.path.join(self.parts, ".lock"), path)
        try:
            if overwrite:
                self._remove()
            for name in self._sources():
                for key in self._form.keys(name):
                    if key.settings != settings:
                        raise ConfigError(
                            f"{name} was made by another version, with other settings or with other columns of a "
                            "manifest: give the same, or start over with --overwrite"
                        )
                    self._note(key.call_id, key.why)
        except BaseException:
            self._release()
            raise

    def done(self, call_id: str, *, retry_failed: bool = False) -> bool:
        """Whether the call has a row, and need not be analysed."""
        there = self._last.get(call_id)
        return there is not None and not (retry_failed and there[1] == NOT_ANALYSED)

    def not_rated(self) -> Counter[str]:
        """How many calls of the table have no rating, by why."""
        return Counter(why for _, why in self._last.values() if why is not None)

    def __len__(self) -> int:
        return len(self._last)

    def add(self, row: Mapping[str, Any]) -> None:
        """Takes the row of a call, in the place of an earlier one of the same call."""
        self._note(row["call_id"], row["not_rated_because"])
        self._rows.append(row)
        self._size += len(row["report"] or "")
        if len(self._rows) >= ROWS or self._size >= BYTES or time.monotonic() - self._since >= _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Writes what was added to a part."""
        if self._rows:
            numbers = [int(os.path.splitext(name)[0]) for name in self._part_names()]
            name = f"{max(numbers, default=-1) + 1:06}{os.path.splitext(self.path)[1]}"
            whole, growing = os.path.join(self.parts, name), os.path.join(self.parts, f".{name}")
            _gone(growing)
            self._form.write(growing, self._rows)
            _settled(growing, whole)
        self._rows, self._size, self._since = [], 0, time.monotonic()

    def finish(self) -> None:
        """Joins the parts to the table, and removes them."""
        self.flush()
        if self._part_names() or not os.path.exists(self.path):
            growing = os.path.join(self.parts, f".joined{os.path.splitext(self.path)[1]}")
            _gone(growing)
            self._form.join(self._sources(), self._superseded, growing)
            _settled(growing, self.path)
        self._release()
        shutil.rmtree(self.parts, ignore_errors=True)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._lock is not None:
            try:
                self.flush()
            finally:
                self._release()

    def _note(self, call_id: str, why: str | None) -> None:
        if call_id in self._last:
            self._superseded.add(self._last[call_id][0])
        self._last[call_id] = self._count, why
        self._count += 1

    def _sources(self) -> list[str]:
        parts = [os.path.join(self.parts, name) for name in self._part_names()]
        return [self.path, *parts] if os.path.exists(self.path) else parts

    def _part_names(self) -> list[str]:
        return sorted(name for name in os.listdir(self.parts) if not name.startswith("."))

    def _refuse(self) -> None:
        for there, what in ((self.path, "exists"), (self.parts, "holds the calls of an interrupted run")):
            if os.path.exists(there):
                raise ConfigError(f"{there} {what}: --resume continues it, --overwrite starts over")

    def _remove(self) -> None:
        _gone(self.path)
        for name in self._part_names():
            os.remove(os.path.join(self.parts, name))

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
            # Nothing was kept: leave nothing behind.
            if not self._part_names() and os.path.isdir(self.parts):
                shutil.rmtree(self.parts)


def _locked(name: str, path: str) -> int:
    """Keeps others from writing the same table until this process ends, however it ends."""
    held = os.open(name, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        import fcntl
    except ModuleNotFoundError:
        # Windows refuses to rename what another holds open.
        return held
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise ConfigError(f"{path} is being written by another process: wait for its end") from None
    return held


def _settled(growing: str, whole: str) -> None:
    """Gives a file its name when all of it is on the disk."""
    held = os.open(growing, os.O_RDWR)
    try:
        os.fsync(held)
    finally:
        os.close(held)
    os.replace(growing, whole)


def _gone(name: str) -> None:
    if os.path.exists(name):
        os.remove(name)
