"""Scripts that complete the command ``listening`` in a shell, written by shtab."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .arguments import command_line

Shell: TypeAlias = Literal["bash"] | Literal["zsh"] | Literal["fish"]

_ZSH = """\
# Sourced, it is made known here; as a file of $fpath it is the function itself.
if [[ $zsh_eval_context[-1] == file && $funcstack[1] != _listening ]]; then
  compdef _shtab_listening listening
  return 0
fi"""
"""shtab's own script can be evaluated, but not sourced."""


def script(shell: Shell) -> str:
    """The script for a shell; it needs nothing but the shell."""
    # Slow to import, and needed here alone.
    import shtab

    return str(shtab.complete(command_line(shtab.FILE), shell, preamble=_ZSH if shell == "zsh" else "")) + "\n"
