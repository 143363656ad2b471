"""Comments on drafts: who makes and answers them, what a suggestion becomes, what a consultation takes and tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from konfrans.kernel import clock, registries
from konfrans.kernel.desk import waiting_for
from konfrans.kernel.localised import Localised
from konfrans.kernel.models import JournalEntry, Letter
from konfrans.kernel.refusals import Refused
from konfrans.people import services as people
from konfrans.people.models import Account
from konfrans.people.registries import personal_data
from konfrans.people.selectors import standing_of
from konfrans.people.selectors.holdings import subject_of
from konfrans.statutes import selectors, services
from konfrans.statutes.models import Consultation, Draft, Remark, Revision, Thread
from konfrans.statutes.rules import Suggestion
from konfrans.statutes.rules.words_apart import pieces
from tests.statutes.test_drafts import Group, group, write

__all__ = ["group"]

pytestmark = pytest.mark.django_db
HOME = "/en/charter/drafts/draft-1/"
DAY = date(2026, 11, 25)
QUESTION = Localised.of(az="Yetərsay necə olmalıdır?", en="What should the quorum be?")
RULE = "organs.general_assembly.quorum"


@pytest.fixture(autouse=True)
def stands(db):
    cache.clear()
    with clock.standing_at(DAY):
        yield
    cache.clear()


@dataclass
class Talk:
    """A group's draft and what is said of it."""

    group: Group

    @property
    def draft(self) -> Draft:
        self.group.draft.refresh_from_db()
        return self.group.draft

    def access(self, account: Account) -> selectors.RemarkAccess:
        return selectors.access_remarks(account.pk, "draft-1")

    def open(self, account: Account, place: str = "21.1", text: str = "Why?", **more) -> Thread:
        return services.thread_open(
            actor=self.access(account).actor, draft=self.draft, place=place, text=text, language="en",
            revision=more.pop("revision", self.draft.last), **more,
        )  # fmt: skip

    def suggest(self, account: Account, en: str, *, article: int = 4, paragraph: int = 1) -> Thread:
        page = selectors.draft_page(selectors.revision_of(self.draft))
        place = selectors.access_place(page, f"{article}.{paragraph}")
        suggestion = Suggestion(place.path, place.value, {**place.value, "en": en})
        return self.open(account, f"{article}.{paragraph}", suggestion=suggestion)

    def ask(self, *, public: bool = False, days: int = 14) -> Consultation:
        if public:
            services.draft_public_set(actor=self.access(self.group.one).actor, draft=self.draft, public=True)
        return services.consultation_open(
            actor=self.access(self.group.one).actor, draft=self.draft, question=QUESTION, opens=DAY,
            closes=DAY + timedelta(days=days), public=public,
        )  # fmt: skip

    def acts(self, *names: str) -> list[str]:
        return [one.act for one in JournalEntry.objects.filter(act__in=names).order_by("number")]


@pytest.fixture
def talk(group) -> Talk:
    return Talk(group)


# who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "reads", "remarks", "answers"),
    [
        ("one", 200, 302, 302), ("two", 200, 302, 302), ("reader", 200, 302, 403), ("secretary", 200, 302, 302),
        ("rector", 403, 403, 403), ("chair", 403, 403, 403), ("coordinator", 403, 403, 403), ("stranger", 403, 403, 403),
    ],
)  # fmt: skip
def test_the_group_and_readers_comment_and_the_group_alone_answers(talk, cast, client, who, reads, remarks, answers):
    thread = talk.open(talk.group.two)
    client.force_login(getattr(talk.group, who, None) or getattr(cast, who))
    assert client.get(f"{HOME}comments/").status_code == reads
    assert client.get(f"{HOME}comments/{thread.pk}/").status_code == reads
    sent = {"remark-text": "Because."}
    assert client.post(f"{HOME}comments/{thread.pk}/add/", sent).status_code == remarks
    assert client.post(f"{HOME}comments/open/?place=21.1", {"base": "1", "remark-text": "New."}).status_code == remarks
    assert client.post(f"{HOME}comments/{thread.pk}/leave/", {"answer": "No."}).status_code == answers


def test_nobody_without_an_account_sees_or_writes_a_comment_on_a_draft_of_the_group(talk, client):
    thread = talk.open(talk.group.one)
    for address in ("comments/", f"comments/{thread.pk}/", "comments/open/"):
        answer = client.get(HOME + address)
        assert (answer.status_code, "/accounts/login/" in answer.get("Location", "")) == (302, True)
    assert client.post(f"{HOME}comments/open/", {"remark-text": "x"}).status_code == 302
    assert Thread.objects.count() == 1


def test_a_draft_open_to_everyone_is_read_by_all_and_its_comments_stay_with_the_group(talk, cast, client):
    thread = talk.open(talk.group.reader)
    services.draft_public_set(actor=talk.access(talk.group.one).actor, draft=talk.draft, public=True)
    client.force_login(cast.stranger)
    page = client.get(HOME)
    assert page.status_code == 200
    assert "open comment" not in page.content.decode()
    assert client.get(f"{HOME}comments/{thread.pk}/").status_code == 404
    assert client.post(f"{HOME}comments/open/", {"remark-text": "x"}).status_code == 403
    assert client.post(f"{HOME}articles/4/", {"base": "1", "text-4-en": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("who", "answer"), [("one", 302), ("secretary", 302), ("two", 403), ("reader", 403), ("rector", 403)]
)
def test_chair_and_secretariat_open_a_draft_to_everyone_and_nobody_else(talk, cast, client, who, answer):
    client.force_login(getattr(talk.group, who, None) or getattr(cast, who))
    assert client.post(f"{HOME}public/", {"public": "yes"}).status_code == answer
    assert talk.draft.public == (answer == 302)
    assert client.post(f"{HOME}withdraw/", {}).status_code == answer
    assert talk.draft.state == "open", "the box was not ticked"
    client.post(f"{HOME}withdraw/", {"sure": "yes"})
    assert talk.draft.state == ("withdrawn" if answer == 302 else "open")


def test_a_draft_is_renamed_on_its_page(talk, client):
    client.force_login(talk.group.one)
    page = client.get(f"{HOME}settings/").content.decode()
    names = [name for name in ("name_az", "name_en") if f'name="{name}"' in page]
    client.post(f"{HOME}rename/", dict.fromkeys(names, "Draft of spring"))
    assert str(talk.draft.name) == "Draft of spring"
    assert client.post(f"{HOME}rename/", {}).status_code == 422


def test_a_withdrawn_draft_takes_no_comment(talk):
    services.draft_withdraw(actor=talk.access(talk.group.one).actor, draft=talk.draft)
    assert not talk.access(talk.group.one).remarks
    with pytest.raises(Refused) as refused:
        talk.open(talk.group.one)
    assert refused.value.code == "draft_closed"


# comments -------------------------------------------------------------------------------------------------------------


def test_the_pages_of_the_draft_say_how_many_comments_are_open_at_each_paragraph(talk, client):
    talk.open(talk.group.reader, "21.1", "One.")
    talk.open(talk.group.two, RULE, "On the rule.")
    talk.open(talk.group.two, "4.1", "Two.")
    done = talk.open(talk.group.two, "4.1", "Done.")
    services.thread_take(actor=talk.access(talk.group.one).actor, thread=done, revision=1)
    client.force_login(talk.group.one)
    for address in ("", "articles/21/"):
        page = client.get(HOME + address).content.decode()
        way = 'name="go" value="comments:21.1"' if address else 'comments/?show=open&amp;place=21.1"'
        assert f"{way}>2 open comments" in page
    page = client.get(HOME).content.decode()
    assert 'comments/?show=open&amp;place=4.1">1 open comment<' in page
    inside = client.get(f"{HOME}comments/?place=21.1&show=open").content.decode()
    assert "One." in inside and "On the rule." in inside and "Two." not in inside


def test_comments_are_found_by_how_they_were_answered_and_by_whose_they_are(talk, client):
    taken, left = talk.open(talk.group.reader, "4.1", "Taken one."), talk.open(talk.group.two, "21.1", "Left one.")
    talk.open(talk.group.two, "", "Open one.")
    actor = talk.access(talk.group.one).actor
    services.thread_take(actor=actor, thread=taken, revision=1)
    services.thread_leave(actor=actor, thread=left, answer="The law says so.")
    client.force_login(talk.group.reader)
    said = ("Taken one.", "Left one.", "Open one.")
    for show, seen in (("open", said[2:]), ("taken", said[:1]), ("left", said[1:2]), ("mine", said[:1]), ("", said)):
        page = client.get(f"{HOME}comments/?show={show}").content.decode()
        assert tuple(one for one in said if one in page) == seen


def test_a_comment_left_needs_its_reason_and_shows_it(talk, client):
    thread = talk.open(talk.group.reader)
    client.force_login(talk.group.one)
    answer = client.post(f"{HOME}comments/{thread.pk}/leave/", {"answer": " "})
    assert answer.status_code == 422
    assert "Write why it is not taken up" in answer.content.decode()
    client.post(f"{HOME}comments/{thread.pk}/leave/", {"answer": "The law asks for more."})
    client.force_login(talk.group.reader)
    assert "The law asks for more." in client.get(f"{HOME}comments/{thread.pk}/").content.decode()
    late = client.post(f"{HOME}comments/{thread.pk}/add/", {"remark-text": "But!"})
    assert (late.status_code, "answered already, on 25\N{NO-BREAK SPACE}November 2026" in late.content.decode()) == (
        422,
        True,
    )


def test_a_comment_is_taken_up_in_a_state_that_there_is(talk):
    thread = talk.open(talk.group.reader)
    actor = talk.access(talk.group.one).actor
    with pytest.raises(Refused) as refused:
        services.thread_take(actor=actor, thread=thread, revision=7)
    assert (refused.value.code, refused.value.facts) == ("draft_revision_unknown", {"number": 7, "last": 1})
    talk.group.edit(talk.group.one, write(21, 1, en="New."))
    services.thread_take(actor=actor, thread=thread, revision=2, answer="Done.")
    thread.refresh_from_db()
    assert (thread.state, thread.answered_in, thread.answer) == ("taken", 2, "Done.")
    services.thread_reopen(actor=actor, thread=thread)
    thread.refresh_from_db()
    assert (thread.state, thread.answered_in, thread.answer) == ("open", None, "")


def test_the_same_sent_twice_is_kept_once(talk, client):
    client.force_login(talk.group.reader)
    for _time in range(2):
        client.post(f"{HOME}comments/open/?place=21.1", {"base": "1", "remark-text": "Why so few?"})
    thread = Thread.objects.get()
    for _time in range(2):
        client.post(f"{HOME}comments/{thread.pk}/add/", {"remark-text": "More."})
    client.force_login(talk.group.one)
    for _time in range(2):
        client.post(f"{HOME}comments/{thread.pk}/take/", {"revision": "1", "answer": ""})
    assert Remark.objects.count() == 2
    names = ("thread_open", "remark_add", "thread_take")
    assert talk.acts(*names) == list(names)


@pytest.mark.parametrize("length", [5_001, 20_000])
def test_a_comment_of_more_characters_than_are_kept_is_refused_with_both_numbers(talk, client, length):
    client.force_login(talk.group.reader)
    answer = client.post(f"{HOME}comments/open/?place=21.1", {"base": "1", "remark-text": "x" * length})
    assert answer.status_code == 422
    assert "5000" in answer.content.decode()
    with pytest.raises(Refused) as refused:
        talk.open(talk.group.reader, text="x" * length)
    assert refused.value.facts == {"length": length, "most": 5_000}
    assert not Thread.objects.exists()


def test_a_suggested_text_is_bounded(talk, client):
    client.force_login(talk.group.reader)
    sent = {"base": "1", "remark-text": "Longer.", "text-en": "y" * 20_005}
    client.post(f"{HOME}comments/open/?place=4.1", sent)
    assert len(Thread.objects.get().proposed["en"]) == 20_000
    assert client.get(f"{HOME}comments/{Thread.objects.get().pk}/").status_code == 200


def test_html_in_comments_answers_and_suggestions_is_shown_and_not_run(talk, client):
    evil = "<script>alert(1)</script>"
    thread = talk.suggest(talk.group.reader, evil)
    services.remark_add(actor=talk.access(talk.group.two).actor, thread=thread, text=evil, language="en")
    client.force_login(talk.group.one)
    pages = [client.get(f"{HOME}comments/{thread.pk}/").content.decode()]
    services.thread_leave(actor=talk.access(talk.group.one).actor, thread=thread, answer=evil)
    consultation = talk.ask()
    talk.open(talk.group.reader, "4.1", evil)
    pages += [client.get(HOME + one).content.decode() for one in (
        "comments/", f"comments/{thread.pk}/", f"consultations/{consultation.pk}/", f"consultations/{consultation.pk}/synthesis/"
    )]  # fmt: skip
    for page in pages:
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_place_that_is_not_in_the_draft_is_not_found(talk, client):
    client.force_login(talk.group.one)
    for place in ("99", "21.99", "organs.nobody.quorum", "x" * 90, "21.1.1"):
        assert client.get(f"{HOME}comments/open/?place={place}").status_code == 404


def test_a_comment_on_a_paragraph_that_went_stays_and_says_so(talk, client):
    from konfrans.statutes.rules import remove_article

    thread = talk.open(talk.group.reader, "4.1")
    talk.group.edit(talk.group.one, lambda document: remove_article(document, 4))
    client.force_login(talk.group.one)
    page = client.get(f"{HOME}comments/{thread.pk}/").content.decode()
    assert "This place is no longer in the draft." in page
    assert "As it was read" in page


def test_a_comment_stays_with_its_paragraph_when_others_are_put_in_or_taken_out(talk, client):
    from konfrans.statutes.rules import add_article, add_paragraph, remove_paragraph

    one, at = talk.group.one, 0

    def add(document) -> None:
        nonlocal at
        at = add_article(document, None, {"en": "Seats", "az": "Yerlər"}, {"en": "First.", "az": "Birinci."})
        for text in ("Second.", "Third."):
            add_paragraph(document, at, None, {"en": text, "az": text})

    before = talk.group.edit(one, add).revision.number
    threads = [
        talk.open(talk.group.reader, place, text=f"On {place}")
        for place in (f"{at}.1", f"{at}.2", f"{at}.3", f"{at}", RULE, "")
    ]

    def places() -> list[str]:
        for thread in threads:
            thread.refresh_from_db()
        return [thread.place for thread in threads]

    talk.group.edit(one, lambda document: add_paragraph(document, at, 1, {"en": "Put in between.", "az": "Arada."}))
    assert places() == [f"{at}.1", f"{at}.3", f"{at}.4", f"{at}", RULE, ""]
    talk.group.edit(one, lambda document: remove_paragraph(document, at, 1))
    assert places() == [f"{at}", f"{at}.2", f"{at}.3", f"{at}", RULE, ""], (
        "what is no more leaves its comment on the article"
    )
    # One who reads an earlier state comments on what stands elsewhere now; what was read is kept beside.
    late = talk.open(talk.group.reader, f"{at}.3", text="Late", revision=before)
    assert (late.place, late.place_read) == (f"{at}.3", f"{at}.3")
    late = talk.open(talk.group.reader, f"{at}.1", text="Later", revision=before)
    assert (late.place, late.place_read) == (f"{at}", f"{at}.1")
    client.force_login(one)
    gone, moved = (client.get(f"{HOME}comments/{thread.pk}/").content.decode() for thread in threads[:2])
    assert "This place is no longer in the draft." in gone and "First." in gone
    assert "This place is no longer in the draft." not in moved and "As it was read" not in moved and "Second." in moved


# suggestions ----------------------------------------------------------------------------------------------------------


def test_a_suggestion_is_made_by_changing_the_words_on_the_page(talk, client):
    client.force_login(talk.group.reader)
    page = client.get(f"{HOME}comments/open/?place=4.1").content.decode()
    assert "Suggest other words" in page
    client.post(f"{HOME}comments/open/?place=4.1", {"base": "1", "remark-text": "Shorter.", "text-en": "To agree."})
    thread = Thread.objects.get()
    assert (thread.path, thread.proposed["en"]) == (["article", 4, "paragraph", 1, "text"], "To agree.")
    assert thread.proposed["az"] == thread.was["az"]


def test_words_left_as_they_are_make_a_comment_and_no_suggestion(talk, client):
    page = selectors.draft_page(selectors.revision_of(talk.draft))
    words = {f"text-{code}": text for code, text in page.article(4).paragraphs[0].texts}
    client.force_login(talk.group.reader)
    client.post(f"{HOME}comments/open/?place=4.1", {"base": "1", "remark-text": "Good."} | words)
    assert Thread.objects.get().path is None


def test_the_editor_takes_a_suggestion_with_one_button_and_it_is_the_next_state(talk, client):
    thread = talk.suggest(talk.group.reader, "To agree.")
    client.force_login(talk.group.one)
    client.post(f"{HOME}comments/{thread.pk}/suggestion/", {"answer": "Shorter is better."})
    thread.refresh_from_db()
    assert (thread.state, thread.answered_in, talk.draft.last) == ("taken", 2, 2)
    page = selectors.draft_page(selectors.revision_of(talk.draft))
    assert dict(page.article(4).paragraphs[0].texts)["en"] == "To agree."
    assert talk.acts("draft_edit", "suggestion_take") == ["draft_edit", "suggestion_take"]
    client.post(f"{HOME}comments/{thread.pk}/suggestion/", {})
    assert talk.draft.last == 2


def test_a_suggestion_keeps_what_others_changed_elsewhere_meanwhile(talk):
    thread = talk.suggest(talk.group.reader, "To agree.")
    talk.group.edit(talk.group.two, write(4, 1, az="Razılaşmaq."))
    edit = services.suggestion_take(actor=talk.access(talk.group.one).actor, thread=thread)
    assert edit is not None and edit.meanwhile == ("4.1",)
    page = selectors.draft_page(selectors.revision_of(talk.draft))
    assert dict(page.article(4).paragraphs[0].texts) == {"en": "To agree.", "az": "Razılaşmaq."}


def test_a_suggestion_for_words_that_others_changed_otherwise_is_a_conflict_and_stays_open(talk, client):
    thread = talk.suggest(talk.group.reader, "To agree.")
    talk.group.edit(talk.group.two, write(4, 1, en="To decide."))
    client.force_login(talk.group.one)
    answer = client.post(f"{HOME}comments/{thread.pk}/suggestion/", {})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "To agree." in page and "To decide." in page
    thread.refresh_from_db()
    assert (thread.state, talk.draft.last) == ("open", 2)


def test_that_a_rule_be_left_out_is_suggested_and_taken(talk, client):
    tie = "organs.general_assembly.tie"
    client.force_login(talk.group.reader)
    assert "The charter should not have this rule" in client.get(f"{HOME}comments/open/?place={tie}").content.decode()
    client.post(f"{HOME}comments/open/?place={tie}", {"base": "1", "remark-text": "Votes decide.", "leave_out": "yes"})
    thread = Thread.objects.get()
    assert thread.proposed is None and thread.was["who"] == "president"
    client.force_login(talk.group.one)
    page = client.get(f"{HOME}comments/{thread.pk}/").content.decode()
    assert "<del" in page and "<ins" not in page
    client.post(f"{HOME}comments/{thread.pk}/suggestion/", {})
    assert "[organs.general_assembly.tie]" not in selectors.revision_of(talk.draft).text
    assert (
        "tie = "
        not in selectors.revision_of(talk.draft).text.partition("[organs.general_assembly]")[2].partition("\n[")[0]
    )
    client.force_login(talk.group.reader)
    plain = {"base": "1", "remark-text": "Votes decide."}
    client.post(f"{HOME}comments/open/?place=21.1", plain | {"leave_out": "yes"})
    assert Thread.objects.latest("pk").path is None, "of a text no rule is left out"


def test_a_suggestion_of_a_rule_shows_its_sentence_and_becomes_the_rule(talk, client):
    client.force_login(talk.group.reader)
    page = client.get(f"{HOME}comments/open/?place={RULE}").content.decode()
    assert "Suggest another rule" in page
    sent = {
        "base": "1", "remark-text": "More should be there.", "article": "21.1", "at_least.which": "at_least", "at_least.way": "share",
        "at_least.fraction": "2/3", "at_least.of": "entitled",
    }  # fmt: skip
    client.post(f"{HOME}comments/open/?place={RULE}", sent)
    thread = Thread.objects.get()
    assert thread.proposed["at_least"] == {"share": "2/3", "of": "entitled"}
    client.force_login(talk.group.one)
    page = client.get(f"{HOME}comments/{thread.pk}/").content.decode()
    assert "<ins>" in page and "two thirds" in page
    client.post(f"{HOME}comments/{thread.pk}/suggestion/", {})
    (rule,) = selectors.draft_page(selectors.revision_of(talk.draft)).article(21).paragraphs[0].rules
    assert "At least two thirds" in dict(rule.sentences)["en"]


def test_a_rule_sent_as_it_stands_is_no_suggestion(talk, client):
    """The form of each rule of the draft, sent back as a browser would, changes nothing."""
    import re

    client.force_login(talk.group.reader)
    page = client.get(f"{HOME}comments/open/?place={RULE}").content.decode()
    form = page[page.index('<form method="post" class="form form--wide"') :]
    sent: dict[str, str] = {"remark-text": "Good so."}
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = next(iter(re.findall(r'<option value="([^"]*)" selected>', options)), "")
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            sent[name[1]] = value[1] if value else ""
    client.post(f"{HOME}comments/open/?place={RULE}", sent)
    assert Thread.objects.get().path is None


def test_what_changed_is_told_word_by_word():
    found = pieces("at least half", "at least two thirds")
    assert [(one.kind, one.text) for one in found] == [("same", "at least "), ("gone", "half"), ("new", "two thirds")]


# consultations --------------------------------------------------------------------------------------------------------


def test_a_consultation_asks_the_group_and_the_readers_by_letter_and_on_their_desk(talk, cast):
    talk.ask()
    assert set(Letter.objects.values_list("to", flat=True)) == {"orxan@example.org", "leyla@example.org"}
    for account, waits in ((talk.group.two, True), (talk.group.reader, True), (cast.rector, False)):
        codes = [one.code for one in waiting_for(standing_of(account.pk))]
        assert ("consultation_answer" in codes) == waits
    talk.open(talk.group.reader)
    (one,) = waiting_for(standing_of(talk.group.reader.pk))
    assert (one.due, one.why) == (DAY + timedelta(days=14), "What should the quorum be? Your comments so far: 1.")
    with clock.standing_at(DAY + timedelta(days=15)):
        assert waiting_for(standing_of(talk.group.reader.pk)) == []


def test_a_reader_is_refused_after_the_last_day_with_that_day_and_the_group_is_not(talk, client):
    talk.ask(days=14)
    with clock.standing_at(DAY + timedelta(days=14)):
        talk.open(talk.group.reader, text="On the last day.")
    with clock.standing_at(DAY + timedelta(days=15)):
        client.force_login(talk.group.reader)
        page = client.get(f"{HOME}comments/open/").content.decode()
        assert "Comments were taken until: 9\N{NO-BREAK SPACE}December 2026." in page
        answer = client.post(f"{HOME}comments/open/", {"remark-text": "Late."})
        assert (answer.status_code, Thread.objects.count()) == (422, 1)
        with pytest.raises(Refused, match="9\N{NO-BREAK SPACE}December 2026"):
            talk.open(talk.group.reader, text="Late.")
        talk.open(talk.group.one, text="The group goes on.")


@pytest.mark.parametrize(("opens", "closes", "code"), [(-1, 3, "consultation_day_past"), (3, 2, "consultation_days")])
def test_a_consultation_on_wrong_days_is_refused(talk, opens, closes, code):
    with pytest.raises(Refused) as refused:
        services.consultation_open(
            actor=talk.access(talk.group.one).actor, draft=talk.draft, question=QUESTION, opens=DAY + timedelta(days=opens),
            closes=DAY + timedelta(days=closes),
        )  # fmt: skip
    assert refused.value.code == code


def test_a_consultation_is_opened_on_its_page_and_twice_the_same_is_one(talk, client):
    client.force_login(talk.group.two)
    sent = {"question_az": "Necə?", "question_en": "How?", "opens": "2026-11-25", "closes": "2026-12-09"}
    for _time in range(2):
        assert client.post(f"{HOME}consultations/open/", sent).status_code == 302
    assert Consultation.objects.count() == 1
    other = client.post(f"{HOME}consultations/open/", sent | {"closes": "2026-12-20"})
    assert (other.status_code, "not over yet" in other.content.decode()) == (422, True)
    client.force_login(talk.group.reader)
    assert client.post(f"{HOME}consultations/open/", sent).status_code == 403


def test_a_draft_that_not_everyone_may_read_has_no_public_consultation(talk):
    with pytest.raises(Refused) as refused:
        services.consultation_open(
            actor=talk.access(talk.group.one).actor,
            draft=talk.draft,
            question=QUESTION,
            opens=DAY,
            closes=DAY,
            public=True,
        )
    assert refused.value.code == "consultation_not_readable"
    talk.ask(public=True)
    with pytest.raises(Refused) as refused:
        services.draft_public_set(actor=talk.access(talk.group.one).actor, draft=talk.draft, public=False)
    assert refused.value.code == "draft_public_asked"


def test_a_comment_of_the_public_is_shown_when_the_group_lets_it_through(talk, client):
    consultation = talk.ask(public=True)
    address = f"{HOME}consultations/{consultation.pk}/send/?place=21.1"
    assert "Your name" in client.get(address).content.decode()
    for _time in range(2):
        client.post(address, {"name": "Vüqar", "text": "Half is enough.", "website": ""})
    remark = Remark.objects.get()
    assert (remark.held, remark.person, remark.thread.place) == (True, None, "21.1")
    seen = f"{HOME}consultations/{consultation.pk}/"
    assert "Half is enough." not in client.get(seen).content.decode()
    client.force_login(talk.group.reader)
    assert "Half is enough." not in client.get(f"{HOME}comments/").content.decode()
    assert client.post(f"{HOME}sent/{remark.pk}/let/").status_code == 403
    client.force_login(talk.group.two)
    assert "remark_let" in [one.code for one in waiting_for(standing_of(talk.group.two.pk))]
    assert "Half is enough." in client.get(f"{HOME}comments/?show=held").content.decode()
    client.post(f"{HOME}sent/{remark.pk}/let/")
    client.logout()
    page = client.get(seen).content.decode()
    assert "Half is enough." in page and "Vüqar" in page
    assert talk.acts("remark_send", "remark_let") == ["remark_send", "remark_let"]


def test_the_group_deletes_a_comment_of_the_public_and_twice_is_harmless(talk, client):
    consultation = talk.ask(public=True)
    remark = services.remark_send(consultation=consultation, place="", name="V", text="Spam.", language="az")
    client.force_login(talk.group.one)
    for _time in range(2):
        assert client.post(f"{HOME}sent/{remark.pk}/turn-away/").status_code == 302
    assert not Remark.objects.exists() and not Thread.objects.exists()
    mine = talk.open(talk.group.reader)
    assert client.post(f"{HOME}sent/{mine.remarks.get().pk}/turn-away/").status_code == 302
    assert Remark.objects.count() == 1


def test_a_program_that_fills_in_the_hidden_field_is_thanked_and_kept_nowhere(talk, client):
    consultation = talk.ask(public=True)
    sent = {"name": "Bot", "text": "Buy.", "website": "https://spam.example"}
    assert client.post(f"{HOME}consultations/{consultation.pk}/send/", sent).status_code == 302
    assert not Remark.objects.exists()


def test_one_address_sends_ten_comments_an_hour(talk, client):
    consultation = talk.ask(public=True)
    address = f"{HOME}consultations/{consultation.pk}/send/"
    answers = [client.post(address, {"name": "V", "text": f"No. {n}"}).status_code for n in range(11)]
    assert answers == [302] * 10 + [429]
    assert client.post(address, {"name": "V", "text": "x"}, REMOTE_ADDR="198.51.100.7").status_code == 302


@pytest.mark.parametrize(("name", "text"), [("", "x"), ("n" * 121, "x"), ("V", ""), ("V", "x" * 3_001)])
def test_the_public_gives_a_name_and_words_of_bounded_length(talk, client, name, text):
    consultation = talk.ask(public=True)
    answer = client.post(f"{HOME}consultations/{consultation.pk}/send/", {"name": name, "text": text})
    assert (answer.status_code, Remark.objects.exists()) == (422, False)


def test_the_public_is_refused_where_it_was_not_asked_and_after_the_last_day(talk, client):
    services.draft_public_set(actor=talk.access(talk.group.one).actor, draft=talk.draft, public=True)
    closed = talk.ask()
    assert client.get(f"{HOME}consultations/{closed.pk}/").status_code == 404
    assert client.post(f"{HOME}consultations/{closed.pk}/send/", {"name": "V", "text": "x"}).status_code == 404
    Consultation.objects.update(public=True)
    with clock.standing_at(DAY + timedelta(days=15)):
        answer = client.post(f"{HOME}consultations/{closed.pk}/send/", {"name": "V", "text": "x"})
        assert answer.status_code == 422
    assert not Remark.objects.exists()


def test_the_synthesis_is_made_from_the_answers_and_published_after_the_last_day_when_all_are_answered(talk, client):
    consultation = talk.ask()
    taken, left = talk.suggest(talk.group.reader, "To agree."), talk.open(talk.group.reader, "21.1", "Too few.")
    actor = talk.access(talk.group.one).actor
    services.suggestion_take(actor=actor, thread=taken, answer="Shorter.")
    client.force_login(talk.group.one)
    address = f"{HOME}consultations/{consultation.pk}/"
    page = client.get(f"{address}synthesis/").content.decode()
    assert "Taken up in state 2. Shorter." in page
    assert "Not answered yet." in page
    client.post(f"{address}synthesis/", {"synthesis_az": "Xülasə.", "synthesis_en": "Summary."})
    client.force_login(talk.group.reader)
    assert "Summary." not in client.get(address).content.decode()
    with pytest.raises(Refused) as refused:
        services.consultation_tell(actor=actor, consultation=consultation)
    assert refused.value.code == "consultation_not_over"
    with clock.standing_at(DAY + timedelta(days=15)):
        with pytest.raises(Refused) as refused:
            services.consultation_tell(actor=actor, consultation=consultation)
        assert refused.value.facts == {"left": 1}
        assert "consultation_tell" in [one.code for one in waiting_for(standing_of(talk.group.one.pk))]
        services.thread_leave(actor=actor, thread=left, answer="The law.")
        client.force_login(talk.group.reader)
        assert client.post(f"{address}tell/").status_code == 403
        client.force_login(talk.group.one)
        for _time in range(2):
            client.post(f"{address}tell/")
        client.force_login(talk.group.reader)
        page = client.get(address).content.decode()
        assert "Summary." in page and "Published:" in page
        assert "consultation_tell" not in [one.code for one in waiting_for(standing_of(talk.group.one.pk))]
    assert talk.acts("consultation_tell") == ["consultation_tell"]


# persons --------------------------------------------------------------------------------------------------------------


def test_comments_are_found_exported_and_at_request_name_and_words_go(talk, client, cast):
    thread = talk.open(talk.group.reader, text="My own words.")
    subject = subject_of("leyla@example.org")
    data = personal_data.get("statutes")()
    assert data.find(subject) == 1
    assert data.export(subject)["remarks"][0]["text"] == "My own words."
    services.thread_leave(actor=talk.access(talk.group.one).actor, thread=thread, answer="No.")
    one = subject_of("aysel@example.org")
    assert data.find(one) == 2, "an answer and the first state of the draft"
    people.person_erase(actor=standing_of(cast.secretary.pk).actor(), person=talk.group.reader.person)
    people.person_erase(actor=standing_of(cast.secretary.pk).actor(), person=talk.group.one.person)
    assert (data.find(subject), data.find(one), Revision.objects.count()) == (0, 1, 1)
    client.force_login(talk.group.two)
    page = client.get(f"{HOME}comments/{thread.pk}/").content.decode()
    assert "My own words." not in page
    assert "name and text erased at the person&#x27;s request, 25\N{NO-BREAK SPACE}November 2026" in page
    assert "No." in page


def test_no_word_of_a_comment_stands_in_the_journal(talk):
    thread = talk.open(talk.group.reader, text="Very private words.")
    services.thread_leave(actor=talk.access(talk.group.one).actor, thread=thread, answer="Very private answer.")
    assert not JournalEntry.objects.filter(body__contains="Very private").exists()


def test_what_the_public_sent_and_nobody_let_through_is_deleted_after_ninety_days(talk):
    consultation = talk.ask(public=True)
    services.remark_send(consultation=consultation, place="", name="V", text="Waits.", language="az")
    through = services.remark_send(consultation=consultation, place="", name="V", text="Shown.", language="az")
    services.remark_let(actor=talk.access(talk.group.one).actor, remark=through)
    sweep = dict(registries.sweeps)["remarks_clear"]
    with clock.standing_at(consultation.closes + timedelta(days=90)):
        assert sweep() == 0
    with clock.standing_at(consultation.closes + timedelta(days=91)):
        assert (sweep(), sweep()) == (1, 0)
    assert Remark.objects.get().text == "Shown."


def test_the_pages_of_comments_ask_at_most_twelve_queries(talk, client, django_assert_max_num_queries):
    consultation = talk.ask()
    threads = [talk.open(talk.group.reader, "21.1", f"No. {n}") for n in range(15)]
    threads.append(talk.suggest(talk.group.reader, "To agree."))
    talk.group.edit(talk.group.two, write(21, 1, en="Other words."))
    client.force_login(talk.group.one)
    addresses = [
        "",
        "articles/21/",
        "comments/",
        "comments/?show=mine&place=21",
        "comments/open/?place=21.1",
        "settings/",
    ]
    addresses += [f"comments/open/?place={RULE}", f"comments/{threads[0].pk}/", f"comments/{threads[-1].pk}/"]
    addresses += [f"consultations/{consultation.pk}/", "consultations/open/"]
    for address in addresses:
        with django_assert_max_num_queries(12):
            assert client.get(HOME + address).status_code == 200, address


@pytest.mark.parametrize("language", ["az", "en"])
def test_every_page_of_comments_opens_in_both_languages(talk, client, language):
    consultation = talk.ask(public=True)
    thread = talk.suggest(talk.group.reader, "To agree.")
    home = f"/{language}/charter/drafts/draft-1/"
    client.force_login(talk.group.one)
    for address in (
        "", "comments/", "comments/open/", "comments/open/?place=21", f"comments/{thread.pk}/", "settings/",
        f"consultations/{consultation.pk}/", f"consultations/{consultation.pk}/synthesis/", "consultations/open/",
    ):  # fmt: skip
        assert client.get(home + address).status_code == 200, address
    client.logout()
    for address in ("", "comments/", f"consultations/{consultation.pk}/", f"consultations/{consultation.pk}/send/"):
        assert client.get(home + address).status_code == 200, address
