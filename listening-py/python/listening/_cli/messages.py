"""What the command ``listening`` says on standard error: one line each, or with ``--json`` one line of JSON each."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from .._values.shown import one_line


class Stop(Exception):
    """Ends the command with one line on standard error."""

    def __init__(self, message: str, cause: Exception | None = None, prog: str = "listening") -> None:
        super().__init__(message)
        self.kind = "UsageError" if cause is None else type(cause).__name__
        """What the line of JSON calls it: the type of its cause, or that the command was not called as it should be."""
        self.prog = prog
        """Who says it, as ``listening analyze``."""


class Messages:
    """Prints errors and warnings, each in one line.

    >>> Messages(["analyze", "call.wav", "--json"]).as_json, Messages(["analyze", "--", "--json"]).as_json
    (True, False)
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        # Looked for in the words themselves, for errors in them take the same form.
        options = list(arguments)
        self.as_json = "--json" in (options[: options.index("--")] if "--" in options else options)

    def error(self, error: BaseException, message: str | None = None) -> int:
        """Prints what went wrong; gives the exit status."""
        text = " ".join((str(error) if message is None else message).split())
        kind, prog = (error.kind, error.prog) if isinstance(error, Stop) else (type(error).__name__, "listening")
        self._print("error", kind, text, f"{prog}: error: ")
        return 2

    def warning(self, warning: Warning | str) -> None:
        """Prints what should be known."""
        self._print("warning", type(warning).__name__, " ".join(str(warning).split()), "listening: warning: ")

    def _print(self, what: str, kind: str, message: str, prefix: str) -> None:
        line = json.dumps({what: {"type": kind, "message": message}}) if self.as_json else prefix + one_line(message)
        print(line, file=sys.stderr)
