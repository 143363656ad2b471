"""The schema as a form: what is shown of a rule and sent back unchanged is the rule."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from konfrans.charter import load_charter
from konfrans.charter.filling import Field, bases, fields_of, filled, places, shape_at

CHARTERS = sorted((Path(__file__).parents[2] / "charters").glob("*.toml"))


def rules_in(value, path=()) -> Iterator[tuple[tuple, dict]]:
    """Every table of a document that cites a paragraph."""
    if isinstance(value, dict):
        if isinstance(value.get("article"), str) and path and path[0] not in ("article", "accepted", "example"):
            yield path, value
        for key, inner in value.items():
            yield from rules_in(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from rules_in(inner, (*path, at))


def sent(fields: tuple[Field, ...]) -> dict[str, list[str]]:
    """What a browser sends of a form that nobody touched."""
    data: dict[str, list[str]] = {}
    for field in fields:
        match field.sort:
            case "amount" | "compared" | "span" | "languages":
                data |= {f"{field.name}.{key}": [text] for key, text in field.value.items()}
            case "several":
                data[field.name] = list(field.value)
            case "table":
                data |= sent(field.inner)
            case "rows":
                data[f"{field.name}.rows"] = [str(field.value)]
                for row in field.rows:
                    data |= sent(row)
            case _:
                data[field.name] = [field.value]
    return data


@pytest.mark.parametrize("file", CHARTERS, ids=lambda file: file.stem)
def test_a_rule_that_nobody_touches_comes_back_as_it_was(file: Path) -> None:
    text = file.read_text("utf-8")
    charter, seen = load_charter(text), 0
    for path, rule in rules_in(tomllib.loads(text)):
        shape = shape_at(path)
        assert shape is not None, path
        fields = fields_of(shape, rule, charter.things(), charter.languages)
        assert filled(shape, sent(fields), rule, charter.things(), charter.languages) == rule, path
        seen += 1
    assert seen > 30


def test_every_rule_of_the_schema_has_a_place_and_a_shape() -> None:
    for place in places():
        stars = iter(place.stars)
        path = tuple({"row": 0, "key": "some"}[next(stars)] if part == "*" else part for part in place.pattern)
        assert shape_at(path) is place.shape, place


def quorum(**changes: str):
    charter = load_charter((CHARTERS[0]).read_text("utf-8"))
    shape = shape_at(("organs", "general_assembly", "quorum"))
    assert shape is not None
    old = {"article": "21.1", "more_than": {"share": "1/2", "of": "entitled"}}
    data = sent(fields_of(shape, old, charter.things(), ("az", "en")))
    data |= {name.replace("__", "."): [value] for name, value in changes.items()}
    return filled(shape, data, old, charter.things(), ("az", "en"))


def test_a_share_a_number_and_an_amount_of_its_own_are_taken_as_written() -> None:
    share = quorum(at_least__which="at_least", at_least__way="share", at_least__fraction="2/3", at_least__of="members")
    assert share == {"article": "21.1", "at_least": {"share": "2/3", "of": "members"}}
    assert quorum(at_least__way="number", at_least__number="5")["more_than"] == 5
    own = quorum(at_least__way="raw", at_least__raw='{ greater_of = [5, { share = "1/10", of = "members" }] }')
    assert own["more_than"] == {"greater_of": [5, {"share": "1/10", "of": "members"}]}


def test_what_is_no_number_and_no_toml_stays_for_the_reading_to_refuse() -> None:
    assert quorum(at_least__way="number", at_least__number="viii")["more_than"] == "viii"
    assert quorum(at_least__way="raw", at_least__raw="{ oops")["more_than"] == "{ oops"


def test_a_list_gains_a_row_and_loses_the_one_that_is_marked() -> None:
    shape = shape_at(("fees", "annual"))
    assert shape is not None
    old = {"article": "8.1", "amounts": {"tiers": {"datum": "students", "row": [{"at_most": 3000, "amount": 600}]}}}
    fields = fields_of(shape, old, {}, ("en",))
    data = sent(fields)
    row = "amounts.tiers.row"
    assert data[f"{row}.rows"] == ["2"]
    data |= {f"{row}.1.more_than": ["3000"], f"{row}.1.amount": ["900"]}
    two = filled(shape, data, old, {}, ("en",))
    assert two["amounts"]["tiers"]["row"] == [{"at_most": 3000, "amount": 600}, {"more_than": 3000, "amount": 900}]
    data[f"{row}.0.gone"] = ["yes"]
    assert filled(shape, data, old, {}, ("en",))["amounts"]["tiers"]["row"] == [{"more_than": 3000, "amount": 900}]


def test_bases_are_those_of_the_schema() -> None:
    assert bases()[:3] == ("seats", "members", "entitled")
