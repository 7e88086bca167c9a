"""What the command prints, as people see it: its width, its order, its numbers, and how far it is."""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from collections import Counter

import listening
import pytest
from listening._cli import terminal
from listening._render import layout
from listening._render.comparison_text import amount as compared
from listening._render.numbers import fixed, unsigned
from listening._render.phrases import amount, findings, percent

CALL = "team/calls/ben/2026-03-03-1.wav"
COMMANDS = [
    ("demo",),
    ("analyze", CALL, "--words", "team/words/ben/2026-03-03-1.json", "--talker-prosody"),
    ("inspect", CALL),
    ("compare", CALL),
    ("track", "calls.jsonl"),
    ("calibrate", "rated.jsonl", "--ratings", "team/ratings.csv"),
    ("batch", "--help"),
]
ZERO = re.compile(r"(?<![\w.])[-+]0+(\.0+)?(?![\w.])")
"""A zero with a sign."""


def output_of(folder, *words, **variables):
    """The command's output with these environment variables, without the name of the demo call."""
    done = subprocess.run(
        [sys.executable, "-m", "listening", *map(str, words)],
        cwd=folder,
        env={**os.environ, **{name: str(value) for name, value in variables.items()}},
        capture_output=True,
        timeout=120,
    )
    assert (done.returncode, done.stderr.decode()) == (0, ""), words
    return done.stdout.decode().replace(f"\nTo listen: {listening.demo_call()}\n", "")


def widest(text):
    """The columns of its longest line; the text below the options of a help is not wrapped."""
    return max(map(len, text.partition("\nWrites one row per call")[0].splitlines()))


def in_a_terminal(columns, folder, *words):
    """The output in a terminal with this number of columns."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    shown = b""
    with subprocess.Popen(
        [sys.executable, "-m", "listening", *map(str, words)],
        cwd=folder,
        env={**os.environ},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:
            # So a terminal ends on Linux.
            pass
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


@pytest.fixture(scope="module")
def folder(team, tmp_path_factory):
    """A folder with what the commands read: the reports of the made team's first calls, and of the rated ones."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "team").symlink_to(team, target_is_directory=True)
    some, seen = [], Counter()
    for line in (team / "weeks.jsonl").read_text(encoding="utf-8").splitlines():
        seen[agent := json.loads(line)["agent"]] += 1
        some += [line] if seen[agent] % 20 == 0 else []
    (folder / "some.jsonl").write_text("\n".join(some), encoding="utf-8")
    for file, name in (("some.jsonl", "calls.jsonl"), ("team/rated.jsonl", "rated.jsonl")):
        (folder / name).write_text(output_of(folder, "floor", file, "--json"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_text_is_as_wide_as_is_said(folder, words):
    plain = output_of(folder, *words)
    assert widest(plain) <= 80
    assert output_of(folder, *words, COLUMNS=80) == plain == output_of(folder, *words, COLUMNS="wide")
    for columns, most in ((20, 60), (120, 120), (1000, 200)):
        text = output_of(folder, *words, COLUMNS=columns)
        assert widest(text) <= most, columns
        if words[0] in ("track", "calibrate", "compare"):
            # A name that takes two lines stands beside other words.
            assert Counter(text.split()) == Counter(plain.split())
        if columns > 80 and words[0] != "calibrate":
            assert widest(text) > 80
    assert not ZERO.search(plain), ZERO.search(plain)


def test_text_is_as_wide_as_the_terminal(folder):
    assert widest(in_a_terminal(100, folder, "track", "calls.jsonl")) > 80
    assert in_a_terminal(100, folder, "track", "calls.jsonl") == output_of(folder, "track", "calls.jsonl", COLUMNS=100)
    # Some terminals do not know their width.
    assert in_a_terminal(0, folder, "demo") == in_a_terminal(80, folder, "demo")


def test_what_goes_to_a_file_is_as_wide_as_what_goes_to_a_pipe(folder, tmp_path):
    assert in_a_terminal(120, folder, "track", "calls.jsonl", "--out", tmp_path / "out.txt") == ""
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == output_of(folder, "track", "calls.jsonl")


def test_texts_of_the_library_do_not_know_of_terminals(report, monkeypatch):
    plain = report.to_text()
    monkeypatch.setenv("COLUMNS", "120")
    assert report.to_text() == plain
    assert terminal.columns() == 120
    with layout.columns(120):
        assert widest(report.to_text()) > 80
    assert report.to_text() == plain


def test_the_command_alone_prints_its_help(command):
    done = command()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == command("--help").stdout
    assert done.stdout.startswith(b"usage: listening ")


def test_agents_come_before_how_many_calls_it_takes(folder):
    text = output_of(folder, "track", "calls.jsonl")
    places = [text.index(f"\n{name}") for name in ("ann ", "ben ", "cara ", "dan ", "HOW MANY CALLS IT TAKES")]
    assert places == sorted(places)
    # What they are adjusted for, then the first.
    assert text.splitlines()[1].startswith("Estimates are adjusted")
    assert text.splitlines()[3].startswith("ann ")


@pytest.mark.parametrize("unit", ["s", "1/min", "share", "count", "points", "dB", "ratio"])
def test_zero_has_no_sign(unit):
    for value in (-0.0, -0.004, -1e-9):
        assert "-" not in amount(value, unit), value
        assert "-" not in compared(value, unit)
    assert amount(-0.06, "s") == "-0.1 s"
    assert percent(-0.004) == "0 %"
    assert percent(-0.006) == "-1 %"


def test_numbers_keep_the_signs_that_they_need():
    assert [fixed(value) for value in (-0.05001, -0.04, 0.04, -0.0, 12.0)] == ["-0.1", "0.0", "0.0", "0.0", "12.0"]
    texts = ("-0 dB", "+0.000", "-0.001", "-0", "-01", "-0.0 s (-0.5 s)", "+6 dB")
    assert [unsigned(text) for text in texts] == ["0 dB", "0.000", "-0.001", "0", "-01", "0.0 s (-0.5 s)", "+6 dB"]
    off = [{"code": "dc_offset", "start": 0.0, "end": 9.0, "value": -0.0001}]
    assert findings(off, 9.0) == ["not centred: offset 0.000 of full scale (a fault of the recorder)"]


def test_a_batch_counts_what_was_rated(team, tmp_path):
    (tmp_path / "calls").mkdir()
    for name in ("calls/ann/2026-03-02-1.wav", "broken.wav"):
        (tmp_path / "calls" / name.rpartition("/")[2]).write_bytes((team / name).read_bytes())
    call = bytearray((team / "calls/ann/2026-03-02-1.wav").read_bytes())
    (tmp_path / "calls" / "short.wav").write_bytes(call[: 20 * 16_000])
    shown = in_a_terminal(120, tmp_path, "batch", "calls", "--out", "scores.jsonl", "--workers", "1")
    assert "1 rated, 1 not rated, 1 failed" in shown
