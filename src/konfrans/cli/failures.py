"""What an exception of a command means to whoever typed it: one line that says what is wrong, one that says what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

EXTRAS = {"psycopg": "postgres", "psycopg2": "postgres"}
ADDRESSES = "write sqlite:///relative/file, sqlite:////absolute/file or postgresql://user:password@host/name"
READING = frozenset({"journal", "decision", "person", "sweep", "backup", "mail"})
"""Commands that are about what is there already: where nothing is there, they make nothing."""


def explained(failure: BaseException) -> tuple[str, str] | None:
    """What is wrong with the set-up, and the remedy. None where the failure is the program's own."""
    for each in _chain(failure):
        if isinstance(each, ModuleNotFoundError):
            return _module(each)
    for each in _chain(failure):
        kind = type(each)
        name = f"{kind.__module__}.{kind.__name__}"
        if name == "django.core.exceptions.ImproperlyConfigured":
            return _setting(_first_line(each))
        if name in ("django.db.utils.OperationalError", "django.db.utils.ProgrammingError"):
            return _database(_first_line(each))
        if isinstance(each, ValueError) and _address() is None:
            return _setting(f"KONFRANS_DATABASE: {ADDRESSES}")
        if isinstance(each, PermissionError) and each.filename:
            return (
                f"{each.filename} may not be opened.",
                "Look at KONFRANS_HOME and its owner; konfrans doctor says more.",
            )
    return None


def nothing_there(argv: list[str]) -> tuple[str, str] | None:
    """Why a command that reads has nothing to read: the SQLite file is not there. None for every other command and set-up."""
    words = [word for word in argv if not word.startswith("-")]
    if not words or words[0] not in READING or words[:2] == ["decision", "verify"] or {"--help", "-h"} & set(argv):
        return None
    home = Path(os.environ.get("KONFRANS_HOME") or "var").resolve()
    address = _address()
    if address is None or address.scheme not in ("sqlite", ""):
        return None
    path = unquote(address.path)[1:]
    file = Path(path) if path else home / "konfrans.sqlite3"
    if file.exists():
        return None
    return (
        f"There is no database at {file}.",
        (
            "Name the place with KONFRANS_HOME (the demonstration: KONFRANS_DEMO=1 KONFRANS_HOME=var/demo),"
            " or type: konfrans migrate"
        ),
    )


def given_value(error: Any) -> str:
    """The value of an option that was refused, as it was typed; empty where the parser does not say it."""
    found = _found_wrong(error)
    return str(found.get("input", "")) if found else ""


def wrong_value(error: Any) -> str | None:
    """A refused value of an option in plain words: option, value, what it must be. None for every other mistake."""
    found, param = _found_wrong(error), getattr(error, "param", None)
    if not found or param is None:
        return None
    name, value = (param.opts or ["the argument"])[0], str(found.get("input", ""))[:80]
    if str(found["type"]).startswith("int_"):
        return f"{name}: “{value}” is not a whole number."
    bounds = found.get("ctx", {})
    if "ge" in bounds:
        return f"{name}: {value} is below {bounds['ge']}, the least that is possible."
    if "le" in bounds:
        return f"{name}: {value} is above {bounds['le']}, the most that is possible."
    return f"{name}: “{value}” cannot be used."


def _found_wrong(error: Any) -> dict[str, Any] | None:
    errors = getattr(error.__cause__, "errors", None)
    found = errors() if callable(errors) else None
    return found[0] if found else None


def _address() -> SplitResult | None:
    """What KONFRANS_DATABASE says; None where it is no address at all."""
    try:
        parts = urlsplit(os.environ.get("KONFRANS_DATABASE", ""))
        _port = parts.port
    except ValueError:
        return None
    return parts


def _chain(failure: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        failure = failure.__cause__ or failure.__context__


def _first_line(failure: BaseException) -> str:
    return str(failure).strip().partition("\n")[0].rstrip(".")


def _module(missing: ModuleNotFoundError) -> tuple[str, str]:
    top = (missing.name or "").partition(".")[0]
    if top in EXTRAS:
        return f'This needs the extra "{EXTRAS[top]}".', f'Type: pip install "konfrans[{EXTRAS[top]}]"'
    return f"A part of the installation is missing: {missing.name}.", "Type: make setup"


def _setting(said: str) -> tuple[str, str]:
    if said.startswith("KONFRANS_DATABASE: "):
        words = said.removeprefix("KONFRANS_DATABASE: ")
        return "KONFRANS_DATABASE names no database that konfrans keeps.", f"{words[:1].upper()}{words[1:]}."
    return f"The settings cannot be used: {said}.", "Look at the variables of docs/operator.md."


def _database(said: str) -> tuple[str, str]:
    if "no such table" in said or ("relation " in said and "does not exist" in said):
        return f"The tables are not up to date: {said}.", "Type: konfrans migrate"
    if "is locked" in said:
        return f"The database is busy: {said}.", "Try again in a moment."
    return (
        f"The database does not answer: {said}.",
        "Look at KONFRANS_DATABASE and at the database; konfrans doctor says more.",
    )


def say_doctor(text: str, remedy: str, *, as_json: bool) -> None:
    """The doctor's finding where the set-up cannot even be read."""
    from konfrans.cli import doctor
    from konfrans.cli.doctor.findings import wrong

    findings = [wrong("set-up", text.rstrip("."), remedy)]
    sys.stdout.write((doctor.as_json(findings) if as_json else doctor.as_text(findings)) + "\n")
