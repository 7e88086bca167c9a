"""Text that is also written to a file."""

from __future__ import annotations

import os

from .paths import checked_path


def saved(text: str, path: str | os.PathLike[str] | None) -> str:
    """`text`, also written to `path` where there is one: UTF-8 with line feeds; no text is an empty file."""
    if path is not None:
        with open(checked_path(path), "w", encoding="utf-8", newline="\n") as file:
            file.write(text if not text or text.endswith("\n") else text + "\n")
    return text
