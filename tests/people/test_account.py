"""One's own account page."""

from __future__ import annotations

import pytest

from tests.people.conftest import acts

pytestmark = pytest.mark.django_db


def test_a_person_sees_own_name_offices_and_ways_of_signing_in(client, cast):
    client.force_login(cast.chair)
    page = client.get("/en/desk/account/").content.decode()
    for words in (
        "Leyla Məmmədova",
        "Scientific Affairs",
        "chair@example.org",
        "Set a password",
        "Lay down",
        "not set up",
    ):
        assert words in page
    assert "Quliyev" not in page and "secretary@example.org" not in page


def test_a_rector_sees_no_button_to_lay_the_office_down(client, cast):
    client.force_login(cast.rector)
    assert "Lay down" not in client.get("/en/desk/account/").content.decode()


def test_the_language_of_letters_is_chosen_once_and_written_once(client, cast):
    client.force_login(cast.rector)
    for _n in range(2):
        assert client.post("/az/desk/account/language/", {"language": "en"}).status_code == 302
    cast.rector.refresh_from_db()
    assert cast.rector.language == "en" and acts().count("account_language_change") == 1


@pytest.mark.parametrize("language", ["", "de", "az'--"])
def test_a_language_the_conference_does_not_have_is_refused(client, cast, language):
    client.force_login(cast.rector)
    assert client.post("/az/desk/account/language/", {"language": language}).status_code == 422
    cast.rector.refresh_from_db()
    assert cast.rector.language == ""


def test_a_second_address_is_confirmed_by_its_code_before_it_becomes_the_main_one(client, cast, mailoutbox):
    from allauth.account.models import EmailAddress

    from tests.people.conftest import code_of

    client.force_login(cast.rector)
    client.post("/en/accounts/email/", {"email": "second@example.org", "action_add": "1"})
    assert mailoutbox[-1].to == ["second@example.org"]
    client.post("/en/accounts/email/", {"email": "second@example.org", "action_primary": "1"})
    cast.rector.refresh_from_db()
    assert cast.rector.email == "rector@example.org"
    client.post("/en/accounts/confirm-email/", {"code": code_of(mailoutbox[-1])})
    assert EmailAddress.objects.get(email="second@example.org").verified


def test_nobody_takes_the_address_of_another(client, cast, mailoutbox):
    client.force_login(cast.rector)
    client.post("/en/accounts/email/", {"email": "chair@example.org", "action_add": "1"})
    from allauth.account.models import EmailAddress

    assert EmailAddress.objects.filter(email="chair@example.org", user=cast.rector, verified=True).count() == 0
    assert EmailAddress.objects.get(email="chair@example.org", verified=True).user == cast.chair
