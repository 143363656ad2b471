"""What decisions hold of a person: a random key and an office, in the evidence; never a name."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from konfrans.decisions.models import Decision
from konfrans.people.registries import PersonalData, Subject


def _holding(subject: Subject) -> QuerySet[Decision]:
    # Keys are random and 32 digits long, so the text of the evidence holds one only where it is meant.
    return Decision.objects.filter(evidence__contains=subject.person) if subject.person else Decision.objects.none()


def _export(subject: Subject) -> list[dict[str, Any]]:
    found = []
    for decision in _holding(subject):
        evidence = json.loads(decision.evidence)
        roles = [
            role
            for role in ("presided", "recorded")
            if (evidence["record"].get(role) or {}).get("person") == subject.person
        ]
        roles += [
            "on the roll"
            for row in evidence["record"].get("roll") or ()
            if subject.person in (row.get("person"), row.get("by"))
        ]
        roles += [f"attested {one['rule']}" for one in evidence["attestations"] if one["by"] == subject.person]
        found.append({"decision": str(decision), "date": decision.date.isoformat(), "roles": roles})
    return found


def personal_data() -> PersonalData:
    """Found and exported; nothing is erased here: evidence holds a key, and the name behind it stands beside the journal."""
    return PersonalData(find=lambda subject: _holding(subject).count(), export=_export, erase=lambda subject: 0)
