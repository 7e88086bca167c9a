"""The network in PyTorch; what it computes is written in network.py."""

import numpy as np
import torch
from torch import nn

from . import weights
from .frontend import WIDTH
from .network import CONTEXT

INPUT, STATE = 48, 64
"""Outputs of the first layer, and of each GRU."""


class Net(nn.Module):
    """The network, for whole sequences."""

    def __init__(self):
        super().__init__()
        self.inp = nn.Linear(CONTEXT * WIDTH, INPUT)
        self.g1 = nn.GRU(INPUT, STATE, batch_first=True)
        self.g2 = nn.GRU(STATE, STATE, batch_first=True)
        self.out = nn.Linear(STATE, 4)

    def forward(self, x):
        """Logits [B, T, 2] (speech, tone or music) for `x` [B, T, 68], T even; index j: frame j - LAG."""
        count, frames, _ = x.shape
        padded = torch.cat([x.new_zeros(count, CONTEXT - 2, WIDTH), x], 1)
        steps = padded.unfold(1, CONTEXT, 2).transpose(2, 3).reshape(count, frames // 2, CONTEXT * WIDTH)
        hidden, _ = self.g1(torch.relu(self.inp(steps)))
        hidden, _ = self.g2(hidden)
        out = self.out(hidden)
        speech, music = out[:, :, :2].reshape(count, frames), out[:, :, 2:].reshape(count, frames)
        return torch.stack([speech, music], 2)


def load(path):
    """The network with the weights of a .npz or safetensors file."""
    net = Net()
    net.load_state_dict({name: torch.tensor(values) for name, values in weights.load(path).items()})
    return net.eval()


def save(path, state):
    """Writes the weights of `Net.state_dict()` to a .npz file."""
    np.savez(path, **{name: values.numpy() for name, values in state.items()})
