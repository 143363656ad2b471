"""Drafts of the charter: who writes, what is kept when two write at once, what the pages say."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from dataclasses import dataclass

import pytest

from konfrans.charter.filling import places, shape_at
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.models import Account, Body
from konfrans.people.selectors import standing_of
from konfrans.statutes import selectors, services
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules import add_paragraph, remove_paragraph, set_at, value_at
from konfrans.statutes.selectors.rule_choice import way_to
from tests.cast import BEGAN, make_person
from tests.decisions.house import CHARTER

pytestmark = pytest.mark.django_db


@dataclass
class Group:
    """A working group of two, a reader, and their draft."""

    body: Body
    one: Account
    two: Account
    reader: Account
    draft: Draft

    def edit(self, account: Account, change, base: int | None = None) -> services.Edit:
        self.draft.refresh_from_db()
        actor = standing_of(account.pk).actor()
        found = services.draft_edit(actor=actor, draft=self.draft, base=base or self.draft.last, change=change)
        self.draft.refresh_from_db()
        return found

    def document(self) -> dict:
        self.draft.refresh_from_db()
        return tomllib.loads(selectors.revision_of(self.draft).text)


@pytest.fixture
def group(house, cast) -> Group:
    actor = standing_of(cast.secretary.pk).actor()
    body = people.body_create(
        actor=actor,
        key="charter-group",
        kind="working_group",
        name=Localised.of(az="Nizamnamə qrupu", en="Charter group"),
    )
    accounts = []
    for given, kind in (("Aysel", "chair"), ("Orxan", "member"), ("Leyla", "reader")):
        person, account = make_person(given, "Nümunə", f"{given.lower()}@example.org")
        people.office_begin(actor=actor, kind=kind, person=person, body=body, since=BEGAN)
        accounts.append(account)
    draft = services.draft_open(
        actor=standing_of(accounts[0].pk).actor(), key="draft-1", name=Localised.of(az="Layihə 1", en="Draft 1"), body=body,
        text=CHARTER.read_text("utf-8"), began_as="azerbaijan-draft",
    )  # fmt: skip
    return Group(body, *accounts, draft)


def write(article: int, paragraph: int, **texts: str):
    """A change of one paragraph's words."""

    def change(document: dict) -> None:
        for one in document["article"]:
            if one["number"] == article:
                for row in one["paragraph"]:
                    if row["number"] == paragraph:
                        row["text"] |= texts

    return change


def test_a_draft_has_no_address_at_which_another_page_is(group):
    actor = standing_of(group.one.pk).actor()
    for key, code in (("open", "draft_key_reserved"), ("../etc", "key_shape"), (group.draft.key, "draft_exists")):
        with pytest.raises(Refused) as refused:
            services.draft_open(
                actor=actor,
                key=key,
                name=Localised.of(az="A", en="A"),
                body=group.draft.body,
                text=group.draft.revisions.first().text,
            )
        assert refused.value.code == code


def test_an_edit_is_a_new_state_and_the_old_one_stays(group):
    edit = group.edit(group.one, write(4, 1, en="The purpose is to agree."))
    assert (edit.revision.number, edit.revision.places, edit.meanwhile) == (2, ["4.1"], ())
    assert Revision.objects.filter(draft=group.draft).count() == 2
    assert "The purpose is to agree." not in selectors.revision_of(group.draft, 1).text


def test_two_who_write_different_places_at_once_both_keep_theirs(group):
    group.edit(group.one, write(4, 1, en="One."), base=1)
    edit = group.edit(group.two, write(21, 1, az="İki."), base=1)
    assert edit.meanwhile == ("4.1",)
    page = selectors.draft_page(selectors.revision_of(group.draft))
    assert dict(page.article(4).paragraphs[0].texts)["en"] == "One."
    assert dict(page.article(21).paragraphs[0].texts)["az"] == "İki."


def test_two_who_write_the_same_words_otherwise_lose_nothing(group):
    group.edit(group.one, write(4, 1, en="One."), base=1)
    with pytest.raises(Refused) as refused:
        group.edit(group.two, write(4, 1, en="Two."), base=1)
    assert refused.value.code == "draft_conflict"
    (shown,) = selectors.conflicts_shown(refused.value.facts["conflicts"])
    assert (shown.place, shown.mine, shown.theirs) == ("4.1 (en)", "Two.", "One.")
    assert selectors.revision_of(group.draft).number == 2


def test_what_is_no_toml_is_refused_with_the_line_and_nothing_is_kept(group):
    with pytest.raises(Refused) as refused:
        group.edit(group.one, "key = 'x'\n[[article\n")
    assert (refused.value.code, refused.value.facts["line"]) == ("draft_no_toml", 2)
    assert Revision.objects.count() == 1


def test_a_changed_rule_says_its_new_sentence_in_both_languages(group):
    path = ("organs", "general_assembly", "quorum")
    group.edit(
        group.one,
        lambda document: set_at(document, path, {"article": "21.1", "at_least": {"share": "2/3", "of": "entitled"}}),
    )
    page = selectors.draft_page(selectors.revision_of(group.draft))
    (rule,) = page.article(21).paragraphs[0].rules
    said = dict(rule.sentences)
    assert said["en"] == "At least two thirds of the members entitled to vote must be present or represented."
    assert "üçdə ikisi" in said["az"]
    found = page.article(21).paragraphs[0].findings
    assert [one.code for one in found if one.level == "fault"] == ["words_and_rule"]


def test_comments_and_order_of_the_text_stay(group):
    before = selectors.revision_of(group.draft).text
    group.edit(group.one, write(4, 1, en="Short."))
    after = selectors.revision_of(group.draft).text
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert len(changed) == 2


def test_a_paragraph_between_two_moves_numbers_and_what_cites_them(group):
    group.edit(group.one, lambda document: add_paragraph(document, 21, 1, {"en": "New.", "az": "Yeni."}) and None)
    document = group.document()
    assert value_at(document, ("organs", "general_assembly", "second_call", "article")) == "21.3"
    assert value_at(document, ("organs", "general_assembly", "quorum", "article")) == "21.1"
    group.edit(group.one, lambda document: remove_paragraph(document, 21, 2))
    assert value_at(group.document(), ("organs", "general_assembly", "second_call", "article")) == "21.2"


def test_a_paragraph_goes_with_its_rules(group):
    group.edit(group.one, lambda document: remove_paragraph(document, 21, 2))
    assert value_at(group.document(), ("organs", "general_assembly", "second_call")) is None


@pytest.mark.parametrize(("who", "reads", "writes"), [("one", 200, 200), ("two", 200, 200), ("reader", 200, 403)])
def test_the_group_writes_and_readers_read(group, client, who, reads, writes):
    client.force_login(getattr(group, who))
    assert client.get("/en/charter/drafts/draft-1/").status_code == reads
    answer = client.post("/en/charter/drafts/draft-1/articles/4/", {"base": "1", "text-4-en": "x"}, follow=True)
    assert answer.status_code == writes


def test_others_do_not_read_a_draft(group, client, cast):
    assert client.get("/en/charter/drafts/draft-1/").status_code in (302, 403)
    for account in (cast.rector, cast.chair, cast.stranger):
        client.force_login(account)
        assert client.get("/en/charter/drafts/draft-1/").status_code == 403
        assert b"draft-1" not in client.get("/en/charter/drafts/").content
        assert client.get("/en/charter/drafts/draft-1/rule/?at=organs.general_assembly.quorum").status_code == 403


def test_the_page_of_an_article_saves_words_and_shows_what_the_check_finds(group, client):
    client.force_login(group.one)
    sent = {"base": "1", "text-1-az": "Ümumi Yığıncaq üzvlərin üçdə ikisi iştirak etdikdə səlahiyyətlidir."}
    page = client.post("/en/charter/drafts/draft-1/articles/21/", sent, follow=True).content.decode()
    assert "üçdə ikisi iştirak etdikdə" in page
    assert "Fault" in page


def test_a_conflict_on_the_page_keeps_what_was_typed_and_shows_the_other(group, client):
    group.edit(group.two, write(4, 1, en="Theirs."), base=1)
    client.force_login(group.one)
    answer = client.post("/en/charter/drafts/draft-1/articles/4/", {"base": "1", "text-1-en": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine.</textarea>" in page
    assert "Theirs." in page


def test_a_rule_is_filled_in_and_saved_by_its_form(group, client):
    client.force_login(group.one)
    address = "/en/charter/drafts/draft-1/rule/?at=organs.general_assembly.quorum"
    assert "More than half of the members entitled to vote" in client.get(address).content.decode()
    sent = {
        "base": "1",
        "article": "21.1",
        "at_least.which": "at_least",
        "at_least.way": "share",
        "at_least.fraction": "3/5",
        "at_least.of": "members",
    }
    page = client.post(address, sent, follow=True).content.decode()
    assert "At least three fifths of all members must be present or represented." in page
    assert value_at(group.document(), ("organs", "general_assembly", "quorum", "at_least", "share")) == "3/5"


def test_a_slogan_in_a_form_is_told_with_the_fraction_meant(group, client):
    client.force_login(group.one)
    address = "/en/charter/drafts/draft-1/rule/?at=organs.general_assembly.quorum"
    sent = {
        "base": "1",
        "article": "21.1",
        "at_least.which": "at_least",
        "at_least.way": "share",
        "at_least.fraction": "66.67 %",
        "at_least.of": "members",
    }
    assert "2/3" in client.post(address, sent, follow=True).content.decode()


def test_a_new_rule_is_found_by_its_sort(group, client):
    client.force_login(group.one)
    address = "/en/charter/drafts/draft-1/rule/add/"
    assert "Notice of a session" in client.get(f"{address}?article=21.2").content.decode()
    assert "General Assembly" in client.get(f"{address}?sort=organs.*.freeze&article=21.2").content.decode()
    answer = client.get(f"{address}?sort=organs.*.freeze&article=21.2&of=general_assembly")
    assert answer.url.endswith("/rule/?at=organs.general_assembly.freeze&article=21.2")
    client.post(answer.url, {"base": "1", "article": "21.2", "at": "session"})
    assert value_at(group.document(), ("organs", "general_assembly", "freeze")) == {"article": "21.2", "at": "session"}


@pytest.mark.parametrize("file", sorted(CHARTER.parent.glob("*.toml")), ids=lambda file: file.stem)
def test_every_sort_of_rule_finds_its_place(file):
    """Whatever is chosen on the way, the path ends at a table of that sort, where a rule can be put without touching another."""
    document = tomllib.loads(file.read_text("utf-8"))
    for place in places():
        given: list[str] = []
        while not (way := way_to(place, document, given)).whole:
            assert way.taken == tuple(given), (place.pattern, given)
            given.append(way.among[-1] if way.among else "one_more")
        assert shape_at(way.path) is place.shape, (place.pattern, way.path)
        assert [part for part, fixed in zip(way.path, place.pattern, strict=True) if fixed != "*"] == [
            fixed for fixed in place.pattern if fixed != "*"
        ]
        if place.pattern[-1] == "*":
            assert value_at(document, way.path) is None, way.path
        changed = deepcopy(document)
        set_at(changed, way.path, {"article": "1.1"})
        assert value_at(changed, way.path) == {"article": "1.1"}, way.path


def test_a_rule_inside_another_asks_for_each_on_the_way(group, client):
    client.force_login(group.one)
    address = "/en/charter/drafts/draft-1/rule/add/?sort=organs.*.convening.*.notice&article=21.2"
    assert 'value="general_assembly"' in client.get(address).content.decode()
    page = client.get(f"{address}&of=general_assembly").content.decode()
    assert '<input type="hidden" name="of" value="general_assembly">' in page
    rows = value_at(group.document(), ("organs", "general_assembly", "convening"))
    assert len(rows) > 1 and f"2 (article\u00a0{rows[1]['article'].replace('.', '(')})" in page
    answer = client.get(f"{address}&of=general_assembly&of=1")
    assert answer.url.endswith("/rule/?at=organs.general_assembly.convening.1.notice&article=21.2")
    assert client.get(f"{address}&of=general_assembly&of=7").status_code == 422
    assert client.get(f"{address}&of=Council/../x").status_code == 422


def test_a_draft_that_somebody_may_not_read_is_nothing_to_begin_from(group, client, cast):
    other = people.body_create(
        actor=standing_of(cast.secretary.pk).actor(), key="other-group", kind="working_group",
        name=Localised.of(az="Başqa qrup", en="Other group"),
    )  # fmt: skip
    stranger, account = make_person("Samir", "Nümunə", "samir@example.org")
    people.office_begin(
        actor=standing_of(cast.secretary.pk).actor(), kind="chair", person=stranger, body=other, since=BEGAN
    )
    client.force_login(account)
    address = "/en/charter/drafts/open/"
    sent = {"name_az": "X", "name_en": "X", "key": "draft-9", "body": "other-group", "begins": "draft:draft-1"}
    assert "draft:draft-1" not in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 422
    assert not Draft.objects.filter(key="draft-9").exists()
    client.force_login(group.one)
    assert "draft:draft-1" in client.get(address).content.decode()
    assert client.post(address, {**sent, "body": "charter-group"}).status_code == 302
    made = Draft.objects.get(key="draft-9")
    assert made.began_as == "azerbaijan-draft"
    assert selectors.revision_of(made).text == selectors.revision_of(group.draft).text


def test_html_in_a_text_is_shown_and_not_run(group, client):
    group.edit(group.one, write(4, 1, en="<script>alert(1)</script>"))
    client.force_login(group.one)
    for address in ("", "articles/4/", "text/"):
        page = client.get(f"/en/charter/drafts/draft-1/{address}").content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_pages_ask_at_most_twelve_queries(group, client, django_assert_max_num_queries):
    client.force_login(group.one)
    for address in ("", "articles/21/", "rule/?at=organs.general_assembly.quorum", "text/", "history/", "rule/add/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/en/charter/drafts/draft-1/{address}").status_code == 200


@pytest.mark.parametrize("language", ["az", "en"])
def test_a_draft_is_begun_from_a_model_in_both_languages(group, client, language):
    client.force_login(group.two)
    address = f"/{language}/charter/drafts/open/"
    assert "crc-like" in client.get(address).content.decode()
    sent = {
        "name_az": "L",
        "name_0": "Layihə 2",
        "name_1": "Draft 2",
        "key": "draft-2",
        "body": "charter-group",
        "begins": "model:crc-like",
    }
    names = [name for name in ("name_az", "name_en") if f'name="{name}"' in client.get(address).content.decode()]
    sent |= dict.fromkeys(names, "Draft 2")
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert "Plenary" in client.get("/en/charter/drafts/draft-2/").content.decode()


def test_a_state_of_a_draft_is_never_changed(group):
    from django.db import DatabaseError

    with pytest.raises(DatabaseError, match="append-only"):
        Revision.objects.filter(draft=group.draft).update(text="x")


def test_a_remark_is_answered_and_an_answer_taken_out_by_a_button(group, client):
    client.force_login(group.one)
    address = "/en/charter/drafts/draft-1/answer/"
    stale = {"finding": "abstaining_harms", "article": "29.3", "do": "withdraw"}
    client.post(address, stale)
    page = selectors.draft_page(selectors.revision_of(Draft.objects.get(key="draft-1")))
    assert [one.code for one in page.article(29).findings if one.level == "remark"] == ["abstaining_harms"]
    shown = client.get("/en/charter/drafts/draft-1/articles/29/").content.decode()
    assert "Answer the remark" in shown
    answer = {"finding": "abstaining_harms", "article": "29.3", "reason-en": "It is meant so."}
    assert "in every language" in client.post(address, answer, follow=True).content.decode()
    client.post(address, answer | {"reason-az": "Qayda belə nəzərdə tutulub."})
    page = selectors.draft_page(selectors.revision_of(Draft.objects.get(key="draft-1")))
    assert (page.faults, page.remarks) == (0, 0)
    assert "It is meant so." in selectors.revision_of(Draft.objects.get(key="draft-1")).text
