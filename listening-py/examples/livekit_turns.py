#!/usr/bin/env python3
"""Turns of a LiveKit agent's user, on a recording: `livekit_turns.py [SECONDS]`, in real time.

Tried with livekit-agents 1.8.9: pip install livekit-agents==1.8.9 listening

Neither a room nor speech recognition nor a model is here: the agent says its next answer when a turn of the user is
over. With yours, give the session `stt`, `llm` and `tts`, and start it with your room. What is ours stays:

    turns = LiveKitTurns(decisions=0.1, most_silence=1.0)
    session = AgentSession(..., vad=turns.vad(), turn_handling=turn_handling(turns))
    await session.start(agent, room=room)
    session.output.audio = turns.audio_output(session.output.audio)
    turns.interrupts(session)
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator

import numpy as np
from listening.live import LiveKitTurns
from livekit import rtc
from livekit.agents import Agent, AgentSession, llm
from livekit.agents.voice import io
from recorded_user import scene

PACKET_S = 0.02


def turn_handling(turns: LiveKitTurns) -> dict[str, object]:
    """The session's own interruptions are off: a final transcript of an "mm-hm" would interrupt the agent."""
    return {
        "turn_detection": turns.turn_detector(),
        "endpointing": {"min_delay": 0.0, "max_delay": 3.0},
        "interruption": {"enabled": False, "discard_audio_if_uninterruptible": False},
    }


class Recording(io.AudioInput):
    """Plays one side of a recording in real time, as a microphone would."""

    def __init__(self, samples: np.ndarray, rate: int) -> None:
        super().__init__(label="recording")
        self._samples, self._rate = samples, rate
        self._at = 0
        self.begun: float | None = None

    async def __anext__(self) -> rtc.AudioFrame:
        if self.begun is None:
            self.begun = time.monotonic()
        step = round(PACKET_S * self._rate)
        if self._at + step > len(self._samples):
            raise StopAsyncIteration
        part = self._samples[self._at : self._at + step]
        self._at += step
        await asyncio.sleep(max(self.begun + self._at / self._rate - time.monotonic(), 0))
        return frame_of(part, self._rate)


class Speaker(io.AudioOutput):
    """Plays to nobody, in real time."""

    def __init__(self, rate: int) -> None:
        super().__init__(label="speaker", capabilities=io.AudioOutputCapabilities(pause=False), sample_rate=rate)
        self._seconds, self._begun = 0.0, 0.0
        self._playing: asyncio.Task[None] | None = None

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        """Takes what follows, at any speed."""
        await super().capture_frame(frame)
        if not self._seconds:
            self._begun = time.monotonic()
            self.on_playback_started(created_at=time.time())
        self._seconds += frame.duration

    def flush(self) -> None:
        """That was all: it is over when it has been played."""
        super().flush()
        if self._seconds:
            left = self._begun + self._seconds - time.monotonic()
            self._playing = asyncio.create_task(self._play(max(left, 0)))

    async def _play(self, left: float) -> None:
        await asyncio.sleep(left)
        self._over(False)

    def clear_buffer(self) -> None:
        """Stops at once."""
        if self._playing is not None:
            self._playing.cancel()
        if self._seconds:
            self._over(True)

    def _over(self, interrupted: bool) -> None:
        played = min(self._seconds, time.monotonic() - self._begun)
        self._seconds, self._playing = 0.0, None
        self.on_playback_finished(playback_position=played, interrupted=interrupted)


class Answering(Agent):
    """Says its next answer when a turn of the user is complete, where a model would think of one."""

    def __init__(self, turns: LiveKitTurns, answers: list[np.ndarray], rate: int) -> None:
        super().__init__(instructions="")
        self._turns, self._answers, self._rate = turns, answers, rate
        self.changes: list[tuple[str, float]] = []
        self._saying: list[asyncio.Task[None]] = []

    async def on_user_turn_completed(self, turn_ctx: llm.ChatContext, new_message: llm.ChatMessage) -> None:
        """As the session calls it."""
        self.changes.append(("the user's turn is over", self._turns.position))
        if self._answers:
            self._saying.append(asyncio.create_task(self._say(self._answers.pop(0))))

    async def _say(self, answer: np.ndarray) -> None:
        async def audio() -> AsyncIterator[rtc.AudioFrame]:
            for at in range(0, len(answer), self._rate // 50):
                yield frame_of(answer[at : at + self._rate // 50], self._rate)

        speech = self.session.say("(recorded)", audio=audio())
        await speech.wait_for_playout()
        what = "the user interrupts the agent" if speech.interrupted else "the agent has answered"
        self.changes.append((what, self._turns.position))


def frame_of(samples: np.ndarray, rate: int) -> rtc.AudioFrame:
    """16-bit samples as LiveKit has them."""
    return rtc.AudioFrame(samples.tobytes(), rate, 1, len(samples))


async def play(seconds: float, handling: dict[str, object] | None = None) -> list[tuple[str, float]]:
    """Has the user and the agent talk, and gives what happened at which second."""
    rate, said, answers = scene()
    turns = LiveKitTurns(decisions=0.1, most_silence=1.0)
    session: AgentSession[None] = AgentSession(
        vad=turns.vad(), turn_handling=handling or turn_handling(turns), user_away_timeout=None
    )
    session.input.audio = Recording(said, rate)
    session.output.audio = Speaker(rate)
    agent = Answering(turns, answers, rate)
    await session.start(agent)
    session.output.audio = turns.audio_output(session.output.audio)
    if handling is None:
        turns.interrupts(session)
    while turns.position < seconds - 0.1:
        await asyncio.sleep(0.02)
    changes = list(agent.changes)
    await session.aclose()
    return changes


def main() -> None:
    """Prints a line for each thing that happened."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 48.0
    for what, position in asyncio.run(play(seconds)):
        print(f"{position:7.2f} s  {what}")


if __name__ == "__main__":
    main()
