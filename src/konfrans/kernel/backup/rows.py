"""Rows as lines of JSON, and back: the same on every database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models

LEFT_OUT = {"sessions.session"}
"""Sign-ins are not kept in a backup: whoever reads it must not become somebody."""


def table_models(apps: Any) -> list[type[models.Model]]:
    """Every model with a table that a backup holds, in a steady order."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.label_lower)


def columns(model: type[models.Model]) -> list[Any]:
    """The columns that are stored, by the order of their names; what the database computes is left to it."""
    return sorted((f for f in model._meta.local_concrete_fields if not f.generated), key=lambda f: f.attname)


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """A line with the names of the columns, and a line for each row."""
    fields = columns(model)
    yield _line([field.attname for field in fields])
    for row in model._base_manager.order_by("pk").iterator(2000):
        yield _line([_given(field, row) for field in fields])


def _line(values: list[Any]) -> bytes:
    # Sorted keys: PostgreSQL keeps no order inside JSON, so that equal rows give equal lines on both.
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _given(field: Any, row: models.Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(field, models.JSONField):
        return value.to_json() if hasattr(value, "to_json") else value
    if value is None or isinstance(value, (bool, int)):
        return value
    return str(value) if isinstance(value, str) else field.value_to_string(row)


def insert(model: type[models.Model], given: Iterable[bytes]) -> int:
    """Put rows into an empty table as they were, without signals and without fields that set themselves; says how many.

    ValueError says what is wrong with a line.
    """
    source = iter(given)
    try:
        names = json.loads(next(source, b"[]"))
    except ValueError:
        raise ValueError("the line of column names is not JSON") from None
    fields = columns(model)
    if names != [field.attname for field in fields]:
        raise ValueError(f"the columns are {names!r:.200}, and not those of the table")
    quote = connection.ops.quote_name
    into = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    # The names are those of the models, and quoted.
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({places})"  # noqa: S608
    count = 0
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for number, line in enumerate(source, start=2):
            batch.append(_taken(fields, line, number))
            if len(batch) == 500:
                cursor.executemany(sql, batch)
                count += len(batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)
            count += len(batch)
    return count


def _taken(fields: list[Any], line: bytes, number: int) -> list[Any]:
    try:
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(fields):
            raise ValueError(f"{len(fields)} values are needed")
        return [_stored(field, value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, AttributeError, KeyError, ValidationError, RecursionError) as error:
        words = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        raise ValueError(f"line {number}: {words[:200]}") from None


def _stored(field: Any, value: Any) -> Any:
    kind = field
    while getattr(kind, "target_field", None) is not None and kind.is_relation:
        kind = kind.target_field
    if value is None:
        # The null of JSON, where the column itself may not be null.
        is_json = isinstance(kind, models.JSONField) and not kind.null
        return connection.ops.adapt_json_value(None, None) if is_json else None
    return kind.get_db_prep_save(kind.to_python(value), connection)


def empty(model: type[models.Model]) -> None:
    """Take out what a migration put in, so that the table holds what the backup says and nothing else."""
    model._base_manager.all()._raw_delete(connection.alias)
