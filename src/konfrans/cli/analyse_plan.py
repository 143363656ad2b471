"""`konfrans analyse run`, `reproduce`, `hold`: many questions at once, and results that travel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from konfrans.cli.analyse import answered, apart, controlled, guarded, language, watched
from konfrans.cli.analyse_options import Data, Disclose, EngineName, Json, Lang, LedgerFile, StartLedger

if TYPE_CHECKING:
    from konfrans.analysis.results import Result


def run(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN.toml", help="The design and the questions, one table `ask` each.")
    ],
    data: Annotated[str, typer.Option(metavar="DATA", help="The survey: .parquet, .csv or .sav.")],
    out: Annotated[
        Path | None, typer.Option(metavar="RESULT.xlsx|.csv|.html", help="Write all tables into one file.")
    ] = None,
    bundle: Annotated[
        Path | None, typer.Option(metavar="BUNDLE.zip", help="Write what is needed to compute every number again.")
    ] = None,
    engine: EngineName = "duckdb",
    disclose: Disclose = 0,
    ledger: LedgerFile = None,
    start_ledger: StartLedger = False,
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Answer all questions of a plan in one pass over the data."""

    def answer() -> list[Result]:
        from konfrans.analysis import engine as engines
        from konfrans.analysis import outputs
        from konfrans.analysis import plan as plans
        from konfrans.analysis.faults import AnalysisError

        for one in (out, bundle):
            apart(one, data, plan)
        if out is not None:
            outputs.writer_of(out)
        read, source = plans.read_plan(plan), engines.open_source(data, engine=engine)
        if disclose and bundle is not None:
            raise AnalysisError("bundle_disclosed")
        results = controlled(lambda k: plans.run(source, read, k), data, source, disclose, ledger, start_ledger)
        if out is not None:
            outputs.write(out, results, language(lang))
        if bundle is not None:
            plans.write_bundle(bundle, Path(data), source, read, results)
        return results

    return answered(answer, as_json=as_json, lang=lang)


def reproduce(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE.zip", help="What `analyse run --bundle` wrote.")],
    data: Annotated[
        Path | None, typer.Option(metavar="DATA", help="The survey. Left out: the file of its name beside the bundle.")
    ] = None,
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Compute every number of a bundle again; the status is 1 where one comes out otherwise."""

    def work() -> int:
        from konfrans.analysis import plan as plans
        from konfrans.analysis.faults import words

        number, differences = watched(lambda: plans.reproduce(bundle, data), lang)
        if as_json:
            found = [{"place": one.place, "said": one.said, "found": one.found} for one in differences]
            print(json.dumps({"numbers": number, "differences": found}, ensure_ascii=False, default=str))
        else:
            heads = words(language(lang))["heads"]
            for one in differences:
                print(heads["number_differs"].format(place=one.place, said=one.said, found=one.found))
            print(
                heads["reproduced" if not differences else "not_reproduced"].format(
                    number=number, differ=len(differences)
                )
            )
        return 1 if differences else 0

    return guarded(work, as_json=as_json, lang=lang)


def hold(
    data: Data,
    plan: Annotated[Path, typer.Option(metavar="PLAN.toml", help="The design and the questions to hold sums for.")],
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the sums go; one that is there is added to with --add.")
    ],
    add: Annotated[
        bool, typer.Option("--add", help="DATA holds new responses: add them to the sums of FOLDER.")
    ] = False,
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Hold the sums that a plan needs, so that its questions are answered at once however many responses there are."""

    def work() -> int:
        from konfrans.analysis import engine, live
        from konfrans.analysis import plan as plans
        from konfrans.analysis.faults import words
        from konfrans.analysis.ledger import fingerprint

        source = engine.open_source(data)
        read = plans.read_plan(plan)
        mark = fingerprint(Path(data)) if Path(data).is_file() else ""
        held = live.add(live.load(out), source, mark) if add else live.hold(source, read.design, read.questions, mark)
        live.save(held, out)
        number, rows = int(held.held[0].values["all"].sum()), sum(sums.rows for sums in held.held)
        if as_json:
            print(json.dumps({"cases": number, "rows": rows, "tables": len(held.held)}))
        else:
            print(
                words(language(lang))["heads"]["held"].format(number=number, rows=rows, tables=len(held.held), out=out)
            )
        return 0

    return guarded(work, as_json=as_json, lang=lang)


def replicates(
    data: Data,
    design: Annotated[Path, typer.Option(metavar="DESIGN.toml", help="Strata, clusters and weights, by column.")],
    kind: Annotated[str, typer.Option("--type", metavar="JK1|JKn|BRR|Fay|bootstrap", help="How they are made.")],
    out: Annotated[
        Path,
        typer.Option(metavar="WEIGHTED.parquet", help="The file with the new columns; its design is written beside."),
    ],
    count: Annotated[int, typer.Option(metavar="N", help="How many, of the bootstrap.")] = 200,
    seed: Annotated[int, typer.Option(metavar="N", help="From which the bootstrap draws.")] = 1,
    rho: Annotated[float, typer.Option(metavar="SHARE", min=0, max=0.99, help="Of Fay's method.")] = 0.3,
    engine: EngineName = "duckdb",
    as_json: Json = False,
    lang: Lang = "en",
) -> int:
    """Make replicate weights from a design, as columns of a copy of the file."""

    def answer() -> Result:
        from konfrans.analysis import making
        from konfrans.analysis.design import read_design
        from konfrans.analysis.engine import open_source

        for one in (out, out.with_suffix(".toml")):
            apart(one, data, design)
        read = read_design(design)
        return making.make(open_source(data, engine=engine), read, cast(Any, kind), out, count, seed, rho)

    return answered(answer, as_json=as_json, lang=lang)
