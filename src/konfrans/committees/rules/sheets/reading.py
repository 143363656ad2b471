"""Cells of a spreadsheet of people: the head, words that a cell may name, names and addresses. Each fault has its row and column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from konfrans.committees.rules.letters import address_plain, not_ascii, strange_letter
from konfrans.kernel.sheets import Sheet
from konfrans.kernel.text import search_text

LONGEST = {"given": 80, "father": 80, "surname": 80, "position": 200, "field": 200, "email": 254}
NAMES = ("given", "father", "patronymic", "surname")
PATRONYMICS = ("oğlu", "qızı")
MOST_SUGGESTED = 20
"""Near words are looked for this often in one file: it takes time, and the same slip stands in many rows."""
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")
_FIRST_DAY = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_YES = {"yes", "y", "1", "true", "beli", "he", "taip", "x"}
_NO = {"", "no", "n", "0", "false", "xeyr", "yox", "ne"}
_OTHER_NAMES = {
    "name": "given", "first_name": "given", "firstname": "given", "forename": "given", "given_name": "given", "ad": "given",
    "last_name": "surname", "lastname": "surname", "family_name": "surname", "soyad": "surname", "soyadi": "surname",
    "father_name": "father", "fathers_name": "father", "ata_adi": "father", "middle_name": "father", "mail": "email",
    "e_mail": "email", "e_poct": "email", "address": "email", "komite": "committee", "yer": "seat", "place": "seat", "vezife": "position",
    "post": "position", "job": "position", "sahe": "field", "dil": "language", "institution": "university", "universitet": "university",
    "from": "since", "begins": "since", "start": "since", "until": "ends", "end": "ends", "to": "ends", "consent_to_publish": "public",
}  # fmt: skip
"""What people write over a column, and the column that they mean: suggested, never taken for it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: the row as the spreadsheet counts it, the column's name, the code of a sentence, what it names."""

    row: int
    column: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What would happen with a row: `what` says it in a word, `values` are its cells."""

    row: int
    what: str
    values: Mapping[str, str]

    @property
    def full_name(self) -> str:
        return " ".join(part for one in NAMES if (part := self.values[one]))


P = TypeVar("P", bound=PlannedRow)


@dataclass(frozen=True, slots=True)
class Plan(Generic[P]):
    """Every row with what would happen; nothing is entered while there is a fault. `open`: places with nobody."""

    rows: tuple[P, ...] = ()
    faults: tuple[Fault, ...] = ()
    open: int = 0

    def number(self, what: str) -> int:
        return sum(one.what == what for one in self.rows)

    @property
    def acts(self) -> tuple[P, ...]:
        """The rows in which something happens."""
        return tuple(one for one in self.rows if one.what not in ("unchanged", "left"))


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from reading it as a formula."""
    return _GUARDED.sub("", cell, count=1) if _GUARDED.match(cell) else cell


class Words:
    """What a cell may name: keys, each with the words it goes by; found however they are spelt."""

    def __init__(self, known: Mapping[str, Collection[str]]) -> None:
        self._keys: dict[str, list[str]] = {}
        self._written: dict[str, str] = {}
        self._near: dict[str, str] = {}
        self.shown = tuple(known)
        for key, words in known.items():
            for word in (key, *words):
                folded = search_text(word)
                if folded and key not in self._keys.setdefault(folded, []):
                    self._keys[folded].append(key)
                    self._written.setdefault(folded, word)

    def keys(self, given: str) -> tuple[str, ...]:
        """The keys that go by this word; the key itself counts before another's word."""
        return (given,) if given in self.shown else tuple(self._keys.get(search_text(given), ()))

    def nearest(self, given: str) -> str:
        """The word that looks most like this one, as it is written; empty where none does."""
        folded = search_text(given)
        if folded not in self._near:
            found = get_close_matches(folded, self._keys, n=1, cutoff=0.55)
            self._near[folded] = self._written[found[0]] if found else ""
        return self._near[folded]

    def looked_for(self, given: str) -> bool:
        """Whether the nearest word of this one is known already."""
        return search_text(given) in self._near


class Reading:
    """A sheet that is read: rows by column, and the faults that were found on the way."""

    def __init__(self, sheet: Sheet, *, read: Sequence[str], beside: Sequence[str], needed: Collection[str]) -> None:
        self.faults: list[Fault] = []
        self.columns: frozenset[str] = frozenset()
        self.from_1904 = sheet.from_1904
        self._suggested = 0
        self._rows: list[tuple[int, dict[str, str]]] = []
        for one in sheet.merged[:20]:
            first = re.search(r"\d+", one)
            self.fault(int(first[0]) if first else 1, one, "sheet_merged", range=one)
        at = next((at for at, row in enumerate(sheet.cells) if any(row)), None)
        if at is None:
            self.fault(1, "", "sheet_empty")
            return
        head = [_column(cell) for cell in sheet.cells[at]]
        self._head(at + 1, head, read, beside, needed)
        if self.faults:
            return
        self.columns = frozenset(head) & frozenset(read)
        for number, cells in enumerate(sheet.cells[at + 1 :], start=at + 2):
            told = {name: unguarded(cell) for name, cell in zip(head, cells, strict=False) if name and cell}
            if told:
                self._rows.append((number, told))
            for extra in cells[len(head) :]:
                if extra:
                    self.fault(number, "", "sheet_beside", given=extra[:40])
        if not self._rows and not self.faults:
            self.fault(at + 2, "", "sheet_empty")

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row that has something in it: its number, and the cells by column. A cell that shows a fault of the spreadsheet is one."""
        for number, told in self._rows:
            for column, cell in told.items():
                if _ERROR.fullmatch(cell):
                    self.fault(number, column, "sheet_error_cell", given=cell)
            yield number, told

    def fault(self, row: int, column: str, code: str, **facts: Any) -> None:
        self.faults.append(Fault(row, column, code, facts))

    def sorted_faults(self) -> tuple[Fault, ...]:
        """In the order of the rows."""
        return tuple(sorted(self.faults, key=lambda one: one.row))

    def _head(
        self, row: int, head: Sequence[str], read: Sequence[str], beside: Sequence[str], needed: Collection[str]
    ) -> None:
        known = {*read, *beside}
        for name in dict.fromkeys(head):
            if not name:
                continue
            if name not in known:
                plain = search_text(name).replace(" ", "_")
                near = get_close_matches(name, read, n=1, cutoff=0.6)
                meant = _OTHER_NAMES.get(plain, "") if _OTHER_NAMES.get(plain) in read else ""
                meant = meant or (near[0] if near else "")
                if meant:
                    self.fault(row, name[:40], "sheet_column_nearest", nearest=meant)
                else:
                    self.fault(row, name[:40], "sheet_column_unknown", known=", ".join(read))
            if head.count(name) > 1:
                self.fault(row, name[:40], "sheet_column_twice")
        for name in needed:
            if name not in head:
                self.fault(row, name, "sheet_column_missing")

    # cells ------------------------------------------------------------------------------------------------------------

    def word(self, row: int, column: str, given: str, words: Words, *, several: str = "sheet_word_several") -> str:
        """The key that a cell names; empty, with a fault, where it names none or several."""
        found = words.keys(given)
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            self.fault(row, column, several, given=given[:80], known=", ".join(found))
            return ""
        self._suggested += not words.looked_for(given)
        near = words.nearest(given) if words.looked_for(given) or self._suggested <= MOST_SUGGESTED else ""
        if near:
            self.fault(row, column, "sheet_word_nearest", given=given[:80], nearest=near)
        else:
            more = "…" if len(words.shown) > 12 else ""
            self.fault(row, column, "sheet_word_unknown", given=given[:80], known=", ".join(words.shown[:12]) + more)
        return ""

    def person(self, row: int, told: Mapping[str, str], *, needed: Iterable[str]) -> dict[str, str]:
        """Names, address, position and field of a row, as they would be kept; each fault in them is told."""
        for column in needed:
            if not told.get(column):
                self.fault(row, column, "sheet_missing")
        for column, most in LONGEST.items():
            if len(told.get(column, "")) > most:
                self.fault(row, column, "sheet_too_long", most=most)
        found = {column: told.get(column, "") for column in (*NAMES, "position", "field")}
        found["email"] = told.get("email", "").lower()
        found["patronymic"] = self._patronymic(row, found["patronymic"])
        self._names(row, found)
        self._mail(row, told.get("email", ""))
        return found

    def _names(self, row: int, found: Mapping[str, str]) -> None:
        """A sign that cannot stand in a name is told at each part; only where there is none, two alphabets in the whole name."""
        parts = {column: found[column] for column in NAMES}
        wrong = [(column, one) for column, text in parts.items() if (one := strange_letter(text)) is not None]
        if not wrong and (one := strange_letter(*parts.values())) is not None:
            wrong = [(next(column for column in NAMES if one.letter in parts[column]), one)]
        for column, one in wrong:
            self.fault(row, column, one.code, **one.facts)

    def _mail(self, row: int, email: str) -> None:
        if not email:
            return
        wrong = not_ascii(email)
        if wrong is not None:
            self.fault(row, "email", "address_letter", letter=wrong.letter, place=wrong.place)
        elif not address_plain(email):
            self.fault(row, "email", "address_shape", given=email[:80])

    def _patronymic(self, row: int, given: str) -> str:
        if not given:
            return ""
        folded = search_text(given)
        found = next((one for one in PATRONYMICS if search_text(one) == folded), "")
        if not found:
            self.fault(row, "patronymic", "sheet_patronymic", given=given[:40])
        return found

    def day(self, row: int, column: str, given: str) -> date | None:
        """A day: `2026-11-25`, `25.11.2026`, or the number that a spreadsheet keeps for it."""
        text = re.sub(r"[T ]00:00(?::00(?:\.0+)?)?$", "", given)
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                return date.fromisoformat(text)
            if dotted := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
                return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
            if re.fullmatch(r"[1-9]\d{4}", text):
                return _FIRST_DAY[self.from_1904] + timedelta(days=int(text))
        except ValueError:
            pass
        self.fault(row, column, "sheet_day", given=given[:40])
        return None

    def yes(self, row: int, column: str, given: str) -> bool:
        """Whether a cell says yes; an empty one says no."""
        folded = search_text(given)
        if folded in _YES:
            return True
        if folded not in _NO:
            self.fault(row, column, "sheet_yes_no", given=given[:40])
        return False


def name_folded(told: Mapping[str, str]) -> str:
    """A person's name as it is compared: however it is spelt."""
    return search_text(" ".join(told.get(one, "") for one in NAMES))


def bare_name(given: str, surname: str) -> str:
    """Given name and surname as they are compared: many registers lack the father's name."""
    return search_text(f"{given} {surname}")


def _column(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", unguarded(cell).strip().lower())
