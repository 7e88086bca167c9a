"""Captures of packets as recordings: pcap and pcapng on every face that takes a file."""

import pathlib
import struct
import subprocess
import sys
import warnings

import listening
import pytest
from helpers import one_line
from listening import AudioError, ConfigError, TruncatedWarning
from test_rtp import packets

ADDRESSES = {"agent": (b"\x0a\x00\x00\x01", 4000), "customer": (b"\x0a\x00\x00\x02", 6000)}


def frame(party, payload, shift=0):
    """An IPv4 packet with a UDP datagram from one party to the other."""
    other = "customer" if party == "agent" else "agent"
    (sender, port), (receiver, there) = ADDRESSES[party], ADDRESSES[other]
    udp = struct.pack(">HHHH", port + shift, there + shift, 8 + len(payload), 0) + payload
    return struct.pack(">BBHIBBH", 0x45, 0, 20 + len(udp), 0, 64, 17, 0) + sender + receiver + udp


def pcap(frames):
    """A pcap of raw IP."""
    head = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
    rows = [struct.pack("<IIII", int(at), round(at % 1 * 1e6), len(data), len(data)) + data for at, data in frames]
    return head + b"".join(rows)


def call(seconds=60.0, start=1_700_000_000.0, shift=0):
    return [(start + at, frame(party, data, shift)) for at, party, data in packets(seconds)]


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    path = tmp_path_factory.mktemp("captures") / "call.pcap"
    path.write_bytes(pcap(call()))
    return path


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    """The same call as a WAV file."""
    whole = bytearray(pathlib.Path(listening.demo_call()).read_bytes())
    at = whole.index(b"data")
    whole[at + 4 : at + 8] = struct.pack("<I", 60 * 16_000)
    path = tmp_path_factory.mktemp("captures") / "call.wav"
    path.write_bytes(whole[: at + 8 + 60 * 16_000])
    return path


def test_a_capture_gives_the_report_of_the_recording(one, recording):
    report = listening.analyze(one)
    assert report.to_json() == listening.analyze(recording).to_json()
    assert listening.analyze(one.read_bytes(), agent="right").talkspurts[0]["party"] == "customer"
    assert report.source == str(one)
    assert listening.analyze(one, pick=(1, 0), agent=1).talkspurts == report.talkspurts
    assert listening.inspect(one).report.to_json() == report.to_json()
    (outcome,) = listening.analyze_many([one], workers=1)
    assert outcome.to_json() == report.to_json()


def test_the_command_line_reads_it_and_the_page_plays_it(command, one):
    done = command("analyze", one, "--html", "--audio")
    assert done.returncode == 0, done.stderr
    assert b"data:audio" in done.stdout


def test_a_capture_comes_through_a_pipe(one):
    line = [sys.executable, "-m", "listening", "analyze", "/dev/stdin", "--json"]
    done = subprocess.run(line, input=one.read_bytes(), capture_output=True, timeout=120)
    assert done.stdout.decode() == listening.analyze(one).to_json() + "\n", done.stderr


def test_calls_are_listed_with_the_option_that_picks_one(command, tmp_path):
    path = tmp_path / "two.pcap"
    frames = sorted(call(10) + call(10, 1_700_000_003.0, 10))
    path.write_bytes(pcap(frames))
    with pytest.raises(AudioError, match=r"holds 2 calls") as refused:
        listening.analyze(path)
    assert "--pick 1,2 (10.0.0.1:4000 to 10.0.0.2:6000, 10.0 s from 0.0 s)" in str(refused.value)
    assert "--pick 3,4" in str(refused.value)
    assert listening.analyze(path, pick=(2, 3)).duration == 10.0
    with pytest.raises(ConfigError, match=r"has 4 streams, and 4 and 5 are to be picked"):
        listening.analyze(path, pick=(3, 4))
    one_line(command("analyze", path), "--pick 1,2", "--pick 3,4")
    assert command("analyze", path, "--pick", "3,4", "--json").returncode == 0


def test_a_capture_that_is_cut_is_read_to_its_end(one):
    half = one.read_bytes()[: one.stat().st_size // 2]
    with pytest.warns(TruncatedWarning, match="ends within a packet"):
        report = listening.analyze(half)
    assert 29 < report.duration < 31
    assert "truncated" in {found["code"] for found in report.parties["agent"]["health"]}


def test_what_is_not_decoded_is_said():
    frames = [(at, data[:28] + bytes([0x80, 18]) + data[30:]) for at, data in call(10)]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        listening.analyze(pcap(frames))
    texts = [str(each.message) for each in said if each.category is TruncatedWarning]
    assert len(texts) == 2
    assert "500 of 500 packets of stream 1 are not decoded (payload types 18;" in texts[0]


def test_packets_that_were_cut_are_said():
    whole = bytearray(pcap(call(5)))
    # Each says that it had more.
    size = 16 + 28 + 12 + 160
    for at in range(24, len(whole), size):
        whole[at + 12 : at + 16] = struct.pack("<I", 1500)
    with pytest.warns(TruncatedWarning, match=r"500 packets were cut when they were captured: .*tcpdump -s 0"):
        listening.analyze(bytes(whole))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (pcap([]), "holds no stream of audio"),
        (pcap([(1.0, b"E" * 40)]), "holds no stream of audio"),
        (pcap(call(5))[:24] + b"\xff" * 400, "damaged|holds no stream"),
        (pcap(call(5)[::2]), "holds 1 stream, no two of which"),
    ],
)
def test_what_holds_no_call_is_refused(data, text):
    with pytest.raises(AudioError, match=text):
        listening.analyze(data)


def test_a_rate_is_not_taken(one):
    with pytest.raises(ConfigError, match="leave sample_rate out"):
        listening.analyze(one, sample_rate=16_000)
