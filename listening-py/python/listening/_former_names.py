"""The modules that pickles of the first version name, so that they can still be read."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_MOVED = {
    "comparison": ("._review.comparison", ("Comparison",)),
    "config": ("._settings.config", ("Config",)),
    "errors": ("._values.errors", ("CalibrationWarning", "LengthWarning", "TruncatedWarning", "WordWarning")),
    "many": ("._batch.many_calls", ("Failure",)),
    "table": ("._values.table", ("Table",)),
}
"""Where the public classes of each are now."""


class _Former(ModuleType):
    """A module whose classes are elsewhere, and are imported from there when a pickle asks for one."""

    def __getattr__(self, name: str) -> object:
        home, classes = _MOVED[self.__name__.rpartition(".")[2]]
        if name not in classes:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(import_module(home, __package__), name)


def register() -> None:
    """Lets `pickle` find public classes under the modules that they were in."""
    for name in _MOVED:
        module = _Former(f"{__package__}.{name}")
        sys.modules.setdefault(module.__name__, module)
