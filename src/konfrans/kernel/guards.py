"""Triggers that make a table append-only, in the words of each database."""

from __future__ import annotations

from typing import Any


def guard(schema_editor: Any, table: str, *, update: bool = True, delete: bool = True, only: str = "") -> None:
    """Refuse UPDATE and DELETE on `table`, below Django and for every client.

    `only` is a condition on the row as it stands (`OLD.state = 'published'`): other rows stay free.
    """
    acts = [name for name, wanted in (("UPDATE", update), ("DELETE", delete)) if wanted]
    when = f"WHEN ({only}) " if only else ""
    if schema_editor.connection.vendor == "sqlite":
        for name in acts:
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{name.lower()} BEFORE {name} ON {table} {when}"
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    else:
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE {' OR '.join(acts)} ON {table} "
            f"FOR EACH ROW {when}EXECUTE FUNCTION {table}_append_only()"
        )


def unguard(schema_editor: Any, table: str) -> None:
    """Take the guard away: only a migration that goes back, and the clearing of a test database, do so."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
