"""What the words of a language still lack, file by file and key by key, beside English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from konfrans.charter.faults import LawError, nearest
from konfrans.charter.words.tables import FALLBACK, HOME

Lack = Literal["file_missing", "word_missing", "word_unknown", "facts_differ", "grammar_missing"]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or wrong: in which file, at which key."""

    what: Lack
    file: str
    key: str = ""


def gaps(code: str, home: Path = HOME) -> tuple[Gap, ...]:
    """All that the language lacks; `LawError` where it has no folder."""
    folders = sorted(path.parent.name for path in home.glob("*/motions.toml"))
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", code) or not (home / code).is_dir():
        raise LawError("language_unknown", given=code[:20], known=tuple(folders), nearest=nearest(code, folders))
    return tuple(_gaps(home / code, home / FALLBACK))


def _gaps(ours: Path, english: Path) -> Iterator[Gap]:
    if not (ours / "__init__.py").exists():
        yield Gap("grammar_missing", "__init__.py")
    for file in sorted(english.glob("*.toml")):
        if not (ours / file.name).exists():
            yield Gap("file_missing", file.name)
            continue
        has, asked = _flat(_read(ours / file.name)), _flat(_read(file))
        for key, words in asked.items():
            if key not in has:
                yield Gap("word_missing", file.name, key)
            elif _facts(has[key]) != _facts(words):
                yield Gap("facts_differ", file.name, key)
        yield from (Gap("word_unknown", file.name, key) for key in has if key not in asked)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _flat(table: dict[str, Any], place: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= _flat(value, f"{place}{key}.") if isinstance(value, dict) else {f"{place}{key}": str(value)}
    return found


def _facts(text: str) -> set[str]:
    """The facts that a text names, whatever form of a noun it takes; what the parser of TOML said may be left out, it is English."""
    return {name.lower().partition("__")[0] for name in re.findall(r"\{(\w+)[}|:]", text)} - {"said"}
