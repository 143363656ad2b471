"""Triggers that make a table append-only, in the words of each database."""

from __future__ import annotations

from typing import Any


def guard(schema_editor: Any, table: str, *, key: str = "id", only: str = "") -> None:
    """Refuse to change, delete, replace or truncate rows of `table`, below Django and for every client.

    `key` is the primary key's column. `only` is a condition on the row as it stands (`OLD.state = 'published'`): other rows
    stay free.
    """
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    when = f"WHEN ({only}) " if only else ""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {table}_no_{name.lower()} BEFORE {name} ON {table} {when}{refuse}"
            )
        # INSERT OR REPLACE deletes the row in its way without asking the trigger above.
        there = only.replace("OLD.", "old.") or "true"
        schema_editor.execute(  # of the product's own names only
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS "
            f"(SELECT 1 FROM {table} AS old WHERE old.{key} = NEW.{key} AND {there}) {refuse}"
        )
        return
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$ LANGUAGE plpgsql"
    )
    schema_editor.execute(
        f"CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW {when}EXECUTE FUNCTION {table}_append_only()"
    )
    schema_editor.execute(
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )


def unguard(schema_editor: Any, table: str) -> None:
    """Take the guard away: only a migration that goes back, and the clearing of a test database, do so."""
    if schema_editor.connection.vendor == "sqlite":
        for name in ("update", "delete", "replace"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}")
    else:
        for name in ("append_only", "no_truncate"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
