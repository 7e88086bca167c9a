"""The files below a folder that are taken as recordings, and what else there is that somebody may miss."""

from __future__ import annotations

import fnmatch
import os
import shlex
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .._values.errors import ConfigError
from .call_rows import printable

ENDINGS = (
    *(".aif", ".aifc", ".aiff", ".au", ".caf", ".flac", ".mp3", ".oga", ".ogg", ".opus", ".rf64", ".snd", ".sph"),
    *(".w64", ".wav"),
)
"""Names that are taken where no pattern is given."""

UNREAD = (
    *(".3gp", ".aac", ".ac3", ".amr", ".avi", ".awb", ".flv", ".g722", ".gsm", ".m4a", ".m4b", ".mka", ".mkv", ".mov"),
    *(".mp4", ".spx", ".webm", ".wma"),
)
"""Names of recordings that are not read, and are counted where no pattern is given."""

RAW = {
    ".al": "alaw", ".alaw": "alaw", ".pcm": "s16le", ".raw": "s16le", ".sln": "s16le", ".ul": "mulaw", ".ulaw": "mulaw",
}  # fmt: skip
"""Names of recordings without a header, and what ffmpeg calls what is most likely in them."""


@dataclass
class NotRead:
    """What of a folder was not read."""

    endings: Counter[str] = field(default_factory=Counter)
    """Files of `UNREAD`, counted by their endings."""

    example: str = ""
    """One of them."""

    raw: Counter[str] = field(default_factory=Counter)
    """Files of `RAW`, counted by their endings."""

    raw_example: str = ""
    """One of them."""

    others: Counter[str] = field(default_factory=Counter)
    """Other files, counted by their endings."""

    special: int = 0
    """Pipes, sockets and devices that are named as recordings are: opening one may wait for ever."""

    links: int = 0
    """Links to folders: following them may never end."""

    refused: list[str] = field(default_factory=list)
    """Folders that could not be listed, and why."""

    def lines(self) -> list[str]:
        """A line for each kind.

        >>> NotRead(Counter({".m4a": 3}), "calls/a b.m4a", links=1).lines()[0]
        "3 M4A files were not read: convert them first, as with: ffmpeg -i 'calls/a b.m4a' call.wav"
        """
        lines = [f"{why}: nothing in it was read" for why in self.refused]
        if self.endings:
            kinds = [_files(number, f"{ending[1:].upper()} file") for ending, number in sorted(self.endings.items())]
            one = self.endings.total() == 1
            convert = (
                f"convert {'it' if one else 'them'} first, as with: ffmpeg -i {shlex.quote(self.example)} call.wav"
            )
            lines.append(f"{', '.join(kinds)} {'was' if one else 'were'} not read: {convert}")
        if self.raw:
            kinds = [_files(number, f"{ending} file") for ending, number in sorted(self.raw.items())]
            was = "was" if self.raw.total() == 1 else "were"
            form = RAW[os.path.splitext(self.raw_example)[1].lower()]
            lines.append(
                f"{', '.join(kinds)} without a header {was} not read: say rate, channels and encoding, as with: "
                f"ffmpeg -f {form} -ar 8000 -ac 2 -i {shlex.quote(self.raw_example)} call.wav"
            )
        if self.others:
            kinds = [f"{number} {ending or 'without an ending'}" for ending, number in sorted(self.others.items())]
            was = "was" if self.others.total() == 1 else "were"
            lines.append(
                f"{_files(self.others.total(), 'other file')} {was} passed over ({', '.join(kinds)}): "
                "--glob takes files of any name"
            )
        if self.special:
            what = _files(self.special, "pipe, socket or device was", "pipes, sockets or devices were")
            lines.append(f"{what} not read")
        if self.links:
            was = "was" if self.links == 1 else "were"
            lines.append(f"{_files(self.links, 'link')} to folders {was} not followed: give the folder itself")
        return lines


def walk(folder: str, pattern: str | None, not_read: NotRead) -> Iterator[tuple[str, str]]:
    """The recordings below a folder, in order of their paths: each one's path from the folder on, with ``/``, and path.

    Args:
        folder: The folder; hidden files in it are passed over, and links to folders are not followed.
        pattern: What a path within it must match, as in a shell, where ``*`` also matches ``/``; one of `ENDINGS`
            if not given.
        not_read: Takes what is left out.

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
            if not (fnmatch.fnmatchcase(call_id, pattern) if pattern else call_id.lower().endswith(ENDINGS)):
                if not pattern:
                    _count(not_read, os.path.splitext(name)[1].lower(), path)
            elif _special(path):
                not_read.special += 1
            else:
                yield call_id, path


def _count(not_read: NotRead, ending: str, path: str) -> None:
    """Counts a file whose name is not one of a recording that is read."""
    if ending in UNREAD:
        not_read.endings[ending] += 1
        not_read.example = not_read.example or printable(path)
    elif ending in RAW:
        not_read.raw[ending] += 1
        not_read.raw_example = not_read.raw_example or printable(path)
    else:
        not_read.others[printable(ending)] += 1


def _special(path: str) -> bool:
    """Whether it is there and no file; where that is not known, opening it will say why."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _files(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
