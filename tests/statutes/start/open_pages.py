"""In a process and a home of its own: the first secretary of a conference signs in, holds a session, records decisions, and opens
pages, all in the conference's first language. Prints what was seen as JSON. `python -m tests.statutes.start.open_pages LINK`"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from typing import Any

import django

NOW = datetime(2031, 3, 2, 22, 30, tzinfo=UTC)
"""Half past midnight of the next day in Vilnius; in Baku it is half past two."""
TODAY = "2031-03-03"


class Missing:
    """Stands behind a catalogue and notes what it was asked for."""

    def __init__(self, behind: Any, asked: set[str]) -> None:
        self.behind, self.asked = behind, asked

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.behind, name)
        if name not in ("gettext", "ngettext", "pgettext", "npgettext"):
            return found

        def say(*args: Any) -> str:
            text = args[1] if name.startswith(("pg", "npg")) else args[0]
            if text:
                self.asked.add(text)
            return str(found(*args))

        return say


class Pages:
    """Pages as a secretary uses them."""

    def __init__(self, client: Any, language: str) -> None:
        self.client, self.language = client, language
        self.seen: dict[str, str] = {}

    def read(self, path: str) -> str:
        answer = self.client.get(f"/{self.language}/{path}")
        assert answer.status_code == 200, (path, answer.status_code, answer.get("Location"))
        self.seen[path] = answer.content.decode().replace("\u00a0", " ")
        return self.seen[path]

    def send(self, path: str, **fields: Any) -> str:
        answer = self.client.post(f"/{self.language}/{path}", fields)
        wrong = re.findall(r'class="errors".*?</div>', answer.content.decode(), re.DOTALL)
        assert answer.status_code == 302, (path, answer.status_code, wrong)
        return str(answer["Location"]).removeprefix(f"/{self.language}/")


def main(link: str) -> None:
    django.setup()
    from django.conf import settings
    from django.core import mail
    from django.test import Client, override_settings
    from django.test.utils import setup_test_environment
    from django.utils.translation import trans_real

    from konfrans.kernel import clock

    setup_test_environment()
    first = settings.LANGUAGES[0][0]
    asked: set[str] = set()
    catalogue: Any = trans_real.translation(first)
    catalogue._fallback = Missing(catalogue._fallback, asked)
    pages = Pages(Client(), first)
    with override_settings(KONFRANS_SECOND_FACTOR=False, ALLOWED_HOSTS=["*"]):
        sign_in(pages, link, mail)
    with override_settings(KONFRANS_SECOND_FACTOR=False, ALLOWED_HOSTS=["*"]), clock.standing_at(NOW):
        hold_a_session(pages)
        for path in ("desk/", "desk/start/", "desk/members/", "", "members/", "members/u1/", "charter/", "decisions/",
                     "decisions/2031/1/", "decisions/2031/2/"):  # fmt: skip
            pages.read(path)
        pages.client.logout()
        pages.read("accounts/login/")
        pages.read("")
    json.dump({"pages": pages.seen, "missing": sorted(asked), "zone": settings.TIME_ZONE}, sys.stdout)


def sign_in(pages: Pages, link: str, mail: Any) -> None:
    path = re.sub(r"^https?://[^/]+", "", link)
    answer = pages.client.post(path)
    code = re.search(r"\b(\d{3} \d{3})\b", str(mail.outbox[-1].body))
    assert code
    answer = pages.client.post(answer["Location"], {"code": code[1]})
    assert answer.status_code == 302, answer.content.decode()


def hold_a_session(pages: Pages) -> None:
    attendance = pages.send(
        "desk/meetings/create/",
        body="assembly",
        kind="ordinary",
        call="1",
        date=TODAY,
        place_lt="Vilnius",
        place_en="Vilnius",
    )
    there = {f"how_u{n}": "present" if n <= 8 else "absent" for n in range(1, 13)}
    session = pages.send(attendance, **{**there, "how_u9": "represented", "by_u9": "u1"})
    for title, yes, no, abstain in (("Dėl veiklos plano", 6, 2, 1), ("Dėl nario mokesčio", 3, 5, 1)):
        draft = pages.send(
            f"{session}decide/", kind="ordinary", title_lt=title, title_en="A sample decision", text_lt="Pritarti.", text_en="To approve.",
            yes=yes, no=no, abstain=abstain, blank=0, invalid=0, do="save",
        )  # fmt: skip
        pages.send(f"{draft}publish/")


if __name__ == "__main__":
    main(sys.argv[1])
