"""The command line's arguments and its help."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from .._native import SUPPORTED_RATES, __version__
from .messages import Stop
from ..session import ENCODINGS
from .._render.writers import FORMS

_EXAMPLES = """\
examples:
  listening demo                             a made-up call, analysed
  listening analyze call.wav                 a report for reading
  listening analyze call.flac --agent right  where the agent is on the right channel
  listening analyze call.wav --json          the same for programs, in one line
  listening analyze call.wav --html --audio --out call.html   to look at and hear
  listening inspect call.wav --plot call.png what was heard, drawn
  ffmpeg -i call.m4a -f s16le -ar 8000 - | listening stream --rate 8000
  listening floor talkspurts.jsonl --json    from who talked when, without audio
  listening compare call.wav --as verint_3s  counted as another product counts
  listening batch calls --out scores.parquet a folder of recordings, a row for each
  listening track scores.parquet             many calls: each agent over time
  listening calibrate rated.jsonl --out calibration.json

Exit status: 0 if all went well, 2 on an error, which is told in one line;
130 when stopped by Ctrl-C, 141 when the reader of a pipe has gone.

With --json an error is one line of JSON on standard error, for every command:
  {"error": {"type": "AudioError", "message": "call.wav is empty: ..."}}
and a warning is {"warning": {...}}. No colours are printed, to any terminal.
"""

_ANALYZE = """\
examples:
  listening analyze call.wav                          for reading
  listening analyze agent.wav customer.wav            a recording of each party
  listening analyze mono.wav --turns mono.rttm \\
      --speakers SPEAKER_00=agent,SPEAKER_01=customer a diariser said who talked
  listening analyze call.wav --textgrid > call.TextGrid
"""

_DEMO = """\
examples:
  listening demo                                  for reading
  listening demo --html --audio --out demo.html   to look at and hear
  listening demo --json                           the same for programs, in one line
"""

_PROFILE = """\
examples:
  listening profile > ours.json                     to copy and change
  listening analyze call.wav --profile ours.json    scored by it
"""

_SCHEMA = """\
examples:
  listening schema > report.schema.json
  listening analyze call.wav --json > call.json
  jsonschema -i call.json report.schema.json        with the package jsonschema
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

_COMPLETION = """\
examples:
  source <(listening completion bash)       in this shell
  listening completion bash > ~/.local/share/bash-completion/completions/listening
  listening completion zsh > "${fpath[1]}/_listening"
  listening completion fish > ~/.config/fish/completions/listening.fish
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

A report that carries "agent" and "time" itself is taken too, and so is what
`listening batch` writes, as .parquet or .jsonl. The calls may stand in any
order. No rank is given: docs/tracking.md says why.

examples:
  listening track scores.parquet
  listening track calls.jsonl
  listening track calls.jsonl --since 2026-03-01   before and after a training
  listening track calls.jsonl --by team --json     teams in place of agents
  listening track calls.jsonl --html --out calls.html
"""


_BATCH = """\
A row for each call: scores, every measure with its interval, the report, or why
there is none; docs/batch.md lists the columns. OUT ends in .parquet (needs
pyarrow), .jsonl or .csv (without the reports). A recording that cannot be
analysed does not stop the others and is listed at the end; the exit status is 0
unless all of them failed.

A run that was stopped, even by force, loses half a minute at most: give --resume.

examples:
  listening batch calls --out scores.parquet
  listening batch calls --out scores.parquet --resume     after it was stopped, or for what is new
  listening batch calls --out scores.parquet --agent-from calls.csv
  listening batch calls --out scores.csv --glob '2026-03/*.wav' --workers 4
  listening track scores.parquet
"""


_CALIBRATE = """\
Each line of RATED is one call: whose it is, what a trained rater gave, and its
report, as `listening analyze --json` writes it. A rating is one of Outstanding,
Above Average, Average, Poor, Ineffective, or a number from 0 to 100. "second", a
second rater's rating of the same call, shows how far raters agree themselves.

  {"agent": "17", "rating": "Average", "second": "Poor", "report": {...}}

RATED may be what `listening batch` wrote, .parquet or .jsonl, with --ratings: a
CSV or JSON file with call_id, rating and, if there is one, second.

At least 50 calls of 5 agents; from 200 of 20 on the figures are worth reading.

examples:
  listening calibrate rated.jsonl --out calibration.json
  listening calibrate scores.parquet --ratings ratings.csv --out calibration.json
  listening analyze call.wav --calibration calibration.json
"""


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # From 3.14 on Python would colour the help; what goes to a file or a screen reader is the same for all.
        self.color = False

    def error(self, message: str) -> NoReturn:
        raise Stop(f"{message} (see {self.prog} --help)", prog=self.prog)


def command_line() -> argparse.ArgumentParser:
    """The parser; `command` of what it gives is the command's name."""
    parser = _Parser(
        prog="listening",
        description="Measures how well a contact-centre agent listens, from the audio of the call.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"listening {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, help: str, epilog: str = "") -> _Parser:
        added: _Parser = commands.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(command=name)
        return added

    analyze = command("analyze", "analyse a recording with one party on each channel", _ANALYZE)
    analyze.add_argument("call", metavar="CALL", help="WAV, FLAC, MP3 or Ogg file with two channels")
    analyze.add_argument(
        "customer",
        metavar="CUSTOMER",
        nargs="?",
        help="the customer's own recording; CALL is then the agent's, and both have one channel",
    )
    _add_agent(analyze)
    _add_forms(analyze)
    analyze.add_argument("--turns", metavar="FILE.rttm", help="who talked when, for a mono recording of both parties")
    analyze.add_argument(
        "--speakers", metavar="WHO", help="who is who in --turns: SPEAKER_00=agent,SPEAKER_01=customer"
    )
    _add_words(analyze)
    _add_language(analyze)
    _add_profile(analyze)
    _add_prosody(analyze)
    _add_calibration(analyze)

    inspect = command("inspect", "show what was heard of a recording", _INSPECT)
    inspect.add_argument("call", metavar="CALL", help="WAV, FLAC, MP3 or Ogg file with one or two channels")
    _add_agent(inspect)
    _add_json(inspect)
    _add_prosody(inspect)
    inspect.add_argument("--all", action="store_true", help="list all talkspurts, not only the first ones")
    inspect.add_argument("--plot", metavar="OUT.png", help="draw it; the ending says the form")
    columns = "time,party,speech,level_db,f0_hz,voicing,semitones"
    inspect.add_argument("--frames", metavar="OUT.csv", help=f"write the frames of 10 ms: {columns}")

    demo = command("demo", "analyse the call that comes with the package", _DEMO)
    _add_page(demo)

    stream = command("stream", "follow a live call: raw audio on standard input", _STREAM)
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
    stream.add_argument(
        "--history",
        type=float,
        metavar="S",
        help="remember only the last S seconds, for a line that stays open (120 or more)",
    )
    stream.add_argument("--finals-only", action="store_true", help="leave provisional events out")
    stream.add_argument("--json", action="store_true", help="tell errors as JSON too; the events are JSON anyway")
    stream.add_argument("--report", action="store_true", help="write the report as the last line")

    floor = command("floor", "report on who talked when, without audio", _FLOOR)
    floor.add_argument("file", metavar="FILE", help="JSON lines; - for standard input")
    _add_json(floor)
    _add_language(floor)
    _add_profile(floor)
    _add_calibration(floor)

    profile = command("profile", "print the profile that is built in, to copy and change", _PROFILE)
    profile.add_argument("--json", action="store_true", help="tell errors as JSON too; the profile is JSON anyway")

    completion = command("completion", "print the script that completes this command in a shell", _COMPLETION)
    completion.add_argument("shell", choices=["bash", "zsh", "fish"], help="the shell")
    completion.add_argument("--json", action="store_true", help="tell errors as JSON")

    schema = command("schema", "print the JSON schema of a report", _SCHEMA)
    schema.add_argument("--json", action="store_true", help="tell errors as JSON too; the schema is JSON anyway")

    compare = command("compare", "count a call as other products do, ours beside", _COMPARE)
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

    batch = command("batch", "analyse a folder of recordings into a table", _BATCH)
    batch.add_argument("folder", metavar="DIR", help="the folder, with all below it")
    batch.add_argument("--out", required=True, metavar="OUT", help="the table: .parquet, .jsonl or .csv")
    batch.add_argument("--glob", metavar="PATTERN", help="what a path within DIR must match; * stands for / too")
    batch.add_argument(
        "--agent-from",
        default="folder",
        metavar="FILE",
        help="CSV or JSON with call_id, agent, time (default: folder, the name of the one that a recording lies in)",
    )
    batch.add_argument("--workers", type=int, metavar="N", help="calls at once (default: one for each processor)")
    batch.add_argument("--pool", choices=["threads", "processes"], default="threads", help="(default: threads)")
    batch.add_argument("--resume", action="store_true", help="go on with a run that was stopped, or add what is new")
    batch.add_argument("--retry-failed", action="store_true", help="with --resume: try again what failed")
    batch.add_argument("--overwrite", action="store_true", help="begin anew in the place of what is there")
    batch.add_argument("--json", action="store_true", help="write what became of it as JSON, in one line")
    _add_agent(batch)
    _add_profile(batch)
    _add_prosody(batch)
    _add_calibration(batch)

    track = command("track", "follow agents over many calls", _TRACK)
    track.add_argument("file", metavar="FILE", help="JSON lines or Parquet; - for JSON lines on standard input")
    track.add_argument("--by", default="agent", metavar="KEY", help="what names the agent (default: agent)")
    track.add_argument(
        "--assessed",
        choices=["agent", "customer"],
        default="agent",
        help="whose listening the reports assess (default: agent)",
    )
    track.add_argument("--since", metavar="TIME", help="tell changes from this time on (default: between halves)")
    forms = track.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="write the tracking as JSON, in one line")
    forms.add_argument("--html", action="store_true", help="write it as a page that needs no network")
    track.add_argument("--out", metavar="FILE", help="write there, not to standard output")

    calibrate = command("calibrate", "learn what the centre's own raters would give", _CALIBRATE)
    calibrate.add_argument("rated", metavar="RATED", help="JSON lines; - for standard input; a table with --ratings")
    calibrate.add_argument("--ratings", metavar="FILE", help="CSV or JSON with call_id, rating, second")
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


def _add_prosody(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--talker-prosody",
        action="store_true",
        help="also say how the customer's voice moves (read docs/activation.md first)",
    )


def _add_json(parser: argparse._ActionsContainer) -> None:
    parser.add_argument("--json", action="store_true", help="write the report as JSON")


def _add_forms(parser: argparse.ArgumentParser) -> None:
    forms = _add_page(parser)
    for form, help in FORMS.items():
        forms.add_argument(f"--{form}", action="store_true", help=help)


def _add_page(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """JSON or a page, and where to write it; gives the group of forms that exclude each other."""
    forms = parser.add_mutually_exclusive_group()
    _add_json(forms)
    forms.add_argument("--html", action="store_true", help="write the report as a page that needs no network")
    parser.add_argument("--audio", action="store_true", help="put the call into the page: click an event to hear it")
    parser.add_argument("--out", metavar="FILE", help="write there, not to standard output")
    return forms


def _add_agent(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--agent",
        choices=["left", "right"],
        default="left",
        help="the agent's channel (default: left)",
    )
