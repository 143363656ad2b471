"""The data that pages are measured on: the demonstration, and more institutions by the product's own services.

`python -m benchmarks.data play` plays the demonstration, `... grow 1500` adds member institutions, each with a rector, until
there are so many, `... nominate 200 10` a call for nominations of that size, `... session` prints the cookie of a signed-in rector (or of
the address that is given).
"""

from __future__ import annotations

import sys
from datetime import date

from konfrans.cli.house import prepare

SINCE = date(2026, 6, 1)


def play() -> None:
    """The whole demonstration, in the home that the variables name."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    from konfrans.demo.play import play as steps

    for step in steps():
        print(step)


def grow(wanted: int) -> None:
    """Add institutions until there are `wanted`: acts as any other, with their entries in the journal."""
    from konfrans.kernel.acts import Actor, act
    from konfrans.kernel.localised import Localised
    from konfrans.kernel.search import search_rebuild
    from konfrans.membership.models import Category
    from konfrans.membership.services import member_admit
    from konfrans.people.models import Institution
    from konfrans.people.services import institution_create, office_begin, person_create

    actor = Actor.system("benchmark")
    category = Category.objects.filter(votes=True).order_by("pk")[0]

    @act
    def hundred(first: int, last: int) -> None:
        for n in range(first, last):
            university = institution_create(
                actor=actor, key=f"sample-{n}", code=f"S{n}", kind="university", country="AZ",
                name=Localised.of(az=f"Nümunə Universiteti {n}", en=f"Sample University {n}"),
                city=Localised.of(az="Bakı", en="Baku"),
            )  # fmt: skip
            rector = person_create(actor=actor, given="Nümunə", surname=f"Rektor {n}", sample=True)
            office_begin(actor=actor, kind="rector", person=rector, since=SINCE, institution=university)
            member_admit(actor=actor, institution=university, category=category, since=SINCE, sample=True)

    there = Institution.objects.count()
    for first in range(there, wanted, 100):
        hundred(first, min(first + 100, wanted))
    print(f"{Institution.objects.count()} institutions, {search_rebuild()} entries to search")


def nominate(universities: int, committees: int) -> None:
    """A call of that size: every university has named a member and a substitute for every committee, and everybody has consented.

    Rows of a table at once: what is measured is reading them.
    """
    from datetime import datetime, timedelta

    from django.utils import timezone

    from konfrans.committees.models import Addressee, Call, CallCommittee, Committee, Nomination
    from konfrans.kernel.localised import Localised
    from konfrans.people.models import Body, Institution
    from konfrans.projects.models import Project

    now = timezone.now()
    bodies = Body.objects.bulk_create(
        Body(key=f"large-{n}", kind="committee", name=Localised.of(az=f"Komitə {n}", en=f"Committee {n}"))
        for n in range(committees)
    )
    asked_for = Committee.objects.bulk_create(Committee(body=one, sort="standing", organ="committee") for one in bodies)
    call = Call.objects.create(
        key="large", title=Localised.of(az="Böyük elan", en="A large call"), project=Project.objects.get(key="ecar"), members_on=SINCE,
        seats=["member", "substitute"], sign_offices=["rector"], closes_at=datetime.max.replace(year=2027, tzinfo=now.tzinfo),
        begins_on=date(2028, 1, 1), keep_until=date(2028, 6, 1), drafted_at=now, opened_at=now - timedelta(days=400), sample=True,
    )  # fmt: skip
    CallCommittee.objects.bulk_create(
        CallCommittee(call=call, committee=one, place=n) for n, one in enumerate(asked_for)
    )
    places = Institution.objects.bulk_create(
        Institution(
            key=f"large-{n}", code=f"L{n}", kind="university", country="AZ", sort_key=f"{n:05}",
            name=Localised.of(az=f"Nümunə Universiteti {n}", en=f"Sample University {n}"), city=Localised.of(az="Bakı", en="Baku"),
        )
        for n in range(universities)
    )  # fmt: skip
    addressees = Addressee.objects.bulk_create(Addressee(call=call, institution=one, answered_at=now) for one in places)
    Nomination.objects.bulk_create(
        (
            Nomination(
                addressee=one, committee=committee, seat=seat, given="Nümunə", surname=f"Şəxs {n}", language="az", state="named",
                consent="given", email=f"{n}.{committee.pk}.{seat}@example.org", drafted_at=now, named_at=now, sample=True,
            )
            for n, one in enumerate(addressees) for committee in asked_for for seat in ("member", "substitute")
        ),
        batch_size=500,
    )  # fmt: skip
    print(
        f"{len(addressees)} universities, {len(asked_for)} committees, {Nomination.objects.filter(addressee__call=call).count()} nominations"
    )


def session(email: str = "rector.bbu@example.org") -> None:
    """The cookie of somebody who is signed in."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    client.force_login(
        get_user_model().objects.filter(email=email)[0],
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    print(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")


def decision() -> None:
    """The address of the newest decision that everybody may read."""
    from konfrans.decisions.models import Decision

    newest = Decision.objects.filter(state=Decision.State.PUBLISHED).order_by("-year", "-number")[0]
    print(f"decisions/{newest.year}/{newest.number}/")


if sys.argv[0].endswith("data.py"):
    prepare()
    {
        "play": play,
        "grow": lambda: grow(int(sys.argv[2])),
        "session": lambda: session(*sys.argv[2:3]),
        "nominate": lambda: nominate(int(sys.argv[2]), int(sys.argv[3])),
        "decision": decision,
    }[sys.argv[1]]()
