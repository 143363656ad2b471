"""Changes of a charter's document as people mean them: words, paragraphs, articles, rules. References follow where numbers move."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

Document = dict[str, Any]
Path = tuple[str | int, ...]
CITING = ("article", "delegable_article", "presentation", "tie_by", "fails_by")
"""Keys that hold a reference to a paragraph."""


def article_of(document: Document, number: int) -> Document:
    """The article of a number; `KeyError` where there is none."""
    for article in document.get("article", ()):
        if article.get("number") == number:
            return article  # type: ignore[no-any-return]
    raise KeyError(number)


def numbered(table: Mapping[str, Any], key: str) -> list[Document]:
    """The rows of a list that have a number, as far as there is such a list: a text that cannot be read as a charter is shown too."""
    rows = table.get(key)
    return [
        row
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict) and type(row.get("number")) is int
    ]


def wordings(table: Mapping[str, Any], key: str) -> dict[str, str]:
    """A text in its languages, as far as there is one."""
    given = table.get(key)
    return {code: str(text) for code, text in given.items()} if isinstance(given, dict) else {}


def free_version(version: str, taken: Collection[str]) -> str:
    """A version that none of those taken has: the next number at its end, "2" after "1"."""
    found = re.search(r"[0-9]{1,9}$", version)
    head, number = (version[: found.start()], int(found[0])) if found else (f"{version} ".lstrip(), 1)
    while version in taken:
        number += 1
        version = f"{head}{number}"
    return version


def set_version(version: str, document: Document) -> None:
    """The version that the text will have once it is adopted."""
    document["version"] = version


def next_number(rows: list[Document]) -> int:
    """The number after the last one."""
    return max((row.get("number", 0) for row in rows if isinstance(row.get("number"), int)), default=0) + 1


def write_article(
    document: Document, number: int, heading: Mapping[str, str], texts: Mapping[int, Mapping[str, str]]
) -> None:
    """The words of an article: its heading and, by number, its paragraphs. What is empty is left out."""
    article = article_of(document, number)
    _words(article, "heading", heading)
    for paragraph in article["paragraph"]:
        if paragraph["number"] in texts:
            _words(paragraph, "text", texts[paragraph["number"]])


def _words(table: Document, key: str, words: Mapping[str, str]) -> None:
    old = wordings(table, key)
    changed = {code: text for code, text in words.items() if not same_words(old.get(code, ""), text)}
    if changed:
        table[key] = {language: text for language, text in {**old, **changed}.items() if text}


def same_words(old: str, new: str) -> bool:
    """Whether a text came back as it was: a browser writes line ends of its own, and a form cuts spaces at the ends."""
    return old == new or "\n".join(old.split("\r\n")).strip() == "\n".join(new.split("\r\n")).strip()


def add_paragraph(document: Document, article: int, after: int | None, text: Mapping[str, str]) -> int:
    """A new paragraph after another (None: at the end); those behind it, and what cites them, move up by one. Its number."""
    rows = article_of(document, article)["paragraph"]
    number = next_number(rows) if after is None else after + 1
    _shift(document, article, rows, lambda old: old + 1 if old >= number else old)
    place = next((at for at, row in enumerate(rows) if row["number"] > number), len(rows))
    rows.insert(place, {"number": number, "text": {key: words for key, words in text.items() if words}})
    return number


def remove_paragraph(document: Document, article: int, number: int) -> None:
    """A paragraph taken out, with the rules that cite it; those behind it, and what cites them, move down by one."""
    found = article_of(document, article)
    found["paragraph"] = [row for row in found["paragraph"] if row["number"] != number]
    _drop(document, lambda ref: ref == f"{article}.{number}")
    _shift(document, article, found["paragraph"], lambda old: old - 1 if old > number else old)


def add_article(document: Document, after: int | None, heading: Mapping[str, str], text: Mapping[str, str]) -> int:
    """A new article of one paragraph after another (None: at the end), in its chapter. Its number: the next free one."""
    rows = document.setdefault("article", [])
    number = next_number(rows)
    place = next((at + 1 for at, row in enumerate(rows) if row["number"] == after), len(rows))
    chapter = rows[place - 1].get("chapter") if place else None
    made: Document = {"number": number, **({"chapter": chapter} if chapter else {}), "heading": dict(heading)}
    rows.insert(place, {**made, "paragraph": [{"number": 1, "text": dict(text)}]})
    return number


def remove_article(document: Document, number: int) -> None:
    """An article taken out, with the rules that cite it. Other articles keep their numbers."""
    document["article"] = [row for row in document["article"] if row["number"] != number]
    _drop(document, lambda ref: ref.split(".")[0] == str(number))


def answer_remark(document: Document, finding: str, article: str, reason: Mapping[str, str]) -> None:
    """A remark of the check answered in the charter: why the rule is meant so. An answer that was there is replaced."""
    withdraw_answer(document, finding, article)
    document.setdefault("accepted", []).append({"finding": finding, "article": article, "reason": dict(reason)})


def withdraw_answer(document: Document, finding: str, article: str) -> None:
    """The answer to a remark taken out."""
    kept = [
        one for one in document.get("accepted", ()) if (one.get("finding"), one.get("article")) != (finding, article)
    ]
    document["accepted"] = kept
    if not kept:
        del document["accepted"]


def set_at(document: Document, path: Path, value: Any) -> None:
    """A value put at a path, or taken out (None); what leads there is made, and what stays empty is taken out. A row beyond the last is
    the next one.
    """
    *way, last = path
    at: Any = document
    for here, follows in zip(way, path[1:], strict=True):
        made: Any = [] if isinstance(follows, int) else {}
        if isinstance(at, list):
            at += [made] if int(here) >= len(at) else []
            at = at[min(int(here), len(at) - 1)]
        else:
            at = at.setdefault(here, made)
    if value is not None and isinstance(at, list):
        at[int(last) : int(last) + 1] = [value]
    elif value is not None:
        at[last] = value
    elif isinstance(at, list):
        del at[int(last)]
    else:
        at.pop(last, None)
    if value is None and not at and len(path) > 2:
        set_at(document, path[:-1], None)


def _shift(document: Document, article: int, rows: list[Document], moved: Callable[[int], int]) -> None:
    numbers = {row["number"]: moved(row["number"]) for row in rows}
    known = {old for old, new in numbers.items() if old != new}
    # Citations are moved for the old numbers, also of a paragraph that was just taken out of the list.
    for row in rows:
        row["number"] = numbers[row["number"]]

    def cite(ref: str) -> str:
        own, _dot, number = ref.partition(".")
        return (
            f"{own}.{numbers[int(number)]}"
            if own == str(article) and number.isdigit() and int(number) in known
            else ref
        )

    cited_anew(document, cite)


def cited_anew(value: Any, change: Callable[[str], str]) -> None:
    """Every reference to a paragraph, changed."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in CITING and isinstance(inner, str):
                value[key] = change(inner)
            else:
                cited_anew(inner, change)
    elif isinstance(value, list):
        for inner in value:
            cited_anew(inner, change)


def _drop(value: Any, gone: Callable[[str], bool], *, top: bool = True) -> bool:
    """Take out every table that cites such a paragraph; whether this one is to go itself."""
    if isinstance(value, dict):
        if not top and isinstance(value.get("article"), str) and gone(value["article"]):
            return True
        for key in [
            key
            for key, inner in value.items()
            if ((not top or key != "article") and _drop(inner, gone, top=False))
            or (key in CITING and isinstance(inner, str) and gone(inner))
        ]:
            del value[key]
    elif isinstance(value, list):
        before = len(value)
        value[:] = [inner for inner in value if not _drop(inner, gone, top=False)]
        return bool(before) and not value
    return False
