"""A call with its audio and who talks when in it, and cuts that change both alike."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import beside  # noqa: F401
import numpy as np
from calls import Call
from doses import shifted
from peers import RATE
from talk import PARTIES, Talk, cut, other

FADE_S = 0.005
SHORTEST_S = 0.3
"""Background of a channel is taken from a stretch without talk that is longer than that."""
NEAR_TALK_S = 0.1


@dataclass(frozen=True)
class Recording:
    """`audio` is int16 of shape (samples, 2), the agent first; `background` is each channel without talk."""

    talk: Talk
    audio: np.ndarray
    background: tuple[np.ndarray, np.ndarray]

    def piece(self, start: float, end: float) -> Recording:
        return dataclasses.replace(self, talk=cut(self.talk, start, end), audio=self.audio[at(start) : at(end)])

    def filled(self, channel: int, samples: int) -> np.ndarray:
        """So many samples of a channel's background, there and back again."""
        there = self.background[channel]
        return np.resize(np.concatenate([there, there[::-1]]), samples)

    def put(self, party: str, start: float, sound: np.ndarray) -> Recording:
        """With `sound` in place of what is there, faded in and out."""
        audio = self.audio.copy()
        channel = PARTIES.index(party)
        place = audio[at(start) : at(start) + len(sound), channel]
        weight = np.minimum(1, np.minimum(np.arange(len(place)), np.arange(len(place))[::-1]) / (FADE_S * RATE))
        place[:] = np.round(weight * sound[: len(place)] + (1 - weight) * place)
        return dataclasses.replace(self, audio=audio)

    def muted(self, party: str, start: float, end: float) -> Recording:
        """Without what a party says from `start` to `end`."""
        channel = PARTIES.index(party)
        kept = [
            piece
            for s, e in self.talk.spurts(party)
            for piece in ((s, min(e, start)), (max(s, end), e))
            if piece[0] < piece[1]
        ]
        silent = self.put(party, start, self.filled(channel, at(end) - at(start)))
        return dataclasses.replace(silent, talk=self.talk.having(party, kept))

    def said(self, party: str, start: float, spurt: tuple[float, float]) -> Recording:
        """With a talkspurt of the party said again at `start`."""
        channel = PARTIES.index(party)
        again = self.put(party, start, self.audio[at(spurt[0]) : at(spurt[1]), channel])
        own = [*self.talk.spurts(party), (start, round(start + spurt[1] - spurt[0], 3))]
        return dataclasses.replace(again, talk=self.talk.having(party, sorted(own)))

    def longer(self, since: float, by: float) -> Recording:
        """With silence put in at `since`, or, if `by` is less than 0, taken out before it."""
        if by < 0:
            audio = np.concatenate([self.audio[: at(since + by)], self.audio[at(since) :]])
        else:
            silence = np.stack([self.filled(channel, at(by)) for channel in range(2)], axis=1)
            audio = np.concatenate([self.audio[: at(since)], silence, self.audio[at(since) :]])
        return dataclasses.replace(self, talk=shifted(self.talk, since, by), audio=audio)


def at(seconds: float) -> int:
    return round(seconds * RATE)


def quietest(call: Call, party: str) -> np.ndarray:
    """The longest stretch of a channel with nothing of either party and no other sound on it."""
    busy = [tuple(s) for who in PARTIES for s in call.truth["activity"][who]]
    busy += [(x["start"], x["end"]) for x in call.truth.get("nonspeech", [])]
    best, now = (0.0, 0.0), 0.0
    for start, end in [*sorted(busy), (call.truth["duration"], call.truth["duration"])]:
        best = max(best, (now + NEAR_TALK_S, start - NEAR_TALK_S), key=lambda span: span[1] - span[0])
        now = max(now, end)
    return call.audio[at(best[0]) : at(best[1]), PARTIES.index(party)]


def recordings(call: Call) -> list[Recording]:
    """The call as it is and with the parties exchanged; none where a channel has no stretch of background."""
    background = tuple(quietest(call, party) for party in PARTIES)
    if min(map(len, background)) < at(SHORTEST_S):
        return []
    spurts = {party: [tuple(s) for s in call.truth["activity"][party]] for party in PARTIES}
    duration = len(call.audio) / RATE
    own = Talk(f"{call.id}a", duration, spurts["agent"], spurts["customer"], call.truth["events"])
    events = [{**event, "by": other(event["by"])} for event in own.events]
    exchanged = Talk(f"{call.id}b", duration, own.customer, own.agent, events)
    return [
        Recording(own, call.audio, background),
        Recording(exchanged, call.audio[:, ::-1].copy(), background[::-1]),
    ]
