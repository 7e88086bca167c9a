"""The example of the npm package that listens to a call in a page, in a real headless Chromium."""

from __future__ import annotations

import json
import threading
import wave
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import listening
import numpy as np
import pytest
from browser import Browser, chromium

ROOT = Path(__file__).resolve().parents[2]
WASM = ROOT / "listening-js" / "js" / "wasm" / "listening_bg.wasm"
HEARD = 30.0
"""Seconds that are heard live."""

OFFLINE = """(async () => {
  const { listen } = await import("/listening-js/examples/worklet/listen.js");
  const { analyze, init } = await import("/listening-js/js/index.js");
  await init();
  const bytes = async (name) => (await fetch(name)).arrayBuffer();
  const decode = async (name) => new OfflineAudioContext(1, 1, RATE).decodeAudioData(await bytes(name));
  const [agent, customer] = await Promise.all(["/agent.wav", "/customer.wav"].map(decode));
  const length = Math.ceil(agent.length / 1024) * 1024;
  const context = new OfflineAudioContext(1, length, RATE);
  const [one, other] = [agent, customer].map((buffer) => new AudioBufferSourceNode(context, { buffer }));
  const found = [];
  const call = await listen(context, { agent: one, customer: other }, ({ events }) => found.push(...events));
  one.start();
  other.start();
  await context.startRendering();
  const report = await call.stop();
  const padded = (buffer) => { const all = new Float32Array(length); all.set(buffer.getChannelData(0)); return all; };
  const expected = analyze({ left: padded(agent), right: padded(customer) }, { sampleRate: RATE });
  return { found, report, expected: expected.data };
})()"""
"""The demo call through the worklet as fast as it renders, and the same samples as a whole."""


@pytest.fixture(scope="module")
def channels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parties of the demo call as files of their own."""
    folder = tmp_path_factory.mktemp("channels")
    samples = demo()
    for name, channel in zip(("agent", "customer"), samples.T, strict=True):
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(channel.astype("<i2").tobytes())
    return folder


def demo() -> np.ndarray:
    """Both channels of the demo call, of 16 bits."""
    import soundfile

    return soundfile.read(ROOT / "demo" / "demo_call.wav", dtype="int16")[0]


@pytest.fixture(scope="module")
def address(channels: Path) -> Iterator[str]:
    """Where the repository and these files are served, as by `python -m http.server`."""
    if not WASM.exists():
        pytest.skip("the npm package is not built: scripts/js")

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            name = path.split("?")[0].lstrip("/")
            return str(channels / name if (channels / name).is_file() else ROOT / name)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser(channels: Path) -> Iterator[Browser]:
    """A window whose microphone hears the agent of the demo call."""
    pytest.importorskip("websocket", reason="the page tests speak to Chromium through websocket-client, not installed")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: pages were not opened in a browser")
    flags = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    with Browser(program, *flags, f"--use-file-for-fake-audio-capture={channels / 'agent.wav'}%noloop") as browser:
        yield browser


@pytest.mark.parametrize("rate", [48_000, 44_100, 8000])
def test_what_the_worklet_hears_gives_the_report_of_the_same_samples(browser: Browser, address: str, rate: int) -> None:
    browser.open(f"{address}/listening-js/examples/worklet/index.html")
    got: dict[str, Any] = browser.evaluate(OFFLINE.replace("RATE", str(rate)))
    assert got["report"] == got["expected"]
    finals = [event for event in got["found"] if event["status"] == "final"]
    assert {event["id"] for event in finals} == {event["id"] for event in got["expected"]["events"]}
    assert any(event["status"] == "provisional" for event in got["found"])
    assert len(finals) > 30


def test_the_page_shows_events_of_the_microphone_and_a_file(browser: Browser, address: str, channels: Path) -> None:
    browser.open(f"{address}/listening-js/examples/worklet/index.html")
    browser.evaluate("(c => { c.value = 'file'; c.dispatchEvent(new Event('change')) })(document.forms[0].customer)")
    document = browser.send("DOM.getDocument")["root"]["nodeId"]
    node = browser.send("DOM.querySelector", nodeId=document, selector="[name=file]")["nodeId"]
    browser.send("DOM.setFileInputFiles", nodeId=node, files=[str(channels / "customer.wav")])
    browser.click("[type=submit]")
    browser.wait("!document.forms[0].stop.disabled || document.querySelector('[role=alert]').textContent")
    assert browser.evaluate("document.querySelector('[role=alert]').textContent") == ""
    browser.wait(f"parseFloat(document.querySelector('#now b')?.textContent.split(':')[1]) >= {HEARD}", 4 * HEARD)
    browser.click("[name=stop]")
    browser.wait("document.querySelector('#score').textContent")
    rows = browser.evaluate("[...document.querySelectorAll('tbody tr')].map(r => [...r.cells].map(c => c.textContent))")
    finals = [(row[2].replace(" ", "_"), row[1]) for row in rows if row[5] == "final"]
    report = listening.analyze(demo()[: int(8000 * HEARD)], sample_rate=8000)
    events = json.loads(report.to_json())["events"]
    expected = [(event["kind"], event["by"]) for event in events]
    # The microphone and the file begin some tenths of a second apart, and the device's clock stumbles now and then.
    common = sum(min(finals.count(each), expected.count(each)) for each in set(expected))
    assert common >= 0.6 * len(expected), json.dumps([finals, expected])
    assert not browser.complaints()
