"""Conference, institutions, projects, bodies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib import resources

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.conference import conference_found
from konfrans.kernel.localised import Localised
from konfrans.people import services as people
from konfrans.projects.services.importing import facts_files, facts_import

ACTOR = Actor.system("demonstration")
FACTS = resources.files("konfrans.demo") / "facts"


def play() -> Iterator[str]:
    """The house, empty yet."""
    with clock.standing_at(date(2025, 9, 1)):
        _conference()
        yield from _projects()
        bodies = _bodies()
        yield f"{bodies} bodies: General Assembly, Presidium, secretariat, committees, a working group"


def _conference() -> None:
    conference_found(
        actor=ACTOR, key="caur", short_name="CAUR", country="AZ", mail="katiblik@example.org", authentic_language="az", sample=True,
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
    imported = facts_import(actor=ACTOR, files=facts_files(FACTS))
    yield f"{imported.institutions} institutions and {imported.projects} projects from the facts, with their sources"


def _bodies() -> int:
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
    for key, kind, name in rows:
        people.body_create(actor=ACTOR, key=key, kind=kind, name=name)
    return len(rows)
