"""Texts of the charter beside each other: words, rules by what follows, several by mechanism, what does not agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konfrans.statutes import selectors
from konfrans.statutes.rules import set_at
from konfrans.statutes.rules.words_apart import aligned, pieces
from tests.statutes.test_drafts import group, write

__all__ = ["group"]
QUORUM = ("organs", "general_assembly", "quorum")
HALF = {"article": "21.1", "measure": "present_and_represented", "at_least": {"share": "1/2", "of": "entitled"}}


def apart_of(old: str, new: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in pieces(old, new)]


def test_words_that_were_taken_out_and_put_in_are_named():
    found = apart_of("A member holds one proxy.", "A member holds two proxies.")
    assert found == [("same", "A member holds "), ("gone", "one proxy"), ("new", "two proxies"), ("same", ".")]


def test_a_text_written_anew_is_not_scattered():
    old, new = "The seat is the city of Baku.", "Members pay their fees until 31 March every year."
    assert apart_of(old, new) == [("gone", old), ("new", new)]


def test_the_same_words_are_one_piece_and_very_long_texts_are_not_compared_word_by_word():
    assert apart_of("a b", "a b") == [("same", "a b")]
    long = "a " * 600
    assert apart_of(long, long + "b") == [("gone", long), ("new", long + "b")]


@given(st.text(alphabet="ab ə.,\n", max_size=40), st.text(alphabet="ab ə.,\n", max_size=40))
def test_the_pieces_give_both_texts_back(old, new):
    found = pieces(old, new)
    assert "".join(one.text for one in found if one.kind != "new") == old
    assert "".join(one.text for one in found if one.kind != "gone") == new


def test_an_article_put_between_two_leaves_the_others_in_pairs():
    old = ["the seat of the body is Baku", "members pay a fee each year", "the council meets monthly"]
    new = [old[0], "languages are Azerbaijani and English", old[1], old[2]]
    assert aligned(old, new, ([1, 2, 3], [1, 2, 3, 4])) == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_a_paragraph_written_anew_stays_beside_the_one_of_its_number():
    assert aligned(["the seat is Baku"], ["members pay fees"], ([1], [1]), by_number=True) == [(0, 0)]
    assert aligned(["the seat is Baku"], ["members pay fees"], ([1], [1])) == [(0, None), (None, 0)]


@pytest.mark.django_db
def test_a_draft_is_compared_word_by_word_in_each_language(group, client):
    group.edit(group.one, write(4, 1, en="The purpose is to agree.", az="Məqsəd razılaşmaqdır."))
    client.force_login(group.one)
    page = client.get("/en/charter/compare/?a=force&b=draft:draft-1").content.decode()
    assert "<ins>" in page
    assert "<del>" in page
    assert "The purpose is to agree." in page
    assert "Məqsəd razılaşmaqdır." in page
    assert "Draft 1 differs in 1 paragraph and 0 rules" in page


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("en", "looser"), ("az", "daha yumşaqdır")])
def test_rules_are_compared_by_what_follows_with_the_smallest_vote(group, client, language, word):
    group.edit(group.one, lambda document: set_at(document, QUORUM, HALF))
    client.force_login(group.reader)
    page = client.get(f"/{language}/charter/compare/?a=force&b=draft:draft-1").content.decode()
    assert word in page
    assert {"en": "Of 2: 1 for, 1 present.", "az": "Üzv sayı 2: lehinə: 1, iştirak edir: 1."}[language] in page


@pytest.mark.django_db
def test_any_state_of_a_draft_and_the_models_can_be_compared(group, client):
    group.edit(group.one, write(4, 1, en="Later words."))
    client.force_login(group.one)
    page = client.get("/en/charter/compare/?a=draft:draft-1@1&b=draft:draft-1").content.decode()
    assert "Later words." in page
    assert client.get("/en/charter/compare/?a=model:crc-like&b=model:uniko-like").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["compare/?a=force&b=draft:draft-1", "beside/?t=draft:draft-1", "agreement/?t=draft:draft-1"]
)
def test_others_do_not_read_a_draft_beside_other_texts(group, client, cast, path):
    assert client.get(f"/en/charter/{path}").status_code in (302, 403)
    client.force_login(cast.rector)
    assert client.get(f"/en/charter/{path}").status_code == 403
    assert b"draft-1" not in client.get("/en/charter/compare/").content
    client.force_login(group.reader)
    assert client.get(f"/en/charter/{path}").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ref", ["draft:none", "model:none", "version:none", "nothing", "draft:draft-1@99", "draft:draft-1@x", "model:../x"]
)
def test_a_text_that_there_is_none_of_is_not_found(group, client, ref):
    client.force_login(group.one)
    for path in (f"compare/?a=force&b={ref}", f"beside/?t={ref}", f"agreement/?t={ref}"):
        assert client.get(f"/en/charter/{path}").status_code == 404


@pytest.mark.django_db
def test_a_table_shows_what_the_draft_changes_first_and_all_on_demand(group, client):
    group.edit(group.one, lambda document: set_at(document, QUORUM, HALF))
    client.force_login(group.one)
    address = "/en/charter/beside/?t=force&t=draft:draft-1&t=model:crc-like"
    changed = client.get(address).content.decode()
    assert "<ins>At least half of the members entitled to vote must be present or represented.</ins>" in changed
    assert "Notice of a session" not in changed
    assert "Notice of a session" in client.get(f"{address}&show=all").content.decode()


@pytest.mark.django_db
def test_words_that_say_otherwise_than_the_rule_are_listed_with_both(group, client):
    rule = {"article": "21.1", "at_least": {"share": "2/3", "of": "entitled"}}
    group.edit(group.one, lambda document: set_at(document, QUORUM, rule))
    client.force_login(group.one)
    page = client.get("/en/charter/agreement/?t=draft:draft-1").content.decode()
    assert "Places that do not agree: 1; not translated: 0" in page
    assert "At least two thirds of the members entitled to vote must be present or represented." in page


@pytest.mark.django_db
def test_a_paragraph_without_one_of_the_languages_is_listed(group):
    def change(document):
        for one in document["article"]:
            if one["number"] == 4:
                one["paragraph"][0]["text"].pop("az")

    group.edit(group.one, change)
    text = selectors.text_named(group.one.pk, "draft:draft-1")
    assert [(one.ref, one.language) for one in selectors.untranslated(text)] == [("4.1", "az")]


@pytest.mark.django_db
def test_html_in_a_compared_text_is_not_run(group, client):
    group.edit(group.one, write(4, 1, en="<script>alert(1)</script>"))
    client.force_login(group.one)
    assert "<script>alert(1)" not in client.get("/en/charter/compare/?a=force&b=draft:draft-1").content.decode()


@pytest.mark.django_db
def test_the_pages_beside_each_other_ask_at_most_twelve_queries(group, client, django_assert_max_num_queries):
    client.force_login(group.one)
    for path in (
        "compare/?a=draft:draft-1@1&b=draft:draft-1", "beside/?t=force&t=draft:draft-1&t=model:crc-like",
        "agreement/?t=draft:draft-1",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(f"/en/charter/{path}").status_code == 200
