"""What is held of a nominee comes out, goes when the person asks or the day has passed, and the record of seats stays."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField, JSONField, TextField
from django.test import Client

from konfrans.cli import people as commands
from konfrans.committees.models import Contact, Nomination, Seat
from konfrans.committees.selectors import nomination_shown
from konfrans.committees.services.personal import appointments_note, nominations_forget
from konfrans.committees.services.seating import seats_end
from konfrans.kernel import clock, journal
from konfrans.kernel.files import UNUSED, files_clear, path_of
from konfrans.kernel.letters import letters_about, letters_release, letters_send
from konfrans.kernel.models import JournalEntry, Letter, StoredFile
from konfrans.kernel.refusals import Refused
from konfrans.people import registries, services
from konfrans.people.models import Person
from konfrans.people.selectors import holdings, standing_of, subject_of
from tests.committees.appointment_house import DRAFT, KEPT, NAMES, OPEN, QUESTION, REASON, REFUSED, TODAY, address, play
from tests.people.test_personal_data import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def played(cast, settings, tmp_path):
    """With uploads in a folder of its own: a sweep of another test would take them for left-overs."""
    settings.KONFRANS_FILES = tmp_path / "files"
    return play(cast)


def holds(*words: str) -> list[tuple[str, str]]:
    """Where in the database one of these words stands."""
    found = []
    for model in apps.get_models():
        texts = [f.name for f in model._meta.fields if isinstance(f, (CharField, TextField, EmailField, JSONField))]
        for row in model._default_manager.values_list(*texts) if texts else ():
            found += [(model.__name__, word) for word in words if word in str(row)]
    return found


def send_all(cast) -> None:
    """Every letter leaves, those of appointment too."""
    actor = standing_of(cast.secretary.pk).actor()
    letters_release(actor=actor, letters=list(Letter.objects.filter(state="held")))
    letters_send()


# Found and exported -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [REFUSED, OPEN, DRAFT])
def test_a_nominee_without_an_account_is_found_by_the_address_of_the_nomination(played, at):
    subject = subject_of(address(at).upper())
    assert subject == registries.Subject(None, (address(at),))
    (named,) = holdings(subject)["other_domains"]["committees"]["nominations"]
    assert (named["surname"], named["email"], named["cv"]) == (NAMES[at][1], address(at), f"cv-{at}.pdf")
    assert named["position"] == f"kafedra müdiri {at}"
    assert (named["question"], named["refused_reason"]) == (
        QUESTION if at == OPEN else "",
        REASON if at == REFUSED else "",
    )


def test_who_was_appointed_is_found_by_the_address_with_seat_letters_and_person(played, cast):
    send_all(cast)
    held = holdings(subject_of(address(0)))
    assert held["person"]["key"] == played.one(0).person.key and held["account"] is None
    assert held == holdings(subject_of(played.one(0).person.key))
    (seat,) = held["other_domains"]["committees"]["seats"]
    assert (seat["committee"], seat["seat"], seat["university"]) == ("science", "member", "u01")
    (named,) = held["other_domains"]["committees"]["nominations"]
    assert named["interests"] and named["consent"] == "given" and named["appointment_letter_sent_at"] is not None
    assert len(held["letters"]) == 2 and {row["to"] for row in held["letters"]} == {address(0)}


def test_the_export_holds_nothing_of_another_nominee(played):
    words = json.dumps(holdings(subject_of(address(0))), default=str, ensure_ascii=False)
    for at in range(1, len(NAMES)):
        assert NAMES[at][1] not in words and address(at) not in words


def test_an_address_that_works_on_an_answer_is_found(played):
    held = holdings(subject_of("office.u10@example.org"))["other_domains"]["committees"]
    assert [row["university"] for row in held["addresses_for_answers"]] == ["u10"] and held["nominations"] == []


def test_an_address_that_nobody_named_is_said_to_be_unknown(played):
    with pytest.raises(Refused, match="Nobody is known"):
        subject_of("nobody@example.org")


def test_two_persons_behind_one_address_are_told_apart(played):
    other = services.person_create(actor=played.house.actor, given="A", surname="B")
    Nomination.objects.filter(pk=played.named[1].pk).update(email=address(0), person=other)
    with pytest.raises(Refused, match="Several persons"):
        subject_of(address(0))


def test_what_somebody_else_signs_in_with_is_not_taken_for_an_address_of_the_person(played, cast):
    Nomination.objects.filter(pk=played.named[0].pk).update(email=cast.chair.email)
    assert subject_of(played.one(0).person.key).emails == ()
    services.person_erase(actor=played.house.actor, person=played.one(0).person)
    cast.chair.refresh_from_db()
    assert cast.chair.person.full_name == "Leyla Məmmədova"


# Erased at the person's request -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [REFUSED, OPEN, DRAFT])
def test_a_nominee_without_a_person_is_erased_by_address(played, cast, capsys, at):
    send_all(cast)
    desk = Client()
    desk.force_login(cast.secretary)
    given, surname = NAMES[at]
    assert holds(surname, address(at))
    assert run(commands.erase, address(at)) == 2
    assert f"konfrans person erase {address(at)} --yes" in capsys.readouterr().err and holds(surname)
    assert run(commands.erase, address(at), yes=True) == 0
    assert f"Erased: {address(at)}" in capsys.readouterr().out
    assert holds(surname, f"{given} {surname}", address(at), f"kafedra müdiri {at}<") == []
    left = Nomination.objects.filter(pk=played.named[at].pk).first()
    if at == DRAFT:
        assert left is None
    else:
        assert left is not None and left.state == {REFUSED: "refused", OPEN: "withdrawn"}[at]
        assert left.erased_on == TODAY and left.cv_id is None and left.seat == "member"
        assert nomination_shown(left) is None, "nobody is left to judge"
        page = desk.get(f"/en/desk/calls/{left.addressee.call.key}/nominations/{left.key}/").content.decode()
        assert {REFUSED: "refused", OPEN: "erased"}[at] in page and "nothing is left to judge" in page
        assert "consent given" not in page and "may take the seat" not in page
    assert run(commands.erase, address(at), yes=True) == 2
    assert "Nobody is known" in capsys.readouterr().err


def test_what_was_asked_and_answered_about_a_person_falls_out_of_letters_to_the_university(played, cast):
    send_all(cast)
    told = letters_about("call:committees-2026").filter(to__startswith="office.u1")
    words = " ".join(told.values_list("text", flat=True))
    assert QUESTION in words and REASON in words and NAMES[OPEN][1] in words
    before = told.count()
    for at in (OPEN, REFUSED):
        services.address_erase(actor=played.house.actor, address=address(at))
    words = " ".join(told.values_list("text", flat=True))
    assert told.count() == before and QUESTION not in words and REASON not in words
    assert not any(NAMES[at][1] in words for at in (OPEN, REFUSED))


def test_an_address_of_a_person_is_erased_by_the_person(played):
    with pytest.raises(Refused, match=str(played.one(0).person.key)):
        services.address_erase(actor=played.house.actor, address=address(0))


def test_who_was_appointed_leaves_no_name_and_the_seat_the_university_and_the_days_stay(played, cast, client):
    send_all(cast)
    anchor = journal.anchor()
    person, seat, verdict = played.one(0).person, played.one(0).filled, played.composition.verdict
    assert verdict
    assert run(commands.erase, address(0), yes=True) == 0
    assert holds(NAMES[0][1], address(0), "kafedra müdiri 0") == []
    seat.refresh_from_db()
    assert (seat.institution.key, seat.seat, seat.until, seat.ended_why) == ("u01", "member", TODAY, "erased")
    assert not seat.public and Person.objects.get(pk=person.pk).erased_on == TODAY
    one = played.one(0)
    assert one.state == "confirmed" and one.filled_id == seat.pk and one.decided_at and one.links.count() == 0
    played.composition.refresh_from_db()
    assert one.key in played.composition.evidence and played.composition.verdict == verdict
    assert journal.verify(anchor).fault is None
    client.force_login(cast.secretary)
    for path in (
        "/en/committees/science/", "/en/desk/committees/science/", "/en/desk/calls/committees-2026/", "/en/desk/journal/",
        "/en/desk/calls/committees-2026/committees/science/", f"/en/desk/calls/committees-2026/nominations/{one.key}/",
        "/en/desk/mail/", f"/en/desk/people/{person.key}/",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 200 and NAMES[0][1] not in answer.content.decode(), path


def test_letters_that_went_out_are_listed_and_those_that_wait_are_dropped(played, cast, client, capsys):
    one = played.one(0)
    letters_release(actor=played.house.actor, letters=[one.letter])
    letters_send()
    assert run(commands.erase, address(0)) == 2
    said = "Letter of appointment: Scientific Affairs, member; named by: University 01"
    assert said in capsys.readouterr().err
    assert run(commands.erase, address(0), yes=True) == 0
    assert said in capsys.readouterr().out
    client.force_login(cast.secretary)
    page = client.get(f"/en/desk/people/{one.person.key}/").content.decode()
    assert "Sent before the name was erased" in page and said in page
    # The second one waits still: it is dropped, and nothing is listed for it.
    other = played.one(2)
    assert other.letter.state == "held"
    assert run(commands.erase, address(2), yes=True) == 0
    assert not Letter.objects.filter(pk=other.letter_id).exists()
    assert "Sent before" not in client.get(f"/en/desk/people/{other.person.key}/").content.decode()
    assert registries.left_of(registries.Subject(other.person.key, ())) == []


def test_the_letters_list_of_somebody_who_is_not_erased_is_not_on_the_page(played, cast, client):
    send_all(cast)
    client.force_login(cast.secretary)
    assert "Sent before" not in client.get(f"/en/desk/people/{played.one(0).person.key}/").content.decode()


def test_an_erased_person_counts_on_no_board_and_no_seat_and_the_others_stay(played, cast):
    services.address_erase(actor=played.house.actor, address=address(OPEN))
    services.person_erase(actor=played.house.actor, person=played.one(0).person)
    with clock.standing_at(TODAY + timedelta(days=1)):
        seats_end()
        assert Seat.objects.filter(until=None).count() == 8
    assert all(played.one(at).full_name for at in range(1, 9))


# Kept no longer than was said ---------------------------------------------------------------------------------------------


@contextmanager
def two_days_old():
    """The bytes of every upload came two days ago: what is unused is told by them."""
    for stored in StoredFile.objects.all():
        path = path_of(stored.sha256)
        was = path.stat().st_mtime - 2 * UNUSED.total_seconds()
        os.utime(path, (was, was))
    yield


def test_cvs_of_those_who_were_not_appointed_are_deleted_with_their_bytes_after_the_day(played):
    gone = {at: StoredFile.objects.get(pk=played.one(at).cv_id) for at in (REFUSED, OPEN, DRAFT)}
    kept = StoredFile.objects.get(pk=played.one(0).cv_id)
    with two_days_old():
        with clock.standing_at(KEPT):
            assert nominations_forget() == 0 and files_clear() == 0
        with clock.standing_at(KEPT + timedelta(days=1)):
            assert nominations_forget() == 5 and nominations_forget() == 0
            assert files_clear() == 6  # three rows, and the bytes of each
    for stored in gone.values():
        assert not StoredFile.objects.filter(pk=stored.pk).exists() and not path_of(stored.sha256).exists()
    assert StoredFile.objects.filter(pk=kept.pk).exists() and path_of(kept.sha256).exists()


def test_the_cv_of_somebody_appointed_goes_when_the_seat_has_ended(played):
    stored = StoredFile.objects.get(pk=played.one(0).cv_id)
    with two_days_old(), clock.standing_at(date(2028, 11, 11)):
        seats_end()
        nominations_forget()
        files_clear()
        assert played.one(0).filled.ended_why == "term" and played.one(0).cv_id is None
    assert not StoredFile.objects.filter(pk=stored.pk).exists() and not path_of(stored.sha256).exists()
    assert played.one(0).full_name == "Bəhruz Həşimlizadə"


def test_after_the_day_nothing_is_held_of_those_who_were_not_appointed(played, cast):
    send_all(cast)
    with clock.standing_at(KEPT + timedelta(days=1)):
        nominations_forget()
    for at in (REFUSED, OPEN, DRAFT):
        assert holds(NAMES[at][1], address(at)) == []
    assert not Contact.objects.exists()
    assert played.one(REFUSED).refused_article == "18.3" and played.one(REFUSED).state == "refused"
    assert holds(NAMES[0][1]) and Letter.objects.filter(to=address(0)).exists()


def test_letters_to_an_address_stay_while_another_nomination_of_it_stands(played, cast):
    send_all(cast)
    Nomination.objects.filter(pk=played.named[REFUSED].pk).update(email=address(0))
    with clock.standing_at(KEPT + timedelta(days=1)):
        nominations_forget()
    assert Letter.objects.filter(to=address(0)).count() == 2


def test_when_the_letter_left_is_known_after_the_erasure_though_no_sweep_had_noted_it(played, cast):
    send_all(cast)
    assert played.one(0).letter_sent_at is None
    services.person_erase(actor=played.house.actor, person=played.one(0).person)
    assert played.one(0).letter_sent_at is not None and played.one(0).letter is None
    assert appointments_note() == 8


# The journal --------------------------------------------------------------------------------------------------------------


def test_the_journal_never_holds_a_name_or_an_address(played, cast):
    send_all(cast)
    services.address_erase(actor=played.house.actor, address=address(OPEN))
    services.person_erase(actor=played.house.actor, person=played.one(0).person)
    with clock.standing_at(KEPT + timedelta(days=1)):
        nominations_forget()
    bodies = list(JournalEntry.objects.values_list("body", "object_key"))
    acts = {json.loads(body)["act"] for body, _key in bodies}
    assert {"nomination_draft", "answer_sign", "consent_give", "nomination_refuse", "composition_confirm", "seat_begin", "nomination_forget", "address_erase"} <= acts  # fmt: skip
    for body, key in bodies:
        for word in (
            [name for pair in NAMES for name in pair]
            + played.names()
            + ["office.u1", "kafedra müdiri", QUESTION, REASON]
        ):
            assert word not in body and word not in key, (word, body)
