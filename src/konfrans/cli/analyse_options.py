"""The options of `konfrans analyse`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

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
    "dispositions": (
        Annotated[str, typer.Option(metavar="FILE.toml", help="Which codes are I, P, R, NC, O, UH, UO, NE.")],
        ...,
    ),
    "column": (Annotated[str, typer.Option(metavar="COLUMN", help="The column of final dispositions.")], ...),
    "e": (
        Annotated[
            str, typer.Option(metavar="SHARE", help="Eligible among the unknown. Left out: by proportional allocation.")
        ],
        "",
    ),
    "battery": (
        Annotated[
            list[str] | None,
            typer.Option(metavar="A,B,C", help="Items of one scale, once for each scale. Left out: all items."),
        ],
        None,
    ),
    "duration": (Annotated[str, typer.Option(metavar="COLUMN", help="How long each case took.")], ""),
    "fast": (
        Annotated[float, typer.Option(metavar="SHARE", help="A case is fast below this part of the median.")],
        0.5,
    ),
    "group": (
        Annotated[str, typer.Option(metavar="LEVEL", help="The group whose words are sought. Left out: each in turn.")],
        "",
    ),
    "language": (Annotated[str, typer.Option(metavar="az|en", help="Language of the answers.")], "az"),
    "min": (Annotated[int, typer.Option(metavar="N", help="A word in fewer answers is not shown.")], 5),
    "most": (Annotated[int, typer.Option(metavar="N", help="So many words are shown.")], 30),
    "pairs": (Annotated[bool, typer.Option("--pairs", help="Count pairs of neighbouring words too.")], False),
    "names": (
        Annotated[
            str, typer.Option(metavar="NAMES.txt", help="Names to suppress besides the known ones, one in a line.")
        ],
        "",
    ),
    "known": (
        Annotated[
            str, typer.Option("--margins", metavar="MARGINS.toml", help="How many of the population are of each level.")
        ],
        ...,
    ),
    "designed": (
        Annotated[
            Path | None,
            typer.Option(
                "--design", metavar="DESIGN.toml", help="Strata, clusters and weights. Left out: each case counts one."
            ),
        ],
        None,
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
CONTROLLED = ("out", "engine", "disclose", "ledger", "start_ledger", "as_json", "lang")
"""Of results that may leave."""
ESTIMATE = ("margins", "bounds", "rounds", "level", "df", "deff", *CONTROLLED)
WRITTEN = ("out", "engine", "as_json", "lang")
"""Of results that have no error."""
