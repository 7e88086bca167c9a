"""The command ``listening``."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from io import BufferedReader, TextIOWrapper
from typing import Any, cast

from .._native import built_in_profile
from .arguments import command_line
from .messages import Stop as _Stop
from .messages import Teller
from .._settings.config import Config
from .._values.errors import CalibrationError, LengthWarning, ListeningError, TalkspurtError, TruncatedWarning, WordWarning
from .._audio.word_timings import Word
from ..report import Report
from ..session import Session

_BLOCK = 65_536

_READ = (
    *("call", "customer", "turns", "words", "lexicon", "profile", "calibration"),
    *("file", "rated", "ratings", "agent_from"),
)
"""Options of all commands that name a file to read."""

_WRITTEN = ("out", "plot", "frames")
"""Options of all commands that name a file to write."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives its exit status."""
    teller = Teller(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:
        return teller.error(_Stop("standard output is closed: there is nowhere to write to", OSError()))
    for stream in (sys.stdout, sys.stderr):
        # A file name that cannot be written as text must not hide the report.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = command_line().parse_args(arguments)
        teller.as_json |= getattr(options, "json", False)
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_, **__: teller.warning(message)
            for kind in (TruncatedWarning, LengthWarning, WordWarning):
                warnings.simplefilter("always", kind)
            _keep_what_is_read(options)
            _COMMANDS[options.command](options)
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; nothing may be written when Python flushes at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except (_Stop, ListeningError, RuntimeError, ModuleNotFoundError) as error:
        return teller.error(error)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return teller.error(error, f"{where}{error.strerror or error}")
    return 0


def _keep_what_is_read(options: argparse.Namespace) -> None:
    """Refuses to write to a file that is read, before anything is done."""
    from .. import demo_call
    from .._values.overwriting import refuse

    given = [value for name in _READ if (value := getattr(options, name, None)) is not None]
    inputs = [0 if value == "-" else value for value in given]
    if options.command == "demo":
        inputs.append(demo_call())
    for name in _WRITTEN:
        try:
            refuse(getattr(options, name, None), inputs)
        except ListeningError as error:
            raise _Stop(f"--{name}: {error}") from None


def _batch(options: argparse.Namespace) -> None:
    from .batch_command import run

    run(options)


def _calibrate(options: argparse.Namespace) -> None:
    from .. import _native
    from ..calibration import Calibration

    name = "standard input" if options.rated == "-" else options.rated
    if options.ratings:
        from .._batch.written_tables import rated

        data = rated(options.rated, options.ratings).encode()
    elif options.rated.lower().endswith(".parquet"):
        raise _Stop(f"{name}: a table holds no ratings: give --ratings FILE, with call_id and rating")
    elif options.rated == "-":
        data = _input().read()
    else:
        with open(options.rated, "rb") as file:
            data = file.read()
    try:
        lines = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Stop(f"{name}: line {data.count(bytes([10]), 0, error.start) + 1}: {error}", error) from None
    try:
        fitted = _native.calibrate(lines, options.target, options.force_satisfaction)
    except CalibrationError as error:
        raise _Stop(f"{name}: {error}", error) from None
    calibration = Calibration.from_json(fitted)
    if options.out:
        calibration.save(options.out)
    print(fitted if options.json else calibration.to_text())


def _profile(_: argparse.Namespace) -> None:
    print(built_in_profile(), end="")


def _schema(_: argparse.Namespace) -> None:
    from .._values.report_schema import schema_text

    print(schema_text(), end="")


def _completion(options: argparse.Namespace) -> None:
    from .completion import script

    print(script(command_line(), options.shell), end="")


def _config(options: argparse.Namespace) -> Config:
    more = None
    if options.lexicon:
        with open(options.lexicon, encoding="utf-8", errors="replace") as file:
            more = file.read()
    return Config(
        language=options.language,
        lexicon=more,
        profile=getattr(options, "profile", None),
        talker_prosody=getattr(options, "talker_prosody", False),
        calibration=getattr(options, "calibration", None),
    )


def _analyze(options: argparse.Namespace) -> None:
    from .._audio.word_timings import read
    from .._render.writers import FORMS, written

    _only_a_page_sounds(options)
    words = read(options.words) if options.words else []
    report = _report(options, words)
    title = os.path.basename(options.call)
    form = next((form for form in FORMS if getattr(options, form)), None)
    if form is None:
        _show(report, title, options, options.profile)
    else:
        _write(written(report, form, os.path.splitext(title)[0], words or None).rstrip("\n"), options)


def _report(options: argparse.Namespace, words: list[Word]) -> Report:
    """The report of a recording, of a pair of them, or of one with who talked when."""
    from .._audio.diarisation import named
    from .._analysis.whole_call import analyze

    if options.speakers and not options.turns:
        raise _Stop("--speakers says who is who in --turns, which were not given")
    return analyze(
        (options.call, options.customer) if options.customer else options.call,
        agent=options.agent,
        words=words,
        config=_config(options),
        turns=options.turns,
        speakers=named(options.speakers) if options.speakers else None,
    )


def _inspect(options: argparse.Namespace) -> None:
    from .._analysis.inspection import inspect

    if options.plot:
        from .._render.inspection_plot import check

        # Before the work, not after it.
        check(options.plot)
    heard = inspect(options.call, agent=options.agent, config=Config(talker_prosody=options.talker_prosody))
    if options.frames:
        heard.to_csv(options.frames)
    if options.plot:
        heard.plot(options.plot)
    print(heard.report.to_json() if options.json else heard.to_text(every=options.all))


def _demo(options: argparse.Namespace) -> None:
    from .. import demo_call
    from .._audio.recording import analyze_file

    _only_a_page_sounds(options)
    report = analyze_file(demo_call(), "left", None)
    _show(report, "Demo: a made-up call with synthetic voices", options)
    if not (options.json or options.html):
        print(f"\nTo listen: {demo_call()}")


def _only_a_page_sounds(options: argparse.Namespace) -> None:
    """Refuses what does not go together, before the work."""
    if options.audio and not options.html:
        raise _Stop("--audio goes with --html: only a page can hold the call")


def _show(report: Report, title: str, options: argparse.Namespace, profile: str | None = None) -> None:
    if options.html:
        _write(report.to_html(audio=options.audio, title=title, profile=profile), options)
    else:
        _write(report.to_json() if options.json else report.to_text(title, profile), options)


def _write(text: str, options: argparse.Namespace) -> None:
    """Writes what was asked for to where it was asked for."""
    if options.out is None:
        print(text.removesuffix("\n"))
        return
    with open(options.out, "w", encoding="utf-8", newline="\n") as file:
        file.write(text.removesuffix("\n") + "\n")


def _stream(options: argparse.Namespace) -> None:
    config = Config(
        provisional=not options.finals_only,
        talker_prosody=options.talker_prosody,
        calibration=options.calibration,
        history=options.history,
    )
    session = Session(options.rate, options.agent, config=config)
    source = _input()
    while data := source.read1(_BLOCK):
        try:
            _write_lines(session.push_lines(data, options.encoding))
        except ListeningError as error:
            raise _Stop(f"audio from {session.position:.3f} s on: {error}", error) from None
    report = session.finish()
    _write_lines(session.last_lines())
    if options.report:
        print(report.to_json())


def _input() -> BufferedReader:
    if sys.stdin is None:
        raise _Stop("standard input is closed: there is nothing to read", OSError())
    return cast("BufferedReader", sys.stdin.buffer)


def _write_lines(lines: list[str]) -> None:
    for line in lines:
        print(line)
    if lines:
        sys.stdout.flush()


def _floor(options: argparse.Namespace) -> None:
    from .talkspurt_lines import reports

    config = _config(options)
    if options.file == "-":
        _write_floor(reports(_input(), config), "standard input", options.json)
    else:
        with open(options.file, "rb") as lines:
            _write_floor(reports(lines, config), options.file, options.json)


def _write_floor(found: Any, name: str, json: bool) -> None:
    from .talkspurt_lines import named_json
    from .._render.report_text import floor_line

    number = None
    try:
        for number, id, report in found:
            print(named_json(id, report) if json else floor_line(str(number if id is None else id), report))
    except ListeningError as error:
        sys.stdout.flush()
        raise _Stop(f"{name}: {error}", error) from None
    if number is None:
        raise _Stop(f"{name}: no line came: a line of JSON for each call was expected", TalkspurtError())


def _compare(options: argparse.Namespace) -> None:
    from .._values.comparison import chosen

    presets = chosen(options.presets)
    if options.call == "-":
        _write_stored(_input(), "standard input", presets, options)
    elif options.call.endswith((".json", ".jsonl")):
        with open(options.call, "rb") as lines:
            _write_stored(lines, options.call, presets, options)
    else:
        from .._audio.word_timings import read, warn_late
        from .._audio.recording import analyze_file

        words = read(options.words) if options.words else None
        report = analyze_file(options.call, options.agent, _config(options), words=words or ())
        warn_late(words or (), report.duration, 1)
        _write_comparisons(os.path.basename(options.call), None, report, presets, words, options.json)


def _write_stored(lines: Iterable[bytes], name: str, presets: list[str], options: argparse.Namespace) -> None:
    from .report_lines import reports

    if options.words:
        raise _Stop("--words goes with a recording: a report was made with its words, or without them")
    first = True
    try:
        for number, id, report in reports(lines):
            if not (first or options.json):
                print()
            first = False
            title = f"report {number}" if id is None else str(id)
            _write_comparisons(title, id, report, presets, None, options.json)
    except ListeningError as error:
        sys.stdout.flush()
        raise _Stop(f"{name}: {error}", error) from None
    if first:
        raise _Stop(f"{name}: there is no report in it", ListeningError())


def _write_comparisons(
    title: str, id: Any, report: Report, presets: list[str], words: list[Word] | None, json: bool
) -> None:
    comparisons = [report.compare(preset, words) for preset in presets]
    if json:
        from .report_lines import named_json

        _write_lines([named_json(id, each.to_json()) for each in comparisons])
    else:
        from .._render.report_text import headline

        print("\n\n".join([headline(report, title), *(each.to_text() for each in comparisons)]))


def _track(options: argparse.Namespace) -> None:
    from .._review.tracked_calls import placed, read, seconds
    from ..tracking import tracked

    since = None if options.since is None else _number(options.since)
    if since is not None and seconds(since) is None:
        raise _Stop(f"--since is {options.since}: a number of seconds or a time in ISO 8601 was expected")
    name = "standard input" if options.file == "-" else options.file
    numbers: list[int] = []
    try:
        if options.file == "-":
            calls, numbers = read(_input(), options.by)
        elif options.file.lower().endswith(".parquet"):
            from .._batch.written_tables import tracked_calls

            calls, numbers = tracked_calls(options.file, options.by)
        else:
            with open(options.file, "rb") as lines:
                calls, numbers = read(lines, options.by)
        if not calls:
            raise _Stop(f"{name}: there is no call in it", ListeningError())
        tracking = tracked(calls, options.assessed, since)
    except ListeningError as error:
        what = "row" if name.lower().endswith(".parquet") else "line"
        raise _Stop(f"{name}: {placed(str(error), numbers, what)}", error) from None
    page = tracking.to_html(title=os.path.basename(name)) if options.html else None
    _write(page or (tracking.to_json() if options.json else tracking.to_text()), options)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


_COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "analyze": _analyze,
    "inspect": _inspect,
    "demo": _demo,
    "stream": _stream,
    "floor": _floor,
    "profile": _profile,
    "schema": _schema,
    "completion": _completion,
    "compare": _compare,
    "batch": _batch,
    "track": _track,
    "calibrate": _calibrate,
}


if __name__ == "__main__":
    raise SystemExit(main())
