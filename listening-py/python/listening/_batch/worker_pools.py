"""Many calls at once, in threads or in processes, with few of them in memory."""

from __future__ import annotations

import json
import os
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from .._analysis.inspection import inspect
from .._analysis.whole_call import analyze
from .._audio import word_timings
from .._audio.headerless import Described
from .._audio.words import Words
from .._settings.channels import Side, channel
from .._settings.config import Config
from .._values.columns import TALKSPURT_VOICE
from .._values.errors import ConfigError
from ..report import Report
from .accompanied import Accompanied

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Pool: TypeAlias = Literal["threads"] | Literal["processes"]
"""Where calls are analysed."""

_PARTIES = ("agent", "customer")
_AHEAD = 8
"""Calls for each worker that are begun, or done and not yet taken: behind a long one, this many can be done."""


class Outcome(NamedTuple):
    """What became of a call: a report, or an error."""

    report: Report | None
    error: Exception | None

    voices: str | None = None
    """How each talkspurt of the report sounds, as JSON, where that was asked for: a list for each column."""

    word_notes: tuple[str, ...] = ()
    """What is to be known of its words."""


class _Sent(NamedTuple):
    """The same, on its way between processes."""

    json: str | None
    error: Exception | None
    voices: str | None
    word_notes: tuple[str, ...]
    warned: list[Warning]


def outcomes(
    paths: Iterable[Any], workers: int, pool: Pool, agent: Side, config: Config, *, voices: bool = False
) -> Iterator[Outcome]:
    """What became of each call, in order. Paths are taken as workers become free, not all at once.

    With `voices` each also says how its talkspurts sound, for which its frames are held until it ends.

    Raises:
        RuntimeError: A process was killed, as the system does when memory runs out.
    """
    if pool == "threads":
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(workers, thread_name_prefix="listening") as threads:
            yield from _in_order(threads, _one, paths, workers, agent, config, voices)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # New processes: a copy of a process with threads may hold their locks for ever.
    with ProcessPoolExecutor(workers, get_context("spawn"), _settle) as processes:
        for sent in _in_order(processes, _there, paths, workers, agent, config, voices):
            for warning in sent.warned:
                warnings.warn(warning, stacklevel=2)
            report = None if sent.json is None else Report(sent.json)
            yield Outcome(report, sent.error, sent.voices, sent.word_notes)


def checked_pool(pool: Any, workers: Any) -> int:
    """The number of workers; an error where it or the pool is not what was expected."""
    if pool not in ("threads", "processes"):
        raise ConfigError(f"pool is {pool!r}: expected 'threads' or 'processes'")
    if workers is None:
        return _processors()
    if not isinstance(workers, int) or isinstance(workers, bool) or workers < 1:
        raise ConfigError(f"workers is {workers!r}: give a number of {pool} from 1 on")
    return workers


def _processors() -> int:
    """The processors that this process may use, where the system says."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(
    executor: Executor, one: Any, paths: Iterable[Any], workers: int, agent: Side, config: Config, voices: bool
) -> Iterator[Any]:
    waiting: deque[Future[Any]] = deque()
    try:
        for path in paths:
            waiting.append(executor.submit(one, path, agent, config, voices))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # Stopped early: what has not begun does not begin.
        executor.shutdown(wait=False, cancel_futures=True)


def _one(path: Any, agent: Side, config: Config, voices: bool) -> Outcome:
    call = path if isinstance(path, Accompanied) else Accompanied(path)
    try:
        said = _words(call, agent)
        report, heard = _heard(call, agent, config, said, voices)
        notes = word_timings.notes_of(said, report.duration) if said is not None else ()
        return Outcome(report, None, heard, tuple(notes))
    except Exception as error:
        # Kept for long: the frames that it passed through would keep their audio.
        error.__context__ = None
        return Outcome(None, error.with_traceback(None))


def _heard(
    call: Accompanied, agent: Side, config: Config, said: Words | None, voices: bool
) -> tuple[Report, str | None]:
    """The report, and how its talkspurts sound where that is asked for and can be heard."""
    # A pair of recordings is a call too.
    audio = call.audio if isinstance(call.audio, (tuple, Described)) else os.fspath(call.audio)
    if call.turns is not None:
        # Who is who is said by name there: no channel is the agent's.
        given: dict[str, Any] = {"turns": call.turns, "speakers": call.speakers}
        return analyze(audio, words=said, config=config, marks=call.marks, **given), None
    if voices and not isinstance(audio, tuple):
        heard = inspect(audio, agent=agent, config=config, words=said, marks=call.marks)
        # One channel is heard too there, and is no call.
        if len(heard.parties) == len(_PARTIES):
            return heard.report, _columns(heard.talkspurts)
    return analyze(audio, agent=agent, words=said, config=config, marks=call.marks), None


def _words(call: Accompanied, agent: Side) -> Words | None:
    """The words that go with a call; nothing is warned of them here, but of those of all calls at once."""
    if call.words is None:
        return None
    said = word_timings.checked(call.words, call.speakers, channel(agent))
    said.quiet = True
    return said


def _columns(talkspurts: Iterable[Mapping[str, Any]]) -> str:
    rows = list(talkspurts)
    return json.dumps({name: [row.get(name) for row in rows] for name in TALKSPURT_VOICE})


def _there(path: Any, agent: Side, config: Config, voices: bool) -> _Sent:
    """The same in another process."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report, error, heard, notes = _one(path, agent, config, voices)
    warned = [each.message for each in caught if isinstance(each.message, Warning)]
    return _Sent(None if report is None else report.to_json(), error and _portable(error), heard, notes, warned)


def _portable(error: Exception) -> Exception:
    """`error`, or its text where it cannot be sent to another process."""
    import pickle

    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _settle() -> None:
    """In a new process: Ctrl-C is the parent's to handle, and who has lost it goes too."""
    import signal
    import threading
    from multiprocessing import connection, parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def follow() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()
