"""The secretariat's page of letters."""

from __future__ import annotations

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from konfrans.kernel import clock
from konfrans.kernel.letters import ENDED, HELD_BY_RESTORE, letter_close, letter_write, letters_read, letters_send
from konfrans.kernel.models import Letter
from konfrans.people import selectors, services
from konfrans.people.rules.letters import masked
from konfrans.people.selectors.letters import FEW
from tests.people.conftest import acts

pytestmark = pytest.mark.django_db
TOKEN = "b7Zk3VQm9sYf0_Lr8-TqXwJ2nPdHcGaE5uKi1oRbCyM"


def write(subject: str = "Dəvət", state: str = "waiting", **more) -> Letter:
    letter = letter_write(**{"to": "rector@example.org", "subject": subject, "text": "Mətn", "language": "az"} | more)
    at = clock.machine()
    noted = {"handed_at": at} if state in ("uncertain", "bounced", "sent") else {}
    noted |= {"sent_at": at} if state in ("bounced", "sent") else {}
    noted |= {"bounce": "5.1.1 no such person"} if state == "bounced" else {}
    Letter.objects.filter(pk=letter.pk).update(state=state, **noted)
    letter.refresh_from_db()
    return letter


def page(client, address: str = "/en/desk/mail/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (f"https://konfrans.example.org/en/invitations/{TOKEN}/ and on", "https://konfrans.example.org/en/invitations/…/ and on"),
        (f"/invitations/{TOKEN}", "/invitations/…"), (f"/x?key={TOKEN}&a=1", "/x?key=…&a=1"),
        ("https://a-conference-of-rectors-with-a-long-name.example.org/news/", "https://a-conference-of-rectors-with-a-long-name.example.org/news/"),
        ("https://example.org/news/session-of-2027/", "https://example.org/news/session-of-2027/"),
        ("a word-that-is-long-and-stands-in-a-sentence-alone", "a word-that-is-long-and-stands-in-a-sentence-alone"),
    ],
    ids=["a link", "a path", "a parameter", "the name of a machine", "a page", "a word"],
)  # fmt: skip
def test_secrets_of_links_are_masked(text, seen):
    assert masked(text) == seen


def test_what_needs_somebody_stands_first_and_says_why(secretary):
    sent, bounced = write("Göndərilmiş", "sent"), write("Qayıtmış", "bounced")
    held, doubt = write("Saxlanmış", held=True, state="held"), write("Şübhəli", "uncertain")
    shown = page(secretary)
    assert "2 letters need somebody" in shown and "5.1.1 no such person" in shown
    order = [shown.index(letter.subject) for letter in (doubt, bounced, held, sent)]
    assert order == sorted(order)
    assert "came back" in shown and "in doubt" in shown


def test_with_nothing_to_see_to_the_page_says_so(secretary):
    write(state="sent")
    assert "No letter needs anybody" in page(secretary)
    assert "Diqqət tələb edən məktub yoxdur" in page(secretary, "/az/desk/mail/")


def test_a_letter_is_shown_as_its_reader_sees_it_with_its_secret_masked(secretary):
    letter = write(
        text=f"Hörmətli rektor,\n\n<b>keçid</b>: https://example.org/az/invitations/{TOKEN}/\n", state="refused"
    )
    Letter.objects.filter(pk=letter.pk).update(last_error="550 <script>no</script>")
    shown = page(secretary, reverse("desk_letter", args=[letter.pk]))
    assert TOKEN not in shown and "/invitations/…/" in shown
    assert '<div class="letter" lang="az"><p>Hörmətli rektor,</p>' in shown and "&lt;b&gt;keçid" in shown
    assert "550 &lt;script&gt;no" in shown and "rector@example.org" in shown
    assert secretary.get("/en/desk/mail/999999/").status_code == 404


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("held", {"release", "withdraw"}), ("waiting", {"hold", "withdraw"}), ("claimed", set()), ("sent", set()),
        ("uncertain", {"settle", "again", "close"}), ("refused", {"again", "close"}), ("given_up", {"again", "close"}),
        ("bounced", {"again", "close"}),
    ],
)  # fmt: skip
def test_a_letter_s_page_offers_what_can_be_decided_about_it(secretary, state, offered):
    letter = write()
    noted = {"claim": "x", "claimed_at": clock.machine()} if state == "claimed" else {}
    noted |= {"sent_at": clock.machine()} if state == "sent" else {}
    Letter.objects.filter(pk=letter.pk).update(state=state, **noted)
    shown = page(secretary, reverse("desk_letter", args=[letter.pk]))
    found = {
        act for act in ("hold", "again", "settle", "close", "withdraw") if f"/desk/mail/{letter.pk}/{act}/" in shown
    }
    found |= {"release"} if 'action="/en/desk/mail/release/"' in shown else set()
    assert found == offered


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        ("letter_hold", "waiting", "held"), ("letter_again", "bounced", "waiting"), ("letter_settle", "uncertain", "sent"),
        ("letter_close", "refused", "refused"),
    ],
)  # fmt: skip
def test_a_decision_is_one_button_and_one_entry(secretary, act, before, after):
    letter = write(state=before)
    answer = secretary.post(reverse(act, args=[letter.pk]))
    assert answer.status_code == 302 and answer["Location"] == reverse("desk_mail")
    letter.refresh_from_db()
    assert letter.state == after and acts()[-1] == act


def test_a_letter_is_taken_back(secretary):
    letter = write()
    secretary.post(reverse("letter_withdraw", args=[letter.pk]))
    assert not Letter.objects.exists() and acts()[-1] == "letter_withdraw"


def test_a_decision_that_comes_too_late_is_told_and_changes_nothing(secretary):
    letter = write(state="sent")
    answer = secretary.post(reverse("letter_hold", args=[letter.pk]), follow=True)
    assert "This letter stands otherwise now: sent." in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_held_letters_are_released_one_by_one_or_all_at_once(secretary):
    first, second, third = (write(held=True, state="held") for _ in range(3))
    secretary.post(reverse("letters_release"), {"letter": first.pk})
    assert set(Letter.objects.filter(state="waiting")) == {first}
    secretary.post(reverse("letters_release"), {"all": "1"})
    assert set(Letter.objects.filter(state="waiting")) == {first, second, third}
    told = secretary.post(reverse("letters_release"), {"letter": ["x", "9" * 40]}, follow=True).content.decode()
    assert "None of these letters is held any more." in told


def test_only_the_secretariat_decides(client, cast):
    letter = write()
    for account, status in ((None, 302), (cast.rector, 403), (cast.coordinator, 403)):
        if account:
            client.force_login(account)
        for act in ("letter_hold", "letter_again", "letter_settle", "letter_close", "letter_withdraw"):
            assert client.post(reverse(act, args=[letter.pk])).status_code == status
        assert client.post(reverse("letters_release"), {"all": "1"}).status_code == status
        assert client.get(reverse("desk_letter", args=[letter.pk])).status_code == status
    letter.refresh_from_db()
    assert letter.state == "waiting"


def test_long_lists_come_in_pages_and_take_few_queries(secretary, django_assert_max_num_queries):
    for number in range(60):
        write(f"Məktub {number}", "sent")
    page(secretary)
    with django_assert_max_num_queries(14):
        shown = page(secretary)
    assert shown.count('<li><p class="ledger__when">') == FEW and "All: 60" in shown
    with django_assert_max_num_queries(12):
        shown = page(secretary, "/en/desk/mail/?list=sent")
    assert "Page 1 of 2" in shown and "?list=sent&amp;topic=&amp;page=2" in shown
    assert "Məktub 0<" in page(secretary, "/en/desk/mail/?list=sent&topic=&page=2")


def test_the_letters_of_one_matter_are_listed_by_their_topic(secretary):
    write("Birinci", topic="call:2027")
    write("İkinci", topic="call:2028")
    shown = page(secretary, "/en/desk/mail/?topic=call:2027")
    assert "Birinci" in shown and "İkinci" not in shown and "Topic: call:2027" in shown


def test_the_desk_says_when_a_letter_did_not_arrive_and_no_more_once_it_is_dealt_with(secretary, cast):
    standing = selectors.standing_of(cast.secretary.pk)
    assert "letters_failed" not in {thing.code for thing in selectors.waiting(standing)}
    letter = write(state="bounced")
    assert "1 letter did not arrive, or is in doubt" in page(secretary, "/en/desk/")
    assert "1 məktub çatmayıb və ya göndərildiyi dəqiq deyil" in page(secretary, "/az/desk/")
    letter_close(actor=standing.actor(), letter=letter)
    assert "letters_failed" not in {thing.code for thing in selectors.waiting(standing)}
    assert list(selectors.waiting(selectors.standing_of(cast.rector.pk))) == []


def test_an_invitation_that_came_back_is_not_sent_again_without_its_link(secretary, cast):
    services.office_invite(
        actor=selectors.standing_of(cast.secretary.pk).actor(), email="new@example.org", language="en", kind="member",
        since=clock.today(), body=cast.committee, given="A", surname="B",
    )  # fmt: skip
    letters_send()
    letter = Letter.objects.get()
    assert len(mail.outbox) == 1 and letter.manner == "prompt" and letter.topic.startswith("invitation:")
    services.invitation_links_clear()
    Letter.objects.update(state="bounced")
    assert "again" not in selectors.letters_shown(letters_read())[0].acts
    secretary.post(reverse("letter_again", args=[letter.pk]))
    assert letters_send() == 0 and Letter.objects.get().state == "bounced"


def test_the_list_can_stand_on_another_page_whose_reader_only_looks(cast):
    letter = write(state="refused", topic="call:2027")
    rows = selectors.letters_shown(letters_read())
    request = RequestFactory().get("/en/")
    context = {"letters": rows, "base": "/en/projects/ecar/mail/"}
    looked = render_to_string("people/parts/letters.html", context | {"may_act": False}, request)
    assert f'href="/en/projects/ecar/mail/{letter.pk}/"' in looked and "<form" not in looked and "refused" in looked
    decided = render_to_string("people/parts/letters.html", context | {"may_act": True}, request)
    assert f'action="/en/projects/ecar/mail/{letter.pk}/again/"' in decided


def test_a_part_of_a_collective_letter_shows_what_became_of_that(secretary):
    parts = [write("Birinci", manner="digest"), write("İkinci", manner="digest")]
    Letter.objects.update(next_try_at=None)
    letters_send()
    whole = Letter.objects.get(manner="plain")
    Letter.objects.filter(pk=whole.pk).update(state="bounced", bounce="5.2.2 full")
    rows = {row.pk: row for row in selectors.letters_shown(letters_read())}
    for part in parts:
        row = rows[part.pk]
        assert (row.state, row.glyph, row.detail, row.gathered_into) == ("bounced", "no", "5.2.2 full", whole.pk)
        assert row.acts == ()
    shown = page(secretary, reverse("desk_letter", args=[whole.pk]))
    assert "Birinci" in shown and "Gathered in it" in shown


def test_what_the_program_itself_noted_is_said_in_the_reader_s_language(secretary):
    doubt, held = write(state="uncertain"), write(held=True, state="held")
    Letter.objects.filter(pk=doubt.pk).update(last_error=ENDED)
    Letter.objects.filter(pk=held.pk).update(last_error=HELD_BY_RESTORE)
    shown = page(secretary, "/az/desk/mail/")
    assert "qeydə alınmazdan əvvəl proqram dayanıb" in shown and "Bərpa edilmiş ehtiyat nüsxədə" in shown
    assert ENDED not in shown and HELD_BY_RESTORE not in shown
