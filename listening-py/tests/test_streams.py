"""Calls as Twilio and Genesys send them."""

import asyncio
import base64
import json
import re
import textwrap

import listening
import numpy as np
import pytest
from helpers import ROOT
from listening import AudioError, AudioHookCall, ConfigError, Session, TwilioCall

ID = "e160e428-53e2-487c-977d-96989bf5c99d"


def audio():
    """The demo call as it is recorded: mu-law, the agent first."""
    with open(listening.demo_call(), "rb") as file:
        whole = file.read()
    start = whole.index(b"data") + 8
    length = int.from_bytes(whole[start - 4 : start], "little")
    return np.frombuffer(whole[start : start + length], np.uint8).reshape(-1, 2)


def twilio(number, event, **fields):
    return json.dumps({"event": event, "sequenceNumber": str(number), "streamSid": "MZ1", **fields})


def messages():
    """The demo call as Twilio sends it: the agent on the outbound track."""
    frames, sent = audio(), [twilio(1, "start", start={"callSid": "CA1", "tracks": ["inbound", "outbound"]})]
    for k, start in enumerate(range(0, len(frames), 160)):
        for side, track in enumerate(("outbound", "inbound")):
            payload = base64.b64encode(frames[start : start + 160, side].tobytes()).decode()
            media = {"track": track, "chunk": str(k + 1), "timestamp": str(start // 8), "payload": payload}
            sent.append(twilio(len(sent) + 1, "media", media=media))
    return [*sent, twilio(len(sent) + 1, "stop", stop={"callSid": "CA1"})]


def whole():
    return json.loads(listening.analyze(listening.demo_call()).to_json())


def test_a_stream_of_twilio_gives_the_report_of_the_file():
    call, events, said = TwilioCall(Session(sample_rate=8000)), [], []
    for message in messages():
        answer = call.push(message.encode())
        events += answer.events
        said.append(answer.message)
    assert json.loads(call.finish().to_json()) == whole()
    assert call.finish() is call.finish()
    tracks = ["inbound", "outbound"]
    expected = {"event": "start", "streamSid": "MZ1", "callSid": "CA1", "tracks": tracks, "customParameters": {}}
    assert said[0] == expected
    assert said[-1] == {"event": "stop"}
    assert {event["status"] for event in events} >= {"final", "provisional"}


def test_what_twilio_did_not_send_is_lost():
    call, sent = TwilioCall(Session(sample_rate=8000)), messages()
    for message in sent[:2001] + sent[2101:]:
        call.push(message)
    report = call.finish()
    assert call.counts.lost == {"agent": 1.0, "customer": 1.0}
    lost = [found for found in report.parties["customer"]["health"] if found["code"] == "lost_audio"]
    assert [(found["start"], found["end"]) for found in lost] == [(20.0, 21.0)]


def test_time_goes_on_while_nobody_is_sent():
    live = Session(sample_rate=8000)
    call = TwilioCall(live)
    call.push(messages()[0])
    call.advance(10.0)
    assert 9 < live.position <= 10
    with pytest.raises(AudioError, match="an hour"):
        call.advance(1e5)


def audiohook(seq, kind, **parameters):
    position = {"serverseq": 0, "position": "PT0S"}
    return json.dumps({"version": "2", "id": ID, "type": kind, "seq": seq, **position, "parameters": parameters})


def test_a_stream_of_audiohook_gives_the_report_of_the_file():
    call, frames = AudioHookCall(Session(sample_rate=8000)), audio()
    media = [{"type": "audio", "format": "PCMU", "channels": ["external", "internal"], "rate": 8000}]
    opened = json.loads(call.push_text(audiohook(1, "open", media=media)).reply)
    assert (opened["type"], opened["parameters"]["media"]) == ("opened", media)
    external_first, events = frames[:, ::-1].tobytes(), []
    for start in range(0, len(external_first), 3200):
        events += call.push_audio(memoryview(external_first)[start : start + 3200])
    closed = call.push_text(audiohook(2, "close", reason="end"))
    assert json.loads(closed.reply)["type"] == "closed"
    assert (call.has_ended, call.is_paused, call.lost) == (True, False, 0)
    assert json.loads(call.finish().to_json()) == whole()
    assert events


def test_a_pause_is_a_mark():
    call, frames = AudioHookCall(Session(sample_rate=8000)), audio()[:, ::-1].tobytes()
    media = [{"type": "audio", "format": "PCMU", "channels": ["external", "internal"], "rate": 8000}]
    call.push_text(audiohook(1, "open", media=media))
    call.push_audio(frames[: 16_000 * 12])
    call.push_text(audiohook(2, "paused"))
    assert call.is_paused
    call.push_text(audiohook(3, "resumed", start="PT12S", discarded="PT40.5S"))
    call.push_audio(frames[16_000 * 52 : 16_000 * 60])
    report = call.finish()
    assert [(mark["kind"], mark["start"], mark["end"]) for mark in report.marks] == [("pause", 12.0, 52.5)]
    codes = {found["code"] for party in report.parties.values() for found in party["health"]}
    # A pause of 30 s or more is a silence of the line all the same: the finding `silent`.
    assert not codes & {"lost_audio", "dropouts"}, codes


def session(rate=8000):
    return Session(sample_rate=rate)


@pytest.mark.parametrize(
    ("error", "match", "made"),
    [
        (ConfigError, "16000 samples a second", lambda: TwilioCall(session(16_000))),
        (ConfigError, "give a listening.Session", lambda: AudioHookCall("x")),
        (ConfigError, "agent is 'left'", lambda: TwilioCall(session(), agent="left")),
        (ConfigError, "a delay of 9 s", lambda: TwilioCall(session(), delay=9)),
        (AudioError, "no JSON object", lambda: TwilioCall(session()).push("x")),
        (AudioError, "text or bytes were expected", lambda: TwilioCall(session()).push(1)),
        (AudioError, "no text", lambda: TwilioCall(session()).push(b"\xff")),
        (AudioError, "number 2: expected 1", lambda: AudioHookCall(session()).push_text(audiohook(2, "ping"))),
        (AudioError, "not open", lambda: AudioHookCall(session()).push_audio(b"\xff")),
        (AudioError, "bytes were expected", lambda: AudioHookCall(session()).push_audio("x")),
        (ConfigError, "reason is 'tired'", lambda: AudioHookCall(session()).disconnect("tired")),
    ],
)
def test_what_cannot_be_taken_is_refused(error, match, made):
    with pytest.raises(error, match=match):
        made()


class Socket:
    """A web socket of which these messages come."""

    def __init__(self, *messages):
        self.messages, self.sent = messages, []

    async def __aiter__(self):
        for message in self.messages:
            yield message

    async def send(self, text):
        self.sent.append(json.loads(text)["type"])


@pytest.mark.skipif(not (ROOT / "docs").exists(), reason="needs the whole repository")
def test_the_examples_of_the_page_run(capsys):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "streams.md").read_text(encoding="utf-8"), re.DOTALL)
    media = [{"type": "audio", "format": "PCMU", "channels": ["external", "internal"], "rate": 8000}]
    opened, closed = audiohook(1, "open", media=media), audiohook(2, "close", reason="end")
    sockets = [Socket(*messages()), Socket(opened, audio()[:, ::-1].tobytes()[: 1 << 18], closed)]
    found = []
    for block, socket in zip(blocks, sockets, strict=True):
        names = {"listening": listening}
        exec(f"async def run(websocket):\n{textwrap.indent(block, '    ')}\n    return report", names)
        found.append(asyncio.run(names["run"](socket)))
    assert json.loads(found[0].to_json()) == whole()
    assert "{'agent': 0.0, 'customer': 0.0}" in capsys.readouterr().out
    assert (found[1].duration, sockets[1].sent) == (16.384, ["opened", "closed"])
