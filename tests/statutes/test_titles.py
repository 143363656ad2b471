"""What the charter itself is called and what is noted of it is changed without TOML, and is shown before it is adopted."""

from __future__ import annotations

import pytest

from konfrans.kernel import clock
from konfrans.statutes import selectors
from konfrans.statutes.rules import chapters_of, write_titles
from tests.decisions.house import SESSION
from tests.statutes.test_adopting import WRITTEN, amendment, put, ready
from tests.statutes.test_drafts import group

__all__ = ["group", "ready"]
pytestmark = pytest.mark.django_db
ADDRESS = "/en/charter/drafts/draft-1/"


def sent(draft, **changed: str) -> dict[str, str]:
    now = selectors.titles_of(selectors.revision_of(draft))
    data = {"base": str(draft.last)}
    for code in now["languages"]:
        data |= {f"title-{code}": now["title"].get(code, ""), f"note-{code}": now["note"].get(code, "")}
        data |= {f"chapter-{at}-{code}": heading.get(code, "") for at, (_n, heading) in enumerate(now["chapters"])}
    return data | changed


def test_the_chair_changes_title_note_and_headings_and_nothing_else(group, client):
    client.force_login(group.one)
    page = client.get(f"{ADDRESS}settings/").content.decode()
    assert "A draft for discussion." in page and "General provisions" in page
    before = selectors.document_of_revision(selectors.revision_of(group.draft))
    data = sent(group.draft, **{"title-en": "Charter", "note-en": "", "note-az": "", "chapter-0-en": "General"})
    assert client.post(f"{ADDRESS}titles/", data).status_code == 302
    group.draft.refresh_from_db()
    after = selectors.document_of_revision(selectors.revision_of(group.draft))
    assert after["title"]["en"] == "Charter" and after["title"]["az"] == before["title"]["az"]
    assert "note" not in after and chapters_of(after)[0][1]["en"] == "General"
    assert after["article"] == before["article"] and after["organs"] == before["organs"]


def test_a_title_in_the_authentic_language_has_to_be_there_and_others_do_not_write_it(group, client):
    client.force_login(group.one)
    refused = client.post(f"{ADDRESS}titles/", sent(group.draft, **{"title-az": ""}))
    assert refused.status_code == 422 and "title-az" in refused.content.decode()
    client.force_login(group.two)
    assert client.post(f"{ADDRESS}titles/", sent(group.draft)).status_code == 403


def test_what_stays_empty_keeps_a_heading_and_takes_out_a_note():
    document = {
        "title": {"az": "A", "en": "B"},
        "note": {"en": "C"},
        "chapter": [{"number": "I", "heading": {"en": "D"}}],
    }
    write_titles({"az": "E", "en": ""}, {"en": "", "az": ""}, {"I": {"en": ""}, "II": {"en": "X"}}, document)
    assert document == {"title": {"az": "E", "en": "B"}, "chapter": [{"number": "I", "heading": {"en": "D"}}]}


def test_the_note_is_shown_before_the_draft_is_put_to_the_vote_and_adopted(ready, house, cast, client):
    client.force_login(cast.secretary)
    with clock.standing_at(WRITTEN):
        assert "It is not a text that the Conference has adopted" in client.get(f"{ADDRESS}vote/").content.decode()
    decision = amendment(house, put=put(ready, cast))
    with clock.standing_at(SESSION):
        for address in (f"{ADDRESS}adopt/", f"{ADDRESS}adopt/?decision={decision}"):
            page = client.get(address).content.decode()
            assert "This stands in the charter:" in page
            assert "It is not a text that the Conference has adopted" in page
