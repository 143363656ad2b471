"""A charter or a draft as a Word document: one language to be edited, or two as a table to be read."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

import docx
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.formats import language_name
from konfrans.statutes.selectors.papers.content import (
    ArticleLaid,
    ChapterLaid,
    Source,
    article_words,
    chapter_words,
    facts_of,
    kicker_of,
    lacks_words,
    laid,
    mark_of,
    note_of,
    open_words,
    title_of,
)
from konfrans.statutes.selectors.papers.marks import (
    INFO_STYLE,
    NOT_IN_XML,
    NOTE_STYLE,
    TEXT_STYLE,
    article_mark,
    chapter_mark,
    in_word,
    origin_mark,
    paragraph_mark,
)

FACE = "Times New Roman"
"""On every machine, with every letter of Azerbaijani."""
LANGUAGES = {"az": "az-Latn-AZ", "en": "en-GB"}
GREY, AMBER = RGBColor(0x47, 0x53, 0x4F), RGBColor(0x7D, 0x4F, 0x00)
LIST = 900
"""Number of the list definition that counts articles and paragraphs."""


def charter_docx(source: Source, spoken: tuple[str, ...]) -> bytes:
    """The document in one language, each article a heading, each paragraph numbered and marked, or in two as a table."""
    language = spoken[0] if len(spoken) == 1 else get_language() or spoken[0]
    with override(language):
        made = _Paper(source, spoken, language)
        made.head()
        if len(spoken) == 1:
            made.one_language()
        else:
            made.two_languages()
        return made.bytes()


class _Paper:
    """Builds the document from its head to its end."""

    def __init__(self, source: Source, spoken: tuple[str, ...], language: str) -> None:
        self.source, self.spoken, self.language = source, spoken, language
        self.document: Any = docx.Document()
        self.chapters = laid(source.document)
        self.deep = 2 if any(one.number for one in self.chapters) else 1
        self._marks = 0
        self._lists = LIST
        self.named: dict[str, str] = {}
        self._styles()
        self._pages()
        core = self.document.core_properties
        core.title = in_word(title_of(source, language))
        core.subject = in_word(" · ".join(one for one in (kicker_of(source), mark_of(source)) if one))
        core.author = core.last_modified_by = in_word(conference().name.given())
        core.comments, core.language = "", LANGUAGES.get(language, language)
        core.keywords = ""
        core.created = core.modified = clock.now().astimezone(UTC).replace(tzinfo=None)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _origin(self) -> str:
        draft, revision = self.source.draft, self.source.revision
        return origin_mark(draft, revision, self.spoken) if draft is not None and revision is not None else ""

    # shape ------------------------------------------------------------------------------------------------------------

    def _styles(self) -> None:
        styles = self.document.styles
        for name, points, after in (("Normal", 11, 6), ("Title", 22, 6), ("Heading 1", 14, 4), ("Heading 2", 12, 3)):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(points), RGBColor(0x16, 0x21, 0x1F)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for at in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{at}"), None)
            for at in ("eastAsia", "cs"):
                fonts.set(qn(f"w:{at}"), FACE)
            style.paragraph_format.space_after = Pt(after)
        styles["Heading 1"].paragraph_format.space_before = Pt(20)
        styles["Heading 2"].paragraph_format.space_before = Pt(12)
        border = styles["Title"].element.pPr.find(qn("w:pBdr"))
        if border is not None:
            styles["Title"].element.pPr.remove(border)
        for key, name, size, colour in (
            (TEXT_STYLE, "Charter paragraph", 11.0, None), (NOTE_STYLE, "Charter note", 9.0, GREY), (INFO_STYLE, "Charter information", 9.5, GREY),
        ):  # fmt: skip
            self.named[key] = name
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), key)
            style.base_style, style.font.size = styles["Normal"], Pt(size)
            if colour is not None:
                style.font.color.rgb = colour
        styles["Charter note"].paragraph_format.left_indent = Mm(14)
        styles["Charter note"].next_paragraph_style = styles["Charter paragraph"]
        styles["Charter information"].paragraph_format.space_after = Pt(2)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGES.get(self.language, self.language))

    def _pages(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(24)
        section.top_margin = section.bottom_margin = Mm(22)
        if mark := mark_of(self.source):
            sample = f" ({_('sample')})" if self.source.sample else ""
            line = section.header.paragraphs[0].add_run(f"{mark}{sample}")
            line.font.size, line.font.bold, line.font.color.rgb = Pt(9), True, AMBER
        foot = section.footer.paragraphs[0]
        _small(foot, f"{title_of(self.source, self.language)} · {kicker_of(self.source)} · ")
        _field(foot, "PAGE")
        _small(foot, " / ")
        _field(foot, "NUMPAGES")

    # text -------------------------------------------------------------------------------------------------------------

    def head(self) -> None:
        """Title, where it comes from, its days, its hash; of a draft, how it comes back."""
        title = self._paragraph("Title", title_of(self.source, self.spoken[0]), self.spoken[0], mark=self._origin())
        title.paragraph_format.keep_with_next = True
        for code in self.spoken[1:]:
            self._paragraph(INFO_STYLE, title_of(self.source, code), code)
        self._paragraph(INFO_STYLE, conference().name.given())
        if mark := mark_of(self.source):
            self._paragraph(INFO_STYLE, mark).runs[0].font.bold = True
        for label, value in facts_of(self.source):
            self._paragraph(INFO_STYLE, f"{label}: {value}")
        self._paragraph(INFO_STYLE, f"SHA-256: {self.source.sha256}")
        for code in self.spoken:
            if note := note_of(self.source, code):
                self._paragraph(INFO_STYLE, note, code)
        if self.source.draft is not None and len(self.spoken) == 1:
            said = _(
                "Change headings of articles and texts of paragraphs, then upload this file on the page of the draft: you see every change before it is saved. Numbers come by themselves; a new paragraph is written below another one."
            )
            self._paragraph(INFO_STYLE, said).runs[0].font.bold = True

    def one_language(self) -> None:
        """Chapters and articles as headings, paragraphs in one counted list."""
        (code,) = self.spoken
        self._define_list(code)
        for chapter in self.chapters:
            if chapter.number:
                self._paragraph("Heading 1", _chapter_line(chapter, code), code, mark=chapter_mark(chapter.number))
            for article in chapter.articles:
                self._article(article, code)

    def _article(self, article: ArticleLaid, code: str) -> None:
        counted = self._list(article.number, 1)
        mark = article_mark(article.number)
        heading = self._paragraph(f"Heading {self.deep}", article.headings.get(code, ""), code, mark=mark)
        _count(heading, counted, 0)
        expected = 1
        for one in article.paragraphs:
            if one.number != expected:
                counted = self._list(article.number, one.number)
            expected = one.number + 1
            line = self._paragraph(TEXT_STYLE, one.texts.get(code, ""), code, mark=paragraph_mark(one.ref))
            _count(line, counted, 1)
            if one.open.get(code):
                self._paragraph(NOTE_STYLE, f"{open_words(code)} {one.open[code]}", code)

    def two_languages(self) -> None:
        """A row for each heading and paragraph, a column for each language."""
        table = self.document.add_table(rows=1, cols=2)
        _airy(table)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        self._row(table.rows[0].cells, INFO_STYLE, [language_name(code) for code in self.spoken])
        for chapter in self.chapters:
            if chapter.number:
                said = [_chapter_line(chapter, code) for code in self.spoken]
                self._row(table.add_row().cells, "Heading 1", said)
            for article in chapter.articles:
                said = [_article_line(article, code) for code in self.spoken]
                self._row(table.add_row().cells, f"Heading {self.deep}", said)
                for one in article.paragraphs:
                    cells = table.add_row().cells
                    said = [f"{one.ref}. {one.texts.get(code) or lacks_words(code)}" for code in self.spoken]
                    self._row(cells, TEXT_STYLE, said)
                    for cell, code in zip(cells, self.spoken, strict=True):
                        if one.open.get(code):
                            note = f"{open_words(code)} {one.open[code]}"
                            self._paragraph(NOTE_STYLE, note, code, into=cell)

    def _row(self, cells: Any, style: str, said: list[str]) -> None:
        for cell, code, text in zip(cells, self.spoken, said, strict=True):
            self._write(cell.paragraphs[0], style, text, code)

    def _paragraph(self, style: str, text: str, code: str = "", *, mark: str = "", into: Any = None) -> Any:
        return self._write((into or self.document).add_paragraph(), style, text, code, mark)

    def _write(self, paragraph: Any, style: str, text: str, code: str, mark: str = "") -> Any:
        """The text in a style and a language, within its mark."""
        paragraph.style = self.named.get(style, style)
        run = paragraph.add_run(in_word(text))
        if code and code != self.language:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), LANGUAGES.get(code, code))
            run._r.get_or_add_rPr().append(language)
        if mark:
            self._marks += 1
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for one in (start, end):
                one.set(qn("w:id"), str(self._marks))
            start.set(qn("w:name"), mark)
            run._r.addprevious(start)
            run._r.addnext(end)
        return paragraph

    # the list that counts ---------------------------------------------------------------------------------------------

    def _define_list(self, code: str) -> None:
        words = article_words(0, code).split("0")  # “Article %1.”, with what stands around the number
        levels = (("0", f"{words[0]}%1{words[-1]}.", 0, "space"), ("1", "%1.%2.", 794, "tab"))
        inner = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="{after}"/>'
            f'<w:lvlText w:val="{said}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl>'
            for level, said, indent, after in levels
        )
        made = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{LIST}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'
        self.document.part.numbering_part.element.insert(0, parse_xml(made))

    def _list(self, article: int, paragraph: int) -> int:
        """A run of the list that begins at this article and paragraph: numbers may have gaps."""
        self._lists += 1
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{at}"/></w:lvlOverride>'
            for level, at in ((0, article), (1, paragraph))
        )
        made = f'<w:num {nsdecls("w")} w:numId="{self._lists}"><w:abstractNumId w:val="{LIST}"/>{starts}</w:num>'
        self.document.part.numbering_part.element.append(parse_xml(made))
        return self._lists


def _chapter_line(chapter: ChapterLaid, code: str) -> str:
    return ". ".join(one for one in (chapter_words(chapter.number, code), chapter.headings.get(code, "")) if one)


def _article_line(article: ArticleLaid, code: str) -> str:
    return ". ".join(one for one in (article_words(article.number, code), article.headings.get(code, "")) if one)


def _count(paragraph: Any, counted: int, level: int) -> None:
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = counted


def _airy(table: Any) -> None:
    """Fine grey lines between the rows alone, and room around the words (twentieths of a point)."""
    properties = table._tbl.tblPr
    for name, edges in (
        ("w:tblBorders", {edge: {"val": "single", "sz": "4", "color": "C9CDD2"} for edge in ("top", "bottom", "insideH")}),
        ("w:tblCellMar", {edge: {"w": str(w), "type": "dxa"} for edge, w in (("top", 60), ("left", 0), ("bottom", 60), ("right", 160))}),
    ):  # fmt: skip
        found = OxmlElement(name)
        for edge, values in edges.items():
            one = OxmlElement(f"w:{edge}")
            for key, value in values.items():
                one.set(qn(f"w:{key}"), value)
            found.append(one)
        properties.append(found)


def _small(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(NOT_IN_XML.sub("", text))
    run.font.size, run.font.color.rgb = Pt(8.5), GREY
    return run


def _field(paragraph: Any, name: str) -> None:
    """A number that Word fills in."""
    for kind in ("begin", "instr", "end"):
        run = _small(paragraph, "")
        one = OxmlElement("w:instrText" if kind == "instr" else "w:fldChar")
        if kind == "instr":
            one.text = name
        else:
            one.set(qn("w:fldCharType"), kind)
        run._r.append(one)
