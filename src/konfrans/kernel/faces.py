"""Which characters the faces of the documents hold: read from the fonts' own tables."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

INSTEAD = "\u25a1"
"""A white square: what stands where no face holds the character."""


@cache
def held(folder: Path) -> frozenset[int]:
    """The code points that at least one face in a folder holds."""
    return frozenset().union(*(_of_face(path.read_bytes()) for path in sorted(folder.glob("*.ttf"))))


def displayable(text: str, folder: Path) -> str:
    """A text of which every character can be set: what no face holds becomes a white square, what only joins or varies it
    falls away."""
    there = held(folder)
    return "".join(_shown(one, there) for one in text)


def _shown(one: str, there: frozenset[int]) -> str:
    if ord(one) in there or one in "\n\t":
        return one
    return "" if unicodedata.category(one) in ("Cc", "Cf", "Mn", "Me") else INSTEAD


def _of_face(font: bytes) -> set[int]:
    """The code points of the `cmap` table (OpenType), subtables of format 4 and 12."""
    found: set[int] = set()
    (tables,) = struct.unpack_from(">H", font, 4)
    for n in range(tables):
        tag, _sum, at, _length = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        if tag != b"cmap":
            continue
        (subtables,) = struct.unpack_from(">H", font, at + 2)
        for m in range(subtables):
            _platform, _encoding, offset = struct.unpack_from(">HHI", font, at + 4 + 8 * m)
            (form,) = struct.unpack_from(">H", font, at + offset)
            if form == 4:
                found |= _format_4(font, at + offset)
            elif form == 12:
                found |= _format_12(font, at + offset)
    return found


def _format_4(font: bytes, at: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    row = f">{twice // 2}H"
    ends = struct.unpack_from(row, font, at + 14)
    starts = struct.unpack_from(row, font, at + 16 + twice)
    return {code for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1) if code != 0xFFFF}


def _format_12(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for n in range(groups):
        start, end, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * n)
        found.update(range(start, end + 1))
    return found
