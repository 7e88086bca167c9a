"""What errors call a value that is of the wrong type."""

from __future__ import annotations


def a(value: object) -> str:
    """The type of `value` with its article.

    >>> a(7), a({}), a(None)
    ('an int', 'a dict', 'None')
    """
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeioAEIO' else 'a'} {name}"
