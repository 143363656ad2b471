"""`konfrans analyse` of the fieldwork and of open answers: response rates, checks, words. A design may be left out here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from konfrans.cli.analyse import By, Data, Degrees, Items, Json, Lang, Level, MarginsFile, answered, opened

if TYPE_CHECKING:
    from konfrans.analysis.answers import Reading
    from konfrans.analysis.estimates import Asked
    from konfrans.analysis.results import Result

DesignFile = Annotated[
    Path | None,
    typer.Option(
        "--design", metavar="DESIGN.toml", help="Strata, clusters and weights. Left out: each case counts one."
    ),
]
Language = Annotated[str, typer.Option("--language", metavar="az|en", help="Language of the answers.")]
NamesFile = Annotated[
    Path | None,
    typer.Option("--names", metavar="NAMES.txt", help="Names to suppress besides the known ones, one in a line."),
]
Least = Annotated[int, typer.Option("--min", metavar="N", help="A word in fewer answers is not shown.")]
Most = Annotated[int, typer.Option("--most", metavar="N", help="So many words are shown.")]
Pairs = Annotated[bool, typer.Option("--pairs", help="Count pairs of neighbouring words too.")]
Answer = Callable[[Any, Any, "Asked"], "Result"]


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

    return _surveyed(data, design, answer, {}, as_json=as_json, lang=lang)


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

    return _surveyed(data, design, answer, {}, as_json=as_json, lang=lang)


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

    return _surveyed(data, design, answer, {}, as_json=as_json, lang=lang)


def words(
    data: Data,
    items: Items,
    language: Language = "az",
    least: Least = 5,
    most: Most = 30,
    pairs: Pairs = False,
    names_file: NamesFile = None,
    by: By = "",
    design: DesignFile = None,
    margins: MarginsFile = "",
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Words of open answers: in how many answers each stands. Names, addresses and numbers are cut out first."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import answers

        reading = _reading(language, least, most, names_file, pairs=pairs)
        return answers.frequencies(source, read, names(items), names(by), reading, given)

    return _surveyed(data, design, answer, {"level": level, "df": df, "margins": margins}, as_json=as_json, lang=lang)


def keyness(
    data: Data,
    items: Items,
    by: Annotated[str, typer.Option("--by", metavar="COLUMN", help="The column that forms the groups.")],
    group: Annotated[
        str, typer.Option("--group", metavar="LEVEL", help="The group whose words are sought. Left out: each in turn.")
    ] = "",
    against: Annotated[
        str, typer.Option("--against", metavar="LEVEL", help="Hold it against this group. Left out: all others.")
    ] = "",
    language: Language = "az",
    least: Least = 5,
    most: Most = 30,
    pairs: Pairs = False,
    names_file: NamesFile = None,
    design: DesignFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Words that a group says more often, or less, than others: G2, log ratio, and the difference with its error."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import answers

        reading = _reading(language, least, most, names_file, pairs=pairs)
        return answers.keyness(source, read, names(items), by, group or None, against or None, reading, given)

    return _surveyed(data, design, answer, {"level": level, "df": df}, as_json=as_json, lang=lang)


def _surveyed(
    data: str, design: Path | None, answer: Answer, options: dict[str, Any], *, as_json: bool, lang: str
) -> int:
    """Ask of a file and its design; without one every case counts one and was drawn by itself."""

    def work() -> Result:
        from konfrans.analysis import commands
        from konfrans.analysis.design import Design, read_design

        return answer(opened(data), read_design(design) if design else Design(), commands.asked_of(options))

    return answered(work, as_json=as_json, lang=lang)


def names(given: str) -> list[str]:
    """The columns of an option, once each, in their order."""
    from konfrans.analysis import commands

    return commands.names(given)


def _reading(language: str, least: int, most: int, names_file: Path | None, *, pairs: bool) -> Reading:
    from konfrans.analysis import persons, spelling
    from konfrans.analysis.answers import Reading

    known = persons.read_names(names_file) if names_file else None
    return Reading(spelling.language_of(language), known, least, most, pairs)
