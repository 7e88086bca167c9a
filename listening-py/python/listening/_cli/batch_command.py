"""The command ``listening batch``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from .._audio.diarisation import named
from .._batch.call_rows import TOO_FEW_TURNS, TOO_LITTLE_SPEECH, printable
from .._settings.config import Config
from .._values.errors import ConfigError
from ..batch import Batch, score_folder
from .messages import Messages
from .reading import reading
from .tables_command import tables_text

_SHOWN = 20
"""Names that are listed of what may be all of the calls."""


def run(options: argparse.Namespace) -> None:
    """A folder of recordings: a table with a row for each."""
    config = Config(profile=options.profile, calibration=options.calibration, talker_prosody=options.talker_prosody)
    if options.retry_failed and not options.resume:
        raise ConfigError("--retry-failed goes with --resume")
    try:
        done = _batch(options, config)
    except KeyboardInterrupt:
        _messages(options.json).warning(
            UserWarning(f"stopped: finished calls are kept next to {options.out}, and --resume continues the run")
        )
        raise
    _print(done, options)
    if done.failures and len(done.failures) == done.analysed == done.calls:
        raise ConfigError(f"none of {_calls(done.analysed)} could be analysed: {done.path} gives the reason for each")


def _batch(options: argparse.Namespace, config: Config) -> Batch:
    return score_folder(
        options.folder,
        options.out,
        options.workers,
        pattern=options.glob,
        manifest=None if options.agent_from == "folder" else options.agent_from,
        resume=options.resume,
        retry_failed=options.retry_failed,
        overwrite=options.overwrite,
        pool=options.pool,
        agent=options.agent,
        config=config,
        tables=options.tables,
        words=options.words,
        marks=options.marks,
        turns=options.turns,
        speakers=named(options.speakers) if options.speakers else None,
        **reading(options),
    )


def _print(done: Batch, options: argparse.Namespace) -> None:
    as_json, messages = options.json, _messages(options.json)
    if as_json:
        print(json.dumps(_summary(done)))
    else:
        print(f"{done.path}: {_became(done)}")
        if done.tables:
            print(tables_text(options.tables, done.tables))
    # Errors name the recording where they are about what it holds, and those of the system do it another way.
    for failure in done.failures:
        text = printable(str(failure) if failure.path not in str(failure.error) else str(failure.error))
        if as_json:
            messages.error(failure.error, text)
        else:
            messages.warning(text)
    for note in _notes(done):
        messages.warning(UserWarning(note))


def _became(done: Batch) -> str:
    """How many calls of the table are rated, not rated and why, and failed."""
    parts = [f"{done.rated} rated"]
    if done.not_rated:
        why = [(reason_text(reason), number) for reason, number in done.not_rated.items()]
        one = len(why) == 1
        reported = ", ".join(text if one else f"{number} {text}" for text, number in why)
        parts.append(f"{sum(done.not_rated.values())} not rated ({reported})")
    parts += [f"{number} without {what}" for what, number in done.without.items()]
    if failed := len(done.failures) + done.failed_before:
        parts.append(f"{failed} could not be analysed")
    # After a run that went on with an earlier one.
    now = f"; {done.analysed} analysed now" if done.analysed != done.calls else ""
    return f"{_calls(done.calls)}: {', '.join(parts)}{now}"


def reason_text(reason: str) -> str:
    """Why a call has no rating, in words, from what ``not_rated_because`` holds.

    >>> reason_text("too_little_speech"), reason_text("duplicated crosstalk")
    ('too little speech', 'withheld by duplicated, crosstalk')
    """
    if reason in (TOO_LITTLE_SPEECH, TOO_FEW_TURNS):
        return reason.replace("_", " ")
    return f"withheld by {reason.replace(' ', ', ')}"


def _summary(done: Batch) -> dict[str, Any]:
    return {
        "out": done.path,
        "calls": done.calls,
        "rated": done.rated,
        "not_rated": done.not_rated,
        "analysed": done.analysed,
        "failed": [
            {"path": printable(each.path), "type": type(each.error).__name__, "message": printable(str(each.error))}
            for each in done.failures
        ],
        "failed_before": done.failed_before,
        "without_agent": done.without_agent,
        **({"without": done.without} if done.without else {}),
        "not_found": done.not_found,
        "not_read": done.not_read,
        **({"tables": done.tables} if done.tables else {}),
        "seconds": done.seconds,
    }


def _notes(done: Batch) -> Iterator[str]:
    if done.failed_before:
        yield f"{_calls(done.failed_before)} of earlier runs could not be analysed: --retry-failed tries them again"
    if done.without_agent:
        yield f"the agent of {_calls(done.without_agent)} is not known: give --agent-from FILE to track agents"
    if done.not_found:
        names = ", ".join(done.not_found[:_SHOWN]) + (", ..." if len(done.not_found) > _SHOWN else "")
        yield f"{_calls(len(done.not_found))} of the manifest cannot be found in the folder: {names}"
    yield from done.not_read


def _messages(as_json: bool) -> Messages:
    return Messages(["--json"] if as_json else [])


def _calls(number: int) -> str:
    return f"{number} call{'' if number == 1 else 's'}"
