"""Arrays and files in, reports out; and what is refused."""

from __future__ import annotations

import io
import json
import shutil
import struct
import warnings

import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, as_told, wav


def test_every_form_of_the_same_samples_gives_the_same_bytes(samples, report):
    forms = {
        "frames first": samples,
        "channels first": np.ascontiguousarray(samples.T),
        "a transposed view": samples.T,
        "a strided view": np.repeat(samples, 2, axis=0)[::2],
        "a reversed view": samples[::-1].copy()[::-1],
        "float32": samples.astype(np.float32) / 32768,
        "float64": samples / 32768.0,
        "float64, channels first": (samples / 32768.0).T,
        "the other byte order": samples.astype(samples.dtype.newbyteorder()),
        "read-only": np.frombuffer(samples.tobytes(), np.int16).reshape(-1, 2),
    }
    for name, form in forms.items():
        assert listening.analyze(form, RATE).to_json() == report.to_json(), name


def test_an_unaligned_array_is_taken(samples, report):
    store = bytearray(samples.nbytes + 1)
    unaligned = np.frombuffer(store, np.int16, offset=1, count=samples.size).reshape(samples.shape)
    unaligned[:] = samples
    assert not unaligned.flags.aligned
    assert listening.analyze(unaligned, RATE) == report


def test_where_both_axes_have_length_two_the_last_holds_the_channels():
    square = np.array([[1000, 0], [1000, 0]], dtype=np.int16)
    parties = listening.analyze(square, RATE).parties
    assert [health["code"] for health in parties["customer"]["health"]] == ["silent"]
    assert "silent" not in [health["code"] for health in parties["agent"]["health"]]


def test_the_agents_channel(samples, report):
    swapped = listening.analyze(samples[:, ::-1], RATE, agent="right")
    assert swapped.parties["agent"]["channel"] == 1
    assert swapped.events == report.events
    assert swapped.score == report.score
    assert listening.analyze(samples[:, ::-1], RATE, agent=1) == swapped


def test_who_is_assessed(samples, report):
    other = listening.analyze(samples, RATE, config=listening.Config(assessed="customer"))
    assert as_told(other.events) == as_told(report.events)
    assert [event["id"] for event in other.charged] != [event["id"] for event in report.charged]
    assert other.score != report.score


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64", "float16", "complex64", "bool", "object"])
def test_other_types_are_refused_with_advice(dtype):
    with pytest.raises(listening.AudioError, match=rf"{dtype} are not taken.*convert them, for instance"):
        listening.analyze(np.zeros((100, 2), dtype=dtype), RATE)


@pytest.mark.parametrize("shape", [(100,), (100, 1), (1, 100)])
def test_one_channel_is_refused_and_told_what_to_do(shape):
    with pytest.raises(listening.AudioError, match=r"one channel.*from_talkspurts"):
        listening.analyze(np.zeros(shape, dtype=np.int16), RATE)


@pytest.mark.parametrize("shape", [(), (100, 3), (3, 100), (0, 0), (100, 2, 1)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(listening.AudioError, match=r"shape \(frames, 2\) or \(2, frames\)"):
        listening.analyze(np.zeros(shape, dtype=np.int16), RATE)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_samples_that_are_not_finite_are_refused(bad, dtype):
    audio = np.zeros((100, 2), dtype=dtype)
    audio[30, 1] = bad
    with pytest.raises(listening.AudioError, match="sample 61 is"):
        listening.analyze(audio, RATE)


def test_floats_at_the_scale_of_integers_are_refused(samples):
    with pytest.raises(listening.AudioError, match="32768"):
        listening.analyze(samples.astype(np.float64), RATE)


@pytest.mark.parametrize("shape", [(0, 2), (2, 0), (1, 2), (2, 1)])
def test_no_audio_and_one_sample_are_reported_as_too_little(shape):
    report = listening.analyze(np.zeros(shape, dtype=np.int16), RATE)
    assert report.score["status"] == "insufficient_evidence"
    assert report.score["observable_listening"] is None


@pytest.mark.parametrize("rate", [0, -1, 3999, 192_001, 2**40, 8000.5, "8000", None])
def test_other_rates_are_refused(rate):
    error = listening.AudioError if rate is None else listening.ConfigError
    with pytest.raises(error, match=r"8000|4000 to 192000"):
        listening.analyze(np.zeros((100, 2), dtype=np.int16), rate)


RATES = [4000, 6000, 8000, 11_025, 12_000, 16_000, 22_050, 24_000, 44_099, 44_100, 48_000, 96_000, 192_000]


@pytest.mark.parametrize("rate", [*RATES, 8000.0, np.int64(16000)])
def test_supported_rates(rate):
    assert listening.analyze(np.zeros((int(rate), 2), dtype=np.int16), rate).duration == 1.0


def test_settings_out_of_range_are_refused(demo):
    for agent in (2, -1, "both", None, []):
        with pytest.raises(listening.ConfigError, match="agent's channel"):
            listening.analyze(demo, agent=agent)
    with pytest.raises(listening.ConfigError, match="assessed"):
        listening.Config(assessed="caller")
    with pytest.raises(listening.ConfigError, match=r"listening\.Config"):
        listening.analyze(demo, config={"assessed": "agent"})
    with pytest.raises(listening.ConfigError, match="sampled at 8000 Hz"):
        listening.analyze(demo, 16_000)
    assert listening.analyze(demo, 8000).score["status"] == "ok"


@pytest.mark.parametrize("audio", [None, 7, [[0, 0]], [], {"a": 1}])
def test_what_is_no_audio_is_refused(audio):
    with pytest.raises(listening.AudioError, match="give a path, a binary file object or a NumPy array"):
        listening.analyze(audio, RATE)


def test_paths_and_file_objects(demo, report):
    assert listening.analyze(str(demo)) == report
    with open(demo, "rb") as file:
        file.seek(1000)
        assert listening.analyze(file) == report
        assert not file.closed
    assert listening.analyze(io.BytesIO(demo.read_bytes())) == report


@pytest.mark.parametrize(
    ("container", "subtype"),
    [
        ("WAV", "PCM_16"),
        ("WAV", "PCM_24"),
        ("WAV", "PCM_32"),
        ("WAV", "FLOAT"),
        ("WAV", "DOUBLE"),
        ("RF64", "PCM_16"),
        ("FLAC", "PCM_16"),
        ("AIFF", "PCM_16"),
    ],
)
def test_lossless_recordings_give_the_same_bytes(tmp_path, samples, report, container, subtype):
    path = tmp_path / f"call.{container.lower()}"
    # Float files get what the integers stand for; all others are scaled by the writer.
    data = samples / 32768.0 if subtype in ("FLOAT", "DOUBLE") else samples
    soundfile.write(path, data, RATE, format=container, subtype=subtype)
    assert listening.analyze(path) == report


@pytest.mark.parametrize(
    ("container", "subtype", "dtype"),
    [
        ("WAV", "PCM_U8", "int16"),
        ("WAV", "ULAW", "int16"),
        ("WAV", "ALAW", "int16"),
        ("WAV", "IMA_ADPCM", "float32"),
        ("WAV", "MS_ADPCM", "float32"),
        ("OGG", "VORBIS", "float32"),
        ("OGG", "OPUS", "float32"),
        ("MP3", "MPEG_LAYER_III", "float32"),
    ],
)
def test_lossy_recordings_give_what_their_samples_give(tmp_path, samples, container, subtype, dtype):
    path = tmp_path / f"call.{container.lower()}"
    soundfile.write(path, samples, RATE, format=container, subtype=subtype)
    decoded, rate = soundfile.read(path, dtype=dtype)
    found = listening.analyze(path)
    assert found == listening.analyze(decoded, rate)
    assert found.duration == pytest.approx(len(samples) / RATE, abs=0.1)
    assert len(found.talkspurts) > 20


@pytest.mark.parametrize(("tag", "encoding", "law"), [(7, "mulaw", "ULAW"), (6, "alaw", "ALAW")])
def test_g711_files_and_g711_bytes_give_the_same_bytes(tmp_path, samples, tag, encoding, law):
    path = tmp_path / "call.wav"
    soundfile.write(path, samples, RATE, subtype=law)
    with soundfile.SoundFile(path) as sound:
        raw = path.read_bytes()[-sound.frames * 2 :]
    session = listening.Session(RATE)
    session.push_bytes(raw, encoding)
    assert session.finish() == listening.analyze(path)
    assert listening.analyze(io.BytesIO(wav(raw, tag=tag))) == listening.analyze(path)


def test_a_mono_file_is_refused_and_told_what_to_do(tmp_path, samples):
    path = tmp_path / "mono.wav"
    soundfile.write(path, samples[:, 0], RATE)
    with pytest.raises(listening.AudioError, match=r"mono\.wav has one channel.*from_talkspurts"):
        listening.analyze(path)


def test_more_channels_are_refused(tmp_path):
    path = tmp_path / "six.wav"
    soundfile.write(path, np.zeros((100, 6)), RATE)
    with pytest.raises(listening.AudioError, match=r"six\.wav has 6 channels"):
        listening.analyze(path)


def test_a_rate_that_is_not_supported_names_the_file(tmp_path):
    path = tmp_path / "slow.wav"
    soundfile.write(path, np.zeros((100, 2)), 3999)
    with pytest.raises(listening.ConfigError, match=r"slow\.wav: sample rate 3999 Hz"):
        listening.analyze(path)


def test_a_bad_sample_is_placed(tmp_path):
    path = tmp_path / "nan.wav"
    audio = np.zeros((200_000, 2), dtype=np.float32)
    audio[150_000, 0] = np.nan
    soundfile.write(path, audio, RATE, subtype="FLOAT")
    with pytest.raises(listening.AudioError, match=r"nan\.wav, block from 16\.384 s: sample \d+ is NaN"):
        listening.analyze(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"not audio at all, only a few words", "cannot be read as audio"),
        (b"RIFF", "cannot be read as audio"),
        (wav(b"")[:20], "cannot be read as audio"),
        (wav(b""), "holds no audio"),
        (wav(b"", size=4000), "holds no audio"),
    ],
)
def test_files_without_audio_are_refused_by_name(tmp_path, content, message):
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    with pytest.raises(listening.AudioError, match=rf"bad\.wav {message}"):
        listening.analyze(path)


def test_headerless_audio_is_refused_by_name(tmp_path, samples):
    path = tmp_path / "call.raw"
    path.write_bytes(samples.tobytes())
    with pytest.raises(listening.AudioError, match=r"call\.raw .*--format mulaw"):
        listening.analyze(path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.wav"):
        listening.analyze(tmp_path / "nowhere.wav")
    with pytest.raises(OSError, match=tmp_path.name):
        listening.analyze(tmp_path)


def test_file_objects_that_cannot_be_read_are_refused(demo):
    with open(demo, encoding="latin-1") as text, pytest.raises(listening.AudioError, match="binary mode"):
        listening.analyze(text)

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    with pytest.raises(listening.AudioError, match="cannot seek"):
        listening.analyze(Pipe())


def health(report):
    return [finding["code"] for finding in report.parties["agent"]["health"]]


@pytest.mark.parametrize("kept", [1.0, 0.99999, 0.5, 0.01])
def test_a_recording_cut_short_is_analysed_and_said_to_be(tmp_path, samples, kept):
    data = samples.tobytes()
    path = tmp_path / "cut.wav"
    path.write_bytes(wav(data[: int(len(data) * kept)], size=len(data)))
    if kept == 1.0:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert "truncated" not in health(listening.analyze(path))
        return
    with pytest.warns(listening.TruncatedWarning, match=r"cut\.wav is cut short"):
        report = listening.analyze(path)
    assert "truncated" in health(report)
    assert report.duration == pytest.approx(len(data) * kept / 4 / RATE, abs=0.001)


@pytest.mark.parametrize("whole", [0, 8, 36, 0x7FFF_FFFF, 0xFFFF_FFFF])
@pytest.mark.parametrize("size", [0, 0xFFFF_FFFF, 0x7FFF_F000, 0x7FFF_FFFF])
def test_a_streamed_header_promises_nothing(samples, report, size, whole):
    streamed = bytearray(wav(samples.tobytes(), size=size))
    streamed[4:8] = struct.pack("<I", whole)
    found = listening.analyze(io.BytesIO(streamed)).to_dict()
    for party in found["parties"].values():
        assert party["health"].pop()["code"] == "unfinished"
    assert found == report.to_dict()


def test_an_empty_recording_with_other_chunks_behind_it_is_empty():
    content = bytearray(wav(b"") + b"LIST" + struct.pack("<I", 400) + bytes(400))
    content[4:8] = struct.pack("<I", len(content) - 8)
    with pytest.raises(listening.AudioError, match="holds no audio"):
        listening.analyze(io.BytesIO(content))


def test_a_long_wav_cut_short(tmp_path, samples):
    path = tmp_path / "long.wav"
    soundfile.write(path, samples, RATE, format="RF64")
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.warns(listening.TruncatedWarning):
        assert "truncated" in health(listening.analyze(path))


def test_a_flac_cut_short(tmp_path, samples):
    path = tmp_path / "cut.flac"
    soundfile.write(path, np.concatenate([samples] * 3), RATE)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.warns(listening.TruncatedWarning):
        assert "truncated" in health(listening.analyze(path))


def test_other_chunks_before_the_audio(samples, report):
    plain = wav(samples.tobytes())
    listed = plain[:36] + b"LIST" + struct.pack("<I", 5) + b"INFOx\0" + plain[36:]
    assert listening.analyze(io.BytesIO(listed)) == report


def test_many_calls_in_order_with_the_bad_ones_in_their_place(tmp_path, demo, report, capsys):
    empty = tmp_path / "empty.wav"
    empty.touch()
    copy = tmp_path / "copy.wav"
    shutil.copy(demo, copy)
    paths = [demo, empty, str(copy), tmp_path / "nowhere.wav", 7, demo]
    for workers in (None, 1, 3):
        found = listening.analyze_many(iter(paths), workers=workers)
        assert [found[0], found[2], found[5]] == [report] * 3
        failures = [found[1], found[3], found[4]]
        assert all(isinstance(failure, listening.Failure) for failure in failures)
        assert [failure.path for failure in failures] == [str(empty), str(paths[3]), "7"]
        assert isinstance(failures[0].error, listening.AudioError)
        assert isinstance(failures[1].error, FileNotFoundError)
        assert "is empty" in str(failures[0])
    assert listening.analyze_many([]) == []
    assert capsys.readouterr().err == ""
    for workers in (0, -1, 1.5):
        with pytest.raises(listening.ConfigError, match="workers"):
            listening.analyze_many([demo], workers=workers)


def test_the_report_is_json_of_the_schema(report):
    assert list(json.loads(report.to_json())) == [
        "schema", "engine", "profile", "basis", "duration", "parties", "talkspurts", "turns", "events",
        "measures", "assessed", "score", "traits", "characteristics", "not_measured", "notice",
    ]  # fmt: skip


def test_what_is_of_the_wrong_kind_is_called_by_its_article(demo, samples):
    for wrong, message in (
        ("8000", "sample rate '8000' is text: a number was expected, 4000 to 192000"),
        (b"1", "text"),
    ):
        with pytest.raises(listening.ConfigError, match=message):
            listening.analyze(samples, sample_rate=wrong)
    with pytest.raises(listening.AudioError, match="audio is an int: give"):
        listening.analyze(7)
    with pytest.raises(listening.WordError, match="words are an int: give"):
        listening.analyze(demo, words=7)


def test_a_closed_file_is_refused(demo):
    with open(demo, "rb") as file:
        pass
    closed = io.BytesIO(demo.read_bytes())
    closed.close()
    for each in (file, closed):
        for take in (listening.analyze, listening.inspect):
            with pytest.raises(listening.AudioError, match="is a closed file object: open it again"):
                take(each)


def test_only_public_names_are_offered():
    assert dir(listening) == sorted(listening.__all__)
