"""Optional libraries, imported where they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def library(name: str, extra: str = "") -> Any:
    """The module `name`, or an error that names the extra that installs it: the one of its own name if not given."""
    root = name.partition(".")[0]
    try:
        import_module(root)
    except ModuleNotFoundError as error:
        if error.name != root:
            raise
        raise ModuleNotFoundError(f"this needs {root}: pip install 'listening[{extra or root}]'", name=root) from None
    return import_module(name)
