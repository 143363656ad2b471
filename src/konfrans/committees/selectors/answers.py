"""A university's answer to a call, as those see it who work on it, and as the coordinator does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.charter import Charter, Reason
from konfrans.committees.models import Addressee, Committee, Contact, Nomination
from konfrans.committees.rules.calls import Answering
from konfrans.committees.rules.law import call_article, seat_article
from konfrans.committees.selectors.access import answering_of
from konfrans.committees.selectors.board import committees_of
from konfrans.committees.selectors.law import Law, charter_today, judge_composition, judge_nomination, law_of
from konfrans.committees.selectors.roster import seats_on
from konfrans.decisions.selectors import words
from konfrans.kernel import clock


@dataclass(frozen=True, slots=True)
class Place:
    """One seat of one committee that the university may name people for, and who is named."""

    committee: Committee
    seat: str
    words: str
    article: str
    named: tuple[Nomination, ...]
    value: str

    @property
    def open(self) -> bool:
        """Whether nobody stands for it."""
        return not any(one.state not in ("withdrawn", "refused") and one.consent != "declined" for one in self.named)


@dataclass(frozen=True, slots=True)
class Unmet:
    """What the charter does not allow as it stands: of whom, the reason with what is needed and what there is, and its paragraph."""

    committee: Committee
    names: str
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """The page of a university's answer."""

    addressee: Addressee
    places: tuple[tuple[Committee, tuple[Place, ...]], ...]
    answering: Answering
    article: str
    drafts: int
    contacts: tuple[Contact, ...]
    open: int
    reopened: bool
    unmet: tuple[Unmet, ...]
    version: str


def seat_words(seat: str, organ: str = "") -> str:
    """A seat as the charter names it, in the reader's language; without a charter by its own word."""
    _version, charter = charter_today()
    found = charter.organs.get(organ) if charter is not None else None
    named = found.seats.get(seat) if found is not None else None
    if named is not None and named.name:
        language = get_language() or "en"
        return named.name.get(language) or next(iter(named.name.values()))
    own = {
        "member": _("member"), "substitute": _("substitute"), "chair": _("chair"), "secretary": _("secretary"),
        "mentor_partner": _("partner in charge"),
    }  # fmt: skip
    return str(own.get(seat, seat))


def answer_page(addressee: Addressee, *, drafts: bool) -> AnswerShown:
    """The answer; `drafts`: with what is not handed in, for those who work on it. Five queries."""
    call = addressee.call
    _version, charter = charter_today()
    rows = Nomination.objects.filter(addressee=addressee).exclude(state=Nomination.State.WITHDRAWN)
    if not drafts:
        rows = rows.exclude(state=Nomination.State.DRAFT)
    named = list(rows.select_related("committee__body", "cv", "addressee__call", "addressee__institution"))
    places = []
    for committee in committees_of(call):
        inside = tuple(
            Place(
                committee, seat, seat_words(seat, committee.organ), seat_article(charter, committee.organ, seat),
                tuple(one for one in named if one.committee_id == committee.pk and one.seat == seat),
                f"{committee.body.key}:{seat}",
            )
            for seat in call.seats
        )  # fmt: skip
        places.append((committee, inside))
    contacts = tuple(Contact.objects.filter(addressee=addressee, withdrawn_at=None))
    return AnswerShown(
        addressee, tuple(places), answering_of(addressee),
        call_article(charter, places[0][0].organ) if places else "", sum(one.state == "draft" for one in named), contacts,
        sum(place.open for _committee, inside in places for place in inside), addressee.reopened_until is not None,
        _unmet(named) if drafts else (), charter.version if charter else "",
    )  # fmt: skip


def _unmet(named: Sequence[Nomination]) -> tuple[Unmet, ...]:
    """What the charter will not allow, as far as this university's own nominations and the seats that are held today tell: those who
    name people hear of it before they sign off."""
    open_still = [one for one in named if one.state in ("draft", "named", "asked") and one.consent != "declined"]
    if not open_still:
        return ()
    law = law_of(named, drafts=True)
    if law.charter is None:
        return ()
    found = []
    for one in open_still:
        verdict = judge_nomination(one, law, one.addressee.call)
        wrong = next((reason for reason in verdict.reasons if reason.met is False), None) if verdict else None
        if wrong is not None:
            found.append(Unmet(one.committee, one.full_name, _why(wrong, law.charter), wrong.article))
    return (*found, *_too_many(named, open_still, law, law.charter))


def _too_many(
    named: Sequence[Nomination], open_still: Sequence[Nomination], law: Law, charter: Charter
) -> Iterator[Unmet]:
    """Seats for which more are named than the charter lets one member send, those who sit there when the seats begin among them."""
    for committee in {one.committee_id: one.committee for one in open_still}.values():
        mine = [one for one in named if one.committee_id == committee.pk and one.filled_id is None]
        standing = [one for one in mine if one in open_still or one.state == Nomination.State.CONFIRMED]
        addressee = standing[0].addressee
        on = max(clock.today(), addressee.call.begins_on)
        held = [one for one in seats_on(committee, on) if one.institution_id == addressee.institution_id]
        seats = [one for one in held if one.ends is None or one.ends >= on]
        _facts, verdict = judge_composition(committee, standing, seats, law)
        for reason in verdict.reasons if verdict is not None else ():
            if reason.code == "sent_by_one" and reason.met is False:
                seat = str(reason.working.facts["seat"]).rpartition(".")[2]
                names = [one.full_name for one in standing if one.seat == seat]
                yield Unmet(committee, ", ".join(names), _why(reason, charter), reason.article)


def _why(reason: Reason, charter: Charter) -> str:
    """The sentence of a reason without its paragraph, which pages draw as a link."""
    spoken = words()
    return spoken.text(reason, charter).replace(f" ({spoken.article(reason.article)})", "")


def mail_masked(email: str) -> str:
    """An address as a forwarded link may show it: `r•••@example.org`."""
    local, _at, domain = email.partition("@")
    return f"{local[:1]}•••@{domain}"
