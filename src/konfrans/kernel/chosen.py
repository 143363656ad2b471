"""What an installation was founded with, in `conference.toml` of its home: languages, fallback, time zone. No Django: settings
read it; a variable of the environment goes before it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

import tomli

NAME = "conference.toml"
_CODE = re.compile(r"[a-z]{2,3}")
OWN_NAMES = {
    "az": "Azərbaycanca", "bg": "Български", "cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English",
    "es": "Español", "et": "Eesti", "fi": "Suomi", "fr": "Français", "hr": "Hrvatski", "hu": "Magyar", "it": "Italiano",
    "ka": "ქართული", "kk": "Қазақша", "lt": "Lietuvių", "lv": "Latviešu", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "sl": "Slovenščina", "sv": "Svenska", "tr": "Türkçe",
    "uk": "Українська", "uz": "Oʻzbekcha",
}  # fmt: skip
"""Languages by their own names; another one goes by its code."""


class Unusable(ValueError):
    """The file, or a value for it, cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices that settings need before there is a database."""

    languages: tuple[str, ...] = ("az", "en")
    fallback: str = "en"
    time_zone: str = "Asia/Baku"


def checked(languages: Sequence[str], time_zone: str, fallback: str = "") -> Chosen:
    """The choices, looked at. The fallback left out is English where the conference has it, else its first language."""
    codes = tuple(languages)
    wrong = [code for code in codes if not _CODE.fullmatch(code)]
    if wrong or not codes:
        raise Unusable(f"“{', '.join(wrong)}” is no language code" if wrong else "no language is named")
    if len(set(codes)) < len(codes):
        raise Unusable(f"a language is named twice: {', '.join(codes)}")
    if time_zone not in available_timezones():
        raise Unusable(f"“{time_zone}” is no time zone")
    fallback = fallback or ("en" if "en" in codes else codes[0])
    if fallback not in codes:
        raise Unusable(f"the fallback “{fallback}” is none of the languages {', '.join(codes)}")
    return Chosen(codes, fallback, time_zone)


def chosen(home: Path) -> Chosen:
    """What stands in the home's file; what is usual where there is none."""
    file = home / NAME
    if not file.exists():
        return Chosen()
    try:
        told = tomli.loads(file.read_text("utf-8"))
        languages = [str(code) for code in told["languages"]]
        return checked(languages, str(told["time_zone"]), str(told.get("fallback", "")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{file} cannot be used: {error}") from None


def written(choice: Chosen) -> str:
    """The file's text."""
    codes = ", ".join(f'"{code}"' for code in choice.languages)
    return (
        "# The languages of the conference, the authentic one first; the language shown where a text is missing; the time zone.\n"
        "# KONFRANS_LANGUAGES, KONFRANS_FALLBACK and KONFRANS_TIME_ZONE go before what stands here.\n"
        f'languages = [{codes}]\nfallback = "{choice.fallback}"\ntime_zone = "{choice.time_zone}"\n'
    )


def keep(choice: Chosen, home: Path) -> None:
    """Put the file into the home, whole or not at all; one that is there is replaced."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = home / f"{NAME}.new"
    new.write_text(written(choice), "utf-8")
    os.replace(new, home / NAME)
