"""Markup whose every text is escaped."""

from __future__ import annotations

from typing import Any

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


class Markup(str):
    """Text that is markup already; everything else is escaped where it is put in."""

    __slots__ = ()


def escape(text: str) -> str:
    """`text` as markup; as `html.escape` does it, whose module is slow to import.

    >>> escape("<'a' & b>")
    '&lt;&#x27;a&#x27; &amp; b&gt;'
    """
    return text.translate(_ESCAPES)


def join(*parts: str | None) -> Markup:
    """Parts one after the other; what is no `Markup` is text."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts if part is not None))


def tag(name: str, *inside: str | None, **attributes: Any) -> Markup:
    """An element; an attribute that is None is left out.

    >>> tag("a", "1 < 2", href="#e1", aria_label='"one"', class_="mark", title=None)
    '<a href="#e1" aria-label="&quot;one&quot;" class="mark">1 &lt; 2</a>'
    """
    return Markup(f"{_open(name, attributes)}>{join(*inside)}</{name}>")


def empty(name: str, **attributes: Any) -> Markup:
    """An element that holds nothing.

    >>> empty("rect", x=part(0.125), width="3")
    '<rect x="12.5%" width="3"/>'
    """
    return Markup(f"{_open(name, attributes)}/>")


def breakable(text: str) -> Markup:
    """`text` that may be broken after an underscore, for an identifier is one long word.

    >>> breakable("words_per_minute")
    'words_<wbr>per_<wbr>minute'
    """
    return Markup(escape(text).replace("_", "_<wbr>"))


def _open(name: str, attributes: dict[str, Any]) -> str:
    said = [
        f' {key.rstrip("_").replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None
    ]
    return f"<{name}{''.join(said)}"


def _plain(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def part(share: float) -> str:
    """A share of one as a length of SVG.

    >>> part(0.123456)
    '12.346%'
    """
    return f"{round(share * 100, 3):g}%"


def ascii_only(text: str) -> str:
    """Markup that reads the same in every encoding."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
