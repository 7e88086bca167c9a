#!/bin/sh
# Chromium 148: a page opened from disk cannot read dropped files through their entries, only through handles or files.
#
# DataTransferItem.webkitGetAsEntry is how pages read dropped folders. On a file: page it returns an entry with the correct
# name, but entry.file() and createReader().readEntries() fail with an EncodingError ("A URI supplied to the API was malformed").
# DataTransferItem.getAsFileSystemHandle reads files and folders there, and dataTransfer.files only files. Firefox has no such
# handles, and reads entries on file: pages.
#
# Workaround: request handles first, then entries, then files, all before the event ends.
#
# Observed: a file and a folder with two files, dropped: two EncodingErrors through entries; all three files through handles.
#
# Needs a Chromium (CHROMIUM=path, or chromium).
set -eu
chromium=${CHROMIUM:-$(command -v chromium)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check websocket-client==1.9.2
"$folder/venv/bin/python" - "$chromium" "$folder" <<'PY'
import json
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import websocket

chromium, folder = sys.argv[1], Path(sys.argv[2])
(folder / "page.html").write_text("""<!doctype html><body style="height: 600px"><script>
window.found = null;
for (const kind of ["dragenter", "dragover"]) addEventListener(kind, (event) => event.preventDefault());
addEventListener("drop", async (event) => {
  event.preventDefault();
  const items = [...event.dataTransfer.items];
  const entries = items.map((item) => item.webkitGetAsEntry());
  const handles = items.map((item) => item.getAsFileSystemHandle());
  const byEntry = [], byHandle = [];
  for (const entry of entries) {
    byEntry.push(await new Promise((done) => {
      const failed = (error) => done(error.name);
      if (entry.isFile) entry.file((file) => done(file.size), failed);
      else entry.createReader().readEntries((inner) => done(inner.length), failed);
    }));
  }
  for (const handle of await Promise.all(handles)) {
    let count = 0;
    if (handle.kind === "file") count = (await handle.getFile()).size;
    else for await (const inner of handle.values()) count += 1;
    byHandle.push(count);
  }
  window.found = { byEntry, byHandle };
});
</script>""")
(folder / "dropped").mkdir()
for path in (folder / "one.txt", folder / "dropped/a.txt", folder / "dropped/b.txt"):
    path.write_text("12345")
process = subprocess.Popen(
    [chromium, "--headless", "--disable-gpu", "--no-first-run", "--no-sandbox", "--remote-debugging-port=0",
     f"--user-data-dir={folder / 'profile'}", (folder / "page.html").as_uri()],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)  # fmt: skip
try:
    pages = []
    for _ in range(1200):
        try:
            port = (folder / "profile/DevToolsActivePort").read_text().splitlines()[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
                pages = [each for each in json.load(answer) if each["type"] == "page"]
            if pages:
                break
        except (OSError, IndexError):
            pass
        time.sleep(0.1)
    socket = websocket.create_connection(pages[0]["webSocketDebuggerUrl"], timeout=60, suppress_origin=True)
    number = 0

    def send(method: str, **parameters: object) -> dict:
        global number
        number += 1
        socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(socket.recv())
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    version = send("Browser.getVersion")["product"]
    for _ in range(600):
        ready = "document.readyState === 'complete' && location.protocol === 'file:'"
        if send("Runtime.evaluate", expression=ready)["result"]["value"]:
            break
        time.sleep(0.1)
    data = {"items": [], "files": [str(folder / "one.txt"), str(folder / "dropped")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        send("Input.dispatchDragEvent", type=kind, x=100, y=100, data=data)
    found = None
    for _ in range(600):
        found = send("Runtime.evaluate", expression="window.found", returnByValue=True)["result"].get("value")
        if found:
            break
        time.sleep(0.1)
    print(f"{version}: {found}")
    assert found == {"byEntry": ["EncodingError", "EncodingError"], "byHandle": [5, 2]}
finally:
    process.terminate()
    process.wait()
PY
