"""Scripts that complete the command ``listening`` in a shell, written by shtab."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .arguments import command_line

Shell: TypeAlias = Literal["bash"] | Literal["zsh"] | Literal["fish"]


def script(shell: Shell) -> str:
    """The script for a shell; it needs nothing but the shell."""
    # Slow to import, and needed here alone.
    import shtab

    return str(shtab.complete(command_line(shtab.FILE), shell)) + "\n"
