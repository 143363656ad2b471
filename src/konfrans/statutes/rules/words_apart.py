"""Two texts word by word, and the articles of two documents put beside each other by what they say; values alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.4
"""Share of common words from which two paragraphs or articles are one, changed."""
REWRITTEN = 0.3
"""Share of common words below which a text is shown as taken out and written anew: scattered words would say nothing."""
MOST_WORDS = 1_000_000
"""Words and signs of one text times those of the other, up to which they are compared word by word (in a twentieth of a second); beyond
it the whole is taken out and written anew. The longest paragraph of the models has 254."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: in both, only in the first (`gone`), only in the second (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def tokens(text: str) -> list[str]:
    """The words of a text, the spaces between them and the signs, in their order; together they are the text."""
    return _TOKEN.findall(text)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What has to be taken out of the first text and put in to get the second, word by word."""
    if old == new:
        return (Piece("same", new),) if new else ()
    a, b = tokens(old), tokens(new)
    if not a or not b or len(a) * len(b) > MOST_WORDS:
        return _whole(old, new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < REWRITTEN or _common(a, b) < REWRITTEN:
        return _whole(old, new)
    found: list[Piece] = []
    gone = put = ""
    steps = matcher.get_opcodes()
    for place, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag == "equal":
            words = "".join(a[i1:i2])
            if 0 < place < len(steps) - 1 and not re.search(r"\w", words):
                gone, put = gone + words, put + words  # a space between two changed words is no word in common
                continue
            found += _changed(gone, put)
            gone = put = ""
            found.append(Piece("same", words))
        else:
            gone, put = gone + "".join(a[i1:i2]), put + "".join(b[j1:j2])
    return (*found, *_changed(gone, put))


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(_changed(old, new))


def _changed(gone: str, put: str) -> list[Piece]:
    """What is taken out, then what is put in; what both begin or end with is no change."""
    start = len(gone) - len(gone.lstrip())
    head = gone[:start] if start and put.startswith(gone[:start]) else ""
    gone, put = gone[len(head) :], put[len(head) :]
    end = len(gone) - len(gone.rstrip())
    tail = gone[len(gone) - end :] if end and put.endswith(gone[len(gone) - end :]) else ""
    if tail:
        gone, put = gone[: -len(tail)], put[: -len(tail)]
    found = [Piece("same", head), Piece("gone", gone), Piece("new", put), Piece("same", tail)]
    return [one for one in found if one.text]


def _common(a: Iterable[str], b: Iterable[str]) -> float:
    """The share of words in common, twice the common ones through all of them; each word once."""
    one, two = {word for word in a if word[0].isalnum()}, {word for word in b if word[0].isalnum()}
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0


Pair = tuple[int | None, int | None]


def aligned(
    first: Sequence[str],
    second: Sequence[str],
    numbers: tuple[Sequence[int], Sequence[int]],
    *,
    by_number: bool = False,
) -> list[Pair]:
    """Places of two lists of texts in pairs: each text with the one it is most like, of those equally alike with the one of its own
    number; None beside what has no other. `by_number`: what is left is paired by number, though it was written anew. In the order of the second list, what is only in the first behind its neighbour there.
    """
    words = [[_words(one) for one in texts] for texts in (first, second)]
    likeness = []
    for i, one in enumerate(words[0]):
        for j, two in enumerate(words[1]):
            same = numbers[0][i] == numbers[1][j]
            share = 1.0 if first[i] == second[j] else _share(one, two)
            if share >= ALIKE:
                likeness.append((share + (0.1 if same else 0), same, -abs(i - j), i, j))
    likeness.sort(reverse=True)
    of_first: dict[int, int] = {}
    of_second: dict[int, int] = {}
    for *_how, i, j in likeness:
        if i not in of_first and j not in of_second:
            of_first[i], of_second[j] = j, i
    places = {number: j for j, number in enumerate(numbers[1]) if j not in of_second} if by_number else {}
    for i, number in enumerate(numbers[0]):
        if i not in of_first and number in places:
            of_first[i], of_second[places[number]] = places[number], i
    behind: dict[int, list[int]] = {}
    last = -1
    for i in range(len(first)):
        last = of_first.get(i, last)
        if i not in of_first:
            behind.setdefault(last, []).append(i)
    found: list[Pair] = [(i, None) for i in behind.get(-1, ())]
    for j in range(len(second)):
        found.append((of_second.get(j), j))
        found += [(i, None) for i in behind.get(j, ())]
    return found


def likeness(one: str, two: str) -> float:
    """The share of words that two texts have in common; each word once."""
    return _share(_words(one), _words(two))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _share(one: frozenset[str], two: frozenset[str]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0
