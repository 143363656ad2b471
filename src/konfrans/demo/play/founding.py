"""Conference, institutions, projects, bodies, the sample people and their offices."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources

from allauth.account.models import EmailAddress

from konfrans.demo.cast import HEADS, ROLES
from konfrans.demo.story import FOUNDED
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference
from konfrans.people import services as people
from konfrans.people.models import Body, Institution, Person

ACTOR = Actor.system("demonstration")
FACTS = resources.files("konfrans.demo") / "facts"


def play() -> Iterator[str]:
    """The house and everybody in it."""
    with clock.standing_at(date(2025, 9, 1)):
        _conference()
        yield from _projects()
        bodies = _bodies()
        yield f"{len(bodies)} bodies: General Assembly, Presidium, secretariat, committees"
    persons = _people(bodies)
    yield f"{persons} sample people in their offices"


def _conference() -> None:
    Conference.objects.create(
        pk=1, key="caur", short_name="CAUR", country="AZ", mail="katiblik@example.org", authentic_language="az", sample=True,
        name=Localised.of(az="Azərbaycan Rektorlar Konfransı", en="Conference of Azerbaijan University Rectors"),
        lead=Localised.of(
            az="Ali təhsil müəssisələrinin rektorlarını bir araya gətirən, universitetlər arasında əməkdaşlığı möhkəmləndirən,"
            " onları ölkədə və beynəlxalq aləmdə təmsil edən qurum.",
            en="The body that brings together the rectors of the country's higher education institutions, strengthens"
            " cooperation between universities and represents them at home and abroad.",
        ),
        seat=Localised.of(az="Bakı", en="Baku"),
        address=Localised.of(
            az="Azərbaycan Rektorlar Konfransının Katibliyi, Bakı şəhəri", en="Secretariat of the Conference, Baku"
        ),
        funding_note=Localised.of(
            az="ECAR layihəsi Avropa İttifaqının Erasmus+ proqramı çərçivəsində maliyyələşdirilmişdir. Bu səhifədəki fikirlər"
            " Avropa İttifaqının mövqeyi hesab edilmir.",
            en="ECAR was co-funded by the Erasmus+ programme of the European Union. The views on this page are not those of"
            " the European Union.",
        ),
    )  # fmt: skip


def _projects() -> Iterator[str]:
    from konfrans.projects.facts import import_facts

    imported = import_facts(actor=ACTOR, folder=FACTS)
    yield f"{imported.institutions} institutions and {imported.projects} projects from the facts with their sources"


def _bodies() -> dict[str, Body]:
    rows = [
        ("general-assembly", "organ", Localised.of(az="Ümumi Yığıncaq", en="General Assembly")),
        ("presidium", "organ", Localised.of(az="Rəyasət Heyəti", en="Presidium")),
        ("secretariat", "secretariat", Localised.of(az="Katiblik", en="Secretariat")),
        (
            "charter-group",
            "working_group",
            Localised.of(az="Nizamnamə üzrə işçi qrupu", en="Working group on the Charter"),
        ),
    ]
    facts = tomllib.loads((FACTS / "committees.toml").read_text("utf-8"))
    rows += [
        (row["key"], "committee", Localised.of(tuple(row.get("translated", ())), **row["name"]))
        for row in facts["committee"]
    ]
    made = {key: people.body_create(actor=ACTOR, key=key, kind=kind, name=name) for key, kind, name in rows}
    for body in Body.objects.filter(kind="project_team"):
        made[body.key] = body
    return made


def _people(bodies: dict[str, Body]) -> int:
    """Everybody in office since the founding; one rector's office ended in June, the successor is in HEADS."""
    count = 0
    universities = {i.key: i for i in Institution.objects.filter(key__in=HEADS)}

    def office(
        kind: str, person: Person, since: date, until: date | None = None, *, at: str = "", body: str = ""
    ) -> None:
        people.office_begin(
            actor=ACTOR, kind=kind, person=person, since=since, until=until,
            institution=universities[at] if at else None, body=bodies[body] if body else None,
        )  # fmt: skip

    def sample(given: str, surname: str, email: str) -> Person:
        nonlocal count
        count += 1
        person = people.person_create(actor=ACTOR, given=given, surname=surname, sample=True)
        account = people.account_create(actor=ACTOR, email=email, person=person)
        EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
        return person

    with clock.standing_at(FOUNDED):
        for key, (given, surname, kind) in HEADS.items():
            head = sample(given, surname, f"rector.{key}@example.org")
            began = date(2026, 6, 15) if key == "lsu" else FOUNDED
            office(kind, head, began, at=key)
            if key == "bbu":
                office("president", head, FOUNDED, at=key, body="general-assembly")
        office(
            "rector", sample("Vaqif", "Dadaşbəyli", "former.rector@example.org"), FOUNDED, date(2026, 6, 14), at="lsu"
        )
        office("secretary", sample("Sevda", "Əliyeva", "secretary@example.org"), FOUNDED, body="secretariat")
        team = "project-ecar"
        office("coordinator", sample("Orxan", "Rzayev", "coordinator@example.org"), FOUNDED, at="bbu", body=team)
        office("chair", sample("Leyla", "Məmmədzadə", "chair.science@example.org"), FOUNDED, at="adpu", body="science")
        office(
            "chair", sample("Pərviz", "Sultanlı", "chair.education@example.org"), FOUNDED, at="atmu", body="education"
        )
        office("vice_rector", Person.objects.get(account__email="chair.education@example.org"), FOUNDED, at="atmu")
        office("reader", sample("Aygün", "Cəfərzadə", "reader@example.org"), FOUNDED, body="charter-group")
    assert {r.email for r in ROLES} <= set(_emails())
    return count


def _emails() -> Iterator[str]:
    yield from EmailAddress.objects.values_list("email", flat=True)
