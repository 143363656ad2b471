"""A charter in force, fifteen members, two committees, and a call that asks every member for names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from konfrans.committees.models import Addressee, Call, Committee, Nomination
from konfrans.committees.selectors.access import Answerer, access_answer
from konfrans.committees.services import calls, nominations
from konfrans.committees.services.committees import committee_create
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.models import Letter
from konfrans.kernel.text import slug
from konfrans.membership import services as membership
from konfrans.people import services as people
from konfrans.people.models import Institution
from konfrans.people.selectors import standing_of
from tests.cast import BEGAN, Cast, make_person
from tests.decisions.house import FOUNDED, House, build_house, text

NOW = date(2026, 11, 25)
CLOSES = date(2026, 12, 4)
BEGINS = date(2027, 1, 11)
KEEP = date(2027, 6, 30)


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=clock.zone())


@dataclass
class Calling:
    """The house, the call, and short ways to act in it."""

    cast: Cast
    house: House
    science: Committee
    education: Committee
    call: Call

    @property
    def actor(self) -> Actor:
        return standing_of(self.cast.secretary.pk).actor()

    def answerer(self, who: str = "rector", at: str = "bbu") -> Answerer:
        """Somebody of the standing cast on the answer of a university."""
        return access_answer(getattr(self.cast, who).pk, {}, self.call.key, at)

    def addressee(self, at: str = "bbu") -> Addressee:
        return Addressee.objects.select_related("call", "institution").get(call=self.call, institution__key=at)

    def name(self, given: str = "Aysel", surname: str = "Abbasova", *, answerer=None, committee=None, seat="member", **facts) -> Nomination:  # fmt: skip
        """Name somebody in the draft of a university's answer."""
        given_facts = {
            "email": f"{slug(given)}.{slug(surname)}@example.org",
            "language": "en",
            "position": "professor",
        } | facts
        return nominations.nomination_draft(
            answerer=answerer or self.answerer(), committee=committee or self.science, seat=seat, given=given, surname=surname,
            **given_facts,
        )  # fmt: skip

    def named(self, *args, consent: bool = True, public: bool = True, **facts) -> Nomination:
        """Name somebody, sign off, and let the nominee consent."""
        answerer = facts.pop("answerer", None) or self.answerer()
        one = self.name(*args, answerer=answerer, **facts)
        nominations.answer_sign(answerer=answerer)
        one.refresh_from_db()
        if consent:
            nominations.consent_give(nomination=one, public=public)
        return one


def build_calling(cast: Cast, *, key: str = "committees-2027") -> Calling:
    """The call is open; BBU and ADPU, whose rectors are of the standing cast, are members beside fifteen others."""
    with clock.standing_at(FOUNDED):
        house = build_house(cast)
        full = house.full
        for institution in (cast.bbu, cast.adpu):
            membership.member_admit(actor=Actor.system(), institution=institution, category=full, since=FOUNDED)
        actor = standing_of(cast.secretary.pk).actor()
        science = committee_create(
            actor=actor, key="science", name=cast.committee.name, sort="standing", body=cast.committee,
            mandate=text("Research policy", "Elmi siyasət"), themes=[(text("Shared laboratories"), text("survey of 2026"))],
        )  # fmt: skip
        education = committee_create(
            actor=actor, key="education", name=text("Educational Affairs", "Tədris işləri"), sort="standing"
        )
    with clock.standing_at(NOW - timedelta(days=12)):
        call = calls.call_create(
            actor=actor, key=key, title=text("Committees, 2027", "Komitələr, 2027"), committees=[science, education],
            closes_at=end_of(CLOSES), begins_on=BEGINS, keep_until=KEEP, members_on=clock.today(),
        )  # fmt: skip
        calls.call_open(actor=actor, call=call)
    return Calling(cast, house, science, education, call)


def newest(to: str) -> Letter:
    """The newest letter to an address."""
    return Letter.objects.filter(to=to).order_by("-pk")[0]


def path_in(letter: Letter) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def university(key: str, code: str) -> tuple[Institution, object]:
    """One more university with a rector who has an account."""
    one = people.institution_create(
        actor=Actor.system(),
        key=key,
        code=code,
        kind="university",
        country="AZ",
        name=text(code),
        city=text("Ganja", "Gəncə"),
    )
    person, account = make_person("Rector", code, f"rector.{key}@example.org")
    people.office_begin(actor=Actor.system(), kind="rector", person=person, institution=one, since=BEGAN)
    return one, account
