"""What the engine detects in a call."""

from __future__ import annotations

import json
import os
from typing import Any, cast

from .. import _native
from .._audio import marks as marking
from .._audio import word_timings
from .._audio.arrays import beside_silence, is_mono
from .._audio.arrays import checked as checked_array
from .._audio.diarisation import Speakers
from .._audio.diarisation import checked as checked_speakers
from .._audio.headerless import with_reading
from .._audio.other_libraries import taken
from .._audio.recording import engine as made_engine
from .._audio.recording import file_name, hear_file, is_source
from .._audio.words import Words
from .._native import counted
from .._render.frames import Frames, Tracks, columns, write_csv
from .._render.inspection_text import inspection_text
from .._render.report_facts import sounds
from .._settings.channels import Side, channel, rate
from .._settings.config import Config, checked
from .._settings.engine import EngineSettings
from .._values.columns import ACCOMMODATION, ACTIVATION, ENDING, SOUND, TALKSPURT
from .._values.errors import AudioError
from .._values.table import Table
from .._values.type_names import named_type
from ..report import Report
from ..types import Accommodation, Activation, Ending, HeardTalkspurt, NotMeasured, Party, ReportDict, Score, Sound
from .talkspurt_voices import talkspurt_rows


class Inspection:
    """What was detected in a call, frame by frame. Created by `listening.inspect`.

    >>> import listening
    >>> heard = listening.inspect(listening.demo_call())
    >>> heard.parties
    ('agent', 'customer')
    >>> float(heard.frames["speech"].max()) > 0.9
    True
    """

    __slots__ = ("_data", "_endings", "_name", "_prosody", "_report", "_tracks")

    def __init__(self, report: Report, tracks: Tracks, name: str, endings: Any, prosody: Any = None) -> None:
        self._report, self._tracks, self._name = report, dict(tracks), name
        self._data = cast("ReportDict", report.to_dict())
        self._endings: Any = [row for row in endings if row[0] in self._tracks]
        self._prosody: Any = prosody or ([], [], [])

    @property
    def report(self) -> Report:
        """The report, as returned by `listening.analyze`.

        For a mono recording it contains only the party that was analysed, with its talkspurts and tones: no
        turns, other events or measures, and no score.
        """
        return self._report

    @property
    def parties(self) -> tuple[Party, ...]:
        """The analysed parties: both, or the one party of a mono recording."""
        return tuple(self._tracks)

    @property
    def frames(self) -> Frames:
        """One row per 10 ms and party, in order of time, as columns: a dict of arrays.

        ``to_arrow()``, ``to_pandas()`` and ``to_polars()`` convert it to a data frame, like any table.

        ``time`` is the start of the frame in seconds, and ``party`` the party of the channel. ``speech`` is the
        probability that this party is speaking, excluding the other party's echo; ``tone`` that of
        a tone or of music; ``level_db`` the level in dBov, -100 for silence; ``leak`` is 1 if the sound
        is explained by the other party's echo, otherwise 0. ``f0_hz`` is the pitch at ``time``
        itself, NaN if unvoiced; ``voicing`` the probability of voicing; ``semitones`` the pitch relative to
        the party's median pitch up to then.
        """
        return columns(self._tracks)

    @property
    def sounds(self) -> Table[Sound]:
        """Music and tones on a party's channel, in order of start.

        ``sound`` is the code used in the report: ``music``, ``ringback``, ``dtmf`` and so on;
        ``count`` is the number of tones from start to end, None for music.
        """
        return Table(sounds(self._data), SOUND)

    @property
    def talkspurts(self) -> Table[HeardTalkspurt]:
        """Each talkspurt with the pause before it and its voice, in order of start: see docs/tables.md.

        >>> import listening
        >>> first = listening.inspect(listening.demo_call()).talkspurts[0]
        >>> first["party"], first["pause_before"], -40 < first["level_dbov"] < -10
        ('agent', None, True)
        """
        rows = talkspurt_rows(self._data, self._tracks, self._endings)
        return Table(cast("list[HeardTalkspurt]", rows), TALKSPURT)

    @property
    def endings(self) -> Table[Ending]:
        """How each talkspurt ends, in order of start.

        ``contour`` is the pitch contour over the last 400 ms: ``rise`` or ``fall`` by 2 semitones or more, or
        ``level``; ``movement`` is the change in semitones, ``end_semitones`` the final pitch relative to the party's
        median pitch up to then. ``end_db`` is the level of the last 0.1 s relative to the talkspurt's loud level, at
        most 0. ``lengthening`` is the length of its last syllable, from the nucleus on, relative to the party's usual
        length; ``abrupt`` whether it stops suddenly, as if cut. Each is None if too little was heard.
        """
        names = tuple(ENDING)
        # The engine says more of each: how it sounded.
        found = [dict(zip(names, row, strict=False)) for row in self._endings]
        return Table(cast("list[Ending]", found), ENDING)

    @property
    def activation(self) -> Table[Activation]:
        """The customer's voice turn by turn, in standard deviations from its own norm.

        Empty unless ``Config(talker_prosody=True)`` requests it. ``tack_point`` is true if the level of the
        activation changes with the turn; `n` is the number of talkspurts of the turn.
        """
        turns, tacks, _ = self._prosody
        return Table([_activation(turn, tacks) for turn in turns], ACTIVATION)

    @property
    def accommodation(self) -> Table[Accommodation]:
        """How far the two voices move together, compared with chance: descriptive, never scored.

        Empty unless ``Config(talker_prosody=True)`` requests it, and with fewer than ten pairs of turns.
        """
        names = tuple(ACCOMMODATION)
        together = [dict(zip(names, row, strict=True)) for row in self._prosody[2]]
        return Table(cast("list[Accommodation]", together), ACCOMMODATION)

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Writes one row per frame and party: time, party, speech, level_db, f0_hz, voicing, semitones.

        ``f0_hz`` and ``semitones`` are empty for unvoiced frames.
        """
        write_csv(self._tracks, path)

    def to_text(self, title: str | None = None, *, every: bool = False) -> str:
        """What was detected, as text: the output of ``listening inspect``; `every` lists all talkspurts."""
        return inspection_text(self._data, self.sounds, self.endings, title or self._name, every=every)

    def plot(self, path: str | os.PathLike[str], title: str | None = None) -> None:
        """Plots what was detected: levels, talkspurts, pitch, probabilities, silences and events.

        The extension of `path` selects the format: PNG, SVG, PDF. Needs the extra ``plot``.
        """
        # Slow to import, and needed for drawings alone.
        from .._render.inspection_plot import draw

        draw(self._data, self._tracks, path, title or self._name)

    def __repr__(self) -> str:
        spurts = counted(len(self._report.talkspurts), "talkspurt")
        return f"<Inspection of {self._report.duration:.1f} s: {' and '.join(self.parties)}, {spurts}>"


def _activation(turn: Any, tacks: list[float]) -> Activation:
    row = dict(zip(ACTIVATION, (*turn, turn[0] in tacks), strict=True))
    return cast("Activation", row)


def inspect(
    audio: Any,
    sample_rate: int | None = None,
    agent: Side = 0,
    config: Config | None = None,
    *,
    format: str | None = None,
    channels: int | None = None,
    pick: tuple[int, int] | None = None,
    words: Any = None,
    marks: Any = None,
    speakers: Speakers | None = None,
) -> Inspection:
    """Shows what is detected in a call.

    A mono recording is analysed as one party: the agent, or the customer if `agent` is the
    right channel. There are no results for the other party then.

    Args:
        audio: As for `listening.analyze`, except a pair (a file object is read from its start); also a recording with
            one channel, or an array of shape (frames,), (frames, 1) or (1, frames).
        sample_rate: Sample rate of an array, or of a file without a header.
        agent: The agent's channel: 0 or ``"left"``, 1 or ``"right"``.
        config: Further settings.
        format: The format of a file without a header, as for `listening.analyze`.
        channels: Its number of channels.
        pick: Which two of more than two channels are left and right, counted from 0.
        words: The words, as for `listening.analyze`.
        marks: Marks of the telephone system, as for `listening.analyze`.
        speakers: The party of each speaker label in `words`.

    Raises:
        ConfigError: A setting or a sample rate is not supported.
        WordError: A word is invalid.
        MarkError: A mark is invalid.
        AudioError: The audio is invalid: more than two channels, not readable, not finite.
        FileNotFoundError: There is no such file.

    >>> import numpy as np
    >>> inspect(np.zeros(16000, dtype=np.int16), sample_rate=8000)
    <Inspection of 2.0 s: agent, 0 talkspurts>
    """
    said = word_timings.checked(words, checked_speakers(speakers), channel(agent))
    settings = checked(config).engine._replace(marks=marking.checked(marks))
    audio, sample_rate = taken(audio, sample_rate, agent)
    audio = with_reading(audio, sample_rate, format, channels, pick)
    if is_source(audio):
        found = _of_file(audio, sample_rate, agent, settings, said)
    else:
        found = _of_array(audio, sample_rate, agent, settings, said)
    word_timings.warn(said, found.report.duration, 2)
    return found


def _of_array(audio: Any, sample_rate: int | None, agent: Side, settings: EngineSettings, said: Words) -> Inspection:
    if not (hasattr(audio, "__array__") or hasattr(audio, "__array_interface__")):
        raise AudioError(f"audio is {named_type(audio)}: give a path, a binary file object or a NumPy array")
    if sample_rate is None:
        raise AudioError("an array has no sample rate of its own: give sample_rate, for instance 8000")
    mono = is_mono(audio)
    array = checked_array(beside_silence(audio) if mono else audio)
    engine = made_engine("the array", sample_rate, agent, settings, said, max(array.shape) / rate(sample_rate))
    engine.keep_frames()
    engine.push(array)
    return _seen(engine, agent, mono, "call")


def _of_file(source: Any, sample_rate: int | None, agent: Side, settings: EngineSettings, said: Words) -> Inspection:
    heard = hear_file(source, agent, settings, sample_rate, keep_frames=True, words=said)
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else file_name(getattr(source, "source", source))
    return _seen(heard.engine, agent, heard.mono, os.path.basename(os.fsdecode(name)))


def _seen(engine: _native.Session, agent: Side, mono: bool, name: str) -> Inspection:
    text, agents, customers, endings, prosody = engine.finish_with_frames()
    if not mono:
        return Inspection(Report(text), {"agent": agents, "customer": customers}, name, endings, prosody)
    # One channel is heard as the left one.
    if channel(agent) == 0:
        return Inspection(_of_one(text, "agent"), {"agent": agents}, name, endings)
    return Inspection(_of_one(text, "customer"), {"customer": customers}, name, endings)


def _of_one(text: str, party: Party) -> Report:
    """The report with the results for one party alone."""
    data = json.loads(text)
    score: Score = {
        "observable_listening": None,
        "low": None,
        "high": None,
        "rating": None,
        "rating_low": None,
        "rating_high": None,
        "dimensions": [],
        "coverage": 0.0,
        "status": "insufficient_evidence",
    }
    unheard: NotMeasured = {
        "id": "listening",
        "reason": "one party alone shows no listening to the other",
        "needs": "a recording with one party on each channel",
    }
    # Who is on which channel cannot be asked of one.
    own = data["parties"][party]
    own["health"] = [found for found in own["health"] if found["code"] != "roles_swapped"]
    data["parties"] = {party: own}
    data["events"] = [event for event in data["events"] if event["kind"] == "tone" and event["by"] == party]
    data["talkspurts"] = [spurt for spurt in data["talkspurts"] if spurt["party"] == party]
    for name in ("turns", "measures", "traits", "characteristics"):
        data[name] = []
    data.pop("legs", None)
    data["score"], data["not_measured"] = score, [unheard]
    return Report(json.dumps(data, separators=(",", ":"), ensure_ascii=False))
