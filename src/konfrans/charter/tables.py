"""Tables of a document: a frozen dataclass is the shape of a file, the value that is read from it, and its documentation.

A field's type says what may stand there; what it refers to (an article, a kind, an office) is part of the type. From these types
`konfrans.charter.reading` reads a parsed document, `konfrans.charter.published` makes the JSON Schema and the reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from inspect import get_annotations
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NoReturn, Self, dataclass_transform

from konfrans.charter.faults import Misread
from konfrans.charter.shares import read_share, read_times


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text of a form; `form` names it in the words of a language."""

    regex: str
    form: str
    longest: int = 60


@dataclass(frozen=True, slots=True)
class Bounds:
    """A whole number from `least` to `most`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Size:
    """A list or table of so many entries, or a text of so many characters."""

    least: int = 0
    most: int = 1000


@dataclass(frozen=True, slots=True)
class Refers:
    """Text that names something of the document: one of `what` (article, kind, organ, office …)."""

    what: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reads:
    """A value that one function reads from what the file holds; `schema` is its JSON Schema."""

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FromPlace:
    """A field that the file does not hold: the key under which the table stands."""


@dataclass(frozen=True, slots=True)
class NotInFile:
    """A field that the reading computes."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value that a file writes in the form of another table, whose `value` it is."""

    form: type[Table]


MUST: Any = object()
"""What stands for the default of a field that has none."""
NONE: Mapping[Any, Any] = MappingProxyType({})
"""No entries: the default of a field that holds entries by key."""


@dataclass(frozen=True, slots=True)
class Done:
    """A value that needs no further reading."""

    value: Any


Wrong = tuple[str, tuple[str | int, ...], Mapping[str, Any]]
"""A fault within a table: its code, its place there, its facts."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Table:
    """What every table of a file has, beside its fields: annotated names, with the default where one may be left out.

    It is made as `X(name=value, …)`, is not changed afterwards, and equals another of its class with the same values. The standard
    dataclass does the same and writes the code of every class anew, which for a hundred of them takes the time in which `decide` answers.
    """

    FIELDS: ClassVar[Mapping[str, Any]] = {}
    """The fields in their order, each with its default or `MUST`."""

    def __init_subclass__(cls) -> None:
        own = {
            name: cls.__dict__.get(name, MUST)
            for name, kind in get_annotations(cls).items()
            if not str(kind).startswith("ClassVar")
        }
        cls.FIELDS = {**cls.FIELDS, **own}

    def __init__(self, **given: Any) -> None:
        values = {name: given.pop(name, default) for name, default in self.FIELDS.items()}
        missing = [name for name, value in values.items() if value is MUST]
        if given or missing:
            raise TypeError(f"{type(self).__name__}: {', '.join(missing or given)}")
        self.__dict__.update(values)
        self.__post_init__()

    def __post_init__(self) -> None:
        """What a value refuses by itself, in code as in a file."""

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is not changed: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is not changed: {name}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        given = (f"{name}={value!r}" for name, value in self.__dict__.items() if value != self.FIELDS[name])
        return f"{type(self).__name__}({', '.join(given)})"

    def but(self, **changes: Any) -> Self:
        """The same table with other values in some fields."""
        return type(self)(**{**self.__dict__, **changes})

    @classmethod
    def spelled(cls, found: Any) -> Any:
        """What a shorter spelling stands for; `Misread` for a spelling that stands for nothing."""
        return found

    def faults(self) -> Iterator[Wrong]:
        """What several fields get wrong together."""
        return iter(())

    def value(self) -> Any:
        """What the table becomes: itself, unless its form in the file is another than its meaning."""
        return self


Key = Annotated[str, Pattern(r"[a-z][a-z0-9_]{0,59}", "key")]
DocumentKey = Annotated[str, Pattern(r"[a-z][a-z0-9-]{0,59}", "document_key")]
LanguageCode = Annotated[str, Pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", "language")]
Roman = Annotated[str, Pattern(r"[IVXLC]{1,8}", "roman")]
_CITED = Pattern(r"[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}", "reference")
Ref = Annotated[str, _CITED, Refers(("article",))]
"""A paragraph of the charter, as a rule cites it: "21.1"."""
ArticleNumber = Annotated[int, Bounds(1, 9999), Refers(("article_number",))]
KindKey = Annotated[Key, Refers(("kind",))]
StandardKindKey = Annotated[Key, Refers(("standard_kind",))]
OrganKey = Annotated[Key, Refers(("organ",))]
OfficeKey = Annotated[Key, Refers(("office",))]
CategoryKey = Annotated[Key, Refers(("category",))]
GroupKey = Annotated[Key, Refers(("group",))]
ElectionKey = Annotated[Key, Refers(("election",))]
DatumKey = Annotated[Key, Refers(("datum",))]
FeeKey = Annotated[Key, Refers(("fee",))]
ActorKey = Annotated[Key, Refers(("office", "organ"))]
"""An office or an organ."""
SeatKey = Annotated[str, Pattern(r"[a-z][a-z0-9_]{0,59}\.[a-z][a-z0-9_]{0,59}", "seat", 120), Refers(("seat",))]
"""A seat of an organ: "presidium.president"."""
_POST = Pattern(r"[a-z][a-z0-9_]{0,59}(\.[a-z][a-z0-9_]{0,59})?", "post", 120)
PostKey = Annotated[str, _POST, Refers(("office", "seat"))]
"""An office or a seat."""
HeldKey = Annotated[str, _POST, Refers(("office", "seat", "organ"))]
"""An office, a seat, or an organ."""

Line = Annotated[str, Size(1, 200)]
Words = Annotated[str, Size(1, 20_000)]
Text = Mapping[str, str]
"""One text per language: `{"az": "…", "en": "…"}`."""
Texts = Annotated[Mapping[LanguageCode, Words], Size(0, 24)]
"""As `Text`; the reading asks for every language that the document declares."""

Number = Annotated[int, Bounds(1, 9999)]
Whole = Annotated[int, Bounds(1, 1_000_000_000)]
Zero = Annotated[int, Bounds(0, 1_000_000_000)]
"""A whole number that may be nought."""
Month = Annotated[int, Bounds(1, 12)]
DayOfMonth = Annotated[int, Bounds(1, 31)]

ShareText = Annotated[
    Fraction, Reads(read_share, {"type": ["string", "integer"], "pattern": "^[1-9][0-9]{0,8} ?/ ?[1-9][0-9]{0,8}$"})
]
TimesText = Annotated[
    Fraction,
    Reads(
        read_times, {"type": ["string", "integer"], "pattern": "^[1-9][0-9]{0,8} ?/ ?[1-9][0-9]{0,8}$", "minimum": 1}
    ),
]


def read_day(written: object) -> date:
    """`"2026-03-03"` as a day, or a date of TOML; `Misread` for anything else."""
    if type(written) is date:
        return written
    if isinstance(written, str) and len(written) == 10:
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise Misread("day_form", given=str(written)[:40])


Day = Annotated[date, Reads(read_day, {"type": "string", "format": "date"})]
"""A day, as text: "2026-03-03"."""


def plain(table: Table) -> dict[str, Any]:
    """A table as plain values, as its file would hold it; what was left out stays out."""
    found: dict[str, Any] = {}
    for name, default in table.FIELDS.items():
        value = getattr(table, name)
        if value != default:
            found[name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Table):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value
