"""Commands that keep the installation: tables, serving, backup."""

from __future__ import annotations

import os
from typing import Annotated

import typer


def prepare() -> None:
    """Make Django ready."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfrans.site.settings")
    django.setup()


def migrate() -> None:
    """Create or bring up to date the tables."""
    prepare()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)


def manage(ctx: typer.Context) -> None:
    """A management command of Django: `konfrans manage check --deploy`."""
    prepare()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["konfrans manage", *ctx.args])


manage.command_settings = {  # type: ignore[attr-defined]
    "context_settings": {"allow_extra_args": True, "ignore_unknown_options": True}, "add_help_option": False
}


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the pages and run the background work, until a signal."""
    prepare()
    import uvicorn
    from a2wsgi import WSGIMiddleware

    from konfrans.site.wsgi import application

    uvicorn.run(WSGIMiddleware(application, workers=8), host=host, port=port, log_level="warning")
