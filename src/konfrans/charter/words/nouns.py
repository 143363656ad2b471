"""The forms that a noun takes in the sentences of a language: what a body calls its offices and organs is put into them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from pkgutil import resolve_name


def decline(code: str, noun: str) -> Mapping[str, str]:
    """A noun as it stands (""), and in the other forms that the language has (`DECLINE` in `nouns.py` of its folder)."""
    if not (Path(__file__).parent / code / "nouns.py").exists():
        return {"": noun}
    found: Mapping[str, str] = resolve_name(f"konfrans.charter.words.{code}.nouns:DECLINE")(noun)
    return found
