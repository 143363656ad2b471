"""`konfrans analyse`: statistics from anyone's survey file and its declared design."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from konfrans.analysis.engine import Source
    from konfrans.analysis.results import Result

Answer = TypeVar("Answer")
Data = Annotated[
    str,
    typer.Argument(
        metavar="DATA", help="The survey: .parquet, .csv or .sav, a folder of Parquet, s3://…, or what `hold` made."
    ),
]
EngineName = Annotated[str, typer.Option("--engine", metavar="duckdb|spark://HOST:PORT", help="Where it is computed.")]
Items = Annotated[str, typer.Option(metavar="A,B", help="The columns, with commas between them.")]
By = Annotated[str, typer.Option(metavar="A,B", help="In each combination of these columns.")]
MarginsFile = Annotated[str, typer.Option(metavar="MARGINS.toml", help="Rake the weights to these totals first.")]
Level = Annotated[float, typer.Option(metavar="SHARE", min=0.5, max=0.9999, help="Of the intervals.")]
Degrees = Annotated[str, typer.Option(metavar="N|inf", help="Degrees of freedom. Left out: those of the design.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Lang = Annotated[str, typer.Option(metavar="az|en", help="Language of the words.")]
Disclose = Annotated[
    int, typer.Option(metavar="K", help="Withhold what would tell of fewer than K cases, here or by subtraction.")
]
LedgerFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="What left before; it is extended by what leaves now.")
]
StartLedger = Annotated[bool, typer.Option("--start-ledger", help="Begin the ledger where there is none.")]
OPTIONS: dict[str, tuple[Any, Any]] = {
    "data": (Data, ...),
    "formula": (
        Annotated[str, typer.Argument(metavar="FORMULA", help="As in R: y ~ x1 + factor(x2).")],
        ...,
    ),
    "design": (
        Annotated[Path, typer.Option(metavar="DESIGN.toml", help="Strata, clusters and weights, by column.")],
        ...,
    ),
    "items": (Items, ...),
    "by": (By, ""),
    "groups": (Annotated[str, typer.Option("--by", metavar="COLUMN", help="The column that forms the groups.")], ...),
    "rows": (Annotated[str, typer.Option(metavar="COLUMN", help="The column whose levels are rows.")], ...),
    "columns": (Annotated[str, typer.Option(metavar="COLUMN", help="The column whose levels are columns.")], ...),
    "wave": (Annotated[str, typer.Option(metavar="COLUMN", help="The column that names the wave.")], ...),
    "against": (Annotated[str, typer.Option(metavar="LEVEL", help="Hold all others against this one.")], ""),
    "at": (
        Annotated[str, typer.Option(metavar="SHARES", help="Which quantiles: 0.5 is the median.")],
        "0.25,0.5,0.75",
    ),
    "rule": (
        Annotated[
            str, typer.Option(metavar="NAME", help="How a quantile is read off, by R's name: math, school, hf1 … hf9.")
        ],
        "math",
    ),
    "family": (Annotated[str, typer.Option(metavar="linear|logistic", help="The model.")], "linear"),
    "interval": (
        Annotated[str, typer.Option(metavar="t|logit|wilson", help="Which interval is shown as ci.")],
        "t",
    ),
    "short": (
        Annotated[bool, typer.Option("--short", help="Alpha alone, without what each item does to it.")],
        False,
    ),
    "margins": (MarginsFile, ""),
    "bounds": (
        Annotated[str, typer.Option(metavar="LOW,HIGH", help="Raking multiplies no weight by less or more: 0.3,3.")],
        "",
    ),
    "rounds": (
        Annotated[int, typer.Option(metavar="N", help="After how many rounds raking is given up.")],
        1000,
    ),
    "level": (Level, 0.95),
    "df": (Degrees, ""),
    "deff": (
        Annotated[
            str, typer.Option(metavar="without|replace|none", help="Design effect against a simple sample drawn so.")
        ],
        "without",
    ),
    "out": (
        Annotated[Path | None, typer.Option(metavar="RESULT.xlsx|.csv|.html", help="Write the table into a file too.")],
        None,
    ),
    "engine": (EngineName, "duckdb"),
    "disclose": (Disclose, 0),
    "ledger": (LedgerFile, None),
    "start_ledger": (StartLedger, False),
    "as_json": (Json, False),
    "lang": (Lang, "en"),
}
"""Every option, with what it is when it is left out."""
ESTIMATE = (
    *("margins", "bounds", "rounds", "level", "df", "deff", "out"),
    *("engine", "disclose", "ledger", "start_ledger", "as_json", "lang"),
)


def _command(name: str, words: str, own: tuple[str, ...], shared: tuple[str, ...] = ESTIMATE) -> Callable[..., int]:
    """A command of the table: its signature is made of the options that it takes."""

    def command(**given: Any) -> int:
        return asked(name, given)

    taken = ("data", *[one for one in own if one == "formula"], "design", *[one for one in own if one != "formula"])
    parameters = [
        inspect.Parameter(
            one,
            inspect.Parameter.KEYWORD_ONLY,
            annotation=OPTIONS[one][0],
            default=inspect.Parameter.empty if OPTIONS[one][1] is ... else OPTIONS[one][1],
        )
        for one in (*taken, *shared)
    ]
    command.__name__, command.__doc__ = name, words
    command.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": int}
    command.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    return command


means = _command(
    "means", "Means of items, with standard error, interval, design effect and degrees of freedom.", ("items", "by")
)
totals = _command(
    "totals",
    "Totals of items over the population, with standard error, interval, design effect and degrees of freedom.",
    ("items", "by"),
)
ratios = _command(
    "ratios",
    "Ratios of two totals, written y/x, with standard error, interval, design effect and degrees of freedom.",
    ("items", "by"),
)
proportions = _command(
    "proportions",
    "Shares of the levels of items, with intervals by Student's t, by the logit, and Wilson's.",
    ("items", "by", "interval"),
)
quantiles = _command(
    "quantiles",
    "Quantiles of items, with intervals by Woodruff's method.",
    ("items", "at", "rule", "by"),
)
crosstab = _command(
    "crosstab", "Shares of two columns against each other, with the test of Rao and Scott.", ("rows", "columns")
)
compare = _command(
    "compare",
    "Differences of means between groups: t for each, Wald for all, Holm's correction.",
    ("items", "groups", "against"),
)
trend = _command(
    "trend",
    "Differences between waves that stand in one file; what clusters share is kept.",
    ("items", "wave", "against"),
)
alpha = _command(
    "alpha", "Cronbach's alpha of a scale, with its error and what each item does to it.", ("items", "by", "short")
)
omega = _command(
    "omega",
    "McDonald's omega of a scale, with its error, each item's loading, and whether one factor is enough.",
    ("items", "by"),
)
regress = _command("regress", "Linear or logistic regression.", ("formula", "family"))


def rake(
    data: Data,
    design: Annotated[Path, typer.Option(metavar="DESIGN.toml", help="Strata, clusters and weights, by column.")],
    margins: Annotated[
        Path, typer.Option(metavar="MARGINS.toml", help="What each level shall weigh: a table per variable.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="WEIGHTED.parquet", help="The file with the new weights: .parquet or .csv.")
    ],
    bounds: Annotated[
        str, typer.Option(metavar="LOW,HIGH", help="Raking multiplies no weight by less or more: 0.3,3.")
    ] = "",
    rounds: Annotated[int, typer.Option(metavar="N", help="After how many rounds raking is given up.")] = 1000,
    engine: EngineName = "duckdb",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Fit the weights to margins and write the file with them."""

    def answer() -> Result:
        from konfrans.analysis import commands, weighting
        from konfrans.analysis.design import read_design
        from konfrans.analysis.engine import open_source

        apart(data, out)
        read = read_design(design)
        raking = commands.raking_of({"margins": margins, "bounds": bounds, "rounds": rounds})
        return weighting.rake(open_source(data, engine=engine), read, raking, out)

    return answered(answer, as_json=as_json, lang=lang)


def asked(name: str, given: dict[str, Any]) -> int:
    """A command of `konfrans.analysis.commands` about a file and its design."""
    data, design, out, as_json, lang = (given.pop(one) for one in ("data", "design", "out", "as_json", "lang"))
    engine = given.pop("engine")
    control = tuple(given.pop(one) for one in ("disclose", "ledger", "start_ledger"))
    if "groups" in given:
        given["by"] = given.pop("groups")
    if "~" in data and "~" not in given.get("formula", "~"):  # the formula came first
        data, given["formula"] = given["formula"], data

    def answer() -> Result:
        from konfrans.analysis import commands, outputs
        from konfrans.analysis.design import read_design

        apart(data, out)
        read, source = read_design(design), opened(data, engine)
        (result,) = controlled([commands.ask(source, read, name, given)], data, source, *control)
        if out is not None:
            outputs.write(out, [result], language(lang))
        return result

    return answered(answer, as_json=as_json, lang=lang)


def controlled(
    results: list[Result], data: str, source: Source, least: int, ledger: Path | None, start: bool
) -> list[Result]:
    """What of some results may leave, which the ledger is told before they do."""
    from konfrans.analysis.faults import AnalysisError

    if not least:
        if ledger is not None or start:
            raise AnalysisError("option_absent", command="--ledger", option="--disclose")
        return results
    if not Path(data).is_file():
        raise AnalysisError("disclosure_file", data=data)
    from konfrans.analysis import disclose, regression, sections
    from konfrans.analysis import ledger as ledgers
    from konfrans.kernel import clock

    leaving = [
        sections.Leaving(
            one,
            state=ledgers.fingerprint(Path(data)),
            beneath=sections.counts_beneath(source, one.design, one, _columns(one, regression.columns_of)),
        )
        for one in results
    ]
    if ledger is None:
        found = disclose.disclose(leaving, None, least)
    else:
        with ledgers.opened(ledger, start=start) as released:
            found = disclose.disclose(leaving, released, least)
            released.extend(found.entries, clock.now())
    return [one for one in found.tables if not isinstance(one, sections.Table)]


def _columns(result: Result, columns_of: Callable[[str], list[str]]) -> list[str]:
    return columns_of(str(result.asked["formula"])) if result.kind == "regress" else []


def opened(data: str, engine: str = "duckdb") -> Source:
    """A survey file, or the folder of sums that `hold` made of one."""
    from konfrans.analysis import engine as engines
    from konfrans.analysis import live

    return live.load(Path(data)) if held(data) else engines.open_source(data, engine=engine)


def held(data: str) -> bool:
    """Whether this is a folder of held sums."""
    from konfrans.analysis import live

    return (Path(data) / live.ABOUT).is_file()


def language(lang: str) -> str:
    """The language of the words: one of the two."""
    return "az" if lang == "az" else "en"


def answered(answer: Callable[[], Result | list[Result]], *, as_json: bool, lang: str) -> int:
    """Ask, and show the answer, or several; a refusal is shown with its remedy, and the status is 2."""

    def shown() -> int:
        results = watched(answer, lang)
        if as_json:
            documents = [one.document() for one in results] if isinstance(results, list) else results.document()
            print(
                json.dumps(
                    {"results": documents} if isinstance(documents, list) else documents,
                    ensure_ascii=False,
                    default=str,
                )
            )
            return 0
        from konfrans.cli import analyse_shown

        for at, one in enumerate(results if isinstance(results, list) else [results]):
            if at:
                print()
            analyse_shown.show(one, language(lang))
        return 0

    return guarded(shown, as_json=as_json, lang=lang)


def watched(answer: Callable[[], Answer], lang: str) -> Answer:
    """Ask, while a terminal shows that it is being worked on."""
    if not sys.stderr.isatty():
        return answer()
    from rich.console import Console

    from konfrans.analysis.faults import words

    with Console(stderr=True).status(words(language(lang))["heads"]["working"]):
        return answer()


def apart(data: str, *outs: Path | None) -> None:
    """Refuse to write where the survey lies: it would be lost."""
    from konfrans.analysis.faults import AnalysisError

    for out in outs:
        if out is not None and out.exists() and Path(data).exists() and out.samefile(data):
            raise AnalysisError("out_is_data", file=str(out))


def guarded(work: Callable[[], int], *, as_json: bool, lang: str) -> int:
    """The status of some work; a refusal is shown with its remedy, and its status is 2."""
    from konfrans.analysis.faults import AnalysisError

    try:
        try:
            from konfrans.analysis import engine  # noqa: F401 - whether the extra is there
        except ModuleNotFoundError as absent:
            raise AnalysisError("extra_absent", extra="stats") from absent
        return work()
    except AnalysisError as fault:
        what, remedy = fault.told(language(lang))
        if as_json:
            print(json.dumps({"error": {"code": fault.code, "what": what, "remedy": remedy}}, ensure_ascii=False))
        else:
            typer.echo(f"{what}\n{remedy}", err=True)
        return 2
