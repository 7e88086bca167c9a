"""Pages in a real headless Chromium, opened from files."""

from __future__ import annotations

import json
import re
import sys
import types
from pathlib import Path

import listening
import numpy as np
import pytest
from browser import Browser, chromium
from helpers import RATE, faulty, made_call, with_echo, with_tones
from listening._render import phrases, report_facts, symbols

DRAWN = {*symbols.MARKS, *symbols.SILENCES}
LEAD = 3.0
"""Seconds that are heard before an event."""

CONTRAST = """(() => {
  const parts = color => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
  const behind = node => {
    for (; node; node = node.parentElement) {
      const color = parts(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const low = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode());) {
    const node = text.parentElement;
    if (!text.data.trim() || node.tagName === "title" || node.closest(".heard-only")) continue;
    const style = getComputedStyle(node);
    const color = parts(node instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(color), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    seen += 1;
    if (ratio < 4.5) low.push(text.data.trim() + " " + ratio.toFixed(2));
  }
  return [seen, low];
})()"""
"""Texts whose contrast with what is behind them is under 4.5, and how many texts there are."""


@pytest.fixture(scope="module")
def browser():
    """A window."""
    pytest.importorskip("websocket", reason="the page tests speak to Chromium through websocket-client, not installed")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: pages were not opened in a browser")
    with Browser(program) as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory, demo, samples):
    """Files of pages of all kinds."""
    folder = tmp_path_factory.mktemp("pages")
    faults = listening.analyze(with_echo(faulty(with_tones(samples))), RATE)
    listening.analyze(demo).to_html(folder / "heard.html", audio=True)
    listening.analyze(demo).to_html(folder / "plain.html", title="A call")
    faults.to_html(folder / "faults.html")
    made_call(60).to_html(folder / "long.html")
    made_call(15).to_html(folder / "longer.html")
    listening.from_talkspurts([], [], 0.0).to_html(folder / "empty.html")
    listening.from_talkspurts([(1.0, 2.0)], [], 20.0).to_html(folder / "little.html")
    names = ("ann", "bob", "a very long name indeed, and without_any_space_in_its_second_half_at_all_at_all")
    rows = [(name, day, made_call(3, 7 * k + day)) for k, name in enumerate(names) for day in range(8)]
    tracking = listening.track(rows)
    tracking.to_html(folder / "tracking.html")
    with_weeks(tracking).to_html(folder / "weeks.html")
    listening.analyze(demo).to_html(folder / "centre.html", centre=tracking)
    listening.analyze(demo).to_card(folder / "card.html", audio=True)
    made_call(60).to_card(folder / "card_long.html", title="A name " * 20)
    listening.from_talkspurts([(1.0, 2.0)], [], 20.0).to_card(folder / "card_little.html")
    return folder


def with_weeks(tracking: listening.Tracking) -> listening.Tracking:
    """The same with a course over weeks, and with calls that are adjusted for their mix."""
    data = tracking.to_dict()
    weeks = [
        {"start": 1.77e9 + k * 604_800, "end": 1.77e9 + (k + 1) * 604_800, "calls": 5, "exposure": 5.0,
         "estimate": {"value": 80.0 + k, "low": 76.0 + k, "high": min(84.0 + k, 100.0)} if k != 3 else None}
        for k in range(12)
    ]  # fmt: skip
    data.update(by="team", period="week", adjusted_for=["queue", "length"])
    for row in (*data["measures"], *(own for agent in data["agents"] for own in agent["measures"])):
        if row["measure"] == "observable_listening":
            row["periods"] = weeks
    for row in data["measures"]:
        row["differs"] = {"p": 0.01, "holds": row["measure"] == "patience"}
    for agent in data["agents"]:
        for own in agent["measures"]:
            own["adjusted"] = own["shrunken"]
            if own["measure"] == "interruption_rate":
                fell = {
                    "before": {"value": 2.0, "low": 1.6, "high": 2.4},
                    "after": {"value": 1.0, "low": 0.7, "high": 1.3},
                    "difference": {"value": -1.0, "low": -1.5, "high": -0.5},
                }
                own["change"] = {"until": 1.775e9, "since": 1.78e9, **fell, "called": True, "p": 0.01, "stands": True}
    return listening.Tracking(json.dumps(data))


CALLS = ["heard", "plain", "centre", "faults", "long", "longer", "empty", "little"]
CARDS = ["card", "card_long", "card_little"]
ALL = [*CALLS, *CARDS, "tracking", "weeks"]


def opened(browser, pages, name, **how) -> None:
    """Opens a page with everything unfolded."""
    browser.open(pages / f"{name}.html", **how)
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ALL)
def test_a_page_is_quiet_and_readable(browser, pages, name, dark):
    opened(browser, pages, name, dark=dark)
    seen, low = browser.evaluate(CONTRAST)
    assert seen > (4 if name in CARDS else 10)
    assert not low
    back = browser.evaluate("getComputedStyle(document.querySelector('.listening')).backgroundColor")
    assert (sum(map(int, back[4:-1].split(","))) < 200) == dark
    assert browser.complaints() == []
    assert browser.requests() == []


@pytest.mark.parametrize("name", ALL)
def test_it_fits_a_phone(browser, pages, name):
    opened(browser, pages, name, width=360, height=740)
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360
    # What is wider than the screen is moved in a frame of its own.
    wide = """[...document.querySelectorAll("main *")].filter(each => {
      const box = each.getBoundingClientRect();
      return box.width && box.right > 361 && !each.closest(".rows, .defs");
    }).map(each => each.outerHTML.slice(0, 120))"""
    assert browser.evaluate(wide) == []
    small = """[...document.querySelectorAll("main text, main p, main li, main td, main th")]
      .map(each => parseFloat(getComputedStyle(each).fontSize)).filter(size => size < 11)"""
    assert browser.evaluate(small) == []


@pytest.mark.parametrize("width", [1000, 360])
@pytest.mark.parametrize("name", ALL)
def test_it_is_accessible(browser, pages, name, width):
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is missing: accessibility was not checked")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    opened(browser, pages, name, width=width, dark=width < 500)
    browser.evaluate(script)
    found = json.loads(browser.evaluate("axe.run(document).then(found => JSON.stringify(found))"))
    wrong = [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found["violations"]]
    assert wrong == []
    assert len(found["passes"]) > 10


def test_events_are_drawn_where_they_are(browser, pages, report):
    browser.open(pages / "plain.html")
    shown = [event for event in report_facts.shown_events(report.to_dict()) if event["kind"] in DRAWN]
    boxes = browser.evaluate("""[...document.querySelectorAll("a.event")].map(link => {
      const row = link.closest(".time"), all = row.getBoundingClientRect();
      const inside = link.querySelector(".hit, .band").getBoundingClientRect();
      const place = [inside.x - all.x, inside.width, inside.height, all.width];
      return [link.getAttribute("href").slice(1), +row.dataset.from, +row.dataset.length, ...place];
    })""")
    assert {box[0] for box in boxes} == {f"call-{event['id']}" for event in shown}
    for id, first, length, x, width, height, across in boxes:
        event = next(event for event in shown if f"call-{event['id']}" == id)
        if event["kind"] in ("dead_air", "hold"):
            start = max(event["start"], first)
            assert x == pytest.approx((start - first) / length * across, abs=1.5)
            assert width == pytest.approx((min(event["end"], first + length) - start) / length * across, abs=1.5)
        else:
            assert x + width / 2 == pytest.approx((event["start"] - first) / length * across, abs=1.5)
            assert min(width, height) >= 24
    bars = browser.evaluate("""[...document.querySelectorAll(".row path.talk, .row path.both")]
      .map(bar => [bar.getBoundingClientRect().width, bar.getBoundingClientRect().height])""")
    assert len(bars) == 6
    assert all(width > 0 and height >= 6 for width, height in bars)


def seeks_to(browser, at: float) -> None:
    """The call plays, from shortly before a moment."""
    browser.wait("!document.querySelector('audio').paused")
    now = browser.evaluate("document.querySelector('audio').currentTime")
    assert max(0.0, at - LEAD) - 0.05 <= now < at - LEAD + 2
    browser.evaluate("document.querySelector('audio').pause()")


def test_a_click_on_an_event_is_heard(browser, pages, report):
    browser.open(pages / "heard.html")
    browser.wait("document.querySelector('audio').readyState >= 2")
    assert browser.evaluate("document.querySelector('audio').duration") == pytest.approx(report.duration, abs=0.4)
    for kind in ("interruption", "dead_air", "backchannel"):
        event = next(event for event in report.events if event["kind"] == kind)
        browser.click(f"a.event[href='#call-{event['id']}'] .hit")
        seeks_to(browser, event["start"])
        assert browser.evaluate("document.querySelector('tr.chosen').id") == f"call-{event['id']}"
        assert phrases.clock(event["start"]) in browser.evaluate("document.querySelector('.playing').textContent")
    browser.click(f".lost a[data-at='{report.events[0]['start']}'], .lost a")
    seeks_to(browser, 39.95)
    # The first line is that of what counts most.
    browser.click("tr[id] a.at")
    heaviest = report.charged[0]["start"]
    seeks_to(browser, heaviest)
    # The line that shows the playback position is in the row of that moment.
    # The page draws it at its next event or frame, so the test waits for it.
    share = (heaviest - LEAD) / 60 * 100
    line = "parseFloat(document.querySelector('.head.now')?.getAttribute('x1'))"
    browser.wait(f"Math.abs({line} - {share}) < 4")
    # So does a click beside an event.
    browser.click(".row:nth-child(2) .lane")
    browser.wait("!document.querySelector('audio').paused")
    assert browser.evaluate("document.querySelector('audio').currentTime") > 70
    assert browser.complaints() == []
    assert browser.requests() == []


def test_the_keyboard_does_the_same(browser, pages, report):
    browser.open(pages / "heard.html")
    browser.wait("document.querySelector('audio').readyState >= 2")
    shown = [event for event in report_facts.shown_events(report.to_dict()) if event["kind"] in DRAWN]
    # What plays the call, then the timeline.
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.matches('.player button')")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.matches('a.event')")
    focused = "document.activeElement.getAttribute('href')"
    assert browser.evaluate(focused) == f"#call-{shown[0]['id']}"
    ring = "getComputedStyle(document.activeElement.querySelector('.hit')).strokeWidth"
    assert browser.evaluate(ring) == "2.5px"
    browser.press("ArrowRight")
    browser.press("ArrowDown")
    browser.press("ArrowLeft")
    assert browser.evaluate(focused) == f"#call-{shown[1]['id']}"
    browser.press("Enter")
    seeks_to(browser, shown[1]["start"])
    browser.press("End")
    assert browser.evaluate(focused) == f"#call-{shown[-1]['id']}"
    browser.press("Enter")
    seeks_to(browser, shown[-1]["start"])
    browser.press("Home")
    assert browser.evaluate(focused) == f"#call-{shown[0]['id']}"
    # One stop for the Tab key: it leaves the timeline.
    browser.press("Tab")
    assert not browser.evaluate("document.activeElement.matches('a.event')")


def test_without_sound_an_event_leads_to_its_line(browser, pages):
    browser.open(pages / "long.html")
    assert not browser.evaluate("document.querySelector('section > details').open")
    browser.click("a.event")
    browser.wait("location.hash !== ''")
    assert browser.evaluate("document.querySelector(location.hash).matches('tr.chosen')")
    assert browser.evaluate("document.querySelector(location.hash).checkVisibility()")
    assert browser.complaints() == []


def test_entries_that_hardly_count_are_hollow_and_folded(browser, pages):
    report = made_call(15)
    apart = {event["id"] for event in report_facts.candidates(report.to_dict())}
    browser.open(pages / "longer.html")
    fills = browser.evaluate("""[...document.querySelectorAll("a.event path.sign.taken")].map(sign => {
      const card = getComputedStyle(document.querySelector(".listening")).backgroundColor;
      const id = sign.closest("a").getAttribute("href").slice(6), look = getComputedStyle(sign);
      return [id, look.fill === card, look.fill === look.stroke];
    })""")
    assert {id for id, hollow, _ in fills if hollow} == apart
    filled = {id for id, _, filled in fills if filled}
    assert filled == {event["id"] for event in report.charged if event["kind"] in symbols.MARKS}
    one = f"document.getElementById('call-{min(apart)}')"
    assert not browser.evaluate(f"{one}.checkVisibility()")
    browser.click(f"a.event[href='#call-{min(apart)}'] .hit")
    browser.wait(f"{one}.checkVisibility()")
    assert browser.evaluate(f"{one}.closest('details').querySelector('summary').textContent").endswith("under 10 %")


def test_it_is_heard_when_it_was(browser, tmp_path):
    rng = np.random.default_rng(5)
    for rate in (RATE, 44_100):
        call = rng.normal(0, 30, (60 * rate, 2)).astype(np.int16)
        marks = (2.0, 31.0, 57.5)
        for at in marks:
            burst = np.sign(np.sin(np.arange(rate // 50) / 9))
            call[round(at * rate) : round(at * rate) + rate // 50] = 20_000 * burst[:, None]
        report = listening.analyze(call, rate)
        page = report.to_html(audio=call, sample_rate=rate)
        # Its policy lets no audio be looked at.
        source = page.partition('src="')[2].partition('"')[0]
        (tmp_path / "sound.html").write_text(f'<audio src="{source}"></audio>')
        browser.open(tmp_path / "sound.html")
        found = browser.evaluate("""(async () => {
          const text = atob(document.querySelector("audio").src.split(",")[1]);
          const bytes = Uint8Array.from(text, each => each.charCodeAt(0));
          const sound = await new OfflineAudioContext(2, 8000, 8000).decodeAudioData(bytes.buffer);
          const data = sound.getChannelData(0), found = [];
          for (let k = 0; k < data.length; k += 1)
            if (Math.abs(data[k]) > 0.2 && (!found.length || k / sound.sampleRate > found.at(-1) + 1))
              found.push(k / sound.sampleRate);
          return found;
        })()""")
        assert len(found) == len(marks)
        # What the encoder puts before the first sample is not always left out again.
        assert all(-0.03 < heard - at < 0.13 for heard, at in zip(found, marks, strict=True))
        # After a jump the player may be late by a frame or two of the MP3.
        browser.wait("document.querySelector('audio').readyState >= 2")
        late = browser.evaluate("""(async () => {
          const audio = document.querySelector("audio"), context = new AudioContext(), found = [];
          const source = context.createMediaElementSource(audio), look = context.createScriptProcessor(256, 2, 2);
          look.onaudioprocess = each => {
            if (each.inputBuffer.getChannelData(0).some(value => Math.abs(value) > 0.2)) found.push(audio.currentTime);
          };
          source.connect(look);
          look.connect(context.destination);
          audio.currentTime = 56.7;
          await audio.play();
          await new Promise(done => setTimeout(done, 1800));
          audio.pause();
          return found.length ? found[0] - 57.5 : null;
        })()""")
        assert late == pytest.approx(0.1, abs=0.15)


def test_two_cards_share_a_page(browser, report, samples, tmp_path, monkeypatch):
    cells: list[str] = []
    ipython, display = types.ModuleType("IPython"), types.ModuleType("IPython.display")
    ipython.get_ipython = lambda: 1
    display.HTML = lambda text: text
    display.display = cells.append
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    for _ in range(2):
        report.show(samples, RATE, title="One")
    (tmp_path / "two.html").write_text("<!doctype html><body>" + report._repr_html_() + "".join(cells) + "</body>")
    browser.open(tmp_path / "two.html")
    browser.wait("[...document.querySelectorAll('audio')].every(each => each.readyState >= 2)")
    browser.evaluate("document.querySelectorAll('.listening')[2].classList.add('last')")
    browser.click(".last a.event")
    browser.wait("!document.querySelector('.last audio').paused")
    assert browser.evaluate("document.querySelector('audio').paused")
    assert browser.evaluate("document.querySelector('audio').currentTime") == 0
    assert browser.complaints() == []
    # A notebook says itself whether it is dark; the system does not.
    look = "getComputedStyle(document.querySelector('.listening')).backgroundColor"
    browser.open(tmp_path / "two.html", dark=True)
    assert browser.evaluate(look) == "rgb(255, 255, 255)"
    browser.evaluate("document.body.dataset.jpThemeLight = 'false'")
    assert browser.evaluate(look) == "rgb(20, 24, 29)"


def test_a_name_that_is_a_script_does_no_harm(browser, report, tmp_path):
    name = """<script>hacked=1</script>"'&<img src=x onerror="hacked=1">"""
    report.to_html(tmp_path / "evil.html", title=name)
    browser.open(tmp_path / "evil.html")
    assert browser.evaluate("document.querySelector('h2').textContent") == name
    assert browser.evaluate("document.title") == name
    assert browser.evaluate("typeof hacked") == "undefined"
    # And what a page should not do, its policy refuses.
    browser.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"hacked = 1\">')")
    browser.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'hacked = 1'}))")
    assert browser.evaluate("typeof hacked") == "undefined"


def test_paper_is_white(browser, pages):
    browser.open(pages / "heard.html", dark=True)
    dark = {"name": "prefers-color-scheme", "value": "dark"}
    browser.send("Emulation.setEmulatedMedia", media="print", features=[dark])
    try:
        look = "getComputedStyle(document.querySelector('.listening')).color"
        assert browser.evaluate(look) == "rgb(27, 31, 36)"
        assert browser.evaluate("getComputedStyle(document.querySelector('.player')).display") == "none"
    finally:
        browser.send("Emulation.setEmulatedMedia", media="")


def printed(browser, width: float, height: float) -> int:
    """How many pages of paper of that size in inches the page takes."""
    import base64

    data = browser.send("Page.printToPDF", paperWidth=width, paperHeight=height, printBackground=True)["data"]
    return len(re.findall(rb"/Type\s*/Page\b", base64.b64decode(data)))


@pytest.mark.parametrize("paper", [(8.27, 11.69), (8.5, 11.0)], ids=["A4", "Letter"])
@pytest.mark.parametrize("name", CARDS)
def test_a_coaching_card_prints_on_one_page(browser, pages, name, paper):
    browser.open(pages / f"{name}.html")
    assert printed(browser, *paper) == 1
    # That pages are counted at all.
    browser.open(pages / "plain.html")
    assert printed(browser, *paper) > 1


def test_places_of_a_coaching_card_are_heard(browser, pages):
    browser.open(pages / "card.html")
    browser.wait("document.querySelector('audio').readyState >= 2")
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.textContent") == "Play the call"
    browser.press("Tab")
    at = float(browser.evaluate("document.activeElement.dataset.at"))
    browser.press("Enter")
    seeks_to(browser, at)
    browser.click(".places li:last-child .play")
    seeks_to(browser, float(browser.evaluate("document.querySelector('.places li:last-child .play').dataset.at")))
    assert browser.complaints() == []


def test_without_sound_a_coaching_card_has_no_buttons(browser, pages):
    browser.open(pages / "card_long.html")
    assert browser.evaluate("document.querySelectorAll('.play').length") == 3
    assert browser.evaluate("[...document.querySelectorAll('.play')].some(each => each.checkVisibility())") is False


def test_agents_are_sorted_by_click_and_by_key(browser, pages):
    browser.open(pages / "tracking.html")
    names = "[...document.querySelectorAll('.sorts tbody th')].map(each => each.textContent)"
    keys = "[...document.querySelectorAll('.sorts tbody tr')].map(each => +each.cells[{}].dataset.key)"
    sorted_by = "[...document.querySelectorAll('.sorts thead th')].map(each => each.getAttribute('aria-sort'))"
    first = browser.evaluate(names)
    assert first == sorted(first)
    assert browser.evaluate(sorted_by)[0] == "ascending"
    browser.click(".sorts thead th:nth-child(3) button")
    found = browser.evaluate(keys.format(2))
    assert found == sorted(found, reverse=True)
    assert len(set(found)) > 1
    assert browser.evaluate(sorted_by)[:3] == [None, None, "descending"]
    browser.press("Enter")
    assert browser.evaluate(keys.format(2)) == sorted(found)
    browser.click(".sorts thead th button")
    assert browser.evaluate(names) == first
    # No place in an order is written down.
    assert browser.evaluate("document.querySelectorAll('.listening ol').length") == 0
    # A name leads to its agent, unfolded.
    browser.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    browser.click(".sorts tbody a")
    assert browser.evaluate("document.querySelector('.one-agent').open")
    assert browser.complaints() == []


def test_weeks_and_changes_are_drawn(browser, pages):
    browser.open(pages / "weeks.html")
    # Of all, then of each of the three; a week without an estimate has no mark.
    assert browser.evaluate("document.querySelectorAll('.course-of').length") == 4
    assert browser.evaluate("document.querySelector('.course-of').querySelectorAll('circle').length") == 11
    assert browser.evaluate("document.querySelector('.course-of figcaption').textContent") == "All teams"
    said = browser.evaluate("document.querySelector('.changes').parentElement.parentElement.innerText")
    assert "adjusted for the mix of calls (queue and length)" in said
    assert "The teams differ by more than chance in patience" in said
    fell = "interruptions fell from 2.0 to 1.0 per minute between 2026-03-31 and 2026-05-28"
    assert " ".join(said.split()).count(fell) == 3


def test_with_less_motion_the_line_still_follows(browser, pages):
    browser.open(pages / "heard.html")
    browser.wait("document.querySelector('audio').readyState >= 2")
    calm = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.send("Emulation.setEmulatedMedia", features=calm)
    try:
        assert browser.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
        frames = """(async () => {
          let moved = 0;
          const watch = new MutationObserver(found => { moved += found.length; });
          watch.observe(document.querySelector(".time .head"), {attributes: true, attributeFilter: ["x1"]});
          document.querySelector(".player button").click();
          await new Promise(done => setTimeout(done, 1500));
          document.querySelector("audio").pause();
          return moved;
        })()"""
        assert 2 <= browser.evaluate(frames) <= 15
    finally:
        browser.send("Emulation.setEmulatedMedia", features=[])


def test_the_words_in_a_silence_are_not_struck_through(browser, pages):
    browser.open(pages / "plain.html")
    crossed = """[...document.querySelectorAll(".time text.said")].flatMap(text => {
      const box = text.getBoundingClientRect();
      return [...text.closest(".time").querySelectorAll("rect.heard, rect.lane, rect.mark")].filter(each => {
        const other = each.getBoundingClientRect();
        const across = other.left < box.right && other.right > box.left;
        return across && [other.top, other.bottom].some(edge => edge > box.top + 4 && edge < box.bottom - 4);
      }).map(each => text.textContent + " by " + each.getAttribute("class"));
    })"""
    assert browser.evaluate("document.querySelectorAll('.time text.said').length") > 0
    assert browser.evaluate(crossed) == []
