"""Writes fitted numbers as a safetensors file beside the network: see listening-core/models/README.md."""

import json
from pathlib import Path

import numpy as np

MODELS = Path(__file__).resolve().parent.parent / "listening-core" / "models"
TYPES = {"float32": "F32", "int16": "I16", "uint8": "U8"}


def whole(values, kind):
    """`values` as whole numbers of type `kind`; ValueError where that would change one."""
    values = np.asarray(values)
    cast = values.astype(kind)
    if not (cast == values).all():
        raise ValueError(f"a number between {values.min()} and {values.max()} does not fit {np.dtype(kind)}")
    return cast


def write(name, tensors, *, written_by, fitted_on):
    """Writes `tensors`, arrays of float32, int16 or uint8 by name, to models/`name`; gives its path.

    The same numbers give the same bytes. Wider types come first, so that every number is aligned.
    """
    header = {"__metadata__": {"written_by": written_by, "fitted_on": fitted_on}}
    data = b""
    for key, values in sorted(tensors.items(), key=lambda item: -item[1].itemsize):
        start = len(data)
        data += values.astype(values.dtype.newbyteorder("<")).tobytes()
        header[key] = {
            "dtype": TYPES[values.dtype.name],
            "shape": list(values.shape),
            "data_offsets": [start, len(data)],
        }
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path = MODELS / name
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)
    return path
