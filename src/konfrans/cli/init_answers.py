"""What `konfrans init` is told: options, what is asked at a terminal, and a look at all of it before anything is written."""

from __future__ import annotations

import os
import re
import shlex
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


@dataclass(frozen=True, slots=True)
class Looks:
    """What looks at an answer and needs the program to be ready in the languages that were chosen."""

    ready: Callable[[Chosen], None]
    charter: Callable[[str], str]
    """What is wrong with a charter by its name."""
    members: Callable[[Path, str, str], str]
    """What is wrong with a spreadsheet, beside a charter, in a country."""
    today: Callable[[], date]


def complete(given: Answers, looks: Looks) -> bool:
    """Ask at a terminal for what is not given, and for what is given and cannot be used; whether anything was asked. Elsewhere leave
    with the options that are missing."""
    needed = {
        "--languages": given.languages, "--name": given.names, "--country": given.country, "--time-zone": given.time_zone,
        "--mail": given.mail,
    }  # fmt: skip
    missing = [option for option, value in needed.items() if not value]
    if not missing:
        return False
    if not at_a_terminal():
        leave(
            f"Not given: {', '.join(missing)}.", "Give them, or type konfrans init at a terminal: it asks. See --help."
        )
    given.languages = _answer(given.languages, "Languages, the authentic one first", "az,en", _languages)
    codes = _codes(given.languages)
    given.time_zone = _answer(
        given.time_zone, "Time zone, such as Europe/Vilnius", check=lambda said: _zone(codes, said)
    )
    looks.ready(checked(codes, given.time_zone))
    given.names = _in_each(given.names, "Name", codes, "")
    given.short_name = _answer(given.short_name, "Short name, at most 20 characters", "-", _short)
    if _key_wrong(_key(given, codes)):
        given.key = _answer(given.key, "Short key of small Latin letters, digits and hyphens", check=_key_wrong)
    given.country = _answer(given.country, "Country, two letters", check=_country)
    given.seats = _in_each(given.seats, "Seat, the city", codes, "-")
    given.mail = _answer(given.mail, "E-mail address of the secretariat", check=_mail)
    given.charter = _answer(
        given.charter, "Charter: starter-association, starter-federation, another model or a file", USUAL_CHARTER,
        looks.charter,
    )  # fmt: skip
    given.since = _answer(given.since, "In force from", "today", _day)
    _ask_members(given, looks)
    _ask_secretary(given)
    return True


def _ask_members(given: Answers, looks: Looks) -> None:
    if given.since != "today" and date.fromisoformat(given.since) > looks.today():
        print("  The first members are entered when the charter is in force.")
        given.members = None
        return

    def wrong(said: str) -> str:
        if said == "none":
            return ""
        return _file(said) or looks.members(Path(said), given.charter, given.country)

    file = _answer(str(given.members or ""), "Spreadsheet with the first members", "none", wrong)
    given.members = None if file == "none" else Path(file)


def _ask_secretary(given: Answers) -> None:
    address = _answer(
        given.secretary, "E-mail address of the first secretary", "none",
        lambda said: "" if said == "none" else _mail(said),
    )  # fmt: skip
    given.secretary = "" if address == "none" else address
    if given.secretary:
        given.secretary_name = _answer(
            given.secretary_name, "Given name and surname of the first secretary", check=_whole_name
        )


def _by_language(parts: Sequence[str]) -> dict[str, str]:
    """`az=…`, `en=…` as texts by language."""
    return {code.strip(): text.strip() for code, _sign, text in (part.partition("=") for part in parts)}


def _in_each(given: list[str], question: str, codes: Sequence[str], usual: str) -> list[str]:
    """A text in each language; those that are given are kept."""
    told = _by_language(given)
    return [
        f"{code}={told.get(code) or _ask(f'{question} ({OWN_NAMES.get(code, code)})', usual)}"
        for code in codes
    ]  # fmt: skip


def _answer(given: str, question: str, usual: str = "", check: Callable[[str], str] = lambda said: "") -> str:
    """What was given where it can be used; else it is asked."""
    if given:
        wrong = check(given)
        if not wrong:
            return given
        _say_wrong(wrong)
    return _ask(question, usual, check)


def _ask(question: str, usual: str = "", check: Callable[[str], str] = lambda said: "") -> str:
    """One answer; asked again with what is wrong until it can be used."""
    while True:
        try:
            said = input(f"{question}{f' [{usual}]' if usual else ''}: ").strip() or usual
        except EOFError:
            raise typer.Abort from None
        if said == "-" == usual:
            return ""
        wrong = check(said) if said else "Something is needed here."
        if not wrong:
            return said
        _say_wrong(wrong)


def _say_wrong(wrong: str) -> None:
    print("\n".join(f"  {line}" for line in wrong.splitlines()))


def as_command(given: Answers, home: Path | None) -> str:
    """The command that gives the same answers, to be typed in a shell."""
    typed = [
        ("--home", str(home or "")), ("--languages", given.languages), *(("--name", one) for one in given.names),
        ("--short-name", given.short_name), ("--country", given.country), ("--time-zone", given.time_zone),
        *(("--seat", one) for one in given.seats if one.partition("=")[2]), ("--mail", given.mail), ("--key", given.key),
        ("--charter", given.charter), ("--from", "" if given.since == "today" else given.since),
        ("--members", str(given.members or "")), ("--secretary", given.secretary), ("--secretary-name", given.secretary_name),
    ]  # fmt: skip
    return shlex.join(["konfrans", "init", *(word for pair in typed if pair[1] for word in pair)])


def _codes(languages: str) -> list[str]:
    return [code.strip() for code in languages.split(",")]


def _key(given: Answers, codes: Sequence[str]) -> str:
    """The key that is given, or made of the names."""
    names = _by_language(given.names)
    return given.key or slug(given.short_name) or slug(names.get("en") or names.get(codes[0], ""))[:40].strip("-")


def _key_wrong(said: str) -> str:
    if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", said) and len(said) <= 40:
        return ""
    return f"“{said}” is no key. Write small Latin letters, digits and hyphens, such as caur."


def _short(said: str) -> str:
    return "" if len(said) <= 20 else f"“{said}” is too long: at most 20 characters, such as CAUR."


def _languages(said: str) -> str:
    try:
        checked(_codes(said), "UTC")
    except Unusable as error:
        return f"{error}. Write two letters for each, with commas: lt,en."
    return _told_otherwise("KONFRANS_LANGUAGES", ",".join(_codes(said)))


def _zone(codes: Sequence[str], said: str) -> str:
    try:
        checked(codes, said)
    except Unusable as error:
        return f"{error}. Write it as Europe/Vilnius."
    return _told_otherwise("KONFRANS_TIME_ZONE", said)


def _told_otherwise(variable: str, said: str) -> str:
    """A variable of the environment goes before what is written into the home."""
    told = os.environ.get(variable, said)
    return "" if told == said else f"{variable} says {told}, and goes before: give the same, or take it out first."


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
    told = _by_language(parts)
    strange = [code for code in told if code not in codes]
    missing = [code for code in codes if not told.get(code)]
    if strange or (missing and needed):
        asked = " ".join(f"{option} '{code}=…'" for code in codes)
        leave(f"{option}: one text is needed in each of the languages {', '.join(codes)}.", f"Type: {asked}")
    return {code: text for code, text in told.items() if text}


def looked_at(given: Answers) -> Facts:
    """Every answer checked; leaves with what is wrong and what to do."""
    codes = _codes(given.languages)
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
    key = _key(given, codes)
    if _key_wrong(key):
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
