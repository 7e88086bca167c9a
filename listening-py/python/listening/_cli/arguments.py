"""The command line's arguments and its help."""

from __future__ import annotations

import argparse
import textwrap
from typing import Any, NoReturn

from .._audio.headerless import FORMATS
from .._native import SUPPORTED_RATES, __version__
from .._render import layout
from .._review.comparison import PRESETS
from ..session import ENCODINGS
from . import help_texts
from .help_layout import filled
from .messages import Stop
from .report_forms import FORMS
from .terminal import columns

_FILES = frozenset({"CALL", "CUSTOMER", "DIR", "FILE", "OUT", "OUT.csv", "OUT.png", "RATED"})
"""Names that the help has for files and folders."""


_RATES = (8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000)
"""Sample rates that a shell offers."""


class _Help(argparse.HelpFormatter):
    """Help that is as wide as what else is printed."""

    def __init__(self, prog: str, **settings: Any) -> None:
        wide = min(max(columns(), layout.NARROW), layout.WIDE)
        # Two columns are left free, as argparse does it.
        super().__init__(prog, **{"width": wide - 2, **settings})

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return textwrap.indent(filled(text, width + 2 - len(indent)), indent)


class _Parser(argparse.ArgumentParser):
    def __init__(self, *, files: Any = None, **options: Any) -> None:
        self._files = files
        super().__init__(**options)
        # From 3.14 on Python would colour the help; what goes to a file or a screen reader is the same for all.
        self.color = False

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """As of any parser; what names a file also says how it is completed."""
        action = super().add_argument(*names, **settings)
        if self._files is not None and action.metavar in _FILES:
            # Where shtab looks for it.
            vars(action)["complete"] = self._files
        return action

    def error(self, message: str) -> NoReturn:
        raise Stop(f"{message} (see {self.prog} --help)", prog=self.prog)


def command_line(files: Any = None) -> argparse.ArgumentParser:
    """The parser; `command` of what it gives is the command's name.

    Args:
        files: For completion: how shtab completes names of files. With it the parser also knows the values of options
            that are otherwise checked later, with better words than its own.
    """
    parser = _Parser(
        prog="listening",
        description="Measures how well a contact-centre agent listens, from the audio of the call.",
        epilog=help_texts.EXAMPLES,
        formatter_class=_Help,
    )
    parser.add_argument("--version", action="version", version=f"listening {__version__}")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(metavar="COMMAND")

    def command(name: str, help: str, epilog: str = "") -> _Parser:
        added: _Parser = commands.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            epilog=epilog,
            formatter_class=_Help,
            files=files,
        )
        added.set_defaults(command=name)
        return added

    analyze = command("analyze", "analyse a recording with one party on each channel", help_texts.ANALYZE)
    taken = "a two-channel recording (WAV, FLAC, MP3, Ogg, M4A, ...) or a packet capture (pcap, pcapng)"
    analyze.add_argument("call", metavar="CALL", help=taken)
    analyze.add_argument(
        "customer",
        metavar="CUSTOMER",
        nargs="?",
        help="the customer's recording; CALL is then the agent's, and both are mono",
    )
    _add_agent(analyze)
    _add_reading(analyze)
    _add_forms(analyze)
    analyze.add_argument(
        "--agent-from",
        metavar="FILE",
        help="with --html or --card: CSV or JSON with call_id, agent, time, to show whose call it is and when it was",
    )
    _add_offset(analyze)
    analyze.add_argument("--turns", metavar="FILE", help="who talked when in a mono recording (RTTM, TextGrid, ...)")
    analyze.add_argument(
        "--speakers", metavar="WHO", help="speaker labels in --turns and --words: SPEAKER_00=agent,SPEAKER_01=customer"
    )
    _add_words(analyze)
    _add_marks(analyze)
    _add_language(analyze)
    _add_profile(analyze)
    _add_prosody(analyze)
    _add_calibration(analyze)

    inspect = command("inspect", "show what was detected in a recording", help_texts.INSPECT)
    inspect.add_argument(
        "call", metavar="CALL", help="a recording with one or two channels: WAV, FLAC, MP3, Ogg, M4A, ..."
    )
    _add_agent(inspect)
    _add_reading(inspect)
    _add_json(inspect)
    _add_prosody(inspect)
    inspect.add_argument("--all", action="store_true", help="list all talkspurts, not only the first ones")
    inspect.add_argument("--plot", metavar="OUT.png", help="write a picture; the extension selects the format")
    columns = "time,party,speech,level_db,f0_hz,voicing,semitones"
    inspect.add_argument("--frames", metavar="OUT.csv", help=f"write all frames of 10 ms: {columns}")

    demo = command("demo", "analyse the demo call of the package", help_texts.DEMO)
    _add_page(demo)
    demo.add_argument(
        "--folder", metavar="DIR", help="instead, generate a folder of calls of a simulated team to try everything on"
    )

    stream = command("stream", "analyse a live call: raw audio on standard input", help_texts.STREAM)
    rates = " to ".join(map(str, SUPPORTED_RATES))
    rate = stream.add_argument("--rate", type=int, required=True, metavar="HZ", help=rates)
    stream.add_argument(
        "--encoding",
        "--format",
        choices=list(ENCODINGS),
        metavar="NAME",
        default="s16le",
        help=f"encoding of the interleaved samples, left then right: {', '.join(ENCODINGS)} (default: s16le)",
    )
    _add_agent(stream)
    _add_offset(stream)
    _add_prosody(stream)
    _add_calibration(stream)
    stream.add_argument(
        "--history",
        type=float,
        metavar="S",
        help="remember only the last S seconds, for a line that stays open (minimum 120)",
    )
    stream.add_argument(
        "--decisions",
        type=float,
        metavar="RATE",
        help="also decide live who takes the floor and which turn is over, at this false rate: 0.05, 0.1 or 0.2",
    )
    stream.add_argument(
        "--snapshot",
        type=float,
        metavar="S",
        help="write the state of the call after each S seconds of audio, on a line of its own (minimum 0.01)",
    )
    _add_marks(stream)
    stream.add_argument("--finals-only", action="store_true", help="omit provisional events")
    stream.add_argument("--json", action="store_true", help="print errors as JSON too; events are always JSON")
    stream.add_argument("--report", action="store_true", help="write the report as the last line")

    floor = command("floor", "report on who talked when, without audio", help_texts.FLOOR)
    floor.add_argument("file", metavar="FILE", help="JSON lines; - for standard input")
    _add_json(floor)
    _add_language(floor)
    _add_profile(floor)
    _add_calibration(floor)

    profile = command("profile", "print the built-in profile, to copy and edit", help_texts.PROFILE)
    profile.add_argument(
        "--id",
        choices=["contact_center/2", "contact_center/1"],
        metavar="ID",
        default="contact_center/2",
        help="contact_center/2 (default) or contact_center/1, that of version 0.1.0",
    )
    profile.add_argument("--json", action="store_true", help="print errors as JSON too; the profile is always JSON")

    completion = command("completion", "print a shell script that completes this command", help_texts.COMPLETION)
    completion.add_argument("shell", choices=["bash", "zsh", "fish"], help="the shell")
    completion.add_argument("--json", action="store_true", help="print errors as JSON")

    schema = command("schema", "print the JSON schema of a report", help_texts.SCHEMA)
    schema.add_argument("--json", action="store_true", help="print errors as JSON too; the schema is always JSON")

    compare = command("compare", "count a call as other products do, next to our measures", help_texts.COMPARE)
    compare.add_argument(
        "call", metavar="CALL", help="a two-channel recording, or reports; - for reports on standard input"
    )
    presets = compare.add_argument(
        "--as",
        dest="presets",
        action="append",
        metavar="NAME",
        help="one preset, several separated by commas, or all (default: all)",
    )
    _add_agent(compare)
    _add_reading(compare)
    compare.add_argument("--json", action="store_true", help="write each comparison as one line of JSON")
    _add_words(compare)
    _add_language(compare)

    batch = command("batch", "analyse a folder of recordings into a table", help_texts.BATCH)
    batch.add_argument("folder", metavar="DIR", help="the folder, including its subfolders")
    batch.add_argument("--out", required=True, metavar="OUT", help="the table: .parquet, .jsonl or .csv")
    batch.add_argument("--glob", metavar="PATTERN", help="pattern for paths within DIR; * also matches /")
    batch.add_argument(
        "--agent-from",
        default="folder",
        metavar="FILE",
        help="CSV or JSON with call_id, agent, time and further columns such as team (default: folder, which takes "
        "the folder name as the agent)",
    )
    batch.add_argument(
        "--tables", metavar="DIR", help="also write legs, events, talkspurts, turns, measures, marks there, as Parquet"
    )
    same = "for each recording, the file with its path and name and any extension"
    batch.add_argument("--words", metavar="DIR", help=f"transcripts: {same}; may be DIR itself")
    batch.add_argument("--marks", metavar="DIR", help="marks of the telephone system (hold, transfer, ...), likewise")
    batch.add_argument("--turns", metavar="DIR", help="who talked when in mono recordings, likewise")
    batch.add_argument(
        "--speakers",
        metavar="WHO",
        help="speaker labels in all of --turns and --words: SPEAKER_00=agent,SPEAKER_01=customer",
    )
    batch.add_argument("--workers", type=int, metavar="N", help="calls analysed at once (default: one per processor)")
    batch.add_argument("--pool", choices=["threads", "processes"], default="threads", help="(default: threads)")
    batch.add_argument("--resume", action="store_true", help="continue an interrupted run, or add new recordings")
    batch.add_argument("--retry-failed", action="store_true", help="with --resume: retry failed recordings")
    batch.add_argument("--overwrite", action="store_true", help="replace the existing table")
    batch.add_argument("--json", action="store_true", help="write the outcome as one line of JSON")
    _add_agent(batch)
    _add_reading(batch)
    _add_profile(batch)
    _add_prosody(batch)
    _add_calibration(batch)

    tables = command("tables", "write tables of legs, events, talkspurts, turns, measures and marks", help_texts.TABLES)
    tables.add_argument(
        "scores", metavar="SCORES", help="a table of batch, .parquet or .jsonl; or reports, one per line"
    )
    tables.add_argument("--out", required=True, metavar="DIR", help="the folder for the tables")
    tables.add_argument("--overwrite", action="store_true", help="replace existing tables")
    tables.add_argument("--json", action="store_true", help="write the row counts as one line of JSON")

    track = command("track", "track agents over many calls", help_texts.TRACK)
    track.add_argument("file", metavar="FILE", help="JSON lines or Parquet; - for JSON lines on standard input")
    track.add_argument("--by", default="agent", metavar="KEY", help="group by agent (default), team, queue...")
    track.add_argument(
        "--assessed",
        choices=["agent", "customer"],
        default="agent",
        help="the party whose listening the reports assess (default: agent)",
    )
    track.add_argument("--period", choices=["day", "week", "month"], help="also summarise the calls of each period")
    track.add_argument(
        "--compare",
        metavar="TIME",
        nargs="+",
        help="compare the calls before TIME with those from it on; with two times, those before the first with those"
        " from the second on (default: the halves of each agent's calls)",
    )
    track.add_argument("--since", metavar="TIME", help="the same as --compare with one time")
    track.add_argument(
        "--adjust",
        metavar="KEYS",
        help="columns to adjust for, separated by commas, and length; none for no adjustment (default: queue,length if"
        " calls have a queue)",
    )
    track.add_argument("--pairs", action="store_true", help="also show the differences between all pairs of agents")
    forms = track.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="write the tracking as one line of JSON")
    forms.add_argument("--html", action="store_true", help="write a page that needs no network")
    track.add_argument("--out", metavar="FILE", help="write to FILE instead of standard output")

    calibrate = command("calibrate", "learn the rating scale of your own raters", help_texts.CALIBRATE)
    calibrate.add_argument("rated", metavar="RATED", help="JSON lines; - for standard input; a table with --ratings")
    calibrate.add_argument(
        "--ratings", metavar="FILE", help="CSV or JSON with call_id, rating, second; or call_id, rater, rating"
    )
    calibrate.add_argument("--out", metavar="FILE", help="write the calibration to FILE, as JSON")
    calibrate.add_argument(
        "--target",
        choices=["quality_rating", "customer_satisfaction"],
        metavar="WHAT",
        default="quality_rating",
        help="what the ratings are: quality_rating, by trained raters (default), or customer_satisfaction",
    )
    calibrate.add_argument(
        "--force-satisfaction",
        action="store_true",
        help="fit to customer satisfaction anyway (read docs/calibration.md first)",
    )
    calibrate.add_argument("--json", action="store_true", help="write the calibration to standard output")
    if files is not None:
        rate.choices, presets.choices = _RATES, [*PRESETS, "all"]
    return parser


def _add_calibration(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--calibration", metavar="FILE", help="rate on your raters' scale (listening calibrate)")


def _add_words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--words",
        action="append",
        metavar="FILE",
        help='a recogniser\'s transcript, or one line ["agent", start, end, "text"] per word; '
        "one file per party: --words agent=A.json --words customer=B.json",
    )


def _add_marks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--marks",
        metavar="FILE",
        help="marks of the telephone system (hold, mute, pause, transfer, ...): JSON lines or CSV with "
        "kind, start, end, party, agent",
    )


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        choices=["en", "de", "es", "fr"],
        default="en",
        help="language of the words (default: en, the only one validated)",
    )
    parser.add_argument("--lexicon", metavar="FILE", help="more feedback words: lines like `continuer: mhm, uh-huh`")


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", metavar="FILE", help="how measures become points; `listening profile` prints one to edit"
    )


def _add_offset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--offset",
        metavar="WHO=S",
        help="shift a party's channel later by S seconds, or earlier: customer=+1.95, agent=-0.5",
    )


def _add_prosody(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--talker-prosody",
        action="store_true",
        help="also measure the customer's voice (read docs/activation.md first)",
    )


def _add_json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help="write the report as JSON")


def _add_forms(parser: argparse.ArgumentParser) -> None:
    forms = _add_page(parser)
    for form, help in FORMS.items():
        forms.add_argument(f"--{form}", action="store_true", help=help)


def _add_page(parser: argparse.ArgumentParser) -> Any:
    """JSON or a page, and where to write it; gives the group of forms that exclude each other."""
    forms = parser.add_mutually_exclusive_group()
    _add_json(forms)
    forms.add_argument("--html", action="store_true", help="write the report as a page that needs no network")
    forms.add_argument("--card", action="store_true", help="write a one-page coaching card for a ten-minute talk")
    parser.add_argument("--audio", action="store_true", help="embed the call in the page: click an event to hear it")
    parser.add_argument(
        "--centre",
        metavar="FILE",
        help="with --html, show the call among all calls of a tracking (output of `listening track --json`)",
    )
    parser.add_argument("--out", metavar="FILE", help="write to FILE instead of standard output")
    return forms


def _add_reading(parser: argparse.ArgumentParser) -> None:
    names = ", ".join(FORMATS)
    parser.add_argument("--format", choices=list(FORMATS), metavar="NAME", help=f"for a file without a header: {names}")
    parser.add_argument("--rate", type=int, metavar="HZ", help="its sample rate")
    parser.add_argument("--channels", type=int, metavar="N", help="its number of channels (default: 1)")
    picked = "the left and right one of more than two channels, or of a capture's streams, counted from 1: 1,3"
    parser.add_argument("--pick", metavar="L,R", help=picked)


def _add_agent(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--agent",
        choices=["left", "right"],
        default="left",
        help="the agent's channel (default: left)",
    )
