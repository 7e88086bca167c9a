"""The command ``demo``: the call that comes with the package, or a folder of calls made from it."""

from __future__ import annotations

import argparse
import json
import os
import shlex
from importlib.util import find_spec

from .._analysis import whole_call
from .._audio.demo_call import demo_call
from .call_commands import check_audio, show
from .messages import Stop


def demo(options: argparse.Namespace) -> None:
    """The report of the demo call, or the folder of a simulated team."""
    if options.folder is not None:
        _folder(options)
        return
    check_audio(options)
    report = whole_call.analyze(demo_call())
    show(report, "Demo: a simulated call with synthetic voices", options)
    if not (options.json or options.html or options.card):
        print(f"\nTo listen: {demo_call()}")


def _folder(options: argparse.Namespace) -> None:
    for name in ("html", "card", "centre", "audio", "out"):
        if getattr(options, name):
            raise Stop(f"--{name} is for the report of the demo call: --folder makes calls and no report")
    # Slow to import, and needed here alone.
    from .._demo.folder import demo_folder

    folder = demo_folder(options.folder)
    name = str(folder)
    print(json.dumps({"folder": name}) if options.json else _made(name))


def _made(name: str) -> str:
    """What was made, and what to try."""

    def within(*parts: str) -> str:
        return shlex.quote(os.path.join(name, *parts))

    # Parquet needs an extra.
    scores = "scores.parquet" if find_spec("pyarrow") else "scores.jsonl"
    return f"""\
{name}: a simulated team of four agents, with the voices of the demo call
  calls/        24 recordings, with calls.csv, words/ and talkspurts.jsonl
  weeks.jsonl   1920 calls of 12 weeks without audio, with a training in week seven
  rated.jsonl   240 calls of 20 agents without audio, rated in ratings.csv
  mono/, formats/, broken.wav, and README.txt, which describes all files

Try next:
  listening batch {within("calls")} --agent-from {within("calls.csv")} --out {scores}
  listening track {scores}
  listening analyze {within("calls", "ben", "2026-03-03-1.wav")} --html --audio --out call.html"""
