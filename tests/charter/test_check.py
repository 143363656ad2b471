"""Each finding of a check: a charter that has it, and one that has not; its counterexample read by eye."""

from __future__ import annotations

import pytest

from konfrans.charter import Outcome, load_charter
from konfrans.charter.checks import Level, Sizes, check
from konfrans.charter.checks.cases import Bench, cases_of
from konfrans.charter.checks.decisions import PASSES
from konfrans.charter.faults import CharterError

from .random_charters import charter_text
from .sound import ORDINARY, QUORUM, SOUND, accepted, changed, codes, found, one, told, without_words

ALL = Sizes(besides=tuple(range(1, 61)))


def test_a_sound_charter_is_clean() -> None:
    report = check(SOUND)
    assert report.clean
    assert report.status == 0
    assert report.findings == ()


# votes: faults ------------------------------------------------------------------------------------------------------


def test_a_kind_that_nothing_can_pass() -> None:
    report = found((ORDINARY, 'more_than = { share = "1/1", of = "present" }'))
    finding = one(report, "never_passes")
    assert (finding.level, finding.article, finding.kinds) == (Level.FAULT, "1.2", ("ordinary",))
    assert told(report, "never_passes")[:2] == (
        "Nothing can pass: ordinary decision.",
        "Of 15 members 15 are there; 15 vote for: not adopted.",
    )
    assert "never_passes" not in codes(found((ORDINARY, 'at_least = { share = "1/1", of = "present" }')))


def test_a_quorum_that_cannot_be_reached_is_named_with_its_own_article() -> None:
    report = found((QUORUM, "at_least = 16"))
    assert {finding.article for finding in report.findings if finding.code == "never_passes"} == {"1.1"}


def test_a_condition_that_is_met_without_a_yes() -> None:
    report = found((ORDINARY, 'measure = "present", at_least = 8'))
    assert one(report, "passes_without_yes").level is Level.FAULT
    text, example, _remedy = told(report, "passes_without_yes")
    assert text.startswith("The condition is met without a single yes: ordinary decision.")
    assert example == "8 vote against: the condition is met."
    assert "passes_without_yes" not in codes(found((ORDINARY, "at_least = 1")))


def test_a_kind_without_a_rule_is_undecided() -> None:
    report = found(more="\n[kinds.budget]\n")
    assert told(report, "undecided")[0] == "There is no rule that says what passes it: budget."
    assert one(report, "undecided").level is Level.FAULT
    ruled = '\n[kinds.budget]\n\n[[fallback]]\narticle = "1.2"\nkinds = ["budget"]\n'
    assert "undecided" not in codes(found(more=ruled))


def test_a_lot_that_nobody_draws_is_undecided() -> None:
    report = found(('open = "casting_vote", secret = "fails", who = "chair"', 'open = "lot", secret = "fails"'))
    text, example, _remedy = told(report, "undecided")
    assert text == "Equal votes are decided by lot, and nobody is charged with drawing it: ordinary decision."
    assert example == ("Of 15 members 8 are there; 4 vote for and 4 against: equal, and a lot has to decide.")
    assert "undecided" not in codes(found(('open = "casting_vote"', 'open = "lot"')))


def test_one_more_yes_that_turns_a_pass_into_a_fail() -> None:
    report = found((ORDINARY, 'at_least = { share = "1/3", of = "cast", cap = 3 }, measure = "no"'))
    finding = one(report, "more_yes_fails")
    assert finding.level is Level.FAULT
    assert told(report, "more_yes_fails")[1] == (
        "Of 15 members 8 are there; 5 vote for and 3 against: adopted. "
        "If one of those against votes for it instead, 8 are there; 6 vote for and 2 against: not adopted."
    )
    assert "more_yes_fails" not in codes(found((ORDINARY, 'at_least = { share = "1/3", of = "cast" }')))


def test_two_opposite_motions_that_both_pass() -> None:
    report = found((ORDINARY, 'at_least = { share = "1/2", of = "cast" }'))
    assert one(report, "opposites_pass").level is Level.FAULT
    assert told(report, "opposites_pass")[1] == (
        "Of 15 members 8 are there; 4 vote for and 4 against: adopted. "
        "On the opposite motion the same members change sides: 8 are there; 4 vote for and 4 against: adopted."
    )
    assert "opposites_pass" not in codes(check(SOUND))


# votes: remarks -----------------------------------------------------------------------------------------------------


def test_abstaining_that_harms_where_staying_away_does_not() -> None:
    report = found((ORDINARY, 'more_than = { share = "1/2", of = "present" }'))
    assert one(report, "abstaining_harms").level is Level.REMARK
    assert told(report, "abstaining_harms")[1] == (
        "Of 15 members 10 are there; 5 vote for, 4 against and 1 abstains: not adopted. "
        "Had the one who abstains stayed away: 9 are there; 5 vote for and 4 against: adopted."
    )
    assert told(report, "abstaining_harms", "az")[1] == (
        "15 üzvdən 10 nəfər iştirak edir: lehinə 5, əleyhinə 4 və bitərəf 1. Nəticə: qəbul edilmir. "
        "Bitərəf qalan üzv gəlmədikdə isə 9 nəfər iştirak edir: lehinə 5 və əleyhinə 4. Nəticə: qəbul edilir."
    )
    assert "abstaining_harms" not in codes(check(SOUND))


def test_one_more_present_that_turns_a_pass_into_a_fail() -> None:
    report = found((ORDINARY, 'more_than = { share = "1/2", of = "present" }'))
    assert one(report, "more_present_fails").level is Level.REMARK
    assert told(report, "more_present_fails")[1] == (
        "Of 15 members 9 are there; 5 vote for and 4 against: adopted. "
        "If one more comes and does not vote, 10 are there; 5 vote for, 4 against and 1 does not vote: not adopted."
    )
    abstentions = found((ORDINARY, 'more_than = { share = "1/2", of = "valid" }'))
    assert "more_present_fails" not in codes(abstentions)
    assert "abstaining_harms" in codes(abstentions)


def test_two_who_keep_all_the_others_from_deciding() -> None:
    report = found((ORDINARY, 'at_least = { share = "9/10", of = "cast" }'))
    assert one(report, "two_block").level is Level.REMARK
    assert told(report, "two_block")[1] == "Of 15 members 15 are there; 13 vote for and 2 against: not adopted."
    assert "two_block" not in codes(found((ORDINARY, 'at_least = { share = "4/5", of = "cast" }')))


def test_an_amendment_that_needs_less_than_what_it_can_change() -> None:
    dissolution = (
        '\n[kinds.dissolution]\ncondition = { article = "1.4", at_least = { share = "3/4", of = "members" } }\n'
    )
    report = found(more=dissolution)
    finding = one(report, "amendment_weaker")
    assert (finding.level, finding.article, finding.kinds) == (Level.REMARK, "1.4", ("dissolution",))
    assert told(report, "amendment_weaker")[1].startswith("Of 15 members 10 are there; 10 vote for: adopted.")
    assert "amendment_weaker" not in codes(found(("2/3", "3/4"), more=dissolution))


def test_an_entrenched_article_is_not_weaker_to_change() -> None:
    more = """
[[article]]
number = 2
heading = { az = "Ləğv", en = "Dissolution" }
paragraph = [
  { number = 1, text = { az = "Bütün üzvlərin dörddə üçü.", en = "Three quarters of all members." } },
  { number = 2, text = { az = "Bütün üzvlərin dörddə üçü.", en = "Three quarters of all members." } },
]

[kinds.dissolution]
condition = { article = "2.1", at_least = { share = "3/4", of = "members" } }
"""
    condition = 'condition = { article = "2.2", at_least = { share = "3/4", of = "members" } }'
    guarded = f'\n[[kinds.charter_amendment.touching]]\narticle = "2.2"\narticles = [2]\n{condition}\n'
    assert "amendment_weaker" in codes(found(more=more))
    assert "amendment_weaker" not in codes(found(more=more + guarded))
    open_guard = guarded.replace('article = "2.2"', 'article = "1.4"')
    assert one(found(more=more + open_guard), "amendment_weaker").article == "1.4"


def test_an_organ_that_cannot_decide_with_a_third_of_its_seats_vacant() -> None:
    report = found((QUORUM, 'measure = "present", more_than = { share = "2/3", of = "seats" }'))
    finding = one(report, "vacancy_blocks")
    assert (finding.level, finding.article) == (Level.REMARK, "1.1")
    assert told(report, "vacancy_blocks")[1] == (
        "Of 15 seats 5 are vacant; of the 10 members 10 are there; 10 vote for: no quorum."
    )
    assert "vacancy_blocks" not in codes(
        found((QUORUM, 'measure = "present", at_least = { share = "2/3", of = "seats" }'))
    )


def test_a_rule_that_cannot_be_looked_through_is_named() -> None:
    bases = ("cast", "valid", "cast_with_blanks", "participants", "present")
    parts = ", ".join(f'{{ article = "1.2", more_than = {{ share = "1/2", of = "{base}" }} }}' for base in bases)
    report = found((f'{{ article = "1.2", {ORDINARY} }}', f"{{ all_of = [{parts}] }}"), sizes=Sizes(own=60))
    assert {one.article for one in report.findings if one.code == "not_examined"} == {"1.2"}
    small = found((f'{{ article = "1.2", {ORDINARY} }}', f"{{ all_of = [{parts}] }}"), sizes=Sizes(own=12))
    assert "not_examined" not in codes(small)


# sizes, levels ------------------------------------------------------------------------------------------------------


def test_what_happens_only_at_other_sizes_is_a_remark() -> None:
    five = (ORDINARY, 'at_least = { share = "1/2", of = "members" }')
    assert one(found(five, ("size = 15", "size = 16")), "opposites_pass").level is Level.FAULT
    assert "opposites_pass" not in codes(found(five))
    report = found(five, sizes=ALL)
    finding = one(report, "opposites_pass")
    assert finding.level is Level.REMARK
    assert finding.sizes == tuple(range(2, 61, 2))
    assert told(report, "opposites_pass")[0].endswith("not in a body of 15.")


def test_what_happens_below_five_is_a_remark() -> None:
    half = (ORDINARY, 'at_least = { share = "1/2", of = "cast" }')
    assert one(found(half, sizes=Sizes(own=4)), "opposites_pass").level is Level.REMARK
    assert one(found(half, sizes=Sizes(own=5)), "opposites_pass").level is Level.FAULT


def test_the_size_asked_for_stands_in_place_of_the_charter_s() -> None:
    report = found((ORDINARY, 'at_least = { share = "9/10", of = "cast" }'), sizes=Sizes(own=40))
    assert "two_block" not in codes(report)
    assert report.looked() == {"assembly": 40}
    assert check(changed(("size = 15\n", ""))).usual


# what the charter accepts -------------------------------------------------------------------------------------------

PRESENT = (ORDINARY, 'more_than = { share = "1/2", of = "present" }')


def test_a_remark_that_the_charter_answers_leaves_it_clean() -> None:
    words = ("half of the votes cast", "half of those present vote")
    both = accepted(("abstaining_harms", "1.2"), ("more_present_fails", "1.2"))
    assert not found(PRESENT, words).clean
    report = found(PRESENT, words, more=both)
    assert report.clean
    assert [finding.reason["en"] for finding in report.findings] == ["So it is.", "So it is."]
    assert not found(PRESENT, words, more=accepted(("abstaining_harms", "1.2"))).clean


def test_an_acceptance_that_nothing_needs_is_a_fault() -> None:
    report = found(more=accepted(("abstaining_harms", "1.2")))
    assert one(report, "accepted_stale").level is Level.FAULT
    assert not report.clean
    twice = found(PRESENT, more=accepted(("abstaining_harms", "1.2"), ("abstaining_harms", "1.2")))
    assert "accepted_stale" in codes(twice)


def test_an_acceptance_of_what_happens_at_other_sizes_is_not_out_of_date() -> None:
    answer = accepted(("two_block", "1.3"))
    assert check(SOUND + answer).clean
    assert check(SOUND + answer, ALL).clean
    assert not check(SOUND, ALL).clean


def test_a_fault_cannot_be_accepted() -> None:
    report = found((ORDINARY, 'at_least = { share = "1/2", of = "cast" }'), more=accepted(("opposites_pass", "1.2")))
    assert {"opposites_pass", "accepted_fault"} <= codes(report)


# slogans ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slogan", "example"),
    [
        ("0.67", "Of 3 members “0.67” asks for 3, at least 2/3 for 2."),
        ('"66.67 %"', "Of 3 members “66.67 %” asks for 3, at least 2/3 for 2."),
        ('"51 %"', "Of 51 members “51 %” asks for 27, more than 1/2 for 26."),
        ('"50 % + 1"', "Of 3 members “50 % + 1” asks for 3, more than 1/2 for 2."),
    ],
)
def test_a_slogan_is_refused_with_what_was_meant_and_the_rest_is_checked(slogan: str, example: str) -> None:
    report = found((ORDINARY, f'at_least = {{ share = {slogan}, of = "present" }}'))
    finding = one(report, "share_slogan")
    assert (finding.level, finding.article, finding.line > 0) == (Level.FAULT, "1.2", True)
    assert told(report, "share_slogan")[1] == example
    assert "abstaining_harms" in codes(report)
    assert report.status == 1


def test_51_of_100_is_a_remark() -> None:
    report = found((ORDINARY, 'at_least = { share = "51/100", of = "cast" }'))
    assert one(report, "share_51").level is Level.REMARK
    assert told(report, "share_51")[1] == "Of 51 members more than half are 26; 51/100 asks for 27."
    assert "share_51" not in codes(check(SOUND))


# structure ----------------------------------------------------------------------------------------------------------


def test_an_organ_without_a_quorum_rule() -> None:
    line = f'quorum = {{ article = "1.1", {QUORUM} }}\n'
    report = found((line, ""))
    assert one(report, "no_quorum").level is Level.FAULT
    assert told(report, "no_quorum")[0] == "The Assembly has no quorum rule."
    own = f'\nquorum = {{ article = "1.1", {QUORUM} }}\ncondition'
    each = found((line, ""), ("\ncondition", own), ("ment]\ncondition", f"ment]{own}"))
    assert "no_quorum" not in codes(each)


def test_a_base_that_a_quorum_cannot_have() -> None:
    report = found((QUORUM, 'measure = "present", more_than = { share = "1/2", of = "cast" }'))
    assert one(report, "impossible_base").level is Level.FAULT
    assert "votes cast" in told(report, "impossible_base")[0]
    assert "impossible_base" not in codes(check(SOUND))


def test_an_article_that_is_cited_and_missing() -> None:
    report = found(('article = "1.2", more_than', 'article = "1.9", more_than'))
    finding = one(report, "not_found")
    assert (finding.level, finding.article) == (Level.FAULT, "1.9")
    assert report.charter is not None
    assert report.status == 1


def test_a_rule_without_an_article_is_a_finding_and_the_rest_is_checked() -> None:
    report = found((f'article = "1.2", {ORDINARY}', 'at_least = { share = "1/2", of = "cast" }'))
    assert one(report, "missing_key").facts["missing"] == "article"
    assert "opposites_pass" in codes(report)
    assert one(report, "opposites_pass").article == ""


def test_a_text_missing_in_a_declared_language() -> None:
    report = found(('text.az = "Nizamnamə bütün üzvlərin ən azı üçdə ikisi lehinə səs verdikdə dəyişdirilir."\n', ""))
    finding = one(report, "text_missing")
    assert (finding.level, finding.article, finding.facts["language"]) == (Level.FAULT, "1.3", "az")


@pytest.mark.parametrize(
    "document",
    [
        "key = ",
        "",
        changed(("size = 15", "sise = 15")),
        changed(("size = 15", 'size = "15"')),
        changed(('of = "cast"', 'of = "casts"')),
    ],
    ids=["no TOML", "empty", "unknown key", "wrong type", "unknown value"],
)
def test_what_cannot_be_loaded_is_no_finding(document: str) -> None:
    with pytest.raises(CharterError):
        check(document)


# the engine's word --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(0, 400, 4))
def test_every_counterexample_is_what_the_engine_says(seed: int) -> None:
    """What is shown as adopted or not is so under the charter itself, vote for vote."""
    report = check(charter_text(seed))
    charter = load_charter(charter_text(seed))
    bench = Bench(charter)
    cases = {case.kind: case for case in cases_of(charter)}
    for finding in report.findings:
        for scene in (finding.before, finding.after):
            if scene is None:
                continue
            lot = scene.outcome is Outcome.LOT
            verdict = bench.judge(cases[scene.kind], scene.count, call=scene.call, casting=scene.casting, lot=lot)
            assert verdict.outcome is scene.outcome
        if finding.code == "opposites_pass":
            assert finding.before.outcome in PASSES and finding.after.outcome in PASSES
    assert "not_examined" not in without_words(report), "every rule of the generator is small enough"


def test_a_finding_says_the_line_of_the_rule_or_of_its_paragraph() -> None:
    report = found((ORDINARY, 'more_than = { share = "1/1", of = "present" }'))
    finding = one(report, "never_passes")
    lines = report.charter.document.split("\n")
    assert "number = 2" in lines[finding.line - 1] or "paragraph" in lines[finding.line - 1], lines[finding.line - 1]
    report = found((ORDINARY, 'at_least = { share = "3/4", of = "cast" }'))
    finding = one(report, "words_and_rule")
    assert "3/4" in report.charter.document.split("\n")[finding.line - 1]


def test_an_example_that_cannot_be_asked_is_a_fault() -> None:
    example = '\n[[example]]\narticle = "1.2"\nquestion = "motion"\nfacts = { kind = "ordnary", entitled = 15, present = 15, yes = 9, no = 6 }\nexpect = { outcome = "passed" }\n'
    report = found(more=example)
    finding = one(report, "example_unread")
    assert finding.level is Level.FAULT and finding.article == "1.2"
    assert report.charter.document.split("\n")[finding.line - 1] == "[[example]]"
    assert "Did you mean “ordinary”?" in told(report, "example_unread")[0]
    assert "example_unread" not in codes(found(more=example.replace("ordnary", "ordinary")))


@pytest.mark.parametrize("rule", [
    'second_call = { article = "1.1", at_least = 100, who = "chair" }', 'demands = [{ article = "1.1", mode = "secret", members = { article = "1.1", at_least = 16 } }]',
    'convening = [{ article = "1.1", members = { article = "1.1", at_least = { share = "1/3", of = "members", plus = 11 } } }]',
])  # fmt: skip
def test_what_the_body_can_never_reach_is_a_fault(rule: str) -> None:
    sized = ("\n[organs.assembly]\n", f"\n[organs.assembly]\n{rule}\n")
    finding = one(found(sized), "out_of_reach")
    assert (finding.level, finding.article, finding.facts["size"]) == (Level.FAULT, "1.1", 15)
    fitting = rule.replace("100", "3").replace("at_least = 16", "at_least = 15").replace("plus = 11", "plus = 10")
    assert "out_of_reach" not in codes(found(("\n[organs.assembly]\n", f"\n[organs.assembly]\n{fitting}\n")))


def test_an_office_with_a_casting_vote_that_no_seat_leads_to() -> None:
    report = found((", outside = true", ""))
    assert [(one.code, one.level, one.article) for one in report.findings] == [("unelectable", Level.FAULT, "1.4")]


def test_a_charters_own_kind_of_amendment_that_is_weaker_than_what_it_changes() -> None:
    own = (
        '\n[kinds.small_amendment]\nlike = "charter_amendment"\nname = { az = "Kiçik dəyişiklik", en = "Small amendment" }\n'
        'condition = { article = "1.2", at_least = { share = "1/3", of = "cast" } }\n'
    )
    weaker = [one.kinds for one in found(more=own).findings if one.code == "amendment_weaker"]
    assert weaker == [("ordinary",), ("charter_amendment",)]
