"""`konfrans init`: a conference from nothing, with its languages, its charter and its first members."""

from __future__ import annotations

import os
import secrets
import shlex
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from konfrans.cli import init_answers as asking
from konfrans.cli.house import leave, prepare
from konfrans.founding.messages import in_english
from konfrans.founding.rules import Answers, Facts, Wrong, codes_of, dated, environment, looked_at

if TYPE_CHECKING:
    from konfrans.charter import Charter
    from konfrans.founding.selectors import Unfit
    from konfrans.kernel.chosen import Chosen
    from konfrans.membership.rules import Row

TEXT = "LANGUAGE=TEXT"


def init(
    home: Annotated[
        Path | None, typer.Option(help="Where it keeps its files; left out: KONFRANS_HOME, else var.")
    ] = None,
    languages: Annotated[str, typer.Option(help="Its languages, the authentic one first: lt,en.")] = "",
    name: Annotated[
        list[str] | None, typer.Option(help="Its name in a language; give one for each language.", metavar=TEXT)
    ] = None,
    short_name: Annotated[str, typer.Option(help="Its short name: CAUR.")] = "",
    country: Annotated[str, typer.Option(help="Country, two letters as in ISO 3166: LT.")] = "",
    time_zone: Annotated[str, typer.Option(help="Time zone by its IANA name: Europe/Vilnius.")] = "",
    seat: Annotated[
        list[str] | None,
        typer.Option(help="The city of its seat in a language; give one for each language.", metavar=TEXT),
    ] = None,
    mail: Annotated[str, typer.Option(help="Address of the secretariat, shown on every page.")] = "",
    key: Annotated[str, typer.Option(help="Short key of Latin letters; left out: from the short name.")] = "",
    charter: Annotated[
        str,
        typer.Option(help="starter-association, starter-federation, another model, or a file.", metavar="MODEL|FILE"),
    ] = "",
    from_: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The day the charter is in force from; left out: today.")
    ] = "",
    members: Annotated[Path | None, typer.Option(help="First members: a spreadsheet, CSV or XLSX.")] = None,
    secretary: Annotated[str, typer.Option(help="Address of the first secretary, who gets a letter.")] = "",
    secretary_name: Annotated[str, typer.Option(help="Given name and surname of the first secretary.")] = "",
    invite: Annotated[
        bool, typer.Option("--invite", help="Invite the heads named in the spreadsheet by mail.")
    ] = False,
    sample: Annotated[bool, typer.Option("--sample", help="Mark the members as invented.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look at everything, and write nothing.")] = False,
) -> None:
    """Found a conference: tables, languages, charter, organs, first members, first secretary, all of it or nothing.

    At a terminal it asks for what is not given, and again for what cannot be used; Enter keeps the usual answer. Exit status: 0 founded; 2 something is not as it
    must be, or there is a conference already; then nothing was written.
    """
    place = (home or Path(os.environ.get("KONFRANS_HOME") or "var")).resolve()
    given = Answers(
        languages=languages, names=name or [], short_name=short_name, country=country, time_zone=time_zone, seats=seat or [],
        mail=mail, key=key, charter=charter, since=from_, members=members, secretary=secretary, secretary_name=secretary_name,
    )  # fmt: skip
    _enter_home(place)
    made: list[str] = []

    def ready(choice: Chosen) -> None:
        if not made:
            made.append(_prepare(place, choice))
            _require_none()

    asked = asking.complete(given, asking.Looks(ready, _charter_wrong, _members_wrong, _today))
    try:
        try:
            facts = looked_at(given)
            ready(facts.choice)
            facts = dated(facts, _today())
        except Wrong as wrong:
            _leave_wrong(wrong, codes_of(given.languages))
        text, rows = _read(facts)
        if dry_run:
            _rehearse(facts, text, rows, invite=invite, sample=sample)
            _say_dry(facts, text, rows)
            return
        link = _found(place, made[0], facts, text, rows, invite=invite, sample=sample)
    except typer.Exit:
        if asked:
            print(f"What was answered, to be typed again:\n{asking.as_command(given, home)}", file=sys.stderr)
        raise
    _say(place, facts, text, rows, link)


OPTIONS = {"names": "--name", "seats": "--seat", "since": "--from"}
"""Where an option is not called as the answer is."""


def _leave_wrong(wrong: Wrong, codes: list[str]) -> NoReturn:
    lines = []
    for fault in wrong.faults:
        option = OPTIONS.get(fault.field, f"--{fault.field.replace('_', '-')}")
        each = " ".join(f"{option} '{code}=…'" for code in codes) if fault.field in ("names", "seats") else ""
        lines.append(f"{option}: {in_english(fault)}{f' Type: {each}' if each else ''}")
    leave("\n".join(dict.fromkeys(lines)), "Nothing was written.")


def _charter_wrong(name: str) -> str:
    """What is wrong with a charter; empty where nothing is."""
    from konfrans.founding.selectors import Unfit, charter_of

    try:
        charter_of(name, "conference")
    except Unfit as unfit:
        return f"{_lines(unfit, name)}\n{unfit.remedy}"
    return ""


def _members_wrong(file: Path, charter: str, country: str) -> str:
    """What is wrong with a spreadsheet; empty where nothing is."""
    from konfrans.founding.selectors import Unfit, charter_of, rows_of

    try:
        rows_of(file, charter_of(charter, "conference"), country)
    except Unfit as unfit:
        return f"{_lines(unfit, str(file))}\n{unfit.remedy}"
    return ""


def _lines(unfit: Unfit, name: str) -> str:
    """What is wrong with a file, each thing with its place and its remedy."""
    told = []
    for line in unfit.lines:
        place = f"row {line.row}{f', column {line.column}' if line.column else ''}: " if line.row else ""
        remedy = f"\n    {line.remedy}" if line.remedy else ""
        told.append(f"{name}: {place}{line.text}{remedy}")
    return "\n".join(told)


def _enter_home(place: Path) -> None:
    os.environ["KONFRANS_HOME"] = str(place)


def _prepare(place: Path, choice: Chosen) -> str:
    """Make Django ready in the languages that were named, without writing into the home; the new secret key, where one is made."""
    os.environ |= environment(choice)
    secret = ""
    if not os.environ.get("KONFRANS_SECRET_KEY") and not (place / "secret-key").exists():
        os.environ["KONFRANS_SECRET_KEY"] = secret = secrets.token_urlsafe(64)
    prepare()
    return secret


def _today() -> date:
    from konfrans.kernel import clock

    return clock.today()


def _require_none() -> None:
    """Leave where a conference is founded already."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from konfrans.kernel.conference import conference

    if connection.vendor == "sqlite" and not Path(str(settings.DATABASES["default"]["NAME"])).exists():
        return
    there = None
    with suppress(DatabaseError):  # without tables there is none
        there = conference()
    if there is not None and there.pk:
        leave(
            f"This installation runs a conference already: {there.name.given('en')}. Nothing was changed.",
            "Name another place: --home FOLDER (with PostgreSQL another KONFRANS_DATABASE too).",
        )


def _read(facts: Facts) -> tuple[Charter | None, tuple[Row, ...]]:
    """The charter and the members; leaves where one cannot be used."""
    from konfrans.founding.selectors import Unfit, charter_of, rows_of

    name = facts.charter
    try:
        charter = charter_of(name, facts.key) if name else None
        name = str(facts.members)
        rows = rows_of(facts.members, charter, facts.country) if facts.members is not None and charter else ()
    except Unfit as unfit:
        leave(_lines(unfit, name), f"{unfit.remedy} Nothing was written.")
    return charter, rows


def _found(
    place: Path, secret: str, facts: Facts, charter: Charter | None, rows: tuple[Row, ...], *, invite: bool, sample: bool
) -> str:  # fmt: skip
    """Tables, then the founding; gives the link of the first secretary."""
    from django.core.management import call_command

    from konfrans.founding.services import Founded, found
    from konfrans.kernel.refusals import Refused, worded

    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if secret:
        with open(os.open(place / "secret-key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
    call_command("migrate", interactive=False, verbosity=0)
    try:
        return found(Founded(facts, charter, rows, invite=invite, sample=sample), place)
    except Refused as refused:
        leave(worded(refused), "Nothing was entered. Mend it and type the command again.")


def _rehearse(facts: Facts, charter: Charter | None, rows: tuple[Row, ...], *, invite: bool, sample: bool) -> None:
    """Found it in tables of its own, which are gone when the command ends; leaves where the founding would be refused."""
    from konfrans.founding.services import Founded, rehearse, tables_apart
    from konfrans.kernel.refusals import Refused, worded

    tables_apart()
    try:
        rehearse(Founded(facts, charter, rows, invite=invite, sample=sample))
    except Refused as refused:
        leave(worded(refused), "Nothing was written. Mend it and type the command again.")


def _summary(facts: Facts, charter: Charter | None, rows: tuple[Row, ...]) -> list[str]:
    lines = [f"{code}: {facts.names[code]}" for code in facts.choice.languages]
    lines.append(
        f"Languages: {', '.join(facts.choice.languages)}; time zone: {facts.choice.time_zone}; key: {facts.key}"
    )
    if charter is not None:
        lines.append(f"Charter: {charter.key} {charter.version}, in force from {facts.since}")
        lacking = [code for code in facts.choice.languages if code not in charter.languages]
        if lacking:
            lines.append(
                f"  It has no text in {', '.join(lacking)}: there its authentic text is shown, marked as such."
            )
    if rows:
        lines.append(f"Members: {len(rows)}")
    return lines


def _say_dry(facts: Facts, charter: Charter | None, rows: tuple[Row, ...]) -> None:
    print("\n".join(_summary(facts, charter, rows)))
    first = facts.choice.languages[0]
    for row in rows:
        print(f"  row {row.number}: {row.key} ({row.category}) {row.names[first]}")
    print("Everything can be entered; nothing was written (--dry-run).")


def _say(place: Path, facts: Facts, charter: Charter | None, rows: tuple[Row, ...], link: str) -> None:
    print("\n".join(_summary(facts, charter, rows)))
    if link:
        print(f"Invited: {facts.secretary}. The letter leaves when it is served; the link is shown only now:\n{link}")
    home = shlex.quote(str(place))
    if facts.since and facts.since > _today():
        print(
            "Organs, categories and members are entered when the charter is in force: the page desk/start/ leads there."
        )
    if not link:
        print(f"Now type: KONFRANS_HOME={home} konfrans secretary invite ADDRESS --name NAME")
    print(f"{'Now' if link else 'Then'} type: KONFRANS_HOME={home} konfrans serve")
