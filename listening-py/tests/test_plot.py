"""What was heard of a call, drawn."""

from __future__ import annotations

import json
import sys

import listening
import numpy as np
import pytest
from helpers import RATE, faulty, one_line, with_echo, with_tones
from listening._cli.main import main


def filled(heard, report=None):
    """The figure, and the names in its legend."""
    from listening._render.inspection_plot import fill
    from matplotlib.figure import Figure

    figure = Figure()
    fill(figure, (report or heard.report).to_dict(), heard._tracks, "A call")
    (legend,) = figure.legends
    return figure, {text.get_text() for text in legend.get_texts()}


def boxes(axes, *, hatched):
    """What is shaded."""
    shades = (shade for shade in axes.collections if bool(shade.get_hatch()) == hatched)
    return [path.get_extents() for shade in shades for path in shade.get_paths()]


def test_a_plot_without_the_extra_says_so(demo, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "matplotlib.figure", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'listening\[plot\]'"):
        listening.inspect(demo).plot(tmp_path / "call.png")
    assert main(["inspect", str(demo), "--plot", str(tmp_path / "call.png")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "listening: error: this needs matplotlib: pip install 'listening[plot]'\n"
    assert not list(tmp_path.iterdir())


class TestPlot:
    @pytest.fixture(autouse=True)
    def _extra(self):
        pytest.importorskip("matplotlib", reason="needs the extra `plot`")

    def test_a_plot_is_made(self, command, demo, tmp_path):
        out = tmp_path / "call.png"
        done = command("inspect", demo, "--plot", out)
        assert done.returncode == 0
        assert b"DEAD AIR" in done.stdout
        assert out.read_bytes().startswith(b"\x89PNG\r\n")
        assert out.stat().st_size > 20_000

    def test_it_shows_parties_and_events(self, heard, tmp_path):
        heard.plot(tmp_path / "call.svg", title="A call")
        assert (tmp_path / "call.svg").read_text(encoding="utf-8").count("<path") > 50
        figure, names = filled(heard)
        upper, pitch, _, lane, other, _, lower = figure.axes
        assert upper.get_title(loc="left").startswith("Agent, left channel")
        assert other.get_title(loc="left").startswith("Customer, right channel")
        assert {text.get_text() for text in lane.texts} == {"on hold", "dead air"}
        assert lower.get_xlim() == (0, heard.report.duration)
        dots, median = pitch.lines
        assert len(dots.get_xdata()) > 1000
        assert median.get_ydata()[0] == pytest.approx(172, abs=10)
        assert {"agent talks", "customer talks", "both talk", "interruption", "backchannel"} <= names

    def test_it_shows_where_something_is_wrong(self, samples, heard):
        def drawn(heard):
            figure, names = filled(heard)
            upper, _, _, _, other, _, _ = figure.axes
            strips = [
                [path.get_extents() for shades in axes.collections for path in shades.get_paths()]
                for axes in (upper, other)
            ]
            thin = [[box for box in boxes if box.y0 == 0 and 0 < box.y1 < 0.1] for boxes in strips]
            return [[(box.x0, box.x1) for box in boxes] for boxes in thin], names

        (agent, customer), names = drawn(listening.inspect(faulty(samples), RATE))
        assert not agent
        assert any(start == pytest.approx(55) for start, _ in customer)
        assert len(customer) >= 2
        assert "to check" in names
        (agent, customer), names = drawn(heard)
        assert not agent
        assert not customer
        assert "to check" not in names

    def test_sounds_are_named_and_no_fault(self, samples, heard):
        figure, names = filled(listening.inspect(with_tones(samples), RATE))
        upper, _, _, _, other, _, _ = figure.axes
        assert "ringing, key presses, music" in names
        assert "to check" not in names
        assert [text.get_text() for text in upper.texts] == ["music"]
        assert [text.get_text() for text in other.texts] == ["ringing", "key presses"]
        bursts = [box.x0 for box in boxes(other, hatched=True)]
        assert bursts == pytest.approx([1, 6, 11, *(64 + key / 3 for key in range(4))], abs=0.1)
        assert not other.get_title(loc="right")
        assert "music" in filled(heard)[1]

    def test_names_of_sounds_keep_clear_of_talk_and_each_other(self, heard):
        def named(*found):
            data = heard.report.to_dict()
            sounds = ("dial", "fax", "modem")
            data["parties"]["agent"]["health"] = [
                {"code": code, "start": start, "end": start + 0.5, "value": 1}
                for code, start in zip(sounds, found, strict=False)
            ]
            figure, _ = filled(heard, listening.Report(json.dumps(data)))
            return [text.get_text() for text in figure.axes[0].texts]

        # The agent is silent from 44 to 52 s, and talks from 39 s to 44 s.
        assert named(47.5, 41) == ["dial tone"]
        assert named(47.5, 48.2) == ["dial tone"]
        assert named(40.5, 42, 47.5) == ["modem tone"]

    def test_the_other_partys_echo_is_shown(self, samples, heard):
        figure, names = filled(listening.inspect(with_echo(samples), RATE))
        assert "the other party's echo" in names
        assert figure.axes[0].get_title(loc="right").startswith("check: the other party is heard on it")
        assert "the other party's echo" not in filled(heard)[1]

    def test_a_mono_recording_is_shown_with_its_sounds(self, samples):
        heard = listening.inspect(with_tones(samples)[:, 1], RATE, agent="right")
        figure, names = filled(heard)
        upper, _, _ = figure.axes
        assert [text.get_text() for text in upper.texts] == ["ringing", "key presses"]
        assert "ringing, key presses" in names
        assert len(boxes(upper, hatched=True)) == 7

    @pytest.mark.parametrize("shape", [(0,), (1, 2), (RATE, 2), (RATE,)])
    def test_little_audio(self, shape, tmp_path):
        listening.inspect(np.zeros(shape, dtype=np.int16), RATE).plot(tmp_path / "call.png")
        assert (tmp_path / "call.png").stat().st_size > 5000

    def test_any_name_is_a_title(self, demo, tmp_path):
        path = tmp_path / "$a_1 \u6f22 {.wav"
        path.write_bytes(demo.read_bytes())
        listening.inspect(path).plot(tmp_path / "call.png")

    def test_what_is_refused(self, command, demo, heard, tmp_path):
        for name in ("call", "call.docx"):
            with pytest.raises(listening.ConfigError, match="png"):
                heard.plot(tmp_path / name)
        one_line(command("inspect", demo, "--plot", tmp_path / "call.docx"), "call.docx", "png")
        nowhere = tmp_path / "nowhere" / "call.png"
        one_line(command("inspect", demo, "--plot", nowhere), nowhere, "No such file")
