"""The features: the definition, in numpy. Nothing here looks beyond the current frame, so that a stream gives
the same.

Frame t covers samples [80 t - 88, 80 t + 168) of the 8 kHz signal (zeros outside), int16 / 32768.

    P_k = |FFT256(x * hann)|^2 / sum(hann^2), k = 0..128
    E_b = sum_k M[b,k] P_k           32 triangles, mel from 80 to 3900 Hz, each summing to 1
    l_b = ln(E_b + 1e-9),  L = ln(mean_b E_b + 1e-9)
    if L > THETA:
        f_b += (l_b - f_b) * (0.08 if l_b < f_b else 0.004)
        g += (L - g) * (0.1 if L > g else 0.001)
    x = [clip((l_b - g) / 4, -3, 2) for b] + [clip((l_b - f_b) / 4, -1, 3) for b]
        + [(g + 9) / 4, clip((L - g) / 4, -3, 2), (mean_b f_b - g) / 4, min((L - THETA) / 8, 1.5)]

f_b is the noise floor of a band, g the level of the loud parts; they start at -14 and -9. In digital silence
both stand still, so that a long silent stretch does not deafen the network.
"""

import numpy as np

FRAME, FFT, BEFORE = 80, 256, 88
BANDS = 32
WIDTH = 2 * BANDS + 4
"""Numbers of a frame."""
LOG_FLOOR = 1e-9
THETA = float(np.log(4e-9))
FLOOR_DOWN, FLOOR_UP, LEVEL_UP, LEVEL_DOWN = 0.08, 0.004, 0.1, 0.001
FLOOR_START, LEVEL_START = -14.0, -9.0
WINDOW = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FFT) / FFT)


def mel_bank(low=80.0, high=3900.0):
    """The weights [32, 129] of the bins in each band; `low` and `high` in Hz."""
    ends = 1127 * np.log(1 + np.array([low, high]) / 700)
    corners = 700 * (np.exp(np.linspace(ends[0], ends[1], BANDS + 2) / 1127) - 1)
    bins = np.arange(129) * 31.25
    left, middle, right = corners[:-2, None], corners[1:-1, None], corners[2:, None]
    rising, falling = (bins[None] - left) / (middle - left), (right - bins[None]) / (right - middle)
    weights = np.maximum(0, np.minimum(rising, falling))
    return weights / weights.sum(1, keepdims=True)


MEL = mel_bank()
_MEL_T = np.ascontiguousarray(MEL.T.astype(np.float32))


def bands(audio):
    """Mean power in the bands, float32 [B, n // 80, 32], of `audio` int16 [B, n]."""
    count, samples = audio.shape
    frames = samples // FRAME
    padded = np.zeros((count, BEFORE + frames * FRAME + 176), np.float32)
    used = min(samples, frames * FRAME + BEFORE)
    padded[:, BEFORE : BEFORE + used] = audio[:, : frames * FRAME + BEFORE] / np.float32(32768)
    strides = (padded.strides[0], FRAME * 4, 4)
    windows = np.lib.stride_tricks.as_strided(padded, (count, frames, FFT), strides)
    window = (WINDOW / np.sqrt(np.sum(WINDOW**2))).astype(np.float32)
    out = np.empty((count, frames, BANDS), np.float32)
    for row in range(count):
        spectrum = np.fft.rfft(windows[row] * window, axis=1)
        out[row] = (spectrum.real**2 + spectrum.imag**2).astype(np.float32) @ _MEL_T
    return out


def features(audio, floor=None, level=None):
    """Features float32 [B, n // 80, 68] of `audio` int16 [B, n].

    `floor` [B, 32] and `level` [B, 1] are the trackers that an earlier part of the call would have left.
    """
    power = bands(audio)
    count, frames, _ = power.shape
    log_bands = np.log(power + LOG_FLOOR)
    log_all = np.log(power.mean(2) + LOG_FLOOR)
    f = np.full((count, BANDS), FLOOR_START, np.float32) if floor is None else floor.astype(np.float32).copy()
    g = np.full((count, 1), LEVEL_START, np.float32) if level is None else level.astype(np.float32).copy()
    out = np.empty((count, frames, WIDTH), np.float32)
    for t in range(frames):
        bands_now, all_now = log_bands[:, t], log_all[:, t : t + 1]
        moves = all_now > THETA
        step = bands_now - f
        f += moves * step * np.where(step < 0, np.float32(FLOOR_DOWN), np.float32(FLOOR_UP))
        step = all_now - g
        g += moves * step * np.where(step > 0, np.float32(LEVEL_UP), np.float32(LEVEL_DOWN))
        out[:, t, :BANDS] = bands_now - g
        out[:, t, BANDS : 2 * BANDS] = bands_now - f
        out[:, t, 64:65] = g + 9
        out[:, t, 65:66] = all_now - g
        out[:, t, 66:67] = f.mean(1, keepdims=True) - g
        out[:, t, 67:68] = np.minimum((all_now - THETA) / 2, 6)
    out /= 4
    out[:, :, :BANDS] = np.clip(out[:, :, :BANDS], -3, 2)
    out[:, :, BANDS : 2 * BANDS] = np.clip(out[:, :, BANDS : 2 * BANDS], -1, 3)
    out[:, :, 65] = np.clip(out[:, :, 65], -3, 2)
    return out
