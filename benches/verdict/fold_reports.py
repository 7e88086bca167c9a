#!/usr/bin/env python3
"""Reports of conversations by an engine whose model of the floor has not seen them, for calibration_error.py.

    fold_reports.py BENCH_DIR --out REPORTS.jsonl [--keep FOLDER]

In five folds by conversation, those of `fit_floor.py`: the model is refitted on the other four,
written into a copy of the repository, and the example `floor` of that engine reports on the fold. What
else is fitted (the choice among kinds, priors of a profile) stays as it is. Nothing is changed here.
--keep holds the copy and what was built, for the next time. Needs numpy, scikit-learn and cargo, not the
installed library.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import beside
import numpy as np
import tensors
from fit_floor import FOLDS, folds_of, write
from floor_curves import fit
from floor_onsets import Onsets, load

ROOT = Path(beside.__file__).resolve().parent.parent.parent
LEFT_OUT = ("target", ".git", ".venv", "out", "docs")


def build(copy):
    command = ["cargo", "build", "-q", "--release", "-p", "listening-core", "--no-default-features"]
    env = {**os.environ, "CARGO_TARGET_DIR": str(copy / "target")}
    subprocess.run([*command, "--example", "floor"], cwd=copy, check=True, env=env)
    return copy / "target/release/examples/floor"


def choice_of(path):
    """The library's own choice of the reported kind, which was made on all folds: ten numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    parts = (data[8 + size :][slice(*header[name]["data_offsets"])] for name in ("weights", "shares"))
    return tuple(np.frombuffer(part, dtype="<f4") for part in parts)


def reported(program, call, scratch):
    parties = {"a": "agent", "b": "customer"}
    spurts = [
        {"party": parties[side], "start": spurt[0], "end": spurt[1]}
        for side in "ab"
        for spurt in call["activity"][side]
    ]
    scratch.write_text(json.dumps({"talkspurts": spurts, "duration": call["duration"]}), encoding="utf-8")
    done = subprocess.run([program, scratch], check=True, capture_output=True, text=True)
    return {"id": call["id"], **json.loads(done.stdout)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=os.environ.get("LISTENING_BENCH"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="a folder for the copy")
    given = parser.parse_args()
    if not given.bench:
        print("skipped: no bench data (set LISTENING_BENCH)")
        return 0
    calls = load(given.bench)
    onsets = Onsets(calls)
    fold, side = folds_of(onsets)
    with tempfile.TemporaryDirectory() as folder:
        copy = given.keep or Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT), dirs_exist_ok=True)
        choice = choice_of(ROOT / "listening-core" / "models" / "floor.safetensors")
        tensors.MODELS = copy / "listening-core" / "models"
        with given.out.open("w", encoding="utf-8") as out:
            for k in range(FOLDS):
                rest = side != k
                models = fit(onsets, rest)
                write(models, choice, words=False)
                program = build(copy)
                mine = [call for call in calls if fold.get(call["id"]) == k]
                for call in mine:
                    out.write(json.dumps(reported(program, call, copy / "call.json")) + "\n")
                print(f"fold {k}: {len(mine)} conversations, {np.count_nonzero(~rest)} onsets", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
