"""What the tests of listening.html share: the page, two browsers, recordings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "target/page/listening.html"
sys.path.insert(0, str(ROOT / "listening-py/tests"))

import browser as chromium_driver  # noqa: E402 - of the other page tests
import firefox as firefox_driver  # noqa: E402


class Chromium(chromium_driver.Browser):
    """A Chromium that is given files."""

    def give(self, selector: str, *paths: Path) -> None:
        """Gives files to an input."""
        document = self.send("DOM.getDocument")["root"]["nodeId"]
        node = self.send("DOM.querySelector", nodeId=document, selector=selector)["nodeId"]
        self.send("DOM.setFileInputFiles", nodeId=node, files=[str(path.resolve()) for path in paths])

    def drop(self, *paths: Path) -> None:
        """Drops files and folders on the page."""
        data = {"items": [], "files": [str(path.resolve()) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.send("Input.dispatchDragEvent", type=kind, x=300, y=200, data=data)

    def save_into(self, folder: Path) -> None:
        """Lets what is saved go into a folder."""
        self.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder.resolve()))


@pytest.fixture(scope="session")
def page() -> Path:
    """The page, as scripts/browser-page built it."""
    if not PAGE.exists():
        pytest.fail(f"{PAGE} is not there: scripts/browser-page builds it")
    return PAGE


@pytest.fixture(scope="session")
def browser():
    """A Chromium."""
    program = chromium_driver.chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: the page was not tried in it")
    with Chromium(program) as browser:
        yield browser


@pytest.fixture(scope="session")
def firefox():
    """A Firefox."""
    program = firefox_driver.firefox()
    if program is None:
        pytest.skip("no Firefox on this machine: the page was not tried in it")
    with firefox_driver.Firefox(program) as browser:
        yield browser


@pytest.fixture(scope="session")
def team(tmp_path_factory) -> Path:
    """The folder of `listening demo --folder`."""
    import listening

    folder = tmp_path_factory.mktemp("demo") / "team"
    listening.demo_folder(folder)
    return folder


@pytest.fixture(scope="session")
def call(team) -> Path:
    """A stereo call of two minutes."""
    return team / "calls/ben/2026-03-03-1.wav"
