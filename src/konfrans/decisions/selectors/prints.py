"""A decision as a PDF: the same words as its page, set by typst."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from konfrans.decisions.models import Decision
from konfrans.decisions.rules import text_pieces
from konfrans.decisions.selectors.laws import words
from konfrans.decisions.selectors.pages import DecisionPage, decision_page
from konfrans.kernel.conference import conference
from konfrans.kernel.documents import card_png, document_pdf
from konfrans.kernel.formats import date_legal, date_with_weekday, language_name, number_text, time_text
from konfrans.kernel.models import Conference

ROLL_MOST = 2000
"""A roll beyond this is not printed; the evidence has it."""


def pdf_of(decision: Decision, language: str) -> bytes:
    """The public PDF of a published decision; of a closed one without its words."""
    with override(language):
        page = decision_page(decision, whole_roll=True)
        data = _data(page)
    return document_pdf("decisions/decision.typ", data, language)


def card_of(decision: Decision, language: str) -> bytes:
    """The picture beside a link to a published decision: number, title, outcome and why."""
    with override(language):
        page = decision_page(decision)
        kicker = f"{_('Decision %(number)s') % {'number': page.number}} · {date_legal(decision.date)}"
        kicker += f" ({_('sample')})" if decision.sample else ""
        lead = f"{page.verdict.word}. {page.verdict.why}"
        return card_png(language, conference().name.given(), page.title, kicker, lead, page.verdict.state)


def _hash(value: str) -> str:
    return " ".join(value[i : i + 8] for i in range(0, len(value), 8))


def _data(page: DecisionPage) -> dict[str, Any]:
    decision, verdict = page.decision, page.verdict
    conference = Conference.objects.filter(pk=1).first()
    name = conference.name.given() if conference else ""
    number = _("Decision %(number)s") % {"number": page.number}
    session = f"{decision.organ_name.given()}{', ' + page.session_name if page.session_name else ''}"
    return {
        "title": f"{number}. {page.title}",
        "title-shown": page.title,
        "author": name,
        "conference": name,
        "kicker": f"{number}{' (' + _('sample') + ')' if decision.sample else ''}",
        "foot": f"{number} · {session} · {date_with_weekday(decision.date)}",
        "notes": _notes(page),
        "verdict": {
            "word": verdict.word, "why": verdict.why, "state": verdict.state,
            "reasons": [
                {
                    "heading": one.heading, "article": words().article_label(one.article), "status": one.status, "state": one.state,
                    "rule": one.rule, "arithmetic": "".join(piece.text for piece in one.arithmetic),
                    "key": ", ".join(said for _pane, said in one.key), "needed_label": one.needed_label,
                    "got_label": one.got_label, "needed": one.needed, "got": one.got, "figures": one.figures,
                }
                for one in verdict.reasons
            ],
        },
        "words": {
            "text": _("What was put to the vote"), "who": _("Who was entitled, who was there"),
            "evidence": _("Evidence, frozen"), "next": _("What follows"), "unjudged": _("Not judged here"),
            "closed": _("The decision is closed: its number, date, kind and verdict are public, its text is not."),
            "again": _("The verdict can be computed again by anyone from these files. It does not change when a person is deleted or the Charter is amended later."),
        },
        "texts": [
            {
                "code": code, "language": f"{language_name(code)}, {_('authentic text') if authentic else _('translation')}",
                "parts": [{"kind": kind, "text": text} for kind, text in text_pieces(written)],
            }
            for code, authentic, written in page.texts
        ],
        "figures": [[said, number_text(number)] for said, number in page.figures],
        "roll-head": [_("Member"), _("Entitled"), _("At the vote")],
        "roll": [[row.name, pgettext("entitled to vote", "yes") if row.entitled else pgettext("entitled to vote", "no"), row.at_the_vote] for row in page.roll.rows[:ROLL_MOST]],
        "facts": _facts(page),
        "next": [step for step, _article in verdict.next],
        "unjudged": [f"{item} ({words().article(article)})" for item, article in verdict.not_judged],
    }  # fmt: skip


def _notes(page: DecisionPage) -> list[str]:
    notes = []
    if page.decision.corrects:
        notes.append(_("This record corrects decision %(number)s.") % {"number": page.decision.corrects})
        if page.shows_text:
            notes.append(f"{_('What was wrong:')} {page.decision.what_was_wrong.given()}")
    notes += [
        _("This record was corrected: decision %(number)s stands in its place.") % {"number": one}
        for one in page.corrections
    ]
    return notes


def _facts(page: DecisionPage) -> list[tuple[str, str, bool]]:
    """Label, value, whether it is a hash."""
    decision = page.decision
    place = f", {decision.place.given()}" if decision.place else ""
    facts = [
        (_("Kind of decision"), decision.kind_name.given(), False),
        (_("Taken"), f"{date_legal(decision.date)}{place}", False),
    ]
    if decision.published_at:
        facts.append(
            (_("Published"), f"{date_legal(decision.published_at)}, {time_text(decision.published_at)}", False)
        )
    facts += [
        (_("Charter applied"), _("Version %(version)s") % {"version": page.charter.version}, False),
        ("", _hash(page.charter.sha256), True),
        (_("Counts"), page.counts, False),
        (pgettext("of a decision", "Evidence"), _hash(decision.evidence_sha256), True),
    ]
    if page.put:
        named = {"draft": page.put.draft, "number": number_text(page.put.state)}
        facts += [
            (_("Text voted on"), _("%(draft)s, state %(number)s") % named, False),
            ("", _hash(page.put.sha256), True),
        ]
    for said, one in ((_("Presided"), page.presided), (_("Recorded"), page.recorded)):
        if one:
            facts.append((said, f"{one.name}{', ' + one.office if one.office else ''}", False))
    if page.journal:
        facts += [
            (_("Journal"), _("Entry %(number)s") % {"number": number_text(page.journal.number)}, False),
            ("", _hash(page.journal.hash), True),
        ]
    return facts
