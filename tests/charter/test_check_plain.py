"""Findings are said in a lawyer's words; the key that the drafter of the document looks for stands apart from them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from konfrans.charter.law.accepted import Remark

HOME = Path("src/konfrans/charter/words")


@pytest.mark.parametrize("code", ["en", "az"])
def test_no_finding_says_a_key_of_the_document(code: str) -> None:
    said = tomllib.loads((HOME / code / "check.toml").read_text("utf-8"))["check"]
    assert set(said["about"]) == set(get_args(Remark))
    for name, finding in said["findings"].items():
        words = re.sub(r"\{[^}]*\}", "", " ".join(finding.get(part, "") for part in ("text", "example", "remedy")))
        assert not [sign for sign in ("`", "[[", "--", "_", " = ") if sign in words], (name, words)
        assert "{place}" not in finding.get("example", "")
