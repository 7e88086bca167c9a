"""The label rule: the teacher says where there is speech, the energy of the clean recording says where it
starts and ends.

Both look at the clean 16 kHz recording, never at what the network will hear.

1. T: the teacher's probability, read 40 ms later (it is that late), is above .5.
2. Energy of 25 ms around each 10 ms slot, in dB, above 120 Hz. Peak: its 90th percentile inside T. Floor: its
   median where the teacher is below .15. Threshold: a third of the way from floor to peak, but 10 to 34 dB
below the peak. 3. Speech: energy above the threshold, gaps of up to 70 ms closed (a stop is speech), within
   80 ms of T, islands shorter than 40 ms dropped.
4. Weight: 3 sure, 2 at edges, 1 where teacher and energy disagree close to the threshold.

Where peak and floor are less than 12 dB apart, energy says nothing and T is the label.
"""

import numpy as np
from scipy.ndimage import binary_closing, binary_dilation, binary_opening
from scipy.signal import butter, sosfilt

RATE, SLOT = 16000, 160
TEACHER_SLOT, TEACHER_DELAY = 0.032, 0.04
"""s."""
HIGH_PASS = butter(2, 120, "high", fs=RATE, output="sos")
LEAST_SNR = 12
"""dB below which energy says nothing."""


def energy(audio, slots):
    """DB of 25 ms around each of `slots` slots of 10 ms."""
    audio = np.pad(sosfilt(HIGH_PASS, audio), (120, 400))
    total = np.concatenate([[0], np.cumsum(audio * audio)])
    start = np.arange(slots) * SLOT
    return 10 * np.log10((total[start + 400] - total[start]) / 400 + 1e-10)


def noise_floor(level, teacher):
    """DB of the pauses; where there are few of them, the quiet part of everything."""
    pauses = level[teacher < 0.15]
    floor = np.percentile(pauses, 50) if len(pauses) > 8 else np.percentile(level, 5)
    return floor if len(pauses) > 30 else min(floor, np.percentile(level, 25))


def label(audio, probability):
    """Labels uint8 [n], weights uint8 [n] on the 10 ms grid, and the SNR in dB.

    `audio` float [160 n] at 16 kHz, `probability` of the teacher for every 32 ms.
    """
    slots = len(audio) // SLOT
    time = (np.arange(slots) + 0.5) * 0.01 + TEACHER_DELAY
    teacher = probability[np.clip((time / TEACHER_SLOT).astype(int), 0, len(probability) - 1)]
    heard = teacher > 0.5
    if not heard.any():
        return np.zeros(slots, np.uint8), np.where(teacher < 0.25, 3, 1).astype(np.uint8), 0.0
    level = energy(audio, slots)
    peak = np.percentile(level[heard], 90)
    floor = noise_floor(level, teacher)
    snr = peak - floor
    if snr < LEAST_SNR:
        return (
            heard.astype(np.uint8),
            np.where(np.abs(teacher - 0.5) > 0.3, 2, 1).astype(np.uint8),
            float(snr),
        )
    threshold = np.clip(floor + 0.33 * snr, peak - 34, peak - 10)
    speech = where_speech(level > threshold, heard)
    weights = how_sure(speech, teacher, np.abs(level - threshold) < 4)
    return speech.astype(np.uint8), weights, float(snr)


def where_speech(loud, heard):
    """Slots that are loud and near what the teacher heard, bool [n]."""
    # The closures of stops stay speech.
    loud = binary_closing(np.pad(loud, 8), np.ones(8))[8:-8] | loud
    near = binary_dilation(heard, np.ones(17))
    return binary_opening(loud & near, np.ones(4))


def how_sure(speech, teacher, close):
    """Weights uint8 [n]; `close` is where the energy is close to the threshold."""
    weights = np.full(len(speech), 3, np.uint8)
    weights[binary_dilation(speech, np.ones(3)) & binary_dilation(~speech, np.ones(3))] = 2
    disagreement = (speech & (teacher < 0.2)) | (~speech & (teacher > 0.8))
    weights[disagreement & close] = 1
    weights[~speech & (teacher > 0.5) & (weights > 2)] = 2
    return weights
