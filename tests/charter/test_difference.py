"""Two charters held against each other: what passes under the one alone, and what is written otherwise."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from konfrans.charter import Charter, Count, Outcome, motion_verdict, read_charter, speak
from konfrans.charter.comparison.beside import beside
from konfrans.charter.comparison.difference import difference
from konfrans.charter.comparison.votes_apart import Apart, apart
from konfrans.charter.matters import Way
from konfrans.cli.comparison import compare, diff

from .club import club, club_text, condition
from .random_charters import random_charter

HALF = 'more_than = { share = "1/2", of = "present_and_represented" }'
app = typer.Typer(add_completion=False)
app.command("diff", **diff.command_settings)(diff)
app.command("compare", **compare.command_settings)(compare)


def found(first: Charter, second: Charter, size: int = 9) -> Apart:
    return next(one.votes for one in difference(first, second, size=size) if one.mechanism == "kinds.ordinary")


@pytest.mark.parametrize(
    ("amount", "relation", "size"),
    [(HALF, "same", 0), ('at_least = { share = "2/3", of = "present_and_represented" }', "stricter", 5),
     ('more_than = { share = "1/2", of = "cast" }', "looser", 2), ('more_than = { share = "1/2", of = "entitled" }', "stricter", 4),
     ('at_least = { share = "1/2", of = "present_and_represented" }', "looser", 2), ("at_least = 3", "incomparable", 1)],
)  # fmt: skip
def test_a_rule_is_the_same_stricter_looser_or_not_to_be_compared(amount, relation, size):
    votes = found(club(), condition(amount))
    assert votes.relation == relation
    shown = votes.first_alone or votes.second_alone
    assert (shown.count.entitled if shown else 0) == size


def test_turned_round_it_is_the_other_way():
    stricter = condition('at_least = { share = "3/4", of = "cast" }')
    for one, two, relation in ((club(), stricter, "incomparable"), (stricter, club(), "incomparable")):
        assert found(one, two).relation == relation
    assert found(condition("at_least = 2"), condition("at_least = 3")).relation == "stricter"
    assert found(condition("at_least = 3"), condition("at_least = 2")).relation == "looser"


def passes(charter: Charter, kind: str, count: Count, call: int = 1, *, lot: bool = False, **vote) -> bool:
    """Whether it passes; `lot`: as a lot falls, if one is drawn."""
    verdict = motion_verdict(count, kind=kind, charter=charter, call=call, way=Way(put_off=call > 1), **vote)
    return verdict.outcome in (Outcome.PASSED, Outcome.INCOMPLETE) or (lot and verdict.outcome is Outcome.LOT)


def every_vote(count: Count, modes: list[bool | None]):
    """Every ballot, casting vote and lot that equal votes may come to; of other votes they change nothing."""
    if count.yes != count.no or count.yes == 0:
        return [{}]
    return [
        {"secret": mode, "casting": casting, "lot": lot}
        for mode, casting, lot in product(modes, ("yes", "no"), (True, False))
    ]


def modes_of(*rules) -> list[bool | None]:
    """The ballots that both allow; None: each its own, where they bind to different ones."""
    bound = {rule.ballot.mode for rule in rules if rule.ballot is not None and rule.ballot.binding}
    return [None] if len(bound) == 2 else [mode == "secret" for mode in bound or ("open", "secret")]


def every_count(seats: int):
    """Every way in which the members of so many seats can come and vote; some seats are vacant, some members have no vote."""
    for vacant, silent in product(range(seats), repeat=2):
        size = seats - vacant - silent
        for there, yes, no, abstain, blank in product(range(size + 1), repeat=5):
            if yes + no + abstain + blank <= there:
                yield Count(
                    entitled=size,
                    members=seats - vacant,
                    seats=seats,
                    present=there,
                    yes=yes,
                    no=no,
                    abstain=abstain,
                    blank=blank,
                )


@pytest.mark.parametrize("seed", range(12))
def test_the_relation_is_that_of_every_count(seed):
    """Held against every count of bodies up to four, on random charters without proxies."""
    first, second = random_charter(seed), random_charter(seed + 500)
    one, two = first.motion_rule("ordinary"), second.motion_rule("ordinary")
    if one is None or two is None:
        return
    votes = apart(one, two, 4, proxies=False)
    alone = [False, False]
    for size in range(1, 5):
        for count, call in product(every_count(size), (1, 2)):
            for vote in every_vote(count, modes_of(one, two)):
                passing = (
                    passes(first, "ordinary", count, call, **vote),
                    passes(second, "ordinary", count, call, **vote),
                )
                alone[0] |= passing == (True, False)
                alone[1] |= passing == (False, True)
    expected = {
        (False, False): "same",
        (True, False): "stricter",
        (False, True): "looser",
        (True, True): "incomparable",
    }
    assert votes.relation == expected[tuple(alone)]
    for held, mine in ((votes.first_alone, (True, False)), (votes.second_alone, (False, True))):
        if held is not None:
            vote = {"secret": held.secret, "casting": held.casting}
            assert mine in [
                tuple(passes(law, "ordinary", held.count, held.call, lot=lot, **vote) for law in (first, second))
                for lot in (True, False)
            ]


def test_members_without_a_vote_vacant_seats_and_second_calls_tell_rules_apart():
    members, entitled, seats = (
        condition(f'at_least = {{ share = "2/3", of = "{base}" }}') for base in ("members", "entitled", "seats")
    )
    votes = found(members, entitled)
    assert (votes.relation, votes.second_alone.count.entitled, votes.second_alone.count.members) == ("looser", 1, 2)
    assert found(seats, members).relation == "looser"
    again = '[organs.general_assembly.second_call]\narticle = "1.1"\nat_least = {{ share = "{}", of = "entitled" }}\nwho = "president"\n\n[kinds.ordinary]'
    third, quarter = (club(("[kinds.ordinary]", again.format(share))) for share in ("1/3", "1/4"))
    votes = found(third, quarter)
    assert (votes.relation, votes.second_alone.call) == ("looser", 2)


@pytest.mark.parametrize("model", ["hrk-like", "starter-federation", "swiss-like", "eua-like", "azerbaijan-draft"])
def test_weights_and_chambers_are_compared_too(model):
    for pair in ((model, "crc-like"), ("crc-like", model)):
        done = CliRunner().invoke(app, ["diff", *(f"charters/{one}.toml" for one in pair)])
        assert (done.exit_code, done.stderr) == (1, "")
    done = CliRunner().invoke(app, ["compare", f"charters/{model}.toml", "charters/starter-federation.toml"])
    assert done.exit_code == 0


def test_two_versions_of_one_charter_are_called_a_and_b(tmp_path):
    draft = Path("charters/azerbaijan-draft.toml")
    other = tmp_path / "other.toml"
    other.write_text(
        draft.read_text("utf-8").replace(
            'at_least = { share = "3/4", of = "members" }', 'at_least = { share = "3/4", of = "entitled" }', 1
        ),
        "utf-8",
    )
    done = CliRunner().invoke(app, ["diff", str(draft), str(other)])
    assert done.exit_code == 1
    assert "azerbaijan-draft (A): Not adopted; azerbaijan-draft (B): Adopted." in done.stdout


def test_what_is_written_is_compared_where_more_asks_for_more():
    call = 'convening = [{ article = "1.1", who = ["president"], notice = { article = "1.1", before = { days = %d } } }]\n\n[kinds.ordinary]'
    one, two = (club(("[kinds.ordinary]", call % days)) for days in (14, 21))
    rows = {row.mechanism: row for row in difference(one, two)}
    notice = rows["organs.general_assembly.convening[1].notice.before.days"]
    assert (notice.relation, notice.first, notice.second) == ("stricter", "14", "21")
    assert {row.relation for row in difference(one, one)} == {"same"}
    assert {row.relation for row in difference(one, club()) if "convening" in row.mechanism} == {"only_first"}


def test_charters_beside_each_other_in_words():
    rows = {row.mechanism: row.cells for row in beside((club(), condition("at_least = 3")), speak("en"))}
    assert rows["kinds.ordinary"] == (
        "More than half of those present or represented must vote for.",
        "At least 3 members must vote for.",
    )
    assert rows["kinds.ordinary.quorum"][0] == rows["kinds.ordinary.quorum"][1]


def test_the_commands_show_it(tmp_path):
    crc, uk = "charters/crc-like.toml", "charters/uk-company.toml"
    done = CliRunner().invoke(app, ["diff", crc, uk])
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith("ordinary decision, procedural decision, public statement,")
    assert "uk-company: Adopted" in done.stdout
    assert CliRunner().invoke(app, ["diff", crc, crc]).exit_code == 0
    shown = json.loads(CliRunner().invoke(app, ["diff", crc, uk, "--json", "--lang", "az"]).stdout)
    row = next(row for row in shown["rows"] if row["item"] == "kinds.statement")
    assert row["relation"] == "looser" and row["examples"][0].startswith("Üzv sayı")
    shown = json.loads(CliRunner().invoke(app, ["compare", crc, uk, "--json"]).stdout)
    assert shown["charters"] == ["crc-like", "uk-company"]
    row = next(row for row in shown["rows"] if row["item"] == "kinds.budget")
    assert row["cells"]["crc-like"].startswith("More than half of those present")
    assert CliRunner().invoke(app, ["compare", crc, str(tmp_path / "none.toml")]).exit_code == 2
    assert read_charter(crc).kinds_ruled()


def test_several_versions_of_one_charter_each_have_a_column_whatever_they_are_called(tmp_path):
    files = []
    for number, (key, version, share) in enumerate(
        (("club", "1", "1/2"), ("club", "2", "2/3"), ("item", "1", "3/4"), ("said", "1", "4/5"))
    ):
        files.append(tmp_path / f"{number}.toml")
        text = club_text(("key = \"club\"", f"key = \"{key}\""), ('version = "3"', f'version = "{version}"'),
                         (HALF, HALF.replace("1/2", share)))  # fmt: skip
        files[-1].write_text(text, "utf-8")
    shown = json.loads(CliRunner().invoke(app, ["compare", *map(str, files), "--json"]).stdout)
    assert shown["charters"] == ["club 1", "club 2", "item", "said"]
    row = next(row for row in shown["rows"] if row["item"] == "kinds.ordinary")
    assert list(row["cells"]) == shown["charters"]
    assert len(set(row["cells"].values())) == 4
    assert all(list(row["said"]) == shown["charters"] for row in shown["rows"] if "said" in row)
    page = CliRunner().invoke(app, ["compare", *map(str, files)]).stdout
    assert "  club 2: More than two thirds of those present or represented must vote for." in page
    shown = json.loads(CliRunner().invoke(app, ["compare", *map(str, files[:1] * 2), "--json"]).stdout)
    assert shown["charters"] == ["club (1)", "club (2)"]


# equal votes ----------------------------------------------------------------------------------------------------------

CASTING = 'open = "casting_vote", secret = "fails", who = "president"'


def tied(tie: str, amount: str = HALF) -> Charter:
    """The club with another rule for equal votes and another share."""
    return club((CASTING, tie), (HALF, amount))


FAILS, LOT, ALWAYS = (
    'open = "fails", secret = "fails"', 'open = "lot", secret = "lot"', 'open = "casting_vote", secret = "casting_vote", who = "president"',
)  # fmt: skip
OF_CAST = 'more_than = { share = "1/2", of = "cast" }'
TWO_THIRDS = 'at_least = { share = "2/3", of = "cast" }'


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [(tied(CASTING), tied(FAILS), "stricter"), (tied(FAILS), tied(CASTING), "looser"), (tied(FAILS), tied(FAILS), "same"),
     (tied(FAILS, OF_CAST), tied(CASTING, TWO_THIRDS), "incomparable"), (tied(CASTING, OF_CAST), tied(FAILS, TWO_THIRDS), "stricter"),
     (tied(LOT), tied(FAILS), "stricter"), (tied(LOT), tied(ALWAYS), "incomparable"), (tied(CASTING), tied(ALWAYS), "looser")],
)  # fmt: skip
def test_equal_votes_with_a_casting_vote_are_looked_at_too(first, second, relation):
    for one, two, way in (
        (first, second, relation),
        (second, first, {"stricter": "looser", "looser": "stricter"}.get(relation, relation)),
    ):
        assert found(one, two).relation == way


def test_a_ballot_that_both_bind_to_is_the_only_one_that_tells_equal_votes_apart():
    bound = 'tie = { article = "1.2",', 'ballots = [{ article = "1.1", mode = "secret" }]\ntie = { article = "1.2",'
    assert found(club(bound), club(bound, (CASTING, FAILS))).relation == "same"
    assert found(club(bound), club((CASTING, FAILS))).relation == "same"
    votes = found(club(bound, (CASTING, ALWAYS)), club())
    assert (votes.relation, votes.first_alone.secret, votes.first_alone.casting) == ("stricter", True, "yes")


def test_the_smallest_example_of_equal_votes_says_casting_vote_and_ballot(tmp_path):
    files = []
    for name, charter in (("fails", tied(FAILS, OF_CAST)), ("casts", tied(CASTING, TWO_THIRDS))):
        files.append(tmp_path / f"{name}.toml")
        files[-1].write_text(charter.document.replace('key = "club"', f'key = "{name}"'), "utf-8")
    done = CliRunner().invoke(app, ["diff", *map(str, files)])
    assert done.stdout.splitlines()[:2] == [
        "ordinary decision: different",
        "  Of 2: 1 for, 1 against, 2 present, the casting vote for, by open ballot. fails: Not adopted; casts: Adopted.",
    ]
    done = CliRunner().invoke(app, ["diff", *map(str, files), "--lang", "az"])
    assert "həlledici səs lehinədir, açıq səsvermə. fails: Qəbul edilmədi; casts: Qəbul edildi." in done.stdout
    lots = [(tied(LOT), "lots"), (tied(ALWAYS), "casts")]
    for file, (charter, name) in zip(files, lots, strict=True):
        file.write_text(charter.document.replace('key = "club"', f'key = "{name}"'), "utf-8")
    done = CliRunner().invoke(app, ["diff", *map(str, files)])
    assert "the casting vote against. lots: Lot to be drawn; casts: Not adopted." in done.stdout


def test_two_models_of_which_one_has_a_casting_vote():
    """Shares and quorums of the one are stricter, but its casting vote lets equal votes pass."""
    first, second = (read_charter(f"charters/{name}.toml") for name in ("eua-like", "krasp-like"))
    votes = next(one.votes for one in difference(first, second) if one.mechanism == "kinds.ordinary")
    assert votes.relation == "incomparable"
    even = Count(entitled=12, present=12, yes=6, no=6)
    assert [passes(one, "ordinary", even, casting="yes") for one in (first, second)] == [False, True]
    assert votes.second_alone.casting == "yes"
