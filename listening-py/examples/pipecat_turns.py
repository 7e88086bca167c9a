#!/usr/bin/env python3
"""Turns of a Pipecat bot's user, on a recording: `pipecat_turns.py [SECONDS]`, in real time.

Tried with pipecat-ai 1.14.0: pip install pipecat-ai==1.14.0 listening

Neither transport nor speech recognition nor a model is here: the bot plays its next answer when a turn of the user
is over. With yours, the three parts that are ours have these places:

    turns = PipecatTurns(decisions=0.1, most_silence=1.0)
    params = LLMUserAggregatorParams(user_turn_strategies=turns.strategies(), vad_analyzer=SileroVADAnalyzer())
    user, assistant = LLMContextAggregatorPair(LLMContext(), user_params=params)
    Pipeline([transport.input(), stt, user, llm, tts, transport.output(), turns.bot_audio(), assistant])
"""

from __future__ import annotations

import asyncio
import sys
import time

import numpy as np
from listening.live import PipecatTurns
from loguru import logger
from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    BotStartedSpeakingFrame,
    BotStoppedSpeakingFrame,
    EndFrame,
    InputAudioRawFrame,
    OutputAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineParams, PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import (
    LLMContextAggregatorPair,
    LLMUserAggregatorParams,
)
from pipecat.workers.runner import WorkerRunner
from recorded_user import scene

PACKET_S = 0.02


class Bot:
    """Plays its answers in pieces of 20 ms, as an output transport does."""

    def __init__(self, worker: PipelineWorker, rate: int, answers: list[np.ndarray]) -> None:
        self._worker, self._rate, self._answers = worker, rate, answers
        self._left = np.zeros(0, np.int16)

    async def answer(self) -> None:
        """Begins its next answer."""
        if self._answers:
            self._left = self._answers.pop(0)
            await self._worker.queue_frame(BotStartedSpeakingFrame())

    async def stop(self) -> bool:
        """Stops talking; whether it was."""
        talked = len(self._left) > 0
        if talked:
            self._left = self._left[:0]
            await self._worker.queue_frame(BotStoppedSpeakingFrame())
        return talked

    async def play(self, count: int) -> None:
        """Plays as many samples."""
        if not len(self._left):
            return
        part, self._left = self._left[:count], self._left[count:]
        frame = OutputAudioRawFrame(audio=part.tobytes(), sample_rate=self._rate, num_channels=1)
        await self._worker.queue_frame(frame)
        if not len(self._left):
            await self._worker.queue_frame(BotStoppedSpeakingFrame())


async def play(seconds: float) -> list[tuple[str, float]]:
    """Has the user and the bot talk, and gives what happened at which second."""
    rate, said, answers = scene()
    changes: list[tuple[str, float]] = []

    turns = PipecatTurns(decisions=0.1, most_silence=1.0)
    params = LLMUserAggregatorParams(
        # No speech recognition is here, whose words a turn would wait for.
        user_turn_strategies=turns.strategies(wait_for_transcript=False),
        vad_analyzer=SileroVADAnalyzer(),
    )
    user, _ = LLMContextAggregatorPair(LLMContext(), user_params=params)
    worker = PipelineWorker(
        Pipeline([user, turns.bot_audio()]),
        params=PipelineParams(audio_in_sample_rate=rate, audio_out_sample_rate=rate),
    )
    bot = Bot(worker, rate, answers)

    @user.event_handler("on_user_turn_started")
    async def started(aggregator: object, strategy: object) -> None:
        interrupted = await bot.stop()
        changes.append(("the user interrupts the bot" if interrupted else "the user's turn starts", turns.position))

    @user.event_handler("on_user_turn_stopped")
    async def stopped(aggregator: object, strategy: object, message: object) -> None:
        changes.append(("the user's turn is over", turns.position))
        await bot.answer()

    async def call() -> None:
        await asyncio.sleep(1)
        begun, packet = time.monotonic(), round(PACKET_S * rate)
        for at in range(0, min(round(seconds * rate), len(said)), packet):
            await asyncio.sleep(max(begun + at / rate - time.monotonic(), 0))
            await bot.play(packet)
            audio = said[at : at + packet].tobytes()
            await worker.queue_frame(InputAudioRawFrame(audio=audio, sample_rate=rate, num_channels=1))
            # A machine that is too slow for real time gets the time it needs.
            while turns.position < at / rate:
                await asyncio.sleep(0.001)
        await worker.queue_frame(EndFrame())

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await asyncio.gather(runner.run(), call())
    return changes


def main() -> None:
    """Prints a line for each thing that happened."""
    logger.remove()
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 48.0
    for what, position in asyncio.run(play(seconds)):
        print(f"{position:7.2f} s  {what}")


if __name__ == "__main__":
    main()
