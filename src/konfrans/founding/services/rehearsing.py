"""The founding tried out: all of its acts are done and nothing of them stays, so that a look meets whatever would refuse it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from django.core.management import call_command
from django.db import connection, connections

from konfrans.founding.services.founding import Founded, conference_begin
from konfrans.kernel.acts import Actor, act
from konfrans.kernel.models import Conference


class _Undone(Exception):
    """Every act went through; what was written is rolled back."""


def rehearse(begun: Founded) -> None:
    """Found the conference and take it back; needs the tables. Refused: as the founding is."""
    with TemporaryDirectory() as place:
        try:
            _begun_and_undone(actor=Actor.system("operator"), begun=begun, place=Path(place))
        except _Undone:
            pass


@act
def _begun_and_undone(*, actor: Actor, begun: Founded, place: Path) -> NoReturn:
    conference_begin(actor=actor, begun=begun, place=place)
    raise _Undone


def tables_there() -> bool:
    """Whether the database has the tables that a founding needs."""
    return Conference._meta.db_table in connection.introspection.table_names()


def tables_apart() -> None:
    """Empty tables in memory instead of the database, until the process ends: where nothing may be written there may be none."""
    connections["default"].close()
    connections.databases["default"] |= {
        "ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}, "CONN_HEALTH_CHECKS": False,
    }  # fmt: skip
    del connections["default"]
    call_command("migrate", interactive=False, verbosity=0)
