"""Audio as other libraries hold it: taken as what it is, or refused with the line that converts it.

Known by their attributes, so that none of them is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._values.errors import AudioError, ConfigError
from .._values.type_names import named_type

_PARTIES = ("agent", "customer")
_SIDES = ("left", "right")


def taken(audio: Any, sample_rate: int | None, agent: Any = 0) -> tuple[Any, int | None]:
    """`audio` as a recording, an array or a pair of them, and its sample rate.

    >>> import numpy as np
    >>> sound = {"array": np.zeros((2, 160)), "sampling_rate": 16000, "path": None}
    >>> array, rate = taken(sound, None)
    >>> array.shape, rate
    ((2, 160), 16000)
    """
    if isinstance(audio, (tuple, list)) and audio and not any(isinstance(each, (str, bytes)) for each in audio):
        if all(_is_frame(each) for each in audio):
            return _of_frames(audio, sample_rate)
        for each in audio:
            _refuse_open(each)
        if len(audio) == 2 and any(_is_foreign(each) for each in audio):
            both = [taken(each, sample_rate) for each in audio]
            if both[0][1] != both[1][1]:
                raise AudioError(f"the pair is sampled at {both[0][1]} and {both[1][1]} Hz: resample one of them")
            return tuple(each for each, _ in both), both[0][1]
        return audio, sample_rate
    _refuse_open(audio)
    if hasattr(audio, "columns") and not callable(audio.columns):
        return _of_table(audio, agent), sample_rate
    if isinstance(audio, Mapping) and "array" in audio and "sampling_rate" in audio:
        return plain(audio["array"]), _rate(audio["sampling_rate"], sample_rate)
    if isinstance(audio, Mapping) and {"bytes", "path"} <= audio.keys():
        return (audio["path"] if audio["bytes"] is None else audio["bytes"]), sample_rate
    if type(audio).__module__.partition(".")[0] == "numpy":
        # Nothing to look for, and an array of dates raises where it is asked for its bytes.
        return audio, sample_rate
    if callable(getattr(audio, "get_all_samples", None)):
        audio = audio.get_all_samples()
    if hasattr(audio, "data") and hasattr(audio, "sample_rate") and hasattr(audio, "pts_seconds"):
        return plain(audio.data), _rate(audio.sample_rate, sample_rate)
    if callable(getattr(audio, "get_array_of_samples", None)):
        return _of_segment(audio), _rate(audio.frame_rate, sample_rate)
    if _is_frame(audio):
        return _of_frames([audio], sample_rate)
    return (plain(audio) if _is_tensor(audio) else audio), sample_rate


def plain(audio: Any) -> Any:
    """`audio` as a NumPy array: also a tensor with a gradient, or on another device."""
    import numpy as np

    if _is_tensor(audio) and str(audio.dtype).endswith("float16"):
        raise AudioError(
            f"samples of type {str(audio.dtype).rpartition('.')[2]} are not taken, only int16, float32 and float64: "
            "convert them, for instance x.float()"
        )
    try:
        return np.asarray(audio.detach().cpu() if _is_tensor(audio) else audio)
    except Exception as error:
        raise AudioError(
            f"audio is {named_type(audio)}, which NumPy cannot read ({error}): "
            "give an array of int16, float32 or float64"
        ) from None


def _is_foreign(audio: Any) -> bool:
    marks = ("get_all_samples", "pts_seconds", "get_array_of_samples")
    is_dict = isinstance(audio, Mapping) and "sampling_rate" in audio
    return is_dict or _is_frame(audio) or _is_tensor(audio) or any(hasattr(audio, mark) for mark in marks)


def _is_tensor(audio: Any) -> bool:
    return hasattr(audio, "detach") and hasattr(audio, "requires_grad")


def hint(audio: Any) -> str:
    """What to give instead of something that holds frames of PyAV and is none."""
    if callable(getattr(audio, "decode", None)) and hasattr(audio, "streams"):
        return "; of an open container give its path, or list(container.decode(audio=0))"
    return "; of what gives frames one by one, give list(...) of it" if hasattr(audio, "__next__") else ""


def _is_frame(audio: Any) -> bool:
    """Whether it is a frame of PyAV."""
    return hasattr(audio, "to_ndarray") and hasattr(audio, "sample_rate") and hasattr(audio, "layout")


def _rate(own: Any, given: int | None) -> int:
    if given is not None and given != own:
        raise ConfigError(f"the audio is sampled at {own} Hz, not at {given} Hz: leave sample_rate out")
    return int(own)


def _sixteen_bits(samples: Any) -> Any:
    """Integers of another width as int16."""
    if samples.dtype.name == "int32":
        return (samples >> 16).astype("int16")
    return samples.astype("int16") << 8 if samples.dtype.name == "int8" else samples


def _of_segment(segment: Any) -> Any:
    """A `pydub.AudioSegment`."""
    import numpy as np

    return _sixteen_bits(np.array(segment.get_array_of_samples()).reshape(-1, segment.channels))


def _of_frames(frames: Any, sample_rate: int | None) -> tuple[Any, int]:
    """Frames of PyAV, one after the other."""
    import numpy as np

    rate = _rate(frames[0].sample_rate, sample_rate)
    kinds = {(frame.sample_rate, frame.layout.name, frame.format.name) for frame in frames}
    if len(kinds) > 1:
        raise AudioError("the frames differ in rate, channels or format: convert them with av.AudioResampler first")
    channels = len(frames[0].layout.channels)
    arrays = [frame.to_ndarray() for frame in frames]
    if not frames[0].format.is_planar:
        arrays = [array.reshape(-1, channels).T for array in arrays]
    return _sixteen_bits(np.concatenate(arrays, axis=1).T), rate


def _of_table(table: Any, agent: Any) -> Any:
    """The columns of a data frame, by their names."""
    import numpy as np

    names = list(getattr(table, "column_names", None) or table.columns)
    for wanted in (_PARTIES, _SIDES, (0, 1)):
        if set(names) == set(wanted):
            if wanted is _PARTIES and agent not in (0, "left"):
                raise ConfigError(
                    f"agent is {agent!r}, and the columns are named agent and customer, which says it: leave agent out"
                )
            return np.stack([np.asarray(table[name]) for name in wanted], axis=1)
    shown = ", ".join(map(str, names[:6])) + (", ..." if len(names) > 6 else "")
    raise AudioError(
        f"audio is {named_type(table)} with the columns {shown}: columns agent and customer, or left and right, were "
        "expected; rename them, or give an array, for instance table[[first, second]].to_numpy()"
    )


def _refuse_open(audio: Any) -> None:
    """Refuses a recording that another library has opened: it has the look of a file object."""
    if not (hasattr(audio, "read") and hasattr(audio, "samplerate")):
        return
    line = "x.read(x.frames), int(x.samplerate)" if hasattr(audio, "num_channels") else "x.name"
    what = f"{type(audio).__module__.partition('.')[0]}.{type(audio).__name__}"
    raise AudioError(
        f"audio is an open {what}, and a path, a binary file object or an array was expected: "
        f"for instance listening.analyze({line})"
    )
