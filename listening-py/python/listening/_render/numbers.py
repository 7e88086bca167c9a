"""Numbers as text."""

from __future__ import annotations

import re


def fixed(value: float, digits: int = 1) -> str:
    """A number with this many decimals. A value that rounds to zero has no sign.

    >>> fixed(-0.04), fixed(-0.06), fixed(2.0, 0)
    ('0.0', '-0.1', '2')
    """
    return unsigned(f"{value:.{digits}f}")


def unsigned(text: str) -> str:
    """A number that was made text, without a sign where all of it is zeros.

    >>> unsigned("-0.0 dB"), unsigned("-0.05"), unsigned("+0 dB")
    ('0.0 dB', '-0.05', '0 dB')
    """
    return re.sub(r"^([-+])(?=0*\.?0*(?![\d.]))", "", text)
