"""Voice activity detectors that stand beside ours, and the smoothing they share.

Every detector is an object with `name`, `hop` (seconds per decision), `prepare` (int16 audio of any
number of channels into the form it wants; not timed) and `decide` (the work; timed). Those that give
probabilities have `probabilities` too, and `rates`, the sample rates that `prepare` takes.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np

RATE = 8000
"""Sample rate of every call in the benches."""

BRIDGE = 0.18
"""Silences shorter than this, in seconds, are bridged."""

DROP = 0.08
"""Talkspurts shorter than this, in seconds, are dropped."""

EPSILON = 1e-9


class BadAudio(ValueError):
    """The file is not a stereo call at 8 kHz."""


def load_call(path) -> np.ndarray:
    """Read a stereo 8 kHz file as an int16 array of shape (samples, 2)."""
    import soundfile

    try:
        audio, rate = soundfile.read(path, dtype="int16", always_2d=True)
    except (OSError, soundfile.SoundFileError) as error:
        raise BadAudio(f"{path}: {error}") from error
    if rate != RATE or audio.shape[1] != 2:
        raise BadAudio(f"{path}: {audio.shape[1]} channel(s) at {rate} Hz; expected 2 at {RATE} Hz")
    return audio


def talkspurts(speech, hop: float, duration: float) -> list[tuple[float, float]]:
    """Turn decisions into talkspurts: bridge short silences, then drop short speech.

    >>> talkspurts([1] * 20 + [0] * 17 + [1] * 20 + [0] * 18 + [1] * 7, 0.01, 9.0)
    [(0.0, 0.57)]
    >>> talkspurts([0] + [1] * 8 + [0] * 18 + [1] * 9, 0.01, 0.3)
    [(0.01, 0.09)]
    """
    edges = np.flatnonzero(np.diff(np.asarray(speech, np.int8), prepend=0, append=0))
    spans: list[list[float]] = []
    for start, end in edges.reshape(-1, 2) * hop:
        if spans and start - spans[-1][1] < BRIDGE - EPSILON:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    clipped = ((round(float(s), 3), round(float(min(e, duration)), 3)) for s, e in spans)
    return [(s, e) for s, e in clipped if e - s >= DROP - EPSILON]


def _float(channel: np.ndarray) -> np.ndarray:
    """Scale int16 samples to float32 in -1..1."""
    return channel.astype(np.float32) / 32768.0


def _double_rate(channel: np.ndarray) -> np.ndarray:
    """Interpolate a float32 signal to twice its rate with a 63-tap half-band filter."""
    offsets = np.arange(-31, 32)
    taps = np.sinc(offsets / 2.0) * np.kaiser(offsets.size, 8.0)
    stuffed = np.zeros(channel.size * 2, np.float32)
    stuffed[::2] = channel
    return np.convolve(stuffed, taps.astype(np.float32), "same")


def _with_context(signals: np.ndarray, chunk: int, context: int) -> np.ndarray:
    """Cut (signals, samples) into (chunks, signals, context + chunk), the last padded with zeros.

    Each chunk is preceded by the last `context` samples of the chunk before it (zeros at first).
    """
    count = -(-signals.shape[1] // chunk)
    padded = np.pad(signals, ((0, 0), (context, count * chunk - signals.shape[1])))
    windows = np.lib.stride_tricks.sliding_window_view(padded, context + chunk, axis=1)
    return np.ascontiguousarray(windows[:, ::chunk].transpose(1, 0, 2))


def _onnx_session(model: str):
    """Open one of the models inside the silero-vad package, one thread, without importing torch."""
    import onnxruntime

    spec = importlib.util.find_spec("silero_vad")
    if spec is None or spec.origin is None:
        raise ImportError("silero-vad is not installed")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    path = Path(spec.origin).parent / "data" / model
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class WebRtc:
    """The WebRTC detector, mode 3, 10 ms frames. The loop over frames is Python's."""

    hop = 0.01

    def __init__(self, mode: int = 3) -> None:
        """Look the package up."""
        import webrtcvad

        self.name = f"webrtcvad (mode {mode})"
        self._mode, self._make = mode, webrtcvad.Vad

    def prepare(self, call: np.ndarray) -> list[list[bytes]]:
        """Cut each channel into frames of bytes."""
        size = RATE // 100 * 2
        raw = [np.ascontiguousarray(channel).tobytes() for channel in call.T]
        return [[r[i : i + size] for i in range(0, len(r) - size + 1, size)] for r in raw]

    def decide(self, prepared: list[list[bytes]]) -> list[np.ndarray]:
        """Decide speech or not per frame, one array per channel."""
        out = []
        for frames in prepared:
            is_speech = self._make(self._mode).is_speech
            out.append(np.fromiter((is_speech(frame, RATE) for frame in frames), bool, len(frames)))
        return out


class Silero:
    """Silero's streaming model at 8 kHz, one call of the model per 32 ms, as its package uses it."""

    name = "silero-vad (8 kHz)"
    hop = 256 / RATE
    rates = (RATE,)
    threshold = 0.5
    batched = False

    def __init__(self) -> None:
        """Open the model."""
        self._session = _onnx_session("silero_vad.onnx")

    def prepare(self, call: np.ndarray) -> list[np.ndarray]:
        """Cut into chunks with context; a list with one entry per stream of model calls."""
        signals = _float(call.T)
        streams = [signals] if self.batched else [signals[k : k + 1] for k in range(len(signals))]
        return [_with_context(stream, 256, 32) for stream in streams]

    def probabilities(self, prepared: list[np.ndarray]) -> list[np.ndarray]:
        """Probability of speech per chunk, one array per channel."""
        run, rate, out = self._session.run, np.array(RATE, np.int64), []
        for chunks in prepared:
            state = np.zeros((2, chunks.shape[1], 128), np.float32)
            speech = np.empty(chunks.shape[:2], np.float32)
            for i, chunk in enumerate(chunks):
                values, state = run(None, {"input": chunk, "state": state, "sr": rate})
                speech[i] = values[:, 0]
            out.extend(speech.T)
        return out

    def decide(self, prepared: list[np.ndarray]) -> list[np.ndarray]:
        """Decide speech or not per chunk, one array per channel."""
        return [speech >= self.threshold for speech in self.probabilities(prepared)]


class SileroBatched(Silero):
    """The same model and the same answers with both channels in one batch: fewer calls."""

    name = "silero-vad (8 kHz, channels batched)"
    batched = True


class SileroSequence:
    """Silero's block model: one call per 512 frames. 16 kHz only, so audio at 8 kHz is doubled first."""

    name = "silero-vad (16 kHz sequence model)"
    hop = 512 / 16000
    rates = (RATE, 2 * RATE)
    threshold = 0.5
    block = 512

    def __init__(self) -> None:
        """Open the model."""
        self._session = _onnx_session("silero_vad_16k_sequence.onnx")

    def prepare(self, call: np.ndarray, rate: int = RATE) -> list[np.ndarray]:
        """Bring to 16 kHz and cut into frames with context."""
        signals = [_float(channel) for channel in call.T]
        if rate == RATE:
            signals = [_double_rate(signal) for signal in signals]
        return [_with_context(signal[None], 512, 64)[:, 0] for signal in signals]

    def probabilities(self, prepared: list[np.ndarray]) -> list[np.ndarray]:
        """Probability of speech per frame, one array per channel."""
        out = []
        for frames in prepared:
            h = c = np.zeros((1, 1, 128), np.float32)
            speech = []
            for i in range(0, len(frames), self.block):
                feed = {"input": frames[i : i + self.block], "h": h, "c": c}
                values, h, c = self._session.run(["speech_probs", "hn", "cn"], feed)
                speech.append(values.reshape(-1))
            out.append(np.concatenate(speech))
        return out

    def decide(self, prepared: list[np.ndarray]) -> list[np.ndarray]:
        """Decide speech or not per frame, one array per channel."""
        return [speech >= self.threshold for speech in self.probabilities(prepared)]


def peer_report(detector, call: np.ndarray) -> dict:
    """Run a detector over a call; return a report with talkspurts and no events."""
    duration = len(call) / RATE
    decisions = detector.decide(detector.prepare(call))
    spurts = [
        {"party": party, "start": start, "end": end}
        for party, speech in zip(("agent", "customer"), decisions, strict=True)
        for start, end in talkspurts(speech, detector.hop, duration)
    ]
    return {"schema": "listening.report/1", "duration": duration, "talkspurts": spurts, "events": []}
