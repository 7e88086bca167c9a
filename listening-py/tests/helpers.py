"""What the tests have in common besides fixtures."""

from __future__ import annotations

import random
import struct
from pathlib import Path
from typing import Any

import listening
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
RATE = 8000


def wav(data: bytes, *, rate: int = RATE, channels: int = 2, size: int | None = None, tag: int = 1) -> bytes:
    """A WAV file of 16-bit PCM (tag 1), A-law (6) or mu-law (7), whose header promises `size` bytes."""
    width = 2 if tag == 1 else 1
    size = len(data) if size is None else size
    form = struct.pack("<HHIIHH", tag, channels, rate, rate * channels * width, channels * width, 8 * width)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size)
    riff = min(4 + len(chunks) + size, 0xFFFF_FFFF)
    return b"RIFF" + struct.pack("<I", riff) + b"WAVE" + chunks + data


def one_line(done: Any, *words: object) -> None:
    """The command failed, and said why in one line with these words."""
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    for word in ("listening", *words):
        assert str(word) in line


def filled(table: listening.Table[Any]) -> list[dict[str, Any]]:
    """The rows of a table, with what a data frame holds for keys that a row does not have."""
    lists = ("reasons", "measures", "events")
    return [{name: row.get(name, [] if name in lists else None) for name in table.columns} for row in table]


def as_told(events: Any) -> list[dict[str, Any]]:
    """Events as a live call emits them: their weights are known only at the end."""
    return [{key: value for key, value in event.items() if key not in ("charged", "measures")} for event in events]


def of(frames: dict[str, np.ndarray], party: str, name: str) -> np.ndarray:
    """A column of one party's frames."""
    return frames[name][frames["party"] == party]


def faulty(samples: np.ndarray) -> np.ndarray:
    """The call with its customer's line down from 55 s on, and packets lost before."""
    samples = samples.copy()
    samples[55 * RATE :, 1] = 0
    for at in range(10 * RATE, 30 * RATE, RATE // 5):
        samples[at : at + RATE // 50, 1] = 0
    return samples


def tone(*hz: float, seconds: float, level: float = 0.15) -> np.ndarray:
    """Sines of these frequencies at once, int16."""
    at = np.arange(round(seconds * RATE)) / RATE
    return (sum(np.sin(2 * np.pi * f * at) for f in hz) * level * 32767).astype(np.int16)


def with_tones(samples: np.ndarray) -> np.ndarray:
    """The call after 15 s in which it rings at the customer's, who presses four keys at 64 s, in its dead air."""
    noise = np.random.default_rng(1).normal(0, 8, (15 * RATE, 2)).astype(np.int16)
    call = np.concatenate([noise, samples])
    for at in (1, 6, 11):
        call[at * RATE : (at + 1) * RATE, 1] += tone(425, seconds=1)
    for key, pair in enumerate(((770, 1336), (697, 1209), (852, 1477), (941, 1336))):
        at = 64 * RATE + key * RATE // 3
        call[at : at + RATE // 8, 1] += tone(*pair, seconds=1 / 8)
    return call


def with_echo(samples: np.ndarray) -> np.ndarray:
    """The call with the customer on the agent's channel: 20 dB down, and 150 ms late."""
    call = samples.copy()
    late = RATE * 150 // 1000
    call[late:, 0] += (samples[:-late, 1] / 10).astype(np.int16)
    return call


def made_call(minutes: float, seed: int = 3) -> listening.Report:
    """A generated conversation of this many minutes, with all kinds of events: from talkspurts."""
    chance = random.Random(seed)
    agent, customer, now = [(0.0, 3.0)], [], 3.2
    while now < 60 * minutes:
        end = now
        for _ in range(chance.randint(1, 4)):
            start = end + chance.uniform(0.2, 0.8)
            end = start + chance.uniform(0.4, 4)
            customer.append((start, end))
            if chance.random() < 0.3 and start - agent[-1][1] > 1:
                agent.append((start + 0.2, start + 0.6))
        reply = max(end + chance.uniform(-1.2, 4 if chance.random() < 0.9 else 9), agent[-1][1] + 0.1)
        for _ in range(chance.randint(1, 4)):
            until = reply + chance.uniform(0.4, 4)
            agent.append((reply, until))
            reply = until + chance.uniform(0.2, 0.8)
        now = max(agent[-1][1], customer[-1][1]) + chance.uniform(0.1, 0.9)
    return listening.from_talkspurts(agent, customer)
