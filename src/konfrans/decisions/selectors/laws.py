"""The engine's words and the charters kept: what every reading of a decision needs."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language

from konfrans.charter import Charter, LawError, Verdict, languages, load_charter, speak
from konfrans.charter.words import Language
from konfrans.decisions.models import CharterDocument
from konfrans.kernel.localised import Localised
from konfrans.kernel.localised import languages as conference_languages
from konfrans.kernel.refusals import Refused

FIELDS = {
    "more_entitled_than_members": "yes", "more_there_than_entitled": "yes", "more_votes_than_there": "yes",
    "votes_do_not_add_up": "yes", "casting_unknown": "casting", "call_unknown": "kind", "kind_unknown": "kind",
    "attestation_unknown": "kind", "attestation_without_name": "kind", "attestation_twice": "kind",
}  # fmt: skip
"""The form field that each refusal of the engine belongs to."""


def words(language: str | None = None) -> Language:
    """The engine's words in a language, in English where the engine does not speak it."""
    code = language or get_language() or "en"
    return speak(code if code in languages() else "en")


class _Spoken:
    """What the engine refuses, worded when somebody reads it."""

    def __init__(self, error: LawError) -> None:
        self.error = error

    def __str__(self) -> str:
        text, remedy = words().error(self.error)
        return f"{text} {remedy}".strip()


class _Outcome:
    """A verdict's word, in the reader's language."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict

    def __str__(self) -> str:
        return words().outcome(self.verdict)


class NotJudged(Refused):
    """The engine cannot judge a vote: its own sentence and remedy, at the field it belongs to."""

    def __init__(self, error: LawError) -> None:
        name = error.facts.get("name")
        field = str(name) if name else FIELDS.get(error.code)
        super().__init__("vote_not_judged", field=field, why=_Spoken(error))

    @staticmethod
    def outcome_words(verdict: Verdict) -> object:
        """The verdict's word as a fact of a refusal."""
        return _Outcome(verdict)


def kind_name(kind: str, charter: Charter) -> Localised:
    """A kind of decision in the conference's languages, as the charter or the standard list names it."""
    return Localised.of(**{code: words(code).kind(kind, charter) for code in conference_languages()})


@lru_cache(maxsize=64)
def _parsed(sha256: str) -> Charter:
    text = CharterDocument.objects.values_list("text", flat=True).get(pk=sha256)
    charter = load_charter(text)
    if charter.sha256 != sha256:
        raise ValueError(f"the stored charter document {sha256} does not have that hash")
    return charter


def charter_kept(sha256: str) -> Charter:
    """A kept charter, read. Reading is remembered by hash: a document is immutable, so the memory never grows old."""
    return _parsed(sha256)
