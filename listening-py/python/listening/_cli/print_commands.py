"""The commands that print what comes with the package: ``profile``, ``schema`` and ``completion``."""

from __future__ import annotations

import argparse

from .._native import built_in_profile
from .._values.report_schema import schema_text
from .completion import script


def profile(options: argparse.Namespace) -> None:
    """Prints a built-in profile."""
    print(built_in_profile(options.id), end="")


def schema(_: argparse.Namespace) -> None:
    """Prints the JSON schema of a report."""
    print(schema_text(), end="")


def completion(options: argparse.Namespace) -> None:
    """Prints the completion script of a shell."""
    print(script(options.shell), end="")
