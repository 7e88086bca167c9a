"""Text that the engine can take."""

from __future__ import annotations

from .errors import ListeningError
from .type_names import named_type


def characters(what: str, text: object, error: type[ListeningError]) -> str:
    """`text`, or `error` where it is none, or holds what is no character.

    >>> characters("the lexicon", "yes: aye", ListeningError)
    'yes: aye'
    """
    if not isinstance(text, str):
        raise error(f"{what} is {named_type(text)}: a string was expected")
    try:
        text.encode()
    except UnicodeEncodeError as found:
        half = text[found.start]
        raise error(f"{what} has {half!r} at {found.start}: half of a surrogate pair is no character") from None
    return text
