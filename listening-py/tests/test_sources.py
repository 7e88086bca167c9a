"""What a call may come as: bytes, every codec, two recordings of one party each; and what is refused."""

from __future__ import annotations

import io
import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import imageio_ffmpeg
import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, one_line, wav

SUBTYPES = {
    **{("WAV", name): "int16" for name in ("PCM_16", "ULAW", "ALAW")},
    **{("WAV", name): "float32" for name in ("PCM_24", "FLOAT", "GSM610", "IMA_ADPCM")},
    ("FLAC", "PCM_16"): "int16",
    ("MP3", "MPEG_LAYER_III"): "float32",
    ("OGG", "VORBIS"): "float32",
    ("OGG", "OPUS"): "float32",
}


def written(form: str, subtype: str, samples: np.ndarray, rate: int = RATE) -> bytes:
    """A recording in memory, or a skip where the local libsndfile has not this codec."""
    if subtype not in soundfile.available_subtypes(form):
        pytest.skip(f"this libsndfile writes no {subtype} in {form}")
    file = io.BytesIO()
    # Float files get what the integers stand for; all others are scaled by the writer.
    soundfile.write(file, samples / 32768 if subtype == "FLOAT" else samples, rate, format=form, subtype=subtype)
    return file.getvalue()


def parts(samples, folder: Path) -> tuple[Path, Path]:
    """Each party's own recording."""
    paths = (folder / "agent.wav", folder / "customer.wav")
    for at, path in enumerate(paths):
        soundfile.write(path, samples[:, at], RATE)
    return paths


def in_two(samples, folder, form, subtype):
    """The same in a codec, as files of memory."""
    return tuple(io.BytesIO(written(form, subtype, samples[:, at])) for at in (0, 1))


def uncoded(report: listening.Report) -> dict:
    """A report without the finding that its codec's rate is low, which arrays do not show."""
    found = report.to_dict()
    for party in found["parties"].values():
        party["health"] = [row for row in party["health"] if row["code"] != "coding"]
    return found


@pytest.mark.parametrize(("form", "subtype"), SUBTYPES)
def test_every_codec_as_two_recordings(samples, tmp_path, form, subtype):
    """One channel each: so GSM 6.10, which has no more, is of use."""
    short = samples[: 30 * RATE]
    found = listening.analyze(in_two(short, tmp_path, form, subtype))
    decoded = [soundfile.read(file, dtype=SUBTYPES[form, subtype]) for file in in_two(short, tmp_path, form, subtype)]
    assert {rate for _, rate in decoded} == {RATE}
    want = listening.analyze(np.column_stack([data for data, _ in decoded]), RATE).to_dict()
    assert uncoded(found) == want
    assert found.duration == pytest.approx(30, abs=0.2)
    assert len(found.talkspurts) > 5


@pytest.mark.parametrize(("form", "subtype"), [key for key in SUBTYPES if key[1] != "GSM610"])
def test_every_codec_as_bytes(samples, form, subtype):
    content = written(form, subtype, samples[: 20 * RATE])
    want = listening.analyze(io.BytesIO(content))
    for data in (content, bytearray(content), memoryview(content), memoryview(content + b"")[:]):
        assert listening.analyze(data) == want


def test_bytes_of_other_views_are_taken(samples, report):
    content = wav(samples.tobytes())
    spread = bytearray(2 * len(content))
    spread[::2] = content
    assert listening.analyze(memoryview(spread)[::2]) == report


def test_bytes_are_inspected_too(demo, heard):
    assert listening.inspect(demo.read_bytes()).report == heard.report


def test_headerless_bytes_are_refused_and_told_what_to_do(samples):
    for raw in (samples.tobytes(), np.full(4000, 127, np.uint8).tobytes()):
        with pytest.raises(
            listening.AudioError, match=r"the recording cannot be read as audio.*--format mulaw.*channels=2"
        ):
            listening.analyze(raw)
    with pytest.raises(listening.AudioError, match="audio is empty"):
        listening.analyze(b"")


def test_two_recordings_are_one_call(samples, report, tmp_path):
    agent, customer = parts(samples, tmp_path)
    for pair in (
        (agent, customer),
        [str(agent), customer],
        (agent.read_bytes(), customer),
        (agent, io.BytesIO(customer.read_bytes())),
    ):
        assert listening.analyze(pair) == report
    assert listening.analyze((samples[:, 0], samples[:, 1]), RATE) == report
    assert listening.analyze([samples[:, :1], samples[:, 1:].T], RATE) == report
    words = [("agent", 0.8, 1.0, "hello"), ("customer", 4.6, 4.9, "hi")]
    assert listening.analyze((agent, customer), words=words) == listening.analyze(samples, RATE, words=words)


@pytest.mark.filterwarnings("ignore::listening.RolesWarning")
def test_the_order_of_a_pair_says_who_is_who(samples, report, tmp_path):
    agent, customer = parts(samples, tmp_path)
    swapped = listening.analyze((customer, agent))
    assert swapped.measure("talk_share")["value"] == report.measure("talk_share", "customer")["value"]
    # Exchanged, and said to be.
    right = listening.analyze((customer, agent), agent="right")
    assert right.events == report.events
    assert right.parties["agent"]["channel"] == 1


def test_codecs_may_differ_between_the_two(samples, tmp_path):
    short = samples[: 20 * RATE]
    laws = [io.BytesIO(written("WAV", law, short[:, at])) for at, law in enumerate(("ULAW", "FLOAT"))]
    decoded = [soundfile.read(io.BytesIO(file.getvalue()), dtype="float32")[0] for file in laws]
    assert listening.analyze(tuple(laws)) == listening.analyze(np.column_stack(decoded), RATE)


def test_the_shorter_of_two_is_silent_at_its_end(samples, tmp_path):
    agent, customer = parts(samples, tmp_path)
    soundfile.write(customer, samples[: 60 * RATE, 1], RATE)
    padded = samples.copy()
    padded[60 * RATE :, 1] = 0
    with pytest.warns(
        listening.LengthWarning, match=r"agent\.wav lasts 91\.\d+ s and .*customer\.wav 60\.000 s"
    ) as reported:
        found = listening.analyze((agent, customer))
    assert Path(reported[0].filename).name == Path(__file__).name
    expected = listening.analyze(padded, RATE)
    assert list(found.talkspurts) == list(expected.talkspurts)
    assert found.turns == expected.turns
    # What is missing may be missing anywhere.
    assert found.score["withheld_by"] == ["unequal_lengths"]
    # Nothing on a line for so long is a finding of its own.
    assert "silent" in [finding["code"] for finding in found.parties["customer"]["health"]]
    with pytest.warns(listening.LengthWarning, match="the second is taken as silent"):
        assert listening.analyze((samples[:, 0], samples[: 60 * RATE, 1]), RATE) == found
    # A few milliseconds are nothing to speak of: warnings are errors here.
    soundfile.write(customer, samples[:-700, 1], RATE)
    assert listening.analyze((agent, customer)).duration == pytest.approx(len(samples) / RATE, abs=0.001)


def test_a_pair_cut_short(samples, tmp_path):
    agent, customer = parts(samples, tmp_path)
    data = samples[:, 1].tobytes()
    customer.write_bytes(wav(data[:-400], channels=1, size=len(data)))
    with pytest.warns(listening.TruncatedWarning, match=r"^\S+customer\.wav is cut short"):
        found = listening.analyze((agent, customer))
    assert "truncated" in [finding["code"] for finding in found.parties["agent"]["health"]]


def test_pairs_that_are_none(samples, tmp_path, demo):
    agent, customer = parts(samples, tmp_path)
    refused = {
        "of a pair each recording holds one party": (agent, demo),
        "3 recordings were given": (agent, customer, customer),
        "1 recording was given": [agent],
        "two of the same kind": (agent, samples[:, 1]),
        "a pair .agent, customer. of them": (agent, None),
    }
    for message, pair in refused.items():
        with pytest.raises(listening.AudioError, match=message):
            listening.analyze(pair, RATE)
    with open(agent, "rb") as file, pytest.raises(listening.AudioError, match="same file object"):
        listening.analyze((file, file))
    with pytest.raises(listening.AudioError, match=r"first array of the pair has shape"):
        listening.analyze((samples, samples), RATE)
    with pytest.raises(listening.AudioError, match=r"int16 and float64"):
        listening.analyze((samples[:, 0], samples[:, 1] / 32768), RATE)
    with pytest.raises(listening.AudioError, match="give sample_rate"):
        listening.analyze((samples[:, 0], samples[:, 1]))
    with pytest.raises(listening.ConfigError, match="sample rate 3999 Hz"):
        listening.analyze((samples[:, 0], samples[:, 1]), 3999)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        listening.analyze((agent, tmp_path / "nowhere.wav"))
    customer.write_bytes(b"")
    with pytest.raises(listening.AudioError, match=r"customer\.wav is empty"):
        listening.analyze((agent, customer))
    customer.write_bytes(wav(b"", channels=1))
    with pytest.raises(listening.AudioError, match=r"customer\.wav holds no audio"):
        listening.analyze((agent, customer))


def test_samples_with_their_rate_are_told_apart_from_a_pair(demo, report):
    loaded = soundfile.read(demo)
    with pytest.raises(listening.AudioError, match=r"analyze\(samples, sample_rate\)"):
        listening.analyze(loaded)
    assert listening.analyze(*loaded) == report


def test_several_calls_are_sent_to_where_they_belong(demo):
    for calls in ([demo, demo], [demo] * 3):
        with pytest.raises(listening.AudioError, match=r"several calls go to analyze_many"):
            listening.analyze(calls)


def test_a_pair_on_the_command_line(command, samples, tmp_path, report):
    agent, customer = parts(samples, tmp_path)
    done = command("analyze", agent, customer, "--json")
    assert (done.stdout.decode(), done.stderr) == (report.to_json() + "\n", b"")
    soundfile.write(customer, samples[: 60 * RATE, 1], RATE)
    done = command("analyze", agent, customer)
    assert done.returncode == 0
    assert done.stderr.decode().startswith("listening: warning: ")
    assert done.stderr.count(b"\n") == 1
    done = command("analyze", agent, customer, "--json")
    assert json.loads(done.stderr)["warning"]["type"] == "LengthWarning"
    one_line(command("analyze", agent), "one channel", "a pair of recordings", "--turns")


STRANGERS = {
    "call.mp4": (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(4000), "MP4.*ffmpeg"),
    "call.m4a": (b"\0\0\0\x20ftypM4A \0\0\2\0" + bytes(4000), "MP4.*ffmpeg"),
    "call.webm": (b"\x1a\x45\xdf\xa3\x01" + bytes(4000), "WebM.*ffmpeg"),
    "call.avi": (b"RIFF\xff\xff\0\0AVI LIST" + bytes(4000), "AVI video.*ffmpeg"),
    "call.amr": (b"#!AMR\n" + bytes(4000), "AMR.*ffmpeg"),
    "call.wma": (bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(400), "WMA.*ffmpeg"),
    "call.aac": (b"\xff\xf1\x50\x80\x2e\x7f\xfc" + bytes(400), "AAC.*ffmpeg"),
    "g722.wav": (wav(bytes(4000))[:20] + b"\x65\0" + wav(bytes(4000))[22:], "G.722.*ffmpeg"),
    "g729.wav": (wav(bytes(4000))[:20] + b"\x83\0" + wav(bytes(4000))[22:], "G.729.*ffmpeg"),
    "call.zip": (b"PK\x03\x04" + bytes(400), "ZIP archive"),
    "call.gz": (b"\x1f\x8b\x08" + bytes(400), "gzip archive"),
    "call.pdf": (b"%PDF-1.7\n" + bytes(400), "PDF"),
    "notes.wav": ("Kundin: Gr\u00fc\u00df Gott".encode(), "it is text"),
    "page.html": (b"<!doctype html>\n<title>404</title>\n" * 100, "it is text"),
    "noise.wav": (bytes(range(256)) * 9, "ormat"),
}


@pytest.fixture
def without_av(monkeypatch):
    """As if PyAV were not installed."""
    monkeypatch.setitem(sys.modules, "av", None)


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize("name", STRANGERS)
def test_other_files_are_told_for_what_they_are(tmp_path, name):
    content, message = STRANGERS[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(listening.AudioError, match=rf"(?s){name} cannot be read as audio: .*{message}") as reported:
        listening.analyze(path)
    assert "\n" not in str(reported.value)
    with pytest.raises(listening.AudioError, match=message):
        listening.analyze(content)


def run_advice(message: str, folder: Path) -> None:
    """Runs what a message says from its last line of ffmpeg on, in a folder."""
    words = shlex.split(message.rpartition("ffmpeg ")[2])
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *words], check=True, cwd=folder)


CONVERTED = {
    "call.ac3": ["-c:a", "ac3", "-ar", "48000"],
    "call.avi": ["-c:a", "pcm_s16le"],
    "call.ts": ["-c:a", "aac", "-ar", "16000"],
    "call.flv": ["-c:a", "aac", "-ar", "22050"],
    "call.m4a": ["-c:a", "aac", "-ar", "16000"],
    "call.mkv": ["-c:a", "aac", "-ar", "16000"],
    "call.webm": ["-c:a", "libopus"],
    "call.wma": ["-c:a", "wmav2", "-ar", "16000"],
    "call.aac": ["-c:a", "aac", "-ar", "16000"],
}


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize("name", CONVERTED)
def test_the_line_that_converts_works(tmp_path, demo, name):
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error"]
    subprocess.run([*ffmpeg, "-i", demo, *CONVERTED[name], tmp_path / name], check=True)
    with pytest.raises(listening.AudioError, match=r"pip install \"listening\[av\]\"") as refusal:
        listening.analyze(tmp_path / name)
    run_advice(str(refusal.value).partition("; where each")[0], tmp_path)
    assert listening.analyze(tmp_path / "call.wav").duration == pytest.approx(91.86, abs=0.3)


@pytest.mark.usefixtures("without_av")
@pytest.mark.parametrize("name", ["call.mkv", "call.mp4"])
def test_two_tracks_become_a_pair_and_a_late_one_keeps_its_place(tmp_path, demo, report, name):
    """The customer's track begins 12 s late."""
    twice = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-i", demo, "-i", demo]
    split = "[0:a]pan=mono|c0=c0[l];[1:a]atrim=start=12,pan=mono|c0=c1[r]"
    encoder = ["-c:a", "aac", "-ar", "16000", "-b:a", "64k"]
    mapped = ["-filter_complex", split, "-map", "[l]", "-map", "[r]"]
    subprocess.run([*twice, *mapped, *encoder, tmp_path / name], check=True)
    with pytest.raises(listening.AudioError, match="where each party has a track of its own") as refusal:
        listening.analyze(tmp_path / name)
    run_advice(str(refusal.value), tmp_path)
    found = listening.analyze((tmp_path / "agent.wav", tmp_path / "customer.wav"))
    assert found.duration == pytest.approx(91.86, abs=0.3)

    def late(of: listening.Report) -> list[float]:
        return [row["start"] for row in of.talkspurts if row["party"] == "customer" and row["start"] > 15]

    assert late(found)[:5] == pytest.approx(late(report)[:5], abs=0.1)


@pytest.mark.parametrize("where", [("--help",), ("stream", "--help")])
def test_the_line_of_the_help_streams(command, demo, tmp_path, where):
    shutil.copy(demo, tmp_path / "call.wav")
    text = command(*where).stdout.decode()
    (line,) = [line for line in text.splitlines() if "ffmpeg" in line and "listening stream" in line]
    theirs, ours = (shlex.split(part)[1:] for part in line.replace("call.m4a", "call.wav").split("|"))
    raw = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *theirs], check=True, stdout=subprocess.PIPE, cwd=tmp_path
    ).stdout
    events = [json.loads(line) for line in command(*ours, input=raw).stdout.splitlines()]
    assert len(events) > 20


@pytest.mark.parametrize("channels", [3, 6])
def test_more_channels(tmp_path, channels):
    path = tmp_path / "many.wav"
    soundfile.write(path, np.zeros((800, channels)), RATE)
    with pytest.raises(
        listening.AudioError, match=rf"{channels} channels, and holds no sound: say which two are the parties'"
    ):
        listening.analyze(path)


def test_a_folder(tmp_path, command):
    with pytest.raises(IsADirectoryError):
        listening.analyze(tmp_path)
    one_line(command("analyze", tmp_path), "Is a directory")


@pytest.mark.filterwarnings("ignore::listening.TruncatedWarning")
@pytest.mark.parametrize(("form", "subtype"), [key for key in SUBTYPES if key[1] != "GSM610"])
def test_damaged_recordings_are_analysed_or_refused(samples, form, subtype):
    """Bytes changed at random, most in the header: a report or one line, never another exception."""
    whole = written(form, subtype, samples[: 2 * RATE])
    chance = np.random.default_rng(len(whole))
    refusals = []
    for _ in range(60):
        damaged = bytearray(whole[: chance.integers(1, len(whole))] if chance.random() < 0.3 else whole)
        for at in chance.integers(0, min(len(damaged), 200), size=chance.integers(1, 8)):
            damaged[at] = chance.integers(256)
        try:
            assert listening.analyze(bytes(damaged)).duration >= 0
        except listening.ListeningError as error:
            refusals.append(str(error))
    # Ogg's checksums find all of it.
    assert (len(refusals) == 60) == (form == "OGG")
    assert refusals
    assert not any("\n" in refusal for refusal in refusals)
