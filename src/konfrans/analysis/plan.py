"""Plans: many questions in one file, answered in one pass over the data, and bundles by which anyone can compute every number again."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import konfrans
from konfrans.analysis import commands, writing
from konfrans.analysis.calibration import margins_of, read_margins
from konfrans.analysis.design import Design, design_of, read_design, read_toml
from konfrans.analysis.engine import Source, open_source
from konfrans.analysis.faults import AnalysisError
from konfrans.analysis.ledger import fingerprint
from konfrans.analysis.replicates import columns_of
from konfrans.analysis.results import Result

FORMAT = 1
SAME = 1e-9
"""Numbers that differ by no more than this, of themselves, are the same: threads add up in any order."""
MOST = 64 * 1024 * 1024
"""Bytes that a part of a bundle may have: one that unpacks to more is none of ours."""
PARTS = ("about.json", "dictionary.json", "design.json", "plan.json", "results.json")


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall be asked of a survey: its design, and questions (`{"command": "means", "items": [...], ...}`)."""

    design: Design
    questions: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that came out otherwise: where it stands, what was said, what is found now."""

    place: str
    said: Any
    found: Any


def read_plan(path: Path) -> Plan:
    """A plan from its file: `design` (a file beside it, or a table), `margins` likewise, and a table `[[ask]]` for each question."""
    document = read_toml(path)
    for key in document:
        if key not in ("design", "margins", "ask"):
            raise AnalysisError("plan_key", file=path.name, key=key)
    design = document.get("design")
    if isinstance(design, str):
        read = read_design(path.parent / design)
    elif isinstance(design, dict):
        read = design_of(design, path.name)
    else:
        raise AnalysisError("plan_lacks", file=path.name, key="design")
    questions = document.get("ask")
    if not isinstance(questions, list) or not questions or not all(isinstance(one, dict) for one in questions):
        raise AnalysisError("plan_lacks", file=path.name, key="[[ask]]")
    shared = _margins(document.get("margins"), path)
    asked = []
    for at, question in enumerate(questions, 1):
        if not isinstance(question.get("command"), str):
            raise AnalysisError("option_absent", command=f"[[ask]] {at}", option="command")
        margins = _margins(question.get("margins"), path) or shared
        asked.append({**question, **({"margins": margins} if margins else {})})
    return Plan(read, tuple(asked))


def _margins(given: Any, path: Path) -> dict[str, dict[str, float]]:
    if given is None:
        return {}
    return read_margins(path.parent / given) if isinstance(given, str) else margins_of(given, path.name)


def run(source: Source, plan: Plan, control: int = 0) -> list[Result]:
    """The answers, in the order of the questions; the file is read once. `control`: as `commands.ask` takes it."""
    held = source.in_memory(_columns(source, plan))
    results = []
    for at, question in enumerate(plan.questions, 1):
        options = {name: value for name, value in question.items() if name != "command"}
        try:
            try:
                results.append(commands.ask(held, plan.design, question["command"], options, control))
            except AnalysisError:
                # The file knows more columns than are held, so what it says of a wrong name is better.
                results.append(commands.ask(source, plan.design, question["command"], options, control))
        except AnalysisError as fault:
            raise AnalysisError("plan_question", number=at, command=question["command"], said=fault) from fault
    return results


def _columns(source: Source, plan: Plan) -> list[str]:
    """The columns of the file that a plan names anywhere; a name that is none is the commands' to refuse."""
    chosen = commands.columns_named(source, plan.questions)
    chosen |= {name for names in plan.design.columns().values() for name in names}
    chosen |= set(columns_of(source, plan.design))
    return [name for name in source.table.columns if name in chosen]


def write_bundle(out: Path, data: Path, source: Source, plan: Plan, results: list[Result]) -> None:
    """Plan, design, data dictionary and results in one file, with the fingerprint of the data; the data itself stays where it is."""
    if not data.is_file():
        raise AnalysisError("disclosure_file", data=str(data))
    about = {
        "format": FORMAT,
        "konfrans": konfrans.__version__,
        "data": {"name": data.name, "sha256": fingerprint(data)},
    }
    parts = {
        "about.json": about,
        "dictionary.json": _dictionary(source, plan),
        "design.json": plan.design.model_dump(mode="json", exclude_defaults=True),
        "plan.json": plan.questions,
        "results.json": [result.document() for result in results],
    }
    with writing.whole(out) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
        for name in PARTS:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # so that the same results are the same bytes
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, json.dumps(parts[name], ensure_ascii=False, indent=1, default=str) + "\n")


def _dictionary(source: Source, plan: Plan) -> list[dict[str, str]]:
    """The data dictionary: each column with its type and what was asked."""
    labels = {**source.labels, **plan.design.labels}
    return [
        {"column": name, "type": str(kind), "label": str(labels.get(name, ""))}
        for name, kind in source.table.schema().items()
    ]


def reproduce(bundle: Path, data: Path | None = None) -> tuple[int, list[Difference]]:
    """Compute every number of a bundle again: how many there are, and which come out otherwise.

    `data` left out: the file of that name beside the bundle. Other data than the bundle was made of is refused.
    """
    parts = _read(bundle)
    about = parts["about.json"]
    found = data or bundle.with_name(Path(str(about["data"]["name"])).name)
    if not found.is_file():
        raise AnalysisError("bundle_data_absent", file=str(found), bundle=bundle.name)
    if fingerprint(found) != about["data"]["sha256"]:
        raise AnalysisError("bundle_data_differs", file=found.name, bundle=bundle.name)
    source = open_source(found)
    plan = Plan(design_of(parts["design.json"], "design.json"), tuple(parts["plan.json"]))
    now = json.loads(json.dumps([result.document() for result in run(source, plan)], default=str))
    for document in (*parts["results.json"], *now):
        document.pop("data", None)  # the file may have been given another name
    differences = list(_differences("dictionary", parts["dictionary.json"], _dictionary(source, plan)))
    differences += list(_differences("results", parts["results.json"], now))
    return sum(1 for _number in _numbers(parts["results.json"])), differences


def _read(bundle: Path) -> dict[str, Any]:
    if not bundle.is_file():
        raise AnalysisError("file_absent", file=str(bundle))
    try:
        with zipfile.ZipFile(bundle) as file:
            sizes = {entry.filename: entry.file_size for entry in file.infolist()}
            if sorted(sizes) != sorted(PARTS) or max(sizes.values()) > MOST:
                raise AnalysisError("bundle_broken", file=bundle.name, said=", ".join(sorted(sizes))[:200])
            parts = {name: json.loads(file.read(name)) for name in PARTS}
        kinds = {
            "about.json": dict,
            "design.json": dict,
            "dictionary.json": list,
            "plan.json": list,
            "results.json": list,
        }
        for name, kind in kinds.items():
            whole = isinstance(parts[name], kind)
            if not whole or (kind is list and not all(isinstance(one, dict) for one in parts[name])):
                raise AnalysisError("bundle_broken", file=bundle.name, said=name)
        if parts["about.json"]["format"] != FORMAT:
            raise AnalysisError("bundle_broken", file=bundle.name, said=f"format {parts['about.json']['format']}")
        str(parts["about.json"]["data"]["sha256"]), str(parts["about.json"]["data"]["name"])
    except AnalysisError:
        raise
    except Exception as error:
        raise AnalysisError("bundle_broken", file=bundle.name, said=str(error)[:200]) from error
    return parts


def _differences(place: str, said: Any, found: Any) -> Iterator[Difference]:
    if isinstance(said, Mapping) and isinstance(found, Mapping):
        for key in sorted({*said, *found}):
            yield from _differences(f"{place}.{key}", said.get(key, "absent"), found.get(key, "absent"))
    elif isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        for at, (one, other) in enumerate(zip(said, found, strict=True)):
            yield from _differences(f"{place}[{at}]", one, other)
    elif not _same(said, found):
        yield Difference(place, said, found)


def _same(said: Any, found: Any) -> bool:
    if isinstance(said, float) and isinstance(found, (int, float)) and not isinstance(found, bool):
        return math.isclose(said, found, rel_tol=SAME, abs_tol=1e-12)
    return type(said) is type(found) and said == found


def _numbers(document: Any) -> Iterator[float]:
    if isinstance(document, Mapping):
        for value in document.values():
            yield from _numbers(value)
    elif isinstance(document, list):
        for value in document:
            yield from _numbers(value)
    elif isinstance(document, (int, float)) and not isinstance(document, bool):
        yield document
