"""The styleguide: every component of the pages once, with its name and when to use it. What it shows is a demonstration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_safe

from konfrans.charter import Count, LawError, motion_verdict
from konfrans.decisions.selectors import ShownVerdict, verdict_shown
from konfrans.kernel import clock
from konfrans.kernel.desk import Waiting
from konfrans.kernel.localised import Localised, LocalisedFormField
from konfrans.kernel.pictures import Panes, key_pane, tally
from konfrans.kernel.refusals import Refused
from konfrans.portal import selectors as portal
from konfrans.portal.rules.window import window
from konfrans.projects.selectors import project_page
from konfrans.statutes.selectors import charter_on


@dataclass(frozen=True, slots=True)
class Component:
    """A component: the class it is known by, the template that shows it, and when to use it."""

    name: str
    key: str
    use: str | Promise

    @property
    def template(self) -> str:
        """Where its sample lies."""
        return f"demo/styleguide/{self.key}.html"


COMPONENTS = (
    Component(".head .kicker .lead", "head", _l("Opens every page: where one is, the finding, one sentence. With facts at the side it is .head--split.")),
    Component(".section", "section", _l("Every part of a page: the heading stands in the margin, the body beside it, a rule above.")),
    Component(".crumbs", "crumbs", _l("The way from the top, on pages below a list.")),
    Component(".status", "status", _l("A state as a glyph and a word. It never wraps, and colour comes third.")),
    Component(".art .hash .sample", "marks", _l("A reference to an article, a SHA-256 in groups of eight, the mark of what is invented.")),
    Component(".verdict .reasons .sum", "verdict", _l("Whatever the charter judges: the word, one sentence, a row for each reason, the unmet one first.")),
    Component(".tally .key", "tally", _l("One pane, one member, up to 40; beyond, a meter with the same line. A sentence says what it shows.")),
    Component(".figures", "figures", _l("Three to five large numbers, each with what it counts.")),
    Component(".pairs", "pairs", _l("Facts with their labels; what is absent says so.")),
    Component(".ledger", "ledger", _l("Rows of record: when, what, state.")),
    Component(".queue", "queue", _l("What waits: how urgent, what and why, and one act.")),
    Component(".roll", "roll", _l("Members and partners, in columns as wide as the page allows.")),
    Component(".window", "window", _l("The members as stars, each a link. On the first page, up to 60 members.")),
    Component(".map", "map", _l("Countries with numbers. The same numbers stand in a table beside it.")),
    Component(".table", "table", _l("Numbers and comparisons. Narrow, .table--stack shows labels, .table--lines runs the cells into a line.")),
    Component(".gantt", "gantt", _l("A plan by months. The dates stand in it as text too.")),
    Component(".conflict", "conflict", _l("One fact, several sources: each value with its source, and which one is shown.")),
    Component(".bilingual", "bilingual", _l("Both languages side by side, the authentic one first.")),
    Component(".prose", "prose", _l("Text that people write: paragraphs, subheadings, lists, links.")),
    Component(".form .formfield .errors", "form", _l("Forms of the work pages. An error says at the field what to do.")),
    Component(".filter .pagination", "filter", _l("Narrows a long list without JavaScript, and leads through its pages.")),
    Component(".searchbox .hits", "hits", _l("What a search found, with the words marked.")),
    Component(".button", "button", _l("Acts. One filled button to a row; the others are quiet.")),
    Component(".note .method .panel .empty", "aside", _l("An aside; how something was computed; a form beside the text; a list with nothing in it.")),
)  # fmt: skip


class SampleForm(forms.Form):
    """A form with an error, to look at."""

    title = LocalisedFormField(label=_l("Title"))
    on = forms.DateField(label=_l("Date"), help_text=_l("The day the session is held."))
    open_vote = forms.BooleanField(label=_l("open vote"), required=False)


@dataclass(frozen=True, slots=True)
class Samples:
    """What the samples are made of; what cannot be made yet is None."""

    verdict: ShownVerdict | None
    project: Any
    tally: Any
    key: tuple[tuple[Any, str], ...]
    waiting: Waiting
    members: tuple[Any, ...]
    home: Mapping[str, Any]
    directory: Any
    atlas: Any
    form: SampleForm
    page: Page[int]
    prose: Localised
    texts: tuple[tuple[str, str, str], ...] = (
        ("az", "Azərbaycanca, əsas mətn", "Üzvlük haqqının məbləğini Ümumi Yığıncaq müəyyən edir."),
        ("en", "English, translation", "The General Assembly sets the membership fee."),
    )
    code: str = "ECAR"
    found: str = "Əsasnamə"
    name: str = "S. Əliyeva"
    hash: str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def _verdict() -> ShownVerdict | None:
    try:
        _version, charter = charter_on(clock.today())
        count = Count(members=15, entitled=15, present=12, yes=7, no=4, abstain=1)
        kind = next(k for k in ("charter_amendment", "charter_adoption", "ordinary") if k in charter.kinds_ruled())
        return verdict_shown(
            motion_verdict(count, kind=kind, charter=charter), charter, key="sample-verdict", small=True
        )
    except (Refused, LawError, StopIteration):
        return None


def _project() -> Any:
    try:
        return project_page("ecar")
    except Refused:
        return None


def _samples() -> Samples:
    today = clock.today()
    directory = portal.directory(portal.conference().country)
    members = tuple(row for row in directory.rows if row.category)[:8]
    drawn = window(len(members))
    return Samples(
        verdict=_verdict(),
        project=_project(),
        tally=tally(
            [Panes("got", 7, ""), Panes("against", 4, ""), Panes("abstain", 1, ""), Panes("away", 3, "")], needed=8,
            need_words=_("8 needed"), short_words=_("1 short"),
            sentence=_("15 members: 7 for, 4 against, 1 abstaining, 3 away; 8 needed"),
        ),
        key=(
            (key_pane("got"), _("7 for")), (key_pane("against"), _("4 against")), (key_pane("abstain"), _("1 abstaining")),
            (key_pane("away"), _("3 away")),
        ),
        waiting=Waiting(
            "sample", _("Notice of the General Assembly"), _("Must leave at least 21 days before the session."), "#queue",
            _("Check and send"), due=today + timedelta(days=2), article="20.2",
        ),
        members=members,
        home={"window": drawn, "starred": list(zip(drawn.stars, members, strict=True)) if drawn else []},
        directory=directory,
        atlas=portal.atlas(directory.countries),
        form=SampleForm({"title_az": "", "title_en": "", "on": "31 February"}),
        page=Paginator(list(range(50)), 10).page(2),
        prose=Localised.of(
            az="Birinci abzas, [keçid](members/) ilə.\n\n## Alt başlıq\n\n- birinci bənd\n- ikinci bənd",
            en="A first paragraph, with [a link](members/).\n\n## A subheading\n\n- the first item\n- the second item",
        ),
    )  # fmt: skip


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once."""
    return render(request, "demo/styleguide.html", {"components": COMPONENTS, "samples": _samples()})
