"""Pitch as listening and its peers hear it: hertz at the times asked for, 0 where not voiced."""

from __future__ import annotations

import numpy as np

_FLOOR, _CEILING = 60.0, 600.0


def ours(audio: np.ndarray, rate: int, times: np.ndarray) -> np.ndarray:
    """What `listening inspect --frames` writes as f0_hz, for a mono recording."""
    return ours_with_voicing(audio, rate, times)[0]


def ours_with_voicing(audio: np.ndarray, rate: int, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The same, with the probability of voicing."""
    import listening

    frames = listening.inspect(audio.astype(np.float32), rate).frames
    index = np.minimum(np.rint(times * 100).astype(int), len(frames["f0_hz"]) - 1)
    return np.nan_to_num(frames["f0_hz"])[index], frames["voicing"][index]


def praat(audio: np.ndarray, rate: int, times: np.ndarray) -> np.ndarray:
    """Praat's autocorrelation (Boersma 1993) in two passes, the second from 0.75 Q1 to 1.5 Q3."""
    import parselmouth

    sound = parselmouth.Sound(audio.astype(np.float64), rate)
    step = min(0.01, times[1] - times[0])
    track = sound.to_pitch_ac(time_step=step, pitch_floor=_FLOOR, pitch_ceiling=_CEILING)
    voiced = track.selected_array["frequency"]
    voiced = voiced[voiced > 0]
    if len(voiced) > 10:
        low, high = np.percentile(voiced, [25, 75])
        floor, ceiling = max(50.0, 0.75 * low), min(700.0, 1.5 * high)
        track = sound.to_pitch_ac(time_step=step, pitch_floor=floor, pitch_ceiling=ceiling)
    at, pitch = track.xs(), track.selected_array["frequency"]
    index = np.rint((times - at[0]) / (at[1] - at[0])).astype(int)
    return np.where((index >= 0) & (index < len(at)), pitch[np.clip(index, 0, len(at) - 1)], 0)


def rapt(audio: np.ndarray, rate: int, times: np.ndarray) -> np.ndarray:
    """RAPT (Talkin 1995), of SPTK."""
    import pysptk

    hop = rate // 200
    pitch = pysptk.rapt((audio * 32768).astype(np.float32), fs=rate, hopsize=hop, min=_FLOOR, max=500, otype="f0")
    return pitch[np.minimum(np.rint(times * 200).astype(int), len(pitch) - 1)].astype(float)
