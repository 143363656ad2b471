"""Two charters that count groups or weights otherwise, quorums that no kind shows, bodies beyond those looked at: never the same."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import Charter, load_charter, read_charter
from konfrans.charter.checks.places import Budget
from konfrans.charter.comparison import difference as differences
from konfrans.charter.comparison.difference import Difference, difference
from konfrans.charter.comparison.written_alike import written_alike
from konfrans.cli.comparison import diff

from .club import club, club_text

app = typer.Typer(add_completion=False)
app.command("diff", **diff.command_settings)(diff)
app.command("other")(lambda: None)
HALF = 'condition = { article = "1.2", more_than = { share = "1/2", of = "present_and_represented" } }'
GROUPS = """
[groups.a]
name = { az = "dövlət", en = "state" }
article = "1.1"
[groups.b]
name = { az = "özəl", en = "private" }
article = "1.1"
[weights]
article = "1.1"
by_group = { a = 2 }
"""
OF_A, OF_B, OF_ALL = (f'{{ article = "1.2", {whose}more_than = {{ share = "1/2", of = "cast" }} }}'
                      for whose in ('group = "a", ', 'group = "b", ', ""))  # fmt: skip
TWO_THIRDS_OF_A = OF_A.replace("1/2", "2/3")
WEIGHTED = OF_ALL.replace("more_than", "weighted = true, more_than")


def asking(condition: str) -> str:
    return club_text((HALF, f"condition = {condition}"), more=GROUPS)


def both(*parts: str) -> str:
    return f"{{ all_of = [{', '.join(parts)}] }}"


def told(tmp_path: Path, first: str, second: str, *options: str) -> tuple[int, str]:
    files = [tmp_path / "first.toml", tmp_path / "second.toml"]
    for file, text in zip(files, (first, second), strict=True):
        file.write_text(text, "utf-8")
    done = CliRunner().invoke(app, ["diff", *map(str, files), *options])
    return done.exit_code, done.stdout


def ordinary(first: str, second: str) -> Difference:
    found = difference(load_charter(first), load_charter(second), size=9)
    return next(one for one in found if one.mechanism == "kinds.ordinary")


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [(both(OF_A, OF_B), f"{{ any_of = [{OF_A}, {OF_B}] }}", ("(state)", "(private)", "One of these is enough")),
     (both(OF_A, OF_B), both(OF_A, OF_ALL), ("(state)", "(private)")), (OF_A, OF_B, ("(state)", "(private)")),
     (OF_A, OF_ALL, ("(state)",)), (WEIGHTED, OF_ALL, ("(by the weight of votes)",)),
     (OF_ALL.replace('"cast"', '"entitled", group = "a"'), OF_ALL.replace('"cast"', '"entitled"'), ())],
)  # fmt: skip
def test_groups_and_weights_that_differ_are_different_and_both_rules_are_shown(tmp_path, first, second, names):
    for one, two in ((first, second), (second, first)):
        assert ordinary(asking(one), asking(two)).relation == "incomparable"
        status, page = told(tmp_path, asking(one), asking(two))
        assert status == 1
        assert page.startswith("ordinary decision: different")
        assert "The rules are the same" not in page
        assert {line.split(":")[0] for line in page.splitlines()[1:3]} == {"  club (A)", "  club (B)"}
        assert all(name in page for name in names)
        status, page = told(tmp_path, asking(one), asking(two), "--json")
        row = json.loads(page)["rows"][0]
        assert (row["relation"], set(row["said"])) == ("incomparable", {"first", "second"})


def test_a_direction_is_told_where_it_holds_for_every_group():
    assert ordinary(asking(both(OF_A, OF_B)), asking(both(TWO_THIRDS_OF_A, OF_B))).relation == "stricter"
    assert ordinary(asking(both(TWO_THIRDS_OF_A, OF_B)), asking(both(OF_A, OF_B))).relation == "looser"
    crossed = both(OF_A, OF_B.replace("1/2", "2/3"))
    assert ordinary(asking(both(TWO_THIRDS_OF_A, OF_B)), asking(crossed)).relation == "incomparable"
    assert ordinary(asking(both(OF_A, OF_B)), asking(both(OF_A, OF_B))).relation == "same"


def test_weights_that_a_federation_no_longer_counts_are_told(tmp_path):
    text = Path("charters/starter-federation.toml").read_text("utf-8")
    status, page = told(tmp_path, text, text.replace("weighted = true", "weighted = false"))
    assert status == 1
    assert "(by the weight of votes)" in page
    assert ": stricter" not in page
    assert ": looser" not in page


DRAFT = read_charter("charters/azerbaijan-draft.toml")
BOARD = """
[organs.board]
name = { az = "İdarə heyəti", en = "Board" }
article = "1.1"
quorum = { article = "1.1", more_than = { share = "1/2", of = "members" } }
"""
BY_BOARD = """
[kinds.budget]
organ = "general_assembly"
"""


def test_the_quorum_of_an_organ_that_no_kind_names_is_told():
    presidium = DRAFT.organs["presidium"]
    assert presidium.quorum is not None
    place = DRAFT.document.index("[organs.presidium.quorum]")
    end = DRAFT.document.index("[", place + 1)
    whole = load_charter(
        DRAFT.document[:place]
        + f'[organs.presidium.quorum]\narticle = "{presidium.quorum.article}"\nmeasure = "present"\n'
        + 'at_least = { share = "1/1", of = "entitled" }\n\n'
        + DRAFT.document[end:]
    )
    (row,) = [one for one in difference(DRAFT, whole, size=3) if one.relation != "same"]
    assert (row.mechanism, row.relation) == ("organs.presidium.quorum", "stricter")


@pytest.mark.parametrize(
    "use",
    ['routes = [{ article = "1.1", organ = "board", condition = { article = "1.2", at_least = 3 } }]',
     'moves = [{ article = "1.1", when = "failed", to = "board" }]', 'gates = [{ article = "1.1", who = "board" }]'],
)  # fmt: skip
def test_the_quorum_of_an_organ_that_decides_by_a_route_a_move_or_a_second_yes_is_told(tmp_path, use):
    text = club_text((HALF, f'organ = "general_assembly"\n{HALF}\n{use}'), more=BOARD)
    harder = text.replace('share = "1/2", of = "members"', 'share = "2/3", of = "members"')
    status, page = told(tmp_path, text, harder)
    assert status == 1
    assert page.splitlines()[1:5] == [
        "Quorum", "  Board: stricter", "    club (A): More than half of all members must be present or represented.",
        "    club (B): More than two thirds of all members must be present or represented.",
    ]  # fmt: skip
    assert told(tmp_path, harder, text)[1].splitlines()[2] == "  Board: looser"
    status, page = told(
        tmp_path, text, text.replace('quorum = { article = "1.1", more_than = { share = "1/2", of = "members" } }', "")
    )
    assert (status, page.splitlines()[2]) == (1, "  Board: only in the first")
    assert told(tmp_path, text, text) == (0, "The rules are the same.\n\nThe same: " + page_count(text) + ".\n")


def page_count(text: str) -> str:
    law = load_charter(text)
    found = difference(law, law)
    return str(len({one.mechanism if one.rule is None else id(one.rule) for one in found}))


@pytest.mark.parametrize("amount", ["cap = 20", "cap = 200", 'plus = 1, round = "down"'])
def test_what_no_body_looked_at_tells_apart_is_not_plainly_the_same(tmp_path, amount):
    entitled = '{ article = "1.2", %s = { share = "1/2", of = "entitled"%s } }'
    first = entitled % ("at_least" if "plus" in amount else "more_than", f", {amount}")
    texts = [
        asking(one).replace('article = "1.1"\nquorum', 'article = "1.1"\nsize = 9\nquorum')
        for one in (first, entitled % ("more_than", ""))
    ]
    row = next(one for one in difference(*map(load_charter, texts)) if one.mechanism == "kinds.ordinary")
    assert (row.relation, row.votes.relation, row.votes.up_to) == ("same_up_to", "same", 9)
    status, page = told(tmp_path, *texts)
    assert status == 1
    assert page.splitlines()[:2] == [
        "ordinary decision: no difference found",
        "  Looked through: bodies of up to 9 members.",
    ]
    status, page = told(tmp_path, *texts, "--lang", "az")
    assert page.splitlines()[:2] == ["adi qərar: fərq tapılmadı", "  Yoxlanılıb: üzv sayı ən çoxu 9 olan orqanlar."]
    status, page = told(tmp_path, *texts, "--json")
    assert [(one["relation"], one["up_to"]) for one in json.loads(page)["rows"]] == [("same_up_to", 9)]
    if amount == "cap = 20":
        assert told(tmp_path, *texts, "--size", "60")[1].startswith("ordinary decision: stricter")


# the net ----------------------------------------------------------------------------------------------------------------


def test_rules_that_are_not_written_alike_are_never_the_same(tmp_path, monkeypatch):
    """Whatever a comparison leaves out, the answer is not that nothing differs."""
    monkeypatch.setattr(differences, "_kinds", lambda *_charters: iter(()))
    status, page = told(tmp_path, asking(OF_A), asking(OF_B))
    assert status == 1
    assert page.startswith("No difference was found, but the rules are not written alike")
    assert json.loads(told(tmp_path, asking(OF_A), asking(OF_B), "--json")[1]) == {
        "first": "club", "second": "club", "written_alike": False, "rows": [],
    }  # fmt: skip
    assert told(tmp_path, asking(OF_A), asking(OF_A))[0] == 0


def test_texts_citations_and_the_name_of_the_main_organ_are_no_rules():
    other = club(("general_assembly", "plenary"), ('version = "3"', 'version = "4"'), ('en = "Text."', 'en = "Other."'),
                 ('condition = { article = "1.2"', 'condition = { article = "1.1"'), ('key = "club"', 'key = "other"'))  # fmt: skip
    assert written_alike(club(), other)
    assert {one.relation for one in difference(club(), other)} == {"same"}
    assert not written_alike(club(), load_charter(asking(OF_A)))


# what it may take -------------------------------------------------------------------------------------------------------

BASES = (
    "seats",
    "members",
    "entitled",
    "present",
    "present_and_represented",
    "participants",
    "cast_with_blanks",
    "valid",
    "cast",
)
PROXIES = """
[categories.full]
article = "1.1"
name = { az = "üzv", en = "member" }
[representation.titles.ex_officio]
article = "1.1"
offices = ["president"]
[representation.proxies.external]
article = "1.1"
categories = ["full"]
cap = 1
scope = "both"
"""


def hostile(more: int) -> Charter:
    """Five kinds, each of which looks at four bases at once, in a body of sixty with proxies and second calls."""
    kinds = ""
    for number in range(5):
        draw = random.Random(number)
        parts = [
            f'{{ article = "1.2", more_than = {{ share = "{draw.randint(1, 40) + more}/{draw.randint(51, 80)}", of = "{base}" }} }}'
            for base in draw.sample(BASES, 4)
        ]
        asked = f"{{ any_of = [{{ all_of = [{', '.join(parts[:2])}] }}, {{ all_of = [{', '.join(parts[2:])}] }}] }}"
        kinds += f'\n[kinds.k{number}]\nname = {{ az = "x", en = "x{number}" }}\nlike = "budget"\ncondition = {asked}\n'
    size = 'article = "1.1"\nsize = 60\nsecond_call = { article = "1.1", who = "president", at_least = 1 }\nquorum'
    return club(('article = "1.1"\nquorum', size), more=kinds + PROXIES)


def test_a_hostile_pair_ends_within_its_budget_and_says_what_was_not_compared(tmp_path, monkeypatch):
    given: list[Budget] = []

    class Watched(Budget):
        def __init__(self, left: int) -> None:
            super().__init__(left)
            self.first = left
            given.append(self)

    monkeypatch.setattr(differences, "BUDGET_OF_VOTES", 400_000)
    monkeypatch.setattr(differences, "Budget", Watched)
    laws = hostile(0), hostile(1)
    rows = [one for one in difference(*laws) if one.votes and one.mechanism != "kinds.ordinary"]
    assert sum(one.first - max(0, one.left) for one in given) <= 400_000
    assert len(given) == 6  # the ordinary decision is one more
    assert {one.relation for one in rows} <= {"not_examined", "incomparable"}
    assert any(one.relation == "not_examined" for one in rows)
    assert all(0 < one.votes.up_to < 60 for one in rows if one.votes.up_to is not None)
    assert [(one.relation, one.votes) for one in rows] == [
        (one.relation, one.votes) for one in difference(*laws) if one.votes and one.mechanism != "kinds.ordinary"
    ]
    status, page = told(tmp_path, *(law.document for law in laws))
    assert status == 1
    assert "too many ways to vote to be compared\n  Looked through: bodies of up to " in page


def test_no_pair_of_models_is_cut_short():
    assert differences.BUDGET_OF_VOTES > 1_000_000
    for first, second in (("starter-federation", "crc-like"), ("azerbaijan-draft", "eua-like")):
        rows = difference(*(read_charter(f"charters/{name}.toml") for name in (first, second)))
        assert not [one for one in rows if one.relation == "not_examined"]
