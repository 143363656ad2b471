"""The charter as values: articles and the rules beside them. Each file holds what one part of a charter says."""

from konfrans.charter.law.articles import Article, Chapter, Paragraph
from konfrans.charter.law.charter import Charter, Group, Office
from konfrans.charter.law.kinds import Kind, MotionRule
from konfrans.charter.law.organs import Freeze, Organ, Recusal, SecondCall
from konfrans.charter.law.votes import STANDARD_KINDS, Attested, Ballot, Listed, NotJudged, Step, Tie
from konfrans.charter.tables import Text

__all__ = [
    "STANDARD_KINDS",
    "Article",
    "Attested",
    "Ballot",
    "Chapter",
    "Charter",
    "Freeze",
    "Group",
    "Kind",
    "Listed",
    "MotionRule",
    "NotJudged",
    "Office",
    "Organ",
    "Paragraph",
    "Recusal",
    "SecondCall",
    "Step",
    "Text",
    "Tie",
]  # fmt: skip
