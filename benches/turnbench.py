#!/usr/bin/env python3
"""Score live decisions by TurnBench's rules, and answer its questions.

    turnbench.py calls BENCH_DIR [--peers] [--smart-turn] [--only NAME] [--worse KIND]
                                                            the simulated calls, heard by live sessions
    turnbench.py unanswered BENCH_DIR                       turn ends of these calls that nobody answers
    turnbench.py floor BENCH_DIR                            real conversations, given who talked when
    turnbench.py answer PARQUET... --out predictions.json [--rate 0.1]

TurnBench (arXiv 2608.25218) asks of two-channel conversations when a turn ends and when a party takes the
floor. A commit counts from the last audio that it used. `turns/scorer.py` has the rules, `turns/gold.py` what
is true of the bench's calls.

`answer` reads the benchmark's Parquet files, which its owners grant access to, hears each conversation at 8
kHz and writes what a submission holds. `floor` uses the library's fitted trees on what they were fitted on;
fit_decisions.py has the five folds.

--peers adds silence timers and a rule of talk in overlap on webrtcvad and silero-vad. --smart-turn adds the
model that the wheel of pipecat-ai carries, asked where these two hear talk end, as Pipecat asks it. --worse
hears the calls with noise, gsm, loss or echo. Needs numpy, soundfile and the wheel; `answer` needs pyarrow,
--smart-turn pipecat-ai==1.14.0.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from turns.gold import Gold, gold
from turns.scorer import STRICT_S, Tally, false_by_onset, score

RATES = (0.05, 0.1, 0.2)
TASKS = ("floor_taken", "turn_end")
SIDES = ("agent", "customer")
PACKET = 160
RATE = 8000
TIMERS_S = {"floor_taken": 0.5, "turn_end": 0.7}
BRIDGED_S = 0.3
# Pipecat 1.14.0: VADParams.stop_secs; SmartTurnParams.pre_speech_ms and VADParams.start_secs; its
# max_duration_secs and stop_secs.
VAD_STOP_S = 0.2
PRE_SPEECH_S = 0.5 + 0.2
MOST_HEARD_S = 8.0
GIVEN_UP_S = 3.0
# Of a turn's end that nobody answers: seconds before and after, and the noise, in steps of 16 bits.
BEFORE_S, AFTER_S, FAINT = 20.0, 3.3, 8.0
ECHO_FRAMES = 960


class Commit(NamedTuple):
    """Something that a system decided."""

    task: str
    by: str
    start: float
    """The onset, or the end, that it is about."""
    end: float
    """When all that it rests on had been heard."""


def ours(audio: np.ndarray, rate: float) -> list[Commit]:
    """What a live session commits in int16 audio of shape (samples, 2), in packets of 20 ms."""
    import listening

    session = listening.Session(sample_rate=RATE, decisions=rate)
    packets = (audio[k : k + PACKET] for k in range(0, len(audio), PACKET))
    events = (event for packet in packets for event in session.push(packet))
    return [
        Commit(event["kind"], event["by"], event["start"], event["end"])
        for event in events
        if event["status"] == "committed"
    ]


def timers(spans: list[list[tuple[float, float]]]) -> list[Commit]:
    """Rules on talkspurts: an entry in overlap that has talked for a while, a silence that has lasted for
    a while."""
    commits = []
    for side, (own, other) in enumerate((spans, spans[::-1])):
        joined: list[list[float]] = []
        for start, end in own:
            if joined and start - joined[-1][1] < BRIDGED_S:
                joined[-1][1] = end
            else:
                joined.append([start, end])
        wait = TIMERS_S["floor_taken"]
        for start, end in joined:
            if end - start >= wait and any(a < start < b for a, b in other):
                commits.append(Commit("floor_taken", SIDES[side], start, start + wait))
        wait = TIMERS_S["turn_end"]
        nexts = [start for start, _ in own[1:]] + [np.inf]
        ends = ((end, after) for (_, end), after in zip(own, nexts, strict=True))
        commits += [Commit("turn_end", SIDES[side], end, end + wait) for end, after in ends if after - end >= wait]
    return commits


def smart_turn(audio: np.ndarray, spans: list[list[tuple[float, float]]], ask: Callable) -> list[Commit]:
    """What Pipecat decides with smart-turn on talkspurts, by its defaults: it asks when its VAD has heard
    silence for 0.2 s. The model gets the turn so far from 0.7 s before its first talkspurt, the last 8 s of
    it at most, up to that moment. Where it says no the turn goes on, and is over after 3 s more of silence.
    """
    commits = []
    for side, own in enumerate(spans):
        begun: float | None = None
        for (start, end), after in zip(own, [begins for begins, _ in own[1:]] + [np.inf], strict=True):
            begun = start if begun is None else begun
            heard = end + VAD_STOP_S
            if after - end < VAD_STOP_S or heard > len(audio) / RATE:
                continue
            first = max(begun - PRE_SPEECH_S, heard - MOST_HEARD_S, 0.0)
            segment = audio[round(first * RATE) : round(heard * RATE), side]
            if ask(segment.astype(np.float32) / 32768.0):
                commits.append(Commit("turn_end", SIDES[side], end, heard))
                begun = None
            elif after - heard >= GIVEN_UP_S:
                commits.append(Commit("turn_end", SIDES[side], end, heard + GIVEN_UP_S))
                begun = None
    return commits


def smart_turn_model() -> Callable[[np.ndarray], bool]:
    """Whether a turn is complete, of 8 kHz audio with full scale at 1, which Pipecat brings to 16 kHz."""
    from loguru import logger

    logger.remove()
    from pipecat.audio.turn.smart_turn.local_smart_turn_v3 import LocalSmartTurnAnalyzerV3

    analyzer = LocalSmartTurnAnalyzerV3()
    analyzer.set_sample_rate(RATE)
    return lambda segment: analyzer._predict_endpoint(segment)["prediction"] == 1


def row(name: str, task: str, commits: Iterable[tuple[dict[str, Gold], list[Commit]]]) -> str:
    """A line of the table: one system in one task over calls."""
    found, strict, by_onset, asked = Tally(), Tally(), 0, 0
    for truth, decided in commits:
        for side in truth:
            mine = [commit for commit in decided if (commit.task, commit.by) == (task, side)]
            about = getattr(truth[side], task)
            times = [commit.end for commit in mine]
            found.add(score(about, times))
            strict.add(score(about, times, STRICT_S))
            by_onset += false_by_onset(about, [commit.start for commit in mine])
            asked += len(about.negatives)
    median, early, late = (f"{found.latency(percentile):.2f}" for percentile in (50, 10, 90))
    rates = f"{found.false_rate:.3f} | {strict.false_rate:.3f} | {by_onset / max(asked, 1):.3f}"
    return f"| {name} | {task} | {found.recall:.3f} | {rates} | {median} | {early} | {late} |"


def head() -> str:
    columns = "| system | task | recall | false rate | strict | by onset | median, s | 10 %, s | 90 %, s |"
    return f"{columns}\n|---|---|--:|--:|--:|--:|--:|--:|--:|"


def on_calls(options: argparse.Namespace) -> None:
    import calls
    import peers

    all_calls = calls.load_calls(options.bench, "all")
    truth = [gold(call.truth) for call in all_calls]
    audio = [worse(call.audio, options.worse, number) for number, call in enumerate(all_calls)]
    systems: dict[str, Callable[[np.ndarray], list[Commit]]] = {
        f"listening {rate}": lambda heard, rate=rate: ours(heard, rate) for rate in RATES
    }
    detectors = (peers.WebRtc(), peers.Silero()) if options.peers or options.smart_turn else ()

    def spans(peer: Any, heard: np.ndarray) -> list[list[tuple[float, float]]]:
        judge = getattr(peer, "probabilities", peer.decide)
        speech = judge(peer.prepare(heard))
        return [peers.talkspurts(np.asarray(side) >= 0.5, peer.hop, len(heard) / RATE) for side in speech]

    if options.peers:
        for peer in detectors:
            systems[peer.name] = lambda heard, peer=peer: timers(spans(peer, heard))
    if options.smart_turn:
        ask = smart_turn_model()
        for peer in detectors:
            systems[f"smart-turn v3.2 on {peer.name}"] = lambda heard, peer=peer: smart_turn(
                heard, spans(peer, heard), ask
            )
    print(head())
    for name, decide in systems.items():
        if options.only not in name:
            continue
        decided = [decide(heard) for heard in audio]
        for task in TASKS:
            if name.startswith("smart-turn") and task != "turn_end":
                continue
            print(row(name, task, zip(truth, decided, strict=True)), flush=True)


def on_unanswered(options: argparse.Namespace) -> None:
    """How late a turn's end is decided where the other stays silent, as a voice agent does until then.

    The ends are the true ones at which the other does not talk. From there on the other's channel is faint
    noise, and so is the party's own once it would talk again. A session hears the 20 s before and 3.3 s more.
    """
    import calls

    print("| system | ends | decided within 3 s | median, s | 10 %, s | 90 %, s |\n|---|--:|--:|--:|--:|--:|")
    found: dict[float, list[float]] = {rate: [] for rate in RATES}
    ends = 0
    for number, call in enumerate(calls.load_calls(options.bench, "all")):
        random = np.random.default_rng(number)
        truth, talk = gold(call.truth), call.truth["activity"]
        for own, side in enumerate(SIDES):
            other = SIDES[1 - own]
            for end in truth[side].turn_end.events:
                first, last = round(max(end - BEFORE_S, 0) * RATE), round((end + AFTER_S) * RATE)
                if any(a < end + 0.05 and end - 0.2 < b for a, b in talk[other]) or last > len(call.audio):
                    continue
                heard = call.audio[first:last].copy()
                again = min((a for a, _ in talk[side] if a > end + 0.05), default=np.inf)
                for channel, since in ((1 - own, end), (own, again)):
                    at = min(round(since * RATE), last) - first if since < np.inf else last - first
                    heard[at:, channel] = random.normal(0, FAINT, last - first - at)
                ends += 1
                for rate in RATES:
                    decided = [c for c in ours(heard, rate) if (c.task, c.by) == ("turn_end", side)]
                    after = [first / RATE + c.end - end for c in decided if first / RATE + c.start > end - 0.25]
                    found[rate] += [late for late in after if late <= 3.0][:1]
    for rate, late in found.items():
        median, early, latest = (f"{np.percentile(late, p):.2f}" for p in (50, 10, 90))
        print(f"| listening {rate} | {ends} | {len(late) / ends:.3f} | {median} | {early} | {latest} |")


def worse(audio: np.ndarray, kind: str | None, seed: int) -> np.ndarray:
    """The call on a worse line: white noise 10 dB under the talk, GSM 06.10, 2 % of packets lost to silence,
    echo of the other party at -20 dB after 120 ms."""
    random = np.random.default_rng(seed)
    if kind is None:
        return audio
    if kind == "noise":
        loud = [np.sqrt(np.mean(side[np.abs(side) > 200].astype(float) ** 2)) for side in audio.T]
        noise = random.normal(size=audio.shape) * np.array(loud) * 10 ** (-10 / 20)
        return np.clip(audio + noise, -32768, 32767).astype(np.int16)
    if kind == "loss":
        lost = np.repeat(random.random((len(audio) // PACKET + 1, 2)) < 0.02, PACKET, axis=0)[: len(audio)]
        return np.where(lost, 0, audio).astype(np.int16)
    if kind == "echo":
        late = np.pad(audio[:, ::-1].astype(float), ((ECHO_FRAMES, 0), (0, 0)))[: len(audio)]
        return np.clip(audio + late * 10 ** (-20 / 20), -32768, 32767).astype(np.int16)
    return np.stack([_gsm(side) for side in audio.T], axis=1)


def _gsm(side: np.ndarray) -> np.ndarray:
    """Through GSM 06.10, of the same length."""
    import soundfile

    coded = io.BytesIO()
    soundfile.write(coded, side, RATE, format="WAV", subtype="GSM610")
    coded.seek(0)
    heard, _ = soundfile.read(coded, dtype="int16")
    return np.pad(heard[: len(side)], (0, max(0, len(side) - len(heard))))


def on_floor(options: argparse.Namespace) -> None:
    from floor_onsets import ROOT, load

    calls = load(options.bench)
    truth = {call["id"]: gold(call) for call in calls}
    lines = "\n".join(json.dumps({"id": call["id"], "activity": call["activity"]}) for call in calls)
    command = "cargo run -q --release -p listening-core --no-default-features --features internals"
    command += " --example decisions --"
    print(head())
    for rate in RATES:
        ran = subprocess.run(
            [*command.split(), "--decide", str(rate)],
            input=lines,
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        decided: dict[str, list[Commit]] = {name: [] for name in truth}
        for line in ran.stdout.splitlines():
            name, party, task, start, end, _ = line.split(",")
            decided[name].append(Commit(task, party, float(start), float(end)))
        for task in TASKS:
            print(row(f"listening {rate}", task, ((truth[name], decided[name]) for name in truth)), flush=True)


def conversations(paths: list[str]) -> Iterable[tuple[str, np.ndarray]]:
    """The benchmark's conversations: id, and int16 audio of both speakers at 8 kHz."""
    import pyarrow.parquet as parquet
    import soundfile

    wanted = ["conversation_id", "speaker_1_audio", "speaker_2_audio"]
    for path in paths:
        for batch in parquet.ParquetFile(path).iter_batches(1, columns=wanted):
            (entry,) = batch.to_pylist()
            sides = []
            for side in wanted[1:]:
                samples, rate = soundfile.read(io.BytesIO(entry[side]["bytes"]), dtype="float32", always_2d=True)
                sides.append(_at_8k(samples.mean(axis=1), rate))
            length = max(map(len, sides))
            both = np.stack([np.pad(side, (0, length - len(side))) for side in sides], axis=1)
            yield str(entry["conversation_id"]), np.clip(both * 32768, -32768, 32767).astype(np.int16)


def _at_8k(samples: np.ndarray, rate: int) -> np.ndarray:
    """Resampled by a windowed sinc that passes up to 3.6 kHz."""
    if rate == RATE:
        return samples
    if rate % RATE:
        raise SystemExit(f"turnbench: audio at {rate} Hz: a multiple of {RATE} was expected")
    step = rate // RATE
    taps = np.arange(-16 * step, 16 * step + 1)
    window = np.sinc(taps * 0.9 / step) * np.kaiser(len(taps), 8.0)
    return np.convolve(samples, window / window.sum(), "same")[::step]


def answer(options: argparse.Namespace) -> None:
    predictions: list[dict[str, Any]] = []
    for name, audio in conversations(options.parquet):
        decided = ours(audio, options.rate)
        predictions.append({"conversation_id": name, **submission(decided, len(audio) / RATE)})
        print(f"{name}: {len(decided)} decisions", file=sys.stderr)
    text = json.dumps({"schema_version": 1, "predictions": predictions})
    Path(options.out).write_text(text + "\n", encoding="utf-8")


def submission(decided: list[Commit], duration: float) -> dict[str, dict[str, list[float]]]:
    """One conversation's commits as a submission has them: times that rise, within the audio."""
    names = {"eot": "turn_end", "interruption": "floor_taken"}
    return {
        f"speaker_{side + 1}": {
            name: sorted({c.end for c in decided if (c.task, c.by) == (task, party) and c.end <= duration})
            for name, task in names.items()
        }
        for side, party in enumerate(SIDES)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run in (("calls", on_calls), ("unanswered", on_unanswered), ("floor", on_floor)):
        command = commands.add_parser(name)
        command.add_argument("bench")
        command.set_defaults(run=run)
        if name == "calls":
            command.add_argument("--peers", action="store_true")
            command.add_argument("--smart-turn", action="store_true")
            command.add_argument("--only", default="", help="rows whose name has this")
            command.add_argument("--worse", choices=["noise", "gsm", "loss", "echo"])
    command = commands.add_parser("answer")
    command.add_argument("parquet", nargs="+")
    command.add_argument("--out", required=True)
    command.add_argument("--rate", type=float, default=0.1, choices=RATES)
    command.set_defaults(run=answer)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
