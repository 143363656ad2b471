"""Rules of a draft as forms: what slips, what is read as meant, what stays readable when a text is unfinished."""

from __future__ import annotations

from html import unescape

import pytest

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
