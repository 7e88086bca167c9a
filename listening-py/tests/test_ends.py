"""The end of a call is never lost in silence: joined, damaged, cut and unfinished recordings, as tools make them."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import warnings
from pathlib import Path

import imageio_ffmpeg
import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, wav

LENGTH = 91.86
"""Seconds of the demo call."""

HALF = 40 * RATE


@pytest.fixture(scope="module")
def converted(demo):
    """Gives the demo call, or a part of it, as ffmpeg writes it to a file; with ``pipe``, to a pipe."""

    def convert(name: str, *options: str, pipe: bool = False) -> bytes:
        folder = Path(name).parent
        command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", demo, *options]
        if pipe:
            return subprocess.run(
                [*command, "-f", Path(name).suffix[1:], "-"], check=True, stdout=subprocess.PIPE
            ).stdout
        assert folder.is_dir()
        subprocess.run([*command, name], check=True)
        return Path(name).read_bytes()

    return convert


def written(samples: np.ndarray, form: str, subtype: str = "PCM_16") -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, RATE, format=form, subtype=subtype)
    return file.getvalue()


def quietly(audio) -> listening.Report:
    """The report of what nothing has to be said of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return listening.analyze(audio)


def reported(audio, message: str) -> listening.Report:
    with pytest.warns(listening.TruncatedWarning, match=message):
        return listening.analyze(audio)


def health(report: listening.Report) -> list[str]:
    codes = [[found["code"] for found in party["health"]] for party in report.parties.values()]
    kept = ("truncated", "unfinished", "lost_audio")
    agent, customer = ([code for code in found if code in kept] for found in codes)
    assert agent == customer
    return agent


def lost(report: listening.Report) -> list[tuple[float, float, float | None]]:
    rows = report.parties["agent"]["health"]
    return [(row["start"], row["end"], row["value"]) for row in rows if row["code"] == "lost_audio"]


def same_but_unfinished(found: listening.Report, report: listening.Report) -> bool:
    """Whether it is that report, with the finding that its header was never completed."""
    ours = found.to_dict()
    for party in ours["parties"].values():
        assert party["health"].pop() == {"code": "unfinished", "start": LENGTH, "end": LENGTH, "value": None}
    return ours == report.to_dict()


# Joined.


@pytest.mark.parametrize(
    ("ending", "options"),
    [
        ("opus", ("-c:a", "libopus")),
        ("ogg", ("-c:a", "libvorbis")),
        # Each file has a Xing or LAME head of its own, and ID3 in front.
        ("mp3", ("-c:a", "libmp3lame")),
        ("mp3", ("-c:a", "libmp3lame", "-q:a", "4")),
        ("mp3", ("-c:a", "libmp3lame", "-write_xing", "0", "-id3v2_version", "0")),
    ],
)
def test_joined_files_are_read_to_the_end(tmp_path, converted, ending, options):
    first = converted(str(tmp_path / f"first.{ending}"), "-t", "40", *options)
    second = converted(str(tmp_path / f"second.{ending}"), "-ss", "40", *options)
    found = quietly(first + second)
    # Without a head, MP3 has its encoder's delay and filling in it.
    assert found.duration == pytest.approx(LENGTH, abs=0.5 if "-write_xing" in options else 0.001)
    assert health(found) == []
    # What is in both is what is in the one and in the other.
    assert len(found.talkspurts) == pytest.approx(
        len(quietly(first).talkspurts) + len(quietly(second).talkspurts), abs=2
    )


@pytest.mark.parametrize("at", [HALF, 91_860 * RATE // 2000])
def test_joined_flac_and_wav_are_read_to_the_end(samples, report, at):
    parts = samples[:at], samples[at:]
    for form in ("FLAC", "WAV"):
        assert quietly(b"".join(written(part, form) for part in parts)) == report


def test_what_cannot_be_joined_ends_the_call_and_is_said(samples):
    first, second = written(samples[:HALF], "OGG", "VORBIS"), io.BytesIO()
    soundfile.write(second, np.zeros((RATE, 1)), RATE, format="OGG", subtype="VORBIS")
    found = reported(first + second.getvalue(), r"analysed up to 40\.000 s: .* number of channels \(1\)")
    assert (found.duration, health(found)) == (40.0, ["truncated"])


# Damaged.


def test_damaged_mp3_is_decoded_where_it_can_be(tmp_path, converted, samples):
    content = bytearray(converted(str(tmp_path / "call.mp3"), "-c:a", "libmp3lame"))
    at = len(content) * 6 // 10
    content[at : at + 1500] = bytes(1500)
    found = reported(bytes(content), r"is damaged: 0\.\d+ s of it cannot be decoded, the first at 55\.")
    # 24 kbit/s: 1500 bytes are half a second.
    assert found.duration == pytest.approx(LENGTH, abs=0.1)
    ((start, end, value),) = lost(found)
    assert start == pytest.approx(LENGTH * 0.6, abs=0.3)
    assert 0.5 <= value <= 0.65
    assert end - start == pytest.approx(value, abs=0.001)
    assert health(found) == ["lost_audio"]
    # Both sides of the damage are where they were.
    clean = quietly(Path(tmp_path / "call.mp3"))
    ends = [row["end"] for row in clean.talkspurts if row["start"] > 60]
    assert [row["end"] for row in found.talkspurts if row["start"] > 60] == pytest.approx(ends, abs=0.15)


def test_a_bad_byte_in_flac_costs_one_frame(samples, report):
    content = bytearray(written(samples, "FLAC"))
    content[len(content) // 2] ^= 0x55
    found = reported(bytes(content), r"is damaged: 0\.512 s of it cannot be decoded, the first at 46\.080 s")
    assert found.duration == LENGTH
    assert lost(found) == [(46.08, 46.592, 0.512)]
    assert found.talkspurts[:10] == report.talkspurts[:10]
    assert found.talkspurts[-5:] == report.talkspurts[-5:]


@pytest.mark.parametrize("options", [(), ("-frame_size", "512")])
def test_of_damaged_flac_every_good_frame_is_kept(tmp_path, samples, converted, options):
    """What is given is what was recorded, but where it is said to be lost."""
    from listening._audio.recording import opened

    content = converted(str(tmp_path / "call.flac"), *options)
    chance = np.random.default_rng(1)
    for count in (1, 30, 4000):
        damaged = bytearray(content)
        at = int(chance.integers(9000, len(damaged) - count))
        damaged[at : at + count] = chance.integers(0, 256, count, dtype=np.uint8).tobytes()
        with opened(bytes(damaged)) as recording:
            given = np.concatenate([block.copy() for block in recording.blocks()])
            losses = recording.losses(0, len(samples))
        good = np.ones(len(samples), dtype=bool)
        for loss in losses:
            good[loss.start : loss.start + loss.frames] = False
        assert losses
        assert len(given) == len(samples)
        assert np.array_equal(given[good], samples[good])
        assert not given[~good].any()
        assert np.count_nonzero(~good) < 3 * RATE


def ogg_pages(content: bytes) -> list[int]:
    """Where each page begins, and where the last one ends."""
    places = [0]
    while places[-1] < len(content):
        head = content[places[-1] :]
        assert head.startswith(b"OggS")
        places.append(places[-1] + 27 + head[26] + sum(head[27 : 27 + head[26]]))
    return places


@pytest.mark.parametrize("subtype", ["VORBIS", "OPUS"])
@pytest.mark.parametrize("how", ["a bit", "zeros", "missing", "two pages"])
def test_a_damaged_page_of_ogg_is_lost_at_its_place(samples, subtype, how):
    """What follows it is where it was recorded."""
    from listening._audio.recording import opened

    content = written(samples, "OGG", subtype)
    pages = ogg_pages(content)
    page = len(pages) // 2
    start, end = pages[page], pages[page + (2 if how == "two pages" else 1)]
    damaged = {
        "a bit": content[: start + 300] + bytes([content[start + 300] ^ 4]) + content[start + 301 :],
        "zeros": content[:start] + bytes(end - start) + content[end:],
        "missing": content[:start] + content[end:],
        "two pages": content[:start] + content[end:],
    }[how]
    whole, found = quietly(content), reported(damaged, r"is damaged: \d\.\d+ s of it cannot be decoded")
    assert health(found) == ["lost_audio"]
    assert found.duration == whole.duration
    ((first, last, value),) = lost(found)
    assert 0.3 < value < (4 if how == "two pages" else 2)
    assert last - first == pytest.approx(value, abs=0.001)
    with opened(content) as recording:
        clean = np.concatenate([block.copy() for block in recording.blocks()])
    with opened(damaged) as recording:
        given = np.concatenate([block.copy() for block in recording.blocks()])
        (loss,) = recording.losses(0, len(given))
    at, to = loss.start, loss.start + loss.frames
    assert (at / RATE, to / RATE) == pytest.approx((first, last), abs=0.001)
    assert not given[at:to].any()
    assert np.abs(given[:at] - clean[:at]).max() < 1e-3
    # A decoder of Opus needs .08 s to be what it was (RFC 7845, section 4.6).
    settled = to + (RATE // 4 if subtype == "OPUS" else 0)
    assert np.abs(given[settled:] - clean[settled:]).max() < (0.05 if subtype == "OPUS" else 1e-3)


def test_damage_in_the_last_pages_of_ogg_is_cut_or_lost(samples):
    content = written(samples, "OGG", "VORBIS")
    pages = ogg_pages(content)
    last = bytearray(content)
    last[pages[-2] + 200] ^= 4
    assert health(reported(bytes(last), "is cut short")) == ["truncated"]
    before = bytearray(content)
    before[pages[-3] + 200] ^= 4
    found = reported(bytes(before), "is damaged")
    assert health(found) == ["lost_audio"]
    assert found.duration == LENGTH


def test_damage_in_one_of_a_pair_is_that_partys(tmp_path, samples):
    agent, customer = (bytearray(written(samples[:, at], "FLAC")) for at in (0, 1))
    customer[len(customer) // 2] ^= 0x55
    found = reported((bytes(agent), bytes(customer)), "is damaged")
    codes = {name: [row["code"] for row in party["health"]] for name, party in found.parties.items()}
    assert "lost_audio" in codes["customer"]
    assert "lost_audio" not in codes["agent"]
    assert found.duration == LENGTH


# Without a length.


def test_flac_of_unknown_length_is_the_recording(tmp_path, converted, report):
    piped = converted("call.flac", pipe=True)
    # The length is 36 bits in front.
    assert int.from_bytes(piped[21:26], "big") & 0xF_FFFF_FFFF == 0
    assert quietly(piped) == report
    short = converted("call.flac", "-t", "5", pipe=True)
    assert quietly(short).duration == 5.0
    assert health(reported(piped[: len(piped) // 2], "is cut short")) == ["truncated"]


@pytest.mark.parametrize("form", ["AU", "CAF"])
def test_an_unknown_length_is_legal_in_au_and_caf(samples, report, form):
    content = bytearray(written(samples, form))
    at = 8 if form == "AU" else content.find(b"data") + 4
    content[at : at + (4 if form == "AU" else 8)] = b"\xff" * (4 if form == "AU" else 8)
    assert quietly(bytes(content)) == report


# Cut.


@pytest.mark.parametrize(
    ("form", "subtype"),
    [
        ("WAV", "PCM_16"),
        ("WAV", "ULAW"),
        ("RF64", "PCM_16"),
        ("W64", "PCM_16"),
        ("AIFF", "PCM_16"),
        ("AU", "PCM_16"),
        ("NIST", "PCM_16"),
        ("CAF", "PCM_16"),
        ("CAF", "ALAW"),
        ("FLAC", "PCM_16"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
        ("MP3", "MPEG_LAYER_III"),
    ],
)
def test_half_a_file_is_said_to_be_cut(samples, form, subtype):
    # libsndfile writes int16 at 8 kHz to MP3 such that it decodes damaged.
    content = written(samples / 32768 if form == "MP3" else samples, form, subtype)
    assert health(quietly(content)) == []
    found = reported(content[: len(content) // 2], "is cut short")
    assert health(found) == ["truncated"]
    assert found.duration == pytest.approx(LENGTH / 2, abs=4)


def test_mp3_in_wav_is_whole(tmp_path, converted):
    whole = converted(str(tmp_path / "call.wav"), "-c:a", "libmp3lame")
    assert whole[20:22] == b"\x55\0"
    found = quietly(whole)
    assert health(found) == []
    assert found.duration == pytest.approx(LENGTH, abs=0.2)
    assert health(reported(whole[: len(whole) // 2], "is cut short")) == ["truncated"]
    damaged = bytearray(whole)
    damaged[100_000:102_000] = bytes(2000)
    assert health(reported(bytes(damaged), "is damaged")) == ["lost_audio"]


# Never completed.


@pytest.mark.parametrize("size", [0, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 320_000])
@pytest.mark.parametrize("law", [1, 7])
def test_a_header_that_was_never_completed(samples, report, demo, size, law):
    """A recorder that was killed, or could not go back; or that wrote the length now and then."""
    if law == 1:
        data, whole = samples.tobytes(), report
    else:
        content = written(samples, "WAV", "ULAW")
        data, whole = content[-len(samples) * 2 :], quietly(content)
    assert same_but_unfinished(quietly(wav(data, size=size, tag=law)), whole)


@pytest.mark.parametrize("form", ["RF64", "W64", "AIFF", "AU", "CAF"])
def test_other_headers_that_were_never_completed(samples, report, form):
    content = bytearray(written(samples, form))
    data = content.find(b"SSND" if form == "AIFF" else b"data")
    spans = {
        "RF64": [(content.find(b"ds64") + 8, 24)],
        "W64": [(16, 8), (data + 16, 8)],
        "AIFF": [(4, 4), (content.find(b"COMM") + 10, 4), (data + 4, 4)],
        "AU": [(8, 4)],
        "CAF": [(data + 4, 8)],
    }
    for start, count in spans[form]:
        content[start : start + count] = bytes(count)
    assert same_but_unfinished(quietly(bytes(content)), report)
    if form == "RF64":
        content[data + 4 : data + 8] = bytes(4)
        assert same_but_unfinished(quietly(bytes(content)), report)


@pytest.mark.parametrize(
    "behind",
    [
        b"LIST" + struct.pack("<I", 4) + b"INFO",
        b"LIST" + struct.pack("<I", 4000) + b"INFO",  # cut itself
        b"TAG" + bytes(125),
        b"ID3\x04\0\0\0\0\1\0" + bytes(128),
        bytes(500),  # up to the end of a sector
        b"\0",
    ],
)
def test_what_is_no_audio_behind_the_audio(samples, report, behind):
    assert quietly(wav(samples.tobytes()) + behind) == report


def test_a_header_of_zeros_is_named_with_the_line_that_reads_it(tmp_path, monkeypatch, samples, report):
    monkeypatch.chdir(tmp_path)
    Path("call.wav").write_bytes(bytes(44) + samples.tobytes())
    with pytest.raises(listening.AudioError, match="it has zeros instead of a header") as refusal:
        listening.analyze("call.wav")
    _, _, line = str(refusal.value).partition("for instance: ffmpeg ")
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *line.split()], check=True)
    assert listening.analyze("whole.wav") == report


# From a pipe, and on other faces.


def piped(command, content: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    return command("analyze", "/dev/stdin", *options, input=content)


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="no /dev/stdin")
def test_nothing_but_lines_of_ours_on_standard_error(tmp_path, command, converted, samples, report):
    first = converted(str(tmp_path / "first.mp3"), "-t", "40")
    second = converted(str(tmp_path / "second.mp3"), "-ss", "40")
    done = piped(command, written(samples, "W64"), "--json")
    assert (done.stdout.decode(), done.stderr) == (report.to_json() + "\n", b"")
    done = piped(command, first + second, "--json")
    assert json.loads(done.stdout)["duration"] == LENGTH
    assert done.stderr == b""
    # The decoder of MP3 writes of damage by itself.
    damaged = bytearray(first)
    for at in range(5000, len(damaged), 700):
        damaged[at : at + 40] = bytes(range(200, 240))
    done = piped(command, bytes(damaged), "--json")
    assert done.returncode == 0, done.stderr
    assert all(json.loads(line)["warning"]["type"] == "TruncatedWarning" for line in done.stderr.splitlines())
    done = piped(command, bytes(damaged))
    assert all(line.startswith(b"listening: warning: ") for line in done.stderr.splitlines())


def test_a_batch_has_the_findings(tmp_path, command, samples):
    folder = tmp_path / "calls"
    folder.mkdir()
    content = bytearray(written(samples, "FLAC"))
    content[len(content) // 2] ^= 0x55
    (folder / "bad.flac").write_bytes(content)
    (folder / "cut.au").write_bytes(written(samples, "AU")[:1_000_000])
    (folder / "killed.wav").write_bytes(wav(samples.tobytes(), size=0))
    done = command("batch", folder, "--out", tmp_path / "scores.jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "scores.jsonl").read_text().splitlines()]
    for row, code in zip(rows, ("lost_audio", "truncated", "unfinished"), strict=True):
        assert code in row["agent_health"]


def test_the_text_says_that_the_recorder_did_not_finish(tmp_path, command, samples):
    path = tmp_path / "killed.wav"
    path.write_bytes(wav(samples.tobytes(), size=0))
    done = command("analyze", path)
    assert done.stderr == b""
    assert b"header was never completed" in done.stdout


def test_a_mixed_recording_and_a_page_read_to_the_end_too(tmp_path, samples):
    mono = samples.sum(axis=1).astype(np.int16)
    content = wav(mono.tobytes(), channels=1, size=320_000)
    turns = {"agent": [(0.0, 2.0)], "customer": [(3.0, 90.0)]}
    assert listening.analyze(content, turns=turns).duration == LENGTH
    joined = b"".join(written(part, "FLAC") for part in (samples[:HALF], samples[HALF:]))
    assert listening.analyze(joined).to_html(audio=joined)
