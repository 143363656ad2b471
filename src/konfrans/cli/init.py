"""`konfrans init`: a conference from nothing, with its languages, its charter and its first members."""

from __future__ import annotations

import os
import secrets
import shlex
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.cli import init_answers as answers
from konfrans.cli.house import leave, prepare
from konfrans.cli.init_answers import Answers
from konfrans.cli.init_reading import Unfit, charter_of, rows_of

if TYPE_CHECKING:
    from konfrans.charter import Charter
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

    asked = answers.complete(given, answers.Looks(ready, _charter_wrong, _members_wrong, _today))
    try:
        facts = answers.looked_at(given)
        ready(facts.choice)
        facts = answers.dated(facts, _today())
        text, rows = _read(facts)
        if dry_run:
            _say_dry(facts, text, rows)
            return
        invited = _found(place, made[0], facts, text, rows, invite=invite, sample=sample)
    except typer.Exit:
        if asked:
            print(f"What was answered, to be typed again:\n{answers.as_command(given, home)}", file=sys.stderr)
        raise
    _say(place, facts, text, rows, invited)


def _charter_wrong(name: str) -> str:
    """What is wrong with a charter; empty where nothing is."""
    try:
        charter_of(name, "conference")
    except Unfit as unfit:
        return f"{unfit.text}\n{unfit.remedy}"
    return ""


def _members_wrong(file: Path, charter: str, country: str) -> str:
    """What is wrong with a spreadsheet; empty where nothing is."""
    try:
        rows_of(file, charter_of(charter, "conference"), country)
    except Unfit as unfit:
        return f"{unfit.text}\n{unfit.remedy}"
    return ""


def _enter_home(place: Path) -> None:
    os.environ["KONFRANS_HOME"] = str(place)


def _prepare(place: Path, choice: Chosen) -> str:
    """Make Django ready in the languages that were named, without writing into the home; the new secret key, where one is made."""
    told = {"KONFRANS_LANGUAGES": ",".join(choice.languages), "KONFRANS_TIME_ZONE": choice.time_zone}
    for variable, value in told.items():
        if os.environ.get(variable, value) != value:
            leave(
                f"{variable} says {os.environ[variable]}, and goes before what is written into the home.",
                f"Take it out of the environment, or give the same: {value}.",
            )
        os.environ[variable] = value
    os.environ.setdefault("KONFRANS_FALLBACK", choice.fallback)
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


def _read(facts: answers.Facts) -> tuple[Charter | None, tuple[Row, ...]]:
    """The charter and the members; leaves where one cannot be used."""
    try:
        charter = charter_of(facts.charter, facts.key) if facts.charter else None
        rows = rows_of(facts.members, charter, facts.country) if facts.members is not None and charter else ()
    except Unfit as unfit:
        leave(unfit.text, f"{unfit.remedy} Nothing was written.")
    return charter, rows


def _found(
    place: Path, secret: str, facts: answers.Facts, charter: Charter | None, rows: tuple[Row, ...], *, invite: bool,
    sample: bool,
) -> Any:  # fmt: skip
    """Everything in one transaction; the home's file before it, for it says in which languages the rows are."""
    from django.core.management import call_command
    from django.db import transaction

    from konfrans.kernel import chosen, clock
    from konfrans.kernel.acts import Actor
    from konfrans.kernel.conference import conference_found
    from konfrans.kernel.localised import Localised
    from konfrans.kernel.refusals import Refused, worded
    from konfrans.membership.services import charter_bodies_enter, members_enter
    from konfrans.people.services import secretary_invite
    from konfrans.statutes.services.founding import charter_found

    assert facts.since is not None
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if secret:
        with open(os.open(place / "secret-key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
    call_command("migrate", interactive=False, verbosity=0)
    actor, invited = Actor.system("operator"), None
    try:
        with transaction.atomic():
            conference_found(
                actor=actor, key=facts.key, name=Localised.of(**facts.names), country=facts.country, mail=facts.mail,
                authentic_language=facts.choice.languages[0], short_name=facts.short_name, seat=Localised.of(**facts.seats),
            )  # fmt: skip
            if charter is not None:
                charter_found(actor=actor, charter=charter, from_date=facts.since)
                if facts.since <= clock.today():
                    charter_bodies_enter(actor=actor, on=facts.since)
            if rows:
                members_enter(
                    actor=actor,
                    rows=rows,
                    since=facts.since,
                    language=facts.choice.languages[0],
                    invite=invite,
                    sample=sample,
                )
            if facts.secretary:
                invited = secretary_invite(
                    actor=actor, email=facts.secretary, language=facts.choice.languages[0], since=clock.today(),
                    **facts.secretary_name,
                )  # fmt: skip
            chosen.keep(facts.choice, place)
    except Refused as refused:
        leave(worded(refused), "Nothing was entered. Mend it and type the command again.")
    return invited


def _summary(facts: answers.Facts, charter: Charter | None, rows: tuple[Row, ...]) -> list[str]:
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


def _say_dry(facts: answers.Facts, charter: Charter | None, rows: tuple[Row, ...]) -> None:
    print("\n".join(_summary(facts, charter, rows)))
    first = facts.choice.languages[0]
    for row in rows:
        print(f"  row {row.number}: {row.key} ({row.category}) {row.names[first]}")
    print("Everything can be entered; nothing was written (--dry-run).")


def _say(place: Path, facts: answers.Facts, charter: Charter | None, rows: tuple[Row, ...], invited: Any) -> None:
    print("\n".join(_summary(facts, charter, rows)))
    if invited is not None:
        print(
            f"Invited: {facts.secretary}. The letter leaves when it is served; the link is shown only now:\n{invited.address}"
        )
    home = shlex.quote(str(place))
    if facts.since and facts.since > _today():
        print(
            "Organs, categories and members are entered when the charter is in force: the page desk/start/ leads there."
        )
    if invited is None:
        print(f"Now type: KONFRANS_HOME={home} konfrans secretary invite ADDRESS --name NAME")
    print(f"{'Then' if invited is None else 'Now'} type: KONFRANS_HOME={home} konfrans serve")
