"""Rules of members, weights and fees for the club of the tests, as published tables write them."""

from __future__ import annotations

from typing import Any

from konfrans.charter import Charter, Verdict
from konfrans.charter.asking import ask

from .club import club

CATEGORIES = """
[categories.member]
article = "1.1"
name = { az = "üzv", en = "member" }

[categories.associate]
article = "1.1"
name = { az = "assosiativ üzv", en = "associate" }
voice = "advisory"
"""

KRASP_2021 = """
[currency]
code = "PLN"
step = 1

[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }
by = "publication"
earliest = { month = 1, day = 1, year = -1 }
latest = { month = 12, day = 31, year = -1 }

[fees.annual]
article = "1.2"
categories = ["member", "associate"]
due = { month = 3, day = 31 }

[fees.annual.amounts.tiers]
datum = "students"
row = [
  { at_most = 1200, amount = 6160 },
  { more_than = 1200, at_most = 3000, amount = 6720 },
  { more_than = 3000, at_most = 5000, amount = 11700 },
  { more_than = 5000, at_most = 10000, amount = 17500 },
  { more_than = 10000, at_most = 20000, amount = 25800 },
  { more_than = 20000, at_most = 30000, amount = 36000 },
  { more_than = 30000, amount = 40500 },
]

[[fees.annual.reductions]]
article = "1.2"
categories = ["associate"]
pays = "1/1"
of = "lowest"
"""
"""Resolution of the Presidium of 19 November 2020: sip.lex.pl, akty korporacyjne, KRASP.2020.11.19. A number on a border is
the resolution's own to place: here it belongs to the lower row ("do 1200")."""

KRASP_2013 = """
[currency]
code = "PLN"

[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }

[categories.of_associated]
article = "1.1"
name = { az = "əlaqəli konfransın üzvü", en = "member of an associated conference" }
voice = "observer"

[fees.annual]
article = "1.2"
categories = ["member", "associate", "of_associated"]
due = { month = 3, day = 31 }
reductions = [
  { article = "1.2", categories = ["associate"], pays = "1/1", of = "lowest" },
  { article = "1.2", categories = ["of_associated"], pays = "1/2", of = "lowest" },
]

[fees.annual.amounts.tiers]
datum = "students"
row = [
  { at_most = 5000, amount = 3600 },
  { more_than = 5000, at_most = 10000, amount = 5400 },
  { more_than = 10000, at_most = 20000, amount = 7200 },
  { more_than = 20000, at_most = 30000, amount = 9600 },
  { more_than = 30000, amount = 12000 },
]
"""
"""Resolution of the Presidium of 15 March 2012: KRASP.2012.3.15."""

KRZASP = """
[currency]
code = "PLN"

[data.students]
article = "1.2"
name = { az = "tələbələr", en = "students" }

[fees.annual]
article = "1.2"
categories = ["member"]
times = 12
begins = { month = 10, day = 1 }
due = { month = 10, day = 20 }

[fees.annual.amounts.tiers]
datum = "students"
row = [
  { at_most = 500, amount = 50 },
  { more_than = 500, at_most = 1000, amount = 100 },
  { more_than = 1000, at_most = 1500, amount = 150 },
  { more_than = 1500, amount = 200 },
]

[fees.annual.instalments]
article = "1.2"
parts = [
  { share = "1/2", due = { month = 10, day = 20 }, counted = { month = 10, day = 15 } },
  { share = "1/2", due = { month = 3, day = 20, year = 1 }, counted = { month = 3, day = 15, year = 1 } },
]
"""
"""Resolution of the Plenary of 25 February 2021, from the academic year 2021/22: at once or in two instalments, by 20 October and
20 March, students counted on 15 October and 15 March."""

EBSN = """
[currency]
code = "EUR"

[data.gdp]
article = "1.2"
name = { az = "ÜDM indeksi", en = "GDP index" }
earliest = { month = 1, day = 1, year = -1 }
latest = { month = 12, day = 31, year = -1 }

[data.budget]
article = "1.2"
name = { az = "büdcə", en = "operational budget" }

[fees.annual]
article = "1.2"
categories = ["member"]
due = { month = 6, day = 30 }

[[fees.annual.amounts.points.axis]]
datum = "gdp"
row = [{ less_than = 80, points = 1 }, { at_least = 80, less_than = 120, points = 2 }, { at_least = 120, points = 3 }]

[[fees.annual.amounts.points.axis]]
datum = "budget"
row = [
  { less_than = 200000, points = 1 },
  { at_least = 200000, less_than = 600000, points = 2 },
  { at_least = 600000, points = 3 },
]

[fees.annual.amounts.points]
row = [
  { at_least = 2, at_most = 2, amount = 150 },
  { at_least = 3, at_most = 3, amount = 250 },
  { at_least = 4, at_most = 4, amount = 370 },
  { at_least = 5, at_most = 5, amount = 550 },
  { at_least = 6, at_most = 6, amount = 700 },
]
"""
"""The fee from 2024: basicskills.eu/becoming-a-member/membership-fee. A bound that it gives as "equal to or higher" belongs to
the row. The day by which it is due is ours."""


def body(*rules: str) -> Charter:
    """The club with two categories and more rules."""
    return club(more=CATEGORIES + "".join(rules))


def fee(amounts_: str, more: str = "", due: str = "due = { month = 3, day = 31 }", money: str = 'code = "AZN"') -> str:
    """A yearly fee of members, by the amounts given, with more rules below it."""
    return f"""
[currency]
{money}

[data.students]
article = "1.2"
name = {{ az = "tələbələr", en = "students" }}

[fees.annual]
article = "1.2"
name = {{ az = "üzvlük haqqı", en = "annual fee" }}
categories = ["member"]
amounts = {{ {amounts_} }}
{due}
{more}
"""


def owes(charter: Charter, **facts: Any) -> Verdict:
    """The verdict on what a member owes; `students` is one count of them, published on the day of the count."""
    given: dict[str, Any] = {"day": "2021-02-01", "category": "member", **facts}
    for name in ("students", "gdp", "budget"):
        if name in given:
            counts = given.pop(name)
            if isinstance(counts, int):
                year = int(given["day"][:4]) - 1
                counts = [{"number": counts, "of": f"{year}-06-30", "published": f"{year}-12-31"}]
            given.setdefault("data", {})[name] = counts
    return ask("owes", given, charter)


def amounts(verdict: Verdict) -> list[tuple[str, str]]:
    """By when, and how much."""
    return [(row["due"], row["amount"]) for row in verdict.answer["rows"]]
