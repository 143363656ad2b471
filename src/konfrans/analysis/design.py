"""The declared design of a survey: which columns hold strata, clusters and weights, and what was chosen where a choice is needed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, field_validator

from konfrans.analysis.faults import AnalysisError, Worded, nearest

Code = int | float | str
Name = Annotated[str, Field(min_length=1)]
Lonely = Literal["fail", "certainty", "remove", "adjust", "average"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Replicates(_Part):
    """Replicate weights that the file holds: R's `svrepdesign(type, scale, rscales, mse)`."""

    type: Literal["JK1", "JKn", "BRR", "Fay", "bootstrap", "other"]
    columns: Name | list[Name]
    scale: float | None = Field(default=None, gt=0)
    rscales: float | list[float] | None = None
    mse: StrictBool = False
    rho: float = Field(default=0, ge=0, lt=1)


class Poststrata(_Part):
    """Post-strata: the columns that form them, and how many of the population are in each."""

    by: list[Name] = Field(min_length=1)
    totals: dict[str, Any]


class Design(_Part):
    """A design as `DESIGN.toml` declares it. All names are columns of the file.

    `population` is the number of units in a stratum (values of one or more) or the sampling fraction (values of one or less), stage by
    stage: a column, a list of columns, or a table per stratum. Without `weight`, weights follow from `population`; without both, every
    case counts one.
    """

    strata: Name | None = None
    cluster: list[Name] = Field(default_factory=list)
    weight: Name | None = None
    population: list[Name] | dict[str, float] | None = None
    nest: StrictBool = False
    lonely: Lonely = "fail"
    zero_weights: Literal["refuse", "allow"] = "refuse"
    negative_weights: Literal["refuse", "allow"] = "refuse"
    trim: tuple[float, float] | None = None
    """The least and the largest weight: what lies outside is brought to them, and the difference spread over the others."""
    missing: list[Code] | dict[str, list[Code]] = Field(default_factory=list)
    reversed: dict[str, tuple[float, float]] = Field(default_factory=dict)
    labels: dict[str, Any] = Field(default_factory=dict)
    replicates: Replicates | None = None
    poststrata: Poststrata | None = None

    @field_validator("cluster", mode="before")
    @classmethod
    def _stages(cls, given: Any) -> Any:
        return [given] if isinstance(given, str) else given

    @field_validator("population", mode="before")
    @classmethod
    def _populations(cls, given: Any) -> Any:
        return [given] if isinstance(given, str) else given

    @field_validator("cluster")
    @classmethod
    def _once(cls, given: list[str]) -> list[str]:
        if len(set(given)) < len(given):
            raise ValueError("a column stands twice")
        return given

    @field_validator("reversed")
    @classmethod
    def _ends(cls, given: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        for name, (low, high) in given.items():
            if not low < high:
                raise ValueError(f"the ends of {name}")
        return given

    @field_validator("trim")
    @classmethod
    def _trim(cls, given: tuple[float, float] | None) -> tuple[float, float] | None:
        if given and not 0 <= given[0] < given[1]:
            raise ValueError("the least weight is not the lower one")
        return given

    def codes(self, column: str) -> list[Code]:
        """The codes that mean "no answer" in a column."""
        return list(self.missing.get(column, []) if isinstance(self.missing, dict) else self.missing)

    def columns(self) -> dict[str, list[str]]:
        """The columns that the design names, by the key that names them."""
        named = {
            "strata": [self.strata] if self.strata else [],
            "cluster": self.cluster,
            "weight": [self.weight] if self.weight else [],
            "population": self.population if isinstance(self.population, list) else [],
            "poststrata.by": self.poststrata.by if self.poststrata else [],
            "replicates.columns": self._repeated(),
            "missing": list(self.missing) if isinstance(self.missing, dict) else [],
            "reversed": list(self.reversed),
        }
        return {key: list(names) for key, names in named.items() if names}

    def _repeated(self) -> list[str]:
        return self.replicates.columns if self.replicates and isinstance(self.replicates.columns, list) else []


PARTS: dict[str, type[_Part]] = {"replicates": Replicates, "poststrata": Poststrata}
"""The tables of a design that have keys of their own."""


def read_design(path: Path) -> Design:
    """A design from its file."""
    return design_of(read_toml(path), path.name)


def design_of(document: Mapping[str, Any], name: str = "DESIGN.toml") -> Design:
    """A design from its document; `name` is what a refusal calls it."""
    try:
        return _sound(Design.model_validate(document), name)
    except ValidationError as error:
        first = error.errors()[0]
        names = [str(part) for part in first["loc"]]
        inner = PARTS.get(names[0]) if len(names) > 1 else None
        if first["type"] == "extra_forbidden":
            known = (inner or Design).model_fields
            raise AnalysisError(
                "design_key", file=name, key=".".join(names), nearest=nearest(names[-1], known)
            ) from None
        key = ".".join(names[: 2 if inner else 1])
        takes = Worded("design_takes", key)
        given = document[names[0]]
        if first["type"] == "missing" and inner:
            raise AnalysisError("design_lacks", file=name, key=key, takes=takes) from None
        value = given[names[1]] if inner else given
        raise AnalysisError("design_value", file=name, key=key, value=str(value)[:80], takes=takes) from None


def _sound(design: Design, name: str) -> Design:
    """A design whose parts fit each other; refused where one does not."""
    sizes = design.population
    if isinstance(sizes, list) and len(sizes) > max(1, len(design.cluster)) and not design.replicates:
        takes = Worded("design_takes", "population")
        raise AnalysisError("design_value", file=name, key="population", value=str(sizes)[:80], takes=takes)
    if design.poststrata:
        check_totals(design.poststrata.totals, name, "poststrata.totals")
    return design


def check_totals(given: Any, name: str, place: str, *, nested: bool = True) -> None:
    """Refuse totals of the population that are no numbers of zero or more; `nested`: a table may hold tables."""
    if nested and isinstance(given, Mapping):
        for level, inner in given.items():
            check_totals(inner, name, f"{place}.{level}")
        return
    if isinstance(given, bool) or not isinstance(given, (int, float)) or not 0 <= given < float("inf"):
        takes = Worded("design_takes", "margin")
        raise AnalysisError("design_value", file=name, key=place, value=str(given)[:80], takes=takes)


def read_toml(path: Path) -> dict[str, Any]:
    """A document of TOML; refused where it is not there, or none."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise AnalysisError("file_absent", file=str(path)) from None
    except OSError as failure:
        raise AnalysisError("file_broken", file=str(path), said=failure.strerror or str(failure)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnalysisError("toml_broken", file=str(path), said=str(error)) from None
