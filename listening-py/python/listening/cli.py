"""The command ``listening``."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from io import BufferedReader, TextIOWrapper
from typing import Any, NoReturn, cast

from ._native import SUPPORTED_RATES, __version__, built_in_profile
from .config import Config
from .errors import CalibrationError, ListeningError, TruncatedWarning
from .given import Word
from .report import Report
from .session import ENCODINGS, Session

_BLOCK = 65_536

_EXAMPLES = """\
examples:
  listening demo                             a made-up call, analysed
  listening analyze call.wav                 a report for reading
  listening analyze call.flac --agent right  where the agent is on the right channel
  listening analyze call.wav --json          the same for programs, in one line
  listening inspect call.wav --plot call.png what was heard, drawn
  ffmpeg -i call.m4a -f s16le -ar 8000 - | listening stream --rate 8000
  listening floor talkspurts.jsonl --json    from who talked when, without audio
  listening compare call.wav --as verint_3s  counted as another product counts
  listening track calls.jsonl                many calls: each agent over time
  listening calibrate rated.jsonl --out calibration.json

Exit status: 0 if all went well, 2 on an error, which is told in one line;
130 when stopped by Ctrl-C, 141 when the reader of a pipe has gone.
"""

_STREAM = """\
examples:
  sox call.wav -t raw -e signed -b 16 - | listening stream --rate 8000
  nc -l 9000 | listening stream --rate 8000 --encoding mulaw --finals-only

Each event is one line of JSON, written as soon as it is known. A provisional
event is told again, with the same id, when it is final; or it is dropped.
"""

_INSPECT = """\
A mono recording is heard as one party: the agent, or with --agent right the
customer. --plot needs matplotlib: pip install 'listening[plot]'.

examples:
  listening inspect call.wav                      levels, findings, talkspurts
  listening inspect call.wav --plot call.png      drawn
  listening inspect call.wav --frames frames.csv  speech, level and pitch, each 10 ms
"""

_FLOOR = """\
Each line of FILE is one call, with the times of each party's talkspurts in
seconds, a the agent. "id" and "duration" may be left out.

  {"id": "17", "duration": 60.0,
   "activity": {"a": [[0.0, 2.1], ...], "b": [[2.4, 9.0], ...]}}

"words" may be given beside "activity", for both parties: they tell feedback
from answers and finished from unfinished clauses.

   "words": {"a": [[0.0, 0.3, "hello"], ...], "b": [[2.4, 2.6, "hi"], ...]}

examples:
  listening floor talkspurts.jsonl
  zcat talkspurts.jsonl.gz | listening floor - --json
"""

_COMPARE = """\
Each number is printed with its definition, and our measures of the same thing
beside it with their 90 % intervals. A CALL whose name ends in .json or .jsonl
holds reports, a line each, as --json of the other commands writes them.

presets:
  verint_3s    both talk for more than 3 s
  miitel       a score of talk ratio, overlaps, silences and length
  google_5s    silence of more than 5 s, in percent of the call
  medallia     the share of turns that begin while the other talks
  cisco_10s    both talk for 10 s or longer
  amazon       our events in the shape of Transcribe Call Analytics

examples:
  listening compare call.wav                            all of them
  listening compare call.wav --as verint_3s,google_5s   two of them
  listening compare call.wav --as amazon --json         a line of JSON for each
  listening floor talkspurts.jsonl --json | listening compare - --as miitel
"""


_TRACK = """\
Each line of FILE is one call: a report, and beside it whose call it is and
when, in seconds since any epoch, as the order of the call or in ISO 8601.

  {"agent": "ann", "time": "2026-03-01T09:30", "report": {"schema": ...}}

A report that carries "agent" and "time" itself is taken too. The calls may
stand in any order. No rank is given: docs/tracking.md says why.

examples:
  listening track calls.jsonl
  listening track calls.jsonl --since 2026-03-01   before and after a training
  listening track calls.jsonl --by team --json     teams in place of agents
"""


_CALIBRATE = """\
Each line of RATED is one call: whose it is, what a trained rater gave, and its
report, as `listening analyze --json` writes it. A rating is one of Outstanding,
Above Average, Average, Poor, Ineffective, or a number from 0 to 100. "second", a
second rater's rating of the same call, shows how far raters agree themselves.

  {"agent": "17", "rating": "Average", "second": "Poor", "report": {...}}

At least 50 calls of 5 agents; from 200 of 20 on the figures are worth reading.

examples:
  listening calibrate rated.jsonl --out calibration.json
  listening analyze call.wav --calibration calibration.json
"""


class _Stop(Exception):
    """Ends the command with one line on standard error."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: error: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives its exit status."""
    if sys.stdout is None:
        return _failed("standard output is closed: there is nowhere to write to")
    for stream in (sys.stdout, sys.stderr):
        # A file name that cannot be written as text must not hide the report.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], None] = options.run
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warn
            warnings.simplefilter("always", TruncatedWarning)
            run(options)
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; nothing may be written when Python flushes at its end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except (_Stop, ListeningError, RuntimeError, ModuleNotFoundError) as error:
        return _failed(str(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _failed(f"{where}{error.strerror or error}")
    return 0


def _failed(message: str) -> int:
    print("listening: error: " + " ".join(message.split()), file=sys.stderr)
    return 2


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    print("listening: warning: " + " ".join(str(message).split()), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="listening",
        description="Measures how well a contact-centre agent listens, from the audio of the call.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"listening {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[Any], None], help: str, epilog: str = "") -> _Parser:
        added: _Parser = commands.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(run=run)
        return added

    analyze = command("analyze", _analyze, "analyse a recording with one party on each channel")
    analyze.add_argument("call", metavar="CALL", help="WAV, FLAC, MP3 or Ogg file with two channels")
    _add_agent(analyze)
    _add_json(analyze)
    _add_words(analyze)
    _add_language(analyze)
    _add_profile(analyze)
    _add_prosody(analyze)
    _add_calibration(analyze)

    inspect = command("inspect", _inspect, "show what was heard of a recording", _INSPECT)
    inspect.add_argument("call", metavar="CALL", help="WAV, FLAC, MP3 or Ogg file with one or two channels")
    _add_agent(inspect)
    _add_json(inspect)
    _add_prosody(inspect)
    inspect.add_argument("--all", action="store_true", help="list all talkspurts, not only the first ones")
    inspect.add_argument("--plot", metavar="OUT.png", help="draw it; the ending says the form")
    columns = "time,party,speech,level_db,f0_hz,voicing,semitones"
    inspect.add_argument("--frames", metavar="OUT.csv", help=f"write the frames of 10 ms: {columns}")

    demo = command("demo", _demo, "analyse the call that comes with the package")
    _add_json(demo)

    stream = command("stream", _stream, "follow a live call: raw audio on standard input", _STREAM)
    rates = ", ".join(map(str, SUPPORTED_RATES))
    stream.add_argument("--rate", type=int, required=True, metavar="HZ", help=f"one of {rates}")
    stream.add_argument(
        "--encoding",
        choices=list(ENCODINGS),
        default="s16le",
        help="of the interleaved samples, left then right (default: s16le)",
    )
    _add_agent(stream)
    _add_prosody(stream)
    _add_calibration(stream)
    stream.add_argument("--finals-only", action="store_true", help="leave provisional events out")
    stream.add_argument("--report", action="store_true", help="write the report as the last line")

    floor = command("floor", _floor, "report on who talked when, without audio", _FLOOR)
    floor.add_argument("file", metavar="FILE", help="JSON lines; - for standard input")
    _add_json(floor)
    _add_language(floor)
    _add_profile(floor)
    _add_calibration(floor)

    command("profile", _profile, "print the profile that is built in, to copy and change")

    compare = command("compare", _compare, "count a call as other products do, ours beside", _COMPARE)
    compare.add_argument(
        "call", metavar="CALL", help="a recording with two channels, or reports; - for reports on standard input"
    )
    compare.add_argument(
        "--as",
        dest="presets",
        action="append",
        metavar="NAME",
        help="a preset, several with commas between them, or all (default: all)",
    )
    _add_agent(compare)
    compare.add_argument("--json", action="store_true", help="write each comparison as JSON, in one line")
    _add_words(compare)
    _add_language(compare)

    track = command("track", _track, "follow agents over many calls", _TRACK)
    track.add_argument("file", metavar="FILE", help="JSON lines; - for standard input")
    track.add_argument("--by", default="agent", metavar="KEY", help="what names the agent (default: agent)")
    track.add_argument("--since", metavar="TIME", help="tell changes from this time on (default: between halves)")
    track.add_argument("--json", action="store_true", help="write the tracking as JSON, in one line")

    calibrate = command("calibrate", _calibrate, "learn what the centre's own raters would give", _CALIBRATE)
    calibrate.add_argument("rated", metavar="RATED", help="JSON lines; - for standard input")
    calibrate.add_argument("--out", metavar="FILE", help="write the calibration there, as JSON")
    calibrate.add_argument(
        "--target",
        choices=["quality_rating", "customer_satisfaction"],
        default="quality_rating",
        help="what the ratings are (default: quality_rating, by trained raters)",
    )
    calibrate.add_argument(
        "--force-satisfaction",
        action="store_true",
        help="fit to customer satisfaction all the same (read docs/calibration.md first)",
    )
    calibrate.add_argument("--json", action="store_true", help="write the calibration to standard output")
    return parser


def _add_calibration(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calibration", metavar="FILE", help="rate as the centre's raters would (listening calibrate)")


def _calibrate(options: argparse.Namespace) -> None:
    from . import _native
    from .calibration import Calibration

    name = "standard input" if options.rated == "-" else options.rated
    if options.rated == "-":
        data = _input().read()
    else:
        with open(options.rated, "rb") as file:
            data = file.read()
    try:
        lines = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _Stop(f"{name}: line {data.count(bytes([10]), 0, error.start) + 1}: {error}") from None
    try:
        fitted = _native.calibrate(lines, options.target, options.force_satisfaction)
    except CalibrationError as error:
        raise _Stop(f"{name}: {error}") from None
    calibration = Calibration.from_json(fitted)
    if options.out:
        calibration.save(options.out)
    print(fitted if options.json else calibration.to_text())


def _profile(_: argparse.Namespace) -> None:
    print(built_in_profile(), end="")


def _add_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--words",
        metavar="FILE",
        help='what was said: JSON, a line ["agent", start, end, "text"] for each word',
    )


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=["en", "de", "es", "fr"],
        default="en",
        help="of the words, if words are given (default: en, the only one measured)",
    )
    parser.add_argument("--lexicon", metavar="FILE", help="more feedback words: lines like `continuer: mhm, uh-huh`")


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", metavar="FILE", help="how measures become points; `listening profile` prints one to change"
    )


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


def _add_prosody(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--talker-prosody",
        action="store_true",
        help="also say how the customer's voice moves (read docs/activation.md first)",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="write the report as JSON")


def _add_agent(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--agent",
        choices=["left", "right"],
        default="left",
        help="the agent's channel (default: left)",
    )


def _analyze(options: argparse.Namespace) -> None:
    from .given import read
    from .reading import analyze_file

    words = read(options.words) if options.words else []
    report = analyze_file(options.call, options.agent, _config(options), words=words)
    _show(report, os.path.basename(options.call), options.json, options.profile)


def _inspect(options: argparse.Namespace) -> None:
    from .inspection import inspect

    if options.plot:
        from .inspection_plot import check

        # Before the work, not after it.
        check(options.plot)
    heard = inspect(options.call, agent=options.agent, config=Config(talker_prosody=options.talker_prosody))
    if options.frames:
        heard.to_csv(options.frames)
    if options.plot:
        heard.plot(options.plot)
    print(heard.report.to_json() if options.json else heard.to_text(every=options.all))


def _demo(options: argparse.Namespace) -> None:
    from . import demo_call
    from .reading import analyze_file

    report = analyze_file(demo_call(), "left", None)
    _show(report, "Demo: a made-up call with synthetic voices", options.json)
    if not options.json:
        print(f"\nTo listen: {demo_call()}")


def _show(report: Report, title: str, json: bool, profile: str | None = None) -> None:
    print(report.to_json() if json else report.to_text(title, profile))


def _stream(options: argparse.Namespace) -> None:
    config = Config(
        provisional=not options.finals_only,
        talker_prosody=options.talker_prosody,
        calibration=options.calibration,
    )
    session = Session(options.rate, options.agent, config=config)
    source = _input()
    while data := source.read1(_BLOCK):
        try:
            _write_lines(session.push_lines(data, options.encoding))
        except ListeningError as error:
            raise _Stop(f"audio from {session.position:.3f} s on: {error}") from None
    report = session.finish()
    _write_lines(session.last_lines())
    if options.report:
        print(report.to_json())


def _input() -> BufferedReader:
    if sys.stdin is None:
        raise _Stop("standard input is closed: there is nothing to read")
    return cast("BufferedReader", sys.stdin.buffer)


def _write_lines(lines: list[str]) -> None:
    for line in lines:
        print(line)
    if lines:
        sys.stdout.flush()


def _floor(options: argparse.Namespace) -> None:
    from .talkspurts import reports

    config = _config(options)
    if options.file == "-":
        _write_floor(reports(_input(), config), "standard input", options.json)
    else:
        with open(options.file, "rb") as lines:
            _write_floor(reports(lines, config), options.file, options.json)


def _write_floor(found: Any, name: str, json: bool) -> None:
    from .talkspurts import named_json
    from .text import floor_line

    number = 0
    try:
        for number, id, report in found:
            print(named_json(id, report) if json else floor_line(str(number if id is None else id), report))
    except ListeningError as error:
        sys.stdout.flush()
        raise _Stop(f"{name}: {error}") from None


def _compare(options: argparse.Namespace) -> None:
    from .comparison import chosen

    presets = chosen(options.presets)
    if options.call == "-":
        _write_stored(_input(), "standard input", presets, options)
    elif options.call.endswith((".json", ".jsonl")):
        with open(options.call, "rb") as lines:
            _write_stored(lines, options.call, presets, options)
    else:
        from .given import read
        from .reading import analyze_file

        words = read(options.words) if options.words else None
        report = analyze_file(options.call, options.agent, _config(options), words=words or ())
        _write_comparisons(os.path.basename(options.call), None, report, presets, words, options.json)


def _write_stored(lines: Iterable[bytes], name: str, presets: list[str], options: argparse.Namespace) -> None:
    from .stored import reports

    if options.words:
        raise _Stop("--words goes with a recording: a report was made with its words, or without them")
    first = True
    try:
        for number, id, report in reports(lines):
            if not (first or options.json):
                print()
            first = False
            title = str(number if id is None else id)
            _write_comparisons(title, id, report, presets, None, options.json)
    except ListeningError as error:
        sys.stdout.flush()
        raise _Stop(f"{name}: {error}") from None
    if first:
        raise _Stop(f"{name}: there is no report in it")


def _write_comparisons(
    title: str, id: Any, report: Report, presets: list[str], words: list[Word] | None, json: bool
) -> None:
    comparisons = [report.compare(preset, words) for preset in presets]
    if json:
        from .stored import named_json

        _write_lines([named_json(id, each.to_json()) for each in comparisons])
    else:
        from .text import headline

        print("\n\n".join([headline(report, title), *(each.to_text() for each in comparisons)]))


def _track(options: argparse.Namespace) -> None:
    from .tracked_calls import placed, read, seconds
    from .tracking import tracked

    since = None if options.since is None else _number(options.since)
    if since is not None and seconds(since) is None:
        raise _Stop(f"--since is {options.since}: a number of seconds or a time in ISO 8601 was expected")
    name = "standard input" if options.file == "-" else options.file
    numbers: list[int] = []
    try:
        if options.file == "-":
            calls, numbers = read(_input(), options.by)
        else:
            with open(options.file, "rb") as lines:
                calls, numbers = read(lines, options.by)
        if not calls:
            raise _Stop(f"{name}: there is no call in it")
        tracking = tracked(calls, "agent", since)
    except ListeningError as error:
        raise _Stop(f"{name}: {placed(str(error), numbers)}") from None
    print(tracking.to_json() if options.json else tracking.to_text())


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


if __name__ == "__main__":
    raise SystemExit(main())
