#!/usr/bin/env python3
"""Time listening and the peers on the same decoded call, on one core, in one process.

  speed.py [BENCH_DIR | WAV...] [--rounds 5] [--minutes M] [--wheel FILE] [--core N] [--json OUT]

The audio is BENCH_DIR/calls/dev (or $LISTENING_BENCH), all calls in a row; or the files given; or else
the project's own demo/demo_call.wav, repeated to ten minutes. Systems take turns within each round.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np  # noqa: E402  (after the thread counts are set)
from peers import (  # noqa: E402
    RATE,
    BadAudio,
    Silero,
    SileroBatched,
    SileroSequence,
    WebRtc,
    load_call,
)
from tables import speed_table  # noqa: E402

OURS = "listening (whole report)"
DEMO = Path(__file__).resolve().parent.parent / "demo" / "demo_call.wav"
DEMO_MINUTES = 10
WARM_SECONDS = 20
IMPORT_ROUNDS = 7


class Ours:
    """The whole analysis, from samples to the report."""

    name = OURS

    def __init__(self) -> None:
        """Import the library; ImportError where it is not installed."""
        self._listening = importlib.import_module("listening")

    def prepare(self, call: np.ndarray) -> np.ndarray:
        """Take the samples as they are."""
        return call

    def decide(self, prepared: np.ndarray):
        """Analyse the call."""
        return self._listening.analyze(prepared, sample_rate=RATE)


def parse_args(argv=None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("audio", nargs="*", help="the folder of the bench, or stereo 8 kHz files")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--minutes", type=float, help="use only the first minutes of the audio")
    parser.add_argument("--wheel", type=Path, help="also tell the size of this wheel")
    parser.add_argument("--core", type=int, help="the core to run on (default: the last allowed)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args(argv)
    if args.rounds < 1:
        parser.error("--rounds must be at least 1")
    return args


def pin(core: int | None) -> int | None:
    """Keep this process and its children on one core, where the system allows it."""
    if not hasattr(os, "sched_setaffinity"):
        print("note: this system cannot pin a process to a core; times may be less steady")
        return None
    chosen = max(os.sched_getaffinity(0)) if core is None else core
    os.sched_setaffinity(0, {chosen})
    return chosen


def find_audio(given: list[str]) -> tuple[list[Path], str]:
    """Choose the files to time on, and say what they are."""
    names = given or [name for name in [os.environ.get("LISTENING_BENCH")] if name]
    if len(names) == 1 and Path(names[0]).is_dir():
        folder = Path(names[0])
        files = sorted((folder / "calls" / "dev").glob("*.wav")) or sorted(folder.glob("*.wav"))
        if not files:
            raise BadAudio(f"{folder}: holds neither calls/dev/*.wav nor *.wav")
        return files, f"{len(files)} calls in a row"
    if names:
        return [Path(name) for name in names], f"{len(names)} file(s) in a row"
    if DEMO.is_file():
        return [DEMO], f"demo call repeated to {DEMO_MINUTES} minutes"
    return [], "none"


def load_audio(files: list[Path], minutes: float | None) -> np.ndarray:
    """Decode the files into one int16 array of shape (samples, 2)."""
    call = np.concatenate([load_call(path) for path in files])
    if files == [DEMO]:
        wanted = DEMO_MINUTES * 60 * RATE
        call = np.tile(call, (-(-wanted // max(len(call), 1)), 1))[:wanted]
    if minutes is not None:
        call = call[: int(minutes * 60 * RATE)]
    if not len(call):
        raise BadAudio("the audio is empty")
    return np.ascontiguousarray(call)


def speech_share(result, seconds: float) -> float:
    """The share of channel-time called speech: shows that the timed work was done."""
    if isinstance(result, list):
        return float(np.mean(np.concatenate(result)))
    report = json.loads(result.to_json())
    return sum(t["end"] - t["start"] for t in report["talkspurts"]) / (2 * seconds)


def timed(work, argument) -> tuple[float, object]:
    """Run once with the garbage collector off; return the seconds and the result."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        result = work(argument)
        return time.perf_counter() - started, result
    finally:
        gc.enable()


def race(systems: list, call: np.ndarray, rounds: int) -> list[dict]:
    """Let the systems take turns over the call; return times and checks, one row per system."""
    seconds = len(call) / RATE
    for system in systems:
        system.decide(system.prepare(call[: WARM_SECONDS * RATE]))
    prepared = [system.prepare(call) for system in systems]
    times: list[list[float]] = [[] for _ in systems]
    shares = [0.0] * len(systems)
    for number in range(rounds):
        for step in range(len(systems)):
            i = (step + number) % len(systems)  # a different one goes first each round
            spent, result = timed(systems[i].decide, prepared[i])
            times[i].append(spent)
            if number == 0:
                shares[i] = speech_share(result, seconds)
            del result
    return [
        {
            "system": system.name,
            "min_s": min(spent),
            "median_s": statistics.median(spent),
            "times_s": spent,
            "x_real_time": seconds / min(spent),
            "us_per_channel_second": min(spent) / (2 * seconds) * 1e6,
            "speech_share": share,
        }
        for system, spent, share in zip(systems, times, shares, strict=True)
    ]


def start_times() -> dict[str, float]:
    """Median seconds of fresh interpreters that import nothing, numpy, or listening."""
    code = {"pass": "pass", "import numpy": "import numpy", "import listening": "import listening"}
    times: dict[str, list[float]] = {name: [] for name in code}
    for number in range(IMPORT_ROUNDS + 1):
        for name, text in code.items():
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", text], check=True)
            if number:  # the first fills the caches
                times[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in times.items()}


def print_start(times: dict[str, float]) -> None:
    """Print start-up times, each beside a bare interpreter."""
    bare = times["pass"]
    print(f"\nstart of a fresh interpreter, median of {IMPORT_ROUNDS}: {bare * 1000:.0f} ms bare")
    for name in ("import numpy", "import listening"):
        print(f"  {name}: {times[name] * 1000:.0f} ms, {(times[name] - bare) * 1000:+.0f} ms")


def main(argv=None) -> int:
    """Run the bench; return the exit code."""
    args = parse_args(argv)
    core = pin(args.core)
    try:
        files, kind = find_audio(args.audio)
        if not files:
            print("skipped: no audio (give a folder or files, or set LISTENING_BENCH)")
            return 0
        call = load_audio(files, args.minutes)
    except BadAudio as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    systems: list = []
    try:
        systems.append(Ours())
    except ImportError as error:
        print(f"listening is left out: {error}")
    ours = bool(systems)
    systems += [WebRtc(), Silero(), SileroBatched(), SileroSequence()]
    rows = race(systems, call, args.rounds)

    seconds = len(call) / RATE
    audio = f"{kind}, {seconds / 60:.1f} minutes, stereo, int16 in memory"
    where = f"core {core}" if core is not None else "not pinned"
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{audio}; {where}; {machine}; {args.rounds} rounds\n")
    print(speed_table(rows, OURS))
    print("\nshare of channel-time called speech:")
    for row in rows:
        print(f"  {row['system']}: {row['speech_share']:.3f}")
    summary = {"audio": audio, "seconds": seconds, "core": core, "machine": machine, "rows": rows}
    if ours:
        summary["start_s"] = start_times()
        print_start(summary["start_s"])
    if args.wheel is not None and args.wheel.is_file():
        summary["wheel_bytes"] = args.wheel.stat().st_size
        print(f"\nwheel: {summary['wheel_bytes'] / 1e6:.2f} MB ({args.wheel.name})")
    elif args.wheel is not None:
        print(f"note: no wheel at {args.wheel}", file=sys.stderr)
    if args.json is not None:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    silent = [row["system"] for row in rows if not 0.0 < row["speech_share"] < 1.0]
    if silent:
        print(f"failed: no plausible speech from {', '.join(silent)}", file=sys.stderr)
    return 1 if silent else 0


if __name__ == "__main__":
    raise SystemExit(main())
