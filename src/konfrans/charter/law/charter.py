"""The whole document: articles with their text, the rules beside them, and which rule governs a kind of decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from konfrans.charter.faults import KindError, nearest
from konfrans.charter.holidays import Holidays, known_zone
from konfrans.charter.law.accepted import Accepted
from konfrans.charter.law.articles import Article, Chapter, Paragraph
from konfrans.charter.law.elections import Election
from konfrans.charter.law.examples import Example
from konfrans.charter.law.fees import ArrearsStep, Fee
from konfrans.charter.law.force import Ranks, Start
from konfrans.charter.law.kinds import Kind, MotionRule, rule_of
from konfrans.charter.law.members import Admission, Category, Datum
from konfrans.charter.law.organs import Organ
from konfrans.charter.law.representation import Representation, Weights
from konfrans.charter.law.seats import Incompatible, circles, seat_names
from konfrans.charter.law.terms import Term, term_faults
from konfrans.charter.law.votes import STANDARD_KINDS, Listed
from konfrans.charter.money import Currency
from konfrans.charter.tables import (
    NONE,
    DocumentKey,
    Key,
    LanguageCode,
    NotInFile,
    Ref,
    Size,
    Table,
    Texts,
    Wrong,
)
from konfrans.charter.verdicts import CharterRef


class Office(Table):
    """An office: whoever acts by the charter."""

    name: Texts
    """Its name, in each language."""
    outside: bool = False
    """Whether it is held outside the body, as by a ministry or a court: it acts here, and no seat here leads to it."""


class Group(Table):
    """A part of the body that is counted by itself: a chamber, a type of institution."""

    name: Texts
    """Its name, in each language."""
    article: Ref
    """The paragraph that founds it."""


class Charter(Table):
    """A charter document, read. `document` is its text with LF line ends, `sha256` that of its UTF-8 bytes."""

    key: DocumentKey
    """What the charter is called in files and addresses."""
    version: Annotated[str, Size(1, 40)]
    """Which version of it this is."""
    languages: Annotated[tuple[LanguageCode, ...], Size(1, 24)]
    """The languages in which every text is given."""
    authentic: LanguageCode
    """The language that decides where texts differ."""
    title: Texts
    """The title, in each language."""
    note: Texts | None = None
    """What a reader should know first."""
    chapter: Annotated[tuple[Chapter, ...], Size(0, 200)] = ()
    """The chapters, if there are any."""
    article: Annotated[tuple[Article, ...], Size(1, 1000)]
    """The articles."""
    offices: Annotated[Mapping[Key, Office], Size(0, 500)] = NONE
    """The offices."""
    groups: Annotated[Mapping[Key, Group], Size(0, 100)] = NONE
    """Parts of the body that conditions count by themselves."""
    organs: Annotated[Mapping[Key, Organ], Size(1, 100)]
    """The organs."""
    kinds: Annotated[Mapping[Key, Kind], Size(0, 500)] = NONE
    """The kinds of decision."""
    fallback: Annotated[tuple[Listed, ...], Size(0, 100)] = ()
    """Kinds that follow the rule for ordinary decisions, and the article that says so."""
    elections: Annotated[Mapping[Key, Election], Size(0, 100)] = NONE
    """How offices and seats are filled by election."""
    start: Annotated[tuple[Start, ...], Size(0, 100)] = ()
    """When its articles begin to be in force."""
    ranks: Ranks | None = None
    """Documents in ranks, the highest first."""
    accepted: Annotated[tuple[Accepted, ...], Size(0, 500)] = ()
    """Remarks of a check that the drafters mean so."""
    zone: Annotated[str, Size(1, 60)] = "UTC"
    """The time zone in which days end, by its IANA name: Asia/Baku."""
    incompatible: Annotated[tuple[Incompatible, ...], Size(0, 100)] = ()
    """Offices and seats that one person may not hold together."""
    terms: Annotated[Mapping[Key, Term], Size(0, 100)] = NONE
    """How long seats are held, what ends them early, who acts meanwhile."""
    categories: Annotated[Mapping[Key, Category], Size(0, 50)] = NONE
    """The categories of members."""
    data: Annotated[Mapping[Key, Datum], Size(0, 50)] = NONE
    """Numbers known of each member, such as its students."""
    admission: Annotated[tuple[Admission, ...], Size(0, 50)] = ()
    """How members are admitted."""
    representation: Representation | None = None
    """Who may act for a member."""
    weights: Weights | None = None
    """How many votes a member has; left out: one."""
    currency: Currency | None = None
    """In what money the body reckons; needed where there are fees."""
    fees: Annotated[Mapping[Key, Fee], Size(0, 20)] = NONE
    """The fees."""
    arrears: Annotated[tuple[ArrearsStep, ...], Size(0, 10)] = ()
    """What follows where a fee is not paid."""
    example: Annotated[tuple[Example, ...], Size(0, 2000)] = ()
    """Cases that show the rules at work."""
    document: Annotated[str, NotInFile()] = ""
    sha256: Annotated[str, NotInFile()] = ""
    holidays: Annotated[Holidays | None, NotInFile()] = None
    """The conference's table of holidays, where it was given (`with_holidays`)."""

    def __repr__(self) -> str:
        return f"<Charter {self.key} {self.version} {self.sha256[:12]}>"

    def value(self) -> Any:
        articles = tuple(sorted(self.article, key=lambda article: article.number))
        whole = (Chapter(number="", heading={}, articles=articles),)
        chapters = tuple(
            chapter.but(articles=tuple(one for one in articles if one.chapter == chapter.number))
            for chapter in self.chapter
        )
        return self.but(article=articles, chapter=chapters or whole)

    def faults(self) -> Iterator[Wrong]:
        if self.authentic not in self.languages:
            yield "authentic_not_listed", ("authentic",), {"given": self.authentic, "known": self.languages}
        for index, language in enumerate(self.languages):
            if language in self.languages[:index]:
                yield "twice", ("languages", index), {"what": "language", "given": language}
        if not known_zone(self.zone):
            yield "zone_unknown", ("zone",), {"given": self.zone}
        yield from self._numbers()
        yield from circles(self.organs)
        yield from term_faults(self.terms)
        for key, kind in self.kinds.items():
            if kind.organ is None and len(self.organs) > 1:
                yield "missing_key", ("kinds", key), {"missing": "organ"}
        if self.fees and self.currency is None:
            yield "missing_key", (), {"missing": "currency"}
        ordinary = self.kinds.get("ordinary")
        for index, fallback in enumerate(self.fallback):
            if ordinary is None or ordinary.condition is None:
                yield "fallback_to_nothing", ("fallback", index), {}
            for place, name in enumerate(fallback.kinds):
                own = self.kinds.get(name)
                if own is not None and own.condition is not None:
                    yield "fallback_of_ruled", ("fallback", index, "kinds", place), {"given": name}

    def _numbers(self) -> Iterator[Wrong]:
        chapters = [chapter.number for chapter in self.chapter]
        for index, roman in enumerate(chapters):
            if roman in chapters[:index]:
                yield "twice", ("chapter", index, "number"), {"what": "chapter", "given": roman}
        seen: set[int] = set()
        for index, article in enumerate(self.article):
            if article.number in seen:
                yield "twice", ("article", index, "number"), {"what": "article", "given": str(article.number)}
            seen.add(article.number)
            if article.chapter is None and chapters:
                yield "missing_key", ("article", index), {"missing": "chapter"}
            elif article.chapter is not None and article.chapter not in chapters:
                facts = {"what": "chapter", "given": article.chapter, "nearest": None}
                yield "not_found", ("article", index, "chapter"), facts

    @property
    def calendar(self) -> Holidays:
        """What days are counted by: the table of holidays, else the zone alone, in which working days are unknown."""
        return self.holidays or Holidays(zone=self.zone)

    def with_holidays(self, holidays: Holidays) -> Charter:
        """The same charter with the conference's table of holidays."""
        return self.but(holidays=holidays)

    @property
    def ref(self) -> CharterRef:
        return CharterRef(key=self.key, version=self.version, sha256=self.sha256)

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters with their articles; one without a number where the charter has none."""
        return self.chapter

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles in the order of their numbers."""
        return self.article

    def paragraph(self, ref: str) -> Paragraph:
        """The paragraph cited as "29.3"; KeyError where the charter has none."""
        for article in self.article:
            for paragraph in article.paragraph:
                if paragraph.ref == ref:
                    return paragraph
        raise KeyError(ref)

    def organ_of(self, kind: Kind) -> Organ:
        """The organ that decides on a kind: the one it names, else the only one."""
        return self.organs[kind.organ] if kind.organ else next(iter(self.organs.values()))

    def kinds_known(self) -> tuple[str, ...]:
        """Every kind that may be asked about: the standard ones, then the charter's own."""
        return STANDARD_KINDS + tuple(key for key in self.kinds if key not in STANDARD_KINDS)

    def kinds_ruled(self) -> tuple[str, ...]:
        """The kinds that the charter has a rule for, in the order of `kinds_known`."""
        return tuple(key for key in self.kinds_known() if self.motion_rule(key) is not None)

    def motion_rule(self, kind: str) -> MotionRule | None:
        """What governs a motion of this kind; None where the charter has no rule. `KindError`: no such kind."""
        if kind not in STANDARD_KINDS and kind not in self.kinds:
            meant = nearest(kind, self.kinds_known())
            raise KindError("kind_unknown", given=kind[:80], nearest=meant, known=self.kinds_ruled())
        return rule_of(kind, self)

    def things(self) -> dict[str, frozenset[str] | frozenset[int]]:
        """What a reference of the document may name, by what it is."""
        return {
            "article": frozenset(one.ref for article in self.article for one in article.paragraph),
            "article_number": frozenset(article.number for article in self.article),
            "kind": frozenset(self.kinds_known()),
            "standard_kind": frozenset(STANDARD_KINDS),
            "organ": frozenset(self.organs),
            "seat": seat_names(self.organs),
            "office": frozenset(self.offices),
            "group": frozenset(self.groups),
            "election": frozenset(self.elections),
            "category": frozenset(self.categories),
            "datum": frozenset(self.data),
            "fee": frozenset(self.fees),
        }
