"""Who talked when in a mixed recording, from diarisers and recognisers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from .._values.errors import ConfigError, TalkspurtError, WordError
from .._values.type_names import named_type
from ..types import Party
from . import rttm, word_timings
from .talkspurts import Pair, pair, pairs

Speakers: TypeAlias = Mapping[str, Party | None]
"""The party of each speaker's label; None for who is neither, as a recorded announcement."""

_PARTIES: tuple[Party, Party] = ("agent", "customer")
_FORMS = (
    "the path of an RTTM file, a pyannote Annotation, lists of (start, end) by speaker, "
    "or rows with speaker, start and end"
)

Labelled: TypeAlias = tuple[str, float, float]
"""Speaker's label, start and end in seconds."""


def by_party(
    turns: Any, speakers: Speakers | None = None, recording: str | None = None
) -> tuple[list[Pair], list[Pair]]:
    """The agent's and the customer's talkspurts. What overlaps or touches within a party is joined.

    Args:
        turns: An RTTM file's path, a pyannote Annotation, lists of (start, end) by label, or rows.
        speakers: The party of each label, where the labels are not ``agent`` and ``customer`` themselves.
        recording: Name of the recording in an RTTM file that is of several.

    >>> by_party({"A": [(0, 1), (0.5, 2)], "B": [(3, 4)]}, {"A": "customer", "B": "agent"})
    ([(3.0, 4.0)], [(0.0, 2.0)])
    """
    labelled = _labelled(turns, recording)
    whose = _whose(labelled, speakers)
    agent, customer = (_joined([each for each in labelled if whose[each[0]] == party]) for party in _PARTIES)
    return agent, customer


def _labelled(turns: Any, recording: str | None) -> list[Labelled]:
    if isinstance(turns, (str, os.PathLike)):
        lines = rttm.chosen(rttm.read(turns), turns, recording)
        return [(line.speaker, line.start, line.end) for line in lines]
    if hasattr(turns, "itertracks"):
        tracks = turns.itertracks(yield_label=True)
        return [(str(label), *pair(f"{label}'s turn", (span.start, span.end))) for span, _, label in tracks]
    if isinstance(turns, Mapping):
        return [(str(label), *times) for label, spurts in turns.items() for times in pairs(str(label), spurts)]
    try:
        rows = list(word_timings.rows(turns))
    except WordError:
        raise TalkspurtError(f"turns are {named_type(turns)}: give {_FORMS}") from None
    return [_row(f"turn {index}", row) for index, row in enumerate(rows)]


def _row(what: str, row: Any) -> Labelled:
    names = (row.get("speaker"), row.get("party")) if isinstance(row, Mapping) else ()
    label = next((name for name in names if name is not None and not (isinstance(name, str) and not name)), None)
    if label is None:
        raise TalkspurtError(f"{what} is {row!r}, which names no speaker: give {_FORMS}")
    return str(label), *pair(what, row)


def checked(speakers: Speakers | None) -> Speakers | None:
    """`speakers`, if they name parties."""
    if speakers is not None and not isinstance(speakers, Mapping):
        raise ConfigError(f"speakers is {named_type(speakers)}: give the party of each speaker, {_example([])}")
    for label, party in (speakers or {}).items():
        if party is not None and not (isinstance(party, str) and party in _PARTIES):
            raise ConfigError(f"speakers has {party!r} for {label!r}: 'agent', 'customer' or None was expected")
    return speakers


def _whose(labelled: list[Labelled], speakers: Speakers | None) -> dict[str, Party | None]:
    """The party of each label that was found, or an error that lists the labels."""
    speakers = checked(speakers)
    named: dict[str, Party | None] = {party: party for party in _PARTIES} if speakers is None else dict(speakers)
    seconds: dict[str, float] = {}
    for label, start, end in labelled:
        seconds[label] = seconds.get(label, 0.0) + end - start
    missing = [label for label in seconds if label not in named]
    if missing:
        found = ", ".join(f"{label} ({length:.1f} s)" for label, length in sorted(seconds.items()))
        what = "nothing says who is who" if speakers is None else f"speakers does not say who {missing[0]} is"
        raise ConfigError(f"the turns are of {found}, and {what}: give speakers, {_example(list(seconds))}")
    return {label: named[label] for label in seconds}


def _example(labels: list[str]) -> str:
    """What to write for these labels: the first two as the parties, others as neither."""
    labels = sorted(labels) or ["SPEAKER_00", "SPEAKER_01"]
    parties = [repr(each) for each in _PARTIES] + ["None"] * len(labels)
    return "for instance {" + ", ".join(f"{a!r}: {b}" for a, b in zip(labels[:4], parties, strict=False)) + "}"


def _joined(labelled: list[Labelled]) -> list[Pair]:
    joined: list[Pair] = []
    for _, start, end in sorted(labelled, key=lambda each: each[1:]):
        if joined and start <= joined[-1][1] and end >= start:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def named(text: str) -> Speakers:
    """The parties of speakers as the command line says them.

    >>> named("SPEAKER_00=agent, SPEAKER_01=customer, SPEAKER_02=none")
    {'SPEAKER_00': 'agent', 'SPEAKER_01': 'customer', 'SPEAKER_02': None}
    """
    parties = {}
    for each in text.split(","):
        label, _, party = (part.strip() for part in each.rpartition("="))
        if party not in (*_PARTIES, "none") or not label:
            raise ConfigError(
                f"--speakers has {each.strip()!r}: LABEL=agent, LABEL=customer or LABEL=none was expected, "
                "with commas between them"
            )
        parties[label] = None if party == "none" else cast("Party", party)
    return parties
