"""What a draft's document holds, and how it is changed; values alone."""

from konfrans.statutes.rules.editing import (
    add_article,
    add_paragraph,
    answer_remark,
    article_of,
    next_number,
    numbered,
    remove_article,
    remove_paragraph,
    set_at,
    value_at,
    withdraw_answer,
    wordings,
    write_article,
)
from konfrans.statutes.rules.places import place_of, places_of
from konfrans.statutes.rules.suggesting import (
    LONGEST_NAME,
    LONGEST_REMARK,
    Suggestion,
    changed_words,
    numbers_of,
    put_suggestion,
    stage_on,
    text_path,
)

__all__ = [
    "LONGEST_NAME",
    "LONGEST_REMARK",
    "Suggestion",
    "add_article",
    "add_paragraph",
    "answer_remark",
    "article_of",
    "changed_words",
    "next_number",
    "numbered",
    "numbers_of",
    "place_of",
    "places_of",
    "put_suggestion",
    "remove_article",
    "remove_paragraph",
    "set_at",
    "stage_on",
    "text_path",
    "value_at",
    "withdraw_answer",
    "wordings",
    "write_article",
]  # fmt: skip
