"""What charters say outside votes, as sentences: every key of the schema has words, and no reader meets a key."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import Charter, read_charter, speak
from konfrans.charter.comparison import difference as differences
from konfrans.charter.comparison.beside import beside
from konfrans.charter.comparison.difference import difference
from konfrans.charter.comparison.mechanisms import LEFT_OUT
from konfrans.charter.comparison.telling import told
from konfrans.charter.law.organs import SecondCall, SecondCallForm
from konfrans.charter.law.ranges import Range
from konfrans.charter.published import tables_of
from konfrans.charter.reading import keys_of
from konfrans.charter.tables import Table
from konfrans.charter.words.completeness import gaps
from konfrans.charter.words.rules import LEAVES, LENT, OUTSIDE, TAKEN, headings
from konfrans.cli.comparison import _difference_page, _mechanisms, diff

from .club import club

FILES = sorted(Path("charters").glob("*.toml"))
CHARTERS = [read_charter(file) for file in FILES]
PATH = re.compile(r"[a-z][a-z0-9_]*\.[a-z]|\[[0-9]+\]|[a-z0-9]_[a-z0-9]|[{}]")


def values_of(kind: Any) -> set[str]:
    """The values that a type enumerates."""
    if get_origin(kind) is Literal:
        return {one for one in get_args(kind) if isinstance(one, str)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {one.value for one in kind}
    return set(chain.from_iterable(map(values_of, get_args(kind))))


VALUES = {value for shape in tables_of() for kind, _needed in keys_of(shape).values() for value in values_of(kind)}


@pytest.fixture
def without_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Votes are looked through elsewhere, and would take most of the time here."""
    monkeypatch.setattr(differences, "_kinds", lambda *_charters: iter(()))


@pytest.mark.parametrize("first", CHARTERS, ids=lambda one: one.key)
@pytest.mark.parametrize("lang", ["en", "az"])
def test_no_pair_of_charters_shows_a_key_to_a_reader(first: Charter, lang: str, without_votes: None):
    words = speak(lang)
    for second in CHARTERS:
        laws = (first, second)
        lines = [line for _style, line in _difference_page(list(difference(*laws)), laws, words, same=0)]
        assert second is not first or lines[0] == words.of_comparison()["no_difference"]
        for line in lines:
            said = line.replace(f"    {first.key}: ", "").replace(f"    {second.key}: ", "")
            assert not PATH.search(said), line
            assert "[en]" not in said, line
            found = set(re.findall(r"\w+", said)) & VALUES if lang == "az" else set()
            assert not found, (found, line)


@pytest.mark.parametrize("lang", ["en", "az"])
def test_what_is_called_different_reads_differently(lang: str, without_votes: None):
    words = speak(lang)
    for first in CHARTERS[::3]:
        for second in CHARTERS:
            rules = {id(row.rule): row.rule for row in difference(first, second) if row.rule}.values()
            shown = [((one.first, one.second), one.relation) for one in rules if one.relation != "same"]
            for each, relation in shown:
                one = told(each, (first, second), words)
                assert one.heading and all(one.said[at] or each[at] is None for at in (0, 1)), one
                assert relation.startswith("only") or one.said[0] != one.said[1] or relation == "incomparable", one
            lines = [line for _style, line in _mechanisms(shown, (first, second), ("1", "2"), words)]
            pairs = pairwise(lines)
            assert not [
                one
                for one, two in pairs
                if one.startswith("    1: ") and one[7:] == two[7:] and two.startswith("    2")
            ]


def tables_inside(kind: Any) -> list[type[Table]]:
    """The tables of rules that a type of a field speaks of."""
    if kind is SecondCall:
        return [SecondCallForm]
    found = [kind] if isinstance(kind, type) and issubclass(kind, Table) and kind not in LEAVES else []
    return found + list(chain.from_iterable(map(tables_inside, get_args(kind))))


def keys_that_speak(shape: type[Table] = Charter) -> Iterator[tuple[str, Any]]:
    """Every key of the schema that a rule rests on, with its type."""
    waiting, seen = [shape], set()
    while waiting:
        one = waiting.pop()
        seen.add(one)
        for name, (kind, _needed) in keys_of(one).items():
            key = f"{one.__name__.removesuffix('Form')}.{name}"
            if (
                name not in OUTSIDE
                and key not in LEFT_OUT
                and key not in WITHIN
                and not (issubclass(one, Range) and name in Range.FIELDS)
            ):
                yield key, kind
                waiting += [inner for inner in tables_inside(kind) if inner not in seen]


WITHIN = frozenset({
    "SecondCall.measure", "SecondCall.group", "SecondCall.weighted", "SecondCall.at_least", "SecondCall.more_than",
    "Convening.session", "Reserved.attribute", "Attested.rule", "StandingItem.item",
})  # fmt: skip
"""Said as one requirement, as what the mechanism is about, or by a name; bounds of rows are said as a range."""


@pytest.mark.parametrize("lang", ["en", "az"])
def test_every_key_and_every_value_of_the_schema_has_words(lang: str):
    """A sentence, a place in the sentence of another key, or tables within that have them."""
    said = speak(lang).of_rules("rules")
    templates = " ".join(str(one) for one in said.values())
    lacking = []
    for key, kind in keys_that_speak():
        table, _dot, name = key.partition(".")
        found = said.get(table, {}).get(name)
        values = values_of(kind) if not isinstance(kind, type) and not tables_inside(kind) else set()
        if key in LENT or key in TAKEN or (found is None and (tables_inside(kind) or f"{{{name}}}" in templates)):
            continue
        if values:
            lacking += [f"{key} = {one}" for one in values if one not in (found or {})]
        elif found is None:
            lacking.append(key)
    assert lacking == []


@pytest.mark.parametrize("lang", ["en", "az"])
def test_the_words_of_rules_are_whole(lang: str):
    assert [gap for gap in gaps(lang) if gap.file.startswith(("rules", "mechanisms"))] == []
    assert set(headings()) == set(speak(lang).of_rules("mechanisms"))


def test_a_mechanism_is_a_heading_a_subject_and_a_sentence_of_each():
    draft, uniko = (read_charter(f"charters/{name}.toml") for name in ("azerbaijan-draft", "uniko-like"))
    rows = [
        row for row in difference(draft, uniko, size=3) if row.mechanism.endswith("convening[1].notice.before.days")
    ]
    assert [(row.relation, row.first, row.second, row.rule.relation) for row in rows] == [
        ("looser", "21", "14", "looser")
    ]
    each = (rows[0].rule.first, rows[0].rule.second)
    assert told(each, (draft, uniko), speak("en")).said == (
        "The notice is sent at least 21 days before the session.",
        "The notice is sent at least 14 days before the session.",
    )
    said = told(each, (draft, uniko), speak("az"))
    assert (said.heading, said.subject) == ("İclas haqqında bildiriş", "Ümumi Yığıncaq / Plenar iclas, növbəti iclas")
    assert said.said[1] == "Bildiriş iclasdan ən azı 14 gün əvvəl göndərilir."


TERM = """
[organs.board]
name = { az = "Şura", en = "Board" }
article = "1.1"
[organs.board.seats.chair]
article = "1.1"
name = { az = "sədr", en = "Chair" }
elected_by = "general_assembly"
[terms.chair]
article = "1.1"
seats = ["board.chair"]
%s
"""
PROXY = """
[representation.titles.ex_officio]
article = "1.1"
[representation.proxies.external]
article = "1.1"
%s
"""


def relations(template: str, first: str, second: str) -> dict[str, str]:
    """What is stricter, looser or different, by heading."""
    ordinary = ("[kinds.ordinary]", '[kinds.ordinary]\norgan = "general_assembly"')
    laws = tuple(club(ordinary, more=template % more) for more in (first, second))
    rules = {id(row.rule): row.rule for row in difference(*laws, size=3) if row.rule}.values()
    return {
        told((one.first, one.second), laws, speak("en")).heading: one.relation
        for one in rules
        if one.relation != "same"
    }


@pytest.mark.parametrize(
    ("template", "first", "second", "expected"),
    [
        (PROXY, "cap = 2", "cap = 1", {"Proxies": "stricter"}),
        (PROXY, "cap = 2", "", {"Proxies": "looser"}),
        (PROXY, 'cap = 2\nclosed = { article = "1.1", kinds = ["election"] }', "cap = 2", {"Proxies": "looser"}),
        (PROXY, 'scope = "vote"', 'scope = "presence"', {"Proxies": "incomparable"}),
        (PROXY, 'cap = 2\nscope = "both"', "cap = 2", {}),
        (TERM, "length = { years = 2 }", "length = { years = 3 }", {"Term of office": "incomparable"}),
        (TERM, 'limit = { article = "1.1", in_a_row = 2 }', 'limit = { article = "1.1", in_a_row = 1 }', {"Limits of terms": "stricter"}),
        (TERM, 'limit = { article = "1.1", in_a_row = 2 }', 'limit = { article = "1.1", in_all = 2 }', {"Limits of terms": "incomparable"}),
        (TERM, 'by_election = { article = "1.1", within = { days = 60 } }', 'by_election = { article = "1.1", within = { months = 3 } }',
         {"Filling a vacant seat": "looser"}),
        (TERM, 'by_election = { article = "1.1", within = { days = 30 } }', 'by_election = { article = "1.1", within = { months = 1 } }',
         {"Filling a vacant seat": "incomparable"}),
        (TERM, 'recall = { article = "1.1" }', "", {"Recall": "only_first"}),
        (TERM, 'recall = { article = "1.1" }', 'recall = { article = "1.1", constructive = true }', {"Recall": "stricter"}),
    ],
)  # fmt: skip
def test_a_direction_is_told_where_it_is_beyond_doubt(template: str, first: str, second: str, expected: dict[str, str]):
    assert relations(template, first, second) == expected
    turned = {"stricter": "looser", "looser": "stricter", "only_first": "only_second"}
    assert relations(template, second, first) == {name: turned.get(one, one) for name, one in expected.items()}


def test_equal_votes_that_fail_are_stricter_than_a_casting_vote():
    casting = club()
    fails = club(('open = "casting_vote"', 'open = "fails"'))
    rules = {row.rule.relation for row in difference(casting, fails, size=3) if row.rule and row.relation != "same"}
    assert rules == {"stricter"}


def test_two_paragraphs_on_a_kind_each_say_what_one_on_both_does():
    one = club(
        more='\n[[organs.general_assembly.ballots]]\narticle = "1.1"\nmode = "secret"\nkinds = ["election", "recall"]\n'
    )
    two = club(more="".join(f'\n[[organs.general_assembly.ballots]]\narticle = "1.1"\nmode = "secret"\nkinds = ["{kind}"]\n' for kind in ("recall", "election")))  # fmt: skip
    assert {row.relation for row in difference(one, two, size=3)} == {"same"}


def test_the_main_organ_is_the_same_under_another_key():
    other = club(("[organs.general_assembly]", "[organs.assembly]"))
    assert {row.relation for row in difference(club(), other, size=3)} == {"same"}


def test_the_json_of_a_difference_has_the_words_beside_the_values():
    app = typer.Typer(add_completion=False)
    app.command("diff", **diff.command_settings)(diff)
    done = CliRunner().invoke(app, ["charters/hrk-like.toml", "charters/uniko-like.toml", "--json", "--size", "2"])
    row = next(one for one in json.loads(done.stdout)["rows"] if one["item"] == "admission[1].effect.event")
    assert row == {
        "item": "admission[1].effect.event", "relation": "incomparable", "first": "notification", "second": "decision", "examples": [],
        "heading": "Admission: when membership begins", "subject": "member",
        "said": {"first": "Membership begins when the decision is notified.", "second": "Membership begins with the decision."},
    }  # fmt: skip


def test_an_amount_that_is_no_share_is_said_without_a_body():
    charter = club(
        (
            'more_than = { share = "1/2", of = "present_and_represented" }',
            'at_least = { root_of = "members", times = 2 }',
        )
    )
    rows = {row.mechanism: row.cells[0] for row in beside((charter,), speak("az"))}
    assert rows["kinds.ordinary"].startswith("Qərarın qəbulu üçün sayı bu həddən az olmayan üzvlər (2 × ")


def test_groups_and_weights_are_named_in_a_condition():
    federation = read_charter("charters/starter-federation.toml")
    said = {row.mechanism: row.cells[0] for row in beside((federation,), speak("en"))}["kinds.charter_amendment"]
    assert "must vote for (by the weight of votes)." in said and "(state institutions)." in said
