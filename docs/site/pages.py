"""Assembles the pages of the site in target/docs/pages: docs/, those of the repository's root, the reference.

python docs/site/pages.py
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from c_header import page as c_page
from typescript import page as typescript_page

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "target" / "docs" / "pages"
AT_ROOT = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
ELSEWHERE = {
    "listening-core/README.md": "reference/rust.md",
    "listening-js/README.md": "reference/javascript.md",
}
"""Pages of the site that links to files of the source lead to."""
DEMO = """\
# Try it in the browser

Drop a stereo recording of a call on the page below: the agent on one channel, the customer on the other.
Nothing is uploaded; everything runs in your browser. [Open it separately](listening.html), or save the file:
it needs no network.

<iframe src="listening.html" title="Listening in the browser" loading="lazy"
  style="width: 100%; height: 80vh; border: 1px solid #8888"></iframe>
"""
NO_DEMO = """\
# Try it in the browser

The page that analyses recordings in the browser is not part of this copy of the site, because it had not been
built. `scripts/browser-page` builds it, and `scripts/docs` then includes it. [From Python](python.md)
shows the same on the command line.
"""


def on_site(target: str) -> str:
    """Where a link from the repository's root leads on the site."""
    path, mark, anchor = target.partition("#")
    if re.match(r"[a-z]+:", target) or not path:
        return target
    return (AT_ROOT | ELSEWHERE).get(path, path.removeprefix("docs/")) + mark + anchor


def from_root(text: str) -> str:
    """A page of the repository's root, with its links as on the site."""
    text = re.sub(r"\]\(([^)\s]+)\)", lambda found: f"]({on_site(found[1])})", text)
    # Licences, folders of the source: names, where the site has no such page.
    return re.sub(
        r"\[([^\]]+)\]\((?![a-z]+:|#)([^)\s]+)\)",
        lambda found: found[0] if there(found[2]) else found[1],
        text,
    )


def there(target: str) -> bool:
    """Whether the site has a file of this name."""
    path = target.partition("#")[0]
    return path in {*AT_ROOT.values(), *ELSEWHERE.values()} or (ROOT / "docs" / path).is_file()


def main() -> None:
    """Runs the command line."""
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(
        ROOT / "docs",
        PAGES,
        ignore=shutil.ignore_patterns("site", "*.py", "__pycache__", ".ipynb_checkpoints"),
    )
    for page in PAGES.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        # Sources are no part of the site: their names stay.
        text = re.sub(r"\[([^\]]+)\]\(\.\./([^)\s]+)\)", lambda found: link_above(found[1], found[2]), text)
        page.write_text(text, encoding="utf-8")
    for name, place in AT_ROOT.items():
        (PAGES / place).write_text(from_root((ROOT / name).read_text(encoding="utf-8")), encoding="utf-8")
    reference = PAGES / "reference"
    reference.mkdir()
    shutil.copy(ROOT / "docs" / "site" / "python.md", reference)
    rust = (ROOT / "listening-core" / "README.md").read_text(encoding="utf-8")
    (reference / "rust.md").write_text(re.sub(r"^# Ok::.*\n", "", rust, flags=re.MULTILINE), encoding="utf-8")
    (reference / "c.md").write_text(c_page(ROOT / "include" / "listening.h"), encoding="utf-8")
    types = ROOT / "listening-js" / "js"
    (reference / "javascript.md").write_text(
        typescript_page(
            "JavaScript",
            "From the types of the package `listening-js`.",
            types / "index.d.ts",
            types / "streams.d.ts",
        ),
        encoding="utf-8",
    )
    (reference / "report.md").write_text(
        typescript_page(
            "Report data",
            "What a report holds, in every language: schema `listening.report/1`.",
            types / "report_data.d.ts",
        ),
        encoding="utf-8",
    )
    demo = ROOT / "target" / "page" / "listening.html"
    if demo.is_file():
        shutil.copy(demo, PAGES)
    (PAGES / "try.md").write_text(DEMO if demo.is_file() else NO_DEMO, encoding="utf-8")


def link_above(words: str, path: str) -> str:
    """A link from docs/ to the folder above it."""
    place = AT_ROOT.get(path.partition("#")[0])
    return f"[{words}]({place})" if place else words


main()
