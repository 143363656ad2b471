"""Texts put to the vote, with what falls away and what comes in its place."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.decisions.rules import text_pieces

CHANGE = re.compile(r"\[-(?P<gone>.+?)-\]|\{\+(?P<new>.+?)\+\}", re.DOTALL)


def by_expression(text: str) -> tuple[tuple[str, str], ...]:
    """The same by a regular expression, which needs a time that grows with the square of unclosed marks."""
    pieces, at = [], 0
    for found in CHANGE.finditer(text):
        pieces.append(("same", text[at : found.start()]))
        pieces.append(("gone", found["gone"]) if found["gone"] else ("new", found["new"]))
        at = found.end()
    pieces.append(("same", text[at:]))
    return tuple(piece for piece in pieces if piece[1])


@given(text=st.lists(st.sampled_from(["[-", "-]", "{+", "+}", "a", "\n", "[", "-", "]", "{", "+", "}"])).map("".join))
def test_marks_are_read_as_the_expression_says(text):
    assert text_pieces(text) == by_expression(text)


def test_a_change_is_struck_through_and_underlined():
    assert text_pieces("pays [-one-]{+two+} fees") == (
        ("same", "pays "), ("gone", "one"), ("new", "two"), ("same", " fees"),
    )  # fmt: skip


@pytest.mark.parametrize("unit", ["[-", "{+", "[-{+", "[-a-]{+", "[-a-]", "{+-]", "-]+}"])
def test_a_long_text_of_marks_is_read_in_one_walk(unit):
    began = time.process_time()
    text_pieces(unit * 200_000)
    assert time.process_time() - began < 3
