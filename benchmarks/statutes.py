"""Texts of the charter beside each other, and recorded votes under several of them, as the pages count them.

The yardstick of a comparison is the check of the larger of the two; that of the laboratory, a bare verdict under the draft charter.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from typing import Any

from benchmarks.harness import ROOT, Judge, median, tell

ROUNDS = 5
ARTICLES, VOTES = 60, 1000
MODELS = ("crc-like", "uk-company", "cpu-like", "uniko-like", "rkm-like")


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def doubled(text: str) -> str:
    """The draft charter with as many articles again, of the same words."""
    from konfrans.charter.rewriting import rewritten

    document = tomllib.loads(text)
    articles = document["article"]
    for one in tomllib.loads(text)["article"]:
        articles.append(one | {"number": one["number"] + len(tomllib.loads(text)["article"])})
    return rewritten(text, document).text


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="konfrans-bench-") as home:
        os.environ |= {"KONFRANS_HOME": home, "DJANGO_SETTINGS_MODULE": "benchmarks.site_settings"}
        os.environ |= {"KONFRANS_SECRET_KEY": "only-for-measuring-" * 4, "KONFRANS_DEMO": "1"}
        import django

        django.setup()
        return _measured()


def _measured() -> int:
    from konfrans.charter import load_charter, motion_verdict
    from konfrans.charter.checks import check
    from konfrans.statutes.selectors import comparing, counting_again, laboratory  # the function, not its file
    from konfrans.statutes.selectors.models import model
    from konfrans.statutes.selectors.texts import _of_charter

    judge = Judge()
    text = doubled((ROOT / "charters" / "azerbaijan-draft.toml").read_text("utf-8"))
    changed = text.replace("more than half", "at least half").replace(
        'more_than = { share = "1/2"', 'at_least = { share = "1/2"'
    )
    first, second = (_of_charter(name, name, "", load_charter(one)) for name, one in (("a", text), ("b", changed)))
    assert len(first.articles) == ARTICLES, len(first.articles)
    words, rules = [], []
    for _ in range(ROUNDS):
        comparing._rules_apart.cache_clear()
        words.append(seconds(lambda: comparing.texts_apart(first, second)))
        rules.append(seconds(lambda: comparing.rules_apart(first, second)))
    checked = seconds(lambda: check(text))
    head = "id,kind,entitled,present,yes,no,abstain\n"
    kinds = ("ordinary", "charter_amendment", "budget", "statement")
    rows = (f"{n},{kinds[n % 4]},{15 + n},{12 + n % 3},{n % 9},{n % 4},1" for n in range(VOTES))
    table = head + "\n".join(rows)
    texts = [first, *(_of_charter(key, key, "", model(key)) for key in MODELS)]
    laws = [one.charter for one in texts if one.charter is not None]
    whole = []
    for _ in range(ROUNDS):
        counting_again._known.clear()
        counting_again.cases_of_table.cache_clear()
        whole.append(seconds(lambda: laboratory(counting_again.cases_of_table(table), texts, seconds=60)))
    cases = counting_again.cases_of_table(table)
    assert len({case.digest for case in cases}) == VOTES, "what is remembered would answer a vote that is there twice"
    bare = seconds(
        lambda: [motion_verdict(case.evidence.count, kind=case.evidence.kind, charter=laws[0]) for case in cases]
    )
    judge.again()
    both = [one + two for one, two in zip(words, rules, strict=True)]
    figures = {
        f"two charters of {ARTICLES} articles, words: median ms": median(words) * 1000,
        f"two charters of {ARTICLES} articles, rules: median ms": median(rules) * 1000,
        f"two charters of {ARTICLES} articles compared: median ms": median(both) * 1000,
        f"laboratory, {VOTES:,} votes under 6 charters: median s": median(whole),
    }
    ratios = {
        "comparing two charters / checking one": median(both) / checked,
        "a vote under one of 6 charters / a bare verdict under the draft charter": median(whole) / 6 / bare,
    }
    judge.time(f"two charters of {ARTICLES} articles compared: median ms", median(both) * 1000, 300)
    judge.time(f"laboratory, {VOTES:,} votes under 6 charters: median s", median(whole), 2)
    tell("statutes", figures, ratios, judge)
    return 0


if __name__ == "__main__":
    sys.exit(main())
