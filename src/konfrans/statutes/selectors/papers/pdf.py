"""A charter or a draft as a PDF, in one language or in two columns, set by typst."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from konfrans.kernel.conference import conference
from konfrans.kernel.documents import document_pdf
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
    rules_in,
    title_of,
)


def charter_pdf(source: Source, spoken: tuple[str, ...], *, rules: bool) -> bytes:
    """The PDF in one language, or in two columns; with `rules`, the rule in words beside each paragraph, not only its text.

    The words around the text are those of its language; in two columns, those of both.
    """
    language = spoken[0] if len(spoken) == 1 else get_language() or spoken[0]
    with override(language):
        data = _data(source, spoken, language, rules)
    return _made(json.dumps(data, ensure_ascii=False), language)


@lru_cache(maxsize=24)
def _made(data: str, language: str) -> bytes:
    return document_pdf("statutes/charter.typ", json.loads(data), language)


def _data(source: Source, spoken: tuple[str, ...], language: str, rules: bool) -> dict[str, Any]:
    title, kicker, mark = title_of(source, language), kicker_of(source), mark_of(source)
    name = conference().name.given()
    chapters = laid(source.document)
    hashed = f"SHA-256 {source.sha256[:8]} …"
    around = [_around(source, code) for code in spoken]
    return {
        "title": f"{title}. {kicker}" + (f". {mark}" if mark else ""),
        "author": name,
        "heads": [[code, one["name"], one["kicker"]] for code, one in zip(spoken, around, strict=True)],
        "titles": [[code, title_of(source, code)] for code in spoken],
        "mark": _once((one["mark"] for one in around), " / "),
        "feet": _feet(spoken, [f"{one['title']} · {one['kicker']}" for one in around], hashed),
        "facts": [
            [_once((label for label, _value in rows), " / "), _once((value for _label, value in rows), " / ")]
            for rows in zip(*(one["facts"] for one in around), strict=True)
        ],
        "hash": " ".join(source.sha256[at : at + 8] for at in range(0, 64, 8)),
        "notes": [[code, note_of(source, code)] for code in spoken if note_of(source, code)],
        "spoken": spoken,
        "rules": rules,
        "chapters": [_chapter(one, source, spoken, rules) for one in chapters],
        "chaptered": any(one.number for one in chapters),
        "words": {"contents": [[code, one["contents"]] for code, one in zip(spoken, around, strict=True)]},
    }


def _around(source: Source, code: str) -> dict[str, Any]:
    """What stands around the text, in one language."""
    with override(code):
        return {
            "name": conference().name.given(), "kicker": kicker_of(source), "mark": mark_of(source), "title": title_of(source, code),
            "facts": facts_of(source), "contents": _("Articles"),
        }  # fmt: skip


def _once(said: Iterable[str], between: str) -> str:
    """The same in each language, said once where it is the same."""
    return between.join(dict.fromkeys(one for one in said if one))


def _feet(spoken: tuple[str, ...], said: list[str], hashed: str) -> list[list[str]]:
    """A line at the foot for each language; the last one has the hash."""
    return [
        [code, f"{one} · {hashed}" if at == len(said) - 1 else one]
        for at, (code, one) in enumerate(zip(spoken, said, strict=True))
    ]


def _chapter(one: ChapterLaid, source: Source, spoken: tuple[str, ...], rules: bool) -> dict[str, Any]:
    return {
        "number": one.number,
        "label": f"c{one.number}",
        "headings": [[code, chapter_words(one.number, code), _in(one.headings, code)] for code in spoken],
        "articles": [_article(article, source, spoken, rules) for article in one.articles],
    }


def _article(one: ArticleLaid, source: Source, spoken: tuple[str, ...], rules: bool) -> dict[str, Any]:
    return {
        "label": f"a{one.number}",
        "headings": [[code, article_words(one.number, code), _in(one.headings, code)] for code in spoken],
        "paragraphs": [
            {
                "label": "a" + row.ref.replace(".", "-"),
                "ref": row.ref,
                "cells": [
                    {
                        "code": code, "text": _in(row.texts, code), "lacks": lacks_words(code), "open": _in(row.open, code),
                        "open-label": open_words(code), "rules": rules_in(source, row.ref, code) if rules else (),
                    }
                    for code in spoken
                ],
            }
            for row in one.paragraphs
        ],
    }  # fmt: skip


def _in(texts: Mapping[str, str], code: str) -> str:
    return texts.get(code, "")
