"""The sample room of the demonstration: each task stands in the programme of the year in which it is due."""

from __future__ import annotations

import html
import re


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_report_on_2026_counts_the_tasks_of_its_year(site):
    report = words(site.get("/en/desk/committees/science/room/reports/2026/", "secretary").text)
    for said in ("Draft the plan of work", "done in time", "done 4 days late", "late by 8 days"):
        assert said in report
    assert "Begin the exchange of young researchers" not in report and "The programme has no task" not in report


def test_the_programme_of_2027_holds_what_is_due_in_2027(site):
    programme = words(site.get("/en/desk/committees/science/room/programme/2027/", "secretary").text)
    for said in ("exchange of young researchers", "summer school", "research ethics", "large research equipment"):
        assert said in programme
    assert "Draft the plan of work" not in programme
