"""What is read of decisions: the register, a decision's page, verdicts as pages show them, exports, proofs."""

from konfrans.decisions.selectors.exports import Proof, export_of, proofs, publication_facts
from konfrans.decisions.selectors.laws import NotJudged, charter_kept, kind_name, words
from konfrans.decisions.selectors.pages import DecisionPage, decision_page, office_words, seat_words, session_words
from konfrans.decisions.selectors.personal import personal_data
from konfrans.decisions.selectors.prints import card_of, pdf_of
from konfrans.decisions.selectors.register import (
    Filter,
    LedgerRow,
    access_draft,
    all_entries,
    correctable,
    decision_by_key,
    decision_published,
    drafts,
    entries_of,
    file_opens,
    ledger,
    object_address,
    of_session,
    passed_decisions,
    public_title,
    published,
    register,
    waiting,
)
from konfrans.decisions.selectors.verdicts import ShownReason, ShownVerdict, step_words, verdict_of, verdict_shown

__all__ = [
    "DecisionPage", "Filter", "LedgerRow", "NotJudged", "Proof", "ShownReason", "ShownVerdict", "access_draft",
    "all_entries", "card_of", "charter_kept", "correctable", "decision_by_key", "decision_page", "decision_published", "drafts", "entries_of",
    "export_of", "file_opens", "kind_name", "ledger", "object_address", "of_session", "office_words", "passed_decisions", "pdf_of",
    "personal_data", "proofs", "public_title", "publication_facts", "published", "register", "seat_words", "session_words", "step_words", "verdict_of", "verdict_shown", "waiting", "words",
]  # fmt: skip
