"""The files that go with the recordings of a folder: those with the same path and stem in another, or beside them."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Mapping, Sequence

from .._audio.headerless import ENDINGS, UNKNOWN
from .._values.errors import ConfigError
from .._values.paths import checked_path
from .call_rows import printable
from .read_options import WITH_AV, WITH_HEADER

_RECORDINGS = (*WITH_HEADER, *WITH_AV, *ENDINGS, *UNKNOWN)


class Companions:
    """The files of one kind.

    Args:
        what: What they hold: ``words``, ``marks`` or ``turns``.
        folder: Where they are.
        recordings: The folder of the recordings.
        pattern: What the recordings are named like, where that is said.

    Raises:
        ConfigError: There is no such folder.
    """

    def __init__(self, what: str, folder: str | os.PathLike[str], recordings: str, pattern: str | None = None) -> None:
        self.what, self.folder = what, os.fspath(checked_path(folder))
        self._recordings = recordings
        # In another folder the same names are of no recordings.
        self._pattern = pattern if os.path.realpath(self.folder) == os.path.realpath(recordings) else None
        self._place = ""
        self._stems: Mapping[str, Sequence[str]] | None = None
        self._found = 0
        if not os.path.isdir(self.folder):
            kind = "is a file" if os.path.exists(self.folder) else "does not exist"
            raise ConfigError(f"{what}: {self.folder} {kind}: a folder was expected, with a file for each recording")

    def of(self, path: str) -> str | None:
        """The file that goes with a recording; None where there is none.

        Raises:
            ConfigError: There are two.
        """
        place, name = os.path.split(os.path.relpath(path, self._recordings))
        if self._stems is None or place != self._place:
            self._place, self._stems = place, self._listed(place)
        files = [os.path.join(self.folder, place, each) for each in self._stems.get(os.path.splitext(name)[0], ())]
        if len(files) > 1:
            both = " and ".join(map(printable, files[:2]))
            raise ConfigError(
                f"{self.what} of {printable(path)} may be {both}: one was expected; keep one of them there"
            )
        return files[0] if files else None

    def look(self, path: str) -> None:
        """Looks for that of a recording, before the work.

        Raises:
            ConfigError: There are two.
        """
        self._found += self.of(path) is not None

    def refuse_none(self, example: str) -> None:
        """Refuses a folder that holds nothing of what is asked for.

        Args:
            example: The path of a recording.

        Raises:
            ConfigError: No recording has a file in it.
        """
        if not self._found:
            place, name = os.path.split(os.path.relpath(example, self._recordings))
            wanted = printable(os.path.join(self.folder, place, os.path.splitext(name)[0]))
            raise ConfigError(
                f"{self.what}: {self.folder} holds nothing of any recording: files with their paths and names were "
                f"expected, as {wanted}.* for {printable(example)}"
            )

    def _listed(self, place: str) -> dict[str, list[str]]:
        """The files of a folder by their stems, but hidden ones and recordings."""
        found: dict[str, list[str]] = {}
        try:
            with os.scandir(os.path.join(self.folder, place)) as entries:
                names = sorted(entry.name for entry in entries if entry.is_file())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        for name in names:
            within = os.path.join(place, name).replace(os.sep, "/")
            recorded = name.lower().endswith(_RECORDINGS)
            if self._pattern is not None:
                recorded |= fnmatch.fnmatchcase(printable(within), self._pattern)
            if not name.startswith(".") and not recorded:
                found.setdefault(os.path.splitext(name)[0], []).append(name)
        return found
