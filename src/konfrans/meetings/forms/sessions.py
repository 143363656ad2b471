"""Forms of sessions: shape only; what is allowed is decided by the services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from konfrans.kernel.localised import LocalisedFormField
from konfrans.meetings.rules import PersonPresence, Presence
from konfrans.meetings.selectors import Officer, PersonRow, RollEntry, substitutes_of

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


def person_and_office(value: str) -> tuple[str, str]:
    """The two halves of a choice of somebody in office."""
    key, _sep, office = value.partition(":")
    return key, office


class MeetingForm(forms.Form):
    """A session: of which body, when, where, who presided."""

    body = forms.ChoiceField(label=_("Organ, committee or working group"))
    kind = forms.ChoiceField(
        label=_("Session"), choices=[("ordinary", _("ordinary session")), ("extraordinary", _("extraordinary session"))]
    )
    call = forms.TypedChoiceField(
        label=pgettext_lazy("of a session", "Call"), coerce=int, initial=1,
        choices=[(1, _("first call")), (2, _("second call, where the first had no quorum"))],
    )  # fmt: skip
    date = forms.DateField(
        label=_("Day"), input_formats=DATE_FORMATS, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = LocalisedFormField(label=_("Place"), required=False, max_length=200)
    link = forms.CharField(
        label=_("Address of the session online"), required=False, max_length=300,
        help_text=_("It begins with https. Those alone who may see the session are shown it."),
    )  # fmt: skip
    presided = forms.ChoiceField(label=_("Presided"), required=False)

    def __init__(
        self, *args: Any, bodies: Iterable[tuple[str, str]], officers: Iterable[Officer], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        self.fields["presided"].choices = [("", _("not recorded")), *((o.value, o.label) for o in officers)]  # type: ignore[attr-defined]

    @property
    def presided_by(self) -> tuple[str, str]:
        """Person key and office; both empty where nobody is chosen."""
        return person_and_office(self.cleaned_data.get("presided") or "")


class MeetingChangeForm(MeetingForm):
    """What of a session may still change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "kind", "call", "date"):
            del self.fields[name]


class _Listed:
    """An attendance list read from the request row by row; shape errors stand by field."""

    HOW = ("present", "represented", "absent")

    def __init__(self, data: Mapping[str, str] | None) -> None:
        self.data = data
        self.errors: dict[str, Any] = {}

    def add_error(self, field: str, words: str) -> None:
        """What a service refused, at its field."""
        self.errors[field] = words


class AttendanceForm(_Listed):
    """One page of the attendance list. Fields are read from the request by member key."""

    OFFICES = ("rector", "acting_rector", "vice_rector", "other")

    def __init__(
        self, rows: Iterable[RollEntry], codes: Mapping[str, str], data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data)
        self.rows = list(rows)
        self._codes = codes
        self.presences: list[Presence] = []

    def is_valid(self) -> bool:
        """Read the presences; a representative is named by code or key."""
        assert self.data is not None
        for row in self.rows:
            key = row.member.key
            how = self.data.get(f"how_{key}", "absent")
            office = self.data.get(f"office_{key}", "")
            by = self.data.get(f"by_{key}", "").strip()
            if how not in self.HOW or (office and office not in self.OFFICES):
                self.errors[f"how_{key}"] = _("Choose one of the answers shown.")
                continue
            if how == "represented" and by and by not in self._codes:
                self.errors[f"by_{key}"] = _("No member has this short name. Choose one that the box offers.")
                continue
            self.presences.append(Presence(key, how, office if office != "other" else "", self._codes.get(by, by)))  # type: ignore[arg-type]
        return not self.errors

    def shown(self) -> list[dict[str, Any]]:
        """Rows as the template draws them: what was sent, else what is stored."""
        found = []
        for row in self.rows:
            key, data = row.member.key, self.data
            how = data.get(f"how_{key}", "absent") if data is not None else row.seat.how
            office = data.get(f"office_{key}", "") if data is not None else row.seat.office or row.head or "other"
            by = data.get(f"by_{key}", "") if data is not None else row.by_code
            found.append(
                {
                    "member": row.member, "how": how, "office": office, "by": by,
                    "error": self.errors.get(f"how_{key}") or self.errors.get(f"by_{key}"),
                }
            )  # fmt: skip
        return found


class PersonAttendanceForm(_Listed):
    """The attendance list of a body in which persons sit. Fields are read from the request by the person's key."""

    def __init__(self, rows: Iterable[PersonRow], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.rows = [row for row in rows if row.seat.person]
        self.presences: list[PersonPresence] = []

    def is_valid(self) -> bool:
        """Read the presences."""
        assert self.data is not None
        for row in self.rows:
            key = row.seat.person
            how, by = self.data.get(f"how_{key}", "absent"), self.data.get(f"by_{key}", "")
            if how not in self.HOW:
                self.errors[f"how_{key}"] = _("Choose one of the answers shown.")
                continue
            if how == "represented" and not by:
                offered = substitutes_of(self.rows, key)
                by = offered[0][0] if len(offered) == 1 else ""
            self.presences.append(PersonPresence(key, how, by if how == "represented" else ""))  # type: ignore[arg-type]
        return not self.errors

    def shown(self) -> list[dict[str, Any]]:
        """Rows as the template draws them: what was sent, else what is stored."""
        found = []
        for row in self.rows:
            key, data = row.seat.person, self.data
            found.append(
                {
                    "row": row, "key": key, "how": data.get(f"how_{key}", "absent") if data is not None else row.seat.how,
                    "by": data.get(f"by_{key}", "") if data is not None else row.seat.by,
                    "substitutes": substitutes_of(self.rows, key) if row.seat.entitled else [],
                    "error": self.errors.get(f"how_{key}"),
                }
            )  # fmt: skip
        return found
