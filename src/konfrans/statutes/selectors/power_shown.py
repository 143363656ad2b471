"""Whose vote decides how often: members of today's roll, by category, under each charter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from konfrans.charter import LawError, Outcome
from konfrans.charter.amounts import requirements_of
from konfrans.charter.power import Player, game_of, indices
from konfrans.decisions.selectors import words
from konfrans.kernel import clock
from konfrans.statutes.registries import OnRoll, roll_on
from konfrans.statutes.selectors.texts import Law, Named

MOST_NAMES = 60
"""Members of a category that are listed by name."""


@dataclass(frozen=True, slots=True)
class PowerCell:
    """The power of a member and of its class: exact fractions, or why there are none."""

    each: str = ""
    together: str = ""
    shapley: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class PowerRow:
    """Members of one category: how many, who they are, their power under each charter."""

    category: str
    number: int
    names: tuple[str, ...]
    more: int
    cells: tuple[PowerCell, ...]


@dataclass(frozen=True, slots=True)
class PowerShown:
    rows: tuple[PowerRow, ...]
    members: int
    acting: int
    kind: str
    weighed: tuple[str, ...]
    """Texts that weigh votes, which the roll has no weights for: each member is counted with one vote."""


Found = tuple[dict[str, tuple[Fraction | float, Fraction | float]], LawError | None]


@lru_cache(maxsize=256)
def _power(law: Law, kind: str, sizes: tuple[tuple[str, int], ...]) -> Found:
    """Banzhaf's and Shapley and Shubik's index of one member of each class: members of a class are alike."""
    rule = law.charter.motion_rule(kind)
    if rule is None:
        return {}, None
    groups = {one.whose.group for one in requirements_of(rule.condition)} - {None}
    if not groups <= {group for group, _number in sizes}:
        return {}, LawError("count_of_group_missing", group=", ".join(sorted(str(one) for one in groups)))
    players = [Player(f"{group}{n}", group, Fraction(1)) for group, number in sizes for n in range(number)]
    try:
        found = indices(game_of(rule.condition, players))
    except LawError as wrong:
        return {}, wrong
    first = {one.group: place for place, one in reversed(list(enumerate(players)))}
    return {group: (found.banzhaf[at], found.shapley_shubik[at]) for group, at in first.items()}, None


def power_shown(texts: Sequence[Named], acting: int, kind: str = "ordinary") -> PowerShown | None:
    """Voting power under each text, of those entitled today; `acting` of the largest category have no vote. None without a roll."""
    roll = roll_on(clock.today())
    laws = [one for one in texts if one.charter is not None]
    if not roll or not laws:
        return None
    sizes = Counter(one.category for one in roll)
    largest = max(sizes, key=lambda key: sizes[key])
    left = min(acting, sizes[largest] - 1)
    voting = {key: number - (left if key == largest else 0) for key, number in sizes.items()}
    found = [_power(Law(one.charter), kind, tuple(voting.items())) for one in laws if one.charter is not None]
    rows = tuple(_row(key, number, roll, found) for key, number in voting.items())
    weighed = tuple(
        one.name
        for one in laws
        if one.charter is not None
        and (rule := one.charter.motion_rule(kind)) is not None
        and any(asked.whose.weighted for asked in requirements_of(rule.condition))
    )
    named = next(one.charter for one in laws if one.charter is not None)
    return PowerShown(rows, sum(voting.values()), left, words().kind(kind, named), weighed)


def _row(key: str, number: int, roll: Sequence[OnRoll], found: Sequence[Found]) -> PowerRow:
    of = [one for one in roll if one.category == key]
    names = tuple(one.name.given() for one in of[:MOST_NAMES])
    cells = tuple(_cell(key, number, one) for one in found)
    return PowerRow(of[0].category_name.given(), number, names, len(of) - len(names), cells)


def _cell(key: str, number: int, found: Found) -> PowerCell:
    power, wrong = found
    if key not in power:
        spoken = words()
        said = spoken.error(wrong)[0] if wrong is not None else spoken.outcomes[Outcome.NO_RULE]
        return PowerCell(why_not=said)
    banzhaf, shapley = power[key]
    return PowerCell(_said(banzhaf), _said(banzhaf * number), _said(shapley))


def _said(value: Fraction | float) -> str:
    """A fraction, or a number where it is not counted exactly."""
    return str(value) if isinstance(value, Fraction) else f"{value:.6f}"
