"""Elections of a small club for tests: a charter by a few rules, a round by its votes."""

from __future__ import annotations

from konfrans.charter import Charter, Outcome, Verdict
from konfrans.charter.asking import ask

from .club import club

OFFICES = """
[offices.rector]
name = { az = "rektor", en = "rector" }

[offices.committee]
name = { az = "namizədlər üzrə komissiya", en = "nominations committee" }

[offices.council]
name = { az = "şura", en = "council" }
"""


def election(rules: str, **parts: object) -> Charter:
    """The club that elects a board by these rules."""
    said = "".join(f"{key} = {value}\n" for key, value in parts.items())
    head = '\n[elections.board]\narticle = "1.2"\nname = { az = "heyət", en = "board" }\norgan = "general_assembly"\n'
    return club(more=f"{OFFICES}{head}{said}{rules}")


def rounds(*each: str) -> str:
    inner = ", ".join(f'{{ article = "1.2"{", " if one else ""}{one} }}' for one in each)
    return f"rounds = [{inner}]\n"


def elects(amount: str) -> str:
    return f'elects = {{ article = "1.2", {amount} }}'


def hold(charter: Charter, *, number: int = 1, present: int = 15, **votes: object) -> Verdict:
    """A round with these votes; facts that are no candidate are given with a capital."""
    facts: dict = {"election": "board", "round": number, "entitled": 15, "present": present, "candidates": []}
    for key, value in votes.items():
        if key[0].isupper():
            facts[key.lower()] = value
        elif isinstance(value, dict):
            facts["candidates"].append({"key": key, **value})
        else:
            facts["candidates"].append({"key": key, "votes": value})
    return ask("round", facts, charter)


def came_to(verdict: Verdict) -> tuple[Outcome, list[str], list[str]]:
    return verdict.outcome, verdict.answer["elected"], verdict.answer["advance"]


HALF_CAST = elects('more_than = { share = "1/2", of = "cast" }')
TWO_THIRDS = elects('at_least = { share = "2/3", of = "participants" }')


UNIKO = rounds(f"{TWO_THIRDS}, advance = 1", f'ballot = "yes_no", {TWO_THIRDS}')


RESERVED = 'reserved = [{ article = "1.2", attribute = "region", values = ["capital"], at_least = 1 }]\n'


TWO_RESERVED = (
    'reserved = [{ article = "1.2", attribute = "region", values = ["capital"], at_least = 1 },'
    ' { article = "1.2", attribute = "sector", values = ["private"], at_least = 1 }]\n'
)


BORDER = f"{HALF_CAST}, advance = 2"
