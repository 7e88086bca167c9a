"""Turns of a Pipecat bot's user. Pipecat is imported when it is asked for something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._settings.config import Config
from .._values.optional import library
from .caller import UNDECIDED_S, TurnChange
from .turns import LiveTurns

MOST_BEHIND_S = 0.2
"""How late the bot's audio may be beside the user's: a transport hands it on as it is heard, so more is left out."""


class PipecatTurns(LiveTurns):
    """Reports to a Pipecat bot when its user takes the floor and has finished. One per call.

    `strategies` goes into the user's aggregator, `bot_audio` behind the output transport. The aggregator needs a
    VAD analyzer too, as with any turn analyzer.

    Args:
        decisions: As of `LiveTurns`.
        most_silence: As of `LiveTurns`.
        config: As of `LiveTurns`.

    Raises:
        ImportError: There is no pipecat-ai.
    """

    def __init__(
        self, *, decisions: float = 0.1, most_silence: float = UNDECIDED_S, config: Config | None = None
    ) -> None:
        library("pipecat")
        super().__init__(decisions=decisions, most_silence=most_silence, config=config, most_behind=MOST_BEHIND_S)

    def strategies(self, *, wait_for_transcript: bool = True) -> Any:
        """Both strategies, as a ``UserTurnStrategies``.

        Args:
            wait_for_transcript: Whether a turn ends only once it has words, as Pipecat's own default is.
        """
        both = library("pipecat.turns.user_turn_strategies").UserTurnStrategies
        return both(start=[self.start_strategy()], stop=[self.stop_strategy(wait_for_transcript)])

    def start_strategy(self) -> Any:
        """A ``BaseUserTurnStartStrategy``: the user's turn starts where it takes the floor, and feedback is no turn."""
        return _start_strategy(self)

    def stop_strategy(self, wait_for_transcript: bool = True) -> Any:
        """Pipecat's ``TurnAnalyzerUserTurnStopStrategy`` with `turn_analyzer`."""
        strategy = library("pipecat.turns.user_stop").TurnAnalyzerUserTurnStopStrategy
        return strategy(turn_analyzer=self.turn_analyzer(), wait_for_transcript=wait_for_transcript)

    def turn_analyzer(self) -> Any:
        """A ``BaseTurnAnalyzer``, for ``TurnAnalyzerUserTurnStopStrategy``; with other start strategies too."""
        return _turn_analyzer(self)

    def bot_audio(self) -> Any:
        """A processor that hears what the bot plays; its place is behind the output transport."""
        return _bot_audio(self)


def _turn_analyzer(turns: LiveTurns) -> Any:
    base = library("pipecat.audio.turn.base_turn_analyzer")
    state = base.EndOfTurnState
    metrics = library("pipecat.metrics.metrics")

    class ListeningTurnParams(base.BaseTurnParams):  # type: ignore[misc, name-defined]
        """How long a turn that nobody decided on goes on."""

        stop_secs: float = UNDECIDED_S

    class ListeningTurnAnalyzer(base.BaseTurnAnalyzer):  # type: ignore[misc, name-defined]
        """Says that a turn is complete where its end is decided."""

        def __init__(self) -> None:
            super().__init__()
            self._params = ListeningTurnParams()
            self._triggered = False
            self._ended: TurnChange | None = None
            self._unlisten: Callable[[], None] = turns.listen(self._changed)

        @property
        def speech_triggered(self) -> bool:
            return self._triggered

        @property
        def params(self) -> ListeningTurnParams:
            return self._params

        def append_audio(self, buffer: bytes, is_speech: bool) -> Any:
            turns.hear(self, buffer, self.sample_rate)
            self._triggered |= is_speech
            # While its VAD still hears talk Pipecat would begin an answer, keep the turn open, and begin another one.
            if is_speech or self._ended is None:
                return state.INCOMPLETE
            return state.COMPLETE

        async def analyze_end_of_turn(self) -> tuple[Any, Any]:
            ended, self._ended = self._ended, None
            if ended is None:
                return state.INCOMPLETE, None
            self._triggered = False
            return state.COMPLETE, metrics.TurnMetricsData(
                processor="listening",
                is_complete=True,
                probability=1.0 if ended.probability is None else ended.probability,
                e2e_processing_time_ms=1000 * (ended.heard - ended.time),
            )

        def clear(self) -> None:
            self._triggered, self._ended = False, None

        async def cleanup(self) -> None:
            await super().cleanup()
            turns.release(self)

        def _changed(self, change: TurnChange) -> None:
            self._ended = change if change.kind == "ended" else None

    return ListeningTurnAnalyzer()


def _start_strategy(turns: LiveTurns) -> Any:
    frames = library("pipecat.frames.frames")
    result = library("pipecat.turns.types").ProcessFrameResult
    start = library("pipecat.turns.user_start")

    class ListeningUserTurnStartStrategy(start.BaseUserTurnStartStrategy):  # type: ignore[misc, name-defined]
        """Starts the user's turn where it takes the floor."""

        def __init__(self) -> None:
            super().__init__()
            self._turn = False
            self._feedback = False

        async def process_frame(self, frame: Any) -> Any:
            if isinstance(frame, frames.InputAudioRawFrame):
                changes = turns.hear(self, frame.audio, frame.sample_rate, frame.num_channels)
                for change in changes:
                    if change.kind == "started":
                        self._feedback = False
                        await self.trigger_user_turn_started()
                        return result.STOP
                await self._forget_feedback()
            elif isinstance(frame, frames.BotStartedSpeakingFrame):
                turns.agent_speaks(True)
            elif isinstance(frame, frames.BotStoppedSpeakingFrame):
                turns.agent_speaks(False)
            elif isinstance(frame, frames.TranscriptionFrame):
                self._feedback = not self._turn and turns.caller_gave_feedback
            return result.CONTINUE

        async def handle_user_turn_started(self) -> None:
            self._turn = True

        async def handle_user_turn_stopped(self) -> None:
            self._turn = False
            turns.end_turn()

        async def cleanup(self) -> None:
            await super().cleanup()
            turns.release(self)

        async def _forget_feedback(self) -> None:
            """Words that took no turn would else begin the next one."""
            if self._feedback and not turns.caller_talks and turns.probability("floor_taken") is None:
                self._feedback = False
                await self.trigger_reset_aggregation()

    return ListeningUserTurnStartStrategy()


def _bot_audio(turns: LiveTurns) -> Any:
    frames = library("pipecat.frames.frames")
    processor = library("pipecat.processors.frame_processor")

    class ListeningBotAudio(processor.FrameProcessor):  # type: ignore[misc, name-defined]
        """Passes every frame on, and hears what the bot plays."""

        async def process_frame(self, frame: Any, direction: Any) -> None:
            await super().process_frame(frame, direction)
            if isinstance(frame, frames.OutputAudioRawFrame):
                turns.push_agent(frame.audio, frame.sample_rate, frame.num_channels)
            elif isinstance(frame, frames.InterruptionFrame):
                turns.stop_agent()
            await self.push_frame(frame, direction)

    return ListeningBotAudio()
