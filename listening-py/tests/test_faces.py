"""The same bytes of JSON from every face: Rust, C, Python and the command line."""

from __future__ import annotations

import os
import subprocess

import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, ROOT, wav

pytestmark = pytest.mark.skipif(not (ROOT / "Cargo.toml").exists(), reason="needs the whole repository")
TARGET = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release"


def run(*command: object) -> bytes:
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, timeout=900)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def c_program(tmp_path_factory):
    """The C example, built as its README says, against the static library."""
    run("cargo", "build", "--quiet", "--release", "--package", "listening-ffi")
    program = tmp_path_factory.mktemp("c") / "analyze_wav"
    run(
        os.environ.get("CC", "cc"), "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
        "-I", ROOT / "include", ROOT / "listening-ffi" / "examples" / "analyze_wav.c",
        TARGET / "liblistening.a", "-lpthread", "-ldl", "-lm", "-o", program,
    )  # fmt: skip
    return program


@pytest.fixture(scope="module")
def mix_program(c_program):
    """The C program of a mono recording with turns."""
    program = c_program.parent / "mix"
    run(
        os.environ.get("CC", "cc"), "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
        "-I", ROOT / "include", ROOT / "listening-ffi" / "tests" / "mix.c",
        TARGET / "liblistening.a", "-lpthread", "-ldl", "-lm", "-o", program,
    )  # fmt: skip
    return program


def test_a_mix_with_turns_is_the_same_in_c(tmp_path, samples, report, mix_program):
    mono = samples.mean(axis=1).astype(np.int16)
    turns = {party: [] for party in ("agent", "customer")}
    for row in report.talkspurts:
        turns[row["party"]].append((row["start"], row["end"]))
    (tmp_path / "mix.raw").write_bytes(mono.tobytes())
    lines = [f"{at}\t{start}\t{end}\n" for at, spurts in enumerate(turns.values()) for start, end in spurts]
    (tmp_path / "mix.tsv").write_text("".join(lines))
    want = listening.analyze(mono, RATE, turns=turns).to_json().encode() + b"\n"
    assert len(want) > 5000
    for frames in (160, 4096):
        assert run(mix_program, tmp_path / "mix.raw", tmp_path / "mix.tsv", frames) == want


def resampled(samples: np.ndarray) -> np.ndarray:
    """The call at 16 kHz: each sample, and the mean of it and the next."""
    between = (samples[:-1].astype(np.int32) + samples[1:]) // 2
    doubled = np.repeat(samples, 2, axis=0)
    doubled[1:-1:2] = between
    return doubled


@pytest.fixture(scope="module", params=["as it is", "16 kHz PCM", "mu-law", "A-law"])
def call(request, tmp_path_factory, demo, samples):
    if request.param == "as it is":
        return demo
    path = tmp_path_factory.mktemp("wav") / "call.wav"
    if request.param == "16 kHz PCM":
        path.write_bytes(wav(resampled(samples).tobytes(), rate=2 * RATE))
    else:
        soundfile.write(path, samples, RATE, subtype="ULAW" if request.param == "mu-law" else "ALAW")
    return path


def test_the_same_bytes_from_every_face(call, command, c_program):
    want = listening.analyze(call).to_json().encode() + b"\n"
    assert len(want) > 5000
    assert command("analyze", call, "--json").stdout == want
    rust = run(
        "cargo",
        "run",
        "--quiet",
        "--release",
        "--package",
        "listening-core",
        "--example",
        "analyze",
        "--",
        call,
    )
    assert rust == want
    assert run(c_program, call) == want
    session = listening.Session(soundfile.info(call).samplerate)
    for block in soundfile.blocks(call, blocksize=333, dtype="int16"):
        session.push(block)
    assert session.finish().to_json().encode() + b"\n" == want
