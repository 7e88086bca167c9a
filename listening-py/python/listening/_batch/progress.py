"""How far many calls are, on standard error: by tqdm where it is installed, else as a plain count."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..report import Report


class Progress:
    """Counts calls, and those that were rated, were not, or failed; silent where nobody watches.

    Nobody does where standard error is neither a terminal nor a notebook's.

    Args:
        wanted: Whether to count at all.
        total: How many calls there are, None if that is not known.
        done: How many of them were done before.
    """

    def __init__(self, wanted: bool, total: int | None, done: int = 0) -> None:
        self._show = wanted and (_terminal() or "ipykernel" in sys.modules)
        self._total, self._done = total, done
        self._kinds = {"rated": 0, "not rated": 0, "failed": 0}
        self._bar: Any = _tqdm(total, done) if self._show else None

    def step(self, report: Report | None) -> None:
        """One more call is done; without a report it failed."""
        self._done += 1
        if not self._show:
            return
        self._kinds["failed" if report is None else "rated" if report.score["rating"] else "not rated"] += 1
        kinds = ", ".join(f"{number} {kind}" for kind, number in self._kinds.items())
        if self._bar is not None:
            self._bar.set_postfix_str(kinds, refresh=False)
            self._bar.update()
        else:
            of = "" if self._total is None else f" of {self._total}"
            print(
                f"\r{self._done}{of} call{'' if (self._total or self._done) == 1 else 's'}: {kinds}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._show and self._done:
            print(file=sys.stderr)


def _terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _tqdm(total: int | None, done: int) -> Any:
    try:
        with warnings.catch_warnings():
            # Without ipywidgets a notebook gets the plain bar, which will do.
            warnings.simplefilter("ignore")
            return import_module("tqdm.auto").tqdm(total=total, initial=done, unit="call", dynamic_ncols=True)
    except ModuleNotFoundError:
        return None
