"""The forms that a made call is written in."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping

from ..types import Party
from .clips import Clip
from .conversation import Conversation

_PACKET = 160
"""Bytes of mu-law in a packet: 20 ms."""
_ADDRESSES: dict[Party, tuple[bytes, int]] = {
    "agent": (b"\x0a\x00\x00\x01", 4000),
    "customer": (b"\x0a\x00\x00\x02", 6000),
}
_SINCE_1970 = 1_772_442_000
"""When the capture begins."""


def words(call: Conversation, clips: Mapping[str, Clip]) -> str:
    """The words, a line ``["agent", start, end, "text"]`` for each, spread over what was said by their letters."""
    rows = []
    for said in sorted(call.said, key=lambda said: said.start):
        clip = clips[said.clip]
        texts = clip.text.split()
        whole = sum(len(text) + 1 for text in texts)
        # A clip that breaks off has the words that were begun.
        seconds = (said.end - said.start) / whole if said.whole else clip.length / whole
        at = said.start
        for text in texts:
            end = min(at + seconds * (len(text) + 1), said.end)
            if end - at < 0.02:
                break
            if end == said.end and not said.whole:
                # As transcripts write what breaks off.
                text = f"{text.rstrip('.,?')}-"
            rows.append(json.dumps([said.party, round(at, 3), round(end, 3), text]))
            at = end
    return "\n".join(rows) + "\n"


def rttm(call: Conversation, recording: str) -> str:
    """Who talked when, as a diariser says it that does not know who is who."""
    names: dict[Party, str] = {"agent": "SPEAKER_00", "customer": "SPEAKER_01"}
    return "".join(
        f"SPEAKER {recording} 1 {said.start:.3f} {said.end - said.start:.3f} <NA> <NA> {names[said.party]} <NA> <NA>\n"
        for said in sorted(call.said, key=lambda said: said.start)
    )


def capture(mulaw: Mapping[Party, bytes]) -> bytes:
    """A pcap of the call's packets: mu-law in RTP, in UDP, in IP."""
    head = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
    packets = sorted((at, party, data) for party in mulaw for at, data in _packets(mulaw[party], party))
    return head + b"".join(
        struct.pack("<IIII", _SINCE_1970 + ms // 1000, ms % 1000 * 1000, len(frame), len(frame)) + frame
        for ms, party, data in packets
        for frame in [_frame(party, data)]
    )


def _packets(mulaw: bytes, party: Party) -> Iterator[tuple[int, bytes]]:
    """Each packet of RTP with its time in milliseconds."""
    source = 0x10 if party == "agent" else 0x20
    for number in range(len(mulaw) // _PACKET):
        head = struct.pack(">BBHII", 0x80, 0, number & 0xFFFF, number * _PACKET, source)
        yield 20 * number, head + mulaw[number * _PACKET : (number + 1) * _PACKET]


def _frame(party: Party, payload: bytes) -> bytes:
    (sender, port), (receiver, there) = _ADDRESSES[party], _ADDRESSES["customer" if party == "agent" else "agent"]
    udp = struct.pack(">HHHH", port, there, 8 + len(payload), 0) + payload
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0) + sender + receiver + udp


def marks(call: Conversation) -> str:
    """What a telephone system would say: the transfer, or that the longest wait for a reply was a hold."""
    names = "kind,start,end,party,agent\n"
    if call.transfer is not None:
        begins, ends, to = call.transfer
        return f"{names}transfer,{begins:.1f},{ends:.1f},,{to}\n"
    talk = sorted(span for spurts in call.activity().values() for span in spurts)
    silent: list[tuple[float, float, float]] = []
    latest = talk[0][1]
    for start, end in talk:
        silent.append((start - latest, latest, start))
        latest = max(latest, end)
    _, start, end = max(silent)
    return f"{names}hold,{start + 0.1:.1f},{end - 0.1:.1f},agent,\n"
