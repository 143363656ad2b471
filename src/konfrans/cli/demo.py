"""The demonstration: played into an own database the first time, then served."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer


def demo(
    port: Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)] = 8000,
    home: Annotated[Path, typer.Option(help="Where its data lie.")] = Path("var/demo"),
    only_play: Annotated[bool, typer.Option("--only-play", help="Play it, and do not serve.")] = False,
) -> None:
    """Play the demonstration into an own database and serve it on localhost."""
    home = home.resolve()
    played = home / "played"
    if home.exists() and not played.exists():
        # A demonstration that was broken off half-way is worth nothing.
        shutil.rmtree(home)
    os.environ.update(
        KONFRANS_DEMO="1", KONFRANS_HOME=str(home), KONFRANS_URL=f"http://localhost:{port}",
        KONFRANS_DATABASE=f"sqlite:///{home / 'konfrans.sqlite3'}", KONFRANS_LANGUAGES="az,en", KONFRANS_TIME_ZONE="Asia/Baku",
    )  # fmt: skip
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    from konfrans.cli.house import prepare

    prepare()
    from django.core.management import call_command

    if not played.exists():
        print("Creating the tables …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)
        from konfrans.demo.play import play

        for step in play():
            print(f"  {step}", flush=True)
        played.write_text("whole\n")
    else:
        call_command("migrate", interactive=False, verbosity=0)
    if only_play:
        return
    _tell(port)
    from konfrans.cli.house import serve

    serve(port=port, host="127.0.0.1")


def _tell(port: int) -> None:
    from konfrans.demo.cast import ROLES

    print(f"\nThe demonstration is served at  http://localhost:{port}/\n")
    print(f"Sign in as any of these with one button at  http://localhost:{port}/en/demo/")
    print("or by address at the sign-in page; the code arrives in the demonstration's outbox:")
    for role in ROLES:
        print(f"  {role.email:<30}{role.words}")
    print("\nStop it with Ctrl-C; the data stay. Start over: make demo-reset\n", flush=True)
