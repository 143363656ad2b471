"""The shape of a charter document. Keys, types and bounds; what they refer to is checked in `konfrans.charter.loading`."""

from konfrans.charter.schema.conditions import AmountTable, ConditionTable, PresenceTable, RequirementTable
from konfrans.charter.schema.decisions import KindTable, NotJudgedTable, StepTable, TieTable
from konfrans.charter.schema.document import ArticleTable, DocumentTable
from konfrans.charter.schema.organs import OrganTable

__all__ = [
    "AmountTable",
    "ArticleTable",
    "ConditionTable",
    "DocumentTable",
    "KindTable",
    "NotJudgedTable",
    "OrganTable",
    "PresenceTable",
    "RequirementTable",
    "StepTable",
    "TieTable",
]  # fmt: skip
