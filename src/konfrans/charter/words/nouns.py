"""The forms that a noun takes in the sentences of a language: what a body calls its offices and organs is put into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from pkgutil import resolve_name
from typing import Any


def decline(code: str, noun: str) -> Mapping[str, str]:
    """A noun as it stands (""), and in the other forms that the language has (`DECLINE` in `nouns.py` of its folder)."""
    found: Mapping[str, str] = _own(code, "DECLINE")(noun) if _declines(code) else {"": noun}
    return found


def takes_ending(code: str, name: str) -> bool:
    """Whether a name of any sort may be given an ending (`OWNED`): its last word then is a noun of the language."""
    return _declines(code) and bool(_own(code, "OWNED")(name))


def _declines(code: str) -> bool:
    return (Path(__file__).parent / code / "nouns.py").exists()


def _own(code: str, name: str) -> Callable[[str], Any]:
    found: Callable[[str], Any] = resolve_name(f"konfrans.charter.words.{code}.nouns:{name}")
    return found
