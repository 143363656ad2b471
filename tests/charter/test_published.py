"""The published schema says what the reader does: what the one accepts the other does, and what it refuses by shape too."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from konfrans.charter import CharterError
from konfrans.charter.asking import question, questions
from konfrans.charter.law import Charter
from konfrans.charter.loading import read_document
from konfrans.charter.published import described, json_schema, tables_of
from konfrans.charter.reading import hints

from .club import CLUB

SCHEMA = Draft202012Validator(json_schema())
CHARTERS = sorted(Path("charters").glob("*.toml"))
OF_SHAPE = {"unknown_key", "wrong_type", "unknown_value", "out_of_form"}
"""Faults of one key by itself; the schema knows nothing of several together, nor of what refers to what."""


def accepted(found: dict[str, Any]) -> set[str]:
    """The codes of the faults that the reader finds; none where it accepts."""
    try:
        charter = read_document(Charter, found, {})
    except CharterError as refused:
        return {fault.code for fault in refused.faults} - {"not_found"}
    assert charter
    return set()


def test_the_types_of_fields_are_those_of_typing() -> None:
    for shape in tables_of():
        assert list(hints(shape).items()) == list(get_type_hints(shape, include_extras=True).items())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("file", CHARTERS, ids=lambda file: file.stem)
def test_every_charter_is_valid_by_the_schema(file: Path) -> None:
    assert list(SCHEMA.iter_errors(tomllib.loads(file.read_text("utf-8")))) == []


def leaves(at: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value of a document, tables and lists among them."""
    inner = at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from leaves(value, (*path, key))


DRAFT = tomllib.loads(Path("charters/azerbaijan-draft.toml").read_text("utf-8"))
WHOLE = {name: {**tomllib.loads(CLUB), **({} if name == "club" else DRAFT)} for name in ("club", "draft")}
PATHS = [(name, path) for name, whole in WHOLE.items() for path in leaves(whole)]
VALUES = st.sampled_from(
    [True, 0, -1, 3, 10**12, "x", "", "2/3", "1.1", "en", [], ["x"], {}, {"en": "x"}, {"x": 1}, 1.5]
)


@settings(max_examples=150, deadline=None)
@given(at=st.sampled_from(PATHS), value=VALUES, how=st.sampled_from(["change", "add", "drop"]))
def test_reader_and_schema_agree_on_the_shape(at: tuple[str, tuple[Any, ...]], value: Any, how: str) -> None:
    name, path = at
    found = copy.deepcopy(WHOLE[name])
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    if how == "change":
        inner[path[-1]] = value
    elif how == "drop":
        del inner[path[-1]]
    elif isinstance(inner[path[-1]], dict):
        inner[path[-1]]["xx"] = value
    codes = accepted(found)
    valid = SCHEMA.is_valid(found)
    if not codes:
        assert valid
    if codes & OF_SHAPE and not codes - OF_SHAPE:
        assert not valid, codes


def test_every_table_has_a_name_of_its_own() -> None:
    shapes = {shape for key in questions() for shape in tables_of(question(key).facts)} | set(tables_of())
    names = [described(shape).name for shape in shapes]
    assert sorted(names) == sorted(set(names))
