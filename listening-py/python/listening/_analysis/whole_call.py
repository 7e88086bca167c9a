"""A whole call at once."""

from __future__ import annotations

from typing import Any

from .. import _native
from .._audio import marks as marking
from .._audio import word_timings
from .._audio.arrays import checked as checked_array
from .._audio.diarisation import Speakers, by_party
from .._audio.diarisation import checked as checked_speakers
from .._audio.headerless import with_reading
from .._audio.mixed_recording import hear_mixed
from .._audio.other_libraries import hint, taken
from .._audio.pair import hear_pair, is_pair, samples_of_pair, shorter_of
from .._audio.recording import Source, hear_file, is_source, path_of
from .._audio.talkspurts import Pair, number, pairs, warn_not_seconds
from .._audio.words import Words
from .._settings.channels import Side, channel, rate
from .._settings.config import Config, checked, with_offset
from .._settings.engine import EngineSettings
from .._settings.offsets import Offsets
from .._values.errors import AudioError, ConfigError
from .._values.exchanged_roles import warn_exchanged
from .._values.type_names import named_type
from ..report import Report


def analyze(
    audio: Any,
    sample_rate: int | None = None,
    agent: Side = 0,
    words: Any = None,
    config: Config | None = None,
    *,
    turns: Any = None,
    speakers: Speakers | None = None,
    format: str | None = None,
    channels: int | None = None,
    pick: tuple[int, int] | None = None,
    offset: Offsets | None = None,
    marks: Any = None,
) -> Report:
    """Analyses a call.

    Args:
        audio: A path, the bytes or a binary file object (read from its start, whatever its position) of a recording
            with two channels, one per party: any format of soundfile (WAV with PCM, mu-law, A-law, GSM 6.10 or
            ADPCM, FLAC, MP3, Ogg), files without a header (`format`), and with the extra ``av`` M4A, MKV, WebM, WMA
            and more (docs/inputs.md). Or a NumPy array of int16, float32 or float64 (full scale at 1), of shape
            (frames, 2) or (2, frames): the axis of length two is the channels; the last axis if both have length
            two. Or a data frame with the columns ``agent`` and ``customer``, or ``left`` and ``right``. Or objects of
            other libraries, with their own rate: an ``Audio`` of Hugging Face datasets, torchcodec ``AudioSamples``, a
            pydub ``AudioSegment``, PyAV frames; or torch tensors, with `sample_rate`. Or a pair of one-channel
            recordings or arrays that start at the same moment, the agent's first; the end of the shorter one is treated
            as silence. Or, with `turns`, a recording or an array with one channel.
        sample_rate: Sample rate of an array or of a file without a header: 4000 to 192000. Other files have
            their own.
        agent: The agent's channel: 0 or ``"left"``, 1 or ``"right"``; for a pair, which of the two.
        words: The words, if known: (party, start, end, text) for each word, with the party
            ``"agent"`` or ``"customer"`` and the times in seconds; or rows with these names, a table of pandas,
            polars or pyarrow, or lists of (start, end, text) by party. Or a recogniser's transcript unchanged
            (docs/inputs.md lists them), as its object, its JSON as a dict, or the path of its file as a
            `pathlib.Path`: one for both channels, one with `speakers`, or ``{"agent": ..., "customer": ...}`` with one
            per channel. Laughter and noises are in brackets; a word that is cut off ends in a hyphen. A
            `WordWarning` counts words that start after the end of the call, and reports times read as
            milliseconds. Redacted words (``[NAME]``, ``####``) are talk, and a greeting on the customer's
            side gives a `RolesWarning`. Words separate feedback from answers and finished from unfinished clauses;
            they are only used where both parties' talk has them.
        config: Further settings.
        turns: Who talked when, for a mono recording in which both parties are mixed: the path of a file (RTTM, STM,
            TextGrid and others: docs/inputs.md), a pyannote result, lists of (start, end) by speaker, or rows with
            ``speaker`` (or ``party``), ``start`` and ``end``. They say who is talking; when talk starts and ends, the
            voices and the state of the line are determined from the audio. Turns may be padded or continue across
            pauses. The report's ``basis`` is then ``turns_trimmed``.
        speakers: The party of each speaker label in `turns` and `words`, as
            ``{"SPEAKER_00": "agent", "SPEAKER_01": "customer"}``; None for a speaker who is neither. Not needed if the
            labels are ``agent`` and ``customer``, nor for words that name their channels.
        format: The format of a file without a header: ``"mulaw"``, ``"alaw"``, ``"s16le"``, ``"s16be"``, ``"f32le"``,
            ``"vox"`` (Dialogic ADPCM), ``"gsm"`` (06.10), and with the extra ``av`` ``"g722"``, ``"g729"``, ``"g723"``
            (G.723.1). Not needed for file names as Asterisk writes them: ``.ulaw``, ``.alaw``, ``.sln``, ``.sln16``,
            ``.vox``, ``.gsm``, ``.g722``, ``.g729``, ``.g723``.
        channels: The number of channels of a file without a header; default: one.
        pick: Which two of more than two channels are left and right, counted from 0. Not needed if exactly two contain
            anything but zeros; a `ChannelsWarning` then names them.
        offset: Seconds by which a party's channel is shifted later, as ``{"customer": 1.95}``, or earlier if
            negative: for recordings in which one party is too early (the finding ``misaligned`` gives the amount);
            see `Config.offset`.
        marks: Marks of the telephone system: (kind, start, end, party, agent) for each mark, or rows with
            these names, a table, or the path of a file of JSON lines or CSV (docs/desk.md). The kind is ``"hold"``,
            ``"mute"``, ``"pause"``, ``"ivr"``, ``"queue"``, ``"transfer"``, ``"consult"`` or ``"recording_off"``; end,
            party and agent are optional. Nothing within a mark is charged to anyone; a transfer that names an agent
            starts a new leg with its own score.

    Raises:
        ConfigError: A setting or a sample rate is not supported, or a speaker label has no party.
        WordError: A word or its times are invalid.
        MarkError: A mark is invalid.
        TalkspurtError: The turns are invalid, or belong to another recording.
        AudioError: The audio is invalid: not two channels, not readable, not finite.
        FileNotFoundError: There is no such file.

    >>> import listening
    >>> report = listening.analyze(listening.demo_call())
    >>> report.schema, report.score["status"]
    ('listening.report/1', 'ok')

    >>> words = [("agent", 0.5, 0.9, "hello"), ("customer", 4.0, 4.3, "uh-huh")]
    >>> listening.analyze(listening.demo_call(), words=words).duration == report.duration
    True

    >>> import numpy as np
    >>> silence = np.zeros((16000, 2), dtype=np.int16)
    >>> listening.analyze(silence, sample_rate=8000)
    <Report of 2.0 s: insufficient_evidence, 0 turns, 0 events>
    """
    config = with_offset(config, offset)
    said = word_timings.checked(words, checked_speakers(speakers), channel(agent))
    settings = checked(config).engine._replace(marks=marking.checked(marks))
    audio, sample_rate = taken(audio, sample_rate, agent)
    audio = with_reading(audio, sample_rate, format, channels, pick)
    if turns is not None:
        return _checked_words(said, _mixed(audio, sample_rate, agent, said, settings, turns, speakers))
    if speakers is not None and words is None:
        raise ConfigError("speakers maps the labels in turns or words, and neither was given")
    if is_source(audio):
        return _checked_words(said, _of_file(audio, agent, settings, sample_rate, said))
    if is_pair(audio):
        if all(map(is_source, audio)):
            channel(agent)
            heard = hear_pair(audio, agent, settings, sample_rate, said)
            report = Report(heard.finish()[0])
            first, second = map(path_of, audio)
            report._source = (first, second) if first and second else None
            return _checked_words(said, report)
        if any(map(is_source, audio)):
            raise AudioError("a recording and an array were given as a pair: give two of the same kind")
    elif not (hasattr(audio, "__array__") or hasattr(audio, "__array_interface__")):
        # What soundfile.read, scipy's wavfile.read and torchaudio.load give.
        loaded = isinstance(audio, tuple) and any(hasattr(each, "__array__") for each in audio)
        unpack = "; of samples with their rate, give analyze(samples, sample_rate)" if loaded else ""
        raise AudioError(
            f"audio is {named_type(audio)}: give a path, a binary file object or a NumPy array, "
            f"or a pair (agent, customer) of them{unpack}{hint(audio)}"
        )
    if sample_rate is None:
        raise AudioError("an array has no sample rate of its own: give sample_rate, for instance 8000")
    hertz, side = rate(sample_rate), channel(agent)
    shorter = shorter_of(audio, hertz, agent) if is_pair(audio) else None
    array = checked_array(samples_of_pair(audio, hertz) if is_pair(audio) else audio)
    said.fit(max(array.shape) / hertz)
    return _checked_words(said, Report(_native.analyze(array, hertz, side, settings, said, said.times, shorter)))


def _of_file(source: Source, agent: Side, settings: EngineSettings, sample_rate: int | None, said: Words) -> Report:
    channel(agent)
    report = Report(hear_file(source, agent, settings, sample_rate, words=said).engine.finish()[0])
    report._source = path_of(source)
    return report


def _checked_words(said: Words, report: Report) -> Report:
    """The report, with warnings to the caller of this module: words of another call, roles that seem exchanged."""
    word_timings.warn(said, report.duration, 3)
    warn_exchanged(report.to_json(), report._source, 3)
    return report


def _mixed(
    audio: Any,
    sample_rate: int | None,
    agent: Side,
    said: Words,
    settings: EngineSettings,
    turns: Any,
    speakers: Speakers | None,
) -> Report:
    if channel(agent) != 0:
        raise ConfigError(
            f"agent is {agent!r}, a channel, and a mono recording has only one: map the labels to parties with speakers"
        )
    report = Report(hear_mixed(audio, sample_rate, turns, speakers, settings, said))
    report._source = path_of(audio)
    return report


def from_talkspurts(
    agent: Any,
    customer: Any = None,
    duration: float | None = None,
    *,
    words: Any = None,
    config: Config | None = None,
    speakers: Speakers | None = None,
    offset: Offsets | None = None,
    marks: Any = None,
) -> Report:
    """Creates a report from who talked when, without audio: for mono recordings with a diariser or a recogniser.

    Args:
        agent: The agent's talkspurts, each a pair (start, end) in seconds or a row with ``start`` and
            ``end``, in order and not overlapping; or an array of shape (n, 2). Or, without `customer`,
            who talked when in any form that `analyze` accepts for `turns`: the path of an RTTM file, a pyannote
            Annotation, lists by speaker, or rows. In these, overlaps within a party are merged.
        customer: The customer's talkspurts.
        duration: Length of the call; default: the end of the last talkspurt.
        words: The words, as for `analyze`.
        config: Further settings.
        speakers: The party of each speaker label, as for `analyze`.
        offset: Seconds by which a party's talkspurts and words are shifted later, as for `analyze`.
        marks: Marks of the telephone system, as for `analyze`.

    Raises:
        TalkspurtError: A talkspurt is not a pair of times, out of order, or outside of the call.
        ConfigError: A speaker label has no party.
        WordError: A word is invalid.

    >>> report = from_talkspurts([(0.0, 2.0), (5.0, 5.4)], [(2.3, 9.0)], duration=10.0)
    >>> [(event["kind"], event["by"]) for event in report.events][-1]
    ('backchannel', 'agent')

    >>> words = {"agent": [(5.0, 5.4, "which one")], "customer": [(2.3, 9.0, "well the bill that came is too high")]}
    >>> report = from_talkspurts([(0.0, 2.0), (5.0, 5.4)], [(2.3, 9.0)], duration=10.0, words=words)
    >>> [event["kind"] for event in report.events if event["by"] == "agent" and event["start"] == 5.0]
    ['butting_in', 'bid']

    >>> turns = {"A": [(0.0, 2.0), (5.0, 5.4)], "B": [(2.3, 9.0)]}
    >>> from_talkspurts(turns, speakers={"A": "agent", "B": "customer"}).turns[1]["party"]
    'customer'
    """
    agents, customers = _parties(agent, customer, speakers, words)
    length = None if duration is None else number("the duration", duration)
    settings = with_offset(config, offset).engine._replace(marks=marking.checked(marks))
    said = word_timings.checked(words, checked_speakers(speakers))
    said.fit(max((end for _, end in (*agents, *customers)), default=0.0) if length is None else length)
    report = Report(_native.floor(agents, customers, length, settings, said, said.times))
    warn_not_seconds([*agents, *customers], report.duration, 2)
    return _checked_words(said, report)


def _parties(agent: Any, customer: Any, speakers: Speakers | None, words: Any) -> tuple[list[Pair], list[Pair]]:
    if customer is None and agent is not None:
        return by_party(agent, speakers)
    if speakers is not None and words is None:
        raise ConfigError(
            "speakers maps the labels in turns of several speakers; here each party's talkspurts were given"
        )
    return pairs("agent", agent), pairs("customer", customer)
