"""`konfrans conference`: which conference this installation runs."""

from __future__ import annotations

from typing import Annotated

import typer

from konfrans.cli.house import leave, prepare


def found(
    name: Annotated[
        list[str],
        typer.Option(help="Its name in a language, as az=…; give one for each language.", metavar="LANGUAGE=TEXT"),
    ],
    country: Annotated[str, typer.Option(help="Country, two letters as in ISO 3166: AZ.")],
    mail: Annotated[str, typer.Option(help="Address of the secretariat, shown on every page.")],
    key: Annotated[str, typer.Option(help="Short key of Latin letters, digits and hyphens.")],
    short_name: Annotated[str, typer.Option(help="Its short name: CAUR.")] = "",
    lead: Annotated[
        list[str] | None,
        typer.Option(
            help="What it is, in one sentence in a language; give one for each language.", metavar="LANGUAGE=TEXT"
        ),
    ] = None,
    seat: Annotated[
        list[str] | None,
        typer.Option(help="The city of its seat in a language; give one for each language.", metavar="LANGUAGE=TEXT"),
    ] = None,
    address: Annotated[
        list[str] | None,
        typer.Option(
            help="The secretariat's address in a language; give one for each language.", metavar="LANGUAGE=TEXT"
        ),
    ] = None,
    authentic: Annotated[str, typer.Option(help="Language of the authentic text; left out: the first language.")] = "",
) -> None:
    """Say which conference this installation runs; done once. The secretariat changes its texts later in the browser.

    Exit status: 0 done; 2 something is not as it must be, or there is a conference already.
    """
    prepare()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email, validate_slug

    from konfrans.kernel.acts import Actor
    from konfrans.kernel.conference import conference_found
    from konfrans.kernel.localised import Localised
    from konfrans.kernel.refusals import Refused, worded

    languages = [code for code, _words in settings.LANGUAGES]
    told = {"name": name, "lead": lead or [], "seat": seat or [], "address": address or []}
    texts = {option: dict(part.partition("=")[::2] for part in parts) for option, parts in told.items()}
    for option, given in texts.items():
        if not given and option != "name":
            continue
        if set(given) != set(languages) or not all(text.strip() for text in given.values()):
            words = " ".join(f"--{option} '{code}=…'" for code in languages)
            what = {"name": "A name", "lead": "A lead", "seat": "A seat", "address": "An address"}[option]
            leave(f"{what} is needed in each language of the conference: {', '.join(languages)}.", f"Type: {words}")
    if len(short_name) > 20:
        leave(f"“{short_name}” is too long for a short name.", "Give --short-name at most 20 characters, such as CAUR.")
    authentic = authentic or languages[0]
    if authentic not in languages:
        leave(
            f"{authentic} is no language of this installation.",
            f"Choose one of {', '.join(languages)}, or set KONFRANS_LANGUAGES.",
        )
    if not (len(country) == 2 and country.isascii() and country.isupper()):
        leave(f"“{country}” is no country of two capital letters.", "Type it as in ISO 3166: --country AZ")
    try:
        validate_slug(key)
        validate_email(mail)
    except ValidationError as error:
        leave(
            f"--key or --mail: {error.messages[0]}",
            "A key is like caur-2026; an address is like secretariat@example.org.",
        )
    try:
        conference_found(
            actor=Actor.system("operator"), key=key, country=country, mail=mail, authentic_language=authentic,
            short_name=short_name, **{option: Localised.of(**given) for option, given in texts.items()},
        )  # fmt: skip
    except Refused as refused:
        leave(worded(refused), "Install konfrans in another home with another database.")
    print("\n".join(f"{code}: {texts['name'][code]}" for code in languages))
    print("Now type: konfrans charter load FILE --from DATE, and konfrans secretary invite ADDRESS --name NAME")
