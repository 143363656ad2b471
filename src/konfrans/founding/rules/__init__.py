"""What is answered before a conference begins, and what an answer has to be like."""

from konfrans.founding.rules.answers import (
    MAIL,
    SHORT,
    USUAL_CHARTER,
    USUAL_LANGUAGES,
    Answers,
    Facts,
    Fault,
    Wrong,
    by_language,
    codes_of,
    country_fault,
    dated,
    day_fault,
    key_fault,
    key_of,
    languages_fault,
    looked_at,
    mail_fault,
    short_fault,
    whole_name_fault,
    zone_fault,
)
from konfrans.founding.rules.settled import environment, told_otherwise
from konfrans.founding.rules.zones import usual_zone, zones_of

__all__ = [
    "MAIL", "SHORT", "USUAL_CHARTER", "USUAL_LANGUAGES", "Answers", "Facts", "Fault", "Wrong", "by_language", "codes_of", "country_fault",
    "dated", "day_fault", "environment", "key_fault", "key_of", "languages_fault", "looked_at", "mail_fault", "short_fault", "told_otherwise",
    "usual_zone", "whole_name_fault", "zone_fault", "zones_of",
]  # fmt: skip
