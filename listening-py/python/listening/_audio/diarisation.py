"""Who talked when in a mixed recording, from diarisers and recognisers."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from .._values.data_frames import missing
from .._values.errors import ConfigError, TalkspurtError, TimesWarning, WordError
from .._values.type_names import named_type
from ..types import Party
from . import diarisation_files, word_timings
from .talkspurts import Pair, number, pair, pairs

Speakers: TypeAlias = Mapping[str, Party | None]
"""The party of each speaker's label; None for who is neither, as a recorded announcement."""

_PARTIES: tuple[Party, Party] = ("agent", "customer")
_FORMS = (
    "the path of a diarisation (RTTM, STM, CTM, TextGrid, EAF, CHAT, JSON), what pyannote gives, "
    "lists of (start, end) by speaker, or rows with speaker, start and end"
)

Labelled: TypeAlias = tuple[str, float, float]
"""Speaker's label, start and end in seconds."""


def by_party(
    turns: Any, speakers: Speakers | None = None, recording: str | None = None
) -> tuple[list[Pair], list[Pair]]:
    """The agent's and the customer's talkspurts. What overlaps or touches within a party is joined.

    Args:
        turns: A file's path, what pyannote gives, lists of (start, end) by label, or rows.
        speakers: The party of each label, where the labels are not ``agent`` and ``customer`` themselves.
        recording: Name of the recording in a file that is of several.

    >>> by_party({"A": [(0, 1), (0.5, 2)], "B": [(3, 4)]}, {"A": "customer", "B": "agent"})
    ([(3.0, 4.0)], [(0.0, 2.0)])
    """
    labelled = _labelled(turns, recording)
    whose = _whose(labelled, speakers)
    agent, customer = (_joined([each for each in labelled if whose[each[0]] == party]) for party in _PARTIES)
    return agent, customer


def _labelled(turns: Any, recording: str | None) -> list[Labelled]:
    if isinstance(turns, (str, os.PathLike)):
        found = diarisation_files.chosen(diarisation_files.read(turns, 5), turns, recording)
        return [(turn.speaker, turn.start, turn.end) for turn in found]
    # What pyannote 4 gives. Its exclusive diarisation has no overlaps, which are what counts here.
    turns = getattr(turns, "speaker_diarization", turns)
    if hasattr(turns, "itertracks"):
        tracks = turns.itertracks(yield_label=True)
        return [(str(label), *pair(f"{label}'s turn", (span.start, span.end))) for span, _, label in tracks]
    if isinstance(turns, Mapping):
        if turns and all(hasattr(each, "itertracks") for each in turns.values()):
            # As pyannote.database reads RTTM: by recording.
            return _labelled(_of_recording(turns, recording), recording)
        whole = next((turns[key] for key in ("diarization", "segments") if isinstance(turns.get(key), list)), None)
        if whole is None:
            return [each for label, spurts in turns.items() for each in _of_speaker(str(label), spurts)]
        turns = whole
    try:
        rows = list(word_timings.rows(turns))
    except WordError:
        raise TalkspurtError(f"turns are {named_type(turns)}: give {_FORMS}") from None
    named = [(f"turn {index}", row) for index, row in enumerate(rows)]
    left_out = [each for each in named if _speaker(each[1]) is None]
    if named and len(left_out) == len(named):
        what, row = named[0]
        if (isinstance(row, Mapping) and "supervisions" in row) or hasattr(row, "supervisions"):
            raise TalkspurtError(
                f"{what} is a cut of lhotse, whose supervisions have the speakers: give cut.supervisions"
            )
        raise TalkspurtError(f"{what} is {row!r}, which names no speaker: give {_FORMS}")
    if left_out:
        # Segments that WhisperX could give to nobody.
        warnings.warn(diarisation_files.unnamed_text(len(left_out), len(named)), TimesWarning, stacklevel=5)
    return [(label, *_times(what, row)) for what, row in named if (label := _speaker(row)) is not None]


def _of_recording(found: Mapping[Any, Any], recording: str | None) -> Any:
    """What there is for one recording: the one of that name, or the only one."""
    if len(found) > 1 and recording not in found:
        few = ", ".join(map(str, list(found)[:5])) + (f" and {len(found) - 5} more" if len(found) > 5 else "")
        raise TalkspurtError(f"turns are of {len(found)} recordings ({few}): give those of this call, turns[name]")
    return found[recording] if recording in found else next(iter(found.values()))


def _of_speaker(label: str, spurts: Any) -> list[Labelled]:
    """The talkspurts given for one speaker, none of which may name another."""
    listed = spurts if isinstance(spurts, (list, tuple)) else pairs(label, spurts)
    for index, row in enumerate(listed):
        other = _speaker(row) if isinstance(row, Mapping) else None
        if other is not None and other != label:
            raise TalkspurtError(f"{label}'s talkspurt {index} is {row!r}, of {other!r}: give it to one of the two")
    return [(label, *times) for times in pairs(label, listed)]


def _speaker(row: Any) -> str | None:
    """The label of a row; None where it names nobody."""
    names = ("speaker", "party")
    found = [row.get(name) if isinstance(row, Mapping) else getattr(row, name, None) for name in names]
    label = next((name for name in found if not missing(name) and not (isinstance(name, str) and not name)), None)
    return None if label is None else str(label)


def _times(what: str, row: Any) -> Pair:
    """Start and end, or start and duration, as lhotse has it."""
    if not isinstance(row, Mapping):
        row = {name: getattr(row, name) for name in ("start", "end", "duration") if hasattr(row, name)}
    if row.get("end") is None and row.get("duration") is not None:
        start = number(what, row.get("start"))
        return start, round(start + number(what, row["duration"]), 6)
    return pair(what, row)


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
    named: dict[str, Party | None] = {party: party for party in _PARTIES}
    if speakers is not None:
        # Speakers are also called 0 and 1.
        named = {str(label): party for label, party in speakers.items()}
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
