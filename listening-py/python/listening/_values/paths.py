"""Paths, checked before a file is opened."""

from __future__ import annotations

import os
from typing import TypeVar

from .errors import ListeningError
from .type_names import named_type

P = TypeVar("P")


def checked_path(path: P, error: type[ListeningError] = ListeningError) -> P:
    """`path` itself, where a file can have this name.

    `open` takes an integer for a descriptor, and answers a NUL with a plain `ValueError`.

    Raises:
        ListeningError: It is no path, or holds a NUL character; `error` is the class that is raised.
    """
    try:
        name = os.fsdecode(os.fspath(path))  # type: ignore[call-overload]
    except TypeError:
        raise error(f"path is {named_type(path)}: give a str or a pathlib.Path") from None
    if "\0" in name:
        raise error(f"path {name!r} holds a NUL character, which no file name can")
    return path
