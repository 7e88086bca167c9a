"""The files below a folder that are taken as recordings, and what else there is that somebody may miss."""

from __future__ import annotations

import fnmatch
import os
import shlex
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec

from .._audio.headerless import ENDINGS, UNKNOWN, Reading
from .._values.errors import ConfigError
from .call_rows import printable
from .read_options import WITH_AV, WITH_HEADER


@dataclass
class NotRead:
    """What of a folder was not read."""

    endings: Counter[str] = field(default_factory=Counter)
    """Files that PyAV would read, counted by their endings."""

    example: str = ""
    """One of them."""

    raw: Counter[str] = field(default_factory=Counter)
    """Files without a header, counted by their endings."""

    others: Counter[str] = field(default_factory=Counter)
    """Other files, counted by their endings."""

    claimed: tuple[str, ...] = ()
    """Folders whose other files are not counted: they hold what goes with recordings."""

    special: int = 0
    """Pipes, sockets and devices that are named as recordings are: opening one may wait for ever."""

    links: int = 0
    """Links to folders: following them may never end."""

    refused: list[str] = field(default_factory=list)
    """Folders that could not be listed, and why."""

    def lines(self) -> list[str]:
        """A line for each kind.

        >>> NotRead(Counter({".m4a": 3}), "calls/a b.m4a", links=1).lines()[0]
        "3 M4A files were not read: pip install 'listening[av]', or convert: ffmpeg -i 'calls/a b.m4a' call.wav"
        """
        lines = [f"{why}: nothing in it was read" for why in self.refused]
        if self.endings:
            kinds = [_files(number, f"{ending[1:].upper()} file") for ending, number in sorted(self.endings.items())]
            was = "was" if self.endings.total() == 1 else "were"
            lines.append(
                f"{', '.join(kinds)} {was} not read: pip install 'listening[av]', or convert: "
                f"ffmpeg -i {shlex.quote(self.example)} call.wav"
            )
        if self.raw:
            kinds = [_files(number, f"{ending} file") for ending, number in sorted(self.raw.items())]
            was = "was" if self.raw.total() == 1 else "were"
            lines.append(
                f"{', '.join(kinds)} without a header {was} not read: where each holds both parties, say how, as with "
                "--format mulaw --rate 8000 --channels 2; where it holds one, give both files to `listening analyze`"
            )
        if self.others:
            kinds = [f"{number} {ending or 'without an extension'}" for ending, number in sorted(self.others.items())]
            was = "was" if self.others.total() == 1 else "were"
            lines.append(
                f"{_files(self.others.total(), 'other file')} {was} skipped ({', '.join(kinds)}): "
                "--glob takes files of any name"
            )
        if self.special:
            what = _files(self.special, "pipe, socket or device was", "pipes, sockets or devices were")
            lines.append(f"{what} not read")
        if self.links:
            was = "was" if self.links == 1 else "were"
            lines.append(f"{_files(self.links, 'link')} to folders {was} not followed: give the folder itself")
        return lines


def taken_endings(said: Reading) -> tuple[str, ...]:
    """Names that are taken where no pattern is given: of those without a header, what is said to hold both parties."""
    raw: tuple[str, ...] = ()
    if (said.channels or 1) > 1:
        raw = (*ENDINGS, *UNKNOWN) if said.format else tuple(ENDINGS)
    # Whether it is there is asked without importing it.
    return (*WITH_HEADER, *(WITH_AV if find_spec("av") else ()), *raw)


def walk(folder: str, pattern: str | None, not_read: NotRead, taken: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The recordings below a folder, in order of their paths: each one's path from the folder on, with ``/``, and path.

    Args:
        folder: The folder; hidden files in it are skipped, and links to folders are not followed.
        pattern: What a path within it must match, as in a shell, where ``*`` also matches ``/``; one of `taken`
            if not given.
        not_read: Takes what is left out.
        taken: Endings of names.

    Raises:
        ConfigError: There is no such folder.
        OSError: It cannot be listed. What was not listed within it goes to `not_read`.
    """
    if not os.path.isdir(folder):
        kind = "is not a folder: for one recording there is `analyze`" if os.path.exists(folder) else "does not exist"
        raise ConfigError(f"{folder} {kind}")

    def refuse(error: OSError) -> None:
        if error.filename is None or error.filename == folder:
            raise error
        not_read.refused.append(printable(f"{error.filename}: {error.strerror or error}"))

    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        not_read.links += sum(os.path.islink(os.path.join(place, name)) for name in folders)
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = os.path.join(place, name)
            call_id = printable(os.path.relpath(path, folder).replace(os.sep, "/"))
            if not (fnmatch.fnmatchcase(call_id, pattern) if pattern else call_id.lower().endswith(taken)):
                if not pattern:
                    _count(not_read, os.path.splitext(name)[1].lower(), path)
            elif _special(path):
                not_read.special += 1
            else:
                yield call_id, path


def _count(not_read: NotRead, ending: str, path: str) -> None:
    """Counts a file whose name is not one of a recording that is read."""
    if ending in WITH_AV:
        not_read.endings[ending] += 1
        not_read.example = not_read.example or printable(path)
    elif ending in ENDINGS or ending in UNKNOWN:
        not_read.raw[ending] += 1
    elif not any(_within(path, folder) for folder in not_read.claimed):
        not_read.others[printable(ending)] += 1


def _within(path: str, folder: str) -> bool:
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def _special(path: str) -> bool:
    """Whether it is there and no file; where that is not known, opening it will say why."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _files(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
