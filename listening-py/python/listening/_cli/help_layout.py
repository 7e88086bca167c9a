"""Help as wide as the terminal: paragraphs filled, and examples that are too long in several lines."""

from __future__ import annotations

import re
import textwrap

_COMMENT = re.compile(r"(?<=\S)\s{2,}(?=\S)")
"""What stands between an example and what it does."""

_BREAK = re.compile(r" (?=--?[a-z]|[|] |> )")
"""Where a shell's line may go on in the next one."""


def filled(text: str, width: int) -> str:
    r"""Help with headings, paragraphs, and examples, which are indented, in lines of at most `width` where that can be.

    >>> print(filled("Reads\na file.\n\nexamples:\n  listening track calls.jsonl --by team    teams", 30))
    Reads a file.
    <BLANKLINE>
    examples:
      listening track calls.jsonl \
          --by team
          teams
    """
    lines: list[str] = []
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            lines.extend(textwrap.wrap(" ".join(paragraph), width, break_on_hyphens=False, break_long_words=False))
            paragraph.clear()

    for line in _joined(text.rstrip().split("\n")):
        if line.startswith(" ") or not line.strip() or line.endswith(":"):
            # A heading ends its paragraph, which it may be the end of.
            if line.endswith(":") and not line.startswith(" "):
                paragraph.append(line)
                close()
                continue
            close()
            lines.extend(_example(line, width) if line.strip() else [""])
        else:
            paragraph.append(line)
    close()
    return "\n".join(lines)


def _joined(lines: list[str]) -> list[str]:
    """The lines of an example that goes on in the next as one."""
    found: list[str] = []
    for line in lines:
        if found and found[-1].endswith(" \\"):
            found[-1] = f"{found[-1][:-2]} {line.strip()}"
        else:
            found.append(line)
    return found


def _example(line: str, width: int) -> list[str]:
    """An example; where it is too long, its parts below each other."""
    if len(line) <= width:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()))
    command, *comment = _COMMENT.split(line.strip(), maxsplit=1)
    more = indent + "    "
    if command.startswith(("{", "[", '"')):
        lines = textwrap.wrap(command, width, initial_indent=indent, subsequent_indent=more, break_long_words=False)
    else:
        lines = _continued(command, indent, more, width)
    for text in comment:
        wrap = textwrap.wrap(text, width, initial_indent=more, subsequent_indent=more, break_long_words=False)
        lines += wrap
    return lines


def _continued(command: str, indent: str, more: str, width: int) -> list[str]:
    """A command in lines of which each but the last ends as a shell's does."""
    lines, now = [], indent
    for part in _BREAK.split(command):
        if now.strip() and len(now) + 1 + len(part) + 2 > width:
            lines.append(f"{now} \\")
            now = more + part
        else:
            now = f"{now} {part}" if now.strip() else now + part
    return [*lines, now]
