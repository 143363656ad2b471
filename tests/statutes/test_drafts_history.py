"""The states of a draft: what each changed, the way back to one, and that an old one is read and not written."""

from __future__ import annotations

import re

import pytest

from konfrans.kernel.models import JournalEntry
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.selectors import standing_of
from konfrans.statutes import selectors, services
from konfrans.statutes.rules import add_paragraph, remove_article, set_at
from tests.cast import BEGAN
from tests.statutes.test_drafts import group, write

__all__ = ["group"]

pytestmark = pytest.mark.django_db
DRAFT = "/en/charter/drafts/draft-1/"
BACK = f"{DRAFT}history/back/"


def back(group, to, base=None):
    group.draft.refresh_from_db()
    actor = standing_of(group.one.pk).actor()
    return services.draft_return(actor=actor, draft=group.draft, base=base or group.draft.last, to=to)


def text(group, number=None):
    group.draft.refresh_from_db()
    return selectors.revision_of(group.draft, number).text


def undo(page: str) -> dict[str, str]:
    form = re.search(r'<form[^>]*class="undo">.*?</form>', page, re.S)[0]
    return dict(re.findall(r'name="(base|to|back)" value="([^"]*)"', form))


def test_back_to_a_state_is_a_new_state_with_its_text_and_a_line_in_the_journal(group):
    group.edit(group.one, lambda document: remove_article(document, 21))
    group.edit(group.two, write(4, 1, en="Other."))
    edit = back(group, 1)
    assert (edit.revision.number, edit.changed) == (4, True)
    assert text(group) == text(group, 1) and "Other." in text(group, 3)
    entry = JournalEntry.objects.latest("pk")
    assert entry.act == "draft_return"
    assert '"to":1' in entry.body and '"revision":4' in entry.body
    assert back(group, 4).changed is False
    assert JournalEntry.objects.latest("pk").pk == entry.pk


def test_back_from_a_text_that_is_no_charter(group):
    group.edit(group.one, 'key = "x"\n')
    assert selectors.looked_at(text(group)).charter is None
    back(group, 1)
    assert text(group) == text(group, 1)


def test_what_others_wrote_after_an_edit_stays_when_it_is_undone(group):
    group.edit(group.one, lambda document: remove_article(document, 21))
    group.edit(group.two, write(4, 1, en="Other."))
    edit = back(group, 1, base=2)
    assert edit.meanwhile == ("4.1",)
    page = selectors.draft_page(edit.revision)
    assert dict(page.article(4).paragraphs[0].texts)["en"] == "Other."
    assert page.article(21).paragraphs[0].rules


def test_an_edit_on_which_others_built_is_not_undone_over_their_heads(group):
    group.edit(group.one, write(4, 1, en="One."))
    group.edit(group.two, write(4, 1, en="Two."))
    with pytest.raises(Refused) as refused:
        back(group, 1, base=2)
    assert refused.value.code == "draft_conflict"
    with pytest.raises(Refused, match="state 9"):
        back(group, 9)


def test_an_article_that_was_taken_out_by_a_click_is_back_after_another(group, client):
    client.force_login(group.one)
    page = client.post(f"{DRAFT}articles/21/remove/", {"base": "1"}, follow=True).content.decode()
    assert "Article 21 is taken out, with its rules. Saved as state 2." in page
    assert 'id="a21"' not in page
    answer = client.post(BACK, undo(page), follow=True)
    assert answer.redirect_chain[-1][0] == f"{DRAFT}articles/21/"
    assert "The text is that of state 1 again. Saved as state 3." in answer.content.decode()
    assert text(group) == text(group, 1)
    again = client.post(BACK, undo(answer.content.decode()), follow=True).content.decode()
    assert 'id="a21"' not in again, "an undo is undone alike"


def test_every_way_to_edit_ends_with_the_button_that_undoes_it(group, client):
    client.force_login(group.one)
    ways = [
        (f"{DRAFT}articles/21/", {"remove": "2"}), (f"{DRAFT}articles/21/", {"add": "1"}), (f"{DRAFT}articles/add/", {}),
        (f"{DRAFT}rule/remove/?at=organs.general_assembly.quorum", {}), (f"{DRAFT}text/", {"text": "# A note\n" + text(group)}),
    ]  # fmt: skip
    for address, sent in ways:
        before = text(group)
        page = client.post(address, {"base": str(group.draft.last)} | sent, follow=True).content.decode()
        assert text(group) != before, address
        client.post(BACK, undo(page), follow=True)
        assert text(group) == before, address


def test_an_undo_that_comes_too_late_says_why_and_leads_to_the_history(group, client):
    client.force_login(group.one)
    page = client.post(f"{DRAFT}articles/4/", {"base": "1", "text-1-en": "One."}, follow=True).content.decode()
    group.edit(group.two, write(4, 1, en="Two."))
    answer = client.post(BACK, undo(page), follow=True)
    assert answer.redirect_chain[-1][0] == f"{DRAFT}history/"
    assert "Others changed the same place after that: 4.1. Nothing was changed." in answer.content.decode()
    client.post(f"{DRAFT}articles/4/", {"base": "3", "text-1-en": "Two."})
    assert "Nothing was changed: the draft says this already." in client.get(DRAFT).content.decode()
    assert client.post(BACK, {"to": "x"}).status_code == 404
    assert "There is no state 9" in client.post(BACK, {"to": "9", "base": "3"}, follow=True).content.decode()


def test_the_history_says_what_each_state_changed_and_leads_back(group, client):
    group.edit(group.one, lambda document: add_paragraph(document, 21, 1, {"en": "New."}) and None)
    group.edit(
        group.one,
        lambda document: set_at(document, ("organs", "general_assembly", "quorum", "at_least", "share"), "2/3"),
    )
    group.edit(group.one, lambda document: document.update(version="9"))
    group.edit(group.one, "# A note\n" + text(group))
    client.force_login(group.two)
    page = client.get(f"{DRAFT}history/").content.decode()
    states = re.findall(r"<li><p class=\"ledger__when\">.*?</li>", page, re.S)
    assert "notes and the order" in states[0] and "the newest" in states[0] and "Go back" not in states[0]
    assert "version of the text" in states[1]
    assert "Changed in the rules: Quorum" in states[2]
    assert "Changed in the text: Article\u00a021(2)" in states[3]
    assert "began with" in states[4] and "What changed, word by word" not in states[4]
    assert "/charter/compare/?a=draft:draft-1@1&amp;b=draft:draft-1@2" in states[3]
    assert client.get("/en/charter/compare/?a=draft:draft-1@1&b=draft:draft-1@2").status_code == 200
    assert all("Go back to this state" in one for one in states[1:])
    client.force_login(group.reader)
    assert "Go back" not in client.get(f"{DRAFT}history/").content.decode()
    assert client.post(BACK, {"to": "1", "base": "5"}).status_code == 403


def test_an_old_state_says_so_and_is_read(group, client):
    group.edit(group.one, write(4, 1, en="Other."))
    client.force_login(group.one)
    page = client.get(f"{DRAFT}?r=1").content.decode()
    assert "This is an old state: 1 of 2." in page and f'href="{DRAFT}">To the newest state' in page
    assert "Go back to this state" in page
    for words in (
        "Add an article",
        "Write article",
        "Answer the remark",
        "Comment<",
        "Bring in a Word file",
        "Adopt the draft",
    ):
        assert words not in page, words
    newest = client.get(f"{DRAFT}?r=2").content.decode()
    assert "old state" not in newest and "Add an article" in newest
    client.force_login(group.reader)
    page = client.get(f"{DRAFT}?r=1").content.decode()
    assert "This is an old state" in page and "Go back" not in page


def test_a_draft_that_is_no_longer_in_work_goes_back_to_nothing(group, client):
    group.edit(group.one, write(4, 1, en="Other."))
    services.draft_withdraw(actor=standing_of(group.one.pk).actor(), draft=group.draft)
    client.force_login(group.one)
    assert "Go back" not in client.get(f"{DRAFT}history/").content.decode()
    client.post(BACK, {"to": "1", "base": "2"})
    assert "Other." in text(group)


def test_the_pages_of_states_ask_at_most_twelve_queries(group, client, django_assert_max_num_queries):
    for place in range(6):
        group.edit(group.one, write(4, 1, en=f"{place}."))
    client.force_login(group.one)
    for address in ("", "?r=2", "history/", "articles/4/"):
        with django_assert_max_num_queries(12):
            assert client.get(DRAFT + address).status_code == 200


def test_the_toml_that_somebody_only_reads_is_reached_by_keyboard(group, client):
    client.force_login(group.reader)
    assert (
        '<pre class="code" tabindex="0" role="region" aria-label="The document">'
        in client.get(f"{DRAFT}text/").content.decode()
    )


# who writes -----------------------------------------------------------------------------------------------------------


def test_the_secretariat_looks_after_a_draft_and_its_group_alone_writes_it(group, client, cast):
    client.force_login(cast.secretary)
    page = client.get(DRAFT).content.decode()
    assert "Adopt the draft" in page and "Name and readers" in page
    for words in ("Add an article", "Write article", "Answer the remark"):
        assert words not in page, words
    assert client.get(f"{DRAFT}articles/21/").status_code == 302
    assert "<textarea" not in client.get(f"{DRAFT}text/").content.decode()
    written = [
        ("articles/21/", {"text-1-en": "x"}), ("articles/add/", {}), ("articles/21/remove/", {}), ("text/", {"text": "x"}),
        ("history/back/", {"to": "1"}), ("rule/?at=organs.general_assembly.quorum", {}), ("word/", {"apply": "yes"}),
        ("rule/remove/?at=organs.general_assembly.quorum", {}), ("answer/", {"finding": "abstaining_harms", "article": "29.3"}),
    ]  # fmt: skip
    for address, sent in written:
        assert client.post(DRAFT + address, {"base": "1"} | sent).status_code == 403, address
    assert text(group) == text(group, 1) and group.draft.last == 1
    for address in ("settings/", "adopt/", "consultations/open/", "comments/", "history/"):
        assert client.get(DRAFT + address).status_code == 200, address
    assert client.post(f"{DRAFT}public/", {"public": "yes"}).status_code == 302
    group.draft.refresh_from_db()
    assert group.draft.public


def test_a_secretary_in_the_group_writes_with_it(group, client, cast):
    actor = standing_of(cast.secretary.pk).actor()
    people.office_begin(actor=actor, kind="secretary", person=cast.secretary.person, body=group.body, since=BEGAN)
    client.force_login(cast.secretary)
    assert client.post(f"{DRAFT}articles/4/", {"base": "1", "text-1-en": "x"}).status_code == 302
    assert "Add an article" in client.get(DRAFT).content.decode()
