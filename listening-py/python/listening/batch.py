"""Analyses a folder of recordings into a table with one row per call, like ``listening batch``. See docs/batch.md."""

from __future__ import annotations

import os
import time
import warnings
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ._audio.arrays import MONO
from ._audio.diarisation import Speakers
from ._audio.diarisation import checked as checked_speakers
from ._audio.headerless import reading
from ._batch.accompanied import Accompanied
from ._batch.call_rows import NOT_ANALYSED, fingerprint, row, scores
from ._batch.companions import Companions
from ._batch.folder_walk import taken_endings
from ._batch.manifest import Manifest
from ._batch.many_calls import Failure, analyze_many, iter_many
from ._batch.progress import Progress
from ._batch.read_options import with_options
from ._batch.recordings import Recording, recordings, survey
from ._batch.table_store import Store
from ._batch.word_notes import WordNotes
from ._batch.worker_pools import Pool, checked_pool, outcomes
from ._settings.channels import Side
from ._settings.config import Config, carried, checked
from ._tables.tables import write_tables
from ._tables.writing import refuse_tables
from ._values.errors import AudioError, ChannelsWarning, ConfigError, RolesWarning, TruncatedWarning
from ._values.paths import checked_path

__all__ = ["Batch", "Failure", "analyze_many", "iter_many", "score_folder", "scores", "write_tables"]


@dataclass
class Batch:
    """The outcome of `score_folder`."""

    path: str
    """The table."""

    calls: int = 0
    """Rows of the table."""

    rated: int = 0
    """Calls of the table that have a rating."""

    not_rated: dict[str, int] = field(default_factory=dict)
    """Calls of the table that were analysed but not rated, by the reason in ``not_rated_because``."""

    analysed: int = 0
    """Calls of this run, including those that failed."""

    failures: list[Failure] = field(default_factory=list)
    """Recordings that could not be analysed in this run."""

    failed_before: int = 0
    """Rows of earlier runs with an error: `retry_failed` tries them again."""

    without_agent: int = 0
    """Calls of this run whose agent is unknown."""

    without: dict[str, int] = field(default_factory=dict)
    """Calls of this run without a file of a given kind (``words``, ``marks``, ``turns``), by kind."""

    not_found: list[str] = field(default_factory=list)
    """Calls of the manifest that are not in the folder."""

    not_read: list[str] = field(default_factory=list)
    """What was skipped in the folder, and why: one line each."""

    tables: dict[str, int] = field(default_factory=dict)
    """Number of rows of each long table, if requested."""

    seconds: float = 0.0
    """Duration of the run in seconds."""


def score_folder(
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str],
    workers: int | None = None,
    progress: bool = True,
    *,
    pattern: str | None = None,
    manifest: str | os.PathLike[str] | None = None,
    resume: bool = False,
    retry_failed: bool = False,
    overwrite: bool = False,
    pool: Pool = "threads",
    agent: Side = 0,
    config: Config | None = None,
    sample_rate: int | None = None,
    format: str | None = None,
    channels: int | None = None,
    pick: tuple[int, int] | None = None,
    tables: str | os.PathLike[str] | None = None,
    words: str | os.PathLike[str] | None = None,
    marks: str | os.PathLike[str] | None = None,
    turns: str | os.PathLike[str] | None = None,
    speakers: Speakers | None = None,
) -> Batch:
    """Analyses every recording in a folder and its subfolders and writes a table with one row per recording.

    Memory grows only by the names of the calls. An interrupted run, even if killed, loses at most half a minute of work
    and can be resumed; the table is then the same as that of an uninterrupted run.

    Args:
        folder: The folder; hidden files in it are skipped, and links to folders are not followed.
        out: The table; its extension selects the format: ``.parquet`` (needs the extra ``pyarrow``), ``.jsonl``,
            or ``.csv``, which does not contain reports.
        workers: Number of threads or processes; default: one per processor.
        progress: Whether to show progress on standard error, in a terminal or notebook.
        pattern: Pattern for paths within the folder, such as ``*.wav``; ``*`` also matches ``/``.
        manifest: A CSV or JSON file with call_id, agent, time, and further columns to carry into the table, such as
            team. Without it, the agent is the name of the folder that contains the recording, and the time is the
            file's modification time.
        resume: Continue an interrupted run, or add new recordings of the folder to a finished table.
        retry_failed: With `resume`: retry the recordings that could not be analysed.
        overwrite: Replace an existing table.
        pool: ``"threads"`` or ``"processes"``, as for `listening.analyze_many`.
        agent: The agent's channel, the same in all recordings.
        config: Further settings.
        sample_rate: For recordings without a header, as for `listening.analyze`; others have their own.
        format: The format of recordings without a header.
        channels: Their number of channels; with two or more they are analysed, by name or by `pattern`.
        pick: Which two of more than two channels are left and right, counted from 0.
        tables: A folder for long tables of the same calls, written when the table is finished: see `write_tables`.
        words: A folder with a transcript for each recording: the file with the same path and stem as the recording has
            in `folder`, with any extension. It may be `folder` itself. Calls without one are analysed without it.
        marks: The same for marks of the telephone system.
        turns: The same for who talked when, for mono recordings.
        speakers: The party of each speaker label in all turns and words, as for `listening.analyze`.

    Raises:
        ConfigError: The folder does not exist or is empty, the table exists or was made with other settings, or two
            files of words, marks or turns match one recording, or no file matches any.
        RowError: The manifest is invalid, or one of its rows matches several recordings.
    """
    settings, number = carried(checked(config)), checked_pool(pool, workers)
    listed = None if manifest is None else Manifest(manifest)
    said = reading(format, sample_rate, channels, pick)
    endings = taken_endings(said)
    carried_columns = listed.kinds if listed else {}
    place = os.fspath(checked_path(folder))
    beside = _beside(place, pattern, {"words": words, "marks": marks, "turns": turns}, speakers)
    given: dict[str, Any] = {each.what: True for each in beside}
    given |= {"speakers": {str(who): party for who, party in speakers.items()}} if speakers else {}
    mark = fingerprint(agent, settings, said, carried_columns, given)
    began = time.monotonic()
    if tables is not None:
        if os.fspath(out).lower().endswith(".csv"):
            raise ConfigError("tables are made of the reports, which CSV does not hold: write .parquet or .jsonl")
        refuse_tables(os.fspath(checked_path(tables)), os.fspath(out), overwrite=resume or overwrite)
    total, not_read = survey(place, pattern, listed, endings, beside)
    done = Batch(os.fspath(checked_path(out)), not_found=listed.unused if listed else [], not_read=not_read.lines())
    done.without = {each.what: 0 for each in beside}
    notes = WordNotes()
    if not total:
        nothing = f"{place} holds no recording" + (f" that matches {pattern}" if pattern else "")
        raise ConfigError("; ".join([nothing, *done.not_read]))
    with Store(done.path, mark, resume=resume, overwrite=overwrite, carried=carried_columns) as store:
        there = len(store)
        waiting: deque[tuple[Recording, Accompanied]] = deque()

        def todo() -> Iterator[Accompanied]:
            for found in recordings(place, pattern, listed, endings):
                if not store.done(found.call_id, retry_failed=retry_failed):
                    files = {
                        each.what: None if (file := each.of(found.path)) is None else Path(file) for each in beside
                    }
                    waiting.append((found, Accompanied(with_options(found.path, said), **files, speakers=speakers)))
                    yield waiting[-1][1]

        with Progress(progress, max(total, there), there) as count, warnings.catch_warnings():
            # The row says so, in the health of its parties; and which channels are empty is the same in all.
            for kind in (TruncatedWarning, RolesWarning, ChannelsWarning):
                warnings.simplefilter("ignore", kind)
            for outcome in outcomes(todo(), number, pool, agent, settings, voices=tables is not None):
                call, given_with = waiting.popleft()
                error = outcome.error or RuntimeError("no report")
                result = outcome.report or Failure(call.path, _said_of_turns(error, given_with, turns))
                whose = dict.fromkeys(carried_columns) | call.whose()
                store.add(row(call.call_id, result, mark, voices=outcome.voices, **whose))
                done.analysed += 1
                done.without_agent += call.agent is None
                for what in done.without:
                    done.without[what] += getattr(given_with, what) is None
                notes.add(call.call_id, outcome.word_notes)
                if isinstance(result, Failure):
                    done.failures.append(result)
                count.step(outcome.report)
        store.finish()
        done.calls, why = len(store), store.not_rated()
        done.rated = done.calls - why.total()
        done.failed_before = why.pop(NOT_ANALYSED, 0) - len(done.failures)
        done.not_rated = dict(why.most_common())
    if tables is not None:
        done.tables = write_tables(done.path, tables, overwrite=True)
    done.seconds = round(time.monotonic() - began, 3)
    notes.warn(2)
    return done


def _beside(
    folder: str,
    pattern: str | None,
    given: Mapping[str, str | os.PathLike[str] | None],
    speakers: Speakers | None,
) -> list[Companions]:
    """The folders of files that accompany the recordings."""
    if checked_speakers(speakers) and given["words"] is None and given["turns"] is None:
        raise ConfigError("speakers maps the labels in turns or words, and neither was given")
    return [Companions(what, each, folder, pattern) for what, each in given.items() if each is not None]


def _said_of_turns(error: Exception, call: Accompanied, turns: str | os.PathLike[str] | None) -> Exception:
    """The error of a recording; for a mono recording also that no turns were found for it."""
    if turns is None or call.turns is not None or not isinstance(error, AudioError) or MONO not in str(error):
        return error
    return AudioError(f"{str(error).partition(f': {MONO}')[0]}, and {os.fspath(turns)} holds no turns of it")
