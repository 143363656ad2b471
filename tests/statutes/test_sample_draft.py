"""The demonstration's sample draft: what the check says of it is what it is to show, and nothing is left over."""

from __future__ import annotations

import tomllib

from konfrans.charter.checks import check
from konfrans.charter.rewriting import rewritten
from konfrans.demo.play import drafting
from tests.decisions.house import CHARTER


def test_the_sample_draft_has_no_fault() -> None:
    text = CHARTER.read_text("utf-8")
    document = tomllib.loads(text)
    for change in (drafting._version, drafting._quorum, drafting._amendment, drafting._proxies):
        change(document)
    found = check(rewritten(text, document).text.encode()).findings
    assert {(one.level.value, one.code) for one in found if one.weighs} == {("remark", "amendment_weaker")}
