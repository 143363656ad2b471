"""What was answered so far in the browser, as it stands in the home."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from konfrans.founding.rules import Answers
from konfrans.founding.selectors.awaited import home

ANSWERS, CHARTER, MEMBERS = "answers.json", "charter.toml", "members"
OWN = "file"
"""Stands for the charter that was given as a file, where else the key of a model stands."""


def answered() -> dict[str, Any]:
    """By name; empty before the first answer."""
    try:
        read = json.loads((home() / ANSWERS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def seal() -> str:
    """A hash of all that was answered and given: what was looked at is what is founded."""
    parts = [(home() / name).read_bytes() if has_file(name) else b"" for name in (ANSWERS, CHARTER, MEMBERS)]
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


def has_file(name: str) -> bool:
    return (home() / name).is_file()


def as_given(kept: Mapping[str, Any]) -> Answers:
    """The same as a command is given them."""
    codes = list(kept.get("languages", ()))
    charter = str(kept.get("charter", ""))
    return Answers(
        languages=",".join(codes), names=_each(kept, "names", codes), seats=_each(kept, "seats", codes),
        charter=str(home() / CHARTER) if charter == OWN else charter, members=home() / MEMBERS if has_file(MEMBERS) else None,
        **{
            name: str(kept.get(name, ""))
            for name in ("short_name", "country", "time_zone", "mail", "key", "since", "secretary", "secretary_name")
        },
    )  # fmt: skip


def _each(kept: Mapping[str, Any], name: str, codes: list[str]) -> list[str]:
    """The texts in the languages that are chosen; those in a language chosen before are left aside."""
    texts = kept.get(name, {})
    return [f"{code}={texts[code]}" for code in codes if texts.get(code)]
