"""How well a network hears the validation files: one for each condition."""

from pathlib import Path

import numpy as np
import torch

from .network import LAG
from .rates import rates

COLD_FRAMES = 300
"""Of a cold start only the first 3 s count."""
PREFIX, SUFFIX = "val_", ".f.npz"


def scored(net, path, condition):
    """Labels and probabilities of the frames of a feature file whose label is sure enough."""
    with np.load(path) as file:
        features, labels, weights = file["f"].astype(np.float32), file["y"], file["w"]
    with torch.no_grad():
        out = torch.sigmoid(net(torch.tensor(features))).numpy()[:, :, 0]
    frames = COLD_FRAMES if condition.startswith("cold") else labels.shape[1] - LAG
    sure = weights[:, :frames].ravel() > 1
    return labels[:, :frames].ravel()[sure], out[:, LAG : LAG + frames].ravel()[sure]


def validate(net, folder, threshold=0.5):
    """`rates` for every validation file in a folder, by condition."""
    results = {}
    for path in sorted(Path(folder).glob(f"{PREFIX}*{SUFFIX}")):
        condition = path.name[len(PREFIX) : -len(SUFFIX)]
        results[condition] = rates(*scored(net, path, condition), threshold)
    if not results:
        raise FileNotFoundError(f"no {PREFIX}*{SUFFIX} in {folder}")
    return results


def group_of(condition):
    """The group of a condition: all kinds of noise at one SNR are one."""
    alone = "_" not in condition or condition.startswith(("cold", "only", "babble"))
    return condition if alone else "noise_" + condition.rsplit("_", 1)[1]


def groups(results):
    """The means of `validate` by group."""
    members = {}
    for condition, values in results.items():
        members.setdefault(group_of(condition), []).append(values)
    return {
        group: {key: float(np.mean([values[key] for values in rows])) for key in rows[0]}
        for group, rows in sorted(members.items())
    }
