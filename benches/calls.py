"""The bench's calls for scripts that change them, hear them and score the speech themselves."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import peers
from held_aside import CHOICES, chosen

PARTIES = ("agent", "customer")
OURS = "listening"


class NoBench(RuntimeError):
    """The bench or the library is not there; the message says what to do."""


@dataclass
class Call:
    """One call with its truth; `audio` is int16 of shape (samples, 2), the agent first."""

    id: str
    audio: np.ndarray
    truth: dict

    def conditions(self, party: str) -> list[str]:
        """The conditions that hold on a party's channel, by name; `clean` if there are none."""
        names = set()
        for condition in self.truth["conditions"]:
            name, *details = condition.split(":")
            if "both" in details or party in details or not set(details) & set(PARTIES):
                names.add(name)
        return sorted(names) or ["clean"]


def parser(description: str) -> argparse.ArgumentParser:
    """The command line that these scripts share."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    made.add_argument("--calls", choices=CHOICES, default="all", help="which part of the calls")
    made.add_argument("--peers", action="store_true", help="also webrtcvad and silero-vad")
    made.add_argument("--json", type=Path, help="also write the figures to this file")
    return made


def load_calls(bench: str, which: str) -> list[Call]:
    """Read the simulated calls of one part."""
    files = {path.stem: path for path in sorted((Path(bench) / "calls" / "dev").glob("*.wav"))}
    if not files:
        raise NoBench(f"{bench} holds no calls/dev; give the folder of the bench")
    calls = []
    for name in chosen(files, which):
        truth = json.loads(files[name].with_suffix(".json").read_text(encoding="utf-8"))
        calls.append(Call(name, peers.load_call(files[name]), truth))
    return calls


def scorer(bench: str):
    """The bench's score.py as a module."""
    path = Path(bench) / "score.py"
    spec = importlib.util.spec_from_file_location("bench_score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise NoBench(f"{bench} holds no score.py; give the folder of the bench")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def systems(with_peers: bool) -> dict:
    """What hears: by name, a function from int16 audio of shape (samples, 2) at 8 kHz to a report."""
    try:
        listening = importlib.import_module("listening")
    except ImportError as error:
        raise NoBench(f"cannot import listening ({error}); install the wheel") from error
    found = {OURS: lambda audio: json.loads(listening.analyze(audio, sample_rate=peers.RATE).to_json())}
    if with_peers:
        for detector in (peers.SileroBatched(), peers.WebRtc()):
            name = "silero-vad (8 kHz)" if isinstance(detector, peers.Silero) else detector.name
            found[name] = lambda audio, d=detector: peers.peer_report(d, audio)
    return found


def run(args: argparse.Namespace, work) -> int:
    """Do a script's `work(args, calls, scorer, systems)`, which gives its figures; return the exit code."""
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    try:
        calls, score = load_calls(args.bench, args.calls), scorer(args.bench)
        figures = work(args, calls, score, systems(args.peers))
    except NoBench as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0
