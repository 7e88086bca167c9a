"""What errors call a value that is of the wrong type."""

from __future__ import annotations


def named_type(value: object) -> str:
    """The type of `value` with its article.

    >>> named_type(7), named_type({}), named_type(None)
    ('an int', 'a dict', 'None')
    """
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeioAEIO' else 'a'} {name}"
