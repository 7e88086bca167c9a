"""As much of Pipecat and LiveKit Agents as `listening.live` touches, for tests without them.

scripts/test-slow voice runs the examples with the packages themselves.
"""

from __future__ import annotations

import asyncio
import enum
import sys
import types
from dataclasses import dataclass, field
from typing import Any


def module(monkeypatch: Any, name: str, **content: Any) -> None:
    """Puts a module, and the packages above it, where an import finds them."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        whole = ".".join(parts[:length])
        if whole not in sys.modules:
            made = types.ModuleType(whole)
            made.__path__ = []
            monkeypatch.setitem(sys.modules, whole, made)
    for key, value in content.items():
        setattr(sys.modules[name], key, value)


@dataclass
class Audio:
    audio: bytes
    sample_rate: int = 8000
    num_channels: int = 1


class InputAudioRawFrame(Audio): ...


class OutputAudioRawFrame(Audio): ...


class BotStartedSpeakingFrame: ...


class BotStoppedSpeakingFrame: ...


class InterruptionFrame: ...


class TranscriptionFrame: ...


class EndOfTurnState(enum.Enum):
    COMPLETE = 1
    INCOMPLETE = 2


class ProcessFrameResult(enum.Enum):
    CONTINUE = "continue"
    STOP = "stop"


class BaseTurnAnalyzer:
    def __init__(self) -> None:
        self.sample_rate = 0

    def set_sample_rate(self, rate: int) -> None:
        self.sample_rate = rate

    async def cleanup(self) -> None: ...


class BaseUserTurnStartStrategy:
    def __init__(self) -> None:
        self.calls: list[str] = []

    async def trigger_user_turn_started(self) -> None:
        self.calls.append("started")
        await self.handle_user_turn_started()

    async def trigger_reset_aggregation(self) -> None:
        self.calls.append("reset")

    async def cleanup(self) -> None: ...


class FrameProcessor:
    def __init__(self) -> None:
        self.passed: list[Any] = []

    async def process_frame(self, frame: Any, direction: Any) -> None: ...

    async def push_frame(self, frame: Any, direction: Any) -> None:
        self.passed.append((frame, direction))


@dataclass
class Record:
    """Anything that only keeps what it was made with."""

    given: dict[str, Any]


def record(**given: Any) -> Record:
    return Record(given)


def pipecat(monkeypatch: Any) -> None:
    """Pipecat."""
    module(
        monkeypatch,
        "pipecat.audio.turn.base_turn_analyzer",
        BaseTurnAnalyzer=BaseTurnAnalyzer,
        BaseTurnParams=type("BaseTurnParams", (), {}),
        EndOfTurnState=EndOfTurnState,
    )
    module(monkeypatch, "pipecat.metrics.metrics", TurnMetricsData=record)
    module(
        monkeypatch,
        "pipecat.frames.frames",
        BotStartedSpeakingFrame=BotStartedSpeakingFrame,
        BotStoppedSpeakingFrame=BotStoppedSpeakingFrame,
        InputAudioRawFrame=InputAudioRawFrame,
        InterruptionFrame=InterruptionFrame,
        OutputAudioRawFrame=OutputAudioRawFrame,
        TranscriptionFrame=TranscriptionFrame,
    )
    module(monkeypatch, "pipecat.turns.types", ProcessFrameResult=ProcessFrameResult)
    module(monkeypatch, "pipecat.turns.user_start", BaseUserTurnStartStrategy=BaseUserTurnStartStrategy)
    module(monkeypatch, "pipecat.turns.user_stop", TurnAnalyzerUserTurnStopStrategy=record)
    module(monkeypatch, "pipecat.turns.user_turn_strategies", UserTurnStrategies=record)
    module(monkeypatch, "pipecat.processors.frame_processor", FrameProcessor=FrameProcessor)


class Channel(asyncio.Queue[Any]):
    """What `livekit.agents.utils.aio.Chan` is to a stream."""

    def send_nowait(self, value: Any) -> None:
        self.put_nowait(value)

    def __aiter__(self) -> Channel:
        return self

    async def __anext__(self) -> Any:
        value = await self.get()
        if value is None:
            raise StopAsyncIteration
        return value


class VADEventType(str, enum.Enum):
    START_OF_SPEECH = "start_of_speech"
    INFERENCE_DONE = "inference_done"
    END_OF_SPEECH = "end_of_speech"


@dataclass
class VADEvent:
    type: VADEventType
    samples_index: int
    timestamp: float
    speech_duration: float
    silence_duration: float
    frames: list[Any] = field(default_factory=list)
    probability: float = 0.0
    inference_duration: float = 0.0
    speaking: bool = False
    raw_accumulated_silence: float = 0.0
    raw_accumulated_speech: float = 0.0


class VAD:
    def __init__(self, *, capabilities: Any) -> None:
        self.capabilities = capabilities


class VADStream:
    class _FlushSentinel: ...

    def __init__(self, vad: Any) -> None:
        self._input_ch, self._event_ch = Channel(), Channel()

    async def heard(self, frames: list[Any]) -> list[VADEvent]:
        """The events of frames, to their end."""
        for frame in [*frames, None]:
            self._input_ch.put_nowait(frame)
        await self._main_task()
        self._event_ch.put_nowait(None)
        return [event async for event in self._event_ch]


@dataclass
class Frame:
    """An `rtc.AudioFrame`."""

    data: memoryview
    sample_rate: int = 8000
    num_channels: int = 1

    @property
    def samples_per_channel(self) -> int:
        return len(self.data.cast("B")) // 2 // self.num_channels

    @property
    def duration(self) -> float:
        return self.samples_per_channel / self.sample_rate


@dataclass
class TurnDetectionEvent:
    type: str
    end_of_turn_probability: float
    last_speaking_time: float
    detection_delay: float | None = None


class AudioOutput:
    def __init__(self, *, label: str, capabilities: Any, next_in_chain: Any = None, sample_rate: Any = None) -> None:
        self.next_in_chain, self.sample_rate, self.done = next_in_chain, sample_rate, []

    async def capture_frame(self, frame: Any) -> None:
        self.done.append("capture")

    def flush(self) -> None:
        self.done.append("flush")

    def clear_buffer(self) -> None:
        self.done.append("clear")

    def pause(self) -> None:
        self.done.append("pause")

    def resume(self) -> None:
        self.done.append("resume")


def livekit(monkeypatch: Any) -> None:
    """LiveKit Agents."""
    module(
        monkeypatch,
        "livekit.agents.vad",
        VAD=VAD,
        VADCapabilities=record,
        VADEvent=VADEvent,
        VADEventType=VADEventType,
        VADStream=VADStream,
    )
    module(monkeypatch, "livekit.agents.voice.turn", TurnDetectionEvent=TurnDetectionEvent)
    module(monkeypatch, "livekit.agents.voice.io", AudioOutput=AudioOutput, AudioOutputCapabilities=record)
