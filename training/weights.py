"""The two layouts of the weights, and the files that hold them.

Training keeps PyTorch's layout, `[outputs, inputs]`, in .npz files. The engine reads `[inputs, outputs]` from
safetensors: its inner loop runs over the outputs. GRU gates are in the order r, z, n in both.
"""

import json
from pathlib import Path

import numpy as np

SHIPPED = Path(__file__).resolve().parent.parent / "listening-core" / "models" / "vad8k.safetensors"
NAMES = {"inp.w": "inp.weight", "inp.b": "inp.bias"}
for _layer in ("g1", "g2"):
    for _part in ("ih", "hh"):
        NAMES[f"{_layer}.w{_part}"] = f"{_layer}.weight_{_part}_l0"
        NAMES[f"{_layer}.b{_part}"] = f"{_layer}.bias_{_part}_l0"
NAMES |= {"out.w": "out.weight", "out.b": "out.bias"}
"""Names in training by names in the engine, in the order of the file."""


def to_engine(weights):
    """Weights of training in the engine's names and layout."""
    return {name: np.ascontiguousarray(weights[ours].T, np.float32) for name, ours in NAMES.items()}


def to_training(weights):
    """Weights of the engine in training's names and layout."""
    return {ours: np.ascontiguousarray(weights[name].T, np.float32) for name, ours in NAMES.items()}


def read_safetensors(path):
    """float32 arrays by name."""
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    weights = {}
    for name, entry in header.items():
        first, end = entry["data_offsets"]
        weights[name] = np.frombuffer(data[start + first : start + end], "<f4").reshape(entry["shape"])
    return weights


def write_safetensors(path, weights):
    """Writes float32 arrays by name, in their order."""
    header, data = {}, b""
    for name, values in weights.items():
        part = np.ascontiguousarray(values, "<f4").tobytes()
        header[name] = {
            "dtype": "F32",
            "shape": list(values.shape),
            "data_offsets": [len(data), len(data) + len(part)],
        }
        data += part
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(len(text).to_bytes(8, "little") + text + data)


def load(path):
    """Weights in training's layout, from a .npz of training or the engine's safetensors."""
    if str(path).endswith(".safetensors"):
        return to_training(read_safetensors(path))
    with np.load(path) as file:
        return {name: file[name] for name in file.files}
