"""The bench's Rust half, `native/`: built by cargo when it is asked for."""

from __future__ import annotations

import subprocess
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
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoNative(f"benches/native: {error}") from error
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
