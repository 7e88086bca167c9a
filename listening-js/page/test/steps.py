"""What a user does on listening.html, in either browser."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

PATIENCE = 180.0
"""Seconds that a call may take on a busy machine."""

SETTLED = """document.getElementById("work").hidden
  && ["one", "calls", "question", "problem"].some((id) => !document.getElementById(id).hidden)"""


def settled(browser: Any) -> None:
    """Waits until there is something to see."""
    browser.wait(SETTLED, PATIENCE)


def shows(browser: Any, id: str) -> bool:
    """Whether a part of the page is shown."""
    return browser.evaluate(f"!document.getElementById('{id}').hidden")


def problem(browser: Any) -> str | None:
    """What is said to be wrong."""
    return browser.evaluate("document.getElementById('problem').innerText") if shows(browser, "problem") else None


def given(browser: Any, *paths: Path) -> None:
    """Gives files, and waits for what comes of them."""
    # So that what was there before is not taken for what comes.
    browser.evaluate(
        "['one', 'calls', 'question', 'problem'].forEach((id) => document.getElementById(id).hidden = true)"
    )
    browser.give("#files", *paths)
    settled(browser)


def opened(browser: Any, page: Path, *paths: Path, **look: Any) -> None:
    """Opens the page, gives files, and waits for the call."""
    browser.open(page, **look)
    given(browser, *paths)
    assert problem(browser) is None


def saved(browser: Any, folder: Path, selector: str, name: str) -> Path:
    """Saves by a button; the file, once it is there."""
    browser.save_into(folder)
    browser.click(selector)
    path = folder / name
    until = time.monotonic() + PATIENCE
    while not (path.exists() and not path.with_name(name + ".crdownload").exists()):
        assert time.monotonic() < until, f"{path} was not saved"
        time.sleep(0.05)
    return path


def report(browser: Any, folder: Path, name: str) -> str:
    """The report of the call that is shown, as it is saved."""
    path = folder / f"{name}.json"
    path.unlink(missing_ok=True)
    browser.click("#tab-json")
    text = saved(browser, folder, "#save", path.name).read_text()
    browser.click("#tab-page")
    assert text.endswith("}\n")
    return text[:-1]
