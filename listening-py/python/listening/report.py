"""The report of a call."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from . import _native
from ._render.report_facts import charged_events
from ._render.report_plot import plot
from ._render.report_text import explanation_text, report_text
from ._render.writers.audacity import audacity
from ._render.writers.rttm import rttm
from ._render.writers.textgrid import textgrid
from ._render.writers.webvtt import webvtt
from ._review.comparison import PRESETS, Comparison, compare
from ._settings.profile import Profile, profile_text
from ._values.columns import EVENT, MEASURE, SPAN
from ._values.errors import ListeningError, ReportWarning
from ._values.json_value import JsonValue
from ._values.overwriting import refuse
from ._values.table import Table
from ._values.text_file import saved
from .types import (
    Characteristic,
    Engine,
    Event,
    Explanation,
    Leg,
    Mark,
    Measure,
    NotMeasured,
    Parties,
    Party,
    ReportDict,
    Score,
    Span,
    Trait,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ._render.page.pages import CallPage

__all__ = ["PRESETS", "Comparison", "Report"]

Path: TypeAlias = str | os.PathLike[str] | None
"""A file to write, or none."""


class Report(JsonValue):
    """The report of a call: first the evidence, then the score based on it.

    Created by `listening.analyze` and similar functions, or from the JSON of an earlier report. Reports are equal
    if their JSON is, can be pickled and hashed, and their JSON is the engine's own, byte for byte.

    >>> import listening
    >>> report = listening.from_talkspurts(agent=[(0.0, 2.0), (9.2, 11.0)], customer=[(2.4, 9.0)])
    >>> report.turns[1]
    {'party': 'customer', 'start': 2.4, 'end': 9.0}
    >>> report == Report(report.to_json())
    True
    """

    __slots__ = ("_source",)

    _kind = "report"
    _schema = "listening.report/1"
    _data: ReportDict

    def __init__(self, json: str) -> None:
        super().__init__(json)
        # What `inspect` makes of a recording of one party has that party alone, which no other face knows.
        # The engine does without these, a reader of a report does not.
        for key in ("talkspurts", "turns", "events"):
            if key not in self._data:
                raise ListeningError(f"not a report of schema {self._schema}: it has no {key}")
        parties: Any = self._data.get("parties")
        if not (isinstance(parties, dict) and len(parties) == 1):
            _native.check_report(self._json)
        self._source: str | tuple[str, str] | None = None

    @property
    def source(self) -> str | tuple[str, str] | None:
        """Path of the recording, or of the two of a pair, if the report was made from them in this process.

        It is used by `show` and `to_html`, and no writer of this report overwrites it. Neither the JSON nor a pickle
        contains it, and it does not affect equality.
        """
        return self._source

    def to_json(self, path: Path = None) -> str:
        """The report in schema ``listening.report/1``, as written by the engine: one line; also written to `path`."""
        return self._saved(self._json, path)

    @property
    def schema(self) -> str:
        """Name and version of the report's schema."""
        return self._data["schema"]

    @property
    def engine(self) -> Engine | None:
        """The engine's version, and its network if audio was analysed; None in older reports."""
        return self._data.get("engine")

    @property
    def profile(self) -> str:
        """Name and version of the profile that scored it."""
        return self._data["profile"]

    @property
    def basis(self) -> str | None:
        """How it was known who talked when.

        ``channels``, ``turns`` (without audio) or ``turns_trimmed``; None in older reports.
        """
        return self._data.get("basis")

    @property
    def duration(self) -> float:
        """Length of the call in seconds."""
        return self._data["duration"]

    @property
    def parties(self) -> Parties:
        """Both channels: speech, level, noise, faults, and sounds other than talk."""
        return self._data["parties"]

    @property
    def talkspurts(self) -> Table[Span]:
        """All talkspurts, in order of start."""
        return Table(self._data["talkspurts"], SPAN)

    @property
    def turns(self) -> Table[Span]:
        """All turns, in order of start."""
        return Table(self._data["turns"], SPAN)

    @property
    def events(self) -> Table[Event]:
        """All events, in order of start."""
        return Table(self._data["events"], EVENT)

    @property
    def charged(self) -> Table[Event]:
        """The events that count against the assessed party, largest first: each has `charged` and `measures`.

        These are the events worth listening to. Pages, cards and `to_text` list the same.

        >>> import listening
        >>> report = listening.analyze(listening.demo_call())
        >>> heaviest = report.charged[0]
        >>> heaviest["kind"], heaviest["start"], "dead_air_rate" in heaviest["measures"]
        ('dead_air', 48.48, True)
        """
        return Table(charged_events(self._data), EVENT)

    @property
    def measures(self) -> Table[Measure]:
        """All measures of both parties, agent first."""
        return Table(self._data["measures"], MEASURE)

    def measure(self, id: str, party: Party = "agent") -> Measure:
        """One measure of one party. A `KeyError` lists the existing ones."""
        for row in self.measures:
            if row["id"] == id and row["party"] == party:
                return row
        known = ", ".join(dict.fromkeys(row["id"] for row in self.measures))
        raise KeyError(f"no measure {id!r} of {party!r}: there are {known}")

    def event(self, id: str) -> Event:
        """The event with this id, as used by measures and deductions."""
        for row in self.events:
            if row["id"] == id:
                return row
        raise KeyError(f"no event {id!r} in this report")

    @property
    def marks(self) -> list[Mark]:
        """The marks of the telephone system, in order of start; empty if there are none."""
        return self._data.get("marks", [])

    @property
    def legs(self) -> list[Leg]:
        """The parts of the call with one agent each, each with its score.

        Empty if no transfer names an agent.
        """
        return self._data.get("legs", [])

    @property
    def assessed(self) -> Party:
        """The party whose listening was scored; older reports are assumed to assess the agent."""
        return self._data.get("assessed", "agent")

    @property
    def score(self) -> Score:
        """The score of the assessed party, with its range, dimensions and deductions."""
        return self._data["score"]

    @property
    def traits(self) -> list[Trait]:
        """The eleven pairs of opposite words from rating forms."""
        return self._data["traits"]

    @property
    def characteristics(self) -> list[Characteristic]:
        """The five characteristics of a good listener."""
        return self._data["characteristics"]

    @property
    def not_measured(self) -> list[NotMeasured]:
        """What this report does not contain, why, and what would be needed."""
        return self._data["not_measured"]

    @property
    def notice(self) -> str:
        """What a report must not be used for."""
        return self._data["notice"]

    def compare(self, preset: str, words: Any = None) -> Comparison:
        """The call counted as another product counts it, next to our measures.

        Args:
            preset: One of `listening.PRESETS`.
            words: The words, as for `listening.analyze`: a report does not contain them. Only ``"amazon"`` uses
                them, for the talk speed.

        Raises:
            ConfigError: There is no such preset.
            WordError: A word is invalid.

        >>> import listening
        >>> report = listening.from_talkspurts(agent=[(0.0, 6.0)], customer=[(2.0, 9.0)])
        >>> report.compare("verint_3s").value("Interruption")
        1.0
        """
        return compare(self._json, preset, words)

    def explanation(self, profile: Profile = None) -> Explanation:
        """The score explained: what cost most, where to listen, and the one habit whose change would gain most.

        Args:
            profile: The profile that scored the report, as in `Config.profile`, if it is not a built-in one.

        Raises:
            ListeningError: The report was scored by another profile.

        Warns:
            ReportWarning: The report does not say whose listening was scored, as in reports from before 0.1.0.

        >>> import listening
        >>> habit = listening.analyze(listening.demo_call()).explanation()["habit"]
        >>> habit["measure"], habit["advice"].partition(":")[0]
        ('interruption_rate', 'Let the other finish')
        """
        explanation = cast("Explanation", json.loads(_native.explain(self._json, profile_text(profile))))
        for warning in explanation.get("warnings", ()):
            warnings.warn(warning, ReportWarning, stacklevel=2)
        return explanation

    def explain(self, profile: Profile = None) -> str:
        """The score in words: its range, the dimensions, each lost point with its times, and what to change first."""
        return explanation_text(self._data, self._explained(profile))

    def to_text(self, title: str = "call", profile: Profile = None) -> str:
        """The whole report as text, 80 columns wide: the output of ``listening analyze``."""
        return report_text(self._data, title, self._explained(profile))

    def to_html(
        self,
        path: Path = None,
        *,
        audio: Any = None,
        sample_rate: int | None = None,
        title: str | None = None,
        profile: Profile = None,
        centre: JsonValue | str | None = None,
        about: Mapping[str, Any] | None = None,
    ) -> str:
        """The report as a page: one file that needs no network; also written to `path`. docs/seeing.md shows it.

        Args:
            path: A file to write.
            audio: The recording, to make it playable: a path, a binary file object, a pair of them or an array; True
                for the recording the report was made from in this process. The page then contains the voices of the
                call. None leaves them out.
            sample_rate: Sample rate of an array, in hertz.
            title: Its heading; default: the recording's name.
            profile: The profile that scored the report, as in `Config.profile`, if it is not a built-in one.
            centre: A tracking of the contact centre's calls, or its JSON, to show this call among them: twenty calls
                or more.
            about: Whose call it is, with any of ``agent``, ``time`` and ``call_id``, to show under the heading.

        Raises:
            AudioError: The recording cannot be read, or is not of this call.
            ListeningError: `audio` is True, but it is unknown which recording the report was made from; or `path`
                is that recording; or `centre` is not a tracking.

        >>> import listening
        >>> report = listening.from_talkspurts(agent=[(0.0, 2.0), (9.2, 11.0)], customer=[(2.4, 9.0)])
        >>> report.to_html(title="My call")[:15]
        '<!doctype html>'
        """
        self._keep_recording(path)
        return self._page(title, profile, centre, about).page(audio, sample_rate, path)

    def to_card(
        self,
        path: Path = None,
        *,
        audio: Any = None,
        sample_rate: int | None = None,
        title: str | None = None,
        profile: Profile = None,
        about: Mapping[str, Any] | None = None,
    ) -> str:
        """The coaching card as a page, for a ten-minute conversation: it prints on one page of A4 or Letter.

        It shows what went well, the one habit to work on, and three places to listen to, each with a play button if
        `audio` is given. The arguments are those of `to_html`; an agent in `about` is the heading.

        Raises:
            AudioError: The recording cannot be read, or is not of this call.
            ListeningError: `audio` is True, but it is unknown which recording the report was made from; or `path`
                is that recording.

        >>> import listening
        >>> report = listening.from_talkspurts(agent=[(0.0, 2.0), (9.2, 11.0)], customer=[(2.4, 9.0)])
        >>> card = report.to_card(about={"agent": "ann", "time": "2026-03-02", "call_id": "17"})
        >>> "<h2>ann</h2>" in card, "2026-03-02</li><li>call 17" in card, "Not scored" in card
        (True, True, True)
        """
        self._keep_recording(path)
        return self._page(title, profile, about=about).coaching(audio, sample_rate, path)

    def show(
        self,
        audio: Any = None,
        sample_rate: int | None = None,
        *,
        title: str | None = None,
        profile: Profile = None,
    ) -> None:
        """Shows the card in a notebook; with `audio`, click an event to play it.

        The notebook then contains the voices of the call, wherever it is saved. The arguments are those of `to_html`.

        Raises:
            AudioError: The recording cannot be read, or is not of this call.
            ListeningError: There is no notebook; or `audio` is True and the recording is unknown.
        """
        self._page(title, profile).show(audio, sample_rate)

    def _repr_html_(self) -> str:
        """The card, called by Jupyter."""
        return self._page(None, None).cell()

    def plot(self, ax: Axes | None = None, *, title: str | None = None) -> Axes:
        """Plots both parties and their events over time. Needs the extra ``plot``.

        Made for print: a vector graphic, readable without colour.

        Args:
            ax: The axes to draw on; default: a new figure.
            title: The title above it; default: none.

        Returns:
            The axes; call ``savefig`` on their ``.figure``.

        Raises:
            ModuleNotFoundError: matplotlib is not installed.
        """
        return plot(self._data, ax, title)

    def to_rttm(self, path: Path = None, *, recording: str = "call") -> str:
        """Talkspurts as RTTM for diarisation tools: one line per talkspurt; also written to `path`.

        Args:
            path: A file to write.
            recording: The name of the recording in each line; spaces become ``_``.

        >>> import listening
        >>> print(listening.from_talkspurts(agent=[(0.0, 2.0)], customer=[(2.4, 9.0)]).to_rttm(), end="")
        SPEAKER call 1 0.000 2.000 <NA> <NA> agent <NA> <NA>
        SPEAKER call 1 2.400 6.600 <NA> <NA> customer <NA> <NA>
        """
        return self._saved(rttm(self._data, recording), path)

    def to_textgrid(self, path: Path = None) -> str:
        """Talkspurts, turns and events as a TextGrid, for Praat and ELAN; also written to `path`.

        The tiers are ``agent``, ``customer`` (talkspurts), ``agent turns``, ``customer turns``, ``agent events``,
        ``customer events`` and ``silences``. Events that would overlap in a tier go to ``agent events 2`` and so on.

        Raises:
            ListeningError: The call has no length.
        """
        return self._saved(textgrid(self._data), path)

    def to_audacity(self, path: Path = None, *, every: bool = False) -> str:
        """The events as a label track of Audacity (File, Import, Labels); also written to `path`.

        Pauses, gaps, smooth switches and bids, of which every call is full, are omitted unless `every` is true.
        """
        return self._saved(audacity(self._data, every), path)

    def to_webvtt(self, path: Path = None, *, every: bool = False) -> str:
        """The events as WebVTT cues with their reasons, for players; also written to `path`.

        A cue is shown for at least 1 s. For `every`, see `to_audacity`.
        """
        return self._saved(webvtt(self._data, every), path)

    def to_aws(self, path: Path = None, *, words: Any = None) -> str:
        """The events in the format of Amazon Transcribe Call Analytics, as JSON; also written to `path`.

        This is the document of ``compare("amazon", words)``; docs/migrating.md explains how its numbers are counted.
        """
        return self._saved(json.dumps(self.compare("amazon", words).document), path)

    def _saved(self, text: str, path: Path) -> str:
        """`text`, also written to `path`, which must not be the recording."""
        self._keep_recording(path)
        return saved(text, path)

    def _keep_recording(self, path: Path) -> None:
        """Rejects a `path` that is the recording itself."""
        refuse(path, (self._source,) if isinstance(self._source, str) else self._source or ())

    def _explained(self, profile: Profile) -> Explanation | None:
        """The explanation; None if the profile that scored the report is not available."""
        try:
            return self.explanation(profile)
        except ListeningError:
            return None

    def _page(
        self,
        title: str | None,
        profile: Profile,
        centre: JsonValue | str | None = None,
        about: Mapping[str, Any] | None = None,
    ) -> CallPage:
        # Slow to import, and needed for pages alone.
        from ._render.page.pages import CallPage

        return CallPage(self._json, self._data, self._source, title, self._explained(profile), centre, about)

    def _summary(self) -> str:
        score = self.score
        value = score["observable_listening"]
        said = score["status"] if value is None else f"{value:.1f} {score['rating'] or 'not rated'}"
        turns, events = _native.counted(len(self.turns), "turn"), _native.counted(len(self.events), "event")
        return f"of {self.duration:.1f} s: {said}, {turns}, {events}"
