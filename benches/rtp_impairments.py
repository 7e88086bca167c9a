"""What becomes of a call's report when its packets come as they do on real lines.

python benches/rtp_impairments.py            every impairment of the demo call, through Python
python benches/rtp_impairments.py --c LIB    and through the C library, which must give the same bytes

The truth is the report on the recording itself, with zeros where a sender left audio out as silence.
"""

from __future__ import annotations

import argparse
import ctypes
import random
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import listening
import numpy as np

FRAMES = 160
PARTIES = ("agent", "customer")
Packet = tuple[float, str, bytes]


def mulaw(path: str | Path) -> np.ndarray:
    """The mu-law bytes of both channels, shape (2, frames), of a WAV file with G.711."""
    data = Path(path).read_bytes()
    at = data.index(b"data") + 8
    return np.frombuffer(data[at:], np.uint8)[: (len(data) - at) // 2 * 2].reshape(-1, 2).T.copy()


def packet(payload_type: int, marker: bool, sequence: int, timestamp: int, source: int, payload: bytes) -> bytes:
    """An RTP packet."""
    head = (0x80, payload_type | marker << 7, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, source)
    return struct.pack(">BBHII", *head) + payload


class Stream:
    """One party's packets, and the audio that a listener should have."""

    def __init__(self, party: str, audio: np.ndarray, frames: int = FRAMES) -> None:
        self.party, self.audio, self.frames = party, audio, frames
        self.heard = audio.copy()
        self.sequence, self.timestamp, self.source = 65_000, 2**32 - 90_000, 11 + PARTIES.index(party)
        self.packets: list[tuple[float, bytes]] = []

    def send(self, at: int, payload: bytes, payload_type: int = 0, marker: bool = False) -> None:
        """Sends what belongs at that sample of the call."""
        sent = packet(payload_type, marker, self.sequence, self.timestamp + at, self.source, payload)
        self.packets.append(((at + self.frames) / 8000, sent))
        self.sequence += 1

    def pieces(self) -> Iterator[int]:
        """Where its packets begin."""
        return iter(range(0, len(self.audio) - self.frames + 1, self.frames))

    def whole(self) -> None:
        """Sends everything."""
        for at in self.pieces():
            self.send(at, self.audio[at : at + self.frames].tobytes())

    def quiet(self, at: int) -> bool:
        """Whether nobody is heard in the packet there, nor in its neighbours."""
        near = self.audio[max(0, at - 2 * self.frames) : at + 3 * self.frames]
        return bool(np.abs(linear(near)).max() < 400)


def linear(codes: np.ndarray) -> np.ndarray:
    """Samples of mu-law bytes."""
    codes = ~codes.astype(np.uint8)
    exponent, mantissa = (codes >> 4) & 7, (codes & 15).astype(np.int32)
    value = (((mantissa << 3) + 0x84) << exponent) - 0x84
    return np.where(codes & 0x80, -value, value)


def suppressed(stream: Stream, comfort: bool) -> None:
    """Pauses are not sent; with `comfort` a packet of comfort noise begins each."""
    silent = False
    for at in stream.pieces():
        if stream.quiet(at):
            if comfort and not silent:
                stream.send(at, b"\x46", 13)
            stream.heard[at : at + stream.frames] = 0xFF
            silent = True
            continue
        stream.send(at, stream.audio[at : at + stream.frames].tobytes(), marker=silent)
        silent = False


def transferred(stream: Stream, jump: bool) -> None:
    """Half-way another source goes on, or the same with another clock."""
    half = len(stream.audio) // 2 // stream.frames * stream.frames
    for at in stream.pieces():
        if at == half and jump:
            stream.timestamp += 500 * 8000
        elif at == half:
            stream.source, stream.sequence, stream.timestamp = 99, 5, 77_000 - half
        stream.send(at, stream.audio[at : at + stream.frames].tobytes())


def frozen(stream: Stream) -> None:
    """The clock stops for five seconds."""
    held = 0
    for at in stream.pieces():
        held += stream.frames if 40 * 8000 <= at < 45 * 8000 else 0
        stream.timestamp -= stream.frames if 40 * 8000 <= at < 45 * 8000 else 0
        stream.send(at, stream.audio[at : at + stream.frames].tobytes())


def keyed(stream: Stream) -> None:
    """A key is pressed for 1.4 s in a silence."""
    there = [at for at in stream.pieces() if at + 75 * stream.frames < len(stream.audio)]
    quiet = [at for at in there if all(stream.quiet(at + k * stream.frames) for k in range(72))]
    start = quiet[len(quiet) // 2] if quiet else 40 * 8000
    for at in stream.pieces():
        if start <= at < start + 70 * stream.frames:
            duration = at - start + stream.frames
            timestamp, stream.timestamp = stream.timestamp, stream.timestamp - (at - start)
            stream.send(at, struct.pack(">BBH", 5, 10, duration), 101, marker=at == start)
            stream.timestamp = timestamp
        else:
            stream.send(at, stream.audio[at : at + stream.frames].tobytes())


def late_start(stream: Stream) -> None:
    """The party is there from three seconds on."""
    stream.heard[: 3 * 8000] = 0xFF
    for at in stream.pieces():
        if at >= 3 * 8000:
            stream.send(at, stream.audio[at : at + stream.frames].tobytes())


def shaken(packets: list[Packet], dice: random.Random) -> list[Packet]:
    """Packets come up to 50 ms late, a few twice."""
    moved = [(at + dice.uniform(0, 0.05), party, data) for at, party, data in packets]
    twice = [(at + 0.01, party, data) for at, party, data in moved if dice.random() < 0.02]
    return moved + twice


def dropped(packets: list[Packet], dice: random.Random, share: float, run: int = 1) -> list[Packet]:
    """A share of the customer's packets is lost, in runs."""
    lost: set[int] = set()
    theirs = [index for index, (_, party, _) in enumerate(packets) if party == "customer"]
    while len(lost) < share * len(theirs):
        first = dice.randrange(len(theirs))
        lost |= set(theirs[first : first + run])
    return [each for index, each in enumerate(packets) if index not in lost]


Made = tuple[list[Packet], np.ndarray]


def made(audio: np.ndarray, how: Callable[[Stream], None], frames: int = FRAMES, only: str = "") -> Made:
    """The packets of both parties in order of arrival, and what should be heard."""
    streams = [Stream(party, audio[side], frames) for side, party in enumerate(PARTIES)]
    for stream in streams:
        (how if only in ("", stream.party) else Stream.whole)(stream)
    packets = [(at, stream.party, data) for stream in streams for at, data in stream.packets]
    return sorted(packets, key=lambda each: each[0]), np.stack([stream.heard for stream in streams])


def impairments(audio: np.ndarray) -> Iterator[tuple[str, Made]]:
    """Each by its name."""
    dice = random.Random(1)
    for frames in (160, 240, 320, 480):
        yield f"packets of {frames // 8} ms", made(audio, Stream.whole, frames)
    packets, heard = made(audio, Stream.whole)
    yield "swapped and doubled", (sorted(shaken(packets, dice), key=lambda each: each[0]), heard)
    yield "pauses not sent", made(audio, lambda stream: suppressed(stream, False))
    yield "comfort noise", made(audio, lambda stream: suppressed(stream, True))
    yield (
        "another SSRC half-way, customer",
        made(audio, lambda stream: transferred(stream, False), only="customer"),
    )
    yield (
        "timestamps jump by 500 s, agent",
        made(audio, lambda stream: transferred(stream, True), only="agent"),
    )
    yield "timestamps stand still for 5 s", made(audio, frozen, only="customer")
    yield "a key for 1.4 s, customer", made(audio, keyed, only="customer")
    yield "customer 3 s late", made(audio, late_start, only="customer")
    yield "1 % lost", (dropped(packets, dice, 0.01), heard)
    yield "5 % lost in runs of 5", (dropped(packets, dice, 0.05, 5), heard)
    yield "20 % of the customer lost", (dropped(packets, dice, 0.2, 10), heard)


def by_python(packets: list[Packet]) -> tuple[listening.Report, float]:
    """The report, and seconds that are said to be lost."""
    call = listening.RtpCall(listening.Session(sample_rate=8000))
    for at, party, data in packets:
        call.push(party, at, data)
    report = call.finish()
    return report, sum(call.counts(party).lost for party in PARTIES)


def by_c(path: str) -> Callable[[list[Packet]], str]:
    """The same through the C library."""
    lib = ctypes.CDLL(path)
    double, pointer = ctypes.c_double, ctypes.c_void_p
    lib.listening_rtp_new.argtypes = [ctypes.c_uint32, double, double, pointer]
    lib.listening_rtp_push.argtypes = [
        pointer,
        pointer,
        ctypes.c_int32,
        double,
        ctypes.c_char_p,
        ctypes.c_size_t,
    ]

    def done(status: int) -> None:
        if status != 0:
            sys.exit(f"rtp_impairments: the C library refused: {status}")

    def run(packets: list[Packet]) -> str:
        # Larger than the configuration; the init function says how much of it is used.
        config, session, rtp, report, text = ctypes.create_string_buffer(512), *(pointer() for _ in range(4))
        size = next(size for size in range(16, 512, 8) if lib.listening_config_init(config, ctypes.c_size_t(size)) == 0)
        done(lib.listening_config_init(config, ctypes.c_size_t(size)))
        done(lib.listening_session_new(config, ctypes.byref(session)))
        done(lib.listening_rtp_new(8000, 0.06, 1.0, ctypes.byref(rtp)))
        for at, party, data in packets:
            done(lib.listening_rtp_push(rtp, session, PARTIES.index(party), at, data, len(data)))
        done(lib.listening_rtp_finish(rtp, session))
        done(lib.listening_session_finish(session, ctypes.byref(report)))
        done(lib.listening_report_json(report, ctypes.byref(text), None))
        json = ctypes.string_at(text.value or 0).decode()
        lib.listening_report_free(report)
        lib.listening_rtp_free(rtp)
        lib.listening_session_free(session)
        return json

    return run


def points(report: listening.Report) -> str:
    """The score, or why there is none."""
    score = report.score
    return f"{score['observable_listening']:.1f}" if score["observable_listening"] is not None else str(score["status"])


def main() -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--c", help="path of liblistening.so")
    parser.add_argument("--call", default=listening.demo_call(), help="a WAV file in G.711 mu-law, agent left")
    asked = parser.parse_args()
    audio = mulaw(asked.call)
    through_c = by_c(asked.c) if asked.c else None
    print("| packets | true | score | lost, s | talk missed, s | health |")
    print("|---|--:|--:|--:|--:|---|")
    for name, (packets, heard) in impairments(audio):
        report, lost = by_python(packets)
        truth = listening.analyze(linear(heard).T.astype(np.int16), 8000)
        talk = [sum(spurt["end"] - spurt["start"] for spurt in each.talkspurts) for each in (truth, report)]
        codes = sorted({found["code"] for party in PARTIES for found in report.parties[party]["health"]})
        figures = f"{points(truth)} | {points(report)} | {lost:.2f} | {talk[0] - talk[1]:.2f}"
        print(f"| {name} | {figures} | {', '.join(codes)} |", flush=True)
        if through_c and through_c(packets) != report.to_json():
            sys.exit(f"rtp_impairments: {name}: C gives another report than Python")


if __name__ == "__main__":
    main()
