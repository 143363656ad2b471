"""What a facts file may hold: institutions, projects, committees and the pages they were read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from konfrans.people.rules.identifiers import is_country
from konfrans.projects.rules import conflicts, deliverables, gantt, partners
from konfrans.projects.rules.dates import PartialDate

INSTITUTION_KINDS = ("university", "rectors_conference", "agency", "association", "ministry", "company")
OWNERSHIPS = ("state", "private", "special")
PROJECT_STATUSES = ("planned", "running", "ended")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _date(given: object) -> PartialDate:
    try:
        if isinstance(given, date):
            return PartialDate.of(given)
        return PartialDate.parse(given if isinstance(given, str) else "")
    except ValueError:
        raise PydanticCustomError("wrong_date", "wrong date", {"value": str(given)}) from None


def _text(given: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    wanted = (info.context or {}).get("languages", ())
    absent = [code for code in wanted if not given.get(code, "").strip()]
    if absent:
        raise PydanticCustomError("missing_language", "missing language", {"language": ", ".join(absent)})
    return given


def _one_of(*allowed: str) -> Callable[[str], str]:
    def check(given: str) -> str:
        if given not in allowed:
            raise PydanticCustomError("unknown_code", "unknown code", {"value": given, "allowed": ", ".join(allowed)})
        return given

    return check


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[str], str]:
    def check(given: str) -> str:
        if not pattern.fullmatch(given):
            raise PydanticCustomError(code, code, {"value": given})
        return given

    return check


def _country(given: str) -> str:
    if not is_country(given):
        raise PydanticCustomError("wrong_country", "wrong country", {"value": given})
    return given


When = Annotated[PartialDate, PlainValidator(_date)]
Text = Annotated[dict[str, str], AfterValidator(_text)]
Key = Annotated[str, AfterValidator(_matching(_KEY, "wrong_key"))]
Country = Annotated[str, AfterValidator(_country)]
Filled = Annotated[str, AfterValidator(_matching(re.compile(r"(?s).*\S.*"), "empty"))]


class Entry(BaseModel):
    """Common to all: an unknown key is an error, nothing is converted in silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True, defer_build=True)


class Source(Entry):
    """A public page: host and path, when it says it was published, when it was last seen."""

    key: Key
    address: Filled
    name: Text
    seen: When
    published: When | None = None


class Institution(Entry):
    """An institution; what no source gives is absent."""

    key: Key
    code: Filled
    kind: Annotated[str, AfterValidator(_one_of(*INSTITUTION_KINDS))]
    country: Country
    name: Text
    city: Text | None = None
    former: dict[str, str] = {}
    ownership: Annotated[str, AfterValidator(_one_of(*OWNERSHIPS))] | None = None
    owner: Text | None = None
    students: int | None = None
    students_on: When | None = None
    students_source: str | None = None
    ror: Annotated[str, AfterValidator(_matching(re.compile("0[a-z0-9]{6}[0-9]{2}"), "wrong_ror"))] | None = None
    erasmus_code: Filled | None = None
    website: Filled | None = None
    translated: list[str] = []
    source: str


class Value(Entry):
    """A fact as one source gives it. `text` words it where the value itself is not to be shown as it stands."""

    value: Filled
    source: str
    shown: bool = False
    text: Text | None = None
    note: Text | None = None


class Fact(Entry):
    """A fact with every value that was found; none at all means that it is not public."""

    kind: Annotated[str, AfterValidator(_one_of(*conflicts.KINDS))]
    closing: Text | None = None
    value: list[Value] = []


class Amendment(Entry):
    """A change of the first or the last day."""

    which: Annotated[str, AfterValidator(_one_of("start", "end"))]
    new: When
    old: When | None = None
    made: When | None = None
    reported: When | None = None
    source: str
    note: Text | None = None


class Partner(Entry):
    """An institution in the project; `precision = "by"`: it joined at some time up to `from`."""

    institution: str
    role: Annotated[str, AfterValidator(_one_of(*partners.ROLES))]
    begins: When | None = Field(None, alias="from")
    ends: When | None = Field(None, alias="to")
    precision: Annotated[str, AfterValidator(_one_of("by"))] | None = None
    listed: bool = True
    named_as: Filled | None = None
    source: str
    note: Text | None = None


class Objective(Entry):
    """A specific objective under the project's own code."""

    code: Filled
    text: Text
    translated: list[str] = []
    source: str


class Activity(Entry):
    """A numbered activity of a work package."""

    number: Filled
    title: Text
    begins: When | None = Field(None, alias="from")
    ends: When | None = Field(None, alias="to")
    months: Annotated[str, AfterValidator(_one_of(*gantt.MONTHS))] = "planned"
    translated: list[str] = []


class WorkPackage(Entry):
    """A work package; without a title it is shown as not public."""

    number: int
    kind: Annotated[str, AfterValidator(_one_of(*gantt.PACKAGE_KINDS))] | None = None
    title: Text | None = None
    note: Text | None = None
    lead: str | None = None
    begins: When | None = Field(None, alias="from")
    ends: When | None = Field(None, alias="to")
    months: Annotated[str, AfterValidator(_one_of(*gantt.MONTHS))] = "planned"
    translated: list[str] = []
    source: str
    activity: list[Activity] = []


class Deliverable(Entry):
    """Something the project promised to hand over."""

    key: Key
    title: Text
    number: str = ""
    work_package: int | None = None
    responsible: str | None = None
    due: When | None = None
    status: Annotated[str, AfterValidator(_one_of(*deliverables.STATUSES))] = "planned"
    dissemination: Annotated[str, AfterValidator(_one_of(*deliverables.DISSEMINATION))] | None = None
    note: Text | None = None
    translated: list[str] = []
    source: str


class WorkingGroup(Entry):
    """A working group and what it is for."""

    key: Key
    name: Text
    mandate: Text | None = None
    formed: When | None = None
    translated: list[str] = []
    source: str


class Milestone(Entry):
    """Something that happened, on a day or from one to another."""

    date: When
    until: When | None = None
    text: Text
    work_packages: list[int] = []
    translated: list[str] = []
    source: str


class Result(Entry):
    """What a year brought."""

    year: int
    text: Text
    translated: list[str] = []
    source: str


class Project(Entry):
    """A funded project with all that is known of it."""

    key: Key
    acronym: Filled
    title: Text
    lead: Text
    programme: Text
    funder: Text
    action: Text | None = None
    website: Filled | None = None
    status: Annotated[str, AfterValidator(_one_of(*PROJECT_STATUSES))] = "running"
    translated: list[str] = []
    source: str
    fact: list[Fact] = []
    amendment: list[Amendment] = []
    partner: list[Partner] = []
    objective: list[Objective] = []
    work_package: list[WorkPackage] = []
    deliverable: list[Deliverable] = []
    working_group: list[WorkingGroup] = []
    milestone: list[Milestone] = []
    result: list[Result] = []


class Committee(Entry):
    """A committee that came out of a project; `working_name` where the final wording is not public."""

    key: Key
    name: Text
    working_name: bool = False
    mentor: str | None = None
    translated: list[str] = []
    source: str


class Facts(Entry):
    """Everything that facts files may hold."""

    source: list[Source] = []
    institution: list[Institution] = []
    project: list[Project] = []
    committee: list[Committee] = []


ENTRIES: Mapping[tuple[str, ...], type[Entry]] = {
    (): Facts, ("source",): Source, ("institution",): Institution, ("project",): Project, ("committee",): Committee,
    ("project", "fact"): Fact, ("project", "fact", "value"): Value, ("project", "amendment"): Amendment,
    ("project", "partner"): Partner, ("project", "objective"): Objective, ("project", "work_package"): WorkPackage,
    ("project", "work_package", "activity"): Activity, ("project", "deliverable"): Deliverable,
    ("project", "working_group"): WorkingGroup, ("project", "milestone"): Milestone, ("project", "result"): Result,
}  # fmt: skip
"""Which entry stands at which path of tables."""


def entry_at(path: tuple[Any, ...]) -> type[Entry]:
    """Which entry the row at this path is."""
    return ENTRIES[tuple(part for part in path if isinstance(part, str))]


def is_table(path: tuple[Any, ...]) -> bool:
    """Whether rows stand at this path."""
    return tuple(part for part in path if isinstance(part, str)) in ENTRIES


def tables_at(path: tuple[Any, ...]) -> frozenset[str]:
    """The keys under which rows stand in the row at this path."""
    return frozenset(name for name in entry_at(path).model_fields if is_table((*path, name)))


def keys_at(path: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that may stand in the table at this path, as they are written in a file."""
    entry = ENTRIES.get(tuple(part for part in path if isinstance(part, str)))
    return tuple(field.alias or name for name, field in entry.model_fields.items()) if entry else ()
