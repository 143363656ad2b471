"""A Word document that comes back: what it changed, row by row, before anything is saved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO

from konfrans.kernel.refusals import Refused
from konfrans.statutes.models import Draft, Revision
from konfrans.statutes.rules.rewording import Taken, likened
from konfrans.statutes.rules.words_apart import Piece, pieces
from konfrans.statutes.selectors.papers.content import (
    ArticleLaid,
    Source,
    article_words,
    articles_of,
    open_words,
    source_of_revision,
)
from konfrans.statutes.selectors.papers.marks import (
    INFO_STYLE,
    NOTE_STYLE,
    Origin,
    in_word,
    is_chapter,
    read_article,
    read_origin,
    read_paragraph,
    seal_of,
)
from konfrans.statutes.selectors.papers.opened import opened
from konfrans.statutes.selectors.papers.wordtext import Line, WordText, word_text

LONGEST_HEADING = 160
"""Characters up to which a line that begins as a heading does is taken for one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One difference. `sort` is `heading` or `text` (words changed), `new`, `lost`; or, shown and nothing to be done with, `loose` and
    `moved`: an article (its paragraph is 0) or a paragraph that stands elsewhere in the file."""

    sort: str
    article: int
    paragraph: int
    """Of a new one: the paragraph after which it stands; 0: it is the first."""
    old: str
    new: str
    name: str
    """Its name in the form."""

    @property
    def ref(self) -> str:
        return f"{self.article}.{self.paragraph}"

    @property
    def was(self) -> tuple[Piece, ...]:
        """The words of the draft, with those that are gone."""
        return tuple(one for one in pieces(self.old, self.new) if one.kind != "new")

    @property
    def now(self) -> tuple[Piece, ...]:
        """The words of the file, with those that are new."""
        return tuple(one for one in pieces(self.old, self.new) if one.kind != "gone")


@dataclass(frozen=True, slots=True)
class Returned:
    """What a document says against the state that it came from."""

    base: int
    language: str
    rows: tuple[Row, ...]
    tracked: int
    comments: int

    def of(self, *sorts: str) -> tuple[Row, ...]:
        return tuple(one for one in self.rows if one.sort in sorts)

    @property
    def changed(self) -> tuple[Row, ...]:
        return self.of("heading", "text")

    @property
    def new(self) -> tuple[Row, ...]:
        return self.of("new")

    @property
    def lost(self) -> tuple[Row, ...]:
        return self.of("lost")

    @property
    def moved(self) -> tuple[Row, ...]:
        return self.of("moved")

    @property
    def loose(self) -> tuple[Row, ...]:
        return self.of("loose", "heading_lost")


def returned(draft: Draft, stream: IO[bytes], name: str, size: int) -> Returned:
    """Read a document of one language that was made from a state of this draft. Refused: any other, and what is not safe to read."""
    text = word_text(opened(stream, name, size))
    origin = _origin(text)
    state = Revision.objects.filter(draft=draft, number=origin.revision).first()
    if state is None or seal_of(draft.key, state.sha256) != origin.seal:
        raise Refused("paper_other_draft", field="file", draft=draft.name)
    if len(origin.languages) != 1:
        raise Refused("paper_two_languages", field="file")
    source = source_of_revision(draft, state)
    (language,) = origin.languages
    return Returned(state.number, language, rows_of(source, language, text.lines), text.tracked, text.comments)


def _origin(text: WordText) -> Origin:
    for line in text.lines:
        for mark in line.marks:
            found = read_origin(mark)
            if found is not None:
                return found
    raise Refused("paper_no_origin", field="file")


def chosen_again(source: Source, base: int, language: str, changes: Iterable[Taken]) -> Returned:
    """Changes that were chosen, against another state than the one they were read for: what somebody else wrote meanwhile is seen."""
    articles = tuple(articles_of(source.document))
    headings = {one.number: one.headings.get(language, "") for one in articles}
    texts = {row.ref: row.texts.get(language, "") for one in articles for row in one.paragraphs}
    rows = []
    for at, one in enumerate(changes):
        old = (
            headings.get(one.article, "") if one.sort == "heading" else texts.get(f"{one.article}.{one.paragraph}", "")
        )
        name = f"{one.sort[0]}-{one.article}-{one.paragraph}-{at}"
        rows.append(
            Row(one.sort, one.article, one.paragraph, "" if one.sort == "new" else in_word(old), one.text, name)
        )
    return Returned(base, language, tuple(rows), 0, 0)


def rows_of(source: Source, language: str, lines: Iterable[Line]) -> tuple[Row, ...]:
    """Every difference between a state in a language and the lines of a document, in the order of the articles."""
    reading = _Reading(tuple(articles_of(source.document)), language)
    for line in lines:
        reading.line(line)
    return reading.rows()


@dataclass
class _Strange:
    """A paragraph without a mark: where it stands, and what it says."""

    article: int
    after: int
    text: str


@dataclass
class _Reading:
    """Walks over the lines of a document, and knows in which article it is."""

    articles: tuple[ArticleLaid, ...]
    language: str
    headings: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    strange: list[_Strange] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    here: int = 0
    """The article; 0 before the first one and below a heading that is no article's."""
    after: int = 0
    begun: bool = False
    order: list[tuple[int, int] | int] = field(default_factory=list)
    """What stands where: an article (its paragraph is 0), a paragraph, or the place of a strange one in `strange`."""

    def __post_init__(self) -> None:
        code = self.language
        self.numbered = _numbered(code)
        self.old_headings = {one.number: in_word(one.headings.get(code, "")) for one in self.articles}
        paragraphs = [row for one in self.articles for row in one.paragraphs]
        self.old = {row.ref: in_word(row.texts.get(code, "")) for row in paragraphs}
        label = open_words(code)
        self.notes = {in_word(f"{label} {row.open[code]}") for row in paragraphs if row.open.get(code)}

    def line(self, line: Line) -> None:
        for mark in line.marks:
            number, ref = read_article(mark), read_paragraph(mark)
            if number in self.old_headings and number not in self.headings:
                return self._heading(number, line.text)
            if ref in self.old and ref not in self.texts:
                return self._paragraph(ref, line.text)
            if is_chapter(mark):
                self.here, self.begun = 0, True
                return None
        if not line.text or (line.style == NOTE_STYLE and line.text in self.notes) or line.style == INFO_STYLE:
            return None
        if line.style.startswith("Heading") or self._begins_article(line.text):
            return self._strange_heading(line)
        if self.here:
            self.order.append(len(self.strange))
            self.strange.append(_Strange(self.here, self.after, line.text))
        elif self.begun:
            self.loose.append(line.text)
        return None

    def _heading(self, number: int, text: str) -> None:
        self.headings[number] = text
        self.order.append((number, 0))
        self.here, self.after, self.begun = number, 0, True

    def _paragraph(self, ref: str, text: str) -> None:
        self.texts[ref] = text
        article, _dot, number = ref.partition(".")
        self.order.append((int(article), int(number)))
        if int(article) == self.here:
            self.after = int(number)

    def _begins_article(self, text: str) -> bool:
        """Whether a line without a mark reads as the heading of an article that the draft does not have: “Article 31. Seal”."""
        found = self.numbered.match(text) if len(text) <= LONGEST_HEADING else None
        number = next((int(one) for one in found.groups() if one), 0) if found else 0
        return bool(number) and number not in self.old_headings

    def _strange_heading(self, line: Line) -> None:
        """A heading without its mark: that of an article if it says the same, else of none."""
        number = next((n for n, old in self.old_headings.items() if old == line.text and n not in self.headings), None)
        if number is not None:
            self._heading(number, line.text)
        else:
            self.here = 0
            self.loose.append(line.text)

    def _put_right(self) -> None:
        """Where a paragraph was written above another, Word may leave the mark of the old one on the new one: it goes back."""
        for ref, text in self.texts.items():
            old = self.old[ref]
            article, _dot, number = ref.partition(".")
            for one in self.strange if old and text != old else ():
                if one.article == int(article) and one.text == old:
                    one.text, self.texts[ref] = text, old
                    one.after = max((n for n in self._numbers(int(article)) if n < int(number)), default=0)
                    break

    def _numbers(self, article: int) -> list[int]:
        return [row.number for one in self.articles if one.number == article for row in one.paragraphs]

    def rows(self) -> tuple[Row, ...]:
        self._put_right()
        self.strange = [one for one in self.strange if one.text]
        lost = {ref: old for ref, old in self.old.items() if old and not self.texts.get(ref)}
        matched = self._matched(lost)
        for place, ref in matched.items():
            self.texts[ref] = self.strange[place].text
        made: list[tuple[tuple[int, int, int], Row]] = []
        for order, one in enumerate(self.articles):
            made += self._rows_of(order, one, matched)
        places = {one.number: order for order, one in enumerate(self.articles)}
        for at, new in enumerate(self.strange):
            if at not in matched:
                row = Row("new", new.article, new.after, "", new.text, f"n-{new.article}-{new.after}-{at}")
                made.append(((places[new.article], new.after, 1 + at), row))
        rows = [row for _order, row in sorted(made, key=lambda pair: pair[0])]
        rows += self._moved(matched)
        return (*rows, *(Row("loose", 0, 0, "", text, f"x-0-0-{at}") for at, text in enumerate(self.loose)))

    def _moved(self, matched: Mapping[int, str]) -> Iterable[Row]:
        """Articles and paragraphs that stand elsewhere: the fewest without which the rest is in the order of the draft."""
        stands = [
            (one.number, number) for one in self.articles for number in (0, *(row.number for row in one.paragraphs))
        ]
        places = {key: place for place, key in enumerate(stands)}
        seen = []
        for one in self.order:
            if isinstance(one, int):
                if one not in matched:
                    continue
                above, _dot, below = matched[one].partition(".")
                one = int(above), int(below)
            seen.append(places[one])
        for place in sorted(set(seen) - set(_longest_rise(list(dict.fromkeys(seen))))):
            article, number = stands[place]
            old = self.old[f"{article}.{number}"] if number else self.old_headings[article]
            if number == 0 or self.texts.get(f"{article}.{number}"):
                yield Row("moved", article, number, old, "", f"x-{article}-{number}-0")

    def _rows_of(
        self, order: int, one: ArticleLaid, matched: Mapping[int, str]
    ) -> Iterable[tuple[tuple[int, int, int], Row]]:
        old, new = self.old_headings[one.number], self.headings.get(one.number)
        if new and new != old:
            yield (order, -1, 0), Row("heading", one.number, 0, old, new, f"h-{one.number}-0-0")
        elif not new and old:
            yield (order, -1, 0), Row("heading_lost", one.number, 0, old, "", f"x-{one.number}-0-0")
        for row in one.paragraphs:
            was, now = self.old[row.ref], self.texts.get(row.ref, "")
            place = f"{one.number}-{row.number}-0"
            if was and not now:
                yield (order, row.number, 0), Row("lost", one.number, row.number, was, "", f"l-{place}")
            elif was != now:
                yield (order, row.number, 0), Row("text", one.number, row.number, was, now, f"t-{place}")

    def _matched(self, lost: Mapping[str, str]) -> dict[int, str]:
        """Paragraphs that lost their mark and not their words, article by article."""
        found: dict[int, str] = {}
        for number in {one.article for one in self.strange}:
            mine = [at for at, one in enumerate(self.strange) if one.article == number]
            missing = {ref: text for ref, text in lost.items() if ref.partition(".")[0] == str(number)}
            texts = [self.strange[at].text for at in mine]
            found |= {mine[place]: ref for place, ref in likened(missing, texts).items()}
        return found


def _numbered(code: str) -> re.Pattern[str]:
    """“Article 31” at the beginning of a line, in the language of the text or in English."""
    forms = {article_words(1, one).strip() for one in (code, "en")}
    said = "|".join(re.escape(one).replace("1", "([0-9]{1,4})", 1) for one in sorted(forms))
    return re.compile(rf"(?:{said})(?=\s*$|\s*[.:–—-]|\s+\S)", re.IGNORECASE)


def _longest_rise(places: list[int]) -> list[int]:
    """The longest run of numbers, gaps allowed, that only rises."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for here, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at[length : length + 1] = [here]
    found, here = [], at[-1] if at else -1
    while here >= 0:
        found.append(places[here])
        here = before[here]
    return found[::-1]
