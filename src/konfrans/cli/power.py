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
    from konfrans.charter.power.indices import Group
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
        "winning": [_group(game, one) for one in found.winning], "more_winning": found.more_winning,
        "blocking": [_group(game, one) for one in found.blocking], "more_blocking": found.more_blocking,
    }  # fmt: skip


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


def _group(game: Game, group: Group) -> dict[str, Any]:
    members = [
        {"like": game.players[i].key, "class": game.players[i].group, "number": many} for i, many in group.members
    ]
    return {"size": group.size, "members": members}


def _page(game: Game, found: Indices, words: Language) -> list[Line]:
    from konfrans.charter.words.parts import fill

    said = words.of_comparison()
    head = [said["member"], said["class"], said["weight"], "Banzhaf", "Shapley–Shubik"]
    rows = [
        [player.key, player.group, str(player.weight), _shown(found.banzhaf[i]), _shown(found.shapley_shubik[i])]
        for i, player in enumerate(game.players)
    ]
    if len(_classes(game)) > 1:
        rows += [
            [said["all"], name, str(sum((game.players[i].weight for i in of), Fraction(0))), _shown(_sum(found.banzhaf, of)),
             _shown(_sum(found.shapley_shubik, of))]
            for name, of in _classes(game).items()
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
    for name, groups, more in (
        ("winning", found.winning, found.more_winning), ("blocking", found.blocking, found.more_blocking),
    ):  # fmt: skip
        size = groups[0].size if groups else 0
        title = fill(said[name if groups else f"no_{name}"], {"size": (words.number(size), size)})
        lines += [("", ""), ("head", title)]
        lines += [("", f"  {_composed(game, one)}") for one in groups]
        if more is None or more:
            lines.append(("dim", f"  {said['more'].format(n=words.number(more)) if more else said['many']}"))
    return [*lines, ("", ""), ("dim", said["exact" if found.exact else "near"])]


def _composed(game: Game, group: Group) -> str:
    return " + ".join(
        game.players[i].key if many == 1 else f"{many} × {game.players[i].key}" for i, many in group.members
    )


def _shown(value: Fraction | float) -> str:
    if isinstance(value, Fraction) and len(str(value)) <= 15:
        return f"{value} = {float(value):.6f}"
    return f"{float(value):.9f}"
