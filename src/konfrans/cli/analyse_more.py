"""`konfrans analyse` of the fieldwork: response rates and checks. A design may be left out here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.cli.analyse import By, Data, Items, Json, Lang, answered, names

if TYPE_CHECKING:
    from konfrans.analysis.estimates import Asked
    from konfrans.analysis.results import Result

DesignFile = Annotated[
    Path | None,
    typer.Option(
        "--design", metavar="DESIGN.toml", help="Strata, clusters and weights. Left out: each case counts one."
    ),
]
NO_DESIGN = Path(os.devnull)
"""An empty design: every case counts one and was drawn by itself."""


def response(
    data: Data,
    dispositions: Annotated[
        Path, typer.Option("--dispositions", metavar="FILE.toml", help="Which codes are I, P, R, NC, O, UH, UO, NE.")
    ],
    column: Annotated[str, typer.Option("--column", metavar="COLUMN", help="The column of final dispositions.")],
    by: By = "",
    e: Annotated[
        float | None,
        typer.Option("--e", metavar="SHARE", help="Eligible among the unknown. Left out: by proportional allocation."),
    ] = None,
    design: DesignFile = None,
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Response, cooperation, refusal and contact rates by AAPOR's Standard Definitions, with and without base weights."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import response as engine

        return engine.response(source, read, column, engine.read_dispositions(dispositions), names(by), e)

    return answered(data, design or NO_DESIGN, answer, _options(), as_json=as_json, lang=lang)


def checks(
    data: Data,
    items: Items,
    battery: Annotated[
        list[str] | None,
        typer.Option(
            "--battery", metavar="A,B,C", help="Items of one scale, once for each scale. Left out: all items."
        ),
    ] = None,
    duration: Annotated[str, typer.Option("--duration", metavar="COLUMN", help="How long each case took.")] = "",
    fast: Annotated[
        float, typer.Option("--fast", metavar="SHARE", help="A case is fast below this part of the median.")
    ] = 0.5,
    by: By = "",
    design: DesignFile = None,
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Items left out, break-offs, one answer throughout, answers too fast, cases that repeat another one."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import quality

        batteries = tuple(tuple(names(one)) for one in battery or [])
        return quality.checks(source, read, names(items), names(by), quality.Wanted(batteries, duration or None, fast))

    return answered(data, design or NO_DESIGN, answer, _options(), as_json=as_json, lang=lang)


def representation(
    data: Data,
    margins: Annotated[
        Path,
        typer.Option("--margins", metavar="MARGINS.toml", help="How many of the population are of each level."),
    ],
    design: DesignFile = None,
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Shares in the sample beside those of the population, level by level, with their difference in percentage points."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import calibration, quality

        return quality.representation(source, read, calibration.read_margins(margins))

    return answered(data, design or NO_DESIGN, answer, _options(), as_json=as_json, lang=lang)


def _options() -> tuple[float, str, str, Path | None, str]:
    """Those of results that have no error."""
    return 0.95, "", "without", None, "t"
