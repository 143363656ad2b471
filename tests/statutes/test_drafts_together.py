"""Two members write one article at once: what either wrote stays, whatever happened to the numbers; and what is refused is shown."""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from html import unescape

import pytest

from konfrans.kernel.refusals import Refused
from konfrans.statutes import selectors
from konfrans.statutes.rules import (
    MINE,
    add_article,
    add_paragraph,
    brought_together,
    marked,
    names_after,
    names_of_marked,
    places_changed,
    remove_article,
    remove_paragraph,
    set_at,
    value_at,
    write_article,
)
from konfrans.statutes.selectors.drafts import draft_page
from tests.decisions.house import CHARTER
from tests.statutes.test_drafts import group, write

__all__ = ["group"]

pytestmark = pytest.mark.django_db
ARTICLE = "/en/charter/drafts/draft-1/articles/21/"
BASE = tomllib.loads(CHARTER.read_text("utf-8"))
QUORUM = ("organs", "general_assembly", "quorum")
SECOND_CALL = ("organs", "general_assembly", "second_call")


def changed(*changes, start=BASE):
    document = deepcopy(start)
    before = marked(document)
    for one in changes:
        one(document)
    return document, names_of_marked(document, before)


def later(*changes):
    """States one after another, and the names in the last."""
    states = [deepcopy(BASE)]
    for one in changes:
        states.append(deepcopy(states[-1]))
        one(states[-1])
    return states[-1], names_after(states)


def english(document, number=21):
    (article,) = [one for one in document["article"] if one["number"] == number]
    return [row["text"].get("en", "") for row in article["paragraph"]]


def insert(after, text="New.", article=21):
    return lambda document: add_paragraph(document, article, after, {"en": text})


def take(paragraph, article=21):
    return lambda document: remove_paragraph(document, article, paragraph)


def together(mine, theirs):
    return brought_together(deepcopy(BASE), changed(*mine), later(*theirs))


# by what they are, not by their numbers -------------------------------------------------------------------------------


def test_one_puts_a_paragraph_in_and_the_other_writes_the_last_one():
    last = len(english(BASE))
    found = together([write(21, last, en="The last.")], [insert(1)])
    assert not found.conflicts
    texts = english(found.document)
    assert texts == [english(BASE)[0], "New.", *english(BASE)[1:-1], "The last."]
    assert value_at(found.document, (*SECOND_CALL, "article")) == "21.3"
    assert [
        row["number"] for one in found.document["article"] if one["number"] == 21 for row in one["paragraph"]
    ] == list(range(1, last + 2))


def test_both_put_a_paragraph_in():
    found = together([insert(2, "Mine.")], [insert(1, "Theirs.")])
    assert not found.conflicts
    assert english(found.document)[:4] == [english(BASE)[0], "Theirs.", english(BASE)[1], "Mine."]
    assert value_at(found.document, (*SECOND_CALL, "article")) == "21.3"
    assert value_at(found.document, (*QUORUM, "article")) == "21.1"


def test_one_takes_a_paragraph_out_and_the_other_changes_the_rule_of_the_next():
    found = together([lambda document: set_at(document, (*SECOND_CALL, "article"), "21.2")], [take(1)])
    assert not found.conflicts
    assert value_at(found.document, (*SECOND_CALL, "article")) == "21.1"
    assert value_at(found.document, QUORUM) is None


def test_a_paragraph_taken_out_that_the_other_writes_is_told_with_both():
    found = together([write(21, 2, en="Mine.")], [take(2)])
    (conflict,) = found.conflicts
    assert conflict.path == ("article", 21, "paragraph", 2)
    assert conflict.theirs is None and conflict.mine["text"]["en"] == "Mine."
    (shown,) = selectors.conflicts_shown(found.conflicts)
    assert "Mine." in shown.mine and "number" not in shown.mine and shown.theirs == ""


def test_a_rule_for_a_paragraph_that_the_other_takes_out_is_a_conflict_and_never_cites_the_next():
    path = ("organs", "general_assembly", "freeze")
    found = together([lambda document: set_at(document, path, {"article": "21.2", "at": "session"})], [take(2)])
    assert [one.path for one in found.conflicts] == [("article", 21, "paragraph", 2)]


def test_a_conflict_is_told_at_the_number_that_everybody_sees():
    found = together([write(21, 2, en="Mine.")], [insert(1), write(21, 3, en="Theirs.")])
    (conflict,) = found.conflicts
    assert conflict.path == ("article", 21, "paragraph", 3, "text", "en")


def test_both_add_an_article_and_both_stay():
    def add(heading):
        return lambda document: add_article(document, None, {"en": heading}, {"en": heading})

    found = together([add("Mine")], [add("Theirs")])
    assert not found.conflicts
    assert [one["heading"]["en"] for one in found.document["article"]][-2:] == ["Mine", "Theirs"]
    numbers = [one["number"] for one in found.document["article"]]
    assert len(set(numbers)) == len(numbers) and max(numbers) < 1000


def test_an_article_taken_out_and_another_with_its_number_is_another():
    last = BASE["article"][-1]["number"]

    def out(document):
        remove_article(document, last)

    def new(document):
        add_article(document, None, {"en": "Another"}, {"en": "Another."})

    found = together([write(last, 1, en="Mine.")], [out, new])
    assert [one.path[:2] for one in found.conflicts] == [("article", last)]
    assert english(found.document, last) == ["Another."]


def test_a_paragraph_written_anew_in_another_state_is_still_the_same_one():
    last = len(english(BASE))
    found = together([write(21, last, en="Mine.")], [insert(1), write(21, 3, en="Wholly other words."), take(1)])
    assert not found.conflicts
    assert english(found.document)[-1] == "Mine."
    assert english(found.document)[:2] == ["New.", "Wholly other words."]


def test_a_whole_text_sent_as_toml_knows_the_paragraphs_again():
    last = len(english(BASE))
    mine = deepcopy(BASE)
    insert(1, "Mine.")(mine)
    found = brought_together(
        deepcopy(BASE), (mine, names_after((BASE, mine), MINE)), later(write(21, last, en="Theirs."))
    )
    assert not found.conflicts
    assert english(found.document)[1] == "Mine." and english(found.document)[-1] == "Theirs."


def test_numbers_that_are_no_numbers_are_brought_together_by_their_places():
    broken = deepcopy(BASE)
    broken["article"][3]["number"] = broken["article"][2]["number"]
    other = deepcopy(broken)
    other["title"] = {"en": "Other"}
    names = names_after([broken])
    found = brought_together(broken, (deepcopy(broken), names), (other, names))
    assert found.document == other
    assert places_changed(broken, other) == ("title.az", "title.en")


def test_a_state_names_the_paragraph_that_was_put_in_and_not_all_behind_it(group):
    assert group.edit(group.one, insert(1)).revision.places == ["21.2"]
    assert group.edit(group.one, take(2)).revision.places == ["21.2"]


def test_what_cites_a_paragraph_otherwise_goes_with_it():
    document = {
        "article": [{"number": 1, "paragraph": [{"number": 1}, {"number": 2}]}],
        "organs": {"a": {"x": {"tie_by": "1.1", "n": 1}}},
    }
    remove_paragraph(document, 1, 1)
    assert document["organs"] == {"a": {"x": {"n": 1}}}


def test_words_that_come_back_with_the_line_ends_of_a_browser_are_no_change():
    document = deepcopy(BASE)
    write(21, 1, en="One\ntwo ")(document)
    before = deepcopy(document)
    write_article(document, 21, {}, {1: {"en": "One\r\ntwo"}})
    assert document == before


# on the page ----------------------------------------------------------------------------------------------------------


def sent_of(page: str) -> dict[str, str]:
    """What the form of an article holds."""
    fields = {
        name: unescape(text)
        for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page)
    }
    fields |= {name: unescape(text) for name, text in re.findall(r'name="(heading-[a-z]+)"[^>]* value="([^"]*)"', page)}
    (base,) = set(re.findall(r'name="base" value="(\d+)"', page)) & {re.search(r'name="base" value="(\d+)"', page)[1]}
    return fields | {"base": base}


def test_a_conflict_keeps_a_paragraph_that_was_put_in_between(group, client):
    """The chair puts a paragraph in and writes the last one; the member writes the last one too, twice."""
    client.force_login(group.two)
    sent = sent_of(client.get(ARTICLE).content.decode())
    last = len(english(group.document()))
    group.edit(group.one, insert(1, "The chair's."), base=1)
    group.edit(group.one, write(21, last + 1, en="The chair's last."))
    answer = client.post(ARTICLE, sent | {f"text-{last}-en": "The member's last."})
    page = answer.content.decode()
    assert answer.status_code == 409 and f"21.{last + 1} (en)" in page
    again = sent_of(page)
    assert again["text-2-en"] == "The chair's."
    assert again[f"text-{last + 1}-en"] == "The member's last."
    assert client.post(ARTICLE, again).status_code == 302
    before = english(BASE)
    assert english(group.document()) == [before[0], "The chair's.", *before[1:-1], "The member's last."]
    assert value_at(group.document(), (*SECOND_CALL, "article")) == "21.3"


def test_a_paragraph_that_was_taken_out_is_offered_again_with_what_was_typed(group, client):
    client.force_login(group.two)
    sent = sent_of(client.get(ARTICLE).content.decode())
    group.edit(group.one, take(2), base=1)
    answer = client.post(ARTICLE, sent | {"text-2-en": "The member's."})
    page = answer.content.decode()
    again = sent_of(page)
    assert answer.status_code == 409 and again["lost-1-en"] == "The member's."
    assert again["text-2-en"] == english(BASE)[2]
    client.post(ARTICLE, again | {"again": "1"})
    assert english(group.document())[-1] == "The member's."
    assert len(english(group.document())) == len(english(BASE))


def test_an_article_that_was_taken_out_shows_what_was_typed_and_is_put_in_again(group, client):
    client.force_login(group.one)
    sent = sent_of(client.get(ARTICLE).content.decode())
    group.edit(group.two, lambda document: remove_article(document, 21), base=1)
    group.edit(group.two, write(4, 1, en="Other."))
    answer = client.post(ARTICLE, sent | {"text-2-en": "Typed for an hour."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "gone since state 2" in page and "Typed for an hour.</textarea>" in page
    found = re.search(r'action="([^"]*articles/add/)"', page)[1]
    again = {name: text for name, text in sent.items() if name != "base"} | {"text-2-en": "Typed for an hour."}
    made = client.post(found, again)
    assert made.status_code == 302
    number = int(re.search(r"articles/(\d+)/", made["Location"])[1])
    assert english(group.document(), number) == [english(BASE)[0], "Typed for an hour.", *english(BASE)[2:]]
    assert draft_page(selectors.revision_of(group.draft)).article(number).heading[0][1] == sent["heading-en"]


def test_an_unchanged_article_that_was_taken_out_is_said_to_be_gone(group, client):
    client.force_login(group.one)
    sent = sent_of(client.get(ARTICLE).content.decode())
    group.edit(group.two, lambda document: remove_article(document, 21), base=1)
    answer = client.post(ARTICLE, sent, follow=True)
    assert answer.redirect_chain == [("/en/charter/drafts/draft-1/", 302)]
    assert "taken out meanwhile, in state 2" in answer.content.decode()


@pytest.mark.parametrize(("field", "most"), [("text-1-en", 20_000), ("heading-en", 400)])
def test_what_is_longer_than_is_kept_is_refused_and_stays_in_the_form(group, client, field, most):
    client.force_login(group.one)
    page = client.get(ARTICLE).content.decode()
    assert f'maxlength="{most}"' in page
    sent = sent_of(page)
    answer = client.post(ARTICLE, sent | {field: "x" * (most + 5), "text-2-en": "Short."})
    page = answer.content.decode()
    assert answer.status_code == 422 and "x" * (most + 5) in page and "Short.</textarea>" in page
    assert f"{most + 5:,}".replace(",", "\u202f") in page.replace("\u00a0", "\u202f").replace(",", "\u202f")
    assert f'href="#{field}"' in page
    group.draft.refresh_from_db()
    assert group.draft.last == 1
    assert client.post(ARTICLE, sent | {field: "x" * most}).status_code == 302
    assert "x" * most in selectors.revision_of(type(group.draft).objects.get()).text


def test_lines_count_once_however_a_browser_ends_them(group, client):
    client.force_login(group.one)
    client.post(ARTICLE, {"base": "1", "text-1-en": "x\r\n" * 9_999 + "xx"})
    assert len(english(group.document())[0]) == 20_000


def test_an_article_put_in_again_is_not_cut_either(group, client):
    client.force_login(group.one)
    sent = {"was": "21", "state": "2", "text-1-en": "y" * 20_001, "text-1-az": "Qısa."}
    answer = client.post("/en/charter/drafts/draft-1/articles/add/", sent)
    assert (
        answer.status_code == 422
        and "y" * 20_001 in answer.content.decode()
        and "Qısa.</textarea>" in answer.content.decode()
    )


@pytest.mark.parametrize(
    ("go", "where"),
    [
        ("rule:organs.general_assembly.quorum", "/rule/?at=organs.general_assembly.quorum"),
        ("add:21.2", "/rule/add/?article=21.2"), ("comment:21.2", "/comments/open/?place=21.2"),
        ("comments:21.2", "/comments/?show=open&place=21.2"), ("draft", "/draft-1/#a21"), ("https://example.org", "/articles/21/"),
    ],
)  # fmt: skip
def test_what_leads_away_from_an_article_saves_it_first(group, client, go, where):
    client.force_login(group.one)
    page = client.get(ARTICLE).content.decode()
    sent = sent_of(page)
    assert go.startswith(("https", "comments")) or f'name="go" value="{go}"' in page
    assert client.post(ARTICLE, sent | {"go": go}, follow=True).content.decode().count("Saved as state") == 0
    answer = client.post(ARTICLE, sent | {"text-1-en": "Typed.", "go": go})
    assert answer["Location"].endswith(where), answer["Location"]
    assert english(group.document())[0] == "Typed."


def test_on_the_way_the_paragraph_is_found_under_its_new_number(group, client):
    client.force_login(group.two)
    sent = sent_of(client.get(ARTICLE).content.decode())
    group.edit(group.one, insert(1), base=1)
    answer = client.post(ARTICLE, sent | {"text-2-en": "Typed.", "go": "add:21.2"})
    assert answer["Location"].endswith("?article=21.3")


def test_an_article_is_added_after_another(group, client):
    client.force_login(group.one)
    sent = sent_of(client.get(ARTICLE).content.decode())
    answer = client.post(ARTICLE, sent | {"text-1-en": "Typed.", "go": "article"})
    made = int(re.search(r"articles/(\d+)/", answer["Location"])[1])
    order = [one["number"] for one in group.document()["article"]]
    assert order.index(made) == order.index(21) + 1
    assert english(group.document())[0] == "Typed."


def test_enter_in_a_field_saves_and_nothing_else(group, client):
    client.force_login(group.one)
    page = client.get(ARTICLE).content.decode()
    form = page[page.index('class="form form--wide write"') :]
    first = re.search(r"<button[^>]*>", form)[0]
    assert 'type="submit"' in first and "name=" not in first and 'tabindex="-1"' in first


def test_a_state_that_is_not_there_is_told_and_what_was_typed_stays(group, client):
    client.force_login(group.one)
    answer = client.post(ARTICLE, {"base": "77", "text-1-en": "Typed."})
    assert answer.status_code == 422 and "Typed.</textarea>" in answer.content.decode()
    with pytest.raises(Refused, match="state 77"):
        group.edit(group.one, insert(1), base=77)
