"""Categories of members: a category votes on some kinds of decision and not on others."""

from __future__ import annotations

import pytest

from konfrans.charter import CharterError, speak

from .bodies import body
from .test_entitled import grounds, heads
from .test_weights import roll

BY_SUBJECT = """
[categories.candidate]
article = "1.1"
name = { az = "namizəd üzv", en = "candidate member" }
votes_on = { article = "1.2", kinds = ["fee", "procedural"] }

[categories.regional]
article = "1.1"
name = { az = "regional üzv", en = "regional member" }
no_vote_on = { article = "1.2", kinds = ["charter_amendment", "election"] }

[kinds.fee_of_projects]
like = "fee"
name = { az = "layihə haqqı", en = "project fee" }
"""


@pytest.mark.parametrize(
    ("kind", "candidate", "regional"),
    [
        ("ordinary", False, True), ("fee", True, True), ("procedural", True, True), ("election", False, False),
        ("charter_amendment", False, False), ("fee_of_projects", True, True),
    ],
)  # fmt: skip
def test_v53_a_category_votes_on_some_kinds_and_not_on_others(kind: str, candidate: bool, regional: bool) -> None:
    verdict = roll(body(BY_SUBJECT), [{"category": "candidate"}, {"category": "regional"}, {}], kind=kind)
    assert [row["entitled"] for row in verdict.answer["rows"]] == [candidate, regional, True]
    assert grounds(verdict) == [("no_vote_on_kind", "1.2")] * (2 - candidate - regional)
    assert verdict.answer["members"] == 3, "all three vote on something: they are members of the base"


def test_v53_an_advisory_voice_never_votes_and_is_no_member_of_the_base() -> None:
    charter = body()
    verdict = roll(charter, [{}, {"category": "associate", "name": "Academy"}])
    assert heads(verdict)[:2] == (1, 1)
    assert (
        speak("en").text(verdict.reasons[0], charter).replace("\u00a0", " ")
        == "Academy has no vote: associate (article 1(1))."
    )
    assert speak("az").text(verdict.reasons[0], charter).replace("\u00a0", " ") == (
        "Academy: səsvermə hüququ olmayan kateqoriya – assosiativ üzv (Nizamnamənin 1.1-ci bəndi)."
    )


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ('voice = "advisory"\nvotes_on = { article = "1.2", kinds = ["fee"] }', "voice_without_vote"),
        (
            'votes_on = { article = "1.2", kinds = ["fee"] }\nno_vote_on = { article = "1.2", kinds = ["budget"] }',
            "exactly_one",
        ),
        ('votes_on = { article = "1.2", kinds = ["fees"] }', "not_found"),
        ('groups = ["private"]', "not_found"),
    ],
)
def test_v53_a_fault_of_a_category_is_named(rule: str, code: str) -> None:
    with pytest.raises(CharterError) as fault:
        body(f'[categories.x]\narticle = "1.1"\nname = {{ az = "x", en = "x" }}\n{rule}\n')
    assert [one.code for one in fault.value.faults] == [code]
