#!/bin/sh
# Firefox 140 decodes a WAV file of 64-bit floats as if it contained 32-bit floats: twice as long, noise, and no error.
#
# The format chunk says IEEE float (3) with 64 bits and 8 bytes per frame (RFC 2361 and mmreg.h; ffmpeg's pcm_f64le and
# soundfile's DOUBLE write it). decodeAudioData returns a buffer of twice the duration, and <audio> plays it. Chromium
# rejects the file, which misleads no one.
#
# Workaround: read the format chunk first, and decode 64-bit floats with a DataView.
#
# Observed: 1 s of a constant 0.25 at 8 kHz becomes 2 s that never contain 0.25. The same as 32-bit floats: 1 s of 0.25.
#
# Needs a Firefox (FIREFOX=path, or firefox-esr, or firefox).
set -eu
firefox=${FIREFOX:-$(command -v firefox-esr || command -v firefox)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check websocket-client==1.9.2
"$folder/venv/bin/python" - "$firefox" "$folder" <<'PY'
import base64
import json
import os
import re
import struct
import subprocess
import sys
import time
from pathlib import Path

import websocket

firefox, folder = sys.argv[1], Path(sys.argv[2])
RATE = 8000


def wav(letter: str) -> str:
    """A second of 0.25 in floats of a size, as base64."""
    width = struct.calcsize("<" + letter)
    data = struct.pack("<" + letter, 0.25) * RATE
    form = struct.pack("<HHIIHHH", 3, 1, RATE, RATE * width, width, 8 * width, 0)
    fact = struct.pack("<4sII", b"fact", 4, RATE)
    chunks = struct.pack("<4sI", b"fmt ", len(form)) + form + fact + struct.pack("<4sI", b"data", len(data)) + data
    return base64.b64encode(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks).decode()


log = open(folder / "log", "w")
(folder / "profile").mkdir()
process = subprocess.Popen(
    [firefox, "--headless", "--no-remote", "--profile", folder / "profile", "--remote-debugging-port=0"],
    stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)},
)  # fmt: skip
try:
    address = None
    for _ in range(1200):
        address = re.search(r"WebDriver BiDi listening on (ws://\S+)", (folder / "log").read_text())
        if address:
            break
        time.sleep(0.1)
    socket = websocket.create_connection(address[1] + "/session", timeout=120, suppress_origin=True)
    number = 0

    def send(method: str, **parameters: object) -> dict:
        global number
        number += 1
        socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    version = send("session.new", capabilities={})["capabilities"]["browserVersion"]
    context = send("browsingContext.getTree")["contexts"][0]["context"]
    found = {}
    for letter in "fd":
        expression = f"""(async () => {{
          const bytes = Uint8Array.from(atob("{wav(letter)}"), (each) => each.charCodeAt(0));
          const buffer = await new OfflineAudioContext(1, 1, {RATE}).decodeAudioData(bytes.buffer);
          const quarter = buffer.getChannelData(0).filter((value) => Math.abs(value - 0.25) < 0.01).length;
          return JSON.stringify([buffer.duration, quarter / {RATE}]);
        }})()"""
        answer = send("script.evaluate", expression=expression, target={"context": context}, awaitPromise=True)
        found[letter] = json.loads(answer["result"]["value"])
    print(f"Firefox {version}: 32 bit {found['f']}, 64 bit {found['d']} (seconds, and seconds of them at 0.25)")
    assert found["f"] == [1, 1]
    assert found["d"] == [2, 0]
finally:
    process.terminate()
    process.wait()
PY
