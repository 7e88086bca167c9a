"""The teacher: silero-vad (MIT) on the clean 16 kHz recording. Its weights are not in the result."""

import importlib.util
from pathlib import Path

import numpy as np

RATE, HOP, BEFORE = 16000, 512, 64


class Teacher:
    """silero-vad's 16 kHz model."""

    def __init__(self):
        # Here, so that everything but labelling works without it.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        package = importlib.util.find_spec("silero_vad")
        if package is None:
            raise ModuleNotFoundError("labelling needs the package silero-vad: see training/requirements.txt")
        model = Path(package.submodule_search_locations[0]) / "data" / "silero_vad.onnx"
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def probabilities(self, recordings):
        """The probability of speech for every 32 ms of each of `recordings`, float arrays at 16 kHz."""
        hops = [-(-len(audio) // HOP) for audio in recordings]
        count, most = len(recordings), max(hops)
        padded = np.zeros((count, BEFORE + most * HOP), np.float32)
        for row, audio in enumerate(recordings):
            padded[row, BEFORE : BEFORE + len(audio)] = audio
        state, out = np.zeros((2, count, 128), np.float32), np.zeros((count, most), np.float32)
        rate = np.array(RATE, np.int64)
        for hop in range(most):
            part = padded[:, hop * HOP : hop * HOP + BEFORE + HOP]
            probability, state = self._session.run(None, {"input": part, "state": state, "sr": rate})
            out[:, hop] = probability[:, 0]
        return [row[:used] for row, used in zip(out, hops)]
