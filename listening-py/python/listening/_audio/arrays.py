"""Arrays of samples: taken as they are, or refused with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._values.errors import AudioError
from .other_libraries import plain

if TYPE_CHECKING:
    import numpy as np

MONO = (
    "listening needs one channel per party, because a mono recording does not show who speaks; give a pair of "
    "recordings, one per party, or add who talked when (turns=, or --turns), or pass the talkspurts of both parties to "
    "listening.from_talkspurts or `listening floor` instead"
)

_ADVICE = {
    "int32": "(x >> 16).astype('int16') for 32-bit audio",
    "int64": "x.astype('int16') if its values lie in -32768..32767",
    "uint8": "((x.astype('int16') - 128) << 8) for 8-bit audio; push G.711 bytes to Session.push_bytes",
    "float16": "x.astype('float32')",
}


def checked(audio: Any) -> np.ndarray[Any, Any]:
    """`audio` as an array of int16, float32 or float64 with an axis of length two."""
    array = as_samples(audio)
    if array.ndim == 1:
        raise AudioError(f"the array has one axis, so one channel: {MONO}")
    if array.ndim != 2 or 2 not in array.shape:
        what = "one channel" if array.ndim == 2 and 1 in array.shape else "no axis of length two"
        why = f": {MONO}" if what == "one channel" else ""
        raise AudioError(f"audio must have shape (frames, 2) or (2, frames), got shape {array.shape} with {what}{why}")
    return array


def as_samples(audio: Any) -> np.ndarray[Any, Any]:
    """`audio` as an array of int16, float32 or float64, of any shape."""
    array: np.ndarray[Any, Any] = plain(audio)
    name = array.dtype.name
    if name not in ("int16", "float32", "float64"):
        advice = _ADVICE.get(name, "x.astype('float32') with full scale at 1")
        raise AudioError(
            f"samples of type {name} are not taken, only int16, float32 and float64: "
            f"convert them, for instance {advice}"
        )
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    return array


def is_mono(audio: Any) -> bool:
    """Whether `audio` holds one channel: shape (frames,), (frames, 1) or (1, frames)."""
    import numpy as np

    shape = np.shape(audio)
    return len(shape) == 1 or (len(shape) == 2 and 1 in shape and 2 not in shape)


def beside_silence(audio: Any) -> np.ndarray[Any, Any]:
    """One channel as the left one of two, the right one digital silence."""
    import numpy as np

    samples = np.asarray(audio).reshape(-1)
    return beside(samples, samples[:0])


def beside(left: Any, right: Any) -> np.ndarray[Any, Any]:
    """Two channels of one type as one array of shape (frames, 2); the shorter ends in digital silence."""
    import numpy as np

    channels = [np.asarray(each).reshape(-1) for each in (left, right)]
    both = np.zeros((max(map(len, channels)), 2), dtype=channels[0].dtype, order="F")
    for at, samples in enumerate(channels):
        both[: len(samples), at] = samples
    return both
