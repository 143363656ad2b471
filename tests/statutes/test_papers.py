"""The charter and its drafts as files: what they hold, who gets them; files from strangers that are refused."""

from __future__ import annotations

import io
import json
import tomllib
from hashlib import sha256

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn

from konfrans.charter.exchange import from_akoma, from_json
from konfrans.kernel.refusals import Refused
from konfrans.statutes import selectors
from konfrans.statutes.selectors import papers
from konfrans.statutes.selectors.papers import opened as opening
from tests.decisions.house import draft_charter
from tests.statutes.paper_files import (
    DRAFT,
    MAIN,
    part,
    pdf_of,
    read,
    repacked,
    text_of,
    word_file,
)
from tests.statutes.test_drafts import group, write

__all__ = ["group"]

pytestmark = pytest.mark.django_db


# out -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", ["lang=az", "lang=en&rules", "lang=both", "lang=both&rules"])
def test_the_charter_is_a_tagged_pdf_ua_with_anchors_pages_and_hash(client, house, asked):
    reader = pdf_of(client.get(f"/en/charter/charter.pdf?v=1&{asked}"))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalogue
    assert b"<pdfuaid:part>1<" in catalogue["/Metadata"].get_data()
    assert {"a1", "a21", "a30", "cIV"} <= set(reader.named_destinations)
    text = text_of(reader)
    assert draft_charter().sha256[:8] in text and f"1 / {len(reader.pages)}" in text
    assert "not in force" not in text and "qüvvədə deyil" not in text


def test_the_pdf_in_azerbaijani_holds_the_letters_and_is_in_that_language(client, house):
    reader = pdf_of(client.get("/en/charter/charter.pdf?lang=az"))
    text = text_of(reader)
    assert all(letter in text for letter in "əğıİşçöüƏ") and "Maddə 21. Yetərsay" in text and "Redaksiya 1" in text
    assert reader.trailer["/Root"]["/Lang"] == "az" and "General provisions" not in text


def test_two_columns_hold_both_languages_and_the_rules_only_where_they_are_asked_for(client, house):
    rule = "More than half of the members entitled to vote must be present or represented."
    plain = " ".join(text_of(pdf_of(client.get("/en/charter/charter.pdf?lang=both"))).split())
    assert "Ümumi müddəalar" in plain and "General provisions" in plain and rule not in plain
    assert rule in " ".join(text_of(pdf_of(client.get("/en/charter/charter.pdf?lang=both&rules"))).split())


@pytest.mark.parametrize(("language", "said"), [("en", "Draft of the charter, not in force"), ("az", "Nizamnamə layihəsi, qüvvədə deyil")])  # fmt: skip
def test_every_page_of_a_draft_says_that_it_is_not_in_force(group, client, language, said):
    client.force_login(group.reader)
    reader = pdf_of(client.get(f"{DRAFT}/draft.pdf?lang={language}"))
    assert all(said in page.extract_text() for page in reader.pages)


def test_a_sample_draft_says_so_in_pdf_and_word(group, client):
    group.draft.sample = True
    group.draft.save()
    client.force_login(group.one)
    assert "(sample)" in pdf_of(client.get(f"{DRAFT}/draft.pdf?lang=en")).pages[0].extract_text()
    document = docx.Document(io.BytesIO(client.get(f"{DRAFT}/draft.docx?lang=en").content))
    assert "(sample)" in document.sections[0].header.paragraphs[0].text


def test_a_draft_that_cannot_be_read_as_a_charter_is_still_printed_and_not_exchanged(group, client):
    group.edit(group.one, lambda document: document["kinds"].update(nonsense={"what": 1}))
    client.force_login(group.one)
    assert "Article 21" in text_of(pdf_of(client.get(f"{DRAFT}/draft.pdf?lang=en&rules")))
    assert client.get(f"{DRAFT}/draft.docx?lang=en").status_code == 200
    assert client.get(f"{DRAFT}/draft.json").status_code == client.get(f"{DRAFT}/draft.xml?lang=az").status_code == 422
    assert client.get(f"{DRAFT}/draft.toml").status_code == 200


def test_in_two_columns_contents_head_and_foot_are_in_both_languages(client, house):
    pages = pdf_of(client.get("/en/charter/charter.pdf?lang=both&rules")).pages
    first, other = pages[0].extract_text(), pages[3].extract_text()
    for said in ("Maddələr / Articles", "Redaksiya / Version", "Article 30.", "Maddə 30."):
        assert said in first, said
    assert "Redaksiya 1" in other and "Version 1" in other and "SHA-256" in other


@pytest.mark.parametrize("language", ["az", "en"])
def test_the_word_file_has_headings_counted_paragraphs_and_the_same_texts(client, house, language):
    response = client.get(f"/en/charter/charter.docx?v=1&lang={language}")
    document = docx.Document(io.BytesIO(response.content))
    charter = draft_charter()
    said = [one.text for one in document.paragraphs if one.style.style_id == "KonfransText"]
    assert said == [row.text[language].strip() for one in charter.articles for row in one.paragraphs]
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == [one.heading[language] for one in charter.articles]
    counted = [one for one in document.paragraphs if one.style.style_id == "KonfransText"]
    assert all(one._p.pPr.numPr.ilvl.val == 1 for one in counted)
    names = [one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))]
    assert "konfrans_p_21_1" in names and len(names) == len(set(names)) and all(len(name) <= 40 for name in names)


def test_the_word_file_of_two_languages_is_a_table_of_two_columns(client, house):
    document = docx.Document(io.BytesIO(client.get("/en/charter/charter.docx?lang=both").content))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Azerbaijani", "English"]
    articles = draft_charter().articles
    said = [row.cells[1].text for row in table.rows]
    assert {f"{row.ref}. {row.text['en']}" for one in articles for row in one.paragraphs} <= {
        one.partition("\nNot settled:")[0] for one in said
    }


def test_akoma_ntoso_and_json_lead_back_to_the_same_charter_and_toml_is_what_is_hashed(client, house):
    acts = [client.get(f"/en/charter/charter.xml?lang={code}").content for code in ("az", "en")]
    document = tomllib.loads(draft_charter().document)
    assert tomllib.loads(from_akoma(*acts)) == document
    assert b"/akn/az/" in acts[0]
    assert tomllib.loads(from_json(json.loads(client.get("/en/charter/charter.json").content))) == document
    assert sha256(client.get("/en/charter/charter.toml").content).hexdigest() == draft_charter().sha256


def test_the_toml_of_a_draft_is_its_state(group, client):
    client.force_login(group.one)
    group.edit(group.one, write(4, 1, en="Second."))
    assert client.get(f"{DRAFT}/draft.toml").content.decode() == selectors.revision_of(group.draft, 2).text
    assert client.get(f"{DRAFT}/draft.toml?r=1").content.decode() == selectors.revision_of(group.draft, 1).text


@pytest.mark.parametrize(
    "address",
    [
        "charter.exe",
        "charter.pdf?lang=fr",
        "charter.pdf?v=9",
        "charter.xml?lang=both",
        "charter.docx?lang=%3Cscript%3E",
    ],
)
def test_an_unknown_form_language_or_version_is_not_found(client, house, address):
    assert client.get(f"/en/charter/{address}").status_code == 404


def test_who_may_not_read_a_draft_gets_none_of_its_files(group, client, cast):
    for account in (cast.rector, cast.stranger):
        client.force_login(account)
        for form in ("pdf", "docx", "xml", "json", "toml"):
            assert client.get(f"{DRAFT}/draft.{form}?lang=az").status_code == 403
        assert client.get(f"{DRAFT}/word/").status_code == 403
    client.force_login(group.reader)
    assert client.get(f"{DRAFT}/draft.pdf?lang=az").status_code == 200
    assert client.get(f"{DRAFT}/word/").status_code == 200
    assert f"{DRAFT}/word/" in client.get(f"{DRAFT}/").content.decode()


def test_the_pages_link_to_the_files_in_both_languages(group, client):
    client.force_login(group.one)
    for language in ("az", "en"):
        page = client.get(f"/{language}/charter/drafts/draft-1/").content.decode()
        assert f"/{language}/charter/drafts/draft-1/draft.pdf?r=1&amp;lang=both&amp;rules" in page
        assert f"/{language}/charter/drafts/draft-1/word/" in page
        assert (
            f"/{language}/charter/charter.docx?v=1&amp;lang=az" in client.get(f"/{language}/charter/").content.decode()
        )


def test_files_and_pages_ask_at_most_twelve_queries(group, client, django_assert_max_num_queries):
    content = word_file(group)
    client.force_login(group.one)
    for address in (
        "/en/charter/", "/en/charter/charter.pdf?lang=both&rules", "/en/charter/charter.docx?lang=az", "/en/charter/charter.xml?lang=az",
        f"{DRAFT}/draft.pdf?lang=az&rules", f"{DRAFT}/draft.docx?lang=both", f"{DRAFT}/draft.json", f"{DRAFT}/word/", f"{DRAFT}/",
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)}).status_code == 200


# hostile files ---------------------------------------------------------------------------------------------------------


def with_relation(content: bytes, kind: str, target: str) -> bytes:
    name = "word/_rels/document.xml.rels"
    made = f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return repacked(content, {name: part(content, name).replace(b"</Relationships>", made.encode())})


def with_entity(content: bytes) -> bytes:
    main = part(content).decode()
    head, _sep, rest = main.partition("<w:document")
    declared = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    return repacked(content, {MAIN: f"{head}{declared}<w:document{rest.replace('Baku.', '&b;&c;', 1)}".encode()})


def locked(content: bytes) -> bytes:
    """The same archive, one part marked as encrypted in both of its headers."""
    at, directory = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    raw = bytearray(content)
    raw[at + 6] |= 1
    raw[directory + 8] |= 1
    return bytes(raw)


HOSTILE = {
    "macros in a docx": (lambda c: repacked(c, {"word/vbaProject.bin": b"x"}), "paper_macros"),
    "a macro document renamed": (
        lambda c: repacked(c, {"[Content_Types].xml": part(c, "[Content_Types].xml").replace(b"wordprocessingml.document.main", b"x").replace(b"application/vnd.openxmlformats-officedocument.x", b"application/vnd.ms-word.document.macroEnabled.main")}),
        "paper_macros",
    ),
    "an ActiveX control": (lambda c: repacked(c, {"word/activeX/activeX1.xml": b"<x/>"}), "paper_macros"),
    "a template from outside": (lambda c: with_relation(c, "attachedTemplate", "https://example.org/t.dotm"), "paper_outside"),
    "a picture from outside": (lambda c: with_relation(c, "image", "file://server/share/p.png"), "paper_outside"),
    "entities": (with_entity, "paper_entities"),
    "entities in another part": (lambda c: repacked(c, {"_rels/.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "paper_entities"),
    "a bomb by ratio": (lambda c: repacked(c, {"word/media/a.xml": b"0" * (8 << 20)}), "paper_swells"),
    "a text that swells": (lambda c: repacked(c, {MAIN: b"<a>" + b" " * (30 << 20) + b"</a>"}), "paper_swells"),
    "too many parts": (lambda c: repacked(c, {f"word/media/{n}": b"" for n in range(2100)}), "paper_swells"),
    "a path that climbs out": (lambda c: repacked(c, {"word/../../../etc/passwd": b"x"}), "paper_paths"),
    "an absolute path": (lambda c: repacked(c, {"/etc/passwd": b"x"}), "paper_paths"),
    "a path of Windows": (lambda c: repacked(c, {"..\\..\\x.dll": b"x"}), "paper_paths"),
    "the same part twice": (lambda c: repacked(c, {"Word/Document.xml": b"<x/>"}), "paper_paths"),
    "an encrypted part": (locked, "paper_locked"),
    "a document locked with a password": (lambda c: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + c, "paper_locked"),
    "no archive": (lambda c: b"just text", "paper_no_word"),
    "nothing": (lambda c: b"", "paper_no_word"),
    "an archive behind something else": (lambda c: b"MZ" + c, "paper_no_word"),
    "a torn archive": (lambda c: c[: len(c) // 2], "paper_no_word"),
    "another archive": (lambda c: repacked(c, {MAIN: None}), "paper_no_word"),
    "broken XML": (lambda c: repacked(c, {MAIN: part(c)[:-40]}), "paper_no_word"),
    "XML that is no document": (lambda c: repacked(c, {MAIN: b"<html/>"}), "paper_no_word"),
    "XML nested beyond measure": (lambda c: repacked(c, {MAIN: b"<a>" * 100_000 + b"</a>" * 100_000}), "paper_no_word"),
    "XML in UTF-16": (lambda c: repacked(c, {MAIN: part(c).decode().replace("UTF-8", "UTF-16").encode("utf-16")}), "paper_no_word"),
    "a paragraph without end": (lambda c: repacked(c, {MAIN: part(c).replace(b"Baku.", bytes(str(list(range(9000))), "ascii"), 1)}), "paper_long"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(group, client, what):
    make, code = HOSTILE[what]
    content = make(word_file(group))
    with pytest.raises(Refused) as refused:
        read(group, content)
    assert refused.value.code == code
    client.force_login(group.one)
    answer = client.post(f"{DRAFT}/word/", {"file": SimpleUploadedFile("a.docx", content)})
    assert answer.status_code == 422 and "Nothing was saved" in answer.content.decode()
    assert "root:" not in answer.content.decode()


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_opened(group):
    class Untouched(io.BytesIO):
        def read(self, *_size):
            raise AssertionError("it was read")

    with pytest.raises(Refused, match="200 MB") as refused:
        papers.returned(group.draft, Untouched(), "a.docx", 200 << 20)
    assert refused.value.code == "paper_large"


def test_a_macro_document_is_refused_by_its_name(group):
    with pytest.raises(Refused) as refused:
        read(group, word_file(group), "draft.docm")
    assert refused.value.code == "paper_macros"


def test_a_part_is_never_read_beyond_its_bound(group, monkeypatch):
    monkeypatch.setattr(opening, "MAX_MAIN", 1000)
    with pytest.raises(Refused) as refused:
        read(group, word_file(group))
    assert refused.value.code == "paper_swells"


def test_a_link_in_the_text_is_read_as_its_words_and_followed_by_nobody(group):
    content = with_relation(word_file(group), "hyperlink", "https://example.org/")
    main = part(content).replace(b"is the city of Baku.</w:t></w:r>", b'is the city of </w:t></w:r><w:hyperlink r:id="rIdX"><w:r><w:t>Baku.</w:t></w:r></w:hyperlink>')  # fmt: skip
    main = main.replace(
        b"<w:t>The seat of the Conference is the city of ",
        b'<w:t xml:space="preserve">The seat of the Conference is the city of ',
    )
    assert b"<w:hyperlink" in main
    assert read(group, repacked(content, {MAIN: main})).rows == ()


def test_a_file_of_another_draft_of_two_languages_or_of_none_is_refused(group, client, house):
    from konfrans.kernel.localised import Localised
    from konfrans.people.selectors import standing_of
    from konfrans.statutes import services

    other = services.draft_open(
        actor=standing_of(group.one.pk).actor(), key="draft-2", name=Localised.of(en="Draft 2"), body=group.body,
        text=selectors.revision_of(group.draft).text,
    )  # fmt: skip
    source = papers.source_of_revision(other, selectors.revision_of(other))
    for content, code in (
        (papers.paper(source, "docx", language="en").content, "paper_other_draft"),
        (word_file(group, "both"), "paper_two_languages"),
        (client.get("/en/charter/charter.docx?lang=en").content, "paper_no_origin"),
    ):
        with pytest.raises(Refused) as refused:
            read(group, content)
        assert refused.value.code == code
