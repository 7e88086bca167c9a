"""What a file is that cannot be read as audio, by its first bytes: so that the error can say what to do."""

from __future__ import annotations

import shlex

_MEDIA: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", "an MP4, M4A or MOV file"),
    (0, b"\x1a\x45\xdf\xa3", "a WebM or Matroska file"),
    (8, b"AVI ", "an AVI video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a WMA or WMV file"),
    (0, b"#!AMR", "an AMR file"),
    (0, b"FLV\x01", "a Flash video"),
    (0, b"\x00\x00\x01\xba", "an MPEG video"),
    (0, b"\xff\xf1", "an AAC file"),
    (0, b"\xff\xf9", "an AAC file"),
    (28, b"Speex   ", "an Ogg file with Speex"),
    (28, b"\x80theora", "an Ogg video"),
)
_OF_TRACKS = ("an MP4, M4A or MOV file", "a WebM or Matroska file")
"""Files in which each party may have a track of its own."""
_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF", "a PDF document"),
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"PK\x03\x04", "a ZIP archive (or an office document): unpack it first"),
    (0, b"\x1f\x8b", "a gzip archive: unpack it first"),
)
_CODECS = {
    0x0014: "G.723", 0x0022: "TrueSpeech", 0x0042: "G.723.1", 0x0045: "G.726", 0x0064: "G.726", 0x0065: "G.722",
    0x0083: "G.729", 0x00FF: "AAC", 0x0111: "G.723.1", 0x0130: "ACELP", 0x0161: "WMA", 0x028F: "G.722",
    0xA109: "Speex",
}  # fmt: skip
"""Codecs by the number that a WAV header has for them (RFC 2361, mmreg.h), of those that libsndfile does not read."""

HEAD = 512
"""Bytes that `what` needs."""


def what(head: bytes, name: str) -> str | None:
    r"""What the file is, and what to do; None if that is not known.

    >>> what(b"#!AMR", "call.amr")
    'it is an AMR file, which is not read; convert it first, as with: ffmpeg -i call.amr call.wav'
    >>> what(b"Agent: hello, how can I help?", "call.txt")
    'it is text, not a recording'
    """
    for at, mark, kind in _MEDIA:
        if head[at : at + len(mark)] == mark:
            return _convert(kind, name) + (_tracks(name) if kind in _OF_TRACKS else "")
    codec = _codec(head)
    if codec:
        return _convert(f"a WAV file with {codec}", name)
    for at, mark, kind in _OTHERS:
        if head[at : at + len(mark)] == mark:
            return f"it is {kind}"
    # A short file that begins as audio is a stump of it.
    if len(head) >= 8 and _is_text(head):
        return "it is text, not a recording"
    return None


def blank(name: str) -> str:
    """What to do about a recording whose header is zeros, as recorders leave it that are stopped (linphone's)."""
    return (
        "zeros are where its header should be, for its recorder was stopped before it wrote one; its samples follow: "
        "read them raw, with the recorder's own rate and number of channels, as with: "
        f"ffmpeg -skip_initial_bytes 44 -f s16le -ar 8000 -ac 2 -i {shlex.quote(name)} whole.wav"
    )


def _convert(kind: str, name: str) -> str:
    call = shlex.quote(name)
    return f"it is {kind}, which is not read; convert it first, as with: ffmpeg -i {call} call.wav"


def _tracks(name: str) -> str:
    """How two tracks become a pair; a track that begins late keeps its place."""
    tracks = " ".join(
        f"-map 0:a:{track} -af aresample=async=1:first_pts=0 -ac 1 {party}.wav"
        for track, party in enumerate(("agent", "customer"))
    )
    call = shlex.quote(name)
    return f"; where each party has a track of its own, make a pair: ffmpeg -i {call} {tracks}"


def _codec(head: bytes) -> str | None:
    at = head.find(b"fmt ", 12)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE" or at < 0:
        return None
    return _CODECS.get(int.from_bytes(head[at + 8 : at + 10], "little"))


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be cut.
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\r\n\t\f\ufeff" for character in text)
