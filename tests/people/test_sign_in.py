"""Signing in: by code, password, second factor; nobody signs up; what an attacker tries."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import caches
from django.test import Client

from konfrans.kernel.acts import Actor
from konfrans.kernel.models import Letter
from konfrans.people import services
from konfrans.people.models import Account
from tests.people.conftest import code_of

pytestmark = pytest.mark.django_db
PASSWORD = "bir uzun cümlə yetər"


def ask(client, email, language="en", **more):
    return client.post(f"/{language}/accounts/login/code/", {"email": email} | more)


def test_the_sign_in_page_offers_code_then_passkey_then_password(client, cast):
    page = client.get("/en/accounts/login/").content.decode()
    places = [page.index(words) for words in ("Send me a code", "Use a passkey", 'type="password"')]
    assert places == sorted(places)


def test_a_code_signs_in_and_leads_to_the_desk(client, cast):
    answer = ask(client, "rector@example.org")
    assert answer.status_code == 302
    answer = client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0])})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")
    assert client.session["_auth_user_id"] == str(cast.rector.pk)


@pytest.mark.parametrize(("chosen", "subject", "words"), [
    ("az", "Giriş kodunuz", "Onu heç kimə verməyin: Katiblik bu kodu heç vaxt soruşmur."),
    ("en", "Your sign-in code", "Give it to nobody: the secretariat never asks for it."),
])  # fmt: skip
def test_mails_are_in_the_language_of_the_account_whatever_the_page_s(client, cast, chosen, subject, words):
    services.account_language_change(actor=Actor.system(), account=cast.rector, language=chosen)
    ask(client, "rector@example.org", language="en" if chosen == "az" else "az")
    message = mail.outbox[0]
    assert message.subject == subject and words in message.body and message.extra_headers["Content-Language"] == chosen
    assert "Conference of Azerbaijan" in message.body or "Azərbaycan Rektorlar Konfransı" in message.body


def test_an_unknown_address_gets_the_same_page_and_no_code(client, cast):
    known = ask(client, "rector@example.org")
    shown = client.get(known["Location"]).content.decode()
    client.cookies.clear()
    unknown = ask(client, "nobody@example.org")
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    neutral = client.get(unknown["Location"]).content.decode().replace("nobody@", "rector@")
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", neutral) == token.sub("", shown)
    assert [m.to for m in mail.outbox] == [["rector@example.org"], ["nobody@example.org"]]
    assert "No account has it" in mail.outbox[1].body and not re.search(
        r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[1].body
    )


def test_a_forgotten_password_of_an_unknown_address_tells_nothing(client, cast):
    answers = [
        client.post("/en/accounts/password/reset/", {"email": e}) for e in ("rector@example.org", "nobody@example.org")
    ]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/en/accounts/password/reset/done/")}


def test_a_wrong_code_three_times_ends_the_attempt(client, cast):
    ask(client, "rector@example.org")
    for _n in range(3):
        client.post("/en/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
    answer = client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0])})
    assert "_auth_user_id" not in client.session and answer.status_code == 302


def test_another_code_is_sent_twice_and_makes_the_one_before_worthless(client, cast):
    ask(client, "rector@example.org")
    first = code_of(mail.outbox[0])
    for _n in range(2):
        assert "Send another code" in client.get("/en/accounts/login/code/confirm/").content.decode()
        client.post("/en/accounts/login/code/confirm/", {"action": "resend"})
    assert "Send another code" not in client.get("/en/accounts/login/code/confirm/").content.decode()
    assert len(mail.outbox) == 3
    if code_of(mail.outbox[-1]) != first:
        client.post("/en/accounts/login/code/confirm/", {"code": first})
        assert "_auth_user_id" not in client.session
    client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[-1])})
    assert client.session["_auth_user_id"] == str(cast.rector.pk)


def test_the_fourth_code_for_an_address_within_a_minute_is_refused_with_429(client, cast):
    for _n in range(3):
        assert ask(client, "rector@example.org").status_code == 302
        client.cookies.clear()
    answer = ask(client, "Rector@example.org", language="az")
    assert answer.status_code == 429 and "Qısa müddətdə həddən artıq cəhd edilib" in answer.content.decode()
    assert len(mail.outbox) == 3


def test_the_thirty_first_sign_in_within_a_minute_is_refused_with_429(client, cast):
    sent = {"login": "rector@example.org", "password": "wrong"}
    statuses = [client.post("/en/accounts/login/", sent).status_code for _n in range(31)]
    assert statuses[-1] == 429 and set(statuses[:5]) == {200}


def test_opening_many_pages_does_not_push_the_count_of_tries_out(client, cast, settings):
    settings.KONFRANS_PAGE_CACHE = True
    for _n in range(5):
        client.post("/en/accounts/login/", {"login": cast.rector.email, "password": "wrong"})
    client.cookies.clear()
    for n in range(450):
        caches["pages"].set(f"page:{n}", b"", 60)
    answer = client.post("/en/accounts/login/", {"login": cast.rector.email, "password": "wrong"})
    assert answer.status_code == 429


def test_after_five_wrong_passwords_the_right_one_waits(client, cast):
    cast.rector.set_password(PASSWORD)
    cast.rector.save()
    for _n in range(5):
        client.post("/en/accounts/login/", {"login": cast.rector.email, "password": "wrong"})
    answer = client.post("/en/accounts/login/", {"login": cast.rector.email, "password": PASSWORD})
    assert answer.status_code == 429 and "_auth_user_id" not in client.session


def test_a_password_signs_in_where_one_was_set(client, cast):
    client.force_login(cast.rector)
    answer = client.post("/en/accounts/password/set/", {"password1": "short", "password2": "short"})
    assert "too short" in answer.content.decode()
    client.post("/en/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    client.logout()
    answer = client.post("/en/accounts/login/", {"login": "Rector@Example.org", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")


def test_a_password_reset_letter_sets_a_new_password_once(client, cast):
    client.post("/az/accounts/password/reset/", {"email": cast.rector.email})
    address = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    shown = client.get(address, follow=True)
    form = shown.redirect_chain[-1][0]
    assert client.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    cast.rector.refresh_from_db()
    assert cast.rector.check_password(PASSWORD)
    client.cookies.clear()
    assert "daha işləmir" in client.get(address, follow=True).content.decode()


def test_nobody_signs_up(client, cast):
    answer = client.get("/en/accounts/signup/")
    assert "Accounts come by invitation" in answer.content.decode()
    client.post("/en/accounts/signup/", {"email": "new@example.org"})
    assert (
        not Account.objects.filter(email="new@example.org").exists()
        and not EmailAddress.objects.filter(email="new@example.org").exists()
    )


@pytest.mark.parametrize(
    "where",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "http:evil.example"],
)
def test_a_sign_in_never_leads_off_the_site(client, cast, where):
    ask(client, "rector@example.org", next=where)
    answer = client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0]), "next": where})
    assert answer.status_code == 302 and answer["Location"].startswith("/en/") and "evil" not in answer["Location"]


def test_a_sign_in_leads_back_to_the_page_that_asked_for_it(client, cast):
    answer = client.get("/en/desk/account/?a=1&b=2")
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/en/accounts/login/?next=/en/desk/account/%3Fa%3D1%26b%3D2",
    )
    ask(client, "rector@example.org", next="/en/desk/account/")
    answer = client.post(
        "/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0]), "next": "/en/desk/account/"}
    )
    assert answer["Location"] == "/en/desk/account/"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:8000"])
def test_a_foreign_host_header_is_refused_and_reaches_no_letter(client, cast, host):
    answer = client.post("/en/accounts/password/reset/", {"email": "rector@example.org"}, headers={"host": host})
    assert answer.status_code == 400 and not mail.outbox


def test_links_in_letters_lead_to_the_conference_whatever_host_was_asked(client, cast, settings):
    settings.KONFRANS_URL, settings.ALLOWED_HOSTS = "https://conference.example.org", ["*"]
    asked = {"host": "evil.example"}
    client.post("/en/accounts/password/reset/", {"email": "rector@example.org"}, headers=asked)
    client.post("/en/accounts/password/reset/", {"email": "nobody@example.org"}, headers=asked)
    assert (
        len(mail.outbox) == 2
        and "https://conference.example.org/en/accounts/password/reset/key/" in mail.outbox[0].body
    )
    assert not any("evil.example" in message.body for message in mail.outbox)


def test_signing_out_needs_a_button(client, cast):
    client.force_login(cast.rector)
    assert "Sign out?" in client.get("/en/accounts/logout/").content.decode() and "_auth_user_id" in client.session
    client.post("/en/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_sign_in(client, cast):
    Account.objects.filter(pk=cast.rector.pk).update(is_active=False)
    ask(client, "rector@example.org")
    if any(re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", m.body) for m in mail.outbox):
        client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0])})
    assert "_auth_user_id" not in client.session


def test_a_mail_server_that_is_down_is_said_in_words(client, cast):
    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        answer = ask(client, "rector@example.org", language="az")
    assert answer.status_code == 503 and "poçt serveri cavab vermir" in answer.content.decode()


# The second factor ------------------------------------------------------------------------------------------------------


def test_the_secretariat_is_led_to_a_second_factor_and_nobody_else_is(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    for account, status in ((cast.secretary, 302), (cast.rector, 200)):
        client.force_login(account)
        answer = client.get("/en/desk/account/")
        assert answer.status_code == status
        if status == 302:
            assert answer["Location"] == "/en/accounts/2fa/"
            assert "The secretariat works with a second factor" in client.get("/en/accounts/2fa/").content.decode()
            assert client.post("/en/desk/institutions/add/", {}).status_code == 302


def test_without_the_office_the_second_factor_is_not_asked(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    client.force_login(cast.stranger)
    assert client.get("/en/desk/account/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_authenticator_app_is_set_up_and_then_every_page_opens(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    ask(client, cast.secretary.email)
    client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0])})
    page = client.get("/en/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<p class="hash">(\w+)</p>', page)[1]
    assert 'src="data:image/svg+xml' in page
    answer = client.post("/en/accounts/2fa/totp/activate/", {"code": _totp(secret)})
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    assert Authenticator.objects.filter(user=cast.secretary, type="totp").exists()
    assert client.get("/en/desk/institutions/").status_code == 200
    codes = client.get("/en/accounts/2fa/recovery-codes/").content.decode()
    assert "Unused: 10 of 10" in codes
    told = Letter.objects.get(to=cast.secretary.email)
    assert told.subject == "Authenticator app set up" and told.sent_at is None
    assert "127.0.0.1" not in told.text and "If it was not you" in told.text


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("az", "Parol təyin edilib", "Hesabınıza parol təyin edilib."),
        ("en", "Password set", "A password was set for your account."),
    ],
)
def test_a_change_of_sign_in_means_is_told_in_the_language_of_letters(client, cast, language, subject, words):
    services.account_language_change(actor=Actor.system(), account=cast.rector, language=language)
    client.force_login(cast.rector)
    client.post("/en/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    letter = Letter.objects.get(to=cast.rector.email)
    assert (letter.language, letter.subject) == (language, subject) and words in letter.text


def test_an_account_with_an_app_is_asked_for_its_code_after_the_mailed_one(client, cast):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(cast.secretary, secret)
    ask(client, cast.secretary.email)
    answer = client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0])})
    assert answer["Location"] == "/en/accounts/2fa/authenticate/" and "_auth_user_id" not in client.session
    assert client.get("/en/desk/institutions/").status_code == 302
    answer = client.post("/en/accounts/2fa/authenticate/", {"code": "000000"})
    assert answer.status_code == 200 and "The code is not right" in answer.content.decode()
    answer = client.post("/en/accounts/2fa/authenticate/", {"code": _totp(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_a_session_that_never_showed_the_second_factor_opens_nothing_once_there_is_one(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    cast.secretary.set_password(PASSWORD)
    cast.secretary.save()
    client.force_login(cast.secretary)
    TOTP.activate(cast.secretary, SECRET)
    show = "/en/accounts/2fa/reauthenticate/?next="
    answer = client.get("/en/desk/institutions/")
    assert (answer.status_code, answer["Location"]) == (302, f"{show}%2Fen%2Fdesk%2Finstitutions%2F")
    assert client.post("/en/desk/institutions/add/", {})["Location"] == f"{show}%2Fen%2Fdesk%2F"
    # The password alone does not lead past it: neither by adding one more factor nor by taking the one away.
    for path in ("reauthenticate/", "2fa/", "2fa/totp/deactivate/", "2fa/webauthn/add/", "password/change/", "email/"):
        assert client.get(f"/en/accounts/{path}")["Location"].startswith(show), path
    assert client.post("/en/accounts/reauthenticate/", {"password": PASSWORD})["Location"].startswith(show)
    assert client.get(f"{show}/en/desk/institutions/").status_code == 200
    answer = client.post(f"{show}/en/desk/institutions/", {"code": _totp(SECRET)})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/institutions/")
    assert client.get("/en/desk/institutions/").status_code == 200


def test_who_has_passkeys_alone_is_asked_for_one(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    client.force_login(cast.secretary)
    Authenticator.objects.create(user=cast.secretary, type="webauthn", data={"name": "Key", "credential": {}})
    answer = client.get("/en/desk/institutions/")
    assert answer["Location"].startswith("/en/accounts/2fa/webauthn/reauthenticate/")


def test_a_factor_that_was_shown_and_then_taken_away_no_longer_counts(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    made = TOTP.activate(cast.secretary, SECRET).instance
    ask(client, cast.secretary.email)
    client.post("/en/accounts/login/code/confirm/", {"code": code_of(mail.outbox[0])})
    client.post("/en/accounts/2fa/authenticate/", {"code": _totp(SECRET)})
    assert client.get("/en/desk/institutions/").status_code == 200
    made.delete()
    assert client.get("/en/desk/institutions/")["Location"] == "/en/accounts/2fa/"
    TOTP.activate(cast.secretary, SECRET)
    assert "reauthenticate" in client.get("/en/desk/institutions/")["Location"]


@pytest.mark.django_db(transaction=True)
def test_the_first_second_factor_signs_out_everywhere_else(client, cast, settings):
    settings.KONFRANS_SECOND_FACTOR = True
    elsewhere, others = Client(), Client()
    elsewhere.force_login(cast.secretary)
    others.force_login(cast.rector)
    client.force_login(cast.secretary)
    page = client.get("/en/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<p class="hash">(\w+)</p>', page)[1]
    assert client.post("/en/accounts/2fa/totp/activate/", {"code": _totp(secret)}).status_code == 302
    assert client.get("/en/desk/institutions/").status_code == 200
    assert elsewhere.get("/en/desk/account/")["Location"].startswith("/en/accounts/login/")
    assert others.get("/en/desk/account/").status_code == 200


def _totp(secret: str) -> str:
    from allauth.mfa.totp.internal import auth

    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))


# The look ---------------------------------------------------------------------------------------------------------------

STRANGER = ["login/", "login/code/", "password/reset/", "password/reset/done/", "signup/", "inactive/"]
OWN = ["logout/", "email/", "password/set/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/"]


@pytest.mark.parametrize("language", ["az", "en"])
@pytest.mark.parametrize("path", [*STRANGER, *OWN])
def test_every_page_of_signing_in_stands_in_our_frame_under_the_strict_policy(client, cast, path, language):
    if path in OWN:
        client.force_login(cast.rector)
    answer = client.get(f"/{language}/accounts/{path}")
    page = answer.content.decode()
    assert answer.status_code == 200 and f'<html lang="{language}">' in page and "masthead" in page
    assert page.count("<h1") == 1
    assert not re.search(r'style="|<style|onclick=|javascript:', page)
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy and "script-src 'self'" in policy


def test_the_azerbaijani_pages_say_parol_and_never_shifre(client, cast):
    client.force_login(cast.rector)
    for path in OWN:
        assert "şifrə" not in client.get(f"/az/accounts/{path}").content.decode().lower()
    client.logout()
    for path in STRANGER:
        assert "şifrə" not in client.get(f"/az/accounts/{path}").content.decode().lower()
