"""The club with more organs, for tests of who sits, for how long, and who acts."""

from __future__ import annotations

from typing import Any

from konfrans.charter import Charter, Outcome, Verdict, speak
from konfrans.charter.asking import ask
from konfrans.charter.words import COMPLETE

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
    """The verdict on facts as a file would hold them; each of its reasons is worded in every complete language."""
    verdict = ask(question, facts, charter)
    for words in map(speak, COMPLETE):
        for reason in verdict.reasons:
            said = [words.heading(reason), words.text(reason, charter), *words.labels(reason)]
            assert all(said) and not any(sign in one for one in said for sign in "{}"), (reason, said)
        assert words.why(verdict, charter), verdict
        assert not [step for step in verdict.next if words.act(step.act) == step.act]
    return verdict


def outcome(charter: Charter, question: str, **facts: Any) -> Outcome:
    return asked(charter, question, **facts).outcome


def met(verdict: Verdict) -> dict[str, bool | None]:
    """Each reason by its code, with whether it is met."""
    return {reason.code: reason.met for reason in verdict.reasons}


def told(verdict: Verdict, charter: Charter, code: str = "en") -> str:
    """The verdict as a reader has it, with plain spaces."""
    words = speak(code)
    return f"{words.outcome(verdict)}: {words.why(verdict, charter)}".replace("\u00a0", " ")


# a term of the board's chair --------------------------------------------------------------------------------------------

TWO_YEARS = "length = { years = 2 }"
FIXED = "length = { years = 2 }\nfixed = { month = 8, day = 1, year = 2013 }"
REST = 'by_election = { article = "1.2", within = { days = 60 } }'
RECTOR = 'ends_with = [{ article = "1.2", office = "rector" }]'
DEPUTIES = 'acting = { article = "1.2", posts = ["deputy", "treasurer"], how = "HOW" }'


def term(*rules: str) -> Charter:
    """The board's charter with a term of its chair."""
    return board('[terms.chair]\narticle = "1.1"\nseats = ["board.chair"]\n' + "\n".join(rules) + "\n")


def end(charter: Charter, **facts: Any) -> tuple[str | None, str]:
    """When the chair's term ends, and by what."""
    answer = asked(charter, "term", seat="board.chair", **facts).answer
    return answer["ends"], answer["cause"]


def acting(charter: Charter, **facts: Any) -> tuple[list[str], str]:
    """Who acts for the chair, and in which way."""
    answer = asked(charter, "term", seat="board.chair", **{"elected": "2027-01-15", **facts}).answer
    return answer["acting_posts"], answer["way"]
