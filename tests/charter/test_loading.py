"""Charter documents: what loads, and what every fault says about its place and its remedy."""

from __future__ import annotations

import time
import tracemalloc
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from konfrans.charter import CharterError, Fault, load_charter, read_charter
from konfrans.charter.lines import DEEPEST, LONGEST_KEY, LONGEST_NUMBER, MOST_KEYS, Lines, TooMuch, _within
from konfrans.charter.loading import LARGEST

from .club import CLUB, club, club_text

QUORUM = 'more_than = { share = "1/2", of = "entitled" }'


def faults(document: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(CharterError) as refused:
        load_charter(document)
    return refused.value.faults


FAULTS = [
    ("an unknown key proposes the nearest", [("authentic =", "autentic =")], "unknown_key", "autentic", "autentic", "authentic"),
    ("an unknown key deep inside has its own line", [('article = "1.2", more_than', 'artcle = "1.2", more_than')], "unknown_key", "condition =", "kinds.ordinary.condition.artcle", "article"),
    ("a missing key names itself", [('version = "3"\n', "")], "missing_key", None, "", None),
    ("text where a number belongs", [("number = 1\nheading", 'number = "1"\nheading')], "wrong_type", "number = \"1\"", "article[1].number", None),
    ("a number where text belongs", [('version = "3"', "version = 3")], "wrong_type", "version =", "version", None),
    ("a table where a list belongs", [('languages = ["az", "en"]', "languages = { az = 1 }")], "wrong_type", "languages =", "languages", None),
    ("a date is no value of a charter", [('version = "3"', "version = 2026-11-25")], "wrong_type", "version =", "version", None),
    ("a decimal share", [(QUORUM, 'more_than = { share = 0.67, of = "entitled" }')], "share_slogan", "quorum =", "organs.general_assembly.quorum.more_than.share", None),
    ("a decimal in quotes", [(QUORUM, 'at_least = { share = "0,67", of = "entitled" }')], "share_slogan", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("a per cent", [(QUORUM, 'at_least = { share = "66.67 %", of = "entitled" }')], "share_slogan", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("half and one", [(QUORUM, 'at_least = { share = "50 % + 1", of = "entitled" }')], "share_slogan", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("a share above one", [(QUORUM, 'at_least = { share = "3/2", of = "entitled" }')], "share_above_one", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("a share of nothing", [(QUORUM, 'at_least = { share = "0/2", of = "entitled" }')], "share_zero", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("a fraction over nothing", [(QUORUM, 'at_least = { share = "1/0", of = "entitled" }')], "share_zero", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("a share in words", [(QUORUM, 'at_least = { share = "two thirds", of = "entitled" }')], "share_form", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("no number at all", [(QUORUM, 'at_least = { share = nan, of = "entitled" }')], "share_form", "quorum =", "organs.general_assembly.quorum.at_least.share", None),
    ("a whole multiple in quotes", [(QUORUM, 'at_least = { times = "2", of = "no" }')], "times_quoted", "quorum =", "organs.general_assembly.quorum.at_least.times", None),
    ("a decimal multiple", [(QUORUM, 'at_least = { times = 2.5, of = "no" }')], "times_form", "quorum =", "organs.general_assembly.quorum.at_least.times", None),
    ("a decimal multiple in quotes", [(QUORUM, 'at_least = { times = "2.5", of = "no" }')], "times_form", "quorum =", "organs.general_assembly.quorum.at_least.times", None),
    ("a multiple in words", [(QUORUM, 'at_least = { times = "two", of = "no" }')], "times_form", "quorum =", "organs.general_assembly.quorum.at_least.times", None),
    ("a multiple of nothing", [(QUORUM, 'at_least = { times = 0, of = "no" }')], "times_form", "quorum =", "organs.general_assembly.quorum.at_least.times", None),
    ("a share without its base", [(QUORUM, 'at_least = "2/3"')], "share_without_base", "quorum =", "organs.general_assembly.quorum.at_least", None),
    ("a base without its share", [(QUORUM, 'at_least = { of = "entitled" }')], "missing_key", "quorum =", "organs.general_assembly.quorum.at_least", None),
    ("an amount that is none", [(QUORUM, "at_least = [1]")], "amount_form", "quorum =", "organs.general_assembly.quorum.at_least", None),
    ("an amount of nobody", [(QUORUM, "at_least = 0")], "out_of_form", "quorum =", "organs.general_assembly.quorum.at_least", None),
    ("two comparisons at once", [(QUORUM, QUORUM + ", at_least = 5")], "comparison", "quorum =", "organs.general_assembly.quorum", None),
    ("no comparison", [(", " + QUORUM, "")], "comparison", "quorum =", "organs.general_assembly.quorum", None),
    ("an unknown base proposes the nearest", [('of = "entitled"', 'of = "entiteld"')], "unknown_value", "quorum =", "organs.general_assembly.quorum.more_than.of", "entitled"),
    ("a quorum of yes votes", [("quorum = { ", 'quorum = { measure = "yes", ')], "unknown_value", "quorum =", "organs.general_assembly.quorum.measure", None),
    ("an article that is not there", [('article = "1.2", more_than', 'article = "1.3", more_than')], "not_found", "condition =", "kinds.ordinary.condition.article", None),
    ("an article in another spelling", [('article = "1.2", more_than', 'article = "1(2)", more_than')], "out_of_form", "condition =", "kinds.ordinary.condition.article", None),
    ("an office nobody knows", [('who = "president"', 'who = "presidnt"')], "not_found", "tie =", "organs.general_assembly.tie.who", "president"),
    ("a casting vote of nobody", [(', who = "president"', "")], "missing_key", "tie =", "organs.general_assembly.tie", None),
    ("a paragraph twice", [("number = 2\n", "number = 1\n")], "twice", 'number = 1\ntext.az = "Mətn."\ntext.en = "Text."\n\n[offices', "article[1].paragraph[2].number", None),
    ("a language without its text", [('text.en = "Text."\n', "")], "text_missing", "text.az", "article[1].paragraph[1].text", None),
    ("a text that is empty", [('text.en = "Text."\n', 'text.en = " "\n')], "text_missing", 'text.en = " "', "article[1].paragraph[1].text.en", None),
    ("a text in a language that is not listed", [('text.en = "Text."\n', 'text.en = "Text."\ntext.fr = "Texte."\n')], "language_not_listed", "text.fr", "article[1].paragraph[1].text.fr", None),
    ("an authentic language that is not listed", [('authentic = "az"', 'authentic = "fr"')], "authentic_not_listed", "authentic =", "authentic", None),
    ("TOML that is none", [('version = "3"', "version = ")], "toml_syntax", "version =", "", None),
    ("a text in curly quotes", [('version = "3"', "version = “3”")], "toml_curly", "version =", "", None),
    ("a text with a curly quote at its end", [('version = "3"', 'version = "3”')], "toml_curly", "version =", "", None),
    ("a key given twice", [('version = "3"', 'version = "3"\nversion = "4"')], "toml_syntax", 'version = "4"', "", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "line", "key", "meant"), [r[1:] for r in FAULTS], ids=[r[0] for r in FAULTS]
)
def test_a_fault_names_line_key_and_remedy(changes, code: str, line: str | None, key: str, meant: str | None) -> None:
    text = club_text(*changes)
    found = [one for one in faults(text) if one.code == code]
    assert found, faults(text)
    assert found[0].key == key
    assert found[0].line == (text[: text.index(line)].count("\n") + 1 if line else 0)
    assert found[0].facts.get("nearest") == meant


SLOGANS = [
    ("0.67", "2/3", False, 3), ("66.67 %", "2/3", False, 3), ("66,6%", "2/3", False, None), ("0.5", "1/2", False, None),
    ("51 %", "1/2", True, 51), ("0.51", "1/2", True, 51), ("50%+1", "1/2", True, 1), ("75 %", "3/4", False, None),
    ("0.6", "3/5", False, None), ("33 %", "1/3", False, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given_share", "meant", "strict", "size"), SLOGANS, ids=[f"{row[0]} means {row[1]}" for row in SLOGANS]
)
def test_a_slogan_is_answered_with_the_fraction_and_a_body_where_they_differ(given_share, meant, strict, size) -> None:
    (fault,) = faults(club_text((QUORUM, f'at_least = {{ share = "{given_share}", of = "entitled" }}')))
    assert (fault.facts["meant"], fault.facts["strict"]) == (meant, strict)
    if size is None:
        assert fault.facts["sizes"] == () or fault.facts["sizes"][0] > 0
    else:
        assert size in fault.facts["sizes"]


def test_the_hash_is_that_of_the_utf8_bytes_with_lf_line_ends() -> None:
    expected = sha256(CLUB.encode()).hexdigest()
    for written in (
        CLUB,
        CLUB.encode(),
        CLUB.replace("\n", "\r\n"),
        b"\xef\xbb\xbf" + CLUB.replace("\n", "\r\n").encode(),
    ):
        charter = load_charter(written)
        assert charter.sha256 == expected
        assert charter.document == CLUB
    assert club(("Text.", "Text!")).sha256 != expected


def test_every_fault_is_found_at_once_in_the_order_of_lines() -> None:
    found = faults(
        club_text(('version = "3"', "version = 3"), ("number = 2", 'number = "2"'), ('of = "entitled"', 'of = "all"'))
    )
    assert [fault.line for fault in found] == sorted(fault.line for fault in found)
    assert len(found) == 3


def test_a_file_that_is_not_there_says_so(tmp_path) -> None:
    for path, code in ((tmp_path / "none.toml", "file_missing"), (tmp_path, "file_folder")):
        with pytest.raises(CharterError) as refused:
            read_charter(path)
        assert refused.value.code == code


HOSTILE = {
    "ten megabytes": "a = 1\n" * (10 * 1024 * 1024 // 6),
    "just too large": "#" * (LARGEST + 1),
    "a list ten thousand deep": "a = " + "[" * 10_000 + "]" * 10_000,
    "tables ten thousand deep": "a = " + "{ a = " * 10_000 + "1" + " }" * 10_000,
    "a list that never ends": "a = " + "[" * 500_000,
    "a key of a hundred thousand parts": ".".join("a" * 100_000) + " = 1",
    "a table of a hundred thousand parts": "[" + ".".join("a" * 100_000) + "]",
    "a number of ten thousand digits": "a = " + "9" * 10_000,
    "a decimal of ten thousand digits": "a = 0." + "9" * 10_000,
    "a hexadecimal of ten thousand digits": "a = 0x" + "f" * 10_000,
    "a hundred thousand keys": "".join(f"a{n} = 1\n" for n in range(60_000)),
    "a hundred thousand tables": "".join(f"[a{n}]\n" for n in range(60_000)),
    "a hundred thousand articles": "[[article]]\n" * 80_000,
    "a list of half a million": "a = [" + "1," * 500_000 + "]",
    "a string that never ends": 'a = "' + "x" * 500_000,
    "a text that never ends": 'a = """' + "x\n" * 300_000,
    "quotes without end": 'a = "' + '\\"' * 400_000,
    "dates that the scan does not follow, and depth": "a = 1979-05-27 07:32:00\nb = " + "[" * 200_000,
    "a page of noise": "\x00\x01\x02" * 1000,
    "nothing": "",
    "blanks": " \n\t\n",
}


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_document_is_refused_in_bounded_time_and_memory(document: str) -> None:
    tracemalloc.start()
    start = time.process_time()
    try:
        found = faults(document)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found[0].code
    assert len(found) <= 100
    assert time.process_time() - start < 5  # under the tracer, which slows it ten times
    assert peak < 100_000_000


def test_not_utf8_names_the_line() -> None:
    (fault,) = faults(CLUB.encode() + b"# \xff\n")
    assert (fault.code, fault.line) == ("not_utf8", CLUB.count("\n") + 1)
    (fault,) = faults("a = '\ud800'")
    assert fault.code == "not_utf8"


PIECES = st.sampled_from(
    ["[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "=", ".", ",", "\n", "#", "\\", "1", "0.5", "nan", "-1", "true",
     "az", "article", "share", '"2/3"', "1979-05-27", "[[article]]\n", "kinds.x.y = 1\n", "\r\n", "é", "\x1b[31m", "9" * 60]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(at=st.integers(0, len(CLUB)), drop=st.integers(0, 60), put=st.lists(PIECES | st.text(max_size=4), max_size=4))
def test_any_edit_of_a_charter_loads_or_is_refused_with_words(at: int, drop: int, put: list[str]) -> None:
    text = CLUB[:at] + "".join(put) + CLUB[at + drop :]
    refused = None
    try:
        charter = load_charter(text)
    except CharterError as error:
        refused = error
    if refused is None:
        assert load_charter(charter.document).sha256 == charter.sha256
        return
    assert refused.text
    assert refused.remedy
    assert all(0 <= fault.line <= text.count("\n") + 1 for fault in refused.faults)


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_refused_or_loads(text: str) -> None:
    with pytest.raises(CharterError):
        load_charter(text)


@settings(max_examples=400, deadline=None)
@given(text=st.lists(PIECES | st.sampled_from(["a." * 9, "[" * 9, "{a=", "0" * 41, "#]"]), max_size=40).map("".join))
def test_what_a_glance_lets_through_is_within_the_bounds_of_the_scan(text: str) -> None:
    assert not (beyond_bounds(text) and _within(text))


def beyond_bounds(text: str) -> str | None:
    """The bound that the scan finds exceeded before it loses its way, if any."""
    try:
        Lines(text).of(("a",))
    except TooMuch as beyond:
        return beyond.fault.code
    return None


@pytest.mark.parametrize(("text", "code"), [
    ("a = {}{}", "too_deep"),
    ("a = {}", "number_too_long"),
    ("{} = 1", "key_too_long"),
])  # fmt: skip
def test_the_glance_and_the_scan_have_the_same_bounds(text: str, code: str) -> None:
    most = {"too_deep": DEEPEST, "number_too_long": LONGEST_NUMBER, "key_too_long": LONGEST_KEY}[code]

    def made(size: int) -> str:
        if code == "too_deep":
            return text.format("[" * size, "]" * size)
        return text.format("9" * size if code == "number_too_long" else ".".join("k" * size))

    assert _within(made(most)) and beyond_bounds(made(most)) is None
    assert not _within(made(most + 2)) and beyond_bounds(made(most + 2)) == code


def test_lines_follow_tables_lists_and_texts_of_several_lines() -> None:
    text = '''a = """
one
two"""
b.c = [
  1,
  { d = 2 },
]

[[t]]
e = 1
[[t]]
e = 2
[t.f]
g = 'x' # h
[t.f."k l"]
m = 1
'''
    lines = Lines(text)
    places = {
        ("a",): 1, ("b", "c"): 4, ("b", "c", 0): 5, ("b", "c", 1, "d"): 6, ("t", 0): 9, ("t", 0, "e"): 10,
        ("t", 1): 11, ("t", 1, "e"): 12, ("t", 1, "f", "g"): 14, ("t", 1, "f", "k l", "m"): 16,
        ("t", 1, "f", "none"): 13, ("none",): 0,
    }  # fmt: skip
    assert {path: lines.of(path) for path in places} == places
    assert not lines.lost
    assert MOST_KEYS > 10_000
