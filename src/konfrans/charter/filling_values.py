"""What is written in a field of a rule's form, and the value that it is in the document: texts, numbers, spans, amounts.

A share may be written as people say it (two thirds, üçdə iki, ⅔); what leaves open what is meant stays as it was typed, for the reading
of the charter to refuse.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from konfrans.charter.spans import UNITS
from konfrans.charter.toml_text import value_toml
from konfrans.charter.words.numbers import reader

Data = Mapping[str, Sequence[str]]
"""What was sent: for each name its values."""
WAYS = ("number", "share", "times", "raw")
"""How an amount may be written; `raw`, as TOML, is what no other way can show."""
COMPARED = ("more_than", "at_least")
"""What an amount may be compared by: one of both."""
_WRITTEN = re.compile(r"([0-9]{1,9}) ?/ ?([0-9]{1,9})")
_DIGITS = re.compile(r"[0-9%]")
_PER_CENT = re.compile(r"faiz|per ?cent", re.IGNORECASE)


def text_of(value: Any) -> str:
    """A value as a field of one line shows it."""
    return "" if value is None or isinstance(value, list | Mapping) else str(value)


def typed(data: Data, name: str) -> str:
    """What was typed into a field, without the space around it."""
    values = data.get(name, ())
    return str(values[-1]).strip() if values else ""


def number_of(text: str) -> int | str | None:
    """A whole number; what is none stays as it was written, for the reading to refuse."""
    bare = text.removeprefix("-")
    return int(text) if bare.isascii() and bare.isdigit() and len(bare) < 12 else text or None


def raw_of(text: str) -> Any:
    """A value from TOML; what is none stays as it was written."""
    if not text:
        return None
    try:
        return tomllib.loads(f"it = {text}")["it"]
    except tomllib.TOMLDecodeError:
        return text


# amounts --------------------------------------------------------------------------------------------------------------


def amount_shown(value: Any) -> dict[str, str]:
    """The parts of an amount as its field shows them."""
    match value:
        case None:
            return {"way": ""}
        case int():
            return {"way": "number", "number": str(value)}
        case {"share": share, "of": of} if len(value) == 2:
            return {"way": "share", "fraction": str(share), "of": str(of)}
        case {"times": times, "of": of} if len(value) == 2:
            return {"way": "times", "fraction": str(times), "of": str(of)}
        case _:
            return {"way": "raw", "raw": value_toml(value)}


def amount_taken(data: Data, name: str, languages: Sequence[str], strict: bool | None = None) -> Any:
    """The amount that was written; `{}` where a way was chosen and nothing written, for the reading to refuse."""
    match typed(data, f"{name}.way"):
        case "number":
            number = number_of(typed(data, f"{name}.number"))
            return {} if number is None else number
        case "share" | "times" as way:
            fraction = typed(data, f"{name}.fraction")
            meant = share_meant(fraction, languages, strict) or fraction
            found = {way: meant, "of": typed(data, f"{name}.of")}
            return {key: text for key, text in found.items() if text}
        case "raw":
            raw = raw_of(typed(data, f"{name}.raw"))
            return {} if raw is None else raw
        case _:
            return None


def share_meant(written: str, languages: Sequence[str], strict: bool | None = None) -> str:
    """A share that was written in words or with a sign of its own, as a fraction; empty where it leaves open what is meant.

    `strict` says what the amount is compared by: “more than half” is no amount of “at least”.
    """
    text = " ".join(unicodedata.normalize("NFKC", written).replace("\u2044", "/").split())
    if found := _WRITTEN.fullmatch(text):
        return f"{found[1]}/{found[2]}"
    if not text or _DIGITS.search(text) or _PER_CENT.search(text):
        return ""
    meant = set()
    for read in filter(None, map(reader, languages)):
        for form in (text, f"{text} of"):  # “a third” is a share only of something
            said = read(form)
            whole = len(said) == 1 and len(said[0].text) >= len(text)
            if whole and said[0].sort == "share" and not said[0].soft:
                meant.add((said[0].value, said[0].strict))
                break
    if len(meant) != 1:
        return ""
    ((share, compared),) = meant
    return f"{share.numerator}/{share.denominator}" if compared is None or compared == strict else ""


def compared_shown(value: Mapping[str, Any]) -> dict[str, str]:
    """What an amount is compared by, and its parts."""
    which = next((name for name in COMPARED if value.get(name) is not None), "")
    return {"which": which, **amount_shown(value.get(which))}


def compared_taken(data: Data, name: str, languages: Sequence[str]) -> dict[str, Any]:
    """The amount under the key that it is compared by; nothing where one of the two is not given."""
    which = typed(data, f"{name}.which")
    strict = which == "more_than"
    amount = amount_taken(data, name, languages, strict) if which in COMPARED else None
    return {} if amount is None else {which: amount}


def span_shown(value: Any) -> dict[str, str]:
    """The number and the unit of a span."""
    unit = next((unit for unit in UNITS if isinstance(value, Mapping) and unit in value), "")
    return {"number": str(value[unit]) if unit else "", "unit": unit or "days"}


def span_taken(data: Data, name: str, old: Any) -> Any:
    """The span that was written; what else it said stays."""
    number, unit = typed(data, f"{name}.number"), typed(data, f"{name}.unit")
    if not number or unit not in UNITS:
        return None
    kept = {key: value for key, value in old.items() if key not in UNITS} if isinstance(old, Mapping) else {}
    return {unit: number_of(number), **kept}
