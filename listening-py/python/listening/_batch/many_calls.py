"""Many calls."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, replace
from typing import Any

from .._audio.diarisation import Speakers
from .._audio.headerless import Reading, reading
from .._settings.channels import Side, channel
from .._settings.config import Config, carried, checked
from .._values.errors import ConfigError
from ..report import Report
from .accompanied import Accompanied, accompanied, name_of
from .progress import Progress
from .read_options import with_options
from .word_notes import WordNotes
from .worker_pools import Pool, checked_pool, outcomes


@dataclass(frozen=True, eq=False)
class Failure:
    """A recording that could not be analysed, in place of its report. Equal if path and reason are."""

    path: str
    """The given path."""

    error: Exception
    """The reason."""

    def __str__(self) -> str:
        return f"{self.path}: {self.error}"

    # Errors are equal to themselves alone, and a failure that was sent from elsewhere holds another one.
    def _key(self) -> tuple[str, type[Exception], str]:
        return self.path, type(self.error), str(self.error)

    def __eq__(self, other: object) -> bool:
        return self._key() == other._key() if isinstance(other, Failure) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._key())


def analyze_many(
    paths: Iterable[str | os.PathLike[str]],
    workers: int | None = None,
    progress: bool = True,
    *,
    pool: Pool = "threads",
    agent: Side = 0,
    config: Config | None = None,
    sample_rate: int | None = None,
    format: str | None = None,
    channels: int | None = None,
    pick: tuple[int, int] | None = None,
    words: Iterable[Any] | None = None,
    marks: Iterable[Any] | None = None,
    turns: Iterable[Any] | None = None,
    speakers: Speakers | None = None,
) -> list[Report | Failure]:
    """Analyses several recordings at a time; the engine releases the interpreter lock.

    A recording that cannot be analysed does not stop the others: its result is a `Failure`. `scores` makes a
    table of the results; `iter_many` keeps only the calls in progress in memory; ``listening batch``
    writes a table and can be interrupted and resumed.

    Args:
        paths: The recordings.
        workers: Number of threads or processes; default: one per processor.
        progress: Whether to show progress on standard error, in a terminal or notebook: with tqdm if it is
            installed.
        pool: ``"threads"``, or ``"processes"``: those take longer to start, and a script that uses them needs
            ``if __name__ == "__main__":`` around its code. docs/batch.md says which is faster when.
        agent: The agent's channel, the same in all recordings.
        config: Further settings.
        sample_rate: For files without a header, as for `analyze`; others have their own.
        format: The format of files without a header; files whose names imply a header are read normally.
        channels: Their number of channels.
        pick: Which two of more than two channels are left and right, counted from 0.
        words: The words of each call, in the order of the paths: as for `analyze`, or None.
        marks: The marks of the telephone system of each call, or None.
        turns: Who talked when in each call, for mono recordings, or None.
        speakers: The party of each speaker label in all turns and words.

    Returns:
        A `Report` or a `Failure` for each path, in the order of the paths.

    Raises:
        ConfigError: A setting is not supported, one path was given instead of a list, or the number of words, marks or
            turns differs from the number of paths.
        RuntimeError: A process was killed from outside, for example for lack of memory.

    >>> import listening
    >>> good, bad = analyze_many([listening.demo_call(), "no such file.wav"], progress=False)
    >>> good.score["status"], bad.path
    ('ok', 'no such file.wav')
    """
    said = {"sample_rate": sample_rate, "format": format, "channels": channels, "pick": pick}
    given = {"words": words, "marks": marks, "turns": turns, "speakers": speakers}
    return list(iter_many(paths, workers, progress, pool=pool, agent=agent, config=config, **said, **given))  # type: ignore[arg-type]


def iter_many(
    paths: Iterable[str | os.PathLike[str]],
    workers: int | None = None,
    progress: bool = False,
    *,
    pool: Pool = "threads",
    agent: Side = 0,
    config: Config | None = None,
    sample_rate: int | None = None,
    format: str | None = None,
    channels: int | None = None,
    pick: tuple[int, int] | None = None,
    words: Iterable[Any] | None = None,
    marks: Iterable[Any] | None = None,
    turns: Iterable[Any] | None = None,
    speakers: Speakers | None = None,
) -> Iterator[Report | Failure]:
    """Like `analyze_many`, as an iterator: memory does not grow with the number of calls.

    Paths are read from `paths` as workers become free, so that it may be an endless generator, together with
    the `words`, `marks` and `turns` of each. To stop early,
    close it (``results.close()``): calls that have not started are not analysed.

    >>> import itertools, listening
    >>> results = iter_many(itertools.repeat(listening.demo_call()), workers=1)
    >>> next(results).duration
    91.86
    >>> results.close()
    """
    channel(agent)
    settings, number = carried(checked(config)), checked_pool(pool, workers)
    if isinstance(paths, str | bytes | os.PathLike):
        raise ConfigError(f"paths is {paths!r}: give a list of recordings, or call `analyze` for one")
    said, total = reading(format, sample_rate, channels, pick), len(paths) if isinstance(paths, Sized) else None
    calls = accompanied(paths, {"words": words, "marks": marks, "turns": turns}, speakers)
    return _results(_with_options(calls, said), total, number, progress, pool, agent, settings)


def _with_options(calls: Iterable[Any], said: Reading) -> Iterable[Any]:
    """Calls with the options for those without a header."""
    if said == Reading():
        return calls
    return (
        replace(call, audio=with_options(call.audio, said))
        if isinstance(call, Accompanied)
        else with_options(call, said)
        for call in calls
    )


def _results(
    calls: Iterable[Any], total: int | None, workers: int, progress: bool, pool: Pool, agent: Side, config: Config
) -> Iterator[Report | Failure]:
    names: list[str] = []
    notes = WordNotes()

    def named() -> Iterator[Any]:
        for call in calls:
            names.append(name_of(call))
            yield call

    with Progress(progress, total) as count:
        for found in outcomes(named(), workers, pool, agent, config):
            name = names.pop(0)
            notes.add(name, found.word_notes)
            yield found.report if found.report is not None else Failure(name, _why(found.error))
            count.step(found.report)
    notes.warn(2)


def _why(error: Exception | None) -> Exception:
    assert error is not None, "an outcome has a report or an error"
    return error
