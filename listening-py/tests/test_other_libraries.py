"""Audio as other libraries hold it: taken as what it is, or refused by a `ListeningError` that says what to do."""

from __future__ import annotations

import array
import io
import json
from types import SimpleNamespace

import av
import listening
import numpy as np
import pandas
import polars
import pyarrow
import pytest
import soundfile
from helpers import RATE, wav


class Tensor:
    """As torch has it: NumPy cannot take it with a gradient, and never as bfloat16."""

    def __init__(self, samples: np.ndarray, dtype: str = "torch.float32", requires_grad: bool = False) -> None:
        self.samples, self.dtype, self.requires_grad = samples, dtype, requires_grad

    @property
    def shape(self) -> tuple[int, ...]:
        return self.samples.shape

    def detach(self) -> Tensor:
        return Tensor(self.samples, self.dtype)

    def cpu(self) -> Tensor:
        return self

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        if self.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        if self.dtype == "torch.bfloat16":
            raise TypeError("Got unsupported ScalarType BFloat16")
        return self.samples


@pytest.fixture
def floats(samples):
    return samples.astype(np.float32) / 32768


def test_tensors_are_taken_with_a_gradient_too(floats):
    plain = listening.analyze(floats, RATE)
    assert listening.analyze(Tensor(floats.T, requires_grad=True), RATE) == plain
    one = tuple(Tensor(floats[:, at], requires_grad=True) for at in (0, 1))
    assert listening.analyze(one, RATE) == plain
    session = listening.Session(RATE)
    session.push(Tensor(floats, requires_grad=True))
    assert session.finish() == plain


@pytest.mark.parametrize("shape", [(2, 800), (800,)])
@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_short_floats_are_refused_with_what_converts_them(shape, dtype):
    tensor = Tensor(np.zeros(shape), f"torch.{dtype}")
    for take in (listening.analyze, listening.inspect):
        with pytest.raises(listening.AudioError, match=rf"type {dtype} .* x\.float\(\)"):
            take(tensor, RATE)
    with pytest.raises(listening.AudioError, match=dtype):
        listening.Session(RATE).push(tensor)


def test_a_tensor_without_data_is_refused():
    class Meta(Tensor):
        def detach(self):
            return self

        def cpu(self):
            raise NotImplementedError("Cannot copy out of meta tensor; no data!")

    with pytest.raises(listening.AudioError, match="audio is a Meta, which NumPy cannot read"):
        listening.analyze(Meta(np.zeros((2, 800))), RATE)


def test_an_open_container_of_pyav_is_refused_with_what_to_give(demo, report):
    with av.open(str(demo)) as container:
        with pytest.raises(listening.AudioError, match=r"give its path, or list\(container\.decode\(audio=0\)\)"):
            listening.analyze(container)
        with pytest.raises(listening.AudioError, match=r"a generator: .*, give list\(\.\.\.\) of it"):
            listening.analyze(container.decode(audio=0))
        container.seek(0)
        assert listening.analyze(list(container.decode(audio=0))) == report


def test_what_numpy_cannot_read_is_refused():
    class Odd:
        def __array__(self, dtype=None, copy=None):
            raise BufferError("on another\nmachine")

    with pytest.raises(listening.AudioError, match="audio is an Odd, which NumPy cannot read") as refusal:
        listening.analyze(Odd(), RATE)
    assert isinstance(refusal.value, listening.ListeningError)


def test_an_audio_of_hugging_face_is_taken(samples, floats):
    plain = listening.analyze(floats, RATE)
    sound = {"path": None, "array": floats.T, "sampling_rate": RATE}
    assert listening.analyze(sound) == plain
    assert listening.analyze(sound, RATE) == plain
    with pytest.raises(listening.ConfigError, match="sampled at 8000 Hz, not at 16000"):
        listening.analyze(sound, 16000)
    assert listening.analyze({"bytes": wav(samples.tobytes()), "path": "call.wav"}) == listening.analyze(samples, RATE)


def test_samples_and_decoders_of_torchcodec_are_taken(floats):
    plain = listening.analyze(floats, RATE)
    sound = SimpleNamespace(data=Tensor(floats.T), pts_seconds=0.0, duration_seconds=91.86, sample_rate=RATE)
    assert listening.analyze(sound) == plain
    assert listening.analyze(SimpleNamespace(get_all_samples=lambda: sound)) == plain
    halves = [
        SimpleNamespace(data=Tensor(floats.T[at : at + 1]), pts_seconds=0.0, sample_rate=RATE * (1 + at))
        for at in (0, 1)
    ]
    with pytest.raises(listening.AudioError, match="sampled at 8000 and 16000 Hz"):
        listening.analyze(halves)
    halves[1].sample_rate = RATE
    assert listening.analyze(halves) == plain


@pytest.mark.parametrize(("kind", "scale"), [("h", 1), ("i", 65536)])
def test_a_segment_of_pydub_is_taken(samples, report, kind, scale):
    values = array.array(kind, (samples.astype(np.int64) * scale).astype(kind).tobytes())
    segment = SimpleNamespace(get_array_of_samples=lambda: values, channels=2, frame_rate=RATE)
    assert listening.analyze(segment) == report


@pytest.mark.parametrize("form", ["s16", "s16p", "fltp", "s32"])
def test_frames_of_pyav_are_taken(samples, report, form):
    file = io.BytesIO()
    soundfile.write(file, samples, RATE, format="WAV")
    file.seek(0)
    with av.open(file) as opened:
        resampler = av.AudioResampler(format=form, layout="stereo", rate=RATE)
        frames = [new for frame in opened.decode(audio=0) for new in resampler.resample(frame)]
    assert listening.analyze(frames) == (
        listening.analyze(samples / np.float32(32768), RATE) if form == "fltp" else report
    )
    assert listening.analyze(frames[0]).duration == pytest.approx(frames[0].samples / RATE)


def frames_of(table) -> list:
    """The same table of pandas, polars and pyarrow."""
    return [pandas.DataFrame(table), polars.DataFrame(table), pyarrow.table(table)]


def test_columns_are_taken_by_name(samples, report):
    agent, customer = samples[:, 0], samples[:, 1]
    for frame in frames_of({"customer": customer, "agent": agent}):
        assert listening.analyze(frame, RATE) == report
        with pytest.raises(listening.ConfigError, match="leave agent out"):
            listening.analyze(frame, RATE, agent="right")
    for frame in frames_of({"right": customer, "left": agent}):
        assert listening.analyze(frame, RATE) == report
    assert listening.analyze(pandas.DataFrame(samples), RATE) == report


def test_columns_of_other_names_are_refused(samples):
    for frame in frames_of({"A": samples[:800, 0], "B": samples[:800, 1]}):
        with pytest.raises(listening.AudioError, match=r"with the columns A, B: columns agent and customer"):
            listening.analyze(frame, RATE)


def test_open_recordings_are_named_rightly(demo, report):
    with soundfile.SoundFile(demo) as opened:
        with pytest.raises(
            listening.AudioError, match=r"an open soundfile\.SoundFile, .* listening\.analyze\(x\.name\)"
        ):
            listening.analyze(opened)
        with pytest.raises(listening.AudioError, match=r"an open soundfile\.SoundFile"):
            listening.analyze((opened, demo))
        assert listening.analyze(opened.name) == report

    class ReadableAudioFile:
        """As pedalboard has it."""

        samplerate, num_channels, frames = 8000.0, 2, 10

        def read(self, frames):
            return np.zeros((2, frames), dtype=np.float32)

    opened = ReadableAudioFile()
    with pytest.raises(listening.AudioError, match=r"analyze\(x\.read\(x\.frames\), int\(x\.samplerate\)\)"):
        listening.analyze(opened)
    assert listening.analyze(opened.read(opened.frames), int(opened.samplerate)).duration == 0.001

    class Numbers(io.BytesIO):
        def read(self, size=-1):
            return [1, 2, 3]

    with pytest.raises(listening.AudioError, match=r"a Numbers was given, whose read\(\) gives no bytes"):
        listening.analyze(Numbers())


def test_text_is_no_bytes():
    with pytest.raises(listening.AudioError, match="data is a str: bytes were expected"):
        listening.Session(RATE).push_bytes("0000")


CALL = {"agent": [(0.0, 1.4), (5.0, 5.4), (9.1, 11.0)], "customer": [(2.3, 4.4), (6.0, 8.8)]}


def test_milliseconds_without_audio_are_warned_of(tmp_path, command):
    late = {party: [(1000 * start, 1000 * end) for start, end in spurts] for party, spurts in CALL.items()}
    with pytest.warns(listening.TimesWarning, match="divide milliseconds by 1000"):
        assert listening.from_talkspurts(late["agent"], late["customer"]).duration == 11_000
    listening.from_talkspurts(CALL["agent"], CALL["customer"])
    listening.from_talkspurts(CALL["agent"], CALL["customer"], duration=20_000.0)
    with pytest.warns(listening.TimesWarning, match=r"the call lasts 300,000 s"):
        listening.from_talkspurts(CALL["agent"], CALL["customer"], duration=300_000)
    line = {"id": 1, "activity": {"a": late["agent"], "b": late["customer"]}}
    done = command("floor", "-", input=json.dumps(line).encode())
    assert done.returncode == 0
    assert b"line 1: the call lasts 11,000 s" in done.stderr
