"""The shape of a charter document. Keys, types and bounds; what they refer to is checked in `konfrans.charter.loading`."""

from konfrans.charter.schema.conditions import AmountTable, ConditionTable, PresenceTable, RequirementTable
from konfrans.charter.schema.decisions import KindTable, TieTable
from konfrans.charter.schema.document import ArticleTable, DocumentTable
from konfrans.charter.schema.organs import OrganTable

__all__ = [
    "AmountTable", "ArticleTable", "ConditionTable", "DocumentTable", "KindTable", "OrganTable", "PresenceTable",
    "RequirementTable", "TieTable",
]  # fmt: skip
