"""A user for the examples beside this file: the left side of the demo call, which does not hear the bot.

It speaks until 4 s, from 8.4 to 10.6 s, and from 31.3 to 33.6 s. It says "mm-hm" at 16.1, 21.1 and 25.7 s, while the
bot gives its second answer, and talks into the third one at 40 s.
"""

from __future__ import annotations

import listening
import numpy as np
import soundfile

ANSWERS_S = ((4.6, 8.0), (11.2, 30.4), (11.2, 30.4))
"""Where on the right side of the demo call what the bot answers lies, first to last."""


def scene() -> tuple[int, np.ndarray, list[np.ndarray]]:
    """The sample rate, what the user says, and what the bot answers; int16."""
    samples, rate = soundfile.read(listening.demo_call(), dtype="int16")
    user, other = (np.ascontiguousarray(side) for side in samples.T)
    return rate, user, [other[round(start * rate) : round(end * rate)] for start, end in ANSWERS_S]
