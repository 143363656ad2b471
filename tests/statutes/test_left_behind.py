"""Words that name a paragraph by a number that has moved: they are told, none other is."""

from __future__ import annotations

import pytest

from konfrans.people.selectors import standing_of
from konfrans.statutes import services
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


def begun(group, *paragraphs: tuple[str, str]) -> tuple[int, services.Edit]:
    """A new article of these paragraphs, English and Azerbaijani: its number, and the edit that made it."""
    made: list[int] = []

    def begin(document) -> None:
        (en, az), *rest = paragraphs
        made.append(add_article(document, None, {"en": "Sessions", "az": "İclaslar"}, {"en": en, "az": az}))
        for en, az in rest:
            add_paragraph(document, made[0], None, {"en": en, "az": az})

    edit = group.edit(group.one, begin)
    return made[0], edit


def test_a_paragraph_put_in_before_the_one_that_is_named_is_told(group):
    at, edit = begun(
        group, ("It meets.", "O yığılır."), ("It meets again.", "O yenidən yığılır."),
        ("Paragraph 2 does not apply.", "2-ci bənd tətbiq edilmir."), ("Paragraph 1 applies.", "1-ci bənd tətbiq edilir."),
    )  # fmt: skip
    assert edit.left_behind == ()
    edit = group.edit(group.one, lambda document: add_paragraph(document, at, 1, {"en": "In between.", "az": "Arada."}))
    assert edit.left_behind == (f"{at}.4",)
    back = services.draft_return(
        actor=standing_of(group.one.pk).actor(),
        draft=group.draft,
        base=edit.revision.number,
        to=edit.revision.number - 1,
    )
    assert back.changed and back.left_behind == (), "undone, each number is that of its paragraph again"
    group.edit(group.one, lambda document: add_paragraph(document, at, 1, {"en": "In between.", "az": "Arada."}))
    edit = group.edit(group.one, lambda document: remove_paragraph(document, at, 1))
    assert edit.left_behind == (f"{at}.3", f"{at}.4")


def test_the_page_names_them(group, client):
    at, edit = begun(group, ("It meets.", "O yığılır."), ("Paragraph 1 applies.", "1-ci bənd tətbiq edilir."))
    client.force_login(group.one)
    sent = {"base": str(edit.revision.number), "remove": "1"}
    page = client.post(f"/en/charter/drafts/draft-1/articles/{at}/", sent, follow=True).content.decode()
    assert f"name a number that has moved: Article {at}(1)." in page.replace("\u00a0", " ")
