"""`konfrans analyse`: statistics from anyone's survey file and its declared design."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from konfrans.analysis.estimates import Asked
    from konfrans.analysis.results import Result

Data = Annotated[Path, typer.Argument(metavar="DATA", help="The survey: .parquet, .csv or .sav.")]
DesignFile = Annotated[
    Path, typer.Option("--design", metavar="DESIGN.toml", help="Strata, clusters and weights, by column.")
]
Items = Annotated[str, typer.Option("--items", metavar="A,B", help="The columns, with commas between them.")]
By = Annotated[str, typer.Option("--by", metavar="A,B", help="In each combination of these columns.")]
Level = Annotated[float, typer.Option("--level", metavar="SHARE", min=0.5, max=0.9999, help="Of the intervals.")]
Degrees = Annotated[
    str, typer.Option("--df", metavar="N|inf", help="Degrees of freedom. Left out: those of the design.")
]
Effect = Annotated[
    str, typer.Option("--deff", metavar="without|replace", help="Design effect against a simple sample drawn so.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Lang = Annotated[str, typer.Option("--lang", metavar="az|en", help="Language of the words.")]
Interval = Annotated[str, typer.Option("--interval", metavar="t|logit|wilson", help="Which interval is shown as ci.")]
MarginsFile = Annotated[
    Path | None, typer.Option("--margins", metavar="MARGINS.toml", help="Rake the weights to these totals first.")
]
Against = Annotated[str, typer.Option("--against", metavar="LEVEL", help="Hold all others against this one.")]
Options = tuple[float, str, str, Path | None, str]
Answer = Callable[[Any, Any, "Asked"], "Result"]


def _estimate(kind: str, words: str) -> Callable[..., int]:
    """A command for one of `konfrans.analysis.estimates`, with the options that all of them have."""

    def command(
        data: Data,
        design: DesignFile,
        items: Items,
        by: By = "",
        margins: MarginsFile = None,
        level: Level = 0.95,
        df: Degrees = "",
        deff: Effect = "without",
        as_json: Json = False,
        lang: Lang = "en",
    ) -> int:
        return estimated(kind, data, design, items, by, (level, df, deff, margins, "t"), as_json=as_json, lang=lang)

    command.__name__, command.__doc__ = kind, words
    return command


means = _estimate("means", "Means of items, with standard error, interval, design effect and degrees of freedom.")
totals = _estimate(
    "totals",
    "Totals of items over the population, with standard error, interval, design effect and degrees of freedom.",
)
ratios = _estimate(
    "ratios", "Ratios of two totals, written y/x, with standard error, interval, design effect and degrees of freedom."
)


def proportions(
    data: Data,
    design: DesignFile,
    items: Items,
    by: By = "",
    margins: MarginsFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    deff: Effect = "without",
    interval: Interval = "t",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Shares of the levels of items, with intervals by Student's t, by the logit, and Wilson's."""
    return estimated(
        "proportions", data, design, items, by, (level, df, deff, margins, interval), as_json=as_json, lang=lang
    )


def quantiles(
    data: Data,
    design: DesignFile,
    items: Items,
    at: Annotated[
        str, typer.Option("--at", metavar="SHARES", help="Which quantiles: 0.5 is the median.")
    ] = "0.25,0.5,0.75",
    rule: Annotated[
        str,
        typer.Option(
            "--rule", metavar="NAME", help="How a quantile is read off, by R's name: math, school, hf1 … hf9."
        ),
    ] = "math",
    by: By = "",
    margins: MarginsFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Quantiles of items, with intervals by Woodruff's method."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import quantiles as engine

        return engine.quantiles(source, read, names(items), numbers("--at", at), names(by), given, rule)

    return answered(data, design, answer, (level, df, "without", margins, "t"), as_json=as_json, lang=lang)


def crosstab(
    data: Data,
    design: DesignFile,
    rows: Annotated[str, typer.Option("--rows", metavar="COLUMN", help="The column whose levels are rows.")],
    columns: Annotated[str, typer.Option("--columns", metavar="COLUMN", help="The column whose levels are columns.")],
    margins: MarginsFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    deff: Effect = "without",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Shares of two columns against each other, with the test of Rao and Scott."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import tables

        return tables.crosstab(source, read, rows, columns, given)

    return answered(data, design, answer, (level, df, deff, margins, "t"), as_json=as_json, lang=lang)


def compare(
    data: Data,
    design: DesignFile,
    items: Items,
    by: Annotated[str, typer.Option("--by", metavar="COLUMN", help="The column that forms the groups.")],
    against: Against = "",
    margins: MarginsFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Differences of means between groups: t for each, Wald for all, Holm's correction."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import comparison

        return comparison.compare(source, read, names(items), by, against or None, given)

    return answered(data, design, answer, (level, df, "without", margins, "t"), as_json=as_json, lang=lang)


def trend(
    data: Data,
    design: DesignFile,
    items: Items,
    wave: Annotated[str, typer.Option("--wave", metavar="COLUMN", help="The column that names the wave.")],
    against: Against = "",
    margins: MarginsFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Differences between waves that stand in one file; what clusters share is kept."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import comparison

        return comparison.trend(source, read, names(items), wave, against or None, given)

    return answered(data, design, answer, (level, df, "without", margins, "t"), as_json=as_json, lang=lang)


def alpha(
    data: Data,
    design: DesignFile,
    items: Items,
    by: By = "",
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Cronbach's alpha of a scale, with its error and what each item does to it."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import scales

        return scales.alpha(source, read, names(items), names(by), given)

    return answered(data, design, answer, (level, df, "without", None, "t"), as_json=as_json, lang=lang)


def regress(
    data: Data,
    formula: Annotated[str, typer.Argument(metavar="FORMULA", help="As in R: y ~ x1 + factor(x2).")],
    design: DesignFile,
    family: Annotated[str, typer.Option("--family", metavar="linear|logistic", help="The model.")] = "linear",
    margins: MarginsFile = None,
    level: Level = 0.95,
    df: Degrees = "",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Linear or logistic regression."""
    if "~" in str(data) and "~" not in formula:  # the formula came first
        data, formula = Path(formula), str(data)

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import regression
        from konfrans.analysis.faults import AnalysisError

        if family not in ("linear", "logistic"):
            raise AnalysisError("option_value", option="--family", value=family, takes="linear, logistic")
        return regression.regress(source, read, formula, cast(Any, family), given)

    return answered(data, design, answer, (level, df, "without", margins, "t"), as_json=as_json, lang=lang)


def rake(
    data: Data,
    design: DesignFile,
    margins: Annotated[
        Path,
        typer.Option("--margins", metavar="MARGINS.toml", help="What each level shall weigh: a table per variable."),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="WEIGHTED.parquet", help="The file with the new weights: .parquet or .csv.")
    ],
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Fit the weights to margins and write the file with them."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import weighting

        return weighting.rake(source, read, given.margins or {}, out)

    return answered(data, design, answer, (0.95, "", "without", margins, "t"), as_json=as_json, lang=lang)


def estimated(
    kind: str, data: Path, design: Path, items: str, by: str, asked: Options, *, as_json: bool, lang: str
) -> int:
    """One of the estimates of `konfrans.analysis.estimates`."""

    def answer(source: Any, read: Any, given: Asked) -> Result:
        from konfrans.analysis import estimates

        result: Result = getattr(estimates, kind)(source, read, names(items), names(by), given)
        return result

    return answered(data, design, answer, asked, as_json=as_json, lang=lang)


def names(given: str) -> list[str]:
    """The columns of an option, once each, in their order."""
    return list(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))


def numbers(option: str, given: str) -> list[float]:
    """The numbers of an option, with commas between them."""
    from konfrans.analysis.faults import AnalysisError

    try:
        return [float(one) for one in given.split(",") if one.strip()]
    except ValueError:
        raise AnalysisError("option_value", option=option, value=given, takes="0.25,0.5") from None


def answered(data: Path, design: Path, answer: Answer, asked: Options, *, as_json: bool, lang: str) -> int:
    """Read the file and its design, ask, and show; a refusal is shown with its remedy, and the status is 2."""
    from konfrans.analysis.faults import AnalysisError

    language = "az" if lang == "az" else "en"
    try:
        try:
            from konfrans.analysis import design as designs
            from konfrans.analysis import engine
        except ModuleNotFoundError as absent:
            raise AnalysisError("extra_absent", extra="stats") from absent
        read = designs.read_design(design)
        result = answer(engine.open_source(data), read, _asked(*asked))
    except AnalysisError as fault:
        what, remedy = fault.told(language)
        if as_json:
            print(json.dumps({"error": {"code": fault.code, "what": what, "remedy": remedy}}, ensure_ascii=False))
        else:
            typer.echo(f"{what}\n{remedy}", err=True)
        return 2
    if as_json:
        print(json.dumps(result.document(), ensure_ascii=False, default=str))
    else:
        from konfrans.cli import analyse_shown

        analyse_shown.show(result, language)
    return 0


def _asked(level: float, df: str, deff: str, margins: Path | None, interval: str) -> Asked:
    from konfrans.analysis.calibration import read_margins
    from konfrans.analysis.estimates import Asked
    from konfrans.analysis.faults import AnalysisError

    try:
        degrees = float(df) if df else None
    except ValueError:
        raise AnalysisError("option_value", option="--df", value=df, takes="a number, inf") from None
    if degrees is not None and not degrees > 0:
        raise AnalysisError("option_value", option="--df", value=df, takes="a number above zero, inf")
    for option, value, takes in (
        ("--deff", deff, ("without", "replace")),
        ("--interval", interval, ("t", "logit", "wilson")),
    ):
        if value not in takes:
            raise AnalysisError("option_value", option=option, value=value, takes=list(takes))
    totals_known = read_margins(margins) if margins else None
    return Asked(level, degrees, cast(Any, deff), totals_known, cast(Any, interval))
