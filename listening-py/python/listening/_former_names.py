"""The modules that pickles of the first version name, so that they can still be read."""

from __future__ import annotations

import sys
from types import ModuleType

from ._batch.many_calls import Failure
from ._review.comparison import Comparison
from ._settings.config import Config
from ._values.errors import CalibrationWarning, LengthWarning, TruncatedWarning, WordWarning
from ._values.table import Table

_MOVED: dict[str, tuple[type, ...]] = {
    "comparison": (Comparison,),
    "config": (Config,),
    "errors": (CalibrationWarning, LengthWarning, TruncatedWarning, WordWarning),
    "many": (Failure,),
    "table": (Table,),
}


def register() -> None:
    """Lets `pickle` find public classes under the modules that they were in."""
    for name, classes in _MOVED.items():
        module = ModuleType(f"listening.{name}")
        vars(module).update((each.__name__, each) for each in classes)
        sys.modules.setdefault(module.__name__, module)
