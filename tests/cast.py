"""The standing cast: the secretary, a rector of a member, a rector of another member, a committee's chair, a project's
coordinator, a stranger without an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import Conference
from konfrans.people import services
from konfrans.people.models import Account, Body, Institution, Person

BEGAN = date(2026, 1, 1)


@dataclass
class Cast:
    """People with accounts, and where they hold office."""

    secretary: Account
    rector: Account
    other_rector: Account
    chair: Account
    coordinator: Account
    stranger: Account
    bbu: Institution
    adpu: Institution
    secretariat: Body
    assembly: Body
    committee: Body
    team: Body

    @property
    def roles(self) -> dict[str, Account | None]:
        """Role names of the table of addresses, with the account of each; nobody is None."""
        return {
            "stranger": None, "member": self.rector, "secretary": self.secretary, "chair": self.chair,
            "coordinator": self.coordinator, "account": self.stranger,
        }  # fmt: skip


def make_conference() -> Conference:
    """The one conference."""
    found, _made = Conference.objects.get_or_create(
        pk=1,
        defaults={
            "key": "caur", "name": Localised.of(az="Azərbaycan Rektorlar Konfransı", en="Conference of Azerbaijan University Rectors"),
            "country": "AZ", "mail": "secretariat@example.org", "authentic_language": "az",
            "lead": Localised.of(az="Rektorların konfransı.", en="The conference of rectors."),
            "address": Localised.of(az="Bakı şəhəri", en="Baku"),
        },
    )  # fmt: skip
    return found


def make_person(given: str, surname: str, email: str) -> tuple[Person, Account]:
    """A sample person with an account whose address is verified."""
    from allauth.account.models import EmailAddress

    actor = Actor.system()
    person = services.person_create(actor=actor, given=given, surname=surname, sample=True)
    account = services.account_create(actor=actor, email=email, person=person)
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    return person, account


def make_cast() -> Cast:
    """Everybody, each in office since 1 January 2026."""
    make_conference()
    actor = Actor.system()

    def university(key: str, code: str, az: str, en: str) -> Institution:
        return services.institution_create(
            actor=actor, key=key, code=code, kind="university", country="AZ",
            name=Localised.of(az=az, en=en), city=Localised.of(az="Bakı", en="Baku"),
        )  # fmt: skip

    bbu = university("bbu", "BBU", "Bakı Biznes Universiteti", "Baku Business University")
    adpu = university(
        "adpu", "ADPU", "Azərbaycan Dövlət Pedaqoji Universiteti", "Azerbaijan State Pedagogical University"
    )
    body = services.body_create
    secretariat = body(
        actor=actor, key="secretariat", kind="secretariat", name=Localised.of(az="Katiblik", en="Secretariat")
    )
    assembly = body(
        actor=actor, key="general-assembly", kind="organ", name=Localised.of(az="Ümumi Yığıncaq", en="General Assembly")
    )
    committee = body(
        actor=actor, key="science", kind="committee", name=Localised.of(az="Elmi işlər", en="Scientific Affairs")
    )
    team = body(actor=actor, key="project-ecar", kind="project_team", name=Localised.of(az="ECAR", en="ECAR"))
    people = {
        "secretary": make_person("Sevda", "Əliyeva", "secretary@example.org"),
        "rector": make_person("Nail", "Quliyev", "rector@example.org"),
        "other_rector": make_person("İlham", "Şükürov", "other.rector@example.org"),
        "chair": make_person("Leyla", "Məmmədova", "chair@example.org"),
        "coordinator": make_person("Orxan", "Rzayev", "coordinator@example.org"),
        "stranger": make_person("Aygün", "Cəfərova", "stranger@example.org"),
    }
    begin = services.office_begin
    begin(actor=actor, kind="secretary", person=people["secretary"][0], body=secretariat, since=BEGAN)
    begin(actor=actor, kind="rector", person=people["rector"][0], institution=bbu, since=BEGAN)
    begin(actor=actor, kind="rector", person=people["other_rector"][0], institution=adpu, since=BEGAN)
    begin(actor=actor, kind="chair", person=people["chair"][0], body=committee, institution=adpu, since=BEGAN)
    begin(actor=actor, kind="coordinator", person=people["coordinator"][0], body=team, institution=bbu, since=BEGAN)
    accounts = {name: pair[1] for name, pair in people.items()}
    return Cast(
        **accounts, bbu=bbu, adpu=adpu, secretariat=secretariat, assembly=assembly, committee=committee, team=team
    )
