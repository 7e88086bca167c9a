"""Trains the network, from given weights or from nothing.

python -m training.train --features DIR --validation DIR [--init WEIGHTS] --out M.npz --minutes 70

WEIGHTS is a .npz of an earlier run or the safetensors file that the engine reads. Files may be added to DIR,
and old ones deleted, while it trains: the least used are taken next. Each validation prints ROC-AUC with its
change against the start, false alarms and misses at .5, and writes the weights.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from .frontend import BANDS
from .model import Net, load, save
from .network import LAG
from .validation import groups, validate

WARM_UP = 100
"""Steps in which the rate of learning rises."""
MASKED = 3
"""Bands that spectral masking hides."""
SMOOTHING = 0.01
"""How far from 0 and 1 the targets are."""
MUSIC_WEIGHT = 0.2
FILES_AT_ONCE = 8
"""Files until the folder is looked at again."""


class Clock:
    """How much of the run is over: by minutes, or by steps where the same run must give the same weights."""

    def __init__(self, minutes, steps):
        self._minutes, self._steps, self._start = minutes, steps, time.time()

    def seconds(self):
        """Since the start."""
        return time.time() - self._start

    def part(self, step):
        """The part of the run that is over before `step`, 0 to 1."""
        return min(1.0, step / self._steps if self._steps else self.seconds() / (self._minutes * 60))


class Average:
    """The running mean of the weights, which is what is kept."""

    def __init__(self, net, keep):
        self.state = {name: values.clone() for name, values in net.state_dict().items()}
        self._keep = keep

    def update(self, net, step):
        """Moves towards the weights of `net`; faster at the start."""
        keep = min(self._keep, step / (step + 50))
        for name, values in net.state_dict().items():
            self.state[name].mul_(keep).add_(values, alpha=1 - keep)

    def net(self):
        """A network with these weights."""
        net = Net()
        net.load_state_dict(self.state)
        return net.eval()


def shift(labels):
    """`labels` [B, T] in the order of the outputs: index j is frame j - LAG."""
    return np.concatenate([np.zeros((len(labels), LAG), labels.dtype), labels[:, :-LAG]], 1)


def mask_bands(rng, x):
    """Hides three neighbouring bands, in both of their numbers, in two of five steps."""
    if rng.random() < 0.4:
        first = int(rng.integers(0, BANDS - 2))
        x[:, :, first : first + MASKED] = 0
        x[:, :, BANDS + first : BANDS + first + MASKED] = 0


def loss_of(net, x, speech, weight, music):
    """The loss of a batch: features `x`, labels [B, T] and weights 0 to 3."""
    speech, music = (torch.tensor(shift(labels).astype(np.float32)) for labels in (speech, music))
    weight = torch.tensor(shift(weight).astype(np.float32) / 3)
    weight[:, :LAG] = 0
    out = net(x)
    target = speech * (1 - 2 * SMOOTHING) + SMOOTHING
    of_speech = (cross_entropy(out[:, :, 0], target, reduction="none") * weight).sum() / weight.sum()
    return of_speech + MUSIC_WEIGHT * cross_entropy(out[:, :, 1], music)


class Files:
    """The feature files of a folder, the least used first."""

    def __init__(self, folder, newest):
        self._folder, self._newest, self._used = folder, newest, {}

    def some(self, rng):
        """A few files, as arrays; the folder is looked at again each time."""
        paths = sorted(self._folder.glob("train_*.f.npz"), key=lambda path: path.stat().st_mtime)
        if not paths:
            raise FileNotFoundError(f"no train_*.f.npz in {self._folder}: training.feats makes them")
        paths = paths[-self._newest :] if self._newest else paths
        paths.sort(key=lambda path: self._used.get(path, 0) + rng.random() * 0.9)
        for path in paths[:FILES_AT_ONCE]:
            try:
                with np.load(path) as file:
                    arrays = [file[key] for key in "fywm"]
            except FileNotFoundError:
                continue
            self._used[path] = self._used.get(path, 0) + 1
            yield arrays

    def used(self):
        """How often a file was used, on average."""
        return float(np.mean(list(self._used.values())))


def batches(files, rng, size):
    """Features and labels of `size` streams, without end."""
    while True:
        for features, *labels in files.some(rng):
            order = rng.permutation(len(features))
            for start in range(0, len(order), size):
                rows = order[start : start + size]
                yield features[rows], [label[rows] for label in labels]


def line(results, start=None):
    """The validation in one line."""
    parts = []
    for group, now in groups(results).items():
        text = f"{group} "
        if "auc" in now:
            change = f"({now['auc'] - groups(start)[group]['auc']:+.4f})" if start else ""
            text += f"{now['auc']:.4f}{change}/"
        text += f"{now['false_alarms']:.3f}"
        parts.append(text + (f"/{now['misses']:.3f}" if "misses" in now else ""))
    return "  ".join(parts)


def train(net, args):
    """Trains `net` and writes the running mean of its weights to `args.out`."""
    rng = np.random.default_rng(args.seed)
    average = Average(net, args.ema)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=1e-4)
    start = validate(average.net(), args.validation)
    print("start", line(start), flush=True)
    files, clock = Files(args.features, args.newest), Clock(args.minutes, args.steps)
    losses, validated = [], time.time()
    for step, (features, labels) in enumerate(batches(files, rng, args.batch)):
        part = clock.part(step)
        rate = args.rate * min(1, (step + 1) / WARM_UP) * (0.5 * (1 + np.cos(np.pi * part)) + 0.005)
        for group in optimiser.param_groups:
            group["lr"] = rate
        x = torch.tensor(features.astype(np.float32))
        mask_bands(rng, x)
        speech, weight, music = labels
        loss = loss_of(net, x, speech, weight, music)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        average.update(net, step + 1)
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            mean = np.mean(losses[-100:])
            print(
                f"step {step + 1} loss {mean:.4f} rate {rate:.5f} {clock.seconds():.0f} s used {files.used():.1f}",
                flush=True,
            )
        if time.time() - validated > args.every * 60 or part >= 1:
            print(" ", line(validate(average.net(), args.validation), start), flush=True)
            save(args.out, average.state)
            save(args.out.with_name(f"{args.out.stem}_{clock.seconds() // 60:04.0f}.npz"), average.state)
            validated = time.time()
        if part >= 1:
            return


def main():
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", type=Path, required=True)
    parser.add_argument("--validation", type=Path, required=True, help="features of streams made with --conditions")
    parser.add_argument("--init", type=Path, help="weights to go on from; random without")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, default=0, help="stop after this many steps, not after --minutes")
    parser.add_argument("--every", type=float, default=5, help="minutes between validations")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.5e-3, help="rate of learning at the start")
    parser.add_argument("--batch", type=int, default=32, help="streams in a step")
    parser.add_argument("--ema", type=float, default=0.998, help="how much of the running mean stays in a step")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--newest", type=int, default=0, help="use only the newest N files")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    train((load(args.init) if args.init else Net()).train(), args)


if __name__ == "__main__":
    main()
