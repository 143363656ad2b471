"""The first hour of a new conference, through commands and pages alone: from the founding to the first published decision."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache

from konfrans.cli import conference as conference_command
from konfrans.cli import people as people_command
from konfrans.cli import statutes as statutes_command
from konfrans.kernel import clock, journal
from tests.decisions.house import CHARTER

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
CODE = re.compile(r"\b(\d{3} \d{3})\b")


@pytest.fixture(autouse=True)
def _today():
    cache.clear()
    with clock.standing_at(TODAY):
        yield


class Pages:
    """Pages as a secretary uses them: every form is read before it is sent."""

    def __init__(self, client) -> None:
        self.client = client

    def read(self, path: str) -> str:
        answer = self.client.get(f"/en/{path}")
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode().replace("\u00a0", " ")

    def send(self, path: str, **fields) -> str:
        """Send a form of which every field is on its page; the address that it leads to."""
        page = self.read(path)
        for name in fields:
            assert f'name="{name}"' in page, f"{path} has no field {name}"
        return self.press(path, **fields)

    def press(self, path: str, **fields) -> str:
        answer = self.client.post(f"/en/{path}", fields)
        assert answer.status_code == 302, re.findall(r'class="errors".*?</div>', answer.content.decode(), re.DOTALL)
        return answer["Location"].removeprefix("/en/")


def sign_in(client, capsys) -> None:
    people_command.invite_secretary("first@example.org", name="Sevda Əliyeva", lang="en")
    link = re.search(r"/en/invitations/\S+", capsys.readouterr().out)
    assert link
    answer = client.post(link[0])
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    answer = client.post(answer["Location"], {"code": found[1]})
    assert answer.status_code == 302


def test_from_the_founding_to_the_first_decision_without_a_line_of_code(client, capsys):
    conference_command.found(
        name=["az=Rektorlar Konfransı", "en=Conference of Rectors"], country="AZ", mail="office@example.org", key="caur",
    )  # fmt: skip
    sign_in(client, capsys)
    pages = Pages(client)

    for n in (1, 2, 3):
        pages.send(
            "desk/institutions/add/", key=f"u{n}", code=f"U{n}", kind="university", country="AZ", name_az=f"Universitet {n}",
            name_en=f"University {n}", city_az="Bakı", city_en="Baku",
        )  # fmt: skip
    pages.send(
        "desk/bodies/add/", key="general-assembly", kind="organ", name_az="Ümumi Yığıncaq", name_en="General Assembly"
    )
    assert statutes_command.load(CHARTER, "2026-01-16") == 0

    hint = pages.read("desk/members/admit/")
    assert "none is entered" in hint and "/en/desk/members/categories/add/" in hint
    assert "/en/desk/members/categories/" in pages.read("desk/members/")
    to = pages.send(
        "desk/members/categories/add/",
        key="full",
        name_az="həqiqi üzv",
        name_en="full member",
        votes="yes",
        article="6.1",
    )
    assert "full member" in pages.read(to) and "has a vote" in pages.read(to)
    for n in (1, 2, 3):
        pages.send("desk/members/admit/", institution=f"u{n}", category="full", since="2026-01-16")
    assert "Members with a vote: 3; entitled today: 3" in pages.read("desk/members/")

    attendance = pages.send(
        "desk/meetings/create/", body="general-assembly", kind="ordinary", call="1", date="2026-11-25", place_az="Bakı",
        place_en="Baku",
    )  # fmt: skip
    session = pages.send(attendance, how_u1="present", how_u2="present", how_u3="absent")
    assert "Present or represented: 2 of 3 entitled to vote" in pages.read(session)
    draft = pages.send(
        f"{session}decide/", kind="ordinary", title_az="İlk qərar", title_en="The first decision", text_az="Mətn", text_en="Text",
        yes="2", no="0", abstain="0", blank="0", invalid="0", do="save",
    )  # fmt: skip
    assert "Draft, seen by the secretariat alone" in pages.read(draft)
    assert pages.press(f"{draft}publish/") == "decisions/2026/1/"

    client.logout()
    shown = pages.read("decisions/2026/1/")
    assert "The first decision" in shown and "Adopted" in shown
    assert journal.verify().fault is None
