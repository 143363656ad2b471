"""A Word document of a draft that comes back: what it changed, and what of it is saved."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn

from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.people.selectors import standing_of
from konfrans.statutes import selectors, services
from konfrans.statutes.models import Thread
from konfrans.statutes.rules.rewording import Taken, likened, take
from tests.statutes.paper_files import (
    DRAFT,
    MAIN,
    changed,
    fields,
    line,
    part,
    read,
    repacked,
    word_file,
)
from tests.statutes.test_drafts import group, write

__all__ = ["group"]

pytestmark = pytest.mark.django_db


# and in: what a document changes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["az", "en"])
def test_a_file_that_was_not_changed_changes_nothing(group, language):
    found = read(group, word_file(group, language))
    assert (found.rows, found.base, found.language, found.tracked, found.comments) == ((), 1, language, 0, 0)
    assert read(group, changed(word_file(group, language), lambda document: None)).rows == ()


def test_one_changed_word_is_one_row_with_that_word_marked(group):
    def change(document) -> None:
        run = line(document, "The seat of the Conference is the city of Baku.").runs[0]
        run.text = run.text.replace("Baku", "Ganja")

    (row,) = read(group, changed(word_file(group), change)).rows
    assert (row.sort, row.ref) == ("text", "1.4")
    assert [one.text for one in row.was if one.kind != "same"] == ["Baku"]
    assert [one.text for one in row.now if one.kind != "same"] == ["Ganja"]
    assert "".join(one.text for one in row.was) == row.old and "".join(one.text for one in row.now) == row.new


def test_a_changed_heading_a_new_paragraph_and_a_lost_one_are_rows_of_their_own(group):
    def change(document) -> None:
        line(document, "Name, status and seat").runs[0].text = "Name and seat"
        seat = line(document, "The seat of the Conference is the city of Baku.")
        seat.insert_paragraph_before("A wholly new sentence.", style="Charter paragraph")
        lost = line(document, "The Conference is permanent.")
        lost._p.getparent().remove(lost._p)

    found = read(group, changed(word_file(group), change))
    assert [(one.sort, one.ref, one.new) for one in found.rows] == [
        ("heading", "1.0", "Name and seat"),
        ("new", "1.2", "A wholly new sentence."),
        ("lost", "1.3", ""),
    ]


def test_a_paragraph_that_lost_its_mark_is_found_by_its_words(group):
    def change(document) -> None:
        seat = line(document, "The seat of the Conference is the city of Baku.")
        seat.insert_paragraph_before("The seat of the Conference is the city of Ganja.", style="Normal")
        seat._p.getparent().remove(seat._p)

    (row,) = read(group, changed(word_file(group), change)).rows
    assert (row.sort, row.ref, row.new) == ("text", "1.4", "The seat of the Conference is the city of Ganja.")


def test_a_paragraph_written_above_another_is_new_though_word_gave_it_the_mark(group):
    def change(document) -> None:
        seat = line(document, "The seat of the Conference is the city of Baku.")
        old = seat.text
        seat.runs[0].text = "Written above."
        after = line(document, "The Conference acquires legal personality")
        after.insert_paragraph_before(old, style="Charter paragraph")

    (row,) = read(group, changed(word_file(group), change)).rows
    assert (row.sort, row.ref, row.new) == ("new", "1.3", "Written above.")


def test_what_stands_under_a_new_heading_belongs_to_no_place_and_is_shown(group):
    def change(document) -> None:
        before = line(document, "Membership")
        before.insert_paragraph_before("Festivities", style="Heading 2")
        before.insert_paragraph_before("There are festivities.", style="Charter paragraph")

    found = read(group, changed(word_file(group), change))
    assert [(one.sort, one.new) for one in found.rows] == [
        ("loose", "Festivities"),
        ("loose", "There are festivities."),
    ]


def test_tracked_changes_are_read_as_accepted_and_told(group, client):
    content = word_file(group)
    told = '<w:ins w:id="901" w:author="x"><w:r><w:t>Ganja.</w:t></w:r></w:ins>'
    gone = '<w:del w:id="902" w:author="x"><w:r><w:delText>Baku.</w:delText></w:r></w:del>'
    main = part(content).decode()
    assert main.count("is the city of Baku.</w:t></w:r>") == 1
    main = main.replace("is the city of Baku.</w:t></w:r>", f"is the city of </w:t></w:r>{gone}{told}")
    main = re.sub(
        r"<w:t>(The seat of the Conference is the city of )</w:t>", r'<w:t xml:space="preserve">\1</w:t>', main
    )
    content = repacked(content, {MAIN: main.encode()})
    found = read(group, content)
    assert [(one.ref, one.new) for one in found.rows] == [("1.4", "The seat of the Conference is the city of Ganja.")]
    client.force_login(group.one)
    page = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode()
    assert "The file has 2 tracked changes. They are read as accepted." in page


def test_a_paragraph_whose_deletion_is_tracked_is_lost_and_the_next_one_is_not(group):
    def change(document) -> None:
        seat = line(document, "The seat of the Conference is the city of Baku.")
        run = seat.runs[0]._r
        gone = run.makeelement(qn("w:del"), {qn("w:id"): "901"})
        run.addprevious(gone)
        gone.append(run)
        run.find(qn("w:t")).tag = qn("w:delText")
        mark = seat._p.get_or_add_pPr().makeelement(qn("w:rPr"), {})
        seat._p.pPr.append(mark)
        mark.append(mark.makeelement(qn("w:del"), {qn("w:id"): "902"}))

    assert [(one.sort, one.ref) for one in read(group, changed(word_file(group), change)).rows] == [("lost", "1.4")]


def test_a_text_that_is_not_translated_yet_can_be_written_in_word(group):
    group.edit(group.one, write(1, 4, en=""))

    def change(document) -> None:
        names = {one.get(qn("w:name")): one.getparent() for one in document.element.body.iter(qn("w:bookmarkStart"))}
        next(p for p in document.paragraphs if p._p is names["konfrans_p_1_4"]).runs[0].text = "The seat is Baku."

    content = word_file(group)
    assert read(group, content).rows == ()
    (row,) = read(group, changed(content, change)).rows
    assert (row.sort, row.ref, row.old, row.new) == ("text", "1.4", "", "The seat is Baku.")


def test_what_stands_elsewhere_is_told_and_not_taken_over(group, client):
    def change(document) -> None:
        seat = line(document, "The seat of the Conference is the city of Baku.")
        line(document, "The Conference is permanent.")._p.addprevious(seat._p)

    content = changed(word_file(group), change)
    (row,) = read(group, content).rows
    assert (row.sort, row.ref) == ("moved", "1.4") or (row.sort, row.ref) == ("moved", "1.3")
    client.force_login(group.one)
    page = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode()
    assert "The order is not taken over" in page and "Nothing: every heading" not in page
    assert 'name="suggest"' not in page and 'name="apply"' not in page


def test_a_paragraph_cut_and_pasted_without_its_mark_has_moved(group):
    def change(document) -> None:
        seat = line(document, "The seat of the Conference is the city of Baku.")
        line(document, "Name, status and seat")._p.addnext(seat._p)
        for mark in seat._p.findall(qn("w:bookmarkStart")):
            seat._p.remove(mark)

    assert [(one.sort, one.ref) for one in read(group, changed(word_file(group), change)).rows] == [("moved", "1.4")]


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "Article 31. Seal"), ("en", "Article 31 Seal"), ("az", "Maddə 31. Möhür"), ("en", "Article 31")],
)
def test_an_article_that_is_typed_at_the_end_makes_no_paragraphs(group, client, language, heading):
    def change(document) -> None:
        document.add_paragraph(heading, style="Charter paragraph")
        document.add_paragraph("There is a seal.", style="Charter paragraph")

    content = changed(word_file(group, language), change)
    assert [(one.sort, one.new) for one in read(group, content).rows] == [
        ("loose", heading),
        ("loose", "There is a seal."),
    ]
    client.force_login(group.one)
    page = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode()
    assert "A new article is made on the page of the draft" in page


def test_a_paragraph_that_begins_with_an_article_of_the_draft_is_a_paragraph(group):
    def change(document) -> None:
        document.add_paragraph("Article 5 applies to observers too.", style="Charter paragraph")

    (row,) = read(group, changed(word_file(group), change)).rows
    assert (row.sort, row.article) == ("new", 30)


# and in: what is suggested ---------------------------------------------------------------------------------------------


def three_changes(document) -> None:
    line(document, "The seat of the Conference is the city of Baku.").runs[0].text = "The seat is Ganja."
    line(document, "Name, status and seat").runs[0].text = "Name and seat"
    permanent = line(document, "The Conference is permanent.")
    permanent.insert_paragraph_before("A new one.", style="Charter paragraph")
    permanent._p.getparent().remove(permanent._p)


@pytest.mark.parametrize("who", ["one", "reader"])
def test_the_chosen_rows_are_suggestions_and_comments_and_the_draft_stays(group, client, who):
    account = getattr(group, who)
    client.force_login(account)
    content = changed(word_file(group), three_changes)
    page = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode()
    assert 'name="suggest"' in page and ('name="apply"' in page) == (who == "one")
    assert Thread.objects.count() == 0
    sent = fields(page)
    sent["take"].append("l-1-3-0")
    answer = client.post(f"{DRAFT}/word/", sent | {"suggest": "yes", "why": "Shorter."}, follow=True)
    assert answer.redirect_chain[-1][0].endswith("/comments/?show=mine")
    assert "4 comments were opened. The draft itself was not changed." in answer.content.decode()
    threads = {one.place: one for one in Thread.objects.all()}
    assert set(threads) == {"1", "1.2", "1.3", "1.4"} and group.document()["article"][0]["number"] == 1
    assert threads["1.4"].proposed == threads["1.4"].was | {"en": "The seat is Ganja."}
    assert threads["1"].proposed["en"] == "Name and seat" and threads["1.2"].path is None is threads["1.3"].path
    assert threads["1.4"].remarks.get().text == "Shorter."
    assert threads["1.2"].remarks.get().text == "A new paragraph should stand below this one:\n\nA new one.\n\nShorter."
    assert threads["1.3"].remarks.get().text == "The paragraph should go from the draft.\n\nShorter."
    assert group.draft.last == 1

    client.post(f"{DRAFT}/word/", sent | {"suggest": "yes", "why": "Shorter."})  # sent twice, kept once
    assert Thread.objects.count() == 4
    edit = services.suggestion_take(actor=standing_of(group.one.pk).actor(), thread=threads["1.4"])
    assert edit is not None and edit.revision.places == ["1.4"]


def test_an_invited_reader_puts_nothing_into_the_draft_and_nothing_after_the_consultation(group, client):
    content = changed(word_file(group), three_changes)
    client.force_login(group.reader)
    sent = fields(client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode())
    assert client.post(f"{DRAFT}/word/", sent | {"apply": "yes"}).status_code == 403
    services.consultation_open(
        actor=standing_of(group.one.pk).actor(), draft=group.draft, question=Localised.of(az="Sual?", en="Question?"),
        opens=clock.today() + timedelta(days=3), closes=clock.today() + timedelta(days=9), public=False,
    )  # fmt: skip
    page = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode()
    assert 'name="suggest"' not in page and "Comments are not taken yet." in page
    assert client.post(f"{DRAFT}/word/", sent | {"suggest": "yes"}).status_code == 422
    assert Thread.objects.count() == 0 and group.document()


# and in: what is saved -------------------------------------------------------------------------------------------------


def test_the_chosen_rows_are_one_edit_of_the_draft(group, client):
    def change(document) -> None:
        line(document, "The seat of the Conference is the city of Baku.").runs[0].text = "The seat is Ganja."
        line(document, "Name, status and seat").runs[0].text = "Name and seat"
        line(document, "The Conference is permanent.").insert_paragraph_before(
            "New <b>one</b>.", style="Charter paragraph"
        )

    client.force_login(group.one)
    content = changed(word_file(group), change)
    page = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode()
    assert "<del>" in page and "<ins>Ganja</ins>" in page and "<ins>New &lt;b&gt;one&lt;/b&gt;.</ins>" in page
    assert selectors.revision_of(group.draft).number == 1
    sent = fields(page)
    assert len(sent["take"]) == 3
    sent["take"] = [name for name in sent["take"] if not name.startswith("h-")]
    answer = client.post(f"{DRAFT}/word/", sent | {"apply": "yes"})
    assert answer.status_code == 302
    article = next(one for one in group.document()["article"] if one["number"] == 1)
    assert group.draft.last == 2
    assert article["heading"]["en"] == "Name, status and seat"
    assert article["paragraph"][2]["text"] == {"en": "New <b>one</b>."}
    assert article["paragraph"][4]["text"]["en"] == "The seat is Ganja."
    assert article["paragraph"][4]["text"]["az"] == "Konfransın olduğu yer Bakı şəhəridir."


def test_what_another_wrote_meanwhile_is_kept_or_told_as_a_conflict(group, client):
    content = changed(word_file(group), lambda document: setattr(line(document, "is the city of Baku.").runs[0], "text", "Mine."))  # fmt: skip
    group.edit(group.two, write(4, 1, en="Another place."))
    client.force_login(group.one)
    sent = fields(client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).content.decode())
    assert sent["base"] == ["1"]
    client.post(f"{DRAFT}/word/", sent | {"apply": "yes"})
    page = selectors.draft_page(selectors.revision_of(group.draft, 3))
    assert dict(page.article(1).paragraphs[3].texts)["en"] == "Mine."
    assert dict(page.article(4).paragraphs[0].texts)["en"] == "Another place."

    group.edit(group.two, write(1, 4, en="Theirs."))
    sent["text-t-1-4-0"] = ["Mine again."]
    answer = client.post(f"{DRAFT}/word/", sent | {"apply": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Somebody else changed the same place" in page and "Theirs." in page
    again = fields(page)
    assert again["base"] == ["4"] and again["take"] == ["t-1-4-0"]
    assert client.post(f"{DRAFT}/word/", again | {"apply": "yes"}).status_code == 302
    page = selectors.draft_page(selectors.revision_of(group.draft, 5))
    assert dict(page.article(1).paragraphs[3].texts)["en"] == "Mine again."


@pytest.mark.parametrize(
    "sent",
    [
        {"take": []},
        {"take": ["t-99-1-0"], "text-t-99-1-0": "x"},
        {"take": ["l-1-77-0"]},
        {"take": ["t-1-4-0"], "text-t-1-4-0": "x", "language": "fr"},
        {"take": ["'; drop"], "text-'; drop": "x"},
    ],
)
@pytest.mark.parametrize("way", ["apply", "suggest"])
def test_a_form_that_was_tampered_with_saves_nothing(group, client, sent, way):
    client.force_login(group.one)
    answer = client.post(f"{DRAFT}/word/", {"base": "1", "language": "en", way: "yes"} | sent)
    assert answer.status_code == 422 and selectors.revision_of(group.draft).number == 1
    assert Thread.objects.count() == 0


def test_paragraphs_are_added_and_taken_out_where_the_file_has_them():
    rows = [{"number": n, "text": {"en": str(n)}} for n in (1, 2, 3)]
    document = {"article": [{"number": 5, "paragraph": rows}], "rule": {"article": "5.3"}}
    take(document, "en", [
        Taken("new", 5, 0, "first"), Taken("new", 5, 2, "a"), Taken("new", 5, 2, "b"), Taken("lost", 5, 2), Taken("text", 5, 3, "three"),
    ])  # fmt: skip
    assert [row["text"]["en"] for row in document["article"][0]["paragraph"]] == ["first", "1", "a", "b", "three"]
    assert document["rule"]["article"] == "5.5"


def test_paragraphs_are_compared_by_likeness():
    assert likened({"1.1": "one two three four", "1.2": "five"}, ["nothing of it", "one two three 4"]) == {1: "1.1"}
