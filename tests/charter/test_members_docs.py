"""The guide to members and fees: every table in it is read as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from konfrans.charter import load_charter

GUIDE = Path("docs/law/members.md").read_text(encoding="utf-8")
TOML = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
ARTICLES = "".join(
    f'[[article]]\nnumber = {number}\nheading = {{ az = "M", en = "A" }}\n'
    + "".join(f'[[article.paragraph]]\nnumber = {at}\ntext = {{ az = "Mətn.", en = "Text." }}\n' for at in range(1, 10))
    for number in range(6, 28)
)
HEAD = """
key = "guide"
version = "1"
languages = ["az", "en"]
authentic = "az"
title = { az = "N", en = "C" }
"""
BODY = "".join(
    f'[offices.{key}]\nname = {{ az = "{key}", en = "{key}" }}\n'
    for key in ("rector", "acting_rector", "vice_rector", "secretary_general")
) + "".join(
    f'[{table}]\narticle = "6.1"\nname = {{ az = "x", en = "x" }}\n'
    for table in ("groups.private", "organs.general_assembly", "organs.presidium")
)


def test_the_tables_of_the_guide_make_one_charter() -> None:
    rest = '[data.gdp]\narticle = "27.1"\nname = { az = "x", en = "x" }\n[data.budget]\narticle = "27.1"\nname = { az = "x", en = "x" }\n'
    charter = load_charter(HEAD + ARTICLES + BODY + rest + "\n".join(TOML))
    assert set(charter.fees) == {"annual", "enrolment", "by_head", "by_budget", "by_points", "set", "student", "adult"}
    assert len(charter.arrears) == 4
    assert charter.weights.ceiling.block == "holder"


@pytest.mark.parametrize("key", ["admission", "entitled", "owes"])
def test_the_guide_names_its_question(key: str) -> None:
    assert f"`konfrans ask {key}`" in GUIDE
