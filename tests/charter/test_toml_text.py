"""The writer of TOML: whatever a document holds, its text parses to the same, and is written the same again."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from konfrans.charter.toml_text import charter_toml

TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(['a"""', "\n", "\n\n\n\nx", "a\\\nb", "\r\n", "\r", "\x00\x7f\x85\u202e", '"\n"']),
)
KEYS = st.one_of(
    st.sampled_from("key languages title az en number chapter article paragraph like name kinds".split()),
    st.text(max_size=4),
)  # fmt: skip
REFS = st.sampled_from(["1.1", "1.2", "2.1", "9.9", "x"])
VALUES = st.recursive(
    st.one_of(TEXTS, st.booleans(), st.integers(-3, 10**12), REFS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(KEYS, inner, max_size=3),
        st.builds(lambda table, ref: {**table, "article": ref}, st.dictionaries(KEYS, inner, max_size=2), REFS),
        st.dictionaries(st.sampled_from(["az", "en"]), TEXTS, max_size=2),
    ),
    max_leaves=12,
)
PARAGRAPHS = st.lists(
    st.fixed_dictionaries({"number": st.integers(1, 2)}, optional={"text": VALUES, "open": VALUES}),
    min_size=1,
    max_size=2,
)
ARTICLES = st.lists(
    st.fixed_dictionaries(
        {"number": st.integers(1, 2), "paragraph": PARAGRAPHS},
        optional={"chapter": st.sampled_from(["I", "II", "V"]), "more": VALUES},
    ),
    min_size=1, max_size=3,
)  # fmt: skip
CHAPTERS = st.lists(
    st.fixed_dictionaries({"number": st.sampled_from(["I", "II", "\n"])}, optional={"heading": VALUES}), max_size=3
)
RULES = st.dictionaries(
    st.sampled_from(["kinds", "organs", "fallback", "x y"]),
    st.dictionaries(KEYS, VALUES, max_size=3) | VALUES,
    max_size=3,
)
CHARTERS = st.builds(
    lambda head, rules, articles, chapters, languages: {
        **head, **rules, "article": articles, "chapter": chapters, "languages": languages,
    },
    st.dictionaries(KEYS, VALUES, max_size=2), RULES, ARTICLES | VALUES, CHAPTERS | VALUES, st.just(["az", "en"]) | VALUES,
)  # fmt: skip


def exactly(value: Any) -> str:
    """So that true is not 1."""
    return json.dumps(value, sort_keys=True)


@settings(max_examples=400, deadline=None)
@given(document=CHARTERS | st.dictionaries(KEYS, VALUES, max_size=5))
def test_what_is_written_parses_to_the_same_and_is_written_the_same_again(document: dict[str, Any]) -> None:
    text = charter_toml(document)
    assert exactly(tomllib.loads(text)) == exactly(document)
    assert charter_toml(tomllib.loads(text)) == text


@settings(max_examples=200)
@given(text=st.text())
def test_a_terminal_has_nothing_to_obey_in_what_is_written(text: str) -> None:
    written = charter_toml({"key": text, "title": {text: [text]}})
    assert all(sign.isprintable() or sign in "\n\t\u00a0" for sign in written)


def test_a_rule_stands_below_its_paragraph_and_a_list_in_its_order() -> None:
    document = tomllib.loads("""
        languages = ["en"]
        fallback = [{ article = "1.2", kinds = ["a"] }, { article = "1.1", kinds = ["b"] }]
        [[article]]
        number = 1
        paragraph = [{ number = 1, text.en = "One." }, { number = 2, text.en = "Two." }]
        [kinds]
        plan = { name.en = "plan", condition = { article = "1.2", at_least = { share = "1/2", of = "cast" } } }
        outline = { like = "plan", name.en = "outline" }
        later = { name.en = "later" }
    """)
    assert (
        charter_toml(document)
        == """\
languages = ["en"]

[kinds.later]
name.en = "later"

[[article]]
number = 1

[[article.paragraph]]
number = 1
text.en = "One."

[[article.paragraph]]
number = 2
text.en = "Two."

[[fallback]]
article = "1.2"
kinds = ["a"]

[[fallback]]
article = "1.1"
kinds = ["b"]

[kinds.outline]
like = "plan"
name.en = "outline"

[kinds.plan]
name.en = "plan"

[kinds.plan.condition]
article = "1.2"
at_least = { share = "1/2", of = "cast" }
"""
    )
