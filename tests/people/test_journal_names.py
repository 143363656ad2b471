"""The journal's page calls things by their names in the reader's language, not by their keys."""

from __future__ import annotations

import re
from datetime import date

import pytest

from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.meetings.services import meeting_create
from konfrans.membership import services as membership
from konfrans.membership.models import Category
from konfrans.publications import services as publications

pytestmark = pytest.mark.django_db
ACTOR = Actor.system()
TEXT = Localised.of(az="Mətn", en="Text")


@pytest.fixture
def entered(cast):
    publications.page_change(
        actor=ACTOR, key="membership", title=Localised.of(az="Üzvlük necə olur", en="How one joins"), text=TEXT
    )
    publications.news_draft(
        actor=ACTOR,
        slug="first-news",
        on=date(2026, 11, 1),
        title=Localised.of(az="İlk xəbər", en="First news"),
        text=TEXT,
    )
    membership.category_create(
        actor=ACTOR, key="full", name=Localised.of(az="Həqiqi üzv", en="Full member"), votes=True, article="6.1"
    )
    membership.member_admit(actor=ACTOR, institution=cast.bbu, category=Category.objects.get(), since=date(2026, 11, 1))
    meeting_create(
        actor=ACTOR,
        body=cast.committee,
        kind="ordinary",
        date=date(2026, 11, 20),
        place=Localised.of(az="Bakı", en="Baku"),
    )


def shown(client, language: str) -> str:
    page = client.get(f"/{language}/desk/journal/").content.decode()
    page = re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace("\u00a0", " ")


def test_objects_of_the_journal_have_their_names_in_azerbaijani(client, cast, entered):
    client.force_login(cast.secretary)
    page = shown(client, "az")
    for words in (
        "səhifə: Üzvlük necə olur", "xəbər: İlk xəbər", "üzvlərin kateqoriyası: Həqiqi üzv", f"üzvlük: {cast.bbu.name.given('az')}",
        f"iclas: {cast.committee.name.given('az')}, 20 noyabr 2026",
    ):  # fmt: skip
        assert words in page
    assert "membership" not in page and "first-news" not in page


def test_and_in_english(client, cast, entered):
    client.force_login(cast.secretary)
    page = shown(client, "en")
    assert "page: How one joins" in page and "news: First news" in page and "category of members: Full member" in page


def test_a_thing_that_is_gone_keeps_its_key(client, cast, entered):
    Category.objects.filter(key="full").update(key="other")
    client.force_login(cast.secretary)
    assert "category of members: full" in shown(client, "en")
