"""`konfrans charter power`: how often each member's vote decides, under a charter and a roll."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.charter.faults import KindError, nearest
from konfrans.cli.law import LawCommand
from konfrans.cli.verdicts import Line, draw, write_json

if TYPE_CHECKING:
    from konfrans.charter.power import Game, Indices
    from konfrans.charter.power.groups import Group, Smallest
    from konfrans.charter.words import Language


def power(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The charter, a TOML document.")],
    roll: Annotated[Path, typer.Option(metavar="ROLL.csv", help="The members: columns member, class, weight.")],
    kind: Annotated[str, typer.Option(help="Kind of decision.")] = "ordinary",
    lang: Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> None:
    """Voting power of each member and class (Banzhaf; Shapley and Shubik), members without any, smallest winning and blocking groups.

    Everybody on the roll is taken to be there and to vote for or against. Exit status 0: counted. 2: it cannot be. 70: the program
    itself failed.
    """
    from konfrans.charter.loading import read_as, read_charter
    from konfrans.charter.power import game_of, indices, read_roll
    from konfrans.charter.power.rolls import LARGEST
    from konfrans.charter.words import speak

    words = speak(lang)
    charter = read_charter(file)
    rule = charter.motion_rule(kind)
    if rule is None:
        raise KindError(
            "kind_unknown", given=kind, nearest=nearest(kind, charter.kinds_ruled()), known=charter.kinds_ruled()
        )
    game = game_of(rule.condition, read_as(roll, read_roll, LARGEST))
    found = indices(game)
    if as_json:
        write_json(json.dumps(_json(game, found, kind), ensure_ascii=False, indent=2))
    else:
        draw(list(_page(game, found, words)))


power.command_settings = {"cls": LawCommand}  # type: ignore[attr-defined]

LONGEST = 40
"""Characters of a fraction that is written out in the table."""
NAMED = 12
"""Members who count the same that are all named in a group."""


def _number(value: Fraction | float) -> dict[str, Any]:
    return {"fraction": str(value) if isinstance(value, Fraction) else None, "value": float(value)}


def _json(game: Game, found: Indices, kind: str) -> dict[str, Any]:
    rows = [
        {"item": player.key, "member": player.key, "class": player.group, "weight": str(player.weight),
         "banzhaf": _number(found.banzhaf[i]), "shapley_shubik": _number(found.shapley_shubik[i]), "dummy": i in found.dummies}
        for i, player in enumerate(game.players)
    ]  # fmt: skip
    classes = [
        {"class": name, "members": len(of), "weight": str(sum((game.players[i].weight for i in of), Fraction(0))),
         "banzhaf": _number(_sum(found.banzhaf, of)), "shapley_shubik": _number(_sum(found.shapley_shubik, of))}
        for name, of in _classes(game).items()
    ]  # fmt: skip
    return {
        "kind": kind, "exact": found.exact, "rows": rows, "classes": classes,
        **_groups(game, "winning", found.smallest_winning), **_groups(game, "blocking", found.smallest_blocking),
    }  # fmt: skip


def _groups(game: Game, name: str, found: Smallest) -> dict[str, Any]:
    """The groups of a sort: their size, None where there is none; those listed; how many more, None where that was not counted."""
    from konfrans.charter.power.counting import alike

    kinds = alike(game)
    return {
        f"{name}_size": found.size,
        name: [_group(game, one, kinds) for one in found.groups],
        f"more_{name}": found.more,
    }


def _sum(values: tuple[Fraction | float, ...], of: list[int]) -> Fraction | float:
    total: Fraction | float = Fraction(0)
    for i in of:
        total = total + values[i]
    return total


def _classes(game: Game) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for i, player in enumerate(game.players):
        found.setdefault(player.group, []).append(i)
    return found


def _group(game: Game, group: Group, kinds: dict[int, tuple[int, ...]]) -> dict[str, Any]:
    """A group: of each kind so many of the members named in `of`; `class` is None where they are of several."""
    members = []
    for i, many in group.members:
        classes = {game.players[each].group for each in kinds[i]}
        members.append({
            "like": game.players[i].key, "class": classes.pop() if len(classes) == 1 else None, "number": many,
            "of": [game.players[each].key for each in kinds[i]],
        })  # fmt: skip
    return {"size": group.size, "members": members}


def _page(game: Game, found: Indices, words: Language) -> list[Line]:
    said = words.of_comparison()
    head = [said["member"], said["class"], said["weight"], "Banzhaf", "Shapley–Shubik"]
    rows = [
        [player.key, player.group, str(player.weight), _shown(found.banzhaf[i]), _shown(found.shapley_shubik[i])]
        for i, player in enumerate(game.players)
    ]
    classes = _classes(game)
    if len(classes) > 1:
        rows += [
            [said["all"], name, str(sum((game.players[i].weight for i in of), Fraction(0))), _shown(_sum(found.banzhaf, of)),
             _shown(_sum(found.shapley_shubik, of))]
            for name, of in classes.items()
        ]  # fmt: skip
    wide = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines: list[Line] = [
        (
            "head" if number == 0 else "",
            "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip(),
        )
        for number, row in enumerate([head, *rows])
    ]
    dummies = ", ".join(game.players[i].key for i in found.dummies[:20]) or words.furniture["none"]
    lines += [("", ""), ("", said["dummies"].format(members=dummies, n=words.number(len(found.dummies))))]
    for name, groups in (("winning", found.smallest_winning), ("blocking", found.smallest_blocking)):
        lines += [("", ""), *_listed(game, name, groups, words)]
    groups_of = [[i] for i in range(len(game.players))] + (list(classes.values()) if len(classes) > 1 else [])
    rounded = any(_rounded(_sum(each, of)) for each in (found.banzhaf, found.shapley_shubik) for of in groups_of)
    lines += [("", ""), ("dim", said[("counted" if rounded else "exact") if found.exact else "near"])]
    return [*lines, ("dim", said["rounded"])] if rounded else lines


def _listed(game: Game, name: str, found: Smallest, words: Language) -> list[Line]:
    """The smallest groups of a sort under their heading, and what is not listed."""
    from konfrans.charter.power.counting import alike
    from konfrans.charter.words.parts import fill

    said = words.of_comparison()
    if found.size is None:
        return [("head", said[f"no_{name}"])]
    lines: list[Line] = [("head", fill(said[name], {"size": (words.number(found.size), found.size)}))]
    kinds = alike(game)
    lines += [("", f"  {_composed(game, one, kinds, words)}") for one in found.groups]
    if found.more is None:
        lines.append(("dim", f"  {said['many']}"))
    elif found.more:
        lines.append(("dim", f"  {said['more' if found.groups else 'unlisted'].format(n=words.number(found.more))}"))
    return lines


def _composed(game: Game, group: Group, kinds: dict[int, tuple[int, ...]], words: Language) -> str:
    return " + ".join(_those(game, kinds[i], many, words) for i, many in group.members)


def _those(game: Game, of: tuple[int, ...], many: int, words: Language) -> str:
    """So many of the members who count the same: all by name, any of those named, or of a whole class by its name."""
    said, names = words.of_comparison(), [game.players[i].key for i in of]
    if many == len(of) <= NAMED:
        return " + ".join(names)
    which = "each_of" if many == len(of) else "any_of"
    numbers = {"n": words.number(many), "all": words.number(len(of))}
    classes = {game.players[i].group for i in of}
    if len(of) > NAMED and len(of) == sum(player.group in classes for player in game.players) and len(classes) == 1:
        name = classes.pop()
        return said[f"{which}_class" if name else f"{which}_all"].format(**numbers, **{"class": name})
    listed = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        listed = said["listed_more"].format(members=listed, n=words.number(len(names) - NAMED))
    return said[which].format(**numbers, members=listed)


def _rounded(value: Fraction | float) -> bool:
    """Whether a fraction is too long for the table, which then shows its decimals alone."""
    return isinstance(value, Fraction) and len(str(value)) > LONGEST


def _shown(value: Fraction | float) -> str:
    """A fraction with its decimals; these alone where it is too long, or is none."""
    if isinstance(value, Fraction) and not _rounded(value):
        if value.denominator == 1:
            return str(value)
        digits = f"{float(value):.6f}"
        return f"{value} {'=' if Fraction(digits) == value else '≈'} {digits}"
    return f"{float(value):.9f}"
