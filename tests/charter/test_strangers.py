"""What somebody may send who means no good, and what must not come of it: a wrong answer, a crash, a name that is read as a day."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction as F
from pathlib import Path

import pytest

from konfrans.charter import CharterError, CountError, LawError, read_charter
from konfrans.charter.akoma import from_akoma
from konfrans.charter.asking import ask
from konfrans.charter.faults import EvidenceError, ExchangeError
from konfrans.charter.power import Game, Player, game_of, indices, read_roll
from konfrans.charter.power.games import Quota
from konfrans.charter.proving import prove
from konfrans.charter.words import speak
from konfrans.cli.verdicts import draw, write_json

from .club import club, club_text

DRAFT = read_charter("charters/azerbaijan-draft.toml")


def test_open_votes_of_weights_are_not_counted_by_heads():
    federation = read_charter("charters/starter-federation.toml")
    weights = {"entitled": 24, "present": 16, "yes": 8, "no": 4}
    facts = {"kind": "ordinary", "entitled": 12, "present": 9, "yes": 4, "no": 2, "weights": weights}
    with pytest.raises(CountError) as refused:
        ask("needed", facts, federation)
    assert refused.value.code == "open_votes_of_a_part"
    assert all(text for code in ("az", "en") for text in speak(code).error(refused.value))


@pytest.mark.parametrize(("leaves", "certain"), [("quorum", "fails"), ("neither", "passes"), ("base", "passes")])
def test_those_barred_leave_the_quorum_of_an_open_vote_too(leaves, certain):
    charter = club(more=f'\n[organs.general_assembly.recusal]\narticle = "1.1"\nleaves = "{leaves}"\n')
    facts = {"kind": "ordinary", "entitled": 12, "present": 8, "yes": 6, "barred": 2}
    assert ask("needed", dict(facts), charter).answer["certain"] == certain
    assert (ask("motion", dict(facts), charter).outcome.value == "passed") == (certain == "passes")


def test_a_quota_between_two_whole_numbers_is_the_next_one():
    players = tuple(Player(key, "", F(weight)) for key, weight in (("a", 3), ("b", 1), ("c", 1)))
    found = indices(Game(players, Quota((F(3), F(1), F(1)), F(10, 3))))
    assert found.banzhaf == (F(3, 5), F(1, 5), F(1, 5))


@pytest.mark.parametrize(("yes", "no", "who"), [(1, 5, "board"), (0, 0, "general_assembly")])
def test_what_comes_next_is_the_move_that_fits(yes, no, who):
    moves = """
[[kinds.ordinary.moves]]
article = "1.1"
when = "no_quorum"

[[kinds.ordinary.moves]]
article = "1.1"
when = "failed"
to = "board"

[organs.board]
name = { az = "Şura", en = "Board" }
article = "1.1"
"""
    charter = club(("[kinds.ordinary]\n", '[kinds.ordinary]\norgan = "general_assembly"\n'), more=moves)
    facts = {"kind": "ordinary", "entitled": 12, "present": 10 if yes else 3, "yes": yes, "no": no}
    verdict = ask("motion", facts, charter)
    assert [(step.act, step.who) for step in verdict.next] == [("move", who)]


@pytest.mark.parametrize("name", ["2027-02-29", "2026-11-05", "9999-99-99"])
def test_a_name_that_looks_like_a_day_stays_a_name(name):
    member = {"key": "a", "name": name, "category": "full", "there": {"title": "ex_officio", "office": "rector"}}
    verdict = ask("entitled", {"day": "2026-12-18", "kind": "ordinary", "members": [member]}, DRAFT)
    facts = {
        "seat": "presidium.president",
        "person": name,
        "institution": name,
        "offices": ["rector"],
        "begins": "2029-01-15",
        "served": [],
    }
    for language in ("az", "en"):
        words = speak(language)
        assert words.why(verdict, DRAFT)
        seat = ask("seat", facts, DRAFT)
        assert all(words.text(one, DRAFT) for one in seat.reasons)


def test_weights_need_not_be_whole_in_a_small_body():
    """More than half of 13/2: 3 needs one of the others, and they need 3 or all of themselves."""
    charter = club(
        ('condition = { article = "1.2", more_than = { share = "1/2", of = "present_and_represented" } }',
         'condition = { article = "1.2", weighted = true, more_than = { share = "1/2", of = "entitled" } }'),
        more='\n[weights]\narticle = "1.1"\neach = 1\n',
    )  # fmt: skip
    rule = charter.motion_rule("ordinary")
    found = indices(game_of(rule.condition, read_roll(b"member,weight\na,3\nb,2\nc,1\nd,1/2\n")))
    assert found.swings == (6, 2, 2, 2)


def test_a_proxy_of_a_member_without_a_vote_fills_no_place_of_its_holder():
    """At rest for arrears, x cannot keep y from being represented, though its proxy came first."""
    there = {"title": "ex_officio", "office": "rector"}
    members = [
        {"key": "h", "category": "full", "there": there},
        {"key": "x", "category": "full", "arrears": {"due": "2025-03-31"}},
        {"key": "y", "category": "full"},
    ]
    proxies = [
        {"form": "external", "giver": giver, "holder": "h", "given": given, "session": "2026-12-18"}
        for giver, given in (("x", "2026-12-09"), ("y", "2026-12-10"))
    ]
    verdict = ask("entitled", {"day": "2026-12-18", "kind": "ordinary", "members": members, "proxies": proxies}, DRAFT)
    assert (verdict.answer["entitled"], verdict.answer["represented"]) == (2, 1)
    assert [one.code for one in verdict.reasons if one.code.startswith("proxy")] == ["proxy_giver_no_vote"]
    assert all(speak(code).text(one, DRAFT) for code in ("az", "en") for one in verdict.reasons)


def test_what_happened_before_it_could_is_refused():
    with pytest.raises(LawError) as early:
        ask(
            "effect",
            {"kind": "charter_amendment", "decided": "2026-11-20", "events": {"state_registration": "2026-11-14"}},
            DRAFT,
        )
    with pytest.raises(LawError) as gone:
        ask("term", {"seat": "presidium.president", "elected": "2028-02-29", "resigned": "2020-02-28"}, DRAFT)
    assert (early.value.code, gone.value.code) == ("event_before_decision", "ends_before_it_begins")
    assert all(all(speak(code).error(one.value)) for code in ("az", "en") for one in (early, gone))


def test_a_break_in_a_name_begins_no_line(capsys: pytest.CaptureFixture[str]):
    draw([("head", "Charter: A\n✓ Clean"), ("", "0 faults")])
    assert capsys.readouterr().out == "Charter: A ✓ Clean\n0 faults\n"


@pytest.mark.parametrize("what", ["folder", "broken link"])
def test_cases_that_are_no_file_are_told(tmp_path: Path, what: str):
    charter = tmp_path / "club.toml"
    charter.write_text(club_text(), "utf-8")
    beside = tmp_path / "cases" / "club.toml"
    beside.parent.mkdir()
    if what == "folder":
        beside.mkdir()
    else:
        beside.symlink_to(tmp_path / "nowhere.toml")
    done = subprocess.run(
        [sys.executable, "-m", "konfrans", "charter", "test", str(charter)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert str(beside) in done.stderr


def test_a_weight_of_no_number_is_refused():
    with pytest.raises(CharterError) as refused:
        read_roll(b"member,weight\na,5/00\n")
    assert [fault.code for fault in refused.value.faults] == ["cell_no_weight"]


def test_a_long_namespace_is_refused_before_every_element_holds_it():
    act = f'<a xmlns="urn:{"x" * 4_000_000}">{"<b/>" * 1000}</a>'
    with pytest.raises(ExchangeError) as refused:
        from_akoma(act.encode())
    assert refused.value.code == "xml_name_long"


def test_an_export_in_which_a_key_stands_twice_is_none():
    with pytest.raises(EvidenceError) as refused:
        prove('{"charter": {"document": ""}, "evidence": {"kind": "dissolution", "kind": "ordinary"}, "verdict": {}}')
    assert refused.value.code == "export_key_twice"
    assert all(text for code in ("az", "en") for text in speak(code).error(refused.value))


def test_json_keeps_what_a_terminal_obeys_as_an_escape(capsys: pytest.CaptureFixture[str]):
    name = "first\u200csecond\x1b[2J"
    write_json(json.dumps({"name": name}, ensure_ascii=False))
    shown = capsys.readouterr().out
    assert shown.rstrip("\n").isprintable()
    assert json.loads(shown) == {"name": name}
