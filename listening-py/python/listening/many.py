"""Many calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .config import Config, Side, channel, checked
from .errors import ConfigError
from .report import Report
from .whole import analyze


@dataclass(frozen=True)
class Failure:
    """A recording that could not be analysed, in the place of its report."""

    path: str
    """The path that was given."""

    error: Exception
    """Why."""

    def __str__(self) -> str:
        return f"{self.path}: {self.error}"


def analyze_many(
    paths: Iterable[str | os.PathLike[str]],
    workers: int | None = None,
    progress: bool = True,
    *,
    agent: Side = 0,
    config: Config | None = None,
) -> list[Report | Failure]:
    """Analyses recordings in threads, for the engine leaves the interpreter free.

    A recording that cannot be analysed does not stop the others: a `Failure` stands in its place.

    Args:
        paths: The recordings.
        workers: Threads; one per processor if not given.
        progress: Whether to count on standard error, where that is a terminal.
        agent: The channel that the agent is on, the same in all.
        config: Further settings.

    Returns:
        A `Report` or a `Failure` for each path, in the order of the paths.

    >>> import listening
    >>> good, bad = analyze_many([listening.demo_call(), "no such file.wav"], progress=False)
    >>> good.score["status"], bad.path
    ('ok', 'no such file.wav')
    """
    from concurrent.futures import ThreadPoolExecutor

    channel(agent), checked(config)
    if isinstance(paths, str | bytes | os.PathLike):
        raise ConfigError(f"paths is {paths!r}: give a list of recordings, or call `analyze` for one")
    if workers is not None and (not isinstance(workers, int) or workers < 1):
        raise ConfigError(f"workers is {workers!r}: give a number of threads from 1 on")

    def one(path: Any) -> Report | Failure:
        try:
            return analyze(os.fspath(path), agent=agent, config=config)
        except Exception as error:
            return Failure(str(path), error)

    listed = list(paths)
    results: list[Report | Failure] = []
    show = progress and sys.stderr is not None and sys.stderr.isatty()
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        try:
            for result in pool.map(one, listed):
                results.append(result)
                if show:
                    end = "\n" if len(results) == len(listed) else ""
                    print(f"\r{len(results)} of {len(listed)} calls", end=end, file=sys.stderr, flush=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return results
