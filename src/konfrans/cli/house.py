"""Commands that keep the installation: tables, serving, background work, backup, a look at what is wrong."""

from __future__ import annotations

import os
import shlex
import sys
import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer


def prepare() -> None:
    """Make Django ready."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "konfrans.site.settings")
    django.setup()


def leave(text: str, remedy: str, status: int = 2) -> NoReturn:
    """End with one line that says what is wrong, and one that says what to do."""
    print(f"{text}\n{remedy}", file=sys.stderr)
    raise typer.Exit(status)


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
    "context_settings": {"allow_extra_args": True, "ignore_unknown_options": True},
    "add_help_option": False,
}


def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    processes: Annotated[int, typer.Option(help="Web processes; more than one on PostgreSQL only.", min=1, max=64)] = 1,
) -> None:
    """Serve the pages and run the background work, until a signal.

    Where no conference is founded yet it makes the tables and tells the address at which one is founded in the browser.
    One signal (Ctrl-C, SIGTERM) ends all of it: a running request is finished first. A process that dies is started again.
    """
    told = os.environ.get("KONFRANS_URL", "").rstrip("/")
    os.environ.setdefault("KONFRANS_URL", f"http://localhost:{port}")
    prepare()
    import konfrans

    database = _fit_to_serve(processes)
    many = "1 web process" if processes == 1 else f"{processes} web processes"
    lines = [f"konfrans {konfrans.__version__} serves {{address}} ({database}, {many}, 1 worker). Ctrl-C stops it."]
    path = _founding(told or (f"http://localhost:{port}" if port else ""))
    if path:
        lines.append("No conference is founded here yet. Whoever opens this address founds it, so keep it to yourself:")
        lines.append(f"  {told + '/' if told else '{address}'}{path}")
    words = ["--host", host, "--port", str(port), "--processes", str(processes)]
    for line in lines:
        words += ["--line", line]
    # The supervisor knows no Django and takes this process over: one process less, and signals reach it directly.
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "konfrans.site.supervisor", *words])  # noqa: S606 - no shell is meant


def _founding(root: str) -> str:
    """The path at which a conference is founded here; empty where one is."""
    from django.conf import settings
    from django.db import connection

    from konfrans.founding.selectors import address_path
    from konfrans.founding.services import answers_discard, token_make
    from konfrans.kernel.conference import conference

    empty = conference().pk is None and not settings.KONFRANS_DEMO
    connection.close()
    if not empty:
        answers_discard(settings.KONFRANS_HOME)
        return ""
    return address_path(token_make(root))


def _fit_to_serve(processes: int) -> str:
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from konfrans.kernel.backup.state import applied, first_line, pending

    if connection.vendor == "sqlite" and processes > 1:
        leave(
            "On SQLite one web process serves: several would wait for each other's writes for seconds.",
            "Type: konfrans serve --processes 1, or use PostgreSQL (KONFRANS_DATABASE).",
        )
    try:
        if not applied():  # nothing can be lost in a database that is empty
            call_command("migrate", interactive=False, verbosity=0)
        waiting = len(pending())
    except DatabaseError as error:
        leave(
            f"The database does not answer: {first_line(error)}",
            "Look at KONFRANS_DATABASE; konfrans doctor says more.",
        )
    if waiting:
        leave(f"The tables are not up to date: {waiting} migrations wait.", "Type: konfrans migrate")
    connection.close()
    return "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"


def sweep(
    retry_letters: Annotated[
        bool, typer.Option("--retry-letters", help="First make letters due that were given up or held.")
    ] = False,
) -> None:
    """Do once all that is due and not yet done.

    `konfrans serve` does it every few seconds; this is for a set-up without its worker, or for looking at what fails.
    """
    prepare()
    from konfrans.kernel import letters, sweeping

    if retry_letters:
        print(f"letters due again: {letters.letters_retry()}")
    swept = sweeping.sweep_all()
    limit = time.monotonic() + 30
    while swept is None and time.monotonic() < limit:
        sweeping.pause(0.5)
        swept = sweeping.sweep_all()
    if swept is None:
        leave(
            "Another process sweeps since half a minute.",
            "konfrans serve does this work by itself; try again later.",
            1,
        )
    for each in swept:
        print(f"{each.name}: {each.error or f'{each.done} done'}")
    if any(each.error for each in swept):
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.", metavar="FILE")],
    with_secret: Annotated[bool, typer.Option("--with-secret", help="Put the secret key into it too.")] = False,
) -> None:
    """Database and files in one file, while serving.

    It holds personal data: keep it as you keep the database. Without `--with-secret` the secret key is not in it; after a
    restore everybody then signs in anew.
    """
    prepare()
    from konfrans.kernel.backup.manifest import Fault
    from konfrans.kernel.backup.writing import backup_write

    try:
        made = backup_write(file, with_secret=with_secret)
    except Fault as fault:
        leave(fault.text, fault.remedy)
    print(f"{file}: {made.rows} rows of {made.tables} tables, {made.files} files, {made.size / 1e6:.1f} MB")
    print(f"Journal: {made.journal['number']} {made.journal['hash']}  (keep this line elsewhere: it is the anchor)")
    print(f"SHA-256 of the file: {made.sha256}")
    print(
        "The secret key is in it: keep it locked away."
        if with_secret
        else "The secret key is not in it (--with-secret)."
    )
    if made.missing:
        print(
            f"{len(made.missing)} files of the database are not on the disk, and so not in the backup:", file=sys.stderr
        )
        for name in made.missing[:20]:
            print(f"  {name}", file=sys.stderr)
        raise typer.Exit(1)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", metavar="FILE")],
    send_letters: Annotated[
        bool, typer.Option("--send-letters", help="Send the letters that were waiting when it was made.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only read the backup whole, and say whether it holds.")
    ] = False,
) -> None:
    """Put a backup into an empty place, on SQLite or PostgreSQL, whichever it was made on.

    KONFRANS_HOME and KONFRANS_DATABASE name the place. Letters that were waiting are held, for they were sent since, most
    likely; `--send-letters` sends them.
    """
    prepare()
    from konfrans.kernel.backup.manifest import Fault
    from konfrans.kernel.backup.restoring import backup_check, backup_restore

    if check:
        try:
            found = backup_check(file)
        except Fault as fault:
            leave(fault.text, fault.remedy, 1)
        print(
            f"Whole: {len(found.parts())} parts, made at {found.made_at} by konfrans {found.version} on {found.database}."
        )
        print(f"Journal: {found.journal.number} {found.journal.hash}")
        return
    try:
        done = backup_restore(file, send_letters=send_letters)
    except Fault as fault:
        leave(fault.text, fault.remedy)
    print(f"Restored: {done.rows} rows, {done.files} files, of {done.made_at} by konfrans {done.version}.")
    print(f"Migrations run since: {done.migrated}.")
    if done.held:
        print(
            f"Letters held, because they were waiting when the backup was made: {done.held} (konfrans sweep --retry-letters sends them)."
        )
    print("The secret key came with it." if done.secret else "The secret key is a new one: everybody signs in anew.")
    for name in done.missing[:20]:
        print(f"Not in the backup, for it was missing there: {name}", file=sys.stderr)
    if done.journal_fault:
        print(f"The journal does not hold: {done.journal_fault}. Type: konfrans journal verify", file=sys.stderr)
        raise typer.Exit(1)
    print(f"The journal holds: {done.entries} entries, measured against the anchor in the backup.")
    from django.conf import settings

    demo = (
        f"KONFRANS_DEMO=1 KONFRANS_HOME={shlex.quote(str(settings.KONFRANS_HOME))} " if settings.KONFRANS_DEMO else ""
    )
    print(f"Now type: {demo}konfrans doctor")


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Name what is wrong with a set-up, each with its remedy; exit status 0 where all is well, 1 where something is not."""
    prepare()
    from konfrans.cli import doctor as look

    findings = look.examine()
    print(look.as_json(findings) if as_json else look.as_text(findings))
    if any(each.state == "wrong" for each in findings):
        raise typer.Exit(1)
