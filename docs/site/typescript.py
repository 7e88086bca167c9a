"""Types of TypeScript as a page: what is exported, each under its name, with what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

EXPORTED = re.compile(
    r"(?:^/\*\*(?P<said>(?:(?!\*/).)*)\*/\n)?"
    r"(?P<code>^export (?:declare )?(?:type|interface|class|function|const) (?P<name>\w+).*?)"
    r"(?=^/\*\*|^export |\Z)",
    re.DOTALL | re.MULTILINE,
)


def page(title: str, lead: str, *types: Path) -> str:
    """The page of files of types."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in types)
    parts = []
    for found in EXPORTED.finditer(text):
        said = re.sub(r"^\s*\* ?", "", found["said"] or "", flags=re.MULTILINE).strip()
        parts.append(f"## `{found['name']}`\n\n{said}\n\n```ts\n{found['code'].strip()}\n```\n")
    named = len(re.findall(r"^export (?!\*|type \*)", text, re.MULTILINE))
    if len(parts) != named:
        raise SystemExit(f"typescript.py: {len(parts)} of {named} exports of {types[0].name} are on the page")
    return f"# {title}\n\n{lead}\n\n" + "\n".join(parts)
