"""Words that name a paragraph by a number that has moved: they are told, none other is."""

from __future__ import annotations

import pytest

from konfrans.statutes.rules import add_article, add_paragraph, remove_paragraph
from konfrans.statutes.rules.naming import named_in
from tests.statutes.test_drafts import group

__all__ = ["group"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "text", "named"), [
    ("en", "Paragraph 2 does not apply to the Charter.", {(21, 2)}), ("en", "As in article 12(3), and in paragraph 1 of article 4.", {(12, 3), (4, 1)}),
    ("en", "Within 2 days two members of the 3 committees", set()), ("az", "2-ci bənd tətbiq edilmir; 12.3-cü bəndin qaydası", {(21, 2), (12, 3)}),
    ("az", "2-ci maddə, 3-cü il, 2 gün", set()), ("lt", "Pagal 12 straipsnio 3 dalį ir šio straipsnio 2 dalį", {(12, 3), (21, 2)}),
    ("fr", "paragraph 2", set()),
])  # fmt: skip
def test_a_text_names_paragraphs(code, text, named):
    assert named_in(text, code, 21) == named


def test_a_paragraph_put_in_before_the_one_that_is_named_is_told(group, client):
    at = 0

    def begin(document) -> None:
        nonlocal at
        at = add_article(document, None, {"en": "Sessions", "az": "İclaslar"}, {"en": "It meets.", "az": "O yığılır."})
        add_paragraph(document, at, None, {"en": "It meets again.", "az": "O yenidən yığılır."})
        add_paragraph(document, at, None, {"en": "Paragraph 2 does not apply.", "az": "2-ci bənd tətbiq edilmir."})
        add_paragraph(document, at, None, {"en": "Paragraph 1 applies.", "az": "1-ci bənd tətbiq edilir."})

    assert group.edit(group.one, begin).left_behind == ()
    edit = group.edit(group.one, lambda document: add_paragraph(document, at, 1, {"en": "In between.", "az": "Arada."}))
    assert edit.left_behind == (f"{at}.4",)
    edit = group.edit(group.one, lambda document: remove_paragraph(document, at, 1))
    assert edit.left_behind == (f"{at}.3", f"{at}.4")


def test_the_page_names_them(group, client):
    at = 0

    def begin(document) -> None:
        nonlocal at
        at = add_article(document, None, {"en": "Sessions", "az": "İclaslar"}, {"en": "It meets.", "az": "O yığılır."})
        add_paragraph(document, at, None, {"en": "Paragraph 1 applies.", "az": "1-ci bənd tətbiq edilir."})

    base = group.edit(group.one, begin).revision.number
    client.force_login(group.one)
    sent = {"base": str(base), "remove": "1"}
    page = client.post(f"/en/charter/drafts/draft-1/articles/{at}/", sent, follow=True).content.decode()
    assert f"name a number that has moved: Article {at}(1)." in page.replace("\u00a0", " ")
