"""Plots for papers: of a report, a tracking and a calibration."""

from __future__ import annotations

import sys
import warnings

import listening
import numpy as np
import pytest
from helpers import made_call
from listening._render import report_facts
from listening._render.symbols import MARKS

NAMES = ["ann", "bob", "$c_1$", "dora", "eve"]


@pytest.fixture(scope="module")
def tracking():
    return listening.track([(name, day, made_call(3, 7 * k + day)) for k, name in enumerate(NAMES) for day in range(8)])


@pytest.fixture(scope="module")
def rated():
    """Made-up reports, what raters gave to them, and a calibration to that."""
    chance = np.random.default_rng(1)
    points = chance.normal(70, 15, 200).clip(0, 100)
    names = ("patience", "attentiveness", "give_and_take", "composure", "observable_listening")
    reports = [dict.fromkeys(names, float(each)) for each in points]
    ratings = (0.8 * points + chance.normal(0, 8, 200)).clip(0, 100)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", listening.CalibrationWarning)
        fitted = listening.Calibration("quality_rating").fit(reports, ratings, agents=[k % 10 for k in range(200)])
    return reports, ratings, fitted


def test_without_the_extra_they_say_so(report, tracking, rated, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    reports, ratings, calibration = rated
    for draw in (report.plot, tracking.plot, lambda: calibration.plot(reports, ratings)):
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'listening\[plot\]'"):
            draw()


class TestPlots:
    @pytest.fixture(autouse=True)
    def _drawn(self):
        """Without a screen, and nothing left open."""
        matplotlib = pytest.importorskip("matplotlib", reason="needs the extra `plot`")
        matplotlib.use("Agg")
        yield
        from matplotlib import pyplot

        pyplot.close("all")

    def test_both_parties_and_their_events(self, report, tmp_path):
        ax = report.plot(title="A $call_1$")
        names = [text.get_text() for text in ax.get_legend().get_texts()]
        assert names[:3] == ["agent talks", "customer talks", "both talk"]
        assert {"on hold", "dead air", "music", "backchannel"} < set(names[3:])
        assert "counts" in names
        assert ax.get_xlim() == (0, report.duration)
        assert ax.get_title(loc="left") == "A $call_1$"
        drawn = {round(float(x), 2) for line in ax.lines for x in line.get_xdata()}
        assert drawn == {e["start"] for e in report_facts.shown_events(report.to_dict()) if e["kind"] in MARKS}
        bars = sum(len(shade.get_paths()) for shade in ax.collections)
        silences = sum(event["kind"] in ("dead_air", "hold") for event in report.events)
        both = len(report_facts.overlaps(report.to_dict()))
        assert bars == len(report.talkspurts) + len(report.turns) + both + silences + len(
            report_facts.sounds(report.to_dict())
        )
        for form in ("pdf", "svg", "png"):
            ax.figure.savefig(tmp_path / f"call.{form}")
            assert (tmp_path / f"call.{form}").stat().st_size > 8000
        # Vectors: no picture inside.
        assert b"/Subtype /Image" not in (tmp_path / "call.pdf").read_bytes()

    def test_without_colour_the_parties_differ(self, report):
        from matplotlib.colors import to_rgb

        ax = report.plot()
        first, second = ax.get_legend().get_patches()[:2]
        grey = [np.dot(to_rgb(patch.get_facecolor()), [0.2126, 0.7152, 0.0722]) for patch in (first, second)]
        assert abs(grey[0] - grey[1]) > 0.2
        assert not first.get_hatch()
        assert second.get_hatch()

    def test_on_axes_that_are_given(self, report):
        from matplotlib.figure import Figure

        axes = Figure().subplots(2, 1)
        assert report.plot(ax=axes[0]) is axes[0]
        assert not axes[1].collections

    def test_little_and_much(self, tmp_path):
        for made in (
            listening.from_talkspurts([], [], 0.0),
            listening.from_talkspurts([(1.0, 2.0)], [], 20.0),
            made_call(60),
        ):
            made.plot().figure.savefig(tmp_path / "call.png")

    def test_agents_beside_each_other(self, tracking, tmp_path):
        ax = tracking.plot()
        names = [tick.get_text() for tick in ax.get_yticklabels()]
        assert names == [f"{name} (8)".replace("$", r"\$") for name in sorted(NAMES)]
        top, bottom = ax.get_ylim()[1], ax.get_ylim()[0]
        assert top < bottom, "names are read from the top"
        squares = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "s"]
        assert squares == [tracking.row(name, "observable_listening")["shrunken"] for name in sorted(NAMES)]
        ax.figure.savefig(tmp_path / "agents.pdf")

    def test_an_agent_over_time(self, tracking, tmp_path):
        for name in ("ann", "$c_1$"):
            ax = tracking.plot("interruption_rate", name)
            ax.figure.savefig(tmp_path / "agent.png")
        own = next(each for each in tracking.agent("$c_1$")["measures"] if each["measure"] == "interruption_rate")
        values = [each["value"] for each in own["chart"]["points"]]
        assert any(list(line.get_ydata()) == values for line in ax.lines)
        with pytest.raises(KeyError, match="no agent 'zoe'"):
            tracking.plot(agent="zoe")
        for agent in (None, "ann"):
            with pytest.raises(KeyError, match="no measure 'charm'"):
                tracking.plot("charm", agent)
        with pytest.raises(listening.ListeningError, match="too few calls"):
            listening.track([("ann", 1, made_call(3))]).plot(agent="ann")

    def test_a_calibration_against_the_raters(self, rated, tmp_path):
        reports, ratings, calibration = rated
        ax = calibration.plot(reports, ratings)
        ax.figure.savefig(tmp_path / "reliability.pdf")
        (means,) = ax.containers
        x, y = means.lines[0].get_data()
        assert len(x) >= 5
        # It was fitted to them, so the means lie on the line.
        assert np.abs(x - y).max() < 3
        levels = calibration.predict(reports)
        calibration.plot(reports, levels, ax=ax)
        with pytest.raises(listening.CalibrationError, match="rating 0 is 'Splendid'"):
            calibration.plot(reports, ["Splendid", *levels[1:]])
        with pytest.raises(listening.CalibrationError, match="rating 1 is 200"):
            calibration.plot(reports[:2], [1, 200])
        with pytest.raises(listening.CalibrationError, match="200 reports and 1 ratings"):
            calibration.plot(reports, [1])
        with pytest.raises(listening.CalibrationError, match="evidence"):
            calibration.plot([], [])
        with pytest.raises(listening.CalibrationError, match="not fitted"):
            listening.Calibration("quality_rating").plot(reports, ratings)
