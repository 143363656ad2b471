"""Set-up of every test: an own home, an own database, the standing cast."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings

pytest_plugins = ("tests.sharing", "tests.clusters")
GUARDED: dict[str, dict[str, str]] = {
    "kernel_journalentry": {"key": "number"},
    "decisions_charterdocument": {"key": "sha256"},
    "decisions_decision": {"only": "OLD.state = 'published'"},
    "meetings_minutes": {"only": "OLD.state = 'approved'"},
    "committees_committeereport": {"only": "OLD.handed_in_at IS NOT NULL"},
    "statutes_charterversion": {},
    "statutes_versionday": {},
    "statutes_revision": {},
    "statutes_proposal": {},
}
"""Append-only tables, and how each is guarded; a domain that adds one adds it here, so that a test database can be emptied."""


class Statements:
    """As much of a schema editor as a guard needs, inside a transaction too."""

    def __init__(self, connection) -> None:
        self.connection = connection

    def execute(self, sql: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """What a command does to the mask of new files, within the process of a test, ends with that test."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _guards(request: pytest.FixtureRequest):
    """Keep the journal's head and the append-only triggers there in every test, and lift the triggers only to empty the
    database after a test that commits for real: what such a test took away, the next one on the same worker needs again."""
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if not commits and not marker and "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db" if commits else "db")
    from django.db import connection

    from konfrans.kernel.guards import guard, unguard
    from konfrans.kernel.models import JournalHead

    JournalHead.objects.get_or_create(pk=1)
    statements = Statements(connection)
    if commits or not _guarded(connection):
        for table, how in GUARDED.items():
            guard(statements, table, **how)
    yield
    if commits:
        for table in GUARDED:
            unguard(statements, table)


def _guarded(connection) -> bool:
    statement = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] >= 2 * len(GUARDED)


@pytest.fixture(autouse=True)
def _english():
    """Every test begins in English: a page in Azerbaijani leaves its language behind in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db):
    """The standing cast of `tests.cast`."""
    from tests.cast import make_cast

    return make_cast()


settings.register_profile("calm", deadline=None, print_blob=True)
settings.load_profile("calm")
