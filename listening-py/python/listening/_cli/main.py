"""The command ``listening``."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from .._audio.demo_call import demo_call
from .._render import layout
from .._values.errors import (
    ChannelsWarning,
    LengthWarning,
    ListeningError,
    RolesWarning,
    TimesWarning,
    TruncatedWarning,
    WordWarning,
)
from .._values.overwriting import refuse
from . import batch_command, call_commands, print_commands
from .arguments import command_line
from .calibrate_command import calibrate
from .compare_command import compare
from .demo_command import demo
from .floor_command import floor
from .messages import Messages, Stop
from .stream_command import stream
from .streams import own_lines_only
from .tables_command import tables
from .terminal import PLAIN, columns
from .track_command import track

_READ = (
    *("call", "customer", "turns", "words", "marks", "lexicon", "profile", "calibration", "centre"),
    *("file", "rated", "ratings", "agent_from"),
)
"""Options of all commands that name a file to read."""

_WRITTEN = ("out", "plot", "frames")
"""Options of all commands that name a file to write."""


_TEXT_TO_FILE = ("analyze", "demo", "track")
"""Commands that write to `--out` what they would print."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives its exit status."""
    messages = Messages(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        return messages.error(Stop("standard output is closed: there is nowhere to write to", OSError()))
    for output in (sys.stdout, sys.stderr):
        # A file name that cannot be written as text must not hide the report.
        if isinstance(output, TextIOWrapper):
            output.reconfigure(errors="backslashreplace")
    try:
        parser = command_line()
        options = parser.parse_args(arguments)
        if options.command is None:
            parser.print_help()
            return 0
        messages.as_json |= getattr(options, "json", False)
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_, **__: messages.warning(message)
            for kind in (TruncatedWarning, ChannelsWarning, LengthWarning, RolesWarning, TimesWarning, WordWarning):
                warnings.simplefilter("always", kind)
            _keep_what_is_read(options)
            # What goes to a file is as wide as what goes to a pipe.
            to_file = options.command in _TEXT_TO_FILE and options.out is not None
            with own_lines_only(), layout.columns(PLAIN if to_file else columns()):
                COMMANDS[options.command](options)
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; nothing may be written when Python flushes at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except (Stop, ListeningError, RuntimeError, ModuleNotFoundError) as error:
        return messages.error(error)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return messages.error(error, f"{where}{error.strerror or error}")
    return 0


def _keep_what_is_read(options: argparse.Namespace) -> None:
    """Refuses to write to a file that is read, before anything is done."""
    given = [value for name in _READ if (value := getattr(options, name, None)) is not None]
    # --words may be given for each party, as agent=FILE.
    files = [path.partition("=")[2] or path for value in given if isinstance(value, list) for path in value]
    inputs = [0 if value == "-" else value for value in given if not isinstance(value, list)] + files
    if options.command == "demo" and options.folder is None:
        inputs.append(demo_call())
    for name in _WRITTEN:
        try:
            refuse(getattr(options, name, None), inputs)
        except ListeningError as error:
            raise Stop(f"--{name}: {error}") from None


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "analyze": call_commands.analyze,
    "inspect": call_commands.inspect,
    "demo": demo,
    "stream": stream,
    "floor": floor,
    "profile": print_commands.profile,
    "schema": print_commands.schema,
    "completion": print_commands.completion,
    "compare": compare,
    "batch": batch_command.run,
    "tables": tables,
    "track": track,
    "calibrate": calibrate,
}
"""The commands by name."""
