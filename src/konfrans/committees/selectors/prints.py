"""The letter of appointment as a PDF, set by typst: whom the conference appoints, to what, by which paragraph or decision."""

from __future__ import annotations

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from konfrans.charter import Charter
from konfrans.committees.models import Nomination, Seat
from konfrans.committees.selectors.answers import seat_words
from konfrans.committees.selectors.law import charter_today
from konfrans.committees.selectors.rules_public import topics_of
from konfrans.decisions.selectors import charter_kept, public_title
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.documents import document_pdf
from konfrans.kernel.formats import article_text, date_legal, date_text
from konfrans.kernel.refusals import Refused
from konfrans.people.models import Office
from konfrans.people.selectors import in_force

MANDATE, THEME, THEMES = 700, 110, 5
"""Signs of the mandate, signs of a theme, and themes: what has room on one page beside the rest."""


def appointment_pdf(nomination: Nomination, language: str) -> bytes:
    """The letter of appointment of a confirmed nomination, one page, made anew each time: after an erasure it has no name any more.

    Refused (`not_found`): nobody was appointed by this nomination.
    """
    seat = _seat(nomination)
    with override(language):
        data = _data(nomination, seat)
    return document_pdf("committees/appointment.typ", data, language)


def _seat(nomination: Nomination) -> Seat:
    rows = Seat.objects.select_related(
        "person", "institution", "committee__body", "composition__decision", "committee__decision"
    )
    seat = rows.filter(pk=nomination.filled_id or 0).first()
    if seat is None or nomination.state != Nomination.State.CONFIRMED:
        raise Refused("not_found", status=404)
    return seat


def letter_number(seat: Seat) -> str:
    """The number of the letter: the committee, the year, the seat's own number."""
    day = seat.composition.on if seat.composition else seat.since
    return f"{seat.committee.body.key}/{day.year}/{seat.pk}"


def _name(nomination: Nomination, seat: Seat) -> str:
    erased = seat.person.erased_on or nomination.erased_on
    if erased is not None:
        return _("name erased at the person's request, %(date)s") % {"date": date_text(erased)}
    return nomination.full_name or seat.person.full_name


def _data(nomination: Nomination, seat: Seat) -> dict[str, Any]:
    here, committee = conference(), seat.committee
    on = seat.composition.on if seat.composition else seat.since
    erased = bool(seat.person.erased_on or nomination.erased_on)
    name, organ = _name(nomination, seat), committee.organ
    number = letter_number(seat)
    facts = [
        [_("Committee"), f"{committee.body.name}{' (' + _('working name') + ')' if committee.working_name else ''}"],
        [pgettext("in a body", "Seat"), seat_words(seat.seat, organ)],
        [_("Named by"), str(seat.institution.name) if seat.institution else "–"],
        [_("From"), date_legal(seat.since)],
        [_("Until"), date_legal(seat.ends) if seat.ends else _("the charter sets no term")],
        *([[_("Ended before"), date_legal(seat.until)]] if seat.until else []),
    ]
    return {
        "title": f"{_('Letter of appointment')} {number}", "author": here.name.given(), "conference": here.name.given(),
        "address": " · ".join(part for part in (here.address.given() if here.address else "", here.mail) if part),
        "heading": _("Letter of appointment"), "sample": _("sample") if seat.sample or nomination.sample else "",
        "number": f"{pgettext('of a letter', 'No.')} {number}", "date": date_legal(on),
        "opening": _("The Conference appoints to one of its bodies:"), "name": name, "erased": erased,
        "position": "" if erased else nomination.position, "facts": facts, "basis": _basis(seat),
        "words": {
            "basis": _("On what basis"), "brings": _("What the seat brings"), "mandate": _("What the committee is for"),
            "themes": _("Themes"), "signed": _("Signature"),
        },
        "brings": _brings(seat), "mandate": _mandate(seat),
        "themes": [Truncator(str(theme.text)).chars(THEME) for theme in committee.themes.all()[:THEMES]],
        "president": _president(), "foot": f"{_('Letter of appointment')} {number}",
    }  # fmt: skip


def _charter(seat: Seat) -> Charter | None:
    """The charter that the composition was confirmed under, else today's."""
    if seat.composition is not None and seat.composition.charter_id:
        return charter_kept(seat.composition.charter_id)
    return charter_today()[1]


def _basis(seat: Seat) -> list[str]:
    found, composition = [], seat.composition
    if composition is not None and composition.article:
        found.append(_sentence(article_text(composition.article)))
    decision = composition.decision if composition else None
    if decision is not None:
        facts = {"number": str(decision), "date": date_legal(decision.date), "title": public_title(decision)}
        found.append(_("Decision %(number)s, %(date)s: %(title)s") % facts)
    if composition is not None:
        found.append(_("Composition confirmed: %(date)s") % {"date": date_legal(composition.on)})
    return found or [_("no paragraph and no decision recorded")]


def _brings(seat: Seat) -> list[str]:
    """The charter's sentences on this very seat, each with its paragraph."""
    topics = topics_of(_charter(seat), seat.committee.organ)
    lines = [
        f"{line.text} {_sentence(article_text(line.article))}."
        for topic in topics if topic.key == "seats" for line in topic.lines if line.seat == seat.seat
    ]  # fmt: skip
    return lines or [_("The charter has no rule on this seat.")]


def _mandate(seat: Seat) -> str:
    if not seat.committee.mandate:
        return _("Its mandate is not public.")
    mark = f" ({_('sample')})" if seat.committee.sample else ""
    return Truncator(seat.committee.mandate.given()).chars(MANDATE) + mark


def _president() -> dict[str, str]:
    """Who signs: the president of today; empty where the office is vacant or the name was erased."""
    held = (
        Office.objects.filter(in_force(clock.today()), kind=Office.Kind.PRESIDENT)
        .select_related("person", "institution", "body")
        .order_by("-since", "pk")
        .first()
    )
    office = _sentence(str(Office.Kind.PRESIDENT.label))
    if held is None:
        return {"name": "", "office": office, "more": ""}
    mark = f" ({_('sample')})" if held.person.sample and held.person.full_name else ""
    return {
        "name": f"{held.person.full_name}{mark}", "office": office,
        "more": held.institution.name.given() if held.institution else "",
    }  # fmt: skip


def _sentence(words: str) -> str:
    """Words with a capital at their head. The words that come here begin with no `i` in any language that has one."""
    return words[:1].upper() + words[1:]
