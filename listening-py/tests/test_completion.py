"""Completion in real shells."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import time

import pytest
from helpers import one_line

pytestmark = pytest.mark.skipif(os.name != "posix", reason="shells of Unix")


@pytest.fixture
def script(command, tmp_path):
    """Writes the script of a shell to a file."""

    def write(shell):
        done = command("completion", shell)
        assert (done.returncode, done.stderr) == (0, b"")
        path = tmp_path / f"completion.{shell}"
        path.write_bytes(done.stdout)
        return path

    return write


def needs(shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")


def offered(path, *words):
    """What bash's function offers for the last of these words, in the folder of its script."""
    line = " ".join(f"'{word}'" for word in ("listening", *words))
    program = (
        f"source '{path}'; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _shtab_listening; "
        'for each in "${COMPREPLY[@]}"; do echo "$each"; done'
    )
    done = subprocess.run(
        ["bash", "--norc", "-uc", program], capture_output=True, text=True, timeout=30, cwd=path.parent
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script(script, shell):
    """Whether the shell is here or not."""
    assert b"listening" in script(shell).read_bytes()


def test_bash_offers_commands_options_and_values(script):
    needs("bash")
    path = script("bash")
    assert offered(path, "an") == ["analyze"]
    assert {"analyze", "floor", "completion", "schema"} <= set(offered(path, ""))
    assert {"--help", "--version"} <= set(offered(path, "-"))
    assert offered(path, "analyze", "--te") == ["--textgrid"]
    assert offered(path, "analyze", "call.wav", "--agent", "") == ["left", "right"]
    assert offered(path, "analyze", "call.wav", "--agent", "r") == ["right"]
    assert offered(path, "stream", "--rate", "1") == ["11025", "16000"]
    assert offered(path, "compare", "call.wav", "--as", "mi") == ["miitel"]
    assert offered(path, "completion", "z") == ["zsh"]
    # Files where a file is expected, and no option as the value of another.
    assert offered(path, "analyze", "") == ["completion.bash"]
    assert offered(path, "analyze", "--words", "c") == ["completion.bash"]
    assert "--textgrid" not in offered(path, "analyze", "--words", "--te")
    # Neither where a value is free.
    assert offered(path, "track", "--since", "") == []


def test_bash_knows_every_option(script, command):
    needs("bash")
    path = script("bash")
    for name in offered(path, ""):
        if not name.startswith("-"):
            said = command(name, "--help").stdout.decode()
            usage = said[: said.index("\n\n")]
            assert set(re.findall(r"--[a-z-]+", usage)) <= set(offered(path, name, "-")), name


def typed(shell, keys, wanted):
    """Types keys into an interactive shell on a terminal; gives what it shows, until `wanted` is in it."""
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="dumb", PS1="> ", HOME="/nonexistent", INPUTRC="/dev/null")
        os.execvp(shell[0], shell)
    shown = b""
    try:
        for key in keys:
            os.write(terminal, key)
            end = time.monotonic() + 1
            while time.monotonic() < end and select.select([terminal], [], [], 0.2)[0]:
                shown += os.read(terminal, 4096)
        end = time.monotonic() + 20
        while wanted not in _settled(shown) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                shown += os.read(terminal, 4096)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    return _settled(shown)


def _settled(shown):
    """zsh goes a step back over the space that it put."""
    return shown.replace(b" \b", b"")


def test_a_tab_in_bash(script, tmp_path):
    """The whole of it: a terminal, readline, a key."""
    needs("bash")
    (tmp_path / "a call.wav").touch()
    keys = (
        f"cd '{tmp_path}'; source '{script('bash')}'\n".encode(),
        b"listening ana\t",
        b"a\t",
        b"--textg\t",
    )
    want = rb"listening analyze a\ call.wav --textgrid"
    assert want in typed(["bash", "--norc", "--noprofile", "-i"], keys, want)


def test_zsh_takes_the_script(script):
    needs("zsh")
    path = script("zsh")
    done = subprocess.run(
        ["zsh", "-fc", f"autoload -Uz compinit; compinit -D -u; source '{path}'; print $_comps[listening]"],
        capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "_shtab_listening\n")


@pytest.mark.parametrize("start", ["source", "eval", "fpath"])
def test_a_tab_in_zsh(script, start):
    needs("zsh")
    path = script("zsh")
    path.with_name("_listening").write_bytes(path.read_bytes())
    keys = {
        "source": f"autoload -Uz compinit; compinit -D -u; source '{path}'\n",
        "eval": f"autoload -Uz compinit; compinit -D -u; eval \"$(cat '{path}')\"\n",
        "fpath": f"fpath=('{path.parent}' $fpath); autoload -Uz compinit; compinit -D -u\n",
    }[start]
    want = b"listening analyze --textgrid"
    assert want in typed(["zsh", "-fi"], (keys.encode(), b"listening ana\t", b"--textg\t"), want)


def test_fish_offers_commands_options_and_values(script):
    needs("fish")
    path = script("fish")

    def lines(words):
        program = f"source '{path}'; complete -C '{words}'"
        done = subprocess.run(["fish", "--no-config", "-c", program], capture_output=True, text=True, timeout=30)
        assert (done.returncode, done.stderr) == (0, "")
        return [line.split("\t")[0] for line in done.stdout.splitlines()]

    assert lines("listening an") == ["analyze"]
    assert lines("listening analyze --te") == ["--textgrid"]
    assert lines("listening analyze --agent ") == ["left", "right"]
    assert lines("listening completion z") == ["zsh"]
    assert lines("listening stream --rate 1") == ["11025", "16000"]
    assert lines(f"listening analyze {path.parent}/compl") == [str(path)]


def test_other_shells_are_refused(command):
    one_line(command("completion", "tcsh"), "bash", "zsh", "fish")
