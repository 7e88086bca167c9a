#!/usr/bin/env python3
"""Score listening, and on request two voice activity detectors, on a bench of calls with known truth.

  accuracy.py [BENCH_DIR] [--out DIR] [--sets calls,real,...] [--calls all|dev|aside] [--peers]

BENCH_DIR (or $LISTENING_BENCH) holds score.py and the data. Prints the tables of score.py, then one
table of all results; writes summary.json and summary.md to DIR. Exit code 1 when a file failed. --calls
takes a part of the simulated calls: `dev` to develop on, `aside` to judge by (held_aside.py).
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from held_aside import CHOICES, chosen
from tables import counterfactual_table, event_table, speech_table

CALLS = {"calls": "calls/dev", "real": "calls/real", "counterfactual": "counterfactual/dev"}
FLOOR = {"floor": False, "floor+words": True}
SETS = [*CALLS, *FLOOR]
SCORE_FIELD = "score.observable_listening"
SPEECH_KEYS = ("files", "missing", "frames", "boundary", "talkspurts", "false_speech", "talk_ratio_error")
OURS = "listening"


def parse_args(argv=None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "out")
    parser.add_argument("--sets", default=",".join(SETS), help="any of " + ", ".join(SETS))
    parser.add_argument("--calls", choices=CHOICES, default="all", help="which part of the simulated calls")
    parser.add_argument("--peers", action="store_true", help="also score the peers on calls")
    args = parser.parse_args(argv)
    args.sets = [name for name in args.sets.split(",") if name]
    unknown = sorted(set(args.sets) - set(SETS))
    if unknown:
        parser.error(f"unknown set {', '.join(unknown)}; known: {', '.join(SETS)}")
    return args


def predict_calls(analyze, truth: Path, predictions: Path) -> tuple[int, list[str]]:
    """Write one report per call file; return the number of calls and the failures."""
    predictions.mkdir(parents=True)
    failures = []
    files = sorted(truth.glob("*.wav"))
    for wav in files:
        try:
            report = analyze(wav)
        except Exception as error:  # a bench goes on past a bad file and lists it
            failures.append(f"{wav.name}: {error}")
            continue
        (predictions / f"{wav.stem}.json").write_text(report, encoding="utf-8")
    return len(files), failures


def listening_command() -> str:
    """Find the `listening` command: beside this interpreter, else on the path."""
    beside = shutil.which("listening", path=str(Path(sys.executable).parent))
    command = beside or shutil.which("listening")
    if command is None:
        raise FileNotFoundError("the command `listening` is not installed; install the wheel")
    return command


def floor_line(truth: dict, words: bool) -> str:
    """One line of input for `listening floor`: who speaks when, and no truth."""
    keys = ["id", "duration", "activity", *(["words"] if words else [])]
    return json.dumps({key: truth[key] for key in keys}) + "\n"


def predict_floor(truth: Path, folder: Path, words: bool) -> tuple[Path, int, list[str], float]:
    """Run `listening floor` over the truth's activity.

    Returns the predictions' path, the number of calls, the failures and the seconds of the command.
    """
    folder.mkdir(parents=True)
    given, predictions = folder / "talkspurts.jsonl", folder / "reports.jsonl"
    command = [listening_command(), "floor", str(given), "--json"]
    with gzip.open(truth, "rt", encoding="utf-8") as lines:
        text = [floor_line(json.loads(line), words) for line in lines]
    given.write_text("".join(text), encoding="utf-8")
    count = len(text)
    started = time.perf_counter()
    with predictions.open("w", encoding="utf-8") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - started
    failures = []
    if done.returncode:
        failures.append(f"listening floor: exit code {done.returncode}: {done.stderr.strip()[-500:]}")
    with predictions.open(encoding="utf-8") as lines:
        written = sum(1 for line in lines if line.strip())
    if written != count:
        failures.append(f"listening floor: {written} reports for {count} calls")
    return predictions, count, failures, seconds


def score(bench: Path, mode: str, truth: Path, predictions: Path, scratch: Path, events: bool) -> dict:
    """Run score.py, print its tables (without `events`, those of speech), and return its figures."""
    result = scratch / "score.json"
    command = [sys.executable, str(bench / "score.py"), mode, str(truth), str(predictions)]
    command += ["--json", str(result)]
    if mode == "counterfactual":
        command += ["--field", SCORE_FIELD]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    print(printed if events else printed.split("\nevents,")[0], flush=True)
    return json.loads(result.read_text(encoding="utf-8"))


class Bench:
    """Runs the sets one after another and keeps what came of each."""

    def __init__(self, folder: Path, scratch: Path, part: str) -> None:
        """Use the bench in `folder`, and that part of its calls; write predictions under `scratch`."""
        self.folder, self.scratch, self.part = folder, scratch, part
        self.results: list[dict] = []
        self.failures: list[str] = []

    def _keep(self, system, name, count, failures, seconds, result) -> None:
        """Note one result and print its failures."""
        self.results.append(
            {
                "system": system,
                "set": name,
                "files": count,
                "failed": failures,
                "seconds": round(seconds, 3),
                "result": result,
            }
        )
        self.failures += [f"{system}, {name}: {failure}" for failure in failures]

    def _truth(self, name: str) -> tuple[Path, str]:
        """The folder of a set's calls, and its name: of the simulated calls, only the part asked for."""
        whole = self.folder / CALLS[name]
        if name != "calls" or self.part == "all":
            return whole, name
        part = self.scratch / self.part
        if not part.is_dir():
            part.mkdir()
            for call in chosen(sorted(path.stem for path in whole.glob("*.wav")), self.part):
                for path in whole.glob(f"{call}.*"):
                    shutil.copyfile(path, part / path.name)
        return part, f"{name} ({self.part})"

    def calls(self, system: str, name: str, analyze, events: bool = True) -> None:
        """Score a system that turns a wav path into the text of a report, with events or without."""
        mode = "counterfactual" if name == "counterfactual" else "calls"
        truth, name = self._truth(name)
        predictions = self.scratch / f"{len(self.results)}"
        print(f"\n== {system}: {name}", flush=True)
        started = time.perf_counter()
        count, failures = predict_calls(analyze, truth, predictions)
        seconds = time.perf_counter() - started
        result = score(self.folder, mode, truth, predictions, self.scratch, events)
        if not events:
            result = {key: value for key, value in result.items() if key in SPEECH_KEYS}
        self._keep(system, name, count, failures, seconds, result)

    def floor(self, name: str) -> None:
        """Score our events on given activity, without words or with them."""
        truth = self.folder / "floor/dev.jsonl.gz"
        print(f"\n== {OURS}: {name}", flush=True)
        folder = self.scratch / f"{len(self.results)}"
        try:
            predictions, count, failures, seconds = predict_floor(truth, folder, FLOOR[name])
        except FileNotFoundError as error:
            self._keep(OURS, name, 0, [str(error)], 0.0, {})
            return
        result = score(self.folder, "floor", truth, predictions, self.scratch, True)
        self._keep(OURS, name, count, failures, seconds, result)


def run_ours(bench: Bench, sets: list[str], listening) -> None:
    """Run listening over the sets asked for."""
    for name in sets:
        if name in CALLS:
            bench.calls(OURS, name, lambda wav: listening.analyze(str(wav)).to_json())
        else:
            bench.floor(name)


def run_peers(bench: Bench) -> None:
    """Run the peers over the simulated calls."""
    import peers

    for kind in (peers.WebRtc, peers.Silero, peers.SileroSequence):
        detector = kind()
        bench.calls(
            detector.name,
            "calls",
            lambda wav, d=detector: json.dumps(peers.peer_report(d, peers.load_call(wav))),
            events=False,
        )


def write_summary(bench: Bench, out: Path, version: str | None) -> None:
    """Print the tables of all results and write them, with the figures behind them, to a folder."""
    parts = [make(bench.results) for make in (speech_table, event_table, counterfactual_table)]
    text = "\n\n".join(part for part in parts if part) + "\n"
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.md").write_text(text, encoding="utf-8")
    summary = {"listening": version, "failures": bench.failures, "results": bench.results}
    (out / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    print(f"\n{text}\nwritten: {out / 'summary.md'}, {out / 'summary.json'}")


def main(argv=None) -> int:
    """Run the bench; return the exit code."""
    args = parse_args(argv)
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    folder = Path(args.bench)
    if not (folder / "score.py").is_file():
        print(f"error: {folder} holds no score.py; give the folder of the bench", file=sys.stderr)
        return 2
    try:
        listening = importlib.import_module("listening")
    except ImportError as error:
        if not args.peers:
            print(f"error: cannot import listening ({error}); install the wheel", file=sys.stderr)
            return 2
        print(f"listening is left out: {error}")
        listening = None
    with tempfile.TemporaryDirectory(prefix="listening-bench-") as scratch:
        bench = Bench(folder, Path(scratch), args.calls)
        if listening is not None:
            run_ours(bench, args.sets, listening)
        if args.peers:
            run_peers(bench)
    write_summary(bench, args.out, getattr(listening, "__version__", None))
    for failure in bench.failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if bench.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
