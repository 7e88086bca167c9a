"""How well scores of frames agree with labels."""

import numpy as np


def roc_auc(labels, scores):
    """Area under the ROC curve: how often speech (label 1) scores higher than non-speech."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    positive = (labels > 0).sum()
    return (ranks[labels > 0].sum() - positive * (positive + 1) / 2) / (positive * (len(labels) - positive))


def rates(labels, scores, threshold):
    """Shares of false alarms and, where there is speech, of misses; `auc` and `f1`."""
    called, speech = scores >= threshold, labels > 0
    out = {"false_alarms": (called & ~speech).sum() / max(1, (~speech).sum())}
    if speech.any():
        out["auc"] = roc_auc(labels, scores)
        out["misses"] = (~called & speech).sum() / speech.sum()
        out["f1"] = 2 * (called & speech).sum() / (called.sum() + speech.sum())
    return out
