"""What a file is that libsndfile does not read, by its first bytes: who else reads it, and what to do."""

from __future__ import annotations

import shlex
from typing import NamedTuple


class Kind(NamedTuple):
    """What a file is."""

    text: str
    demuxer: str
    """What reads it of FFmpeg's, which PyAV brings."""

    has_tracks: bool = False
    """Each party may have a track of its own."""


_MP4 = Kind("an MP4, M4A or MOV file", "mov", True)
_MATROSKA = Kind("a WebM or Matroska file", "matroska", True)
_MEDIA: tuple[tuple[int, bytes, Kind], ...] = (
    (4, b"ftyp", _MP4),
    (4, b"moov", _MP4),
    (0, b"\x1a\x45\xdf\xa3", _MATROSKA),
    (8, b"AVI ", Kind("an AVI video", "avi")),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Kind("a WMA or WMV file", "asf")),
    (0, b"#!AMR", Kind("an AMR file", "amr")),
    (0, b"FLV\x01", Kind("a Flash video", "flv")),
    (0, b"\x00\x00\x01\xba", Kind("an MPEG video", "mpeg")),
    (0, b"\xff\xf1", Kind("an AAC file", "aac")),
    (0, b"\xff\xf9", Kind("an AAC file", "aac")),
    (28, b"Speex   ", Kind("an Ogg file with Speex", "ogg")),
    (28, b"\x80theora", Kind("an Ogg video", "ogg")),
    (8, b"QLCM", Kind("a QCP file", "qcp")),
)
_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF", "a PDF document"),
    (0, b"\x89PNG", "a picture"),
    (0, b"\xff\xd8\xff", "a picture"),
    (0, b"PK\x03\x04", "a ZIP archive (or an office document): unpack it first"),
    (0, b"\x1f\x8b", "a gzip archive: unpack it first"),
)
_CODECS = {
    0x0014: "G.723", 0x0022: "TrueSpeech", 0x0038: "AMR", 0x0042: "G.723.1", 0x0045: "G.726", 0x0057: "AMR",
    0x0058: "AMR-WB", 0x0064: "G.726", 0x0065: "G.722", 0x0083: "G.729", 0x00FF: "AAC", 0x0111: "G.723.1",
    0x0130: "ACELP", 0x0160: "WMA", 0x0161: "WMA", 0x028F: "G.722", 0x1600: "AAC", 0x1610: "AAC", 0x706D: "AAC",
    0xA100: "G.723.1", 0xA109: "Speex",
}  # fmt: skip
"""Codecs by the number that a WAV header has for them (RFC 2361, mmreg.h), of those that libsndfile does not read."""

_HEADERS = (
    *(b"RIFF", b"RIFX", b"RF64", b"BW64", b"riff", b"fLaC", b"OggS", b"FORM", b".snd", b"dns.", b"caff", b"NIST"),
    *(b"ID3\x02", b"ID3\x03", b"ID3\x04", b"#!AMR", b"\x1a\x45\xdf\xa3"),
)
"""What no recording without a header begins with."""

HEAD = 512
"""Bytes that are needed."""


def has_header(head: bytes) -> bool:
    """Whether a file that begins so says by itself what it is."""
    return head.startswith(_HEADERS) or head[4:8] == b"ftyp"


def kind(head: bytes) -> Kind | None:
    """What recording that PyAV may read begins so.

    >>> kind(b"#!AMR")
    Kind(text='an AMR file', demuxer='amr', has_tracks=False)
    """
    for at, mark, found in _MEDIA:
        if head[at : at + len(mark)] == mark:
            return found
    codec = _codec(head)
    if codec:
        return Kind(f"a WAV file with {codec}", "wav")
    if head[:4] == b"caff":
        return Kind("a CAF file with a codec that libsndfile does not read", "caf")
    if head[:2] == b"\x0b\x77":
        # AC-3 or its successor, by the version of the bit stream.
        return Kind("an AC-3 file", "ac3" if len(head) < 6 or head[5] >> 3 <= 10 else "eac3")
    if head[:1] == b"\x47" and head[188:189] == b"\x47" and head[376:377] == b"\x47":
        return Kind("an MPEG transport stream", "mpegts")
    return None


def what(head: bytes, name: str) -> str | None:
    r"""What a file is that is no recording which anybody reads; None if that is not known.

    >>> what(b"Agent: hello, how can I help?", "call.txt")
    'it is text, not a recording'
    """
    for at, mark, text in _OTHERS:
        if head[at : at + len(mark)] == mark:
            return f"it is {text}"
    if name.lower().endswith(".nmf"):
        return "it is a recording of NICE's (.nmf), which no open tool reads: export it from NICE's player as WAV"
    # A short file that begins as audio is a stump of it.
    if len(head) >= 8 and _is_text(head):
        return "it is text, not a recording"
    return None


def needs_av(found: Kind, name: str) -> str:
    """What to do about a recording that PyAV would read."""
    return (
        f'it is {found.text}, which is read with PyAV: pip install "listening[av]"; or convert it first, '
        f"{convert(found, name)}"
    )


def convert(found: Kind, name: str) -> str:
    """The line that converts a recording; and the one that makes a pair of its tracks, where it may have some."""
    call = shlex.quote(name)
    form = f"-f {found.demuxer} " if found.demuxer.startswith("g72") else ""
    return f"as with: ffmpeg {form}-i {call} call.wav" + (_tracks(name) if found.has_tracks else "")


def blank(name: str) -> str:
    """What to do about a recording whose header is zeros, as recorders leave it that are stopped (linphone's)."""
    return (
        "it has zeros instead of a header, because its recorder was stopped before it wrote one; its samples follow: "
        "read them raw, with the recorder's own rate and number of channels, for instance: "
        f"ffmpeg -skip_initial_bytes 44 -f s16le -ar 8000 -ac 2 -i {shlex.quote(name)} whole.wav"
    )


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
    number = int.from_bytes(head[at + 8 : at + 10], "little")
    return _CODECS.get(number)


def _is_text(head: bytes) -> bool:
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be cut.
        if error.start < len(head) - 3:
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\r\n\t\f\ufeff" for character in text)
