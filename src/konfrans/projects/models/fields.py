"""A column for dates as exactly as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from konfrans.projects.rules.dates import PartialDate

if TYPE_CHECKING:
    _Base = models.CharField[PartialDate | None, PartialDate | None]
else:
    _Base = models.CharField


class PartialDateField(_Base):
    """A `PartialDate`, stored as `2023`, `2023-09` or `2023-09-14`: the order of the texts is the order of the dates."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise ValidationError("%(value)s is not a date", code="invalid", params={"value": value}) from None

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None or value == "" else str(value)

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)
