"""The board: what it counts, that it says it, and how little it reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import konfrans
from konfrans.committees.models import Addressee, CallCommittee, Committee, Nomination
from konfrans.committees.rules.board import board_of, cell_of
from konfrans.committees.rules.calls import Named
from konfrans.committees.services import nominations
from konfrans.people.models import Body, Institution
from tests.committees.house import text

SEATS = ("member", "substitute")


def named(seat="member", state="named", consent="given", at="u1", committee="c1") -> Named:
    return Named(f"{at}{committee}{seat}", at, committee, seat, f"{at}@example.org", "", state, consent)


@pytest.mark.parametrize(
    ("rows", "mark", "open_places"),
    [
        ([], "none", 2),
        ([named()], "one", 1),
        ([named("substitute")], "substitute", 1),
        ([named(), named("substitute")], "both", 0),
        ([named(state="refused")], "no", 2),
        ([named(state="refused"), named("substitute")], "no", 1),
        ([named(state="refused"), named()], "one", 1),
        ([named(consent="declined")], "none", 2),
        ([named(state="withdrawn")], "none", 2),
        ([named(state="asked"), named("substitute", state="confirmed")], "both", 0),
    ],
)
def test_a_cell_shows_who_stands(rows, mark, open_places):
    cell = cell_of(rows, SEATS)
    assert (cell.mark, cell.open) == (mark, open_places)


def test_the_board_adds_up():
    rows = [
        named(at="u1"),
        named("substitute", at="u1"),
        named(at="u2", consent="asked"),
        named(at="u2", committee="c2", state="refused"),
    ]
    board = board_of([("u1", True), ("u2", True), ("u3", False)], ("c1", "c2"), SEATS, rows)
    assert [row.institution for row in board.rows] == ["u3", "u1", "u2"]
    assert [(column.named, column.of) for column in board.columns] == [(2, 3), (0, 3)]
    assert (board.places, board.filled, board.open, board.refused, board.missing, board.answered) == (12, 3, 9, 1, 1, 2)


def fill(calling, universities: int, committees: int) -> None:
    """A call of that size, every place filled."""
    call = calling.call
    bodies = Body.objects.bulk_create(
        Body(key=f"c-{at}", kind="committee", name=text(f"Committee {at}")) for at in range(committees)
    )
    rows = Committee.objects.bulk_create(Committee(body=one, sort="standing", organ="committee") for one in bodies)
    call.asked.all().delete()
    CallCommittee.objects.bulk_create(CallCommittee(call=call, committee=one, place=at) for at, one in enumerate(rows))
    Addressee.objects.filter(call=call).delete()
    places = Institution.objects.bulk_create(
        Institution(
            key=f"x{at}",
            code=f"X{at}",
            kind="university",
            country="AZ",
            name=text(f"University X{at}"),
            sort_key=f"{at:04}",
        )
        for at in range(universities)
    )
    asked = Addressee.objects.bulk_create(
        Addressee(call=call, institution=one, answered_at=timezone.now()) for one in places
    )
    Nomination.objects.bulk_create(
        Nomination(
            addressee=one, committee=committee, seat=seat, given="A", surname=f"B{at}", language="en", state="named", consent="given",
            email=f"{one.pk}.{committee.pk}.{seat}@example.org", drafted_at=timezone.now(), named_at=timezone.now(),
        )
        for at, one in enumerate(asked) for committee in rows for seat in SEATS
    )  # fmt: skip


@pytest.mark.django_db
def test_a_board_of_two_hundred_universities_and_ten_committees_asks_at_most_eleven_queries(client, calling):
    fill(calling, 200, 10)
    client.force_login(calling.cast.secretary)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/en/desk/calls/committees-2027/").content.decode()
    assert page.count("mark--both") >= 2000 and "University X199" in page
    assert len(asked) <= 11, "\n".join(one["sql"][:150] for one in asked)


@pytest.mark.django_db
def test_the_board_says_who_is_late_what_was_refused_and_whose_consent_is_missing(client, calling):
    one = calling.named(consent=False)
    other = calling.named("Vüqar", "Kərimov", seat="substitute")
    nominations.nomination_refuse(actor=calling.actor, nomination=other, article="18.3", reason="Sits elsewhere.")
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/committees-2027/").content.decode().replace("\u00a0", " ")
    for words in (
        "Universities that have answered: 1 of 17", "Sits elsewhere.", "Article 18(3)", one.full_name, "no answer yet",
        "No address on record.", "9 needed", "8 short", "Article 17(3)", "Article 18(2)",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.django_db
def test_competing_nominations_stand_side_by_side_with_declared_interests(client, calling):
    calling.named()
    other = calling.named("Vüqar", "Kərimov", consent=False)
    nominations.consent_give(nomination=other, public=False, interests="Owns a laboratory.")
    client.force_login(calling.cast.secretary)
    page = client.get("/en/desk/calls/committees-2027/committees/science/").content.decode()
    assert "Several named for one place" in page and "Owns a laboratory." in page and "none declared" in page


def test_the_last_row_of_the_board_breaks_between_words_alone():
    css = (Path(konfrans.__file__).parent / "site/static/konfrans/css/record.css").read_text("utf-8")
    (rule,) = [line for line in css.splitlines() if line.startswith(".matrix tfoot th {")]
    assert "overflow-wrap: normal" in rule and "hyphens: manual" in rule
    narrow = css[css.index("@container body (width < 46rem) {\n  .matrix thead") :]
    (column,) = [line for line in narrow.splitlines() if line.startswith("  .nom thead th:first-child, ")]
    assert ".nom tfoot th" in column, "the column of the row's name is as wide as its longest word"
