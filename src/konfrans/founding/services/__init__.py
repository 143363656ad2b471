"""The founding itself, and what stands in the home until then."""

from konfrans.founding.services.answering import answers_discard, answers_keep, file_keep, token_make
from konfrans.founding.services.founding import Founded, conference_begin, found
from konfrans.founding.services.rehearsing import rehearse, tables_apart, tables_there

__all__ = [
    "Founded", "answers_discard", "answers_keep", "conference_begin", "file_keep", "found", "rehearse", "tables_apart", "tables_there",
    "token_make",
]  # fmt: skip
