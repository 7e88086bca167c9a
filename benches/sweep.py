#!/usr/bin/env python3
"""What a constant of the engine is worth: rebuilds with other values of it and scores each.

    sweep.py BENCH_DIR [FILE NAME VALUE...]

FILE is a source of listening-core (`activity/echo.rs`), NAME a constant in it, VALUE what to try. Without
them the constants of hearing are swept around their values. The
work is done in a copy of the repository; nothing here is changed. Needs numpy, for `score.py`.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SWEPT = [
    ("activity/spurts.rs", "SPEECH", ["0.4", "0.5", "0.6"]),
    ("activity/echo.rs", "BELIEVED", ["0.25", "0.35", "0.45"]),
    ("activity/echo.rs", "MARGIN_DB", ["4.0", "6.0", "8.0"]),
    ("activity/echo.rs", "UNHEARD_DB", ["-40.0", "-30.0", "-20.0"]),
    ("activity/breath.rs", "FAINT_DB", ["9.0", "12.0", "15.0"]),
    ("activity/music.rs", "SUSPECT_TONE", ["0.05", "0.1", "0.2"]),
]


def build_and_score(copy, bench):
    """Speech F1 without collar over all calls and in the worst condition, and the edges' errors in ms."""
    command = ["cargo", "build", "-q", "--release", "-p", "listening-core", "--example", "analyze"]
    env = {**os.environ, "CARGO_TARGET_DIR": str(copy / "target")}
    subprocess.run(command, cwd=copy, check=True, env=env)
    out = copy / "predictions"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    calls = bench / "calls" / "dev"
    for wav in sorted(calls.glob("*.wav")):
        report = subprocess.run([copy / "target/release/examples/analyze", wav], capture_output=True, check=True).stdout
        (out / f"{wav.stem}.json").write_bytes(report)
    result = copy / "score.json"
    score = [sys.executable, bench / "score.py", "calls", calls, out, "--json", result]
    subprocess.run(score, check=True, stdout=subprocess.DEVNULL)
    scored = json.loads(result.read_text())
    frames = {k.split(" | ")[1]: v["f1"] for k, v in scored["frames"].items() if k.startswith("no collar")}
    whole = frames.pop("all")
    edges = [1000 * scored["boundary"][edge][q] for edge in ("start", "end") for q in ("median_s", "p90_s")]
    return whole, min(frames.values()), edges


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"), type=Path)
    parser.add_argument("sweep", nargs="*", metavar="FILE NAME VALUE")
    args = parser.parse_args()
    if not args.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    sweeps = [(args.sweep[0], args.sweep[1], args.sweep[2:])] if args.sweep else SWEPT
    print("| constant | value | F1 | worst condition | start ms, median / p90 | end ms, median / p90 |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns("target", ".git", ".venv", "out"))
        for file, name, values in sweeps:
            path = copy / "listening-core" / "src" / file
            kept = path.read_text()
            pattern = re.compile(rf"(const {name}: \w+ = )([^;]+);")
            own = pattern.search(kept).group(2)
            for value in values:
                path.write_text(pattern.sub(rf"\g<1>{value};", kept, count=1))
                whole, worst, (a, b, c, d) = build_and_score(copy, args.bench.resolve())
                mark = " (ours)" if float(value) == float(own) else ""
                cells = f"{whole:.4f} | {worst:.3f} | {a:.0f} / {b:.0f} | {c:.0f} / {d:.0f}"
                print(f"| `{name}` | {value}{mark} | {cells} |", flush=True)
            path.write_text(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
