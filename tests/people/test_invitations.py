"""Invitations: the link opens nothing, the code opens the account; used, old and foreign ones open nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.models import JournalEntry, Letter
from konfrans.kernel.refusals import Refused
from konfrans.people import selectors, services
from konfrans.people.models import Account, Invitation, Office, Person
from konfrans.people.selectors import standing_of
from tests.people.conftest import acts, code_of

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("operator")
DAY = date(2026, 11, 25)
ADDRESS = "new.rector@example.org"


def invite(cast, **facts):
    given = {
        "email": ADDRESS, "language": "en", "kind": "vice_rector", "since": DAY, "institution": cast.bbu,
        "given": "Kamran", "surname": "Abbaslı",
    }  # fmt: skip
    return services.office_invite(actor=OPERATOR, **(given | facts))


def path_of(invited, language="en"):
    return f"/{language}/invitations/{invited.address.rstrip('/').rsplit('/', 1)[1]}/"


@pytest.fixture
def today():
    with clock.standing_at(DAY):
        yield


def test_an_invitation_makes_person_office_and_letter_in_the_language_of_the_invited(cast, today):
    invited = invite(cast, language="az")
    letter = Letter.objects.get(to=ADDRESS)
    assert letter.language == "az" and letter.subject == "Vəzifəyə dəvət: prorektor"
    assert "Hörmətli Kamran Abbaslı," in letter.text and "Bakı Biznes Universiteti" in letter.text
    assert invited.address in letter.text and "/az/invitations/" in invited.address
    assert "9 dekabr 2026-cı il" in letter.text.replace("\u00a0", " ")
    assert Person.objects.get(surname="Abbaslı").offices.get().kind == "vice_rector"
    assert acts()[-3:] == ["person_create", "office_begin", "invitation_send"]
    assert not Account.objects.filter(email=ADDRESS).exists()


def test_neither_the_table_nor_the_journal_holds_the_token_or_the_address(cast, today):
    invited = invite(cast)
    token = invited.address.rstrip("/").rsplit("/", 1)[1]
    assert len(token) >= 43 and token not in str(Invitation.objects.values().get())
    journal = "".join(JournalEntry.objects.values_list("body", flat=True))
    assert token not in journal and ADDRESS not in journal and "Abbaslı" not in journal


def test_opening_the_link_changes_nothing_however_often(client, cast, today):
    invited = invite(cast)
    before = Invitation.objects.values().get(), acts(), Account.objects.count()
    for _scan in range(3):
        answer = client.get(path_of(invited))
        assert answer.status_code == 200 and "Send the code" in answer.content.decode()
        client.head(path_of(invited))
    assert (Invitation.objects.values().get(), acts(), Account.objects.count()) == before
    assert not mail.outbox and "no-store" in answer["Cache-Control"]


def test_the_page_shows_the_address_only_in_part(client, cast, today):
    page = client.get(path_of(invite(cast))).content.decode()
    assert "n•••@example.org" in page and ADDRESS not in page


def test_the_code_opens_the_account_and_signs_in_with_the_rights_of_the_office(client, cast, today):
    invited = invite(cast)
    answer = client.post(path_of(invited))
    assert answer.status_code == 302 and answer["Location"].endswith("/code/")
    assert [m.to for m in mail.outbox] == [[ADDRESS]]
    answer = client.post(answer["Location"], {"code": code_of(mail.outbox[0])})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/account/"), answer.content.decode()
    account = Account.objects.get(email=ADDRESS)
    assert account.person == invited.invitation.office.person and account.language == "en"
    assert not account.has_usable_password()
    assert EmailAddress.objects.get(user=account).verified and EmailAddress.objects.get(user=account).primary
    assert client.session["_auth_user_id"] == str(account.pk)
    assert standing_of(account.pk).holds("vice_rector", institution="bbu")
    assert acts()[-2:] == ["account_create", "invitation_accept"]
    assert "Kamran Abbaslı" in client.get("/en/desk/account/").content.decode()


def test_the_code_is_mailed_in_the_language_of_the_invitation(client, cast, today):
    client.post(path_of(invite(cast, language="az")))
    message = mail.outbox[0]
    assert message.subject == "Giriş kodunuz" and message.extra_headers["Content-Language"] == "az"
    assert re.search(
        r"Giriş kodunuz: \d{3} \d{3}\. Kod 10 dəqiqə qüvvədədir\. Onu heç kimə verməyin", str(message.body)
    )


def test_a_used_invitation_opens_nothing_again(client, cast, today):
    invited = invite(cast)
    services.invitation_code_send(invitation=invited.invitation)
    code = code_of(mail.outbox[0])
    services.invitation_accept(invitation=selectors.invitation(invited.invitation.pk), code=code)
    for address in (path_of(invited), path_of(invited) + "code/"):
        for method in (client.get, client.post):
            answer = method(address, {"code": code}) if method is client.post else method(address)
            assert answer.status_code == 410 and "accepted already" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_two_that_enter_the_code_at_once_get_one_account(cast, today):
    invited = invite(cast)
    services.invitation_code_send(invitation=invited.invitation)
    first, second = (selectors.invitation(invited.invitation.pk) for _n in range(2))
    code = code_of(mail.outbox[0])
    services.invitation_accept(invitation=first, code=code)
    with pytest.raises(Refused) as refused:
        services.invitation_accept(invitation=second, code=code)
    assert refused.value.code in ("code_expired", "invitation_accepted")
    assert Account.objects.filter(email=ADDRESS).count() == 1


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda i: services.invitation_withdraw(actor=OPERATOR, invitation=i), "was withdrawn"),
        (lambda i: Invitation.objects.filter(pk=i.pk).update(expires_at=clock.now()), "has run out"),
        (
            lambda i: Office.objects.filter(pk=i.office_id).update(since=DAY - timedelta(9), until=DAY - timedelta(1)),
            "has ended",
        ),
    ],
    ids=["withdrawn", "run out", "office ended"],
)
def test_an_invitation_that_is_over_says_why_and_sends_nothing(client, cast, today, spoil, words):
    invited = invite(cast)
    spoil(invited.invitation)
    for answer in (
        client.get(path_of(invited)),
        client.post(path_of(invited)),
        client.post(path_of(invited) + "code/", {"code": "123456"}),
    ):
        assert answer.status_code == 410 and words in answer.content.decode()
    assert not mail.outbox


def test_an_invitation_is_good_for_fourteen_days(client, cast):
    with clock.standing_at(DAY):
        invited = invite(cast)
    with clock.standing_at(DAY + timedelta(13)):
        assert client.get(path_of(invited)).status_code == 200
    with clock.standing_at(DAY + timedelta(14)):
        assert client.get(path_of(invited)).status_code == 410


@pytest.mark.parametrize(
    "token", ["nonsense", "a" * 43, "ə", "%00", "x" * 3000], ids=["short", "plausible", "letter", "null", "long"]
)
def test_an_unknown_link_is_explained(client, cast, token):
    answer = client.get(f"/en/invitations/{token}/")
    assert answer.status_code == 404 and "belongs to no invitation" in answer.content.decode()


def test_a_code_is_tried_five_times_and_then_even_the_right_one_is_refused(client, cast, today):
    invited = invite(cast)
    client.post(path_of(invited))
    code = code_of(mail.outbox[0])
    wrong = "000 001" if code != "000 001" else "000 002"
    for _n in range(5):
        answer = client.post(path_of(invited) + "code/", {"code": wrong})
        assert answer.status_code == 422 and "not the code of the newest mail" in answer.content.decode()
    answer = client.post(path_of(invited) + "code/", {"code": code})
    assert answer.status_code == 422 and "entered 5 times" in answer.content.decode()
    assert not Account.objects.filter(email=ADDRESS).exists()


def test_a_code_runs_out_after_ten_minutes(cast, today):
    invited = invite(cast)
    services.invitation_code_send(invitation=invited.invitation)
    Invitation.objects.update(code_sent_at=clock.machine() - timedelta(minutes=10, seconds=1))
    with pytest.raises(Refused, match="run out"):
        services.invitation_accept(invitation=selectors.invitation(invited.invitation.pk), code=code_of(mail.outbox[0]))


def test_codes_are_not_sent_faster_than_every_half_minute(client, cast, today):
    invited = invite(cast)
    client.post(path_of(invited))
    answer = client.post(path_of(invited))
    assert answer.status_code == 429 and "sent a moment ago" in answer.content.decode()
    assert len(mail.outbox) == 1


def _code_sent(invited) -> None:
    """Send a code as if the last one were older than half a minute."""
    Invitation.objects.update(code_sent_at=None)
    services.invitation_code_send(invitation=selectors.invitation(invited.invitation.pk))


def test_a_link_sends_twelve_codes_a_day_and_on_the_next_day_more(cast, today):
    invited, other = invite(cast), invite(cast, email="other@example.org", surname="Başqa")
    for _n in range(12):
        _code_sent(invited)
    with pytest.raises(Refused) as refused:
        _code_sent(invited)
    assert (refused.value.code, refused.value.status) == ("code_sent_too_often", 429)
    assert str(refused.value).startswith("12 codes were sent to this address today.") and len(mail.outbox) == 12
    _code_sent(other)
    tomorrow = clock.machine() + timedelta(days=1)
    with patch("konfrans.kernel.clock.machine", return_value=tomorrow):
        _code_sent(invited)
    assert len(mail.outbox) == 14


def test_the_page_of_a_link_says_that_enough_codes_were_sent(client, cast, today):
    invited = invite(cast)
    for _n in range(12):
        _code_sent(invited)
    Invitation.objects.update(code_sent_at=None)
    answer = client.post(path_of(invited))
    assert answer.status_code == 429 and "12 codes were sent to this address today" in answer.content.decode()


def test_a_code_that_the_mail_server_did_not_take_is_not_counted(cast, today):
    invited = invite(cast)
    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        for _n in range(20):
            with pytest.raises(Refused, match="mail server"):
                _code_sent(invited)
    _code_sent(invited)
    assert len(mail.outbox) == 1


def test_the_code_of_one_invitation_does_not_open_another(cast, today):
    one, other = invite(cast), invite(cast, email="other@example.org", surname="Başqa")
    for invited in (one, other):
        services.invitation_code_send(invitation=invited.invitation)
    codes = [code_of(message) for message in mail.outbox]
    if codes[0] != codes[1]:
        with pytest.raises(Refused, match="not the code"):
            services.invitation_accept(invitation=selectors.invitation(other.invitation.pk), code=codes[0])


def test_the_fourth_request_of_codes_within_a_minute_gets_our_page_with_429(client, cast, today):
    invited = invite(cast)
    for _n in range(3):
        Invitation.objects.update(code_sent_at=None)
        assert client.post(path_of(invited)).status_code == 302
    Invitation.objects.update(code_sent_at=None)
    answer = client.post(path_of(invited))
    page = answer.content.decode()
    assert answer.status_code == 429 and "There were too many tries in a short time." in page
    assert "Send the code" in page and "Too many tries in a short time" not in page
    assert len(mail.outbox) == 3


def test_pressing_again_within_the_pause_uses_up_no_code_and_is_answered_on_the_page(client, cast, today):
    invited = invite(cast)
    assert client.post(path_of(invited)).status_code == 302
    for _n in range(5):
        page = client.post(path_of(invited)).content.decode()
        assert "A code was sent a moment ago." in page and "try again in 30 seconds" in page and "Send the code" in page
    Invitation.objects.update(code_sent_at=None)
    assert client.post(path_of(invited)).status_code == 302 and len(mail.outbox) == 2


def test_too_many_codes_from_one_place_are_refused_on_the_page_of_the_code(client, cast, today):
    invited = invite(cast)
    client.post(path_of(invited))
    with patch("konfrans.people.adapters.ratelimit.consume", return_value=False):
        answer = client.post(path_of(invited) + "code/", {"code": code_of(mail.outbox[0])})
    page = answer.content.decode()
    assert (
        answer.status_code == 429 and "There were too many tries in a short time." in page and "Open my account" in page
    )
    assert not Account.objects.filter(email=ADDRESS).exists()


def test_a_mail_server_that_is_down_is_said_and_the_code_is_taken_back(client, cast, today):
    invited = invite(cast)
    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        answer = client.post(path_of(invited))
    assert answer.status_code == 503 and "mail server does not answer" in answer.content.decode()
    assert Invitation.objects.get().code_hash == ""


def test_an_invitation_to_an_account_that_exists_adds_the_office_to_it(client, cast, today):
    invited = invite(cast, person=cast.chair.person, email=cast.chair.email, kind="member", body=cast.assembly)
    services.invitation_code_send(invitation=invited.invitation)
    account = services.invitation_accept(
        invitation=selectors.invitation(invited.invitation.pk), code=code_of(mail.outbox[0])
    )
    assert account.pk == cast.chair.pk and {h.kind for h in standing_of(account.pk).offices} == {"chair", "member"}


def test_an_address_of_another_person_is_refused(cast, today):
    before = acts()
    with pytest.raises(Refused, match="belongs to the account of Leyla Məmmədova"):
        invite(cast, email=cast.chair.email.upper())
    with pytest.raises(Refused, match=r"signs in with chair@example\.org"):
        invite(cast, person=cast.chair.person)
    assert acts() == before and not Person.objects.filter(surname="Abbaslı").exists()


def test_an_address_taken_between_invitation_and_acceptance_is_refused(cast, today):
    invited = invite(cast)
    services.invitation_code_send(invitation=invited.invitation)
    services.account_create(
        actor=OPERATOR, email=ADDRESS, person=cast.stranger.person.__class__.objects.create(surname="X")
    )
    with pytest.raises(Refused, match="has an account already"):
        services.invitation_accept(invitation=selectors.invitation(invited.invitation.pk), code=code_of(mail.outbox[0]))
    assert Invitation.objects.get().accepted_at is None


def test_a_new_link_makes_the_old_one_worthless(client, cast, secretary, today):
    old = invite(cast)
    assert secretary.post(reverse("invitation_renew", args=[old.invitation.pk])).status_code == 302
    assert client.get(path_of(old)).status_code == 410
    assert Letter.objects.filter(to=ADDRESS).count() == 1 and Invitation.objects.count() == 2


def test_the_secretary_invites_and_withdraws_in_the_browser(secretary, cast, today):
    sent = {
        "surname": "Abbaslı", "given": "Kamran", "email": ADDRESS, "language": "az", "kind": "member", "body": cast.committee.pk,
        "institution": cast.bbu.pk, "since": "2026-11-25",
    }  # fmt: skip
    answer = secretary.post("/en/desk/people/invite/", sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    page = secretary.get(answer["Location"]).content.decode()
    assert ADDRESS in page and "still open" in page
    pk = Invitation.objects.get().pk
    assert secretary.get(reverse("invitation_withdraw", args=[pk])).status_code == 405
    secretary.post(reverse("invitation_withdraw", args=[pk]))
    assert Invitation.objects.get().withdrawn_at and acts()[-1] == "invitation_withdraw"
    secretary.post(reverse("invitation_withdraw", args=[pk]))
    assert acts()[-1] == "invitation_withdraw" and acts().count("invitation_withdraw") == 1


def test_an_unanswered_invitation_waits_on_the_secretary_s_desk(cast):
    with clock.standing_at(DAY):
        invite(cast)
    with clock.standing_at(DAY + timedelta(15)):
        found = list(selectors.waiting(standing_of(cast.secretary.pk)))
        assert [w.code for w in found] == ["invitation_expired"] and "Kamran Abbaslı" in found[0].title
        assert not list(selectors.waiting(standing_of(cast.rector.pk)))


def test_whoever_is_signed_in_as_another_ends_up_as_the_invited(client, cast, today):
    invited = invite(cast)
    client.force_login(cast.rector)
    client.post(path_of(invited))
    client.post(path_of(invited) + "code/", {"code": code_of(mail.outbox[0])})
    assert client.session["_auth_user_id"] == str(Account.objects.get(email=ADDRESS).pk)


def _further(account, address, verified=True):
    EmailAddress.objects.create(user=account, email=address, verified=verified, primary=False)


def test_a_further_address_of_another_account_is_refused_at_the_invitation(cast, today):
    _further(cast.rector, ADDRESS)
    with pytest.raises(Refused) as refused:
        invite(cast)
    assert (refused.value.code, refused.value.field) == ("address_of_another", "email")
    assert not Person.objects.filter(surname="Abbaslı").exists()


def test_a_further_address_shown_meanwhile_closes_the_invitation_with_words(client, cast, today):
    path = path_of(invite(cast))
    client.post(path)
    _further(cast.rector, ADDRESS)
    answer = client.post(path + "code/", {"code": code_of(mail.outbox[0])})
    assert answer.status_code == 422 and "has an account already" in answer.content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_a_further_address_that_was_only_claimed_keeps_nobody_out(client, cast, today):
    _further(cast.rector, ADDRESS, verified=False)
    path = path_of(invite(cast))
    client.post(path)
    assert client.post(path + "code/", {"code": code_of(mail.outbox[0])}).status_code == 302
    assert Account.objects.get(email=ADDRESS).person.surname == "Abbaslı"
