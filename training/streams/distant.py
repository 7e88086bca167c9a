"""Talk that is not the near party's: other people in the room, television, the echo of the other party."""

from typing import NamedTuple

import numpy as np

from .filters import band, one_pole
from .grid import FRAME, FRAMES, SAMPLES, active_rms, gain, widen
from .reverb import in_room

PEOPLE, TELEVISION, ECHO = "people", "television", "echo"


class Distance(NamedTuple):
    """What such talk sounds like; all ranges are drawn from evenly."""

    pause: tuple
    """Between two utterances of a talker, s."""
    direct: tuple
    """Direct sound over the room, dB."""
    decay: tuple
    """Reverberation time, s."""


DISTANCES = {
    PEOPLE: Distance((0.1, 5), (-9, 1), (0.25, 0.9)),
    TELEVISION: Distance((0.05, 1.0), (-9, 1), (0.25, 0.9)),
    ECHO: Distance((0.1, 5), (-2, 12), (0.05, 0.3)),
}


def distant_talk(material, talkers, sort):
    """A stream of distant talk at unit active level, float [SAMPLES], and where it is, bool [FRAMES]."""
    rng, speech, distance = material.rng, material.speech, DISTANCES[sort]
    audio, active = np.zeros(SAMPLES, np.float32), np.zeros(FRAMES, bool)
    for _ in range(talkers):
        at, speaker = int(rng.uniform(0, 600)), None
        while at < FRAMES - 30:
            index = speech.draw()
            if speaker is not None and rng.random() < 0.8:
                index = speech.of_speaker(rng, speaker)
            speaker = speech.speaker(index)
            voice, labels, _ = speech.cut(rng, index, 8)
            voice = voice / active_rms(voice, labels)
            frames = min(len(labels), FRAMES - at)
            audio[at * FRAME : (at + frames) * FRAME] += voice[: frames * FRAME]
            active[at : at + frames] |= labels[:frames] > 0
            at += frames + int(100 * rng.uniform(*distance.pause))
    if sort == TELEVISION:
        audio = audio + material.recorded.noise(rng, "music", SAMPLES) * gain(-rng.uniform(-2, 14))
        low, high = rng.uniform(150, 350), rng.uniform(2200, 3600)
        audio = band(audio, 2, low, high).astype(np.float32)
    else:
        audio = one_pole(audio, rng.uniform(0, 0.6), 0.5).astype(np.float32)
    audio = in_room(rng, audio, rng.uniform(*distance.direct), rng.uniform(*distance.decay))
    if sort == ECHO and rng.random() < 0.5:
        # A suppressor lets parts of it through.
        audio = audio * np.repeat(leaks(rng), FRAME)
    return audio / active_rms(audio, active), active


def leaks(rng):
    """Where an echo suppressor leaves the echo, bool [FRAMES]."""
    holes = rng.random(FRAMES) < rng.uniform(0.02, 0.2)
    return np.convolve(holes, np.ones(int(rng.integers(5, 30))), "same") > 0


def add_distant(material, stream, condition):
    """Adds distant talk to a quarter of the streams, or under the conditions `far` and `tv`; labelled
    non-speech.

    It lies 10 to 27 dB under the near party, echo 22 to 38 dB. Before the near party has spoken nobody can
    know that it is distant: such frames carry no weight.
    """
    rng = material.rng
    draw = rng.random()
    if not (condition in ("far", "tv") or (not condition and draw < 0.26)):
        return
    if condition == "tv" or (not condition and draw < 0.06):
        sort = TELEVISION
    elif not condition and draw > 0.21:
        sort = ECHO
    else:
        sort = PEOPLE
    talkers = int(rng.integers(1, 3)) if sort == PEOPLE else 1
    audio, active = distant_talk(material, talkers, sort)
    if condition:
        under = rng.uniform(12, 25)
    elif sort == ECHO:
        under = rng.uniform(22, 38)
    else:
        under = rng.uniform(10, 25) if rng.random() < 0.35 else rng.uniform(15, 27)
    stream.audio = stream.audio + audio * gain(-under)
    active = widen(active, 10) & (stream.speech == 0)
    first = int(np.argmax(stream.speech > 0)) if stream.speech.any() else FRAMES
    stream.weight[active & (np.arange(FRAMES) < first + 30)] = 0
    if under < 15:
        stream.weight[active & (stream.weight > 2)] = 2
