"""What a Pipecat bot and a LiveKit agent receive, with stand-ins for both packages.

scripts/test-slow voice runs the examples with the packages themselves.
"""

from __future__ import annotations

import asyncio
import sys

import numpy as np
import pytest
import stand_ins
from helpers import RATE
from listening.live import LiveKitTurns, PipecatTurns
from stand_ins import (
    BotStartedSpeakingFrame,
    BotStoppedSpeakingFrame,
    EndOfTurnState,
    Frame,
    InputAudioRawFrame,
    InterruptionFrame,
    OutputAudioRawFrame,
    ProcessFrameResult,
    TranscriptionFrame,
)

PACKET = 160
REPLY = (11.13, 30.82)
"""A turn of the demo call's customer, as a bot's. The agent says "mm-hm" in it three times, as its user."""
BEGUN_S = 4
FEEDBACK = (16.13, 21.14, 25.67)


@pytest.fixture
def pipecat(monkeypatch):
    stand_ins.pipecat(monkeypatch)


@pytest.fixture
def livekit(monkeypatch):
    stand_ins.livekit(monkeypatch)


def packets(samples, start=0.0, end=47.0):
    for at in range(round(start * RATE), round(end * RATE), PACKET):
        yield at / RATE, samples[at : at + PACKET, 0].tobytes(), samples[at : at + PACKET, 1].tobytes()


@pytest.mark.parametrize(("made", "needed"), [(PipecatTurns, "pipecat"), (LiveKitTurns, "livekit")])
def test_without_the_package_the_error_says_what_to_install(made, needed, monkeypatch):
    for name in list(sys.modules):
        if name.partition(".")[0] == needed:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, needed, None)
    with pytest.raises(ModuleNotFoundError, match=rf"listening\[{needed}\]"):
        made()


@pytest.mark.usefixtures("pipecat")
class TestPipecat:
    async def call(self, samples, words=()):
        """A call as a user's aggregator sees it: what the start strategy reported and when, and complete turns."""
        turns = PipecatTurns(decisions=0.1)
        strategy, analyzer, tap = turns.start_strategy(), turns.turn_analyzer(), turns.bot_audio()
        analyzer.set_sample_rate(RATE)
        calls, speaks, words = [], False, list(words)
        for now, user, bot in packets(samples):
            if speaks != (REPLY[0] <= now < REPLY[1]):
                speaks = not speaks
                await strategy.process_frame(BotStartedSpeakingFrame() if speaks else BotStoppedSpeakingFrame())
            if words and now >= words[0]:
                words.pop(0)
                await strategy.process_frame(TranscriptionFrame())
            await tap.process_frame(OutputAudioRawFrame(bot), "downstream")
            before = len(strategy.calls)
            result = await strategy.process_frame(InputAudioRawFrame(user))
            calls += [(what, now) for what in strategy.calls[before:]]
            started = "started" in strategy.calls[before:]
            assert result == (ProcessFrameResult.STOP if started else ProcessFrameResult.CONTINUE)
            talks = turns.caller_talks
            if analyzer.append_audio(user, talks) == EndOfTurnState.COMPLETE:
                assert not talks
                state, metrics = await analyzer.analyze_end_of_turn()
                assert state == EndOfTurnState.COMPLETE
                calls.append(("complete", now, metrics.given["probability"]))
                await strategy.handle_user_turn_stopped()
                analyzer.clear()
                assert await analyzer.analyze_end_of_turn() == (EndOfTurnState.INCOMPLETE, None)
        return turns, tap, calls

    def test_a_call(self, samples, report):
        turns, tap, calls = asyncio.run(self.call(samples))
        began = [each[1] for each in calls if each[0] == "started"]
        complete = [each[1] for each in calls if each[0] == "complete"]
        true = [turn for turn in report.turns if turn["party"] == "agent" and turn["end"] < 45]
        assert len(true) == len(began) == 4
        for start, turn in zip(began, true, strict=True):
            assert 0 < start - turn["start"] < 1.1
        for end, turn in zip(complete, true, strict=True):
            assert 0 < end - turn["end"] < 1.1
        assert turns.position == pytest.approx(47)
        assert len(tap.passed) == 47 * 50

    def test_words_of_feedback_are_forgotten_and_no_others(self, samples):
        after = [at + 0.9 for at in FEEDBACK]
        _, _, calls = asyncio.run(self.call(samples, words=[3.0, 4.9, *after, 33.0]))
        resets = [each[1] for each in calls if each[0] == "reset"]
        # As long as it is in question whether they are an interruption, they stay.
        assert len(resets) == 3
        assert all(0 <= reset - at < 2.0 for reset, at in zip(resets, after, strict=True))

    def test_while_the_vad_hears_talk_a_turn_is_not_complete(self, samples):
        turns = PipecatTurns()
        analyzer = turns.turn_analyzer()
        analyzer.set_sample_rate(RATE)
        assert not analyzer.speech_triggered
        for now, user, bot in packets(samples, end=5.5):
            turns.push_agent(bot, RATE)
            assert analyzer.append_audio(user, now > 0.5) == EndOfTurnState.INCOMPLETE
        assert analyzer.speech_triggered
        assert not turns.caller_has_turn
        state, metrics = asyncio.run(analyzer.analyze_end_of_turn())
        assert state == EndOfTurnState.COMPLETE
        assert 300 < metrics.given["e2e_processing_time_ms"] < 1200
        assert analyzer.params.stop_secs == 3.0

    def test_who_talks_on_takes_it_back(self, samples):
        turns = PipecatTurns()
        analyzer = turns.turn_analyzer()
        analyzer.set_sample_rate(RATE)
        for _, user, bot in packets(samples, end=9.5):
            turns.push_agent(bot, RATE)
            analyzer.append_audio(user, True)
        assert turns.caller_has_turn
        assert asyncio.run(analyzer.analyze_end_of_turn()) == (EndOfTurnState.INCOMPLETE, None)

    def test_an_interruption_stops_the_bot(self):
        turns = PipecatTurns()
        tap = turns.bot_audio()
        asyncio.run(tap.process_frame(OutputAudioRawFrame(bytes(320), 8000), 1))
        assert turns.agent_waits
        asyncio.run(tap.process_frame(InterruptionFrame(), 1))
        assert not turns.agent_waits

    def test_both_strategies(self):
        turns = PipecatTurns()
        both = turns.strategies(wait_for_transcript=False).given
        (start,), (stop,) = both["start"], both["stop"]
        assert isinstance(start, stand_ins.BaseUserTurnStartStrategy)
        assert isinstance(stop.given["turn_analyzer"], stand_ins.BaseTurnAnalyzer)
        assert stop.given["wait_for_transcript"] is False

    def test_the_analyzer_hears_where_the_strategy_was_taken_away(self):
        async def run():
            turns = PipecatTurns()
            start, analyzer = turns.start_strategy(), turns.turn_analyzer()
            analyzer.set_sample_rate(RATE)
            await start.process_frame(InputAudioRawFrame(bytes(320)))
            analyzer.append_audio(bytes(320), False)
            assert turns.position == 0.02
            await start.cleanup()
            analyzer.append_audio(bytes(320), False)
            assert turns.position == 0.04
            await analyzer.cleanup()

        asyncio.run(run())


@pytest.mark.usefixtures("livekit")
class TestLiveKit:
    @staticmethod
    def frame(data, rate=RATE):
        return Frame(memoryview(data), rate)

    def events(self, samples, **settings):
        async def run():
            turns = LiveKitTurns(**settings)
            turns.push_agent(samples[BEGUN_S * RATE : round(REPLY[1] * RATE), 1], RATE)
            said = np.ascontiguousarray(samples[BEGUN_S * RATE : 33 * RATE, 0])
            frames = [self.frame(said[at : at + PACKET].tobytes()) for at in range(0, len(said), PACKET)]
            vad = turns.vad()
            assert (vad.model, vad.provider, vad.min_silence_duration) == ("listening", "listening", 0.25)
            events = await vad.stream().heard(frames)
            assert [event.type.value for event in events].count("inference_done") == len(frames)
            return turns, events

        return asyncio.run(run())

    def test_feedback_is_no_speech_of_the_user(self, samples):
        turns, events = self.events(samples)
        starts = [event for event in events if event.type.value == "start_of_speech"]
        # The user's turns begin at 8.4 and 31.29 s; the first is heard late, for the bot still has something to say.
        times = [event.timestamp + BEGUN_S for event in starts]
        assert times[0] == pytest.approx(9.7, abs=0.2)
        assert min(time for time in times if time > 12) == pytest.approx(31.8, abs=0.2)
        assert not [e for e in events if e.raw_accumulated_speech and 12 < e.timestamp + BEGUN_S < 31]
        assert starts[0].frames
        assert turns.position == 33 - BEGUN_S

    def test_speech_ends_after_a_quarter_second_and_goes_on_in_its_events(self, samples):
        async def run():
            turns = LiveKitTurns()
            frames = [self.frame(user) for _, user, _ in packets(samples, end=6)]
            flush = stand_ins.VADStream._FlushSentinel()
            return await turns.vad().stream().heard([flush, *frames, flush])

        events = asyncio.run(run())
        edges = [event for event in events if event.type.value != "inference_done"]
        assert [edge.type.value for edge in edges] == ["start_of_speech", "end_of_speech"] * (len(edges) // 2)
        start, end = edges[-2:]
        assert end.timestamp == pytest.approx(4.04 + 0.3, abs=0.15)
        assert end.silence_duration == pytest.approx(0.3, abs=0.1)
        inside = [e for e in events if start.timestamp < e.timestamp < 3.9 and e.type.value == "inference_done"]
        assert all(event.speaking for event in inside)
        assert inside[-1].speech_duration == pytest.approx(inside[-1].timestamp - start.timestamp, abs=0.05)

    def test_a_prediction_comes_when_the_end_is_decided(self, samples):
        async def run():
            turns = LiveKitTurns()
            detector = turns.turn_detector()
            stream = detector.stream()
            assert await stream.supports_language("en")
            assert await stream.backchannel_threshold(None) is None
            threshold = await stream.unlikely_threshold("de")
            waiting = None
            for now, user, bot in packets(samples, end=5.2):
                turns.push_agent(bot, RATE)
                stream.push_audio(self.frame(user))
                if waiting is None and now > 4.4:
                    waiting = stream.predict()
                await asyncio.sleep(0)
            event = await asyncio.wait_for(waiting, 1)
            assert event.end_of_turn_probability >= threshold
            assert event.detection_delay == pytest.approx(0.71, abs=0.05)
            # It was decided before it is asked for; then the turn has gone.
            assert (await stream.predict()).end_of_turn_probability >= threshold
            stream.flush("turn committed")
            left = stream.predict()
            stream.cancel_inference(timed_out=True)
            assert (await left).end_of_turn_probability == 0.0
            await stream.aclose()
            assert not turns._listeners

        asyncio.run(run())

    def test_a_prediction_that_is_not_decided_is_an_unlikely_end(self, monkeypatch):
        monkeypatch.setattr("listening._live.livekit.PREDICTION_S", 0.01)

        async def run():
            stream = LiveKitTurns().turn_detector().stream()
            event = await asyncio.wait_for(stream.predict(), 1)
            assert event.end_of_turn_probability < await stream.unlikely_threshold(None)

        asyncio.run(run())

    def test_what_the_agent_plays_is_heard_and_handed_on(self):
        turns = LiveKitTurns()
        speaker = stand_ins.AudioOutput(label="", capabilities=None, sample_rate=24_000)
        output = turns.audio_output(speaker)
        assert output.sample_rate == 24_000
        asyncio.run(output.capture_frame(self.frame(bytes(960), 24_000)))
        assert turns.agent_waits
        output.pause()
        turns.push_caller(bytes(3200), RATE)
        assert turns.agent_waits
        output.resume()
        output.flush()
        turns.push_caller(bytes(320), RATE)
        assert not turns.agent_waits
        asyncio.run(output.capture_frame(self.frame(bytes(960), 24_000)))
        output.clear_buffer()
        assert not turns.agent_waits
        assert speaker.done == ["capture", "flush", "capture", "clear"]
        assert output.done == ["capture", "pause", "resume", "flush", "capture"]

    @pytest.mark.parametrize(("state", "interrupted"), [("speaking", 1), ("listening", 0)])
    def test_the_session_is_interrupted_where_the_floor_is_taken(self, samples, state, interrupted):
        class Session:
            agent_state = state

            def __init__(self):
                self.forced = []

            def interrupt(self, *, force):
                self.forced.append(force)

        turns, session = LiveKitTurns(), Session()
        end = turns.interrupts(session)
        for _, user, bot in packets(samples, start=34.0, end=42.0):
            turns.push_agent(bot, RATE)
            turns.push_caller(user, RATE)
        assert session.forced == [True] * interrupted
        end()
        assert not turns._listeners
