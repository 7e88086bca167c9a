#!/usr/bin/env python3
"""The bench's Rust half, `native/`: built by cargo when it is asked for.

  native.py [BENCH_DIR] [--rounds 5] [--core N]

Prints the time per 10 ms and channel of our hearing and of earshot over the calls of BENCH_DIR (or
$LISTENING_BENCH), on one core.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

MANIFEST = Path(__file__).resolve().parent / "native" / "Cargo.toml"


class NoNative(RuntimeError):
    """It cannot be built here."""


def native(*arguments: str) -> str:
    """Run the program; return what it prints."""
    command = ["cargo", "run", "--quiet", "--release", "--locked", "--manifest-path", str(MANIFEST), "--"]
    try:
        done = subprocess.run([*command, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    except OSError as error:
        raise NoNative(f"benches/native: {error}") from error
    except subprocess.CalledProcessError as error:
        # It has said why already; its list of files would only hide that.
        raise NoNative(f"benches/native {arguments[0]}: exit code {error.returncode}") from error
    return done.stdout


class Earshot:
    """Earshot's probabilities; audio at 8 kHz is doubled for it as for the other peers."""

    name = "earshot 1.2"
    hop = 256 / 16000

    def probabilities(self, files: list[Path]) -> list[np.ndarray]:
        """Probability of speech per decision, one array per recording of one channel."""
        lines = native("scores", *map(str, files)).splitlines()
        if len(lines) != len(files):
            raise NoNative(f"{len(lines)} channels in {len(files)} recordings of one channel")
        return [np.array(line.split(","), np.float32) for line in lines]


def cost(bench: str, rounds: int, core: int | None) -> str:
    """The table of `listening-bench cost` over the simulated calls."""
    native("scores")  # builds, on all cores
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0)) if core is None else core})
    files = sorted(map(str, (Path(bench) / "calls" / "dev").glob("*.wav")))
    return native("cost", "--rounds", str(rounds), *files)


def main(argv=None) -> int:
    """Run the bench; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, help="the core to run on (default: the last allowed)")
    args = parser.parse_args(argv)
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    if shutil.which("cargo") is None:
        print("skipped: no cargo to build benches/native with")
        return 0
    try:
        print(cost(args.bench, args.rounds, args.core), end="")
    except NoNative as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
