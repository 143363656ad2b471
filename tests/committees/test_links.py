"""Links of letters: opening one does nothing, a forwarded one shows nothing, only the mailbox opens the page."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.core import mail

from konfrans.committees.models import Contact, Nomination
from konfrans.committees.services import calls, nominations
from konfrans.kernel import clock
from konfrans.kernel.files import MAX_SIZE
from konfrans.kernel.models import Letter
from tests.committees.house import newest, path_in
from tests.people.conftest import acts, code_of

pytestmark = pytest.mark.django_db
DRAFTER = "draft.person@example.org"


def drafter(calling) -> str:
    """A drafter without an account; the path of the link."""
    calls.contact_add(
        actor=calling.actor, addressee=calling.addressee(), email=DRAFTER, name="Kamran", office="drafter", language="en", held=False
    )  # fmt: skip
    return path_in(newest(DRAFTER))


def prove(client, path: str, *, to: str) -> None:
    """Have a code sent and enter it."""
    assert client.post(path).status_code == 302
    sent = mail.outbox[-1]
    assert sent.to == [to]
    assert client.post(path + "code/", {"code": code_of(sent)}).status_code == 302


def test_opening_a_link_changes_nothing_however_often(client, calling):
    path = drafter(calling)
    one = calling.named(consent=False)
    before = Contact.objects.values().get(email=DRAFTER), Nomination.objects.values().get(), acts()
    for link in (path, path_in(newest(one.email))):
        for _scan in range(3):
            assert client.get(link).status_code == 200
            assert client.head(link).status_code == 200
    assert (Contact.objects.values().get(email=DRAFTER), Nomination.objects.values().get(), acts()) == before
    assert not mail.outbox


def test_a_forwarded_link_of_a_call_shows_a_masked_address_and_whom_to_ask(client, calling):
    calling.name()
    page = client.get(drafter(calling)).content.decode()
    assert "d•••@example.org" in page and DRAFTER not in page and "secretariat@example.org" in page
    assert "Abbasova" not in page and "Kamran" not in page


def test_a_forwarded_link_of_a_nominee_names_neither_person_nor_committee(client, calling):
    one = calling.named(consent=False)
    page = client.get(path_in(newest(one.email))).content.decode()
    assert "a•••@example.org" in page and "secretariat@example.org" in page
    for word in ("Abbasova", "Aysel", "Scientific Affairs", "professor", "Baku Business University"):
        assert word not in page


@pytest.mark.parametrize("way", ["consent", "decline"])
def test_nobody_answers_for_a_nominee_without_the_code(client, calling, way):
    one = calling.named(consent=False)
    path = path_in(newest(one.email))
    answer = client.post(path + "answer/", {way: "1"})
    assert answer.status_code == 403
    one.refresh_from_db()
    assert one.consent == "asked"


def test_whoever_reads_the_mailbox_consents_by_a_button(client, calling):
    one = calling.named(consent=False)
    path = path_in(newest(one.email))
    prove(client, path, to=one.email)
    page = client.get(path).content.decode()
    assert "Scientific Affairs" in page and "Abbasova" in page and "I consent" in page and "18(1)" in page
    assert client.post(path + "answer/", {"consent": "1", "public": "on", "interests": "none"}).status_code == 302
    one.refresh_from_db()
    assert (one.consent, one.public, one.interests) == ("given", True, "none")
    client.post(path + "answer/", {"decline": "1"})
    one.refresh_from_db()
    assert (one.consent, one.public) == ("declined", False)


def test_a_wrong_code_five_times_is_the_end_of_that_code(client, calling):
    one = calling.named(consent=False)
    path = path_in(newest(one.email))
    client.post(path)
    right = code_of(mail.outbox[-1]).replace(" ", "")
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    answers = [client.post(path + "code/", {"code": wrong}) for _try in range(5)]
    assert all(answer.status_code in (422, 429) for answer in answers)
    assert client.post(path + "code/", {"code": right}).status_code in (422, 429)
    assert client.post(path + "answer/", {"consent": "1"}).status_code == 403


def test_a_link_opens_nothing_when_the_day_has_passed_that_data_are_kept_to(client, calling):
    """Also before the sweep has come round that deletes them."""
    one = calling.named(consent=False)
    link = path_in(newest(one.email))
    assert client.get(link).status_code == 200
    with clock.standing_at(datetime.combine(one.addressee.call.keep_until, time(12), clock.zone()) + timedelta(days=1)):
        assert client.get(link).status_code == 404
        assert client.post(link).status_code == 404


def test_the_pass_of_one_nominee_opens_no_other_page(client, calling):
    one, other = calling.named(consent=False), calling.named("Vüqar", "Kərimov", seat="substitute", consent=False)
    prove(client, path_in(newest(one.email)), to=one.email)
    page = client.get(path_in(newest(other.email))).content.decode()
    assert "Kərimov" not in page and "Send the code" in page
    assert client.get("/en/answers/committees-2027/bbu/").status_code in (302, 403)


def test_a_drafter_names_people_and_cannot_sign_off(client, calling):
    path = drafter(calling)
    prove(client, path, to=DRAFTER)
    base = "/en/answers/committees-2027/bbu/"
    form = {
        "place": "science:member", "given": "Aysel", "surname": "Abbasova", "email": "aysel@example.org", "language": "en",
        "position": "professor",
    }  # fmt: skip
    assert client.post(base + "add/", form).status_code == 302
    assert Nomination.objects.get().state == "draft"
    page = client.get(base).content.decode()
    assert "Abbasova" in page and "Signing off is left to other offices" in page
    assert "You may draft, but not sign off" in client.post(base + "sign/", follow=True).content.decode()
    assert Nomination.objects.get().state == "draft" and calling.addressee().answered_at is None
    assert (
        client.post(base + "drafters/add/", {"name": "x", "email": "y@example.org", "language": "en"}).status_code
        == 403
    )
    assert client.get("/en/answers/committees-2027/adpu/").status_code == 403


def test_a_drafter_changes_nothing_that_was_handed_in(client, calling):
    path = drafter(calling)
    one = calling.named()
    prove(client, path, to=DRAFTER)
    answer = client.post(f"/en/answers/committees-2027/bbu/{one.key}/withdraw/", follow=True)
    assert "was handed in" in answer.content.decode()
    one.refresh_from_db()
    assert one.state == "named"


def test_a_drafter_is_offered_nothing_on_what_was_handed_in(client, calling):
    path = drafter(calling)
    handed_in, draft = calling.named(consent=False), calling.name("Vüqar", "Kərimov", seat="substitute")
    base = "/en/answers/committees-2027/bbu/"
    prove(client, path, to=DRAFTER)
    page = client.get(base).content.decode()
    assert f"{base}{draft.key}/withdraw/" in page and f"{base}{handed_in.key}/" not in page
    client.force_login(calling.cast.rector)
    page = client.get(base).content.decode()
    assert f"{base}{draft.key}/withdraw/" in page and f"{base}{handed_in.key}/withdraw/" in page
    again = page.partition(f"{base}{handed_in.key}/again/")[2]
    assert again.partition("</form>")[0].count('class="button button--small button--quiet"') == 1
    assert 'class="ledger ledger--articles"' in page, "a paragraph and a name stand beside each other"


def test_a_drafter_who_was_taken_back_opens_nothing_any_more(client, calling):
    path = drafter(calling)
    prove(client, path, to=DRAFTER)
    calls.contact_withdraw(actor=calling.actor, contact=Contact.objects.get(email=DRAFTER))
    assert client.get(path).status_code == 404
    assert client.get("/en/answers/committees-2027/bbu/").status_code == 403


def test_an_address_with_an_account_signs_in_with_the_account_and_never_round_its_second_factor(client, calling):
    path = path_in(newest("rector@example.org"))
    page = client.get(path).content.decode()
    assert "/en/accounts/login/?next=" in page or "/az/accounts/login/?next=" in page
    client.post(path)
    assert not mail.outbox
    assert client.get(path + "code/").status_code == 302


def test_a_cv_of_another_kind_or_too_large_is_named_and_nothing_is_saved(client, calling):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(calling.cast.rector)
    form = {
        "place": "science:member", "given": "Aysel", "surname": "Abbasova", "email": "aysel@example.org", "language": "en",
        "position": "professor",
    }  # fmt: skip
    wrong = SimpleUploadedFile("cv.pdf", b"MZ\x90\x00 not a pdf", "application/pdf")
    answer = client.post("/en/answers/committees-2027/bbu/add/", form | {"cv": wrong})
    assert answer.status_code == 422 and "is not what its name says" in answer.content.decode()
    large = SimpleUploadedFile("cv.pdf", b"%PDF-" + b"0" * (MAX_SIZE + 1), "application/pdf")
    answer = client.post("/en/answers/committees-2027/bbu/add/", form | {"cv": large})
    assert answer.status_code == 422 and "at most 20 MB" in answer.content.decode()
    assert not Nomination.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"surname": "Аbbasova"}, "another alphabet (Cyrillic)"),
        ({"given": "Aysel", "surname": "Аббасова"}, "another alphabet (Latin)"),
        ({"surname": "Abbasova1"}, "“1” (place 9) cannot stand here"),
        ({"surname": "<b>Abbasova</b>"}, "“&lt;” (place 1) cannot stand here"),
        ({"email": "аysel@example.org"}, "do not have the letter “а”"),
        ({"surname": "Abba\u200bsova"}, "a sign here that nobody sees (ZERO WIDTH SPACE, place 5)"),
        ({"given": "Click http://evil.example/"}, "“:” (place 11) cannot stand here"),
        ({"given": "ꓮysel"}, "another alphabet (Lisu)"),
        ({"email": "no address"}, "Letters cannot be sent to “no address”"),
        ({"email": '"aysel abbasova"@example.org'}, "no quotation marks, and a domain with a dot"),
        ({"email": "aysel@[192.0.2.7]"}, "Letters cannot be sent to “aysel@[192.0.2.7]”"),
        ({"email": "aysel@localhost"}, "Letters cannot be sent to “aysel@localhost”"),
        ({"place": "presidium:president"}, "place"),
    ],
)
def test_names_and_addresses_that_only_look_right_are_refused_at_their_field(client, calling, facts, words):
    client.force_login(calling.cast.rector)
    form = {
        "place": "science:member", "given": "Aysel", "surname": "Abbasova", "email": "aysel@example.org", "language": "en",
        "position": "professor",
    }  # fmt: skip
    answer = client.post("/en/answers/committees-2027/bbu/add/", form | facts)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Nomination.objects.exists()


def test_the_same_person_twice_for_one_committee_is_named(client, calling):
    calling.name(email="aysel@example.org")
    client.force_login(calling.cast.rector)
    form = {
        "place": "science:substitute", "given": "A.", "surname": "Abbasova", "email": "AYSEL@example.org", "language": "en",
        "position": "professor",
    }  # fmt: skip
    answer = client.post("/en/answers/committees-2027/bbu/add/", form)
    assert answer.status_code == 422 and "is named for this committee already" in answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        ({"given": "A.", "email": "Aysel+2@Example.org"}, True),
        ({"email": "another@example.org"}, True),
        ({"given": "AYSEL", "surname": "Abbasova ", "email": "another@example.org"}, True),
        ({"given": "A.", "email": "ay.sel@example.org"}, False),
        ({"place": "education:member", "email": "another@example.org"}, False),
    ],
    ids=["address with a plus", "the same name", "the same name spelt otherwise", "a dot more", "another committee"],
)
def test_a_person_is_known_again_by_the_address_and_by_the_name(client, calling, facts, refused):
    calling.name(email="aysel@example.org")
    client.force_login(calling.cast.rector)
    form = {
        "place": "science:substitute", "given": "Aysel", "surname": "Abbasova", "language": "en", "position": "professor",
    }  # fmt: skip
    answer = client.post("/en/answers/committees-2027/bbu/add/", form | facts)
    assert answer.status_code == (422 if refused else 302)
    assert ("is named for this committee already" in answer.content.decode()) is refused
    assert Nomination.objects.count() == (1 if refused else 2)


def test_every_letter_of_a_call_waits_until_the_coordinator_releases_it(calling):
    calling.named(consent=False)
    nominations.nomination_ask(actor=calling.actor, nomination=Nomination.objects.get(), question="Who?")
    assert {one.state for one in Letter.objects.all()} == {Letter.State.HELD}
    calls.contact_add(
        actor=calling.answerer().actor, addressee=calling.addressee(), email=DRAFTER, name="Kamran", office="drafter", language="en",
        held=False,
    )  # fmt: skip
    assert newest(DRAFTER).state == Letter.State.WAITING, "whoever is let draft waits for the link"
