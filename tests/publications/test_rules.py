"""The text of news and pages: what becomes a link, what never does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.publications.rules import Span, blocks, plain_text, refused_addresses, slug_is_right, spans


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("One line.", ["paragraph"], id="a line is a paragraph"),
        pytest.param("One\ntwo\n\nthree", ["paragraph", "paragraph"], id="a blank line parts paragraphs"),
        pytest.param("## Head\ntext", ["heading", "paragraph"], id="a subheading needs no blank line"),
        pytest.param("Before:\n- a\n- b\n\nafter", ["paragraph", "list", "paragraph"], id="a list after its sentence"),
        pytest.param("  \n\n", [], id="nothing is nothing"),
        pytest.param("<h1>x</h1>", ["paragraph"], id="a tag is words"),
    ],
)
def test_blocks(text, kinds):
    assert [block.kind for block in blocks(text)] == kinds


def test_lines_of_a_paragraph_are_joined_and_an_item_may_go_on():
    assert plain_text("a\nb\n\n- one\n  two\n- three") == "a b\none two\nthree"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("see [the list](members/)", [Span("see "), Span("the list", "members/", True)]),
        ("[x](charter/#a29-3)", [Span("x", "charter/#a29-3", True)]),
        ("[x](https://e.org/a?b=c)", [Span("x", "https://e.org/a?b=c")]),
        ("at https://e.org/path.", [Span("at "), Span("https://e.org/path", "https://e.org/path"), Span(".")]),
        ("[write](mailto:a@e.org)", [Span("write", "mailto:a@e.org")]),
        ("[x](javascript:alert(1))", [Span("[x](javascript:alert(1))")]),
        ("[x](//e.org/)", [Span("[x](//e.org/)")]),
        ("[x](data:text/html,x)", [Span("[x](data:text/html,x)")]),
        ("[x](/az/members/)", [Span("[x](/az/members/)")]),
    ],
)
def test_links(line, expected):
    assert list(spans(line)) == expected


@given(st.text(alphabet="[]()/:-# abjs.thp\n", max_size=60))
def test_no_text_makes_another_address_than_those_allowed(text):
    for block in blocks(text):
        for line in block.lines:
            for span in line:
                assert not span.address or span.inside or span.address.startswith(("http://", "https://", "mailto:"))


def test_addresses_that_would_stay_words_are_named():
    assert refused_addresses("[a](javascript:x) [b](https://e.org) [c](nowhere)") == ("javascript:x", "nowhere")


@pytest.mark.parametrize(
    ("slug", "right"),
    [
        ("session-of-18-december", True),
        ("ab", False),
        ("Ümumi", False),
        ("a--b", False),
        ("-ab", False),
        ("x" * 81, False),
    ],
)
def test_slugs(slug, right):
    assert slug_is_right(slug) is right


def test_an_item_of_many_lines_keeps_its_links_and_is_read_in_one_walk():
    (block,) = blocks("- see [the\nregister](members/) and\nhttps://example.org/a\n- two")
    assert block.lines[0] == (
        Span("see "), Span("the register", "members/", True), Span(" and "), Span("https://example.org/a", "https://example.org/a"),
    )  # fmt: skip
    began = time.process_time()
    (long,) = blocks("- a\n" + "b [c](members/) https://example.org\n" * 20_000)
    assert len(long.lines) == 1 and time.process_time() - began < 5
