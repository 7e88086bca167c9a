"""Smoke tests of the training scripts, on recordings made here; PyTorch's part is passed over without it."""
# ruff: noqa: D103

import csv
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from . import labels as rule
from . import network, rates, reference, rooms, weights
from .feats import convert
from .frontend import FRAME, WIDTH, features
from .g711 import A_LAW, MU_LAW, coded
from .sources import read_sources
from .storage import Corpus, Writer
from .streams.files import conditions, make_file
from .streams.grid import FRAMES, SAMPLES, rms
from .streams.material import Material
from .streams.speech import is_held_out
from .streams.stream import make_stream

ROOT = Path(__file__).resolve().parent.parent
SPEAKERS = 60
NEXT_NUMBER = 0.8933376763433378
"""What version 2's own script drew next after 40 streams of the corpus made here, with seed 5."""
NOISES = {
    "keyboard": "keystroke",
    "household": "kitchen-demand",
    "impact": "bangs",
    "hiss": "speechbrain-noise",
}


def talk(rng, pitch):
    """Audio at 8 kHz and its labels: six syllables with pauses, over faint noise."""
    parts, active = [np.zeros(100 * FRAME)], [np.zeros(100)]
    for _ in range(6):
        frames, pause = int(rng.integers(12, 25)), int(rng.integers(5, 40))
        sound = reference.syllable(rng, frames * FRAME, pitch, int(rng.integers(5)), 0.08)
        parts += [sound, np.zeros(pause * FRAME)]
        active += [np.ones(frames), np.zeros(pause)]
    parts.append(np.zeros(150 * FRAME))
    active.append(np.zeros(150))
    audio = np.concatenate(parts)
    audio = audio + 0.0006 * rng.standard_normal(len(audio))
    return (audio * 32767).astype(np.int16), np.concatenate(active).astype(np.uint8)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """A corpus of synthetic talk and noise; the same in every run."""
    rng = np.random.default_rng(1)
    folder = tmp_path_factory.mktemp("corpus")
    writer = Writer(folder)
    for number in range(SPEAKERS):
        audio, active = talk(rng, 90 + 3 * number)
        sure = np.full(len(active), 3, np.uint8)
        writer.add_speech(audio, active, sure, "made", f"made:{number}", 40.0, f"made/{number}.wav")
    for source in NOISES.values():
        for number in range(4):
            burst = 3000 * rng.standard_normal(150 * FRAME) * np.exp(-np.arange(150 * FRAME) / 3000)
            writer.add_noise(burst.astype(np.int16), source, "noise", f"{source}/{number}.wav")
    for number in range(4):
        time = np.arange(400 * FRAME) / 8000
        chord = sum(np.sin(2 * np.pi * f * (1 + number / 8) * time) for f in (262, 330, 392))
        writer.add_noise((4000 * chord).astype(np.int16), "tunes", "music", f"tunes/{number}.wav")
    writer.stats = {"made": {"kind": "speech", "licence": "CC0", "origin": "here", "pieces": SPEAKERS, "hours": 0.1}}
    writer.close()
    return folder


def material(corpus, seed=1, **options):
    return Material.open([corpus], [corpus], seed=seed, **options)


def test_a_stream_has_its_shapes_and_labels(corpus):
    made = material(corpus)
    for _ in range(12):
        stream = make_stream(made)
        assert stream.audio.shape == (SAMPLES,)
        assert stream.audio.dtype == np.int16
        for label, most in ((stream.speech, 1), (stream.weight, 3), (stream.music, 1)):
            assert label.shape == (FRAMES,)
            assert label.dtype == np.uint8
            assert label.max() <= most


def test_the_labels_are_where_the_speech_is(corpus):
    made = material(corpus)
    for _ in range(4):
        stream = make_stream(made, "clean")
        level = np.sqrt(np.mean(stream.audio.reshape(FRAMES, FRAME).astype(float) ** 2, 1))
        assert rates.roc_auc(stream.speech, level) > 0.95


def test_nobody_talks_where_nobody_should(corpus):
    made = material(corpus, held_out=True)
    for condition in ("only_tones", "only_music", "only_noise", "only_breath"):
        stream = make_stream(made, condition)
        assert not stream.speech.any()
        assert rms(stream.audio) > 1
    assert stream.music.max() == 0


def test_the_seed_decides(corpus):
    first, same, other = (make_stream(material(corpus, seed)) for seed in (1, 1, 2))
    for field in ("audio", "speech", "weight", "music"):
        assert np.array_equal(getattr(first, field), getattr(same, field))
    assert not np.array_equal(first.audio, other.audio)


def test_random_numbers_are_drawn_in_the_order_of_version_2(corpus):
    """The next number after 40 streams: it changes where a draw is added or moved."""
    made = material(corpus, 5, babble_share=0.3)
    for _ in range(40):
        make_stream(made)
    assert made.rng.random() == pytest.approx(NEXT_NUMBER, abs=1e-12)


def test_what_is_held_out_is_never_trained_on(corpus):
    train, held = material(corpus), material(corpus, held_out=True)
    speakers = [{piece.speaker for piece in part.speech.pieces} for part in (train, held)]
    assert not speakers[0] & speakers[1]
    assert len(speakers[0] | speakers[1]) == SPEAKERS
    assert all(is_held_out(piece) for piece in held.speech.pieces)
    for kind in train.recorded.by_kind:
        files = [{recording.key for recording in part.recorded.by_kind[kind]} for part in (train, held)]
        assert not files[0] & files[1]
        assert len(files[0] | files[1]) == 4


def test_a_missing_kind_of_noise_is_named(corpus, tmp_path):
    writer = Writer(tmp_path)
    writer.add_noise(np.ones(100 * FRAME, np.int16), "bangs", "noise", "bangs/0.wav")
    writer.close()
    with pytest.raises(ValueError, match="music, impact, household, keyboard"):
        Material.open([corpus], [tmp_path], seed=1)


def test_a_file_holds_streams_and_its_features(corpus, tmp_path):
    made = material(corpus)
    make_file(made, tmp_path / "train_1_000.npz", 2)
    convert(tmp_path / "train_1_000.npz", tmp_path / "train_1_000.f.npz")
    streams, inputs = np.load(tmp_path / "train_1_000.npz"), np.load(tmp_path / "train_1_000.f.npz")
    assert streams["x"].shape == (2, SAMPLES)
    assert inputs["f"].shape == (2, FRAMES, WIDTH)
    assert np.isfinite(inputs["f"]).all()
    for key in "ywm":
        assert np.array_equal(streams[key], inputs[key])


def test_every_condition_has_a_name_of_its_own():
    names = [name for name, *_ in conditions(NOISES)]
    assert len(set(names)) == len(names) == 5 + 3 * len(NOISES) + 2 + 4


def table(name):
    return np.loadtxt(reference.DATA / name, delimiter=",", skiprows=1)[:, 1:]


def test_the_signal_and_its_features_are_those_of_the_engines_tests():
    audio = reference.signal()
    reference_bytes = (reference.DATA / "reference.wav").read_bytes()
    assert reference_bytes.endswith(audio.tobytes())
    expected = table("reference_features.csv")
    # The file has five decimals.
    assert np.abs(features(audio[None])[0][: len(expected)] - expected).max() < 2e-5


def test_features_never_look_ahead():
    audio = reference.signal()[None]
    # A frame ends 168 samples after its start.
    part = features(audio[:, : 300 * FRAME])[0]
    assert np.array_equal(part[:-2], features(audio)[0][: len(part) - 2])


def test_the_shipped_weights_give_the_engines_reference():
    shipped, inputs = weights.read_safetensors(weights.SHIPPED), features(reference.signal()[None])[0]
    whole = np.stack(network.run(shipped, inputs, whole=True), 1)
    assert np.abs(whole - table("reference.csv")).max() < 1e-3
    # Measured: 0.025 apart at most, 0.0006 on average.
    apart = np.abs(whole - np.stack(network.run(shipped, inputs), 1))
    assert apart.max() < 0.05
    assert 0 < apart.mean() < 0.002


def test_weights_go_to_training_and_back(tmp_path):
    back = weights.to_engine(weights.load(weights.SHIPPED))
    weights.write_safetensors(tmp_path / "vad8k.safetensors", back)
    assert (tmp_path / "vad8k.safetensors").read_bytes() == weights.SHIPPED.read_bytes()


def test_the_label_rule():
    """Two vowels with a closure of 50 ms are one; what is far from the teacher's speech is none."""
    rng = np.random.default_rng(2)
    audio = 0.001 * rng.standard_normal(4 * 16000)
    for start, end in ((1.0, 1.3), (1.35, 1.6), (3.0, 3.2)):
        part = slice(int(start * 16000), int(end * 16000))
        audio[part] += 0.2 * rng.standard_normal(part.stop - part.start)
    heard = np.zeros(125)
    heard[int(1.0 / 0.032) : int(1.75 / 0.032)] = 0.9
    speech, weight, snr = rule.label(audio, heard)
    assert speech[102:158].all()
    assert not speech[:97].any()
    assert not speech[170:].any()
    assert snr > 30
    assert weight[10] == 3
    assert 2 in weight[95:105]
    assert not rule.label(audio, np.zeros(125))[0].any()


def test_rooms_are_the_pauses(corpus, tmp_path):
    writer = Writer(tmp_path)
    rooms.add_rooms(writer, Corpus(corpus), 4.0)
    writer.close()
    made = Corpus(tmp_path)
    assert {piece.source for piece in made.noise} == {"room:made"}
    assert rms(made.noise_audio) < 30


def test_g711_gives_the_same_again():
    every = np.arange(-32768, 32768).astype(np.int16)
    for law in (MU_LAW, A_LAW):
        once = coded(every, law)
        assert np.array_equal(coded(once, law), once)
        assert len(np.unique(once)) in (255, 256)


def test_the_sources_keep_the_data_rules():
    sources = read_sources()
    assert len({source.name for source in sources}) == len(sources) > 50
    forbidden = re.compile(r"GPL|\bNC\b|non-?commercial(?! use)|sampling", re.IGNORECASE)
    for source in sources:
        allowed = source.licence.replace("commercial and non-commercial use", "")
        assert source.licence, source.name
        assert not forbidden.search(allowed), source.name
        folders = [place.split("=")[1] for place in source.origin.split()]
        assert all(any(f"{path}/".startswith(f"{folder}/") for folder in folders) for path in source.paths)
        for pattern in (source.exclude, source.only, source.speaker):
            re.compile(pattern)


def run(module, *arguments):
    """Runs one of the scripts as a user would."""
    command = [sys.executable, "-m", f"training.{module}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_network_in_pytorch_is_the_one_in_numpy():
    torch = pytest.importorskip("torch")
    from . import model

    inputs = features(reference.signal()[None])[0]
    with torch.no_grad():
        out = torch.sigmoid(model.load(weights.SHIPPED)(torch.tensor(network.pad(inputs)[None]))).numpy()[0]
    speech, music = network.run(weights.read_safetensors(weights.SHIPPED), inputs)
    ours = np.stack([speech, music], 1)
    assert np.abs(out[network.LAG : network.LAG + len(inputs)] - ours).max() < 1e-5


def test_from_a_corpus_to_a_network(corpus, tmp_path):
    """Two streams, six steps: each script reads what the one before it wrote."""
    pytest.importorskip("torch")
    for name, *options in (("train", "--files", 1), ("val", "--conditions", "--held-out")):
        streams = tmp_path / f"{name}_streams"
        run("streams", "--speech", corpus, "--noise", corpus, "--out", streams, "--streams", 2, *options)
        run("feats", "--streams", streams, "--out", tmp_path / name)
    run("import_export", "--out", tmp_path / "start.npz")
    common = ["--features", tmp_path / "train", "--validation", tmp_path / "val", "--steps", 6]
    for name, start in (("first", tmp_path / "start.npz"), ("second", weights.SHIPPED)):
        said = run("train", *common, "--init", start, "--out", tmp_path / f"{name}.npz", "--seed", 3)
    assert said.startswith("start ")
    assert "noise_10" in said
    first, second = (weights.load(tmp_path / f"{name}.npz") for name in ("first", "second"))
    assert all(np.array_equal(first[name], second[name]) for name in first)
    run("train", *common, "--out", tmp_path / "new.npz")
    run("soup", "--models", tmp_path / "first.npz", tmp_path / "second.npz", "--out", tmp_path / "mean.npz")
    compared = run("compare", "--validation", tmp_path / "val", "--models", tmp_path / "mean.npz", weights.SHIPPED)
    assert "only_music" in compared
    made = tmp_path / "vad8k.safetensors"
    run("export", "--model", tmp_path / "mean.npz", "--out", made)
    assert made.stat().st_size == weights.SHIPPED.stat().st_size
    run("reference", "--model", made, "--out", tmp_path / "data")
    run("card", "--corpus", corpus, "--version", 9, "--weights", made, "--out", tmp_path / "CARD.json")
    assert '"id": "vad8k/9"' in (tmp_path / "CARD.json").read_text()
    with (tmp_path / "data" / "reference.csv").open() as file:
        assert len(list(csv.reader(file))) == 1201
