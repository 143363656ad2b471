"""An open call for two committees, a university that answers it, and short ways to hand in spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from konfrans.committees.models import Call, Committee, Nomination
from konfrans.committees.selectors.access import Answerer, access_answer
from konfrans.committees.services import calls
from konfrans.committees.services.committees import committee_create
from konfrans.committees.services.nominations import answer_sign, consent_give
from konfrans.kernel import clock
from konfrans.kernel.acts import Actor
from konfrans.kernel.localised import Localised
from konfrans.people import services as people
from konfrans.people.models import Account
from tests.cast import Cast, make_person
from tests.decisions.house import FOUNDED, House, build_house

TODAY = date(2026, 11, 21)
BEGINS = date(2026, 12, 15)
HEAD = ("committee", "seat", "given", "father", "patronymic", "surname", "email", "language", "position", "field")
ANAR = ("science", "member", "Anar", "Elçin", "oğlu", "Dadaşov", "anar@example.org", "az", "dekan", "kimya")
AYSEL = ("education", "substitute", "Aysel", "", "", "Qasımova", "aysel@example.org", "en", "dosent", "")


@dataclass
class Sheets:
    """The house of these tests."""

    cast: Cast
    house: House
    call: Call
    science: Committee
    education: Committee
    rector: Account
    other_rector: Account
    actor: Actor

    def answerer(self, key: str = "u01") -> Answerer:
        account = self.rector if key == "u01" else self.other_rector
        return access_answer(account.pk, {}, self.call.key, key)

    def client(self, account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    @property
    def page(self) -> str:
        return f"/en/answers/{self.call.key}/u01/spreadsheet/"

    @property
    def roster_page(self) -> str:
        return "/en/desk/committees/science/roster/import/"

    def signed_and_consented(self) -> list[Nomination]:
        """Hand in what is drafted, and let everybody consent."""
        answer_sign(answerer=self.answerer())
        named = list(Nomination.objects.filter(state="named"))
        return [consent_give(nomination=one, public=True) for one in named]


def build(cast: Cast) -> Sheets:
    """Two standing committees, and a call to the members that the secretariat runs."""
    house = build_house(cast, members=5, present=3)
    rector_person, rector = make_person("Rəna", "Sultanova", "rector.u01@example.org")
    other_person, other = make_person("Tofiq", "Hüseynli", "rector.u02@example.org")
    for person, key in ((rector_person, 0), (other_person, 1)):
        people.office_begin(
            actor=house.actor, kind="rector", person=person, institution=house.members[key], since=FOUNDED
        )
    science = committee_create(
        actor=house.actor, key="science", name=cast.committee.name, sort="standing", body=cast.committee
    )
    education = committee_create(
        actor=house.actor,
        key="education",
        name=Localised.of(az="Təhsil", en="Education"),
        sort="standing",
        since=FOUNDED,
    )
    call = calls.call_create(
        actor=house.actor, key="spring", title=Localised.of(az="Çağırış", en="The call"), committees=[science, education],
        members_on=TODAY, closes_at=datetime.combine(date(2026, 12, 12), time(23, 59), tzinfo=clock.zone()), begins_on=BEGINS,
        keep_until=date(2027, 6, 30),
    )  # fmt: skip
    calls.call_open(actor=house.actor, call=call)
    return Sheets(cast, house, call, science, education, rector, other, house.actor)


def xlsx(*rows: Sequence[object], merged: str = "", others: Sequence[str] = ()) -> bytes:
    """A workbook with these rows on its first sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    for name in others:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(*rows: Sequence[object], sign: str = ",", code: str = "utf-8") -> bytes:
    """The same rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows(rows)
    return out.getvalue().encode(code)


def given(client: Client, page: str, data: bytes, name: str = "people.xlsx"):
    """Hand a file in."""
    return client.post(page, {"file": SimpleUploadedFile(name, data)})


def seen(answer) -> str:
    """What was looked at, as the page holds it."""
    return answer.context["enter"].initial["seen"]


def faults(answer) -> list[tuple[int, str, str]]:
    """Row, column and sentence of each fault on the page."""
    return [(one["row"], one["column"], one["text"]) for one in answer.context.get("faults", [])]


def cells(data: bytes) -> list[tuple[object, ...]]:
    """What a workbook holds."""
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
