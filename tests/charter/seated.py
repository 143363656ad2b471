"""The club with more organs, for tests of who sits, for how long, and who acts."""

from __future__ import annotations

from typing import Any

from konfrans.charter import Charter, Outcome, Verdict, speak
from konfrans.charter.asking import ask

from .club import club

BOARD = """
[organs.board]
name = { az = "Şura", en = "Board" }
article = "1.1"

[organs.board.seats.chair]
article = "1.1"
office = "chair"
elected_by = "general_assembly"

[organs.board.seats.member]
article = "1.1"
name = { az = "üzv", en = "member" }
number = 4
elected_by = "general_assembly"

[offices.chair]
name = { az = "sədr", en = "Chair" }

[offices.deputy]
name = { az = "sədr müavini", en = "Deputy" }

[offices.treasurer]
name = { az = "xəzinədar", en = "Treasurer" }

[offices.rector]
name = { az = "rektor", en = "rector" }

[groups.state]
name = { az = "dövlət müəssisələri", en = "state institutions" }
article = "1.1"

[groups.private]
name = { az = "özəl müəssisələr", en = "private institutions" }
article = "1.1"

[groups.outside]
name = { az = "paytaxtdan kənar müəssisələr", en = "institutions outside the capital" }
article = "1.1"
"""


def board(more: str = "", *changes: tuple[str, str]) -> Charter:
    """The club with a board of a chair and four members, and more."""
    whose = ("[kinds.ordinary]\n", '[kinds.ordinary]\norgan = "general_assembly"\n')
    text = BOARD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return club(whose, more=text + more)


def asked(charter: Charter, question: str, **facts: Any) -> Verdict:
    """The verdict on facts as a file would hold them."""
    return ask(question, facts, charter)


def outcome(charter: Charter, question: str, **facts: Any) -> Outcome:
    return asked(charter, question, **facts).outcome


def met(verdict: Verdict) -> dict[str, bool | None]:
    """Each reason by its code, with whether it is met."""
    return {reason.code: reason.met for reason in verdict.reasons}


def told(verdict: Verdict, charter: Charter, code: str = "en") -> str:
    """The verdict as a reader has it, with plain spaces."""
    words = speak(code)
    return f"{words.outcome(verdict)}: {words.why(verdict, charter)}".replace("\u00a0", " ")
