"""Tags of the pages of projects: dates known in part, words of codes, sources, faults of facts files."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from konfrans.kernel import formats
from konfrans.kernel.localised import Localised
from konfrans.kernel.refusals import Refused, worded
from konfrans.kernel.templatetags.konfrans import linked_data
from konfrans.people.rules.countries import country_name
from konfrans.projects.messages import ACTS, WORDS
from konfrans.projects.rules.conflicts import DATES
from konfrans.projects.rules.dates import PartialDate

register = template.Library()


@register.filter
def when(value: PartialDate | None) -> str:
    """A date as exactly as it is known: 2023, September 2023, 14 September 2023; sentyabr 2023."""
    if value is None:
        return ""
    if value.month is None:
        return str(value.year)
    if value.day is None:
        return formats.month_and_year(value.year, value.month)
    return formats.date_text(value.first)


@register.simple_tag
def span(begins: PartialDate | None, ends: PartialDate | None) -> str:
    """From-to: 30 January 2023 – 3 February 2023, or one date where both are the same or one is missing."""
    if begins is None or ends is None or begins == ends:
        return when(begins or ends)
    if begins.precision == ends.precision == "month" and begins.year == ends.year and begins.month and ends.month:
        return f"{formats.month_name(begins.month)}–{when(ends)}"
    return f"{when(begins)} – {when(ends)}"


@register.filter
def words(code: str, of: str) -> str:
    """The word of a code of the list `of`: `role`, `status`, `fact` and the like."""
    return str(WORDS[of].get(code, code))


@register.filter
def act_words(act: str) -> str:
    """An act of the journal in words."""
    return str(ACTS.get(act, act))


@register.filter
def country(code: str) -> str:
    """A country's name in the page's language."""
    return country_name(code, get_language() or "en")


@register.filter
def value_text(value: Any) -> str:
    """A value of a fact as the page's language writes it: dates in words, what has words in its words, else as it stands."""
    if value is None:
        return ""
    if value.text:
        return str(value.text.given())
    if value.fact.kind in DATES:
        return when(PartialDate.parse(value.value))
    return str(value.value)


@register.filter
def history_value(line: Any) -> str:
    """The value of a line of the history in words: dates, roles and statuses as a page writes them."""
    if not line.value:
        return ""
    if line.about in DATES:
        return when(PartialDate.parse(line.value))
    of = {"partner_join": "role", "deliverable_add": "deliverable", "deliverable_status_set": "deliverable"}.get(
        line.act
    )
    return words(line.value, of) if of else str(line.value)


@register.simple_tag
def source_link(source: Any, mark: Localised | None = None) -> SafeString:
    """The short name of a source, leading to it; with the mark of a translation where the text beside it is one."""
    if source is None:
        return mark_safe("")
    shown = (
        format_html('<a href="{}" rel="noopener">{}</a>', source.link, source.host)
        if source.link
        else source.name.given()
    )
    translated = mark is not None and mark.language() in mark.translated
    return format_html("{} · {}", shown, _("translation")) if translated else format_html("{}", shown)


@register.simple_tag
def project_data(page: Any, address: str) -> SafeString:
    """The project as JSON-LD: a data block, which browsers do not run, so the content security policy has nothing to allow."""
    project, facts = page.project, page.facts
    data: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "ResearchProject", "name": project.title.given(),
        "alternateName": project.acronym, "description": project.lead.given(), "url": address,
        "funder": {"@type": "Organization", "name": project.funder.given()},
        "member": [
            {"@type": "Organization", "name": line.row.institution.name.given()}
            for group in page.groups for line in group.lines if group.code != "named" and not line.gone
        ],
    }  # fmt: skip
    for name, kind in (("foundingDate", "start"), ("dissolutionDate", "end"), ("identifier", "number")):
        if facts[kind].shown:
            data[name] = facts[kind].shown.value
    return linked_data(data)


@register.simple_tag
def may_edit(standing: Any, project: Any) -> bool:
    """Whether the reader may change this project: nobody is led to a page that is refused."""
    if standing.user_id is None:
        return False
    return bool(standing.is_secretariat or standing.holds("coordinator", body=project.team.key))


@register.filter
def problem(fault: Any) -> str:
    """A fault of a facts file in words."""
    return worded(Refused(fault.code, **fault.facts()))
