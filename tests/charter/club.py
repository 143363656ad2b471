"""A small charter for tests: one article, every kind of rule, each easy to change."""

from __future__ import annotations

from konfrans.charter import Charter, load_charter

CLUB = """\
key = "club"
version = "3"
languages = ["az", "en"]
authentic = "az"
title.az = "Klubun nizamnaməsi"
title.en = "Charter of the club"

[[article]]
number = 1
heading.az = "Qərarlar"
heading.en = "Decisions"

[[article.paragraph]]
number = 1
text.az = "Mətn."
text.en = "Text."

[[article.paragraph]]
number = 2
text.az = "Mətn."
text.en = "Text."

[offices.president]
name = { az = "prezident", en = "President" }
outside = true

[organs.general_assembly]
name = { az = "Ümumi Yığıncaq", en = "General Assembly" }
article = "1.1"
quorum = { article = "1.1", more_than = { share = "1/2", of = "entitled" } }
tie = { article = "1.2", open = "casting_vote", secret = "fails", who = "president" }

[kinds.ordinary]
condition = { article = "1.2", more_than = { share = "1/2", of = "present_and_represented" } }
"""


def club(*changes: tuple[str, str], more: str = "") -> Charter:
    """The club's charter with replacements made, each of which must find its place."""
    return load_charter(club_text(*changes, more=more))


def club_text(*changes: tuple[str, str], more: str = "") -> str:
    text = CLUB
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text + more


def condition(amount: str) -> Charter:
    """The club with another condition for ordinary decisions: `at_least = { share = "2/3", of = "cast" }`."""
    return club(('more_than = { share = "1/2", of = "present_and_represented" }', amount))
