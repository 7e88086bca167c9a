#!/bin/sh
# pipecat-ai 1.14.0: AudioBufferProcessor places the bot's replies at other times than they were heard, whenever it resamples.
#
# The recording has the rate sample_rate=, or by default that of the bot's audio (audio_out_sample_rate, 24 kHz by default). Audio at
# another rate passes through a stream resampler (soxr, VHQ), which holds back the most recent input. Before the bot's audio, its
# buffer is padded to the length of the caller's audio so far. So without sample_rate= a reply is early by the amount
# of caller audio held back, which varies from reply to reply; with the caller's rate the bot's audio waits
# instead, and every reply is late by the same amount. Measurements of the bot's reply time are too short or too long.
#
# Workaround: one rate for everything: PipelineParams(audio_in_sample_rate=, audio_out_sample_rate=), both that of the caller. If
# the bot's audio must have another rate, sample_rate= with the caller's rate at least makes the error the same for all replies.
#
# Observed for replies .370 s after the caller stops: 8 and 24 kHz: .24 to .11 without, .52 with sample_rate=8000; 16 and 24 kHz: .32 to
# .26 without, .44 with sample_rate=16000; both 8 kHz: .38 each.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pipecat-ai==1.14.0
"$folder/venv/bin/python" -W ignore - <<'PY'
import asyncio
import statistics
import time
from importlib.metadata import version

import numpy as np
from loguru import logger

logger.remove()

from pipecat.frames.frames import EndFrame, InputAudioRawFrame, OutputAudioRawFrame  # noqa: E402
from pipecat.pipeline.pipeline import Pipeline  # noqa: E402
from pipecat.pipeline.worker import PipelineParams, PipelineWorker  # noqa: E402
from pipecat.processors.audio.audio_buffer_processor import AudioBufferProcessor  # noqa: E402
from pipecat.workers.runner import WorkerRunner  # noqa: E402

REPLY, TURN, ROUNDS = 0.37, 2.5, 6
"""Seconds from the caller's end to the bot's beginning, and from one of the caller's beginnings to the next."""


def tone(seconds, rate):
    return (8000 * np.sin(2 * np.pi * 440 * np.r_[: round(seconds * rate)] / rate)).astype(np.int16)


async def replies(caller_rate, bot_rate, **options):
    """Seconds from the caller's end to the bot's beginning, in the recording."""
    kept = {}
    processor = AudioBufferProcessor(num_channels=2, auto_start_recording=True, **options)

    @processor.event_handler("on_track_audio_data")
    async def keep(_, caller, bot, rate, channels):
        kept.update(caller=np.frombuffer(caller, np.int16), bot=np.frombuffer(bot, np.int16), rate=rate)

    params = PipelineParams(audio_in_sample_rate=caller_rate, audio_out_sample_rate=bot_rate)
    worker = PipelineWorker(Pipeline([processor]), params=params)

    caller = np.zeros(round(ROUNDS * TURN * caller_rate), np.int16)
    for number in range(ROUNDS):
        at = round((number * TURN + 0.5) * caller_rate)
        caller[at : at + caller_rate // 2] = tone(0.5, caller_rate)
    bot = tone(0.8, bot_rate)

    async def call():
        await asyncio.sleep(1)
        begun, step = time.monotonic(), caller_rate // 50
        spoken = 0
        for index in range(len(caller) // step):
            now = index * 0.02
            await asyncio.sleep(max(begun + now - time.monotonic(), 0))
            frame = InputAudioRawFrame(audio=caller[index * step : (index + 1) * step].tobytes(), sample_rate=caller_rate, num_channels=1)
            await worker.queue_frame(frame)
            # What a transport has just played: 20 ms of the bot's voice.
            since = (now - 1.0 - REPLY) % TURN
            if now >= 1.0 + REPLY and since < 0.8 - 1e-9:
                at = round(since * bot_rate)
                audio = bot[at : at + bot_rate // 50].tobytes()
                await worker.queue_frame(OutputAudioRawFrame(audio=audio, sample_rate=bot_rate, num_channels=1))
                spoken += 1
        await worker.queue_frame(EndFrame())

    runner = WorkerRunner(handle_sigint=False)
    await runner.add_workers(worker)
    await asyncio.gather(runner.run(), call())
    rate = kept["rate"]

    def edges(samples):
        loud = np.flatnonzero(np.abs(samples.astype(int)) > 500)
        new = np.flatnonzero(np.diff(loud) > rate // 4)
        return loud[np.r_[0, new + 1]] / rate, loud[np.r_[new, len(loud) - 1]] / rate

    ends, starts = edges(kept["caller"])[1], edges(kept["bot"])[0]
    return rate, [round(float(min(starts - end, key=lambda gap: abs(gap - REPLY))), 3) for end in ends]


print("pipecat-ai", version("pipecat-ai"))
cases = [(8000, 24000, None), (8000, 24000, 8000), (16000, 24000, None), (16000, 24000, 16000), (8000, 8000, None)]
found = []
for caller_rate, bot_rate, given in cases:
    options = {} if given is None else {"sample_rate": given}
    rate, heard = asyncio.run(replies(caller_rate, bot_rate, **options))
    print(f"caller {caller_rate} Hz, bot {bot_rate} Hz, sample_rate={given}, recorded at {rate}: replies after", *heard)
    found.append(statistics.median(heard) - REPLY)
narrow, narrow_given, wide, wide_given, same = found
assert narrow < -0.08 and wide < -0.03, "this has changed"
assert narrow_given > 0.08 and wide_given > 0.03, "this has changed"
assert abs(same) < 0.03, "this has changed"
PY
