"""Reduces what abidw says of the library to the interface: the functions and what their types lead to.

    abidw ... liblistening.so | python public.py > listening.abi

A type with a private member is one of ours behind a pointer: callers cannot see into it, so nobody may rely
on it. It stays as a name only. What depends on the machine or the build (paths, names of compiler units) is
left out.
"""

import sys
import xml.etree.ElementTree as ET

DECLARATIONS = {"type-decl", "class-decl", "union-decl", "enum-decl", "typedef-decl", "pointer-type-def"}
DECLARATIONS |= {"array-type-def", "reference-type-def", "qualified-type-def", "function-type", "subrange"}


def main() -> None:
    """Reads what abidw says from standard input and prints the interface."""
    corpus = ET.parse(sys.stdin).getroot()
    types = {one.get("id"): one for one in corpus.iter() if one.tag in DECLARATIONS and one.get("id")}
    for one in types.values():
        if any(member.get("access") == "private" for member in one):
            for member in list(one):
                one.remove(member)
            one.text = None
            one.attrib.pop("size-in-bits", None)
            one.set("is-declaration-only", "yes")

    # From the functions on, everything that a type refers to by its number.
    kept: dict[str, str] = {}
    functions = [one for one in corpus.iter("function-decl") if one.get("elf-symbol-id")]
    waiting = list(functions)
    while waiting:
        for part in waiting.pop(0).iter():
            number = part.get("type-id")
            if number in types and number not in kept:
                kept[number] = f"type-id-{len(kept) + 1}"
                waiting.append(types[number])

    unit = ET.Element("abi-instr", {"address-size": "64", "path": "listening-ffi", "language": "LANG_Rust"})
    unit.extend(types[number] for number in kept)
    unit.extend(functions)
    # Nobody refers to a subrange by its number; its old one may be another type's new one.
    for part in unit.iter("subrange"):
        kept.setdefault(part.attrib["id"], f"type-id-{len(kept) + 1}")
    for part in unit.iter():
        for key in ("id", "type-id"):
            if part.get(key) in kept:
                part.set(key, kept[part.attrib[key]])
    for old in corpus.findall("abi-instr"):
        corpus.remove(old)
    for needed in corpus.findall("elf-needed"):
        corpus.remove(needed)
    corpus.append(unit)
    ET.indent(corpus)
    print(ET.tostring(corpus, encoding="unicode"))


main()
