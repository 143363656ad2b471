"""Two texts beside each other: their words, and their rules by what follows from them; several by mechanism; what does not agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language

from konfrans.charter import Charter
from konfrans.charter.comparison.beside import beside
from konfrans.charter.comparison.difference import Difference, difference
from konfrans.charter.comparison.examples import examples, together
from konfrans.charter.words import Language
from konfrans.decisions.selectors import words
from konfrans.statutes.rules.words_apart import Piece, aligned, pieces
from konfrans.statutes.selectors.drafts import FoundShown, RuleShown, findings, looked_at, rules_beside
from konfrans.statutes.selectors.texts import ArticleText, Law, Named

LARGEST = 60
"""Members up to which votes are looked through on a page."""

# words ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParagraphApart:
    """A paragraph in both texts; `was` and `ref` are empty where it is not in the first or the second."""

    was: str
    ref: str
    texts: tuple[tuple[str, tuple[Piece, ...]], ...]

    @property
    def state(self) -> str:
        """same, changed, new or gone; moved where only its number is another."""
        if not self.was or not self.ref:
            return "new" if self.ref else "gone"
        if any(one.kind != "same" for _code, found in self.texts for one in found):
            return "changed"
        return "same" if self.was == self.ref else "moved"


@dataclass(frozen=True, slots=True)
class ArticleApart:
    """An article in both texts, with the paragraphs that differ and how many do not."""

    was: int | None
    number: int | None
    heading: tuple[tuple[str, tuple[Piece, ...]], ...]
    paragraphs: tuple[ParagraphApart, ...]
    same: int
    changed: bool


@dataclass(frozen=True, slots=True)
class TextsApart:
    """Every article that differs, and how many do not."""

    articles: tuple[ArticleApart, ...]
    same: int
    languages: tuple[str, ...]
    changed: int
    new: int
    gone: int

    @property
    def differing(self) -> int:
        return self.changed + self.new + self.gone


def texts_apart(first: Named, second: Named) -> TextsApart:
    """Two texts word by word, in every language that either has, the second's authentic one first."""
    spoken = dict.fromkeys((second.authentic, *second.languages, *first.languages))
    codes = tuple(code for code in spoken if code in first.languages and code in second.languages) or tuple(spoken)
    pairs = aligned(
        [_joined(one, codes) for one in first.articles], [_joined(one, codes) for one in second.articles],
        ([one.number for one in first.articles], [one.number for one in second.articles]),
    )  # fmt: skip
    found = [
        _article(None if i is None else first.articles[i], None if j is None else second.articles[j], codes)
        for i, j in pairs
    ]
    shown = tuple(one for one in found if one.changed)
    states = [row.state for one in found for row in one.paragraphs]
    return TextsApart(
        shown, len(found) - len(shown), codes, states.count("changed"), states.count("new"), states.count("gone")
    )


def _joined(article: ArticleText, codes: tuple[str, ...]) -> str:
    code = codes[0]
    return "\n".join((article.heading.get(code, ""), *(text.get(code, "") for _number, text in article.paragraphs)))


def _article(old: ArticleText | None, new: ArticleText | None, codes: tuple[str, ...]) -> ArticleApart:
    before, after = old.paragraphs if old else (), new.paragraphs if new else ()
    code = codes[0]
    rows = []
    numbers = [one[0] for one in before], [one[0] for one in after]
    for i, j in aligned(
        [one[1].get(code, "") for one in before], [one[1].get(code, "") for one in after], numbers, by_number=True
    ):
        was = f"{old.number}.{before[i][0]}" if old and i is not None else ""
        ref = f"{new.number}.{after[j][0]}" if new and j is not None else ""
        one, two = before[i][1] if i is not None else {}, after[j][1] if j is not None else {}
        texts = tuple((each, pieces(one.get(each, ""), two.get(each, ""))) for each in codes)
        rows.append(ParagraphApart(was, ref, texts))
    heads = old.heading if old else {}, new.heading if new else {}
    heading = tuple((each, pieces(heads[0].get(each, ""), heads[1].get(each, ""))) for each in codes)
    shown = tuple(one for one in rows if one.state not in ("same", "moved"))
    renamed = any(one.kind != "same" for _code, found in heading for one in found)
    return ArticleApart(
        old.number if old else None, new.number if new else None, heading, shown, len(rows) - len(shown),
        bool(shown) or renamed or old is None or new is None,
    )  # fmt: skip


# rules by consequence -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KindsApart:
    """Kinds of decision that differ alike: how, by which votes, and the rule of each text in words."""

    kinds: tuple[str, ...]
    relation: str
    relation_words: str
    examples: tuple[str, ...]
    rules: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MechanismApart:
    """Mechanisms of which each text says the same, in words."""

    subjects: tuple[str, ...]
    relation: str
    relation_words: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesApart:
    """What the second text does otherwise: kinds of decision, then mechanisms under their headings."""

    kinds: tuple[KindsApart, ...]
    mechanisms: tuple[tuple[str, tuple[MechanismApart, ...]], ...]
    same: int
    counts: tuple[tuple[str, int], ...]
    """How many are stricter, looser, different, only in one."""

    @property
    def differing(self) -> int:
        return sum(number for _words, number in self.counts)


@lru_cache(maxsize=128)
def _rules_apart(first: Law, second: Law, names: tuple[str, str], language: str) -> RulesApart:
    spoken, laws = words(language), (first.charter, second.charter)
    found = difference(*laws, size=_size(laws))
    said = spoken.of_comparison()
    shown = [one for one in found if one.relation != "same"]
    kinds = tuple(_kinds(shown, laws, names, spoken))
    rules = {id(one.rule): one.rule for one in shown if one.rule is not None}.values()
    alike = together((((one.first, one.second), one.relation) for one in rules), laws, spoken)
    headed: dict[str, list[MechanismApart]] = {}
    for one in alike:
        row = MechanismApart(one.subjects, one.relation, said[one.relation], one.said)
        headed.setdefault(one.heading, []).append(row)
    same = {
        one.mechanism if one.rule is None else id(one.rule) for one in found if (one.rule or one).relation == "same"
    }
    relations = [one.relation for one in kinds for _each in one.kinds] + [one.relation for one in alike]
    counts = tuple((said[name], relations.count(name)) for name in dict.fromkeys(relations))
    return RulesApart(kinds, tuple((name, tuple(rows)) for name, rows in headed.items()), len(same), counts)


def _size(laws: tuple[Charter, Charter]) -> int | None:
    """As large as the assemblies are; what would take a page too long is cut."""
    from konfrans.charter.checks.decisions import Sizes

    most = max(Sizes().of(next(iter(one.organs.values()))) for one in laws)
    return LARGEST if most > LARGEST else None


def rules_apart(first: Named, second: Named) -> RulesApart | None:
    """The rules by consequence, in the language of the page; None where one of the texts cannot be read as a charter."""
    if first.charter is None or second.charter is None:
        return None
    return _rules_apart(Law(first.charter), Law(second.charter), names_of(first, second), get_language() or "en")


def names_of(first: Named, second: Named) -> tuple[str, str]:
    """What the two are called; with what they are where they are called the same."""
    if first.name != second.name:
        return first.name, second.name
    return f"{first.name} ({first.note})", f"{second.name} ({second.note})"


def _kinds(
    shown: list[Difference], laws: tuple[Charter, Charter], names: tuple[str, str], spoken: Language
) -> Iterator[KindsApart]:
    said = spoken.of_comparison()
    cells = {row.mechanism: row.cells for row in beside(laws, spoken) if not row.rules}
    alike: dict[tuple[str, tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]], list[str]] = {}
    for one in shown:
        if one.rule is not None:
            continue
        kind = one.mechanism.removeprefix("kinds.")
        rows = [cells.get(one.mechanism, ("", "")), cells.get(f"{one.mechanism}.quorum", ("", ""))]
        rules = tuple(tuple(row[side] for row in rows if row[side]) for side in (0, 1))
        name = spoken.kind(kind, next(law for law in laws if kind in law.kinds_known()))
        alike.setdefault((one.relation, examples(one, laws, names, spoken), rules), []).append(name)  # type: ignore[arg-type]
    for (relation, votes, rules), kinds in alike.items():
        yield KindsApart(tuple(kinds), relation, said[relation], votes, rules)


# several texts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One row: what it is about, and what each text says (empty where it says nothing), with whether a draft says otherwise than the first."""

    subject: str
    cells: tuple[tuple[str, bool], ...]

    @property
    def changed(self) -> bool:
        return any(other for _said, other in self.cells)


@dataclass(frozen=True, slots=True)
class BesideGroup:
    """The rows of one mechanism."""

    heading: str
    rows: tuple[BesideRow, ...]


SHOWN = ("draft", "differing", "all")
"""What of a table is shown: rows in which a draft says otherwise than the first text, in which any text does, every row."""

Said = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


@lru_cache(maxsize=64)
def _beside(kept: tuple[Law, ...], language: str) -> Said:
    """Headings with their rows: what each is about, and what each charter says."""
    spoken, laws = words(language), tuple(one.charter for one in kept)
    rows = beside(laws, spoken)
    votes: dict[bool, dict[tuple[str, ...], list[str]]] = {False: {}, True: {}}
    for row in rows:
        if row.rules:
            continue
        kind = row.mechanism.removeprefix("kinds.").removesuffix(".quorum")
        name = spoken.kind(kind, next(law for law in laws if kind in law.kinds_known()))
        votes[row.mechanism.endswith(".quorum")].setdefault(row.cells, []).append(name)
    headed: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        str(spoken.headings[heading]): [(", ".join(kinds), cells) for cells, kinds in votes[quorum].items()]
        for heading, quorum in (("majority", False), ("quorum", True))
    }
    for one in together(((each, "") for each in dict.fromkeys(row.rules for row in rows if row.rules)), laws, spoken):
        headed.setdefault(one.heading, []).append(("; ".join(one.subjects), one.said))
    return tuple((heading, tuple(found)) for heading, found in headed.items())


def beside_groups(texts: Sequence[Named], shown: str) -> tuple[BesideGroup, ...]:
    """Every mechanism of several texts, a cell for each, in the words of the page's language; `shown` is one of `SHOWN`."""
    read = [one for one in texts if one.charter is not None]
    laws = tuple(Law(one.charter) for one in read if one.charter is not None)
    groups = []
    for heading, found in _beside(laws, get_language() or "en") if laws else ():
        rows = [
            BesideRow(
                about,
                tuple((cell, bool(text.draft) and cell != cells[0]) for cell, text in zip(cells, read, strict=True)),
            )
            for about, cells in found
            if shown == "all" or len(set(cells)) > 1
        ]
        if kept := tuple(row for row in rows if shown != "draft" or row.changed):
            groups.append(BesideGroup(heading, kept))
    return tuple(groups)


# what does not agree --------------------------------------------------------------------------------------------------

DISAGREE = ("words_and_rule", "languages_differ", "digits_and_words")


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A heading or a paragraph, the language it lacks, and what it says in another."""

    ref: str
    article: int
    language: str
    other: str
    text: str


def untranslated(text: Named) -> tuple[Untranslated, ...]:
    """Headings and paragraphs that lack one of the text's languages."""
    return tuple(_lacking(text))


def _lacking(text: Named) -> Iterator[Untranslated]:
    for article in text.articles:
        for ref, said in (
            (str(article.number), article.heading),
            *((f"{article.number}.{number}", said) for number, said in article.paragraphs),
        ):
            there = next(((code, said[code]) for code in (text.authentic, *text.languages) if said.get(code)), ("", ""))
            if not there[1] and "." not in ref:
                continue  # an article without a heading in any language has none to translate
            for code in text.languages:
                if not said.get(code):
                    yield Untranslated(ref, article.number, code, *there)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A paragraph whose words say otherwise than its rule, or otherwise in another language: the finding, the words, the rules."""

    finding: FoundShown
    texts: tuple[tuple[str, str], ...]
    rules: tuple[RuleShown, ...]

    @property
    def anchor(self) -> str:
        return "a" + self.finding.article.replace(".", "-")


def disagreements(text: Named) -> tuple[Disagreement, ...]:
    """What the check finds of words that do not agree, those that the charter answers too."""
    of = {f"{article.number}.{number}": said for article in text.articles for number, said in article.paragraphs}
    rules = rules_beside(text.text)
    return tuple(
        Disagreement(
            one, tuple((code, of.get(one.article, {}).get(code, "")) for code in text.languages), tuple(rules.get(one.article, ()))
        )
        for one in findings(looked_at(text.text))
        if one.code in DISAGREE
    )  # fmt: skip
