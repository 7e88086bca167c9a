"""The TypeScript types of a report, from its JSON schema: scripts/generate-types writes them."""

from __future__ import annotations

import json
import textwrap
from typing import Any

HEAD = """\
// The parts of a report, as its JSON has them.
//
// Made by scripts/generate-types from the schema of a report: change the Rust types, not this file.
"""

PLAIN = {"string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null"}


def typescript(schema: dict[str, Any]) -> str:
    """The module."""
    parts = [_interface("report_data", schema)]
    objects = {name: of for name, of in schema["$defs"].items() if of.get("type") == "object"}
    parts += [_interface(name, of) for name, of in objects.items()]
    return HEAD + "".join(parts)


def _interface(name: str, of: dict[str, Any]) -> str:
    required = of.get("required", ())
    lines = [f"\n{_comment(of['description'], '')}export interface {_title(name)} {{"]
    for key, value in of["properties"].items():
        mark = "" if key in required else "?"
        lines += [f"{_comment(value['description'], '  ')}  {key}{mark}: {_type(value)};"]
    return "\n".join([*lines, "}\n"])


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return _title(value["$ref"].rsplit("/", 1)[-1])
    if "const" in value:
        return json.dumps(value["const"])
    if "enum" in value:
        return " | ".join(json.dumps(one) for one in value["enum"])
    kinds = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return " | ".join(_plain(kind, value) for kind in kinds)


def _plain(kind: str, value: dict[str, Any]) -> str:
    if kind == "array":
        item = _type(value["items"])
        return f"({item})[]" if " " in item else f"{item}[]"
    if kind != "object":
        return PLAIN[kind]
    if "properties" not in value:
        return f"Record<string, {_type(value['additionalProperties'])}>"
    required = value.get("required", list(value["properties"]))
    keys = (f"{key}{'' if key in required else '?'}: {_type(of)}" for key, of in value["properties"].items())
    return f"{{ {'; '.join(keys)} }}"


def _title(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _comment(text: str, indent: str) -> str:
    lines = textwrap.wrap(text, 110)
    if len(lines) == 1:
        return f"{indent}/** {text} */\n"
    return "".join([f"{indent}/**\n", *(f"{indent} * {line}\n" for line in lines), f"{indent} */\n"])
