"""Charters made at random: every measure, base and form of amount that a rule may have, joined in every way. One number, one charter.

    charter_text(7), random_charter(7)

They are for tests that must hold for any rule, however odd; most of them are charters that nobody would adopt.
"""

from __future__ import annotations

from random import Random

from konfrans.charter import Charter, load_charter

HEAD = """\
key = "random-{seed}"
version = "1"
languages = ["en"]
authentic = "en"
title.en = "Charter {seed}"

[offices.chair]
name.en = "chair"

[[article]]
number = 1
heading.en = "Rules"
"""
PARAGRAPHS = ("quorum", "second call", "tie", "ballot", "ordinary decisions", "amendments", "other decisions")
FIXED = ("seats", "members", "entitled")
CHANGING = ("present", "present_and_represented", "participants", "cast_with_blanks", "valid", "cast")
SHARES = ("1/3", "2/5", "1/2", "51/100", "3/5", "2/3", "3/4", "9/10", "1/1")
MEASURES = ("yes",) * 8 + ("no", "yes_minus_no", "present", "present_and_represented", "participants")


def random_charter(seed: int) -> Charter:
    """The charter of a number."""
    return load_charter(charter_text(seed))


def charter_text(seed: int) -> str:
    """Its document: one organ, three kinds, each rule chosen by the number."""
    made = _Making(Random(seed))
    paragraphs = "".join(
        f'\n[[article.paragraph]]\nnumber = {number}\ntext.en = "Of {what}."\n'
        for number, what in enumerate(PARAGRAPHS, 1)
    )
    return HEAD.format(seed=seed) + paragraphs + made.organ() + made.kinds()


class _Making:
    """Draws the parts of one charter."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def odds(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, *of: str) -> str:
        return self.random.choice(of)

    def organ(self) -> str:
        lines = [
            "\n[organs.assembly]",
            'name.en = "Assembly"',
            'article = "1.1"',
            f"size = {self.random.randint(1, 12)}",
        ]
        if self.odds(0.8):
            lines.append(f"quorum = {{ {self.presence('1.1')} }}")
            if self.odds(0.4):
                closed = ', closed = { article = "1.2", kinds = ["charter_amendment"] }' if self.odds(0.5) else ""
                lines.append(f'second_call = {{ {self.presence("1.2")}, who = "chair"{closed} }}')
        if self.odds(0.7):
            ways = [self.one("casting_vote", "fails", "lot") for _ in range(2)]
            who = ', who = "chair"' if "casting_vote" in ways or self.odds(0.5) else ""
            lines.append(f'tie = {{ article = "1.3", open = "{ways[0]}", secret = "{ways[1]}"{who} }}')
        if self.odds(0.4):
            binding = ", binding = false" if self.odds(0.3) else ""
            lines.append(f'ballots = [{{ article = "1.4", mode = "{self.one("open", "secret")}"{binding} }}]')
        return "\n".join(lines) + "\n"

    def kinds(self) -> str:
        names = (("ordinary", "1.5"), ("charter_amendment", "1.6"), ("recall", "1.7"))
        found = []
        for name, article in names:
            own = f"quorum = {{ {self.presence(article)} }}\n" if self.odds(0.25) else ""
            found.append(f"\n[kinds.{name}]\n{own}condition = {self.condition(article)}\n")
        return "".join(found)

    def condition(self, article: str, depth: int = 0) -> str:
        if depth < 2 and self.odds(0.3 if depth == 0 else 0.15):
            parts = ", ".join(self.condition(article, depth + 1) for _ in range(self.random.randint(2, 3)))
            return f"{{ {self.one('all_of', 'any_of')} = [{parts}] }}"
        measure = self.one(*MEASURES)
        said = "" if measure == "yes" else f', measure = "{measure}"'
        return f'{{ article = "{article}"{said}, {self.compared(FIXED + CHANGING * 2)} }}'

    def presence(self, article: str) -> str:
        measure = self.one("present_and_represented", "present_and_represented", "present", "participants")
        return f'article = "{article}", measure = "{measure}", {self.compared(FIXED)}'

    def compared(self, bases: tuple[str, ...]) -> str:
        return f"{self.one('at_least', 'more_than')} = {self.amount(bases)}"

    def amount(self, bases: tuple[str, ...], depth: int = 0) -> str:
        base = self.one(*bases)
        form = self.random.choices(
            ("whole", "share", "times_no", "times", "root", "pick"), (2, 10, 1, 0.5, 1, 0 if depth else 1.5)
        )[0]
        match form:
            case "whole":
                return str(self.random.randint(1, 6))
            case "pick":
                among = ", ".join(self.amount(bases, 1) for _ in range(self.random.randint(2, 3)))
                return f"{{ {self.one('greater_of', 'lesser_of')} = [{among}]{self.shape(addend=False)} }}"
            case "root":
                times = f', times = "{self.one("1/2", "3/2", "2/1")}"' if self.odds(0.5) else ""
                return f'{{ root_of = "{base}"{times}{self.shape(addend=False)} }}'
            case "times_no":
                return f'{{ times = "{self.one("1/1", "2/1", "3/2")}", of = "no"{self.shape(addend=True)} }}'
            case "times":
                return f'{{ times = "{self.one("1/2", "3/2")}", of = "{base}"{self.shape(addend=True)} }}'
            case _:
                return f'{{ share = "{self.one(*SHARES)}", of = "{base}"{self.shape(addend=True)} }}'

    def shape(self, *, addend: bool) -> str:
        said = ""
        if addend and self.odds(0.15):
            said += f", {self.one('plus', 'minus')} = {self.random.randint(1, 3)}"
        if self.odds(0.15):
            said += f', round = "{self.one("up", "down")}"'
        if self.odds(0.1):
            said += f", floor = {self.random.randint(1, 4)}"
        if self.odds(0.1):
            said += f", cap = {self.random.randint(4, 9)}"
        return said
