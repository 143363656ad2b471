"""Text of news and pages: plain paragraphs, subheadings, lists and links. No HTML goes in; what is not one of these is words.

A blank line ends a paragraph. A line that begins with `## ` is a subheading, lines that begin with `- ` are a list.
`[words](address)` is a link; an address without words may stand alone. An address is `https://…`, `http://…`, `mailto:…`
or one of this site's, written without the language: `members/bbu/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LINK = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<address>[^()\s]{1,500})\)|(?P<bare>https?://[^\s<>\"”“]*[^\s<>\"”“.,;:!?)\]])"
)
_OUTSIDE = re.compile(r"(?:https?://[^/\s]|mailto:[^@\s]+@[^@\s])")
_INSIDE = re.compile(r"[a-z0-9][a-z0-9/-]*/(?:#[a-z0-9-]+)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

HEADING, ITEM = "## ", "- "


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words. `address` is empty where the words are no link; `inside` says that it lies on this site."""

    words: str
    address: str = ""
    inside: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a subheading (one line), or a list (a line for each item)."""

    kind: Literal["paragraph", "heading", "list"]
    lines: tuple[Line, ...]


def address_kind(address: str) -> Literal["outside", "inside", "refused"]:
    """Where a link leads; `refused` is everything else, `javascript:` and `//host` among it."""
    if _OUTSIDE.match(address):
        return "outside"
    return "inside" if _INSIDE.fullmatch(address) else "refused"


def spans(line: str) -> Line:
    """The words and links of one line. A link whose address is refused stays as it was typed."""
    found: list[Span] = []
    at = 0
    for match in _LINK.finditer(line):
        address = match["bare"] or match["address"]
        kind = address_kind(address)
        if kind == "refused":
            continue
        if match.start() > at:
            found.append(Span(line[at : match.start()]))
        found.append(Span(match["words"] or address, address, kind == "inside"))
        at = match.end()
    if at < len(line):
        found.append(Span(line[at:]))
    return tuple(found)


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in their order."""
    found: list[Block] = []
    words: list[str] = []
    items: list[list[str]] = []

    def close() -> None:
        if words:
            found.append(Block("paragraph", (spans(" ".join(words)),)))
            words.clear()
        if items:
            found.append(Block("list", tuple(spans(" ".join(item)) for item in items)))
            items.clear()

    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            close()
        elif line.startswith(HEADING):
            close()
            found.append(Block("heading", (spans(line[len(HEADING) :].strip()),)))
        elif line.startswith(ITEM):
            if words:
                close()
            items.append([line[len(ITEM) :].strip()])
        elif items:
            items[-1].append(line)
        else:
            words.append(line)
    close()
    return tuple(found)


def refused_addresses(text: str) -> tuple[str, ...]:
    """Addresses of links that would not become links: the author is told, the reader never meets them."""
    return tuple(m["address"] for m in _LINK.finditer(text) if m["address"] and address_kind(m["address"]) == "refused")


def plain_text(text: str) -> str:
    """The words alone, for search and feeds: a paragraph or item a line."""
    return "\n".join("".join(span.words for span in line) for block in blocks(text) for line in block.lines)


def slug_is_right(slug: str) -> bool:
    """Whether an address part is made of small letters without accents, digits and single hyphens, 3 to 80 long."""
    return 3 <= len(slug) <= 80 and _SLUG.fullmatch(slug) is not None
