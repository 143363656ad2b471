"""The data that pages are measured on: the demonstration, and more institutions by the product's own services.

`python -m benchmarks.data play` plays the demonstration, `... grow 1500` adds member institutions, each with a rector, until
there are so many, `... session` prints the cookie of a signed-in rector.
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


def session() -> None:
    """The cookie of a rector who is signed in."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    client.force_login(
        get_user_model().objects.filter(email="rector.bbu@example.org")[0],
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
    {"play": play, "grow": lambda: grow(int(sys.argv[2])), "session": session, "decision": decision}[sys.argv[1]]()
