"""Which migrations a database has, and which a backup had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

Node = tuple[str, str]


def applied() -> dict[str, list[str]]:
    """The migrations of this database, by app."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def pending() -> list[Node]:
    """The migrations that this version has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _backwards in plan]


def unknown(executor: MigrationExecutor, recorded: Mapping[str, Sequence[str]]) -> list[Node]:
    """The migrations of a backup that this version does not have: a newer version made it."""
    nodes = set(executor.loader.graph.nodes) | set(executor.loader.disk_migrations)
    return [(app, name) for app, names in recorded.items() for name in names if (app, name) not in nodes]


def targets(executor: MigrationExecutor, recorded: Mapping[str, Sequence[str]]) -> list[Node]:
    """Where to migrate an empty database, so that it has the tables that a backup was made of."""
    graph = executor.loader.graph
    mine = {(app, name) for app, names in recorded.items() for name in names} & set(graph.nodes)
    return sorted(
        node
        for node in mine
        if not any(child.key in mine and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def first_line(error: DatabaseError) -> str:
    """What a database says is wrong, without the lines in which it guesses, or shows the row."""
    return str(error).strip().partition("\n")[0]
