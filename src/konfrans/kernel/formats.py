"""Dates, times and numbers as each language writes them, in the conference's time zone.

Azerbaijani months are lower-case inside a sentence, the year takes its ordinal, thousands are parted by a no-break space;
a Lithuanian date begins with the year and ends with “d.”; a language without an entry here is written as English.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.charter.words import speak
from konfrans.charter.words.az import ordinal
from konfrans.kernel import clock

NBSP = "\u00a0"
_MONTHS = {
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr".split(),
    "en": "January February March April May June July August September October November December".split(),
    "lt": ("sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio").split(),
}
_MONTHS_ALONE = {
    "lt": ("sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis").split(),
}
"""Months that stand without a day, where a language has another form for it."""
_DAYS = {
    "az": ["bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə", "bazar"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "lt": [
        "pirmadienis",
        "antradienis",
        "trečiadienis",
        "ketvirtadienis",
        "penktadienis",
        "šeštadienis",
        "sekmadienis",
    ],
}


def _language(language: str | None) -> str:
    code = language or get_language() or "en"
    return code if code in _MONTHS else "en"


def _day(value: date | datetime) -> date:
    return value.astimezone(clock.zone()).date() if isinstance(value, datetime) and value.tzinfo else (
        value.date() if isinstance(value, datetime) else value
    )  # fmt: skip


def month_name(month: int, language: str | None = None) -> str:
    """The month's name as it stands inside a sentence."""
    return _MONTHS[_language(language)][month - 1]


def date_text(value: date | datetime, language: str | None = None) -> str:
    """`25 November 2026`, `25 noyabr 2026`, `2026 m. lapkričio 25 d.`: lists, labels, running text of the interface."""
    day, code = _day(value), _language(language)
    if code == "lt":
        return f"{day.year}{NBSP}m. {day_and_month(day, code)}"
    return f"{day.day} {month_name(day.month, language)} {day.year}".replace(" ", NBSP, 1)


def date_legal(value: date | datetime, language: str | None = None) -> str:
    """`25 November 2026`, `25 noyabr 2026-cı il`: titles and law."""
    day, code = _day(value), _language(language)
    if code == "az":
        return f"{day.day}{NBSP}{month_name(day.month, code)} {ordinal(day.year)} il"
    return date_text(day, code)


def date_with_weekday(value: date | datetime, language: str | None = None) -> str:
    """`Wednesday, 25 November 2026`; `25 noyabr 2026-cı il, çərşənbə`."""
    day, code = _day(value), _language(language)
    weekday = _DAYS[code][day.weekday()]
    return f"{date_legal(day, code)}, {weekday}" if code in ("az", "lt") else f"{weekday}, {date_text(day, code)}"


def weekday_and_day(value: date | datetime, language: str | None = None) -> str:
    """`Fri, 27 November`; `27 noyabr, cümə`: a day near enough to need no year."""
    day, code = _day(value), _language(language)
    weekday = _DAYS[code][day.weekday()]
    return (
        f"{day_and_month(day, code)}, {weekday}"
        if code in ("az", "lt")
        else f"{weekday[:3]}, {day_and_month(day, code)}"
    )


def day_and_month(value: date | datetime, language: str | None = None) -> str:
    """`25 November`, `25 noyabr`, `lapkričio 25 d.`"""
    day, code = _day(value), _language(language)
    if code == "lt":
        return f"{month_name(day.month, code)} {day.day}{NBSP}d."
    return f"{day.day}{NBSP}{month_name(day.month, language)}"


def date_short(value: date | datetime, language: str | None = None) -> str:
    """`25.11.2026` in Azerbaijani; English has no short form that is read alike everywhere, so the long one."""
    day, code = _day(value), _language(language)
    if code == "lt":
        return f"{day:%Y-%m-%d}"
    return f"{day:%d.%m.%Y}" if code == "az" else date_text(day, code)


def month_and_year(year: int, month: int, language: str | None = None) -> str:
    """`September 2023`, `sentyabr 2023`, `2023 m. rugsėjis`."""
    code = _language(language)
    if code == "lt":
        return f"{year}{NBSP}m. {_MONTHS_ALONE[code][month - 1]}"
    return f"{month_name(month, language)}{NBSP}{year}"


def year_text(year: int, language: str | None = None) -> str:
    """`2026`, `2026-cı il`, `2026 m.`: a year that a sentence names, which Azerbaijani cannot do with the number alone."""
    code = _language(language)
    if code == "az":
        return f"{ordinal(year)} il"
    return f"{year}{NBSP}m." if code == "lt" else str(year)


def time_text(value: datetime | time) -> str:
    """`14:05`: 24 hours, the conference's wall clock."""
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(clock.zone())
    return f"{value:%H:%M}"


def number_text(value: int | Decimal, language: str | None = None) -> str:
    """`1,053` in English, `1 053` with a no-break space in Azerbaijani; decimals with point or comma."""
    whole, _, rest = f"{value:,}".partition(".")
    if _language(language) in ("az", "lt"):
        return whole.replace(",", NBSP) + (f",{rest}" if rest else "")
    return f"{whole}.{rest}" if rest else whole


def article_text(reference: str, language: str | None = None) -> str:
    """`29.3` as `article 29(3)` or `Nizamnamənin 29.3-cü bəndi`, as the law engine says it."""
    return speak(_language(language)).article(reference)


def language_name(code: str) -> str:
    """A language's name in the reader's language; one that has no word here by its own name or its code."""
    names = {
        "az": _("Azerbaijani"), "en": _("English"), "fr": _("French"), "pl": _("Polish"), "lt": _("Lithuanian"),
        "sv": _("Swedish"), "fi": _("Finnish"), "es": _("Spanish"), "pt": _("Portuguese"), "nl": _("Dutch"),
        "de": _("German"), "ru": _("Russian"), "ka": _("Georgian"), "uk": _("Ukrainian"), "tr": _("Turkish"),
    }  # fmt: skip
    return names.get(code) or dict(settings.LANGUAGES).get(code, code)


def language_choices() -> list[tuple[str, str]]:
    """The conference's languages for a form, each in the reader's language."""
    return [(code, language_name(code)) for code, _own in settings.LANGUAGES]
