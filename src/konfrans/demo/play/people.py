"""The sample people and their offices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from konfrans.demo.cast import HEADS
from konfrans.demo.play.founding import ACTOR
from konfrans.demo.story import FOUNDED
from konfrans.kernel import clock
from konfrans.people import selectors
from konfrans.people import services as people

if TYPE_CHECKING:
    from konfrans.people.models import Person

LEFT = date(2026, 6, 14)
"""The last day of the rector of Lankaran; the successor begins the day after."""


def play() -> Iterator[str]:
    """Everybody takes office on the founding day, the rector of Lankaran hands over in June."""
    with clock.standing_at(FOUNDED):
        heads = {
            key: _sample(given, surname, f"rector.{key}@example.org") for key, (given, surname, _k) in HEADS.items()
        }
        former = _sample("Vaqif", "Dadaşbəyli", "former.rector@example.org")
        for key, (_given, _surname, kind) in HEADS.items():
            if key != "lsu":
                _office(kind, heads[key], at=key)
        _office("rector", former, at="lsu", until=LEFT)
        _office("president", heads["bbu"], at="bbu", body="general-assembly")
        secretary = _sample("Sevda", "Əliyeva", "secretary@example.org")
        _office("secretary", secretary, body="secretariat")
        _office("coordinator", _sample("Orxan", "Rzayev", "coordinator@example.org"), at="bbu", body="project-ecar")
        _office("chair", _sample("Leyla", "Məmmədzadə", "chair.science@example.org"), at="adpu", body="science")
        deputy = _sample("Pərviz", "Sultanlı", "chair.education@example.org")
        _office("vice_rector", deputy, at="atmu")
        _office("chair", deputy, at="atmu", body="education")
        _office("chair", heads["au"], at="au", body="charter-group")
        _office("member", heads["aztu"], at="aztu", body="charter-group")
        _office("secretary", secretary, body="charter-group")
        _office("reader", _sample("Aygün", "Cəfərzadə", "reader@example.org"), body="charter-group")
    with clock.standing_at(date(2026, 6, 15)):
        _office("rector", heads["lsu"], at="lsu")
    with clock.standing_at(date(2026, 10, 30)):
        people.office_invite(
            actor=ACTOR, kind="reader", given="Kənan", surname="Vəliyev", email="member.science@example.org",
            since=clock.today(), institution=selectors.institution("xu"), body=selectors.body("science"), language="az", sample=True,
        )  # fmt: skip
    yield f"{len(heads) + 6} sample people in their offices"


def _sample(given: str, surname: str, email: str) -> Person:
    person = people.person_create(actor=ACTOR, given=given, surname=surname, sample=True)
    account = people.account_create(actor=ACTOR, email=email, person=person, language="az")
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return person


def _office(kind: str, person: Person, *, at: str = "", body: str = "", until: date | None = None) -> None:
    people.office_begin(
        actor=ACTOR, kind=kind, person=person, since=clock.today(), until=until,
        institution=selectors.institution(at) if at else None, body=selectors.body(body) if body else None,
    )  # fmt: skip
