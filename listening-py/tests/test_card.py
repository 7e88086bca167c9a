"""A report as a card and as a page: what it says, what it must not do, and what it refuses."""

from __future__ import annotations

import copy
import html
import io
import json
import pickle
import re
import sys
import types
from html.parser import HTMLParser
from pathlib import Path

import listening
import numpy as np
import pytest
import soundfile
from helpers import RATE, faulty, made_call, one_line, wav, with_echo, with_tones
from listening._render import report_facts
from listening._render.phrases import clock, reason
from listening._render.symbols import MARKS, SILENCES

EVIL = """<script>hacked=1</script>"'&<img src=x onerror="hacked=1">"""


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, name: str) -> list[str]:
        """The values of an attribute."""
        return [found[name] for _, found in self.elements if found.get(name)]


def text_of(page: str) -> str:
    """What is read on a page, with single spaces."""
    body = re.sub(r"<(style|script|title)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(" ".join(Elements(re.sub(r"</?(b|span|strong)\b[^>]*>", "", body)).words).split())


@pytest.fixture(scope="module")
def reports(demo, samples):
    """Reports of all kinds of calls."""
    faults = listening.analyze(with_echo(faulty(with_tones(samples))), RATE)
    return {
        "demo": listening.analyze(demo),
        "faults": faults,
        "prosody": listening.analyze(demo, config=listening.Config(talker_prosody=True)),
        "long": made_call(60),
        "floor": listening.from_talkspurts([(0.0, 2.0), (9.2, 11.0)], [(2.4, 9.0)]),
        "one talks": listening.from_talkspurts([(1.0, 2.0)], [], 20.0),
        "silent": listening.analyze(np.zeros((RATE, 2), dtype=np.int16), RATE),
        "empty": listening.from_talkspurts([], [], 0.0),
    }


@pytest.mark.parametrize("name", ["demo", "faults", "prosody", "long", "floor", "one talks", "silent", "empty"])
class TestEveryCall:
    def test_it_says_what_the_text_says(self, reports, name):
        report, data = reports[name], reports[name].to_dict()
        said = text_of(report.to_html())
        score = report.score
        reported = [report.notice, *report_facts.talk_shares(data), clock(report.duration)]
        reported += [text for _, text in (*report_facts.to_check(data), *report_facts.on_the_line(data))]
        reported += [text for _, text in (*report_facts.interruption_bounds(data), *report_facts.not_measured(data))]
        reported += [text for _, text in (*report_facts.prosody(data), *report_facts.in_words(data))]
        # The range comes first, and with it what the rating may be.
        reported += [note.partition(" (")[0] for note in report_facts.score_notes(data)]
        if score["observable_listening"] is not None:
            for each in report_facts.points_lost(data):
                did, _, rests = each.why.partition(" (")
                reported += [did, rests.removesuffix(")")]
            reported += [(report.explanation()["habit"] or {}).get("advice", "")]
            reported += [f"{score['observable_listening']:.1f} of 100"]
            reported += [report_facts.dimension_likely(each) for each in score["dimensions"]]
        for event in report_facts.shown_events(data):
            reported += [reason(text, event["by"]) for text in event["reasons"]]
        missing = [text for text in reported if " ".join(text.split()) not in said]
        assert not missing

    def test_it_speaks_plainly(self, reports, name):
        report = reports[name]
        ids = {row["id"] for row in (*report.measures, *report.not_measured)}
        ids |= {event["kind"] for event in report.events} | {
            each["code"] for p in report.parties.values() for each in p["health"]
        }
        for page in (report.to_html(), report.to_card()):
            found = set(re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", text_of(page)))
            assert not found & {id for id in ids if "_" in id}
            # One reason is seen, the others are folded behind it.
            seen = re.sub(r"<details>(<summary>.*?</summary>).*?</details>", r"\1", page)
            assert all(text.count(";") < 3 for text in re.findall(r'<td class="why">(.*?)</td>', seen))

    def test_what_to_change_comes_before_what_was_lost(self, reports, name):
        page = reports[name].to_html()
        if "What to change first" in page and "Why points were lost" in page:
            assert page.index("What to change first") < page.index('class="rows') < page.index("Why points were lost")

    def test_every_link_leads_somewhere_and_no_id_is_there_twice(self, reports, name):
        found = Elements(reports[name].to_html() + reports[name]._repr_html_() + reports[name]._repr_html_())
        ids = found.all("id")
        assert len(ids) == len(set(ids))
        links = {link.removeprefix("#") for link in found.all("href")}
        assert links <= set(ids)
        hatches = set(re.findall(r"url\(#([^)]+)\)", " ".join(found.all("fill"))))
        assert hatches <= set(ids)

    def test_it_is_closed_to_the_world(self, reports, name):
        page = reports[name].to_html()
        assert page.isascii()
        assert "http:" not in page
        assert "https:" not in page
        found = Elements(page)
        assert not found.all("style")
        assert {tag for tag, _ in found.elements} & {"link", "iframe", "object", "form", "img", "base"} == set()
        (policy,) = [found["content"] for _, found in found.elements if found.get("http-equiv")]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy

    def test_it_is_small(self, reports, name):
        report = reports[name]
        assert len(report.to_html()) < 36_000 + 160 * len(report.events)


def test_the_events_of_the_demo_call_are_marked(reports):
    report = reports["demo"]
    found = Elements(report.to_html())
    shown = {event["id"]: event for event in report_facts.shown_events(report.to_dict())}
    lines = {id.removeprefix("call-") for id in found.all("id")}
    assert set(shown) <= lines
    at = {a["href"].removeprefix("#call-"): float(a["data-at"]) for _, a in found.elements if a.get("class") == "event"}
    drawn = {*MARKS, *SILENCES}
    assert at == {id: event["start"] for id, event in shown.items() if event["kind"] in drawn}
    (event,) = [event for event in report.charged if event["start"] == 39.95]
    said = f"00:40.0 {MARKS[event['kind']][1]} by agent: counts {100 * event['charged']:.0f} %"
    assert any(said in title for title in found.words)


def test_a_card_in_a_notebook_needs_no_script(reports):
    card = reports["demo"]._repr_html_()
    assert "<script" not in card
    assert "<audio" not in card
    assert "prefers-color-scheme" not in card
    first, second = (re.search(r'<article[^>]* id="(\w+)"', reports["demo"]._repr_html_())[1] for _ in range(2))
    assert first != second


def test_names_do_no_harm(reports, tmp_path):
    data = reports["faults"].to_dict()
    data["profile"] = data["notice"] = EVIL
    for event in data["events"]:
        event["id"] += EVIL
        event["reasons"] = [EVIL]
    for measure in data["measures"]:
        measure["events"] = [id + EVIL for id in measure["events"]]
    for dimension in data["score"]["dimensions"]:
        for each in dimension["deductions"]:
            each["events"] = [id + EVIL for id in each["events"]]
            each["measure"] += EVIL
    data["score"]["rating"] = data["score"]["rating_low"] = data["score"]["rating_high"] = EVIL
    data["measures"] += [{**data["measures"][0], "id": EVIL, "unit": EVIL}]
    data["not_measured"] = [{"id": EVIL, "reason": EVIL, "needs": EVIL}]
    data["parties"]["agent"]["health"].append({"code": EVIL, "start": 1.0, "end": 2.0, "value": 3.0})
    report = listening.Report(json.dumps(data))
    page = report.to_html(title=EVIL)
    clean = reports["faults"].to_html()
    assert {tag for tag, _ in Elements(page).elements} <= {tag for tag, _ in Elements(clean).elements}
    assert page.count("<script") == 1
    names = {name for _, found in Elements(page).elements for name in found}
    assert not any(name.startswith("on") for name in names)
    assert f"<h2>{html.escape(EVIL)}</h2>" in page
    assert report.to_html(title="x\udce9 \u6f22").count("x? &#28450;") >= 2


def test_where_it_came_from_is_known_and_told_nobody(demo, samples, reports):
    report = listening.analyze(demo)
    assert report.source == str(demo)
    assert listening.analyze(str(demo)).source == str(demo)
    assert report.to_html().count("<h2>demo_call.wav</h2>") == 1
    assert report == listening.Report(report.to_json())
    assert pickle.loads(pickle.dumps(report)).source is None
    assert copy.copy(report).source is None
    assert str(demo.parent) not in report.to_json() + report.to_html() + repr(pickle.dumps(report))
    with open(demo, "rb") as file:
        assert listening.analyze(file).source is None
    assert listening.analyze(samples, RATE).source is None


class TestSound:
    def embedded(self, page: str) -> tuple[str, np.ndarray, int]:
        import base64

        kind, data = re.search(r'<audio [^>]*src="data:([\w/]+);base64,([^"]*)"', page).groups()
        samples, rate = soundfile.read(io.BytesIO(base64.b64decode(data)), dtype="float32")
        return kind, samples, rate

    def test_it_is_there_only_where_it_is_asked_for(self, reports, demo):
        report = reports["demo"]
        assert "<audio" not in report.to_html()
        assert "<audio" not in report.to_html(audio=False)
        page = report.to_html(audio=True)
        assert page.count("<audio") == 1
        assert report.to_html(audio=demo) == page
        # 24 kbit a second, four thirds of it as text.
        assert len(page) - len(report.to_html()) < 4100 * report.duration + 3000

    def test_every_source_sounds_the_same(self, demo, samples, reports):
        report = reports["demo"]
        sounds = {self.embedded(report.to_html(audio=demo))[1].tobytes()}
        sounds.add(self.embedded(report.to_html(audio=io.BytesIO(demo.read_bytes())))[1].tobytes())
        sounds.add(self.embedded(report.to_html(audio=samples, sample_rate=RATE))[1].tobytes())
        sounds.add(self.embedded(report.to_html(audio=samples.T, sample_rate=RATE))[1].tobytes())
        assert len(sounds) == 1

    def test_pairs_and_mixed_recordings_are_heard_too(self, samples, tmp_path):
        for name, audio in (("agent", samples[:, 0]), ("customer", samples[:, 1]), ("mono", samples.mean(axis=1))):
            (tmp_path / f"{name}.wav").write_bytes(wav(audio.astype("int16").tobytes(), channels=1))
        pair = tmp_path / "agent.wav", tmp_path / "customer.wav"
        report = listening.analyze(pair)
        assert report.source == tuple(map(str, pair))
        page = report.to_html(audio=True)
        assert "<h2>agent.wav</h2>" in page
        assert np.array_equal(self.embedded(page)[1], self.embedded(report.to_html(audio=samples, sample_rate=RATE))[1])
        swapped = listening.analyze(pair[::-1], agent="right")
        loud = [np.sqrt((self.embedded(each)[1] ** 2).mean(axis=0)) for each in (page, swapped.to_html(audio=True))]
        assert loud[1] == pytest.approx(loud[0], rel=0.02)
        turns = {"agent": [(0.76, 4.03)], "customer": [(4.54, 8.04)]}
        mixed = listening.analyze(tmp_path / "mono.wav", turns=turns)
        left, right = self.embedded(mixed.to_html(audio=True))[1].T
        assert np.abs(left - right).max() < 0.01
        with pytest.raises(listening.AudioError, match="two recordings"):
            report.to_html(audio=(*pair, pair[0]))
        with pytest.raises(listening.AudioError, match="one channel"):
            report.to_html(audio=(pair[0], listening.demo_call()))

    @pytest.mark.filterwarnings("ignore::listening.RolesWarning")
    def test_both_are_heard_each_more_on_its_side(self, samples, reports):
        for agent, first in (("left", 0), ("right", 1)):
            report = listening.analyze(samples, RATE, agent=agent)
            kind, heard, rate = self.embedded(report.to_html(audio=samples, sample_rate=RATE))
            assert (kind, rate) == ("audio/mpeg", RATE)
            # From 11.9 to 13.5 s the left channel is silent, and the right one talks.
            own = heard[12 * rate : 13 * rate]
            loud = np.sqrt((own**2).mean(axis=0))
            assert loud[1 - first] > 2.5 * loud[first] > 0

    @pytest.mark.parametrize("rate", [11_025, 16_000, 22_050, 24_000, 44_100, 48_000])
    def test_it_is_made_smaller(self, rate):
        at = np.arange(3 * rate) / rate
        call = np.stack([np.sin(2 * np.pi * 440 * at), np.sin(2 * np.pi * 7000 * at * (rate > 14_000))], axis=1) * 0.4
        report = listening.analyze(call, rate)
        _, heard, low = self.embedded(report.to_html(audio=call, sample_rate=rate))
        assert low in (8000, 11_025)
        assert len(heard) / low == pytest.approx(3, abs=0.3)
        middle = heard[low : 2 * low]
        spectrum = np.abs(np.fft.rfft(middle[:, 0]))
        assert np.argmax(spectrum) == pytest.approx(440, abs=2)
        # What the low rate cannot hold is gone, and did not come back at another pitch.
        if rate > 14_000:
            assert np.sqrt((middle[:, 1] ** 2).mean()) < 0.4 * np.sqrt((middle[:, 0] ** 2).mean())

    def test_without_mp3_it_is_wav(self, reports, demo, monkeypatch):
        real = soundfile.SoundFile

        def old(file, mode="r", *arguments, **named):
            if mode == "w" and named.get("format") == "MP3":
                raise ValueError("Unknown format: 'MP3'")
            return real(file, mode, *arguments, **named)

        monkeypatch.setattr(soundfile, "SoundFile", old)
        kind, heard, rate = self.embedded(reports["demo"].to_html(audio=demo))
        assert (kind, rate, heard.ndim) == ("audio/wav", RATE, 1)
        assert len(heard) / rate == pytest.approx(reports["demo"].duration, abs=0.05)

    def test_what_is_refused(self, reports, demo, samples, tmp_path):
        report = reports["demo"]
        unknown = listening.Report(report.to_json())
        with pytest.raises(listening.ListeningError, match=r"audio='call\.wav'"):
            unknown.to_html(audio=True)
        with pytest.raises(listening.AudioError, match=r"1\.0 s long, and the report's call 91\.9 s"):
            report.to_html(audio=samples[:RATE], sample_rate=RATE)
        with pytest.raises(listening.AudioError, match="sample_rate"):
            report.to_html(audio=samples)
        with pytest.raises(listening.AudioError, match="audio is a list"):
            report.to_html(audio=[1, 2])
        with pytest.raises(FileNotFoundError):
            report.to_html(audio=tmp_path / "nowhere.wav")
        for name in ("text.wav", "text.raw"):
            (tmp_path / name).write_text("no audio")
            with pytest.raises(listening.AudioError, match=name):
                report.to_html(audio=tmp_path / name)
        (tmp_path / "four.wav").write_bytes(wav(bytes(8 * RATE), channels=4))
        with pytest.raises(listening.AudioError, match="4 channels"):
            report.to_html(audio=tmp_path / "four.wav")
        gone = tmp_path / "gone.wav"
        gone.write_bytes(demo.read_bytes())
        moved = listening.analyze(gone)
        gone.unlink()
        with pytest.raises(FileNotFoundError):
            moved.to_html(audio=True)


class TestShow:
    @pytest.fixture
    def shown(self, monkeypatch):
        """What a notebook would be given."""
        shown: list[str] = []
        ipython, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
        ipython.get_ipython = lambda: self
        display.HTML = lambda text: text
        display.display = shown.append
        monkeypatch.setitem(sys.modules, "IPython", ipython)
        monkeypatch.setitem(sys.modules, "IPython.display", display)
        return shown

    def test_the_card_with_its_sound(self, reports, shown):
        reports["demo"].show(audio=True, title="Mine")
        (card,) = shown
        assert "<h2>Mine</h2>" in card
        assert card.count("<audio") == card.count("<script>") == 1
        reports["demo"].show()
        assert "<audio" not in shown[1]

    def test_without_a_notebook(self, reports, monkeypatch):
        monkeypatch.delitem(sys.modules, "IPython", raising=False)
        with pytest.raises(listening.ListeningError, match="to_html"):
            reports["demo"].show()


def test_a_page_is_written(reports, tmp_path):
    written = reports["demo"].to_html(tmp_path / "call.html", title="A")
    assert written == (tmp_path / "call.html").read_text(encoding="ascii")
    assert (tmp_path / "call.html").read_text() == reports["demo"].to_html(title="A")


class TestCoachingCard:
    def test_it_says_what_went_well_one_habit_and_three_places(self, reports):
        report = reports["demo"]
        page = report.to_card(title="Call 17")
        said = text_of(page)
        habit = report.explanation()["habit"]
        assert "<h2>Call 17</h2>" in page
        assert habit["advice"] in said
        assert "Aim: interruptions at 0.2 per minute." in said
        assert "Composure 100 of 100" in said
        # The habit is one of patience, which is therefore not what went well.
        assert "Patience" not in said
        places = [float(each["data-at"]) for _, each in Elements(page).elements if each.get("class") == "play"]
        assert len(places) == 3 == said.count(" Play") == len(set(places))
        assert {event["start"] for event in report.charged} <= set(places)
        assert places == sorted(places)
        headings = re.findall(r"<h3>(.*?)</h3>", page)
        assert headings == ["What went well", "The one habit to work on", "Listen together"]

    def test_places_of_the_habit_come_first(self, reports):
        report = reports["long"]
        habit = report.explanation()["habit"]["measure"]
        of_habit = [event["start"] for event in report.charged if habit in event["measures"]]
        places = [
            float(each["data-at"]) for _, each in Elements(report.to_card()).elements if each.get("class") == "play"
        ]
        assert sorted(of_habit[:3]) == places

    def test_without_a_score_it_says_why(self, reports):
        said = text_of(reports["one talks"].to_card())
        assert "Not scored" in said
        assert "too few changes of speaker" in said
        assert "habit" not in said

    def test_with_sound_each_place_can_be_heard(self, reports, demo):
        report = reports["demo"]
        assert "<audio" not in report.to_card()
        assert report.to_card(audio=True).count("<audio") == 1
        unknown = listening.Report(report.to_json())
        with pytest.raises(listening.ListeningError, match=r"audio='call\.wav'"):
            unknown.to_card(audio=True)
        with pytest.raises(listening.ListeningError):
            report.to_card(demo)

    def test_it_is_closed_and_names_do_no_harm(self, reports):
        page = reports["faults"].to_card(title=EVIL)
        assert page.isascii()
        assert page.count("<script") == 1
        assert f"<h2>{html.escape(EVIL)}</h2>" in page

    def test_it_is_written(self, reports, tmp_path):
        written = reports["demo"].to_card(tmp_path / "card.html")
        assert written == (tmp_path / "card.html").read_text(encoding="ascii")


def test_a_rating_near_its_edge_shows_its_doubt(reports):
    data = reports["demo"].to_dict()
    data["score"].update(
        rating="Above Average", rating_low="Average", rating_high="Outstanding", observable_listening=75.5
    )
    data["score"]["dimensions"][0].update(value=40.0)
    page = listening.Report(json.dumps(data)).to_html()
    assert '<b>Above Average</b> <span class="doubt">may be anything from Average to Outstanding</span>' in page
    assert "weakest: Patience, 40.0" in text_of(page)
    data["score"].update(rating_low="Above Average", rating_high="Above Average")
    assert 'class="doubt"' not in listening.Report(json.dumps(data)).to_html()


def test_pages_on_the_command_line(command, demo, reports, tmp_path):
    page = reports["demo"].to_html()
    done = command("analyze", demo, "--html")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == page
    out = tmp_path / "call.html"
    done = command("analyze", demo, "--html", "--audio", "--out", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_text() == reports["demo"].to_html(audio=True)
    done = command("demo", "--html")
    assert b"simulated call" in done.stdout
    assert done.stdout.endswith(b"</html>\n")
    done = command("analyze", demo, "--json", "--out", out)
    assert out.read_text() == reports["demo"].to_json() + "\n"
    one_line(command("analyze", demo, "--audio"), "--html or --card")
    one_line(command("analyze", demo, "--html", "--card"), "not allowed with")
    done = command("analyze", demo, "--card", "--audio", "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert out.read_text() == reports["demo"].to_card(audio=True)
    one_line(command("analyze", demo, "--html", "--json"), "not allowed with")
    one_line(command("analyze", demo, "--html", "--out", tmp_path), tmp_path)


@pytest.fixture(scope="module")
def tracking():
    """Three agents with eight calls each, and names that try to be something else."""
    names = ["ann", EVIL, "$a_1$"]
    return listening.track(
        [(name, day, made_call(3, seed=7 * k + day)) for k, name in enumerate(names) for day in range(8)]
    )


class TestTracking:
    def test_it_says_what_the_text_says(self, tracking):
        from listening._render import tracking_text as text

        said = text_of(tracking.to_html())
        for agent in tracking.to_dict()["agents"]:
            reported = [agent["agent"], text.calls_of(agent)]
            for each in agent["measures"]:
                if each["unit"] != "count":
                    reported.append(
                        text.said(each["estimate"], each["unit"]).replace("-0.0", "0.0").replace(" points", "")
                    )
                if each["change"] and each["change"]["stands"] and each["change"]["visible"]:
                    reported.append(f"since {text.when(each['change']['since'])}")
            if agent["habit"]:
                reported.append(f"it costs {agent['habit']['points']['value']:.1f} points a call")
            missing = [each for each in reported if " ".join(each.split()) not in said]
            assert not missing
        assert tracking.notice in said
        assert "not ranked" in said
        assert "3 agents, 24 calls" in said
        assert not set(re.findall(r"[a-z0-9]+(?:_[a-z0-9]+)+", said)) & {row["measure"] for row in tracking.measures}

    def test_agents_stand_in_order_of_their_names(self, tracking):
        names = re.findall(r'<th scope="row"><a href="#tracking-\d+">(.*?)</a></th>', tracking.to_html())
        assert [html.unescape(name) for name in names] == tracking.agents == sorted(tracking.agents)

    def test_it_is_closed_and_names_do_no_harm(self, tracking):
        page = tracking.to_html(title=EVIL)
        assert page.isascii()
        assert page.count("<script") == 1
        found = Elements(page)
        assert {tag for tag, _ in found.elements} & {"img", "link", "iframe"} == set()
        ids = found.all("id")
        assert len(ids) == len(set(ids))
        assert {link.removeprefix("#") for link in found.all("href")} <= set(ids)
        assert "<script" not in tracking._repr_html_()

    def test_what_stands_outside_has_another_shape(self):
        calm = listening.from_talkspurts([(0.0, 3.0), (20.2, 22.0)], [(3.2, 20.0)])
        rows = [("ann", day, calm) for day in range(12)]
        cut = [(4.0 + 3 * k, 4.8 + 3 * k) for k in range(5)]
        rows.append(("ann", 12, listening.from_talkspurts([(0.0, 3.0), *cut], [(3.2, 20.0)])))
        tracking = listening.track(rows)
        (agent,) = tracking.to_dict()["agents"]
        outside = [time for each in agent["measures"] for time in (each["chart"] or {}).get("outside", ())]
        assert 12 in outside
        assert tracking.to_html().count('class="sign taken"') >= len(outside)

    def test_few_calls(self, reports):
        for rows in ([], [("ann", 1, reports["demo"])], [("ann", 1, reports["empty"])]):
            page = listening.track(rows).to_html()
            assert "None" not in text_of(page)
        assert "too few calls" in text_of(listening.track([("ann", 1, reports["demo"])]).to_html())

    def test_on_the_command_line(self, command, tmp_path):
        rows = [{"agent": "ann", "time": day, "report": made_call(3, seed=day).to_dict()} for day in range(6)]
        (tmp_path / "calls.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        done = command("track", tmp_path / "calls.jsonl", "--html")
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"<h2>calls.jsonl</h2>" in done.stdout
        done = command("track", tmp_path / "calls.jsonl", "--html", "--out", tmp_path / "calls.html")
        assert (done.returncode, done.stdout) == (0, b"")
        assert (tmp_path / "calls.html").read_text().endswith("</html>\n")
        one_line(command("track", tmp_path / "calls.jsonl", "--html", "--json"), "not allowed with")


def test_package_data_is_there():
    for name in ("data/demo_call.wav", "schema/report_1.json", "py.typed"):
        assert Path(listening.__file__).parent.joinpath(name).is_file()
