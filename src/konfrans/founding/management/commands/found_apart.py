"""What the founding page has done in a process of its own. It is told by the home what was answered, and prints one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import IntegrityError
from django.utils.translation import override

from konfrans.founding.rules import Wrong, dated, looked_at
from konfrans.founding.selectors import Unfit, answered, as_given, charter_of, rows_of
from konfrans.founding.services import Founded, found, rehearse, tables_apart, tables_there
from konfrans.kernel import clock
from konfrans.kernel.conference import conference
from konfrans.kernel.letters import server_fault
from konfrans.kernel.refusals import Refused, worded
from konfrans.membership.selectors import founded_in

if TYPE_CHECKING:
    from konfrans.charter import Charter
    from konfrans.membership.rules import Row


class Command(BaseCommand):
    """Look at the answers, or found the conference with them."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", choices=["look", "found"])
        parser.add_argument("--language", default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            self.stdout.write(json.dumps(_answer(options["task"]), ensure_ascii=True))


def _answer(task: str) -> dict[str, Any]:
    kept, today = answered(), clock.today()
    told: dict[str, Any] = {"today": today.isoformat()}
    lines: dict[str, list[dict[str, Any]]] = {}
    charter: Charter | None = None
    rows: tuple[Row, ...] = ()
    try:
        facts = looked_at(as_given(kept))
        try:
            charter = charter_of(facts.charter, facts.key) if facts.charter else None
        except Unfit as unfit:
            lines["charter"] = [asdict(line) for line in unfit.lines]
        facts = dated(facts, today)
        if facts.members is not None and charter is not None:
            rows = rows_of(facts.members, charter, facts.country)
    except Wrong as wrong:
        return {**told, "lines": lines, "faults": [_plain(asdict(fault)) for fault in wrong.faults]}
    except Unfit as unfit:
        lines["members"] = [asdict(line) for line in unfit.lines]
    told |= {"lines": lines, "since": facts.since.isoformat() if facts.since else ""}
    if charter is not None:
        lacking = [code for code in facts.choice.languages if code not in charter.languages]
        named = {one.key: str(one.name) for one in founded_in(charter)[1]}
        told["charter"] = {"name": f"{charter.key} {charter.version}", "lacking": lacking}
        told["rows"] = [{**_plain(asdict(row)), "category_name": named.get(row.category, row.category)} for row in rows]
    begun = Founded(facts, charter, rows, invite=bool(kept.get("invite")), sample=bool(kept.get("sample")))
    if lines:
        return {**told, "mail": server_fault()}
    try:
        if task == "look":
            if not tables_there():
                tables_apart()
            rehearse(begun)
            return {**told, "mail": server_fault()}
        return {**told, "link": found(begun, Path(settings.KONFRANS_HOME)), "done": True}
    except Refused as refused:
        return {**told, "refused": worded(refused)}
    except IntegrityError:
        if conference().pk is None:
            raise
        return {**told, "refused": worded(Refused("conference_founded", name=conference().name))}


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: dict(value) if isinstance(value, dict) else value for name, value in given.items()}
