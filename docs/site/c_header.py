"""The C header as a page: its rules, then every declaration under its name, with what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

KINDS = {"enum": "Enums", "struct": "Structs", "function": "Functions", "macro": "Constants", "type": "Types"}
NOT_SHOWN = re.compile(r"^#(if|ifdef|ifndef|else|endif).*\n|^  : int32_t\n", re.MULTILINE)
COMMENTED = re.compile(r"^/\*\*\n(?P<said>.*?)^ \*/\n(?P<code>.*?)(?=^/\*\*\n|\Z)", re.DOTALL | re.MULTILINE)


def prose(comment: str) -> str:
    """The text of a comment; a star is a star, but for code."""
    lines = re.sub(r"^ ?\* ?", "", comment, flags=re.MULTILINE).strip().splitlines()
    return "\n".join(line if line.startswith("    ") else line.replace("*", r"\*") for line in lines)


def rules(head: str) -> str:
    """The rules at the top of the header: its program, then a line in bold for each rule."""
    words, _, rest = head.partition("\n\n")
    program, _, rest = rest.partition("Rules that hold for every function here:\n\n")
    code = "\n".join(line[4:] for line in program.strip("\n").splitlines())
    each = re.sub(r"^(\w+) +(?=\S)", r"\n**\1.** ", re.sub(r"\n {8,}", " ", rest), flags=re.MULTILINE)
    return f"{words}\n\n```c\n{code}\n```\n\n## Rules\n\nThey hold for every function.\n{each}"


def declared(code: str) -> tuple[str, str, str] | None:
    """The declaration after a comment: its kind, its name, its text."""
    code = NOT_SHOWN.sub("", code).strip()
    if found := re.match(r"#define (\w+).*", code):
        return "macro", found[1], found[0]
    if found := re.match(r"(?:typedef )?(enum|struct) (\w+)\s*\{.*?^\}[^;]*;", code, re.DOTALL | re.MULTILINE):
        return found[1], found[2], found[0]
    if found := re.match(r"typedef [^{;]*?(\w+);", code):
        return "type", found[1], found[0]
    if found := re.match(r"[^;{]*?\b(\w+)\s*\([^;]*;", code):
        return "function", found[1], found[0]
    return None


def page(header: Path) -> str:
    """The page of a header."""
    text = header.read_text(encoding="utf-8")
    head = prose(text[2 : text.index("*/")])
    parts: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for found in COMMENTED.finditer(text):
        if entry := declared(found["code"]):
            kind, name, code = entry
            parts[kind].append(f"### `{name}`\n\n{prose(found['said'])}\n\n```c\n{code}\n```\n")
    missing = set(re.findall(r"\b(listening_\w+)\(", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))
    missing -= set(re.findall(r"^### `(\w+)`", "\n".join(parts["function"]), re.MULTILINE))
    if missing or len(parts["function"]) < 50:
        raise SystemExit(f"c_header.py: functions that the page lacks: {sorted(missing)}")
    order = ["function", "struct", "enum", "type", "macro"]
    body = "\n".join(f"## {KINDS[kind]}\n\n" + "\n".join(parts[kind]) for kind in order if parts[kind])
    return (
        "# C\n\nFrom `include/listening.h`. [Linking Listening](../linking.md) leads through it.\n\n"
        f"{rules(head)}\n\n{body}"
    )
