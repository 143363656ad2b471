"""Groups that vote against each other: two opposite motions that both pass are found in every division of the votes, and only there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import pytest

from konfrans.charter import Count, read_charter
from konfrans.charter.amounts import ALL, Base, Condition, Joined, Measure, Requirement, Share, Whose
from konfrans.charter.checks import Level, Sizes, check
from konfrans.charter.checks.groups import opposed
from konfrans.charter.checks.places import Budget, TooMany
from konfrans.charter.checks.votes import Votes
from konfrans.charter.counting import holds

from .sound import ORDINARY, codes, found, one, told

GROUPS = """
[groups.north]
name = { az = "Şimal", en = "North" }
article = "1.1"

[groups.south]
name = { az = "Cənub", en = "South" }
article = "1.1"
"""
HALF = 'more_than = { share = "1/2", of = "cast" }'


def joined(how: str, *parts: str) -> tuple[str, str]:
    """The ordinary condition as several."""
    inner = ", ".join(f'{{ article = "1.2", {part} }}' for part in parts)
    return (f'{{ article = "1.2", {ORDINARY} }}', f"{{ {how} = [{inner}] }}")


def of_group(name: str, asked: str = HALF) -> str:
    return f'group = "{name}", {asked}'


def test_two_groups_each_of_which_decides_alone_pass_opposite_motions() -> None:
    report = found(joined("any_of", of_group("north"), of_group("south")), more=GROUPS)
    finding = one(report, "opposites_pass")
    assert (finding.level, finding.kinds) == (Level.REMARK, ("ordinary",))
    assert told(report, "opposites_pass")[1] == (
        "Of 15 members 15 are there; 7 vote for and 8 against (North: 8 vote against; South: 7 vote for): adopted. "
        "On the opposite motion the same members change sides: "
        "15 are there; 8 vote for and 7 against (North: 8 vote for; South: 7 vote against): adopted."
    )
    assert "(Şimal: əleyhinə 8; Cənub: lehinə 7)" in told(report, "opposites_pass", "az")[1]


@pytest.mark.parametrize(
    ("how", "parts", "passes"),
    [
        ("any_of", (HALF, of_group("north")), True),
        ("any_of", (HALF, of_group("north", 'at_least = { share = "2/3", of = "members" }')), True),
        ("all_of", (HALF, of_group("north")), False),
        ("all_of", (of_group("north"), of_group("south")), False),
        ("all_of", (HALF, of_group("north", 'at_least = { share = "1/3", of = "cast" }')), False),
    ],
)
def test_where_the_whole_body_is_asked_too(how: str, parts: tuple[str, ...], passes: bool) -> None:
    report = found(joined(how, *parts), more=GROUPS)
    assert ("opposites_pass" in codes(report)) == passes


def test_what_every_group_alike_shows_stays_a_fault() -> None:
    half = 'at_least = { share = "1/2", of = "cast" }'
    report = found(joined("all_of", of_group("north", half), of_group("south", half)), more=GROUPS)
    finding = one(report, "opposites_pass")
    assert finding.level is Level.FAULT
    assert finding.before is not None and not finding.before.count.groups


@pytest.mark.parametrize("file", sorted(Path("charters").glob("*.toml")), ids=lambda file: file.stem)
def test_no_model_charter_lets_opposite_motions_pass(file: Path) -> None:
    report = check(read_charter(file).document, Sizes(besides=tuple(range(2, 13))))
    assert "opposites_pass" not in {
        finding.code for finding in report.findings if finding.before and finding.before.count.groups
    }


# every division -----------------------------------------------------------------------------------------------------------


def random_condition(random: Random, names: tuple[str, ...], depth: int = 0) -> Condition:
    if depth < 2 and random.random() < (0.8 if depth == 0 else 0.3):
        parts = tuple(random_condition(random, names, depth + 1) for _ in range(random.randint(2, 3)))
        return Joined(random.random() < 0.5, parts)
    whose = random.choice([ALL, *(Whose(name) for name in names)])
    amount = random.choice(
        [1, 2, Share(Fraction(random.choice(("1/3", "1/2", "2/3"))), random.choice((Base.CAST, Base.MEMBERS)), whose)]
    )
    measure = random.choice((Measure.YES, Measure.YES, Measure.YES, Measure.NO, Measure.YES_MINUS_NO))
    return Requirement("", measure, amount, random.random() < 0.5, whose)


def divisions(names: list[str], size: int) -> Iterator[tuple[Count, Count]]:
    """Every vote of groups of the same size, with the opposite one; where one group is named, the others are of none."""
    parts = len(names) + (len(names) == 1)
    sizes = [size // parts + (place < size % parts) for place in range(parts)]
    for yeses in product(*(range(n + 1) for n in sizes)):

        def count(yes: list[int]) -> Count:
            groups = {
                name: Count(entitled=n, present=n, yes=y, no=n - y)
                for name, n, y in zip(names, sizes, yes, strict=False)
            }
            return Count(entitled=size, present=size, yes=sum(yes), no=size - sum(yes), groups=groups)

        yield count(list(yeses)), count([n - y for n, y in zip(sizes, yeses, strict=True)])


@pytest.mark.parametrize("seed", range(150))
def test_a_search_finds_what_every_division_shows(seed: int) -> None:
    random = Random(seed)
    names = tuple("abc"[: random.randint(1, 3)])
    condition = random_condition(random, names)
    named = sorted({key for key in names if f"'{key}'" in str(condition)})
    votes = Votes(condition, (None,), (1,), casting=False, lot=False)
    for size in range(1, 8):
        shown = opposed(votes, size, Budget(10**6))
        every = [
            (before, after)
            for before, after in (divisions(named, size) if named and size >= len(named) + (len(named) == 1) else ())
            if before.yes and after.yes and holds(condition, before)[0] and holds(condition, after)[0]
        ]
        assert (shown is not None) == bool(every), (size, condition)
        if shown is not None:
            assert shown.after is not None
            assert [shown.before.yes, shown.after.yes] == [shown.after.no, shown.before.no]
            assert holds(condition, shown.before)[0] and holds(condition, shown.after)[0]


def test_it_spends_what_it_looks_at_and_leaves_what_is_too_much() -> None:
    def any_group(n: int) -> Votes:
        def half(whose: Whose) -> Requirement:
            return Requirement("", Measure.YES, Share(Fraction(1, 2), Base.CAST, whose), True, whose)

        parts = tuple(half(Whose(f"g{at}")) for at in range(n))
        return Votes(Joined(False, parts), (None,), (1,), casting=False, lot=False)

    assert opposed(any_group(3), 60, Budget(10_000)) is not None
    assert opposed(any_group(30), 60, Budget(10**9)) is None
    with pytest.raises(TooMany):
        opposed(any_group(3), 60, Budget(1))
