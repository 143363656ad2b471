"""What `konfrans init` asks at a terminal for what its options do not say."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from konfrans.cli.house import leave
from konfrans.cli.starting import at_a_terminal
from konfrans.founding import rules
from konfrans.founding.messages import in_english
from konfrans.founding.rules import USUAL_CHARTER, USUAL_LANGUAGES, Answers, Fault, by_language, codes_of, key_of
from konfrans.kernel.chosen import OWN_NAMES, Chosen, checked


@dataclass(frozen=True, slots=True)
class Looks:
    """What looks at an answer and needs the program to be ready in the languages that were chosen."""

    ready: Callable[[Chosen], None]
    charter: Callable[[str], str]
    """What is wrong with a charter by its name."""
    members: Callable[[Path, str, str], str]
    """What is wrong with a spreadsheet, beside a charter, in a country."""
    today: Callable[[], date]


def _said(look: Callable[[str], Fault | None]) -> Callable[[str], str]:
    """What a rule finds wrong, as words."""

    def words(said: str) -> str:
        fault = look(said)
        return in_english(fault) if fault else ""

    return words


def _or_none(look: Callable[[str], str]) -> Callable[[str], str]:
    return lambda said: "" if said == "none" else look(said)


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
    given.languages = _answer(
        given.languages, "Languages, the authentic one first", ",".join(USUAL_LANGUAGES), _said(rules.languages_fault)
    )
    codes = codes_of(given.languages)
    given.country = _answer(given.country, "Country, two letters", check=_said(rules.country_fault))
    given.time_zone = _answer(
        given.time_zone, "Time zone, such as Europe/Vilnius", rules.usual_zone(given.country),
        _said(lambda said: rules.zone_fault(codes, said)),
    )  # fmt: skip
    looks.ready(checked(codes, given.time_zone))
    given.names = _in_each(given.names, "Name", codes, "")
    given.short_name = _answer(
        given.short_name, f"Short name, at most {rules.SHORT} characters", "-", _said(rules.short_fault)
    )
    if rules.key_fault(key_of(given, codes)):
        given.key = _answer(
            given.key, "Short key of small Latin letters, digits and hyphens", check=_said(rules.key_fault)
        )
    given.seats = _in_each(given.seats, "Seat, the city", codes, "-")
    given.mail = _answer(given.mail, "E-mail address of the secretariat", check=_said(rules.mail_fault))
    given.charter = _answer(
        given.charter, "Charter: starter-association, starter-federation, another model or a file", USUAL_CHARTER,
        looks.charter,
    )  # fmt: skip
    given.since = _answer(given.since, "In force from", "today", _said(rules.day_fault))
    _ask_members(given, looks)
    _ask_secretary(given)
    return True


def _ask_members(given: Answers, looks: Looks) -> None:
    if given.since != "today" and date.fromisoformat(given.since) > looks.today():
        print("  The first members are entered when the charter is in force.")
        given.members = None
        return

    def wrong(said: str) -> str:
        return _file(said) or looks.members(Path(said), given.charter, given.country)

    file = _answer(str(given.members or ""), "Spreadsheet with the first members", "none", _or_none(wrong))
    given.members = None if file == "none" else Path(file)


def _ask_secretary(given: Answers) -> None:
    address = _answer(
        given.secretary, "E-mail address of the first secretary", "none", _or_none(_said(rules.mail_fault))
    )
    given.secretary = "" if address == "none" else address
    if given.secretary:
        given.secretary_name = _answer(
            given.secretary_name, "Given name and surname of the first secretary", check=_said(rules.whole_name_fault)
        )


def _in_each(given: list[str], question: str, codes: Sequence[str], usual: str) -> list[str]:
    """A text in each language; those that are given are kept."""
    told = by_language(given)
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


def _file(said: str) -> str:
    return "" if Path(said).is_file() else f"There is no file {said}."
