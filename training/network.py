"""The network in numpy, without PyTorch: as it was trained, or in the whole numbers of the engine.

One step for 20 ms. Step k sees the features of frames 2k-2 .. 2k+1 (zeros before the start) and gives the
logits of speech of frames 2k-8 and 2k-7, then those of tone or music.
"""

import numpy as np

LAG = 8
"""Frames by which the output is later than the input."""
CONTEXT = 4
"""Frames that a step sees."""


LARGEST = 127
"""Largest weight of an output in the engine, which rounds each matrix to 8 bits with one scale per output."""
SCALES = {"features": 4096, "first": 1024, "state": 32767}
"""What the engine multiplies activations by before it rounds them to 16 bits (weights.rs)."""


def rounded_weights(weights):
    """`weights` as the engine's 8 bits represent them; biases and the last layer are left as they are."""
    rounded = dict(weights)
    for name in ("inp.w", "g1.wih", "g1.whh", "g2.wih", "g2.whh"):
        scale = np.abs(weights[name]).max(0) / LARGEST
        ratio = weights[name] / scale
        rounded[name] = (np.sign(ratio) * np.floor(np.abs(ratio) + 0.5) * scale).astype(np.float32)
    return rounded


def rounded_activations(values, scale):
    """`values` as the engine's 16 bits have them."""
    return (np.clip(np.round(values * scale), -32767, 32767) / scale).astype(np.float32)


def sigmoid(x):
    """The logistic function."""
    return 1 / (1 + np.exp(-x))


def gru(inputs, weights, layer, whole=False):
    """A GRU over `inputs` [steps, n]: its states [steps, 64]. PyTorch's equations; `whole` rounds states."""
    from_input = inputs @ weights[f"{layer}.wih"] + weights[f"{layer}.bih"]
    recurrent, bias = weights[f"{layer}.whh"], weights[f"{layer}.bhh"]
    size = recurrent.shape[0]
    state, states = np.zeros(size, np.float32), np.empty((len(inputs), size), np.float32)
    for step, now in enumerate(from_input):
        seen = rounded_activations(state, SCALES["state"]) if whole else state
        before = seen @ recurrent + bias
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


def run(weights, features, whole=False):
    """Probability of speech and of tone or music, float32 [T] each, for `features` [T, 68].

    `weights` are in the engine's layout. `whole` rounds weights and activations as the engine does.
    """
    count, width = features.shape
    padded = np.concatenate([np.zeros((CONTEXT - 2, width), np.float32), pad(features)])
    steps = [padded[first : first + CONTEXT].reshape(-1) for first in range(0, len(padded) - CONTEXT + 1, 2)]

    def seen(values, kind):
        return rounded_activations(values, SCALES[kind]) if whole else values

    if whole:
        weights = rounded_weights(weights)
    hidden = np.maximum(seen(np.stack(steps), "features") @ weights["inp.w"] + weights["inp.b"], 0)
    hidden = gru(seen(hidden, "first"), weights, "g1", whole)
    hidden = gru(seen(hidden, "state"), weights, "g2", whole)
    out = sigmoid(hidden @ weights["out.w"] + weights["out.b"])
    return out[:, :2].reshape(-1)[LAG : LAG + count], out[:, 2:].reshape(-1)[LAG : LAG + count]
