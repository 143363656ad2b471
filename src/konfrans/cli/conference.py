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
    authentic: Annotated[str, typer.Option(help="Language of the authentic text; left out: the first language.")] = "",
) -> None:
    """Say which conference this installation runs; done once.

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
    texts = dict(part.partition("=")[::2] for part in name)
    if set(texts) != set(languages) or not all(text.strip() for text in texts.values()):
        words = " ".join(f"--name '{code}=…'" for code in languages)
        leave(f"A name is needed in each language of the conference: {', '.join(languages)}.", f"Type: {words}")
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
            actor=Actor.system("operator"), key=key, name=Localised.of(**texts), country=country, mail=mail,
            authentic_language=authentic,
        )  # fmt: skip
    except Refused as refused:
        leave(worded(refused), "Install konfrans in another home with another database.")
    print("\n".join(f"{code}: {texts[code]}" for code in languages))
    print("Now type: konfrans charter load FILE --from DATE, and konfrans secretary invite ADDRESS --name NAME")
