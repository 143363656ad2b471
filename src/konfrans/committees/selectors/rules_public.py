"""What the charter says of a sort of committee, by what a reader asks: the engine's own sentences, each with its paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.charter import Charter
from konfrans.charter.comparison.said import Said, said_of
from konfrans.charter.words import COMPLETE
from konfrans.decisions.selectors import charter_kept, words

TOPICS = ("seats", "formed", "together", "term", "quorum", "idle", "more")
"""What a reader asks of a committee, in this order."""
_WITHIN = {
    "seats": "seats", "composition": "together", "formed": "formed", "quorum": "quorum", "second_call": "quorum",
    "dormancy": "idle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: the seat it is on (key and name; empty where it is on the committee), its sentence, its paragraph."""

    seat: str
    about: str
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with the rules that answer it; none: the charter has no rule."""

    key: str
    words: str
    lines: tuple[Line, ...]


def topics_of(charter: Charter | None, organ: str) -> tuple[Topic, ...]:
    """The rules on an organ of the charter in the reader's language; in English where the engine has not every word of it."""
    found = _lines(charter.sha256, organ, _spoken()) if charter is not None and organ in charter.organs else {}
    said = {
        "seats": _("Seats, and who fills them"), "formed": _("When it is formed"),
        "together": _("Limits on who sits together"), "term": _("Term"), "quorum": _("Quorum"),
        "idle": _("When it ends for want of activity"), "more": _("Besides"),
    }  # fmt: skip
    return tuple(Topic(key, said[key], found.get(key, ())) for key in TOPICS if key != "more" or found.get(key))


def _spoken() -> str:
    language = get_language() or "en"
    return language if language in COMPLETE else "en"


@lru_cache(maxsize=64)
def _lines(sha256: str, organ: str, language: str) -> dict[str, tuple[Line, ...]]:
    """Remembered: a document never changes, and nothing else is asked."""
    charter = charter_kept(sha256)
    found: dict[str, list[Line]] = {}
    for article, every in said_of(charter, words(language)).items():
        for one in every:
            topic = _topic(one, charter, organ)
            if topic:
                found.setdefault(topic, []).append(_line(one, article, charter, organ, language))
    return {topic: tuple(dict.fromkeys(lines)) for topic, lines in found.items()}


def _topic(one: Said, charter: Charter, organ: str) -> str:
    """Which question a rule answers; empty where it is not about this organ."""
    path = one.path
    match path:
        case ("organs", key, *rest) if key == organ:
            return _WITHIN.get(str(rest[0]), "more") if rest else "more"
        case ("terms", key, *_rest):
            return "term" if _names(charter.terms[str(key)].seats, organ) else ""
        case ("incompatible", place, *_rest) if isinstance(place, int):
            return "together" if _names(charter.incompatible[place].posts, organ) else ""
    return ""


def _names(posts: Iterable[str], organ: str) -> bool:
    return any(one == organ or one.startswith(f"{organ}.") for one in posts)


def _line(one: Said, article: str, charter: Charter, organ: str, language: str) -> Line:
    about = key = ""
    match one.path:
        case ("organs", _organ, "seats", str(seat), *_rest) if seat in charter.organs[organ].seats:
            named = charter.organs[organ].seats[seat].name
            key = seat
            about = words(language).choose(named, charter) if named else key
    return Line(key, about, one.text, article)
