"""`konfrans analyse` of the fieldwork and of open answers: response rates, checks, words. A design may be left out here."""

from __future__ import annotations

from konfrans.cli.analyse import command_of
from konfrans.cli.analyse_options import CONTROLLED, WRITTEN

READ = ("language", "min", "most", "pairs", "names")
ESTIMATED = ("margins", "level", "df", *CONTROLLED)

response = command_of(
    "response",
    "Response, cooperation, refusal and contact rates by AAPOR's Standard Definitions, with and without base weights.",
    ("dispositions", "column", "by", "e", "designed"),
    WRITTEN,
)
checks = command_of(
    "checks",
    "Items left out, break-offs, one answer throughout, answers too fast, cases that repeat another one.",
    ("items", "battery", "duration", "fast", "by", "designed"),
    WRITTEN,
)
representation = command_of(
    "representation",
    "Shares in the sample beside those of the population, level by level, with their difference in percentage points.",
    ("known", "designed"),
    WRITTEN,
)
words = command_of(
    "words",
    "Words of open answers: in how many answers each stands. Names, addresses and numbers are cut out first.",
    ("items", *READ, "by", "designed"),
    ESTIMATED,
)
keyness = command_of(
    "keyness",
    "Words that a group says more often, or less, than others: G2, log ratio, and the difference with its error.",
    ("items", "groups", "group", "against", *READ, "designed"),
    ("level", "df", *CONTROLLED),
)
