"""The working group's sample draft: begun from the charter in force, changed by two of its members. It is not a draft of any project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from konfrans.demo.play.talking import talk
from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.people import selectors as people
from konfrans.statutes import services
from konfrans.statutes.rules import article_of, set_at, withdraw_answer
from konfrans.statutes.selectors import version_on

if TYPE_CHECKING:
    from konfrans.kernel.acts import Actor
    from konfrans.statutes.models import Draft

NAME = Localised.of(az="Layihə 3", en="Draft 3")
QUORUM = {
    "az": "Ümumi Yığıncaq səsvermə hüququ olan üzvlərin ən azı yarısı iştirak etdikdə və ya təmsil olunduqda səlahiyyətlidir.",
    "en": "The General Assembly may decide when at least half of the members entitled to vote are present or represented.",
}
AMENDMENT = {
    "az": "Dəyişiklik lehinə və əleyhinə verilmiş səslərin ən azı beşdə üçü lehinə olduqda qəbul edilir.",
    "en": "An amendment is adopted when at least three fifths of the votes cast for or against are for it.",
}
PROXIES = {
    "az": "İştirak edə bilməyən üzv başqa üzvün nümayəndəsinə yazılı etibarnamə verə bilər. Bir nümayəndəyə ikidən artıq etibarnamə verilə bilməz.",
    "en": "A member that cannot attend may authorise the representative of another member in writing. No representative holds more than two proxies.",
}
NO_LONGER_REMARKED = ("abstaining_harms", "more_present_fails", "two_block")
"""Remarks of the check on the old condition of an amendment, which the charter answers; of votes cast none is made."""


def play() -> Iterator[str]:
    """Three changes in November, by two members of the group."""
    with clock.standing_at(date(2026, 11, 3)):
        version = version_on(clock.today())
        assert version is not None
        draft = services.draft_open(
            actor=_actor("rector.au@example.org"), key="draft-3", name=NAME, body=people.body("charter-group"),
            text=version.document.text, began_from=version.document, sample=True,
        )  # fmt: skip
    _edit(date(2026, 11, 4), "rector.au@example.org", draft, _version)
    _edit(date(2026, 11, 5), "rector.au@example.org", draft, _quorum)
    _edit(date(2026, 11, 10), "rector.aztu@example.org", draft, _amendment)
    _edit(date(2026, 11, 12), "rector.aztu@example.org", draft, _proxies)
    yield "a sample draft of the charter in four steps, by two members of its working group"
    talk(draft)
    yield "comments on the draft by its working group and an invited reader, in a consultation until 9 December"


def _actor(email: str) -> Actor:
    account = people.account_by_address(email)
    assert account is not None
    return people.standing_of(account.pk).actor()


def _edit(day: date, email: str, draft: Draft, change: Callable[[dict[str, Any]], None]) -> None:
    with clock.standing_at(day):
        draft.refresh_from_db()
        services.draft_edit(actor=_actor(email), draft=draft, base=draft.last, change=change)


def _version(document: dict[str, Any]) -> None:
    document["version"] = "draft 3"


def _write(document: dict[str, Any], article: int, paragraph: int, text: dict[str, str]) -> None:
    for row in article_of(document, article)["paragraph"]:
        if row["number"] == paragraph:
            row["text"] |= text


def _quorum(document: dict[str, Any]) -> None:
    _write(document, 21, 1, QUORUM)
    rule = {"article": "21.1", "measure": "present_and_represented", "at_least": {"share": "1/2", "of": "entitled"}}
    set_at(document, ("organs", "general_assembly", "quorum"), rule)


def _amendment(document: dict[str, Any]) -> None:
    _write(document, 29, 3, AMENDMENT)
    rule = {"article": "29.3", "at_least": {"share": "3/5", "of": "cast"}}
    set_at(document, ("kinds", "charter_amendment", "condition"), rule)
    for finding in NO_LONGER_REMARKED:
        withdraw_answer(document, finding, "29.3")


def _proxies(document: dict[str, Any]) -> None:
    _write(document, 9, 2, PROXIES)
    set_at(document, ("representation", "proxies", "external", "cap"), 2)
