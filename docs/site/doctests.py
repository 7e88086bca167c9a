"""Examples in docstrings are code: from the prompt up to an empty line."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

EXAMPLE = re.compile(r"^(?P<indent> *)>>> (?:.+\n?)+", re.MULTILINE)


class Doctests(Extension):
    """Puts the examples of every docstring into blocks of code."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Changes the docstring of an object."""
        if obj.docstring:
            obj.docstring.value = EXAMPLE.sub(fenced, obj.docstring.value)


def fenced(found: re.Match[str]) -> str:
    """An example as a block of code, without the directives of doctest."""
    indent = found["indent"]
    code = re.sub(r" +# doctest:.*", "", found[0].rstrip("\n"))
    return f"{indent}```pycon\n{code}\n{indent}```\n"
