"""The letter of an invitation keeps its link only until it has left, and never once the link opens nothing."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from konfrans.kernel import clock, letters, registries
from konfrans.kernel.acts import Actor
from konfrans.kernel.backup.writing import backup_write
from konfrans.kernel.letters import sending
from konfrans.kernel.models import Letter
from konfrans.people import selectors, services
from tests.people.conftest import code_of

pytestmark = pytest.mark.django_db
OPERATOR = Actor.system("operator")
DAY = date(2026, 11, 25)
ADDRESS = "new.rector@example.org"


@pytest.fixture(autouse=True)
def today():
    with clock.standing_at(DAY):
        yield


def invite(cast, **facts):
    given = {
        "email": ADDRESS, "language": "en", "kind": "vice_rector", "since": DAY, "institution": cast.bbu,
        "given": "Kamran", "surname": "Abbaslı",
    }  # fmt: skip
    return services.office_invite(actor=OPERATOR, **(given | facts))


def token_of(invited) -> str:
    return invited.address.rstrip("/").rsplit("/", 1)[1]


def kept() -> str:
    return "".join(Letter.objects.order_by("pk").values_list("text", flat=True))


def test_an_accepted_invitation_leaves_no_link_behind(cast):
    invited = invite(cast)
    assert token_of(invited) in kept()
    services.invitation_code_send(invitation=invited.invitation)
    services.invitation_accept(invitation=selectors.invitation(invited.invitation.pk), code=code_of(mail.outbox[0]))
    assert token_of(invited) not in kept() and "/invitations/" not in kept()


def test_a_letter_that_has_not_left_is_dropped_with_its_invitation_and_never_mailed_with_a_dead_link(cast):
    withdrawn, renewed = invite(cast), invite(cast, email="another@example.org", given="Lalə")
    services.invitation_withdraw(actor=OPERATOR, invitation=withdrawn.invitation)
    assert not Letter.objects.filter(to=ADDRESS).exists()
    new = services.invitation_renew(actor=OPERATOR, invitation=renewed.invitation)
    assert letters.letters_send() == 1
    assert [m.to for m in mail.outbox] == [["another@example.org"]] and token_of(new) in mail.outbox[0].body


def test_a_letter_dropped_while_others_leave_stays_at_home(cast):
    invite(cast)
    second = invite(cast, email="another@example.org", given="Lalə")
    message = sending.message_of

    def slow(letter):
        services.invitation_withdraw(actor=OPERATOR, invitation=second.invitation)
        return message(letter)

    with patch("konfrans.kernel.letters.sending.message_of", slow):
        assert letters.letters_send() == 1
    assert [m.to for m in mail.outbox] == [[ADDRESS]]


def test_the_demonstration_keeps_the_letter_without_its_link(cast, settings):
    settings.KONFRANS_DEMO = True
    invited = invite(cast)
    services.invitation_withdraw(actor=OPERATOR, invitation=invited.invitation)
    assert "(this link is not good any more)" in kept() and "Dear Kamran Abbaslı," in kept()


def test_a_withdrawn_invitation_leaves_no_link_behind_in_the_letter_s_language(cast, settings):
    settings.KONFRANS_DEMO = True
    invited = invite(cast, language="az")
    services.invitation_withdraw(actor=OPERATOR, invitation=invited.invitation)
    assert token_of(invited) not in kept() and "(bu keçid artıq etibarsızdır)" in kept()


def test_a_new_link_takes_only_the_old_one_out(cast):
    old = invite(cast)
    new = services.invitation_renew(actor=OPERATOR, invitation=old.invitation)
    assert token_of(old) not in kept() and token_of(new) in kept()
    assert services.invitation_links_clear() == 0 and token_of(new) in kept()


def test_an_invitation_that_ran_out_leaves_no_link_behind(cast):
    invited = invite(cast)
    with clock.standing_at(DAY + timedelta(days=13)):
        assert services.invitation_links_clear() == 0
    with clock.standing_at(DAY + timedelta(days=15)):
        assert services.invitation_links_clear() == 1
        assert services.invitation_links_clear() == 0
    assert token_of(invited) not in kept()


def test_a_letter_that_has_left_keeps_no_link_and_the_link_goes_on_working(cast, client):
    invited = invite(cast)
    assert letters.letters_send() == 1
    assert token_of(invited) in mail.outbox[0].body
    assert services.invitation_links_clear() == 1
    assert token_of(invited) not in kept() and "(the link is not kept here)" in kept()
    assert client.get(reverse("invitation", args=[token_of(invited)])).status_code == 200


def test_a_letter_that_could_not_leave_keeps_its_link_for_the_next_try(cast):
    invited = invite(cast)
    with override_settings(EMAIL_BACKEND="tests.kernel.test_letters.NoServer"):
        assert letters.letters_send() == 0
    assert services.invitation_links_clear() == 0 and token_of(invited) in kept()


def test_the_link_of_an_invitation_that_is_gone_is_taken_out(cast):
    invited = invite(cast)
    invited.invitation.delete()
    assert services.invitation_links_clear() == 1 and token_of(invited) not in kept()


@pytest.mark.django_db(transaction=True)
def test_no_backup_holds_a_link_that_was_used(cast, settings, tmp_path):
    settings.KONFRANS_HOME = settings.KONFRANS_FILES = tmp_path
    invited = invite(cast)
    Letter.objects.update(sent_at=clock.machine(), state="sent")
    services.invitation_withdraw(actor=OPERATOR, invitation=invited.invitation)
    backup_write(tmp_path / "after.zip")
    with zipfile.ZipFile(tmp_path / "after.zip") as archive:
        rows = archive.read("rows/kernel.letter.jsonl").decode()
    assert ADDRESS in rows and token_of(invited) not in rows


def test_the_worker_does_it():
    assert registries.sweeps.get("invitation_links") is services.invitation_links_clear
