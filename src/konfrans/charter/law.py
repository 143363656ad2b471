"""The charter as values: articles and the rules beside them, and which rule governs a kind of decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from konfrans.charter.amounts import Condition, Requirement
from konfrans.charter.faults import KindError, nearest
from konfrans.charter.verdicts import CharterRef

Text = Mapping[str, str]
"""One text per language: `{"az": "…", "en": "…"}`."""

STANDARD_KINDS = (
    "ordinary", "procedural", "statement", "opinion", "admission", "exclusion", "suspension", "election",
    "appointment", "recall", "budget", "fee", "plan", "report", "committee_creation", "charter_adoption",
    "charter_amendment", "rules_of_procedure", "dissolution",
)  # fmt: skip
"""Kinds of decision that every charter may speak of, so that charters can be compared."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `ref` is how a rule cites it ("29.3"). `open` says what is not settled in a draft."""

    number: int
    text: Text
    open: Text | None
    ref: str


@dataclass(frozen=True, slots=True)
class Article:
    number: int
    heading: Text
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    number: str
    heading: Text
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class SecondCall:
    """The lower quorum of a session called again, and the kinds that keep the first one."""

    quorum: Requirement
    who: str
    closed_to: tuple[str, ...] = ()
    closed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What equal votes mean: `casting_vote`, `fails` or `lot`, in an open and in a secret ballot."""

    article: str
    open: str
    secret: str
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a vote is taken. Without `kinds` for all others; `binding` false: the organ may choose the other mode."""

    article: str
    mode: str
    binding: bool = True
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attested:
    """A rule that people check: the office that attests it says that it was kept."""

    rule: str
    article: str
    who: str
    text: Text


@dataclass(frozen=True, slots=True)
class NotJudged:
    """What an article asks besides the vote: notice, papers, initiative and the like, by key."""

    what: str
    article: str


@dataclass(frozen=True, slots=True)
class Step:
    """What follows once a decision has passed, and by whom; it delays the effect, not the decision."""

    act: str
    who: str
    article: str


@dataclass(frozen=True, slots=True)
class Organ:
    key: str
    name: Text
    article: str
    quorum: Requirement | None = None
    second_call: SecondCall | None = None
    tie: Tie | None = None
    ballots: tuple[Ballot, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of decision. A charter's own kind names the standard one that it is a case of (`like`)."""

    key: str
    organ: str
    like: str | None = None
    name: Text = field(default_factory=dict)
    condition: Condition | None = None
    quorum: Requirement | None = None
    tie: Tie | None = None
    attested: tuple[Attested, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    next: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Fallback:
    """The article by which kinds without a rule of their own follow the rule for ordinary decisions."""

    article: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MotionRule:
    """What governs a motion of one kind: `via` is the article of the fallback, where one was used."""

    kind: str
    organ: Organ
    condition: Condition
    via: str | None
    quorum: Requirement | None
    second_call: SecondCall | None
    tie: Tie | None
    ballot: Ballot | None
    attested: tuple[Attested, ...]
    not_judged: tuple[NotJudged, ...]
    next: tuple[Step, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Charter:
    """A charter document, read. `document` is its text with LF line ends, `sha256` that of its UTF-8 bytes."""

    key: str
    version: str
    languages: tuple[str, ...]
    authentic: str
    title: Text
    note: Text | None
    offices: Mapping[str, Text]
    organs: Mapping[str, Organ]
    kinds: Mapping[str, Kind]
    fallbacks: tuple[Fallback, ...]
    chapters: tuple[Chapter, ...]
    document: str
    sha256: str

    def __repr__(self) -> str:
        return f"<Charter {self.key} {self.version} {self.sha256[:12]}>"

    @property
    def ref(self) -> CharterRef:
        return CharterRef(key=self.key, version=self.version, sha256=self.sha256)

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    def paragraph(self, ref: str) -> Paragraph:
        """The paragraph cited as "29.3"; KeyError where the charter has none."""
        for article in self.articles:
            for paragraph in article.paragraphs:
                if paragraph.ref == ref:
                    return paragraph
        raise KeyError(ref)

    def kinds_known(self) -> tuple[str, ...]:
        """Every kind that may be asked about: the standard ones, then the charter's own."""
        return STANDARD_KINDS + tuple(key for key in self.kinds if key not in STANDARD_KINDS)

    def kinds_ruled(self) -> tuple[str, ...]:
        """The kinds that the charter has a rule for, in the order of `kinds_known`."""
        return tuple(key for key in self.kinds_known() if self.motion_rule(key) is not None)

    def motion_rule(self, kind: str) -> MotionRule | None:
        """What governs a motion of this kind; None where the charter has no rule. `KindError`: no such kind.

        The kind's own rule comes first, then that of the standard kind it is a case of, then the rule for ordinary
        decisions, but the last only where an article says so.
        """
        if kind not in STANDARD_KINDS and kind not in self.kinds:
            meant = nearest(kind, self.kinds_known())
            raise KindError("kind_unknown", given=kind[:80], nearest=meant, known=self.kinds_ruled())
        own = self.kinds.get(kind)
        like = own.like if own is not None and own.like else kind
        near = [one for one in (own, self.kinds.get(like) if like != kind else None) if one is not None]
        names = (kind, like)
        via = None
        source = next((one for one in near if one.condition is not None), None)
        if source is None:
            for fallback in self.fallbacks:
                if fallback.kinds and any(name in fallback.kinds for name in names):
                    source, via = self.kinds.get("ordinary"), fallback.article
        if source is None or source.condition is None:
            return None
        organ = self.organs[near[0].organ if near else source.organ]
        quorum = next((one.quorum for one in near if one.quorum is not None), organ.quorum)
        second = organ.second_call
        if second is not None and any(name in second.closed_to for name in names):
            second = None
        return MotionRule(
            kind=kind,
            organ=organ,
            condition=source.condition,
            via=via,
            quorum=quorum,
            second_call=second,
            tie=source.tie or organ.tie,
            ballot=_ballot(organ, names),
            attested=tuple(rule for one in near for rule in one.attested),
            not_judged=organ.not_judged + tuple(item for one in near for item in one.not_judged),
            next=next((one.next for one in near if one.next), ()),
        )


def _ballot(organ: Organ, names: tuple[str, ...]) -> Ballot | None:
    """The ballot named for the kind itself, else for the standard kind it is a case of, else the general one."""
    for name in names:
        for ballot in organ.ballots:
            if name in ballot.kinds:
                return ballot
    return next((ballot for ballot in organ.ballots if not ballot.kinds), None)
