"""What `konfrans init` is told: options, what is asked at a terminal, and a look at all of it before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import typer

from konfrans.cli.house import leave
from konfrans.cli.starting import at_a_terminal
from konfrans.kernel.chosen import OWN_NAMES, Chosen, Unusable, checked
from konfrans.kernel.text import slug

MAIL = re.compile(r"[^@\s,;]{1,64}@[^@\s,;]{1,180}\.[^@\s,;.]{2,60}")
USUAL_CHARTER = "starter-association"


@dataclass(slots=True)
class Answers:
    """As they were typed; empty where nothing was."""

    languages: str
    names: list[str]
    short_name: str
    country: str
    time_zone: str
    seats: list[str]
    mail: str
    key: str
    charter: str
    since: str
    members: Path | None
    secretary: str
    secretary_name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """As they are used."""

    choice: Chosen
    names: dict[str, str]
    seats: dict[str, str]
    short_name: str
    country: str
    mail: str
    key: str
    charter: str
    since: date | None
    """None until it is known which day it is in the conference's time zone."""
    members: Path | None
    secretary: str
    secretary_name: dict[str, str] = field(default_factory=dict)


def complete(given: Answers) -> None:
    """Ask at a terminal for what is not given; elsewhere leave with the options that are missing."""
    needed = {
        "--languages": given.languages, "--name": given.names, "--country": given.country, "--time-zone": given.time_zone,
        "--mail": given.mail,
    }  # fmt: skip
    missing = [option for option, value in needed.items() if not value]
    if not missing:
        return
    if not at_a_terminal():
        leave(
            f"Not given: {', '.join(missing)}.", "Give them, or type konfrans init at a terminal: it asks. See --help."
        )
    given.languages = given.languages or _ask("Languages, the authentic one first", "az,en", _languages)
    codes = [code.strip() for code in given.languages.split(",")]
    if not given.names:
        given.names = [f"{code}={_ask(f'Name ({OWN_NAMES.get(code, code)})')}" for code in codes]
    given.short_name = given.short_name or _ask("Short name, at most 20 characters", "-")
    given.country = given.country or _ask("Country, two letters", check=_country)
    given.time_zone = given.time_zone or _ask(
        "Time zone, such as Europe/Vilnius", check=lambda said: _zone(codes, said)
    )
    if not given.seats:
        given.seats = [f"{code}={_ask(f'Seat, the city ({OWN_NAMES.get(code, code)})', '-')}" for code in codes]
    given.mail = given.mail or _ask("E-mail address of the secretariat", check=_mail)
    given.charter = given.charter or _ask(
        "Charter: starter-association, starter-federation, another model or a file", USUAL_CHARTER
    )
    given.since = given.since or _ask("In force from", "today", _day)
    if given.members is None:
        file = _ask("Spreadsheet with the first members", "none", _file)
        given.members = None if file == "none" else Path(file)
    if not given.secretary:
        address = _ask(
            "E-mail address of the first secretary", "none", lambda said: "" if said == "none" else _mail(said)
        )
        given.secretary = "" if address == "none" else address
    if given.secretary and not given.secretary_name:
        given.secretary_name = _ask("Given name and surname of the first secretary", check=_whole_name)


def _ask(question: str, usual: str = "", check: Callable[[str], str] = lambda said: "") -> str:
    """One answer; asked again with what is wrong until it can be used."""
    while True:
        try:
            said = input(f"{question}{f' [{usual}]' if usual else ''}: ").strip() or usual
        except EOFError:
            raise typer.Abort from None
        wrong = check(said) if said else "Something is needed here."
        if not wrong:
            return "" if said == "-" else said
        print(f"  {wrong}")


def _languages(said: str) -> str:
    try:
        checked([code.strip() for code in said.split(",")], "UTC")
    except Unusable as error:
        return f"{error}. Write two letters for each, with commas: lt,en."
    return ""


def _zone(codes: Sequence[str], said: str) -> str:
    try:
        checked(codes, said)
    except Unusable as error:
        return f"{error}. Write it as Europe/Vilnius."
    return ""


def _country(said: str) -> str:
    from konfrans.people.rules.identifiers import is_country

    return "" if is_country(said) else f"“{said}” is no country. Write two capital letters as in ISO 3166: LT."


def _mail(said: str) -> str:
    return "" if MAIL.fullmatch(said) else f"“{said}” is no e-mail address. Write it as name@example.org."


def _day(said: str) -> str:
    if said == "today":
        return ""
    try:
        date.fromisoformat(said)
    except ValueError:
        return f"“{said}” is no date. Write it as 2026-03-01."
    return ""


def _file(said: str) -> str:
    return "" if said == "none" or Path(said).is_file() else f"There is no file {said}."


def _whole_name(said: str) -> str:
    return "" if len(said.split()) > 1 else "Write given name and surname."


def _texts(parts: Sequence[str], option: str, codes: Sequence[str], *, needed: bool) -> dict[str, str]:
    told = {code.strip(): text.strip() for code, _sign, text in (part.partition("=") for part in parts)}
    strange = [code for code in told if code not in codes]
    missing = [code for code in codes if not told.get(code)]
    if strange or (missing and needed):
        asked = " ".join(f"{option} '{code}=…'" for code in codes)
        leave(f"{option}: one text is needed in each of the languages {', '.join(codes)}.", f"Type: {asked}")
    return {code: text for code, text in told.items() if text}


def looked_at(given: Answers) -> Facts:
    """Every answer checked; leaves with what is wrong and what to do."""
    codes = [code.strip() for code in given.languages.split(",")]
    try:
        choice = checked(codes, given.time_zone)
    except Unusable as error:
        leave(f"{error}.".capitalize(), "Languages are like lt,en; a time zone is like Europe/Vilnius.")
    names = _texts(given.names, "--name", codes, needed=True)
    seats = _texts(given.seats, "--seat", codes, needed=False)
    since = given.since or "today"
    for wrong in (
        _country(given.country), _mail(given.mail), _day(since), _mail(given.secretary) if given.secretary else "",
        _whole_name(given.secretary_name) if given.secretary else "",
    ):  # fmt: skip
        if wrong:
            leave(wrong, "Nothing was written.")
    if len(given.short_name) > 20:
        leave(
            f"“{given.short_name}” is too long for a short name.",
            "Give --short-name at most 20 characters, such as CAUR.",
        )
    key = given.key or slug(given.short_name) or slug(names.get("en") or names[codes[0]])[:40].strip("-")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key) or len(key) > 40:
        leave(f"“{key}” is no key.", "Give --key: small Latin letters, digits and hyphens, such as caur.")
    if given.members is not None and not given.charter:
        leave("Members belong to categories that a charter founds.", "Give --charter too, such as starter-association.")
    return Facts(
        choice=choice, names=names, seats=seats, short_name=given.short_name, country=given.country, mail=given.mail, key=key,
        charter=given.charter, since=None if since == "today" else date.fromisoformat(since), members=given.members, secretary=given.secretary.lower(),
        secretary_name=_named(given.secretary_name),
    )  # fmt: skip


def dated(facts: Facts, today: date) -> Facts:
    """With the day from which the charter is in force; leaves where members would be admitted before it."""
    since = facts.since or today
    if facts.members is not None and since > today:
        leave(
            f"The charter begins on {since}; members cannot be admitted before.",
            "Leave --members out, and enter them then.",
        )
    return replace(facts, since=since)


def _named(whole: str) -> dict[str, str]:
    words = whole.split()
    return {"given": " ".join(words[:-1]), "surname": words[-1]} if len(words) > 1 else {}
