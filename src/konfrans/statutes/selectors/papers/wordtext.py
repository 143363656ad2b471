"""The text of a Word document, paragraph by paragraph, tracked changes read as accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from konfrans.kernel.refusals import Refused
from konfrans.statutes.selectors.papers.marks import in_word
from konfrans.statutes.selectors.papers.opened import WORD

MOST_LINES = 6000
LONGEST = 20_000
"""Characters of one paragraph, as in the form of an article."""

W = f"{{{WORD}}}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_CHANGED = frozenset({f"{W}ins", f"{W}moveTo", *_GONE})
_THROUGH = frozenset(
    {f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "r", "dir", "bdo")}
)  # fmt: skip
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_BLOCKS = frozenset(
    {f"{W}{name}" for name in ("body", "sdt", "sdtContent", "tbl", "tr", "tc", "customXml", "ins", "moveTo")}
)


@dataclass(slots=True)
class Line:
    """One paragraph: its marks, its style, its text."""

    marks: tuple[str, ...]
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class WordText:
    lines: tuple[Line, ...]
    tracked: int
    """Tracked changes, all read as accepted."""
    comments: int


def word_text(root: Any) -> WordText:
    """The paragraphs of a document in their order; text boxes, notes and pictures are not read."""
    lines: list[Line] = []
    joins = False
    pending: list[str] = []  # marks between two paragraphs belong to the next one
    for block in _blocks(root):
        if block.tag != f"{W}p":
            pending.append(str(block.get(f"{W}name", "")))
            continue
        if len(lines) >= MOST_LINES:
            raise Refused("paper_long", field="file")
        line = Line((*pending, *_marks(block)), _style(block), _text(block))
        pending = []
        if joins:
            before = lines.pop()
            first, second = (
                (before, line) if before.text else (line, before)
            )  # of a paragraph deleted whole only the marks stay
            line = Line((*first.marks, *second.marks), first.style, before.text + line.text)
        if len(line.text) > LONGEST:
            raise Refused("paper_long", field="file")
        lines.append(line)
        mark = block.find(f"{W}pPr/{W}rPr")
        joins = mark is not None and any(one.tag in _GONE for one in mark)
    tidy = tuple(Line(one.marks, one.style, in_word(unicodedata.normalize("NFC", one.text))) for one in lines)
    tracked = sum(1 for one in root.iter(*_CHANGED))
    return WordText(tidy, tracked, sum(1 for _one in root.iter(f"{W}commentReference")))


def _blocks(at: Any) -> Iterator[Any]:
    """Paragraphs and the bookmarks between them; what was moved away or deleted is passed over."""
    for one in at:
        if one.tag in (f"{W}p", f"{W}bookmarkStart"):
            yield one
        elif one.tag in _BLOCKS:
            yield from _blocks(one)


def _marks(paragraph: Any) -> tuple[str, ...]:
    return tuple(str(one.get(f"{W}name", "")) for one in paragraph.iter(f"{W}bookmarkStart"))


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _text(at: Any) -> str:
    said = []
    for one in at:
        if one.tag == f"{W}t":
            said.append(one.text or "")
        elif one.tag in _SIGNS:
            said.append(_SIGNS[one.tag])
        elif one.tag == f"{W}br":
            said.append("" if one.get(f"{W}type") in ("page", "column") else "\n")
        elif one.tag in _THROUGH:
            said.append(_text(one))
    return "".join(said)
