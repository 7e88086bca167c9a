"""The model card: what the network is, what it was trained on, and what was measured.

python -m training.card --corpus DIR ... --version 3 [--log TRAIN_LOG ...] [--extra FIGURES.json]

FIGURES.json is merged into the card: measured figures, seeds, known weak points. --files FILE.csv.gz also
lists every piece of the corpora.
"""

import argparse
import datetime
import gzip
import json
from pathlib import Path

from . import frontend
from .network import LAG
from .storage import Corpus
from .weights import SHIPPED, load, to_engine

EQUATIONS = [
    "u = relu(inp.w^T x + inp.b)",
    "r = s(wih_r u + bih_r + whh_r h + bhh_r)",
    "z = s(wih_z u + bih_z + whh_z h + bhh_z)",
    "n = tanh(wih_n u + bih_n + r * (whh_n h + bhh_n))",
    "h = (1 - z) n + z h   (g1, then g2 on g1's h)",
    "logits = out.w^T h2 + out.b",
]
STEP = (
    "one network step per 20 ms; input = features of frames 2k-2, 2k-1, 2k, 2k+1 (zeros before the start), "
    "in that order; outputs[0:2] = speech logits of frames 2k-8, 2k-7; outputs[2:4] = tone/music logits of "
    "the same frames"
)
TEACHER = (
    "silero-vad 6.2.1 (MIT), 16 kHz model, on the clean recording (8 kHz sources upsampled); hard "
    "decision at 0.5, read 40 ms later, then gated by the clean 16 kHz energy (training/labels.py); no "
    "third-party weights in the result"
)


def of_features():
    """The definition of the features, in words and numbers."""
    return {
        "sample_rate": 8000,
        "hop": frontend.FRAME,
        "window": "256, periodic Hann",
        "frame_t_covers": "samples 80 t - 88 .. 80 t + 167, zeros outside",
        "input_scale": "int16 / 32768",
        "power": "|FFT256(x * w)|^2 / sum(w^2)",
        "bands": frontend.BANDS,
        "mel": "1127 ln(1 + f / 700), 80..3900 Hz, triangles, each summing to 1",
        "log_floor": frontend.LOG_FLOOR,
        "freeze_threshold_ln": frontend.THETA,
        "floor_down": frontend.FLOOR_DOWN,
        "floor_up": frontend.FLOOR_UP,
        "level_up": frontend.LEVEL_UP,
        "level_down": frontend.LEVEL_DOWN,
        "floor_start": frontend.FLOOR_START,
        "level_start": frontend.LEVEL_START,
        "dimension": frontend.WIDTH,
        "definition": "training/frontend.py",
        "first_band_weights_check": [round(float(value), 6) for value in frontend.MEL[0] if value > 0],
    }


def of_network(weights):
    """What the weights (the engine's layout) are."""
    count = sum(values.size for values in weights.values())
    return {
        "parameters": count,
        "bytes_f32": 4 * count,
        "mac_per_10ms_network": sum(values.size for values in weights.values() if values.ndim == 2) // 2,
        "tensors": {name: list(values.shape) for name, values in weights.items()},
        "tensor_layout": "[inputs][outputs]; GRU gate order r, z, n (192 = 3 x 64)",
        "step": STEP,
        "equations": EQUATIONS,
        "look_ahead": {
            "label_shift_frames": LAG,
            "audio_after_frame_centre_ms": 16 + 10 * LAG,
            "worst_case_with_pairing_ms": 26 + 10 * LAG,
        },
    }


def list_files(path, corpora):
    """Writes every piece of the corpora: source, frames of 10 ms, file."""
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("source,frames,file\n")
        for corpus in corpora:
            rows = [*corpus.speech, *corpus.noise]
            out.writelines(f"{row.source},{row.frames},{row.file}\n" for row in rows)


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--version", type=int, required=True, help="one more than the shipped card has")
    parser.add_argument("--date", default=datetime.date.today().isoformat())
    parser.add_argument("--weights", type=Path, default=SHIPPED)
    parser.add_argument("--log", nargs="*", default=[], type=Path, help="what training printed")
    parser.add_argument("--extra", type=Path, help="JSON merged into the card")
    parser.add_argument("--files", type=Path, help="a .csv.gz that gets every piece")
    parser.add_argument("--out", type=Path, default=SHIPPED.with_name("MODEL_CARD.json"))
    args = parser.parse_args()
    corpora = [Corpus(folder) for folder in args.corpus]
    stats = {}
    for corpus in corpora:
        stats |= corpus.stats
    card = {
        "id": f"vad8k/{args.version}",
        "name": "vad8k",
        "task": "speech activity and tone/music activity, 8 kHz mono telephone audio, one score per 10 ms",
        "date": args.date,
        "version": args.version,
        **of_network(to_engine(load(args.weights))),
        "features": of_features(),
        "threshold": 0.5,
        "lag": 0,
        "teacher": TEACHER,
        "data": stats,
        "training": {"logs": {path.name: path.read_text().strip().splitlines()[-3:] for path in args.log}},
    }
    if args.extra:
        card |= json.loads(args.extra.read_text(encoding="utf-8"))
    args.out.write_text(json.dumps(card, indent=1), encoding="utf-8")
    if args.files:
        list_files(args.files, corpora)


if __name__ == "__main__":
    main()
