"""The charter and its drafts out, and Word documents back in."""

from __future__ import annotations

from dataclasses import dataclass

from konfrans.charter.exchange import json_text, to_akoma
from konfrans.charter.faults import ExchangeError
from konfrans.decisions.selectors import words
from konfrans.kernel.conference import conference
from konfrans.kernel.refusals import Refused
from konfrans.statutes.selectors.papers.content import (
    BOTH,
    Source,
    adopted_on,
    source_of_revision,
    source_of_version,
)
from konfrans.statutes.selectors.papers.pdf import charter_pdf
from konfrans.statutes.selectors.papers.returned import Returned, Row, chosen_again, returned
from konfrans.statutes.selectors.papers.word import charter_docx

__all__ = ["BOTH", "Paper", "Returned", "Row", "Source", "chosen_again", "paper", "returned", "source_of_revision", "source_of_version"]  # fmt: skip

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "toml": "application/toml; charset=utf-8",
}
"""The forms and their media types; `xml` is Akoma Ntoso."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to hand out."""

    name: str
    media_type: str
    content: bytes


def paper(source: Source, form: str, *, language: str = "", rules: bool = False) -> Paper:
    """A text in a form. `language` is asked of PDF, Word (`both` for two) and Akoma Ntoso. 404 for what there is not; refused
    where the text cannot be read as a charter, and the form needs one."""
    if form not in KINDS:
        raise Refused("not_found", status=404)
    said = ""
    if form in ("json", "toml"):
        content = _exchanged(source, form, "")
    else:
        spoken = source.spoken(language)
        said = "-" + "-".join(spoken)
        if form == "pdf":
            content = charter_pdf(source, spoken, rules=rules)
        elif form == "docx":
            content = charter_docx(source, spoken)
        elif len(spoken) == 1:
            content = _exchanged(source, form, spoken[0])
        else:
            raise Refused("not_found", status=404)
    return Paper(f"{source.stem}{said}.{form}", KINDS[form], content)


def _exchanged(source: Source, form: str, language: str) -> bytes:
    if form == "toml":
        return source.text.encode()  # exactly what is hashed
    try:
        if form == "json":
            return json_text(source.charter()).encode()
        country = conference().country.lower() or "zz"
        return to_akoma(source.charter(), language, country=country, day=adopted_on(source))
    except ExchangeError as error:
        said, remedy = words().error(error)
        raise Refused("paper_exchange", said=said, remedy=remedy) from error
