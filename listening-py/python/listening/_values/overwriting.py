"""Guards what is read against what is written: a recording must not be replaced by its own report."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import Any

from .errors import ListeningError


def refuse(path: Any, inputs: Iterable[Any]) -> None:
    """Refuses to write `path` where it is the same file as one of `inputs`: paths, or the descriptor of an open file.

    Links to a file are that file. Terminals, pipes and `/dev/null` hold nothing that could be lost.

    Raises:
        ListeningError: They are the same file.
    """
    if path is None:
        return
    for each in inputs:
        if _same(path, each):
            read = "what is read from standard input" if isinstance(each, int) else os.fsdecode(each)
            raise ListeningError(
                f"{os.fsdecode(path)} is the same file as {read}, which would be overwritten: write to another file"
            )


def _same(path: Any, other: Any) -> bool:
    try:
        written, read = os.stat(path), os.stat(other)
    except (OSError, ValueError, TypeError):
        return False
    return stat.S_ISREG(written.st_mode) and os.path.samestat(written, read)
