"""What a draft's document holds, and how it is changed; values alone."""

from konfrans.statutes.rules.editing import (
    add_article,
    add_paragraph,
    article_of,
    next_number,
    remove_article,
    remove_paragraph,
    set_at,
    value_at,
    write_article,
)
from konfrans.statutes.rules.places import place_of, places_of

__all__ = [
    "add_article", "add_paragraph", "article_of", "next_number", "place_of", "places_of", "remove_article", "remove_paragraph", "set_at", "value_at",
    "write_article",
]  # fmt: skip
