"""The answers with which a conference begins, as they are typed and as they are used. Every fault is found at once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from konfrans.founding.rules.settled import told_otherwise
from konfrans.kernel.chosen import Chosen, Unusable, checked
from konfrans.kernel.text import slug
from konfrans.people.rules.identifiers import is_country, is_key

MAIL = re.compile(r"[^@\s,;]{1,64}@[^@\s,;]{1,180}\.[^@\s,;.]{2,60}")
SHORT = 20
"""Characters of a short name."""
LONG = 200
"""Characters of a name in a language, and of a city."""
USUAL_CHARTER = "starter-association"
USUAL_LANGUAGES = ("az", "en")


@dataclass(slots=True)
class Answers:
    """As they were typed; empty where nothing was. `names` and `seats` are like `lt=Vilnius`."""

    languages: str = ""
    names: list[str] = dataclasses.field(default_factory=list)
    short_name: str = ""
    country: str = ""
    time_zone: str = ""
    seats: list[str] = dataclasses.field(default_factory=list)
    mail: str = ""
    key: str = ""
    charter: str = ""
    """A model, or the path of a file."""
    since: str = ""
    members: Path | None = None
    secretary: str = ""
    secretary_name: str = ""


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
    secretary_name: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an answer: the field of `Answers` it stands in, a key of `messages.FAULTS`, what fills its sentence."""

    field: str
    code: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)


class Wrong(ValueError):
    """Answers that cannot be used; there is one fault at least."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def codes_of(languages: str) -> list[str]:
    return [code.strip() for code in languages.split(",")]


def by_language(parts: Sequence[str]) -> dict[str, str]:
    """`az=…`, `en=…` as texts by language."""
    return {code.strip(): text.strip() for code, _sign, text in (part.partition("=") for part in parts)}


def key_of(given: Answers, codes: Sequence[str]) -> str:
    """The key that is given, or made of the names."""
    names = by_language(given.names)
    return given.key or slug(given.short_name) or slug(names.get("en") or names.get(codes[0], ""))[:40].strip("-")


def key_fault(said: str) -> Fault | None:
    return None if is_key(said) else Fault("key", "key_shape", {"given": said})


def short_fault(said: str) -> Fault | None:
    return None if len(said) <= SHORT else Fault("short_name", "short_too_long", {"given": said, "most": str(SHORT)})


def languages_fault(said: str) -> Fault | None:
    codes = codes_of(said)
    try:
        checked(codes, "UTC")
    except Unusable as error:
        return Fault("languages", _why(error), {"reason": str(error)})
    return _otherwise("languages", "KONFRANS_LANGUAGES", ",".join(codes))


def zone_fault(codes: Sequence[str], said: str) -> Fault | None:
    try:
        checked(codes, said)
    except Unusable:
        return Fault("time_zone", "zone_unknown", {"given": said})
    return _otherwise("time_zone", "KONFRANS_TIME_ZONE", said)


def _why(error: Unusable) -> str:
    return "languages_twice" if "twice" in str(error) else "languages_unknown"


def _otherwise(name: str, variable: str, said: str) -> Fault | None:
    told = told_otherwise(variable, said)
    return Fault(name, "told_otherwise", {"variable": variable, "told": told}) if told else None


def country_fault(said: str) -> Fault | None:
    return None if is_country(said) else Fault("country", "country_unknown", {"given": said})


def mail_fault(said: str, name: str = "mail") -> Fault | None:
    return None if MAIL.fullmatch(said) else Fault(name, "mail_shape", {"given": said})


def day_fault(said: str) -> Fault | None:
    if said == "today":
        return None
    try:
        date.fromisoformat(said)
    except ValueError:
        return Fault("since", "day_shape", {"given": said})
    return None


def whole_name_fault(said: str) -> Fault | None:
    return None if len(said.split()) > 1 else Fault("secretary_name", "whole_name")


def looked_at(given: Answers) -> Facts:
    """Every answer checked. Raises `Wrong` with all that cannot be used."""
    codes = codes_of(given.languages)
    key = key_of(given, codes)
    since = given.since or "today"
    found = [
        languages_fault(given.languages), zone_fault(["en"], given.time_zone),
        *_texts("names", given.names, codes, needed=True), *_texts("seats", given.seats, codes, needed=False),
        short_fault(given.short_name), country_fault(given.country), mail_fault(given.mail), day_fault(since), key_fault(key),
        mail_fault(given.secretary, "secretary") if given.secretary else None,
        whole_name_fault(given.secretary_name) if given.secretary else None,
        Fault("members", "members_without_charter") if given.members is not None and not given.charter else None,
    ]  # fmt: skip
    faults = [fault for fault in found if fault is not None]
    if faults:
        raise Wrong(*faults)
    return Facts(
        choice=checked(codes, given.time_zone), names=_kept(given.names), seats=_kept(given.seats), short_name=given.short_name,
        country=given.country, mail=given.mail, key=key, charter=given.charter,
        since=None if since == "today" else date.fromisoformat(since), members=given.members, secretary=given.secretary.lower(),
        secretary_name=_named(given.secretary_name),
    )  # fmt: skip


def dated(facts: Facts, today: date) -> Facts:
    """With the day from which the charter is in force. Raises `Wrong` where members would be admitted before it."""
    since = facts.since or today
    if facts.members is not None and since > today:
        raise Wrong(Fault("members", "members_too_early", {"since": since.isoformat()}))
    return replace(facts, since=since)


def _kept(parts: Sequence[str]) -> dict[str, str]:
    return {code: text for code, text in by_language(parts).items() if text}


def _texts(name: str, parts: Sequence[str], codes: Sequence[str], *, needed: bool) -> list[Fault]:
    """Texts by language: none in a language that is not named, and where they are needed one in each."""
    told = by_language(parts)
    each = {"languages": ", ".join(codes)}
    missing = [code for code in codes if not told.get(code)] if needed else []
    faults = [Fault(name, "text_strange", {**each, "language": code}) for code in told if code not in codes]
    faults += [Fault(name, "text_missing", {**each, "language": code}) for code in missing]
    long = [code for code, text in told.items() if len(text) > LONG]
    return faults + [Fault(name, "text_too_long", {"language": code, "most": str(LONG)}) for code in long]


def _named(whole: str) -> dict[str, str]:
    words = whole.split()
    return {"given": " ".join(words[:-1]), "surname": words[-1]} if len(words) > 1 else {}
