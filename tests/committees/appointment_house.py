"""A call that was played to its end in a small house: eight universities name a member, one a substitute; one nomination is refused,
one is not decided, one stays a draft; the others are confirmed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from konfrans.committees.models import Addressee, Call, Committee, Composition, Nomination
from konfrans.committees.selectors.access import Answerer
from konfrans.committees.services import calls, nominations, seating
from konfrans.committees.services.committees import committee_create
from konfrans.kernel import clock
from konfrans.kernel.files import file_store
from konfrans.kernel.localised import Localised
from konfrans.people import services as people
from konfrans.people.selectors import standing_of
from tests.decisions.house import House, build_house

ASKED, NAMED, CLOSED, CONFIRMED, BEGINS = (
    date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 23), date(2026, 11, 6), date(2026, 11, 9),
)  # fmt: skip
TODAY, KEPT = date(2026, 11, 25), date(2027, 3, 31)
NAMES = [
    ("Bəhruz", "Həşimlizadə"), ("Nailə", "Xəlilovlu"), ("Tofiq", "Ağayevski"), ("Jalə", "Gözəlovalı"), ("Emin", "Kərimoğlu"),
    ("Rəşad", "Yaqublu"), ("Pərvanə", "Rəhimzadə"), ("Zamiq", "Dadaşlı"), ("Lalə", "Nəbizadə"), ("Kamil", "Orucov"),
    ("Sona", "Pənahlı"), ("Vüqar", "Umudlu"),
]  # fmt: skip
SUBSTITUTE, REFUSED, OPEN, DRAFT = 8, 9, 10, 11
"""Places in `NAMES` of those who are no confirmed member."""
QUESTION = "Namizədin elmi dərəcəsi sənədlə təsdiq olunubmu?"
REASON = "Eyni şəxs başqa komitənin üzvüdür."


@dataclass
class Played:
    """What came of it."""

    house: House
    cast: Any
    committee: Committee
    call: Call
    composition: Composition
    named: list[Nomination]

    def one(self, at: int) -> Nomination:
        """A nomination as it stands now."""
        rows = Nomination.objects.select_related(
            "addressee__institution", "addressee__call", "committee__body", "person", "filled"
        )
        return rows.get(pk=self.named[at].pk)

    def names(self) -> list[str]:
        """Every surname and address of somebody who was named."""
        return [surname for _given, surname in NAMES] + [address(at) for at in range(len(NAMES))]


def address(at: int) -> str:
    """The address of a nominee."""
    return f"nominee.{at:02d}@example.org"


def cv(at: int) -> Any:
    """A CV of its own."""
    return file_store(stream=io.BytesIO(b"%%PDF-1.7 cv %d" % at), name=f"cv-{at}.pdf", public=False)


def text(az: str, en: str) -> Localised:
    return Localised.of(az=az, en=en)


def play(
    cast: Any, *, mandate: Localised | None = None, themes: Any = (), sample: bool = False, decision: Any = None
) -> Played:
    """Play it, and leave the clock to the test."""
    house = build_house(cast)
    actor = standing_of(cast.secretary.pk, TODAY).actor()
    people.office_begin(
        actor=actor,
        kind="president",
        person=cast.rector.person,
        body=cast.assembly,
        institution=cast.bbu,
        since=date(2026, 1, 16),
    )
    committee = committee_create(
        actor=actor, key="science", name=cast.committee.name, sort="standing", body=cast.committee, mandate=mandate,
        themes=themes, mentor=cast.bbu, sample=sample,
    )  # fmt: skip
    with clock.standing_at(ASKED):
        call = calls.call_create(
            actor=actor, key="committees-2026", title=text("Komitələr 2026", "Committees 2026"), committees=[committee],
            members_on=ASKED, closes_at=datetime.combine(CLOSED, time(23, 59), tzinfo=clock.zone()), begins_on=BEGINS,
            keep_until=KEPT, sample=sample,
        )  # fmt: skip
        calls.call_open(actor=actor, call=call)
    named = []
    with clock.standing_at(NAMED):
        for at, (given, surname) in enumerate(NAMES):
            key = "u01" if at == SUBSTITUTE else f"u{at + 1:02d}"
            addressee = Addressee.objects.select_related("call", "institution").get(call=call, institution__key=key)
            answerer = Answerer(addressee, actor, True, None, standing_of(cast.secretary.pk), "az")
            one = nominations.nomination_draft(
                answerer=answerer, committee=committee, seat="substitute" if at == SUBSTITUTE else "member", given=given,
                surname=surname, email=address(at), language="az", position=f"kafedra müdiri {at}", cv=cv(at), sample=sample,
            )  # fmt: skip
            named.append(one)
            if at != DRAFT:
                nominations.answer_sign(answerer=answerer)
        for one in named[:REFUSED]:
            one.refresh_from_db()
            nominations.consent_give(
                nomination=one, public=one.pk != named[1].pk, interests="maraqlar toqquşması yoxdur"
            )
    with clock.standing_at(CONFIRMED):
        for at in (REFUSED, OPEN):
            named[at].refresh_from_db()
        calls.contact_add(
            actor=actor,
            addressee=named[REFUSED].addressee,
            email="office.u10@example.org",
            name="",
            office="contact",
            language="az",
        )
        calls.contact_add(
            actor=actor,
            addressee=named[OPEN].addressee,
            email="office.u11@example.org",
            name="",
            office="contact",
            language="az",
        )
        nominations.nomination_refuse(actor=actor, nomination=named[REFUSED], article="18.3", reason=REASON)
        nominations.nomination_ask(actor=actor, nomination=named[OPEN], question=QUESTION)
        ready = list(
            Nomination.objects.filter(pk__in=[one.pk for one in named[:REFUSED]]).select_related(
                "addressee__institution", "addressee__call", "committee__body"
            )
        )
        composition = seating.composition_confirm(
            actor=actor, committee=committee, nominations=ready, decision=decision
        )
    return Played(house, cast, committee, call, composition, named)
