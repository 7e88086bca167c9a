"""The command ``listening batch``."""

from __future__ import annotations

import argparse
import sys

from .batch import Batch, score_folder
from .call_rows import printable
from .config import Config
from .errors import ConfigError

_SHOWN = 20
"""So many names are listed of what may be all of the calls."""


def run(options: argparse.Namespace) -> None:
    """Runs it with the options that cli_arguments reads."""
    config = Config(profile=options.profile, calibration=options.calibration, talker_prosody=options.talker_prosody)
    if options.retry_failed and not options.resume:
        raise ConfigError("--retry-failed goes with --resume")
    try:
        done = _batch(options, config)
    except KeyboardInterrupt:
        _note(f"stopped: what was done is kept beside {options.out}, and --resume goes on with it")
        raise
    _tell(done)
    if done.failures and len(done.failures) == done.analysed == done.calls:
        raise ConfigError(f"none of {_calls(done.analysed)} could be analysed: {done.path} says why of each")


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
    )


def _tell(done: Batch) -> None:
    good = done.analysed - len(done.failures)
    print(f"{done.path}: {_calls(done.calls)}, {good} analysed now, {len(done.failures)} could not be")
    # Errors name the recording where they are about what it holds, and those of the system do it another way.
    for failure in done.failures:
        _note(printable(str(failure) if failure.path not in str(failure.error) else str(failure.error)))
    if done.failed_before:
        _note(f"{_calls(done.failed_before)} of earlier runs could not be analysed: --retry-failed tries them again")
    if done.without_agent:
        _note(f"the agent of {_calls(done.without_agent)} is not known: give --agent-from FILE to track agents")
    if done.not_found:
        names = ", ".join(done.not_found[:_SHOWN]) + (", ..." if len(done.not_found) > _SHOWN else "")
        _note(f"{_calls(len(done.not_found))} of the manifest cannot be found in the folder: {names}")


def _note(text: str) -> None:
    print("listening: warning: " + " ".join(text.split()), file=sys.stderr)


def _calls(number: int) -> str:
    return f"{number} call{'' if number == 1 else 's'}"
