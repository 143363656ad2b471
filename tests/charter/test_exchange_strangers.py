"""Files that a stranger may send in place of a charter: refused with a reason, soon, and without much memory."""

from __future__ import annotations

import copy
import time
import tracemalloc
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from typer.testing import CliRunner

from konfrans.charter import LawError, load_charter
from konfrans.charter.exchange import read_any, to_akoma
from konfrans.cli.exchange import take

from .club import club

ACT = to_akoma(club(), "az").decode()
BODY = ACT.index("<akomaNtoso")


def declared(inner: str, entity: str) -> str:
    """The act with a document type and an entity in its title."""
    return f"<!DOCTYPE akomaNtoso [{inner}]>\n{ACT[BODY:].replace('<docTitle>', f'<docTitle>&{entity};', 1)}"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
INCLUDED = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
HOSTILE = {
    "a billion laughs": declared(f'<!ENTITY l0 "ha">{LAUGHS}', "l9"),
    "one entity a hundred thousand times": declared(f'<!ENTITY x "{"x" * 100_000}">', "x;" + "&x;" * 100_000 + "&x"),
    "an entity of a file": declared('<!ENTITY x SYSTEM "file:///etc/passwd">', "x"),
    "an entity of the network": declared('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "x"),
    "a parameter entity": declared('<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;', "x"),
    "a document type elsewhere": f'<!DOCTYPE akomaNtoso SYSTEM "http://127.0.0.1:9/d">{ACT[BODY:]}',
    "an entity that nobody declared": ACT.replace("<docTitle>", "<docTitle>&x;", 1),
    "a file included": ACT.replace("<docTitle>", f"<docTitle>{INCLUDED}", 1),
    "elements ten thousand deep": "<a>" * 10_000 + "</a>" * 10_000,
    "half a million elements": "<a>" + "<b/>" * 500_000 + "</a>",
    "a hundred thousand attributes": "<a " + " ".join(f'a{n}="x"' for n in range(100_000)) + "/>",
    "a hundred thousand namespaces": "<a " + " ".join(f'xmlns:a{n}="u:{n}"' for n in range(100_000)) + "/>",
    "nine megabytes": "<a>" + "x" * 9_000_000 + "</a>",
    "eight megabytes of spaces and line ends": ACT.replace("<docTitle>", "<x/><docTitle>" + " \n" * 4_000_000, 1),
    "no XML": "<a",
    "another root": "<html/>",
    "an act of another standard": ACT.replace("ns/akn/3.0", "ns/akn/2.0"),
    "a stranger's act": ACT.replace("konfrans:charter ", "konfrans:other ", 1),
    "a table in the text": ACT.replace("<p>Mətn.</p>", "<p><img src='x'/>Mətn.</p>", 1),
    "an act beside the act": ACT.replace("</act>", "</act><act name='other'/>", 1),
    "text between paragraphs": ACT.replace("<paragraph ", "Mətn.<paragraph ", 1),
    "a rule that is no TOML": ACT.replace("more_than", "more than", 1),
    "a rule a thousand deep": ACT.replace("{ share", "[" * 1000 + "{ share", 1),
    "a rule beside another paragraph": ACT.replace('article = "1.1"', 'article = "1.2"', 1),
    "a rule beside no paragraph": ACT.replace('href="#art_1__para_1"', 'href="#art_9__para_1"', 1),
    "a rule in place of the title": ACT.replace('path="offices.president"', 'path="title"', 1),
    "a rule in no place": ACT.replace('path="offices.president"', 'path="a..b"', 1),
    "the millionth item of a list": ACT.replace('path="offices.president"', 'path="fallback[99999]"', 1),
    "a paragraph twice": ACT.replace("art_1__para_2", "art_1__para_1"),
    "a list a thousand deep in JSON": '{"charter": ' + "[" * 1000 + "]" * 1000 + "}",
    "tables a hundred thousand deep in JSON": '{"charter": ' + '{"a":' * 100_000,
    "a key twice in JSON": '{"charter": {"key": 1, "key": 2}}',
    "a decimal in JSON": '{"charter": {"key": 1.5}}',
    "a number of five thousand digits in JSON": '{"charter": {"key": ' + "9" * 5000 + "}}",
    "nothing in JSON": '{"charter": {"key": null}}',
    "JSON without a charter": "{}",
    "not a number in JSON": '{"charter": {"key": NaN}}',
    "a broken pair in JSON": '{"charter": {"key": "\\ud800"}}',
    "three megabytes of JSON": '{"charter": [' + "[]," * 1_000_000 + "[]]}",
}  # fmt: skip


def refused(content: bytes) -> LawError:
    """Why it is; in three seconds and a hundred megabytes."""
    start = time.process_time()
    with pytest.raises(LawError) as error:
        load_charter(read_any(content))
    assert time.process_time() - start < 3
    tracemalloc.start()
    try:
        with pytest.raises(LawError):
            load_charter(read_any(content))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    return error.value


REASONS = {
    "xml_doctype": (
        "a billion laughs",
        "one entity a hundred thousand times",
        "an entity of a file",
        "an entity of the network",
        "a parameter entity",
        "a document type elsewhere",
    ),
    "xml_syntax": (
        "an entity that nobody declared",
        "no XML",
    ),
    "akoma_element": (
        "a file included",
        "eight megabytes of spaces and line ends",
        "a table in the text",
        "an act beside the act",
    ),
    "xml_deep": ("elements ten thousand deep",),
    "xml_elements": ("half a million elements",),
    "akoma_not_an_act": (
        "a hundred thousand attributes",
        "a hundred thousand namespaces",
        "another root",
        "an act of another standard",
    ),
    "exchange_large": (
        "nine megabytes",
        "three megabytes of JSON",
    ),
    "akoma_foreign": ("a stranger's act",),
    "akoma_text": ("text between paragraphs",),
    "akoma_rule": (
        "a rule that is no TOML",
        "a rule a thousand deep",
    ),
    "akoma_moved": ("a rule beside another paragraph",),
    "akoma_lost": ("a rule beside no paragraph",),
    "exchange_twice": (
        "a rule in place of the title",
        "a key twice in JSON",
    ),
    "akoma_path": ("a rule in no place",),
    "exchange_gap": ("the millionth item of a list",),
    "akoma_eid": ("a paragraph twice",),
    "json_value": (
        "a list a thousand deep in JSON",
        "tables a hundred thousand deep in JSON",
        "a number of five thousand digits in JSON",
        "not a number in JSON",
    ),
    "exchange_value": (
        "a decimal in JSON",
        "nothing in JSON",
    ),
    "json_without_charter": ("JSON without a charter",),
    "exchange_text": ("a broken pair in JSON",),
}
"""Why each is refused."""


def test_each_hostile_file_has_one_reason() -> None:
    assert sorted(name for names in REASONS.values() for name in names) == sorted(HOSTILE)


@pytest.mark.parametrize(("name", "code"), [(name, code) for code, names in REASONS.items() for name in names])
def test_what_a_stranger_sends_is_refused_soon_with_a_reason(name: str, code: str) -> None:
    error = refused(HOSTILE[name].encode())
    assert error.code == code
    assert error.text and error.remedy


DECLARED = [name for name, content in HOSTILE.items() if "<!DOCTYPE" in content]


@pytest.mark.parametrize("name", DECLARED)
def test_a_document_type_is_refused_before_anything_in_it_is_read(name: str) -> None:
    assert refused(HOSTILE[name].encode()).code == "xml_doctype"


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-16", "not_utf8"), ("utf-16-be", "not_utf8"), ("utf-32", "not_utf8"), ("iso-8859-9", "exchange_not_utf8")],
)
def test_another_encoding_is_refused_whatever_the_file_declares(encoding: str, code: str) -> None:
    error = refused(ACT.replace("UTF-8", encoding, 1).replace("ə", "ö").encode(encoding))
    assert error.code == code
    assert error.text and error.remedy


def test_what_the_file_declares_does_not_change_how_its_bytes_are_read() -> None:
    there = ACT.encode()
    assert read_any(there.replace(b"UTF-8", b"utf-7", 1)) == read_any(b"\xef\xbb\xbf" + there) == read_any(there)


def test_white_space_that_an_editor_adds_is_not_text_however_much_it_is() -> None:
    start = time.process_time()
    assert read_any(ACT.replace("<docTitle>", "<docTitle>" + " \n" * 4_000_000, 1).encode()) == read_any(ACT.encode())
    assert time.process_time() - start < 4


def test_fifty_megabytes_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "act.xml"
    with file.open("wb") as written:
        written.write(b"<akomaNtoso>")
        written.truncate(52_428_800)
    app = typer.Typer(add_completion=False)
    app.command("import", **take.command_settings)(take)
    tracemalloc.start()
    done = CliRunner().invoke(app, [str(file)])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (done.exit_code, most < 30_000_000) == (2, True)
    assert "larger than 8,388,608 bytes" in done.stderr


def outcome(content: bytes) -> str:
    """The hash of the charter that is taken, or what to do about the refusal; nothing else may happen."""
    try:
        return load_charter(read_any(content)).sha256
    except LawError as error:
        return error.remedy


TREE = etree.fromstring(ACT.encode())
ELEMENTS = st.integers(0, sum(1 for _ in TREE.iter()) - 1)
WORDS = [
    "",
    "x",
    "0",
    "1.1",
    "a b",
    "#art_1__para_1",
    "article[1]",
    "title",
    "kinds.x[3]",
    "[a]\nb = 1",
    "article = 5",
    "\n",
]
CHANGES = st.tuples(st.sampled_from(["drop", "double", "rename", "attribute", "text", "tail", "move"]), ELEMENTS, ELEMENTS,
                    st.sampled_from(WORDS))  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(changes=st.lists(CHANGES, min_size=1, max_size=3))
def test_an_act_that_is_changed_anywhere_is_taken_or_refused_with_a_reason(
    changes: list[tuple[str, int, int, str]],
) -> None:
    tree = copy.deepcopy(TREE)
    every = list(tree.iter())
    for what, at, other, word in changes:
        one, second = every[at], every[other]
        if what == "rename":
            one.tag = second.tag
        elif what == "text":
            one.text = word
        elif what == "tail" and one is not tree:
            one.tail = word
        elif what == "attribute" and one.attrib:
            one.set(list(one.attrib)[other % len(one.attrib)], word)
        elif one.getparent() is not None:
            if what == "drop":
                one.getparent().remove(one)
            elif what == "double":
                one.getparent().append(copy.deepcopy(one))
            elif what == "move":
                second.append(copy.deepcopy(one))
    assert outcome(etree.tostring(tree, encoding="utf-8"))
