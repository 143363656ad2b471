"""Documents: whatever is written in a text, its document can be made."""

from __future__ import annotations

import io

import pytest
import typst
from pypdf import PdfReader

from konfrans.kernel import documents
from konfrans.kernel.faces import displayable, held


@pytest.fixture
def template(monkeypatch):
    source = documents._found("documents/frame.typ").read_text("utf-8") + "\n#show: sheet\n#data.words\n"
    monkeypatch.setattr(documents, "_source", lambda name: source)
    return "test"


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "words",
    [
        "Yay \U0001f389 düşərgəsi",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "漢字 \ue000 \u0378",
        "a\x0b\x1bb \U0001f600",
    ],
)
def test_a_character_that_no_face_holds_does_not_hinder_the_document(template, words):
    made = documents.document_pdf(template, {"title": "T \U0001f600", "words": words}, "az")
    assert made.startswith(b"%PDF")


def test_what_the_faces_hold_stands_as_it_was_written(template):
    made = documents.document_pdf(template, {"title": "T", "words": "Gəncə şəhəri \U0001f600 İğdır"}, "az")
    said = words_of(made)
    assert "Gəncə şəhəri" in said and "İğdır" in said and "\u25a1" in said


def test_the_faces_hold_azerbaijani_and_no_emoji():
    there = held(documents.FONTS)
    assert all(ord(letter) in there for letter in "ƏəĞğİıÖöŞşÜüÇç“”–—")
    assert ord("\U0001f600") not in there
    assert displayable("Ə\U0001f600\ufe0f!\n", documents.FONTS) == "Ə\u25a1!\n"


def test_another_fault_of_a_template_is_not_hidden(monkeypatch):
    monkeypatch.setattr(documents, "_source", lambda name: "#nothing-of-this-name")
    with pytest.raises(typst.TypstError, match="unknown variable"):
        documents.document_pdf("x", {"title": "T"}, "en")
