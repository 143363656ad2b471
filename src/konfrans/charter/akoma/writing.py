"""A charter in one language as an Akoma Ntoso 3.0 act."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from konfrans.charter.akoma.markup import LARGEST, Element, element, held, write
from konfrans.charter.akoma.naming import (
    NO_COUNTRY,
    NO_DATE,
    Names,
    article_id,
    chapter_id,
    inside,
    names_of,
    paragraph_id,
    three_letters,
)
from konfrans.charter.faults import ExchangeError
from konfrans.charter.law import Article, Chapter, Charter, Paragraph
from konfrans.charter.layout import HEAD, Section, cited_in, head_of, path_name, placed, sections_of
from konfrans.charter.toml_text import table_toml

KNOWN = {
    "chapter": ("number", "heading"),
    "article": ("number", "chapter", "heading", "paragraph"),
    "paragraph": ("number", "text", "open"),
}
"""What the elements of the act say; every other key is kept as TOML beside the rules."""


def to_akoma(charter: Charter, language: str, *, country: str = NO_COUNTRY, day: date | None = None) -> bytes:
    """The expression of a charter in one of its languages, valid against the schema of Akoma Ntoso 3.0, in UTF-8.

    `country` is ISO 3166-1 in two letters (`az`), left out `zz`: a charter does not say it. `day` is the day of adoption,
    left out 0001-01-01, which stands for no date. The same charter gives the same bytes. The rules are in every
    expression, in all languages; comments of the document are in none. `ExchangeError` for a language that the charter
    does not have, a text that is not written in it, a country that is no code, and a character that XML cannot hold.
    """
    if language not in charter.languages:
        raise ExchangeError("akoma_language", given=language[:20], known=charter.languages)
    _whole(charter, language)
    names = names_of(charter, country, day)
    document = tomllib.loads(charter.document)
    rules = sections_of(document)
    act = _Act(charter, language, document, rules)
    preface = element("preface", act.title(), xml_lang=language)
    body = element("body", *act.body(), xml_lang=language)
    meta = element("meta", _identification(charter, language, names), _references(charter, names))
    if act.notes:
        meta.children.append(element("notes", *act.notes, source="#konfrans"))
    meta.children.append(element("proprietary", *act.proprietary(), source="#konfrans"))
    written = write(element("akomaNtoso", element("act", meta, preface, body, name="charter")))
    if len(written) > LARGEST:
        raise ExchangeError("exchange_large", most=LARGEST)
    return written


def _whole(charter: Charter, language: str) -> None:
    """`ExchangeError` for the first text that is not written in the language; of the title, in the authentic one too."""
    texts: list[tuple[str, Mapping[str, str]]] = [("title", charter.title)]
    texts += [("note", charter.note)] if charter.note else []
    texts += [(f"chapter {one.number}, heading", one.heading) for one in charter.chapters if one.number]
    for article in charter.article:
        texts.append((f"{article.number}, heading", article.heading))
        texts += [(one.ref, one.text) for one in article.paragraphs]
        texts += [(f"{one.ref}, open", one.open) for one in article.paragraphs if one.open]
    for place, text in texts:
        for code in (language, *([charter.authentic] if place == "title" else [])):
            if not text.get(code):
                raise ExchangeError("akoma_text_missing", place=place, language=code)


# meta -----------------------------------------------------------------------------------------------------------------


def _identification(charter: Charter, language: str, names: Names) -> Element:
    day = {"date": names.day.isoformat(), "name": "unknown" if names.day == NO_DATE else "adoption"}
    expression, authentic = names.expression(language), names.expression(charter.authentic)

    def level(name: str, iri: str, main: str, author: str, *more: Element) -> Element:
        core = (
            element("FRBRthis", value=main),
            element("FRBRuri", value=iri),
            *([element("FRBRalias", value=held(_title(charter), "title"), name="title")] if name == "FRBRWork" else []),
            element("FRBRdate", **day),
            element("FRBRauthor", href=author),
        )
        return element(name, *core, *more)

    is_authentic = language == charter.authentic
    translated = [] if is_authentic else [
        element(
            "FRBRtranslation", href=authentic, by="#body", fromLanguage=three_letters(charter.authentic),
            authoritative="false",
        )
    ]  # fmt: skip
    master = [] if is_authentic else [element("FRBRmasterExpression", href=authentic, showAs=_title(charter))]
    return element(
        "identification",
        level(
            "FRBRWork", names.work, f"{names.work}/!main", "#body",
            element("FRBRcountry", value=names.country),
            element("FRBRsubtype", value="charter"),
            element("FRBRnumber", value=charter.key),
            element("FRBRprescriptive", value="true"),
        ),
        level(
            "FRBRExpression", expression, f"{expression}/!main", "#body",
            element("FRBRversionNumber", value=held(charter.version, "version")),
            element("FRBRauthoritative", value="true" if is_authentic else "false"),
            *master,
            element("FRBRlanguage", language=three_letters(language)),
            *translated,
        ),
        level(
            "FRBRManifestation", f"{expression}.akn", f"{expression}/!main.akn", "#konfrans",
            element("FRBRformat", value="application/akn+xml"),
        ),
        source="#konfrans",
    )  # fmt: skip


def _title(charter: Charter) -> str:
    """The authentic title, on one line: the work has one name in every language's document."""
    return " ".join(charter.title[charter.authentic].split())


def _references(charter: Charter, names: Names) -> Element:
    return element(
        "references",
        element("TLCOrganization", eId="body", href=names.body, showAs=charter.key),
        element("TLCOrganization", eId="konfrans", href="/akn/ontology/organization/konfrans", showAs="konfrans"),
        source="#konfrans",
    )


# text and rules -------------------------------------------------------------------------------------------------------


class _Act:
    """Builds the body of one expression; gathers the notes on the way."""

    def __init__(self, charter: Charter, language: str, document: Mapping[str, Any], rules: list[Section]) -> None:
        self._charter = charter
        self._language = language
        self._document = document
        self._rules = rules
        self._beside: dict[str | None, list[str]] = defaultdict(list)
        for rule in sorted(rules, key=lambda one: path_name(one.path)):
            for ref in {rule.ref, *cited_in(rule.body)}:
                self._beside[ref].append(path_name(rule.path))
        self._ids: dict[str, str] = {}
        self.notes: list[Element] = []

    def title(self) -> Element:
        place = f"title.{self._language}"
        heading = element("p", element("docTitle", *_broken(self._charter.title[self._language], place)))
        note = self._charter.note
        if note:
            heading.children.append(self._note("", "note", note[self._language], f"note.{self._language}"))
        return element("longTitle", heading, eId="longTitle")

    def body(self) -> Iterator[Element]:
        for chapter in self._charter.chapters:
            articles = [self._article(chapter, article) for article in chapter.articles]
            if not chapter.number:
                yield from articles
                continue
            eid = chapter_id(chapter.number)
            place = f"chapter {chapter.number}"
            yield element(
                "chapter",
                element("num", chapter.number),
                self._heading(chapter.heading, eid, place),
                *articles,
                eId=eid,
            )

    def _article(self, chapter: Chapter, article: Article) -> Element:
        eid = article_id(chapter.number, article.number)
        paragraphs = [self._paragraph(chapter, article, one) for one in article.paragraphs]
        heading = self._heading(article.heading, eid, f"article {article.number}")
        return element("article", element("num", f"{article.number}."), heading, *paragraphs, eId=eid)

    def _heading(self, heading: Mapping[str, str], eid: str, place: str) -> Element:
        text = _broken(heading[self._language], f"{place}, heading.{self._language}")
        return element("heading", *text, eId=inside(eid, "heading"))

    def _paragraph(self, chapter: Chapter, article: Article, paragraph: Paragraph) -> Element:
        eid = paragraph_id(chapter.number, article.number, paragraph.number)
        self._ids[paragraph.ref] = eid
        number = element("num", f"{paragraph.ref}.")
        if paragraph.open:
            place = f"{paragraph.ref}, open.{self._language}"
            number.children.append(self._note(eid, "open", paragraph.open[self._language], place))
        place = f"{paragraph.ref}, text.{self._language}"
        lines = held(paragraph.text[self._language], place).split("\n")
        beside = {"konfrans_rules": " ".join(self._beside[paragraph.ref])} if self._beside[paragraph.ref] else {}
        return element("paragraph", number, _content(eid, paragraph.ref, lines), eId=eid, **beside)

    def _note(self, eid: str, kind: str, text: str, place: str) -> Element:
        """Puts an editorial note into the metadata; the reference to it, which holds no text."""
        note = inside(eid, "note_1")
        lines = [_line(line) for line in held(text, place).split("\n")]
        self.notes.append(element("note", *lines, eId=note, **{"class": kind}))
        return element("noteRef", href=f"#{note}", marker=str(len(self.notes)), placement="bottom")

    def proprietary(self) -> Iterator[Element]:
        """The head of the document, then every rule with the eId of its paragraph, in the order in which TOML has them.

        Called when the body is built: the eIds are known then.
        """
        charter = self._charter
        yield element(
            "konfrans:charter", key=charter.key, version=charter.version, languages=" ".join(charter.languages),
            authentic=charter.authentic, language=self._language, sha256=charter.sha256,
        )  # fmt: skip
        more = {key: value for key, value in head_of(self._document).items() if key not in HEAD}
        if more:
            yield element("konfrans:more", self._toml(more, "charter"))
        yield from self._extras()
        for _place, rule in placed(self._rules, self._ids):
            name = path_name(rule.path)
            article = {"article": rule.ref, "href": f"#{self._ids[rule.ref]}"} if rule.ref else {}
            yield element("konfrans:rule", self._toml(rule.body, name), path=name, **article)

    def _extras(self) -> Iterator[Element]:
        """Keys of chapters, articles and paragraphs that the elements of the act do not say."""
        found: list[tuple[str, str, Mapping[str, Any]]] = [
            ("chapter", chapter_id(one["number"]), one) for one in self._document.get("chapter", ())
        ]
        for article in self._document["article"]:
            name, number = article.get("chapter", ""), article["number"]
            found.append(("article", article_id(name, number), article))
            found += [("paragraph", paragraph_id(name, number, one["number"]), one) for one in article["paragraph"]]
        for kind, eid, table in found:
            more = {key: value for key, value in table.items() if key not in KNOWN[kind]}
            if more:
                yield element("konfrans:more", self._toml(more, eid), href=f"#{eid}")

    def _toml(self, table: Mapping[str, Any], place: str) -> str:
        return held(f"\n{table_toml(table, self._charter.languages)}\n", place)


def _content(eid: str, ref: str, lines: list[str]) -> Element:
    """The lines of a paragraph: `content`, or a `list` where lines are numbered 4.2.1., 4.2.2. … after a first one."""
    numbered = re.compile(rf"{re.escape(ref)}\.([1-9][0-9]*)\. ")
    start = next((place for place, line in enumerate(lines) if numbered.match(line)), 0)
    points = 0
    while start + points < len(lines) and lines[start + points].startswith(f"{ref}.{points + 1}. "):
        points += 1
    if not start or not points:
        return element("content", *map(_line, lines), eId=inside(eid, "content"))
    listed = inside(eid, "list_1")
    children = [element("intro", *map(_line, lines[:start]), eId=inside(listed, "intro"))]
    for number, line in enumerate(lines[start : start + points], 1):
        point, label = inside(listed, f"point_{number}"), f"{ref}.{number}."
        content = element("content", _line(line.removeprefix(f"{label} ")), eId=inside(point, "content"))
        children.append(element("point", element("num", label), content, eId=point))
    rest = lines[start + points :]
    if rest:
        children.append(element("wrapUp", *map(_line, rest), eId=inside(listed, "wrapup")))
    return element("list", *children, eId=listed)


def _line(text: str) -> Element:
    return element("p", text) if text else element("p")


def _broken(text: str, place: str) -> Iterable[Element | str]:
    """A text of one element, with `eol` where a line ends."""
    for count, line in enumerate(held(text, place).split("\n")):
        if count:
            yield element("eol")
        if line:
            yield line
