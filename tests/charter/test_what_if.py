"""Recorded votes under several charters, and the table that they are read from."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import CharterError, read_charter, speak
from konfrans.charter.comparison.counts import read_counts
from konfrans.charter.comparison.what_if import of_known_kinds, what_if
from konfrans.cli.comparison import what_if as command

from .club import club, club_text

DRAFT = read_charter("charters/azerbaijan-draft.toml")
HALF = 'more_than = { share = "1/2", of = "present_and_represented" }'
CLUBS = (club(), club((HALF, 'more_than = { share = "1/2", of = "cast" }')))
TABLE = """\
id,date,kind,members,seats,entitled,present,represented,yes,no,abstain,blank,invalid,secret,call
a,2026-03-03,ordinary,15,15,15,12,0,6,5,1,,,,
b,2026-03-03,ordinary,,,15,12,,7,5,,,,open,1
c,,election,,,15,12,,7,5,,,,secret,
d,,ordinary,,,15,3,,3,,,,,,
"""
app = typer.Typer(add_completion=False)
app.command("what-if", **command.command_settings)(command)
app.command("other")(lambda: None)


def outcomes(table: str, charters=CLUBS) -> list[tuple[str, ...]]:
    return [row.outcomes for row in what_if(read_counts(table.encode()), charters)]


def test_a_vote_flips_where_the_rules_differ() -> None:
    assert outcomes(TABLE) == [
        ("failed", "passed"), ("passed", "passed"), ("no_rule", "no_rule"), ("invalid", "invalid"),
    ]  # fmt: skip
    assert [row.flips for row in what_if(read_counts(TABLE.encode()), CLUBS)] == [True, False, False, False]


def test_columns_may_be_absent_in_any_order_and_with_semicolons() -> None:
    assert outcomes("yes;entitled;kind;present\n6;15;ordinary;11\n") == [("passed", "passed")]
    assert outcomes("\ufeffKIND,Entitled,present,yes,no\r\nordinary,15,12,6,6\r\n\r\n") == [
        ("casting_vote", "casting_vote")
    ]


def test_a_third_call_that_a_charter_does_not_know_cannot_be_judged() -> None:
    assert outcomes("kind,entitled,present,yes,call\nordinary,15,12,7,3\n") == [
        ("cannot_be_judged", "cannot_be_judged")
    ]


@pytest.mark.parametrize(
    ("table", "code", "line", "key"),
    [
        ("", "column_missing", 1, ""),
        ("kind,entitled\n", "table_empty", 0, ""),
        ("knd,entitled\nordinary,15\n", "column_unknown", 1, "knd"),
        ("kind,kind,entitled\n", "twice", 1, "kind"),
        ("kind,entitled\nordinary,x\n", "cell_not_whole", 2, "entitled"),
        ("kind,entitled\nordinary,-1\n", "cell_not_whole", 2, "entitled"),
        ("kind,entitled\nordinary,١٥\n", "cell_not_whole", 2, "entitled"),
        ("kind,entitled\n,15\n", "cell_missing", 2, "kind"),
        ("kind,entitled,secret\nordinary,15,maybe\n", "cell_not_true", 2, "secret"),
        ("kind,entitled\nordinary,15,3\n", "row_too_long", 2, ""),
        ("kind,entitled,present\nordinary,15,12\nordinary,15,16\n", "more_there_than_entitled", 3, ""),
        ("kind,entitled\nordinary,15\n" * 1 + "ordinary,1\n" * 20_001, "table_too_long", 20_002, ""),
        ('kind,entitled\n"' + "x" * 200_000 + "\n", "line_too_long", 2, ""),
        ('kind,entitled\n"' + "x\n" * 100_000 + "\n", "table_form", 0, ""),
        ("kind,entitled" + ",x" * 99 + "\n", "columns_too_many", 1, ""),
    ],
)
def test_a_table_with_a_fault_names_line_and_column(table: str, code: str, line: int, key: str) -> None:
    with pytest.raises(CharterError) as refused:
        read_counts(table.encode())
    found = next(fault for fault in refused.value.faults if fault.code == code)
    assert found.key == key
    assert found.line == line or code == "table_form"
    for words in (speak("az"), speak("en")):
        assert all(words.fault(found))


def test_the_command_shows_the_flips_and_why(tmp_path) -> None:
    table, strict = tmp_path / "decisions.csv", tmp_path / "strict.toml"
    table.write_text("id,kind,entitled,present,yes,no\n1,charter_amendment,15,12,8,4\n2,ordinary,15,12,7,5\n", "utf-8")
    text = DRAFT.document.replace('at_least = { share = "2/3", of = "present_and_represented" }', 'at_least = { share = "3/4", of = "present_and_represented" }')  # fmt: skip
    strict.write_text(text.replace('key = "azerbaijan-draft"', 'key = "strict"', 1), "utf-8")
    files = [str(table), "charters/azerbaijan-draft.toml", str(strict)]
    done = CliRunner().invoke(app, ["what-if", *files])
    assert done.exit_code == 0, done.stderr
    assert "strict: 8 members voted for; 9 were needed, three quarters" in done.stdout
    assert done.stdout.rstrip().endswith("1 of 2 would have gone otherwise under another of these charters.")
    shown = json.loads(CliRunner().invoke(app, ["what-if", *files, "--json", "--lang", "az"]).stdout)
    assert [row["flips"] for row in shown["rows"]] == [True, False]
    assert shown["rows"][0]["verdicts"]["strict"]["outcome"] == "failed"
    table.write_text("id,kind\n", "utf-8")
    done = CliRunner().invoke(app, ["what-if", *files])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{table}: line 1: The column “entitled” is missing.")


WEIGHED = "charters/hrk-like.toml"
"""A charter that weighs votes: counts without weights cannot be judged by it."""


def test_what_cannot_be_judged_is_no_flip(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    rows = [
        f"{number},{kind},15,12,8,4\n" for number, kind in enumerate(("ordinary", "charter_amendment", "ordinary"), 1)
    ]
    table.write_text("id,kind,entitled,present,yes,no\n" + "".join(rows), "utf-8")
    files = [str(table), "charters/azerbaijan-draft.toml"]
    done = CliRunner().invoke(app, ["what-if", *files, WEIGHED])
    assert done.exit_code == 0, done.stderr
    assert "    hrk-like: The weights of the votes are missing." in done.stdout
    assert done.stdout.splitlines()[-2:] == [
        "There is nothing to compare: no vote has an outcome under two charters.",
        "Cannot be judged under at least one charter: 3 of 3; that alone is not counted as going otherwise.",
    ]
    shown = json.loads(CliRunner().invoke(app, ["what-if", *files, WEIGHED, "--json"]).stdout)
    assert shown["summary"] == {"votes": 3, "compared": 0, "flips": 0, "cannot_be_judged": 3, "no_rule": 0}
    assert [(row["flips"], row["cannot_be_judged"]) for row in shown["rows"]] == [(False, True)] * 3
    done = CliRunner().invoke(app, ["what-if", *files, WEIGHED, "charters/crc-like.toml"])
    assert done.stdout.splitlines()[-2].startswith("1 of 3 would have gone otherwise")
    done = CliRunner().invoke(app, ["what-if", *files, WEIGHED, "--lang", "az"])
    assert "nizamnamə ilə müəyyən edilə bilməyən səsvermələr: 3 (cəmi 3)" in done.stdout


def test_a_charter_without_a_rule_for_a_kind_makes_no_flip(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text("kind,entitled,present,yes,no\nordinary,15,12,8,4\nbudget,15,12,8,4\n", "utf-8")
    done = CliRunner().invoke(app, ["what-if", str(table), "charters/azerbaijan-draft.toml", "charters/crc-like.toml"])
    assert done.stdout.splitlines()[-1] == "None of 2 would have gone otherwise."
    votes = read_counts(table.read_bytes())
    rows = what_if(votes, (DRAFT, club()))
    assert [(row.outcomes[1], row.flips, row.unjudged) for row in rows] == [
        ("passed", False, ()), ("no_rule", False, ("no_rule",)),
    ]  # fmt: skip


def test_a_kind_that_no_charter_knows_is_refused_with_its_line(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text(
        "kind,entitled,present,yes,no\nordinary,15,12,8,4\n\nnonsense,15,12,8,4\nbugdet,15,12,8,4\n", "utf-8"
    )
    files = ["what-if", str(table), "charters/azerbaijan-draft.toml", "charters/crc-like.toml"]
    done = CliRunner().invoke(app, files)
    assert done.exit_code == 2
    assert f"{table}: line 4, kind: None of these charters knows the kind of decision “nonsense”." in done.stderr
    assert (
        "line 5, kind: None of these charters knows the kind of decision “bugdet”. Did you mean “budget”?"
        in done.stderr
    )
    assert "“nonsense”" in CliRunner().invoke(app, [*files, "--lang", "az"]).stderr
    own = '[kinds.toast]\nlike = "ordinary"\nname = { az = "x", en = "x" }\ncondition = { article = "1.2", at_least = 3 }\n'
    laws = club(), club(more=own)
    mine = read_counts(b"kind,entitled,present,yes,no\ntoast,15,12,8,4\n")
    assert of_known_kinds(mine, laws) == mine
    with pytest.raises(CharterError):
        of_known_kinds(mine, laws[:1])


def test_a_day_that_does_not_exist_is_refused_with_its_line(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    days = (
        "2026-02-30",
        "30.02.2026",
        "2026-02-28",
        "28.02.2026",
        "2026-2-28",
        "",
        "29.02.2024",
        "29.02.2026",
        "yesterday",
        "2026-13-01",
    )
    table.write_text("date,kind,entitled,present,yes\n" + "".join(f"{day},ordinary,9,9,5\n" for day in days), "utf-8")
    with pytest.raises(CharterError) as wrong:
        read_counts(table.read_bytes())
    assert [(one.code, one.line, one.key) for one in wrong.value.faults] == [
        ("cell_no_day", line, "date") for line in (2, 3, 9, 10, 11)
    ]
    done = CliRunner().invoke(app, ["what-if", str(table), "charters/crc-like.toml"])
    assert done.exit_code == 2
    assert f"{table}: line 2, date: “2026-02-30” is no day of the calendar." in done.stderr
    done = CliRunner().invoke(app, ["what-if", str(table), "charters/crc-like.toml", "--lang", "az"])
    assert "“30.02.2026” təqvimdə olan gün deyil." in done.stderr


def test_an_id_that_stands_twice_is_refused_with_its_line(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text(
        "id,kind,entitled,present,yes\na,ordinary,9,9,5\n,ordinary,9,9,5\na,ordinary,9,9,4\n2,ordinary,9,9,4\n", "utf-8"
    )
    done = CliRunner().invoke(app, ["what-if", str(table), "charters/crc-like.toml"])
    assert done.exit_code == 2
    assert f"{table}: line 4, id: The vote “a” stands here a second time." in done.stderr
    assert (
        "line 5, id: The vote “2” stands here a second time." in done.stderr
    )  # a row without an id is called by its number


def test_what_cannot_be_judged_gives_its_reason(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text("kind,entitled,present,yes,call\nordinary,9,9,5,3\n", "utf-8")
    files = ["what-if", str(table), "charters/crc-like.toml", WEIGHED]
    page = CliRunner().invoke(app, files).stdout
    assert "    crc-like: The call 3 is neither 1 nor 2." in page
    (row,) = json.loads(CliRunner().invoke(app, [*files, "--json"]).stdout)["rows"]
    assert {one["outcome"]: one["why"] for one in row["verdicts"].values()} == {
        "cannot_be_judged": "The call 3 is neither 1 nor 2."
    }


def test_two_versions_of_one_charter_have_a_verdict_each(tmp_path) -> None:
    table = tmp_path / "decisions.csv"
    table.write_text("kind,entitled,present,yes,no\nordinary,9,9,4,3\n", "utf-8")
    files = []
    for number, (version, base) in enumerate((("1", "present_and_represented"), ("2", "cast"), ("2", "entitled"))):
        files.append(tmp_path / f"{number}.toml")
        text = club_text(
            ('version = "3"', f'version = "{version}"'), (HALF, HALF.replace("present_and_represented", base))
        )
        files[-1].write_text(text, "utf-8")
    shown = json.loads(CliRunner().invoke(app, ["what-if", str(table), *map(str, files), "--json"]).stdout)
    assert shown["charters"] == ["club 1", "club (2)", "club (3)"]
    (row,) = shown["rows"]
    assert {name: one["outcome"] for name, one in row["verdicts"].items()} == {
        "club 1": "failed", "club (2)": "passed", "club (3)": "failed",
    }  # fmt: skip
    page = CliRunner().invoke(app, ["what-if", str(table), *map(str, files[:2])]).stdout
    assert page.splitlines()[0].split()[-4:] == ["club", "1", "club", "2"]
    assert "    club 2: " in page
