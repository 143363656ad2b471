"""Every page of this domain for every role, and in both languages: who may open it, and that no English stands on an
Azerbaijani page."""

from __future__ import annotations

import re
from html import unescape

import polib
import pytest
from django.conf import settings
from django.urls import reverse

from konfrans.kernel.acts import Actor
from konfrans.kernel.letters import letter_write
from konfrans.kernel.models import Letter
from konfrans.people import services
from konfrans.people.models import Office

pytestmark = pytest.mark.django_db
ROLES = ("stranger", "member", "secretary", "chair", "coordinator", "account")
SECRETARIAT = {"stranger": 302, "secretary": 200} | dict.fromkeys(("member", "chair", "coordinator", "account"), 403)
SIGNED_IN = {"stranger": 302} | dict.fromkeys(ROLES[1:], 200)
ALL = dict.fromkeys(ROLES, 200)


def pages(cast):
    """Name, arguments, the status for each role."""
    if not Letter.objects.exists():
        letter_write(to="rector@example.org", subject="Dəvət", text="Mətn", language="az")
    chair = cast.chair.person
    office = Office.objects.get(person=chair).pk
    return [
        ("desk_institutions", (), SECRETARIAT),
        ("institution_create", (), SECRETARIAT),
        ("institution_change", ("bbu",), SECRETARIAT),
        ("desk_people", (), SECRETARIAT),
        ("desk_person", (chair.key,), SECRETARIAT),
        ("person_create", (), SECRETARIAT),
        ("person_change", (chair.key,), SECRETARIAT),
        ("office_invite", (), SECRETARIAT),
        ("office_begin", (chair.key,), SECRETARIAT),
        ("office_end", (chair.key, office), SECRETARIAT),
        ("office_pass_on", (chair.key, office), SECRETARIAT),
        ("desk_bodies", (), SECRETARIAT),
        ("body_create", (), SECRETARIAT),
        ("body_change", ("science",), SECRETARIAT),
        ("journal", (), SECRETARIAT),
        ("desk_mail", (), SECRETARIAT),
        ("desk_letter", (Letter.objects.get().pk,), SECRETARIAT),
        ("account", (), SIGNED_IN),
        (
            "office_leave",
            (office,),
            {"stranger": 302, "chair": 200} | dict.fromkeys(("member", "secretary", "coordinator", "account"), 404),
        ),
        ("account_login", (), {"stranger": 200} | dict.fromkeys(ROLES[1:], 302)),
        ("account_signup", (), {"stranger": 200} | dict.fromkeys(ROLES[1:], 302)),
    ]


POSTS = ["invitation_withdraw", "invitation_renew"]


@pytest.mark.parametrize("role", ROLES)
def test_each_page_opens_to_whom_it_should(client, cast, role):
    account = cast.roles[role]
    if account:
        client.force_login(account)
    for name, arguments, expected in pages(cast):
        assert client.get(reverse(name, args=arguments)).status_code == expected[role], (name, role)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_page_refuses_to_show_it_refuses_to_do(client, cast, role):
    account = cast.roles[role]
    if account:
        client.force_login(account)
    from konfrans.kernel.models import JournalHead

    before = JournalHead.objects.get().number
    for name, arguments, expected in pages(cast):
        if expected is SECRETARIAT and role != "secretary":
            answer = client.post(reverse(name, args=arguments), {"surname": "X", "given": "Y", "until": "2026-11-25"})
            assert answer.status_code in (expected[role], 405), (name, role)
    assert JournalHead.objects.get().number == before


@pytest.mark.parametrize("role", [r for r in ROLES if r != "secretary"])
@pytest.mark.parametrize("name", POSTS)
def test_only_the_secretariat_touches_invitations(client, cast, role, name):
    invited = services.office_invite(
        actor=Actor.system(), email="x@example.org", language="az", kind="member", since=cast.chair.person.offices.get().since,
        body=cast.committee, given="A", surname="B",
    )  # fmt: skip
    if cast.roles[role]:
        client.force_login(cast.roles[role])
    assert client.post(reverse(name, args=[invited.invitation.pk])).status_code == (302 if role == "stranger" else 403)
    invited.invitation.refresh_from_db()
    assert invited.invitation.withdrawn_at is None


def _english() -> list[str]:
    """Long English messages of this domain and the site whose Azerbaijani differs."""
    catalogues = [
        settings.PACKAGE / name / "locale" / "az" / "LC_MESSAGES" / "django.po" for name in ("people", "site")
    ]
    entries = [entry for path in catalogues for entry in polib.pofile(str(path))]
    return [
        e.msgid
        for e in entries
        if len(e.msgid) > 9 and "%" not in e.msgid and e.msgid not in (e.msgstr, "Erasmus code")
    ]


def test_no_message_stands_in_english_on_an_azerbaijani_page(client, cast):
    english = _english()
    assert len(english) > 200
    for role in ("stranger", "secretary", "chair"):
        if cast.roles[role]:
            client.force_login(cast.roles[role])
        for name, arguments, expected in pages(cast):
            address = reverse(name, args=arguments).replace("/en/", "/az/", 1)
            if expected[role] == 200:
                page = unescape(client.get(address).content.decode())
                # Keys, not words: attributes that nobody reads, and the hashed facts of the journal.
                page = re.sub(
                    r' (value|name|id|for|class|href|action|aria-labelledby)="[^"]*"|<pre.*?</pre>',
                    "",
                    page,
                    flags=re.DOTALL,
                )
                assert not [words for words in english if f">{words}<" in page or f'"{words}"' in page], (name, role)
                assert '<html lang="az">' in page


def test_the_journal_s_page_costs_few_queries(client, cast, django_assert_max_num_queries):
    client.force_login(cast.secretary)
    client.get("/en/desk/journal/")
    with django_assert_max_num_queries(14):
        page = client.get("/en/desk/journal/").content.decode()
    assert "Office begun" in page and "Chair" not in page.split("<main")[0]


def test_the_journal_s_page_goes_back_in_time(client, cast):
    client.force_login(cast.secretary)
    assert 'id="e3"' in client.get("/en/desk/journal/?before=4").content.decode()
    for nonsense in ("x", "-1", "9" * 30, "٣"):
        assert client.get("/en/desk/journal/", {"before": nonsense}).status_code == 200
