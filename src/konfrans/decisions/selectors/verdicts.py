"""A verdict as a page shows it: one value that the template part `decisions/parts/verdict.html` draws, whatever was asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256 as hash_of

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konfrans.charter import (
    Charter,
    Next,
    Outcome,
    Reason,
    Verdict,
    judge,
    read_evidence,
    verdict_from_json,
    verdict_to_json,
)
from konfrans.charter.faults import LawError
from konfrans.charter.words import Fraction, Language
from konfrans.charter.words.language import in_order
from konfrans.decisions.models import Decision
from konfrans.decisions.rules import state_of
from konfrans.decisions.selectors.laws import charter_kept, words
from konfrans.kernel.pictures import MOST, Panes, key_pane, tally
from konfrans.kernel.refusals import Refused

_DRAWN = {
    "yes": "got", "present": "got", "represented": "got", "participants": "got", "no": "against", "abstain": "abstain",
    "blank": "blank", "invalid": "invalid", "not_voting": "silent", "absent": "away", "not_entitled": "away", "barred": "away",
    "vacant": "away",
}  # fmt: skip


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of arithmetic: text, or a fraction to be set as one."""

    text: str
    is_fraction: bool


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One ground of a verdict in words, figures and a picture."""

    heading: str
    article: str
    met: bool | None
    state: str
    status: str
    rule: str
    arithmetic: tuple[Piece, ...]
    needed_label: str
    needed: str
    got_label: str
    got: str
    figures: bool
    picture: SafeString | None
    key: tuple[tuple[SafeString, str], ...]
    measured: bool
    """Whether something was needed or found that can be said in a number or a word."""


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A verdict in words: its word, why, the reasons with the unmet first, what follows, what is not judged here (each with its article)."""

    key: str
    word: str
    why: str
    state: str
    outcome: str
    reasons: tuple[ShownReason, ...]
    next: tuple[tuple[str, str], ...]
    not_judged: tuple[tuple[str, str], ...]
    version: str
    small: bool
    proved: bool

    @property
    def headline(self) -> ShownReason | None:
        """The reason that says most in one line: the first one with figures."""
        return next((reason for reason in self.reasons if reason.figures), None)


def verdict_shown(
    verdict: Verdict, charter: Charter, *, key: str = "v", small: bool = False, version: str = "",
    names: Mapping[str, str] | None = None, language: str | None = None, proved: bool = True,
) -> ShownVerdict:  # fmt: skip
    """Any verdict as its template part draws it. `names` puts names in the place of person keys; `version` is the charter
    version that references lead to where it is not the one in force; `key` makes ids of several verdicts on a page differ."""
    spoken = words(language)
    rule = charter.motion_rule(verdict.kind) if verdict.kind else None
    ordered = sorted(verdict.reasons, key=lambda reason: reason.met is True)
    return ShownVerdict(
        key=key,
        word=spoken.outcome(verdict),
        why=spoken.why(verdict, charter),
        state=state_of(verdict.outcome),
        outcome=verdict.outcome.value,
        reasons=tuple(_reason(reason, charter, spoken, names or {}, proved) for reason in ordered),
        next=tuple((step_words(step, charter, spoken), step.article) for step in verdict.next),
        not_judged=tuple((spoken.items[item.what], item.article) for item in rule.not_judged) if rule else (),
        version=version,
        small=small,
        proved=proved,
    )


def deciding_words(verdict: Verdict, charter: Charter, *, proved: bool = True) -> str:
    """What decided, in one sentence with the article it rests on: the first reason that is not met, else the majority."""
    spoken = words()
    said = verdict.outcome in (Outcome.NO_RULE, Outcome.INVALID) or any(one.code == "tie" for one in verdict.reasons)
    if said or not proved or not verdict.reasons:
        return spoken.why(verdict, charter)  # which names the article in these cases
    return spoken.text(in_order(verdict.reasons)[0], charter)


def step_words(step: Next, charter: Charter, spoken: Language) -> str:
    """Who must act now, without the article: a page draws it as a link of its own."""
    return spoken.next(step, charter).replace(f" ({spoken.article(step.article)})", "")


def _worth(value: int | str | None, spoken: Language) -> str:
    """What was needed or got, in words: a day as the language writes it, a number, a word."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return spoken.day(date.fromisoformat(value))
    return spoken.value(value)


def _reason(reason: Reason, charter: Charter, spoken: Language, names: Mapping[str, str], proved: bool) -> ShownReason:
    needed_label, got_label = spoken.labels(reason)
    figures = isinstance(reason.needed, int) and isinstance(reason.got, int)
    got = names.get(reason.got, reason.got) if isinstance(reason.got, str) else reason.got
    return ShownReason(
        heading=spoken.heading(reason, charter),
        article=reason.article,
        met=reason.met,
        state={True: "yes", False: "no", None: "due"}[reason.met],
        status=spoken.status(reason),
        rule=spoken.rule(reason, charter) if proved else "",
        arithmetic=tuple(
            Piece(f"{part.numerator}/{part.denominator}", True) if isinstance(part, Fraction) else Piece(part, False)
            for part in (spoken.arithmetic(reason) if proved else ())
        ),
        needed_label=needed_label,
        needed=_worth(reason.needed, spoken),
        got_label=got_label,
        got=_worth(got, spoken),
        figures=figures,
        picture=_picture(reason, spoken) if figures and reason.working.parts else None,
        key=_key(reason, spoken) if figures else (),
        measured=reason.needed is not None or reason.got is not None,
    )


def _runs(reason: Reason, spoken: Language) -> list[Panes]:
    """The parts as runs of panes; presence and proxies count alike, so they are one run with both in its words."""
    runs: list[Panes] = []
    for part, number in reason.working.parts:
        drawn, said = _DRAWN[part], spoken.caption(part, number)
        if runs and runs[-1].state == drawn == "got":
            runs[-1] = Panes("got", runs[-1].number + number, f"{runs[-1].words}, {said}")
        else:
            runs.append(Panes(drawn, number, said))
    if runs and runs[0].state != "got":
        runs.insert(0, Panes("got", 0, ""))
    return runs


def _picture(reason: Reason, spoken: Language) -> SafeString:
    assert isinstance(reason.needed, int) and isinstance(reason.got, int)
    short = spoken.number(max(0, reason.needed - reason.got))
    return tally(
        _runs(reason, spoken), needed=reason.needed, need_words=spoken.caption("needed", reason.needed),
        short_words=_("%(number)s short") % {"number": short}, sentence=spoken.picture(reason),
    )  # fmt: skip


def _key(reason: Reason, spoken: Language) -> tuple[tuple[SafeString, str], ...]:
    runs = [run for run in _runs(reason, spoken) if run.number]
    if sum(run.number for run in runs) > MOST:
        return tuple((SafeString(""), run.words) for run in runs)
    return tuple((key_pane(run.state), run.words) for run in runs)


REMEMBERED = 2000
"""Verdicts kept in memory: a list of decisions of a large body would parse its roll once for every row."""

_proved: dict[bytes, tuple[Verdict, bool]] = {}


def verdict_of(decision: Decision) -> tuple[Verdict, Charter, bool]:
    """The stored verdict with its workings whole, its charter, and whether it was proved again from the evidence.

    Workings are not stored: they follow from evidence and charter. Where the two no longer give the stored verdict, the
    stored one is returned, without workings, and False. What was proved is remembered by the hash of all that proves it.
    """
    charter = charter_kept(decision.charter_id)
    key = hash_of(f"{decision.charter_id}\n{decision.verdict}\n{decision.evidence}".encode()).digest()
    if key not in _proved:
        if len(_proved) >= REMEMBERED:
            _proved.clear()
        _proved[key] = _prove(decision, charter)
    verdict, proved = _proved[key]
    return verdict, charter, proved


def _prove(decision: Decision, charter: Charter) -> tuple[Verdict, bool]:
    again: Verdict | None = None
    try:
        again = judge(read_evidence(decision.evidence), charter)
        stored = json.loads(decision.verdict)
        proved = verdict_to_json(again) == stored
        return (again, True) if proved else (verdict_from_json(stored), False)
    except (LawError, ValueError):
        pass
    try:
        return verdict_from_json(json.loads(decision.verdict)), False
    except (LawError, ValueError):
        # The stored verdict is no verdict any more: what the evidence gives is shown, and that it is not what was stored.
        if again is None:
            raise Refused("decision_unreadable", status=500, number=str(decision)) from None
        return again, False
