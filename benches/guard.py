#!/usr/bin/env python3
"""What the guard makes of the other party's voice where it does not belong.

  guard.py [CALLS] [--program FILE] [--only CASES] [--opus] [--demo FILE] [--json OUT]

From every call of the folder CALLS (default: calls/dev of $LISTENING_BENCH) it makes one call for each case:

  burst     150 ms of the agent's voice, 400 ms later at -3 dB, on the customer's channel, from .7 s into each
            talkspurt
  late-N    the customer's voice, N ms later at -12 dB, on the agent's channel, all along (520 to 1490 ms)
  cross-N   each voice on the other channel at the same moment, at -N dB, up to 3 dB more or less in
            each 20 ms
  opus-N    the call through Opus at N kbit/s, as ffmpeg does it by default (with --opus; needs PyAV)
  doubled   both voices on both channels in noise, 3 dB signal to noise; the channels correlate by .96
  padded    the demo call with 0 to 100 ms of zeros before the customer's channel, 60 times

and prints for each case:

  false     events of overlap (`interruption`, `overlap`, `butting_in`, `pause_interruption`) of those whose
            channel was changed, not marked `leak_suspect`, where in the call as it was that party had no
            event within .3 s and no talk within .2 s
  onsets    the same of all onsets
  charged   those of them that count 10 % or more against that party where it is the one that is assessed and
            its score is not withheld; not with --program
  marked    events that are `leak_suspect`
  talk      what the changed channels hold, in the call as it was and as it is
  found     number of calls with each finding
  off       error of the reported delay, the closest of each call, median and maximum
  moved     how far the score moves, mean and most
  withheld  in how many calls there is no score

With --program it hears with a build of `listening-core/examples/analyze.rs`, for instance of another version,
instead of the installed package.
"""

from __future__ import annotations

import argparse
import collections
import fractions
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import soundfile

RATE = 8000
DEMO = Path(__file__).resolve().parent.parent / "demo" / "demo_call.wav"
OVERLAPS = {"interruption", "overlap", "butting_in", "pause_interruption"}
ONSETS = OVERLAPS | {"backchannel", "smooth_switch", "simultaneous_start"}
FOUND = ("echo", "round_trip_ms", "echo_bursts", "late_copy", "crosstalk", "duplicated")
DELAYS = ("round_trip_ms", "echo_bursts", "late_copy")
MATCH = 0.3
TALKS = 0.2
NAMED = 0.1
AGENT, CUSTOMER = 0, 1
PARTIES = ("agent", "customer")


def db(value: float) -> float:
    """A gain in dB."""
    return 10.0 ** (value / 20.0)


def late(samples: np.ndarray, seconds: float) -> np.ndarray:
    """The same, later, and no longer."""
    count = round(seconds * RATE)
    return np.concatenate([np.zeros(count), samples])[: len(samples)]


def burst(call: np.ndarray, clean: dict) -> np.ndarray:
    """Pieces of the agent's voice on the customer's channel."""
    made, length = call.copy(), round(0.15 * RATE)
    for spurt in clean["talkspurts"]:
        start = round((spurt["start"] + 0.7) * RATE)
        if spurt["party"] == "agent" and start + length <= spurt["end"] * RATE:
            piece = call[start : start + length, AGENT]
            to = start + round(0.4 * RATE)
            room = made[to : to + length, CUSTOMER]
            room += db(-3) * piece[: len(room)]
    return made


def echo(milliseconds: int) -> Callable[[np.ndarray, dict], np.ndarray]:
    """The customer's voice on the agent's channel."""

    def make(call: np.ndarray, _: dict) -> np.ndarray:
        made = call.copy()
        made[:, AGENT] += db(-12) * late(call[:, CUSTOMER], milliseconds / 1000)
        return made

    return make


def cross(level: int) -> Callable[[np.ndarray, dict], np.ndarray]:
    """Each voice on the other channel at once."""

    def make(call: np.ndarray, _: dict) -> np.ndarray:
        draw = np.random.default_rng(-level)
        blocks = -(-len(call) // 160)
        gain = db(level + draw.uniform(-3, 3, (blocks, 1))).repeat(160, axis=0)[: len(call)]
        return call + gain * call[:, ::-1]

    return make


def doubled(call: np.ndarray, _: dict) -> np.ndarray:
    """Both voices on both channels, in noise."""
    draw = np.random.default_rng(1)
    both = call.sum(axis=1)
    level = np.sqrt(np.mean(both**2))
    # Of the noise a part is the channel's own: 4 % of all power.
    own = 0.04 * level**2 * (1 + db(-3) ** 2)
    shared = level**2 * db(-3) ** 2 - own
    noise = np.sqrt(shared) * draw.standard_normal((len(call), 1))
    return both[:, None] + noise + np.sqrt(own) * draw.standard_normal(call.shape)


def opus(kbit: int) -> Callable[[np.ndarray, dict], np.ndarray]:
    """Through Opus, in stereo."""

    def make(call: np.ndarray, _: dict) -> np.ndarray:
        import av

        file = io.BytesIO()
        with av.open(file, "w", format="ogg") as out:
            stream = out.add_stream("libopus", rate=RATE, layout="stereo")
            stream.bit_rate = kbit * 1000
            data = np.ascontiguousarray((call * 32767).clip(-32768, 32767).astype(np.int16).reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(data, format="s16", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, 0, fractions.Fraction(1, RATE)
            for packet in stream.encode(frame) + stream.encode(None):
                out.mux(packet)
        file.seek(0)
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=RATE)
        with av.open(file) as coded:
            frames = [made for frame in coded.decode(audio=0) for made in resampler.resample(frame)]
            frames += resampler.resample(None)
        return np.concatenate([f.to_ndarray().reshape(-1, 2) for f in frames]) / 32768.0

    return make


def hearer(program: str | None) -> Callable[..., dict]:
    """From a call, samples by channel, and who is assessed, to its report."""
    if program is None:
        import listening

        def installed(call: np.ndarray, assessed: str = "agent") -> dict:
            config = listening.Config(assessed=assessed)
            return json.loads(listening.analyze(pcm(call), sample_rate=RATE, config=config).to_json())

        return installed

    def hear(call: np.ndarray, _: str = "agent") -> dict:
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            soundfile.write(file.name, pcm(call), RATE, subtype="PCM_16")
            return json.loads(subprocess.run([program, file.name], capture_output=True, check=True).stdout)

    return hear


def pcm(call: np.ndarray) -> np.ndarray:
    """As 16 bits."""
    return np.ascontiguousarray((call * 32768).round().clip(-32768, 32767).astype(np.int16))


def score(report: dict) -> float | None:
    """The score, None where it is withheld."""
    return report["score"]["observable_listening"]


def findings(report: dict, code: str) -> list[float | None]:
    """The values of a finding on either channel."""
    return [h["value"] for p in PARTIES for h in report["parties"][p]["health"] if h["code"] == code]


def new(report: dict, clean: dict, parties: tuple[str, ...], kinds: set[str]) -> list[dict]:
    """Events that are charged to a party that, in the clean call, did nothing there: no event and no talk."""
    found = []
    for event in report["events"]:
        if event["kind"] in kinds and event["by"] in parties and not event["leak_suspect"]:
            by, start = event["by"], event["start"]
            own = (e["start"] for e in clean["events"] if e["by"] == by and e["kind"] in ONSETS)
            spurts = ((s["start"], s["end"]) for s in clean["talkspurts"] if s["party"] == by)
            if all(abs(at - start) > MATCH for at in own) and not any(
                a < start + TALKS and b > start for a, b in spurts
            ):
                found.append(event)
    return found


def charged(reports: dict[str, dict], clean: dict) -> int:
    """How many such events count against a party: of each the report in which it is assessed."""
    return sum(
        (event.get("charged") or 0.0) >= NAMED
        for party, report in reports.items()
        if report["score"]["status"] != "withheld"
        for event in new(report, clean, (party,), ONSETS)
    )


def talk(report: dict, parties: tuple[str, ...]) -> float:
    """Seconds of talk."""
    return sum(report["parties"][party]["speech_seconds"] for party in parties)


def cases(with_opus: bool) -> Iterator[tuple[str, Callable, tuple[str, ...], int | None]]:
    """Each with its name, how it is made, whose channel it changes, and its delay in ms."""
    yield "burst", burst, ("customer",), 400
    for delay in (*range(520, 1421, 100), 1490):
        yield f"late-{delay}", echo(delay), ("agent",), delay
    for level in (13, 20, 26):
        yield f"cross-{level}", cross(-level), PARTIES, None
    if with_opus:
        for kbit in (18, 24):
            yield f"opus-{kbit}", opus(kbit), PARTIES, None
    yield "doubled", doubled, PARTIES, None


def row(
    name: str,
    reports: list[dict],
    cleans: list[dict],
    parties: tuple[str, ...],
    delay: int | None,
    against: int | None = None,
) -> dict:
    """What a case comes to, over the calls."""
    scores = [(score(a), score(b)) for a, b in zip(reports, cleans, strict=True)]
    moved = [abs(a - b) for a, b in scores if a is not None and b is not None]
    reported = ([v for code in DELAYS for v in findings(report, code)] for report in reports)
    off = [min(abs(value - delay) for value in values) for values in reported if values and delay is not None]
    return {
        "case": name,
        "false": sum(len(new(a, b, parties, OVERLAPS)) for a, b in zip(reports, cleans, strict=True)),
        "onsets": sum(len(new(a, b, parties, ONSETS)) for a, b in zip(reports, cleans, strict=True)),
        "charged": against,
        "marked": sum(e["leak_suspect"] for r in reports for e in r["events"]),
        "talk": sum(talk(r, parties) for r in reports),
        "talk_clean": sum(talk(r, parties) for r in cleans),
        "found": {code: count for code in FOUND if (count := sum(bool(findings(r, code)) for r in reports))},
        "off_ms": [float(np.median(off)), float(np.max(off))] if off else None,
        "moved": [float(np.mean(moved)), float(np.max(moved))] if moved else None,
        "no_score": sum(a is None for a, _ in scores),
    }


def shown(row: dict) -> str:
    """A line of the table."""
    found = ", ".join(f"{code} {count}" for code, count in row["found"].items()) or "-"
    pair = lambda two: "-" if two is None else f"{two[0]:.1f} / {two[1]:.1f}"  # noqa: E731
    return (
        f"| {row['case']} | {row['false']} | {row['onsets']} "
        f"| {'-' if row['charged'] is None else row['charged']} | {row['marked']} "
        f"| {row['talk_clean']:.0f} -> {row['talk']:.0f} "
        f"| {found} | {pair(row['off_ms'])} | {pair(row['moved'])} | {row['no_score']} |"
    )


def padded(hear: Callable[[np.ndarray], dict], demo: Path) -> str:
    """The demo call with its customer a little late."""
    call, _ = soundfile.read(demo, always_2d=True)
    found: collections.Counter = collections.Counter()
    for milliseconds in np.linspace(0, 100, 60):
        made = call.copy()
        made[:, CUSTOMER] = late(call[:, CUSTOMER], milliseconds / 1000)
        report = hear(made)
        found.update(code for code in FOUND if findings(report, code))
    return "padded, 60 times: " + (", ".join(f"{c} in {n}" for c, n in found.items()) or "nothing found")


def main() -> int:
    """Prints the table."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    bench = os.environ.get("LISTENING_BENCH")
    made.add_argument("calls", nargs="?", type=Path, default=Path(bench) / "calls" / "dev" if bench else None)
    made.add_argument("--program", help="a build of the example analyze")
    made.add_argument("--only", help="cases by how they begin, with commas between")
    made.add_argument("--opus", action="store_true", help="also through Opus; needs PyAV")
    made.add_argument("--demo", type=Path, default=DEMO)
    made.add_argument("--json", type=Path, help="also write the figures to this file")
    given = made.parse_args()
    files = sorted(given.calls.glob("*.wav")) if given.calls else []
    if not files:
        print("guard.py: give a folder with calls (*.wav), or set LISTENING_BENCH", file=sys.stderr)
        return 2
    only = tuple(given.only.split(",")) if given.only else ("",)
    hear = hearer(given.program)
    calls = [soundfile.read(file, always_2d=True)[0] for file in files]
    cleans = [hear(call) for call in calls]
    rows = [row("clean", cleans, cleans, PARTIES, None)]
    heads = "case | false | onsets | charged | marked | talk, s | found in calls | off, ms | moved | withheld"
    print(f"| {heads} |")
    print("|---|---:|---:|---:|---:|---:|---|---:|---:|---:|")
    print(shown(rows[0]), flush=True)
    for name, make, parties, delay in cases(given.opus):
        if name.startswith(only):
            changed = [make(call, clean) for call, clean in zip(calls, cleans, strict=True)]
            reports = [hear(call) for call in changed]
            against = None
            if given.program is None:
                judged = [{party: hear(call, party) for party in parties} for call in changed]
                against = sum(charged(each, clean) for each, clean in zip(judged, cleans, strict=True))
            rows.append(row(name, reports, cleans, parties, delay, against))
            print(shown(rows[-1]), flush=True)
    if "padded".startswith(only):
        print(padded(hear, given.demo))
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
