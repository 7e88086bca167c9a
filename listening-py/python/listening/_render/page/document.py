"""Whole pages, and cards that share a page with others."""

from __future__ import annotations

import base64
import os

from .markup import Markup, ascii_only, tag

_NOTEBOOK_DARK = ('[data-jp-theme-light="false"] .listening', ".vscode-dark .listening", "html[theme=dark] .listening")
"""Dark themes of JupyterLab, Visual Studio Code and Colab, which say themselves what they are."""

_PAGE = """\
html { color-scheme: light dark; background: #eef1f4; }
body { margin: 0; }
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
main { max-width: 1040px; margin: 0 auto; }
@media (min-width: 641px) { main { padding: 24px; } }
@media (prefers-color-scheme: dark) { html { background: #0d1014; } }
@media print { html { background: none; } main { padding: 0; } }
"""


def page(title: str, body: Markup) -> str:
    """A page that needs no network and lets nothing in: its policy names its own style and script by their hashes.

    It is plain ASCII, so that it reads the same however it is stored.
    """
    # Paper is white.
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_dark('.listening')} }}"
    style = f"{_PAGE}{_file('style.css')}{dark}"
    script = _file("card.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; media-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"{tag('title', title)}<style>{style}</style>"
    )
    inside = f"<main><h1>Listening</h1>{body}</main><script>{script}</script>"
    return ascii_only(f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{inside}</body></html>\n')


def cell(body: Markup, *, script: bool) -> str:
    """A card for a cell of a notebook. It needs no script but to seek in audio."""
    style = _file("style.css") + _dark(", ".join(_NOTEBOOK_DARK))
    more = f"<script>(() => {{{_file('card.js')}}})();</script>" if script else ""
    return ascii_only(f"<style>{style}</style>{body}{more}")


def fresh() -> str:
    """An id that no other card has."""
    return f"c{os.urandom(4).hex()}"


def _file(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="ascii") as file:
        text = file.read()
    # Blank lines and margins are for those who read the source.
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


def _dark(selector: str) -> str:
    return _file("dark.css").replace("SELECTOR", selector)


def _hash(text: str) -> str:
    # Slow to import, and needed for pages alone.
    import hashlib

    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
