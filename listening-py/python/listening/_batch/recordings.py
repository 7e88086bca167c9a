"""Which recordings a folder holds, and whose and when each call was."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from typing import Any, NamedTuple

from .call_rows import printable
from .companions import Companions
from .folder_walk import NotRead, walk
from .manifest import Entry, Manifest


class Recording(NamedTuple):
    """A recording in a folder."""

    call_id: str
    """Its path from the folder on, with ``/`` on every system."""

    path: str
    agent: str | None
    time: datetime | None

    time_from: str | None
    """Where the time comes from: ``"manifest"`` or ``"file"``, the time of its last change."""

    carried: dict[str, Any]
    """What else the manifest says of it."""

    def whose(self) -> dict[str, Any]:
        """What its row says besides what it is called, by the names of columns."""
        known = {"path": self.path, "agent": self.agent, "time": self.time, "time_from": self.time_from}
        return known | self.carried


def survey(
    folder: str,
    pattern: str | None,
    manifest: Manifest | None,
    taken: tuple[str, ...],
    beside: Sequence[Companions] = (),
) -> tuple[int, NotRead]:
    """How many recordings there are below a folder, and what there is not read; settles the manifest.

    Raises:
        RowError: A row of the manifest may be of several recordings, or two rows are of one.
        ConfigError: Two files may go with one recording, or none goes with any.
    """
    not_read = NotRead(claimed=tuple(each.folder for each in beside))
    first = ""

    def call_ids() -> Iterator[str]:
        nonlocal first
        for call_id, path in walk(folder, pattern, not_read, taken):
            first = first or path
            for each in beside:
                each.look(path)
            yield call_id

    total = manifest.settle(call_ids()) if manifest else sum(1 for _ in call_ids())
    for each in beside if total else ():
        each.refuse_none(first)
    return total, not_read


def recordings(
    folder: str, pattern: str | None, manifest: Manifest | None, taken: tuple[str, ...]
) -> Iterator[Recording]:
    """The recordings below a folder, in order of their paths; hidden ones are skipped.

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
            agent = within.rpartition("/")[2] or None
            yield Recording(call_id, path, agent, changed, "file" if changed else None, {})
        else:
            said = manifest.find(call_id) or Entry(None, None, {})
            yield Recording(call_id, path, said.agent, said.time, "manifest" if said.time else None, said.carried)


def _changed(path: str) -> datetime | None:
    """When the file was last changed, to the second; None where that is not known: opening it will say why."""
    try:
        return datetime.fromtimestamp(int(os.stat(path).st_mtime), timezone.utc)
    except (OSError, OverflowError, ValueError):
        return None
