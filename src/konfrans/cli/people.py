"""`konfrans person`, `konfrans secretary`: what is held about a person, its erasure, the first secretary."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from konfrans.cli.house import prepare

WHO = Annotated[str, typer.Argument(metavar="KEY|EMAIL", help="The person's random key, or an e-mail address.")]
PATRONYMICS = {"oğlu", "qızı"}


def _leave(text: str, remedy: str) -> NoReturn:
    print(f"{text}\n{remedy}", file=sys.stderr)
    raise typer.Exit(2)


def _words(refused: Any) -> str:
    """A refusal in English, as everything on the command line that names no other language."""
    from django.utils.translation import override

    from konfrans.kernel.refusals import worded

    with override("en"):
        return worded(refused)


def export(
    who: WHO, out: Annotated[Path | None, typer.Option(help="File to write; left out, it is printed.")] = None
) -> None:
    """All that is held about a person, as JSON: names, offices, account, letters, invitations, entries of the journal."""
    prepare()
    from konfrans.kernel.refusals import Refused
    from konfrans.people.selectors import holdings, holdings_text, subject_of

    try:
        held = holdings(subject_of(who))
    except Refused as refused:
        _leave(_words(refused), "The secretariat's list of persons (desk/people/) shows who is known.")
    text = holdings_text(held)
    if out is None:
        print(text)
        return
    try:
        # Personal data: for the one who wrote the file alone, and never over a file that is there.
        with open(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except FileExistsError:
        _leave(f"{out} is there already.", "Name a file that is not.")
    except OSError as error:
        _leave(f"{out} cannot be written: {error.strerror}.", "Name another file.")
    print(f"Written: {out}")


def erase(
    who: WHO, yes: Annotated[bool, typer.Option("--yes", help="Do it; without this nothing is erased.")] = False
) -> None:
    """Erase a person's name at the person's own request.

    Names and their salts, the account, letters and invitations are deleted, and offices in force end today. The journal, verdicts
    and rosters still verify; pages say that the name was erased and when. An address behind which nobody of the register stands,
    such as that of somebody who was only named for a committee, is erased with all that came in under it. Papers with the name that
    have left are listed: nobody can call them back. It cannot be undone; older backups still hold the name.
    """
    prepare()
    from django.utils.translation import override

    from konfrans.kernel.acts import Actor
    from konfrans.kernel.refusals import Refused
    from konfrans.people import services
    from konfrans.people.registries import left_of
    from konfrans.people.selectors import person, subject_of

    try:
        subject = subject_of(who)
        with override("en"):
            left = [f"  {one.on}: {one.what}" for one in left_of(subject)]
        if subject.person is None:
            (address,) = subject.emails
            if not yes:
                _leave(
                    "\n".join([f"All that is held of {address} would be erased for good.", *_left_words(left)]),
                    f"Type: konfrans person erase {address} --yes",
                )
            gone = services.address_erase(actor=Actor.system("operator"), address=address)
        else:
            found = person(subject.person)
            if not yes and not found.erased_on:
                _leave(
                    "\n".join([f"{found.full_name} (key {found.key}) would be erased for good.", *_left_words(left)]),
                    f"Type: konfrans person erase {found.key} --yes",
                )
            gone = services.person_erase(actor=Actor.system("operator"), person=found)
    except Refused as refused:
        _leave(_words(refused), "Nothing was changed.")
    print(f"Erased: {subject.person or subject.emails[0]}")
    for what, count in gone.items():
        if count:
            print(f"  {what.replace('_', ' ')}: {count}")
    for line in _left_words(left):
        print(line)
    print("The journal still verifies. Backups made before still hold the name: let them run out.")


def _left_words(left: list[str]) -> list[str]:
    """What went out with the name, under a line that says so; nothing where nothing did."""
    return ["Sent before with the name on it, and not called back:", *left] if left else []


def _name(text: str) -> dict[str, str]:
    words = text.split()
    if len(words) < 2:
        _leave(f"“{text}” is no whole name.", "Write given name and surname: --name 'Sevda Əliyeva'")
    if len(words) >= 4 and words[-2] in PATRONYMICS:
        return {"given": " ".join(words[:-3]), "father": words[-3], "patronymic": words[-2], "surname": words[-1]}
    return {"given": " ".join(words[:-1]), "surname": words[-1]}


def invite_secretary(
    email: Annotated[str, typer.Argument(help="Address the invitation goes to.")],
    name: Annotated[str, typer.Option(help="Given name and surname.")],
    lang: Annotated[str, typer.Option(help="Language of the letter; left out: the conference's first.")] = "",
) -> None:
    """Found the secretariat: invite its first member. The link is mailed, and printed once.

    Again with the same address it sends a new link for the same person; the old one stops working.
    """
    prepare()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from konfrans.kernel import clock
    from konfrans.kernel.acts import Actor
    from konfrans.kernel.localised import languages
    from konfrans.kernel.refusals import Refused
    from konfrans.people import services

    try:
        validate_email(email.strip())
    except ValidationError:
        _leave(f"“{email}” is no e-mail address.", "Write it as name@domain.")
    try:
        invited = services.secretary_invite(
            actor=Actor.system("operator"),
            email=email,
            language=lang or languages()[0],
            since=clock.today(),
            **_name(name),
        )
    except Refused as refused:
        _leave(_words(refused), "Nothing was changed.")
    office = invited.invitation.office
    print(
        f"Invited: {office.person.full_name}, secretary from {office.since}. The letter leaves with the next sweep; the link is shown only now:"
    )
    print(invited.address)
