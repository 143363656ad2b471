"""Votes made at random under charters made at random: everything that can surround a vote, in every combination. One number, one case.

    document, evidence = case(7)
    document, evidence = doubtful(7)

For holding two implementations of how a vote is judged against each other.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import Any

from .random_charters import charter_text

GROUPS = '\n[groups.north]\nname.en = "North"\narticle = "1.7"\n'
BOARD = """
[offices.minister]
name.en = "minister"

[organs.board]
name.en = "Board"
article = "1.7"
quorum = { article = "1.7", more_than = { share = "1/2", of = "seats" } }
tie = { article = "1.7", open = "fails", secret = "lot" }
recusal = { article = "1.7", leaves = "both" }
"""
BESIDE = (
    '\n[[fallback]]\narticle = "1.7"\nkinds = ["budget", "plan"]\n',
    '\n[kinds.grant]\nname.en = "Grant"\norgan = "assembly"\nlike = "budget"\n',
    '\n[kinds.grant]\nname.en = "Grant"\norgan = "board"\nlike = "recall"\ntie = { article = "1.7", open = "lot", secret = "fails" }\n',
)
"""Kinds that follow the rule of another."""
ATTESTED = 'attested = [{ article = "1.7", rule = "funds", who = "chair", text.en = "There is money for it." }]'
CONDITIONS = (
    'more_than = { share = "1/2", of = "cast" }', 'at_least = { share = "2/3", of = "present" }', "at_least = 2",
    'at_least = { share = "3/4", of = "members" }', 'more_than = { times = 2, of = "no" }',
)  # fmt: skip
KIND = "ordinary"
START = date(2026, 3, 1)


def case(seed: int) -> tuple[str, dict[str, Any]]:
    """A charter's document and the evidence of a vote under it."""
    random = Random(seed)
    document = _surrounded(charter_text(seed), random)
    return document, _evidence(document, random)


OTHER_KINDS = ("grant", "merger", "Ordinary", "ordinary ", "fee", "report", "")
"""Kinds of which a charter made here has no rule: the first it may have made its own, some are standard ones, some are none."""
WHO = ("minister", "chair", "board")


def doubtful(seed: int) -> tuple[str, dict[str, Any]]:
    """The case of a number, so altered that it may not be judged: another kind or call, or several answers of those who are
    asked for a second yes."""
    document, evidence = case(seed)
    random = Random(f"doubtful {seed}")
    altered = random.choice((("kind",), ("gates",), ("call",), ("kind", "gates", "call")))
    if "kind" in altered:
        evidence["kind"] = random.choice(OTHER_KINDS)
    if "call" in altered:
        evidence["call"] = random.choice((0, 1, 2, 3, 4, 9, 10))
    if "gates" in altered:
        answers = [
            {"who": random.choice(WHO), "answer": random.choice(("yes", "no", "none"))}
            for _ in range(random.randint(1, 3))
        ]
        evidence["way"] = {**evidence.get("way", {}), "gates": answers}
    return document, evidence


def _condition(random: Random) -> str:
    return f'{{ article = "1.7", {random.choice(CONDITIONS)} }}'


def _surrounded(text: str, random: Random) -> str:
    """The charter with two organs, and what surrounds its ordinary decisions."""
    ways = []

    def odds(share: float) -> bool:
        return random.random() < share

    if odds(0.25):
        ways.append(f'routes = [{{ article = "1.7", organ = "board", condition = {_condition(random)} }}]')
    if odds(0.3):
        own = f", conditions = [{_condition(random)}, {_condition(random)}]" if odds(0.3) else ""
        between = random.choice(
            [
                "",
                ", between = { least = { days = 10 } }",
                ", between = { least = { weeks = 1 }, most = { months = 2 } }",
            ]
        )
        apart = ', apart = "sessions"' if odds(0.3) else ""
        ways.append(f'readings = {{ article = "1.7", number = 2{between}{apart}{own} }}')
    if odds(0.3):
        late = f", condition = {_condition(random)}" if odds(0.7) else ""
        ways.append(f'came = [{{ article = "1.7", how = "{random.choice(["late", "floor"])}"{late} }}]')
    if odds(0.3):
        strong = f", condition = {_condition(random)}" if odds(0.7) else ""
        ways.append(f'touching = [{{ article = "1.7", articles = [1]{strong} }}]')
    if odds(0.3):
        silence = f', within = {{ days = 10 }}, silence = "{random.choice(["yes", "no"])}"' if odds(0.5) else ""
        stands = ', stands = "before_effect"' if odds(0.2) else ""
        ways.append(f'gates = [{{ article = "1.7", who = "minister"{silence}{stands} }}]')
    if odds(0.25):
        there = f", condition = {_condition(random)}" if odds(0.5) else ""
        to = ', to = "board"' if odds(0.7) else ""
        ways.append(f'moves = [{{ article = "1.7", when = "{random.choice(["failed", "no_quorum"])}"{to}{there} }}]')
    if odds(0.25):
        all_the_same = f", condition = {_condition(random)}" if odds(0.5) else ""
        by = ', by = "assembly"' if odds(0.3) else ""
        after = random.choice(["passed", "failed", "either"])
        ways.append(f'locks = [{{ article = "1.7", after = "{after}", span = {{ months = 1 }}{by}{all_the_same} }}]')
    if odds(0.25):
        members = ', members = { article = "1.7", at_least = { share = "1/3", of = "members" } }' if odds(0.6) else ""
        ways.append(f'initiative = [{{ article = "1.7", who = ["board"]{members} }}]')
    if odds(0.15):
        own = f'{{ all_of = [{_condition(random)}, {{ article = "1.7", group = "north", more_than = {{ share = "1/2", of = "cast" }} }}] }}'
        text = _replaced(text, own)
    if odds(0.1):
        text = _replaced(text, '{ article = "1.7", weighted = true, more_than = { share = "1/2", of = "cast" } }')
    organ = []
    if odds(0.5):
        organ.append(
            f'recusal = {{ article = "1.7", leaves = "{random.choice(["base", "quorum", "both", "neither"])}" }}'
        )
    if odds(0.2):
        organ.append(f'freeze = {{ article = "1.7", at = "{random.choice(["session", "item", "vote"])}" }}')
    if odds(0.2):
        organ.append('later_calls = [{ article = "1.7", call = 3, at_least = 1, who = "chair" }]')
    if odds(0.3) and "ballots = [{" in text:
        mode = random.choice(["open", "secret"])
        own = f'{{ article = "1.4", mode = "{mode}", kinds = ["recall", "budget"] }}, '
        text = text.replace("ballots = [", f"ballots = [{own}", 1)
    text = text.replace("\n[organs.assembly]\n", "\n[organs.assembly]\n" + "".join(f"{line}\n" for line in organ), 1)
    for kind in ("ordinary", "charter_amendment", "recall"):
        text = text.replace(f"\n[kinds.{kind}]\n", f'\n[kinds.{kind}]\norgan = "assembly"\n', 1)
    text = text.replace("\n[kinds.ordinary]\n", "\n[kinds.ordinary]\n" + "".join(f"{line}\n" for line in ways), 1)
    if odds(0.2):
        text = re.sub(r'(tie = \{ article = "1\.3".*who = "chair") \}', r'\1, vote = "only" }', text, count=1)
    if odds(0.2):
        text = text.replace("\n[kinds.ordinary]\n", f"\n[kinds.ordinary]\n{ATTESTED}\n", 1)
    fallback, *others = BESIDE
    beside = (fallback if odds(0.6) else "") + (random.choice(others) if odds(0.7) else "")
    return text + BOARD + beside + GROUPS


def _replaced(text: str, condition: str) -> str:
    """The ordinary condition, replaced by another."""
    lines = text.split("\n")
    at = lines.index("[kinds.ordinary]")
    place = next(number for number in range(at, len(lines)) if lines[number].startswith("condition ="))
    lines[place] = f"condition = {condition}"
    return "\n".join(lines)


def _counts(random: Random, most: int) -> dict[str, int | None]:
    entitled = random.randint(0 if random.random() < 0.05 else 1, most)
    there = max(random.randint(0, entitled) for _ in range(3))
    represented = random.randint(0, there // 2) if random.random() < 0.4 else 0
    left = there
    votes = {}
    for name in ("yes", "no", "abstain", "blank", "invalid"):
        votes[name] = random.randint(0, left) if name in ("yes", "no") or random.random() < 0.4 else 0
        left -= votes[name]
    if random.random() < 0.3:
        even = there // 2
        votes = {"yes": even, "no": even, "abstain": 0, "blank": 0, "invalid": 0}
        left = there - 2 * even
    members = entitled + random.randint(0, 3) if random.random() < 0.5 else None
    return {
        "entitled": entitled, "present": there - represented, "represented": represented, **votes, "not_voting": None,
        "members": members, "seats": (members or entitled) + random.randint(0, 2) if random.random() < 0.4 else None,
        "barred": random.randint(0, left) if random.random() < 0.2 else 0,
    }  # fmt: skip


def _part(random: Random, whole: dict[str, Any]) -> dict[str, Any]:
    """The counts of a group of a body: none above that of the body, and they add up."""
    present = random.randint(0, whole["present"])
    represented = random.randint(0, whole["represented"])
    left, found = present + represented, {}
    for name in ("yes", "no", "abstain", "blank", "invalid"):
        found[name] = random.randint(0, min(left, whole[name]))
        left -= found[name]
    entitled = random.randint(present + represented, whole["entitled"])
    return {"entitled": entitled, "present": present, "represented": represented, **found, "not_voting": None}


def _evidence(document: str, random: Random) -> dict[str, Any]:
    kind = random.choice(
        (
            KIND,
            KIND,
            KIND,
            "charter_amendment",
            "recall",
            "budget",
            "grant" if "[kinds.grant]" in document else "budget",
        )
    )
    count: dict[str, Any] = _counts(random, 12)
    barred = count.pop("barred")
    if barred and "recusal" in document.partition("[organs.board]")[0]:
        count["barred"] = barred
    if 'group = "north"' in document:
        count["groups"] = {"north": _part(random, count)}
    if "weighted = true" in document:
        count["weights"] = {key: value for key, value in _counts(random, 40).items() if key != "barred"}
    way = _way(document, kind, random)
    third = "later_calls" in document and "route" not in way and f"[kinds.{kind}]" in document and kind != "grant"
    attested = kind == KIND and ATTESTED in document and random.random() < 0.5
    return {
        "question": "motion", "kind": kind, "count": count, "call": random.choice((1, 1, 2, 3 if third else 2)),
        "secret": random.choice((None, None, True, False)), "casting": random.choice((None, None, "yes", "no")),
        "attestations": [{"rule": "funds", "by": "Sample Person", "office": "chair"}] if attested else [], "record": {}, **({"way": way} if way else {}),
    }  # fmt: skip


def _way(document: str, kind: str, random: Random) -> dict[str, Any]:
    """How the motion came; whatever a rule of the charter could need is there."""
    on = START + timedelta(days=random.randint(0, 120))

    def earlier() -> str:
        return (on - timedelta(days=random.randint(1, 90))).isoformat()

    way: dict[str, Any] = {"on": on.isoformat()}

    def maybe(key: str, value: Any, share: float = 0.2) -> None:
        if random.random() < share:
            way[key] = value

    maybe("came", random.choice(("late", "floor")))
    maybe("touches", [1])
    if "routes" in document and kind == KIND:
        maybe("route", "board")
    maybe("moved", True, 0.2)
    maybe("put_off", True, 0.2)
    maybe("presiding_voted", True, 0.2)
    maybe("proposed_by", [random.choice(("board", "minister"))])
    maybe("proposing", random.randint(0, 6))
    if "readings" in document:
        read = [
            {"on": earlier(), **({"passed": False} if random.random() < 0.2 else {}), **({"sessions_between": 1} if random.random() < 0.2 else {})}
            for _ in range(random.randint(0, 2))
        ]  # fmt: skip
        if read:
            way["readings"] = sorted(read, key=lambda one: one["on"])
    maybe("gates", [{"who": "minister", "answer": random.choice(("yes", "no", "none"))}])
    maybe("earlier", [{"on": earlier(), "outcome": random.choice(("passed", "failed")),
                       **({"organ": random.choice(("board", "assembly"))} if random.random() < 0.5 else {})}])  # fmt: skip
    if "freeze" in document:
        opening = _counts(random, 12)
        way["opening"] = {
            "entitled": opening["entitled"],
            "present": opening["present"],
            "represented": opening["represented"],
        }
    return way
