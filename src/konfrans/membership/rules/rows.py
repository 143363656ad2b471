"""Rows of members: each cell looked at, each fault with its row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from konfrans.kernel.text import search_text, slug
from konfrans.people.rules.identifiers import is_country, is_key, is_ror, ror_bare

COLUMNS = (
    "code", "key", "kind", "country", "website", "ror", "erasmus_code", "category", "head_given", "head_surname", "head_mail",
    "source",
)  # fmt: skip
"""The columns beside name and city, which stand once for each language."""
LONGEST = {
    "name": 200,
    "city": 100,
    "code": 20,
    "key": 40,
    "website": 200,
    "erasmus_code": 20,
    "source": 300,
    "head": 80,
}
_MAIL = re.compile(r"[^@\s,;]{1,64}@[^@\s,;]{1,180}\.[^@\s,;.]{2,60}")
_SITE = re.compile(r"(?:https?://)?[^\s/:@]+\.[^\s/:@.]{2,}(?:[/:]\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: the row as the spreadsheet counts it (the head is row 1), the column's name, the code of a
    sentence and what it names."""

    row: int
    column: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One institution that is to be a member."""

    number: int
    key: str
    code: str
    kind: str
    country: str
    names: Mapping[str, str]
    cities: Mapping[str, str]
    website: str = ""
    ror: str = ""
    erasmus_code: str = ""
    category: str = ""
    head_given: str = ""
    head_surname: str = ""
    head_mail: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: rows, and faults; nothing is entered while there is one."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the conference has: its languages, the first one first, kinds of institution by key and name, categories by key and
    name, its country, keys and short names that are taken."""

    languages: Sequence[str]
    kinds: Mapping[str, Collection[str]]
    categories: Mapping[str, Collection[str]]
    country: str
    keys: Collection[str] = ()
    codes: Collection[str] = ()


def columns(languages: Iterable[str]) -> tuple[str, ...]:
    """Every column, in the order of the empty spreadsheet."""
    codes = tuple(languages)
    return (*(f"name_{code}" for code in codes), *(f"city_{code}" for code in codes), *COLUMNS)


def read_rows(cells: Sequence[Sequence[str]], known: Known) -> Read:
    """The rows of a spreadsheet whose first row names the columns."""
    if not any(any(row) for row in cells):
        return Read((), (Fault(1, "", "import_empty"),))
    head = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells[0]]
    faults = list(_head(head, known))
    if faults:
        return Read((), tuple(faults))
    reading = _Reading(known)
    for number, cells_of in enumerate(cells[1:], start=2):
        told = {name: cell for name, cell in zip(head, cells_of, strict=False) if name and cell}
        if told:
            reading.row(number, told)
    if not reading.rows and not reading.faults:
        reading.faults.append(Fault(2, "", "import_empty"))
    return Read(tuple(reading.rows), tuple(sorted(reading.faults, key=lambda fault: fault.row)))


def _head(head: Sequence[str], known: Known) -> Iterable[Fault]:
    every = columns(known.languages)
    for name in head:
        if name and name not in every:
            yield Fault(1, name[:40], "import_column_unknown", {"known": ", ".join(every)})
        if name and head.count(name) > 1:
            yield Fault(1, name[:40], "import_column_twice")
    first = f"name_{known.languages[0]}"
    if first not in head:
        yield Fault(1, first, "import_column_missing")


class _Reading:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.rows: list[Row] = []
        self.faults: list[Fault] = []
        self.seen: dict[tuple[str, str], int] = {}

    def fault(self, number: int, column: str, code: str, **facts: Any) -> None:
        self.faults.append(Fault(number, column, code, facts))

    def row(self, number: int, told: Mapping[str, str]) -> None:
        codes, first = self.known.languages, self.known.languages[0]
        names = {code: told.get(f"name_{code}", "") for code in codes}
        cities = {code: told.get(f"city_{code}", "") for code in codes}
        if not names[first]:
            self.fault(number, f"name_{first}", "import_name_missing")
        self._lengths(number, told)
        short = told.get("code") or self._short(names[first])
        key = told.get("key") or slug(short)[:40].strip("-") or f"member-{number}"
        if not is_key(key):
            self.fault(number, "key", "import_key_shape", given=key[:60])
        country = told.get("country", self.known.country).upper()
        if not is_country(country):
            self.fault(number, "country", "import_country", given=country[:40])
        ror = ror_bare(told.get("ror", ""))
        if ror and not is_ror(ror):
            self.fault(number, "ror", "import_ror", given=ror[:40])
        self._once(number, "code" if "key" not in told else "key", key, self.known.keys)
        self._once(number, "code", short, self.known.codes)
        self._once(number, f"name_{first}", names[first], ())
        self._once(number, "ror", ror, ())
        self.rows.append(
            Row(
                number=number, key=key, code=short, kind=self._kind(number, told), country=country, names=names, cities=cities,
                website=self._website(number, told), ror=ror, erasmus_code=told.get("erasmus_code", ""),
                category=self._category(number, told), source=told.get("source", ""), **self._head_of(number, told),
            )
        )  # fmt: skip

    def _lengths(self, number: int, told: Mapping[str, str]) -> None:
        for column, text in told.items():
            most = LONGEST.get(column) or LONGEST.get(column.partition("_")[0])
            if most and column != "head_mail" and len(text) > most:
                self.fault(number, column, "import_too_long", most=most)

    @staticmethod
    def _short(name: str) -> str:
        """A short name from the first letters of a name; numbers stay whole."""
        words = re.findall(r"\d+|[^\W\d_]+", name)
        return "".join(
            word if word.isdigit() else word[0].upper() for word in words if len(word) > 1 or word.isalnum()
        )[:20]

    def _once(self, number: int, column: str, value: str, taken: Collection[str]) -> None:
        told = search_text(value)
        if not told:
            return
        if value in taken:
            self.fault(number, column, "import_taken", given=value[:60])
        before = self.seen.setdefault((column, told), number)
        if before != number:
            self.fault(number, column, "import_twice", given=value[:60], before=before)

    def _kind(self, number: int, told: Mapping[str, str]) -> str:
        return self._named(number, "kind", told.get("kind", ""), self.known.kinds, "import_kind") or "university"

    def _category(self, number: int, told: Mapping[str, str]) -> str:
        categories, given = self.known.categories, told.get("category", "")
        if not given and len(categories) == 1:
            return next(iter(categories))
        if not given and categories:
            self.fault(number, "category", "import_category_missing", known=", ".join(categories))
        return self._named(number, "category", given, categories, "import_category")

    def _named(self, number: int, column: str, given: str, known: Mapping[str, Collection[str]], code: str) -> str:
        wanted = search_text(given)
        for key, words in known.items():
            if wanted and wanted in {search_text(key), *map(search_text, words)}:
                return key
        if given:
            self.fault(number, column, code, given=given[:60], known=", ".join(known))
        return ""

    def _website(self, number: int, told: Mapping[str, str]) -> str:
        given = told.get("website", "")
        if given and not _SITE.fullmatch(given):
            self.fault(number, "website", "import_website", given=given[:60])
        return given if not given or "://" in given else f"https://{given}"

    def _head_of(self, number: int, told: Mapping[str, str]) -> dict[str, str]:
        given, surname, mail = (told.get(f"head_{one}", "") for one in ("given", "surname", "mail"))
        if mail and not _MAIL.fullmatch(mail):
            self.fault(number, "head_mail", "import_mail", given=mail[:60])
        if (mail or given) and not surname:
            self.fault(number, "head_surname", "import_head_missing")
        if (mail or surname) and not given:
            self.fault(number, "head_given", "import_head_missing")
        self._once(number, "head_mail", mail.lower(), ())
        return {"head_given": given, "head_surname": surname, "head_mail": mail.lower()}


def to_csv(rows: Iterable[Row], languages: Sequence[str]) -> str:
    """The rows as a spreadsheet again, in the order of its columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    every = columns(languages)
    writer.writerow(every)
    for row in rows:
        told = {f"name_{code}": text for code, text in row.names.items()}
        told |= {f"city_{code}": text for code, text in row.cities.items()}
        writer.writerow([told.get(name, getattr(row, name, "")) for name in every])
    return out.getvalue()
