"""Files of the charter as tests read and change them."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

import docx
from pypdf import PdfReader

from konfrans.statutes import selectors
from konfrans.statutes.selectors import papers

DRAFT = "/en/charter/drafts/draft-1"
MAIN = "word/document.xml"


def pdf_of(response) -> PdfReader:
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def word_file(group, language: str = "en") -> bytes:
    group.draft.refresh_from_db()
    source = papers.source_of_revision(group.draft, selectors.revision_of(group.draft))
    return papers.paper(source, "docx", language=language).content


def changed(content: bytes, change) -> bytes:
    """The same document after `change` was made in it with python-docx."""
    document = docx.Document(io.BytesIO(content))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, parts: dict[str, bytes | None], **more) -> bytes:
    """The same archive with parts put in, replaced or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **more) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


def part(content: bytes, name: str = MAIN) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def line(document, text: str):
    """The paragraph of a document that holds this text."""
    return next(one for one in document.paragraphs if text in one.text)


def read(group, content: bytes, name: str = "draft.docx") -> papers.Returned:
    group.draft.refresh_from_db()
    return papers.returned(group.draft, io.BytesIO(content), name, len(content))


def fields(page: str) -> dict[str, list[str]]:
    """What a browser would send of the form with every box as it stands."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(
        r"<input[^>]*>", page.partition('name="language"')[0][-400:] + page[page.index('name="language"') - 40 :]
    ):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and ("checkbox" not in tag or " checked" in tag):
            found.setdefault(name[1], []).append(unescape(value[1]))
    return found
