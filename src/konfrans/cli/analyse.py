"""`konfrans analyse`: statistics from anyone's survey file and its declared design."""

from __future__ import annotations

import glob
import inspect
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from konfrans.cli.analyse_options import ESTIMATE, OPTIONS, Data, EngineName, Json, Lang

if TYPE_CHECKING:
    from konfrans.analysis.engine import Source
    from konfrans.analysis.results import Result

Answer = TypeVar("Answer")


def command_of(name: str, words: str, own: tuple[str, ...], shared: tuple[str, ...] = ESTIMATE) -> Callable[..., int]:
    """A command of the table: its signature is made of the options that it takes."""

    def command(**given: Any) -> int:
        return asked(name, given)

    first = [
        one
        for one in ("data", "formula", "design")
        if one == "data" or one in own or (one == "design" and "designed" not in own)
    ]
    taken = (*first, *[one for one in own if one not in first])
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


means = command_of(
    "means", "Means of items, with standard error, interval, design effect and degrees of freedom.", ("items", "by")
)
totals = command_of(
    "totals",
    "Totals of items over the population, with standard error, interval, design effect and degrees of freedom.",
    ("items", "by"),
)
ratios = command_of(
    "ratios",
    "Ratios of two totals, written y/x, with standard error, interval, design effect and degrees of freedom.",
    ("items", "by"),
)
proportions = command_of(
    "proportions",
    "Shares of the levels of items, with intervals by Student's t, by the logit, and Wilson's.",
    ("items", "by", "interval"),
)
quantiles = command_of(
    "quantiles",
    "Quantiles of items, with intervals by Woodruff's method.",
    ("items", "at", "rule", "by"),
)
crosstab = command_of(
    "crosstab", "Shares of two columns against each other, with the test of Rao and Scott.", ("rows", "columns")
)
compare = command_of(
    "compare",
    "Differences of means between groups: t for each, Wald for all, Holm's correction.",
    ("items", "groups", "against"),
)
trend = command_of(
    "trend",
    "Differences between waves that stand in one file; what clusters share is kept.",
    ("items", "wave", "against"),
)
alpha = command_of(
    "alpha", "Cronbach's alpha of a scale, with its error and what each item does to it.", ("items", "by", "short")
)
omega = command_of(
    "omega",
    "McDonald's omega of a scale, with its error, each item's loading, and whether one factor is enough.",
    ("items", "by"),
)
regress = command_of("regress", "Linear or logistic regression.", ("formula", "family"))


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

        apart(out, data, design, margins)
        read = read_design(design)
        raking = commands.raking_of({"margins": margins, "bounds": bounds, "rounds": rounds})
        return weighting.rake(open_source(data, engine=engine), read, raking, out)

    return answered(answer, as_json=as_json, lang=lang)


def asked(command: str, given: dict[str, Any]) -> int:
    """A command of `konfrans.analysis.commands` about a file and its design."""
    data, design, out, as_json, lang = (given.pop(one, None) for one in ("data", "design", "out", "as_json", "lang"))
    design = given.pop("designed", design)
    engine = given.pop("engine")
    control = tuple(given.pop(one, None) for one in ("disclose", "ledger", "start_ledger"))
    for name, meant in (("groups", "by"), ("known", "margins")):
        if name in given:
            given[meant] = given.pop(name)
    if "~" in data and "~" not in given.get("formula", "~"):  # the formula came first
        data, given["formula"] = given["formula"], data

    def answer() -> Result:
        from konfrans.analysis import commands, outputs
        from konfrans.analysis.design import Design, read_design

        apart(out, data, design, given.get("margins"))
        if out is not None:
            outputs.writer_of(out)
        read = read_design(design) if design else Design()
        source = opened(data, engine)
        (result,) = controlled(lambda k: [commands.ask(source, read, command, given, k)], data, source, *control)
        if out is not None:
            outputs.write(out, [result], language(lang))
        return result

    return answered(answer, as_json=as_json, lang=lang)


def controlled(
    ask: Callable[[int], list[Result]],
    data: str,
    source: Source,
    least: int | None,
    ledger: Path | None,
    start: bool | None,
) -> list[Result]:
    """What of some results may leave, which the ledger is told before they do; `ask` gets the least number of cases, 0 without control."""
    from konfrans.analysis.faults import AnalysisError

    if not least:
        if ledger is not None or start:
            raise AnalysisError("option_absent", command="--ledger", option="--disclose")
        return ask(0)
    if not Path(data).is_file():
        raise AnalysisError("disclosure_file", data=data)
    from konfrans.analysis import commands, disclose, sections
    from konfrans.analysis import ledger as ledgers
    from konfrans.kernel import clock

    leaving = [
        sections.Leaving(one, state=ledgers.fingerprint(Path(data)), beneath=commands.beneath(source, one))
        for one in ask(least)
    ]
    if ledger is None:
        found = disclose.disclose(leaving, None, least)
    else:
        with ledgers.opened(ledger, start=bool(start)) as released:
            found = disclose.disclose(leaving, released, least)
            released.extend(found.entries, clock.now())
    shown = [one for one in found.tables if not isinstance(one, sections.Table)]
    for one in shown if ledger is None else []:
        one.note("without_ledger")
    return shown


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


def apart(out: Path | None, *read: object) -> None:
    """Refuse to write over what is read: a survey, one file of a folder or a pattern, a design, margins."""
    from konfrans.analysis.faults import AnalysisError
    from konfrans.analysis.files import PARQUET

    if out is None:
        return
    whole = out.resolve()
    for one in read:
        if not one or isinstance(one, dict):  # not given, or written where it is used
            continue
        given = Path(str(one))
        files = glob.glob(str(one))  # noqa: PTH207 - patterns may be anywhere
        # What a folder is read for is Parquet; another file beside it does no harm.
        within = given.is_dir() and whole.suffix.lower() in PARQUET and whole.parent == given.resolve()
        if within or any(whole == Path(file).resolve() for file in [str(given), *files] if Path(file).is_file()):
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
