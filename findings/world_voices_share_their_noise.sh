#!/bin/sh
# WORLD (pyworld 0.3.5) synthesises different voices with the same noise.
#
# `pyworld.synthesize` restarts its noise source at every call. Two speakers that are analysed and resynthesised,
# one call each, then have the same random numbers in every unvoiced frame: breath, hiss, fricatives, silence. Two unrelated
# inputs become correlated at lag 0. A test call made this way, with one channel per party, contains
# cross-talk: an echo canceller adapts to it, a check for duplicated channels fires, and coherence between the channels is high
# wherever no one talks.
#
# Workaround: prepend a different number of frames to each voice and remove them afterwards (as benches/fairness.py does).
#
# Observed: correlation of the inputs .00, of the outputs .50, with 3,001 frames ahead of one of them .00.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyworld==0.3.5 numpy==2.3.5
"$folder/venv/bin/python" - <<'PY'
import numpy as np
import pyworld

RATE, SECONDS, AHEAD, FRAME_MS = 16000, 4, 3001, 5


def apart(seed):
    """Whispering: noise that swells and fades, without pitch."""
    rng = np.random.default_rng(seed)
    swell = 0.05 + 0.05 * np.sin(np.linspace(0, (2 + seed) * SECONDS, RATE * SECONDS))
    x = rng.standard_normal(len(swell)) * swell
    f0, at = pyworld.harvest(x, RATE)
    return x, f0, pyworld.cheaptrick(x, f0, at, RATE), pyworld.d4c(x, f0, at, RATE)


def together(f0, spectrum, aperiodicity, ahead=0):
    rows = ((ahead, 0), (0, 0))
    made = pyworld.synthesize(
        np.pad(f0, (ahead, 0)),
        np.ascontiguousarray(np.pad(spectrum, rows, mode="edge")),
        np.ascontiguousarray(np.pad(aperiodicity, rows, mode="edge")),
        RATE,
    )
    return made[ahead * FRAME_MS * RATE // 1000 :]


def alike(a, b):
    n = min(len(a), len(b))
    return float(np.corrcoef(a[:n], b[:n])[0, 1])


(first, *one), (second, *two) = apart(1), apart(2)
before = alike(first, second)
after = alike(together(*one), together(*two))
moved = alike(together(*one), together(*two, ahead=AHEAD))
print(f"pyworld {pyworld.__version__}: inputs {before:.2f}, made of them {after:.2f}, with frames ahead {moved:.2f}")
assert abs(before) < 0.05 and after > 0.3 and abs(moved) < 0.1, "this has changed"
PY
