"""The words that a command is given."""

from __future__ import annotations

from collections.abc import Sequence

from .._audio.diarisation import Speakers
from .._audio.word_timings import read
from .._audio.words import Words
from .._settings.channels import Side, channel
from .messages import Stop

_PARTIES = ("agent", "customer")


def given(files: Sequence[str] | None, speakers: Speakers | None, agent: Side) -> Words:
    """The words of ``--words``: of one file, or of one for each party."""
    words = Words()
    by_party = [each.split("=", 1) for each in files or () if each.split("=", 1)[0] in _PARTIES and "=" in each]
    if files and len(files) > 1 and sorted(party for party, _ in by_party) != ["agent", "customer"]:
        raise Stop("--words is given more than once: give one file, or agent=FILE and customer=FILE")
    for party, path in by_party:
        found = read(path, of=party)
        words.take(found)
    if files and not by_party:
        words = read(files[0], speakers, channel(agent))
    return words
