"""The near party: whose speech is labelled."""

import numpy as np

from .breath import breath
from .distant import add_distant
from .events import event
from .filters import background_like, random_colour
from .grid import FRAME, FRAMES, RATE, SAMPLES, Stream, active_rms, gain, peak
from .reverb import in_room
from .tones import tone


class Manner:
    """How the near party is heard throughout one stream."""

    def __init__(self, rng, free):
        """Draws it; where not `free`, nothing but the recordings' own manner is left."""
        self._rng = rng
        self._swing = 6 if rng.random() < 0.25 and free else 2
        self._reverberant = rng.random() < 0.35 and free
        self._direct, self._decay = rng.uniform(0, 15), rng.uniform(0.1, 0.6)
        # Several talkers of one party, each at a level of their own.
        self._spread = rng.uniform(0, 7) if rng.random() < 0.4 and free else 0
        self._levels = {}

    def apply(self, audio, labels, speaker):
        """A recording at about unit active level, in the room."""
        level = self._rng.normal(0, self._swing) + self._level_of(speaker)
        audio = audio / active_rms(audio, labels) * gain(level)
        if self._reverberant:
            before = active_rms(audio, labels)
            audio = in_room(self._rng, audio, self._direct, self._decay)
            audio = audio * (before / active_rms(audio, labels))
        return audio

    def _level_of(self, speaker):
        """DB of a speaker over the first one."""
        drawn = self._rng.normal(0, self._spread) if self._levels else 0.0
        return self._levels.setdefault(speaker, drawn)


def near_party(material, condition=None):
    """20 s of talk with pauses that may hold tones, music and noises; under a `condition`, talk alone."""
    rng, speech, free = material.rng, material.speech, not condition
    stream = Stream.silent()
    at = first_frame(rng, condition == "cold")
    manner = Manner(rng, free)
    speaker, hiss = None, None
    while at < FRAMES - 20:
        index = speech.draw()
        if speaker is not None and rng.random() < 0.75:
            index = speech.of_speaker(rng, speaker)
        is_first, speaker = speaker is None, speech.speaker(index)
        voice, labels, weights = speech.cut(rng, index)
        voice = manner.apply(voice, labels, speaker)
        if is_first:
            # The background of the first recording, for the pauses between all of them.
            hiss = background_like(rng, voice, labels, SAMPLES)
        frames = place(stream, at, voice, labels, weights)
        if rng.random() < 0.4 and free:
            add_breath(rng, stream, at + int(np.argmax(labels > 0)))
        at += frames
        at += fill_pause(material, stream, at, pause(rng), free)
    if free and rng.random() < 0.3:
        stream.audio = random_colour(rng, stream.audio).astype(np.float32)
    if hiss is not None and rng.random() < 0.4:
        stream.audio += hiss * gain(rng.uniform(-8, 2))
    add_distant(material, stream, condition)
    return stream


def first_frame(rng, cold):
    """The frame in which the first recording starts; soon where the stream is a cold start."""
    if cold:
        return int(100 * rng.uniform(0.05, 0.6))
    return int(100 * (rng.uniform(0, 0.8) if rng.random() < 0.6 else rng.uniform(0.5, 8)))


def place(stream, at, voice, labels, weights):
    """Puts a recording into the stream from frame `at` on, faded over 10 ms; gives its frames."""
    frames = min(len(labels), FRAMES - at)
    voice = voice[: frames * FRAME]
    fade = np.minimum(1, (np.arange(len(voice)) + 1) / FRAME)
    stream.audio[at * FRAME : (at + frames) * FRAME] += voice * np.minimum(fade, fade[::-1])
    stream.speech[at : at + frames], stream.weight[at : at + frames] = labels[:frames], weights[:frames]
    return frames


def add_breath(rng, stream, onset):
    """A breath shortly before the word that starts in frame `onset`, 6 to 32 dB under it."""
    frames = int(rng.uniform(0.15, 0.6) * 100)
    start = onset - frames - int(rng.uniform(2, 30))
    if start > 2 and start + frames < FRAMES and not stream.speech[start : start + frames].any():
        sound = breath(rng, frames * FRAME)
        stream.audio[start * FRAME : (start + frames) * FRAME] += sound * gain(-rng.uniform(6, 32))


def pause(rng):
    """Frames between two recordings: within a sentence, between sentences, while the other party talks."""
    draw = rng.random()
    if draw < 0.35:
        seconds = rng.uniform(0.02, 0.3)
    elif draw < 0.7:
        seconds = rng.uniform(0.3, 1.2)
    elif draw < 0.9:
        seconds = rng.uniform(1.2, 4)
    else:
        seconds = rng.uniform(4, 12)
    return int(seconds * 100)


def fill_pause(material, stream, at, frames, free):
    """Puts a tone, music or a noise into a third of the long pauses; gives the pause's length with it."""
    rng = material.rng
    if not (frames > 120 and rng.random() < 0.35 and free):
        return frames
    if rng.random() < 0.4:
        sound, is_music = tone(rng)
    elif rng.random() < 0.45:
        sound, is_music = material.recorded.noise(rng, "music", int(rng.uniform(2, 8) * RATE)), True
        sound = sound / peak(sound)
    else:
        sound, is_music = event(material), False
    start = at + int(rng.integers(10, 60))
    length = min(len(sound) // FRAME, FRAMES - start)
    if length <= 5:
        return frames
    sound = sound[: length * FRAME] * gain(rng.uniform(-14, 14)) * (3 if is_music or rng.random() < 0.5 else 0.8)
    stream.audio[start * FRAME : (start + length) * FRAME] += sound
    stream.music[start : start + length] = is_music
    return max(frames, length + 70)
