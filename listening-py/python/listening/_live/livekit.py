"""Turns of a LiveKit agent's user. LiveKit Agents is imported when it is asked for something."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from .._settings.config import Config
from .._values.optional import library
from .caller import UNDECIDED_S, TurnChange
from .turns import LiveTurns

THRESHOLD = 0.5
"""What LiveKit compares a prediction with: a decided end is at least as probable, an open one less."""
PREDICTION_S = 3.2
"""How long a prediction waits: somewhat longer than until a turn is over in any case."""
SILENCE_S = 0.25
"""How much silence LiveKit's turn detectors ask of a VAD."""


class LiveKitTurns(LiveTurns):
    """Reports to a LiveKit agent when its user takes the floor and has finished. One per call.

    `vad` and `turn_detector` go into the ``AgentSession``, `audio_output` around its output once it has started, and
    `interrupts` makes the session stop where the floor is taken.

    Args:
        decisions: As of `LiveTurns`.
        most_silence: As of `LiveTurns`.
        config: As of `LiveTurns`.

    Raises:
        ModuleNotFoundError: There is no livekit-agents.
    """

    def __init__(
        self, *, decisions: float = 0.1, most_silence: float = UNDECIDED_S, config: Config | None = None
    ) -> None:
        library("livekit.agents", extra="livekit")
        super().__init__(decisions=decisions, most_silence=most_silence, config=config)

    def vad(self) -> Any:
        """A ``VAD``: the user talks where it is heard talking; over the agent, where it takes the floor."""
        return _vad(self)

    def turn_detector(self) -> Any:
        """A streaming turn detector, for ``turn_detection``: a prediction comes when the end of the turn is decided."""
        return _turn_detector(self)

    def audio_output(self, next_in_chain: Any) -> Any:
        """An ``AudioOutput`` before another one, which hears what the agent plays."""
        return _audio_output(self, next_in_chain)

    def interrupts(self, session: Any) -> Callable[[], None]:
        """Has an ``AgentSession`` interrupted where the user takes the floor. What is given back, called, ends that.

        For sessions whose own interruptions are off. Speech that was to be uninterruptible is interrupted too.
        """

        def changed(change: TurnChange) -> None:
            if change.interrupts and session.agent_state == "speaking":
                session.interrupt(force=True)

        return self.listen(changed)


def _heard(turns: LiveTurns, source: object, frame: Any) -> list[TurnChange]:
    return turns.hear(source, frame.data, frame.sample_rate, frame.num_channels)


def _vad(turns: LiveTurns) -> Any:
    vad = library("livekit.agents.vad")
    kinds = vad.VADEventType

    class ListeningVAD(vad.VAD):  # type: ignore[misc, name-defined]
        """Speech of the user that is no feedback."""

        min_silence_duration = SILENCE_S

        def __init__(self) -> None:
            super().__init__(capabilities=vad.VADCapabilities(update_interval=0.02))

        @property
        def model(self) -> str:
            return "listening"

        @property
        def provider(self) -> str:
            return "listening"

        def stream(self) -> Any:
            return ListeningVADStream(self)

    class ListeningVADStream(vad.VADStream):  # type: ignore[misc, name-defined]
        """What of one stream of audio is the user's speech."""

        async def _main_task(self) -> None:
            speaks, talked, silent, samples, seconds = False, 0.0, 0.0, 0, 0.0
            kept: list[Any] = []
            try:
                async for frame in self._input_ch:
                    if isinstance(frame, vad.VADStream._FlushSentinel):
                        speaks, talked, silent, kept = False, 0.0, 0.0, []
                        continue
                    begun = time.perf_counter()
                    _heard(turns, self, frame)
                    took = time.perf_counter() - begun
                    samples += frame.samples_per_channel
                    seconds += frame.duration
                    kept.append(frame)
                    talks = turns.caller_talks and (turns.caller_has_turn or speaks)
                    since = turns.caller_silent or 0.0

                    def event(kind: Any, frames: list[Any], **more: Any) -> Any:
                        return vad.VADEvent(
                            type=kind,
                            samples_index=samples,  # noqa: B023
                            timestamp=seconds,  # noqa: B023
                            speech_duration=talked,  # noqa: B023
                            silence_duration=silent,  # noqa: B023
                            frames=frames,
                            speaking=speaks,  # noqa: B023
                            **more,
                        )

                    if talks and not speaks:
                        speaks, talked, silent = True, turns.caller_talked, 0.0
                        self._event_ch.send_nowait(event(kinds.START_OF_SPEECH, kept))
                    elif speaks:
                        talked, silent = talked + frame.duration, 0.0 if talks else since
                    else:
                        silent += frame.duration
                        kept = kept[-KEPT:]
                    self._event_ch.send_nowait(
                        event(
                            kinds.INFERENCE_DONE,
                            [frame],
                            probability=float(talks),
                            inference_duration=took,
                            raw_accumulated_silence=0.0 if talks else since,
                            raw_accumulated_speech=talked if talks else 0.0,
                        )
                    )
                    if speaks and not talks and since >= SILENCE_S:
                        speaks = False
                        self._event_ch.send_nowait(event(kinds.END_OF_SPEECH, kept))
                        talked, kept = 0.0, []
            finally:
                turns.release(self)

    return ListeningVAD()


KEPT = 50
"""Frames before speech that its first event has."""


def _turn_detector(turns: LiveTurns) -> Any:
    event = library("livekit.agents.voice.turn").TurnDetectionEvent

    class ListeningTurnDetector:
        """Gives streams that predict when a turn is over."""

        model = "listening"
        provider = "listening"

        def stream(self, *, conn_options: Any = None) -> Any:
            del conn_options
            return ListeningTurnDetectorStream()

    class ListeningTurnDetectorStream:
        """Waits with each prediction until the end of the turn is decided."""

        model = "listening"
        provider = "listening"
        is_fallback = False
        prediction_timeout = PREDICTION_S + 1.0

        def __init__(self) -> None:
            self._loop = asyncio.get_running_loop()
            self._waiting: asyncio.Future[Any] | None = None
            self._ended: TurnChange | None = None
            self._unlisten = turns.listen(self._changed)

        async def unlikely_threshold(self, language: Any) -> float | None:
            del language
            return THRESHOLD

        async def backchannel_threshold(self, language: Any) -> float | None:
            del language
            return None

        async def supports_language(self, language: Any) -> bool:
            """Nothing rests on words."""
            del language
            return True

        def predict(self) -> asyncio.Future[Any]:
            self.cancel_inference()
            self._waiting = waiting = self._loop.create_future()
            if self._ended is not None:
                self._answer(waiting, self._ended)
            else:
                self._loop.call_later(PREDICTION_S, self._answer, waiting, None)
            return waiting

        def cancel_inference(self, *, timed_out: bool = False) -> None:
            del timed_out
            waiting, self._waiting = self._waiting, None
            if waiting is not None and not waiting.done():
                waiting.set_result(self._event(0.0, None))

        def flush(self, reason: str | None = None) -> None:
            del reason
            turns.end_turn()
            self._ended = None
            self.cancel_inference()

        def push_audio(self, frame: Any) -> None:
            _heard(turns, self, frame)

        def end_input(self) -> None:
            self.flush()
            turns.release(self)

        async def aclose(self) -> None:
            self.end_input()
            self._unlisten()

        def _changed(self, change: TurnChange) -> None:
            self._ended = change if change.kind == "ended" else None
            if self._ended is not None and self._waiting is not None:
                # Audio may be pushed from another thread.
                self._loop.call_soon_threadsafe(self._answer, self._waiting, self._ended)

        def _answer(self, waiting: asyncio.Future[Any], ended: TurnChange | None) -> None:
            if waiting.done():
                return
            if ended is None:
                open_ = turns.probability("turn_end") or 0.0
                waiting.set_result(self._event(min(open_, THRESHOLD / 2), None))
            else:
                decided = 1.0 if ended.probability is None else ended.probability
                waiting.set_result(self._event(max(decided, THRESHOLD), ended.heard - ended.time))

        @staticmethod
        def _event(probability: float, delay: float | None) -> Any:
            return event(
                type="eot_prediction",
                end_of_turn_probability=probability,
                last_speaking_time=time.time() - (delay or 0.0),
                detection_delay=delay,
            )

    return ListeningTurnDetector()


def _audio_output(turns: LiveTurns, next_in_chain: Any) -> Any:
    io = library("livekit.agents.voice.io")

    class ListeningAudioOutput(io.AudioOutput):  # type: ignore[misc, name-defined]
        """Hands on what the agent plays, and hears it."""

        def __init__(self) -> None:
            super().__init__(
                label="Listening",
                capabilities=io.AudioOutputCapabilities(pause=True),
                next_in_chain=next_in_chain,
                sample_rate=next_in_chain.sample_rate,
            )

        async def capture_frame(self, frame: Any) -> None:
            await super().capture_frame(frame)
            await self.next_in_chain.capture_frame(frame)
            turns.push_agent(frame.data, frame.sample_rate, frame.num_channels)

        def flush(self) -> None:
            super().flush()
            self.next_in_chain.flush()

        def clear_buffer(self) -> None:
            self.next_in_chain.clear_buffer()
            turns.stop_agent()

        def pause(self) -> None:
            super().pause()
            turns.pause_agent()

        def resume(self) -> None:
            super().resume()
            turns.pause_agent(False)

    return ListeningAudioOutput()
