#!/bin/sh
# livekit-agents 1.8.9: with "interruption": {"mode": "vad"} an AgentSession stops its agent for any final transcript, though its VAD heard
# nobody.
#
# "vad" is documented as simple voice-activity detection, and min_duration as the least speech that interrupts. Yet every final transcript of the
# speech recognition interrupts too (AgentActivity.on_final_transcript calls the same function). Whoever writes a VAD that keeps an "mm-hm" back,
# or raises min_duration for it, finds the agent interrupted as soon as the "mm-hm" has been transcribed.
#
# Way out: "interruption": {"enabled": False, "discard_audio_if_uninterruptible": False}, and session.interrupt(force=True) where it is to stop.
# "min_words" holds short transcripts back too, but then nothing interrupts before so many words have been transcribed.
#
# Seen: interrupted after the transcript with mode "vad" and min_duration 60 s; not with interruptions off.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check livekit-agents==1.8.9
"$folder/venv/bin/python" -W ignore - <<'PY'
import asyncio
import logging
import time
from importlib.metadata import version

from livekit import rtc
from livekit.agents import Agent, AgentSession, stt, vad
from livekit.agents.voice import io

logging.disable(logging.CRITICAL)
RATE, STEP = 16000, 320


def silence():
    return rtc.AudioFrame(bytes(2 * STEP), RATE, 1, STEP)


class Microphone(io.AudioInput):
    """A caller who says nothing that a VAD could hear."""

    def __init__(self):
        super().__init__(label="microphone")

    async def __anext__(self):
        await asyncio.sleep(0.02)
        return silence()


class Speaker(io.AudioOutput):
    """Plays to nobody, in real time."""

    def __init__(self):
        super().__init__(label="speaker", capabilities=io.AudioOutputCapabilities(pause=False), sample_rate=RATE)
        self.seconds, self.begun, self.playing = 0.0, 0.0, None

    async def capture_frame(self, frame):
        await super().capture_frame(frame)
        if not self.seconds:
            self.begun = time.monotonic()
            self.on_playback_started(created_at=time.time())
        self.seconds += frame.duration

    def flush(self):
        super().flush()
        self.playing = asyncio.create_task(self.play())

    async def play(self):
        await asyncio.sleep(max(self.begun + self.seconds - time.monotonic(), 0))
        self.over(False)

    def clear_buffer(self):
        if self.playing:
            self.playing.cancel()
        if self.seconds:
            self.over(True)

    def over(self, interrupted):
        played, self.seconds = min(self.seconds, time.monotonic() - self.begun), 0.0
        self.on_playback_finished(playback_position=played, interrupted=interrupted)


class DeafVAD(vad.VAD):
    """Hears nobody, ever."""

    def __init__(self):
        super().__init__(capabilities=vad.VADCapabilities(update_interval=0.02))

    def stream(self):
        return DeafStream(self)


class DeafStream(vad.VADStream):
    async def _main_task(self):
        async for _ in self._input_ch:
            pass


class Recogniser(stt.STT):
    """Says "mm-hm" once, two seconds after it began."""

    def __init__(self):
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))

    async def _recognize_impl(self, *arguments, **more):
        raise NotImplementedError

    def stream(self, *, language=None, conn_options=None):
        return Recognised(stt=self, conn_options=conn_options)


class Recognised(stt.RecognizeStream):
    async def _run(self):
        await asyncio.sleep(2)
        said = stt.SpeechData(language="en", text="mm-hm")
        self._event_ch.send_nowait(stt.SpeechEvent(type=stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives=[said]))
        async for _ in self._input_ch:
            pass


async def heard(interruption):
    """Seconds of a six-second reply that were played, and whether it was interrupted."""
    handling = {"interruption": interruption, "turn_detection": "vad"}
    session = AgentSession(vad=DeafVAD(), stt=Recogniser(), turn_handling=handling, aec_warmup_duration=None)
    session.input.audio, session.output.audio = Microphone(), Speaker()
    await session.start(Agent(instructions=""))

    async def reply():
        for _ in range(300):
            yield silence()

    begun = time.monotonic()
    speech = session.say("six seconds", audio=reply())
    await speech.wait_for_playout()
    result = round(time.monotonic() - begun, 1), speech.interrupted
    await session.aclose()
    return result


print("livekit-agents", version("livekit-agents"))
by_vad = asyncio.run(heard({"mode": "vad", "min_duration": 60.0}))
off = asyncio.run(heard({"enabled": False, "discard_audio_if_uninterruptible": False}))
print("mode vad, min_duration 60 s: played for", by_vad[0], "s, interrupted:", by_vad[1])
print("interruptions off:           played for", off[0], "s, interrupted:", off[1])
assert by_vad[1] and by_vad[0] < 5, "this has changed"
assert not off[1] and off[0] > 5, "this has changed"
PY
