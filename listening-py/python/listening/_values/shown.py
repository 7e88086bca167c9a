"""Text of others, as messages and texts show it."""

from __future__ import annotations

import re

from .._native import shown_name


def one_line(text: str) -> str:
    r"""Text in one line, without what would turn or hide the text around it; not shortened, as `shown_name` does it.

    >>> one_line("no\nsuch  file: ann\u202eneb.wav")
    'no such file: ann\ufffdneb.wav'
    """
    return re.sub(r"[^ -~]", lambda each: shown_name(each[0]) or " ", " ".join(text.split()))
