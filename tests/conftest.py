"""Set-up of every test: an own home, an own database, the standing cast."""

from __future__ import annotations

import pytest
from hypothesis import settings

GUARDED = {
    "kernel_journalentry": "",
    "decisions_charterdocument": "",
    "decisions_decision": "OLD.state = 'published'",
    "statutes_charterversion": "",
}
"""Append-only tables, with the condition on the rows that are guarded ("" all); a domain that adds one adds it here, so
that a test database can be emptied."""


@pytest.fixture(autouse=True)
def _guards(request: pytest.FixtureRequest):
    """Keep the append-only triggers in force in every test, and lift them only to empty the database after a test that
    commits for real."""
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if not commits:
        yield
        return
    request.getfixturevalue("transactional_db")
    from django.db import connection

    from konfrans.kernel.guards import guard, unguard
    from konfrans.kernel.models import JournalHead

    JournalHead.objects.get_or_create(pk=1)
    with connection.schema_editor() as editor:
        for table, only in GUARDED.items():
            guard(editor, table, only=only)
    yield
    with connection.schema_editor() as editor:
        for table in GUARDED:
            unguard(editor, table)


@pytest.fixture
def cast(db):
    """The standing cast of `tests.cast`."""
    from tests.cast import make_cast

    return make_cast()


settings.register_profile("calm", deadline=None, print_blob=True)
settings.load_profile("calm")
