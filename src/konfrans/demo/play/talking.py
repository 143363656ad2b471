"""What is said of the sample draft: comments of its working group and of an invited reader, in a consultation. All of it is
invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from konfrans.kernel import clock
from konfrans.kernel.localised import Localised
from konfrans.people import selectors as people
from konfrans.statutes import selectors, services
from konfrans.statutes.rules import Suggestion

if TYPE_CHECKING:
    from konfrans.statutes.models import Draft, Thread
    from konfrans.statutes.selectors import RemarkAccess

CHAIR, MEMBER, READER = "rector.au@example.org", "rector.aztu@example.org", "reader@example.org"
QUESTION = Localised.of(
    az="Layihədəki yetərsay, Nizamnaməyə dəyişiklik üçün səs çoxluğu və etibarnamə qaydaları universitetinizin işinə uyğundurmu?",
    en="Do the quorum, the majority for amendments and the rules on proxies in this draft suit the work of your university?",
)
PAPERS = (
    "İclasın materialları üçün 14 gün azdır: tədris ilinin sonunda elmi şuralar onları müzakirə etməyə macal tapmır."
)
PAPERS_LEFT = (
    "14 gün saxlanılır: bildiriş 21 gün əvvəl göndərilir, o vaxt hazır olan materialları Katiblikdən almaq olar."
)
PROXY = "Why two proxies and not one? In our council a representative never speaks for more than one absent member, and nobody has missed it."
PROXY_REPLY = "Kiçik universitetlər üçün iki etibarnamə praktik ehtiyacdır: keçən il üç iclasda iştirak edə bilməmişik."
HALF = "“At least half” admits a tie between those present and those absent. Was that meant?"
HALF_TAKEN = "Bəli, bu, nəzərdə tutulub və qayda ilə mətn artıq eynidir: “ən azı yarısı”."
SHORTER = "The sentence says twice what an amendment is. A shorter one reads better in both languages."
SHORT = {
    "az": "Dəyişiklik üçün lehinə və əleyhinə verilmiş səslərin ən azı beşdə üçü tələb olunur.",
    "en": "An amendment needs at least three fifths of the votes cast for or against.",
}
WHOLE = "Layihənin ingiliscə mətnini də müzakirəyə çıxarmağı təklif edirəm: xarici tərəfdaşlar onu oxuyur."


def talk(draft: Draft) -> None:
    """Five comments in November: one taken up, one left with the reason, two open, one suggestion that waits."""
    with clock.standing_at(date(2026, 11, 16)):
        draft.refresh_from_db()
        services.consultation_open(
            actor=_access(CHAIR).actor,
            draft=draft,
            question=QUESTION,
            opens=date(2026, 11, 16),
            closes=date(2026, 12, 9),
        )
    half = _say(date(2026, 11, 17), READER, draft, "21.1", HALF, "en")
    _say(date(2026, 11, 18), MEMBER, draft, "", WHOLE, "az")
    papers = _say(date(2026, 11, 18), READER, draft, "20.3", PAPERS, "az")
    with clock.standing_at(date(2026, 11, 19)):
        services.thread_take(actor=_access(CHAIR).actor, thread=half, revision=draft.last, answer=HALF_TAKEN)
        services.thread_leave(actor=_access(CHAIR).actor, thread=papers, answer=PAPERS_LEFT)
    proxy = _say(date(2026, 11, 20), READER, draft, "9.2", PROXY, "en")
    with clock.standing_at(date(2026, 11, 21)):
        services.remark_add(actor=_access(MEMBER).actor, thread=proxy, text=PROXY_REPLY, language="az")
    place = selectors.access_place(selectors.draft_page(selectors.revision_of(draft)), "29.3")
    suggestion = Suggestion(place.path, place.value, {**place.value, **SHORT})
    _say(date(2026, 11, 23), READER, draft, "29.3", SHORTER, "en", suggestion)


def _access(email: str) -> RemarkAccess:
    account = people.account_by_address(email)
    assert account is not None
    return selectors.access_remarks(account.pk, "draft-3")


def _say(
    day: date, email: str, draft: Draft, place: str, text: str, language: str, suggestion: Suggestion | None = None
) -> Thread:
    with clock.standing_at(day):
        return services.thread_open(
            actor=_access(email).actor, draft=draft, place=place, text=text, language=language, revision=draft.last,
            suggestion=suggestion, sample=True,
        )  # fmt: skip
