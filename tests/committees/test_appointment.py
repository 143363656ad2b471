"""The letter of appointment: one page, for who runs the call and for the person; without a name once it was erased."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from konfrans.committees.models import Nomination
from konfrans.committees.selectors.access import nominee_pass
from konfrans.committees.selectors.prints import appointment_pdf
from konfrans.committees.services.letters import _new_token
from konfrans.committees.services.personal import appointments_note
from konfrans.committees.views.passes import KEY
from konfrans.kernel import clock
from konfrans.kernel.letters import letters_release, letters_send
from konfrans.kernel.models import Letter
from konfrans.people import services as people
from konfrans.people.selectors import standing_of
from tests.committees.appointment_house import NAMES, OPEN, REFUSED, SUBSTITUTE, TODAY, address, play, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def played(cast):
    return play(cast)


def read(content: bytes) -> tuple[PdfReader, str]:
    pdf = PdfReader(io.BytesIO(content))
    return pdf, " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def path(one: Nomination, language: str = "en") -> str:
    with override(language):
        return reverse("appointment_letter", args=[one.addressee.call.key, one.key, language])


def proven(client, one: Nomination) -> str:
    """A link to the nominee's page, in a browser that has proved the address; gives the token."""
    token = _new_token(one)
    session = client.session
    session[KEY] = {nominee_pass(one): f"{clock.machine().isoformat()} "}
    session.save()
    return token


def test_the_letter_says_who_what_by_which_paragraph_from_when_to_when(played):
    one = played.one(0)
    pdf, words = read(appointment_pdf(one, "en"))
    assert len(pdf.pages) == 1
    for said in (
        "Conference of Azerbaijan University Rectors", "Letter of appointment", f"science/2026/{one.filled_id}", "6 November 2026",
        "Bəhruz Həşimlizadə", "kafedra müdiri 0", "Scientific Affairs", "member", "University 01", "9 November 2026", "9 November 2028",
        "Article 18(1)", "Each member names somebody of its own.", "Its mandate is not public.", "President", "Nail Quliyev",
    ):  # fmt: skip
        assert said in words, said
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_the_letter_in_azerbaijani_writes_dates_and_paragraphs_as_law_does(played):
    pdf, words = read(appointment_pdf(played.one(SUBSTITUTE), "az"))
    assert pdf.trailer["/Root"]["/Lang"] == "az"
    for said in (
        "Azərbaycan Rektorlar Konfransı",
        "Elmi işlər",
        "ehtiyat üzv",
        "9 noyabr 2026-cı il",
        "Nizamnamənin 18.1-ci bəndi",
    ):
        assert said in words, said


def test_a_long_mandate_and_many_themes_still_fit_one_page(cast):
    long = "Komitə elmi siyasət və birgə tədqiqatlar barədə təklif hazırlayır. " * 60
    lines = [(text(f"Mövzu {n} " * 30, f"Theme {n} " * 30), text("nümunə", "sample")) for n in range(20)]
    played = play(cast, mandate=text(long, long), themes=lines, sample=True)
    for language in ("az", "en"):
        pdf, words = read(appointment_pdf(played.one(0), language))
        assert len(pdf.pages) == 1
        assert "Nail Quliyev" in words and "…" in words


def test_a_sample_is_marked_on_the_letter_and_a_real_person_is_not(cast):
    played = play(cast, mandate=text("Vəzifə.", "Task."), sample=True)
    assert "Həşimlizadə (sample)" in read(appointment_pdf(played.one(0), "en"))[1]
    Nomination.objects.update(sample=False)
    played.one(0).filled.__class__.objects.update(sample=False)
    assert "Həşimlizadə (sample)" not in read(appointment_pdf(played.one(0), "en"))[1]


def test_text_of_people_is_never_read_as_markup_of_the_letter(played):
    Nomination.objects.filter(pk=played.named[0].pk).update(position="#panic() *bold* \\ $x$")
    assert "#panic() *bold*" in read(appointment_pdf(played.one(0), "en"))[1]


def test_who_runs_the_call_gets_the_letter_and_nobody_else_does(played, client, cast):
    one = played.one(0)
    assert client.get(path(one)).status_code == 302
    for account, status in ((cast.rector, 403), (cast.chair, 403), (cast.stranger, 403), (cast.secretary, 200)):
        client.force_login(account)
        assert client.get(path(one)).status_code == status
    answer = client.get(path(one))
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == 'attachment; filename="appointment-science-en.pdf"'
    assert "Həşimlizadə" in read(answer.content)[1]


@pytest.mark.parametrize("at", [REFUSED, OPEN])
def test_who_was_not_appointed_has_no_letter(played, client, cast, at):
    client.force_login(cast.secretary)
    assert client.get(path(played.one(at))).status_code == 404
    page = client.get(reverse("nomination", args=["committees-2026", played.one(at).key])).content.decode()
    assert "letter-en.pdf" not in page


def test_a_language_that_the_conference_does_not_have_is_not_there(played, client, cast):
    client.force_login(cast.secretary)
    with override("en"):
        address_of = reverse("appointment_letter", args=["committees-2026", played.one(0).key, "xx"])
    assert client.get(address_of).status_code == 404


def test_the_pages_offer_the_letter_in_each_language(played, client, cast):
    one = played.one(0)
    token = proven(client, one)
    own = client.get(f"/en/consent/{token}/").content.decode()
    client.force_login(cast.secretary)
    desk = client.get(f"/en/desk/calls/committees-2026/nominations/{one.key}/").content.decode()
    for code in ("az", "en"):
        assert f'href="/en/consent/{token}/letter-{code}.pdf"' in own
        assert f'href="/en/desk/calls/committees-2026/nominations/{one.key}/letter-{code}.pdf"' in desk


def test_the_nominee_gets_the_own_letter_once_the_address_is_proved(played, client):
    one = played.one(0)
    token = _new_token(one)
    assert client.get(f"/en/consent/{token}/letter-az.pdf").status_code == 403
    other = proven(client, played.one(2))
    assert client.get(f"/en/consent/{token}/letter-az.pdf").status_code == 403
    assert "Ağayevski" in read(client.get(f"/en/consent/{other}/letter-az.pdf").content)[1]
    assert client.get("/en/consent/no-such-token/letter-az.pdf").status_code == 404


def test_after_an_erasure_the_letter_names_seat_university_and_days_and_nobody(played, client, cast):
    one = played.one(0)
    token = proven(client, one)
    people.person_erase(actor=standing_of(cast.secretary.pk).actor(), person=one.person)
    words = read(appointment_pdf(played.one(0), "en"))[1]
    assert "name erased at the person's request, 25 November 2026" in words
    assert "University 01" in words and "9 November 2028" in words and "Ended before" in words
    assert not any(name in words for pair in NAMES for name in pair) and "kafedra" not in words
    assert client.get(f"/en/consent/{token}/letter-en.pdf").status_code == 404


def test_a_president_whose_name_was_erased_leaves_the_office_to_sign(played, cast):
    cast.rector.person.__class__.objects.filter(pk=cast.rector.person.pk).update(given="", surname="", erased_on=TODAY)
    words = read(appointment_pdf(played.one(0), "en"))[1]
    assert "President" in words and "Quliyev" not in words


def test_when_the_mail_left_is_written_down_and_stays_when_the_mail_is_deleted(played, cast):
    one = played.one(0)
    assert one.letter is not None and one.letter.to == address(0) and one.letter.state == "held"
    assert appointments_note() == 0
    letters_release(actor=standing_of(cast.secretary.pk).actor(), letters=[one.letter])
    letters_send()
    assert Letter.objects.get(pk=one.letter_id).state == "sent"
    assert appointments_note() == 1 and appointments_note() == 0
    noted = played.one(0).letter_sent_at
    assert noted == Letter.objects.get(pk=one.letter_id).sent_at
    Letter.objects.filter(pk=one.letter_id).delete()
    assert played.one(0).letter_sent_at == noted and played.one(0).letter is None
    assert played.one(2).letter_sent_at is None
