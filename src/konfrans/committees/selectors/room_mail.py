"""Mail to the people of a committee: who gets it in which language, and what became of what was written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from konfrans.committees.models import Committee, RoomLetter
from konfrans.committees.selectors.room_people import room_people
from konfrans.decisions.selectors import office_words
from konfrans.kernel.conference import conference
from konfrans.kernel.formats import language_name
from konfrans.kernel.letters import FAILED, letters_about
from konfrans.kernel.localised import Localised, languages
from konfrans.kernel.models import Letter
from konfrans.kernel.names import names_shown

TEMPLATE = "committees/letters/room.txt"


def room_topic(found: Committee) -> str:
    """Under which the letters to the people of a committee are found."""
    return f"committee:{found.body.key}"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who gets a letter, by language; `without` have no address here."""

    by_language: dict[str, tuple[str, ...]]
    without: int

    @property
    def number(self) -> int:
        return sum(len(each) for each in self.by_language.values())


def recipients(found: Committee, *, substitutes: bool) -> Recipients:
    """The people of the room who get a letter, each address once, in the language in which its owner wants letters."""
    chosen = [one for one in room_people(found) if substitutes or not one.substitute]
    by_language: dict[str, list[str]] = {}
    seen: set[str] = set()
    for one in chosen:
        if one.email and one.email not in seen:
            seen.add(one.email)
            by_language.setdefault(one.language, []).append(one.email)
    order = [code for code, _name in settings.LANGUAGES if code in by_language]
    return Recipients({code: tuple(by_language[code]) for code in order}, sum(not one.email for one in chosen))


def letter_words(found: Committee, subject: Localised, text: Localised, language: str) -> tuple[str, str]:
    """Subject and text of the letter as a reader of this language gets it."""
    with override(language):
        name = found.body.name.given()
        room = f"{settings.KONFRANS_URL}{reverse('committee_room', args=[found.body.key])}"
        facts = {"text": text.given(language), "committee": name, "room": room, "conference": conference()}
        # What a template makes counts as HTML that was looked through. This is plain text: a page has to escape it, so the mark goes.
        return f"{name}: {subject.given(language)}", render_to_string(TEMPLATE, facts) + ""


@dataclass(frozen=True, slots=True)
class Previewed:
    """A letter as it will be read in one language, and how many get it so."""

    language: str
    name: str
    subject: str
    text: str
    number: int


def preview(found: Committee, subject: Localised, text: Localised, who: Recipients) -> list[Previewed]:
    """The letter in each language of the Conference, and in how many of them somebody gets it."""
    return [
        Previewed(
            code, language_name(code), *letter_words(found, subject, text, code), len(who.by_language.get(code, ()))
        )
        for code in languages()
    ]


@dataclass(frozen=True, slots=True)
class RoomLetterShown:
    """What was written, by whom, and what became of its letters: how many left, wait, are held, did not arrive."""

    row: RoomLetter
    by: str
    office: str
    number: int
    sent: int
    waiting: int
    held: int
    failed: int


def room_letters(found: Committee) -> list[RoomLetterShown]:
    """Everything that was written to the people of a committee, the newest first. Three queries."""
    rows = list(RoomLetter.objects.filter(committee=found))
    states = {one.pk: (one.gathered_into or one).state for one in letters_about(room_topic(found))}
    names = names_shown(row.by_name for row in rows if row.by_name)
    return [_shown(row, states, names.get(row.by_name, ("", None))[0]) for row in rows]


def _shown(row: RoomLetter, states: dict[int, str], by: str) -> RoomLetterShown:
    counts = Counter(states.get(pk, "") for pk in row.letters)
    failed = sum(counts[state] for state in FAILED)
    held, sent = counts[Letter.State.HELD], counts[Letter.State.SENT]
    waiting = counts[Letter.State.WAITING] + counts[Letter.State.CLAIMED]
    return RoomLetterShown(row, by, office_words(row.by_office), len(row.letters), sent, waiting, held, failed)


def room_letters_held(found: Committee) -> list[Letter]:
    """The letters to the people of a committee that wait for the chair's word."""
    return [one for one in letters_about(room_topic(found)) if one.state == Letter.State.HELD]
