"""Rules of a draft as forms: what slips, what is read as meant, what stays readable when a text is unfinished."""

from __future__ import annotations

from html import unescape

import pytest
from lxml import html

from konfrans.charter.filling import places
from konfrans.statutes import selectors
from konfrans.statutes.rules import add_article
from tests.statutes.test_drafts import group

__all__ = ["group"]

pytestmark = pytest.mark.django_db

HERE = "/en/charter/drafts/draft-1/"
QUORUM = "organs.general_assembly.quorum"


@pytest.fixture
def member(client, group):
    client.force_login(group.two)
    return client


def page_of(response) -> str:
    return unescape(response.content.decode())


def unwritten(paragraph: int, **text: str):
    """A change after which a paragraph of the fourth article has these words alone."""

    def change(document: dict) -> None:
        document["article"][3]["paragraph"][paragraph]["text"] = text

    return change


# texts that are not all written ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [{}, {"en": "In English alone."}])
@pytest.mark.parametrize(
    "path", ["rule/?at=" + QUORUM, "comments/open/?place=" + QUORUM, "comments/open/?place=4.1", ""]
)
def test_forms_open_while_a_paragraph_lacks_its_words(member, group, text, path):
    group.edit(group.one, unwritten(0, **text))
    group.edit(group.one, lambda document: add_article(document, None, {}, {}) and None)
    assert member.get(HERE + path).status_code == 200


@pytest.mark.parametrize(
    ("text", "language"), [({}, "az"), ({"en": "In English alone."}, "az"), ({"az": "Yalnız."}, "en")]
)
def test_akoma_ntoso_of_an_unfinished_draft_says_what_is_not_written(member, group, text, language):
    group.edit(group.one, unwritten(0, **text))
    answer = member.get(f"{HERE}draft.xml?lang={language}")
    assert answer.status_code == 422
    assert f"4.1 is not written yet in the language “{language}”." in page_of(answer)
    assert selectors.revision_of(group.draft).number == 2


# slips -----------------------------------------------------------------------------------------------------------------


def filled_in(page: str) -> dict[str, list[str]]:
    """What a browser sends of the form on a page that nobody touched."""
    (form,) = (one for one in html.fromstring(page).forms if one.get("class") == "form")
    data: dict[str, list[str]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data


def words_in(page: str, path: str) -> str:
    return " ".join(" ".join(one.text_content() for one in html.fromstring(page).xpath(path)).split())


def save(member, at: str = QUORUM, **changes: str):
    address = f"{HERE}rule/?at={at}"
    data = filled_in(page_of(member.get(address)))
    return member.post(address, data | {f"at_least.{name}": value for name, value in changes.items()})


@pytest.mark.parametrize(
    "change",
    [
        {"fraction": "3/2"}, {"fraction": "0"}, {"fraction": "2/0"}, {"fraction": ""}, {"way": "number", "number": ""},
        {"way": "number", "number": "-4"}, {"way": ""}, {"which": ""}, {"fraction": "66%"}, {"fraction": "0.67"},
        {"fraction": "more than half", "which": "at_least"}, {"of": ""}, {"fraction": "most"}, {"way": "times", "fraction": "x"},
    ],
)  # fmt: skip
def test_a_slip_is_not_saved_and_stands_at_its_field(member, group, change):
    language = "az" if len(str(change)) % 2 else "en"
    address = f"/{language}/charter/drafts/draft-1/rule/?at={QUORUM}"
    data = filled_in(page_of(member.get(address))) | {f"at_least.{name}": value for name, value in change.items()}
    answer = member.post(address, data)
    page = page_of(answer)
    assert answer.status_code == 422
    assert words_in(page, '//*[@id="f-at_least-field"]//*[@class="question__error"]')
    above = words_in(page, '//*[@class="errors"]//a[@href="#f-at_least-field"]')
    assert above and "more_than" not in above
    kept = filled_in(page)
    assert {name: kept[f"at_least.{name}"] for name in change} == {name: [value] for name, value in change.items()}
    assert selectors.revision_of(group.draft).number == 1


@pytest.mark.parametrize("written", ["two thirds", "üçdə iki", "Two-thirds", "⅔", "2 / 3", "2/3"])
def test_a_share_is_taken_as_people_write_it_and_what_it_was_taken_for_is_said(member, group, written):
    answer = save(member, which="at_least", fraction=written)
    assert answer.status_code == 302
    assert group.document()["organs"]["general_assembly"]["quorum"]["at_least"] == {"share": "2/3", "of": "entitled"}
    said = f"“{written}” was taken for 2/3."
    assert (said in page_of(member.get(answer["Location"]))) is (written != "2/3")


def test_another_comparison_replaces_the_one_that_was(member, group):
    assert save(member, which="at_least", fraction="2/3").status_code == 302
    rule = group.document()["organs"]["general_assembly"]["quorum"]
    assert "more_than" not in rule and rule["at_least"]["share"] == "2/3"


def test_a_new_rule_that_nobody_filled_in_leaves_every_draft_readable(member, group):
    charter = selectors.charter_to_fill(selectors.revision_of(group.draft))
    seen = 0
    for place in places():
        if not selectors.heading_of(place.key):
            continue
        stars = {"organs": "general_assembly", "kinds": "charter_amendment", "terms": next(iter(charter.terms), "some")}
        kinds = iter(place.stars)
        path = [
            (0 if next(kinds) == "row" else stars.get(str(place.pattern[0]), "some")) if part == "*" else part
            for part in place.pattern
        ]
        address = f"{HERE}rule/?at={selectors.at_name(tuple(path))}"
        answer = member.post(address, filled_in(page_of(member.get(address))))
        assert answer.status_code in (302, 422), path
        seen += answer.status_code == 422
        group.draft.refresh_from_db()
        assert selectors.looked_at(selectors.revision_of(group.draft).text).charter is not None, path
    assert seen > 30


# drafts that cannot be read --------------------------------------------------------------------------------------------


def broken_by_hand(document: dict) -> None:
    document["organs"]["general_assembly"]["quorum"] = {
        "article": "21.1",
        "more_than": {"share": "most", "of": "entitled"},
    }


def test_a_draft_that_cannot_be_read_is_mended_by_its_form(member, group):
    group.edit(group.one, broken_by_hand)
    page = page_of(member.get(f"{HERE}rule/?at={QUORUM}"))
    assert "“most” is not a share" in page and "A new rule" not in page and "draft-1/history/" in page
    assert member.get(f"{HERE}rule/?at=organs.general_assembly.second_call").status_code == 200
    assert member.get(f"{HERE}rule/add/").status_code == 200
    assert save(member, fraction="1/2").status_code == 302
    group.draft.refresh_from_db()
    assert selectors.looked_at(selectors.revision_of(group.draft).text).charter is not None


def test_another_rule_of_an_unreadable_draft_is_saved_too(member, group):
    group.edit(group.one, broken_by_hand)
    data = filled_in(page_of(member.get(f"{HERE}rule/?at=kinds.charter_amendment.condition")))
    answer = member.post(f"{HERE}rule/?at=kinds.charter_amendment.condition", data | {"at_least.fraction": "4/5"})
    assert answer.status_code == 302


def test_where_nothing_can_be_read_the_page_names_the_last_state_that_could_be(member, group):
    group.edit(group.one, lambda document: document.update(languages="az"))
    answer = member.get(f"{HERE}rule/?at={QUORUM}")
    page = page_of(answer)
    assert answer.status_code == 422 and "is number 1." in page and "draft-1/history/" in page


def test_two_who_change_a_rule_read_both_in_sentences(member, group):
    first = filled_in(page_of(member.get(f"{HERE}rule/?at={QUORUM}")))
    assert save(member, which="at_least", fraction="2/3").status_code == 302
    answer = member.post(f"{HERE}rule/?at={QUORUM}", first | {"at_least.fraction": "3/4"})
    said = words_in(page_of(answer), '//*[@class="conflict"]')
    assert answer.status_code == 409
    assert "three quarters" in said and "two thirds" in said and "dörddə üç" in said
    assert "{" not in said and "organs." not in said


# the way to a new rule -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "az"])
def test_sorts_of_rule_are_grouped_and_no_two_are_called_alike(member, group, language):
    page = page_of(member.get(f"/{language}/charter/drafts/draft-1/rule/add/"))
    names = [one.text for one in html.fromstring(page).xpath('//select[@id="sort"]/optgroup/option')]
    assert len(names) > 70 and len(names) == len(set(names))
    assert len(html.fromstring(page).xpath('//select[@id="sort"]/optgroup')) == 8


@pytest.mark.parametrize(
    ("sort", "name", "at"),
    [
        ("organs.*", "Etika şurası", "organs.etika_surasi"), ("organs.*", "Ethics council", "organs.ethics_council"),
        ("organs.*", "council", "organs.council"), ("organs.*", "Ümumi yığıncaq", "organs.general_assembly"),
        ("organs.*.quorum", "General Assembly", "organs.general_assembly.quorum"),
        ("kinds.*.condition", "Amendment of the charter", "kinds.charter_amendment.condition"),
    ],
)  # fmt: skip
def test_a_thing_is_named_in_any_language_or_a_key_is_made_of_its_name(member, group, sort, name, at):
    answer = member.get(f"{HERE}rule/add/", {"sort": sort, "of": name, "article": "21.1"})
    assert answer.status_code == 302 and f"?at={at}&" in answer["Location"] + "&"


def test_the_name_that_was_typed_stands_in_the_form(member, group):
    answer = member.get(f"{HERE}rule/add/", {"sort": "organs.*", "of": "Ethics council"}, follow=True)
    assert filled_in(page_of(answer))["name.en"] == ["Ethics council"]


@pytest.mark.parametrize(("sort", "name"), [("organs.*", "სხდომა"), ("organs.*", "12"), ("organs.*.quorum", "Nobody")])
def test_a_name_that_says_nothing_is_told(member, group, sort, name):
    answer = member.get(f"{HERE}rule/add/", {"sort": sort, "of": name})
    assert answer.status_code == 422 and f"“{name}”" in words_in(page_of(answer), '//*[@id="of-error"]')


def test_a_kind_of_decision_of_ones_own_is_added_with_its_name_and_its_standard_kind(member, group):
    address = f"{HERE}rule/add/?article=21.1"
    sent = {
        "name.az": "Etika kodeksi",
        "name.en": "Code of ethics",
        "like": "rules_of_procedure",
        "organ": "general_assembly",
    }
    assert member.post(address, sent | {"name.az": ""}).status_code == 422
    assert member.post(address, sent | {"like": ""}).status_code == 422
    assert member.post(address, {}).status_code == 422
    answer = member.post(address, sent, follow=True)
    assert answer.redirect_chain[-1][0].endswith("?at=kinds.code_of_ethics.condition&article=21.1")
    assert group.document()["kinds"]["code_of_ethics"]["like"] == "rules_of_procedure"
    again = member.post(address, sent)
    assert again.status_code == 422 and "taken already" in page_of(again)


def test_a_suggestion_that_cannot_be_read_is_not_sent(client, group):
    client.force_login(group.reader)
    address = f"{HERE}comments/open/?place={QUORUM}"
    sent = {
        "base": "1",
        "remark-text": "More.",
        "article": "21.1",
        "at_least.which": "at_least",
        "at_least.way": "share",
    }
    answer = client.post(address, sent | {"at_least.fraction": "most", "at_least.of": "entitled"})
    assert answer.status_code == 422 and "“most” is not a share" in page_of(answer)
    assert client.post(address, sent | {"at_least.fraction": "⅔", "at_least.of": "entitled"}).status_code == 302
