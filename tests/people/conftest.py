"""What the tests of this domain share."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache

from konfrans.kernel.models import JournalEntry


@pytest.fixture(autouse=True)
def _limits_start_anew():
    """Rate limits are counted in the cache; each test has its own."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def secretary(client, cast):
    """A browser in which the secretary is signed in."""
    client.force_login(cast.secretary)
    return client


def acts() -> list[str]:
    """The acts of the journal, oldest first."""
    return list(JournalEntry.objects.order_by("number").values_list("act", flat=True))


def code_of(message: mail.EmailMessage) -> str:
    """The code that a mail holds: six digits in two groups, or allauth's letters and digits."""
    found = re.search(r"\b(\d{3} \d{3}|[A-Z0-9]{4}-[A-Z0-9]{4})\b", str(message.body))
    assert found, message.body
    return found[1]
