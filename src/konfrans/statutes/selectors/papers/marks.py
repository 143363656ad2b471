"""The marks by which a Word document is known again when it comes back: which state of which draft, and which paragraph is which.

They are bookmarks: Word and LibreOffice keep them through every change of the text, and no reader sees them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

from konfrans.statutes.models import Draft, Revision

TEXT_STYLE, NOTE_STYLE, INFO_STYLE = "KonfransText", "KonfransNote", "KonfransInfo"
"""Styles of a paragraph of the charter, of an open question below one, of what stands above the first chapter."""
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_CHAPTER = "konfrans_c_"
_ORIGIN = re.compile(r"konfrans_([0-9]{1,8})_([a-z]{2,3}(?:_[a-z]{2,3})?)_([0-9a-f]{12})")
_ARTICLE = re.compile(r"konfrans_a_([0-9]{1,6})")
_PARAGRAPH = re.compile(r"konfrans_p_([0-9]{1,6})_([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says of itself: the state it was made from, its language or languages, and the seal of both."""

    revision: int
    languages: tuple[str, ...]
    seal: str


def origin_mark(draft: Draft, revision: Revision, spoken: tuple[str, ...]) -> str:
    """The mark on the title: at most 40 characters, as Word allows."""
    return f"konfrans_{revision.number}_{'_'.join(spoken)}_{seal_of(draft.key, revision.sha256)}"


def seal_of(key: str, text: str) -> str:
    """Tells a state of one draft from that of another with the same number."""
    return sha256(f"{key}:{text}".encode()).hexdigest()[:12]


def read_origin(mark: str) -> Origin | None:
    """What a mark says, where it is one."""
    found = _ORIGIN.fullmatch(mark)
    return Origin(int(found[1]), tuple(found[2].split("_")), found[3]) if found else None


def article_mark(number: int) -> str:
    return f"konfrans_a_{number}"


def chapter_mark(number: str) -> str:
    return f"{_CHAPTER}{number}"


def is_chapter(mark: str) -> bool:
    return mark.startswith(_CHAPTER)


def paragraph_mark(ref: str) -> str:
    return f"konfrans_p_{ref.replace('.', '_')}"


def read_article(mark: str) -> int | None:
    found = _ARTICLE.fullmatch(mark)
    return int(found[1]) if found else None


def read_paragraph(mark: str) -> str | None:
    """The paragraph as rules cite it: 21.1."""
    found = _PARAGRAPH.fullmatch(mark)
    return f"{found[1]}.{found[2]}" if found else None


def in_word(text: str) -> str:
    """The text as Word gives it back: without signs that XML cannot hold, and without spaces at its ends."""
    return NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
