"""The sound of a made call: clips of the demo call, put where they are said, on the line's own noise."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from .._audio.demo_call import demo_call
from ..types import Party
from .chance import Chance
from .clips import Clip
from .conversation import Conversation

RATE = 8000
_MARGIN = 0.04
"""Seconds kept around a talkspurt, so that no soft onset is cut."""
_FADE = 80
"""Samples over which a clip comes out of the noise, and goes."""
_QUIET = 0.15
"""Seconds away from anybody's sound, from where on there is noise alone."""
_MUSIC = (59.3, 67.6)
"""Where the demo call has music on the agent's channel."""
_CHANNELS: dict[Party, int] = {"agent": 0, "customer": 1}


class Line:
    """The demo call as a source of clips and of noise."""

    def __init__(self, clips: Mapping[str, Clip]) -> None:
        # Slow to import, and needed for sound alone.
        import numpy as np

        soundfile: Any = import_module("soundfile")
        self._np: Any = np
        self._clips = clips
        self._call = soundfile.read(demo_call(), dtype="int16")[0].astype(np.float64)
        self._noise = {party: self._quiet(party) for party in _CHANNELS}

    def _quiet(self, party: Party) -> Any:
        """All of a channel in which nothing but the line is heard."""
        np = self._np
        quiet = np.ones(len(self._call), dtype=bool)
        loud = [(clip.start, clip.end) for clip in self._clips.values() if clip.party == party]
        for start, end in [*loud, *([_MUSIC] if party == "agent" else [])]:
            quiet[max(0, round((start - _QUIET) * RATE)) : round((end + _QUIET) * RATE)] = False
        return self._call[quiet, _CHANNELS[party]]

    def sound(self, call: Conversation, voices: Mapping[Party, float], chance: Chance) -> Any:
        """The samples of a call, (frames, 2), int16.

        Args:
            call: What is said in it.
            voices: How much higher each party's voice is than in the demo call.
            chance: Where the noise begins, and how loud each party is.
        """
        np = self._np
        frames = round((call.end + 0.8) * RATE)
        channels = np.empty((frames, 2))
        for party, column in _CHANNELS.items():
            noise = self._noise[party]
            places = (np.arange(frames) + chance.whole(0, len(noise) - 1)) % len(noise)
            channels[:, column] = noise[places]
            for said in call.said:
                if said.party == party:
                    self._put(channels[:, column], said.clip, said.start, said.end, voices[party] * said.voice)
            channels[:, column] *= 10 ** (chance.between(-2.0, 2.0) / 20)
        return np.clip(np.rint(channels), -32768, 32767).astype(np.int16)

    def _put(self, channel: Any, name: str, start: float, end: float, voice: float) -> None:
        """Puts a clip onto a channel, or the beginning of it."""
        np, clip = self._np, self._clips[name]
        length = min(end - start, clip.length / voice)
        count = round((length + 2 * _MARGIN) * RATE)
        first = round((start - _MARGIN) * RATE)
        places = (clip.start - _MARGIN) * RATE + np.arange(count) * voice
        sound = np.interp(places, np.arange(len(self._call)), self._call[:, _CHANNELS[clip.party]])
        ramp = np.minimum(1.0, (np.arange(count) + 1) / _FADE)
        weight = ramp * ramp[::-1]
        here = channel[first : first + count]
        here *= 1.0 - weight[: len(here)]
        here += (weight * sound)[: len(here)]
