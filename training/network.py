"""The network in numpy: what the engine computes, without PyTorch.

One step for 20 ms. Step k sees the features of frames 2k-2 .. 2k+1 (zeros before the start) and gives the
logits of speech of frames 2k-8 and 2k-7, then those of tone or music.
"""

import numpy as np

LAG = 8
"""Frames by which the output is later than the input."""
CONTEXT = 4
"""Frames that a step sees."""


def sigmoid(x):
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def gru(inputs, weights, layer):
    """A GRU over `inputs` [steps, n]: its states [steps, 64]. PyTorch's equations."""
    from_input = inputs @ weights[f"{layer}.wih"] + weights[f"{layer}.bih"]
    recurrent, bias = weights[f"{layer}.whh"], weights[f"{layer}.bhh"]
    size = recurrent.shape[0]
    state, states = np.zeros(size, np.float32), np.empty((len(inputs), size), np.float32)
    for step, now in enumerate(from_input):
        before = state @ recurrent + bias
        reset, update = (
            sigmoid(now[:size] + before[:size]),
            sigmoid(now[size : 2 * size] + before[size : 2 * size]),
        )
        new = np.tanh(now[2 * size :] + reset * before[2 * size :])
        state = (1 - update) * new + update * state
        states[step] = state
    return states


def pad(features):
    """`features` [T, n] with the last frame repeated until every frame comes out; even in number."""
    more = LAG + (len(features) & 1)
    return np.concatenate([features, np.repeat(features[-1:], more, 0)])


def run(weights, features):
    """Probability of speech and of tone or music, float32 [T] each, for `features` [T, 68].

    `weights` are in the engine's layout.
    """
    count, width = features.shape
    padded = np.concatenate([np.zeros((CONTEXT - 2, width), np.float32), pad(features)])
    steps = [padded[first : first + CONTEXT].reshape(-1) for first in range(0, len(padded) - CONTEXT + 1, 2)]
    hidden = np.maximum(np.stack(steps) @ weights["inp.w"] + weights["inp.b"], 0)
    hidden = gru(gru(hidden, weights, "g1"), weights, "g2")
    out = sigmoid(hidden @ weights["out.w"] + weights["out.b"])
    return out[:, :2].reshape(-1)[LAG : LAG + count], out[:, 2:].reshape(-1)[LAG : LAG + count]
