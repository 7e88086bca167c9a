"""Formats: files without a header, more channels, other rates; and with PyAV what libsndfile does not read."""

from __future__ import annotations

import io
import json
import shlex
import struct
import subprocess
import sys
import warnings
from pathlib import Path

import imageio_ffmpeg
import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, one_line

LENGTH = 91.86
"""Seconds of the demo call."""

FFMPEG = (imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y")


@pytest.fixture
def without_av(monkeypatch):
    """As if PyAV were not installed."""
    monkeypatch.setitem(sys.modules, "av", None)


def converted(demo, to: Path, *options: str) -> Path:
    subprocess.run([*FFMPEG, "-i", demo, *options, to], check=True)
    return to


def parties(demo, folder: Path, ending: str, *options: str) -> tuple[Path, Path]:
    """Each party's own recording, as ffmpeg writes it."""
    files = (folder / f"agent.{ending}", folder / f"customer.{ending}")
    for at, file in enumerate(files):
        converted(demo, file, "-af", f"pan=mono|c0=c{at}", *options)
    return files


def near(found: listening.Report, report: listening.Report) -> None:
    """The same call through a good codec."""
    assert found.duration == pytest.approx(LENGTH, abs=0.15)
    assert len(found.turns) == len(report.turns)
    assert found.score["observable_listening"] == pytest.approx(report.score["observable_listening"], abs=1)


def codes(report: listening.Report) -> list[str]:
    return [row["code"] for row in report.parties["agent"]["health"]]


# Without a header.


def raw(samples: np.ndarray, format: str) -> bytes:
    from listening._audio.headerless import FORMATS

    form, file = FORMATS[format], io.BytesIO()
    soundfile.write(
        file,
        samples / 32768 if format == "f32le" else samples,
        RATE,
        format="RAW",
        subtype=form.subtype,
        endian=form.endian,
    )
    return file.getvalue()


@pytest.mark.parametrize("format", ["mulaw", "alaw", "s16le", "s16be", "f32le"])
@pytest.mark.parametrize("face", ["bytes", "path", "file"])
def test_samples_without_a_header(tmp_path, samples, format, face):
    content = raw(samples, format)
    path = tmp_path / "call.raw"
    path.write_bytes(content)
    audio = {"bytes": content, "path": path, "file": io.BytesIO(content)}[face]
    subtype = {"mulaw": "ULAW", "alaw": "ALAW", "f32le": "FLOAT"}.get(format, "PCM_16")
    same = io.BytesIO()
    soundfile.write(same, samples / 32768 if format == "f32le" else samples, RATE, format="WAV", subtype=subtype)
    assert listening.analyze(audio, RATE, format=format, channels=2) == listening.analyze(same)


@pytest.mark.parametrize(("ending", "format"), [("vox", "vox"), ("gsm", "gsm"), ("ulaw", "mulaw"), ("al", "alaw")])
def test_names_say_what_they_hold(tmp_path, samples, report, ending, format):
    pair = (tmp_path / f"agent.{ending}", tmp_path / f"customer.{ending}")
    for at, path in enumerate(pair):
        path.write_bytes(raw(samples[:, at], format))
    near(listening.analyze(pair), report)
    other = tuple(path.rename(path.with_suffix(".bin")) for path in pair)
    assert listening.analyze(other, format=format) == listening.analyze(other, RATE, format=format, channels=1)


@pytest.mark.parametrize(("ending", "rate"), [("sln", 8000), ("sln16", 16000), ("sln44", 44100), ("sln192", 192000)])
def test_slin_says_its_rate_by_its_name(tmp_path, demo, report, ending, rate):
    pair = parties(demo, tmp_path, ending, "-f", "s16le", "-ar", str(rate))
    near(listening.analyze(pair), report)


def test_a_name_with_a_header_is_read_by_its_header(tmp_path, demo, report):
    path = tmp_path / "call.ulaw"
    path.write_bytes(demo.read_bytes())
    assert listening.analyze(path) == report
    with pytest.raises(listening.ConfigError, match="has a header"):
        listening.analyze(path, format="mulaw")


def test_both_parties_in_one_file_without_a_header(tmp_path, samples, command):
    path = tmp_path / "call.ulaw"
    path.write_bytes(raw(samples, "mulaw"))
    with pytest.raises(listening.AudioError, match=r"one channel.*channels=2, or --channels 2"):
        listening.analyze(path)
    want = listening.analyze(path, channels=2)
    assert want.duration == LENGTH
    options = ("--format", "mulaw", "--rate", 8000, "--channels", 2)
    assert command("analyze", path, "--json", "--channels", 2).stdout.decode() == want.to_json() + "\n"
    assert command("analyze", path, "--json", *options).stdout.decode() == want.to_json() + "\n"
    heard = command("inspect", path, "--json", *options)
    assert json.loads(heard.stdout)["duration"] == LENGTH
    assert command("compare", path, "--as", "miitel", *options).returncode == 0
    streamed = command("stream", *options[:4], "--report", input=path.read_bytes()).stdout.splitlines()
    assert json.loads(streamed[-1])["turns"] == want.to_dict()["turns"]
    assert listening.analyze_many([path], progress=False, channels=2) == [want]
    piped = subprocess.run(
        [command.script, "analyze", "/dev/stdin", "--json", *map(str, options)],
        input=path.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert piped.stdout.decode() == want.to_json() + "\n"


def test_what_is_said_of_a_recording_is_checked(tmp_path, demo, samples, command):
    refused = [
        ({"format": "mp3"}, "expected one of mulaw, alaw"),
        ({"format": "s16le"}, "give sample_rate, or --rate"),
        ({"format": "vox", "channels": 2}, "one channel: give a pair"),
        ({"channels": 0}, "channels is 0"),
        ({"channels": 2}, "says how many channels"),
        ({"pick": (0, 0)}, "pick is"),
        ({"pick": (0, 2)}, r"has 2 channels, and 1 and 3 are to be picked"),
        ({"pick": 1}, "pick is 1"),
    ]
    for said, message in refused:
        with pytest.raises(listening.ConfigError, match=message):
            listening.analyze(demo, **said)
    with pytest.raises(listening.ConfigError, match="are for recordings"):
        listening.analyze(samples, RATE, format="mulaw")
    with pytest.raises(listening.ConfigError, match="expected one of"):
        listening.analyze_many([demo], format="none")
    one_line(command("analyze", demo, "--pick", "0,1"), "--pick", "counted from 1")
    path = tmp_path / "call.raw"
    path.write_bytes(samples.tobytes())
    done = command("analyze", path)
    one_line(done, "Asterisk's .raw is s16le", "--format mulaw --rate 8000 --channels 2")
    # What the line says is what works.
    assert command("analyze", path, "--format", "s16le", "--rate", 8000, "--channels", 2).returncode == 0


# More channels, other rates.


def test_channels_of_zeros_are_passed_over_and_that_is_said(tmp_path, samples, report, command):
    path = tmp_path / "rtpengine.wav"
    four = np.zeros((len(samples), 4), dtype=np.int16)
    four[:, [1, 2]] = samples
    soundfile.write(path, four, RATE)
    with pytest.warns(listening.ChannelsWarning, match="4 channels, and 1 and 4 hold only zeros: 2 and 3") as reported:
        assert listening.analyze(path) == report
    assert Path(reported[0].filename).name == Path(__file__).name
    done = command("analyze", path, "--json")
    assert json.loads(done.stderr)["warning"]["type"] == "ChannelsWarning"
    assert done.stdout.decode() == report.to_json() + "\n"


def test_two_of_more_channels_are_picked(tmp_path, samples, report, command):
    path = tmp_path / "conference.wav"
    soundfile.write(path, np.column_stack([samples[:, 0], samples[::-1, 0], samples[:, 1]]), RATE)
    with pytest.raises(listening.AudioError, match=r"3 channels, of which 1, 2 and 3 hold sound.*--pick 1,2"):
        listening.analyze(path)
    assert listening.analyze(path, pick=(0, 2)) == report
    swapped = listening.analyze(path, pick=(2, 0), agent="right")
    assert swapped.events == report.events
    assert command("analyze", path, "--pick", "1,3", "--json").stdout.decode() == report.to_json() + "\n"
    assert listening.inspect(path, pick=(0, 2)).report == report
    assert listening.analyze_many([path], progress=False, pick=(0, 2)) == [report]


def test_one_sounding_channel_of_four_is_no_pair(tmp_path, samples):
    path = tmp_path / "four.wav"
    four = np.zeros((8000, 4), dtype=np.int16)
    four[:, 1] = samples[RATE : 2 * RATE, 0]
    soundfile.write(path, four, RATE)
    with pytest.raises(listening.AudioError, match="of which 2 holds sound"):
        listening.analyze(path)


@pytest.mark.parametrize("rate", [4000, 6000, 12000, 44_099, 96_000, 192_000])
def test_every_rate_is_read(tmp_path, demo, report, rate):
    found = listening.analyze(converted(demo, tmp_path / "call.wav", "-ar", str(rate)))
    assert found.duration == pytest.approx(LENGTH, abs=0.001)
    assert found.score["observable_listening"] == pytest.approx(report.score["observable_listening"], abs=1)


@pytest.mark.parametrize("rate", [3999, 192_001])
def test_beyond_them_it_is_refused(tmp_path, rate):
    path = tmp_path / "call.wav"
    soundfile.write(path, np.zeros((rate, 2)), rate)
    with pytest.raises(listening.ConfigError, match="4000 to 192000"):
        listening.analyze(path)


@pytest.mark.parametrize("rate", [6000, 16_000, 44_100])
def test_two_rates_are_one_call(tmp_path, demo, samples, report, rate):
    agent, customer = tmp_path / "agent.wav", tmp_path / "customer.flac"
    soundfile.write(agent, samples[:, 0], RATE)
    converted(demo, customer, "-af", "pan=mono|c0=c1", "-ar", str(rate))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        near(listening.analyze((agent, customer)), report)


def test_damage_in_a_pair_of_two_rates_is_at_its_place(tmp_path, demo, samples):
    agent, customer = tmp_path / "agent.wav", tmp_path / "customer.flac"
    soundfile.write(agent, samples[:, 0], RATE)
    content = bytearray(converted(demo, customer, "-af", "pan=mono|c0=c1", "-ar", "16000").read_bytes())
    content[len(content) // 2] ^= 0x55
    with pytest.warns(listening.TruncatedWarning, match="is damaged: 0.") as reported:
        found = listening.analyze((agent, bytes(content)))
    (row,) = [row for row in found.parties["customer"]["health"] if row["code"] == "lost_audio"]
    lost, at = (float(part.split()[0]) for part in str(reported[0].message).split(": ")[1].split("the first at "))
    assert row["value"] == pytest.approx(lost, abs=0.001)
    assert row["start"] == pytest.approx(at, abs=0.001)
    assert row["end"] - row["start"] == pytest.approx(lost, abs=0.001)
    assert "lost_audio" not in codes(found)


# With PyAV.

av = pytest.importorskip("av")

WITH_AV = {
    "call.m4a": ["-c:a", "aac", "-ar", "16000"],
    "alac.m4a": ["-c:a", "alac"],
    "call.mp4": ["-c:a", "aac", "-ar", "16000"],
    "call.3gp": ["-c:a", "aac", "-ar", "16000"],
    "call.mov": ["-c:a", "pcm_s16le"],
    "call.mkv": ["-c:a", "libopus"],
    "flac.mka": ["-c:a", "flac"],
    "call.webm": ["-c:a", "libopus"],
    "vorbis.webm": ["-c:a", "libvorbis"],
    "call.wma": ["-c:a", "wmav2", "-ar", "16000", "-b:a", "96k"],
    "call.ac3": ["-c:a", "ac3", "-ar", "48000"],
    "call.eac3": ["-c:a", "eac3", "-ar", "48000"],
    "call.aac": ["-c:a", "aac", "-ar", "16000"],
    "call.avi": ["-c:a", "pcm_s16le"],
    "call.ts": ["-c:a", "aac", "-ar", "16000"],
    "call.flv": ["-c:a", "aac", "-ar", "22050"],
    "alac.caf": ["-c:a", "alac"],
}
ONE_PARTY = {
    "amr": ["-c:a", "libopencore_amrnb"],
    "g722": ["-c:a", "g722", "-ar", "16000"],
    "wav": ["-c:a", "g726", "-b:a", "32k"],
    "g723": ["-c:a", "g723_1", "-b:a", "6300", "-f", "g723_1"],
}


@pytest.mark.parametrize("name", WITH_AV)
def test_what_libsndfile_does_not_read(tmp_path, demo, report, name):
    path = converted(demo, tmp_path / name, *WITH_AV[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = listening.analyze(path)
    near(found, report)
    assert found == listening.analyze(path.read_bytes())
    assert codes(found) == codes(report)


@pytest.mark.parametrize("ending", ONE_PARTY)
def test_codecs_of_one_channel_as_a_pair(tmp_path, demo, report, ending):
    near(listening.analyze(parties(demo, tmp_path, ending, *ONE_PARTY[ending])), report)


def in_wav(codec: int, frames: bytes, size: int, per_second: int, rate: int = RATE, behind: bytes = b"") -> bytes:
    """Frames of one party in WAV, each with this many bytes."""
    form = struct.pack("<HHIIHHH", codec, 1, rate, size * per_second, size, 0, len(behind)) + behind
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(frames)) + frames
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


@pytest.mark.parametrize("codec", [0x0042, 0x0111, 0xA100])
def test_g723_1_in_wav(tmp_path, demo, report, codec):
    pair = [bytearray(file.read_bytes()) for file in parties(demo, tmp_path, "wav", "-c:a", "g723_1", "-b:a", "6300")]
    for content in pair:
        assert content[20:22] == b"\x42\0"
        content[20:22] = struct.pack("<H", codec)
    near(listening.analyze(tuple(map(bytes, pair))), report)


def test_g729_and_wide_amr_are_read_to_their_end(tmp_path):
    """No free encoder is at hand: what decodes any bits gives the length that they have."""
    chance = np.random.default_rng(2)
    g729 = chance.integers(0, 256, 10 * 300, dtype=np.uint8).tobytes()
    raw = tmp_path / "call.g729"
    raw.write_bytes(g729)
    turns = {"agent": [(0.0, 1.0)], "customer": [(1.5, 2.0)]}
    for given in (raw, in_wav(0x0083, g729, 10, 100)):
        assert listening.analyze(given, turns=turns).duration == 3.0
    assert listening.analyze(g729, sample_rate=RATE, format="g729", turns=turns).duration == 3.0
    # Mode 2, 12.65 kbit/s: a head and 32 bytes.
    wide = b"".join(b"\x14" + chance.integers(0, 256, 32, dtype=np.uint8).tobytes() for _ in range(150))
    for given in (b"#!AMR-WB\n" + wide, in_wav(0x0058, wide, 33, 50, 16_000)):
        assert listening.analyze(given, turns=turns).duration == pytest.approx(3.0, abs=0.02)


def test_what_nothing_of_ffmpegs_decodes_is_never_taken_for_whole(tmp_path, demo):
    """AAC without heads in WAV, as ``ffmpeg`` writes it: it cannot read it itself."""
    path = converted(demo, tmp_path / "call.wav", "-c:a", "aac", "-ar", "16000")
    with pytest.warns(listening.TruncatedWarning, match=r"is cut short: of what it announces, 0\.\d+ s are there"):
        found = listening.analyze(path)
    assert "truncated" in codes(found)
    with pytest.raises(listening.AudioError, match=r"no sample of it can be decoded, .* written again, as PCM$"):
        listening.analyze(in_wav(0x0014, bytes(4000), 24, 33))


def test_amr_in_wav(tmp_path, demo, report):
    """As some recorders write it; ffmpeg writes no such file, so that the header is made here."""
    pair = []
    for file in parties(demo, tmp_path, "amr", *ONE_PARTY["amr"]):
        frames = file.read_bytes()[len(b"#!AMR\n") :]
        pair.append(in_wav(0x0057, frames, 32, 50))
    near(listening.analyze(tuple(pair)), report)


def test_opus_in_caf(tmp_path, demo, report):
    """As Apple's recorders write it; ffmpeg writes no such file either."""
    converted(demo, tmp_path / "call.opus", "-c:a", "libopus")
    with av.open(str(tmp_path / "call.opus")) as file:
        packets = [bytes(packet) for packet in file.demux(audio=0) if packet.size]

    def number(value: int) -> bytes:
        found = [value & 127]
        while value := value >> 7:
            found.append(value & 127 | 128)
        return bytes(reversed(found))

    def chunk(name: bytes, data: bytes) -> bytes:
        return name + struct.pack(">q", len(data)) + data

    table = struct.pack(">qqii", len(packets), 960 * len(packets) - 312, 312, 0)
    content = b"caff" + struct.pack(">HH", 1, 0)
    content += chunk(b"desc", struct.pack(">d4sIIIII", 48000.0, b"opus", 0, 0, 960, 2, 0))
    content += chunk(b"pakt", table + b"".join(number(len(packet)) for packet in packets))
    content += chunk(b"data", bytes(4) + b"".join(packets))
    near(listening.analyze(content), report)


@pytest.mark.parametrize("name", ["call.mkv", "call.mp4", "call.mov"])
@pytest.mark.parametrize("rate", ["16000", "48000"])
def test_two_tracks_are_two_parties_and_a_late_one_keeps_its_place(tmp_path, demo, report, name, rate):
    """The customer's track begins 12 s late."""
    split = "[0:a]pan=mono|c0=c0[l];[1:a]atrim=start=12,pan=mono|c0=c1[r]"
    mapped = ["-filter_complex", split, "-map", "[l]", "-map", "[r]"]
    encoder = ["-c:a", "aac", "-ar:a:0", "16000", "-ar:a:1", rate, "-b:a", "64k"]
    path = tmp_path / name
    subprocess.run([*FFMPEG, "-i", demo, "-i", demo, *mapped, *encoder, path], check=True)
    found = listening.analyze(path)
    assert found.duration == pytest.approx(LENGTH, abs=0.15)

    def after(of: listening.Report, party: str) -> list[float]:
        return [row["start"] for row in of.talkspurts if row["party"] == party and row["start"] > 15]

    for party in ("agent", "customer"):
        assert after(found, party)[:5] == pytest.approx(after(report, party)[:5], abs=0.1)


def test_other_tracks_are_refused_with_a_line_that_works(tmp_path, demo):
    path = tmp_path / "call.mkv"
    subprocess.run([*FFMPEG, "-i", demo, "-map", "0:a", "-map", "0:a", "-c:a", "libopus", path], check=True)
    with pytest.raises(listening.AudioError, match="2 tracks, with 2 channels and 2 channels") as refusal:
        listening.analyze(path)
    words = shlex.split(str(refusal.value).rpartition("ffmpeg ")[2].replace("FILE", str(path)))
    subprocess.run([*FFMPEG, *words], check=True, cwd=tmp_path)
    assert listening.analyze(tmp_path / "call.wav").duration == pytest.approx(LENGTH, abs=0.1)


@pytest.mark.parametrize("name", ["call.mkv", "call.webm", "call.wma"])
def test_half_of_a_container_is_said_to_be_cut(tmp_path, demo, name):
    content = converted(demo, tmp_path / name, *WITH_AV[name]).read_bytes()
    with pytest.warns(listening.TruncatedWarning, match="is cut short"):
        found = listening.analyze(content[: len(content) // 2])
    assert "truncated" in codes(found)
    assert found.duration == pytest.approx(LENGTH / 2, abs=4)


def test_an_mp4_without_its_index_is_refused_with_the_reason(tmp_path, demo):
    content = converted(demo, tmp_path / "call.m4a", *WITH_AV["call.m4a"]).read_bytes()
    with pytest.raises(listening.AudioError, match=r"its index \(moov\) is missing"):
        listening.analyze(content[: len(content) // 2])


def test_damage_in_an_mp4_is_lost_audio(tmp_path, demo):
    content = bytearray(converted(demo, tmp_path / "call.m4a", *WITH_AV["call.m4a"]).read_bytes())
    at = len(content) * 6 // 10
    content[at : at + 1500] = bytes(1500)
    with pytest.warns(listening.TruncatedWarning, match=r"is damaged: 0\.\d+ s .* the first at 5\d\."):
        found = listening.analyze(bytes(content))
    assert "lost_audio" in codes(found)
    assert found.duration == pytest.approx(LENGTH, abs=0.15)


def test_bytes_changed_at_random_are_analysed_or_refused(tmp_path, demo):
    """A report or one line, never another exception."""
    chance = np.random.default_rng(5)
    refusals = []
    for name in ("call.mkv", "call.m4a", "call.wma"):
        whole = converted(demo, tmp_path / name, "-t", "3", *WITH_AV[name]).read_bytes()
        for _ in range(25):
            damaged = bytearray(whole[: chance.integers(40, len(whole))] if chance.random() < 0.3 else whole)
            for at in chance.integers(0, min(len(damaged), 3000), size=chance.integers(1, 8)):
                damaged[at] = chance.integers(256)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    assert listening.analyze(bytes(damaged)).duration >= 0
                except listening.ListeningError as error:
                    refusals.append(str(error))
    assert refusals
    assert not any("\n" in refusal for refusal in refusals)


def test_a_playlist_is_no_way_to_another_file(tmp_path, demo):
    """What FFmpeg would follow names other files, and addresses."""
    for text in (f"#EXTM3U\n#EXTINF:10,\n{demo}\n", f"ffconcat version 1.0\nfile {demo}\n"):
        for name in ("call.mp4", "call.m3u8"):
            (tmp_path / name).write_text(text)
            with pytest.raises(listening.AudioError, match="text, not a recording"):
                listening.analyze(tmp_path / name)


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize("name", ["call.m4a", "call.mkv", "call.wma", "agent.amr", "agent.g722"])
def test_without_pyav_the_extra_and_a_line_that_works_are_named(tmp_path, demo, name):
    one = ONE_PARTY.get(name.rpartition(".")[2])
    options = ["-af", "pan=mono|c0=c0", *one] if one else WITH_AV[name]
    path = converted(demo, tmp_path / name, *options)
    with pytest.raises(listening.AudioError, match=r'pip install "listening\[av\]"; or convert it first') as refusal:
        listening.analyze(path)
    words = shlex.split(str(refusal.value).rpartition("as with: ffmpeg ")[2].partition("; where")[0])
    subprocess.run([*FFMPEG, *words], check=True, cwd=tmp_path)
    assert soundfile.info(tmp_path / "call.wav").duration == pytest.approx(LENGTH, abs=0.15)


def test_nice_is_named(tmp_path):
    (tmp_path / "call.nmf").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(listening.AudioError, match=r"NICE's .* export it"):
        listening.analyze(tmp_path / "call.nmf")


# How it was coded.


@pytest.mark.parametrize(
    ("name", "options", "low"),
    [
        ("call.opus", ["-c:a", "libopus", "-b:a", "16k", "-vbr", "off"], True),
        ("call.opus", ["-c:a", "libopus", "-b:a", "24k", "-vbr", "off"], False),
        ("call.mkv", ["-c:a", "libopus", "-b:a", "16k", "-vbr", "off"], True),
        ("call.mp3", ["-c:a", "libmp3lame", "-b:a", "16k"], True),
        ("call.mp3", ["-c:a", "libmp3lame", "-b:a", "24k"], False),
        ("call.mp3", ["-c:a", "libmp3lame", "-b:a", "24k", "-ar", "16000"], True),
        ("call.mp3", ["-c:a", "libmp3lame", "-b:a", "32k", "-ar", "16000"], False),
        ("call.m4a", ["-c:a", "aac", "-b:a", "16k", "-ar", "16000"], True),
        ("call.m4a", ["-c:a", "aac", "-b:a", "24k", "-ar", "16000"], False),
        ("call.wma", ["-c:a", "wmav2", "-b:a", "48k", "-ar", "16000"], True),
        ("call.wma", ["-c:a", "wmav2", "-b:a", "64k", "-ar", "16000"], False),
    ],
)
def test_a_rate_that_is_too_low_is_a_finding(tmp_path, demo, name, options, low):
    found = listening.analyze(converted(demo, tmp_path / name, *options))
    rows = [row for row in found.parties["agent"]["health"] if row["code"] == "coding"]
    assert bool(rows) == low
    if rows:
        asked = float(options[options.index("-b:a") + 1][:-1])
        assert rows[0]["value"] == pytest.approx(asked, rel=0.2)
        assert (rows[0]["start"], rows[0]["end"]) == (0, found.duration)
        assert "bit rate is too low" in " ".join(found.to_text().split())


def test_the_rates_just_inside_and_outside():
    from types import SimpleNamespace

    from listening._audio.coding import too_low

    for codec, hertz, channels, least in [
        ("OPUS", 48_000, 2, 20), ("OPUS", 48_000, 1, 6), ("VORBIS", 8000, 2, 30), ("aac", 16_000, 2, 20),
        ("wmav2", 16_000, 2, 60), ("MPEG_LAYER_III", 8000, 2, 20), ("MPEG_LAYER_III", 12_000, 2, 28),
        ("MPEG_LAYER_III", 8000, 1, 20),
    ]:  # fmt: skip
        sound = SimpleNamespace(subtype=codec, channels=channels, samplerate=hertz)
        assert too_low(sound, "", least) is None
        assert too_low(sound, "", least - 0.1) == pytest.approx(least - 0.1)
    two = SimpleNamespace(subtype="opus", channels=2, samplerate=48_000, tracks=2)
    assert too_low(two, "", 12) is None
    assert too_low(two, "", 11.8) == 5.9
    aac = SimpleNamespace(subtype="aac", channels=2, samplerate=48_000)
    assert too_low(aac, "HE-AACv2", 64) == 64
    assert too_low(SimpleNamespace(subtype="speex", channels=2, samplerate=8000), "", 25) == 25
    assert too_low(SimpleNamespace(subtype="PCM_16", channels=2, samplerate=8000), "", 5) is None
