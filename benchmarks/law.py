"""The law engine: how many verdicts a second, how soon a charter is loaded, checked and its voting power counted.

The yardstick of loading is the TOML parser alone; that of a verdict, a bare function that compares the same counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import tomli

from benchmarks.harness import ROOT, Judge, median, tell
from konfrans.charter import Count, load_charter, motion_verdict
from konfrans.charter.checks import Sizes, check
from konfrans.charter.power import Game, Player, indices
from konfrans.charter.power.games import Quota

ROUNDS = 9
DRAFT = (ROOT / "charters" / "azerbaijan-draft.toml").read_text("utf-8")
COUNTS = [Count(entitled=15, present=12, yes=yes, no=12 - yes) for yes in range(13)]
KINDS = ("ordinary", "charter_amendment", "budget", "exclusion")


def bare(count: Count) -> bool:
    """What a verdict decides, without its reasons."""
    return count.present * 2 > count.entitled and count.yes * 3 >= 2 * count.present


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    judge = Judge()
    charter = load_charter(DRAFT)
    verdicts: list[float] = []
    bares: list[float] = []
    loads: list[float] = []
    parses: list[float] = []
    each = len(COUNTS) * len(KINDS) * 20

    def judged() -> None:
        for _ in range(20):
            for kind in KINDS:
                for count in COUNTS:
                    motion_verdict(count, kind=kind, charter=charter)

    def compared() -> None:
        for _ in range(20 * len(KINDS)):
            for count in COUNTS:
                bare(count)

    for _ in range(ROUNDS):
        verdicts.append(each / seconds(judged))
        bares.append(each / seconds(compared))
        loads.append(seconds(lambda: load_charter(DRAFT)))
        parses.append(seconds(lambda: tomli.loads(DRAFT)))
    own = seconds(lambda: check(DRAFT, Sizes(own=60)))
    every = seconds(lambda: check(DRAFT, Sizes(besides=tuple(range(1, 61)))))
    players = tuple(Player(f"m{i}", "", Fraction(1 + i % 10)) for i in range(1500))
    game = Game(players, Quota(tuple(one.weight for one in players), Fraction(4126)))
    power = seconds(lambda: indices(game))
    judge.again()
    figures = {
        "verdicts a second on one core": median(verdicts),
        "loading the draft charter: median ms": median(loads) * 1000,
        "charter check at size 60: s": own,
        "charter check --sizes 1-60: s": every,
        "voting power of 1,500 members, 10 weights: s": power,
    }
    ratios = {
        "a bare comparison / a verdict with its reasons": median(bares) / median(verdicts),
        "loading / parsing its TOML": median(loads) / median(parses),
    }
    # A count a second is judged as the time that it takes.
    judge.targets["verdicts a second on one core"] = "at least 10,000"
    enough = figures["verdicts a second on one core"] >= 10_000
    judge.met["verdicts a second on one core"] = True if enough else "not judged" if max(judge.busy) > 0.25 else False
    judge.time("loading the draft charter: median ms", figures["loading the draft charter: median ms"], 20)
    judge.time("charter check at size 60: s", own, 5)
    judge.time("charter check --sizes 1-60: s", every, 60)
    judge.time("voting power of 1,500 members, 10 weights: s", power, 10)
    tell("law", figures, ratios, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main())
