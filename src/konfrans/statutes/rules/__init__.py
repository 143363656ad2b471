"""What a draft's document holds, and how it is changed; values alone."""

from konfrans.statutes.rules.editing import (
    add_article,
    add_paragraph,
    answer_remark,
    article_of,
    free_version,
    next_number,
    numbered,
    remove_article,
    remove_paragraph,
    set_at,
    set_version,
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
from konfrans.statutes.rules.tables import table_text
from konfrans.statutes.rules.titles import chapters_of, write_titles

__all__ = [
    "LONGEST_NAME",
    "LONGEST_REMARK",
    "Suggestion",
    "add_article",
    "add_paragraph",
    "answer_remark",
    "article_of",
    "changed_words",
    "chapters_of",
    "free_version",
    "next_number",
    "numbered",
    "numbers_of",
    "place_of",
    "places_of",
    "put_suggestion",
    "remove_article",
    "remove_paragraph",
    "set_at",
    "set_version",
    "stage_on",
    "table_text",
    "text_path",
    "value_at",
    "withdraw_answer",
    "wordings",
    "write_article",
    "write_titles",
]  # fmt: skip
